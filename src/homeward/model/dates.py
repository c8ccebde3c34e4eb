"""Uncertain dates: a subset of EDTF level 1, kept as written, with the interval it stands for."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Final

EARLIEST: Final = date.min
LATEST: Final = date.max

_POINT = re.compile(r"(?P<y>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<m>\d{2}|XX)(?:-(?P<d>\d{2}|XX))?)?(?P<flag>[~?%])?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class UncertainDate:
    """
    A date as somebody wrote it, with the first and the last day it may mean.

    Source: Extended Date/Time Format (Library of Congress, 2019), level 1, without seasons and years beyond 9999; of
    level 2, unspecified digits of a year before a month (``19XX-03``).
    """

    written: str
    earliest: date
    latest: date
    is_approximate: bool = False
    is_uncertain: bool = False

    @property
    def is_exact(self) -> bool:
        """Tell whether this is one certain day."""
        return self.earliest == self.latest and not self.is_approximate and not self.is_uncertain


def parse_date(written: str) -> UncertainDate | None:
    """
    Read ``1985``, ``1985-04``, ``1985-04-12``, ``198X``, ``19XX-03-XX``, ``~ ? %`` after it, ``a/b``, ``../b``.

    Unspecified digits widen the interval: ``198X-04`` is whatever lies between April 1980 and April 1989.

    Returns:
        ``None`` when *written* is none of these or names a day that does not exist.

    >>> parse_date("1985-04~").latest
    datetime.date(1985, 4, 30)
    >>> parse_date("2025-02-30") is None
    True
    """
    if written.count("/") == 1:
        return _interval(written)
    point = _POINT.fullmatch(written)
    if point is None:
        return None
    span = _span(point["y"], point["m"], point["d"])
    if span is None:
        return None
    flag = point["flag"]
    return UncertainDate(
        written=written,
        earliest=span[0],
        latest=span[1],
        is_approximate=flag in ("~", "%"),
        is_uncertain=flag in ("?", "%"),
    )


def age_range(born: UncertainDate, on: date) -> tuple[int, int]:
    """Return the lowest and the highest age in completed years that *born* allows on *on*."""
    return _age(born.latest, on), _age(born.earliest, on)


def _age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _interval(written: str) -> UncertainDate | None:
    first, _, last = written.partition("/")
    left = UncertainDate(written="..", earliest=EARLIEST, latest=EARLIEST) if first == ".." else parse_date(first)
    right = UncertainDate(written="..", earliest=LATEST, latest=LATEST) if last == ".." else parse_date(last)
    if left is None or right is None or first == last == ".." or left.earliest > right.latest or "/" in last:
        return None
    return UncertainDate(
        written=written,
        earliest=left.earliest,
        latest=right.latest,
        is_approximate=left.is_approximate or right.is_approximate,
        is_uncertain=left.is_uncertain or right.is_uncertain,
    )


def _span(year: str, month: str | None, day: str | None) -> tuple[date, date] | None:
    first_year, last_year = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if first_year == 0:
        return None
    first_month, last_month = (1, 12) if month in (None, "XX") else (int(month), int(month))
    if not 1 <= first_month <= 12:  # noqa: PLR2004 - months of a year
        return None
    if day in (None, "XX"):
        last_length = calendar.monthrange(last_year, last_month)[1]
        return date(first_year, first_month, 1), date(last_year, last_month, last_length)
    # With unspecified digits some of the years may have no such day: 29 February.
    years = [year for year in range(first_year, last_year + 1) if _has_day(year, (first_month, last_month), int(day))]
    return (date(years[0], first_month, int(day)), date(years[-1], last_month, int(day))) if years else None


def _has_day(year: int, months: tuple[int, int], day: int) -> bool:
    return all(1 <= day <= calendar.monthrange(year, month)[1] for month in months)
