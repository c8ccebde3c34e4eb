"""Superlatives (R9): "the largest since ..." beside the exchanges of the past, under each definition it may have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from homeward.model.claims import Claim, Modality, Result, Scope, Verdict
from homeward.model.past import Bounds, PastEvent
from homeward.reconcile.case import Case
from homeward.reconcile.slots import Said, gather, is_crossing, slot_of
from homeward.reconcile.sureness import unsure_field
from homeward.reconcile.told import day_number
from homeward.reconcile.words import day, ids, speakers, unsure

_BOTH_WAYS: Final = 2
_CROSSING: Final = frozenset(one for one in Modality if is_crossing(one))
_PROMISED: Final = frozenset({Modality.AGREED, Modality.EXPECTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """One meaning of "largest": in one direction or in all, on one day or over a whole agreement."""

    is_total: bool
    is_deal: bool

    def __str__(self) -> str:
        """Write it for people."""
        people = "both ways together" if self.is_total else "in one direction"
        return f"{people}, {'over a whole agreement' if self.is_deal else 'on one day'}"


DEFINITIONS: Final = tuple(
    Definition(is_total=is_total, is_deal=is_deal) for is_deal in (False, True) for is_total in (False, True)
)
"""Every meaning, the narrowest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """
    What the past shows under one definition.

    ``holds`` None: it cannot be told, because this exchange or one of the past lacks the number. ``rival``: the past
    exchange with the largest number known, ``rival_persons`` that number: the most it can be where it holds, else the
    least. ``unknown``: how many of the past might be larger for all that is known.
    """

    definition: Definition
    persons: int | None
    holds: bool | None
    rival: PastEvent | None
    rival_persons: int | None
    unknown: int

    def __str__(self) -> str:
        """Write it for people, with the definition."""
        if self.persons is None:
            return f"{self.definition}: it cannot be told, no number is known for this exchange"
        ours = f"{self.definition}: {self.persons:,}"
        if self.holds is None:
            return f"{ours}; it cannot be told, {self.unknown:,} of the exchanges before have no exact number"
        if self.rival is None or self.rival_persons is None:
            return f"{ours}; nothing before is known"
        compared = "is more than" if self.holds else "is not more than"
        return f"{ours} {compared} the {self.rival_persons:,} of {self.rival.label} ({day(self.rival.on)})"


def largest(persons: int | None, past: Iterable[PastEvent], definition: Definition) -> Answer:
    """
    Tell whether *persons* is more than every exchange of the *past* had, under *definition*.

    An exchange that is as large makes it untrue; one whose number is not known, and may be as large, keeps it open. A
    number of both ways bounds each direction from above, and one of a direction bounds both ways from below.
    """
    groups = _groups(past, definition)
    bounds = [(group, _bounds(group, definition)) for group in groups]
    rival, most = _largest_known([(group[0], low) for group, (low, _) in bounds])
    if persons is None:
        return Answer(definition=definition, persons=None, holds=None, rival=rival, rival_persons=most, unknown=0)
    unknown = sum(1 for _, (low, high) in bounds if low < persons and (high is None or high >= persons))
    holds = False if most is not None and most >= persons else None if unknown else True
    if holds:
        rival, most = _largest_known([(group[0], high or 0) for group, (_, high) in bounds])
    return Answer(definition=definition, persons=persons, holds=holds, rival=rival, rival_persons=most, unknown=unknown)


def _largest_known(numbers: list[tuple[PastEvent, int]]) -> tuple[PastEvent | None, int | None]:
    known = [one for one in numbers if one[1]]
    return max(known, key=lambda one: one[1], default=(None, None))


def superlative_verdicts(case: Case) -> Iterator[Verdict]:
    """Yield what the past shows about each superlative; nothing where no past is given."""
    for claim in case.claims if case.past else ():
        if claim.superlative is not None:
            yield _verdict(case, claim, claim.superlative)


def _verdict(case: Case, claim: Claim, superlative: str) -> Verdict:
    on = claim.statement.said_on if claim.event_on is None else claim.event_on.latest
    of_day, of_deal = _of_day(case, claim, on), _of_deal(case, claim)
    start = min([on, *(said.slot.period.last for said in of_deal if said.slot.period is not None)])
    answers = [
        largest(
            _persons(of_deal if one.is_deal else of_day, is_total=one.is_total),
            [event for event in case.past if event.on < (start if one.is_deal else on)],
            one,
        )
        for one in DEFINITIONS
    ]
    result, weak = _result(answers), unsure_field(((claim,),), fields=("event_date", "count"))
    is_open = result is Result.NEEDS_REVIEW
    return Verdict(
        rule="R9",
        result=result,
        claims=ids([claim, *(one for said in (*of_day, *of_deal) for one in said.claims)]),
        says=_says(case, claim, superlative, answers),
        arithmetic="; ".join(str(one) for one in answers),
        record=None,
        weakest="count" if is_open else weak,
        settles=f"a source that says {unsure('count')}, for this exchange and for those before" if is_open else None,
    )


