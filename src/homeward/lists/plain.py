"""Small tables as CSV: lines read under one header, and cells read into codes, days and words, or found wanting."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final, TypeVar

from homeward.model.findings import Finding, RuleTable, Severity, Where
from homeward.model.ids import RowId
from homeward.model.protected import Protected

_E: Final = Severity.ERROR
_A: Final = Severity.ADVICE
_FORM: Final = "docs/list-procedure.md"
_COUNTED: Final = "a person leaves a list only by a coded reason with a date (GC III 120, 122)"

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


Code = TypeVar("Code", bound=Enum)
T = TypeVar("T")


class OddCellError(Exception):
    """One cell that cannot be read; becomes a finding."""

    def __init__(self, rule: AnswerRule, field: str, seen: str) -> None:
        super().__init__(rule.code)
        self.rule, self.field, self.seen = rule, field, seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a small table, and its cells by column."""

    number: int
    cells: Mapping[str, str]

    def code(self, field: str, codes: type[Code]) -> Code:
        """Return the code in a cell."""
        try:
            return codes(self.cells[field])
        except ValueError as problem:
            raise OddCellError(AnswerRule.CODE, field, self.cells[field]) from problem

    def day(self, today: date) -> date:
        """Return the day in ``on``: one there is, and not one still to come."""
        text = self.cells["on"]
        try:
            on = date.fromisoformat(text)
        except ValueError as problem:
            raise OddCellError(AnswerRule.DAY, "on", text) from problem
        if on > today or on.isoformat() != text:
            raise OddCellError(AnswerRule.DAY, "on", text)
        return on

    def words(self) -> Protected[str] | None:
        """Return the words beside a code, or None."""
        text = self.cells["words"]
        if len(text) > MOST_WORDS or not unicodedata.is_normalized("NFC", text):
            raise OddCellError(AnswerRule.WORDS, "words", f"{len(text)} characters")
        return Protected(text) if text else None

    def row(self, field: str) -> RowId | None:
        """Return the row named in a cell, or None where it is empty."""
        return RowId(self.cells[field]) if self.cells[field] else None


def lines_of(data: bytes, columns: Sequence[str], source: str) -> tuple[list[Line], list[Finding]]:
    """Return the lines under *columns*, and a finding for whatever is no line."""
    header = f"write the header {','.join(columns)}"
    try:
        reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
        rows = [(reader.line_num, row) for row in reader]
    except (UnicodeDecodeError, csv.Error) as problem:
        return [], [AnswerRule.FORM.found(Where(source=source, line=1), seen=str(problem), remedy=header)]
    if tuple(reader.fieldnames or ()) != tuple(columns):
        seen = ",".join(reader.fieldnames or ())
        return [], [AnswerRule.FORM.found(Where(source=source, line=1), seen=seen, remedy=header)]
    whole = [Line(number=number, cells=row) for number, row in rows if None not in row and None not in row.values()]
    broken = [number for number, row in rows if None in row or None in row.values()]
    remedy = f"give the line {len(columns)} cells"
    return whole, [AnswerRule.FORM.found(Where(source=source, line=number), remedy=remedy) for number in broken]


def table_of(
    data: bytes, columns: Sequence[str], source: str, value_of: Callable[[Line], T]
) -> tuple[tuple[T, ...], tuple[Finding, ...]]:
    """Read every line under *columns* into a value; every cell that cannot be read is a finding."""
    lines, findings = lines_of(data, columns, source)
    values = []
    for line in lines:
        try:
            values.append(value_of(line))
        except OddCellError as odd:
            findings.append(odd.rule.found(Where(source=source, line=line.number, field=odd.field), seen=odd.seen))
    return tuple(values), tuple(findings)
