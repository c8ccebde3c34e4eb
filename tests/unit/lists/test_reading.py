"""A list as a whole: its header, its kind, its rows together, and bytes that are no list."""

import itertools
from collections.abc import Iterator

import pytest

from homeward.lists import ENCODINGS, Tally, read_all, read_list
from homeward.model.findings import Finding, Refusal, Severity
from homeward.model.people import Entry, ListKind
from tests.unit.lists.rows_of import NADIA, codes, read, text_of

HEADER = "row_id,list_kind,surname\n"


def rows(*changes: dict[str, str]) -> str:
    """Return a list with one row for each of *changes*, numbered from N-1."""
    return text_of([{**NADIA, "row_id": f"N-{number}", **change} for number, change in enumerate(changes, start=1)])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [("LIST-1", None)]),
        ("\n\r\n\n", [("LIST-1", None)]),
        (HEADER, [("LIST-12", None)]),
        (f"\n\n{HEADER}1,wish,Ковач\n,,\n , ,\n", [("LIST-13", 5)]),
        ("row_id;list_kind;surname\n1;wish;Ковач\n", [("LIST-5", 1)]),
        ("row_id\tlist_kind\tsurname\n", [("LIST-5", 1)]),
        ("id,kind,name\n1,wish,Ковач\n", [("LIST-6", 1)] * 3 + [("LIST-9", 1)] * 3),
        ("row_id,list_kind,rank\n1,wish,x\n", [("LIST-6", 1)]),
        ("row_id,list_kind,surname,Surname\n1,wish,x,y\n", [("LIST-7", 1), ("LIST-10", 1)]),
        ("row_id,list_kind,surname,hair,Hair\n1,wish,x,y\n", [("LIST-7", 1), ("LIST-9", 1), ("LIST-9", 1)]),
        ("row_id,list_kind,surname" + ",x" * 198 + "\n", [("LIST-8", 1)]),
        ("row_id,list_kind,surname,ha\u200bir\n", [("LIST-9", 1), ("LIST-29", 1)]),
        ('row_id,list_kind,"surname"x\n', [("LIST-4", 1)]),
        (f'{HEADER}1,wish,"Ковач"x\n2,wish,Ines\n', [("LIST-4", 2)]),
        (f'{HEADER}1,wish,"Ковач\n2,wish,Ines\n3,wish,Sami\n', [("LIST-4", 2)]),
        (f"{HEADER}1,wish\n2,wish,Ines,x\n3,wish,Sami\n", [("LIST-17", 2), ("LIST-17", 3)]),
        ("row_id,list_kind,surname,\n1,wish,Ines,\n2,wish,Sami,x\n", [("LIST-18", 3)]),
        ("\ufeffrow_id,list_kind,surname\n1,wish,Ines\n", [("LIST-11", 1)]),
        (" Row_ID ,LIST_KIND,surname\n1,wish,Ines\n", [("LIST-10", 1), ("LIST-10", 1)]),
        ("row_id,list_kind,surname,hair\n1,wish,Ines,brown\n", [("LIST-9", 1)]),
    ],
)
def test_each_fault_of_a_list_is_found(text: str, found: list[tuple[str, int | None]]) -> None:
    """Each fault of header, quotes and commas is found once, at its line."""
    reading = read(text)

    assert [(one.code, one.where.line) for one in sorted(reading.findings, key=lambda one: int(one.code[5:]))] == found
    assert len(reading.entries) + reading.error_rows == reading.rows


def test_quotes_nobody_closed_name_the_lines_they_swallowed() -> None:
    """People whose rows ended inside somebody else's quotation mark are not lost in silence."""
    [finding] = read(f'{HEADER}1,wish,"Ковач\n2,wish,Ines\n3,wish,Sami\n').findings

    assert finding.seen == "lines 2 to 4"
    assert finding.severity is Severity.ERROR


def test_reading_goes_on_after_a_broken_row() -> None:
    """One row with stray quotes does not hide the next."""
    reading = read(f'{HEADER}1,wish,"Ковач"x\n2,wish,Ines\n')

    assert [one.row_id for one in reading.entries] == ["2"]
    assert (reading.rows, reading.error_rows) == (2, 1)


