"""Intervals, rounding and percentages, in whole numbers."""

import pytest

from homeward.reconcile.numbers import Span, gap, grain, is_rounded, percent, rounding


@pytest.mark.parametrize(
    ("part", "whole", "written"),
    [
        (390, 1_000, "39 %"),
        (780, 2_000, "39 %"),
        (443, 1_200, "36.9 %"),
        (9_999, 10_000, "99.9 %"),
        (10_000, 10_000, "100 %"),
        (0, 1_000, "0 %"),
    ],
)
def test_a_share_is_written_to_one_decimal(part: int, whole: int, written: str) -> None:
    """A share has one decimal at most, and anything short of the whole is never 100 %."""
    assert percent(part, whole) == written


@pytest.mark.parametrize(("number", "size"), [(800, 100), (390, 10), (307, 1), (16_000, 1_000), (0, 1)])
def test_a_number_may_have_been_rounded_to_its_zeros(number: int, size: int) -> None:
    """The rounding grain is the largest power of ten that divides a number."""
    assert grain(number) == size


@pytest.mark.parametrize(
    ("written", "computed", "is_one"),
    [
        (800, 780, True),
        (16_000, 16_063, True),
        (15_000, 16_063, False),
        (1_570, 1_560, False),
        (1_000, 780, False),
        (780, 780, False),
    ],
)
def test_a_rounding_stays_inside_its_grain(written: int, computed: int, is_one: bool) -> None:
    """A number is a rounding if it moved by less than its grain and by at most a tenth."""
    assert is_rounded(written, computed) is is_one


def test_a_large_grain_is_written_as_a_number() -> None:
    """Hundred thousands have no word of their own in a rounding."""
    assert rounding(100_000, 99_500) == "100,000 is 99,500 rounded up to the next 100,000"


@pytest.mark.parametrize(
    ("left", "right", "apart"),
    [
        (Span(low=1, high=5), Span(low=5, high=9), 0),
        (Span(low=1, high=5), Span(low=8, high=None), 3),
        (Span(low=8, high=None), Span(low=1, high=5), 3),
    ],
)
def test_the_gap_between_intervals_is_the_same_both_ways(left: Span, right: Span, apart: int) -> None:
    """Intervals that meet have no gap; others are as far apart as their nearest ends."""
    assert gap(left, right) == apart
