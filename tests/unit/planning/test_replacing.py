"""Places that fall free at the crossing."""

from dataclasses import replace

import pytest

from homeward.model.findings import Refusal
from homeward.model.ids import TrancheId
from homeward.model.terms import Op
from homeward.planning import held_back, plan_findings, replacements
from tests.unit.planning.cast import (
    BACK,
    ILL,
    ONE,
    SEED,
    TWO,
    WOMEN,
    agreement,
    child,
    codes,
    ill,
    moved,
    owes,
    person,
    plan_of,
    ref,
    woman,
)

TERMS = agreement(
    owes("men-and-women", Op.EQ, 3, tranche=ONE),
    owes("women", Op.EQ, 1, category=WOMEN, tranche=ONE),
    owes("back", Op.EQ, 1, direction=BACK, tranche=ONE),
    owes("ill", Op.ALL, None, category=ILL),
    reserve=3,
    order=(),
)
LISTED = (
    woman(person(1, days=900)),
    person(2, days=800),
    person(3, days=700),
    person(4, days=600),
    woman(person(5, days=500)),
    person(6, days=400),
    person(11, BACK, days=90),
    person(12, BACK, days=80),
)
PLAN = plan_of(LISTED, TERMS)


def take(*absent: int, already: tuple[int, ...] = ()) -> list[str]:
    """Return who replaces these people in the first tranche."""
    gone, before = [ref(one) for one in absent], [ref(one) for one in already]
    return list(replacements(PLAN, LISTED, TERMS, absent=gone, tranche=ONE, already=before))


def test_the_first_of_the_reserve_takes_the_place() -> None:
    """The first in the reserve whom the same numbers count takes a free place, of the same direction."""
    assert take(2) == [ref(4)]
    assert take(11) == [ref(12)]


def test_a_commitment_is_kept() -> None:
    """A woman's place goes to a woman where women are promised a number, though a man stands before her."""
    assert take(1) == [ref(5)]


def test_several_places_are_filled_in_order_of_the_reserve() -> None:
    """Two places go to two people; a place nobody can take stays owed."""
    assert take(2, 3) == [ref(4), ref(6)]
    assert take(11, 1, 2, 3) == [ref(4), ref(5), ref(6), ref(12)]
    assert take(2, 3, 1, already=(4,)) == [ref(5), ref(6)]


def test_a_replacement_who_does_not_travel_is_replaced() -> None:
    """Somebody of the reserve who took a place and is absent leaves it free again."""
    assert take(4, already=(4,)) == [ref(6)]


def test_after_replacement_every_number_is_kept() -> None:
    """The plan with the replacement in the place passes every check of numbers."""
    changed = moved(moved(PLAN, 1, tranche=None), 5, tranche=ONE, reserve_rank=None)

    found = codes(plan_findings(changed, LISTED, TERMS, seed=SEED))

    assert {"PLAN-15", "PLAN-16"} & set(found) == set()


def test_outside_the_total_leaves_no_place_free() -> None:
    """Somebody who would have travelled beyond the number is replaced by nobody."""
    terms = agreement(owes("first", Op.EQ, 1, tranche=ONE), reserve=1)
    listed = (ill(person(1)), ill(person(2)), person(3))
    plan = plan_of(listed, terms)
    outside = next(one.ref for one in plan.placements if one.is_outside_total)
    inside = next(one.ref for one in plan.placements if one.tranche == ONE and not one.is_outside_total)

    assert replacements(plan, listed, terms, absent=[outside], tranche=ONE) == ()
    assert replacements(plan, listed, terms, absent=[inside], tranche=ONE) == (ref(3),)


def test_the_group_stays_together() -> None:
    """Who travels with somebody absent stays too, and their places go to the reserve as well."""
    family = (person(1, days=900, group="g"), child(person(2, days=900, group="g")))
    terms = agreement(owes("first", Op.EQ, 2, tranche=ONE), reserve=2)
    listed = (*family, person(3), person(4))
    plan = plan_of(listed, terms)

    assert held_back(listed, terms, [ref(2)]) == (ref(1),)
    assert set(replacements(plan, listed, terms, absent=[ref(2)], tranche=ONE)) == {ref(3), ref(4)}


def test_no_group_keeps_a_seriously_wounded_adult_back() -> None:
    """A seriously wounded adult of the group crosses all the same; a seriously wounded child is not parted from it."""
    listed = (person(1, group="g"), ill(person(2, group="g")), ill(child(person(3, group="g"))), person(4))

    assert held_back(listed, TERMS, [ref(1)]) == (ref(3),)
    assert held_back(listed, TERMS, [ref(4)]) == ()


@pytest.mark.parametrize("absent", [4, 99])
def test_only_people_of_the_tranche_leave_a_place(absent: int) -> None:
    """Somebody without a place in the tranche, or unknown, cannot be absent from it."""
    with pytest.raises(Refusal) as refusal:
        take(absent)

    assert refusal.value.code == "PLAN-6"


@pytest.mark.parametrize("tranche", [TWO, TrancheId("t9")])
def test_a_place_is_in_its_own_tranche(tranche: TrancheId) -> None:
    """Somebody of the first tranche is not absent from another."""
    with pytest.raises(Refusal) as refusal:
        replacements(PLAN, LISTED, TERMS, absent=[ref(2)], tranche=tranche)

    assert refusal.value.code == "PLAN-6"


def test_an_all_promise_narrows_no_replacement() -> None:
    """Who leaves a place under ``ALL`` and a number is replaced by whom the number counts."""
    listed = (replace(ill(person(1)), held_since=None), person(2, days=10), person(3, days=5), person(11, BACK))
    terms = agreement(owes("first", Op.EQ, 2, tranche=ONE), owes("ill", Op.ALL, None, category=ILL), reserve=1)

    plan = plan_of(listed, terms)

    assert replacements(plan, listed, terms, absent=[ref(1)], tranche=ONE) == (ref(3),)
