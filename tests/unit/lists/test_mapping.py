"""Saved mappings: what may stand in one, and what becomes of a list that is read through it."""

import pytest

from homeward.lists import ListReading, gathered, read_records
from homeward.lists.mapped import mapped
from homeward.lists.mapping import ColumnMapping, parse_mapping
from homeward.lists.mapping_rules import MappingRule
from homeward.lists.records import csv_records
from homeward.model.findings import FindingsRefusal, Where

HEAD = 'format = 1\nsender = "north"\n'
OWN = '[columns]\n"№" = "row_id"\n"ПІБ" = ["surname", "given_names"]\n"ДН" = "birth_date"\n"Хто" = "category"\n'
MEANT = '[values.category]\n"військовий" = "pow"\n'
FULL = f'{HEAD}list_kind = "holding"\ndates = "dmy"\nskip = ["Всього"]\ndrop = ["Ціна"]\n{OWN}{MEANT}'
LIST = "№,ПІБ,ДН,Хто,Ціна\n1,Ковач Надія,1.04.1985,військовий,x\n2,Ковач Самі,04.1985,civilian,y\nВсього,2,,,\n"


def parsed(text: str) -> ColumnMapping:
    """Return the mapping in *text*."""
    return parse_mapping(text.encode(), source="north.toml")


def read(text: str, mapping: str) -> ListReading:
    """Read a CSV list through a mapping."""
    rows = mapped(csv_records([text.encode()], encoding="utf-8", source="x"), parsed(mapping), source="x")
    return gathered(read_records(rows, source="x"))


def wrong(text: str) -> list[tuple[str, str | None]]:
    """Return code and field of what is wrong with a mapping."""
    with pytest.raises(FindingsRefusal, match=r"MAPS-1") as refused:
        parsed(text)
    return [(one.code, one.where.field) for one in refused.value.findings]


def test_a_senders_own_columns_words_and_dates_are_read() -> None:
    """Each cell becomes what the mapping says it means, and nothing else is changed."""
    reading = read(LIST, FULL)

    assert [(one.code, one.seen) for one in reading.findings] == [("MAP-12", "Ціна"), ("MAP-11", "1 rows: 4")]
    assert [dict(one.raw.disclose()) for one in reading.entries] == [
        {
            "row_id": "1",
            "birth_date": "1985-04-01",
            "category": "pow",
            "surname": "Ковач",
            "given_names": "Надія",
            "list_kind": "holding",
        },
        {
            "row_id": "2",
            "birth_date": "1985-04",
            "category": "civilian",
            "surname": "Ковач",
            "given_names": "Самі",
            "list_kind": "holding",
        },
    ]


def test_what_the_sender_wrote_is_kept_beside_it() -> None:
    """The sender's own cells stay with the entry, without the dropped ones."""
    reading = read(LIST, FULL)

    assert reading.entries[0].written.disclose() == (
        ("№", "1"),
        ("ПІБ", "Ковач Надія"),
        ("ДН", "1.04.1985"),
        ("Хто", "військовий"),
    )


@pytest.mark.parametrize(
    ("row", "code", "column", "seen"),
    [
        ("1,Ковач,1.04.1985,pow,x", "MAP-9", 2, "Ковач: 1 words for surname, given_names"),
        ("1,Ковач Надія Марія,1.04.1985,pow,x", "MAP-9", 2, "Ковач Надія Марія: 3 words for surname, given_names"),
        ("1,Ковач Надія,31.02.1985,pow,x", "LIST-25", 3, "31.02.1985"),
        ("1,Ковач Надія,1.04.85,pow,x", "LIST-26", 3, "1.04.85"),
        ("1,Ковач Надія,1.04.1985,солдат,x", "LIST-28", 4, "солдат"),
        ("1,Ковач Надія,1.04.1985,pow", "LIST-17", None, "4 cells under 5 columns"),
    ],
)
def test_what_a_mapping_does_not_know_is_a_finding_in_the_senders_own_place(
    row: str, code: str, column: int | None, seen: str
) -> None:
    """Nothing is repaired: the finding names the cell of the sender's file, and the row gives no entry."""
    reading = read(f"№,ПІБ,ДН,Хто,Ціна\n{row}\n", FULL)

    assert (code, 2, column, seen) in [
        (one.code, one.where.line, one.where.column, one.seen) for one in reading.findings
    ]
    assert not reading.entries


def test_a_cell_that_cannot_be_divided_is_one_fault() -> None:
    """The name is there and only not divided: nobody is told that it is missing (LIST-21), nor its row."""
    rows = "1,Ковач Надія Марія,1.04.1985,pow,x\n2,,1.04.1985,pow,x\n"

    reading = read(f"№,ПІБ,ДН,Хто,Ціна\n{rows}", FULL)

    assert [(one.code, one.where.line, one.where.column) for one in reading.findings] == [
        ("MAP-12", 1, None),
        ("MAP-9", 2, 2),
        ("LIST-21", 3, 2),
    ]


def test_a_finding_in_a_divided_cell_names_the_senders_column() -> None:
    """The part of a cell stands where the cell stands, and a kind that the mapping says stands nowhere."""
    reading = read("№,ПІБ,ДН,Хто,Ціна\n1,Ковач На\u200bдія,1.04.1985,pow,x\n", FULL)

    assert ("LIST-29", 2, "given_names") in [(one.code, one.where.column, one.where.field) for one in reading.findings]


