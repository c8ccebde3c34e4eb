"""Somebody who wishes the exchange ill, or a power cut, at the one door between seats: the bundle."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import ParamSpec

import pytest

from homeward.adapters import store
from homeward.adapters.vault import SqliteVault
from homeward.log import add_line
from homeward.model.canonical import digest
from homeward.model.events import Seen, event_digest
from homeward.model.findings import Json, Refusal
from homeward.model.ids import Digest, OfficerId, OrgId, Ref
from homeward.model.people import ListKind
from homeward.service import crossing, lists, planning, signing
from homeward.service.acting import officer_line, pending, pending_bytes, perform, sweep
from homeward.service.bundles import Arrival, bundle_in, bundle_out
from homeward.service.envelope import hand_over, pack, unpack
from homeward.service.reading import read_record
from homeward.service.receiving import receive
from tests.unit.procedure.cast import HEX, body, forged, signed
from tests.world import AGENTS, DELEGATE, HEADS, LIST_OFFICERS, World, open_world

P = ParamSpec("P")

NORTH, SOUTH, NEUTRAL = OrgId("north"), OrgId("south"), OrgId("neutral")

WRITES = 14
"""Durable writes of the import that the power cuts are tried on."""


def _codes(arrival: Arrival) -> list[str]:
    return [one.code for one in arrival.findings]


def _arrives(world: World, data: bytes, org: str) -> Arrival:
    return bundle_in(world.seat(org), data, receive)


def _changed(world: World, sender: str, to: str, changes: Mapping[str, bytes]) -> bytes:
    """Return a bundle with files put in, which the sender's own seat key signed."""
    files = unpack(bundle_out(world.seat(sender), OrgId(to))).files
    return pack(world.seat(sender), OrgId(to), {**files, **changes})


def _revealed(world: World) -> bytes:
    """Reveal north's holding list and return the bundle that carries it to the neutral."""
    lists.reveal_list(world.seat("north"), ListKind.HOLDING, LIST_OFFICERS)
    return bundle_out(world.seat("north"), NEUTRAL)


def _told_more(world: World) -> bytes:
    """Reveal north's holding list and record one act more: once that is cosigned, the list is not sent again."""
    _revealed(world)
    lists.remark(world.seat("north"), Ref(HEX), "error", LIST_OFFICERS[:1])
    return bundle_out(world.seat("north"), NEUTRAL)


@contextmanager
def _power_for(writes: int) -> Iterator[list[int]]:
    """Let *writes* durable writes through (files of the folder, and what the vault keeps), then cut the power."""
    left = [writes]

    def cut(write: Callable[P, None]) -> Callable[P, None]:
        def writing(*args: P.args, **kwargs: P.kwargs) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise OSError("no power")
            write(*args, **kwargs)

        return writing

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "replace_file", cut(store.replace_file))
        patch.setattr(SqliteVault, "keep", cut(SqliteVault.keep))
        patch.setattr(SqliteVault, "replace", cut(SqliteVault.replace))
        yield left


def _survives(world: World, data: bytes, writes: int) -> tuple[object, ...]:
    """
    Import at the neutral until the power goes; let the sender learn what was cosigned, and send again with power.

    Returns what the neutral has in the end.
    """
    with _power_for(writes), pytest.raises(OSError, match="no power"):
        _arrives(world, data, "neutral")
    again = open_world(world.root)
    sweep(again.neutral)  # what `homeward doctor` does first
    again.carry("neutral", "north", "neutral")
    return _held(again)


def _held(world: World) -> tuple[object, ...]:
    entries = world.neutral.vault.get("entry:north/holding")
    return world.entries("neutral"), sorted((one.person, str(one.value.disclose())) for one in entries)


@pytest.mark.parametrize("writes", range(WRITES))
def test_a_power_cut_while_importing_loses_nothing(at_step: Callable[[str], World], writes: int) -> None:
    """Wherever an import stops, nothing is told to have arrived that did not: the next bundle brings the rest."""
    world = at_step("sealed")
    data = _told_more(world)

    entries, people = _survives(world, data, writes)

    assert entries == world.entries("north") | {NEUTRAL: world.entries("neutral")[NEUTRAL]}
    assert isinstance(people, list)
    assert len(people) == 31


