"""Checks a superlative: "the largest since ..." holds, does not hold, or cannot be told, under a stated definition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from homeward.model.claims import CountOp
from homeward.model.dates import UncertainDate
from homeward.model.register import (
    Answer,
    By,
    Counting,
    Definition,
    Flow,
    PastExchange,
    Ranked,
    Superlative,
    Told,
)
from homeward.model.terms import Direction

ROUNDING: Final = 10
"""Percent by which a number said to be approximate may be off, each way."""

_Span = tuple[int, int | None]
"""The least and the most it can be; None: no upper bound is known."""

_COUNTED: Final = {
    Counting.ONE_SIDE: "the people one side received, the side that received most",
    Counting.PER_SIDE: "as many people as every side received",
    Counting.TOTAL: "the people of all sides together",
}
_BY: Final = {By.DAY: "one day", By.DEAL: "one agreement over all its days"}


def largest(exchanges: Sequence[PastExchange], definition: Definition, on: date) -> Answer:
    """
    Tell whether what happened on *on* was the largest under *definition*, up to ``until`` or else up to *on*.

    It holds only if nothing else can be as large. A number that nobody published is never taken as zero: where it
    could be as large, nothing can be told. A number that sides tell differently counts as the interval between them.

    Returns:
        The answer, with everything that is or may be as large in order of size.
    """
    definition = definition if definition.until is not None else replace(definition, until=on)
    ranked = ranking(exchanges, definition)
    days = {one.id: one.on for one in exchanges}
    subject = next((one for one in ranked if any(_covers(days[name], on) for name in one.exchanges)), None)
    if subject is None:
        says = f"the register has nothing on {on} under this definition"
        return Answer(definition=definition, outcome=Superlative.NOT_IN_REGISTER, subject=None, rivals=(), says=says)
    others = [one for one in ranked if one is not subject]
    rivals = tuple(one for one in others if one.high is None or one.high >= subject.low)
    outcome = _outcome(subject, rivals)
    return Answer(
        definition=definition, outcome=outcome, subject=subject, rivals=rivals, says=_says(subject, outcome, rivals)
    )


def ranking(exchanges: Iterable[PastExchange], definition: Definition) -> tuple[Ranked, ...]:
    """
    Return days or deals in order of their least number, then of their most.

    Handovers of bodies alone are left out. An exchange counted under several agreements may belong to each of those
    deals in whole, in part or not at all; one under none is a deal of its own. Where a source gives one number for
    several days, one of those days had at least an equal part of it, and at most all.
    """
    groups: dict[tuple[str, str], list[PastExchange]] = {}
    for one in exchanges:
        if _is_meant(one, definition):
            for name in _names(one, definition.by):
                groups.setdefault((one.conflict, name), []).append(one)
    ranked = [_ranked(conflict, name, group, definition) for (conflict, name), group in groups.items()]
    known = [one for one in ranked if one.high != 0]
    return tuple(sorted(known, key=lambda one: (-one.low, one.high is not None, -(one.high or 0), one.name)))


def definitions(definition: Definition) -> tuple[Definition, ...]:
    """Return *definition* in each of the six ways to compare and count, itself first."""
    every = (replace(definition, by=by, count=count) for by in By for count in Counting)
    return (definition, *(one for one in every if one != definition))


def define(definition: Definition) -> str:
    """Say *definition* in words."""
    where = "in all conflicts" if definition.conflict is None else f"in {definition.conflict}"
    since = "from the first" if definition.since is None else f"from {definition.since}"
    until = "to the last" if definition.until is None else f"to {definition.until}"
    return f"compared: {_BY[definition.by]}; counted: {_COUNTED[definition.count]}; {where}, {since} {until}"


def span(flow: Flow) -> tuple[int, int | None]:
    """Return the least and the most that *flow* can be, from all that was told; a number outweighs silence."""
    spans = [_told(one) for one in flow.told if one.persons is not None] or [(0, None)]
    highs = [high for _, high in spans if high is not None]
    return min(low for low, _ in spans), max(highs) if len(highs) == len(spans) else None


def written(ranked: Ranked) -> str:
    """Write the number of *ranked* as far as it is known."""
    if ranked.high is None:
        return f"at least {ranked.low:,}" if ranked.low else "unknown"
    return f"{ranked.low:,}" if ranked.low == ranked.high else f"{ranked.low:,} to {ranked.high:,}"


def _is_meant(one: PastExchange, definition: Definition) -> bool:
    return (
        (definition.conflict is None or one.conflict == definition.conflict)
        and (definition.since is None or one.on.latest >= definition.since)
        and (definition.until is None or one.on.earliest <= definition.until)
    )


def _names(one: PastExchange, by: By) -> tuple[str, ...]:
    return (one.on.written,) if by is By.DAY else one.agreements or (one.id,)


def _covers(days: UncertainDate, on: date) -> bool:
    return days.earliest <= on <= days.latest


def _ranked(conflict: str, name: str, group: Sequence[PastExchange], definition: Definition) -> Ranked:
    flows: dict[Direction | None, list[_Span]] = {}
    for one in group:
        for flow in one.flows:
            flows.setdefault(flow.direction, []).append(_within(span(flow), one, definition))
    ways = {way: _sum(spans) for way, spans in flows.items()}
    low, high = _count(ways, definition.count)
    dates = [one.on for one in group]
    return Ranked(
        name=name,
        conflict=conflict,
        on=min(dates, key=lambda day: (day.earliest, day.latest)),
        low=low,
        high=high,
        exchanges=tuple(one.id for one in group),
        without_number=tuple(one.id for one in group if any(span(flow)[1] is None for flow in one.flows)),
    )


def _within(whole: _Span, one: PastExchange, definition: Definition) -> _Span:
    """Return what of *whole* surely falls on one day, into the time asked for, and under one agreement alone."""
    low, high = whole
    days = (one.on.latest - one.on.earliest).days + 1
    if definition.by is By.DAY:
        low = -(-low // days)
    is_cut = (definition.since is not None and one.on.earliest < definition.since) or (
        definition.until is not None and one.on.latest > definition.until
    )
    is_shared = definition.by is By.DEAL and len(one.agreements) > 1
    return (0, high) if is_cut or is_shared else (low, high)


def _count(ways: Mapping[Direction | None, _Span], count: Counting) -> _Span:
    if count is Counting.TOTAL:
        return _sum(ways.values())
    if None in ways:
        # No source tells the ways apart: the larger side has at least half, the smaller at most half.
        low, high = _sum(ways.values())
        return (-(-low // 2), high) if count is Counting.ONE_SIDE else (0, None if high is None else high // 2)
    received: dict[str, list[_Span]] = {}
    for way, number in ways.items():
        if way is not None:
            received.setdefault(way.receiver, []).append(number)
    sides = [_sum(numbers) for numbers in received.values()]
    lows, highs = [low for low, _ in sides], [high for _, high in sides if high is not None]
    if count is Counting.ONE_SIDE:
        return max(lows), max(highs) if len(highs) == len(sides) else None
    # An exchange lists all its flows: with one only, nobody went the other way.
    return (0, 0) if len(sides) == 1 else (min(lows), min(highs) if highs else None)


def _sum(spans: Iterable[_Span]) -> _Span:
    each = list(spans)
    highs = [high for _, high in each if high is not None]
    return sum(low for low, _ in each), sum(highs) if len(highs) == len(each) else None


def _told(told: Told) -> _Span:
    number = told.persons or 0
    if told.op is CountOp.AT_LEAST:
        return number, None
    if told.op is CountOp.AT_MOST:
        return 0, number
    if told.op is CountOp.APPROX:
        return number - number * ROUNDING // 100, number + number * ROUNDING // 100
    return number, number


def _outcome(subject: Ranked, rivals: Sequence[Ranked]) -> Superlative:
    if not rivals:
        return Superlative.HOLDS if subject.low else Superlative.CANNOT_BE_TOLD
    if subject.high is not None and any(one.low >= subject.high for one in rivals):
        return Superlative.DOES_NOT_HOLD
    return Superlative.CANNOT_BE_TOLD


def _says(subject: Ranked, outcome: Superlative, rivals: Sequence[Ranked]) -> str:
    return f"{subject.name} ({written(subject)}): {'; '.join(_reasons(subject, outcome, rivals))}"


def _reasons(subject: Ranked, outcome: Superlative, rivals: Sequence[Ranked]) -> Iterator[str]:
    if outcome is Superlative.HOLDS:
        yield "it was the largest; nothing else in the register can be as large"
        return
    if outcome is Superlative.DOES_NOT_HOLD:
        larger = [one for one in rivals if subject.high is not None and one.low >= subject.high]
        yield f"it was not the largest: {_listed(larger)} {'was' if len(larger) == 1 else 'were'} as large or larger"
        return
    open_ones = [one for one in rivals if one.high is None]
    differing = [one for one in rivals if one.high is not None]
    if all(one.low < subject.low for one in rivals):
        yield "it was the largest of those whose number is known"
    if subject.high is None:
        yield "its own number is not known in full"
    if open_ones:
        yield f"{len(open_ones)} without a full number cannot be excluded: {_listed(open_ones)}"
    if differing:
        yield f"it depends on whose number is taken: {_listed(differing)}"


def _listed(several: Sequence[Ranked]) -> str:
    return ", ".join(f"{one.name} ({written(one)})" for one in several)
