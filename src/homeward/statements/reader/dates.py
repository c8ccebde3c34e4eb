"""Dates as texts give them: days, months, weekdays, "yesterday", "last month". Values are EDTF."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from typing import Final

from homeward.statements.reader.marked import Marked
from homeward.statements.reader.patterns import Tag
from homeward.statements.reader.tokens import Kind

AHEAD: Final = timedelta(days=45)
"""A day without a year lies at most so far after the day of publication; else it was a year ago."""

_DAYS: Final = range(1, 32)
_YEARS: Final = range(1900, 2100)
_NUMERIC: Final = re.compile(r"(?<!\d)(?:(\d{1,2})[./](\d{1,2})[./](\d{4})|(\d{4})-(\d{2})-(\d{2}))(?!\d)")
_JOINING: Final = frozenset(["-", "\u2010", "\u2011", "\u2013", "\u2014", ","])
_SATURDAY: Final = 6
_JOINED: Final = 2
"""Tokens between two weekdays that are one date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """
    Tokens ``first`` to before ``past`` name ``value``.

    ``ahead``: what they name where the sentence speaks of what is to come (a weekday: the next one). ``kind``: ``day``,
    ``days``, ``month``, ``year``, ``weekday`` or ``relative``.
    """

    first: int
    past: int
    value: str
    ahead: str
    kind: str


def find_dates(marked: Marked) -> tuple[Dated, ...]:
    """Return the dates of a text in its order; none overlaps another."""
    found: list[Dated] = []
    taken: set[int] = set()
    for reader in (_numeric, _named_days, _months, _weekdays, _ago, _relative, _years):
        for one in reader(marked):
            tokens = range(one.first, one.past)
            if taken.isdisjoint(tokens):
                taken.update(tokens)
                found.append(one)
    return tuple(sorted(found, key=lambda one: one.first))


def _numeric(marked: Marked) -> Iterator[Dated]:
    starts = {token.start: at for at, token in enumerate(marked.tokens)}
    for match in _NUMERIC.finditer(marked.text.text):
        parts = [int(one) for one in match.groups() if one is not None]
        year, month, day = parts if match[4] else reversed(parts)
        first = starts.get(match.start())
        if first is None or not _exists(year, month, day):
            continue
        past = first
        while past < len(marked.tokens) and marked.tokens[past].start < match.end():
            past += 1
        yield _one(first, past, date(year, month, day).isoformat(), "day")


def _named_days(marked: Marked) -> Iterator[Dated]:
    for tag in _month_tags(marked):
        month = int(tag.value)
        before, after = _days_before(marked, tag.first), _days_after(marked, tag.past)
        days = before or after
        if days is None:
            continue
        first, past = min(days[1], tag.first), max(days[2], tag.past)
        year, past = _year_after(marked, past)
        yield from _dated_days(marked, days[0], (year, month), (first, past))


def _dated_days(
    marked: Marked, days: tuple[int, ...], month: tuple[int | None, int], at: tuple[int, int]
) -> Iterator[Dated]:
    year = month[0] if month[0] is not None else _year_of(marked, month[1], days[-1])
    if year is None or not all(_exists(year, month[1], day) for day in days):
        return
    iso = [date(year, month[1], day).isoformat() for day in days]
    value = iso[0] if len(iso) == 1 else f"{iso[0]}/{iso[-1]}"
    yield _one(*at, value, "day" if len(iso) == 1 else "days")


def _days_before(marked: Marked, at: int) -> tuple[tuple[int, ...], int, int] | None:
    """Read "24", "24 and 25", "5-6" before a month."""
    while at > 0 and marked.is_word(at - 1) and marked.on("preposition", at - 1, "of") is not None:
        at -= 1
    last = _day_at(marked, at - 1)
    if last is None:
        return _ordinal_day(marked, at)
    first = at - 1
    earlier = _day_at(marked, at - 3) if at >= 3 and _is_joining(marked, at - 2) else None  # noqa: PLR2004
    if earlier is not None and earlier < last:
        return (earlier, last), at - 3, at
    return (last,), first, at


