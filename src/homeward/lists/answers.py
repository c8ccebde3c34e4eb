"""Answers, remarks and replies as CSV: read into values, and every row that is not understood is a finding."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final, Generic, TypeVar

from homeward.model.answers import Answer, AnswerCode, Basis, Remark, RemarkCode, Reply, ReplyCode
from homeward.model.findings import Finding, RuleTable, Severity, Where
from homeward.model.ids import RowId
from homeward.model.protected import Protected

_E: Final = Severity.ERROR
_A: Final = Severity.ADVICE
_FORM: Final = "docs/list-procedure.md"
_COUNTED: Final = "a person leaves a list only by a coded reason with a date (GC III 120, 122)"

ANSWER_COLUMNS: Final = ("row_id", "answer", "basis", "on", "holding_row", "same_as", "words")
REMARK_COLUMNS: Final = ("row_id", "remark", "on", "words")
REPLY_COLUMNS: Final = ("row_id", "reply", *ANSWER_COLUMNS[1:])

MOST_WORDS: Final = 500
"""Characters of words beside a code: a note to the entitled, no file."""


class AnswerRule(RuleTable):
    """A rule of answers, remarks and replies."""

    FORM = "ANSWER-1", _E, "the file is not CSV in UTF-8 under the header of its kind", "write the header", _FORM
    CODE = "ANSWER-2", _E, "the word is not one of the codes", "write one of the codes", _FORM
    DAY = "ANSWER-3", _E, "there is no such day, or it is still to come", "write YYYY-MM-DD, today or before", _COUNTED
    TWICE = "ANSWER-4", _E, "an earlier line is about this row", "say it once", _FORM
    STRANGER = "ANSWER-5", _E, "nobody was asked about, or answered for, under this row_id", "correct the id", _FORM
    HOLDING_ROW = (
        "ANSWER-6",
        _E,
        "held names one own row that no other answer names, and no other answer names any",
        "name the row of your holding list",
        _FORM,
    )
    SAME_AS = "ANSWER-7", _E, "duplicate names another row asked about, and no other answer does", "name it", _FORM
    LEFT_OPEN = "ANSWER-8", _A, "names asked about have no answer yet", "answer them; they stay open and visible", _FORM
    WORDS = "ANSWER-9", _E, "the words are longer than 500 characters or not in composed form", "shorten them", _FORM


Value = TypeVar("Value", Answer, Remark, Reply)
Code = TypeVar("Code", bound=Enum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines(Generic[Value]):
    """What was read of one file: values in its order, and everything a person must see."""

    values: tuple[Value, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a file may speak of: rows asked about, own rows that can be named as held, and today."""

    sought: Collection[RowId]
    holding: Collection[RowId]
    today: date


def read_answers(data: bytes, asked: Asked, *, source: str) -> Lines[Answer]:
    """Read ``row_id,answer,basis,on,holding_row,same_as,words``. An answer without code, basis and day is none."""
    read = _read(data, ANSWER_COLUMNS, source, asked, lambda line: _answer(line, asked))
    return Lines(values=read.values, findings=(*read.findings, *_twice_held(read.values, source)))


def read_remarks(data: bytes, asked: Asked, *, source: str) -> Lines[Remark]:
    """Read ``row_id,remark,on,words``."""
    return _read(data, REMARK_COLUMNS, source, asked, lambda line: _remark(line, asked))


def read_replies(data: bytes, asked: Asked, *, source: str) -> Lines[Reply]:
    """Read ``row_id,reply,`` and, where the reply is *changed*, the new answer's columns."""
    read = _read(data, REPLY_COLUMNS, source, asked, lambda line: _reply(line, asked))
    changed = [one.answer for one in read.values if one.answer is not None]
    return Lines(values=read.values, findings=(*read.findings, *_twice_held(changed, source)))


class _OddCellError(Exception):
    """One cell that cannot be read; becomes a finding."""

    def __init__(self, rule: AnswerRule, field: str, seen: str) -> None:
        super().__init__(rule.code)
        self.rule, self.field, self.seen = rule, field, seen


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    number: int
    cells: Mapping[str, str]

    def code(self, field: str, codes: type[Code]) -> Code:
        try:
            return codes(self.cells[field])
        except ValueError as problem:
            raise _OddCellError(AnswerRule.CODE, field, self.cells[field]) from problem

    def day(self, today: date) -> date:
        text = self.cells["on"]
        try:
            on = date.fromisoformat(text)
        except ValueError as problem:
            raise _OddCellError(AnswerRule.DAY, "on", text) from problem
        if on > today or on.isoformat() != text:
            raise _OddCellError(AnswerRule.DAY, "on", text)
        return on

    def words(self) -> Protected[str] | None:
        text = self.cells["words"]
        if len(text) > MOST_WORDS or not unicodedata.is_normalized("NFC", text):
            raise _OddCellError(AnswerRule.WORDS, "words", f"{len(text)} characters")
        return Protected(text) if text else None

    def row(self, field: str) -> RowId | None:
        return RowId(self.cells[field]) if self.cells[field] else None


def _read(
    data: bytes, columns: Sequence[str], source: str, asked: Asked, value_of: Callable[[_Line], Value]
) -> Lines[Value]:
    lines, findings = _lines(data, columns, source)
    values: dict[RowId, Value] = {}
    for line in lines:
        where = Where(source=source, line=line.number)
        try:
            sought = RowId(line.cells["row_id"])
            if sought not in asked.sought:
                raise _OddCellError(AnswerRule.STRANGER, "row_id", sought)  # noqa: TRY301 - one way to a finding
            if sought in values:
                raise _OddCellError(AnswerRule.TWICE, "row_id", sought)  # noqa: TRY301 - as above
            values[sought] = value_of(line)
        except _OddCellError as odd:
            findings.append(odd.rule.found(Where(source=source, line=where.line, field=odd.field), seen=odd.seen))
    return Lines(values=tuple(values.values()), findings=tuple(findings))


def _lines(data: bytes, columns: Sequence[str], source: str) -> tuple[list[_Line], list[Finding]]:
    header = f"write the header {','.join(columns)}"
    try:
        reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
        rows = [(reader.line_num, row) for row in reader]
    except (UnicodeDecodeError, csv.Error) as problem:
        return [], [AnswerRule.FORM.found(Where(source=source, line=1), seen=str(problem), remedy=header)]
    if tuple(reader.fieldnames or ()) != tuple(columns):
        seen = ",".join(reader.fieldnames or ())
        return [], [AnswerRule.FORM.found(Where(source=source, line=1), seen=seen, remedy=header)]
    whole = [_Line(number=number, cells=row) for number, row in rows if None not in row and None not in row.values()]
    broken = [number for number, row in rows if None in row or None in row.values()]
    remedy = f"give the line {len(columns)} cells"
    return whole, [AnswerRule.FORM.found(Where(source=source, line=number), remedy=remedy) for number in broken]


def _answer(line: _Line, asked: Asked) -> Answer:
    code, sought = line.code("answer", AnswerCode), RowId(line.cells["row_id"])
    held, same_as = line.row("holding_row"), line.row("same_as")
    if (held in asked.holding) is not (code is AnswerCode.HELD) or (held is not None and code is not AnswerCode.HELD):
        raise _OddCellError(AnswerRule.HOLDING_ROW, "holding_row", held or "")
    is_other = same_as in asked.sought and same_as != sought
    if is_other is not (code is AnswerCode.DUPLICATE) or (same_as is not None and not is_other):
        raise _OddCellError(AnswerRule.SAME_AS, "same_as", same_as or "")
    return Answer(
        sought=sought,
        code=code,
        basis=line.code("basis", Basis),
        on=line.day(asked.today),
        held=held,
        same_as=same_as,
        words=line.words(),
    )


def _remark(line: _Line, asked: Asked) -> Remark:
    return Remark(
        sought=RowId(line.cells["row_id"]),
        code=line.code("remark", RemarkCode),
        on=line.day(asked.today),
        words=line.words(),
    )


def _reply(line: _Line, asked: Asked) -> Reply:
    code = line.code("reply", ReplyCode)
    if code is not ReplyCode.CHANGED and (left := [one for one in ANSWER_COLUMNS[1:-1] if line.cells[one]]):
        raise _OddCellError(AnswerRule.CODE, left[0], line.cells[left[0]])
    answer = _answer(line, asked) if code is ReplyCode.CHANGED else None
    return Reply(sought=RowId(line.cells["row_id"]), code=code, answer=answer, words=line.words())


def _twice_held(answers: Sequence[Answer], source: str) -> Iterator[Finding]:
    """Yield a finding for each answer that names a row another one named: two names, one person, is a duplicate."""
    named: set[RowId] = set()
    for one in answers:
        if one.held is not None and one.held in named:
            yield AnswerRule.HOLDING_ROW.found(Where(source=source, field="holding_row"), seen=one.held)
        if one.held is not None:
            named.add(one.held)
