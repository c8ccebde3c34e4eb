"""What levels mean on these two lists: ``u`` from pairs of strangers, ``m`` and the number of matches by EM."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np

from homeward.matching.columns import MISSING, Floats, Ints, Levels, Lists, Pairs, pairs_of
from homeward.matching.comparisons import compare
from homeward.matching.frequencies import EXPECTED, Births, Frequencies, births, frequencies
from homeward.matching.model import FieldModel, Model, in_groups, published
from homeward.matching.rivals import against_rivals
from homeward.matching.sampling import lowest
from homeward.matching.scoring import Compared, log_chances, weighed

STRANGERS: Final = 400_000
"""Pairs that ``u`` is counted on. Nearly all pairs of a whole cross product are pairs of strangers."""

ROWS_OF_STRANGERS: Final = 20_000
"""Rows of each list that those pairs are made of."""

ROWS_OF_MATCHES: Final = 50_000
"""Rows of the smaller list, with all their candidates, that ``m`` is estimated on."""

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
_LARGEST_SHARE: Final = 0.98
_ROUNDS: Final = 12
_SETTLED: Final = 0.002


def first_model(lists: Lists) -> Model:
    """Return the published model with ``u`` as counted on pairs of strangers, and how often values occur."""
    counts = {field: frequencies(lists.text[field], field) for field in EXPECTED}
    return counted_model(compare(lists, strangers(lists)), counts, births(lists.dates["birth_date"]), lists.sizes)


def counted_model(
    levels: Mapping[str, Levels], counts: Mapping[str, Frequencies], born: Births, sizes: tuple[int, int]
) -> Model:
    """Return the published model with ``u`` as counted on pairs of strangers that reached those *levels*."""
    return Model(
        fields={field: _counted(field, own, levels[field]) for field, own in published().items()},
        frequencies=counts,
        births=born,
        sizes=sizes,
        matches=SHARE_BELIEVED * min(sizes),
    )


def improved(lists: Lists, every: Compared, start: Model) -> Model:
    """
    Return *start* with ``m`` and the number of matches estimated from candidate pairs, all others taken as strangers.

    Of long lists, :data:`ROWS_OF_MATCHES` rows with all their candidates stand for all.
    """
    pairs = _sampled(lists, every)
    return estimated(pairs, log_chances(lists, pairs, start), start)


def estimated(pairs: Compared, chances: Mapping[str, Floats], start: Model) -> Model:
    """
    Return *start* with ``m`` and the number of matches estimated from the candidates of the sampled rows.

    The expectation step counts rivals: of two rows that both fit, each counts by half. Fixed rounds, no chance.

    Source: Dempster, Laird and Rubin (1977); the published ``m`` enters as a Dirichlet prior.
    """
    share = min(1.0, ROWS_OF_MATCHES / min(start.sizes))
    model = start
    for _ in range(_ROUNDS):
        probabilities = against_rivals(pairs.pairs, weighed(pairs, chances, model).total, start.sizes)
        fields = {
            field: replace(own, m=_reestimated(field, published()[field], pairs.levels[field], probabilities))
            for field, own in model.fields.items()
        }
        matches = _believed_matches(start, float(probabilities.sum()) / share)
        moved = abs(matches - model.matches)
        model = replace(model, fields=fields, matches=matches)
        if moved < _SETTLED * matches:
            break
    return model


def _sampled(lists: Lists, every: Compared) -> Compared:
    """Return the candidates of the sampled rows of the smaller list."""
    if lists.sizes[0] <= ROWS_OF_MATCHES:
        return every
    chosen = np.zeros(lists.sizes[0], dtype=bool)
    chosen[lowest(lists.frames[0], ROWS_OF_MATCHES)] = True
    return every.at(np.flatnonzero(chosen[every.pairs.left]))


def _believed_matches(model: Model, counted: float) -> float:
    smaller = min(model.sizes)
    believed = (1.0 - _WEIGHT_OF_BELIEF) * counted + _WEIGHT_OF_BELIEF * SHARE_BELIEVED * smaller
    return min(believed, _LARGEST_SHARE * smaller)


def strangers(lists: Lists) -> Pairs:
    """Return pairs spread evenly over the cross product of the sampled rows, each row about as often as any other."""
    left, right = (lowest(frame, ROWS_OF_STRANGERS) for frame in lists.frames)
    cells = len(left) * len(right)
    if cells <= STRANGERS:
        return _of_rows(np.arange(cells, dtype=np.int64), left, right)
    wanted = np.arange(STRANGERS, dtype=np.int64)
    # Multiples of the golden ratio are spread as evenly as can be, in order of content and without chance.
    columns = (np.modf(wanted * 0.6180339887498949)[0] * len(right)).astype(np.int64)
    rows = (wanted * len(left)) // STRANGERS
    return _of_rows(rows * len(right) + columns, left, right)


def _of_rows(cells: Ints, left: Ints, right: Ints) -> Pairs:
    pairs = pairs_of(cells, max(len(right), 1))
    return Pairs(left=left[pairs.left].astype(np.int32), right=right[pairs.right].astype(np.int32))


def _counted(field: str, own: FieldModel, levels: Levels) -> FieldModel:
    u = in_groups(_counts(levels, len(own.words)) + own.u * PAIRS_OF_PUBLISHED_U, own.groups)
    relative = own.relative.copy()
    if field in _UNKNOWN_AND_KNOWN:
        # How many names the table knows depends on the lists, for relatives as for strangers.
        both = list(_UNKNOWN_AND_KNOWN[field])
        relative[both] = relative[both].sum() * u[both] / u[both].sum()
    return replace(own, u=u, relative=relative)


def _reestimated(field: str, before: FieldModel, levels: Levels, probabilities: Floats) -> Floats:
    stated = levels != MISSING
    counts = np.bincount(levels[stated], weights=probabilities[stated], minlength=len(before.words))
    m = in_groups(counts + before.m * ROWS_OF_PUBLISHED_M, before.groups)
    if field in CAPPED:
        m[CAPPED[field]] = min(m[CAPPED[field]], before.m[CAPPED[field]])
    return m


def _counts(levels: Levels, size: int) -> Floats:
    counts: Floats = np.bincount(levels[levels != MISSING], minlength=size).astype(np.float64)
    return counts