def _ordinal_day(marked: Marked, at: int) -> tuple[tuple[int, ...], int, int] | None:
    """Read an ordinal in words before a month: "the twenty-ninth of March"."""
    tag = marked.on("ordinal", at - 1) if at else None
    if tag is None or not tag.value.isdecimal():
        return None
    tens = marked.on("number", tag.first - 1) if tag.first else None
    is_tens = tens is not None and tens.value in {"20", "30"} and int(tag.value) < 10  # noqa: PLR2004 - 21 to 31
    day = int(tag.value) + (int(tens.value) if tens is not None and is_tens else 0)
    return ((day,), tens.first if tens is not None and is_tens else tag.first, at) if day in _DAYS else None


def _days_after(marked: Marked, at: int) -> tuple[tuple[int, ...], int, int] | None:
    """Read "24", "24 and 25" after a month."""
    at = at + 1 if at < len(marked.tokens) and marked.tokens[at].text == "." else at
    first = _day_at(marked, at)
    if first is None:
        return None
    past = at + 1
    if past < len(marked.tokens) and marked.tokens[past].norm in marked.lexicon.ordinal_suffixes:
        past += 1
    later = _day_at(marked, past + 1) if _is_joining(marked, past) else None
    if later is not None and later > first and not _starts_quantity(marked, past + 2):
        return (first, later), at, past + 2
    return (first,), at, past


def _starts_quantity(marked: Marked, at: int) -> bool:
    return at < len(marked.tokens) and (marked.on("noun", at) or marked.on("people", at)) is not None


def _is_joining(marked: Marked, at: int) -> bool:
    if not 0 <= at < len(marked.tokens):
        return False
    token = marked.tokens[at]
    return (
        (token.text in _JOINING and token.text != ",")
        or marked.on("number", at, "and") is not None
        or (marked.on("preposition", at, "to") is not None)
    )


def _day_at(marked: Marked, at: int) -> int | None:
    if not 0 <= at < len(marked.tokens) or marked.tokens[at].kind is not Kind.NUMBER:
        return None
    written = marked.tokens[at].text
    return int(written) if written.isdecimal() and int(written) in _DAYS else None


def _year_after(marked: Marked, at: int) -> tuple[int | None, int]:
    past = at + 1 if at < len(marked.tokens) and marked.tokens[at].text in {",", "."} else at
    year = _year_at(marked, past)
    if year is None:
        return None, at
    return year, past + 1


def _year_at(marked: Marked, at: int) -> int | None:
    if not 0 <= at < len(marked.tokens) or marked.tokens[at].kind is not Kind.NUMBER:
        return None
    written = marked.tokens[at].text
    return int(written) if written.isdecimal() and int(written) in _YEARS else None


def _month_tags(marked: Marked) -> Iterator[Tag]:
    for tag in marked.tags:
        if tag.section == "month" and not _is_other_word(marked, tag):
            yield tag


def _is_other_word(marked: Marked, tag: Tag) -> bool:
    """Tell whether the word only looks like a month: "may", "march" written small where months are written large."""
    word = marked.tokens[tag.first].text
    return marked.lexicon.has_large_months and word[0].islower()


def _months(marked: Marked) -> Iterator[Dated]:
    for tag in _month_tags(marked):
        month = int(tag.value)
        year, past = _year_after(marked, tag.past)
        if year is None:
            year = _year_of(marked, month, 1, is_past=_is_since(marked, tag.first))
        if year is not None:
            yield _one(tag.first, past, f"{year:04d}-{month:02d}", "month")


def _weekdays(marked: Marked) -> Iterator[Dated]:
    published = marked.published_on
    if published is None:
        return
    tags = [tag for tag in marked.tags if tag.section == "weekday"]
    taken: set[int] = set()
    for tag in tags:
        if tag.first in taken:
            continue
        second = next(
            (
                one
                for one in tags
                if one.first > tag.first and one.first - tag.past <= _JOINED and _is_joined(marked, tag, one)
            ),
            None,
        )
        days = [int(tag.value)] if second is None else [int(tag.value), int(second.value)]
        past = tag.past if second is None else second.past
        taken.update(range(tag.first, past))
        yield Dated(
            first=tag.first,
            past=past,
            value=_interval([_last_weekday(published, day) for day in days]),
            ahead=_interval([_next_weekday(published, day) for day in days]),
            kind="weekday",
        )


def _is_joined(marked: Marked, one: Tag, other: Tag) -> bool:
    return any(_is_joining(marked, at) for at in range(one.past, other.first)) or (
        other.first == one.past and marked.lexicon.is_joined(other)
    )


