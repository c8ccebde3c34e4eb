"""Bundles: verified whole before anything is kept; what is damaged, strange or misdirected changes nothing."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from homeward.log import encode_bundle, format_note, log_paths, parse_vkey
from homeward.log.notes import Note, SignatureLine
from homeward.model.canonical import digest, encode
from homeward.model.events import event_digest
from homeward.model.findings import Json, Refusal
from homeward.model.ids import ExchangeId, OrgId, Ref
from homeward.procedure import log_view
from homeward.service import ceremony, envelope, lists
from homeward.service.acting import append, pending_bytes, sign_checkpoint
from homeward.service.bundles import bundle_in, bundle_out
from homeward.service.envelope import Part, hand_over, open_sealed, pack, unpack
from homeward.service.reading import read_record
from homeward.service.receiving import receive
from homeward.service.seat import Seat
from tests.unit.procedure.cast import HEX, body, forged, signed
from tests.world import DELEGATES, HEADS, LIST_OFFICERS, World, world_at

NORTH, SOUTH, NEUTRAL = OrgId("north"), OrgId("south"), OrgId("neutral")


def _refused(world: World, org: str, data: bytes) -> Refusal:
    """Return what refuses a bundle at a seat, once it is shown that no file there changed."""
    read_record(world.seat(org))  # a first reading makes the vault
    before = world.files(org)
    with pytest.raises(Refusal) as refused:
        bundle_in(world.seat(org), data, receive)
    assert world.files(org) == before
    assert refused.value.hint
    return refused.value


def _zipped(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path, data in files.items():
            archive.writestr(zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0)), data)
    return buffer.getvalue()


def _inside(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("step", ["seats", "genesis"])
def test_a_bundle_carries_everything(step: str, at_step: Callable[[str], World]) -> None:
    """A bundle imported twice is taken once: the same record gives the same bundle."""
    world = at_step(step)
    data = bundle_out(world.seat("north"), NEUTRAL)

    bundle_in(world.neutral, data, receive)
    once = world.files("neutral", "record")
    bundle_in(world.neutral, data, receive)

    assert world.files("neutral", "record") == once
    assert NORTH in ceremony.cards(world.neutral)


def test_nothing_is_handed_over_before_genesis(at_step: Callable[[str], World]) -> None:
    """Without genesis nobody's sealing key is known for sure."""
    world = at_step("seats")

    with pytest.raises(Refusal, match="BUNDLE-1]") as refused:
        hand_over(world.seat("north"), read_record(world.seat("north")), NEUTRAL, "list", {})
    assert refused.value.hint == "sign genesis first"


@pytest.mark.parametrize("to", ["north", "west"])
def test_a_bundle_goes_to_another_seat(to: str, at_step: Callable[[str], World]) -> None:
    """A bundle for oneself or for a stranger is not written."""
    world = at_step("terms")
    before = world.files("north")

    with pytest.raises(Refusal, match="BUNDLE-2") as refused:
        bundle_out(world.seat("north"), OrgId(to))

    assert refused.value.hint == "choose of neutral, south"
    assert world.files("north") == before


def test_a_bundle_for_another_seat_is_refused(at_step: Callable[[str], World]) -> None:
    """A bundle is taken by the seat it is for and by no other."""
    world = at_step("terms")

    refusal = _refused(world, "south", bundle_out(world.seat("north"), NEUTRAL))

    assert (refusal.code, refusal.says) == ("BUNDLE-3", "a bundle for neutral, not for south")


