"""A list file as a frame of comparable keys, read row by row and never held whole as entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import polars as pl

from homeward.adapters.list_files import Request, steps_of
from homeward.adapters.threads import Threads
from homeward.matching import keyed, records
from homeward.model.findings import Finding
from homeward.model.people import Entry

ROWS_AT_ONCE: Final = 20_000
"""Entries held at once: what bounds the memory of reading."""

_LARGE: Final = 5_000_000
"""Bytes of the smaller file from which it is worth starting another process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyedList:
    """The keys of a list, one row for each entry, and what was found while reading."""

    frame: pl.DataFrame
    findings: tuple[Finding, ...]


def keyed_files(files: Sequence[Path], request: Request, *, threads: int) -> list[KeyedList]:
    """Return the keys of each of the *files*; long ones are read at once, each in a process of its own."""
    hands = Threads(threads if min(file.stat().st_size for file in files) >= _LARGE else 1)
    return list(hands.apart(partial(keyed_file, request=request), files))


def keyed_file(file: Path, request: Request) -> KeyedList:
    """Return the keys of the list in *file*; a row with a finding of ``error`` has none, as in any other reading."""
    findings: list[Finding] = []
    frames = [keyed(part) for part in record_frames(file, request, findings)]
    return KeyedList(frame=pl.concat(frames), findings=tuple(findings))


def record_frames(file: Path, request: Request, findings: list[Finding]) -> Iterator[pl.DataFrame]:
    """Yield the records of the list in *file* in frames of :data:`ROWS_AT_ONCE`, at least one; add to *findings*."""
    for part in _parts(steps_of(file, request), findings):
        yield records(part)


def _parts(items: Iterable[Entry | Finding], findings: list[Finding]) -> Iterator[list[Entry]]:
    """Yield the entries in parts, at least one; put the findings aside."""
    part: list[Entry] = []
    for item in items:
        if isinstance(item, Finding):
            findings.append(item)
            continue
        part.append(item)
        if len(part) == ROWS_AT_ONCE:
            yield part
            part = []
    yield part
