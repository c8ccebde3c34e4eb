"""Dates as people write them: each reading with the days it may mean and what it assumed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.model.dates import parse_date
from homeward.names.calendars import Calendar
from homeward.names.date_words import year_of_letters
from homeward.names.dates import LONGEST, read_dates

APRIL_12 = date(1985, 4, 12)
BEGINS_BEFORE = "a day of the Hebrew calendar, which begins the evening before"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1985-04-12", id="as a machine writes it"),
        pytest.param("12 квітня 1985 р.", id="Ukrainian"),
        pytest.param("12 апреля 1985 года", id="Russian"),
        pytest.param("12 красавіка 1985", id="Belarusian"),
        pytest.param("12 kwietnia 1985 r.", id="Polish"),
        pytest.param("April 12, 1985", id="English, month first"),
        pytest.param("12th of April 1985", id="English, day first"),
        pytest.param("١٢ نيسان ١٩٨٥", id="Arabic of the Levant"),
        pytest.param("12 أبريل 1985 م", id="Arabic of the Nile"),
        pytest.param("12 באפריל 1985", id="Hebrew, the Gregorian month"),
        pytest.param("כ״א בניסן תשמ״ה", id="Hebrew, the Hebrew month"),
        pytest.param("12.04.1985", id="day first"),
        pytest.param("12/4/1985", id="day first, with strokes"),
        pytest.param("12.04.85", id="two digits of the year"),
        pytest.param("1985.04.12", id="year first"),
        pytest.param("\u200f12.04.1985\u200e", id="with marks of direction"),
        pytest.param("۱۲.۰۴.۱۹۸۵", id="Persian digits"),
    ],
)
def test_one_day_in_many_forms(text: str) -> None:
    """The twelfth of April 1985 is the first reading of every form in which it is written."""
    first = read_dates(text)[0].date

    assert (first.earliest, first.latest) == (APRIL_12, APRIL_12)
    assert first.written == text


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("квітень 1985", date(1985, 4, 1), date(1985, 4, 30)),
        ("04/1985", date(1985, 4, 1), date(1985, 4, 30)),
        ("1985 р.", date(1985, 1, 1), date(1985, 12, 31)),
        ("تشرين الثاني 1990", date(1990, 11, 1), date(1990, 11, 30)),
        ("19XX-03-XX", date(1900, 3, 1), date(1999, 3, 31)),
        ("1985/1987", date(1985, 1, 1), date(1987, 12, 31)),
        ("7 ربيع الأول 1405 هـ", date(1984, 11, 30), date(1984, 12, 2)),
        ("١٤٠٥/٣/٧ هـ", date(1984, 11, 30), date(1984, 12, 2)),
        ("1405 AH", date(1984, 9, 26), date(1985, 9, 16)),
        ("5745", date(1984, 9, 27), date(1985, 9, 15)),
        ("about 35, as of 2024-05", date(1988, 5, 2), date(1989, 5, 31)),
        ("35 років, станом на 2024-05-01", date(1988, 5, 2), date(1989, 5, 1)),
        ("вік 35 станом на 2024-05-01", date(1988, 5, 2), date(1989, 5, 1)),
    ],
)
def test_what_is_no_single_day_is_a_span(text: str, earliest: date, latest: date) -> None:
    """Months, years, moons and ages stand for exactly the days they may mean."""
    first = read_dates(text)[0].date

    assert (first.earliest, first.latest) == (earliest, latest)


@pytest.mark.parametrize(
    ("text", "assumed"),
    [
        ("1985-04-12", ((), ("day and month stand in each other's place",))),
        ("04.12.1985", (("the day comes first",), ("the month comes first",))),
        ("25.12.1985", (("the day comes first",),)),
        ("12 квітня 1985", ((),)),
        ("25.12.05", (("the day comes first", "05 is 2005"), ("the day comes first", "05 is 1905"))),
        ("5 באדר 5744", ((BEGINS_BEFORE, "Adar of a leap year is Adar II"),)),
    ],
)  # fmt: skip
def test_every_reading_says_what_it_assumed(text: str, assumed: tuple[tuple[str, ...], ...]) -> None:
    """Each reading, the likeliest first, names what was taken for granted; a plain one takes nothing."""
    assert tuple(one.assumed for one in read_dates(text)) == assumed


@pytest.mark.parametrize(
    ("text", "is_approximate", "is_uncertain"),
    [
        ("бл. 1985", True, False),
        ("около 1985", True, False),
        ("1985?", False, True),
        ("ймовірно 12.04.1985", False, True),
        ("حوالي 1985", True, False),
        ("12 квітня 1985 ~", True, False),
        ("ca. 1985 %", True, True),
    ],
)
def test_doubt_in_words_is_doubt(text: str, is_approximate: bool, is_uncertain: bool) -> None:
    """About and perhaps mark every reading, whatever the language."""
    found = read_dates(text)

    assert found
    assert {(one.date.is_approximate, one.date.is_uncertain) for one in found} == {(is_approximate, is_uncertain)}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("30.02.1985", id="30 February"),
        pytest.param("32 квітня 1985", id="32 April"),
        pytest.param("12 квітня", id="no year"),
        pytest.param("квітень травень 1985", id="two months"),
        pytest.param("Коваль 12 квітня 1985", id="a name beside it"),
        pytest.param("35 років", id="an age as of no day"),
        pytest.param("350 років станом на 2024", id="an age nobody has"),
        pytest.param("хтозна", id="who knows"),
        pytest.param("...", id="punctuation"),
        pytest.param("", id="nothing"),
        pytest.param("1" * 5000, id="five thousand digits"),
        pytest.param("\u202e\u200f", id="marks of direction alone"),
    ],
)
def test_what_is_no_date_is_not_guessed(text: str) -> None:
    """A day that does not exist, or what is no date, has no reading."""
    assert read_dates(text) == ()


def test_an_age_may_be_dated_from_outside() -> None:
    """The day on which an age was true may stand elsewhere in the list."""
    found = read_dates("35 лет", as_of=date(2024, 2, 29))

    assert [(one.date.earliest, one.date.latest) for one in found] == [(date(1988, 3, 1), date(1989, 2, 28))]


def test_a_year_of_the_hijra_is_read_both_ways() -> None:
    """A year such as 1405 without its era may be either; the later day is the likelier for somebody alive."""
    assert [one.calendar for one in read_dates("1405-03-08")][:2] == [Calendar.HIJRI, Calendar.GREGORIAN]


@pytest.mark.parametrize("text", ["07.03.1405", "7/3/1405", "1405.03.07"])
def test_a_year_of_the_hijra_needs_no_era(text: str) -> None:
    """Day, month and a year from 1300 to 1499 were counted from the hijra: nobody on a list was born in 1405."""
    first = read_dates(text)[0]

    assert (first.calendar, first.date.earliest) == (Calendar.HIJRI, date(1984, 11, 30))
    assert "the year was counted from the hijra" in first.assumed


@pytest.mark.parametrize(
    ("text", "number"),
    [("תשמ״ה", 745), ("ה׳תשמ״ה", 745), ("כ״ב", 22), ("בכ״ב", 22), ("ט״ו", 15), ("תש״פ", 780), ("״", 0), ("a", 0)],
)
def test_hebrew_letters_are_numbers(text: str, number: int) -> None:
    """Years and days written in letters are read, with thousands or a preposition before them or not."""
    assert year_of_letters(text) == number


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_day_is_read_as_the_strict_reader_reads_it(day: date) -> None:
    """What the strict reader takes is the first reading here, and no two readings are the same."""
    found = read_dates(day.isoformat())

    assert found[0].date == parse_date(day.isoformat())
    assert len({(one.date.earliest, one.date.latest, one.calendar) for one in found}) == len(found)


@given(st.text(max_size=LONGEST + 20))
def test_any_text_is_read_or_left(text: str) -> None:
    """Whatever is written, reading it ends, and every reading keeps it as written, in order of days."""
    assert all(one.date.written == text and one.date.earliest <= one.date.latest for one in read_dates(text))
