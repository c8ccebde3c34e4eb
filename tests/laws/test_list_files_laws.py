"""Laws of list files: the kind of file changes nothing, nor a mapping to oneself; differences turn round."""

import contextlib
import io
import random
import zipfile
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.adapters.sheets import open_workbook
from homeward.lists import COLUMNS, ListReading, gathered, read_records
from homeward.lists.differing import Change, Difference, difference
from homeward.lists.mapped import mapped
from homeward.lists.mapping import ColumnMapping, parse_mapping
from homeward.lists.proposing import mapping_toml, propose_mapping
from homeward.lists.records import Record, csv_records
from homeward.lists.workbook import Page, workbook
from homeward.model.findings import Finding, FindingsRefusal
from tests.unit.lists.cells_of import csv_of, lists

NAMES = ("row_id", "list_kind", "surname", "birth_date", "sex", "travel_with", "service_number", "hair")


def read(rows: Iterable[Record | Finding]) -> ListReading:
    """Read rows as a list."""
    return gathered(read_records(rows, source="x"))


def from_csv(rows: list[tuple[str, ...]]) -> list[Record]:
    """Return the rows of a CSV file with these cells."""
    found = csv_records([csv_of(rows)], encoding="utf-8", source="x")
    return [one for one in found if isinstance(one, Record)]


def from_sheet(rows: list[tuple[str, ...]]) -> list[Record]:
    """Return the rows of a workbook with these cells."""
    opened = open_workbook(workbook([Page(name="s", rows=tuple(rows))]), name="x")
    assert opened.records is not None
    assert not opened.findings
    return list(opened.records)


@given(lists(NAMES))
def test_a_sheet_and_a_csv_file_with_the_same_cells_are_one_list(rows: list[tuple[str, ...]]) -> None:
    """Entries and findings are the same, place by place, whatever file the cells came in."""
    assert read(from_sheet(rows)) == read(from_csv(rows))


@given(lists(NAMES))
def test_a_mapping_of_every_column_to_itself_changes_nothing(rows: list[tuple[str, ...]]) -> None:
    """Entries, findings and what was written are those of the list without a mapping."""
    own = ColumnMapping(sender="x", columns={name: (name,) for name in rows[0]})

    assert read(mapped(from_csv(rows), own, source="x")) == read(from_csv(rows))


@given(lists(NAMES))
def test_a_list_differs_in_nothing_from_itself(rows: list[tuple[str, ...]]) -> None:
    """Not even when its rows and columns stand in another order."""
    one = read(from_csv(rows)).entries
    turned = read(from_csv([row[::-1] for row in rows])).entries
    found = difference(one, reversed(turned))

    assert (found.added, found.removed, found.changed) == ((), (), ())
    assert found.unchanged == len(one)


@given(lists(NAMES), lists(NAMES))
def test_a_difference_turned_round_is_the_difference_of_the_lists_turned_round(
    old: list[tuple[str, ...]], new: list[tuple[str, ...]]
) -> None:
    """Added and removed change places, and each old and new value; nothing else does."""
    before, after = read(from_csv(old)).entries, read(from_csv(new)).entries
    there, back = difference(before, after), difference(after, before)

    assert back == Difference(
        added=there.removed,
        removed=there.added,
        changed=tuple(Change(row_id=one.row_id, column=one.column, old=one.new, new=one.old) for one in there.changed),
        unchanged=there.unchanged,
    )
    assert len(there.added) + len(there.changed_rows) + there.unchanged == len(after)


@given(st.lists(st.lists(st.text(max_size=6), min_size=1, max_size=5), max_size=6))
def test_any_cells_can_have_a_mapping_proposed(rows: list[list[str]]) -> None:
    """No header and no cell crashes the proposal, and what is proposed can be saved and read again."""
    found = propose_mapping([Record(line=at, cells=row) for at, row in enumerate(rows, 1)], sender="x", source="x")

    again = parse_mapping(mapping_toml(found.mapping), source="x")

    assert replace(again, digest=None) == found.mapping
    assert set(dict(again.columns).values()) <= {(column,) for column in COLUMNS}


@given(st.binary(max_size=300))
def test_any_bytes_are_answered_as_a_mapping(data: bytes) -> None:
    """What is no mapping is refused with findings, and with nothing else."""
    with contextlib.suppress(FindingsRefusal):
        assert parse_mapping(b"format = 1\nsender = 'x'\n" + data, source="x").digest is not None


@given(st.data())
def test_a_damaged_workbook_is_answered(data: st.DataObject) -> None:
    """Whatever byte of a workbook is changed, it is read or refused; nothing crashes."""
    whole = bytearray(workbook([Page(name="s", rows=(NAMES, ("1", "wish", "Ines", "1985", "", "", "7", "x")))]))
    for at in data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=8)):
        whole[at] = data.draw(st.integers(0, 255))

    opened = open_workbook(bytes(whole), name="x")

    assert (opened.records is None) == any(one.severity.value == "error" for one in opened.findings)


@given(st.data())
def test_a_damaged_sheet_is_answered(data: st.DataObject) -> None:
    """Whatever stands in the XML of a sheet, it is read or refused; nothing crashes."""
    pieces = [
        "<row r='2'>",
        "<row>",
        "</row>",
        "<c r='A2'>",
        "<c r='B2' t='s'>",
        "<c r='C2' t='b'>",
        "</c>",
        "<v>1</v>",
    ]
    pieces += ["<v>x</v>", "<f>A1</f>", "<is><t>x</t></is>", "&#0;", "&a;", "<![CDATA[x]]>", "<!-- x -->", "1e999"]
    pieces += ["<c r='A9' s='9999999'>", "<mergeCell ref='A1:B9'/>", "<c r='A3' t='d'>", "<v>-5e5</v>", "<v>nan</v>"]
    inner = "".join(data.draw(st.lists(st.sampled_from(pieces), max_size=12)))
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook([Page(name="s", rows=(NAMES,))]))) as good,
        zipfile.ZipFile(out, "w") as bad,
    ):
        for name in good.namelist():
            part = good.read(name).decode()
            bad.writestr(name, part.replace("</sheetData>", f"{inner}</sheetData>"))

    opened = open_workbook(out.getvalue(), name="x")

    assert (opened.records is None) == any(one.severity.value == "error" for one in opened.findings)


@pytest.mark.soak
@settings(max_examples=20_000)
@given(st.integers())
def test_many_damaged_workbooks_are_answered(seed: int) -> None:
    """A long run of the same: any number of bytes changed, moved or doubled."""
    lots = random.Random(seed)
    whole = bytearray(workbook([Page(name="s", rows=(NAMES, ("1", "wish", "Ines", "1985", "", "", "7", "x")))]))
    for _ in range(lots.randint(1, 30)):
        at = lots.randrange(len(whole))
        whole[at : at + lots.randint(0, 3)] = lots.randbytes(lots.randint(0, 3))

    opened = open_workbook(bytes(whole), name="x")

    assert (opened.records is None) == any(one.severity.value == "error" for one in opened.findings)
