"""The record at a seat is verified from its files: what was changed, added or taken away is refused."""

from __future__ import annotations

import base64
import os
import random
import shutil
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from homeward.adapters.store import FolderStore
from homeward.log import format_note, parse_note
from homeward.model.findings import Refusal
from homeward.model.ids import OrgId, Ref
from homeward.service import lists
from homeward.service.acting import perform, sweep
from homeward.service.reading import read_record, remember, verify_record
from homeward.service.seat import Seat
from tests.unit.procedure.cast import HEX
from tests.world import DELEGATE, LIST_OFFICERS, ORGS, World, world_at

NORTH = OrgId("north")
LOG = Path("record") / "north"

Files = dict[OrgId, dict[str, bytes]]


@pytest.fixture
def world_in_the_end(at_step: Callable[[str], World]) -> World:
    """Return the world after its last step."""
    return at_step("bulletin")


def _files(seat: Seat) -> Files:
    return {org: dict(seat.store.read(org)) for org in seat.store.logs()}


def _remark(world: World, org: str) -> None:
    lists.remark(world.seat(org), Ref(HEX), "error", DELEGATE if org == "neutral" else LIST_OFFICERS[:1])


def _only(folder: Path, start: str) -> Path:
    return next(path for path in sorted(folder.rglob("*")) if path.is_file() and start in path.as_posix())


def _flip(data: bytes, at: int, bit: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :]


def _accepted_flips(files: Files, flips: list[tuple[OrgId, str, int, int]]) -> list[tuple[OrgId, str, int, int]]:
    accepted = []
    for org, path, at, bit in flips:
        changed = {**files, org: {**files[org], path: _flip(files[org][path], at, bit)}}
        try:
            verify_record(changed)
        except Refusal:
            continue
        accepted.append((org, path, at, bit))
    return accepted


def _random_flips(files: Files, count: int, seed: str) -> list[tuple[OrgId, str, int, int]]:
    drawn = random.Random(seed)
    paths = [(org, path) for org in sorted(files) for path in sorted(files[org])]
    chosen = [drawn.choice(paths) for _ in range(count)]
    return [(org, path, drawn.randrange(len(files[org][path])), drawn.randrange(8)) for org, path in chosen]


@pytest.mark.parametrize("org", ORGS)
def test_any_changed_byte_is_refused(org: str, at_step: Callable[[str], World]) -> None:
    """200 random bits changed, one at a time, anywhere in the record of any seat: each is refused."""
    files = _files(at_step("bulletin").seat(org))
    flips = _random_flips(files, 200, f"flips-{org}")

    assert _accepted_flips(files, flips) == []


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("org", ORGS)
def test_any_changed_byte_is_refused_at_length(org: str, at_step: Callable[[str], World]) -> None:
    """2,000 random bits, and each bit of the first and last byte of every file."""
    files = _files(at_step("bulletin").seat(org))
    seed = os.environ.get("SEED", "soak")
    edges = [
        (one, path, at, bit)
        for one in sorted(files)
        for path, at, bit in product(sorted(files[one]), (0, -1), range(8))
    ]
    ends = [(one, path, len(files[one][path]) - 1 if at else 0, bit) for one, path, at, bit in edges]

    assert _accepted_flips(files, [*_random_flips(files, 2000, seed), *ends]) == [], f"seed {seed}"


@pytest.mark.parametrize(
    ("path", "kept", "added", "code"),
    [
        ("checkpoint", -1, b"", "LOG-20"),
        ("cosigned", -70, b"", "LOG-20"),
        ("tile/0/000.p/19", -1, b"", "LOG-37"),
        ("tile/0/000.p/19", 0, b"", "LOG-37"),
        ("tile/entries/000.p/19", -1, b"", "LOG-41"),
        ("tile/entries/000.p/19", None, b"\0", "LOG-41"),
        ("tile/0/000.p/18", 0, b"stale", "LOG-39"),
        ("tile/entries/000.p/7", 0, b"stale", "LOG-39"),
        ("tile/0/000", 0, b"stray", "LOG-38"),
        ("tile/0/000.p/20", 0, b"stray", "LOG-38"),
        ("tile/2/000.p/1", 0, b"stray", "LOG-38"),
        ("notes.txt", 0, b"stray", "LOG-38"),
        (".hidden", 0, b"stray", "LOG-38"),
    ],
)
def test_what_is_added_or_cut_is_refused(
    path: str, kept: int | None, added: bytes, code: str, world_in_the_end: World
) -> None:
    """A log's folder holds exactly the files of its size, whole; each file besides, stale or cut is named."""
    file = world_in_the_end.folder("south") / LOG / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch()
    file.write_bytes(file.read_bytes()[:kept] + added)
    before = world_in_the_end.files("south")

    with pytest.raises(Refusal) as refused:
        read_record(world_in_the_end.seat("south"))

    assert refused.value.code == code
    assert "north" in refused.value.says
    assert refused.value.hint
    assert world_in_the_end.files("south") == before


