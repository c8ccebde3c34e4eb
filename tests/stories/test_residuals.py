"""The register: every entry has a state with its reason, each seat reads its own, and little is ever public."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from homeward.lists.answers import read_answers
from homeward.model.findings import Refusal
from homeward.model.people import ListKind
from homeward.procedure.residuals import End, Track
from homeward.service import answering, deaths, signing
from homeward.service.residuals import Line, propose_closing, public_register, register
from tests.stories.procedure_world import HEADER, NORTH_TO_SOUTH, SOUTH_TO_NORTH, answer, go_on, procedure_at
from tests.stories.test_list_procedure import DEAD, stated
from tests.world import HEADS, LIST_OFFICERS, PARTIES, World

DAY = date(2026, 3, 12)


def ends(world: World, org: str, kind: ListKind = ListKind.WISH) -> dict[str, End]:
    """Return the state of each entry of one list that a seat sees in the direction from north to south."""
    lines = register(world.seat(org), DAY)
    return {one.row: one.state.end for one in lines if one.direction == NORTH_TO_SOUTH and one.kind is kind}


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Play an exchange with an answer of every sort, up to confirmed arrivals."""
    world = procedure_at("asked", tmp_path_factory.mktemp("residuals"))
    for officer in LIST_OFFICERS:
        deaths.state_death(world.seat("north"), NORTH_TO_SOUTH, stated("W-02"), officer)
    changed = {
        "W-02": DEAD,
        "W-04": "W-04,escaped,witness,2026-02-20,,,",
        "W-05": "W-05,released,document,2026-02-21,,,",
        "W-03": "W-03,transferred,document,2026-02-22,,,",
        "W-07": "W-07,not_held,register,2026-03-04,,,",
        "W-31": "W-31,duplicate,register,2026-03-04,,W-11,",
    }
    answer(world, NORTH_TO_SOUTH, changed)
    answer(world, SOUTH_TO_NORTH)
    world.carry()
    go_on(world, "remarked", "final")
    north = world.seat("north")
    data = f"{HEADER}W-07,held,visit,2026-03-05,H-24,,\n".encode()
    read = read_answers(data, answering.may_speak_of(north, NORTH_TO_SOUTH), source="later.csv")
    answering.amend_answers(north, NORTH_TO_SOUTH, read.values, LIST_OFFICERS)
    world.carry()
    return go_on(world, "gates", "arrivals")


def test_every_entry_has_one_state(played: World) -> None:
    """Whoever stood on a list is in the register, once, with a code; no line is lost between the steps."""
    for org in (*PARTIES, "neutral"):
        lines = register(played.seat(org), DAY)
        places = [(one.direction, one.kind, one.row) for one in lines]
        assert len(places) == len(set(places)) == (63 if org in PARTIES else 126)


def test_each_answer_ends_in_its_own_state(played: World) -> None:
    """Dead, free, elsewhere, named twice, found later, unknown, withheld: the register tells them apart."""
    seen = ends(played, "south")

    assert {row: seen[row] for row in ("W-02", "W-03", "W-04", "W-05", "W-07", "W-31", "W-32")} == {
        "W-02": End.DEAD,
        "W-04": End.ESCAPED,
        "W-05": End.RELEASED,
        "W-03": End.TRANSFERRED,
        "W-07": End.FOUND_LATER,
        "W-31": End.DUPLICATE,
        "W-32": End.WITHHELD,
    }
    assert [one.row for one in register(played.seat("north"), DAY) if one.state.end is End.NOT_FOUND] == ["W-31"]


def test_nobody_left_without_code_basis_and_day(played: World) -> None:
    """Every entry that is out of those to be exchanged names the day its answer speaks of."""
    left = {End.DEAD, End.ESCAPED, End.RELEASED, End.TRANSFERRED, End.DUPLICATE, End.NOT_FOUND}
    lines = [one for one in register(played.neutral, DAY) if one.state.end in left and one.kind is ListKind.WISH]

    assert lines
    assert all(one.state.on is not None for one in lines)


