"""What a person's place rests on besides the promises: health, age, time held, and the order the parties agreed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, TypeAlias

from homeward.model.dates import EARLIEST, age_range
from homeward.model.ids import CategoryId, Digest
from homeward.model.people import SERIOUS, Candidate
from homeward.model.terms import Direction, Terms, belongs
from homeward.planning.draw import ticket

ADULT_YEARS: Final = 18
"""Below this age a person is a child (Convention on the Rights of the Child, art. 1)."""

Rank: TypeAlias = tuple[tuple[int, ...], int, int]
"""Figures of the order of priority, days held (negative), ticket: the smaller goes first."""


def direction_of(candidate: Candidate) -> Direction:
    """Return who frees *candidate*, and for whom."""
    return Direction(holder=candidate.holder, receiver=candidate.receiver)


def is_serious(candidate: Candidate) -> bool:
    """Tell whether *candidate* goes home regardless of number or rank (GC III 109)."""
    return candidate.health in SERIOUS


def is_minor(candidate: Candidate, on: date) -> bool:
    """Tell whether *candidate* is, or may be, under 18 on *on*: in doubt a child. No birth date stated: an adult."""
    return candidate.born is not None and age_range(candidate.born, on)[0] < ADULT_YEARS


def days_held(candidate: Candidate, on: date) -> int:
    """
    Return the days *candidate* has been held until *on*; 0 where nothing is stated.

    An uncertain date counts in the person's favour, from its first day; one with an open beginning from its last day,
    or it would outrank everybody.
    """
    since = candidate.held_since
    if since is None:
        return 0
    first = since.latest if since.earliest == EARLIEST else since.earliest
    return max(0, (on - first).days)


def precedence(candidate: Candidate, terms: Terms) -> tuple[int, ...]:
    """
    Return the place of *candidate* in the order of priority: the smaller tuple goes first.

    One figure for each category of the order, 0 for those who belong to it: the first category decides, the next only
    between people equal in the first.
    """
    order = () if terms.priority is None else terms.priority.order
    return tuple(0 if is_member(candidate, one, terms) else 1 for one in order)


def travel_groups(candidates: Iterable[Candidate]) -> tuple[tuple[Candidate, ...], ...]:
    """
    Return the people of each group together, and everybody else alone.

    A group is people of one direction with the same ``group``; members are in order of ``ref``, and so are groups.
    """
    together: dict[tuple[Direction, str], list[Candidate]] = {}
    for one in sorted(candidates, key=lambda candidate: candidate.ref):
        label = f"alone {one.ref}" if one.group is None else f"group {one.group}"
        together.setdefault((direction_of(one), label), []).append(one)
    return tuple(tuple(members) for members in together.values())


def may_cross(members: Sequence[Candidate], on: date) -> bool:
    """Tell whether *members*, travelling together, take no child across without an adult of the group (GC IV 24)."""
    return not all(is_minor(one, on) for one in members)


def first_day(terms: Terms) -> date:
    """Return the day of the first tranche: ages for crossing are taken on it."""
    return terms.first_day or terms.agreed_on


def counted_by(candidate: Candidate, terms: Terms) -> frozenset[str]:
    """
    Return which terms count *candidate*: ``commitment ID`` of its direction, ``parity ID``.

    People counted by the same terms may take each other's places without any term noticing.
    """
    direction = direction_of(candidate)
    promised = (
        f"commitment {one.id}"
        for one in terms.promises
        if one.direction == direction and is_member(candidate, one.category, terms)
    )
    level = (f"parity {one.id}" for one in terms.parities if is_member(candidate, one.category, terms))
    return frozenset([*promised, *level])


def is_member(candidate: Candidate, category: CategoryId | None, terms: Terms) -> bool:
    """Tell whether *candidate* belongs to the category with that id; None is everybody."""
    return belongs(candidate, None if category is None else terms.category(category))


def rank(candidate: Candidate, terms: Terms, seed: Digest) -> Rank:
    """Return where *candidate* stands among people the same terms count: priority, then longest held, then the draw."""
    return precedence(candidate, terms), -days_held(candidate, terms.agreed_on), ticket(seed, candidate.ref)
