"""Templates: read by a program we did not write, and read as they are once filled in."""

import io

import openpyxl
import pytest

from homeward.lists import COLUMNS, read_all
from homeward.lists.template import CODES_SHEET, template_columns, template_csv, template_workbook
from homeward.lists.vocabulary import (
    CODES,
    LANGUAGES,
    codes_called,
    columns_called,
    is_label_row,
    plain,
    vocabulary,
)
from homeward.model.people import ListKind
from tests.unit.adapters.books import opened, parts_of, read

EACH = [(kind, lang) for kind in ListKind for lang in LANGUAGES]


def loaded(data: bytes) -> openpyxl.Workbook:
    """Open a workbook with openpyxl."""
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.mark.parametrize(("kind", "lang"), EACH, ids=str)
def test_a_template_says_the_same_to_another_program(kind: ListKind, lang: str) -> None:
    """Its first row are the columns, its second what they are called; Arabic runs from the right."""
    book = loaded(template_workbook(kind, lang))
    sheet = book[kind.value]
    words = vocabulary(lang)

    assert book.sheetnames == [kind.value, CODES_SHEET]
    assert tuple(cell.value for cell in sheet[1]) == template_columns(kind)
    assert [cell.value for cell in sheet[2]] == [words.columns[one][0] for one in template_columns(kind)]
    assert {bool(one.sheet_view.rightToLeft) for one in book} == {lang == "ar"}


@pytest.mark.parametrize(("kind", "lang"), EACH, ids=str)
def test_codes_are_chosen_and_explained(kind: ListKind, lang: str) -> None:
    """Every column of codes offers exactly its codes, and the second sheet says what each means."""
    book = loaded(template_workbook(kind, lang))
    columns = template_columns(kind)
    lists = {
        columns[next(iter(one.sqref.ranges)).min_col - 1]: one.formula1
        for one in book[kind.value].data_validations.dataValidation
        if one.type == "list"
    }
    explained = [(row[0].value, row[2].value) for row in book[CODES_SHEET].iter_rows(min_row=2) if row[2].value]

    wanted = {
        column: (kind.value,) if column == "list_kind" else CODES[column] for column in CODES if column in columns
    }
    assert lists == {column: f'"{",".join(codes)}"' for column, codes in wanted.items()}
    assert explained == [(column, code) for column in columns if column in wanted for code in wanted[column]]


def test_every_column_keeps_what_is_typed() -> None:
    """The columns are formatted as text: no date is made of what is typed and no zero is lost."""
    sheet = loaded(template_workbook(ListKind.HOLDING, "en"))["holding"]

    assert {sheet.column_dimensions["A"].min, sheet.column_dimensions["A"].max} == {
        1,
        len(template_columns(ListKind.HOLDING)),
    }
    assert sheet["A1"].number_format == "@"
    assert (
        b'<col min="1" max="26" width="18" style="1"'
        in parts_of(template_workbook(ListKind.HOLDING, "en"))["xl/worksheets/sheet1.xml"]
    )


@pytest.mark.parametrize(("kind", "lang"), EACH, ids=str)
def test_a_filled_template_is_read_as_it_is(kind: ListKind, lang: str) -> None:
    """Filled in and saved by another program, it gives its entries and nothing to report."""
    book = loaded(template_workbook(kind, lang))
    columns = template_columns(kind)
    for column, value in {"row_id": "1", "list_kind": kind.value, "surname": "Ковач", "birth_date": "1985-04"}.items():
        book[kind.value].cell(3, columns.index(column) + 1, value)
    out = io.BytesIO()
    book.save(out)

    reading = read(out.getvalue())

    assert not reading.findings
    assert [(one.row_id, one.kind, one.where.line) for one in reading.entries] == [("1", kind, 3)]


def test_a_filled_csv_template_is_read_as_it_is() -> None:
    """The row of names under the columns is passed over in CSV too."""
    data = template_csv(ListKind.WISH, "ru") + b"1,wish,Ines" + b"," * (len(template_columns(ListKind.WISH)) - 3)

    reading = read_all([data], source="x")

    assert not reading.findings
    assert [one.row_id for one in reading.entries] == ["1"]


def test_the_same_template_has_the_same_bytes() -> None:
    """No clock and no maker is in it."""
    assert template_workbook(ListKind.WISH, "ar") == template_workbook(ListKind.WISH, "ar")
    assert opened(template_workbook(ListKind.WISH, "ar")).findings == ()


def test_a_row_about_a_person_is_no_row_of_names() -> None:
    """Only a row in which every filled cell is its column's own name, three or more, is passed over."""
    columns = ("row_id", "surname", "given_names", "rank")

    assert is_label_row(columns, ("Row number", "Surname", "Given names", ""))
    assert not is_label_row(columns, ("Row number", "Surname", "", ""))
    assert not is_label_row(columns, ("Row number", "Surname", "Given names", "Major"))
    assert not is_label_row(columns, ("1", "Surname", "Given names", "Rank"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_names_every_column_and_code_once(lang: str) -> None:
    """No name of a column or code is missing, and each means one thing in all languages together."""
    words = vocabulary(lang)

    assert set(words.columns) == set(COLUMNS)
    assert {column: tuple(sorted(codes)) for column, codes in words.codes.items()} == {
        column: tuple(sorted(codes)) for column, codes in CODES.items()
    }
    assert {name for names in words.columns.values() for name in names if len(columns_called(name)) != 1} == set()
    assert {
        (column, word)
        for column, codes in words.codes.items()
        for names in codes.values()
        for word in names
        if len(codes_called(column, word)) != 1
    } == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_says_as_much_as_english(lang: str) -> None:
    """No help and no heading is missing, and none is longer than a spreadsheet shows."""
    words, english = vocabulary(lang), vocabulary("en")

    assert set(words.help) == set(english.help)
    assert set(words.texts) == set(english.texts)
    assert max(map(len, words.help.values())) <= 255
    assert max(len(names[0]) for names in words.columns.values()) <= 60


def test_names_are_compared_without_what_hands_do_differently() -> None:
    """Case, spaces, apostrophes and a colon make no other name."""
    assert plain("  Ім’я :") == plain("ІМ'Я")
