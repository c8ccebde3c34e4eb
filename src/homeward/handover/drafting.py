"""Drafts the act of one tranche and direction from the signed plan."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from homeward.model.acts import Act, Place
from homeward.model.ids import CategoryId, Ref, TrancheId
from homeward.model.people import Candidate
from homeward.model.terms import Direction, Terms, belongs

EVERYBODY: Final = CategoryId("everybody")
"""The public category of somebody no commitment names a category for."""


def public_category(candidate: Candidate, terms: Terms) -> CategoryId:
    """
    Return the one category under which *candidate* is counted on acts and in public.

    It is the first category that a commitment of the person's direction counts by, in the order of the terms: broad
    by nature, since the parties agreed to count by it. Health and age order people; they are never counted on an act.
    """
    named = [
        one.category for one in terms.commitments if one.category is not None and _same_way(one.direction, candidate)
    ]
    for category in terms.categories:
        if category.id in named and not category.healths and belongs(candidate, category):
            return category.id
    return EVERYBODY


def draft_act(  # noqa: PLR0913 - an act is this many facts, each named
    *,
    tranche: TrancheId,
    number: int,
    direction: Direction,
    planned: Sequence[Place],
    reserve: Sequence[Place],
    unavailable: Collection[Ref],
    outside: Collection[Ref] = (),
) -> Act:
    """
    Return the act: the planned people who travel, and for each who does not the next of the reserve in that category.

    Args:
        tranche: Which tranche.
        number: The act's number, by tranche and direction as the terms list them.
        direction: Who hands over to whom.
        planned: The people of the plan for this tranche and direction.
        reserve: The direction's reserve in its order.
        unavailable: Those not travelling, and reserve people already called.
        outside: Those who travel beyond the agreed number (GC III 109): they leave no place free.

    Returns:
        An act in which ``len(people) == len(planned) - len(absent) + len(replacements)``. Where the reserve of a
        category is used up the tranche runs short, and what is owed stays open.
    """
    absent = tuple(sorted(place.ref for place in planned if place.ref in unavailable))
    replacements: list[Place] = []
    leaving = [place for place in planned if place.ref in unavailable and place.ref not in outside]
    for missing in sorted(leaving, key=lambda place: place.ref):
        free = (one for one in reserve if one.ref not in unavailable and one not in replacements)
        following = next((one for one in free if one.category == missing.category), None)
        if following is not None:
            replacements.append(following)
    travelling = [place for place in planned if place.ref not in unavailable]
    return Act(
        tranche=tranche,
        number=number,
        direction=direction,
        people=tuple(sorted((*travelling, *replacements), key=lambda place: place.ref)),
        absent=absent,
        replacements=tuple(one.ref for one in reserve if one in replacements),
    )


def _same_way(direction: Direction, candidate: Candidate) -> bool:
    return (direction.holder, direction.receiver) == (candidate.holder, candidate.receiver)
