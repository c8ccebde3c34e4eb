"""Who takes a place that falls free at the crossing, and who stays because the group stays."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from homeward.model.findings import Refusal
from homeward.model.ids import Ref, TrancheId
from homeward.model.people import Candidate
from homeward.model.plans import Placement, Plan
from homeward.model.terms import Op, Terms
from homeward.planning.standing import counted_by, direction_of, first_day, is_minor, is_serious, travel_groups

_ASK: Final = "name people of this tranche, or people who replace somebody in it"


def held_back(candidates: Sequence[Candidate], terms: Terms, absent: Collection[Ref]) -> tuple[Ref, ...]:
    """
    Return who else stays because somebody of the group does not travel, in order of ``ref``.

    The whole group stays until people say how it travels now: a program does not part a family. One exception: an
    adult who is seriously sick or wounded crosses all the same, unless the person's own wish is another.

    Source: GC III 109; AP I 74 and 78.
    """
    on = first_day(terms)
    return tuple(
        sorted(
            one.ref
            for members in travel_groups(candidates)
            if any(one.ref in absent for one in members)
            for one in members
            if one.ref not in absent and not (is_serious(one) and not is_minor(one, on))
        )
    )


def replacements(
    plan: Plan,
    candidates: Sequence[Candidate],
    terms: Terms,
    *,
    absent: Collection[Ref],
    tranche: TrancheId,
    already: Collection[Ref] = (),
) -> tuple[Ref, ...]:
    """
    Take people from the reserve for the places that *absent*, and who stays with them, leave free in *tranche*.

    Somebody replaces only a person of the same direction whom the same terms with a number count, so that no number and
    no parity changes; among these the first in the reserve. Who travels outside the total leaves no place free. A place
    nobody can take stays owed.

    Args:
        plan: The plan in force.
        candidates: People of the final lists.
        terms: The agreement.
        absent: People who do not travel in *tranche*; never why. May hold people of *already*.
        tranche: The tranche that crosses now.
        already: People of the reserve who took a place before.

    Returns:
        At most one person for each place, in the order of the reserve; directions in alphabetical order.

    Raises:
        Refusal: ``PLAN-6`` for somebody absent who has no place in *tranche*, and an unknown tranche.
    """
    people = {one.ref: one for one in candidates}
    places = {one.ref: one for one in plan.placements}
    _require_places(places, people, absent, tranche, already)
    gone = {*absent, *held_back(candidates, terms, absent)}
    free = [_numbers(people[ref], terms) for ref in sorted(gone) if _leaves_a_place(places[ref], tranche, already)]
    reserve = sorted(
        (one for one in plan.placements if one.reserve_rank is not None),
        key=lambda one: (str(one.direction), one.reserve_rank),
    )
    taken = []
    for one in reserve:
        numbers = _numbers(people[one.ref], terms)
        if one.ref not in already and one.ref not in gone and numbers in free:
            free.remove(numbers)
            taken.append(one.ref)
    return tuple(taken)


def _leaves_a_place(place: Placement, tranche: TrancheId, already: Collection[Ref]) -> bool:
    return (place.tranche == tranche and not place.is_outside_total) or place.ref in already


def _numbers(person: Candidate, terms: Terms) -> object:
    # ``ALL`` names no number: who leaves a place under it is nobody else's replacement, and nobody's loss.
    unnumbered = {f"commitment {one.id}" for one in terms.promises if one.op is Op.ALL}
    return direction_of(person), counted_by(person, terms) - unnumbered


def _require_places(
    places: dict[Ref, Placement],
    people: dict[Ref, Candidate],
    absent: Collection[Ref],
    tranche: TrancheId,
    already: Collection[Ref],
) -> None:
    for ref in sorted(absent):
        known = ref in places and ref in people
        if not known or (places[ref].tranche != tranche and ref not in already):
            raise Refusal("PLAN-6", f"{ref} has no place in {tranche}", hint=_ASK, source="the plan in force")