def test_an_import_has_no_more_writes_than_were_cut(at_step: Callable[[str], World]) -> None:
    """The power cuts above are at every durable write of that import: with one more it comes through."""
    world = at_step("sealed")
    data = _told_more(world)

    with _power_for(WRITES) as left:
        arrival = _arrives(world, data, "neutral")

    assert left == [0]

    assert arrival.received == ("list",)


def test_a_sealed_part_is_kept_until_its_receiver_cosigned(at_step: Callable[[str], World]) -> None:
    """A sealed part is sent again until the receiver has cosigned what stands after it in the sender's log."""
    world = at_step("sealed")
    _revealed(world)
    before = set(world.seat("north").store.shelf("outbox"))

    world.carry("north", "neutral")
    kept = {one for one in unpack(bundle_out(world.seat("north"), NEUTRAL)).files if one.startswith("sealed/")}
    lists.remark(world.seat("north"), Ref(HEX), "error", LIST_OFFICERS[:1])
    world.carry("north", "neutral", "north")
    bundle_out(world.seat("north"), NEUTRAL)

    assert {f"sealed/{one}" for one in before} == kept
    assert world.seat("north").store.shelf("outbox") == {}


def test_a_sealed_part_on_its_way_is_not_replaced(at_step: Callable[[str], World]) -> None:
    """Under the name of a part that another seat carries on nobody can put other bytes; the rest is still taken."""
    world = at_step("plan")
    hand_over(world.seat("south"), read_record(world.seat("south")), NORTH, "bulletin", "")
    world.carry("south", "neutral")
    name, good = next(one for one in world.neutral.store.shelf("outbox").items() if one[0].startswith("south.north."))
    lists.remark(world.seat("north"), Ref(HEX), "error", LIST_OFFICERS[:1])

    arrival = _arrives(world, _changed(world, "north", "neutral", {f"sealed/{name}": b"other"}), "neutral")

    assert _codes(arrival) == ["BUNDLE-15"]
    assert NORTH in arrival.grown
    assert world.neutral.store.shelf("outbox")[name] == good


@pytest.mark.parametrize("ends", ["west.neutral", "north.west", "neutral.north", "north.north"])
def test_a_sealed_part_of_strangers_is_not_carried(at_step: Callable[[str], World], ends: str) -> None:
    """A part from or for somebody who takes no part, or from the receiving seat itself, is left out."""
    world = at_step("terms")
    name = f"{ends}.2.{digest(b'other')[:16]}.sealed"

    arrival = _arrives(world, _changed(world, "north", "neutral", {f"sealed/{name}": b"other"}), "neutral")

    assert _codes(arrival) == ["BUNDLE-15"]
    assert name not in world.neutral.store.shelf("outbox")


def test_one_bad_part_costs_the_others_nothing(at_step: Callable[[str], World]) -> None:
    """A part that does not open and a part with a false label are findings; the list beside them is taken."""
    world = at_step("sealed")
    _revealed(world)
    closed, false = f"north.neutral.1.{digest(b'junk')[:16]}.sealed", f"north.neutral.1.{'0' * 16}.sealed"

    arrival = _arrives(
        world,
        _changed(world, "north", "neutral", {f"sealed/{closed}": b"junk", f"sealed/{false}": b"junk"}),
        "neutral",
    )

    assert sorted(_codes(arrival)) == ["BUNDLE-15", "KEY-2"]
    assert arrival.received == ("list",)


def _accepts(world: World, org: str, data: bytes) -> bool:
    """Tell whether a seat takes a bundle; anything but a refusal comes through as the error it is."""
    try:
        _arrives(world, data, org)
    except Refusal:
        return False
    return True


def _flipped(data: bytes, drawn: random.Random) -> bytes:
    at = drawn.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << drawn.randrange(8)]) + data[at + 1 :]


def test_a_bundle_damaged_on_the_way_never_stops_the_program(at_step: Callable[[str], World]) -> None:
    """200 random bits changed, one at a time: the bundle is refused, or nothing in it had changed."""
    world = at_step("sealed")
    data, drawn = _revealed(world), random.Random("bundle")

    taken = [_accepts(world, "neutral", _flipped(data, drawn)) for _ in range(200)]

    assert taken.count(False) > 150
    assert world.entries("neutral")[NORTH] in (
        world.entries("north")[NORTH],
        world.entries("north")[NORTH][:-1],
    )


def _one_file_changed(world: World, drawn: random.Random) -> bytes:
    files = unpack(bundle_out(world.seat("north"), NEUTRAL)).files
    path = drawn.choice([one for one in sorted(files) if files[one]])
    return _changed(world, "north", "neutral", {path: _flipped(files[path], drawn)})


