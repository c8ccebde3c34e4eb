"""Somebody who would have others sign what they did not mean to: each seat asks its own checks first."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from homeward.model.events import Seen, event_digest
from homeward.model.findings import Json, Refusal
from homeward.model.ids import Digest, OfficerId, OrgId
from homeward.model.terms import Direction
from homeward.procedure import ActState
from homeward.service import ceremony, crossing, lists, proposing, signing, standing
from homeward.service.acting import Done, pending, pending_bytes, perform, prune, sign_pending, withdraw
from homeward.service.bundles import bundle_in, bundle_out
from homeward.service.erasure import erase_people
from homeward.service.reading import read_record
from homeward.service.receiving import receive
from homeward.service.waiting import waiting
from tests.unit.procedure.cast import HEX, body, forged, signed
from tests.world import AGENTS, DELEGATE, DELEGATES, HEADS, LIST_OFFICERS, World, gates_csv

NORTH, SOUTH = OrgId("north"), OrgId("south")
NORTH_TO_SOUTH = Direction(holder=NORTH, receiver=SOUTH)


def _refused(world: World, org: str, act: Callable[[], object]) -> Refusal:
    """Return what refuses *act*, once it is shown that no file of the seat changed."""
    read_record(world.seat(org))  # a first reading makes the vault
    before = world.files(org)
    with pytest.raises(Refusal) as refused:
        act()
    assert world.files(org) == before
    assert refused.value.hint
    return refused.value


def _act(world: World) -> Done:
    """Draft the first act at north's seat, signed for north."""
    return crossing.propose_act(world.seat("north"), world.terms().tranches[0].id, NORTH_TO_SOUTH, AGENTS)[1]


@pytest.mark.parametrize(
    ("seen", "code"),
    [
        pytest.param(Seen(org=SOUTH, size=1, root=Digest(HEX)), "AUDIT-1", id="another root"),
        pytest.param(Seen(org=OrgId("west"), size=1, root=Digest(HEX)), "AUDIT-5", id="a stranger's log"),
        pytest.param(Seen(org=SOUTH, size=99, root=Digest(HEX)), "AUDIT-6", id="longer than held"),
    ],
)
def test_nobody_signs_after_a_log_nobody_holds(at_step: Callable[[str], World], seen: Seen, code: str) -> None:
    """An act that had seen what this seat does not hold is refused before a signature; taken back, the seat works."""
    world = at_step("plan")
    north = world.seat("north")
    honest = forged(world, "north", "act.signed", body("act.signed"))
    note = signed(world, replace(honest, seen=(*honest.seen[:2], seen)), [])
    digest = event_digest(note.text)
    north.store.put("pending", f"{digest}.note", pending_bytes(note))

    refusal = _refused(world, "north", lambda: sign_pending(north, digest, AGENTS))
    withdraw(north, digest)
    done = _act(world)

    assert refusal.code == code
    assert [(need.org, need.persons) for need in done.missing] == [("south", 2)]


@pytest.mark.parametrize("officers", [(), LIST_OFFICERS[:1]])
def test_an_answer_with_too_few_officers_leaves_nothing(
    at_step: Callable[[str], World], officers: tuple[OfficerId, ...]
) -> None:
    """Without both list officers nothing is answered and nothing handed over."""
    world = at_step("matched")
    north = world.seat("north")

    assert _refused(world, "north", lambda: lists.answer(north, NORTH_TO_SOUTH, 0.9, officers)).code == "SIGN-9"


def test_proposals_that_nobody_signed_do_not_leave(at_step: Callable[[str], World]) -> None:
    """Without a delegate no match is proposed, kept or handed over."""
    world = at_step("lists")

    assert (
        _refused(world, "neutral", lambda: proposing.propose_matches(world.neutral, NORTH_TO_SOUTH, ())).code
        == "SIGN-9"
    )


def test_a_notice_that_nobody_signed_stops_nobody(at_step: Callable[[str], World]) -> None:
    """Without a delegate nobody is recorded as not travelling, and no half-signed notice waits."""
    world = at_step("final")
    standing.import_hearings(world.neutral, gates_csv().encode(), source="gates.csv")
    day = world.clock.at.date()

    assert _refused(world, "neutral", lambda: standing.stop_people(world.neutral, day, ())).code == "SIGN-9"