def _says(case: Case, claim: Claim, superlative: str, answers: list[Answer]) -> str:
    told = [one for one in answers if one.holds is not None]
    yes = [str(one.definition) for one in told if one.holds]
    no = [str(one.definition) for one in told if not one.holds]
    parts = [
        *([f"it holds {' and '.join(yes)}"] if yes else []),
        *([f"it does not hold {' and '.join(no)}"] if no else []),
        *(["the rest cannot be told"] if told and len(told) < len(answers) else []),
    ]
    beside = f"beside {len(case.past):,} exchanges from {day(case.past[0].on)} to {day(case.past[-1].on)}"
    shown = ", ".join(parts) or "it cannot be told under any definition"
    return f'"{superlative}", according to {speakers((claim,))}: {beside}, {shown}.'


def _result(answers: list[Answer]) -> Result:
    told = {one.holds for one in answers if one.holds is not None}
    if not told:
        return Result.NEEDS_REVIEW
    if told == {True, False}:
        return Result.DEPENDS
    return Result.HOLDS if told == {True} else Result.DOES_NOT_HOLD


def _of_day(case: Case, claim: Claim, on: date) -> tuple[Said, ...]:
    if claim.count is not None and is_crossing(claim.modality):
        return tuple(said for said in case.said if claim in said.claims)
    found = day_number(case, on, None, _CROSSING)
    return found or tuple(said for said in case.said if _is_total_of(said, on))


def _is_total_of(said: Said, on: date) -> bool:
    period = said.slot.period
    is_total = said.slot.scope is Scope.TOTAL and is_crossing(said.slot.modality)
    return is_total and period is not None and period.first == period.last == on


def _of_deal(case: Case, claim: Claim) -> tuple[Said, ...]:
    """Return what is said to be agreed over the whole exchange, if everybody says the same."""
    if claim.count is not None and claim.modality in _PROMISED:
        return gather((claim,))
    told = [
        said
        for said in case.said
        if said.slot.modality is Modality.AGREED and said.slot.scope in (Scope.PER_SIDE, Scope.TOTAL)
    ]
    return tuple(told) if len({(said.count, slot_of(said.claims[0]).scope) for said in told}) == 1 else ()


def _persons(said: tuple[Said, ...], *, is_total: bool) -> int | None:
    """Return the number under a definition: "from each side" is each direction, and twice as many in all."""
    for one in said:
        if one.slot.scope is Scope.TOTAL and is_total:
            return one.span.low
        if one.slot.scope is Scope.PER_SIDE:
            return one.span.low * (_BOTH_WAYS if is_total else 1)
        if one.slot.scope is Scope.ONE_SIDE and not is_total:
            return one.span.low
    return None


def _groups(past: Iterable[PastEvent], definition: Definition) -> list[list[PastEvent]]:
    found: dict[tuple[object, ...], list[PastEvent]] = {}
    for n, event in enumerate(sorted(past, key=lambda one: (one.on, one.label))):
        deal = event.deal if definition.is_deal else None
        found.setdefault(("deal", deal) if deal is not None else ("event", n), []).append(event)
    return list(found.values())


def _bounds(group: list[PastEvent], definition: Definition) -> Bounds:
    """Return the least and the most that the events of *group* can have had together."""
    return _sum([_total_bounds(event) if definition.is_total else _way_bounds(event) for event in group])


def _sum(each: list[Bounds]) -> Bounds:
    highs = [high for _, high in each if high is not None]
    return sum(low for low, _ in each), sum(highs) if len(highs) == len(each) else None


def _total_bounds(event: PastEvent) -> Bounds:
    if event.total is not None:
        return event.total
    low, high = _sum([number for _, number in event.one_way])
    return low, high if len(event.one_way) >= _BOTH_WAYS else None


def _way_bounds(event: PastEvent) -> Bounds:
    """Return the bounds of the larger direction; what one has of a known total, the other has not."""
    least = max((low for _, (low, _) in event.one_way), default=0)
    highs = [high for _, (_, high) in event.one_way if high is not None]
    if len(event.one_way) >= _BOTH_WAYS and len(highs) == len(event.one_way):
        return least, max(highs)
    if event.total is None or event.total[1] is None:
        return least, None
    rest = event.total[1] - least
    return least, max(least, rest, *highs) if len(highs) == len(event.one_way) else event.total[1]
