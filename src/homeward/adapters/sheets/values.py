"""The values of a sheet's cells as text, with a finding where a cell says something else than it shows."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook

from homeward.adapters.sheets.archive import Parts, Refused
from homeward.adapters.sheets.rules import Rule
from homeward.adapters.sheets.scan import Mark, Scan, Special, column_letters, covered
from homeward.adapters.sheets.workbook import BOOK, BOOK_LINKS, STRINGS, STYLES, Book, Sheet
from homeward.adapters.sheets.xml import walk
from homeward.lists import Record
from homeward.model.findings import Finding, Where

Value = int | float | str | bool | date | datetime | time | timedelta

_TYPES: Final = "[Content_Types].xml"
_NOT_YET: Final = frozenset({_TYPES, STRINGS})
"""Parts whose XML nobody has walked through before they go to the library."""

_MOST_DIGITS: Final = 1e15
"""From here on a spreadsheet keeps other digits than were typed (IEEE 754, binary64)."""

_FIRST_SURE: Final = 61
"""1 March 1900. Before it, spreadsheets count a 29 February 1900 that there was not (ECMA-376 part 1, 18.17.4.1)."""


class _Nothing:
    """Reads a part for nothing but its being sound."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take no notice."""

    def text(self, text: str) -> None:
        """Take no notice."""

    def end(self, name: str) -> None:
        """Take no notice."""


def records(parts: Parts, book: Book, sheet: Sheet, scan: Scan) -> Iterator[Record]:
    """
    Yield the rows of a sheet from its first filled cell to its last, each as wide as the widest.

    A whole number comes as its digits, a day as year-month-day, however the sheet shows them. Rows that are empty in
    between come out empty.

    Raises:
        Refused: ``SHEET-2`` when the library cannot read the sheet, ``SHEET-20`` when it finds other cells in it than
            the sheet's own XML has.
    """
    rows = _rows(parts, sheet, scan)
    merged = covered(scan.merged, scan.last_row)
    first = min(scan.filled, default=1)
    for line in range(first, scan.last_row + 1):
        values: list[Value] = [*rows[line - 1][: scan.last_column]] if line <= len(rows) else []
        values += [""] * (scan.last_column - len(values))
        _require_same(scan, line, values)
        special = {column: one for column in scan.filled.get(line, ()) if (one := scan.special.get((line, column)))}
        found = [one for column, cell in special.items() for one in _findings(book, scan, (line, column), cell, values)]
        if line in merged and line in scan.filled:
            left, ref = merged[line]
            found.append(Rule.MERGED.found(_place(scan, line, left), seen=ref))
        cells = [special[at].value if _is_error(special.get(at)) else _text(one) for at, one in enumerate(values, 1)]
        numbers = frozenset(at for at, one in enumerate(values) if isinstance(one, float | int) and at + 1 in special)
        yield Record(line=line, cells=cells, findings=tuple(found), numbers=numbers)


def _is_error(cell: Special | None) -> bool:
    return cell is not None and cell.mark is Mark.ERROR


def _rows(parts: Parts, sheet: Sheet, scan: Scan) -> list[list[Value]]:
    """Return what the library reads, from an archive of our own that holds nothing but the parts looked at here."""
    data = _clean(parts, sheet)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            found = workbook.get_sheet_by_name(sheet.name)
            return [list(row) for row in found.to_python(skip_empty_area=False)]
    except (CalamineError, ValueError, OSError, OverflowError) as problem:
        raise Refused(Rule.BROKEN.found(scan.where, seen=str(problem)[:80] or type(problem).__name__)) from problem
    except BaseException as problem:
        # What the library's language calls a panic comes as an exception that is not even an Exception.
        if type(problem).__name__ != "PanicException":
            raise
        raise Refused(Rule.BROKEN.found(scan.where, seen="the library gave up")) from problem


def _clean(parts: Parts, sheet: Sheet) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in (_TYPES, "_rels/.rels", BOOK, BOOK_LINKS, STYLES, STRINGS, sheet.part):
            if name in parts.names:
                data = parts.read(name)
                if name in _NOT_YET:
                    walk(data, _Nothing(), name=name, where=parts.where)
                archive.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


def _require_same(scan: Scan, line: int, values: list[Value]) -> None:
    """Refuse a sheet in which the library sees a cell that is not filled, or none where a number is."""
    filled = scan.filled.get(line, ())
    unexpected = {at for at, one in enumerate(values, 1) if one != ""}.difference(filled)
    numbers = {at for at in filled if (one := scan.special.get((line, at))) and one.mark is Mark.NUMBER}
    lost = {at for at in numbers if isinstance(values[at - 1], str)}
    if unexpected or lost:
        address = f"{column_letters(min(unexpected | lost))}{line}"
        raise Refused(Rule.DISAGREE.found(Where(source=scan.where.source, line=line), seen=address))


def _findings(book: Book, scan: Scan, place: tuple[int, int], cell: Special, values: list[Value]) -> Iterator[Finding]:
    line, column = place
    where, address, value = _place(scan, line, column), f"{column_letters(column)}{line}", values[column - 1]
    if cell.mark is Mark.FORMULA:
        yield Rule.FORMULA.found(where, seen=address)
    elif cell.mark is Mark.ERROR:
        yield Rule.ERROR_CELL.found(where, seen=f"{address}: {cell.value}")
    elif cell.mark is Mark.TRUTH:
        yield Rule.BOOLEAN.found(where, seen=f"{address}: {_text(value)}")
    elif isinstance(value, date):
        if cell.style in book.short_styles:
            yield Rule.SHORT_DATE.found(where, seen=f"{address}: kept as {_text(value)}")
        if not book.is_1904 and float(cell.value) < _FIRST_SURE:
            yield Rule.OLD_DATE.found(where, seen=f"{address}: number {cell.value}")
    elif isinstance(value, float) and abs(value) >= _MOST_DIGITS:
        yield Rule.DIGITS.found(where, seen=f"{address}: {_text(value)}")


def _place(scan: Scan, line: int, column: int) -> Where:
    return Where(source=scan.where.source, line=line, column=column)


def _text(value: Value) -> str:
    """
    Return a value as a CSV file would have it.

    >>> _text(7.0), _text(7.5), _text(True), _text(datetime(1985, 4, 12)), _text(datetime(1985, 4, 12, 10, 30))
    ('7', '7.5', 'TRUE', '1985-04-12', '1985-04-12T10:30:00')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime) and value.time() == time.min:
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, date | time) else str(value)
