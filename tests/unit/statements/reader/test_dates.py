"""Dates as texts give them: days, months, weekdays and words that count from the day of publication."""

from datetime import date

import pytest

from homeward.statements.reader.dates import find_dates, relative_date
from tests.reading import marked

# Published on Saturday, 10 May 2031.
GIVEN = [
    ("en", "on 3 May", "day", "2031-05-03"),
    ("en", "on 3 May 2029", "day", "2029-05-03"),
    ("en", "on May 3, 2029", "day", "2029-05-03"),
    ("en", "on May 3rd", "day", "2031-05-03"),
    ("en", "on 3 December", "day", "2030-12-03"),
    ("en", "on 20 June", "day", "2031-06-20"),
    ("en", "on 3.05.2031", "day", "2031-05-03"),
    ("en", "on 2031-05-03", "day", "2031-05-03"),
    ("en", "on 3 and 4 May", "days", "2031-05-03/2031-05-04"),
    ("en", "on 3-4 May", "days", "2031-05-03/2031-05-04"),
    ("en", "in April", "month", "2031-04"),
    ("en", "in April 2030", "month", "2030-04"),
    ("en", "on Friday", "weekday", "2031-05-09"),
    ("en", "on Saturday", "weekday", "2031-05-10"),
    ("en", "on Sunday", "weekday", "2031-05-04"),
    ("en", "on Thursday and Friday", "weekday", "2031-05-08/2031-05-09"),
    ("en", "yesterday", "relative", "2031-05-09"),
    ("en", "three days ago", "relative", "2031-05-07"),
    ("en", "last month", "relative", "2031-04"),
    ("en", "in 2029", "year", "2029"),
    ("uk", "3 травня", "day", "2031-05-03"),
    ("uk", "3 травня 2029 року", "day", "2029-05-03"),
    ("uk", "у п'ятницю", "weekday", "2031-05-09"),
    ("uk", "учора", "relative", "2031-05-09"),
    ("uk", "у квітні", "month", "2031-04"),
    ("ru", "3 мая", "day", "2031-05-03"),
    ("ru", "3 мая 2029 года", "day", "2029-05-03"),
    ("ru", "в пятницу", "weekday", "2031-05-09"),
    ("ru", "вчера", "relative", "2031-05-09"),
    ("ru", "в апреле", "month", "2031-04"),
    ("sq", "më 3 maj", "day", "2031-05-03"),
    ("sq", "më 3 maj 2029", "day", "2029-05-03"),
    ("sq", "të premten", "weekday", "2031-05-09"),
    ("sq", "dje", "relative", "2031-05-09"),
    ("ar", "في 3 مايو", "day", "2031-05-03"),
    ("ar", "في ٣ مايو ٢٠٢٩", "day", "2029-05-03"),
    ("ar", "يوم الجمعة", "weekday", "2031-05-09"),
    ("ar", "أمس", "relative", "2031-05-09"),
]


@pytest.mark.parametrize(("language", "text", "kind", "value"), GIVEN, ids=lambda value: value)
def test_a_date_is_a_day_month_or_interval(language: str, text: str, kind: str, value: str) -> None:
    """A date is read as EDTF; what names no year or only a weekday is counted from the day of publication."""
    (found,) = find_dates(marked(text, language))

    assert (found.kind, found.value) == (kind, value)


@pytest.mark.parametrize(
    ("text", "ahead"),
    [("on Friday", "2031-05-16"), ("on Sunday", "2031-05-11"), ("on Saturday", "2031-05-10"), ("3 May", "2031-05-03")],
)
def test_a_weekday_ahead_is_the_next_one(text: str, ahead: str) -> None:
    """In a sentence about what is to come a weekday is the next; a day of a month is the same day."""
    (found,) = find_dates(marked(text))

    assert found.ahead == ahead


@pytest.mark.parametrize(
    "text", ["on 31 June", "on 32 May", "30.02.2031", "they march home", "he may go", "the 12 soldiers", "12 2031 men"]
)
def test_what_is_no_date(text: str) -> None:
    """A day that does not exist, a verb that looks like a month, and a count of people are no day."""
    assert [one.kind for one in find_dates(marked(text)) if one.kind not in {"month", "year"}] == []


@pytest.mark.parametrize("text", ["on Friday", "yesterday", "three days ago", "on 3 May"])
def test_without_a_day_of_publication_nothing_is_counted_from_it(text: str) -> None:
    """Where it is not known when a text was published, only full dates are read."""
    assert find_dates(marked(text, published=None)) == ()
    assert [one.value for one in find_dates(marked("on 3 May 2029", published=None))] == ["2029-05-03"]


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("d-1", "2031-05-09"),
        ("d+1", "2031-05-11"),
        ("w-1", "2031-04-28/2031-05-04"),
        ("w+0", "2031-05-05/2031-05-11"),
        ("m-1", "2031-04"),
        ("m-5", "2030-12"),
        ("m+8", "2032-01"),
        ("y-1", "2030"),
        ("y+0", "2031"),
        ("weekend", "2031-05-10/2031-05-11"),
    ],
)
def test_a_code_counts_from_the_day_of_publication(code: str, value: str) -> None:
    """A code of the section ``relative`` is days, weeks, months or years before or after the day of publication."""
    assert relative_date(code, date(2031, 5, 10)) == value


def test_a_leap_day_exists_in_leap_years_only() -> None:
    """29 February is a day of 2028 and none of 2031."""
    assert [one.value for one in find_dates(marked("on 29 February 2028"))] == ["2028-02-29"]
    assert not [one for one in find_dates(marked("on 29 February 2031")) if one.kind == "day"]