def test_a_damaged_file_under_a_good_manifest_never_stops_the_program(at_step: Callable[[str], World]) -> None:
    """A sender who signs damaged files is refused or has them reported; no history but the true one is taken."""
    world = at_step("plan")
    crossing.propose_act(world.seat("north"), world.terms().tranches[0].id, world.terms().directions[0], AGENTS)
    lists.remark(world.seat("north"), Ref(HEX), "error", LIST_OFFICERS[:1])
    drawn = random.Random("files")
    truth = {org: entries[: len(world.entries("neutral")[org])] for org, entries in world.entries("north").items()}
    assert truth == world.entries("neutral")

    taken = [_accepts(world, "neutral", _one_file_changed(world, drawn)) for _ in range(30)]

    assert False in taken
    assert all(
        entries == world.entries("north")[org][: len(entries)] for org, entries in world.entries("neutral").items()
    )


@pytest.mark.parametrize("path", ["cards/x/y.json", "cards/north/north.json", "cards/north.JSON", "cards/x.json"])
def test_a_card_on_a_strange_path_is_refused(at_step: Callable[[str], World], path: str) -> None:
    """A card stands at its own path: no bundle can put a file elsewhere in the folder of cards."""
    world = at_step("seats")
    card = unpack(bundle_out(world.seat("north"), SOUTH)).files["cards/north.json"]
    read_record(world.seat("south"))
    before = world.files("south")

    with pytest.raises(Refusal) as refused:
        _arrives(world, _changed(world, "north", "south", {path: card}), "south")

    assert refused.value.code in ("BUNDLE-5", "BUNDLE-14")
    assert world.files("south") == before


@pytest.mark.parametrize("what", ["final", "plan", "proposals"])
def test_a_party_cannot_slip_in_what_the_neutral_hands_over(at_step: Callable[[str], World], what: str) -> None:
    """What only the neutral hands over is not taken from a party: the plan waiting still passes and is signed."""
    world = at_step("draw")
    planning.propose_plan(world.neutral)
    world.carry("neutral", "south")
    north = world.seat("north")
    hand_over(north, read_record(north), SOUTH, what, {"holder": "north", "receiver": "south", "people": []})

    arrival = _arrives(world, bundle_out(north, SOUTH), "south")
    done = signing.sign(world.seat("south"), "plan", HEADS)

    assert _codes(arrival) == ["RECEIVE-3"]
    assert [need.org for one in done for need in one.missing] == ["north"]


@pytest.mark.parametrize("content", [[], None, "x", {}, {"list": "holding"}, {"list": [], "rows": [[1]], "erased": 1}])
def test_malformed_content_is_a_finding(at_step: Callable[[str], World], content: Json) -> None:
    """Content without its form is reported, and the good list beside it is taken."""
    world = at_step("sealed")
    north = world.seat("north")
    hand_over(north, read_record(north), NEUTRAL, "list", content)

    arrival = _arrives(world, _revealed(world), "neutral")

    assert _codes(arrival) == ["RECEIVE-2"]
    assert arrival.received == ("list",)
    assert len(world.neutral.vault.get("entry:north/holding")) == 31


def test_answers_nobody_signed_make_no_final_list(at_step: Callable[[str], World]) -> None:
    """Answers that come later than those signed, and differ from them, are not made final (LISTS-4)."""
    world = at_step("matched")
    direction = world.terms().directions[0]
    holder = world.seats[direction.holder]
    lists.answer(holder, direction, 0.9, LIST_OFFICERS)
    world.carry(direction.holder, "neutral")
    hand_over(
        holder,
        read_record(holder),
        NEUTRAL,
        "answers",
        {"holder": direction.holder, "receiver": direction.receiver, "answers": [["H-01", "W-30", "held", "00" * 32]]},
    )
    world.carry(direction.holder, "neutral")

    with pytest.raises(Refusal, match="LISTS-4"):
        lists.propose_final(world.neutral, direction)

    assert pending(world.neutral) == {}


def test_a_pending_act_that_is_no_text_is_a_finding(at_step: Callable[[str], World]) -> None:
    """Bytes that are no text, in the place of a pending act, are reported (SIGN-11); the logs beside it are taken."""
    world = at_step("terms")
    lists.remark(world.seat("north"), Ref(HEX), "error", LIST_OFFICERS[:1])

    arrival = _arrives(world, _changed(world, "north", "south", {f"pending/{HEX}.note": b"\xff\n\n"}), "south")

    assert _codes(arrival) == ["SIGN-11"]
    assert NORTH in arrival.grown
    assert pending(world.seat("south")) == {}


