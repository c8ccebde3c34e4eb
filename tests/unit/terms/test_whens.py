"""Times as an agreement writes them: each is written in one way, and a month is one of the calendar."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.model.steps import Moment, When
from homeward.terms.whens import MOST_MONTHS, measured, months_from, parse_when, write_when

DAYS = st.dates(min_value=date(1850, 1, 1), max_value=date(2150, 1, 1))


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 15), 1, date(2026, 2, 15)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 1), -1, date(2025, 12, 1)),
        (date(9999, 12, 1), 1, None),
        (date(1, 1, 1), -1, None),
    ],
)
def test_a_month_later_is_the_same_day_else_the_last(start: date, months: int, end: date | None) -> None:
    """The same day of the later month; its last where it has no such day; none where no calendar has it."""
    assert months_from(start, months) == end


@given(DAYS, st.integers(0, MOST_MONTHS), st.integers(0, MOST_MONTHS))
def test_more_months_are_never_sooner(start: date, one: int, more: int) -> None:
    """Time never runs back: a longer time ends later, and the day of the month never grows."""
    end, later = months_from(start, one), months_from(start, one + more)

    assert end is not None
    assert later is not None
    assert (later > end) is (more > 0)
    assert end.day <= start.day


@given(st.integers(1, MOST_MONTHS), st.sampled_from([Moment.AFTER, Moment.BEFORE]), st.none() | DAYS)
def test_a_time_in_months_is_read_as_it_is_written(months: int, moment: Moment, latest: date | None) -> None:
    """One time has one form."""
    when = When(event="signature", months=months, moment=moment, latest=latest)

    assert parse_when(write_when(when)) == when


def test_a_month_is_no_number_of_days() -> None:
    """A month and thirty days are two times, and each says its own."""
    month, days = parse_when("1 month after signature"), parse_when("30 days after signature")

    assert month is not None
    assert days is not None
    assert (write_when(month), write_when(days)) == ("1 month after signature", "30 days after signature")
    assert (measured(date(2026, 1, 1), month), measured(date(2026, 1, 1), days)) == (
        date(2026, 2, 1),
        date(2026, 1, 31),
    )


@pytest.mark.parametrize(
    "written", ["121 months after signature", "1 months", "1 month on signature", "a month after x"]
)
def test_no_other_form_is_guessed(written: str) -> None:
    """What is in no form is no time."""
    assert parse_when(written) is None
