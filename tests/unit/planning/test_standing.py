"""What a person's place rests on."""

from dataclasses import replace
from datetime import date

import pytest

from homeward.model.terms import Op
from homeward.planning.standing import counted_by, days_held, is_minor, may_cross, precedence, travel_groups
from tests.unit.planning.cast import (
    AGREED,
    BACK,
    WOMEN,
    YOUNG,
    agreement,
    child,
    day,
    owes,
    person,
    ref,
    slack,
    woman,
)


@pytest.mark.parametrize(
    ("since", "days"),
    [
        pytest.param("2025-05-06", 10, id="a day"),
        pytest.param("2025-05", 15, id="a month counts from its first day"),
        pytest.param("../2025-05-06", 10, id="an open beginning counts from its end"),
        pytest.param("2025-06-01", 0, id="after the agreement is no time held"),
    ],
)
def test_time_held(since: str, days: int) -> None:
    """An uncertain date counts in the person's favour, an open one does not outrank everybody."""
    assert days_held(replace(person(1), held_since=day(since)), AGREED) == days


def test_no_date_is_no_time_held() -> None:
    """A date not stated gives no days."""
    assert days_held(replace(person(1), held_since=None), AGREED) == 0


@pytest.mark.parametrize(
    ("born", "minor"),
    [("2007-05-16", False), ("2007-05-17", True), ("2007", True), ("1990~", False), (None, False)],
)
def test_in_doubt_a_child(born: str | None, minor: bool) -> None:
    """Who may be under 18 on the day counts as a child; a birth date not stated does not."""
    assert is_minor(replace(person(1), born=None if born is None else day(born)), AGREED) is minor


def test_a_child_crosses_with_an_adult() -> None:
    """A child alone and children among themselves may not cross; with an adult they may."""
    on = date(2025, 5, 23)

    assert not may_cross([child(person(1))], on)
    assert not may_cross([child(person(1)), child(person(2))], on)
    assert may_cross([child(person(1)), person(2)], on)


def test_the_order_of_categories_is_the_order_of_people() -> None:
    """The first category decides, the second only between equals in the first."""
    terms = agreement(order=(WOMEN, YOUNG))
    young = replace(person(2), born=day("2003"))

    ranked = sorted([person(1), young, woman(person(3)), woman(young)], key=lambda one: precedence(one, terms))

    assert [precedence(one, terms) for one in ranked] == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_groups_are_of_one_direction() -> None:
    """The same group name on two parties' lists is two groups, and people without one are alone."""
    listed = [person(1, group="g"), person(2, group="g"), person(3, BACK, group="g"), person(4), person(5)]

    sizes = sorted(len(members) for members in travel_groups(listed))

    assert sizes == [1, 1, 1, 2]


def test_terms_count_people_of_their_direction() -> None:
    """A commitment counts its own direction and category, a parity both directions."""
    terms = agreement(
        owes("women", Op.EQ, 1, category=WOMEN), owes("back", Op.EQ, 1, direction=BACK), parities=(slack(0, WOMEN),)
    )

    assert counted_by(woman(person(1)), terms) == {"commitment women", "parity even"}
    assert counted_by(person(2), terms) == set()
    assert counted_by(person(3, BACK), terms) == {"commitment back"}
    assert person(3).ref == ref(3)
