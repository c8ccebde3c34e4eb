"""Opens workbooks (.xlsx) that somebody else made: one sheet of them, as rows of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from homeward.adapters.sheets.archive import OLE_START, ZIP_START, Parts, Refused, taken_apart
from homeward.adapters.sheets.rules import Rule
from homeward.adapters.sheets.scan import Scan, scanned
from homeward.adapters.sheets.values import records
from homeward.adapters.sheets.workbook import Book, Sheet, read_book
from homeward.lists import Record
from homeward.lists.template import CODES_SHEET
from homeward.model.findings import Finding, Where

__all__ = ["Opened", "Rule", "is_workbook", "open_workbook"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The rows of one sheet, or None where a finding of ``error`` says why not; ``source`` names file and sheet."""

    source: str
    records: tuple[Record, ...] | None
    findings: tuple[Finding, ...]


def is_workbook(start: bytes) -> bool:
    """Tell from its first eight bytes whether a file is a workbook, in this form or an older one."""
    return start.startswith((ZIP_START, OLE_START))


def open_workbook(data: bytes, *, name: str, sheet: str | None = None) -> Opened:
    """
    Return the rows of one sheet of a workbook: of *sheet*, or of the only one that people see and that holds cells.

    The file is hostile until looked at. Its parts are counted and measured before any is unpacked; what could run,
    fetch or hide something is refused; the values are then read from a new archive with nothing but the parts that
    were looked at, and held against the sheet's own XML. Nothing is calculated, followed or fetched. Limits are in
    :mod:`homeward.adapters.sheets.rules`.
    """
    where = Where(source=name)
    try:
        parts = taken_apart(data, where)
        book = read_book(parts)
        chosen, scan, findings = _chosen(parts, book, sheet, where)
        rows = tuple(records(parts, book, chosen, scan))
    except Refused as refused:
        return Opened(source=name, records=None, findings=refused.findings)
    return Opened(source=scan.where.source, records=rows, findings=(*findings, *_advice(parts, scan)))


def _chosen(parts: Parts, book: Book, asked: str | None, where: Where) -> tuple[Sheet, Scan, tuple[Finding, ...]]:
    if asked is not None:
        named = next((one for one in book.sheets if one.name == asked), None)
        if named is None:
            raise Refused(
                Rule.NO_SUCH_SHEET.found(where, seen=asked[:80], remedy=f"name one of: {_names(book.sheets)}")
            )
        return named, _scan(parts, named, where), ()
    scans = [(one, _scan(parts, one, where)) for one in book.sheets]
    filled = [(one, scan) for one, scan in scans if scan.filled and one.name != CODES_SHEET]
    seen = [(one, scan) for one, scan in filled if not one.is_hidden]
    if len(seen) > 1:
        names = _names([one for one, _ in seen])
        raise Refused(Rule.SEVERAL_SHEETS.found(where, seen=names))
    if filled and not seen:
        raise Refused(Rule.ONLY_HIDDEN.found(where, seen=_names([one for one, _ in filled])))
    hidden = [one for one, _ in filled if one.is_hidden]
    advice = (Rule.HIDDEN_SHEETS.found(where, seen=_names(hidden)),) if hidden else ()
    chosen, scan = seen[0] if seen else scans[0]
    return chosen, scan, advice


def _scan(parts: Parts, sheet: Sheet, where: Where) -> Scan:
    place = Where(source=f"{where.source}, sheet {sheet.name[:80]}")
    return scanned(parts.read(sheet.part), name=sheet.part, where=place)


def _advice(parts: Parts, scan: Scan) -> tuple[Finding, ...]:
    hidden = [row for row in scan.hidden_rows if row in scan.filled]
    found: list[Finding] = []
    if hidden or scan.hidden_columns:
        seen = f"{len(hidden)} rows, {scan.hidden_columns} columns"
        found.append(
            Rule.HIDDEN_CELLS.found(Where(source=scan.where.source, line=min(hidden, default=None)), seen=seen)
        )
    beside = parts.passed_over()
    if beside:
        seen = ", ".join(f"{what}: {count}" for what, count in beside.items())
        found.append(Rule.NOT_READ.found(Where(source=scan.where.source), seen=seen))
    return tuple(found)


def _names(sheets: Sequence[Sheet]) -> str:
    return ", ".join(one.name[:80] for one in sheets[:10])
