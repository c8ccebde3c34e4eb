"""The act of handover: what two giving and two receiving officers sign at the crossing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from homeward.model.ids import CategoryId, Ref, TrancheId
from homeward.model.terms import Direction


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One person on an act, under the public category of the terms."""

    ref: Ref
    category: CategoryId


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """
    Who crosses, in one direction, in one tranche.

    ``absent``: people of the plan who do not travel (never why). ``replacements``: from the reserve, in its order.
    ``people`` are those who cross, replacements included, in order of ``ref``.
    """

    tranche: TrancheId
    number: int
    direction: Direction
    people: tuple[Place, ...]
    absent: tuple[Ref, ...]
    replacements: tuple[Ref, ...]


def counts_of(people: tuple[Place, ...]) -> dict[CategoryId, int]:
    """Recount *people* by category, in alphabetical order of category. The only count an act has."""
    return dict(sorted(Counter(place.category for place in people).items()))
