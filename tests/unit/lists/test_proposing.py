"""Mappings proposed from a list: what is clear is filled in, and everything else stays open."""

from homeward.lists.mapping import parse_mapping
from homeward.lists.proposing import Proposal, mapping_toml, propose_mapping
from homeward.lists.records import csv_records


def proposed(text: str, *, list_kind: str | None = None) -> Proposal:
    """Return what is proposed for a CSV list."""
    rows = list(csv_records([text.encode()], encoding="utf-8", source="x"))
    return propose_mapping(rows, sender="north", source="x", list_kind=list_kind)


def targets(found: Proposal) -> dict[str, str | None]:
    """Return what each column becomes."""
    return {one.name: one.target for one in found.columns}


def codes(found: Proposal) -> list[tuple[str, str | None]]:
    """Return code and value seen of each finding."""
    return [(one.code, one.seen) for one in found.findings]


def test_names_of_five_languages_are_known() -> None:
    """A column is known by what people call it, whatever their language, case or apostrophe."""
    found = proposed("№,ПРІЗВИЩЕ,Ім’я,Дата рождения,الجنس,Datëlindja e tij,Rank\n")

    assert targets(found) == {
        "№": "row_id",
        "ПРІЗВИЩЕ": "surname",
        "Ім’я": "given_names",
        "Дата рождения": "birth_date",
        "الجنس": "sex",
        "Datëlindja e tij": None,
        "Rank": "rank",
    }
    assert codes(found) == [("MAP-8", "Datëlindja e tij")]


def test_two_columns_that_mean_one_are_both_left_open() -> None:
    """Which of two is meant is for somebody who knows the list."""
    found = proposed("№,Прізвище,Фамилия\n")

    assert targets(found) == {"№": "row_id", "Прізвище": None, "Фамилия": None}
    assert [one.near for one in found.columns[1:]] == [("surname",), ("surname",)]


def test_the_header_is_found_under_a_title() -> None:
    """The header is the first row with two known names; what stands above it is no list."""
    found = proposed("Список,,\n,,\n№,Прізвище,Звання\n1,Ковач,\n")

    assert found.mapping.header_row == 3
    assert found.columns[1].samples == ("Ковач",)


def test_words_are_taken_where_they_mean_one_code() -> None:
    """A word that means no code, or none of this column's, stays open (MAP-13)."""
    found = proposed("№,Стать\n1,ж\n2,ч\n3,Ж\n4,male\n5,інше\n")

    assert found.mapping.values == {"sex": {"ж": "female", "ч": "male", "Ж": "female"}}
    assert codes(found) == [("MAP-13", "інше")]


def test_an_order_of_dates_is_taken_only_where_no_other_is_possible() -> None:
    """One date with a day above twelve tells; none, or two that disagree, leave it open (MAP-14)."""
    told = proposed("№,Дата народження\n1,13.04.1985\n2,1.04.1985\n")
    silent = proposed("№,Дата народження\n1,3.04.1985\n")
    torn = proposed("№,Дата народження\n1,13.04.1985\n2,4.13.1985\n")

    assert (told.mapping.dates, codes(told)) == ("dmy", [])
    assert (silent.mapping.dates, codes(silent)) == (None, [("MAP-14", None)])
    assert (torn.mapping.dates, codes(torn)) == (None, [("MAP-14", None)])


def test_the_kind_of_list_is_said_only_where_no_column_says_it() -> None:
    """A column of the list goes before what its reader says."""
    assert proposed("№,Прізвище\n", list_kind="wish").mapping.list_kind == "wish"
    assert proposed("№,Вид списку\n", list_kind="wish").mapping.list_kind is None


def test_a_file_without_rows_has_nothing_to_propose_from() -> None:
    """Nothing is proposed for nothing."""
    assert codes(proposed("")) == [("MAP-10", None)]


def test_what_is_written_is_what_is_read() -> None:
    """The TOML of a proposal is the same mapping when it is read; open columns are comments."""
    found = proposed('№,"Прізвище",Стать,"a ""b"" \\ # \t"\n1,x,ж,y\n', list_kind="holding")

    data = mapping_toml(found.mapping, [one.name for one in found.columns if one.target is None])
    again = parse_mapping(data, source="x")

    assert (again.columns, again.values, again.list_kind) == (
        found.mapping.columns,
        found.mapping.values,
        "holding",
    )
    assert b'# "a \\"b\\"' in data
