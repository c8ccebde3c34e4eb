"""From counts to people: who of each kind takes which place, who stands in the reserve, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from homeward.model.ids import ClauseId, Digest, Ref
from homeward.model.people import Candidate
from homeward.model.plans import Placement, Reason, ReasonCode
from homeward.model.terms import Direction, Terms
from homeward.planning.program import OUTSIDE, Model
from homeward.planning.standing import (
    Rank,
    counted_by,
    days_held,
    direction_of,
    first_day,
    is_serious,
    may_cross,
    rank,
    travel_groups,
)
from homeward.planning.units import commitment_slots

Slots: TypeAlias = Mapping[Ref, int]
"""The slot of each person who crosses; nobody else is in it."""

LAW = "GC III 109"
NO_ADULT = "a child needs an adult of its group"
NOT_PROMISED = "no commitment promises a place"
NO_PLACE = "no place is left"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Person:
    candidate: Candidate
    rank: Rank
    terms: frozenset[str]
    is_alone: bool
    may_cross: bool


def slots_of(model: Model, columns: Sequence[int]) -> dict[Ref, int]:
    """
    Give the places counted in *columns* to people: inside a kind the longest held goes first, then the ticket decides.

    Among the seriously sick and wounded of a kind, who all cross in the first tranche, the first are counted.
    """
    places: dict[int, list[int]] = defaultdict(list)
    for column, units in zip(model.columns, columns, strict=True):
        places[column.kind].extend([column.slot] * units)
    found: dict[Ref, int] = {}
    for number, slots in places.items():
        ordered = sorted(slots, key=lambda slot: (slot == OUTSIDE, slot))
        for unit, slot in zip(model.kinds[number].units, ordered, strict=False):
            found.update(dict.fromkeys(unit.refs, slot))
    return found


def placements(candidates: Sequence[Candidate], terms: Terms, seed: Digest, slots: Slots) -> tuple[Placement, ...]:
    """Return a place with its reasons for each of *candidates*, in order of ``ref``."""
    people = _people(candidates, terms, seed)
    ranks = _reserve_ranks(people, terms, slots)
    drawn = _drawn(people, slots, never=len(terms.tranches) + 1)
    return tuple(
        _placement(person, terms, slots.get(ref), ranks.get(ref), is_drawn=ref in drawn)
        for ref, person in sorted(people.items())
    )


def _people(candidates: Sequence[Candidate], terms: Terms, seed: Digest) -> dict[Ref, _Person]:
    on = first_day(terms)
    return {
        one.ref: _Person(
            candidate=one,
            rank=rank(one, terms, seed),
            terms=counted_by(one, terms),
            is_alone=len(members) == 1,
            may_cross=may_cross(members, on),
        )
        for members in travel_groups(candidates)
        for one in members
    }


def _reserve_ranks(people: Mapping[Ref, _Person], terms: Terms, slots: Slots) -> dict[Ref, int]:
    waiting: dict[Direction, list[_Person]] = defaultdict(list)
    for ref, person in people.items():
        if ref not in slots and person.is_alone and person.may_cross and _is_promised(person):
            waiting[direction_of(person.candidate)].append(person)
    size = 0 if terms.reserve is None else terms.reserve.persons
    return {
        person.candidate.ref: number
        for each in waiting.values()
        for number, person in enumerate(sorted(each, key=lambda one: one.rank)[:size], start=1)
    }


def _is_promised(person: _Person) -> bool:
    return any(one.startswith("commitment ") for one in person.terms)


def _drawn(people: Mapping[Ref, _Person], slots: Slots, *, never: int) -> frozenset[Ref]:
    """Return the people somebody equal in everything but the ticket has another place than."""
    equals: dict[object, list[_Person]] = defaultdict(list)
    for person in people.values():
        if person.is_alone and person.may_cross and not is_serious(person.candidate):
            equals[direction_of(person.candidate), person.terms, person.rank[:2]].append(person)
    return frozenset(
        person.candidate.ref
        for each in equals.values()
        if len({slots.get(one.candidate.ref, never) for one in each}) > 1
        for person in each
    )


def _placement(person: _Person, terms: Terms, slot: int | None, reserve: int | None, *, is_drawn: bool) -> Placement:
    if slot is not None:
        reasons = tuple(_placed(person, terms, slot, is_drawn=is_drawn))
    elif reserve is not None:
        reasons = tuple(_in_reserve(person, terms, reserve))
    else:
        reasons = (_why_not(person),)
    return Placement(
        ref=person.candidate.ref,
        direction=direction_of(person.candidate),
        tranche=None if slot is None else terms.tranches[max(slot, 1) - 1].id,
        reserve_rank=reserve,
        is_outside_total=slot == OUTSIDE,
        reasons=reasons,
    )


def _placed(person: _Person, terms: Terms, slot: int, *, is_drawn: bool) -> Iterator[Reason]:
    clause = _promise(person, terms, max(slot, 1))
    if is_serious(person.candidate):
        yield Reason(code=ReasonCode.SERIOUS, clause=None, detail=LAW)
    yield from _priority(person, terms)
    if not person.is_alone:
        yield Reason(code=ReasonCode.GROUP, clause=clause, detail="")
    elif not is_serious(person.candidate):
        yield _held(person, terms, clause)
    if is_drawn:
        yield Reason(code=ReasonCode.DRAW, clause=None, detail="")


def _in_reserve(person: _Person, terms: Terms, number: int) -> Iterator[Reason]:
    clause = None if terms.reserve is None else terms.reserve.clause
    yield Reason(code=ReasonCode.RESERVE, clause=clause, detail=str(number))
    yield from _priority(person, terms)
    yield _held(person, terms, None)


def _why_not(person: _Person) -> Reason:
    detail = NO_PLACE if _is_promised(person) else NOT_PROMISED
    return Reason(code=ReasonCode.NOT_PLACED, clause=None, detail=detail if person.may_cross else NO_ADULT)


def _priority(person: _Person, terms: Terms) -> Iterator[Reason]:
    if terms.priority is not None and 0 in person.rank[0]:
        first = terms.priority.order[person.rank[0].index(0)]
        yield Reason(code=ReasonCode.PRIORITY, clause=terms.priority.clause, detail=first)


def _held(person: _Person, terms: Terms, clause: ClauseId | None) -> Reason:
    days = days_held(person.candidate, terms.agreed_on)
    return Reason(code=ReasonCode.LONGEST_HELD, clause=clause, detail=str(days))


def _promise(person: _Person, terms: Terms, slot: int) -> ClauseId | None:
    """Return the clause that promises the place: one that names its tranche before one that does not."""
    found = [
        one for one in terms.promises if f"commitment {one.id}" in person.terms and slot in commitment_slots(one, terms)
    ]
    found.sort(key=lambda one: one.tranche is None)
    return found[0].clause if found else None
