"""A register is read whole or reported: every rule of the file, the cell, the line and the exchange goes red once."""

from __future__ import annotations

import pytest

from homeward.model.findings import stopping
from homeward.model.register import Confidence, Missing
from homeward.register import read_register, shipped_register
from tests.unit.register.material import HEADER, NORTH, ROW, SOUTH


def read(*rows: str, header: str = HEADER) -> list[tuple[str, int | None, str | None]]:
    """Return code, line and field of every finding of a file with *rows*."""
    reading = read_register("\n".join((header, *rows, "")).encode(), source="mine.csv")
    return [(one.code, one.where.line, one.where.field) for one in reading.findings]


def test_a_good_row_has_no_findings() -> None:
    """The row that the cases below break is right as it stands."""
    assert read(ROW) == []


def test_the_register_that_is_shipped_has_no_findings() -> None:
    """Homeward's own register passes its own check, and is whole."""
    reading = shipped_register()

    assert reading.findings == ()
    assert len({one.id for one in reading.exchanges}) == len(reading.exchanges)
    assert sum(one.conflict == "ru-ua" and "bodies" not in one.id for one in reading.exchanges) == 81


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("x1,valley,2020-01-02,north,south,10,,,,,gazette", [("REGISTER-5", 2, None), ("REGISTER-6", 2, "confidence")]),
        (",valley,2020-01-02,north,south,10,,,,,gazette,high", [("REGISTER-6", 2, "exchange")]),
        ("x1,valley,2020-01-02,north,south,10,,,,,,high", [("REGISTER-6", 2, "sources")]),
        ("X 1,valley,2020-01-02,north,south,10,,,,,gazette,high", [("REGISTER-7", 2, "exchange")]),
        ("x1,valley,2020-01-02,north,south,10,,The North,,,gazette,high", [("REGISTER-7", 2, "told_by")]),
        ("x1,valley,2020-02-30,north,south,10,,,,,gazette,high", [("REGISTER-8", 2, "date")]),
        ("x1,valley,2020-01-02,north,south,about 10,,,,,gazette,high", [("REGISTER-9", 2, "persons")]),
        ("x1,valley,2020-01-02,north,south,010,,,,,gazette,high", [("REGISTER-9", 2, "persons")]),
        ("x1,valley,2020-01-02,north,south,,lost,,,,gazette,high", [("REGISTER-10", 2, "missing")]),
        ("x1,valley,2020-01-02,north,south,10,,,,,gazette;herald,high", [("REGISTER-11", 2, "sources")]),
        ("x1,valley,2020-01-02,north,south,10,,,,,gazette; gazette,high", [("REGISTER-11", 2, "sources")]),
        ("x1,valley,2020-01-02,north,south,10,,,soldiers,,gazette,high", [("REGISTER-12", 2, "split")]),
        ("x1,valley,2020-01-02,north,south,10,,,,,gaz\u200bette,high", [("REGISTER-13", 2, "sources")]),
        (
            "x1,valley,2020-01-02,north,south,10,,,,, gazette,high",
            [("REGISTER-13", 2, "sources"), ("REGISTER-11", 2, "sources")],
        ),
        ("x1,valley,2020-01-02,north,south,10,,,,,=gazette,high", [("REGISTER-14", 2, "sources")]),
        ("x1,valley,2020-01-02,north,south,,,,,,gazette,high", [("REGISTER-15", 2, "persons")]),
        ("x1,valley,2020-01-02,north,south,10,withheld,,,,gazette,high", [("REGISTER-15", 2, "persons")]),
        ("x1,valley,2020-01-02,north,north,10,,,,,gazette,high", [("REGISTER-16", 2, "receiver")]),
        ("x1,valley,2020-01-02,north,,10,,,,,gazette,high", [("REGISTER-16", 2, "receiver")]),
        ("x1,valley,2020-01-02,north,south,10,,,a=4; b=5,,gazette,high", [("REGISTER-17", 2, "split")]),
        ("x1,valley,2020-01-02,north,south,10,,,,11,gazette,high", [("REGISTER-18", 2, "outside")]),
        ("x1,valley,2020-01-02,north,south,10,,,,,from memory,high", [("REGISTER-19", 2, "confidence")]),
    ],
)
def test_each_rule_of_a_line_is_reported_with_line_and_field(
    row: str, found: list[tuple[str, int | None, str | None]]
) -> None:
    """One fault in one cell gives the finding of its rule, at its place."""
    assert read(row) == found


@pytest.mark.parametrize(
    ("second", "found"),
    [
        ("x1,valley,2020-01-03,south,north,9,,,,,gazette,high", ("REGISTER-20", 3, "date")),
        ("x1,valley,2020-01-02,north,south,9,,,,,herald,high", ("REGISTER-21", 3, "told_by")),
        ("x2,valley,2020-01-02,north,south,10,,,,,herald,high", ("REGISTER-22", 3, "exchange")),
    ],
)
def test_each_rule_between_lines_is_reported_at_the_later_line(
    second: str, found: tuple[str, int | None, str | None]
) -> None:
    """Two lines that cannot both stand give one finding, where the later of them stands."""
    assert read(ROW, second) == [found]


