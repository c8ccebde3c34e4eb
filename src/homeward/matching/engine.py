"""The way from two lists to matches: keys, candidates, weights, the rest, rivals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

from homeward.matching.acceptance import accepted
from homeward.matching.candidates import candidate_pairs, compares_all
from homeward.matching.columns import MISSING, Floats, Ints, Lists, Pairs, pairs_of, side_by_side
from homeward.matching.estimation import first_model, improved
from homeward.matching.frames import keyed, records
from homeward.matching.model import Model, published
from homeward.matching.retrieval import nearest_pairs
from homeward.matching.rivals import against_rivals, proposed
from homeward.matching.scoring import Compared, Scores, compared, joined, score, totals
from homeward.matching.workers import OneByOne
from homeward.model.ids import RowId
from homeward.model.matches import Evidence, Match
from homeward.model.people import Entry
from homeward.ports import Memory, Progress, Workers

SHOWN_FROM: Final = 0.05
"""Pairs less probable than this are not returned."""

CONFIDENT: Final = 0.95
"""A row with a pair above this needs no further search."""

ROWS_AT_ONCE: Final = 100_000
"""Rows whose names are read in one step."""

_LOG_OF_TWO: Final = 0.6931

_LEFT, _RIGHT = "left row", "right row"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Every pair that was compared, with its probability and whether it is proposed, and the model that scored it."""

    lists: Lists
    pairs: Compared
    model: Model
    totals: Floats
    probabilities: Floats
    is_proposed: npt.NDArray[np.bool_]
    is_accepted: npt.NDArray[np.bool_]

    @property
    def shown(self) -> Ints:
        """Numbers of the pairs that people are shown."""
        return to_be_shown(self.probabilities, self.is_proposed)

    def ids(self, chosen: Ints) -> tuple[list[str], list[str]]:
        """Return the ids of both rows of the *chosen* pairs, in the caller's order of the lists."""
        pairs, lists = self.pairs.pairs.at(chosen), self.lists
        first = [lists.left_ids[row] for row in pairs.left.tolist()]
        second = [lists.right_ids[row] for row in pairs.right.tolist()]
        return (second, first) if lists.is_swapped else (first, second)


def match_entries(
    left: Sequence[Entry], right: Sequence[Entry], *, model: Model | None = None, progress: Progress | None = None
) -> tuple[Match, ...]:
    """
    Return every pair of entries that may be one person, the most probable first.

    The order of the entries changes nothing, and exchanging the two lists exchanges the sides of each pair and nothing
    else. No row is in two proposed pairs.

    Args:
        left: Entries of one list.
        right: Entries of the other.
        model: What to score with; without one it is estimated on these two lists.
        progress: Called with the name of each stage and the share of the work done before it.

    Returns:
        Pairs with a probability of at least :data:`SHOWN_FROM`; the weights of a pair's evidence add up to its log-odds
        before rivals are counted.
    """
    if not left or not right:
        return ()
    return matches_of(match_keyed(keyed(records(left)), keyed(records(right)), model=model, progress=progress))


def match_frames(
    left: pl.DataFrame,
    right: pl.DataFrame,
    *,
    model: Model | None = None,
    workers: Workers | None = None,
    progress: Progress | None = None,
) -> pl.DataFrame:
    """
    Match two lists given as frames: ``row_id``, and whatever is there of the columns of :mod:`.frames`, as text.

    Returns:
        ``left``, ``right``, ``probability``, ``is_proposed``, ``is_accepted``, as :func:`match_entries`.
    """
    if not left.height or not right.height:
        return pl.DataFrame(
            schema={
                "left": pl.String,
                "right": pl.String,
                "probability": pl.Float64,
                "is_proposed": pl.Boolean,
                "is_accepted": pl.Boolean,
            }
        )
    hands = workers or OneByOne()
    keys = [_keyed(frame, hands) for frame in (left, right)]
    result = match_keyed(*keys, model=model, workers=hands, progress=progress)
    at = result.shown
    left_ids, right_ids = result.ids(at)
    found = pl.DataFrame(
        {
            "left": pl.Series(left_ids, dtype=pl.String),
            "right": pl.Series(right_ids, dtype=pl.String),
            "probability": result.probabilities[at],
            "is_proposed": result.is_proposed[at],
            "is_accepted": result.is_accepted[at],
        }
    )
    return found.sort(["probability", "left", "right"], descending=[True, False, False])


def _keyed(frame: pl.DataFrame, workers: Workers) -> pl.DataFrame:
    parts = [frame.slice(start, ROWS_AT_ONCE) for start in range(0, frame.height, ROWS_AT_ONCE)]
    return pl.concat(workers.apart(keyed, parts))