def test_what_is_said_of_the_file_is_said_through_a_mapping() -> None:
    """A file that breaks off before its header is that fault, and not a header that is missing."""
    rows = mapped(csv_records([b"\xff"], encoding="utf-8", source="x"), parsed(FULL), source="x")

    assert [one.code for one in gathered(read_records(rows, source="x")).findings] == ["LIST-2"]


@pytest.mark.parametrize(
    ("header", "code", "seen"),
    [
        ("№,ПІБ,ДН,Хто,Ціна,Зріст", "MAP-8", "Зріст"),
        ("№,ПІБ,ДН,Ціна", "MAP-7", "Хто"),
    ],
)
def test_a_column_more_or_less_ends_the_reading(header: str, code: str, seen: str) -> None:
    """A list that does not have the mapping's columns, or has others, is not read at all."""
    reading = read(f"{header}\n1,a b\n", FULL)

    assert (code, seen) in [(one.code, one.seen) for one in reading.findings]
    assert (reading.rows, reading.entries) == (0, ())


def test_rows_above_the_header_and_between_it_and_the_first_are_passed_over() -> None:
    """Titles are nobody's business; rows between the header and the first person are said."""
    where = f"{HEAD}header_row = 3\nfirst_row = 5\n"

    reading = read("Title\n\nrow_id,list_kind,surname\n(1),(2),(3)\n1,wish,Ines\n", where)

    assert [(one.code, one.where.line) for one in reading.findings] == [("MAP-11", 4)]
    assert [one.where.line for one in reading.entries] == [5]


def test_a_list_that_ends_before_its_header_is_a_finding() -> None:
    """A header that is nowhere is not looked for elsewhere (MAP-10)."""
    assert [one.code for one in read("a\nb\n", f"{HEAD}header_row = 9\n").findings] == ["MAP-10"]


def test_an_unknown_column_can_be_kept_under_its_own_name() -> None:
    """What has no column of the format may be kept as written, and is reported as in any list."""
    reading = read("row_id,list_kind,surname,Зріст\n1,wish,Ines,170\n", f'{HEAD}[columns]\n"Зріст" = "Зріст"\n')

    assert [one.code for one in reading.findings] == ["LIST-9"]
    assert dict(reading.entries[0].raw.disclose())["Зріст"] == "170"


def test_a_row_that_cannot_be_cut_stays_a_finding() -> None:
    """Quotation marks that do not pair are reported through a mapping as without one."""
    assert "LIST-4" in [one.code for one in read('№,ПІБ,ДН,Хто,Ціна\n1,"a"b,,,\n', FULL).findings]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("format = ", [("MAP-1", None)]),
        ("sender = 'x'", [("MAP-2", None)]),
        ("format = 2\nsender = 'x'", [("MAP-2", None)]),
        ("format = true\nsender = 'x'", [("MAP-2", None)]),
        ("format = 1", [("MAP-3", "sender")]),
        (f"{HEAD}colour = 'x'", [("MAP-3", "colour")]),
        (f"{HEAD}drop = 'x'", [("MAP-3", "drop")]),
        (f"{HEAD}drop = [1]", [("MAP-3", "drop")]),
        (f"{HEAD}header_row = 0", [("MAP-3", "header_row")]),
        (f"{HEAD}header_row = true", [("MAP-3", "header_row")]),
        (f"{HEAD}dates = 'myd'", [("MAP-3", "dates")]),
        (f"{HEAD}list_kind = 'people'", [("MAP-3", "list_kind")]),
        (f"{HEAD}[columns]\nA = 'hair'", [("MAP-4", "columns.A")]),
        (f"{HEAD}[columns]\nA = 7", [("MAP-4", "columns.A")]),
        (f"{HEAD}[columns]\nA = ['surname', 'A']", [("MAP-4", "columns.A")]),
        (f"{HEAD}[values.hair]\nA = 'b'", [("MAP-4", "values.hair")]),
        (f"{HEAD}[columns]\nA = 'surname'\nB = 'surname'", [("MAP-5", "columns.B")]),
        (f"{HEAD}list_kind = 'wish'\n[columns]\nA = 'list_kind'", [("MAP-5", "columns.A")]),
        (f"{HEAD}[values.sex]\nA = 'x'", [("MAP-6", "values.sex")]),
        (f"{HEAD}[values.sex]\nA = 1", [("MAP-6", "values.sex")]),
    ],
)
def test_a_mapping_with_a_fault_is_refused(text: str, found: list[tuple[str, str | None]]) -> None:
    """Everything wrong with it is named at once, before any list is read through it."""
    assert wrong(text) == found


def test_bytes_that_are_no_text_are_refused() -> None:
    """A mapping is UTF-8 (MAP-1)."""
    with pytest.raises(FindingsRefusal, match=r"MAPS-1"):
        parse_mapping(b"\xff", source="x")


def test_a_mapping_is_known_by_its_bytes() -> None:
    """Two mappings that differ in one byte have two digests; the same bytes have one."""
    assert parsed(FULL).digest == parsed(FULL).digest != parsed(f"{FULL}\n").digest


def test_codes_are_numbered_without_gaps() -> None:
    """No code is used for two rules."""
    assert [rule.code for rule in MappingRule] == [f"MAP-{number}" for number in range(1, len(MappingRule) + 1)]
    assert MappingRule.OPEN.found(Where(source="x")).code == "MAP-8"
