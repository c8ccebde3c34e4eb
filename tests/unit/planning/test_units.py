"""Kinds: people no term tells apart."""

from dataclasses import replace

from homeward.model.ids import PartyId
from homeward.model.terms import Op
from homeward.planning.draw import ticket
from homeward.planning.units import kinds_of
from tests.unit.planning.cast import BACK, NORTH, SEED, SOUTH, WOMEN, agreement, owes, person, woman

TERMS = agreement(owes("there", Op.EQ, 1), owes("back", Op.EQ, 1, direction=BACK), order=())


def test_equal_people_are_one_kind() -> None:
    """People alike in everything the terms ask are one kind; a month more of captivity is another."""
    kinds = kinds_of([person(1, days=100), person(2, days=101), person(3, days=140)], TERMS, SEED)

    assert sorted(len(kind.units) for kind in kinds) == [1, 2]


def test_a_category_of_the_other_direction_splits_nobody() -> None:
    """Where only the other side promises women a number, women and men of this side stay comparable by the day."""
    terms = agreement(owes("there", Op.EQ, 1), owes("back", Op.EQ, 1, direction=BACK, category=WOMEN), order=())

    kinds = kinds_of([person(1), woman(person(2))], terms, SEED)

    assert len(kinds) == 1


def test_kinds_come_in_the_order_of_the_draw() -> None:
    """Directions and kinds stand in the order of their smallest ticket, whatever the parties are called."""
    listed = [person(number, direction, days=40 * number) for number in range(6) for direction in (BACK,)]
    listed += [person(number, days=40 * number) for number in range(6, 12)]

    kinds = kinds_of(listed, TERMS, SEED)

    tickets = [kind.ticket for kind in kinds]
    assert tickets == [*sorted(tickets[:6]), *sorted(tickets[6:])]
    assert tickets[0] == min(ticket(SEED, one.ref) for one in listed)


def test_other_names_give_the_same_order() -> None:
    """With the parties' ids exchanged the kinds come in the same order."""
    other = {NORTH: SOUTH, SOUTH: NORTH}
    listed = [person(one) for one in range(3)] + [person(one, BACK) for one in range(3, 6)]
    turned = [replace(one, holder=other[one.holder], receiver=PartyId(other[one.receiver])) for one in listed]

    assert [kind.ticket for kind in kinds_of(turned, TERMS, SEED)] == [
        kind.ticket for kind in kinds_of(listed, TERMS, SEED)
    ]
