"""Rows of one list that may be one person: the evidence of matching, with the list beside itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from homeward.matching.engine import Progress, match_keyed
from homeward.matching.frames import keyed, records
from homeward.model.ids import RowId
from homeward.model.people import Entry

MOST_ROWS: Final = 20_000
"""Rows up to which a list is held beside itself: some seconds. Above it only exact keys are compared."""

_EVEN: Final = 0.0
"""Log-odds from which two rows are more likely than not one person."""


def similar_inside(entries: Sequence[Entry], *, progress: Progress | None = None) -> tuple[tuple[RowId, RowId], ...]:
    """
    Return pairs of rows of one list that are more likely than not one person, each pair once, smaller row first.

    The order of the entries changes nothing. Every row has itself as its best partner, so rivals are not counted here:
    what speaks for a pair is its own evidence.
    """
    if not 1 < len(entries) <= MOST_ROWS:
        return ()
    frame = keyed(records(entries))
    result = match_keyed(frame, frame, progress=progress)
    pairs = result.pairs.pairs
    likely = np.flatnonzero((result.totals > _EVEN) & (pairs.left != pairs.right))
    ids = result.lists.left_ids
    both = zip(pairs.left[likely].tolist(), pairs.right[likely].tolist(), strict=True)
    found = {(min(ids[one], ids[other]), max(ids[one], ids[other])) for one, other in both}
    return tuple((RowId(first), RowId(second)) for first, second in sorted(found))
