"""What is wanted, in order: each objective is settled before the next one is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from homeward.model.ids import Digest
from homeward.model.terms import Terms
from homeward.planning.draw import weight
from homeward.planning.program import OUTSIDE, Model, size_of
from homeward.planning.units import Unit, features

DRAW_TURNS: Final = 2
"""Turns of the draw between kinds: what one leaves open with probability p, two leave open with about p squared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """A sum to be made as small as possible: ``constant`` plus cost times column."""

    name: str
    cost: tuple[int, ...]
    constant: int


def objectives(model: Model, terms: Terms, seed: Digest) -> tuple[Objective, ...]:
    """
    Return every objective that can differ between two plans, the most important first.

    1. people outside the total: as few as possible;
    2. for each category of the order of priority, in that order, its waiting;
    3. people without a place; 4. everybody's waiting; 5. waiting times months held: the longest held first;
    6. the public draw between kinds.

    *Waiting* is the number of the tranche, and one more than the last for those without a place, summed over people.
    """
    return tuple(one for one in _all(model, terms, seed) if any(one.cost))


def _all(model: Model, terms: Terms, seed: Digest) -> Iterator[Objective]:
    yield _outside(model)
    for category in () if terms.priority is None else terms.priority.order:
        place = features(terms).index(category)
        yield _waiting(model, f"waiting of {category}", lambda unit, place=place: unit.counts[place])  # type: ignore[misc]
    yield _unplaced(model)
    yield _waiting(model, "waiting of everybody", lambda unit: len(unit.refs))
    yield _waiting(model, "waiting by months held", lambda unit: unit.months)
    for turn in range(1, DRAW_TURNS + 1):
        yield _draw(model, seed, turn)


def _outside(model: Model) -> Objective:
    cost = tuple(size_of(model.kinds[one.kind]) if one.slot == OUTSIDE else 0 for one in model.columns)
    return Objective(name="people outside the total", cost=cost, constant=0)


def _unplaced(model: Model) -> Objective:
    cost = tuple(-size_of(model.kinds[one.kind]) for one in model.columns)
    return Objective(
        name="people without a place", cost=cost, constant=sum(size_of(kind) * len(kind.units) for kind in model.kinds)
    )


def _waiting(model: Model, name: str, counted: Callable[[Unit], int]) -> Objective:
    never = model.tranches + 1
    # Outside the total means in the first tranche: nobody waits there.
    cost = tuple(counted(model.kinds[one.kind].model) * (max(one.slot, 1) - never) for one in model.columns)
    constant = sum(counted(kind.model) * len(kind.units) * never for kind in model.kinds)
    return Objective(name=name, cost=cost, constant=constant)


def _draw(model: Model, seed: Digest, turn: int) -> Objective:
    cost = tuple(
        size_of(model.kinds[one.kind]) * weight(seed, model.kinds[one.kind].ticket, one.slot, turn)
        for one in model.columns
    )
    return Objective(name=f"public draw, turn {turn}", cost=cost, constant=0)