def test_every_fault_of_a_file_is_told_at_once() -> None:
    """A reader corrects a file once, not once for each fault."""
    found = read("x1,valley,2020-13-02,north,north,ten,,,,,,sure", "x2,valley,,north,south,1,,,,,gazette,high")

    assert [code for code, _, _ in found] == [
        "REGISTER-8",
        "REGISTER-16",
        "REGISTER-9",
        "REGISTER-10",
        "REGISTER-6",
        "REGISTER-6",
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xff\xfeexchange", "REGISTER-1"),
        (b"", "REGISTER-2"),
        (b'exchange,"conflict', "REGISTER-2"),
        (HEADER.replace(",sources", "").encode(), "REGISTER-3"),
        (f"{HEADER},colour".encode(), "REGISTER-4"),
        (f"{HEADER},date".encode(), "REGISTER-4"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(data: bytes, code: str) -> None:
    """No row is read from a file whose text or columns are in doubt."""
    reading = read_register(data, source="mine.csv")

    assert [one.code for one in reading.findings] == [code]
    assert reading.exchanges == ()


def test_an_exchange_with_a_fault_is_left_out_whole() -> None:
    """A fault on one line keeps all lines of its exchange out, and none of another."""
    good = "x2,valley,2020-02-02,north,south,10,,,,,gazette,high"
    bad = "x1,valley,2020-01-02,south,north,ten,,,,,gazette,high"
    reading = read_register(f"{HEADER}\n{ROW}\n{bad}\n{good}".encode(), source="mine.csv")

    assert [one.id for one in reading.exchanges] == ["x2"]


def test_both_sides_numbers_are_kept() -> None:
    """Where two parties publish different numbers, both stand in the register, each with its teller."""
    exchange = next(one for one in shipped_register().exchanges if one.id == "ru-ua-2024-12-30")
    to_ua = next(flow for flow in exchange.flows if str(flow.direction) == "ru>ua")

    assert [(told.persons, told.by) for told in to_ua.told] == [(189, ("ua",)), (150, ("ru",))]


def test_numbers_withheld_are_no_zeros() -> None:
    """The stages of June 2025 stand there with their date, without a number, and with the reason."""
    stage = next(one for one in shipped_register().exchanges if one.id == "ru-ua-2025-06-09")

    assert {told.persons for flow in stage.flows for told in flow.told} == {None}
    assert {told.missing for flow in stage.flows for told in flow.told} == {Missing.WITHHELD}


def test_memory_is_never_called_high() -> None:
    """What rests on memory alone is visible as such in every line that is shipped."""
    figures = [told for one in shipped_register().exchanges for flow in one.flows for told in flow.told]
    remembered = [told for told in figures if told.sources == ("from memory",)]

    assert remembered
    assert not [told for told in remembered if told.confidence is Confidence.HIGH]


def test_one_handover_may_be_counted_under_two_agreements() -> None:
    """The handover of 2 October 2025 belongs to two agreements, as one of the parties says."""
    handover = next(one for one in shipped_register().exchanges if one.id == "ru-ua-2025-10-02")

    assert handover.agreements == ("ru-ua-istanbul-3", "ru-ua-69th")


def test_tags_decide_where_they_stand() -> None:
    """With HXL tags the headings may be in any language, tags in any case and order, and a title may stand above."""
    data = (
        "Austausch im Tal,,,,,,,,\n"
        "Nr,Ort,Tag,von,nach,Menschen,Quelle,Gewissheit,intern\n"
        "#Event +id,#crisis+code,#date +occurred,#org+holder,#org+receiver,#affected+released,"
        "#meta +list +source,#meta+confidence,\n"
        "x1,valley,2020-01-02,north,south,10,gazette,high,kept apart\n"
    )
    reading = read_register(data.encode(), source="mine.csv")

    assert stopping(reading.findings) == ()
    assert [flow.direction for one in reading.exchanges for flow in one.flows] == [SOUTH]
    assert NORTH not in {flow.direction for one in reading.exchanges for flow in one.flows}


def test_an_unknown_tag_is_reported() -> None:
    """A tag this format does not have is not guessed at."""
    data = "a,b\n#event+id,#affected+f\nx1,3\n"

    assert "REGISTER-4" in {one.code for one in read_register(data.encode(), source="mine.csv").findings}


def test_a_range_is_two_lines() -> None:
    """One number cannot be a range: each end has its own line and teller."""
    header, row = f"{HEADER},op", f"{ROW},range"

    assert read(row, header=header) == [("REGISTER-10", 2, "op")]


def test_a_byte_order_mark_is_no_part_of_the_first_name() -> None:
    """Spreadsheets write one; it changes nothing."""
    reading = read_register(f"\ufeff{HEADER}\n{ROW}\n".encode(), source="mine.csv")

    assert (len(reading.exchanges), reading.findings) == (1, ())


def test_a_line_is_counted_where_it_stands_in_the_file() -> None:
    """A cell over two lines moves all that follow; a finding names the line an editor shows."""
    long = ROW.replace("gazette", '"gaz\nette"')

    assert read(long, ROW.replace("x1", "x2").replace("10", "ten")) == [
        ("REGISTER-13", 2, "sources"),
        ("REGISTER-9", 4, "persons"),
    ]