def match_keyed(
    left: pl.DataFrame,
    right: pl.DataFrame,
    *,
    model: Model | None = None,
    workers: Workers | None = None,
    memory: Memory | None = None,
    progress: Progress | None = None,
) -> Result:
    """
    Match two frames of keys, neither of them empty. See :func:`homeward.matching.frames.keyed`.

    Args:
        left: Keys of one list.
        right: Keys of the other.
        model: What to score with; without one it is estimated on these two lists.
        workers: Who works on parts; the answer does not depend on them.
        memory: Where pairs and their levels are remembered, by row numbers; it belongs to these two frames alone.
        progress: Told the name of each stage, and the share of it that is done.
    """
    tell, hands = progress or silent, workers or OneByOne()
    lists = side_by_side(left, right)
    first = model or first_model(lists)
    pairs = _remembered(memory, "candidates", lambda: compared(lists, candidate_pairs(lists), first, hands, tell))
    tell("weights", 0.0)
    used = model or improved(lists, pairs, first)
    scores, probabilities = _scored(lists, pairs, used, hands)
    tell("weights", 1.0)
    rest = partial(_rest, lists, pairs.pairs, probabilities)
    fresh = _remembered(memory, "the rest", lambda: compared(lists, rest(hands.threads), used, hands, tell, "the rest"))
    if len(fresh):
        pairs = joined(lists, pairs, fresh)
        used = model or improved(lists, pairs, used)
        scores, probabilities = _scored(lists, pairs, used, hands)
    is_proposed = proposed(pairs.pairs, probabilities)
    tell("rivals", 1.0)
    return Result(
        lists=lists,
        pairs=pairs,
        model=used,
        totals=scores,
        probabilities=probabilities,
        is_proposed=is_proposed,
        is_accepted=accepted(lists, pairs, used, is_proposed),
    )


def to_be_shown(probabilities: Floats, is_proposed: npt.NDArray[np.bool_]) -> Ints:
    """Return the numbers of the pairs that people are shown: the likely ones, and whatever is proposed."""
    return np.flatnonzero((probabilities >= SHOWN_FROM) | is_proposed)


def silent(step: str, share: float) -> None:
    """Tell nobody."""
    del step, share


def _scored(lists: Lists, pairs: Compared, model: Model, workers: Workers) -> tuple[Floats, Floats]:
    scores = totals(lists, pairs, model, workers)
    return scores, against_rivals(pairs.pairs, scores, lists.sizes)


def _rest(lists: Lists, pairs: Pairs, probabilities: Floats, threads: int) -> Pairs:
    width = lists.sizes[1]
    if compares_all(lists.sizes):
        return pairs_of(np.zeros(0, dtype=np.int64), width)
    sure = np.flatnonzero(probabilities >= CONFIDENT)
    rest = np.ones(lists.sizes[0], dtype=bool), np.ones(width, dtype=bool)
    rest[0][pairs.left[sure]] = False
    rest[1][pairs.right[sure]] = False
    keys = nearest_pairs(lists, rest, threads)
    known = pairs.keys(width)
    places = np.minimum(np.searchsorted(known, keys), max(len(known) - 1, 0))
    return pairs_of(keys[known[places] != keys] if len(known) else keys, width)


def _remembered(memory: Memory | None, name: str, work: Callable[[], Compared]) -> Compared:
    """Return what *memory* holds of a stage, or the work done now and remembered."""
    kept = memory.recall(name) if memory else None
    if kept is not None:
        levels = {field: kept[field].astype(np.int8) for field in published()}
        return Compared(
            pairs=Pairs(left=kept[_LEFT].astype(np.int32), right=kept[_RIGHT].astype(np.int32)), levels=levels
        )
    done = work()
    if memory:
        memory.remember(name, {_LEFT: done.pairs.left, _RIGHT: done.pairs.right, **done.levels})
    return done


def matches_of(result: Result) -> tuple[Match, ...]:
    """Return the pairs of *result* that people are shown, with their evidence, the most probable first."""
    at = result.shown
    pairs = result.pairs.at(at)
    scores = score(result.lists, pairs, result.model)
    ids = zip(*result.ids(at), strict=True)
    found = [
        Match(
            left=RowId(left),
            right=RowId(right),
            probability=float(result.probabilities[own]),
            is_proposed=bool(result.is_proposed[own]),
            is_accepted=bool(result.is_accepted[own]),
            evidence=tuple(_evidence(result.model, pairs, scores, index)),
        )
        for index, (own, (left, right)) in enumerate(zip(at.tolist(), ids, strict=True))
    ]
    return tuple(sorted(found, key=lambda match: (-match.probability, match.left, match.right)))


def _evidence(model: Model, pairs: Compared, scores: Scores, index: int) -> list[Evidence]:
    fields = []
    for field, own in model.fields.items():
        level = int(pairs.levels[field][index])
        words = "not compared" if level == MISSING else own.words[level]
        fields.append(Evidence(field=field, level=words, weight=float(scores.weights[field][index])))
    relatives = float(scores.relatives[index])
    shared = relatives < -_LOG_OF_TWO
    doubt = "relatives would share much of this" if shared else "relatives would not share this"
    return [
        *fields,
        Evidence(field="relatives", level=doubt, weight=relatives),
        Evidence(field="prior", level="two rows by chance", weight=scores.prior),
    ]
