"""Workbooks that are read: what becomes of each kind of cell, and what a reader is told beside."""

from datetime import date, datetime, time

import openpyxl
import pytest

from homeward.lists import ListReading
from homeward.lists.workbook import Page, workbook
from tests.unit.adapters.books import HEADER, NADIA, changed, new_book, opened, parts_of, read, rows_book, saved, zipped


def told(reading: ListReading) -> list[tuple[str, int | None, int | None, str | None]]:
    """Return code, row, column and value seen of each finding."""
    return [(one.code, one.where.line, one.where.column, one.seen) for one in reading.findings]


def test_a_plain_sheet_gives_its_entries() -> None:
    """Text is read as it stands, with sheet and row as its place."""
    reading = read(rows_book(HEADER, NADIA))

    [entry] = reading.entries
    assert not reading.findings
    assert entry.raw.disclose() == tuple(zip(HEADER, NADIA, strict=True))
    assert (entry.where.source, entry.where.line) == ("list.xlsx, sheet holding", 2)


@pytest.mark.parametrize(
    ("value", "shown", "text"),
    [
        (date(1985, 4, 12), "dd.mm.yyyy", "1985-04-12"),
        (date(1985, 4, 12), "mm/dd/yy", "1985-04-12"),
        (datetime.combine(date(1985, 4, 12), time.min), 'd "de" mmmm yyyy', "1985-04-12"),
        (1985, "General", "1985"),
    ],
)
def test_a_day_is_read_as_it_is_kept(value: object, shown: str, text: str) -> None:
    """A date becomes year-month-day whatever order it is shown in; a year stays a year."""
    book, sheet = new_book()
    sheet.append(list(HEADER))
    sheet.append(["1", "holding", "Ковач", value])
    sheet["D2"].number_format = shown

    reading = read(saved(book))

    assert not reading.findings
    assert dict(reading.entries[0].raw.disclose())["birth_date"] == text


def test_days_that_count_from_1904_are_the_same_days() -> None:
    """A workbook of the other system of days gives the days it shows."""
    book, sheet = new_book()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    sheet.append(list(HEADER))
    sheet.append(["1", "holding", "Ковач", date(1985, 4, 12)])

    sheet.append(["2", "holding", "Ковач", date(1904, 2, 1)])

    reading = read(saved(book))

    assert not reading.findings
    assert [dict(one.raw.disclose())["birth_date"] for one in reading.entries] == ["1985-04-12", "1904-02-01"]


@pytest.mark.parametrize(
    ("column", "value", "shown", "code", "seen"),
    [
        ("C", "=A1&B1", "General", "SHEET-21", "C2"),
        ("C", '=HYPERLINK("x")', "General", "SHEET-21", "C2"),
        ("C", "#REF!", "General", "SHEET-22", "C2: #REF!"),
        ("C", True, "General", "SHEET-23", "C2: TRUE"),
        ("E", 12345678901234567890, "General", "SHEET-24", "E2: 12345678901234569216"),
        ("D", date(1985, 4, 1), "mmm yy", "SHEET-25", "D2: kept as 1985-04-01"),
        ("D", date(1985, 4, 1), "mmm-yy", "SHEET-25", "D2: kept as 1985-04-01"),
        ("D", date(1985, 4, 1), "yyyy", "SHEET-25", "D2: kept as 1985-04-01"),
        ("D", date(1985, 4, 1), "d mmm", "SHEET-25", "D2: kept as 1985-04-01"),
        ("D", 60, "yyyy-mm-dd", "SHEET-26", "D2: number 60"),
    ],
)
def test_a_cell_that_is_no_plain_value_is_a_finding(
    column: str, value: object, shown: str, code: str, seen: str
) -> None:
    """The finding names the cell, and the row gives no entry."""
    book, sheet = new_book()
    sheet.append(list(HEADER))
    sheet.append(["1", "holding", "Ковач"])
    cell = sheet[f"{column}2"]
    cell.value, cell.number_format = value, shown

    reading = read(saved(book))

    assert (code, 2, cell.column, seen) in told(reading)
    assert not reading.entries
    assert reading.error_rows == reading.rows == 1


def test_the_last_result_of_a_formula_is_not_trusted() -> None:
    """A formula is refused although a value is stored beside it; nothing of the value is taken."""
    data = changed("sheet", "</row></sheetData>", '<c r="F2"><f>1+1</f><v>2</v></c></row></sheetData>')

    assert ("SHEET-21", 2, 6, "F2") in told(read(data))


def test_a_formula_in_the_header_ends_the_reading() -> None:
    """Under a header that is computed no row is read."""
    reading = read(changed("sheet", '<c r="A1" s="1" t="inlineStr">', '<c r="A1" t="inlineStr"><f>x</f>'))

    assert [one.code for one in reading.findings] == ["SHEET-21"]
    assert (reading.rows, reading.entries) == (0, ())


def test_a_number_in_a_column_of_numbers_that_are_names_is_pointed_out() -> None:
    """A service number that is a number may have lost its zeros (LIST-39); a row number may be a number."""
    reading = read(rows_book(HEADER, (1, "holding", "Ковач", None, 7)))

    assert told(reading) == [("LIST-39", 2, 5, "7")]
    assert dict(reading.entries[0].raw.disclose()) == {
        "row_id": "1",
        "list_kind": "holding",
        "surname": "Ковач",
        "service_number": "7",
    }


