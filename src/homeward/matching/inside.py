"""Rows of one list that may be one person: the evidence of matching, with the list beside itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from homeward.matching.candidates import candidate_pairs
from homeward.matching.columns import Lists, Pairs, pairs_of, side_by_side
from homeward.matching.engine import Result, matches_of
from homeward.matching.estimation import first_model
from homeward.matching.frames import keyed, records
from homeward.matching.pairs import log_odds
from homeward.matching.retrieval import nearest_pairs
from homeward.matching.scoring import compared, totals
from homeward.matching.workers import OneByOne
from homeward.model.ids import RowId
from homeward.model.matches import Match
from homeward.model.people import Entry
from homeward.ports import Progress

MOST_ROWS: Final = 20_000
"""Rows up to which the nearest rows are looked at too: some seconds. Above it only rows that share a key."""

SHARE_TWICE: Final = 0.01
"""Share of the rows of a list believed to be there twice, before it is seen; by judgement."""

_EVEN: Final = 0.0
"""Log-odds from which two rows are more likely than not one person."""


def similar_inside(entries: Sequence[Entry], *, progress: Progress | None = None) -> tuple[tuple[RowId, RowId], ...]:
    """
    Return pairs of rows of one list that are more likely than not one person, each pair once, smaller row first.

    The order of the entries changes nothing. One person may be there more than twice, so rivals are not counted: what
    speaks for a pair is its own evidence.
    """
    if len(entries) < 2:  # noqa: PLR2004 - a pair
        return ()
    result = match_inside(entries, progress=progress)
    pairs, ids = result.pairs.pairs, result.lists.left_ids
    likely = np.flatnonzero(result.totals > _EVEN)
    found = ((ids[one], ids[other]) for one, other in zip(pairs.left[likely], pairs.right[likely], strict=True))
    return tuple(sorted((RowId(min(pair)), RowId(max(pair))) for pair in found))


def similar_rows(entries: Sequence[Entry], *, progress: Progress | None = None) -> tuple[Match, ...]:
    """
    Return the same pairs as :func:`similar_inside` with their evidence, the most probable first.

    Nothing among them is proposed: whether two rows of one list are one person is for people to say.
    """
    if len(entries) < 2:  # noqa: PLR2004 - a pair
        return ()
    found = matches_of(match_inside(entries, progress=progress))
    ordered = (one if one.left <= one.right else replace(one, left=one.right, right=one.left) for one in found)
    return tuple(one for one in ordered if log_odds(one) > _EVEN)


def match_inside(entries: Sequence[Entry], *, progress: Progress | None = None) -> Result:
    """
    Compare two or more entries of one list with each other.

    The published model is used: a list beside itself would teach that nobody ever makes a slip. A probability is that
    of the pair's own evidence, and nothing is proposed.
    """
    frame = keyed(records(entries))
    lists = side_by_side(frame, frame)
    model = replace(first_model(lists), matches=SHARE_TWICE * len(entries))
    pairs = compared(lists, _once(lists), model, OneByOne(), progress)
    scores = totals(lists, pairs, model, OneByOne())
    return Result(
        lists=lists,
        pairs=pairs,
        model=model,
        totals=scores,
        probabilities=1.0 / (1.0 + np.exp(-np.clip(scores, -500.0, 500.0))),
        is_proposed=np.zeros(len(pairs), dtype=bool),
        is_accepted=np.zeros(len(pairs), dtype=bool),
    )


def _once(lists: Lists) -> Pairs:
    """Return the candidate pairs of a list with itself, each once and no row with itself."""
    size = lists.sizes[0]
    keys = [candidate_pairs(lists).keys(size)]
    if size <= MOST_ROWS:
        every = np.ones(size, dtype=bool)
        keys.append(nearest_pairs(lists, (every, np.zeros(size, dtype=bool)), threads=1))
    found = np.concatenate(keys)
    one, other = found // size, found % size
    differ = one != other
    return pairs_of(np.minimum(one, other)[differ] * size + np.maximum(one, other)[differ], size)
