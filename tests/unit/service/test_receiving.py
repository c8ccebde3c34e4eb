"""What is done with each thing another seat hands over."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from homeward.model.findings import Json, Refusal
from homeward.model.ids import OrgId
from homeward.service.reading import read_record
from homeward.service.receiving import receive
from tests.world import World

WAY: dict[str, Json] = {"holder": "north", "receiver": "south"}


def refused(world: World, org: str, sender: str, what: str, content: Json) -> str:
    """Return the code with which a seat refuses what it is handed, once it is shown that its vault is unchanged."""
    seat = world.seat(org)
    before = world.files(org)
    with pytest.raises(Refusal) as one:
        receive(seat, read_record(seat), OrgId(sender), what, content)
    assert world.files(org) == before
    return one.value.code


@pytest.mark.parametrize("what", ["", "gate", "LIST", "vault"])
def test_what_is_not_known_is_refused(at_step: Callable[[str], World], what: str) -> None:
    """A thing this release does not know is not kept unread."""
    assert refused(at_step("final"), "north", "neutral", what, {}) == "RECEIVE-1"


@pytest.mark.parametrize(
    ("what", "content"),
    [
        ("list", {}),
        ("list", {"list": "wish"}),
        ("proposals", {}),
        ("proposals", {**WAY, "proposals": [["H-01"]]}),
        ("answers", {**WAY}),
        ("answers", {**WAY, "answers": [["H-01", "W-01"]]}),
        ("final", {**WAY, "people": [[1]]}),
        ("plan", [{}]),
        ("plan", [{"ref": "a", "holder": 1}]),
    ],
)
def test_what_has_not_its_form_is_refused(at_step: Callable[[str], World], what: str, content: Json) -> None:
    """Content without its form is refused whole, and what was there before stays."""
    assert refused(at_step("plan"), "north", "neutral", what, content) in {"RECEIVE-1", "RECEIVE-2", "LISTS-3"}


@pytest.mark.parametrize("what", ["final", "plan", "proposals"])
def test_a_party_does_not_hand_over_what_the_neutral_does(at_step: Callable[[str], World], what: str) -> None:
    """A party could otherwise replace what the other side must sign."""
    assert refused(at_step("plan"), "north", "south", what, {**WAY, "people": [], "proposals": []}) == "RECEIVE-3"


def test_a_party_answers_for_what_it_holds(at_step: Callable[[str], World]) -> None:
    """Nobody answers in another's place."""
    assert refused(at_step("matched"), "neutral", "south", "answers", {**WAY, "answers": []}) == "LISTS-3"


def test_a_list_is_the_senders_own(at_step: Callable[[str], World]) -> None:
    """A list is kept under the name of whoever handed it over: it cannot stand in for another's."""
    world = at_step("lists")
    before = world.neutral.vault.get("entry:north/wish")

    receive(
        world.neutral,
        read_record(world.neutral),
        OrgId("south"),
        "list",
        {"list": "offer", "rows": [], "erased": []},
    )

    assert len(world.neutral.vault.get("entry:north/wish")) == len(before)


def test_a_bulletin_is_read_before_it_is_kept(at_step: Callable[[str], World]) -> None:
    """A draft that is no bulletin is refused, and does not take the place of the one at hand."""
    world = at_step("bulletin")

    assert refused(world, "south", "north", "bulletin", "no bulletin") in {"CANON-2", "RECEIVE-2"}
    assert refused(world, "south", "north", "bulletin", "{}") == "BULLETIN-6"