def test_a_cell_of_several_lines_does_not_shift_the_lines() -> None:
    """Findings below a cell with line ends in it still name the right line, whatever the line ends are."""
    text = 'row_id,list_kind,surname,remarks\r\n1,wish,Ines,"a\r\nb\nc"\r\n2,wish,,\r\n'

    [finding] = read(text).findings

    assert (finding.code, finding.where.line) == ("LIST-21", 5)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_will_do(end: str) -> None:
    """Files of every system are read alike, also without a line end at the end."""
    reading = read(f"{HEADER}1,wish,Ines\n2,wish,Sami".replace("\n", end))

    assert [(one.row_id, one.where.line) for one in reading.entries] == [("1", 2), ("2", 3)]
    assert reading.findings == ()


def test_a_list_of_another_kind_is_one_finding() -> None:
    """A holding list given as a wish list is one finding, however many people are on it."""
    text = rows(*[{"list_kind": "holding"}] * 1_500)

    [finding] = read(text, kind=ListKind.WISH).findings

    assert (finding.code, finding.where.line, finding.severity) == ("LIST-16", 2, Severity.ERROR)
    assert finding.seen == "1,500 rows of a holding list; a wish list was asked for"


def test_the_kind_asked_for_is_no_finding() -> None:
    """The list that was asked for is taken, and without a question any one kind is."""
    assert read(rows({}, {}), kind=ListKind.WISH).findings == ()
    assert read(rows({"list_kind": "offer"})).findings == ()


@pytest.mark.parametrize("kind", [None, ListKind.WISH, ListKind.OFFER])
def test_mixed_kinds_are_one_finding_at_the_rarest(kind: ListKind | None) -> None:
    """Rows of several kinds are one finding that counts them and leads to the first row of the rarest."""
    [finding] = read(rows({}, {}, {"list_kind": "holding"}, {}), kind=kind).findings

    assert (finding.code, finding.where.line, finding.seen) == ("LIST-15", 4, "1 holding, 3 wish")


def test_a_row_id_twice_names_the_first_row() -> None:
    """The second row with an id gives no entry; the finding leads to the first."""
    reading = read(rows({}, {"row_id": "N-1"}, {"row_id": "N-1"}))

    assert [one.seen for one in reading.findings] == ["N-1, first on line 2"] * 2
    assert codes(reading.findings) == ["LIST-20"] * 2
    assert [one.where.line for one in reading.entries] == [2]
    assert (reading.rows, reading.error_rows) == (3, 2)


def test_people_who_travel_together_may_stand_anywhere() -> None:
    """A companion may stand above or below, may name the other back, and may have faults of their own."""
    reading = read(rows({"travel_with": "N-2"}, {"travel_with": "N-1"}, {"travel_with": "N-4"}, {"sex": "F"}))

    assert [(one.row_id, one.travel_with) for one in reading.entries] == [
        ("N-1", "N-2"),
        ("N-2", "N-1"),
        ("N-3", "N-4"),
    ]
    assert codes(reading.findings) == ["LIST-28"]


def test_a_byte_that_is_no_text_stops_the_reading_there() -> None:
    """A file in another encoding is one finding with line, offset and remedy; people above it are read."""
    data = f"{HEADER}1,wish,Ines\n2,wish,".encode() + "Ковач".encode("cp1251") + b"\n3,wish,Sami\n"

    reading = read_all([data], source="list.csv")

    [finding] = reading.findings
    assert (finding.code, finding.where.line) == ("LIST-2", 3)
    assert finding.seen == f"byte 0xca at offset {data.index(0xCA)}, read as utf-8"
    assert "declare the encoding" in finding.remedy
    assert [one.row_id for one in reading.entries] == ["1"]


def test_a_letter_cut_off_at_the_end_is_found() -> None:
    """A file that broke off in the middle of a letter is not taken for whole, nor are absent companions blamed."""
    data = text_of([{**NADIA, "travel_with": "N-2"}]).encode() + "Ко".encode()[:-1]

    reading = read_all([data], source="list.csv")

    assert codes(reading.findings) == ["LIST-2"]
    assert [one.row_id for one in reading.entries] == ["N-1"]


