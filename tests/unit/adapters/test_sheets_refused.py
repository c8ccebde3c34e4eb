"""Workbooks that are not read: each for a reason that names what was seen and the limit."""

import io
import struct
import zipfile
from collections.abc import Callable

import pytest

from homeward.adapters.sheets import archive, open_workbook, rules, values
from homeward.model.findings import Severity
from tests.unit.adapters.books import (
    CELLS,
    HEADER,
    NADIA,
    changed,
    new_book,
    opened,
    plain_parts,
    rows_book,
    saved,
    why,
    with_part,
    zipped,
)

ROW = '<row r="1">'
FIRST = '<c r="A1" '


def many_sheets(count: int) -> bytes:
    """Return a workbook with *count* sheets."""
    book, _ = new_book()
    for number in range(1, count):
        book.create_sheet(f"s{number}")
    return saved(book)


def overlapping() -> bytes:
    """Return an archive whose directory names the same packed bytes many times."""
    data = bytearray(zipped({f"p{number:03}": b"x" * 5_000 for number in range(200)}, packing=zipfile.ZIP_STORED))
    starts = [at for at in range(len(data)) if data[at : at + 4] == b"PK\x01\x02"]
    for at in starts:
        struct.pack_into("<L", data, at + 20, 500_000)
    return bytes(data)


def lying() -> bytes:
    """Return a workbook whose sheet is longer than its archive says."""
    data = bytearray(zipped(plain_parts()))
    at = data.rindex(b"xl/worksheets/sheet1.xml") - 46
    struct.pack_into("<L", data, at + 24, 100)
    return bytes(data)


def encrypted_part() -> bytes:
    """Return a workbook with a part that says it is encrypted."""
    data = bytearray(zipped(plain_parts()))
    at = data.rindex(b"xl/styles.xml") - 46
    struct.pack_into("<H", data, at + 8, 1)
    return bytes(data)


OLE = archive.OLE_START + bytes(504)

