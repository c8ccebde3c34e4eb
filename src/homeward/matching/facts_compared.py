"""Comparing dates, places, numbers and units: which level of the model a pair of values reaches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA, JaroWinkler
from rapidfuzz.process import cpdist

from homeward.matching.columns import MISSING, Dates, Ints, Pairs

ALIKE: Final = 0.90
"""Jaro-Winkler similarity from which two places are nearly the same."""

_DIGITS_FOR_A_SLIP: Final = 5
_DAYS_OF_TWO_YEARS: Final = 731
_DAYS_OF_A_WEEK: Final = 7
_DAYS_OF_TWO_MONTHS: Final = 61


def birth_levels(dates: Dates, pairs: Pairs) -> Ints:
    """Compare birth dates: two exact days by their parts, anything else by its interval."""
    left, right = pairs.left, pairs.right
    (first_l, first_r), (last_l, last_r) = dates.first, dates.last
    one, other = first_l[left], first_r[right]
    is_full = (one == last_l[left]) & (other == last_r[right])
    levels = np.where(is_full, _full_levels(one, other), 0)
    gap = _gap(dates, pairs)
    partial = np.select([gap <= 0, gap <= _DAYS_OF_TWO_YEARS], [8, 9], 10)
    levels = np.where(is_full, levels, partial)
    levels[~(dates.known[0][left] & dates.known[1][right])] = MISSING
    return levels


def seen_levels(dates: Dates, pairs: Pairs) -> Ints:
    """Compare the dates of capture or last sight, which the two sides learn from different people."""
    left, right = pairs.left, pairs.right
    is_full = (dates.first[0][left] == dates.last[0][left]) & (dates.first[1][right] == dates.last[1][right])
    gap = _gap(dates, pairs)
    levels = np.select([is_full & (gap == 0), gap <= _DAYS_OF_A_WEEK, gap <= _DAYS_OF_TWO_MONTHS], [0, 1, 2], 3)
    levels[~(dates.known[0][left] & dates.known[1][right])] = MISSING
    return levels


def place_levels(values: tuple[str, ...], left: Ints, right: Ints) -> Ints:
    """Compare places: ``settlement|region|...``."""
    parts = [value.split("|") for value in values]
    levels = np.full(len(left), 3, dtype=np.int64)
    sets = [frozenset(each) for each in parts]
    firsts = np.unique(np.array([each[0] for each in parts], dtype=object), return_inverse=True)[1]
    levels[firsts[left] == firsts[right]] = 0
    several = np.array([len(each) > 1 for each in parts], dtype=bool)
    at = np.flatnonzero((levels > 0) & (several[left] | several[right]))
    shares = [not sets[one].isdisjoint(sets[other]) for one, other in zip(left[at], right[at], strict=True)]
    levels[at[np.array(shares, dtype=bool)]] = 1
    at = np.flatnonzero(levels == 3)  # noqa: PLR2004 - the last level
    names = np.array([each[0] for each in parts], dtype=object)
    if len(at):
        alike = cpdist(names[left[at]], names[right[at]], scorer=JaroWinkler.similarity, dtype=np.float64)
        levels[at[alike >= ALIKE]] = 2
    return levels


def number_levels(values: tuple[str, ...], left: Ints, right: Ints) -> Ints:
    """Compare service numbers: one wrong sign is a slip, and so are other letters around the same digits."""
    levels = np.full(len(left), 2, dtype=np.int64)
    levels[left == right] = 0
    texts = np.array(values, dtype=object)
    digits = ["".join(one for one in value if one.isdigit()) for value in values]
    code = np.unique(np.array(digits, dtype=object), return_inverse=True)[1]
    is_long = np.array([len(each) >= _DIGITS_FOR_A_SLIP for each in digits], dtype=bool)
    at = np.flatnonzero((levels > 0) & is_long[left] & is_long[right])
    if len(at):
        slips = cpdist(texts[left[at]], texts[right[at]], scorer=OSA.distance, score_cutoff=1, dtype=np.int32)
        levels[at[(slips <= 1) | (code[left[at]] == code[right[at]])]] = 1
    return levels


def unit_levels(values: tuple[str, ...], left: Ints, right: Ints) -> Ints:
    """Compare units: ``words and numbers|numbers``."""
    numbers = [value.split("|")[1] if "|" in value else "" for value in values]
    sets = [frozenset(each.split()) for each in numbers]
    code = np.unique(np.array(numbers, dtype=object), return_inverse=True)[1]
    has_number = np.array([bool(each) for each in numbers], dtype=bool)
    levels = np.full(len(left), 3, dtype=np.int64)
    levels[_shared(sets, left, right)] = 2
    levels[(code[left] == code[right]) & has_number[left]] = 1
    levels[left == right] = 0
    return levels


def sex_levels(_values: tuple[str, ...], left: Ints, right: Ints) -> Ints:
    """Compare the sex as stated."""
    return np.where(left == right, 0, 1)


def _shared(sets: Sequence[frozenset[str]], left: Ints, right: Ints) -> Ints:
    pairs = zip(left.tolist(), right.tolist(), strict=True)
    return np.array([index for index, (one, other) in enumerate(pairs) if sets[one] & sets[other]], dtype=np.int64)


def _gap(dates: Dates, pairs: Pairs) -> Ints:
    """Return the days between two intervals; zero or less where they meet."""
    left, right = pairs.left, pairs.right
    gap: Ints = np.maximum(dates.first[1][right] - dates.last[0][left], dates.first[0][left] - dates.last[1][right])
    return gap


def _full_levels(one: Ints, other: Ints) -> Ints:
    year, month, day = _parts(one)
    year_2, month_2, day_2 = _parts(other)
    years, months, days = year == year_2, month == month_2, day == day_2
    is_placeholder = ((month == 1) & (day == 1)) | ((month_2 == 1) & (day_2 == 1))
    return np.select(
        [
            one == other,
            years & is_placeholder,
            years & (month == day_2) & (day == month_2),
            years & months,
            years & days,
            months & days & _slip_of_year(year, year_2),
            years,
            np.abs(year - year_2) <= 2,  # noqa: PLR2004 - years
        ],
        [0, 8, 1, 2, 3, 4, 5, 6],
        7,
    )


def _slip_of_year(year: Ints, other: Ints) -> npt.NDArray[np.bool_]:
    """Tell where one year is the other with one wrong digit, the last two exchanged, or 1, 2 or 10 more or less."""
    digits, digits_2 = ([each // power % 10 for power in (1000, 100, 10, 1)] for each in (year, other))
    wrong: Ints = np.sum([one != two for one, two in zip(digits, digits_2, strict=True)], axis=0)
    exchanged = (wrong == 2) & (digits[2] == digits_2[3]) & (digits[3] == digits_2[2])  # noqa: PLR2004 - two digits
    slip: npt.NDArray[np.bool_] = (wrong <= 1) | exchanged | np.isin(np.abs(year - other), (1, 2, 10))
    return slip


def _parts(days: Ints) -> tuple[Ints, Ints, Ints]:
    dates = days.astype("datetime64[D]")
    years, months = dates.astype("datetime64[Y]"), dates.astype("datetime64[M]")
    return (
        years.astype(np.int64) + 1970,
        (months - years.astype("datetime64[M]")).astype(np.int64) + 1,
        (dates - months.astype("datetime64[D]")).astype(np.int64) + 1,
    )
