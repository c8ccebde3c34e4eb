"""A seat's folder on disk: one writer at a time, each file whole or not there, in an order a crash cannot turn."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from homeward.adapters.store import FolderStore, replace_file
from homeward.model.findings import Refusal
from homeward.model.ids import OrgId

NORTH = OrgId("north")


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    """Return a store over an empty folder."""
    return FolderStore(folder=tmp_path)


def test_one_program_writes_at_a_time(store: FolderStore) -> None:
    """While one holds the seat another is refused; afterwards it may."""
    other = FolderStore(folder=store.folder)

    with store.lock(), pytest.raises(Refusal, match="STORE-1") as refused, other.lock():
        pass
    with other.lock():
        pass

    assert refused.value.says == "another program is writing at this seat"
    assert refused.value.hint == "wait until it is done, then run this again"


def test_the_lock_is_released_when_an_act_is_refused(store: FolderStore) -> None:
    """A refusal inside the lock leaves no lock behind."""
    with pytest.raises(Refusal), store.lock():
        raise Refusal("ADMIT-1", "no", hint="no")

    with store.lock():
        pass


def test_what_was_written_is_read(store: FolderStore) -> None:
    """Files come back by path, checkpoints last written, removed ones gone."""
    store.write(NORTH, {"tile/0/000.p/1": b"a", "tile/entries/000.p/1": b"b"}, last={"checkpoint": b"c"}, remove=())
    store.write(NORTH, {"tile/0/000.p/2": b"d"}, last={"checkpoint": b"e"}, remove=["tile/0/000.p/1", "not/there"])

    assert store.logs() == (NORTH,)
    assert store.read(NORTH) == {"checkpoint": b"e", "tile/0/000.p/2": b"d", "tile/entries/000.p/1": b"b"}


def test_files_are_durable_before_the_checkpoint_and_stale_ones_go_last(
    store: FolderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whenever a write stops, one complete size stands: entries, then the checkpoint, then what is stale."""
    store.write(NORTH, {"old": b"x"}, last={}, remove=())
    done: list[str] = []
    replace, unlink = Path.replace, Path.unlink

    def replaced(self: Path, target: Path) -> Path:
        done.append(f"replace {target.name}")
        return replace(self, target)

    def unlinked(self: Path, *, missing_ok: bool = False) -> None:
        done.append(f"unlink {self.name}")
        unlink(self, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "replace", replaced)
    monkeypatch.setattr(Path, "unlink", unlinked)

    store.write(NORTH, {"one": b"1", "two": b"2"}, last={"checkpoint": b"c"}, remove=["old"])

    assert done == ["replace one", "replace two", "replace checkpoint", "unlink old"]


def test_a_file_is_synced_before_it_takes_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bytes are on the disk before the name is, and the name before anything after it."""
    done: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def synced(handle: int) -> None:
        done.append("sync")
        fsync(handle)

    def named(self: Path, target: Path) -> Path:
        done.append("name")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", named)

    replace_file(tmp_path / "file", b"data")

    assert done == ["sync", "name", "sync"]


@pytest.mark.parametrize("org", ["../south", "North", "", "a/b", "."])
def test_a_folder_is_named_by_an_id(org: str, store: FolderStore) -> None:
    """No name leads out of the record's folder."""
    with pytest.raises(Refusal, match="STORE-2") as refused:
        store.write(OrgId(org), {"x": b"x"}, last={}, remove=())

    assert repr(org) in refused.value.says
    assert refused.value.hint
    assert list(store.folder.iterdir()) == []


def test_an_empty_seat_has_no_logs(store: FolderStore) -> None:
    """A folder without a record, or with one that holds no file, has no log."""
    (store.folder / "record" / "north" / "tile").mkdir(parents=True)

    assert store.logs() == ()
    assert store.read(NORTH) == {}
    assert store.shelf("pending") == {}


def test_a_shelf_keeps_whole_files_only(store: FolderStore) -> None:
    """What a crash left half written on a shelf is not one of its files; a removed one is gone."""
    store.put("pending", "a.note", b"1")
    store.put("pending", "b.note", b"2")
    (store.folder / "pending" / ".c.note.new").write_bytes(b"half")
    store.put("pending", "a.note", None)
    store.put("pending", "a.note", None)

    assert store.shelf("pending") == {"b.note": b"2"}


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    """A file replaced has the new bytes and leaves no other file behind."""
    replace_file(tmp_path / "deep" / "er" / "file", b"old")
    replace_file(tmp_path / "deep" / "er" / "file", b"new")

    assert [path.name for path in (tmp_path / "deep" / "er").iterdir()] == ["file"]
    assert (tmp_path / "deep" / "er" / "file").read_bytes() == b"new"
