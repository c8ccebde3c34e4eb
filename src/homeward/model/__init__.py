"""Every value that crosses a unit's border, typed ids, findings, refusals, and the only bytes we hash or sign."""