def test_a_zip_bomb_is_refused(at_step: Callable[[str], World], monkeypatch: pytest.MonkeyPatch) -> None:
    """A bundle that unpacks to more than the limit is refused before it is unpacked."""
    world = at_step("terms")
    data = bundle_out(world.seat("north"), SOUTH)
    monkeypatch.setattr(envelope, "MAX_BYTES", 1000)

    assert _refused(world, "south", data).code == "BUNDLE-4"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_one_path_twice_is_refused(at_step: Callable[[str], World]) -> None:
    """A zip file can hold one path twice; a bundle cannot."""
    world = at_step("terms")
    buffer = io.BytesIO(bundle_out(world.seat("north"), SOUTH))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("record/north/checkpoint", b"another")

    assert _refused(world, "south", buffer.getvalue()).code == "BUNDLE-4"


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"manifest.note": b"x"},
        {"manifest.note": b"x", "files.json": b"[]", "../keys/log.pem": b"x"},
        {"manifest.note": b"x", "files.json": b"[]", "/etc/passwd": b"x"},
        {"manifest.note": b"x", "files.json": b"[]", "Record/north": b"x"},
        {"manifest.note": b"x", "files.json": b"[]", "sealed/north.sealed": b"x"},
    ],
)
def test_what_has_not_the_form_of_a_bundle_is_refused(files: dict[str, bytes], at_step: Callable[[str], World]) -> None:
    """A zip file without manifest and listing, or with a path that leads elsewhere, is no bundle."""
    assert _refused(at_step("terms"), "south", _zipped(files)).code == "BUNDLE-5"


@pytest.mark.parametrize("data", [b"", b"PK", b"no zip at all"])
def test_what_is_no_zip_file_is_refused(data: bytes, at_step: Callable[[str], World]) -> None:
    """Bytes that are no zip file, or a cut one, are refused."""
    assert _refused(at_step("terms"), "south", data).code == "BUNDLE-5"


