"""Ratios: how many are owed under one commitment for those counted under others, and what becomes of a part of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from homeward.model.provisions import Ratio, Rounding
from homeward.model.terms import Op, Terms
from homeward.terms.counts import Interval, excepted, interval_of


def is_split(ratio: Ratio, counted: int) -> bool:
    """Tell whether *counted* people leave a part of a person under *ratio*, and nothing says what becomes of it."""
    return ratio.rounding is Rounding.EXACT and not ratio.block and counted * ratio.give % ratio.per != 0


def owed(ratio: Ratio, counted: int, *, up: bool = False) -> int:
    """Return how many are owed for *counted* under *ratio*; *up*: the larger number where no rounding is said."""
    if ratio.block:
        return counted // ratio.per * ratio.give
    whole, part = divmod(counted * ratio.give, ratio.per)
    match ratio.rounding:
        case Rounding.DOWN:
            return whole
        case Rounding.UP:
            return whole + (part > 0)
        case Rounding.NEAREST:
            return whole + (2 * part >= ratio.per)
        case Rounding.EXACT:
            return whole + (up and part > 0)


def owed_between(ratio: Ratio, counted: Interval) -> Interval:
    """Return what an uncertain number of people leaves possible under *ratio*."""
    high = None if counted.high is None else owed(ratio, counted.high, up=True)
    return Interval(low=owed(ratio, counted.low), high=high)


def added(ratios: Iterable[Ratio], numbers: Mapping[str, Interval]) -> Interval:
    """Return what *ratios* that lead to one commitment give together."""
    total = Interval(high=0)
    for ratio in ratios:
        total += owed_between(ratio, numbers.get(ratio.of, Interval()))
    return total


def settled(terms: Terms) -> dict[str, Interval]:
    """
    Return the numbers each commitment leaves possible, following ratios where it states none of its own.

    What no ratio leads to, and what runs in a circle, stays open.
    """
    exclusions = terms.provisions.exclusions
    numbers = {one.id: excepted(one, interval_of(one), exclusions) for one in terms.commitments}
    leading: dict[str, list[Ratio]] = {}
    for ratio in terms.provisions.ratios:
        leading.setdefault(ratio.to, []).append(ratio)
    waiting = {one.id for one in terms.commitments if one.op is Op.BY_RATIO and one.id in leading}
    while ready := {one for one in waiting if not any(ratio.of in waiting for ratio in leading[one])}:
        for one in ready:
            numbers[one] = added(leading[one], numbers)
        waiting -= ready
    return numbers