REFUSED: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "no archive": (lambda: b"PK\x03\x04 and no more", "SHEET-2", "not a zip file"),
    "no workbook": (lambda: zipped({"a": b"b"}), "SHEET-2", "no part xl/workbook.xml"),
    "locked": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "SHEET-3", "OLE"),
    "an encrypted part": (encrypted_part, "SHEET-3", "a part is encrypted"),
    "the older form": (lambda: OLE, "SHEET-4", "OLE"),
    "the binary form": (lambda: with_part("xl/workbook.bin"), "SHEET-4", "xl/workbook.bin"),
    "OpenDocument": (lambda: zipped({"mimetype": b"x", "content.xml": b"<x/>"}), "SHEET-4", "content.xml"),
    "a bomb of one part": (
        lambda: with_part("xl/worksheets/sheet2.xml", bytes(8 * 2**20)),
        "SHEET-6",
        "at most 250 times",
    ),
    "too many parts": (
        lambda: zipped({f"p{one}": b"" for one in range(1_001)}),
        "SHEET-7",
        "1,001 parts; at most 1,000",
    ),
    "an archive inside": (
        lambda: with_part("xl/media/image1.png", zipped({"a": b"b"})),
        "SHEET-8",
        "xl/media/image1.png",
    ),
    "a packed file inside": (lambda: with_part("xl/x.bin", b"\x1f\x8b\x08 and so on"), "SHEET-8", "xl/x.bin"),
    "a workbook inside": (lambda: with_part("xl/inner.xlsx"), "SHEET-8", "xl/inner.xlsx"),
    "macros": (lambda: with_part("xl/vbaProject.bin"), "SHEET-9", "xl/vbaProject.bin"),
    "old macros": (lambda: with_part("xl/macrosheets/sheet1.xml"), "SHEET-9", "xl/macrosheets/sheet1.xml"),
    "a type with macros": (
        lambda: changed("[Content_Types].xml", "spreadsheetml.sheet.main", "ms-excel.sheet.macroEnabled.main"),
        "SHEET-9",
        "macro-enabled",
    ),
    "external links": (
        lambda: with_part("xl/externalLinks/externalLink1.xml"),
        "SHEET-10",
        "xl/externalLinks/externalLink1.xml",
    ),
    "a connection": (lambda: with_part("xl/connections.xml"), "SHEET-10", "xl/connections.xml"),
    "a link outside": (
        lambda: changed(
            "links",
            "</Relationships>",
            '<Relationship Id="e" Type="x/image" Target="file://h/s" TargetMode="External"/></Relationships>',
        ),
        "SHEET-10",
        "image",
    ),
    "an embedded object": (lambda: with_part("xl/embeddings/oleObject1.bin"), "SHEET-11", "oleObject1.bin"),
    "200 sheets": (lambda: many_sheets(200), "SHEET-12", "200 sheets; at most 50"),
    "entities": (
        lambda: changed("sheet", "<worksheet", '<!DOCTYPE w [<!ENTITY a "aaaa">]><worksheet'),
        "SHEET-13",
        CELLS["sheet"],
    ),
    "a cell in another row": (lambda: changed("sheet", ROW, '<row r="3">'), "SHEET-2", "a cell in row 3"),
    "parts that overlap": (overlapping, "SHEET-2", "its parts overlap"),
    "a part that lies": (lying, "SHEET-2", CELLS["sheet"]),
    "another encoding": (lambda: changed("sheet", "UTF-8", "UTF-16"), "SHEET-2", "not in UTF-8"),
    "broken XML": (lambda: changed("sheet", "</worksheet>", ""), "SHEET-2", CELLS["sheet"]),
    "no sheet": (lambda: changed("book", "<sheet ", "<nothing "), "SHEET-2", "no sheet with cells"),
    "a cell without a place": (lambda: changed("sheet", FIRST, "<c "), "SHEET-2", "a cell in row 1"),
    "a cell twice": (lambda: changed("sheet", '<c r="B1" ', FIRST), "SHEET-2", "out of order"),
    "a row twice": (lambda: changed("sheet", '<row r="2">', ROW), "SHEET-2", "row 1"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_hostile_workbook_is_refused_with_a_reason(case: str) -> None:
    """No row is read, and the finding names its code and the value seen."""
    make, code, seen = REFUSED[case]

    found = why(make())

    assert [one for one, _ in found] == [code]
    assert seen in (found[0][1] or "")


def test_a_large_file_is_not_taken_apart() -> None:
    """A file beyond the limit is refused before it is looked into (SHEET-1)."""
    found = why(b"PK\x03\x04" + bytes(rules.MOST_BYTES))

    assert found == [("SHEET-1", "33,554,436 bytes; at most 33,554,432")]


def test_parts_are_summed_before_they_are_unpacked() -> None:
    """Many parts that are each allowed are refused for what they are together (SHEET-5)."""
    part = bytes(range(256)) * 2**12
    found = why(zipped({f"p{number}": part for number in range(200)}))

    assert found == [("SHEET-5", "209,715,200 bytes stated; at most 201,326,592")]


def test_two_parts_of_one_name_are_refused() -> None:
    """Two readers might read different ones, so neither is read."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        for name in ("xl/workbook.xml", "XL/workbook.xml"):
            book.writestr(name, b"<x/>")

    assert why(out.getvalue()) == [("SHEET-2", "two parts are called xl/workbook.xml")]


def test_an_unusual_packing_is_refused() -> None:
    """Only what every spreadsheet writes is unpacked."""
    assert why(zipped(plain_parts(), packing=zipfile.ZIP_LZMA)) == [
        ("SHEET-2", "[Content_Types].xml is packed in an unusual way")
    ]


@pytest.mark.parametrize(
    ("address", "code", "seen"),
    [
        ("A100001", "SHEET-17", "row 100,001; at most 100,000"),
        ("GS2", "SHEET-18", "column 201; at most 200"),
        ("XFD1048576", "SHEET-17", "row 1,048,576; at most 100,000"),
        ("CV40000", "SHEET-19", "40,000 rows by 100 columns; at most 3,000,000 places"),
    ],
)
def test_one_cell_far_away_is_refused(address: str, code: str, seen: str) -> None:
    """A small file cannot ask for a large table: the far cell is seen before a table is made."""
    book, sheet = new_book()
    sheet.append(list(HEADER))
    sheet[address] = "x"

    assert why(saved(book)) == [(code, seen)]


def test_several_sheets_are_not_guessed() -> None:
    """Of two sheets with cells none is read until one is named (SHEET-14), by a name that is there (SHEET-15)."""
    book, sheet = new_book("one")
    other = book.create_sheet("two")
    for one in (sheet, other):
        one.append(list(HEADER))
    data = saved(book)

    assert why(data) == [("SHEET-14", "one, two")]
    assert why(data, sheet="three") == [("SHEET-15", "three")]
    assert opened(data, sheet="two").source == "list.xlsx, sheet two"


def test_a_hidden_sheet_is_read_only_when_named() -> None:
    """A list in a hidden sheet alone is not read silently (SHEET-16)."""
    book, _ = new_book("seen")
    hidden = book.create_sheet("under")
    hidden.append(list(HEADER))
    hidden.sheet_state = "veryHidden"
    data = saved(book)

    assert why(data) == [("SHEET-16", "under")]
    assert opened(data, sheet="under").records is not None


def test_two_readers_must_find_the_same_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the library sees a number that the sheet's own XML does not have, nothing is read (SHEET-20)."""
    monkeypatch.setattr(values, "_rows", lambda *_: [list(HEADER), ["1", "", "", "extra", 7.0]])

    assert why(rows_book(HEADER, ("1", None, None, None, 7))) == [("SHEET-20", "D2")]


def test_a_number_the_library_loses_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the library finds nothing in the place of a number, nothing is read (SHEET-20)."""
    monkeypatch.setattr(values, "_rows", lambda *_: [list(HEADER), ["1"]])

    assert why(rows_book(HEADER, ("1", None, None, None, 7))) == [("SHEET-20", "E2")]


def test_a_panic_in_the_library_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the library's language calls a panic ends this file and nothing else; any other end is not hidden."""

    class PanicException(BaseException):
        pass

    def panic(*_: object) -> None:
        raise PanicException

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(values, "CalamineWorkbook", type("Panics", (), {"from_filelike": staticmethod(panic)}))
    assert why(rows_book(HEADER, NADIA)) == [("SHEET-2", "the library gave up")]
    monkeypatch.setattr(values, "CalamineWorkbook", type("Ends", (), {"from_filelike": staticmethod(interrupt)}))
    with pytest.raises(KeyboardInterrupt):
        opened(rows_book(HEADER, NADIA))


def test_every_finding_of_a_refusal_stops_the_import() -> None:
    """A workbook that is not read has at least one finding that stops an act."""
    found = open_workbook(zipped({"a": b"b"}), name="x")

    assert [one.severity for one in found.findings] == [Severity.ERROR]
