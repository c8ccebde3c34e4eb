"""Rows of cells as they come out of a file, whatever the file is: CSV, a sheet of a workbook, PFIF."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from homeward.lists.lines import Lines, UnreadableError
from homeward.lists.rules import Rule
from homeward.model.findings import Finding, Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """
    One row before anybody knows its columns.

    ``line`` counts from 1 in its file or sheet; ``cells`` is None where the row could not be cut into cells.
    ``findings`` are about the row as the file holds it. ``numbers`` names the places, from 0, of cells that were
    numbers and not text. ``written`` are the cells as their sender wrote them, where a mapping has changed some.
    ``origins`` names, in a header, the file's own column under each place, None for one it does not have; empty: each
    place is its own.
    """

    line: int
    cells: Sequence[str] | None
    findings: tuple[Finding, ...] = ()
    numbers: frozenset[int] = frozenset()
    written: tuple[tuple[str, str], ...] = ()
    origins: tuple[int | None, ...] = ()


def csv_records(chunks: Iterable[bytes], *, encoding: str, source: str) -> Iterator[Record | Finding]:
    """
    Yield the rows of a CSV file, except those without a single character.

    Where reading cannot go on, the finding that says why is the last thing yielded: ``LIST-2`` or ``LIST-3``.

    Source: RFC 4180.
    """
    try:
        yield from _rows(chunks, encoding=encoding, source=source)
    except UnreadableError as stop:
        yield stop.finding


def _rows(chunks: Iterable[bytes], *, encoding: str, source: str) -> Iterator[Record]:
    lines = Lines(chunks, encoding=encoding, source=source)
    rows = csv.reader(iter(lines), strict=True)
    is_first = True
    while True:
        line = lines.handed_out + 1
        findings: tuple[Finding, ...] = ()
        try:
            cells: list[str] | None = next(rows)
        except StopIteration:
            return
        except csv.Error:
            cells, findings = None, (_broken(lines, line, source),)
        lines.end_row()
        if cells is None or cells:
            mark = (Rule.BYTE_ORDER_MARK.found(Where(source=source, line=1)),) if is_first and lines.has_mark else ()
            is_first = False
            yield Record(line=line, cells=cells, findings=(*mark, *findings))


def _broken(lines: Lines, line: int, source: str) -> Finding:
    last = lines.handed_out
    seen = f"lines {line:,} to {last:,}" if last > line else f"line {line:,}"
    return Rule.QUOTES.found(Where(source=source, line=line), seen=seen)