@pytest.mark.parametrize(
    ("seen", "code"),
    [
        pytest.param(Seen(org=SOUTH, size=1, root=Digest(HEX)), "AUDIT-1", id="another root"),
        pytest.param(Seen(org=OrgId("west"), size=1, root=Digest(HEX)), "AUDIT-5", id="a stranger's log"),
        pytest.param(Seen(org=SOUTH, size=99, root=Digest(HEX)), "AUDIT-6", id="longer than held"),
    ],
)
def test_an_act_that_could_not_be_judged_is_not_taken(at_step: Callable[[str], World], seen: Seen, code: str) -> None:
    """An act that had seen what nobody holds is reported and not kept; the seat signs the true one afterwards."""
    world = at_step("plan")
    north, south = world.seat("north"), world.seat("south")
    honest = forged(world, "north", "act.signed", body("act.signed"))
    note = signed(world, replace(honest, seen=(*honest.seen[:2], seen)), [("north", one) for one in AGENTS])
    evil = {f"pending/{event_digest(note.text)}.note": pending_bytes(note)}

    arrival = _arrives(world, _changed(world, "north", "south", evil), "south")
    crossing.propose_act(north, world.terms().tranches[0].id, world.terms().directions[0], AGENTS)
    world.carry("north", "south")
    signing.sign(south, "act", AGENTS)

    assert _codes(arrival) == [code]
    assert len(world.state("south").acts) == 1


def test_an_act_complete_on_the_way_is_held_against_what_this_seat_knows(at_step: Callable[[str], World]) -> None:
    """With all four signatures on it, an act with somebody who is stopped by now is still not recorded (SIGN-8)."""
    world = at_step("plan")
    tranche, direction = world.terms().tranches[0].id, world.terms().directions[0]
    act, done = crossing.propose_act(world.seat("north"), tranche, direction, AGENTS)
    whole = pending(world.seat("north"))[done.digest]
    for officer in AGENTS:
        whole = add_line(whole, officer_line(world.seat("south"), officer, whole.text))
    perform(world.neutral, "people.not_travelling", {"people": [act.people[0].ref]}, DELEGATE)
    world.carry("neutral", "south")

    arrival = _arrives(
        world, _changed(world, "north", "south", {f"pending/{done.digest}.note": pending_bytes(whole)}), "south"
    )

    assert _codes(arrival) == ["SIGN-8"]
    assert arrival.recorded == ()
    assert world.state("south").acts == ()
    assert pending(world.seat("south")) == {}


def test_a_copy_stops_only_who_had_seen_the_original(at_step: Callable[[str], World]) -> None:
    """Who had not seen a list is never refused for being equal to it; an earlier clock does not turn it round."""
    world = at_step("terms")
    north, south = world.seat("north"), world.seat("south")
    copied = body("list.committed", by="north")
    perform(north, "list.committed", copied, LIST_OFFICERS)
    world.clock.at -= timedelta(hours=1)
    perform(south, "list.committed", copied, LIST_OFFICERS)

    world.carry()

    assert set(world.state().lists) == {(NORTH, ListKind.HOLDING), (SOUTH, ListKind.HOLDING)}
    assert world.state("north").lists.keys() == world.state("south").lists.keys() == world.state().lists.keys()


@pytest.mark.parametrize(
    ("kind", "content", "officers", "code"),
    [
        ("list.committed", lambda: body("list.committed", by="north"), LIST_OFFICERS, "ADMIT-31"),
        ("draw.committed", lambda: body("draw.committed", by="north"), HEADS, "ADMIT-16"),
    ],
)
def test_a_copy_of_what_was_seen_is_refused_whatever_the_clock_says(
    at_step: Callable[[str], World],
    kind: str,
    content: Callable[[], dict[str, Json]],
    officers: tuple[OfficerId, ...],
    code: str,
) -> None:
    """Who had seen a root cannot commit to it, even with a clock set back before it."""
    world = at_step("terms")
    perform(world.seat("north"), kind, content(), officers)
    world.carry("north", "south")
    world.clock.at -= timedelta(hours=1)

    with pytest.raises(Refusal, match=code):
        perform(world.seat("south"), kind, content(), officers)
