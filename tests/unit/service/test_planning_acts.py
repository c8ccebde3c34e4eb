"""The plan between the seats: proposed only when everything before it is done, and checked by each side."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from homeward.model.findings import FindingsRefusal, Refusal, stopping
from homeward.model.protected import Protected
from homeward.model.vault import Document
from homeward.service import ceremony, planning, signing
from homeward.service.waiting import waiting
from tests.world import HEADS, PARTIES, World


def refused(act: Callable[[], object]) -> str:
    """Return the code with which an act is refused."""
    with pytest.raises(Refusal) as one:
        act()
    return one.value.code


def test_a_plan_needs_terms(at_step: Callable[[str], World]) -> None:
    """Before the terms are signed there is nothing to plan by."""
    assert refused(lambda: planning.propose_plan(at_step("genesis").neutral)) == "PLAN-61"


def test_a_plan_needs_every_draw(at_step: Callable[[str], World]) -> None:
    """One party's part of the draw missing, no plan: nobody could know that the places were drawn fairly."""
    world = at_step("gates")
    ceremony.open_draw(world.seat("north"), HEADS)
    world.carry()

    assert refused(lambda: planning.propose_plan(world.neutral)) == "PLAN-62"


def test_a_signed_plan_is_not_made_again(at_step: Callable[[str], World]) -> None:
    """A second plan would be a second choice of people."""
    assert refused(lambda: planning.propose_plan(at_step("plan").neutral)) == "PLAN-63"


def test_a_plan_needs_every_gate(at_step: Callable[[str], World]) -> None:
    """While somebody is neither through every gate nor recorded as not travelling there is no plan."""
    world = at_step("final")
    for party in world.parties:
        ceremony.open_draw(party, HEADS)
    world.carry()

    assert refused(lambda: planning.propose_plan(world.neutral)) == "PLAN-64"
    assert not waiting(world.neutral)


@pytest.mark.parametrize("org", PARTIES)
def test_a_party_does_not_plan(at_step: Callable[[str], World], org: str) -> None:
    """The plan is worked out where the gates were heard."""
    assert refused(lambda: planning.propose_plan(at_step("draw").seat(org))) == "GATE-1"


@pytest.mark.parametrize("org", ["neutral", *PARTIES])
def test_a_signed_plan_passes_every_seats_check(at_step: Callable[[str], World], org: str) -> None:
    """The plan as signed has no fault at any seat."""
    assert not stopping(planning.check_plan(at_step("plan").seat(org)))


def test_a_paper_other_than_the_draft_is_not_signed(at_step: Callable[[str], World]) -> None:
    """A party whose paper puts somebody into another tranche than the draft finds it and does not sign."""
    world = at_step("draw")
    planning.propose_plan(world.neutral)
    world.carry("neutral", "north")
    north = world.seat("north")
    one = next(line for line in north.vault.get(planning.PAPER) if _tranche(line) == "day-1")
    value = one.value.disclose()
    assert isinstance(value, dict)
    moved = Protected({**value, "tranche": "day-2"})
    north.vault.put([Document(kind=one.kind, person=one.person, key=one.key, value=moved)])

    with pytest.raises(FindingsRefusal) as stopped:
        signing.sign(north, "plan", HEADS)

    assert stopped.value.code == "SIGN-6"
    assert {finding.code for finding in stopped.value.findings} == {"PLAN-60"}
    assert all(finding.remedy for finding in stopped.value.findings)


def _tranche(document: Document) -> object:
    value = document.value.disclose()
    return value["tranche"] if isinstance(value, dict) else None
