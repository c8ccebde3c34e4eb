"""Acts at a seat: one draft at a time, whole or not at all, and only what this seat can stand behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from homeward.lists import read_all
from homeward.model.events import Seen, event_digest
from homeward.model.findings import Json, Refusal
from homeward.model.ids import Digest, OrgId, TrancheId
from homeward.model.people import ListKind
from homeward.model.terms import Direction
from homeward.procedure import read_note
from homeward.procedure.admit import judge
from homeward.service import ceremony, crossing, lists, planning, publishing, signing
from homeward.service.acting import append, pending, pending_bytes, perform, read_pending, sign_pending, withdraw
from homeward.service.reading import read_record
from homeward.service.receiving import receive
from tests.unit.procedure.cast import HEX, body, draft_of, forged, people, signed, told, whole
from tests.world import AGENTS, DELEGATES, HEADS, LIST_OFFICERS, SPOKESPERSON, World, list_csv

NORTH_TO_SOUTH = Direction(holder=OrgId("north"), receiver=OrgId("south"))


def _refused(world: World, org: str, act: Callable[[], object]) -> Refusal:
    """Return what refuses *act*, once it is shown that no file of the seat changed."""
    read_record(world.seat(org))  # a first reading makes the vault
    before = world.files(org)
    with pytest.raises(Refusal) as refused:
        act()
    assert world.files(org) == before
    assert refused.value.hint
    return refused.value


def test_an_act_that_must_be_whole_is_refused_half(at_step: Callable[[str], World]) -> None:
    """Where something outside the record goes with an act, it is signed by all at once or not at all."""
    world = at_step("lists")
    north = world.seat("north")

    refusal = _refused(
        world,
        "north",
        lambda: perform(north, "vault.erased", {"epoch": 1, "persons": 1}, LIST_OFFICERS[:1], at_once=True),
    )

    assert refusal.code == "SIGN-9"
    assert "lacks 1 more of north (list_officer)" in refusal.says


def test_a_second_draft_of_one_act_waits_for_nobody(at_step: Callable[[str], World]) -> None:
    """While one draft of an act waits, another is refused; taken back, it makes room."""
    world = at_step("plan")
    north, tranche = world.seat("north"), TrancheId("day-1")
    _, first = crossing.propose_act(north, tranche, NORTH_TO_SOUTH, AGENTS)

    refusal = _refused(world, "north", lambda: crossing.propose_act(north, tranche, NORTH_TO_SOUTH, AGENTS))
    withdraw(north, first.digest[:12])
    _, second = crossing.propose_act(north, tranche, NORTH_TO_SOUTH, AGENTS)

    assert refusal.code == "SIGN-10"
    assert first.digest[:12] in refusal.says
    assert list(pending(north)) == [second.digest]


def test_a_pending_act_is_text(at_step: Callable[[str], World]) -> None:
    """Bytes that are no text are no pending act."""
    world = at_step("terms")

    with pytest.raises(Refusal, match="SIGN-11"):
        read_pending(b"\xff\n\n")
    assert pending(world.seat("north")) == {}


def test_a_genesis_of_other_cards_is_not_signed(at_step: Callable[[str], World]) -> None:
    """A seat signs the genesis of its own configuration and of the cards it was shown, and no other."""
    world = at_step("seats")
    world.carry()
    changed = body("genesis", title="Another exchange")
    world.neutral.store.put("pending", *_pending(world, "neutral", "genesis", changed))
    world.carry("neutral", "north")

    refusal = _refused(world, "north", lambda: signing.sign(world.seat("north"), "genesis", HEADS))

    assert refusal.code == "SIGN-12"
    assert refusal.hint.startswith("do not sign")


def _pending(world: World, org: str, kind: str, content: dict[str, Json]) -> tuple[str, bytes]:
    note = signed(world, forged(world, org, kind, content), [])
    return f"{event_digest(note.text)}.note", pending_bytes(note)


def test_a_list_imported_again_is_not_signed_under_the_old_root(at_step: Callable[[str], World]) -> None:
    """A draft that seals a list is signed only while the vault holds that very list."""
    world = at_step("terms")
    north = world.seat("north")
    north.store.put("pending", *_pending(world, "north", "list.committed", body("list.committed", by="north")))

    refusal = _refused(world, "north", lambda: signing.sign(north, "all", LIST_OFFICERS))

    assert refusal.code == "SIGN-13"


def test_nobody_signs_what_had_seen_more(at_step: Callable[[str], World]) -> None:
    """An act that says it had seen more of a log than this seat holds is not signed here: it could not be judged."""
    world = at_step("plan")
    north = world.seat("north")
    event = forged(world, "north", "act.signed", body("act.signed"))
    ahead = replace(event, seen=(Seen(org=OrgId("neutral"), size=99, root=Digest(HEX)), *event.seen[1:]))
    note = signed(world, ahead, [])
    digest = event_digest(note.text)
    north.store.put("pending", f"{digest}.note", pending_bytes(note))

    refusal = _refused(world, "north", lambda: sign_pending(north, digest, AGENTS))

    assert refusal.code == "AUDIT-6"
    assert "more of the log of neutral" in refusal.says


def test_a_place_is_not_left_empty_while_the_reserve_has_somebody() -> None:
    """A free place goes to the next of the reserve: nobody may leave it empty."""
    state = whole("acts").state
    shortened = body("act.signed", 2, replacements=[])
    gone = body("act.signed", 2)["replacements"]
    shortened["people"] = [[*one] for one in people(shortened) if [one[0]] != gone]
    before = replace(state, acts=state.acts[:2], crossed=frozenset())

    with pytest.raises(Refusal, match="ADMIT-75") as refused:
        judge(draft_of(replace(told("act.signed", 2), body=shortened)), before, index=14)

    assert "although the reserve has somebody" in refused.value.says


@pytest.mark.parametrize("named", ["0" * 8, "", HEX[:7]])
def test_who_is_missing_is_named_without_doubt(named: str) -> None:
    """A name that fits nobody on the act, or is too short to be sure, is refused."""
    done = whole("acts").state.acts[0]

    with pytest.raises(Refusal, match="ACT-5"):
        crossing.people_missing(done, [named])
    first = done.act.people[0].ref
    assert crossing.people_missing(done, [first[:8]]) == (first,)


@pytest.mark.parametrize(
    ("sender", "what", "content", "code"),
    [
        ("north", "poem", [], "RECEIVE-1"),
        ("neutral", "proposals", {"holder": "south"}, "RECEIVE-2"),
        ("north", "plan", [], "RECEIVE-3"),
        ("north", "final", {}, "RECEIVE-3"),
        ("north", "answers", {"holder": "south", "receiver": "north", "answers": []}, "LISTS-3"),
    ],
)
def test_what_is_handed_over_is_its_senders_to_hand_over(
    sender: str, what: str, content: Json, code: str, at_step: Callable[[str], World]
) -> None:
    """Only the neutral hands over plans and final lists, only the holder answers, and all in its form."""
    world = at_step("terms")
    south = world.seat("south")

    refusal = _refused(world, "south", lambda: receive(south, read_record(south), OrgId(sender), what, content))

    assert refusal.code == code


def test_a_list_is_sealed_once_and_not_empty(at_step: Callable[[str], World]) -> None:
    """Nothing is sealed that was not imported, and nothing imported over what is sealed."""
    before, after = at_step("terms"), at_step("sealed")
    again = read_all([list_csv("north", ListKind.HOLDING).encode()], source="holding.csv", kind=ListKind.HOLDING)

    unsealed = _refused(
        before, "north", lambda: lists.commit_list(before.seat("north"), ListKind.HOLDING, LIST_OFFICERS)
    )
    sealed = _refused(after, "north", lambda: lists.import_list(after.seat("north"), again, ListKind.HOLDING))

    assert (unsealed.code, sealed.code) == ("LISTS-2", "LISTS-1")


def test_a_final_list_rests_on_answers_that_were_signed(at_step: Callable[[str], World]) -> None:
    """Before the holder's signed answers are at hand there is no final list."""
    world = at_step("matched")

    refusal = _refused(world, "neutral", lambda: lists.propose_final(world.neutral, NORTH_TO_SOUTH))

    assert refusal.code == "LISTS-4"
    assert "north>south" in refusal.says


