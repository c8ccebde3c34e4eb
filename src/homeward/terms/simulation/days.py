"""Days: counting them past a standstill, and never past the end of the calendar."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TypeAlias

from homeward.terms.whens import HOURS_A_DAY

Pause: TypeAlias = tuple[date, date | None]
"""The first day of a standstill, and the first day after it; None: it lasts."""


def later(day: date, days: int) -> date | None:
    """Return the day *days* after *day* (before it where negative); None where no calendar has it."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def merged(pauses: Iterable[Pause]) -> tuple[Pause, ...]:
    """Return *pauses* in order of time, those that touch as one, empty ones left out."""
    found: list[Pause] = []
    for start, end in sorted(pauses, key=lambda pause: (pause[0], pause[1] or date.max)):
        before = found[-1] if found else None
        if end is not None and end <= start:
            continue
        if before is None or (before[1] is not None and before[1] < start):
            found.append((start, end))
        else:
            found[-1] = (before[0], None if before[1] is None or end is None else max(before[1], end))
    return tuple(found)


def is_paused(day: date, pauses: Iterable[Pause]) -> bool:
    """Tell whether everything stands still on *day*."""
    return any(start <= day and (end is None or day < end) for start, end in pauses)


def pushed(day: date, pauses: Iterable[Pause]) -> date | None:
    """Return *day*, or the first day after the standstill it falls in; None while that lasts."""
    return next((end for start, end in pauses if start <= day and (end is None or day < end)), day)


def run(day: date, hours: int, pauses: Sequence[Pause]) -> date | None:
    """
    Return the day on which *hours* after *day* are over, days of a standstill not counted.

    A part of a day counts as a whole one: nobody is late before the end of the day on which the time is over.
    """
    if hours == 0:
        return pushed(day, pauses)
    end = later(day, -(-hours // HOURS_A_DAY))
    for start, over in pauses:
        if end is None or start > end:
            break
        if over is None:
            return None
        end = later(end, max(0, (over - max(start, day + timedelta(days=1))).days)) if over > day else end
    return end


def counted(start: date, last: date, pauses: Iterable[Pause]) -> int:
    """Return how many days there are from *start* to *last*, both counted, days of a standstill not."""
    lost = sum(
        max(0, (min(last, last if end is None else end - timedelta(days=1)) - max(start, begin)).days + 1)
        for begin, end in pauses
    )
    return max(0, (last - start).days + 1 - lost)


def earlier(day: date, hours: int) -> date | None:
    """Return the day that is *hours* before *day*; a part of a day is left to those who must be in time."""
    return later(day, -(hours // HOURS_A_DAY))
