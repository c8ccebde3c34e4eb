"""Signing at a seat: what is pending, who has signed, and what this seat's own check says before it signs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from homeward.handover import draft_act
from homeward.model.events import Seen, event_digest
from homeward.model.findings import Json, Refusal
from homeward.model.ids import Digest, OfficerId, OrgId, Ref, TrancheId
from homeward.model.terms import Direction
from homeward.model.vault import Document
from homeward.procedure.bodies import act_body
from homeward.service import ceremony, crossing, lists, planning, publishing, signing, standing
from homeward.service.acting import pending, pending_bytes, perform, sign_pending
from homeward.service.bundles import bundle_in, bundle_out
from homeward.service.reading import read_record
from homeward.service.receiving import receive
from homeward.service.waiting import proposed_plan, waiting
from tests.unit.procedure.cast import HEX, body, forged, signed
from tests.world import AGENTS, DELEGATE, DELEGATES, HEADS, LIST_OFFICERS, SPOKESPERSON, World

NORTH_TO_SOUTH = Direction(holder=OrgId("north"), receiver=OrgId("south"))


def _refused(world: World, org: str, act: Callable[[], object]) -> Refusal:
    """Return what refuses *act*, once it is shown that no file of the seat changed."""
    before = world.files(org)
    with pytest.raises(Refusal) as refused:
        act()
    assert world.files(org) == before
    assert refused.value.hint
    return refused.value


def test_what_is_not_pending_cannot_be_signed(at_step: Callable[[str], World]) -> None:
    """A digest that nobody drafted is not signed."""
    world = at_step("terms")

    refusal = _refused(world, "north", lambda: sign_pending(world.seat("north"), Digest(HEX), HEADS))

    assert (refusal.code, refusal.says) == ("SIGN-1", f"nothing pending under {HEX[:12]}")


def test_one_person_signs_once(at_step: Callable[[str], World]) -> None:
    """Two signatures are two people: the same officer again is refused, in one call or in two."""
    world = at_step("terms")
    north = world.seat("north")
    done = perform(north, "draw.committed", {"commitment": HEX}, HEADS[:1])

    again = _refused(world, "north", lambda: sign_pending(north, done.digest, HEADS[:1]))
    twice = _refused(world, "north", lambda: perform(north, "list.remarked", _remark(), LIST_OFFICERS[:1] * 2))

    assert (again.code, again.says) == ("SIGN-2", "north/head-1 has signed this already")
    assert (twice.code, twice.says) == ("SIGN-2", "north/list-1 has signed this already")


def _remark() -> dict[str, Json]:
    return {"entry": HEX, "code": "error"}


def test_two_officers_at_two_times_make_one_act(at_step: Callable[[str], World]) -> None:
    """An act lacking a signature waits; the second officer's signature records it, and nothing waits any more."""
    world = at_step("terms")
    north = world.seat("north")
    first = perform(north, "draw.committed", {"commitment": HEX}, HEADS[:1])

    assert [(need.org, need.persons) for need in first.missing] == [("north", 1)]
    assert world.state("north").draws == {}
    second = sign_pending(north, first.digest, HEADS[1:])

    assert second.missing == ()
    assert world.state("north").draws[OrgId("north")].commitment == HEX
    assert pending(north) == {}


def test_nothing_of_that_kind_waits(at_step: Callable[[str], World]) -> None:
    """Asked to sign what does not wait, a seat says so."""
    world = at_step("terms")

    refusal = _refused(world, "north", lambda: signing.sign(world.seat("north"), "plan", HEADS))

    assert refusal.code == "SIGN-3"
    assert "'plan'" in refusal.says


def test_no_plan_waits(at_step: Callable[[str], World]) -> None:
    """A plan cannot be compared with one that is not there."""
    world = at_step("draw")

    refusal = _refused(world, "north", lambda: proposed_plan(world.seat("north"), world.state("north")))

    assert refusal.code == "SIGN-4"


def test_a_final_list_other_than_shown_is_not_signed(at_step: Callable[[str], World]) -> None:
    """A seat recomputes the root of a final list from the people it was shown."""
    world = at_step("matched")
    for direction in world.terms().directions:
        lists.answer(world.seats[direction.holder], direction, 0.9, LIST_OFFICERS)
    world.carry()
    lists.propose_final(world.neutral, NORTH_TO_SOUTH)
    world.carry("neutral", "north")
    vault = world.seat("north").vault
    shown = vault.get(f"final:{NORTH_TO_SOUTH}")
    vault.replace(f"final:{NORTH_TO_SOUTH}", shown[1:])

    refusal = _refused(world, "north", lambda: signing.sign(world.seat("north"), "final", LIST_OFFICERS))

    assert refusal.code == "SIGN-5"
    assert "north>south" in refusal.says


