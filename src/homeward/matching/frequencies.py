"""How often a value occurs: agreement on a rare value says more than agreement on a common one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from homeward.matching.columns import MISSING, Coded, Dates, Floats, Ints, Lists, Pairs
from homeward.names.given import given_key


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
_ROWS_OF_BIRTHS: Final = 100.0
_SAME_DAY, _SAME_AS_STATED = 0, 8


def shares(lists: Lists, field: str) -> Floats:
    """
    Return, for each value of a text field, the probability that an unrelated row has it too.

    Spellings that agree exactly are counted as one. Counts both lists together, less one: a value that one person has
    on both lists was counted twice.
    """
    coded, expected = lists.text[field], EXPECTED[field]
    counts = _counts(coded.left, len(coded.values)) + _counts(coded.right, len(coded.values))
    kinds = np.unique(np.array([_kind(field, value) for value in coded.values], dtype=object), return_inverse=True)[1]
    if len(kinds):
        counts = np.bincount(kinds, weights=counts)[kinds].astype(np.float64)
    rows = float((coded.left != MISSING).sum() + (coded.right != MISSING).sum())
    found: Floats = (np.maximum(counts - 1.0, 0.0) + expected.share * expected.rows) / (rows + expected.rows)
    return found


def text_log_u(lists: Lists, pairs: Pairs, levels: Mapping[str, Ints], field: str) -> tuple[Ints, Floats]:
    """Return the pairs that agree exactly on *field*, and the logarithm of how often that value occurs."""
    at = np.flatnonzero(levels[field] == 0)
    coded: Coded = lists.text[field]
    share = shares(lists, field)
    return at, np.log(np.maximum(share[coded.left[pairs.left[at]]], share[coded.right[pairs.right[at]]]))


def birth_log_u(dates: Dates, pairs: Pairs, levels: Ints) -> tuple[Ints, Floats]:
    """Return the pairs whose birth dates agree as far as stated, and the logarithm of the share of such dates."""
    at = np.flatnonzero((levels == _SAME_DAY) | (levels == _SAME_AS_STATED))
    share_until, first_day = _cumulative_share(dates)
    left, right = pairs.left[at], pairs.right[at]
    first = np.minimum(dates.first[0][left], dates.first[1][right])
    last = np.maximum(dates.last[0][left], dates.last[1][right])
    is_day = levels[at] == _SAME_DAY
    # A placeholder day (1 January) says no more than its year.
    low, high = _year_of(first)
    first, last = np.where(is_day, first, np.minimum(first, low)), np.where(is_day, last, np.maximum(last, high))
    top = len(share_until) - 1
    low_at, high_at = (np.clip(day - first_day, 0, top) for day in (first, last + 1))
    share = np.maximum(share_until[high_at] - share_until[low_at], 1e-6)
    return at, np.log(np.minimum(share, 1.0))


def _kind(field: str, value: str) -> str:
    first = value.partition("|")[0]
    if field == "unit":
        return value
    return given_key(first) if field == "given_names" else first


def _counts(codes: Ints, size: int) -> Floats:
    counts: Floats = np.bincount(codes[codes != MISSING], minlength=size).astype(np.float64)
    return counts


def _cumulative_share(dates: Dates) -> tuple[Floats, int]:
    """Return the share of births before each day, from the exact days of both lists smoothed over their years."""
    exact = np.concatenate([
        dates.first[side][dates.known[side] & (dates.first[side] == dates.last[side])] for side in (0, 1)
    ])  # fmt: skip
    known = exact if len(exact) else np.array([0], dtype=np.int64)
    margin = int(_LEAST_YEARS * _DAYS_OF_A_YEAR / 4)
    start, stop = int(known.min()) - margin, int(known.max()) + margin
    width = round(_DAYS_OF_A_YEAR)
    bins = np.bincount((exact - start) // width, minlength=(stop - start) // width + 1).astype(np.float64)
    smooth = bins + _ROWS_OF_BIRTHS / len(bins)
    per_day = np.repeat(smooth / smooth.sum() / width, width)
    return np.concatenate([[0.0], np.cumsum(per_day)]), start


def _year_of(days: Ints) -> tuple[Ints, Ints]:
    years = days.astype("datetime64[D]").astype("datetime64[Y]")
    first = years.astype("datetime64[D]").astype(np.int64)
    return first, (years + 1).astype("datetime64[D]").astype(np.int64) - 1