def test_the_dead_are_followed_up_among_remains(played: World) -> None:
    """Somebody dead is no person to be handed over: the entry moves to the track of remains and stays open."""
    dead = [one for one in register(played.seat("south"), DAY) if one.state.track is Track.REMAINS]

    assert [(one.row, one.state.end, one.state.is_open) for one in dead] == [("W-02", End.DEAD, True)]


def test_a_party_reads_not_travelling_and_the_neutral_why(played: World) -> None:
    """At the parties no line has a reason; at the neutral each person kept back has one."""
    for org in PARTIES:
        assert not [one for one in register(played.seat(org), DAY) if one.reason]
    kept_back = [one for one in register(played.neutral, DAY) if one.state.end is End.NOT_TRAVELLING]
    assert kept_back
    assert {one.reason for one in kept_back} <= {"wish not_passed", "wish lapsed", "fitness lapsed"}
    shown = json.dumps([str(one) for one in register(played.seat("north"), DAY)])
    assert "wish " not in shown


def test_a_party_reads_its_own_lists_only(played: World) -> None:
    """North's register has north's rows and south's has south's."""
    for org in PARTIES:
        assert {one.owner for one in register(played.seat(org), DAY)} == {org}


def test_who_came_home_is_settled(played: World) -> None:
    """The people whose arrival is confirmed are those the acts count, on both sides' lists."""
    home = sum(len(one.act.people) for one in played.state().acts if one.act.direction == NORTH_TO_SOUTH)

    assert Counter(ends(played, "south").values())[End.HOME] == home
    assert Counter(ends(played, "north", ListKind.HOLDING).values())[End.HOME] == home
    assert not [one for one in register(played.seat("south"), DAY) if one.state.end is End.HOME and one.state.is_open]


def test_nothing_small_is_public(played: World) -> None:
    """Of all these states only those who came home are ten or more: nothing else is told, and no total."""
    told = public_register(played.neutral, DAY)

    assert {end for counts in told.values() for end in counts} == {End.HOME}
    assert all(people >= 10 for counts in told.values() for people in counts.values())
    assert public_register(played.seat("south"), DAY)[NORTH_TO_SOUTH] == told[NORTH_TO_SOUTH]


def test_closing_settles_all_but_somebody_found_since(played: World) -> None:
    """Both sides' heads close the exchange; whoever was found since is still owed."""

    def is_open(lines: tuple[Line, ...]) -> set[End]:
        return {one.state.end for one in lines if one.state.is_open}

    before = is_open(register(played.neutral, DAY))
    propose_closing(played.neutral, DAY)
    played.all_sign("closing", HEADS)

    assert {End.DEAD, End.NOT_FOUND, End.NOT_TRAVELLING, End.FOUND_LATER} <= before
    assert is_open(register(played.neutral, DAY)) == {End.FOUND_LATER}
    with pytest.raises(Refusal, match="ADMIT-191"):
        propose_closing(played.neutral, DAY)


def test_no_closing_while_somebody_is_on_the_way(at_step: Callable[[str], World]) -> None:
    """While an arrival is not confirmed nobody can close the exchange."""
    world = at_step("acts")

    with pytest.raises(Refusal, match="ADMIT-192"):
        propose_closing(world.neutral, DAY)
    assert signing.SHORT["closing"] == "exchange.closed"


def test_the_short_procedure_has_a_register_too(at_step: Callable[[str], World]) -> None:
    """Proposals a holder left unclear, and names without any, stay open."""
    world = at_step("final")

    assert set(ends(world, "neutral").values()) == {End.AGREED, End.UNANSWERED, End.WITHHELD}


def test_the_register_of_swapped_parties_is_swapped(tmp_path: Path) -> None:
    """Both directions are told in the same states, in alphabetical order."""
    world = procedure_at("arrivals", tmp_path)
    by_way = {
        way: {one.state.end for one in register(world.neutral, DAY) if one.direction == way}
        for way in (NORTH_TO_SOUTH, SOUTH_TO_NORTH)
    }

    assert by_way[NORTH_TO_SOUTH] == by_way[SOUTH_TO_NORTH]