def _last_weekday(published: date, day: int) -> date:
    return published - timedelta(days=(published.isoweekday() - day) % 7)


def _next_weekday(published: date, day: int) -> date:
    return published + timedelta(days=(day - published.isoweekday()) % 7)


def _interval(days: list[date]) -> str:
    first, last = min(days), max(days)
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def _ago(marked: Marked) -> Iterator[Dated]:
    """Read "five days ago", "three days earlier"."""
    if marked.published_on is None:
        return
    for tag in (one for one in marked.tags if one.section == "period" and one.value == "ago"):
        days = next(
            (
                marked.on("period", at, "days")
                for at in (tag.first - 1, tag.past + 1, tag.past)
                if _exists_at(marked, at)
            ),
            None,
        )
        number = None if days is None else number_at(marked, days.first - 1)
        if days is not None and number is not None and number in _DAYS:
            on = marked.published_on - timedelta(days=number)
            yield _one(min(days.first - 1, tag.first), max(days.past, tag.past), on.isoformat(), "relative")


def _exists_at(marked: Marked, at: int) -> bool:
    return 0 <= at < len(marked.tokens) and marked.on("period", at, "days") is not None


def number_at(marked: Marked, at: int) -> int | None:
    """Return the number that token *at* says in figures or as a word, None for none."""
    if at < 0:
        return None
    tag = marked.on("number", at)
    if tag is not None and tag.value.isdecimal():
        return int(tag.value)
    return int(marked.tokens[at].text) if marked.tokens[at].text.isdecimal() else None


def _relative(marked: Marked) -> Iterator[Dated]:
    if marked.published_on is None:
        return
    for tag in marked.tags:
        if tag.section == "relative":
            value = relative_date(tag.value, marked.published_on)
            ahead = relative_date("weekend+1", marked.published_on) if tag.value == "weekend" else value
            yield Dated(first=tag.first, past=tag.past, value=value, ahead=ahead, kind="relative")


def relative_date(written: str, published: date) -> str:
    """
    Return the date that a code of the section ``relative`` means.

    >>> (
    ...     relative_date("d-1", date(2025, 5, 23)),
    ...     relative_date("m-1", date(2025, 1, 5)),
    ...     relative_date("y+0", date(2025, 5, 23)),
    ... )
    ('2025-05-22', '2024-12', '2025')
    """
    if written.startswith("weekend"):
        start = published + timedelta(days=_SATURDAY - published.isoweekday())
        days = [one for one in (start, start + timedelta(days=1)) if written == "weekend" or one > published]
        return _interval(days or [start + timedelta(days=7), start + timedelta(days=8)])
    unit, steps = written[0], int(written[1:])
    match unit:
        case "d":
            return (published + timedelta(days=steps)).isoformat()
        case "w":
            monday = published - timedelta(days=published.isoweekday() - 1) + timedelta(weeks=steps)
            return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"
        case "m":
            months = published.year * 12 + published.month - 1 + steps
            return f"{months // 12:04d}-{months % 12 + 1:02d}"
        case _:
            return f"{published.year + steps:04d}"


def _years(marked: Marked) -> Iterator[Dated]:
    for at, token in enumerate(marked.tokens):
        year = _year_at(marked, at)
        if year is not None and token.text.isdecimal() and not _starts_quantity(marked, at + 1):
            yield _one(at, at + 1, f"{year:04d}", "year")


def _is_since(marked: Marked, at: int) -> bool:
    return at > 0 and marked.on("since", at - 1) is not None


def _year_of(marked: Marked, month: int, day: int, *, is_past: bool = False) -> int | None:
    """Return the year in which a day without one lies: the last that is not far ahead of the day of publication."""
    published = marked.published_on
    if published is None:
        return None
    day = min(day, calendar.monthrange(published.year, month)[1])
    for year in (published.year + 1, published.year):
        if _exists(year, month, day) and date(year, month, day) <= published + (timedelta() if is_past else AHEAD):
            return year
    return published.year - 1


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= year <= MAXYEAR and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]  # noqa: PLR2004


def _one(first: int, past: int, value: str, kind: str) -> Dated:
    return Dated(first=first, past=past, value=value, ahead=value, kind=kind)
