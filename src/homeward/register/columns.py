"""The columns of the register, with the HXL tag of each, and how a file's columns are found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from homeward.model.findings import Finding, Where
from homeward.register.rules import Rule

SHARED: Final = {
    "exchange": "#event+id",
    "conflict": "#crisis+code",
    "date": "#date+occurred",
    "agreements": "#event+agreement+list",
    "numbered": "#event+num",
    "mediators": "#org+mediator+list",
    "place": "#loc+handover",
}
"""Columns that say the same on every line of one exchange."""

OWN: Final = {
    "holder": "#org+holder",
    "receiver": "#org+receiver",
    "persons": "#affected+released",
    "op": "#meta+op",
    "missing": "#meta+missing",
    "told_by": "#org+told_by+list",
    "split": "#affected+split+list",
    "outside": "#affected+outside",
    "bodies": "#affected+remains",
    "sources": "#meta+source+list",
    "confidence": "#meta+confidence",
    "note": "#description+note",
}
"""Columns of one line."""

COLUMNS: Final = {**SHARED, **OWN}
REQUIRED: Final = frozenset({"exchange", "conflict", "date", "persons", "sources", "confidence"})

MOST_HEADERS: Final = 25
"""HXL 1.1: the row of tags is one of the first 25."""

_TAG: Final = re.compile(r"#[a-z][a-z0-9_]*(?:\s*\+\s*[a-z][a-z0-9_]*)*", re.IGNORECASE | re.ASCII)
_KEY: Final = {frozenset(re.findall(r"[#+]\w+", tag)): name for name, tag in COLUMNS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Which column stands where (None: a column without meaning here), and how many rows come before the data."""

    names: tuple[str | None, ...]
    rows: int


def find_header(rows: Sequence[Sequence[str]], lines: Sequence[int], source: str) -> tuple[Header, list[Finding]]:
    """
    Find the columns of a file from its row of HXL tags, or else from the names in its first row.

    Where there are tags they decide, whatever the headings above them say; a column without a tag is left alone.

    Source: HXL 1.1, tagging conventions: tags among the first 25 rows, attributes in any order, case of no matter.
    """
    for number, row in enumerate(rows[:MOST_HEADERS]):
        if _is_tags(row):
            names = tuple(_KEY.get(_key(cell)) for cell in row)
            return Header(names=names, rows=number + 1), list(_wrong(row, names, lines[number], source))
    named = tuple(cell.strip() if cell.strip() in COLUMNS else None for cell in rows[0])
    return Header(names=named, rows=1), list(_wrong(rows[0], named, lines[0], source))


def _is_tags(row: Sequence[str]) -> bool:
    filled = [cell.strip() for cell in row if cell.strip()]
    return bool(filled) and all(_TAG.fullmatch(cell) for cell in filled)


def _key(cell: str) -> frozenset[str]:
    return frozenset(re.findall(r"[#+]\w+", re.sub(r"\s", "", cell.lower())))


def _wrong(row: Sequence[str], names: Sequence[str | None], line: int, source: str) -> Iterator[Finding]:
    for at, (cell, name) in enumerate(zip(row, names, strict=True), 1):
        where = Where(source=source, line=line, column=at)
        if (name is None and cell.strip()) or (name is not None and names.index(name) < at - 1):
            yield Rule.ODD_COLUMN.found(where, seen=cell)
    for name in sorted(REQUIRED - set(names)):
        remedy = f"add the column {name} ({COLUMNS[name]})"
        yield Rule.NO_COLUMN.found(Where(source=source, line=line, field=name), remedy=remedy)
