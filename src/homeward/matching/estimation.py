"""What levels mean on these two lists: ``u`` from pairs of strangers, ``m`` and the number of matches by EM."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from homeward.matching.columns import MISSING, Floats, Ints, Lists, Pairs, pairs_of
from homeward.matching.comparisons import compare
from homeward.matching.model import FieldModel, in_groups, published
from homeward.matching.rivals import against_rivals
from homeward.matching.scoring import Compared, score

STRANGERS: Final = 400_000
"""Pairs that ``u`` is counted on. Nearly all pairs of a whole cross product are pairs of strangers."""

ROWS_OF_PUBLISHED_M: Final = 150.0
"""How many matches the published ``m`` is worth: with fewer on the lists it prevails, with more it fades."""

PAIRS_OF_PUBLISHED_U: Final = 2_000.0

SHARE_BELIEVED: Final = 0.5
"""Share of the smaller list believed to be on the other list, before the lists are seen."""

CAPPED: Final[Mapping[str, int]] = {"given_names": 4, "birth_date": 7}
"""Levels whose ``m`` stays at or below the published one: a different name and a different day can stop a match."""

_UNKNOWN_AND_KNOWN: Final[Mapping[str, tuple[int, int]]] = {"given_names": (3, 4), "father_name": (2, 3)}
"""Levels of disagreement that differ only in whether the table of given names knows both names."""

_WEIGHT_OF_BELIEF: Final = 0.1
_ROUNDS: Final = 12
_SETTLED: Final = 0.002


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """The model of these lists, and how many people are believed to be on both."""

    model: Mapping[str, FieldModel]
    matches: float


def first_estimate(lists: Lists) -> Estimate:
    """Return the published model with ``u`` as counted on pairs of strangers."""
    strangers = _strangers(lists)
    levels = compare(lists, strangers)
    model = {field: _counted(field, own, levels[field]) for field, own in published().items()}
    return Estimate(model=model, matches=SHARE_BELIEVED * min(lists.sizes))


def improved(lists: Lists, pairs: Compared, start: Estimate) -> Estimate:
    """
    Return *start* with ``m`` and the number of matches estimated from *pairs*, all other pairs taken as strangers.

    The expectation step counts rivals: of two rows that both fit, each counts by half. Fixed rounds, no chance.

    Source: Dempster, Laird and Rubin (1977); the published ``m`` enters as a Dirichlet prior.
    """
    before = published()
    estimate = start
    for _ in range(_ROUNDS):
        total = score(lists, pairs, estimate.model, estimate.matches).total
        probabilities = against_rivals(pairs.pairs, total, lists.sizes)
        model = {
            field: replace(own, m=_reestimated(field, before[field], pairs.levels[field], probabilities))
            for field, own in estimate.model.items()
        }
        matches = _believed_matches(lists, float(probabilities.sum()))
        moved = abs(matches - estimate.matches)
        estimate = Estimate(model=model, matches=matches)
        if moved < _SETTLED * matches:
            break
    return estimate


def _believed_matches(lists: Lists, counted: float) -> float:
    smaller = min(lists.sizes)
    believed = (1.0 - _WEIGHT_OF_BELIEF) * counted + _WEIGHT_OF_BELIEF * SHARE_BELIEVED * smaller
    return min(believed, 0.98 * smaller)


def _strangers(lists: Lists) -> Pairs:
    """Return pairs spread evenly over the whole cross product, each row about as often as any other."""
    left, right = lists.sizes
    cells = left * right
    if cells <= STRANGERS:
        return pairs_of(np.arange(cells, dtype=np.int64), max(right, 1))
    wanted = np.arange(STRANGERS, dtype=np.int64)
    # Multiples of the golden ratio are spread as evenly as can be, in order of content and without chance.
    columns = (np.modf(wanted * 0.6180339887498949)[0] * right).astype(np.int64)
    rows = (wanted * left) // STRANGERS
    return pairs_of(rows * right + columns, right)


def _counted(field: str, own: FieldModel, levels: Ints) -> FieldModel:
    u = in_groups(_counts(levels, len(own.words)) + own.u * PAIRS_OF_PUBLISHED_U, own.groups)
    relative = own.relative.copy()
    if field in _UNKNOWN_AND_KNOWN:
        # How many names the table knows depends on the lists, for relatives as for strangers.
        both = list(_UNKNOWN_AND_KNOWN[field])
        relative[both] = relative[both].sum() * u[both] / u[both].sum()
    return replace(own, u=u, relative=relative)


def _reestimated(field: str, before: FieldModel, levels: Ints, probabilities: Floats) -> Floats:
    stated = levels != MISSING
    counts = np.bincount(levels[stated], weights=probabilities[stated], minlength=len(before.words))
    m = in_groups(counts + before.m * ROWS_OF_PUBLISHED_M, before.groups)
    if field in CAPPED:
        m[CAPPED[field]] = min(m[CAPPED[field]], before.m[CAPPED[field]])
    return m


def _counts(levels: Ints, size: int) -> Floats:
    counts: Floats = np.bincount(levels[levels != MISSING], minlength=size).astype(np.float64)
    return counts
