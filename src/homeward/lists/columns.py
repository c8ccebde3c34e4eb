"""The columns a list may have, and the header of a file matched with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from homeward.lists.cells import cell_findings, shown
from homeward.lists.rules import Rule
from homeward.model.findings import Finding, Severity, Where

TEXTS: Final = (
    "surname",
    "given_names",
    "father_name",
    "mother_maiden_name",
    "name_original_script",
    "other_names",
    "birth_place",
    "rank",
    "service_number",
    "unit",
    "place_last_seen",
    "holding_place",
    "holding_number",
)
"""Columns whose text becomes the field of the same name in the details (GC III 122(4), GC IV 138)."""

NAMES: Final = frozenset(TEXTS[:6])
"""Columns that hold names of people."""

NUMBERED: Final = frozenset({"service_number", "holding_number", "informant_ref"})
"""Columns of numbers that are names: a zero at the beginning belongs to them."""

COLUMNS: Final = (
    "row_id",
    "list_kind",
    *TEXTS,
    "script",
    "lang",
    "sex",
    "birth_date",
    "depends_on",
    "category",
    "captured_or_last_seen",
    "health_code",
    "travel_with",
    "informant_ref",
    "remarks",
    "harmful_to_disclose",
)
"""Every column of the format."""

MOST_COLUMNS: Final = 200
"""Columns. Nobody fills in more; a file with more is not a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """
    The columns of one file, in its order. A name of the format, or an unknown one as written; empty: no name.

    ``numbers`` are theirs in the file, counted from 1; None: the file has no such column, a mapping says it.
    """

    columns: tuple[str, ...]
    unknown: tuple[str, ...]
    numbers: tuple[int | None, ...]

    def place(self, column: str, row: Where) -> Where:
        """Return the cell of *column* in the row at *row*."""
        number = self.numbers[self.columns.index(column)] if column in self.columns else None
        return Where(source=row.source, line=row.line, column=number, field=column)


def read_header(
    cells: Sequence[str], where: Where, origins: tuple[int | None, ...] = ()
) -> tuple[Header | None, tuple[Finding, ...]]:
    """
    Match the header's cells with the columns of the format.

    Spaces around a name and capital letters do not hinder, and are reported. An unknown column is kept and reported.
    *origins* are the columns of the file the cells come from, where they are not its own in their order.

    Returns:
        None for the header when rows cannot be read under it; then a finding of ``error`` says why.
    """
    findings = tuple(_header_findings(cells, where))
    columns = tuple(_matched(cell) for cell in cells)
    unknown = tuple(column for column in columns if column and column not in COLUMNS)
    is_usable = all(finding.severity is Severity.ADVICE for finding in findings)
    numbers = origins or tuple(range(1, len(cells) + 1))
    return (Header(columns=columns, unknown=unknown, numbers=numbers) if is_usable else None), findings


def _matched(cell: str) -> str:
    name = cell.strip()
    return name.lower() if name.lower() in COLUMNS else name


def shape_finding(cells: Sequence[str], where: Where) -> Finding | None:
    """Return what is wrong with a header whatever its names are: it is not cut into columns, or into too many."""
    if len(cells) > MOST_COLUMNS:
        return Rule.MANY_COLUMNS.found(where, seen=f"{len(cells):,} columns")
    if len(cells) == 1 and any(mark in cells[0] for mark in ";\t|"):
        return Rule.SEPARATOR.found(where, seen=shown(cells[0]))
    return None


def _header_findings(cells: Sequence[str], where: Where) -> Iterator[Finding]:
    shape = shape_finding(cells, where)
    if shape is not None:
        yield shape
        return
    taken: set[str] = set()
    for number, cell in enumerate(cells, start=1):
        place = Where(source=where.source, line=where.line, column=number, field=shown(cell.strip()) or None)
        yield from _name_findings(cell, taken, place)
    yield from _missing(taken, where)


def _name_findings(cell: str, taken: set[str], place: Where) -> Iterator[Finding]:
    name = _matched(cell)
    if not name:
        return
    if name.lower() in taken:
        yield Rule.COLUMN_TWICE.found(place, seen=shown(name))
    taken.add(name.lower())
    if name not in COLUMNS:
        yield from (one for one in cell_findings(cell, place) if one.severity is Severity.ERROR)
        yield Rule.UNKNOWN_COLUMN.found(place, seen=shown(name))
    elif cell != name:
        yield Rule.COLUMN_FORM.found(place, seen=shown(cell), remedy=f"write {name}")


def _missing(taken: set[str], where: Where) -> Iterator[Finding]:
    for name in ("row_id", "list_kind"):
        if name not in taken:
            yield Rule.NO_COLUMN.found(where, seen=name, remedy=f"add a column named {name}")
    if taken.isdisjoint(("surname", "given_names")):
        yield Rule.NO_COLUMN.found(where, seen="surname, given_names", remedy="add a column surname or given_names")
