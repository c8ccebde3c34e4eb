"""Uncertain dates: what was written is kept, with the first and the last day it may mean."""

from datetime import date

import pytest

from homeward.model.dates import EARLIEST, LATEST, UncertainDate, age_range, parse_date

A_YEAR = (date(1985, 1, 1), date(1985, 12, 31))


@pytest.mark.parametrize(
    ("written", "earliest", "latest"),
    [
        ("1985", *A_YEAR),
        ("1985-04", date(1985, 4, 1), date(1985, 4, 30)),
        ("1985-04-12", date(1985, 4, 12), date(1985, 4, 12)),
        ("198X", date(1980, 1, 1), date(1989, 12, 31)),
        ("19XX", date(1900, 1, 1), date(1999, 12, 31)),
        ("1985-XX", *A_YEAR),
        ("1985-XX-XX", *A_YEAR),
        ("1985-02-XX", date(1985, 2, 1), date(1985, 2, 28)),
        ("1984-02-XX", date(1984, 2, 1), date(1984, 2, 29)),
        ("1984-02-29", date(1984, 2, 29), date(1984, 2, 29)),
        ("1985-04-12/1985-05-01", date(1985, 4, 12), date(1985, 5, 1)),
        ("1985/1986-03", date(1985, 1, 1), date(1986, 3, 31)),
        ("../1985", EARLIEST, date(1985, 12, 31)),
        ("1985/..", date(1985, 1, 1), LATEST),
        ("198X-04", date(1980, 4, 1), date(1989, 4, 30)),
        ("198X-02-29", date(1980, 2, 29), date(1988, 2, 29)),
        ("19XX-03-XX", date(1900, 3, 1), date(1999, 3, 31)),
        ("198X-04-12", date(1980, 4, 12), date(1989, 4, 12)),
    ],
)
def test_a_date_means_an_interval(written: str, earliest: date, latest: date) -> None:
    """Each form stands for exactly the days it may mean, and what was written is kept."""
    found = parse_date(written)

    assert found == UncertainDate(written=written, earliest=earliest, latest=latest)


@pytest.mark.parametrize(
    ("written", "is_approximate", "is_uncertain"),
    [("1985~", True, False), ("1985-04-12?", False, True), ("1985-04%", True, True), ("1984?/1985~", True, True)],
)
def test_doubt_is_kept(written: str, is_approximate: bool, is_uncertain: bool) -> None:
    """The marks of doubt are read, and a date in doubt is never exact."""
    found = parse_date(written)

    assert found is not None
    assert (found.is_approximate, found.is_uncertain, found.is_exact) == (is_approximate, is_uncertain, False)


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("2025-02-30", id="30 February"),
        pytest.param("1985-02-29", id="29 February of a common year"),
        pytest.param("1900-02-29", id="29 February of 1900"),
        pytest.param("1985-04-31", id="31 April"),
        pytest.param("1985-13", id="a month 13"),
        pytest.param("1985-00", id="a month 0"),
        pytest.param("1985-01-00", id="a day 0"),
        pytest.param("0000", id="year 0"),
        pytest.param("12.04.1985", id="day first"),
        pytest.param("04/12/1985", id="a date with slashes"),
        pytest.param("85", id="two digits"),
        pytest.param("1985-4-12", id="one digit"),
        pytest.param("19850412", id="no hyphens"),
        pytest.param("1985-04-12T10:00", id="a time"),
        pytest.param("19XX-02-30", id="30 February of any year"),
        pytest.param("1986/1985", id="the end before the beginning"),
        pytest.param("../..", id="open at both ends"),
        pytest.param("1985/", id="no end"),
        pytest.param("/1985", id="no beginning"),
        pytest.param("1985/1986/1987", id="three dates"),
        pytest.param(" 1985", id="a space"),
        pytest.param("", id="nothing"),
        pytest.param("١٩٨٥", id="other digits"),  # int() would read them
        pytest.param("１９８５-０４", id="wide digits"),
    ],
)
def test_what_is_no_date_is_refused(written: str) -> None:
    """A day that does not exist, or a form two people may read differently, is no date: nothing is guessed."""
    assert parse_date(written) is None


def test_an_age_is_the_range_an_uncertain_birth_allows() -> None:
    """Born some day in 1985 means 39 or 40 in the middle of 2025; the day itself is the birthday."""
    assert age_range(_date("1985"), date(2025, 5, 23)) == (39, 40)
    assert age_range(_date("1985-05-23"), date(2025, 5, 23)) == (40, 40)
    assert age_range(_date("1985-05-24"), date(2025, 5, 23)) == (39, 39)


def _date(written: str) -> UncertainDate:
    found = parse_date(written)
    assert found is not None
    return found
