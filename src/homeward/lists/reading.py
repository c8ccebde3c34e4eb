"""A list as entries and findings, row by row: the file may be of any size and is never held whole."""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from homeward.lists.cells import shown
from homeward.lists.columns import Header, read_header
from homeward.lists.lines import known_encoding
from homeward.lists.records import Record, csv_records
from homeward.lists.rows import Row, read_row
from homeward.lists.rules import Rule
from homeward.lists.vocabulary import is_label_row
from homeward.model.findings import Finding, Severity, Where, stopping
from homeward.model.ids import RowId
from homeward.model.people import Entry, ListKind

_BROKEN_OFF: Final = frozenset({Rule.ENCODING.code, Rule.ROW_TOO_LONG.code})
"""Findings after which a file has rows that nobody has seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many data rows a list has, how many of them gave no entry, and which columns are not of the format."""

    rows: int
    error_rows: int
    unknown_columns: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListReading:
    """
    A whole list: entries in the order of the file, findings by line and column, those about the whole list last.

    Law: ``len(entries) + error_rows == rows``.
    """

    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]
    rows: int
    error_rows: int
    unknown_columns: tuple[str, ...]


def read_list(
    chunks: Iterable[bytes], *, source: str, kind: ListKind | None = None, encoding: str = "utf-8"
) -> Generator[Entry | Finding, None, Tally]:
    """
    Read a list as it arrives.

    What is kept while reading: 16 bytes and a line number for each ``row_id``, and the entries whose ``travel_with``
    has not been met yet. An entry comes out when its row is read, or when the row it travels with is; a row with a
    finding of ``error`` gives no entry, but its finding names it.

    Args:
        chunks: The file, cut anywhere.
        source: Name of the file as findings shall give it.
        kind: The kind of list that was asked for; None takes any one kind.
        encoding: What the sender says the file is in. It is never guessed.

    Yields:
        Entries and findings. Whether the list may be used is known at the end only: see
        :func:`homeward.model.findings.stopping`.

    Returns:
        The tally, as the generator's value (``tally = yield from read_list(...)``).

    Raises:
        Refusal: ``LIST-37`` for an encoding that lists are not read in.

    Source: RFC 4180; columns after GC III 122(4) and GC IV 138.
    """
    records = csv_records(chunks, encoding=known_encoding(encoding), source=source)
    return (yield from read_records(records, source=source, kind=kind))


def read_records(
    records: Iterable[Record | Finding], *, source: str, kind: ListKind | None = None
) -> Generator[Entry | Finding, None, Tally]:
    """
    Read a list from rows of cells: the one path of every list, whatever file its rows come from.

    The first row is the header. A finding among the rows is about the file and passed on. Yields and returns what
    :func:`read_list` does.
    """
    reading = _Reading(iter(records), source)
    yield from reading.run()
    yield from reading.last()
    yield from reading.about_all(kind)
    return Tally(
        rows=reading.rows,
        error_rows=reading.rows - reading.entries,
        unknown_columns=reading.header.unknown if reading.header else (),
    )


def read_all(
    chunks: Iterable[bytes], *, source: str, kind: ListKind | None = None, encoding: str = "utf-8"
) -> ListReading:
    """
    Read a whole list at once: :func:`read_list` with everything gathered.

    Raises:
        Refusal: ``LIST-37`` for an encoding that lists are not read in.
    """
    return gathered(read_list(chunks, source=source, kind=kind, encoding=encoding))


def gathered(steps: Generator[Entry | Finding, None, Tally], findings: Iterable[Finding] = ()) -> ListReading:
    """Return everything that *steps* yield, with *findings* about the file before them, in the order of the file."""
    entries: list[Entry] = []
    findings = list(findings)
    while True:
        try:
            item = next(steps)
        except StopIteration as end:
            tally: Tally = end.value
            break
        if isinstance(item, Entry):
            entries.append(item)
        else:
            findings.append(item)
    return ListReading(
        entries=tuple(sorted(entries, key=lambda one: one.where.line or 0)),
        findings=tuple(sorted(findings, key=_in_file_order)),
        rows=tally.rows,
        error_rows=tally.error_rows,
        unknown_columns=tally.unknown_columns,
    )


def _in_file_order(finding: Finding) -> tuple[bool, int, int, str]:
    where = finding.where
    return where.line is None, where.line or 0, where.column or 0, finding.code


@dataclass(frozen=True, slots=True, kw_only=True)
class _Waiting:
    """A row that names somebody to travel with whose row was not met yet."""

    entry: Entry | None
    companion: RowId
    place: Where