def test_a_bundle_cut_short_is_refused(at_step: Callable[[str], World]) -> None:
    """Every beginning of a bundle is refused."""
    world = at_step("terms")
    data = bundle_out(world.seat("north"), SOUTH)

    codes = {_refused(world, "south", data[: len(data) * part // 8]).code for part in range(8)}

    assert codes == {"BUNDLE-5"}


@pytest.mark.parametrize("path", ["record/north/checkpoint", "cards/north.json", "files.json"])
def test_a_changed_file_is_refused(path: str, at_step: Callable[[str], World]) -> None:
    """The signed manifest names every file by digest and length: none can be changed on the way."""
    world = at_step("terms")
    files = _inside(bundle_out(world.seat("north"), SOUTH))

    changed = _zipped({**files, path: files[path].replace(b"a", b"b", 1)})

    assert _refused(world, "south", changed).code == "BUNDLE-6"


def test_a_file_added_on_the_way_is_refused(at_step: Callable[[str], World]) -> None:
    """Nor can one be added."""
    world = at_step("terms")
    files = _inside(bundle_out(world.seat("north"), SOUTH))

    assert _refused(world, "south", _zipped({**files, "pending/more.note": b"x"})).code == "BUNDLE-6"


def _as_seat(seat: Seat, magic: str, content: Json) -> bytes:
    text = f"{magic}\n{encode(content).decode()}\n"
    key = parse_vkey(seat.keys.public("seat"))
    line = SignatureLine(name=key.name, key_id=key.key_id, signature=seat.keys.seat_sign("seat", text.encode()))
    return format_note(Note(text=text, lines=(line,)))


def test_a_newer_bundle_is_refused(at_step: Callable[[str], World]) -> None:
    """A bundle of a format to come is not guessed at."""
    world = at_step("terms")
    files = _inside(bundle_out(world.seat("north"), SOUTH))
    newer = _as_seat(world.seat("north"), "homeward.bundle/v2", {})

    refusal = _refused(world, "south", _zipped({**files, "manifest.note": newer}))

    assert (refusal.code, refusal.hint) == ("BUNDLE-7", "use a release that knows it")


def test_a_bundle_of_another_exchange_is_refused(at_step: Callable[[str], World]) -> None:
    """A bundle names its exchange; another one's is refused, and so is one of this seat itself."""
    world = at_step("terms")
    north = world.seat("north")
    elsewhere = replace(north, profile=replace(north.profile, id=ExchangeId("other-2026")))
    own = pack(north, NORTH, {})

    assert _refused(world, "south", pack(elsewhere, SOUTH, {})).code == "BUNDLE-8"
    assert _refused(world, "north", own).code == "BUNDLE-8"


def test_a_bundle_in_another_name_is_refused(at_step: Callable[[str], World]) -> None:
    """Who signs a bundle must be who sends it."""
    world = at_step("terms")
    disguised = replace(world.seat("north"), profile=replace(world.seat("north").profile, seat=NEUTRAL))

    assert _refused(world, "south", pack(disguised, SOUTH, {})).code == "LOG-24"


def test_before_genesis_a_bundle_brings_its_senders_card(at_step: Callable[[str], World]) -> None:
    """Before genesis the sender's card is the only thing to verify a bundle with."""
    world = at_step("seats")

    refusal = _refused(world, "south", pack(world.seat("north"), SOUTH, {}))

    assert (refusal.code, refusal.says) == ("BUNDLE-9", "a bundle without the card of north")


def test_a_seat_that_lost_events_is_told(at_step: Callable[[str], World], tmp_path: Path) -> None:
    """A seat restored from an old copy learns of it from whoever holds more of its log."""
    now, old = at_step("sealed"), world_at("terms", tmp_path / "old")

    refusal = _refused(old, "north", bundle_out(now.neutral, NORTH))

    assert refusal.code == "BUNDLE-10"
    assert "neutral holds another log of this seat" in refusal.says
    assert "restored from an old copy" in refusal.hint


def _sealed(world: World, sender: str, to: str, what: str = "plan") -> Part:
    """Hand something over at one seat and return the sealed part as it will travel."""
    seat = world.seat(sender)
    before = set(seat.store.shelf("outbox"))
    hand_over(seat, read_record(seat), OrgId(to), what, [])
    ((name, data),) = [item for item in seat.store.shelf("outbox").items() if item[0] not in before]
    return Part(name=name, sender=OrgId(sender), to=OrgId(to), size=2, data=data, digest=digest(data))


def _arrives(world: World, **sealed: bytes) -> list[str]:
    """Carry a bundle of north with these sealed parts to south; return the codes of what could not be taken."""
    files = dict(unpack(bundle_out(world.seat("north"), SOUTH)).files)
    files |= {f"sealed/{name}": data for name, data in sealed.items()}
    return [
        one.code for one in bundle_in(world.seat("south"), pack(world.seat("north"), SOUTH, files), receive).findings
    ]


def test_what_was_handed_over_is_opened_by_its_receiver(at_step: Callable[[str], World]) -> None:
    """A sealed part opens at the seat it is for, under the name of who sealed it, and nowhere else."""
    world = at_step("terms")
    part = _sealed(world, "north", "south")
    south = world.seat("south")

    assert open_sealed(south, read_record(south), part) == ("plan", [])
    with pytest.raises(Refusal, match="KEY-2"):
        open_sealed(world.neutral, read_record(world.neutral), part)
    with pytest.raises(Refusal, match="LOG-24"):
        open_sealed(south, read_record(south), replace(part, sender=NEUTRAL))


def test_a_sealed_part_sealed_again_to_another_is_refused(at_step: Callable[[str], World]) -> None:
    """What was sealed to one seat cannot be passed on to another as if it had been meant for it."""
    world = at_step("terms")
    south, part = world.seat("south"), _sealed(world, "north", "neutral")
    redirected = world.neutral.keys.seal(south.keys.public("seal"), world.neutral.keys.unseal(part.data))

    with pytest.raises(Refusal, match="BUNDLE-11") as refused:
        open_sealed(south, read_record(south), replace(part, data=redirected))

    assert refused.value.says == "a sealed part that is not from north to south"


def test_sealed_content_that_was_not_signed_is_refused(at_step: Callable[[str], World]) -> None:
    """The receiver of a sealed part cannot be shown other content under the sender's signature."""
    world = at_step("terms")
    south, part = world.seat("south"), _sealed(world, "north", "south")
    swapped = world.neutral.keys.seal(south.keys.public("seal"), south.keys.unseal(part.data)[:-2] + b"{}")

    with pytest.raises(Refusal, match="BUNDLE-11") as refused:
        open_sealed(south, read_record(south), replace(part, data=swapped))

    assert refused.value.says == "a sealed part whose content is not what was signed"


def test_a_sealed_part_under_a_false_label_costs_nobody_else(at_step: Callable[[str], World]) -> None:
    """A part whose name is not that of its bytes is reported and left out; what else the bundle has is taken."""
    world = at_step("terms")
    good = _sealed(world, "north", "south")
    changed = good.data[:-1] + bytes([good.data[-1] ^ 1])
    unopened = f"north.south.2.{digest(changed)[:16]}.sealed"
    world.seat("north").store.put("outbox", good.name, None)

    assert _arrives(world, **{good.name: changed}) == ["BUNDLE-15"]
    assert _arrives(world, **{unopened: changed}) == ["KEY-2"]


def test_content_nobody_knows_is_named(at_step: Callable[[str], World]) -> None:
    """What this release does not understand is not thrown away in silence."""
    world = at_step("terms")
    _sealed(world, "north", "south", "poem")

    assert _arrives(world) == ["RECEIVE-1"]


def test_a_card_under_another_name_is_refused(at_step: Callable[[str], World]) -> None:
    """A card stands under its own organisation's name, and only those of this exchange."""
    world = at_step("seats")
    files = dict(unpack(bundle_out(world.seat("north"), SOUTH)).files)

    refusal = _refused(
        world, "south", pack(world.seat("north"), SOUTH, {**files, "cards/neutral.json": files["cards/north.json"]})
    )

    assert refusal.code == "BUNDLE-14"


def test_genesis_with_other_keys_of_this_seat_is_refused(at_step: Callable[[str], World], tmp_path: Path) -> None:
    """A genesis that gives this seat other keys than it has would let somebody sign in its name."""
    world, other = at_step("seats"), world_at("seats", tmp_path / "other")
    shutil.rmtree(other.folder("south") / "keys")
    other.seat("south").keys.create(  # type: ignore[attr-defined]
        tuple(one.id for one in other.seat("south").profile.officers), other.neutral.lots
    )
    other.carry()
    ceremony.propose_genesis(other.neutral, DELEGATES)
    other.all_sign("genesis", HEADS)
    world.carry("neutral", "south")

    refusal = _refused(world, "south", bundle_out(other.neutral, SOUTH))

    assert (refusal.code, refusal.says) == ("BUNDLE-12", "genesis has other keys for south than this seat")


def test_a_shorter_log_that_is_another_one_is_refused(at_step: Callable[[str], World], tmp_path: Path) -> None:
    """A shorter log is an old bundle only if it is the beginning of the log held here: otherwise a split view."""
    longer, shorter = at_step("sealed"), world_at("sealed", tmp_path / "shorter")
    shorter.clock.at = shorter.clock.at.replace(hour=23)
    for world, times in ((longer, 2), (shorter, 1)):
        for _ in range(times):
            lists.remark(world.seat("north"), Ref(HEX), "error", LIST_OFFICERS[:1])
    longer.carry("north", "south")

    refusal = _refused(longer, "south", bundle_out(shorter.seat("north"), SOUTH))

    assert refusal.code == "BUNDLE-13"
    assert "another log of north" in refusal.says


def test_a_bundle_that_was_long_on_its_way_is_taken(at_step: Callable[[str], World]) -> None:
    """A bundle older than what this seat holds harms nobody and takes nothing back."""
    world = at_step("sealed")
    old = bundle_out(world.seat("north"), SOUTH)
    lists.remark(world.seat("north"), Ref(HEX), "error", LIST_OFFICERS[:1])
    world.carry("north", "south")
    before = world.entries("south")

    bundle_in(world.seat("south"), old, receive)

    assert world.entries("south") == before


def test_a_longer_log_of_another_history_is_refused(at_step: Callable[[str], World], tmp_path: Path) -> None:
    """A log of the same size or longer must continue what this seat cosigned."""
    first, second = at_step("sealed"), world_at("sealed", tmp_path / "second")
    second.clock.at = second.clock.at.replace(hour=23)
    for world in (first, second, second):
        lists.remark(world.seat("north"), Ref(HEX), "error", LIST_OFFICERS[:1])
    first.carry("north", "south")

    assert _refused(first, "south", bundle_out(second.seat("north"), SOUTH)).code in ("LOG-4", "LOG-34")


def test_an_unadmitted_event_in_a_bundle_keeps_the_whole_out(at_step: Callable[[str], World]) -> None:
    """A log with an event that may not stand is refused as a whole; nothing of the bundle is kept."""
    world = at_step("sealed")
    north = world.seat("north")
    reading = read_record(north)
    event = forged(world, "north", "list.committed", body("list.committed", by="north", root=HEX))
    note = signed(world, event, [("north", "list-1"), ("north", "list-2")])
    with pytest.raises(Refusal, match="ADMIT-30"):
        append(north, reading, note)
    log = reading.logs[NORTH]
    files = dict(unpack(bundle_out(north, SOUTH)).files)
    files |= _log_with(north, (*log.entries, format_note(note)))
    files = {path: data for path, data in files.items() if not path.endswith(".p/5") or "/north/" not in path}

    refusal = _refused(world, "south", pack(north, SOUTH, files))

    assert refusal.code == "ADMIT-30"
    assert refusal.says.startswith("log of north, event 5: north committed to its holding list already")


def _log_with(seat: Seat, entries: tuple[bytes, ...]) -> dict[str, bytes]:
    """Return the files of a log with *entries*, signed by the seat's log key, whatever any rule says."""
    view = log_view(entries)
    bundle, tile = log_paths(len(entries))
    return {
        f"record/{seat.org}/checkpoint": format_note(sign_checkpoint(seat, view)),
        f"record/{seat.org}/{bundle}": encode_bundle(entries),
        f"record/{seat.org}/{tile}": view.tree.hashes(0, 0, len(entries)),
    }


def test_a_pending_act_that_is_malformed_stops_nobody_else(at_step: Callable[[str], World]) -> None:
    """An act that may not happen is reported and left out; the rest of the bundle is taken."""
    world = at_step("plan")
    north = world.seat("north")
    lists.remark(north, Ref(HEX), "error", LIST_OFFICERS[:1])
    note = signed(world, forged(world, "north", "act.signed", {}), [])
    north.store.put("pending", f"{event_digest(note.text)}.note", pending_bytes(note))

    arrival = bundle_in(world.seat("south"), bundle_out(north, SOUTH), receive)

    assert [one.code for one in arrival.findings] == ["ADMIT-2"]
    assert arrival.findings[0].where.source == "bundle of north"
    assert NORTH in arrival.grown


def test_what_a_crash_left_half_written_does_not_travel(at_step: Callable[[str], World]) -> None:
    """A half-written file on a shelf is neither read nor sent."""
    world = at_step("terms")
    for shelf, name in (
        ("pending", f".{HEX}.note.new"),
        ("outbox", ".north.south.2.x.sealed.new"),
        ("cards", ".x.new"),
    ):
        (world.folder("north") / shelf).mkdir(exist_ok=True)
        (world.folder("north") / shelf / name).write_bytes(b"half")

    files = unpack(bundle_out(world.seat("north"), SOUTH)).files

    assert not [path for path in files if ".new" in path]
    assert digest(b"half") not in {digest(data) for data in files.values()}
