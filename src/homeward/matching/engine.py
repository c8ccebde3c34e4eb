"""The way from two lists to matches: keys, candidates, weights, the rest, rivals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from homeward.matching.candidates import candidate_pairs
from homeward.matching.columns import MISSING, Floats, Ints, Lists, Pairs, pairs_of, side_by_side
from homeward.matching.estimation import Estimate, first_estimate, improved
from homeward.matching.frames import keyed, records
from homeward.matching.retrieval import nearest_pairs
from homeward.matching.rivals import against_rivals, proposed
from homeward.matching.scoring import Compared, Scores, compared, joined, score
from homeward.model.ids import RowId
from homeward.model.matches import Evidence, Match
from homeward.model.people import Entry

SHOWN_FROM: Final = 0.05
"""Pairs less probable than this are not returned."""

CONFIDENT: Final = 0.95
"""A row with a pair above this needs no further search."""

_LOG_OF_TWO: Final = 0.6931

Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Every pair that was compared, with its evidence, its probability and whether it is proposed."""

    lists: Lists
    pairs: Compared
    estimate: Estimate
    scores: Scores
    probabilities: Floats
    is_proposed: Ints


def match_entries(
    left: Sequence[Entry], right: Sequence[Entry], *, progress: Progress | None = None
) -> tuple[Match, ...]:
    """
    Return every pair of entries that may be one person, the most probable first.

    The order of the entries changes nothing, and exchanging the two lists exchanges the sides of each pair and nothing
    else. No row is in two proposed pairs.

    Args:
        left: Entries of one list.
        right: Entries of the other.
        progress: Called with the name of each stage and the share of the work done before it.

    Returns:
        Pairs with a probability of at least :data:`SHOWN_FROM`; the weights of a pair's evidence add up to its log-odds
        before rivals are counted.
    """
    if not left or not right:
        return ()
    return _matches(match_keyed(keyed(records(left)), keyed(records(right)), progress=progress))


def match_frames(left: pl.DataFrame, right: pl.DataFrame, *, progress: Progress | None = None) -> pl.DataFrame:
    """
    Match two lists given as frames: ``row_id``, and whatever is there of the columns of :mod:`.frames`, as text.

    Returns:
        ``left``, ``right``, ``probability``, ``is_proposed``, as :func:`match_entries`.
    """
    if not left.height or not right.height:
        return pl.DataFrame(
            schema={"left": pl.String, "right": pl.String, "probability": pl.Float64, "is_proposed": pl.Boolean}
        )
    result = match_keyed(keyed(left), keyed(right), progress=progress)
    at = _shown(result)
    first, second = (
        pl.Series(ids, dtype=pl.String).gather(rows[at])
        for ids, rows in (
            (result.lists.left_ids, result.pairs.pairs.left),
            (result.lists.right_ids, result.pairs.pairs.right),
        )
    )
    sides = (second, first) if result.lists.is_swapped else (first, second)
    found = pl.DataFrame(
        {
            "left": sides[0],
            "right": sides[1],
            "probability": result.probabilities[at],
            "is_proposed": result.is_proposed[at] > 0,
        }
    )
    return found.sort(["probability", "left", "right"], descending=[True, False, False])


def match_keyed(left: pl.DataFrame, right: pl.DataFrame, *, progress: Progress | None = None) -> Result:
    """Match two frames of keys, neither of them empty. See :func:`homeward.matching.frames.keyed`."""
    tell = progress or _silent
    lists = side_by_side(left, right)
    tell("candidates", 0.1)
    pairs = compared(lists, candidate_pairs(lists))
    tell("weights", 0.4)
    estimate = improved(lists, pairs, first_estimate(lists))
    scores, probabilities = _scored(lists, pairs, estimate)
    tell("the rest", 0.7)
    fresh = _rest(lists, pairs.pairs, probabilities)
    if len(fresh):
        pairs = joined(lists, pairs, compared(lists, fresh))
        estimate = improved(lists, pairs, estimate)
        scores, probabilities = _scored(lists, pairs, estimate)
    tell("done", 1.0)
    return Result(
        lists=lists,
        pairs=pairs,
        estimate=estimate,
        scores=scores,
        probabilities=probabilities,
        is_proposed=proposed(pairs.pairs, probabilities).astype(np.int64),
    )


def _silent(_stage: str, _share: float) -> None:
    return


def _scored(lists: Lists, pairs: Compared, estimate: Estimate) -> tuple[Scores, Floats]:
    scores = score(lists, pairs, estimate.model, estimate.matches)
    return scores, against_rivals(pairs.pairs, scores.total, lists.sizes)


def _rest(lists: Lists, pairs: Pairs, probabilities: Floats) -> Pairs:
    width = lists.sizes[1]
    if len(pairs) == lists.sizes[0] * width:
        return pairs_of(np.zeros(0, dtype=np.int64), width)
    sure = np.flatnonzero(probabilities >= CONFIDENT)
    rest = np.ones(lists.sizes[0], dtype=bool), np.ones(width, dtype=bool)
    rest[0][pairs.left[sure]] = False
    rest[1][pairs.right[sure]] = False
    keys = np.unique(nearest_pairs(lists, rest))
    known = pairs.left * width + pairs.right
    return pairs_of(keys[~np.isin(keys, known)], width)


def _shown(result: Result) -> Ints:
    return np.flatnonzero((result.probabilities >= SHOWN_FROM) | (result.is_proposed > 0))


def _matches(result: Result) -> tuple[Match, ...]:
    found = [_match(result, index) for index in _shown(result).tolist()]
    return tuple(sorted(found, key=lambda match: (-match.probability, match.left, match.right)))


def _match(result: Result, index: int) -> Match:
    pairs = result.pairs.pairs
    first = RowId(result.lists.left_ids[pairs.left[index]])
    second = RowId(result.lists.right_ids[pairs.right[index]])
    left, right = (second, first) if result.lists.is_swapped else (first, second)
    return Match(
        left=left,
        right=right,
        probability=float(result.probabilities[index]),
        is_proposed=bool(result.is_proposed[index]),
        evidence=tuple(_evidence(result, index)),
    )


def _evidence(result: Result, index: int) -> list[Evidence]:
    fields = []
    for field, model in result.estimate.model.items():
        level = int(result.pairs.levels[field][index])
        words = "not compared" if level == MISSING else model.words[level]
        fields.append(Evidence(field=field, level=words, weight=float(result.scores.weights[field][index])))
    relatives = float(result.scores.relatives[index])
    shared = relatives < -_LOG_OF_TWO
    doubt = "relatives would share much of this" if shared else "relatives would not share this"
    return [
        *fields,
        Evidence(field="relatives", level=doubt, weight=relatives),
        Evidence(field="prior", level="two rows by chance", weight=result.scores.prior),
    ]
