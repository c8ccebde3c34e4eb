"""Times as an agreement writes them: ``2025-05-23``, ``7 days after signature``, ``2 months before release``."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import Final

from homeward.model.steps import Moment, When

HOURS_A_DAY: Final = 24

MOST_HOURS: Final = 87_600
"""Hours in ten years; a longer time is a slip of the hand."""

MOST_MONTHS: Final = 120
"""Months in ten years."""

FORM: Final = (
    "write a day, 'on EVENT' or 'N hours|days|weeks|months after|before EVENT', and ', at the latest DAY' if wanted"
)

_HOURS: Final = {"hour": 1, "day": HOURS_A_DAY, "week": 7 * HOURS_A_DAY}
_EVENT: Final = r"(?P<event>[A-Za-z0-9][A-Za-z0-9._>-]{0,199})"
_LATEST: Final = r"(?:, at the latest (?P<latest>\d{4}-\d{2}-\d{2}))?"
_ON: Final = re.compile(rf"on {_EVENT}{_LATEST}")
_FROM: Final = re.compile(
    rf"(?P<amount>\d{{1,5}}) (?P<unit>hour|day|week|month)s? (?P<moment>after|before) {_EVENT}{_LATEST}"
)


def parse_when(written: str) -> When | None:
    """
    Read a time measured from an event; None where *written* is in no form of :data:`FORM`.

    >>> parse_when("7 days after signature").hours
    168
    """
    found = _FROM.fullmatch(written) or _ON.fullmatch(written)
    if found is None:
        return None
    parts = found.groupdict()
    amount, unit = int(parts.get("amount") or 0), parts.get("unit") or "hour"
    hours, months = (0, amount) if unit == "month" else (amount * _HOURS[unit], 0)
    try:
        latest = date.fromisoformat(parts["latest"]) if parts["latest"] else None
    except ValueError:
        return None
    if hours > MOST_HOURS or months > MOST_MONTHS:
        return None
    moment = Moment(parts.get("moment") or "on")
    return When(event=parts["event"], hours=hours, months=months, moment=moment, latest=latest)


def measured(start: date, when: When) -> date | None:
    """
    Return the last day *when* allows, measured from an event on *start*; None where no calendar has it.

    >>> measured(date(2026, 1, 31), When(event="signature", months=1, moment=Moment.AFTER))
    datetime.date(2026, 2, 28)
    """
    sign = -1 if when.moment is Moment.BEFORE else 1
    return months_from(start, sign * when.months) if when.months else shifted(start, sign * when.hours)


def months_from(day: date, months: int) -> date | None:
    """
    Return the same day of the month that is *months* later, or its last day where it has no such day.

    >>> months_from(date(2026, 3, 31), -1)
    datetime.date(2026, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return None
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def shifted(day: date, hours: int) -> date | None:
    """
    Return the last day that is at most *hours* after the end of *day*; None where no calendar has it.

    >>> shifted(date(2026, 3, 1), 36)
    datetime.date(2026, 3, 3)
    """
    try:
        return day + timedelta(days=-(-hours // HOURS_A_DAY))
    except OverflowError:
        return None


def write_when(when: When) -> str:
    """Write a time the one way :func:`parse_when` reads; days where the hours are whole days."""
    if when.day is not None:
        return when.day.isoformat()
    latest = f", at the latest {when.latest}" if when.latest else ""
    if when.moment is Moment.ON:
        return f"on {when.event}{latest}"
    if when.months:
        return f"{when.months} month{'' if when.months == 1 else 's'} {when.moment.value} {when.event}{latest}"
    in_days = when.hours and when.hours % HOURS_A_DAY == 0 and when.hours > 2 * HOURS_A_DAY
    amount, unit = (when.hours // HOURS_A_DAY, "day") if in_days else (when.hours, "hour")
    return f"{amount} {unit}{'' if amount == 1 else 's'} {when.moment.value} {when.event}{latest}"