@pytest.mark.parametrize("encoding", ["cp1251", "windows-1251", "KOI8-R", "utf-16", "utf-16-le", "utf-8-sig", "UTF8"])
def test_a_declared_encoding_is_read(encoding: str) -> None:
    """The caller declares what the file is in, by any of its usual names."""
    data = f"{HEADER}1,wish,Ковач\n".encode(encoding)

    reading = read_all([data], source="list.csv", encoding=encoding)

    assert [one.details.disclose().surname for one in reading.entries] == ["Ковач"]


@pytest.mark.parametrize("size", [1, 2, 100])
def test_utf_16_without_a_mark_is_found(size: int) -> None:
    """Which byte of a pair comes first is not guessed either."""
    data = HEADER.encode("utf-16-le")
    pieces = [data[at : at + size] for at in range(0, len(data), size)]

    [finding] = read_all(pieces, source="list.csv", encoding="utf-16").findings

    assert (finding.code, finding.where.line) == ("LIST-2", 1)
    assert finding.remedy == "declare utf-16-le or utf-16-be, or the encoding the file is in"


def test_half_a_letter_in_utf_16_is_found() -> None:
    """Half a surrogate pair is no text, and neither is it before a mark was found."""
    marked = read_all([HEADER.encode("utf-16") + b"\x00\xd8\x00\x00"], source="x", encoding="utf-16")
    bare = read_all([b"\x00\x00\x00\xd8\x00\x00"], source="x", encoding="utf-16")

    assert [(one.code, one.where.line, one.seen) for one in marked.findings] == [
        ("LIST-2", 2, "byte 0x00 at offset 52, read as utf-16")
    ]
    assert codes(bare.findings) == ["LIST-2"]


@pytest.mark.parametrize("encoding", ["", "utf-7", "rot13", "hex", "idna", "klingon", "utf\x00"])
def test_other_encodings_are_refused(encoding: str) -> None:
    """An encoding that lists are not read in is refused before the first byte."""
    with pytest.raises(Refusal) as refused:
        read_all([b""], source="list.csv", encoding=encoding)

    assert refused.value.code == "LIST-37"
    assert ENCODINGS[0] in refused.value.hint


def test_an_endless_row_stops_the_reading() -> None:
    """A file without line ends, or with one endless row, is stopped before it fills the memory."""
    endless = itertools.chain([HEADER.encode()], itertools.repeat(b"x" * 65_536))
    many_cells = itertools.chain([HEADER.encode()], itertools.repeat(b'"a\n",' * 10_000))

    first, second = read_all(endless, source="x"), read_all(many_cells, source="x")

    assert codes(first.findings) == codes(second.findings) == ["LIST-3"]


def test_an_endless_quote_is_given_up() -> None:
    """A quotation mark nobody closes swallows rows up to a bound, and the finding says which."""
    text = f'{HEADER}1,wish,"Ines\n' + "2,wish,Sami\n" * 20_000

    reading = read(text)

    assert reading.findings[0].code == "LIST-4"
    assert (reading.findings[0].seen or "").startswith("lines 2 to 10,")
    assert len(reading.entries) + reading.error_rows == reading.rows


def test_a_list_is_read_as_it_arrives() -> None:
    """An entry comes out before the next chunk is asked for: the file is never held."""
    asked: list[int] = []

    def chunks() -> Iterator[bytes]:
        yield HEADER.encode()
        for number in range(100):
            asked.append(number)
            yield f"{number},wish,Ines\n".encode()

    steps = read_list(chunks(), source="list.csv")
    first = next(steps)

    assert isinstance(first, Entry)
    assert asked == [0]


def test_the_tally_is_the_value_of_the_generator() -> None:
    """Whoever streams a list learns at the end how many rows it had and how many gave no entry."""
    tallies: list[Tally] = []

    def gathered() -> Iterator[Entry | Finding]:
        data = b"row_id,list_kind,surname,hair\n1,wish,Ines,\n2,wish,,\n"
        tallies.append((yield from read_list([data], source="list.csv")))

    items = list(gathered())

    assert tallies == [Tally(rows=2, error_rows=1, unknown_columns=("hair",))]
    assert len(items) == 3


def test_personal_data_is_not_shown() -> None:
    """An entry can be printed by mistake without showing who it is about."""
    [entry] = read(rows({})).entries

    with pytest.raises(TypeError):
        repr(entry)
