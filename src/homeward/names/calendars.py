"""Days of three calendars: the Gregorian, the Islamic (tabular, civil) and the Hebrew.

Source of the two formulas: E. M. Reingold and N. Dershowitz, Calendrical Calculations (4th edition, 2018), chapters 7
and 8. Days are counted as :meth:`datetime.date.toordinal` counts them: 1 January of year 1 is day 1.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from enum import Enum
from types import MappingProxyType
from typing import Final, TypeAlias

Span: TypeAlias = tuple[date, date]

_HIJRI_EPOCH: Final = 227_015
"""16 July 622 of the Julian calendar, a Friday: the civil epoch."""

_HEBREW_EPOCH: Final = -1_373_427

HIJRI_DOUBT: Final = timedelta(days=1)
"""Months began when the new moon was seen or announced, which the table can miss by a day either way."""

SHEVAT: Final = 5
ADAR_I: Final = 6
ADAR: Final = 7
"""Months of the Hebrew calendar are counted from Tishri; Adar I exists in leap years alone, Adar II is Adar there."""


class Calendar(Enum):
    """Calendars that a date may be written in."""

    GREGORIAN = "gregorian"
    HIJRI = "hijri"
    HEBREW = "hebrew"


def span_of(which: Calendar, year: int, month: int | None = None, day: int | None = None) -> Span | None:
    """
    Return the first and last day that a year, month or day of a calendar may be; ``None`` where there is none such.

    >>> span_of(Calendar.HEBREW, 5706, 3, 7)
    (datetime.date(1945, 11, 12), datetime.date(1945, 11, 12))
    >>> span_of(Calendar.HIJRI, 1364, 12, 6)
    (datetime.date(1945, 11, 11), datetime.date(1945, 11, 13))
    """
    try:
        return _SPANS[which](year, month, day)
    except (ValueError, OverflowError):
        # Outside the years that a date can hold: no such day here.
        return None


def is_hebrew_leap_year(year: int) -> bool:
    """Tell whether a Hebrew year has thirteen months."""
    return (7 * year + 1) % 19 < 7  # noqa: PLR2004 - seven leap years in nineteen


def _gregorian(year: int, month: int | None, day: int | None) -> Span | None:
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    last = calendar.monthrange(year, month)[1]
    if day is None:
        return date(year, month, 1), date(year, month, last)
    return (date(year, month, day), date(year, month, day)) if day <= last else None


def _hijri(year: int, month: int | None, day: int | None) -> Span | None:
    if year < 1 or not 1 <= (month or 1) <= 12:  # noqa: PLR2004 - months of a year
        return None
    first = _hijri_day(year, month or 1, 1)
    after = _hijri_day(year + 1, 1, 1) if month in (None, 12) else _hijri_day(year, (month or 0) + 1, 1)
    if day is not None:
        # Where the table gives a month 29 days, the moon may have given it 30.
        if not 1 <= day <= 30:  # noqa: PLR2004 - days of the longest month
            return None
        first, after = first + day - 1, first + day
    return date.fromordinal(first) - HIJRI_DOUBT, date.fromordinal(after - 1) + HIJRI_DOUBT


def _hijri_day(year: int, month: int, day: int) -> int:
    months = 29 * (month - 1) + (6 * month - 1) // 11
    return _HIJRI_EPOCH - 1 + (year - 1) * 354 + (3 + 11 * year) // 30 + months + day


def _hebrew(year: int, month: int | None, day: int | None) -> Span | None:
    first = _hebrew_new_year(year)
    if month is None:
        return date.fromordinal(first), date.fromordinal(_hebrew_new_year(year + 1) - 1)
    lengths = _hebrew_months(year)
    if month not in lengths or not 1 <= (day or 1) <= lengths[month]:
        return None
    start = first + sum(length for number, length in lengths.items() if number < month)
    if day is None:
        return date.fromordinal(start), date.fromordinal(start + lengths[month] - 1)
    return date.fromordinal(start + day - 1), date.fromordinal(start + day - 1)


def _hebrew_months(year: int) -> Mapping[int, int]:
    """Return the days of each month of a year, Tishri first."""
    days = _hebrew_new_year(year + 1) - _hebrew_new_year(year)
    heshvan, kislev = 29 + (days % 10 == 5), 30 - (days % 10 == 3)  # noqa: PLR2004 - 355 and 385; 353 and 383 days
    lengths = dict(enumerate((30, heshvan, kislev, 29, 30, 30, 29, 30, 29, 30, 29, 30, 29), start=1))
    if not is_hebrew_leap_year(year):
        del lengths[ADAR_I]
    return lengths


def _hebrew_new_year(year: int) -> int:
    before, this, after = (_hebrew_elapsed(year + offset) for offset in (-1, 0, 1))
    delay = 2 if after - this == 356 else int(this - before == 382)  # noqa: PLR2004 - lengths no year may have
    return _HEBREW_EPOCH + this + delay


def _hebrew_elapsed(year: int) -> int:
    months = (235 * year - 234) // 19
    day = 29 * months + (12_084 + 13_753 * months) // 25_920
    return day + 1 if 3 * (day + 1) % 7 < 3 else day  # noqa: PLR2004 - no year begins on days 1, 4 or 6 of the week


_SPANS: Final[Mapping[Calendar, Callable[[int, int | None, int | None], Span | None]]] = MappingProxyType(
    {Calendar.GREGORIAN: _gregorian, Calendar.HIJRI: _hijri, Calendar.HEBREW: _hebrew}
)