def test_a_time_and_a_fraction_are_read_as_text() -> None:
    """What is no day and no whole number stays what it is, and the rules for rows judge it."""
    reading = read(
        rows_book(
            (*HEADER, "remarks", "rank"),
            (1, "holding", "Ковач", datetime.combine(date(1985, 4, 12), time(10, 30)), None, time(10), 7.5),
        )
    )

    assert ("LIST-26", 2, 4, "1985-04-12T10:30:00") in told(reading)
    assert opened(rows_book(("a",), (time(10),), (7.5,))).records is not None


def test_merged_cells_are_a_finding_on_every_row_they_cover() -> None:
    """Nobody guesses to whom of several people a merged value belongs (SHEET-27)."""
    book, sheet = new_book()
    for row in (HEADER, NADIA, ("2", *NADIA[1:]), ("3", *NADIA[1:])):
        sheet.append(list(row))
    sheet.merge_cells("E2:E3")

    reading = read(saved(book))

    assert told(reading) == [("SHEET-27", 2, 5, "E2:E3"), ("SHEET-27", 3, 5, "E2:E3")]
    assert [one.row_id for one in reading.entries] == ["3"]


def test_hidden_rows_and_columns_are_read_and_said() -> None:
    """A person in a row that a filter hides is on the list (SHEET-28)."""
    book, sheet = new_book()
    for row in (HEADER, NADIA, ("2", *NADIA[1:])):
        sheet.append(list(row))
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["E"].hidden = True

    reading = read(saved(book))

    assert [one.row_id for one in reading.entries] == ["1", "2"]
    assert told(reading) == [("SHEET-28", 3, None, "1 rows, 1 columns")]


def test_hidden_sheets_and_notes_are_not_read_and_said() -> None:
    """What was not read is said once: a hidden sheet (SHEET-29), and what is no cell (SHEET-30)."""
    book, sheet = new_book()
    sheet.append(list(HEADER))
    sheet.append(list(NADIA))
    sheet["A2"].comment = openpyxl.comments.Comment("look here", "Sami")
    under = book.create_sheet("under")
    under["A1"], under.sheet_state = "x", "hidden"

    reading = read(saved(book))

    assert [one.code for one in reading.findings] == ["SHEET-29", "SHEET-30"]
    assert reading.findings[0].seen == "under"
    assert len(reading.entries) == 1


def test_an_address_in_a_cell_is_text() -> None:
    """A spreadsheet turns addresses into links by itself: the text is read, nothing is followed."""
    book, sheet = new_book()
    sheet.append([*HEADER, "remarks"])
    sheet.append([*NADIA, "sami@example.org"])
    sheet["F2"].hyperlink = "mailto:sami@example.org"

    reading = read(saved(book))

    assert dict(reading.entries[0].raw.disclose())["remarks"] == "sami@example.org"
    assert not reading.findings


def test_empty_rows_at_the_beginning_and_between_hurt_nobody() -> None:
    """The first filled row is the header; an empty row between others is passed over and counted."""
    book, sheet = new_book()
    for row, cells in ((3, HEADER), (5, NADIA)):
        for column, text in enumerate(cells, 1):
            sheet.cell(row, column, text)
    sheet.cell(40, 40).number_format = "@"

    reading = read(saved(book))

    assert told(reading) == [("LIST-13", 4, None, "1 rows")]
    assert [one.where.line for one in reading.entries] == [5]


def test_every_row_is_as_wide_as_the_widest() -> None:
    """A row that ends early is filled up with empty cells, and no row beyond the last column."""
    book, sheet = new_book()
    for row, columns in ((1, 3), (2, 1), (3, 2)):
        for column in range(1, columns + 1):
            sheet.cell(row, column, "x")
    kept = parts_of(saved(book))
    cut = {name: data.replace(b"A1:C3", b"A1:A1") for name, data in kept.items()}

    for parts in (kept, cut):
        rows = [one.cells for one in opened(zipped(parts)).records or ()]
        assert rows == [["x", "x", "x"], ["x", "", ""], ["x", "x", ""]]


@pytest.mark.parametrize("number", ["", "x", "٣", "1" * 20])
def test_a_style_whose_number_is_none_is_no_date(number: str) -> None:
    """Whatever stands where a style's number should be, the cells are read."""
    book, sheet = new_book()
    for column, text in enumerate(HEADER, 1):
        sheet.cell(1, column, text)
        sheet.cell(2, column, NADIA[column - 1])
    sheet["A2"].number_format = "0.000"
    data = changed("xl/styles.xml", 'numFmtId="0"', f'numFmtId="{number}"', data=saved(book))

    assert len(read(data).entries) == 1


def test_a_sheet_without_a_cell_is_an_empty_file() -> None:
    """An empty workbook says so, as an empty CSV file does."""
    assert [one.code for one in read(saved(new_book()[0])).findings] == ["LIST-1"]


def test_shared_texts_are_read_like_others() -> None:
    """A workbook that keeps its texts in one table, as most do, gives the same list."""
    parts = parts_of(workbook([Page(name="holding", rows=(HEADER, NADIA))]))
    texts = [*HEADER, *NADIA]
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    for number, text in enumerate(texts):
        sheet = sheet.replace(f't="inlineStr"><is><t xml:space="preserve">{text}</t></is>', f't="s"><v>{number}</v>', 1)
    strings = "".join(f"<si><t>{text}</t></si>" for text in texts)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts["xl/worksheets/sheet1.xml"] = sheet.encode()
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">{strings}</sst>'.encode()
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        f'<Relationship Id="s" Type="{links}" Target="sharedStrings.xml"/></Relationships>'.encode(),
    )

    reading = read(zipped(parts))

    assert "inlineStr" not in sheet
    assert reading.entries == read(rows_book(HEADER, NADIA)).entries
