"""At the crossing: acts are drafted by the giving side from the signed plan, arrivals confirmed by the other."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from homeward.handover import draft_act
from homeward.model.findings import Refusal
from homeward.model.ids import OrgId, Ref, TrancheId
from homeward.model.terms import Direction
from homeward.procedure import State
from homeward.service import crossing
from homeward.service.crossing import act_sheet, confirm_arrival, people_missing, propose_act, unconfirmed
from tests.world import AGENTS, World

NORTH_TO_SOUTH = Direction(holder=OrgId("north"), receiver=OrgId("south"))
DAY_1 = TrancheId("day-1")


def refused(act: Callable[[], object]) -> str:
    """Return the code with which an act is refused."""
    with pytest.raises(Refusal) as one:
        act()
    return one.value.code


def test_the_giving_side_drafts(at_step: Callable[[str], World]) -> None:
    """Nobody drafts an act for people another side holds."""
    world = at_step("plan")

    assert refused(lambda: propose_act(world.seat("south"), DAY_1, NORTH_TO_SOUTH, AGENTS)) == "ACT-1"
    assert refused(lambda: propose_act(world.neutral, DAY_1, NORTH_TO_SOUTH, AGENTS)) == "ACT-1"


def test_an_act_needs_a_plan(at_step: Callable[[str], World]) -> None:
    """Before the plan is signed nobody crosses."""
    assert refused(lambda: propose_act(at_step("draw").seat("north"), DAY_1, NORTH_TO_SOUTH, AGENTS)) == "ACT-2"


def test_an_act_is_numbered_by_the_terms() -> None:
    """Without terms an act has no number."""
    assert refused(lambda: crossing._number(State(), DAY_1, NORTH_TO_SOUTH)) == "ACT-3"


def test_an_act_is_for_a_tranche_of_the_terms(at_step: Callable[[str], World]) -> None:
    """A tranche the terms do not have gets no act."""
    north = at_step("plan").seat("north")

    assert refused(lambda: propose_act(north, TrancheId("day-9"), NORTH_TO_SOUTH, AGENTS)) == "ACT-4"


@pytest.mark.parametrize("name", ["", "0000000", "zzzzzzzz", "0" * 64])
def test_a_missing_person_is_named_beyond_doubt(at_step: Callable[[str], World], name: str) -> None:
    """A name that fits nobody on the act, or is too short, is refused: a slip would count somebody home."""
    act = unconfirmed(at_step("acts").seat("south"))[0]

    assert refused(lambda: people_missing(act, [name])) == "ACT-5"


def test_a_missing_person_is_not_home(at_step: Callable[[str], World]) -> None:
    """Who is named as missing stays missing in the record; everybody else of the act arrived."""
    world = at_step("acts")
    south = world.seat("south")
    act = unconfirmed(south)[0]
    missing = people_missing(act, [act.act.people[0].ref[:8]])

    confirm_arrival(south, act.digest, missing, AGENTS)

    after = next(one for one in world.state("south").acts if one.digest == act.digest)
    assert after.missing == frozenset({act.act.people[0].ref}) == frozenset(missing)
    assert after.arrived_at is not None
    assert act.digest not in {one.digest for one in unconfirmed(south)}


def test_the_sheet_has_names_and_the_record_none(at_step: Callable[[str], World]) -> None:
    """The paper at the crossing names each person as both sides wrote them, under the act's digest."""
    world = at_step("acts")
    act = next(one for one in world.state("north").acts if one.act.direction == NORTH_TO_SOUTH)

    sheet = act_sheet(world.seat("north"), act.digest, act.act, ["a notice"])

    assert "a notice" in sheet
    assert f"{act.digest[:4]} {act.digest[4:8]}" in sheet
    assert f"Together: {len(act.act.people)} " in sheet
    assert "Calm" in sheet
    assert b"Calm" not in b"".join(world.files("north", "record").values())


def test_a_draft_of_nobody_is_empty() -> None:
    """Where nobody is planned the act has nobody, and calls nobody from the reserve."""
    act = draft_act(
        tranche=DAY_1, number=1, direction=NORTH_TO_SOUTH, planned=(), reserve=(), unavailable={Ref("a")}, outside=()
    )

    assert (act.people, act.absent, act.replacements) == ((), (), ())
