"""Opens a list as people have it: CSV, Parquet, a workbook or PFIF, told by content. All give the same rows."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path

import polars as pl

from homeward.adapters.pfif import RECORDS, is_xml, read_pfif
from homeward.adapters.sheets import is_workbook, open_workbook
from homeward.adapters.sheets.rules import MOST_BYTES
from homeward.lists import ListReading, Record, Tally, gathered, read_records
from homeward.lists.lines import known_encoding
from homeward.lists.mapped import mapped
from homeward.lists.mapping import ColumnMapping
from homeward.lists.records import csv_records
from homeward.model.findings import Finding
from homeward.model.people import Entry, ListKind

_PARQUET = b"PAR1"
_ROWS = 20_000
"""Rows of a Parquet file read at once."""

_CHUNK = 2**20
"""Bytes read at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is said about a list file beside the file itself. ``sheet`` goes before the one its mapping names."""

    now: datetime
    kind: ListKind | None = None
    encoding: str = "utf-8"
    sheet: str | None = None
    mapping: ColumnMapping | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The rows of a list file as they stand there; ``source`` names the file, and its sheet where it has some."""

    source: str
    rows: Iterable[Record | Finding]


def rows_of(file: Path, request: Request) -> Rows:
    """
    Return the rows of *file*, before any mapping. CSV is read as it is asked for and may be of any length.

    Raises:
        Refusal: ``LIST-37`` for an encoding that lists are not read in.
    """
    encoding, name = known_encoding(request.encoding), str(file)
    chunks = _chunks(file)
    start = next(chunks, b"")
    if is_workbook(start[:8]):
        sheet = request.sheet or (request.mapping.sheet if request.mapping is not None else None)
        opened = open_workbook(_whole(start, chunks), name=name, sheet=sheet)
        return Rows(source=opened.source, rows=[*opened.findings, *(opened.records or ())])
    if start[:4] == _PARQUET:
        return Rows(source=name, rows=_parquet_rows(file))
    if is_xml(start[:_CHUNK]) and encoding == "utf-8":
        rows = read_pfif(_whole(start, chunks), name=name, kind=request.kind, now=request.now)
        return Rows(source=f"{name}, {RECORDS}", rows=rows)
    return Rows(source=name, rows=csv_records(chain([start], chunks), encoding=encoding, source=name))


def read_file(file: Path, request: Request) -> ListReading:
    """Return the list in *file*, read through its mapping where there is one."""
    return gathered(steps_of(file, request))


def steps_of(file: Path, request: Request) -> Generator[Entry | Finding, None, Tally]:
    """Read the list in *file* as it arrives, through its mapping where there is one; see :func:`read_records`."""
    opened = rows_of(file, request)
    rows = opened.rows if request.mapping is None else mapped(opened.rows, request.mapping, source=opened.source)
    return read_records(rows, source=opened.source, kind=request.kind)


def _parquet_rows(file: Path) -> Iterator[Record]:
    """Yield the rows of a Parquet file, the names of its columns first; what is no text is written as text."""
    opened = pl.scan_parquet(file)
    names = opened.collect_schema().names()
    yield Record(line=1, cells=tuple(names))
    whole = opened.select(pl.all().cast(pl.String).fill_null(""))
    for start in range(0, opened.select(pl.len()).collect().item(), _ROWS):
        for line, cells in enumerate(whole.slice(start, _ROWS).collect().rows(), start + 2):
            yield Record(line=line, cells=cells)


def _whole(start: bytes, rest: Iterator[bytes]) -> bytes:
    """Return a whole file, or no more of it than shows that it is too large."""
    parts, length = [start], len(start)
    while length <= MOST_BYTES and (chunk := next(rest, b"")):
        parts.append(chunk)
        length += len(chunk)
    return b"".join(parts)


def _chunks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk
