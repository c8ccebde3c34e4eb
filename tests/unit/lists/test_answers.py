"""Answers, remarks and replies as CSV: whatever is not understood is a finding, and nothing is guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.lists.answers import (
    ANSWER_COLUMNS,
    REMARK_COLUMNS,
    REPLY_COLUMNS,
    Asked,
    read_answers,
    read_remarks,
    read_replies,
)
from homeward.model.answers import AnswerCode, Basis, RemarkCode, ReplyCode
from homeward.model.ids import RowId

ASKED = Asked(
    sought=frozenset({RowId("W-1"), RowId("W-2"), RowId("W-3")}),
    holding=frozenset({RowId("H-1"), RowId("H-2")}),
    today=date(2026, 3, 5),
)
HEADER = ",".join(ANSWER_COLUMNS) + "\n"
HELD = "W-1,held,register,2026-03-04,H-1,,\n"


def codes(data: str) -> list[tuple[str, int | None, str | None]]:
    """Return code, line and column of each finding in a file of answers."""
    found = read_answers(data.encode(), ASKED, source="answers.csv").findings
    return [(one.code, one.where.line, one.where.field) for one in found]


def test_answers_are_read_in_order() -> None:
    """Each line gives one answer with code, basis, day, and what belongs to its code."""
    data = HEADER + HELD + "W-2,duplicate,document,2026-03-01,,W-1,same woman\nW-3,dead,medical,2026-02-02,,,\n"
    read = read_answers(data.encode(), ASKED, source="answers.csv")

    assert read.findings == ()
    assert [(one.sought, one.code, one.basis, one.on.isoformat(), one.held, one.same_as) for one in read.values] == [
        ("W-1", AnswerCode.HELD, Basis.REGISTER, "2026-03-04", "H-1", None),
        ("W-2", AnswerCode.DUPLICATE, Basis.DOCUMENT, "2026-03-01", None, "W-1"),
        ("W-3", AnswerCode.DEAD, Basis.MEDICAL, "2026-02-02", None, None),
    ]
    assert read.values[1].words is not None
    assert read.values[1].words.disclose() == "same woman"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ("W-1,gone,register,2026-03-04,,,\n", ("ANSWER-2", 2, "answer")),
        ("W-1,unknown,rumour,2026-03-04,,,\n", ("ANSWER-2", 2, "basis")),
        ("W-1,unknown,,2026-03-04,,,\n", ("ANSWER-2", 2, "basis")),
        ("W-1,unknown,register,,,,\n", ("ANSWER-3", 2, "on")),
        ("W-1,unknown,register,2026-02-30,,,\n", ("ANSWER-3", 2, "on")),
        ("W-1,unknown,register,2026-03-06,,,\n", ("ANSWER-3", 2, "on")),
        ("W-1,unknown,register,20260304,,,\n", ("ANSWER-3", 2, "on")),
        (HELD + "W-1,unknown,register,2026-03-04,,,\n", ("ANSWER-4", 3, "row_id")),
        ("W-9,unknown,register,2026-03-04,,,\n", ("ANSWER-5", 2, "row_id")),
        ("W-1,held,register,2026-03-04,,,\n", ("ANSWER-6", 2, "holding_row")),
        ("W-1,held,register,2026-03-04,H-9,,\n", ("ANSWER-6", 2, "holding_row")),
        ("W-1,unknown,register,2026-03-04,H-1,,\n", ("ANSWER-6", 2, "holding_row")),
        (HELD + "W-2,held,register,2026-03-04,H-1,,\n", ("ANSWER-6", None, "holding_row")),
        ("W-1,duplicate,register,2026-03-04,,,\n", ("ANSWER-7", 2, "same_as")),
        ("W-1,duplicate,register,2026-03-04,,W-1,\n", ("ANSWER-7", 2, "same_as")),
        ("W-1,duplicate,register,2026-03-04,,W-9,\n", ("ANSWER-7", 2, "same_as")),
        ("W-1,unknown,register,2026-03-04,,W-2,\n", ("ANSWER-7", 2, "same_as")),
        ("W-1,unknown,register,2026-03-04,,," + "a" * 501 + "\n", ("ANSWER-9", 2, "words")),
        ("W-1,unknown,register,2026-03-04,,,e\u0301\n", ("ANSWER-9", 2, "words")),
        ("W-1,unknown,register,2026-03-04\n", ("ANSWER-1", 2, None)),
    ],
)
def test_a_line_in_doubt_is_found(lines: str, found: tuple[str, int | None, str | None]) -> None:
    """One fault, one finding, with line and column."""
    assert codes(HEADER + lines) == [found]


@pytest.mark.parametrize("data", ["", "row_id,answer\n", HEADER.upper(), 'row_id,"answer\n'])
def test_another_file_is_none(data: str) -> None:
    """Without exactly its header nothing is read."""
    assert [code for code, _, _ in codes(data)] == ["ANSWER-1"]


def test_bytes_in_another_encoding_are_none() -> None:
    """A file that is not UTF-8 is said to be none."""
    read = read_answers((HEADER + HELD).encode("utf-16"), ASKED, source="answers.csv")

    assert [one.code for one in read.findings] == ["ANSWER-1"]


def test_remarks_and_replies_are_read() -> None:
    """A remark has a code and a day; a reply brings a new answer exactly where it is *changed*."""
    remarks = ",".join(REMARK_COLUMNS) + "\nW-1,seen_held,2026-03-02,by two\n"
    replies = ",".join(REPLY_COLUMNS) + "\nW-1,changed,held,visit,2026-03-05,H-2,,\nW-2,upheld,,,,,,\n"

    remarked = read_remarks(remarks.encode(), ASKED, source="remarks.csv")
    replied = read_replies(replies.encode(), ASKED, source="replies.csv")

    assert [(one.sought, one.code) for one in remarked.values] == [("W-1", RemarkCode.SEEN_HELD)]
    assert [one.code for one in replied.values] == [ReplyCode.CHANGED, ReplyCode.UPHELD]
    assert [one.answer.code if one.answer else None for one in replied.values] == [AnswerCode.HELD, None]
    assert remarked.findings == replied.findings == ()


@pytest.mark.parametrize(
    "line",
    ["W-1,upheld,held,visit,2026-03-05,H-2,,", "W-1,changed,,,,,,", "W-1,maybe,,,,,,"],
    ids=["an answer beside upheld", "changed without an answer", "no such reply"],
)
def test_a_reply_and_its_answer_go_together(line: str) -> None:
    """A reply that says one thing and carries another is found."""
    read = read_replies((",".join(REPLY_COLUMNS) + f"\n{line}\n").encode(), ASKED, source="replies.csv")

    assert [one.code for one in read.findings] == ["ANSWER-2"]
    assert read.values == ()


@given(st.binary(max_size=400), st.booleans())
def test_no_bytes_break_the_reader(data: bytes, with_header: bool) -> None:
    """Whatever the bytes: values and findings, nothing else; a value always has code, basis and a day not to come."""
    read = read_answers((HEADER.encode() if with_header else b"") + data, ASKED, source="answers.csv")

    assert all(one.on <= ASKED.today for one in read.values)
    assert all(one.code == "ANSWER-1" or one.where.line for one in read.findings)


@given(st.permutations([HELD, "W-2,unknown,register,2026-03-04,,,\n", "W-3,escaped,witness,2026-03-01,,,\n"]))
def test_the_order_of_lines_changes_no_answer(lines: list[str]) -> None:
    """The same answers, in the order of the file."""
    read = read_answers((HEADER + "".join(lines)).encode(), ASKED, source="answers.csv")

    assert {one.sought: one.code for one in read.values} == {
        "W-1": AnswerCode.HELD,
        "W-2": AnswerCode.UNKNOWN,
        "W-3": AnswerCode.ESCAPED,
    }
