"""Dates as people write them, read into uncertain dates: every reading says what it assumed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeAlias

from homeward.model.dates import UncertainDate, parse_date
from homeward.names.calendars import ADAR, Calendar, is_hebrew_leap_year, span_of
from homeward.names.date_words import (
    ABOUT,
    AGED,
    AGES,
    AS_OF,
    HIJRI_ERA,
    PERHAPS,
    YEAR,
    Said,
    month_said,
    plain,
    year_of_letters,
)

LONGEST: Final = 80
"""Characters. Nothing longer is a date."""

_HIJRI_YEARS: Final = range(1300, 1500)
"""Years from 1883 to 2077: a date of today's people in these years was counted from the hijra."""

_HEBREW_YEARS: Final = range(5600, 5900)
_GREGORIAN_YEARS: Final = range(1850, 2100)
_FIRST_OF_NEW_CENTURY: Final = 30
"""Of two digits, up to this is more likely a year of this century; above, of the last."""

_Orders: TypeAlias = tuple[tuple[tuple[int, int, int], tuple[str, ...]], ...]

_OLDEST: Final = 120
_HEBREW_YEAR: Final = "the year was counted in the Hebrew calendar"
_TABULAR: Final = "the tabular calendar, with a day of doubt either way"
_NUMBERS = re.compile(r"(\d{1,4})\s*[-./\s]\s*(\d{1,2})\s*[-./\s]\s*(\d{1,4})")
_MONTH_YEAR = re.compile(r"(\d{1,2})\s*[-./]\s*(\d{4})")
_MARK = re.compile(r"\s*([?~%])$")
_AGE = re.compile(
    rf"(?P<before>(?:{AGED})(?!\w)\W*)?(?P<age>\d{{1,3}})\W*(?P<after>(?:{AGES})(?!\w))?"
    rf"\W*(?:(?:{AS_OF})(?!\w)\W*(?P<on>.+))?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateReading:
    """One way to read a date: the days it may mean, the calendar it was counted in, and what was assumed."""

    date: UncertainDate
    calendar: Calendar = Calendar.GREGORIAN
    assumed: tuple[str, ...] = ()


def read_dates(text: str, *, as_of: date | None = None) -> tuple[DateReading, ...]:
    """
    Return every reading of a date, the likeliest first; none where it is no date, or names a day that does not exist.

    What :func:`homeward.model.dates.parse_date` reads is read as it does. Beyond it: days first or last, the names of
    months in eight languages, two-digit years, dates counted from the hijra or in the Hebrew calendar, and ages.

    Law: no two readings mean the same days in the same calendar, and each but a plain one says what it assumed.

    Args:
        text: As written, in any script and with any digits.
        as_of: The day on which an age was true, where the text does not say it.

    >>> [str(one.date.earliest) for one in read_dates("04.12.1985")]
    ['1985-12-04', '1985-04-12']
    >>> read_dates("30.02.1985")
    ()
    """
    if len(text) > LONGEST:
        return ()
    bare = plain(text)
    found: dict[tuple[date, date, Calendar], DateReading] = {}
    for reading in _readings(bare, as_of):
        kept = replace(reading, date=replace(reading.date, written=text))
        found.setdefault((kept.date.earliest, kept.date.latest, kept.calendar), kept)
    return tuple(found.values())


def _readings(text: str, as_of: date | None) -> Iterator[DateReading]:
    exact = parse_date(text.upper())
    if exact is not None:
        yield from _as_written(exact)
        return
    mark = _MARK.search(text)
    bare, abouts = ABOUT.subn(" ", _MARK.sub("", text))
    bare, doubts = PERHAPS.subn(" ", bare)
    doubt = _Doubt(
        is_approximate=bool(abouts or (mark and mark[1] in "~%")),
        is_uncertain=bool(doubts or (mark and mark[1] in "?%")),
    )
    bare = bare.strip(" ,.")
    age = _AGE.fullmatch(bare)
    if age is not None and (age["before"] or age["after"] or age["on"]):
        yield from map(doubt.on, _ages(age, as_of))
        return
    bare, eras = HIJRI_ERA.subn(" ", bare)
    bare = re.sub(r"\s+", " ", YEAR.sub(" ", bare)).strip(" ,.")
    yield from map(doubt.on, _plain_forms(bare, is_hijri=bool(eras)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Doubt:
    is_approximate: bool
    is_uncertain: bool

    def on(self, reading: DateReading) -> DateReading:
        when = reading.date
        doubted = replace(
            when,
            is_approximate=when.is_approximate or self.is_approximate,
            is_uncertain=when.is_uncertain or self.is_uncertain,
        )
        return replace(reading, date=doubted)


def _as_written(when: UncertainDate) -> Iterator[DateReading]:
    if when.earliest.year in _HIJRI_YEARS and when.latest.year in _HIJRI_YEARS and "/" not in when.written:
        yield from _counted(Calendar.HIJRI, _numbers(when.written), ("the year was counted from the hijra", _TABULAR))
    if when.earliest.year in _HEBREW_YEARS and when.written.isdecimal():
        yield from _counted(Calendar.HEBREW, (when.earliest.year, None, None), (_HEBREW_YEAR,))
    yield DateReading(date=when)
    day = when.earliest
    if when.earliest == when.latest and day.day <= 12 and day.day != day.month:  # noqa: PLR2004 - months of a year
        exchanged = (day.year, day.day, day.month)
        yield from _counted(Calendar.GREGORIAN, exchanged, ("day and month stand in each other's place",))


def _plain_forms(text: str, *, is_hijri: bool) -> Iterator[DateReading]:
    if (said := month_said(text)) is not None:
        yield from _with_name(said)
    elif numbers := _NUMBERS.fullmatch(text):
        yield from _three(int(numbers[1]), int(numbers[2]), int(numbers[3]), numbers, is_hijri=is_hijri)
    elif pair := _MONTH_YEAR.fullmatch(text):
        yield from _in_year(int(pair[2]), int(pair[1]), None, is_hijri=is_hijri, assumed=("the month comes first",))
    elif text.isdecimal() and len(text) == 4:  # noqa: PLR2004 - digits of a year
        yield from _in_year(int(text), None, None, is_hijri=is_hijri)
    elif (when := parse_date(text.upper())) is not None:
        if is_hijri:
            yield from _counted(Calendar.HIJRI, _numbers(when.written), (_TABULAR,))
        else:
            yield from _as_written(when)


def _three(one: int, two: int, three: int, numbers: re.Match[str], *, is_hijri: bool) -> Iterator[DateReading]:
    if len(numbers[1]) == 4:  # noqa: PLR2004 - digits of a year
        orders: _Orders = (((one, two, three), ()), ((one, three, two), ("the day stands before the month",)))
    else:
        orders = (((three, two, one), ("the day comes first",)), ((three, one, two), ("the month comes first",)))
    for (year, month, day), assumed in orders:
        for whole, more in _years(year, len(numbers[1] if year == one else numbers[3])):
            yield from _in_year(whole, month, day, is_hijri=is_hijri, assumed=(*assumed, *more))


def _years(year: int, digits: int) -> tuple[tuple[int, tuple[str, ...]], ...]:
    if digits > 2:  # noqa: PLR2004 - a year without its century
        return ((year, ()),)
    if year > _FIRST_OF_NEW_CENTURY:
        return ((1900 + year, (f"{year:02} is {1900 + year}",)),)
    return tuple((whole, (f"{year:02} is {whole}",)) for whole in (2000 + year, 1900 + year))


def _in_year(
    year: int, month: int | None, day: int | None, *, is_hijri: bool, assumed: tuple[str, ...] = ()
) -> Iterator[DateReading]:
    parts = (year, month, day)
    if is_hijri:
        yield from _counted(Calendar.HIJRI, parts, (*assumed, _TABULAR))
    elif year in _HIJRI_YEARS:
        more = "the year was counted from the hijra"
        yield from _counted(Calendar.HIJRI, parts, (*assumed, more, _TABULAR))
    elif year in _HEBREW_YEARS and month is None:
        yield from _counted(Calendar.HEBREW, parts, (_HEBREW_YEAR,))
    elif year in _GREGORIAN_YEARS:
        yield from _counted(Calendar.GREGORIAN, parts, assumed)


def _with_name(said: Said) -> Iterator[DateReading]:
    numbers = [*map(int, said.numbers)]
    letters = [one for one in map(year_of_letters, said.letters) if one]
    numbers += letters if said.calendar is Calendar.HEBREW else []
    years = [number for number in numbers if number > 31]  # noqa: PLR2004 - days of a month
    days = [number for number in numbers if number <= 31]  # noqa: PLR2004 - as above
    if len(numbers) == 2 and not years:  # noqa: PLR2004 - a day and a year without its century
        days, years = numbers[:1], numbers[1:]
    if len(years) != 1 or len(days) > 1:
        return
    day = days[0] if days else None
    for year, assumed in _years(years[0], len(str(years[0]))) if years[0] < 100 else ((years[0], ()),):  # noqa: PLR2004
        yield from _named(said, year, day, assumed)


def _named(said: Said, year: int, day: int | None, assumed: tuple[str, ...]) -> Iterator[DateReading]:
    if said.calendar is Calendar.HIJRI:
        yield from _counted(Calendar.HIJRI, (year, said.month, day), (*assumed, _TABULAR))
    elif said.calendar is Calendar.HEBREW:
        in_full = year + 5000 if year < 1000 else year  # noqa: PLR2004 - thousands are left out as a rule
        counted: tuple[str, ...] = ("a day of the Hebrew calendar, which begins the evening before",)
        if said.month == ADAR and is_hebrew_leap_year(in_full) and not said.is_second:
            counted = (*counted, "Adar of a leap year is Adar II")
        yield from _counted(Calendar.HEBREW, (in_full, said.month, day), (*assumed, *counted))
    else:
        yield from _counted(Calendar.GREGORIAN, (year, said.month, day), assumed)


def _counted(
    which: Calendar, parts: tuple[int, int | None, int | None], assumed: tuple[str, ...]
) -> Iterator[DateReading]:
    span = span_of(which, *parts)
    if span is not None:
        when = UncertainDate(written="", earliest=span[0], latest=span[1])
        yield DateReading(date=when, calendar=which, assumed=assumed)


def _numbers(written: str) -> tuple[int, int | None, int | None]:
    parts = [int(part) if part.isdecimal() else None for part in re.split(r"[-~?%]", written)[:3] if part]
    year, month, day = (*parts, None, None)[:3]
    return year or 0, month, day


def _ages(said: re.Match[str], as_of: date | None) -> Iterator[DateReading]:
    age = int(said["age"])
    if age > _OLDEST:
        return
    days: Iterable[UncertainDate] = (one.date for one in read_dates(said["on"].strip(" ().,"))) if said["on"] else ()
    if said["on"] is None and as_of is not None:
        days = (UncertainDate(written="", earliest=as_of, latest=as_of),)
    for when in days:
        first = _years_before(when.earliest, age + 1, _next_day)
        last = _years_before(when.latest, age, lambda day: day)
        says = f"{age} completed years on {when.earliest}" + ("" if when.is_exact else f" to {when.latest}")
        yield DateReading(date=UncertainDate(written="", earliest=first, latest=last), assumed=(says,))


def _years_before(day: date, years: int, then: Callable[[date], date]) -> date:
    try:
        return then(day.replace(year=day.year - years))
    except ValueError:
        # 29 February of a common year: the last day that counts is the 28th, the first after it 1 March.
        return then(date(day.year - years, 2, 28))


def _next_day(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)