@pytest.mark.parametrize(
    ("step", "code"), [("genesis", "PLAN-61"), ("gates", "PLAN-62"), ("plan", "PLAN-63"), ("final", "PLAN-64")]
)
def test_a_plan_is_made_when_it_can_be(step: str, code: str, at_step: Callable[[str], World]) -> None:
    """A plan needs signed terms, an open draw and every gate closed, and there is one only."""
    world = at_step(step)

    assert _refused(world, "neutral", lambda: planning.propose_plan(world.neutral)).code == code


def test_a_plan_on_paper_that_differs_is_found(at_step: Callable[[str], World]) -> None:
    """A party's check names each part of its paper that differs from the plan signed."""
    world = at_step("plan")
    vault = world.seat("north").vault
    vault.replace(planning.PAPER, vault.get(planning.PAPER)[1:])

    assert {one.code for one in planning.check_plan(world.seat("north"))} == {"PLAN-60"}


def test_a_bulletin_needs_terms(at_step: Callable[[str], World]) -> None:
    """Without signed terms nothing says what may be published."""
    world = at_step("genesis")
    today = world.clock.at.date()

    refusal = _refused(world, "north", lambda: publishing.draft(world.seat("north"), (), today))

    assert refusal.code == "BULLETIN-45"


def test_a_bulletin_is_out_when_both_sides_released_it(at_step: Callable[[str], World]) -> None:
    """What one side alone released is not published; another digest than the one held is not signed."""
    world = at_step("arrivals")
    north = world.seat("north")
    publishing.draft(north, (), world.clock.at.date())
    publishing.release(north, SPOKESPERSON)

    alone = _refused(world, "north", lambda: publishing.published(north))
    other = _refused(world, "north", lambda: publishing.check_release(north, Digest(HEX)))

    assert (alone.code, other.code) == ("BULLETIN-43", "BULLETIN-41")


def test_an_appended_act_is_audited_before_it_is_written(at_step: Callable[[str], World]) -> None:
    """Even a note handed to the log itself enters only if the whole record stands with it."""
    world = at_step("terms")
    north = world.seat("north")
    reading = read_record(north)
    note = signed(world, forged(world, "north", "draw.committed", {"commitment": HEX}), [("north", "head-1")])

    refusal = _refused(world, "north", lambda: append(north, reading, note))

    assert refusal.code == "ADMIT-9"
    assert read_note(note, reading.state).signers[0].id == "head-1"


def test_the_ceremony_begins_with_everybodys_card(at_step: Callable[[str], World]) -> None:
    """With all cards at hand genesis is drafted, signed by the delegates and waits for the heads of both sides."""
    world = at_step("seats")
    world.carry()

    done = ceremony.propose_genesis(world.neutral, DELEGATES)

    assert [(need.org, need.persons) for need in done.missing] == [("north", 2), ("south", 2)]
