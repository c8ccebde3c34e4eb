"""Readers beside a writer: who reads a record sees it whole."""

from __future__ import annotations

import threading
from pathlib import Path

from homeward.adapters.store import FolderStore


def test_a_reader_waits_for_the_writer(tmp_path: Path) -> None:
    """While one program writes, another one's reading begins only when the writing is done."""
    writer, reader = FolderStore(folder=tmp_path), FolderStore(folder=tmp_path)
    seen: list[str] = []

    def read() -> None:
        with reader.steady():
            seen.append("read")

    with writer.lock():
        thread = threading.Thread(target=read)
        thread.start()
        thread.join(timeout=0.2)
        seen.append("written")
    thread.join(timeout=10)

    assert seen == ["written", "read"]


def test_the_writer_reads_under_its_own_lock(tmp_path: Path) -> None:
    """Who holds the seat for writing does not wait for itself."""
    store = FolderStore(folder=tmp_path)

    with store.lock(), store.steady():
        store.put("pending", "a.note", b"text")

    assert store.shelf("pending") == {"a.note": b"text"}