def test_one_officer_alone_erases_nobody(at_step: Callable[[str], World]) -> None:
    """With one list officer an erasure is refused (SIGN-9), and every person and document is still there."""
    world = at_step("final")
    north = world.seat("north")
    people, entries = north.vault.people(), north.vault.get("entry:holding")
    before = world.files("north", "record")

    with pytest.raises(Refusal, match="SIGN-9"):
        erase_people(north, ["holding/H-11"], LIST_OFFICERS[:1])

    assert (north.vault.people(), north.vault.get("entry:holding")) == (people, entries)
    assert world.files("north", "record") == before
    assert pending(north) == {}


def _two_drafts(world: World) -> tuple[Done, Done]:
    """Leave two drafts of one act at south: north sent one, took it back, and sent another."""
    first = _act(world)
    world.carry("north", "south")
    withdraw(world.seat("north"), first.digest)
    world.clock.at = world.clock.at.replace(minute=30)
    second = _act(world)
    world.carry("north", "south")
    return first, second


@pytest.mark.parametrize("what", ["act", "all"])
def test_one_of_two_drafts_is_not_signed_by_its_name(at_step: Callable[[str], World], what: str) -> None:
    """With two drafts of one act on the table neither is signed by a word; one taken back, the other is."""
    world = at_step("plan")
    first, second = _two_drafts(world)
    south = world.seat("south")

    refusal = _refused(world, "south", lambda: signing.sign(south, what, AGENTS))
    withdraw(south, first.digest[:8])
    signing.sign(south, what, AGENTS)

    assert refusal.code == "SIGN-10"
    assert [one.digest for one in world.state("south").acts] == [second.digest]


def test_who_signed_one_draft_does_not_sign_the_other(at_step: Callable[[str], World]) -> None:
    """A seat whose officer signed one draft of an act refuses the other, even named by its digest."""
    world = at_step("plan")
    first, second = _two_drafts(world)
    south = world.seat("south")
    signing.sign(south, first.digest, AGENTS[:1])

    assert _refused(world, "south", lambda: signing.sign(south, second.digest, AGENTS)).code == "SIGN-10"


def test_a_draft_taken_back_does_not_return(at_step: Callable[[str], World]) -> None:
    """What was withdrawn here is not taken again from anybody's bundle, and is no longer sent on."""
    world = at_step("plan")
    done = _act(world)
    world.carry("north", "neutral")
    world.carry("neutral", "south")

    withdraw(world.seat("north"), done.digest[:12])
    for sender in ("neutral", "south"):
        world.carry(sender, "north")

    assert pending(world.seat("north")) == {}
    assert list(pending(world.seat("south"))) == [done.digest]


@pytest.mark.parametrize("named", [HEX[:12], ""])
def test_only_one_known_draft_is_withdrawn(at_step: Callable[[str], World], named: str) -> None:
    """Digits that fit no draft, or several, withdraw nothing."""
    world = at_step("plan")
    _two_drafts(world)

    assert _refused(world, "south", lambda: withdraw(world.seat("south"), named)).code == "SIGN-1"


def test_an_overtaken_draft_is_dropped(at_step: Callable[[str], World]) -> None:
    """When one draft of an act is recorded, the other can never be, and no longer waits anywhere."""
    world = at_step("plan")
    first, second = _two_drafts(world)
    south = world.seat("south")

    signing.sign(south, second.digest, AGENTS)

    assert pending(south) == {}
    assert first.digest not in {one.digest for one in world.state("south").acts}
    world.carry("south", "north")
    assert pending(world.seat("north")) == {}


def test_a_draft_that_can_still_be_signed_is_not_pruned(at_step: Callable[[str], World]) -> None:
    """Pruning drops what can never be recorded, and nothing else."""
    world = at_step("plan")
    done = _act(world)
    north = world.seat("north")

    assert prune(north, read_record(north)) == ()
    assert list(pending(north)) == [done.digest]


@pytest.mark.parametrize("which", [0, 1])
def test_all_is_checked_before_any_is_signed(at_step: Callable[[str], World], which: int) -> None:
    """Of two final lists one is not the one shown: neither is signed, whichever comes first."""
    world = at_step("matched")
    for direction in world.terms().directions:
        lists.answer(world.seats[direction.holder], direction, 0.9, LIST_OFFICERS)
    world.carry()
    for direction in world.terms().directions:
        lists.propose_final(world.neutral, direction)
    world.carry("neutral", "south")
    south = world.seat("south")
    chosen = waiting(south)[which].event.body
    kind = f"final:{chosen['holder']}>{chosen['receiver']}"
    south.vault.replace(kind, south.vault.get(kind)[1:])

    assert _refused(world, "south", lambda: signing.sign(south, "final", LIST_OFFICERS)).code == "SIGN-5"


