"""Workbooks made for tests, as people make them and as somebody who means harm would."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from homeward.adapters.sheets import Opened, open_workbook
from homeward.lists import ListReading, gathered, read_records
from homeward.lists.workbook import Page, workbook

HEADER = ("row_id", "list_kind", "surname", "birth_date", "service_number")
NADIA = ("1", "holding", "Ковач", "1985-04-12", "007")

CELLS = {"sheet": "xl/worksheets/sheet1.xml", "book": "xl/workbook.xml", "links": "xl/_rels/workbook.xml.rels"}


def rows_book(*rows: Sequence[object], name: str = "holding") -> bytes:
    """Return a workbook of one sheet with *rows*, written by openpyxl."""
    book, sheet = new_book(name)
    for row in rows:
        sheet.append(list(row))
    return saved(book)


def new_book(name: str = "holding") -> tuple[openpyxl.Workbook, Worksheet]:
    """Return a new workbook and its one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = name
    return book, sheet


def saved(book: openpyxl.Workbook) -> bytes:
    """Return the bytes of a workbook."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """Return the parts of a workbook by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def plain_parts(rows: Iterable[Sequence[str]] = (HEADER, NADIA)) -> dict[str, bytes]:
    """Return the parts of a small workbook of our own."""
    return parts_of(workbook([Page(name="holding", rows=tuple(tuple(row) for row in rows))]))


def zipped(parts: Mapping[str, bytes], *, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return *parts* as an archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def changed(part: str, old: str, new: str, *, data: bytes | None = None) -> bytes:
    """Return a workbook in whose *part* the text *old* was replaced."""
    parts = plain_parts() if data is None else parts_of(data)
    name = CELLS.get(part, part)
    assert old.encode() in parts[name]
    return zipped({**parts, name: parts[name].replace(old.encode(), new.encode())})


def with_part(name: str, data: bytes = b"<x/>") -> bytes:
    """Return a workbook that holds one part more."""
    return zipped({**plain_parts(), name: data})


def opened(data: bytes, *, sheet: str | None = None) -> Opened:
    """Open *data* as a workbook."""
    return open_workbook(data, name="list.xlsx", sheet=sheet)


def read(data: bytes, *, sheet: str | None = None) -> ListReading:
    """Read *data* as a list."""
    found = opened(data, sheet=sheet)
    return gathered(read_records([*found.findings, *(found.records or ())], source=found.source))


def why(data: bytes, *, sheet: str | None = None) -> list[tuple[str, str | None]]:
    """Return the code and the value seen of everything said about a workbook that is not read."""
    found = opened(data, sheet=sheet)
    assert found.records is None
    return [(one.code, one.seen) for one in found.findings]
