"""The small calculations the linter leans on: ratios, circles, days, numbers in texts."""

from datetime import date

import pytest

from homeward.model.ids import ClauseId
from homeward.model.provisions import Ratio, Rounding
from homeward.model.steps import Moment, When
from homeward.terms.checks_texts import numbers_in
from homeward.terms.circles import circles
from homeward.terms.days import Calendar
from homeward.terms.ratios import is_split, owed
from homeward.terms.whens import shifted

CALENDAR = Calendar(
    days={"signature": date(2026, 3, 1)},
    leans={
        "lists": When(event="signature", hours=48, moment=Moment.AFTER),
        "answer": When(event="lists", hours=36, moment=Moment.AFTER),
        "never": When(event="thaw", hours=24, moment=Moment.AFTER),
        "soon": When(event="thaw", hours=24, moment=Moment.AFTER, latest=date(2026, 4, 1)),
        "here": When(event="there"),
        "there": When(event="here"),
    },
    doubtful=frozenset({"thaw"}),
)


@pytest.mark.parametrize(
    ("rounding", "block", "expected"),
    [
        (Rounding.EXACT, False, (13, 14)),
        (Rounding.DOWN, False, (13, 13)),
        (Rounding.UP, False, (14, 14)),
        (Rounding.NEAREST, False, (14, 14)),
        (Rounding.EXACT, True, (12, 12)),
    ],
)
def test_a_ratio_is_rounded_as_it_says(rounding: Rounding, block: bool, expected: tuple[int, int]) -> None:
    """Three for every two of nine: thirteen and a half, which is 13 or 14, or 12 when only whole blocks count."""
    ratio = Ratio(id="r", clause=ClauseId("1"), of="nine", to="back", per=2, give=3, rounding=rounding, block=block)

    assert (owed(ratio, 9), owed(ratio, 9, up=True)) == expected
    assert is_split(ratio, 9) is (rounding is Rounding.EXACT and not block)
    assert not is_split(ratio, 8)


@pytest.mark.parametrize(
    ("waits", "expected"),
    [
        ({}, ()),
        ({"a": ["b"], "b": ["c"]}, ()),
        ({"a": ["a"]}, (("a",),)),
        ({"a": ["b"], "b": ["c"], "c": ["a"], "d": ["a"]}, (("a", "b", "c"),)),
        ({"a": ["b"], "b": ["a"], "x": ["y", "a"], "y": ["x"]}, (("a", "b"), ("x", "y"))),
    ],
)
def test_circles_are_found_once(waits: dict[str, list[str]], expected: tuple[tuple[str, ...], ...]) -> None:
    """Whoever waits for each other is told once, in alphabetical order; whoever only waits for them is not."""
    assert circles(waits) == expected
    assert circles(dict(reversed(waits.items()))) == expected


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ("signature", date(2026, 3, 1)),
        ("lists", date(2026, 3, 3)),
        ("answer", date(2026, 3, 5)),
        ("never", None),
        ("soon", date(2026, 4, 1)),
        ("here", None),
        ("nothing", None),
    ],
)
def test_a_time_follows_from_the_event_it_leans_on(event: str, expected: date | None) -> None:
    """Times are followed through what they lean on; what hangs on nothing, or on itself, has no day."""
    assert CALENDAR.event(event) == expected


def test_a_day_beyond_every_calendar_is_none() -> None:
    """A time no calendar has is no day, and no crash."""
    assert shifted(date(9999, 12, 31), 24) is None
    assert shifted(date(1, 1, 1), -24) is None
    assert shifted(date(2026, 3, 1), 1) == date(2026, 3, 2)
    assert shifted(date(2026, 3, 1), -36) == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,000 for 1.000, or 1 000, or 1\u202f000", {1000}),
        ("1,200 і 1.245.000", {1200, 1_245_000}),
        ("٣٠ أسير و ١٬٠٠٠", {30, 1000}),
        ("३० and 30", {30}),
        ("on 2025-05-23 and on 23.05.2025", {23, 2025}),
        ("23 May 2025", {23, 2025}),
        ("10, 20 and 30", {10, 20, 30}),
        ("12,34 and 1.5", {12, 34, 1, 5}),
        ("one thousand", set()),
        ("", set()),
    ],
)
def test_numbers_are_read_in_every_script(text: str, expected: set[int]) -> None:
    """Digits of any script and groups of three make one number; words make none; of a date the month is left out."""
    assert numbers_in(text) == expected
