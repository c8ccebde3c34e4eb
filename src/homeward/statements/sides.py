"""Whose conflict a text was read in: the codes of those who take part, by the id of a configuration."""

from __future__ import annotations

from homeward.statements.reader.conflict import NO_CONFLICT, conflicts, parse_conflict, shipped_conflict


def sides_of(name: str, *, conflict: bytes | None = None) -> frozenset[str]:
    """
    Return the codes of all who are on a side in the configuration called *name*; none for one that nobody knows.

    Args:
        name: What :attr:`homeward.statements.reader.Reading.conflict` says.
        conflict: The configuration that was given to the reader, None for a shipped one.

    >>> sorted(sides_of("gaza"))
    ['HAMAS', 'ISR', 'PAL']
    """
    if conflict is not None:
        known = parse_conflict(conflict)
    else:
        known = shipped_conflict(name) if name in conflicts() else NO_CONFLICT
    return frozenset(one.code for one in known.parties if one.side is not None)
