"""A plan read person by person for the checker: who has which place, and who belongs together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from homeward.model.findings import Finding, Severity, Where
from homeward.model.ids import CategoryId, Ref
from homeward.model.people import Candidate
from homeward.model.plans import Placement, Plan
from homeward.model.terms import Commitment, Direction, Op, Terms
from homeward.planning.standing import direction_of, first_day, is_member, is_serious, may_cross, travel_groups


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One person of the lists beside the place the plan gives; ``tranche`` counts from 1, None is nowhere."""

    person: Candidate
    tranche: int | None
    reserve: int | None
    is_outside: bool

    @property
    def direction(self) -> Direction:
        """Who frees this person, and for whom."""
        return direction_of(self.person)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Every person of the lists with a place, and the same people by group; ``barred``: children without an adult."""

    terms: Terms
    places: tuple[Place, ...]
    groups: tuple[tuple[Place, ...], ...]
    barred: frozenset[Ref]

    def counted(self, direction: Direction, category: CategoryId | None) -> Iterator[Place]:
        """Yield the places of people of *category* in *direction*."""
        for place in self.places:
            if place.direction == direction and is_member(place.person, category, self.terms):
                yield place

    @property
    def free(self) -> Iterator[Place]:
        """Yield the places of people who travel alone and may be compared with others: not serious, not barred."""
        for members in self.groups:
            if len(members) == 1 and members[0].person.ref not in self.barred and not is_serious(members[0].person):
                yield members[0]


def read_sheet(plan: Plan, candidates: Sequence[Candidate], terms: Terms) -> Sheet:
    """Lay *plan* beside the lists: no placement means no place, and of two placements the first counts."""
    found: dict[Ref, Placement] = {}
    for one in plan.placements:
        found.setdefault(one.ref, one)
    people = {one.ref: one for one in candidates}
    places = {ref: _place(people[ref], found.get(ref), terms) for ref in sorted(people)}
    together = travel_groups(people.values())
    on = first_day(terms)
    return Sheet(
        terms=terms,
        places=tuple(places.values()),
        groups=tuple(tuple(places[one.ref] for one in members) for members in together),
        barred=frozenset(one.ref for members in together if not may_cross(members, on) for one in members),
    )


def numbers(terms: Terms) -> Mapping[str, int]:
    """Return the number of each tranche, from 1, in the order of the terms."""
    return {tranche.id: number for number, tranche in enumerate(terms.tranches, start=1)}


def promises_in(commitment: Commitment, tranche: int, terms: Terms) -> bool:
    """Tell whether *commitment* promises places in that tranche; ``ALL`` by a tranche also promises those before it."""
    if commitment.tranche is None:
        return True
    named = numbers(terms)[commitment.tranche]
    return tranche <= named if commitment.op is Op.ALL else tranche == named


def fault(code: str, where: str, rule: str, *, seen: str, remedy: str, source: str) -> Finding:
    """Return a finding about a plan that stops it."""
    return Finding(
        code=code,
        severity=Severity.ERROR,
        where=Where(source="plan", field=where),
        rule=rule,
        seen=seen,
        remedy=remedy,
        source=source,
    )


def _place(person: Candidate, placement: Placement | None, terms: Terms) -> Place:
    if placement is None:
        return Place(person=person, tranche=None, reserve=None, is_outside=False)
    return Place(
        person=person,
        tranche=None if placement.tranche is None else numbers(terms).get(placement.tranche),
        reserve=placement.reserve_rank,
        is_outside=placement.is_outside_total,
    )