@pytest.mark.parametrize(
    ("path", "code"),
    [("checkpoint", "RECORD-3"), ("tile/0/000.p/19", "LOG-36"), ("tile/entries/000.p/19", "LOG-36")],
)
def test_what_is_missing_is_refused(path: str, code: str, world_in_the_end: World) -> None:
    """A log without one of its files is refused, and the file named."""
    (world_in_the_end.folder("south") / LOG / path).unlink()

    with pytest.raises(Refusal) as refused:
        read_record(world_in_the_end.seat("south"))

    assert refused.value.code == code
    assert "north" in refused.value.says
    assert path in refused.value.says
    assert refused.value.hint


def test_a_seat_whose_own_log_is_gone_begins_no_other(at_step: Callable[[str], World]) -> None:
    """A log begun again would be a second version of it: the seat refuses until its log is restored."""
    world = at_step("terms")
    shutil.rmtree(world.folder("north") / LOG)
    before = world.files("north")

    with pytest.raises(Refusal, match="RECORD-6") as refused:
        perform(world.seat("north"), "list.remarked", {"entry": HEX, "code": "error"}, LIST_OFFICERS[:1])

    assert "verified here at size 2" in refused.value.says
    assert "restore record/north from a copy" in refused.value.hint
    assert world.files("north") == before


def test_loose_base64_is_refused(at_step: Callable[[str], World]) -> None:
    """Another spelling of the same signature is another entry, and refused."""
    world = at_step("terms")
    files = _files(world.seat("north"))
    text, _, last = files[NORTH]["checkpoint"].decode().rstrip("\n").rpartition(" ")
    padding = len(last) - len(last.rstrip("="))
    loose = last[: -padding - 1] + chr(ord(last[-padding - 1]) + 1) + "=" * padding if padding else last + "===="
    files[NORTH]["checkpoint"] = f"{text} {loose}\n".encode()

    with pytest.raises(Refusal, match="LOG-8"):
        verify_record(files)
    assert base64.b64decode(loose)[:68] == base64.b64decode(last)[:68]


def test_signature_lines_in_another_order_are_refused(at_step: Callable[[str], World]) -> None:
    """The same lines in another order would be another entry."""
    files = _files(at_step("terms").seat("neutral"))
    head, _, lines = files[NORTH]["checkpoint"].decode().partition("\n\n")
    turned = "\n".join(reversed(lines.splitlines()))
    files[NORTH]["checkpoint"] = f"{head}\n\n{turned}\n".encode()

    with pytest.raises(Refusal, match="LOG-22"):
        verify_record(files)


def test_an_older_record_than_remembered_is_refused(at_step: Callable[[str], World], tmp_path: Path) -> None:
    """A record put back to an older state, sound in itself, is refused by a verifier that remembers more."""
    now, old = at_step("plan"), world_at("gates", tmp_path / "old")
    shutil.rmtree(now.folder("north") / "record")
    shutil.copytree(old.folder("north") / "record", now.folder("north") / "record")
    before = now.files("north")

    with pytest.raises(Refusal, match="LOG-33") as refused:
        read_record(now.seat("north"))

    assert "from size" in refused.value.says
    assert now.files("north") == before
    assert read_record(old.seat("north")).state.plan is None


def test_another_record_than_remembered_is_refused(at_step: Callable[[str], World], tmp_path: Path) -> None:
    """A log rewritten from an earlier size, signed with its right key, is refused by whoever saw the first."""
    first, second = at_step("sealed"), world_at("sealed", tmp_path / "second")
    second.clock.at = second.clock.at.replace(hour=23)
    for world in (first, second):
        _remark(world, "south")
    first.carry("south", "north")
    second.carry("south", "north")
    remember(first.seat("north"), read_record(first.seat("north")).checkpoints)
    shutil.rmtree(first.folder("north") / "record")
    shutil.copytree(second.folder("north") / "record", first.folder("north") / "record")

    with pytest.raises(Refusal, match="LOG-34"):
        read_record(first.seat("north"))


