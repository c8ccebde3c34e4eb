"""One row of a list as an entry, or the findings that say why it is none yet."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from typing import Final, TypeVar

from homeward.lists.cells import cell_findings, is_plain, shown
from homeward.lists.columns import NAMES, NUMBERED, Header
from homeward.lists.dates import read_day
from homeward.lists.records import Record
from homeward.lists.rules import Rule
from homeward.model.dates import EARLIEST, UncertainDate
from homeward.model.findings import Finding, Severity, Where, stopping
from homeward.model.ids import RowId
from homeward.model.people import Details, Entry, Health, ListKind, Sex, Status
from homeward.model.protected import Protected

_CENTURY: Final = date(1900, 1, 1)
_CALLED: Final = ("surname", "given_names")
"""Columns of which one must hold a name."""

_LETTER: Final = re.compile(r"[^\W\d_]")

E = TypeVar("E", bound=Enum)


class Answer(Enum):
    """Whether disclosing the entry would harm (GC IV 137(2))."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What one row says. ``entry`` None: a finding of ``error`` says why. The ids are there either way."""

    entry: Entry | None
    findings: tuple[Finding, ...]
    row_id: RowId | None
    kind: ListKind | None
    travel_with: RowId | None


@dataclass(slots=True)
class _Reading:
    """One row while it is read: values by column, without the spaces around them."""

    header: Header
    where: Where
    values: dict[str, str]
    findings: list[Finding] = field(default_factory=list)

    def place(self, column: str) -> Where:
        return self.header.place(column, self.where)

    def report(self, rule: Rule, column: str, *, seen: str | None = None, remedy: str | None = None) -> None:
        self.findings.append(rule.found(self.place(column), seen=seen, remedy=remedy))

    def code(self, column: str, codes: type[E], *, rule: Rule = Rule.UNKNOWN_CODE) -> E | None:
        value = self.values.get(column)
        if value is None:
            return None
        try:
            return codes(value)
        except ValueError:
            words = [str(one.value) for one in codes]
        near = difflib.get_close_matches(value.lower()[:_MOST_CODE], words, n=1)
        remedy = f"{f'did you mean {near[0]}? ' if near else ''}write one of: {', '.join(words)}"
        self.report(rule, column, seen=shown(value), remedy=remedy)
        return None

    def day(self, column: str) -> UncertainDate | None:
        value = self.values.get(column)
        if value is None:
            return None
        found, finding = read_day(value, self.place(column))
        self.findings.extend(() if finding is None else (finding,))
        return found


_MOST_CODE: Final = 40


def read_row(header: Header, record: Record, where: Where) -> Row:
    """
    Read one row under *header*.

    Cells are kept exactly as written; values are read without the spaces around them and never repaired. A row with a
    finding of ``error``, also one its record brings along, gives no entry.
    """
    cells = record.cells or ()
    if len(cells) != len(header.columns):
        seen = f"{len(cells):,} cells under {len(header.columns):,} columns"
        finding = Rule.CELL_COUNT.found(where, seen=seen)
        return Row(entry=None, findings=(*record.findings, finding), row_id=None, kind=None, travel_with=None)
    reading = _Reading(header, where, _values(header, cells), [_named(one, header) for one in record.findings])
    _check_cells(reading, cells)
    _check_numbers(reading, record.numbers)
    row_id, travel_with = _id(reading, "row_id"), _id(reading, "travel_with")
    kind = _kind(reading)
    details = _details(reading)
    harmful = reading.code("harmful_to_disclose", Answer)
    _check_row(reading, details, row_id, travel_with)
    if not _has_unread_name(header, record):
        _check_name(reading, details)
    entry = None
    if row_id is not None and kind is not None and all(one.severity is Severity.ADVICE for one in reading.findings):
        entry = Entry(
            row_id=row_id,
            kind=kind,
            where=where,
            details=Protected(details),
            travel_with=travel_with,
            is_harmful_to_disclose=harmful is Answer.YES,
            raw=Protected(tuple((column, cell) for column, cell in zip(header.columns, cells, strict=True) if cell)),
            written=Protected(record.written),
        )
    findings = tuple(sorted(reading.findings, key=lambda one: (one.where.column or 0, one.code)))
    return Row(entry=entry, findings=findings, row_id=row_id, kind=kind, travel_with=travel_with)


