"""How often a value occurs: agreement on a rare value says more than agreement on a common one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from homeward.matching.columns import MISSING, Coded, Dates, Floats, Ints, Levels, Lists, Pairs
from homeward.names.given import given_key

COMMON_FROM: Final = 10
"""Rows from which a value has a share of its own. Rarer values share one: a model that is passed on names nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """
    What is believed of a field before a list is seen.

    ``share``: of a value seen for the first time; ``rows``: how many rows this belief is worth.
    """

    share: float
    rows: float


EXPECTED: Final[Mapping[str, Expected]] = {
    "surname": Expected(share=2e-4, rows=1000),
    "given_names": Expected(share=0.03, rows=200),
    "father_name": Expected(share=0.03, rows=200),
    "birth_place": Expected(share=0.005, rows=200),
    "service_number": Expected(share=1e-6, rows=100_000),
    "unit": Expected(share=0.005, rows=200),
    "mother_maiden_name": Expected(share=2e-4, rows=1000),
}
"""Shares as in civil registers of large countries, to the nearest simple number."""

_LEAST_YEARS: Final = 40.0
"""Years of birth that a list spreads over, before it is seen."""
_DAYS_OF_A_YEAR: Final = 365.25
STEP: Final = 365
"""Days of one step in which births are counted."""
_ROWS_OF_BIRTHS: Final = 100.0
_LEAST_SHARE: Final = 1e-6
_SAME_DAY, _SAME_AS_STATED = 0, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Frequencies:
    """The probability that an unrelated row has a value: of each common one, and of any ``rare`` one."""

    common: Mapping[str, float]
    rare: float

    def shares(self, values: Sequence[str], field: str) -> Floats:
        """Return the share of each of the *values* of a field."""
        return np.array([self.common.get(kind_of(field, value), self.rare) for value in values], dtype=np.float64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Births:
    """Shares of births in steps of :data:`STEP` days, the first beginning at ``start`` (days since 1970)."""

    start: int
    steps: tuple[float, ...]

    def until(self, days: Ints) -> Floats:
        """Return the share of births before each of the *days*."""
        edges = self.start + STEP * np.arange(len(self.steps) + 1)
        sums = np.concatenate([[0.0], np.cumsum(self.steps)])
        found: Floats = np.interp(days, edges, sums)
        return found


def kind_of(field: str, value: str) -> str:
    """Return what is counted for *value*: its main part, for a given name its class."""
    first = value.partition("|")[0]
    if field == "unit":
        return value
    return given_key(first) if field == "given_names" else first


def frequencies(coded: Coded, field: str) -> Frequencies:
    """Count the values of one field over both lists; see :func:`frequencies_of`."""
    counts = _counts(coded.left, len(coded.values)) + _counts(coded.right, len(coded.values))
    sums: Counter[str] = Counter()
    for value, count in zip(coded.values, counts.tolist(), strict=True):
        sums[kind_of(field, value)] += count
    common = {kind: count for kind, count in sorted(sums.items()) if count >= COMMON_FROM}
    return frequencies_of(field, common, Counter(count for count in sums.values() if 0 < count < COMMON_FROM))


def frequencies_of(field: str, common: Mapping[str, int], rare: Mapping[int, int]) -> Frequencies:
    """
    Return the shares of the values of one field.

    One row is taken off each count: a value that one person has on both lists was counted twice. Rare values have the
    mean share that such a value has where it is met.

    Args:
        field: The field.
        common: Rows of both lists for each value of :data:`COMMON_FROM` rows or more.
        rare: How many of the other values have one row, two rows, ...
    """
    expected = EXPECTED[field]
    met = {count: count * values for count, values in sorted(rare.items())}
    rows = sum(common.values()) + sum(met.values()) + expected.rows

    def share(count: int) -> float:
        return (max(count - 1, 0) + expected.share * expected.rows) / rows

    mean = sum(times * share(count) for count, times in met.items()) / sum(met.values()) if met else share(1)
    return Frequencies(common={value: share(count) for value, count in common.items()}, rare=mean)


def births(dates: Dates) -> Births:
    """Count the exact days of birth of both lists; see :func:`births_of`."""
    exact = np.concatenate([
        dates.first[side][dates.known[side] & (dates.first[side] == dates.last[side])] for side in (0, 1)
    ])  # fmt: skip
    days, counts = np.unique(exact, return_counts=True)
    return births_of(days, counts)


def births_of(days: Ints, counts: Ints) -> Births:
    """Return the shares of births, given the rows of each exact day, with some belief that births spread evenly."""
    known = days if len(days) else np.array([0], dtype=np.int64)
    margin = int(_LEAST_YEARS * _DAYS_OF_A_YEAR / 4)
    start, stop = int(known.min()) - margin, int(known.max()) + margin
    size = (stop - start) // STEP + 1
    smooth = np.bincount((days - start) // STEP, weights=counts, minlength=size) + _ROWS_OF_BIRTHS / size
    return Births(start=start, steps=tuple((smooth / smooth.sum()).tolist()))


def text_log_u(lists: Lists, pairs: Pairs, exact: Ints, field: str, own: Frequencies) -> Floats:
    """Return, for the pairs numbered *exact*, the logarithm of how often the value they agree on occurs."""
    coded: Coded = lists.text[field]
    share = own.shares(coded.values, field)
    found: Floats = np.log(np.maximum(share[coded.left[pairs.left[exact]]], share[coded.right[pairs.right[exact]]]))
    return found


def birth_log_u(dates: Dates, pairs: Pairs, levels: Levels, own: Births) -> tuple[Ints, Floats]:
    """Return the pairs whose birth dates agree as far as stated, and the logarithm of the share of such dates."""
    at = np.flatnonzero((levels == _SAME_DAY) | (levels == _SAME_AS_STATED))
    left, right = pairs.left[at], pairs.right[at]
    first = np.minimum(dates.first[0][left], dates.first[1][right])
    last = np.maximum(dates.last[0][left], dates.last[1][right])
    is_day = levels[at] == _SAME_DAY
    # A placeholder day (1 January) says no more than its year.
    low, high = _year_of(first)
    first, last = np.where(is_day, first, np.minimum(first, low)), np.where(is_day, last, np.maximum(last, high))
    share = np.maximum(own.until(last + 1) - own.until(first), _LEAST_SHARE)
    return at, np.log(np.minimum(share, 1.0))


def _counts(codes: Ints, size: int) -> Ints:
    counts: Ints = np.bincount(codes[codes != MISSING], minlength=size)
    return counts


def _year_of(days: Ints) -> tuple[Ints, Ints]:
    years = days.astype("datetime64[D]").astype("datetime64[Y]")
    first = years.astype("datetime64[D]").astype(np.int64)
    return first, (years + 1).astype("datetime64[D]").astype(np.int64) - 1
