"""Does something again whenever the files of a seat change. It looks; it is told nothing and tells nobody."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeAlias

WATCHED: Final = ("record", "statements")
"""The folders of a seat from which a bulletin is drafted."""

EVERY_SECONDS: Final = 2.0

Stamps: TypeAlias = frozenset[tuple[str, int, int]]
"""Path, time of the last change in nanoseconds, and size of every watched file."""


def stamps(folder: Path) -> Stamps:
    """Return the stamps of every file from which the seat in *folder* would draft a bulletin."""
    found = (one for part in WATCHED for one in (folder / part).rglob("*"))
    return frozenset(stamp for one in found if (stamp := _stamp(one)) is not None)


def watch_changes(look: Callable[[], Stamps], rebuild: Callable[[], None], *, wait: Callable[[], None]) -> None:
    """
    Rebuild at once, and again after each change that *look* shows, until *wait* is interrupted by Ctrl-C.

    What changes while it rebuilds is seen at the next look: stamps are taken before.
    """
    seen: Stamps | None = None
    try:
        while True:
            now = look()
            if now != seen:
                rebuild()
                seen = now
            wait()
    except KeyboardInterrupt:
        return


def pause() -> None:
    """Wait until it is time to look again."""
    time.sleep(EVERY_SECONDS)


def _stamp(path: Path) -> tuple[str, int, int] | None:
    try:
        status = path.stat()
    except FileNotFoundError:
        # Taken away between two glances: the next look tells.
        return None
    return None if path.is_dir() else (str(path), status.st_mtime_ns, status.st_size)