@dataclass(slots=True)
class _Reading:
    """The state of one reading, small however long the list is."""

    records: Iterator[Record | Finding]
    source: str
    rows: int = 0
    entries: int = 0
    header: Header | None = None
    has_header: bool = False
    is_whole: bool = True
    blank_rows: int = 0
    first_blank: int | None = None
    ids: dict[bytes, int] = field(default_factory=dict)
    waiting: dict[bytes, list[_Waiting]] = field(default_factory=dict)
    kinds: dict[ListKind, tuple[int, int]] = field(default_factory=dict)
    """Of each kind met: the line of its first row, and the number of its rows."""

    def run(self) -> Iterator[Entry | Finding]:
        for record in self.records:
            if isinstance(record, Finding):
                self.has_header = self.has_header or record.severity is not Severity.ADVICE
                self.is_whole = self.is_whole and record.code not in _BROKEN_OFF
                yield record
                continue
            where = Where(source=self.source, line=record.line)
            if self.header is None:
                yield from self._first(record, where)
            elif record.cells is None:
                self.rows += 1
                yield from record.findings
            else:
                yield from self._row(self.header, record, where)
            if self.header is None:
                return

    def _first(self, record: Record, where: Where) -> Iterator[Finding]:
        self.has_header = True
        yield from record.findings
        if record.cells is not None:
            header, findings = read_header(record.cells, where, record.origins)
            yield from findings
            self.header = None if stopping(record.findings) else header

    def _row(self, header: Header, record: Record, where: Where) -> Iterator[Entry | Finding]:
        line = record.line
        if not record.findings and not any(cell.strip() for cell in record.cells or ()):
            self.blank_rows += 1
            self.first_blank = self.first_blank or line
            return
        if not self.rows and is_label_row(header.columns, record.cells or ()):
            return
        self.rows += 1
        row = read_row(header, record, where)
        yield from row.findings
        if row.kind is not None:
            first, count = self.kinds.get(row.kind, (line, 0))
            self.kinds[row.kind] = first, count + 1
        is_second = row.row_id is not None and self.ids.setdefault(_key(row.row_id), line) != line
        if is_second:
            yield self._twice(header, row, where)
        yield from self._entries(header, row, None if is_second else row.entry, where)

    def _twice(self, header: Header, row: Row, where: Where) -> Finding:
        row_id = row.row_id or RowId("")
        return Rule.ROW_ID_TWICE.found(
            header.place("row_id", where), seen=f"{shown(row_id)}, first on line {self.ids[_key(row_id)]:,}"
        )

    def _entries(self, header: Header, row: Row, entry: Entry | None, where: Where) -> Iterator[Entry]:
        if row.travel_with is not None and _key(row.travel_with) not in self.ids:
            place = header.place("travel_with", where)
            waiting = _Waiting(entry=entry, companion=row.travel_with, place=place)
            self.waiting.setdefault(_key(row.travel_with), []).append(waiting)
        elif entry is not None:
            self.entries += 1
            yield entry
        if row.row_id is not None:
            for waiting in self.waiting.pop(_key(row.row_id), ()):
                yield from self._released(waiting)

    def _released(self, waiting: _Waiting) -> Iterator[Entry]:
        if waiting.entry is not None:
            self.entries += 1
            yield waiting.entry

    def last(self) -> Iterator[Entry | Finding]:
        """End the rows that still wait. Of a file that broke off nobody can say that a row is missing."""
        for waiting in (one for some in self.waiting.values() for one in some):
            if self.is_whole:
                yield Rule.NO_COMPANION.found(waiting.place, seen=shown(waiting.companion))
            else:
                yield from self._released(waiting)

    def about_all(self, kind: ListKind | None) -> Iterator[Finding]:
        """Say what is wrong with the list as a whole: one finding, however many rows it concerns."""
        if self.is_whole and not self.has_header:
            yield Rule.EMPTY.found(Where(source=self.source))
        elif self.is_whole and self.header is not None and not self.rows:
            yield Rule.NO_ROWS.found(Where(source=self.source))
        if self.blank_rows:
            where = Where(source=self.source, line=self.first_blank)
            yield Rule.BLANK_ROWS.found(where, seen=f"{self.blank_rows:,} rows")
        if len(self.kinds) > 1:
            fewest = min(self.kinds, key=lambda one: (self.kinds[one][1], one.value))
            counts = ", ".join(f"{self.kinds[one][1]:,} {one.value}" for one in sorted(self.kinds, key=_word))
            where = Where(source=self.source, line=self.kinds[fewest][0], field="list_kind")
            yield Rule.MIXED_KINDS.found(where, seen=counts)
        elif kind is not None and self.kinds and kind not in self.kinds:
            [(found, (first, count))] = self.kinds.items()
            where = Where(source=self.source, line=first, field="list_kind")
            seen = f"{count:,} rows of a {found.value} list; a {kind.value} list was asked for"
            yield Rule.OTHER_LIST.found(where, seen=seen)


def _word(kind: ListKind) -> str:
    return kind.value


def _key(row_id: RowId) -> bytes:
    return hashlib.blake2b(row_id.encode(), digest_size=16).digest()
