"""The world: folders, keys, vault, clock, random bytes and the solver, each behind a port."""
