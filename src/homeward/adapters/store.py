"""A seat's folder on disk: the record as static files, written so that a crash leaves one complete size."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from homeward.model.findings import Refusal
from homeward.model.ids import OrgId, is_id


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderStore:
    """The parts of a seat's folder that hold its record and what is on its way."""

    folder: Path
    _held: list[int] = field(default_factory=list, repr=False, compare=False)

    @contextmanager
    def steady(self) -> Iterator[None]:
        """Hold writers off while the record is read; who is writing reads under its own lock."""
        if self._held or not os.access(self.folder, os.W_OK):  # nobody writes where we may not make the lock
            yield
            return
        handle = os.open(self.folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_SH)
            yield
        finally:
            os.close(handle)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the seat for writing: one program at a time, released also when the program dies."""
        handle = os.open(self.folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as problem:
                raise Refusal(
                    "STORE-1",
                    "another program is writing at this seat",
                    hint="wait until it is done, then run this again",
                ) from problem
            self._held.append(handle)
            yield
        finally:
            if handle in self._held:
                self._held.remove(handle)
            os.close(handle)

    def logs(self) -> tuple[OrgId, ...]:
        """Return the organisations of which there is a log, in alphabetical order."""
        record = self.folder / "record"
        folders = [one for one in record.iterdir() if one.is_dir()] if record.is_dir() else []
        # A first write that was interrupted and swept away leaves folders without a file: that is no log.
        return tuple(sorted(OrgId(one.name) for one in folders if any(not path.is_dir() for path in one.rglob("*"))))

    def read(self, org: OrgId) -> dict[str, bytes]:
        """Return every file under the organisation's log, path to bytes."""
        root = self.folder / "record" / org
        return {
            path.relative_to(root).as_posix(): path.read_bytes()
            for path in sorted(root.rglob("*"))
            if not path.is_dir()
        }

    def write(
        self, org: OrgId, files: Mapping[str, bytes], *, last: Mapping[str, bytes], remove: Iterable[str]
    ) -> None:
        """
        Make *files* durable, then each of *last* atomically, then delete *remove*.

        In this order, or a crash could leave a checkpoint whose entries are lost.
        """
        if not is_id(org):
            raise Refusal(
                "STORE-2", f"{org!r} is no organisation's id", hint="use the id of the exchange's configuration"
            )
        root = self.folder / "record" / org
        for path, data in (*files.items(), *last.items()):
            replace_file(root / path, data)
        for path in remove:
            (root / path).unlink(missing_ok=True)

    def shelf(self, name: str) -> dict[str, bytes]:
        """Return the files of a shelf by name, without what a crash left half written."""
        folder = self.folder / name
        names = sorted(one.name for one in folder.iterdir()) if folder.is_dir() else ()
        return {
            one: (folder / one).read_bytes() for one in names if not one.startswith(".") and (folder / one).is_file()
        }

    def put(self, shelf: str, name: str, data: bytes | None) -> None:
        """Make one file of a shelf durable, or remove it."""
        path = self.folder / shelf / name
        if data is None:
            path.unlink(missing_ok=True)
        else:
            replace_file(path, data)


def replace_file(path: Path, data: bytes, *, mode: int = 0o644) -> None:
    """Write *data* to *path* so that at any moment either the old bytes or the new ones are there, durably."""
    _make_folder(path.parent)
    new = path.with_name(f".{path.name}.new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    _sync_folder(path.parent)


def _make_folder(folder: Path) -> None:
    """Make *folder* durably: a new folder is lost in a power cut until the one above it is synced."""
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
