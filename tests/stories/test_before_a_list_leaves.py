"""Before a list leaves its seat it is held against everything the seat knows; what is found stops it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from homeward.lists import ListReading, read_all
from homeward.model.findings import FindingsRefusal
from homeward.model.people import ListKind
from homeward.service import deaths, lists
from homeward.service.prechecking import (
    Earlier,
    import_earlier,
    precheck_list,
    require_checked,
    require_corrections_checked,
)
from homeward.service.seat import Seat
from tests.stories.procedure_world import NORTH_TO_SOUTH, answer, procedure_at
from tests.stories.test_list_procedure import DEAD, stated
from tests.world import LIST_OFFICERS, World, list_csv


def wish(org: str) -> ListReading:
    """Return a party's wish list, read."""
    return read_all([list_csv(org, ListKind.WISH).encode()], source="wish.csv", kind=ListKind.WISH)


def found(seat: Seat, kind: ListKind) -> dict[str, int]:
    """Return how often each code is found before a list leaves."""
    codes = [one.code for one in precheck_list(seat, kind).findings]
    return {code: codes.count(code) for code in codes}


def test_lists_of_the_small_exchange_may_leave(at_step: Callable[[str], World]) -> None:
    """Nothing is found in lists that are in order, so nothing stops them."""
    world = at_step("sealed")

    for seat in world.parties:
        for kind in (ListKind.HOLDING, ListKind.WISH):
            assert require_checked(seat, kind).findings == ()


def test_who_crossed_under_this_record_is_not_sought_again(at_step: Callable[[str], World]) -> None:
    """After two days of handovers the same wish list names 24 who came home: every one of them is found."""
    world = at_step("bulletin")
    south = world.seat("south")
    home = sum(len(one.act.people) for one in world.state().acts if one.act.direction == NORTH_TO_SOUTH)

    assert found(south, ListKind.WISH) == {"LEAVE-1": home}
    with pytest.raises(FindingsRefusal) as refused:
        require_checked(south, ListKind.WISH)
    assert refused.value.code == "LISTS-5"


def test_who_crossed_is_not_held_any_more(at_step: Callable[[str], World]) -> None:
    """The holder's list too: whom it handed over it does not hold."""
    world = at_step("bulletin")
    gone = sum(len(one.act.people) for one in world.state().acts if one.act.direction == NORTH_TO_SOUTH)

    assert found(world.seat("north"), ListKind.HOLDING) == {"LEAVE-1": gone}


def test_an_earlier_list_of_past_handovers_counts(at_step: Callable[[str], World]) -> None:
    """People of exchanges before this record stand in an own list; a later import takes nobody out of it."""
    north = at_step("terms").seat("north")
    reading = wish("north")
    lists.import_list(north, reading, ListKind.WISH)
    for first, last, which in ((0, 3, Earlier.CAME_HOME), (3, 4, Earlier.CAME_HOME), (5, 6, Earlier.DEAD)):
        import_earlier(north, replace(reading, entries=reading.entries[first:last]), which)

    assert found(north, ListKind.WISH) == {"LEAVE-1": 4, "LEAVE-5": 1}


def test_a_correction_brings_in_nobody_who_is_gone(at_step: Callable[[str], World]) -> None:
    """A row changed into somebody who came home is found before the request leaves; rows left alone stop nothing."""
    south = at_step("sealed").seat("south")
    gone = replace(wish("south"), entries=wish("south").entries[4:5])
    import_earlier(south, gone, Earlier.CAME_HOME)
    row = gone.entries[0].raw.disclose()
    other = dict(row) | {"row_id": "W-50"}
    text = list_csv("south", ListKind.WISH) + ",".join(other.get(one, "") for one in _columns()) + "\n"
    corrected = read_all([text.encode()], source="wish.csv", kind=ListKind.WISH)

    require_corrections_checked(south, ListKind.WISH, wish("south").entries)
    with pytest.raises(FindingsRefusal) as refused:
        require_corrections_checked(south, ListKind.WISH, corrected.entries)
    assert refused.value.code == "LISTS-5"
    assert {one.where.field for one in refused.value.findings} == {"W-50"}


def _columns() -> list[str]:
    return list_csv("south", ListKind.WISH).splitlines()[0].split(",")


def test_who_was_answered_dead_is_found_on_both_sides(tmp_path: Path) -> None:
    """Once the holder answered that somebody died, neither side's list may name the person again."""
    world = procedure_at("asked", tmp_path)
    north = world.seat("north")
    for officer in LIST_OFFICERS:
        deaths.state_death(north, NORTH_TO_SOUTH, stated("W-02"), officer)
    answer(world, NORTH_TO_SOUTH, {"W-02": DEAD})
    world.carry()

    assert found(world.seat("south"), ListKind.WISH) == {"LEAVE-5": 1}
    assert found(north, ListKind.HOLDING) == {"LEAVE-5": 1}
