"""Days of three calendars, held against published conversions."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.names.calendars import Calendar, is_hebrew_leap_year, span_of

A_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "hijri", "hebrew"),
    [
        (date(1945, 11, 12), (1364, 12, 6), (5706, 3, 7)),
        (date(1996, 2, 25), (1416, 10, 5), (5756, 7, 5)),
        (date(2038, 11, 10), (1460, 10, 12), (5799, 2, 12)),
    ],
)
def test_published_days_come_out(day: date, hijri: tuple[int, int, int], hebrew: tuple[int, int, int]) -> None:
    """Days for which a published table gives all three calendars are found, the Islamic one within a day."""
    assert span_of(Calendar.HEBREW, *hebrew) == (day, day)
    assert span_of(Calendar.HIJRI, *hijri) == (day - A_DAY, day + A_DAY)


@pytest.mark.parametrize(
    ("which", "parts"),
    [
        pytest.param(Calendar.GREGORIAN, (1985, 2, 29), id="29 February of a common year"),
        pytest.param(Calendar.GREGORIAN, (1985, 13, None), id="a month 13"),
        pytest.param(Calendar.HIJRI, (1405, 2, 31), id="a month of 31 days"),
        pytest.param(Calendar.HIJRI, (1405, 13, 1), id="a month 13 of the hijra"),
        pytest.param(Calendar.HEBREW, (5745, 6, 1), id="Adar I of a common year"),
        pytest.param(Calendar.HEBREW, (5745, 4, 30), id="30 Tevet"),
        pytest.param(Calendar.HIJRI, (0, None, None), id="a year 0"),
        pytest.param(Calendar.HEBREW, (99_999, None, None), id="a year no date can hold"),
    ],
)
def test_a_day_that_does_not_exist_is_none(which: Calendar, parts: tuple[int, int | None, int | None]) -> None:
    """A calendar without such a day gives none, and raises nothing."""
    assert span_of(which, *parts) is None


@given(st.integers(5600, 5900))
def test_hebrew_years_follow_each_other_without_a_gap(year: int) -> None:
    """A Hebrew year ends the day before the next begins, and has one of the six lengths that exist."""
    this, after = span_of(Calendar.HEBREW, year), span_of(Calendar.HEBREW, year + 1)

    assert this is not None
    assert after is not None
    assert this[1] + A_DAY == after[0]
    assert (this[1] - this[0]).days + 1 in ({383, 384, 385} if is_hebrew_leap_year(year) else {353, 354, 355})


@given(st.integers(1300, 1499), st.integers(1, 12))
def test_months_of_the_hijra_follow_each_other(year: int, month: int) -> None:
    """A month of the hijra has 29 or 30 days, two more with its doubt, and the next begins where it ends."""
    this = span_of(Calendar.HIJRI, year, month)
    after = span_of(Calendar.HIJRI, year + month // 12, month % 12 + 1)

    assert this is not None
    assert after is not None
    assert (this[1] - this[0]).days + 1 in {31, 32}
    assert this[1] == after[0] + A_DAY
