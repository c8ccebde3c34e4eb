"""What stands where in a sheet, by its own XML: which cells are filled, and which hold more than a value."""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from homeward.adapters.sheets.archive import Refused
from homeward.adapters.sheets.rules import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Rule
from homeward.adapters.sheets.xml import walk
from homeward.model.findings import Where

_CELL: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)
_RANGE: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6}):([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)
_TRUE: Final = ("1", "true")
_MOST_NUMBER: Final = 40
"""Characters of a number. Seventeen digits, a sign, a point and an exponent take 24."""


class Mark(Enum):
    """What is special about a cell."""

    NUMBER = "number"
    TRUTH = "truth value"
    ERROR = "error"
    FORMULA = "formula"


@dataclass(frozen=True, slots=True, kw_only=True)
class Special:
    """A cell that is no plain text: what it is, its style, and its value as the file writes it."""

    mark: Mark
    style: int
    value: str


@dataclass(slots=True)
class Scan:
    """
    One sheet as its XML has it. Rows and columns count from 1.

    ``filled``: the columns of each row's filled cells. ``special``: cells that are no plain text. ``merged``: corners.
    """

    where: Where
    filled: dict[int, array[int]] = field(default_factory=dict)
    special: dict[tuple[int, int], Special] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: int = 0
    last_column: int = 0
    _row: int = 0
    _cell: _Cell | None = None
    _inside: str = ""

    @property
    def last_row(self) -> int:
        """The last row with a filled cell; 0 for an empty sheet."""
        return max(self.filled, default=0)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        if name == "c":
            self._cell = self._placed(attributes)
        elif name in ("v", "f", "t") and self._cell is not None:
            self._inside = name
            self._cell.has_formula = self._cell.has_formula or name == "f"
        elif name == "row":
            self._begin_row(attributes)
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif name == "col" and attributes.get("hidden") in _TRUE:
            self.hidden_columns += 1

    def text(self, text: str) -> None:
        """Take a piece of text."""
        if self._inside and self._cell is not None:
            self._cell.add(self._inside, text)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if name in ("v", "f", "t"):
            self._inside = ""
        elif name == "c" and self._cell is not None:
            self._keep(self._cell)
            self._cell = None

    def _begin_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", "")
        if not number.isascii() or not number.isdigit() or int(number[:8]) <= self._row:
            raise Refused(Rule.BROKEN.found(self.where, seen=f"a row after row {self._row} does not say which it is"))
        self._row = int(number[:8])
        if attributes.get("hidden") in _TRUE:
            self.hidden_rows.append(self._row)

    def _placed(self, attributes: dict[str, str]) -> _Cell:
        place = _CELL.fullmatch(attributes.get("r", ""))
        if place is None or int(place[2]) != self._row:
            raise Refused(Rule.BROKEN.found(self.where, seen=f"a cell in row {self._row} does not say where it stands"))
        style = attributes.get("s", "0")
        number = int(style) if style.isascii() and style.isdigit() and len(style) < _MOST_NUMBER else 0
        return _Cell(column=column_number(place[1]), kind=attributes.get("t", "n"), style=number)

    def _keep(self, cell: _Cell) -> None:
        if not cell.is_filled:
            return
        row, column = self._row, cell.column
        columns = self.filled.setdefault(row, array("H"))
        if columns and column <= columns[-1]:
            raise Refused(Rule.BROKEN.found(self.where, seen=f"the cells of row {row} are out of order"))
        self.last_column = max(self.last_column, column)
        self._require_small(row)
        columns.append(column)
        mark = cell.mark
        if mark is not None:
            self.special[row, column] = Special(mark=mark, style=cell.style, value=cell.value)

    def _require_small(self, row: int) -> None:
        if row > MOST_ROWS:
            raise Refused(Rule.MANY_ROWS.found(self.where, seen=f"row {row:,}; at most {MOST_ROWS:,}"))
        if self.last_column > MOST_COLUMNS:
            seen = f"column {self.last_column:,}; at most {MOST_COLUMNS:,}"
            raise Refused(Rule.MANY_COLUMNS.found(self.where, seen=seen))
        if row * self.last_column > MOST_CELLS:
            seen = f"{row:,} rows by {self.last_column:,} columns; at most {MOST_CELLS:,} places"
            raise Refused(Rule.MANY_CELLS.found(self.where, seen=seen))

    def _merge(self, ref: str) -> None:
        found = _RANGE.fullmatch(ref)
        if found is not None and len(self.merged) < MOST_ROWS:
            self.merged.append((int(found[2]), column_number(found[1]), int(found[4]), column_number(found[3])))


@dataclass(slots=True)
class _Cell:
    """One cell while it is read."""

    column: int
    kind: str
    style: int
    has_formula: bool = False
    value: str = ""

    def add(self, inside: str, text: str) -> None:
        # Of a formula nothing but its being there counts; a long text is the other reader's business.
        if inside != "f" and len(self.value) < _MOST_NUMBER:
            self.value = (self.value + text)[:_MOST_NUMBER]

    @property
    def is_filled(self) -> bool:
        return bool(self.value) or self.has_formula

    @property
    def mark(self) -> Mark | None:
        if self.has_formula:
            return Mark.FORMULA
        return {"n": Mark.NUMBER, "b": Mark.TRUTH, "e": Mark.ERROR}.get(self.kind)


def scanned(data: bytes, *, name: str, where: Where) -> Scan:
    """
    Return what stands where in the sheet whose XML is *data*.

    Raises:
        Refused: when the sheet is too large to be read, or no sheet.
    """
    scan = Scan(where=where)
    walk(data, scan, name=name, where=where)
    return scan


def column_number(letters: str) -> int:
    """
    Return the number of a column.

    >>> column_number("A"), column_number("Z"), column_number("AA")
    (1, 26, 27)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    """
    Return the letters of a column.

    >>> column_letters(1), column_letters(26), column_letters(27)
    ('A', 'Z', 'AA')
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def covered(merged: list[tuple[int, int, int, int]], last_row: int) -> dict[int, tuple[int, str]]:
    """Return, for each row as far as *last_row* that merged cells cover: the column they begin in, and their name."""
    rows: dict[int, tuple[int, str]] = {}
    reached = 0
    for first, left, last, right in sorted(merged):
        ref = f"{column_letters(left)}{first}:{column_letters(right)}{last}"
        # No row is visited twice, however many ranges a file heaps upon it.
        for row in range(max(first, reached + 1), min(last, last_row) + 1):
            rows[row] = (left, ref)
        reached = max(reached, min(last, last_row))
    return rows
