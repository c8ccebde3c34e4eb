"""One row is one entry, exactly as written; each rule about a cell or a row has a row that breaks it."""

from datetime import date

import pytest

from homeward.model.findings import Severity, Where
from homeward.model.people import Health, ListKind, Sex, Status
from tests.unit.lists.rows_of import NADIA, codes, only_entry, read, read_with, text_of

ERRORS = {
    "no row id": ("LIST-19", "row_id", {"row_id": ""}),
    "no kind": ("LIST-14", "list_kind", {"list_kind": ""}),
    "an unknown kind": ("LIST-14", "list_kind", {"list_kind": "Wish"}),
    "no name": ("LIST-21", "surname", {"surname": "", "given_names": ""}),
    "a stroke for a name": ("LIST-21", "surname", {"surname": "-", "given_names": "??"}),
    "herself as companion": ("LIST-23", "travel_with", {"travel_with": "N-1"}),
    "nobody as companion": ("LIST-22", "travel_with", {"travel_with": "N-9"}),
    "30 February": ("LIST-25", "birth_date", {"birth_date": "1985-02-30"}),
    "30 February with points": ("LIST-25", "birth_date", {"birth_date": "30.02.1985"}),
    "29 February of a common year": ("LIST-25", "birth_date", {"birth_date": "1985-02-29"}),
    "month 13": ("LIST-25", "captured_or_last_seen", {"captured_or_last_seen": "2025-13-01"}),
    "day first": ("LIST-26", "birth_date", {"birth_date": "12.04.1985"}),
    "a date in words": ("LIST-26", "birth_date", {"birth_date": "12 April 1985"}),
    "a spreadsheet's number": ("LIST-26", "birth_date", {"birth_date": "31149"}),
    "a hostile date": ("LIST-26", "birth_date", {"birth_date": "/" * 3_000}),
    "an unknown sex": ("LIST-28", "sex", {"sex": "F"}),
    "an unknown category": ("LIST-28", "category", {"category": "soldier"}),
    "an unknown health": ("LIST-28", "health_code", {"health_code": "ok"}),
    "neither yes nor no": ("LIST-28", "harmful_to_disclose", {"harmful_to_disclose": "так"}),
    "text that changes direction": ("LIST-29", "surname", {"surname": "Ковач\u202e"}),
    "a space of no width": ("LIST-29", "surname", {"surname": "Ко\u200bвач"}),
    "a joiner between letters that do not join": ("LIST-29", "surname", {"surname": "Ко\u200dвач"}),
    "a tabulator": ("LIST-29", "remarks", {"remarks": "a\tb"}),
    "a bell": ("LIST-29", "remarks", {"remarks": "a\x07b"}),
    "a zero byte": ("LIST-29", "remarks", {"remarks": "a\x00b"}),
    "a soft hyphen": ("LIST-29", "surname", {"surname": "Ко\u00adвач"}),
    "a tag": ("LIST-29", "surname", {"surname": "Ковач\U000e0041"}),
    "an endless cell": ("LIST-36", "remarks", {"remarks": "a" * 4_001}),
}

ADVICE = {
    "a lost letter": ("LIST-31", "surname", {"surname": "Ков\ufffdч"}),
    "a Latin letter in a Cyrillic word": ("LIST-32", "surname", {"surname": "Kовач"}),
    "a Greek letter in a Latin word": ("LIST-32", "given_names", {"given_names": "Nαdia"}),
    "letters that are not composed": ("LIST-33", "given_names", {"given_names": "Jose\u0301"}),
    "a formula": ("LIST-34", "remarks", {"remarks": "=1+1"}),
    "a formula by its sign": ("LIST-34", "remarks", {"remarks": "@SUM(A1)"}),
    "a space before": ("LIST-35", "surname", {"surname": " Ковач"}),
    "a space after Latin": ("LIST-35", "given_names", {"given_names": "Nadia "}),
    "a space after": ("LIST-35", "surname", {"surname": "Ковач\u00a0"}),
    "a year long ago": ("LIST-27", "birth_date", {"birth_date": "1885"}),
    "born after capture": ("LIST-24", "birth_date", {"birth_date": "2025-12-01"}),
    "a joiner of a script that has them": ("LIST-30", "surname", {"surname": "علی\u200cرضا"}),
}

FINE = {
    "one space between names": {"given_names": "Nadia Ана"},
    "two scripts in two words": {"surname": "Kovac-Ковач"},
    "two scripts in remarks": {"remarks": "Kовач"},
    "a stroke for nothing": {"remarks": "-"},
    "lines in a cell": {"remarks": "one\ntwo\r\nthree"},
    "an Arabic name": {"surname": "محمّد"},
    "a decade": {"birth_date": "198X"},
    "about a month": {"birth_date": "1985-04~"},
    "an open interval": {"birth_date": "../1985"},
    "a name in one column": {"surname": ""},
    "a quotation mark": {"surname": 'O"Neil'},
    "the longest cell": {"remarks": "a" * 4_000},
    "born in the year of capture": {"birth_date": "2025"},
}


def test_a_row_becomes_an_entry() -> None:
    """What a row says is read into details; what it does not say is None."""
    entry = only_entry(read_with())
    details = entry.details.disclose()

    assert (entry.row_id, entry.kind, entry.where) == ("N-1", ListKind.WISH, Where(source="list.csv", line=2))
    assert (details.surname, details.given_names, details.father_name) == ("Ковач", "Nadia", None)
    assert details.birth_date is not None
    assert (details.birth_date.earliest, details.birth_date.is_exact) == (date(1985, 4, 12), True)
    assert details.captured_or_last_seen is not None
    assert details.captured_or_last_seen.latest == date(2025, 11, 30)
    assert (details.sex, details.status, details.health) == (Sex.FEMALE, Status.CIVILIAN, Health.GOOD)
    assert (entry.travel_with, entry.is_harmful_to_disclose) == (None, False)


