"""Remains: their own acts, their own counts, many bags to one person, and bags that go back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from homeward.model.events import event_text
from homeward.model.findings import Json, Refusal
from homeward.model.ids import OrgId, RowId
from homeward.model.remains import Level, Method, Whose
from homeward.procedure.counts import figures
from homeward.procedure.performance import performed
from homeward.procedure.remains import bag_counts, identified, wrong_side
from homeward.service import remains
from homeward.service.reading import read_record
from homeward.service.receiving import receive
from tests.stories.procedure_world import NORTH_TO_SOUTH, both_sign
from tests.stories.test_what_counts import refused
from tests.world import AGENTS, LIST_OFFICERS, ORGS, World

DAY = date(2026, 3, 11)
BAGS = ("Kronvel-1", "Kronvel-2", "Kronvel-3")


def handed_over(world: World, bags: tuple[str, ...] = BAGS) -> str:
    """Hand bags over from north to south, signed by both; return the act's digest."""
    remains.hand_over_bags(world.seat("north"), NORTH_TO_SOUTH, bags, DAY, AGENTS)
    both_sign(world, "remains", AGENTS)
    return world.state().remains[-1].digest


def test_bags_are_never_people(at_step: Callable[[str], World]) -> None:
    """Three bags change no figure of people anywhere; they are three bags in a count of their own."""
    world = at_step("acts")
    people, counted, crossed = figures(world.state()), performed(world.state()), world.state().crossed
    handed_over(world)

    for org in ORGS:
        state = world.state(org)
        assert (figures(state), performed(state), state.crossed) == (people, counted, crossed)
        assert [(one.direction, one.handed_over, one.kept) for one in bag_counts(state)] == [(NORTH_TO_SOUTH, 3, 3)]


def test_labels_are_for_those_who_stand_there(at_step: Callable[[str], World]) -> None:
    """The record holds commitments; the labels reach the other side and the neutral, sealed."""
    world = at_step("terms")
    handed_over(world)

    for org in ORGS:
        assert sorted(remains.bag_labels(world.seat(org), NORTH_TO_SOUTH)) == sorted(BAGS)
        text = "".join(event_text(line.draft.event) for line in read_record(world.seat(org)).record.lines)
        assert "Kronvel" not in text


def test_many_bags_may_be_one_person_and_one_bag_several(at_step: Callable[[str], World]) -> None:
    """Two bags are W-03, one of them also W-04: two dead are named, and nobody of the other side."""
    world = at_step("terms")
    act, south = handed_over(world), world.seat("south")
    said = [
        ("Kronvel-1", RowId("W-03"), Method.DNA, Whose.RECEIVER, DAY),
        ("Kronvel-2", RowId("W-03"), Method.DOCUMENT, Whose.RECEIVER, DAY),
        ("Kronvel-2", RowId("W-04"), Method.EFFECTS, Whose.RECEIVER, DAY),
        ("Kronvel-3", RowId("W-05"), Method.NONE, Whose.HOLDER, DAY),
    ]
    remains.identify_bags(south, act, said, LIST_OFFICERS)
    world.carry()

    for seat in (south, world.neutral):
        dead = identified(remains.bag_findings(seat))
        assert [(one.person, len(one.bags), one.level) for one in dead] == [
            ("W-03", 2, Level.CONFIRMED),
            ("W-04", 1, Level.PRESUMED),
        ]
    assert not remains.bag_findings(world.seat("north"))
    assert bag_counts(world.state())[0].handed_over == 3


def test_a_bag_of_the_other_sides_dead_goes_back(at_step: Callable[[str], World]) -> None:
    """What is found to be of the holder's own dead goes back by an act of its own, and leaves the receiver's count."""
    world = at_step("terms")
    act, south = handed_over(world), world.seat("south")
    said = [("Kronvel-3", None, Method.DNA, Whose.HOLDER, DAY)]
    remains.identify_bags(south, act, said, LIST_OFFICERS)
    back = wrong_side(remains.bag_findings(south))
    assert back == (remains.bag_labels(south, NORTH_TO_SOUTH)["Kronvel-3"],)
    remains.hand_back_bags(south, act[:8], ["Kronvel-3"], DAY, AGENTS)
    both_sign(world, "remains", AGENTS, first="south")

    for org in ORGS:
        counts = bag_counts(world.state(org))
        assert [(one.handed_over, one.handed_back, one.kept) for one in counts] == [(3, 1, 2)]
    again = lambda: remains.hand_back_bags(south, act, ["Kronvel-3"], DAY, AGENTS)  # noqa: E731 - tried once
    assert refused(again) == "ADMIT-172"


def test_what_may_not_be_done_with_remains(at_step: Callable[[str], World]) -> None:
    """Wrong seat, no bag, a label twice, a bag that never came, an act nobody signed: refused, nothing recorded."""
    world = at_step("terms")
    act, north, south = handed_over(world), world.seat("north"), world.seat("south")
    before = world.state()
    unknown = [("Kronvel-9", None, Method.NONE, Whose.UNKNOWN, DAY)]

    assert refused(lambda: remains.hand_over_bags(south, NORTH_TO_SOUTH, BAGS, DAY, AGENTS)) == "REMAINS-1"
    assert refused(lambda: remains.hand_over_bags(north, NORTH_TO_SOUTH, (), DAY, AGENTS)) == "REMAINS-1"
    assert refused(lambda: remains.hand_over_bags(north, NORTH_TO_SOUTH, ("a", "a"), DAY, AGENTS)) == "REMAINS-1"
    assert refused(lambda: remains.hand_back_bags(north, act, BAGS[:1], DAY, AGENTS)) == "REMAINS-2"
    assert refused(lambda: remains.identify_bags(south, act, unknown, LIST_OFFICERS)) == "REMAINS-3"
    assert refused(lambda: remains.identify_bags(south, "0" * 12, unknown, LIST_OFFICERS)) == "REMAINS-4"
    assert refused(lambda: remains.identify_bags(north, act, unknown, LIST_OFFICERS)) in {"ADMIT-173", "REMAINS-3"}
    assert world.state() == before


def test_bags_and_findings_that_are_not_those_signed_are_not_taken(at_step: Callable[[str], World]) -> None:
    """A label that is not the one committed to, findings nobody signed, another sender."""
    world = at_step("terms")
    act, south = handed_over(world), world.seat("south")
    ref = remains.bag_labels(south, NORTH_TO_SOUTH)["Kronvel-1"]
    way: dict[str, Json] = {"holder": "north", "receiver": "south"}
    forged: Json = {**way, "bags": [[ref, "00" * 32, "Kronvel-1"]]}
    row: Json = {"bag": ref, "person": "W-01", "method": "dna", "whose": "receiver", "on": "2026-03-11"}
    found: Json = {"act": act, "rows": [[row, "00" * 32]], "blank": "00" * 32}

    for sender, what, content, code in (
        ("north", "bags", forged, "RECEIVE-2"),
        ("neutral", "bags", forged, "RECEIVE-5"),
        ("south", "identified", found, "RECEIVE-4"),
        ("north", "identified", found, "RECEIVE-2"),
    ):
        with pytest.raises(Refusal) as one:
            receive(world.neutral, read_record(world.neutral), OrgId(sender), what, content)
        assert one.value.code == code
