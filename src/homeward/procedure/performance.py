"""
What was performed under which agreement: every person who crossed is counted once, under one agreement, or under none.

A gesture keeps no promise. One handover may serve two agreements: then it is said of each person which. Where the sides
do not agree on somebody's category, the person counts, and counts as disputed: a dispute stops nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from homeward.model.acts import Place
from homeward.model.ids import AgreementId, CategoryId, ClauseId, OrgId, Ref, TrancheId
from homeward.model.terms import Direction
from homeward.procedure.rules_counts import GESTURE
from homeward.procedure.state import ActState, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What one side says of one person's category: under which clause, and as of which day."""

    ref: Ref
    by: OrgId
    category: CategoryId
    clause: ClauseId
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Performed:
    """People of one category who crossed in one tranche and direction and count under one agreement."""

    direction: Direction
    tranche: TrancheId | None
    agreement: AgreementId
    category: CategoryId
    undisputed: int
    disputed: int

    @property
    def persons(self) -> int:
        """Everybody, disputed or not."""
        return self.undisputed + self.disputed


def own_agreement(state: State) -> AgreementId:
    """Return the agreement people count under unless both sides said otherwise: this exchange's own."""
    return AgreementId(state.exchange.id if state.exchange else "")


def performed(state: State, disputed: Collection[Ref] = ()) -> tuple[Performed, ...]:
    """
    Return what was handed over, by direction, tranche, agreement and category.

    Law: the sum over all of it is the number of people on acts in force and gestures, each once; people allocated to
    another agreement and people of gestures are no part of this agreement's own count.
    """
    rows: Counter[tuple[Direction, TrancheId | None, AgreementId, CategoryId, bool]] = Counter()
    for act in state.acts:
        counted = agreements_of(state, act)
        for place in act.act.people:
            key = (act.act.direction, act.act.tranche, counted[place.ref], place.category, place.ref in disputed)
            rows[key] += 1
    for one in state.gestures:
        for place in one.people:
            rows[one.direction, None, GESTURE, place.category, place.ref in disputed] += 1
    slots = sorted({key[:4] for key in rows}, key=lambda key: (str(key[0]), key[1] or "", key[2], key[3]))
    return tuple(
        Performed(
            direction=slot[0],
            tranche=slot[1],
            agreement=slot[2],
            category=slot[3],
            undisputed=rows[*slot, False],
            disputed=rows[*slot, True],
        )
        for slot in slots
    )


def agreements_of(state: State, act: ActState) -> dict[Ref, AgreementId]:
    """Return under which agreement each person of an act counts; whoever nobody allocated counts under the own one."""
    allocation = state.allocated.get(act.digest)
    said = allocation.counted if allocation is not None else {}
    return {place.ref: said.get(place.ref, own_agreement(state)) for place in act.act.people}


def kept(state: State, direction: Direction, category: CategoryId | None = None) -> int:
    """Return how many people count as performance of this agreement in one direction: no gesture, nobody twice."""
    return sum(
        one.persons
        for one in performed(state)
        if one.direction == direction and one.agreement == own_agreement(state) and category in (None, one.category)
    )


def disputed_people(stated: Iterable[Stated], counted: Iterable[Place], sides: Collection[OrgId]) -> frozenset[Ref]:
    """
    Return whose category the sides do not agree on.

    A side that says nothing of somebody stands by the category the person is counted under; of several statements of
    one side the latest day counts. Exchanging the sides changes nothing.
    """
    said: dict[tuple[Ref, OrgId], Stated] = {}
    for one in sorted(stated, key=lambda each: (each.on, each.category)):
        said[one.ref, one.by] = one
    return frozenset(
        place.ref
        for place in counted
        if len({said[place.ref, side].category if (place.ref, side) in said else place.category for side in sides}) > 1
    )
