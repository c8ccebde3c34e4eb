"""Intervals of people, rounding, and percentages. Whole numbers only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from homeward.model.claims import ClaimCount, CountOp

ROUNDING_SHARE: Final = 10
"""A rounding moves a number by at most a tenth: nobody rounds 780 to 1,000. Judgement, not a source."""

NEAR: Final = 2
"""
Two numbers further apart than this factor are hardly about the same people: officials differ by a few, readers of texts
by more. Judgement.
"""

_GRAINS: Final = {10: "ten", 100: "hundred", 1_000: "thousand", 10_000: "ten thousand"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The numbers that something said allows; ``high`` None is open."""

    low: int
    high: int | None

    def holds(self, number: int) -> bool:
        """Tell whether *number* is allowed."""
        return self.low <= number and (self.high is None or number <= self.high)

    def meets(self, other: Span) -> bool:
        """Tell whether some number is allowed by both."""
        return (self.high is None or other.low <= self.high) and (other.high is None or self.low <= other.high)

    @property
    def exact(self) -> int | None:
        """The one number allowed, None when there are several."""
        return self.low if self.low == self.high else None


def span_of(count: ClaimCount) -> Span:
    """
    Return the interval that *count* allows: "about n" reaches half its rounding grain, at most a tenth, either way.

    >>> span_of(ClaimCount(op=CountOp.APPROX, low=400, high=400))
    Span(low=360, high=440)
    """
    if count.op is not CountOp.APPROX or count.low != count.high:
        return Span(low=count.low, high=count.high)
    reach = min(grain(count.low) // 2, count.low // ROUNDING_SHARE)
    return Span(low=count.low - reach, high=count.low + reach)


def total(spans: tuple[Span, ...]) -> Span:
    """Return the interval of the sum."""
    highs = [span.high for span in spans]
    known = [high for high in highs if high is not None]
    return Span(low=sum(span.low for span in spans), high=sum(known) if len(known) == len(highs) else None)


def gap(left: Span, right: Span) -> int:
    """Return by how many people two intervals miss each other; 0 when they meet."""
    if left.meets(right):
        return 0
    lower, upper = sorted((left, right), key=lambda span: span.low)
    return upper.low - (lower.low if lower.high is None else lower.high)


def is_near(left: Span, right: Span) -> bool:
    """
    Tell whether two numbers may be about the same people: what one allows is at least half of what the other does.

    >>> is_near(Span(low=390, high=390), Span(low=207, high=207)), is_near(Span(low=390, high=390), Span(low=2, high=2))
    (True, False)
    """
    if left.meets(right):
        return True
    lower, upper = sorted((left, right), key=lambda span: span.low)
    most = lower.low if lower.high is None else lower.high
    return most * NEAR >= upper.low


def grain(number: int) -> int:
    """
    Return the largest power of ten that divides *number*: to what it may have been rounded.

    >>> [grain(number) for number in (800, 390, 307, 16_000)]
    [100, 10, 1, 1000]
    """
    size = 1
    while number and number % (size * 10) == 0:
        size *= 10
    return size


def is_rounded(written: int, computed: int) -> bool:
    """
    Tell whether *written* may be *computed*, rounded up or down to the grain of *written*.

    >>> is_rounded(800, 780), is_rounded(1_570, 1_560), is_rounded(1_000, 780)
    (True, False, False)
    """
    moved = abs(written - computed)
    return 0 < moved < grain(written) and moved * ROUNDING_SHARE <= written


def rounding(written: int, computed: int) -> str:
    """
    Say how *computed* became *written*.

    >>> rounding(800, 780)
    '800 is 780 rounded up to the next hundred'
    """
    step = grain(written)
    size = _GRAINS.get(step, f"{step:,}")
    way = f"up to the next {size}" if written > computed else f"down to the {size} below"
    return f"{written:,} is {computed:,} rounded {way}"


def percent(part: int, whole: int) -> str:
    """
    Return *part* of *whole* in per cent, to one decimal; anything short of the whole is never shown as 100 %.

    >>> percent(390, 1_000), percent(443, 1_200), percent(9_999, 10_000)
    ('39 %', '36.9 %', '99.9 %')
    """
    tenths = (part * 2_000 + whole) // (whole * 2)
    if part < whole:
        tenths = min(tenths, 999)
    return f"{tenths // 10} %" if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10} %"
