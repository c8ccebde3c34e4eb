"""Laws of lists: any bytes are answered, nobody is lost, and neither order nor cutting changes what is read."""

import re
from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from homeward.lists import ENCODINGS, ListReading, read_all
from homeward.model.findings import Finding
from homeward.model.people import Details, Entry
from tests.unit.lists.rows_of import text_of

COLUMNS = ("row_id", "list_kind", "surname", "birth_date", "sex", "travel_with", "hair")

ids = st.sampled_from(["1", "2", "3", "4", " 5", ""])
names = st.sampled_from(
    ["Ковач", "Kовач", "Ines", "", "=Sami", "علی\u200cرضا", "Na\u202edia", 'Sa"mi', "a\nb", "a\r\nb", " ", "\ufeffAna"]
)
row = st.fixed_dictionaries(
    {
        "row_id": ids,
        "list_kind": st.sampled_from(["wish", "wish", "holding", "Wish", ""]),
        "surname": names | st.text(max_size=5),
        "birth_date": st.sampled_from(["1985-04-12", "12.04.1985", "1985-02-30", "198X", "", "1885"]),
        "sex": st.sampled_from(["male", "female", "F", ""]),
        "travel_with": ids,
        "hair": names,
    }
)
lists = st.lists(row, min_size=1, max_size=8).map(
    lambda rows: [{column: cell.replace("\ud800", "") for column, cell in one.items()} for one in rows]
)


def read(data: bytes) -> ListReading:
    """Read *data* as a list."""
    return read_all([data], source="x")


def faults(reading: ListReading) -> Counter[tuple[str, str | None, str | None, str]]:
    """Return the findings without their lines."""
    return Counter(
        (one.code, one.where.field, re.sub(r", first on line \d+", "", one.seen or ""), one.remedy)
        for one in reading.findings
    )


def said(entry: Entry) -> tuple[str, str, Details, str | None, list[tuple[str, str]]]:
    """Return what an entry says, wherever its row and its columns stand."""
    raw = sorted(entry.raw.disclose())
    return entry.row_id, entry.kind.value, entry.details.disclose(), entry.travel_with, raw


def once(finding: Finding) -> Finding:
    """Return a finding about a cell without the cell's column number."""
    return replace(finding, where=replace(finding.where, column=None))


@given(st.binary(), st.sampled_from(ENCODINGS))
def test_any_bytes_are_answered(data: bytes, encoding: str) -> None:
    """No bytes crash the reader, in any encoding."""
    reading = read_all([data], source="x", encoding=encoding)

    assert len(reading.entries) + reading.error_rows == reading.rows
    assert reading.findings


@given(
    st.lists(
        st.sampled_from(['"', ",", "\n", "\r", "\r\n", "1", "wish", "Ines", "\x00", "\ufeff", " ", "х"]), max_size=40
    )
)
def test_any_cells_are_answered(pieces: list[str]) -> None:
    """No arrangement of quotes, commas and line ends crashes the reader or loses a row."""
    reading = read(("row_id,list_kind,surname\n" + "".join(pieces)).encode())

    assert len(reading.entries) + reading.error_rows == reading.rows


@given(lists)
def test_nobody_is_lost(rows: list[dict[str, str]]) -> None:
    """Every row with something in it is an entry, or has a finding of error at its line."""
    reading = read(text_of(rows).encode())

    filled = sum(any(cell.strip() for cell in one.values()) for one in rows)
    accused = {one.where.line for one in reading.findings if one.severity.value == "error"}
    assert reading.rows == filled
    assert len(reading.entries) + reading.error_rows == reading.rows
    assert len(accused) >= reading.error_rows


@given(lists)
def test_cells_are_kept_as_written(rows: list[dict[str, str]]) -> None:
    """What an entry keeps is what stood in its row, to the letter."""
    written = Counter(frozenset((column, cell) for column, cell in one.items() if cell) for one in rows)

    kept = Counter(frozenset(one.raw.disclose()) for one in read(text_of(rows).encode()).entries)

    assert kept <= written


@given(lists.flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))))
def test_the_order_of_rows_changes_no_finding(orders: tuple[list[dict[str, str]], list[dict[str, str]]]) -> None:
    """The same rows in another order have the same faults."""
    rows, mixed = orders

    # The columns must stay where they are: text_of takes them from the first row.
    mixed = [{column: one[column] for column in rows[0]} for one in mixed]

    assert faults(read(text_of(mixed).encode())) == faults(read(text_of(rows).encode()))


@given(lists, st.permutations(COLUMNS))
def test_the_order_of_columns_changes_nothing(rows: list[dict[str, str]], order: list[str]) -> None:
    """The same columns in another order give the same entries and findings."""
    swapped = [{column: one[column] for column in order} for one in rows]

    first, second = read(text_of(rows).encode()), read(text_of(swapped).encode())

    assert [said(one) for one in first.entries] == [said(one) for one in second.entries]
    assert Counter(map(once, first.findings)) == Counter(map(once, second.findings))


@given(
    lists,
    st.lists(st.integers(1, 9), min_size=1),
    st.integers(0, 400),
    st.sampled_from([b"", b"\xff", b"\r", b'"', b"\xd0"]),
)
def test_how_the_bytes_are_cut_changes_nothing(
    rows: list[dict[str, str]], sizes: list[int], place: int, junk: bytes
) -> None:
    """A list read in pieces of any size, whole or damaged, is the list read at once."""
    data = ("\ufeff" + text_of(rows)).encode()
    data = data[:place] + junk + data[place:]
    pieces: list[bytes] = []
    at = 0
    while at < len(data):
        size = sizes[len(pieces) % len(sizes)]
        pieces.append(data[at : at + size])
        at += size

    assert read_all(pieces, source="x") == read(data)


@given(lists)
def test_an_encoding_changes_nothing_but_bytes(rows: list[dict[str, str]]) -> None:
    """The same text in two encodings is the same list."""
    text = text_of(rows)

    assert read_all([text.encode("utf-16")], source="x", encoding="utf-16") == read(text.encode())


@given(lists)
def test_a_finding_carries_no_hidden_character(rows: list[dict[str, str]]) -> None:
    """What a finding quotes can be shown on any screen as it is: no control and no change of direction."""
    findings = read(text_of(rows).encode()).findings

    assert all((one.seen or "").isprintable() and one.remedy.isprintable() for one in findings)