def test_a_plan_other_than_shown_is_not_signed(at_step: Callable[[str], World]) -> None:
    """A party recounts the plan from its own paper before its heads sign."""
    world = at_step("draw")
    planning.propose_plan(world.neutral)
    world.carry("neutral", "south")
    vault = world.seat("south").vault
    papers: tuple[Document, ...] = vault.get(planning.PAPER)
    vault.replace(planning.PAPER, papers[1:])

    refusal = _refused(world, "south", lambda: signing.sign(world.seat("south"), "plan", HEADS))

    assert refusal.code == "SIGN-6"
    assert "the plan does not pass this seat's check" in refusal.says


def test_a_plan_with_another_draw_is_not_taken(at_step: Callable[[str], World]) -> None:
    """A plan made with another seed is refused where it is written, and where it arrives."""
    world = at_step("draw")
    event = forged(world, "neutral", "plan.signed", body("plan.signed", seed=HEX))
    note = signed(world, event, [])
    world.neutral.store.put("pending", f"{event_digest(note.text)}.note", pending_bytes(note))

    arrival = bundle_in(world.seat("south"), bundle_out(world.neutral, OrgId("south")), receive)

    assert [one.code for one in arrival.findings] == ["ADMIT-55"]
    assert arrival.to_sign == ()
    assert pending(world.seat("south")) == {}


def test_an_act_with_somebody_known_not_to_travel_is_not_signed(at_step: Callable[[str], World]) -> None:
    """An author who hides what it has seen cannot have the other side sign away somebody's refusal."""
    world = at_step("plan")
    north, hidden = world.seat("north"), read_record(world.seat("north")).logs[OrgId("neutral")].tree
    planned = planning.planned_places(planning.papers(north), NORTH_TO_SOUTH, world.terms().tranches[0].id)
    person = next(
        one
        for one in standing.people_on_final_lists(world.neutral, world.terms())
        if one.candidate.ref == planned[0].ref
    )
    heard = f"party,row_id,gate,outcome,on\nnorth,{person.holding_row},wish,not_passed,2026-03-09\n"
    standing.import_hearings(world.neutral, heard.encode(), source="crossing.csv")
    standing.stop_people(world.neutral, world.clock.at.date().replace(day=10), DELEGATE)
    world.carry()
    act = draft_act(
        tranche=world.terms().tranches[0].id,
        number=1,
        direction=NORTH_TO_SOUTH,
        planned=planned,
        reserve=(),
        unavailable=(),
    )
    honest = forged(world, "north", "act.signed", act_body(act))
    seen = [one for one in honest.seen if one.org != "neutral"]
    stale = Seen(org=OrgId("neutral"), size=hidden.size, root=Digest(hidden.root().hex()))
    event = replace(honest, seen=(stale, *seen))
    note = signed(world, event, [("north", "agent-1"), ("north", "agent-2")])
    name = f"{event_digest(note.text)}.note"
    north.store.put("pending", name, pending_bytes(note))
    arrival = bundle_in(world.seat("south"), bundle_out(north, OrgId("south")), receive)
    world.seat("south").store.put("pending", name, pending_bytes(note))

    refusal = _refused(world, "south", lambda: signing.sign(world.seat("south"), "act", AGENTS))

    assert [one.code for one in arrival.findings] == ["SIGN-8"]
    assert refusal.code == "SIGN-8"
    assert refusal.says.startswith(planned[0].ref[:12])
    assert refusal.source == "GC III 109(3); GC IV 45"


def test_an_act_is_signed_by_two_of_each_side_only(at_step: Callable[[str], World]) -> None:
    """An act needs two agents of each side; the giving side's alone are not enough."""
    world = at_step("plan")
    tranche = world.terms().tranches[0].id

    _, done = crossing.propose_act(world.seat("north"), tranche, NORTH_TO_SOUTH, AGENTS)

    assert [(need.org, need.persons) for need in done.missing] == [("south", 2)]
    assert world.state("north").acts == ()


