"""Answers, remarks and replies as CSV: read into values, and every row that is not understood is a finding."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic, TypeVar

from homeward.lists.plain import AnswerRule, Line, OddCellError, lines_of
from homeward.model.answers import Answer, AnswerCode, Basis, Remark, RemarkCode, Reply, ReplyCode
from homeward.model.findings import Finding, Where
from homeward.model.ids import RowId

ANSWER_COLUMNS: Final = ("row_id", "answer", "basis", "on", "holding_row", "same_as", "words")
REMARK_COLUMNS: Final = ("row_id", "remark", "on", "words")
REPLY_COLUMNS: Final = ("row_id", "reply", *ANSWER_COLUMNS[1:])

Value = TypeVar("Value", Answer, Remark, Reply)


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


def _read(
    data: bytes, columns: Sequence[str], source: str, asked: Asked, value_of: Callable[[Line], Value]
) -> Lines[Value]:
    lines, findings = lines_of(data, columns, source)
    values: dict[RowId, Value] = {}
    for line in lines:
        where = Where(source=source, line=line.number)
        try:
            sought = RowId(line.cells["row_id"])
            if sought not in asked.sought:
                raise OddCellError(AnswerRule.STRANGER, "row_id", sought)  # noqa: TRY301 - one way to a finding
            if sought in values:
                raise OddCellError(AnswerRule.TWICE, "row_id", sought)  # noqa: TRY301 - as above
            values[sought] = value_of(line)
        except OddCellError as odd:
            findings.append(odd.rule.found(Where(source=source, line=where.line, field=odd.field), seen=odd.seen))
    return Lines(values=tuple(values.values()), findings=tuple(findings))


def _answer(line: Line, asked: Asked) -> Answer:
    code, sought = line.code("answer", AnswerCode), RowId(line.cells["row_id"])
    held, same_as = line.row("holding_row"), line.row("same_as")
    if (held in asked.holding) is not (code is AnswerCode.HELD) or (held is not None and code is not AnswerCode.HELD):
        raise OddCellError(AnswerRule.HOLDING_ROW, "holding_row", held or "")
    is_other = same_as in asked.sought and same_as != sought
    if is_other is not (code is AnswerCode.DUPLICATE) or (same_as is not None and not is_other):
        raise OddCellError(AnswerRule.SAME_AS, "same_as", same_as or "")
    return Answer(
        sought=sought,
        code=code,
        basis=line.code("basis", Basis),
        on=line.day(asked.today),
        held=held,
        same_as=same_as,
        words=line.words(),
    )


def _remark(line: Line, asked: Asked) -> Remark:
    return Remark(
        sought=RowId(line.cells["row_id"]),
        code=line.code("remark", RemarkCode),
        on=line.day(asked.today),
        words=line.words(),
    )


def _reply(line: Line, asked: Asked) -> Reply:
    code = line.code("reply", ReplyCode)
    if code is not ReplyCode.CHANGED and (left := [one for one in ANSWER_COLUMNS[1:-1] if line.cells[one]]):
        raise OddCellError(AnswerRule.CODE, left[0], line.cells[left[0]])
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
