"""Dates in cells: read in one form only, with the form to write when somebody used another."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from homeward.lists.cells import shown
from homeward.lists.rules import Rule
from homeward.model.dates import UncertainDate, parse_date
from homeward.model.findings import Finding, Where

_MOST_DATE: Final = 40
"""Characters. Two uncertain days and a slash take 23."""

_ISO: Final = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})")
_DAY_FIRST: Final = re.compile(r"(\d{1,2})([-./])(\d{1,2})\2(\d{4})")


def read_day(value: str, where: Where) -> tuple[UncertainDate | None, Finding | None]:
    """
    Read a date written in the subset of EDTF that :func:`homeward.model.dates.parse_date` reads.

    12.04.1985 is not repaired in silence: the finding says what to write, and both readings where there are two.
    """
    found = parse_date(value) if len(value) <= _MOST_DATE else None
    if found is not None:
        return found, None
    days = _meant(value)
    if days is None:
        remedy = "write 1985-04-12, 1985-04, 1985, 198X, 1985~ (about) or 1985/1987 (between)"
        return None, Rule.DATE_FORM.found(where, seen=shown(value), remedy=remedy)
    if not days:
        return None, Rule.NO_SUCH_DAY.found(where, seen=shown(value))
    remedy = (
        f"write {days[0]}" if len(days) == 1 else f"write {days[0]} if the day comes first, {days[1]} if the month does"
    )
    return None, Rule.DATE_FORM.found(where, seen=shown(value), remedy=remedy)


def _meant(value: str) -> tuple[date, ...] | None:
    """Return the days *value* may mean, day first before month first; empty: no such day; None: no date at all."""
    if iso := _ISO.fullmatch(value):
        return _days((int(iso[1]), int(iso[2]), int(iso[3])))
    if point := _DAY_FIRST.fullmatch(value):
        year, first, second = int(point[4]), int(point[1]), int(point[3])
        # With points the day comes first wherever they are used; with strokes and hyphens habits differ.
        orders = ((year, second, first), (year, first, second))
        return _days(*(orders[:1] if point[2] == "." else orders))
    return None


def _days(*candidates: tuple[int, int, int]) -> tuple[date, ...]:
    days: list[date] = []
    for year, month, day in candidates:
        try:
            days.append(date(year, month, day))
        except ValueError:
            continue
    return tuple(dict.fromkeys(days))
