"""Checks of pace: how many cross a day beside how many must in the days there are, and how far a time is extended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from homeward.model.findings import Finding
from homeward.model.provisions import Pace
from homeward.model.terms import Commitment, Direction, Op, Terms
from homeward.terms.checking import COUNTS, At, Check
from homeward.terms.counts import Books, Interval, books_of
from homeward.terms.days import Calendar, calendar_of
from homeward.terms.places import Places
from homeward.terms.ratios import settled
from homeward.terms.rules import Rule


def _paces(terms: Terms, places: Places) -> Iterator[Finding]:
    """Find for each pace the first number it cannot meet: its own other end, a whole in its days, a window."""
    numbers, calendar = settled(terms), calendar_of(terms)
    books = books_of(terms, numbers)
    for pace in terms.provisions.paces:
        key = "up_to" if pace.up_to is not None else "at_least"
        reason = _own_ends(pace) or _too_slow(terms, pace, numbers, calendar) or _too_many(pace, books)
        if reason := reason or _daily(terms, pace):
            yield At(places, "pace").found(Rule.PACE_MISSES, pace, key, seen=reason)


def _own_ends(pace: Pace) -> str | None:
    if pace.at_least is None or pace.up_to is None or pace.at_least <= pace.up_to:
        return None
    return f"at least {pace.at_least:,}, up to {pace.up_to:,} a day"


def _too_slow(terms: Terms, pace: Pace, numbers: Mapping[str, Interval], calendar: Calendar) -> str | None:
    for one in sorted(_counted(terms, pace), key=lambda one: one.id):
        days = _days_for(one, terms, calendar)
        least = numbers[one.id].low
        if pace.up_to is not None and days is not None and pace.up_to * days < least:
            return f"{pace.up_to:,} a day for {days:,} days = {pace.up_to * days:,}, promised {least:,} ({one.id})"
    return None


def _days_for(one: Commitment, terms: Terms, calendar: Calendar) -> int | None:
    """Return the days a promise has, both ends counted; one in a window has the day of the window."""
    if one.tranche is not None:
        return None
    start = calendar.day(one.not_before) or _opening(terms)
    end = calendar.day(one.due)
    return None if end is None or end < start else (end - start).days + 1


def _opening(terms: Terms) -> date:
    return max(terms.agreed_on, terms.in_force or terms.agreed_on)


def _too_many(pace: Pace, books: Books) -> str | None:
    """Return the first tranche of one day whose counts are more than a day allows."""
    direction = Direction(holder=pace.holder, receiver=pace.receiver)
    for tranche, on in books.terms.dated:
        least = books.of(direction, tranche.id).possible(None).low
        if pace.up_to is not None and least > pace.up_to:
            return f"up to {pace.up_to:,} a day, {least:,} on {on} (tranche {tranche.id})"
    return None


def _daily(terms: Terms, pace: Pace) -> str | None:
    for one in sorted(_counted(terms, pace), key=lambda one: one.id):
        daily = one.daily if one.op is Op.EQ else None
        if daily is not None and pace.up_to is not None and daily > pace.up_to:
            return f"up to {pace.up_to:,} a day, promised {daily:,} a day ({one.id})"
        if daily is not None and pace.at_least is not None and daily < pace.at_least:
            return f"at least {pace.at_least:,} a day, promised {daily:,} a day ({one.id})"
    return None


def _counted(terms: Terms, pace: Pace) -> list[Commitment]:
    return [one for one in terms.promises if _is_of(one, pace)]


def _is_of(one: Commitment, pace: Pace) -> bool:
    return (one.direction.holder, one.direction.receiver) == (pace.holder, pace.receiver)


def _daily_days(terms: Terms, places: Places) -> Iterator[Finding]:
    """Find a number a day whose days are more than lie between its beginning and its end."""
    calendar = calendar_of(terms)
    for one in terms.commitments:
        days = _days_for(one, terms, calendar) if one.not_before is not None and one.daily else None
        if days is not None and one.daily and (one.count or 0) > one.daily * days:
            seen = f"{one.count or 0:,} at {one.daily:,} a day, {days:,} days until it is due"
            yield At(places, "commitment").found(Rule.PACE_MISSES, one, "per_day", seen=seen)


def _extensions(terms: Terms, places: Places) -> Iterator[Finding]:
    """Find an extension that never ends, that no number reaches, or of a promise nobody can go beyond."""
    ops = {one.id: one.op for one in terms.commitments}
    at = At(places, "extension")
    for one in terms.provisions.extensions:
        if one.most is None:
            yield at.found(Rule.EXTENSION_OPEN, one, "most", seen=f"{one.hours:,} hours for each {one.each:,}, no end")
        elif one.most < one.each:
            yield at.found(Rule.EXTENSION_OPEN, one, "most", seen=f"each {one.each:,}, most {one.most:,}")
        elif ops.get(one.commitment) is Op.ALL:
            yield at.found(Rule.EXTENSION_OPEN, one, "commitment", seen=f"nobody is beyond all ({one.commitment})")


CHECKS: Final[tuple[tuple[Check, frozenset[str]], ...]] = (
    (_paces, COUNTS | {"ratio", "event", "header", "step"}),
    (_daily_days, frozenset({"event", "header", "step", "tranche"})),
    (_extensions, frozenset({"commitment"})),
)
"""Each check, and the kinds of part it leans on."""