def test_a_log_without_entries_is_refused(at_step: Callable[[str], World]) -> None:
    """A checkpoint alone is no log."""
    files = _files(at_step("terms").seat("north"))

    with pytest.raises(Refusal, match="RECORD-1") as refused:
        verify_record({NORTH: {"checkpoint": files[NORTH]["checkpoint"]}})

    assert refused.value.says == "the log of north has no first entries"
    assert refused.value.hint


def test_a_log_of_a_stranger_is_refused(at_step: Callable[[str], World]) -> None:
    """A folder of an organisation that takes no part is not passed over."""
    world = at_step("terms")
    shutil.copytree(world.folder("north") / LOG, world.folder("north") / "record" / "west")

    with pytest.raises(Refusal, match="RECORD-2") as refused:
        read_record(world.seat("north"))

    assert "a log of west" in refused.value.says
    assert refused.value.hint == "remove the stray folder"


def test_a_cosigned_checkpoint_of_another_log_is_refused(at_step: Callable[[str], World], tmp_path: Path) -> None:
    """What all others cosigned must be in the log: a log rewritten after that is found by the evidence beside it."""
    first, second = at_step("sealed"), world_at("sealed", tmp_path / "second")
    second.clock.at = second.clock.at.replace(hour=23)
    for world in (first, second):
        _remark(world, "north")
    for _ in range(3):
        first.carry()
    cosigned = (first.folder("north") / LOG / "cosigned").read_bytes()
    (second.folder("north") / LOG / "cosigned").write_bytes(cosigned)

    with pytest.raises(Refusal, match="RECORD-4") as refused:
        verify_record(_files(second.seat("north")))

    assert "log of north" in refused.value.says
    assert "keep both versions as evidence" in refused.value.hint


def test_a_checkpoint_not_cosigned_by_all_is_not_the_cosigned_one(at_step: Callable[[str], World]) -> None:
    """The cosigned checkpoint needs every other organisation; one less is refused."""
    world = at_step("terms")
    file = world.folder("north") / LOG / "cosigned"
    note = parse_note(file.read_bytes())
    shortened = type(note)(text=note.text, lines=tuple(line for line in note.lines if "south" not in line.name))
    file.write_bytes(format_note(shortened))

    with pytest.raises(Refusal, match="LOG-45") as refused:
        read_record(world.seat("north"))

    assert "south/witness" in refused.value.says


def test_a_swept_seat_is_as_it_was(at_step: Callable[[str], World]) -> None:
    """What an interrupted write left is removed by the next act, and nothing else."""
    world = at_step("plan")
    before = world.files("north", "record")
    left = world.folder("north") / LOG / "tile" / "0" / ".000.p.new"
    stale = world.folder("north") / LOG / "tile" / "entries" / "000.p" / "3"
    left.write_bytes(b"half")
    stale.write_bytes(b"half")

    removed = sweep(world.seat("north"))

    assert sorted(removed) == ["north/tile/0/.000.p.new", "north/tile/entries/000.p/3"]
    assert world.files("north", "record") == before


def test_a_log_that_never_had_a_checkpoint_is_swept_away(at_step: Callable[[str], World]) -> None:
    """Entries without a published checkpoint were told to nobody."""
    world = at_step("seats")
    file = world.folder("neutral") / "record" / "neutral" / "tile" / "entries" / "000.p" / "1"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"half")

    assert sweep(world.neutral) == ("neutral/tile/entries/000.p/1",)
    assert read_record(world.neutral).logs == {}


def test_verifying_needs_no_seat(at_step: Callable[[str], World], tmp_path: Path) -> None:
    """An export is verified wherever it lies, without keys, vault or configuration."""
    world = at_step("bulletin")
    shutil.copytree(world.folder("south") / "record", tmp_path / "export" / "record")
    store = FolderStore(folder=tmp_path / "export")

    reading = verify_record({org: store.read(org) for org in store.logs()})

    assert reading.state == world.state("south")
    assert not reading.findings
