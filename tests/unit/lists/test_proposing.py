"""Mappings proposed from a list: what is clear is filled in, and everything else stays open."""

import pytest

from homeward.lists.mapping import parse_mapping
from homeward.lists.proposing import Proposal, mapping_toml, propose_mapping
from homeward.lists.records import Record, csv_records
from homeward.lists.template import template_csv
from homeward.lists.vocabulary import LANGUAGES
from homeward.model.people import ListKind


def proposed(text: str, *, list_kind: str | None = None) -> Proposal:
    """Return what is proposed for a CSV list."""
    found = csv_records([text.encode()], encoding="utf-8", source="x")
    rows = [one for one in found if isinstance(one, Record)]
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
    """Nothing is proposed for nothing, and what is wrong is what a check says."""
    assert codes(proposed("")) == [("LIST-1", None)]
    assert codes(proposed('"a"b\n')) == [("LIST-4", "line 1")]


def test_one_giant_column_is_no_column() -> None:
    """Cells that are not separated by commas are that fault alone (LIST-5), and nothing is proposed."""
    found = proposed("№;Прізвище\n1;Ковач\n")

    assert (codes(found), found.columns) == ([("LIST-5", "№;Прізвище")], ())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_templates_row_of_names_is_about_nobody(lang: str) -> None:
    """The second row of an own template is passed over, as when the list is read."""
    template = template_csv(ListKind.WISH, lang).decode("utf-8-sig")

    found = proposed(template)
    filled = proposed(template + ",".join(["1", *[""] * 30][: len(found.columns)]) + "\n")

    assert (codes(found), found.rows) == ([], 0)
    assert {one.samples for one in found.columns} == {()}
    assert (filled.rows, filled.columns[0].samples) == (1, ("1",))


def test_what_is_undecided_is_not_counted_against_a_row() -> None:
    """Rows are tried without the columns of which something is open: names, words or the order of dates."""
    found = proposed("№,Прізвище,Hm,Стать,Звання,Дата народження\n1,a,b,?,c,1.2.1985\n")
    kinds = proposed("№,Прізвище,Вид списку\n1,a,?\n", list_kind="holding")

    assert found.trial.drop == {"Hm", "Стать", "Дата народження"}
    assert set(found.trial.columns) == {"№", "Прізвище", "Звання"}
    assert (kinds.trial.drop, kinds.trial.list_kind) == (frozenset({"Вид списку"}), "holding")
    assert (kinds.mapping.drop, kinds.mapping.list_kind) == (frozenset(), None)


def test_an_open_word_is_named_where_it_stands() -> None:
    """The finding names the first row with the word, and the sender's column (MAP-13)."""
    found = proposed("№,Стать\n1,ж\n2,?\n3,?\n")

    assert [(one.where.line, one.where.column, one.where.field) for one in found.findings] == [(3, 2, "sex")]


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