def test_a_replayed_act_is_not_taken_again(at_step: Callable[[str], World]) -> None:
    """An act that is in the record already, sent again as pending, changes nothing."""
    world = at_step("acts")
    entry = read_record(world.seat("north")).logs[OrgId("north")].entries[12]
    digest = event_digest(entry.decode().rpartition("\n\n")[0] + "\n")
    world.seat("north").store.put("pending", f"{digest}.note", entry)
    before = world.entries("south")

    arrival = bundle_in(world.seat("south"), bundle_out(world.seat("north"), OrgId("south")), receive)

    assert arrival.recorded == ()
    assert world.entries("south") == before
    assert pending(world.seat("south")) == {}


def test_all_that_waits_is_signed_in_turn(at_step: Callable[[str], World]) -> None:
    """Both final lists wait together, oldest first, and can be signed with one word or by digest."""
    world = at_step("matched")
    for direction in world.terms().directions:
        lists.answer(world.seats[direction.holder], direction, 0.9, LIST_OFFICERS)
    world.carry()
    for direction in world.terms().directions:
        lists.propose_final(world.neutral, direction)
    world.carry("neutral", "south")
    south = world.seat("south")
    first, second = waiting(south)

    one = signing.sign(south, first.digest[:8], LIST_OFFICERS)
    rest = signing.sign(south, "all", LIST_OFFICERS[:0])

    assert first.event.at <= second.event.at
    assert [done.digest for done in one] == [first.digest]
    assert {done.digest for done in rest} == {first.digest, second.digest}


def test_a_missing_card_stops_genesis(at_step: Callable[[str], World]) -> None:
    """Genesis names everybody's keys: without one seat's card there is none."""
    world = at_step("seats")
    world.carry("north", "neutral")

    refusal = _refused(world, "neutral", lambda: ceremony.propose_genesis(world.neutral, DELEGATES))

    assert (refusal.code, refusal.says) == ("GENESIS-1", "the card of south is missing")


def test_a_card_is_one_object(at_step: Callable[[str], World]) -> None:
    """A card that is no JSON object, or has another form, is refused."""
    world = at_step("seats")

    with pytest.raises(Refusal, match="CARD-1"):
        ceremony.read_card(b"[]")
    with pytest.raises(Refusal, match="ADMIT-2"):
        ceremony.read_card(b'{"id":"north"}')
    assert ceremony.read_card(ceremony.card_bytes(ceremony.card(world.neutral))) == ceremony.card(world.neutral)


def test_no_draw_is_opened_that_was_not_sealed(at_step: Callable[[str], World]) -> None:
    """A party opens the draw it sealed and no other."""
    world = at_step("terms")

    refusal = _refused(world, "north", lambda: ceremony.open_draw(world.seat("north"), HEADS))

    assert refusal.code == "DRAW-1"


def test_terms_against_the_law_are_not_even_drafted(at_step: Callable[[str], World]) -> None:
    """Terms with a finding of law cannot be put before anybody to sign."""
    world = at_step("genesis")
    terms = at_step("plan").terms()
    waived = replace(terms, gates=tuple(gate for gate in terms.gates if gate.kind.value != "wish"))

    refusal = _refused(world, "neutral", lambda: ceremony.propose_terms(world.neutral, waived, ()))

    assert refusal.code == "TERMS-0"


@pytest.mark.parametrize(
    ("step", "org", "tranche", "code"),
    [
        ("plan", "south", "day-1", "ACT-1"),
        ("draw", "north", "day-1", "ACT-2"),
        ("plan", "north", "day-9", "ACT-4"),
    ],
)
def test_an_act_is_drafted_where_and_when_it_can_be(
    step: str, org: str, tranche: str, code: str, at_step: Callable[[str], World]
) -> None:
    """Only the giving side drafts an act, after the plan, for a tranche of the terms."""
    world = at_step(step)

    refusal = _refused(
        world, org, lambda: crossing.propose_act(world.seat(org), TrancheId(tranche), NORTH_TO_SOUTH, ())
    )

    assert refusal.code == code


def test_a_bulletin_this_seat_does_not_hold_is_not_released(at_step: Callable[[str], World]) -> None:
    """Nobody releases what was not drafted here or brought by a bundle."""
    world = at_step("arrivals")

    refusal = _refused(world, "north", lambda: publishing.release(world.seat("north"), SPOKESPERSON))

    assert refusal.code == "BULLETIN-44"


def test_a_remark_stands_under_the_entry_only(at_step: Callable[[str], World]) -> None:
    """A coded remark is recorded with the commitment it is about, and nobody's words."""
    world = at_step("lists")

    lists.remark(world.seat("north"), Ref(HEX), "identity", (OfficerId("list-1"),))

    last = read_record(world.seat("north")).record.lines[-1].draft.event
    assert last.body == {"entry": HEX, "code": "identity"}