def _named(finding: Finding, header: Header) -> Finding:
    """Return a finding about a cell with the name of the column it stands in."""
    number = finding.where.column
    is_column = number is not None and 1 <= number <= len(header.columns) and finding.where.field is None
    column = header.columns[number - 1] if number is not None and is_column else None
    return replace(finding, where=replace(finding.where, field=column)) if column else finding


def _values(header: Header, cells: Sequence[str]) -> dict[str, str]:
    stripped = zip(header.columns, (cell.strip() for cell in cells), strict=True)
    return {column: value for column, value in stripped if value}


def _check_cells(reading: _Reading, cells: Sequence[str]) -> None:
    for number, column, cell in zip(reading.header.numbers, reading.header.columns, cells, strict=True):
        if not cell or (column and is_plain(cell)):
            continue
        place = Where(source=reading.where.source, line=reading.where.line, column=number, field=column or None)
        if not column:
            reading.findings.append(Rule.UNNAMED_COLUMN.found(place, seen=shown(cell)))
        reading.findings.extend(cell_findings(cell, place, is_name=column in NAMES))


def _check_numbers(reading: _Reading, numbers: frozenset[int]) -> None:
    for at in sorted(numbers):
        column = reading.header.columns[at]
        if column in NUMBERED and column in reading.values:
            reading.report(Rule.NUMBER, column, seen=shown(reading.values[column]))


def _id(reading: _Reading, column: str) -> RowId | None:
    value = reading.values.get(column)
    # Ids are compared by people on paper: two spellings that look alike are one id.
    return None if value is None else RowId(unicodedata.normalize("NFC", value))


def _kind(reading: _Reading) -> ListKind | None:
    if "list_kind" not in reading.values:
        reading.report(Rule.KIND, "list_kind", seen="an empty cell")
    return reading.code("list_kind", ListKind, rule=Rule.KIND)


def _details(reading: _Reading) -> Details:
    said = reading.values.get
    return Details(
        surname=said("surname"),
        given_names=said("given_names"),
        father_name=said("father_name"),
        mother_maiden_name=said("mother_maiden_name"),
        name_original_script=said("name_original_script"),
        other_names=said("other_names"),
        birth_place=said("birth_place"),
        rank=said("rank"),
        service_number=said("service_number"),
        unit=said("unit"),
        place_last_seen=said("place_last_seen"),
        holding_place=said("holding_place"),
        holding_number=said("holding_number"),
        sex=reading.code("sex", Sex),
        birth_date=reading.day("birth_date"),
        status=reading.code("category", Status),
        health=reading.code("health_code", Health),
        captured_or_last_seen=reading.day("captured_or_last_seen"),
    )


def _check_row(reading: _Reading, details: Details, row_id: RowId | None, travel_with: RowId | None) -> None:
    if row_id is None:
        reading.report(Rule.NO_ROW_ID, "row_id", seen="an empty cell")
    if travel_with is not None and travel_with == row_id:
        reading.report(Rule.OWN_COMPANION, "travel_with", seen=shown(travel_with))
    _check_birth(reading, details.birth_date, details.captured_or_last_seen)


def _has_unread_name(header: Header, record: Record) -> bool:
    """Tell whether a cell that holds the name was not read: what it says is then not known, and not missing."""
    names = {number for number, column in zip(header.numbers, header.columns, strict=True) if column in _CALLED}
    return any(one.where.column in names for one in stopping(record.findings))


def _check_name(reading: _Reading, details: Details) -> None:
    if not any(_LETTER.search(name) for name in (details.surname or "", details.given_names or "")):
        column = "surname" if "surname" in reading.header.columns else "given_names"
        seen = " ".join(filter(None, (details.surname, details.given_names)))
        reading.report(Rule.NO_NAME, column, seen=shown(seen) if seen else "an empty cell")


def _check_birth(reading: _Reading, born: UncertainDate | None, last_seen: UncertainDate | None) -> None:
    if born is None:
        return
    if EARLIEST < born.latest < _CENTURY:
        reading.report(Rule.LONG_AGO, "birth_date", seen=shown(born.written))
    if last_seen is not None and born.earliest > last_seen.latest:
        seen = f"born {born.written}, captured or last seen {last_seen.written}"
        reading.report(Rule.BORN_LATER, "birth_date", seen=shown(seen))
