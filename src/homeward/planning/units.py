"""People who travel as one, and kinds of them no term tells apart: what the integer program counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from homeward.model.ids import CategoryId, Digest, Ref
from homeward.model.people import Candidate
from homeward.model.terms import Commitment, Direction, Op, Terms
from homeward.planning.draw import group_ticket
from homeward.planning.standing import (
    days_held,
    direction_of,
    first_day,
    is_member,
    is_serious,
    may_cross,
    travel_groups,
)

MONTH_DAYS: Final = 30
"""Time held is compared between kinds in whole months of 30 days; inside a kind by the day."""

Feature: TypeAlias = CategoryId | None
"""What a row may count: the members of a category, or (None) everybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """
    A person, or people who must travel together.

    ``slots``: the tranches, from 1, in which a place is promised to one of them. ``counts``: how many of them belong to
    each feature of :func:`features`; 0 where no term of their direction asks.
    """

    refs: tuple[Ref, ...]
    ticket: int
    direction: Direction
    is_serious: bool
    slots: tuple[int, ...]
    counts: tuple[int, ...]
    days: int
    months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Units with one and the same column in every row; longest held first, then by ticket."""

    units: tuple[Unit, ...]

    @property
    def model(self) -> Unit:
        """The first unit, which stands for all in whatever the program sees."""
        return self.units[0]

    @property
    def ticket(self) -> int:
        """The smallest ticket: it stands for the kind in the draw, whoever its members are."""
        return min(unit.ticket for unit in self.units)


def features(terms: Terms) -> tuple[Feature, ...]:
    """Return what rows may count: everybody first, then each category in the order of the terms."""
    return (None, *(category.id for category in terms.categories))


def kinds_of(candidates: Sequence[Candidate], terms: Terms, seed: Digest) -> tuple[Kind, ...]:
    """
    Merge *candidates* into kinds, in an order that rests on tickets alone: not on ids of parties, nor on input order.

    Left out: children without an adult in their group (GC IV 24), who are nobody's to plan until a guardian is named.
    Directions come in the order of their smallest ticket, and so do the kinds of each.
    """
    read = _reader(terms, seed)
    on = first_day(terms)
    units = [read(members) for members in travel_groups(candidates) if may_cross(members, on)]
    merged: dict[object, list[Unit]] = {}
    for unit in units:
        merged.setdefault(_key(unit), []).append(unit)
    kinds = [Kind(units=tuple(sorted(each, key=lambda unit: (-unit.days, unit.ticket)))) for each in merged.values()]
    order = directions_by_draw(units)
    return tuple(sorted(kinds, key=lambda kind: (order.index(kind.model.direction), kind.ticket)))


def directions_by_draw(units: Iterable[Unit]) -> tuple[Direction, ...]:
    """Return the directions of *units*, the one with the smallest ticket first."""
    lowest: dict[Direction, int] = {}
    for unit in units:
        lowest[unit.direction] = min(unit.ticket, lowest.get(unit.direction, unit.ticket))
    return tuple(sorted(lowest, key=lambda direction: lowest[direction]))


def commitment_slots(commitment: Commitment, terms: Terms) -> tuple[int, ...]:
    """
    Return the tranches, from 1, in which *commitment* promises places.

    Without a tranche it promises in each. ``ALL`` with a tranche is kept by crossing in it or before it: the seriously
    sick and wounded never wait for a later one.
    """
    every = tuple(range(1, len(terms.tranches) + 1))
    if commitment.tranche is None:
        return every
    named = next(slot for slot in every if terms.tranches[slot - 1].id == commitment.tranche)
    return every[:named] if commitment.op is Op.ALL else (named,)


def _key(unit: Unit) -> object:
    return unit.direction, unit.is_serious, unit.slots, unit.counts, unit.months


def _reader(terms: Terms, seed: Digest) -> Callable[[Sequence[Candidate]], Unit]:
    relevant = {direction: _relevant(terms, direction) for direction in terms.directions}
    beyond = _relevant(terms, None)
    slots = {one.id: commitment_slots(one, terms) for one in terms.promises}

    def read(members: Sequence[Candidate]) -> Unit:
        direction = direction_of(members[0])
        counted = relevant.get(direction, beyond)
        memberships = [frozenset(one for one in counted if is_member(person, one, terms)) for person in members]
        found = {
            slot
            for one in terms.promises
            if one.direction == direction and any(one.category in each for each in memberships)
            for slot in slots[one.id]
        }
        days = [days_held(person, terms.agreed_on) for person in members]
        refs = tuple(person.ref for person in members)
        return Unit(
            refs=refs,
            ticket=group_ticket(seed, refs),
            direction=direction,
            is_serious=any(is_serious(person) for person in members),
            slots=tuple(sorted(found)),
            counts=tuple(sum(one in each for each in memberships) for one in features(terms)),
            days=sum(days),
            months=sum(each // MONTH_DAYS for each in days),
        )

    return read


def _relevant(terms: Terms, direction: Direction | None) -> tuple[Feature, ...]:
    # A category that only binds the other direction must not split people of this one: a split is settled by the
    # draw of kinds, where the days held should decide.
    asked: set[Feature] = {None, *(one.category for one in terms.parities)}
    asked.update(one.category for one in terms.promises if one.direction == direction)
    if terms.priority is not None:
        asked.update(terms.priority.order)
    return tuple(one for one in features(terms) if one in asked)