def _other_key() -> dict[str, Json]:
    """Return genesis in which south's card has the sealing key of north: what is for south could be read by north."""
    content: dict[str, Json] = json.loads(json.dumps(body("genesis")))
    cards = content["organisations"]
    assert isinstance(cards, list)
    by_id = {one["id"]: one for one in cards if isinstance(one, dict)}
    by_id["south"]["seal"] = by_id["north"]["seal"]
    return content


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(lambda: body("genesis", title="Another exchange"), id="title"),
        pytest.param(lambda: body("genesis", demo=False), id="mark"),
        pytest.param(_other_key, id="card"),
    ],
)
@pytest.mark.parametrize("org", ["north", "south"])
def test_another_genesis_is_not_signed(
    at_step: Callable[[str], World], content: Callable[[], dict[str, Json]], org: str
) -> None:
    """A genesis with another title, another mark or another card than this seat knows is signed by nobody there."""
    world = at_step("seats")
    world.carry()
    note = signed(world, forged(world, "neutral", "genesis", content()), [("neutral", one) for one in DELEGATES])
    world.neutral.store.put("pending", f"{event_digest(note.text)}.note", pending_bytes(note))
    world.carry("neutral", org)

    assert _refused(world, org, lambda: signing.sign(world.seat(org), "genesis", HEADS)).code == "SIGN-12"


def test_the_genesis_of_the_cards_is_signed(at_step: Callable[[str], World]) -> None:
    """The genesis of the very cards and configuration a seat has passes the same check."""
    world = at_step("seats")
    world.carry()
    ceremony.propose_genesis(world.neutral, DELEGATES)
    world.carry("neutral", "south")

    (done,) = signing.sign(world.seat("south"), "genesis", HEADS)

    assert [need.org for need in done.missing] == ["north"]


def test_who_is_stopped_after_the_draft_is_not_signed_across(at_step: Callable[[str], World]) -> None:
    """Somebody stopped after the giving side signed: whoever knows of it does not sign; a fresh draft is signed."""
    world = at_step("plan")
    done = _act(world)
    world.carry("north", "south")
    people = _people_of(world, done)
    perform(world.neutral, "people.not_travelling", {"people": [people[0]]}, DELEGATE)
    world.carry("neutral", "south")
    south = world.seat("south")

    refusal = _refused(world, "south", lambda: signing.sign(south, "act", AGENTS))
    by_digest = _refused(world, "south", lambda: sign_pending(south, done.digest, AGENTS))

    assert (refusal.code, by_digest.code) == ("SIGN-8", "SIGN-8")
    assert refusal.says.startswith(people[0][:12])


def _people_of(world: World, done: Done) -> list[str]:
    """Return the people of a pending act at north's seat."""
    (one,) = [one for one in waiting(world.seat("north")) if one.digest == done.digest]
    people = one.event.body["people"]
    assert isinstance(people, list)
    return [str(person[0]) for person in people if isinstance(person, list)]


def test_an_act_signed_before_the_notice_stands(at_step: Callable[[str], World]) -> None:
    """A notice that comes after an act is complete does not undo it: what was signed by all happened."""
    world = at_step("plan")
    done = _act(world)
    world.carry("north", "south")
    person = _people_of(world, done)[0]
    signing.sign(world.seat("south"), "act", AGENTS)
    perform(world.neutral, "people.not_travelling", {"people": [person]}, DELEGATE)
    world.carry()

    acts: tuple[ActState, ...] = world.state("north").acts

    assert [one.digest for one in acts] == [done.digest]


def test_signing_what_somebody_withdrew_elsewhere_still_completes(at_step: Callable[[str], World]) -> None:
    """A signature given cannot be called back: signed by the other side, a withdrawn act is recorded everywhere."""
    world = at_step("plan")
    done = _act(world)
    world.carry("north", "south")
    withdraw(world.seat("north"), done.digest)

    signing.sign(world.seat("south"), "act", AGENTS)
    arrival = bundle_in(world.seat("north"), bundle_out(world.seat("south"), NORTH), receive)

    assert arrival.recorded == ("act.signed",)
    assert [one.digest for one in world.state("north").acts] == [done.digest]
