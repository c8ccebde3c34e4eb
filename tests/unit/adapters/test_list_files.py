"""A list file is told by what is in it, and all kinds give the same rows."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from homeward.adapters import list_files
from homeward.adapters.list_files import Request, read_file, rows_of
from homeward.adapters.sheets import archive, rules
from homeward.lists import Record
from homeward.lists.mapping import parse_mapping
from homeward.model.findings import Refusal
from tests.unit.adapters.books import HEADER, NADIA, new_book, rows_book, saved

REQUEST = Request(now=datetime(2026, 3, 1, tzinfo=UTC))
CSV = ",".join(HEADER) + "\n" + ",".join(NADIA) + "\n"
PFIF = (
    '<p:pfif xmlns:p="http://zesty.ca/pfif/1.4"><p:person><p:person_record_id>x.org/1</p:person_record_id>'
    "<p:family_name>Ines</p:family_name></p:person></p:pfif>"
)


def file_with(folder: Path, data: bytes, name: str = "list.dat") -> Path:
    """Write a file."""
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_file_is_known_by_its_content_not_its_name(tmp_path: Path) -> None:
    """CSV, a workbook and PFIF under one name each give their one entry."""
    found = [
        read_file(file_with(tmp_path, data), REQUEST)
        for data in (CSV.encode(), rows_book(HEADER, NADIA), PFIF.encode())
    ]

    assert [[one.row_id for one in reading.entries] for reading in found] == [["1"], ["1"], ["x.org/1"]]
    assert [[one.code for one in reading.findings] for reading in found] == [[], [], []]


def test_an_empty_file_is_empty(tmp_path: Path) -> None:
    """A file without a byte is an empty list, not a fault of the program."""
    assert [one.code for one in read_file(file_with(tmp_path, b""), REQUEST).findings] == ["LIST-1"]


def test_a_refused_workbook_is_no_empty_list(tmp_path: Path) -> None:
    """What could not be read is said, and nothing else."""
    assert [one.code for one in read_file(file_with(tmp_path, b"PK\x03\x04"), REQUEST).findings] == ["SHEET-2"]


def test_the_sheet_may_be_named_or_stand_in_the_mapping(tmp_path: Path) -> None:
    """What is said on the command line goes before what the mapping says."""
    book, one = new_book("one")
    two = book.create_sheet("two")
    for sheet, row_id in ((one, "1"), (two, "2")):
        sheet.append(list(HEADER))
        sheet.append([row_id, *NADIA[1:]])
    path = file_with(tmp_path, saved(book))
    mapping = parse_mapping(b"format = 1\nsender = 'x'\nsheet = 'two'\n", source="m")

    mapped = read_file(path, Request(now=REQUEST.now, mapping=mapping))
    named = read_file(path, Request(now=REQUEST.now, mapping=mapping, sheet="one"))

    assert [entry.row_id for entry in mapped.entries] == ["2"]
    assert [entry.row_id for entry in named.entries] == ["1"]


def test_an_encoding_that_is_not_read_is_refused_before_anything(tmp_path: Path) -> None:
    """Nobody guesses an encoding (LIST-37)."""
    with pytest.raises(Refusal, match=r"LIST-37"):
        rows_of(file_with(tmp_path, CSV.encode()), Request(now=REQUEST.now, encoding="utf-7"))


def test_a_file_beyond_the_limit_is_not_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a workbook no more is read than shows that it is too large; CSV has no limit."""
    monkeypatch.setattr(list_files, "MOST_BYTES", 10)
    monkeypatch.setattr(archive, "MOST_BYTES", 10)
    monkeypatch.setattr(list_files, "_CHUNK", 8)

    assert [one.code for one in read_file(file_with(tmp_path, rows_book(HEADER)), REQUEST).findings] == ["SHEET-1"]
    assert len(read_file(file_with(tmp_path, CSV.encode()), REQUEST).entries) == 1
    assert rules.MOST_BYTES == 33_554_432


def test_rows_come_before_any_mapping(tmp_path: Path) -> None:
    """The rows of a file are the sender's own, for whoever proposes a mapping."""
    rows = list(rows_of(file_with(tmp_path, "№,Прізвище\n1,Ковач\n".encode()), REQUEST).rows)

    assert [row.cells for row in rows if isinstance(row, Record)] == [["№", "Прізвище"], ["1", "Ковач"]]