@pytest.mark.parametrize(
    "column",
    [
        "surname",
        "given_names",
        "father_name",
        "mother_maiden_name",
        "name_original_script",
        "other_names",
        "birth_place",
        "rank",
        "service_number",
        "unit",
        "place_last_seen",
        "holding_place",
        "holding_number",
    ],
)
def test_every_text_has_its_field(column: str) -> None:
    """A column of text is the field of the same name."""
    details = only_entry(read_with(**{column: "Ines"})).details.disclose()

    assert getattr(details, column) == "Ines"


def test_harm_is_read() -> None:
    """An entry marked as harmful to disclose says so (GC IV 137(2))."""
    assert only_entry(read_with(harmful_to_disclose="yes")).is_harmful_to_disclose


@pytest.mark.parametrize("fault", ERRORS)
def test_an_error_keeps_the_row_back(fault: str) -> None:
    """A row with an error gives no entry; its finding names line, column, value, remedy and source."""
    code, column, cells = ERRORS[fault]

    reading = read_with(**cells)

    assert codes(reading.findings) == [code]
    assert (reading.entries, reading.rows, reading.error_rows) == ((), 1, 1)
    found = reading.findings[0]
    assert found.severity is Severity.ERROR
    assert found.where == Where(
        source="list.csv", line=2, column=list({**NADIA, **cells}).index(column) + 1, field=column
    )
    assert found.seen
    assert found.remedy
    assert found.source


@pytest.mark.parametrize("oddity", ADVICE)
def test_advice_keeps_the_entry(oddity: str) -> None:
    """What is odd but may be right is said, and the entry stays, exactly as written."""
    code, column, cells = ADVICE[oddity]

    reading = read_with(**cells)

    assert codes(reading.findings) == [code]
    assert reading.findings[0].severity is Severity.ADVICE
    assert reading.findings[0].where.field == column
    assert dict(only_entry(reading).raw.disclose())[column] == cells[column]


@pytest.mark.parametrize("kind", FINE)
def test_what_is_right_is_not_accused(kind: str) -> None:
    """Names in many scripts, partial dates and long remarks are no findings."""
    reading = read_with(**FINE[kind])

    assert reading.findings == ()
    assert reading.error_rows == 0


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("12.04.1985", "write 1985-04-12"),
        ("1985/4/12", "write 1985-04-12"),
        ("1985.04.12", "write 1985-04-12"),
        ("04/05/1985", "write 1985-05-04 if the day comes first, 1985-04-05 if the month does"),
        ("04/13/1985", "write 1985-04-13"),
        ("4-4-1985", "write 1985-04-04"),
    ],
)
def test_the_remedy_gives_the_date_to_write(written: str, remedy: str) -> None:
    """A date in another form is answered with the form to write, with both readings where there are two."""
    assert read_with(birth_date=written).findings[0].remedy == remedy


def test_a_hidden_character_is_shown_by_its_code() -> None:
    """A finding about a hidden character does not carry it on: it is written out and named."""
    [finding] = read_with(surname="Ко\u202eвач").findings

    assert finding.seen == "Ко<U+202E>вач (U+202E RIGHT-TO-LEFT OVERRIDE)"
    assert finding.remedy == "remove U+202E RIGHT-TO-LEFT OVERRIDE"


def test_a_finding_is_one_line() -> None:
    """A cell of several lines is quoted in one."""
    assert read_with(remarks="=one\ntwo").findings[0].seen == "=one / two"


def test_a_mixed_word_says_which_letters() -> None:
    """The finding names the letters that look alike and are not."""
    assert read_with(surname="Kовaч").findings[0].seen == "Kовaч: K a is Latin, the rest is Cyrillic"


def test_raw_keeps_every_cell_in_the_order_of_the_file() -> None:
    """Nothing written is dropped: spaces, known and unknown columns, all but empty cells."""
    reading = read("given_names,Hair,row_id,list_kind,sex\n Nadia ,brown,N-1,wish,\n")

    assert only_entry(reading).raw.disclose() == (
        ("given_names", " Nadia "),
        ("Hair", "brown"),
        ("row_id", "N-1"),
        ("list_kind", "wish"),
    )
    assert only_entry(reading).details.disclose().given_names == "Nadia"


def test_all_findings_of_a_row_are_said_at_once() -> None:
    """A row with several faults has a finding for each, by column."""
    reading = read_with(surname=" Kовач", sex="F", birth_date="1.1.1985", travel_with="N-1")

    assert codes(reading.findings) == ["LIST-32", "LIST-35", "LIST-26", "LIST-28", "LIST-23"]


def test_code_words_are_guessed() -> None:
    """A word close to a code is answered with it, and always with all codes."""
    remedy = read_with(category="civilan").findings[0].remedy

    assert remedy == "did you mean civilian? write one of: pow, retained, civilian"


def test_a_long_value_is_cut_in_the_finding() -> None:
    """A finding quotes at most 80 characters."""
    assert read_with(sex="x" * 500).findings[0].seen == "x" * 80 + "..."


def test_ids_are_compared_as_people_see_them() -> None:
    """Two spellings of one id that look alike are one id."""
    rows = [{**NADIA, "row_id": "Jose\u0301"}, {**NADIA, "row_id": "Sami", "travel_with": "Jos\u00e9"}]

    reading = read(text_of(rows))

    assert codes(reading.findings) == ["LIST-33"]
    assert [one.row_id for one in reading.entries] == ["Jos\u00e9", "Sami"]
