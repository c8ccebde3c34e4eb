"""A mapping proposed from a sender's own list: what is clear is filled in, the rest stays open."""

from __future__ import annotations

import difflib
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from homeward.lists.cells import shown
from homeward.lists.columns import COLUMNS, shape_finding
from homeward.lists.mapped import DATES
from homeward.lists.mapping import FORMAT, ColumnMapping
from homeward.lists.mapping_rules import MappingRule
from homeward.lists.records import Record
from homeward.lists.rules import Rule
from homeward.lists.vocabulary import CODES, codes_called, columns_called, is_label_row
from homeward.model.findings import Finding, Where, stopping

_FIRST_ROWS: Final = 20
"""Rows among which the header is looked for."""

_SAMPLES: Final = 3
_MOST_WORDS: Final = 40
"""Different words in one column of codes. A column with more holds something else."""

_DAY: Final = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})")
_MONTHS: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedColumn:
    """
    One column of the sender: its number, its name, and the column of the format it becomes; None: open.

    ``samples`` are its first cells, for the list's owner. ``near`` are columns it may be.
    """

    number: int
    name: str
    target: str | None
    samples: tuple[str, ...]
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """
    A mapping as far as the list tells it, and a finding for everything somebody has to decide.

    ``trial`` is the mapping without every column of which something is still to be decided. ``rows`` counts those under
    the header that are not blank. ``has_known_names``: the header is one, and no row about somebody. Without a column
    the file cannot be read, and the findings say why.
    """

    mapping: ColumnMapping
    columns: tuple[ProposedColumn, ...]
    findings: tuple[Finding, ...]
    trial: ColumnMapping
    rows: int = 0
    has_known_names: bool = False


def propose_mapping(records: Sequence[Record], *, sender: str, source: str, list_kind: str | None = None) -> Proposal:
    """
    Return what a list's own header and cells say about how it is to be read.

    A column is taken where its name is known in one language or more and means one column of the format; a word where
    it means one code; an order of day and month where the dates of all columns allow no other. Two columns that mean
    the same are both left open. Nothing else is filled in: see ``findings``.
    """
    head = _header(records)
    problem = _unreadable(records, head, source)
    if head is None or problem:
        nothing = ColumnMapping(sender=sender, columns={})
        return Proposal(mapping=nothing, columns=(), findings=problem, trial=nothing)
    names = head.cells or ()
    rows = _rows(records, head)
    where = Where(source=source, line=head.line)
    columns = tuple(_columns(names, rows))
    targets = {one.number: one.target for one in columns if one.target is not None}
    words = {number: _words(to, _cells(rows, number)) for number, to in targets.items() if to in CODES}
    days = [number for number, to in targets.items() if to in DATES]
    dates, is_open = _order([cell for number in days for cell in _cells(rows, number)])
    mapping = ColumnMapping(
        sender=sender,
        columns={one.name: (one.target,) for one in columns if one.target is not None},
        values={targets[number]: known for number, (known, _) in words.items() if known},
        list_kind=None if ("list_kind",) in map(columns_called, names) else list_kind,
        dates=dates,
        header_row=head.line if head.line > 1 else None,
    )
    unknown = [(number, word) for number, (_, some) in words.items() for word in some]
    waiting = {number for number, _ in unknown}.union(days if is_open else ())
    findings = (
        *_open_columns(columns, where),
        *(_open_word(targets[number], word, _first_with(rows, number, word, where)) for number, word in unknown),
        *([MappingRule.OPEN_DATES.found(where)] if is_open else ()),
    )
    return Proposal(
        mapping=mapping,
        columns=columns,
        findings=findings,
        trial=_trial(mapping, [one for one in columns if one.target is None or one.number in waiting], list_kind),
        rows=len(rows),
        has_known_names=_is_header(head),
    )


def _unreadable(records: Sequence[Record], head: Record | None, source: str) -> tuple[Finding, ...]:
    """Return why there is nothing to propose from: no row, none that could be cut into cells, or one giant cell."""
    if head is not None:
        shape = shape_finding(head.cells or (), Where(source=source, line=head.line))
        return () if shape is None else (shape,)
    broken = stopping(finding for one in records for finding in one.findings)
    return broken or (Rule.EMPTY.found(Where(source=source)),)


def _rows(records: Sequence[Record], head: Record) -> list[Record]:
    """Return the rows under the header, without blank ones and without a template's row of names."""
    rows = [one for one in records if one.line > head.line and (one.findings or any(map(str.strip, one.cells or ())))]
    called = [found[0] if len(found := columns_called(name)) == 1 else "" for name in head.cells or ()]
    return rows[1:] if rows and is_label_row(called, rows[0].cells or ()) else rows


def _trial(mapping: ColumnMapping, waiting: Sequence[ProposedColumn], list_kind: str | None) -> ColumnMapping:
    """Return *mapping* as if nothing stood in the columns of which something is to be decided."""
    dropped = frozenset(one.name for one in waiting)
    kept = {name: to for name, to in mapping.columns.items() if name not in dropped}
    said = any(one.target == "list_kind" for one in waiting)
    # Every row is of a kind: with the words for it undecided, the one asked for stands in, or any.
    kind = (list_kind or CODES["list_kind"][0]) if said else mapping.list_kind
    return replace(mapping, columns=kept, drop=dropped, list_kind=kind)


def mapping_toml(mapping: ColumnMapping, open_columns: Sequence[str] = ()) -> bytes:
    """Return a mapping as TOML, as :func:`homeward.lists.mapping.parse_mapping` reads it; open columns as comments."""
    return ("\n".join(_toml(mapping, open_columns)) + "\n").encode()


def _toml(mapping: ColumnMapping, open_columns: Sequence[str]) -> Iterator[str]:
    texts = {"list_kind": mapping.list_kind, "sheet": mapping.sheet, "dates": mapping.dates}
    numbers = {"header_row": mapping.header_row, "first_row": mapping.first_row}
    yield from (f"format = {FORMAT}", f"sender = {_quoted(mapping.sender)}")
    yield from (f"{key} = {_quoted(value)}" for key, value in texts.items() if value is not None)
    yield from (f"{key} = {number}" for key, number in numbers.items() if number is not None)
    yield from (f"skip = {_listed(sorted(mapping.skip))}", f"drop = {_listed(sorted(mapping.drop))}")
    yield from ("", "[columns]")
    for name, targets in mapping.columns.items():
        yield f"{_quoted(name)} = {_quoted(targets[0]) if len(targets) == 1 else _listed(targets)}"
    for name in open_columns:
        yield f'# open: say what it becomes, or add it to drop\n# {_quoted(name)} = ""'
    for column, words in sorted(mapping.values.items()):
        yield from ("", f"[values.{column}]")
        yield from (f"{_quoted(word)} = {_quoted(code)}" for word, code in words.items())


def _listed(texts: Sequence[str]) -> str:
    return f"[{', '.join(map(_quoted, texts))}]"


def _quoted(text: str) -> str:
    # A basic string of TOML is one of JSON, but for DEL, which TOML wants written as a code.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _header(records: Sequence[Record]) -> Record | None:
    """Return the first row in which two cells or more are names of columns; else the first row there is."""
    early = [one for one in records if one.cells is not None][:_FIRST_ROWS]
    return next(filter(_is_header, early), early[0] if early else None)


def _is_header(record: Record) -> bool:
    return sum(bool(columns_called(cell)) for cell in record.cells or () if cell.strip()) > 1


def _columns(names: Sequence[str], rows: Sequence[Record]) -> Iterator[ProposedColumn]:
    called = [columns_called(name) if name.strip() else () for name in names]
    often = Counter(name.strip() for name in names)
    counts = Counter(one[0] for one in called if len(one) == 1)
    for number, (name, found) in enumerate(zip(names, called, strict=True), 1):
        cells = _cells(rows, number)
        if not name.strip() and not cells:
            continue
        is_clear = len(found) == 1 and counts[found[0]] == 1 and often[name.strip()] == 1
        near = found or tuple(difflib.get_close_matches(name.strip().lower(), COLUMNS, n=1))
        yield ProposedColumn(
            number=number,
            name=name.strip(),
            target=found[0] if is_clear else None,
            samples=tuple(cells[:_SAMPLES]),
            near=() if is_clear else near,
        )


def _cells(rows: Sequence[Record], number: int) -> list[str]:
    return [cell for row in rows if (cell := _cell(row, number))]


def _cell(row: Record, number: int) -> str:
    return "".join((row.cells or ())[number - 1 : number]).strip()


def _first_with(rows: Sequence[Record], number: int, word: str, where: Where) -> Where:
    line = next(row.line for row in rows if _cell(row, number) == word)
    return Where(source=where.source, line=line, column=number)


def _open_columns(columns: Sequence[ProposedColumn], where: Where) -> Iterator[Finding]:
    for one in columns:
        if one.target is None:
            place = Where(source=where.source, line=where.line, column=one.number)
            near = f" (it may be {' or '.join(one.near)})" if one.near else ""
            remedy = f"say what it becomes{near}, or drop it"
            yield MappingRule.OPEN.found(place, seen=shown(one.name) or "a column without a name", remedy=remedy)


def _open_word(column: str, word: str, where: Where) -> Finding:
    place = replace(where, field=column)
    remedy = f"add it to [values.{column}] with one of: {', '.join(CODES[column])}"
    return MappingRule.OPEN_WORD.found(place, seen=shown(word), remedy=remedy)


def _words(column: str, cells: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    words = list(dict.fromkeys(cells))[:_MOST_WORDS]
    found = {word: codes_called(column, word) for word in words}
    known = {word: codes[0] for word, codes in found.items() if len(codes) == 1 and word != codes[0]}
    return known, [word for word, codes in found.items() if len(codes) != 1]


def _order(cells: Sequence[str]) -> tuple[str | None, bool]:
    """
    Return the one order of day and month that all dates allow, and whether there are dates that leave it open.

    >>> (
    ...     _order(["1985-04-12"]),
    ...     _order(["13/04/1985", "1/2/1990"]),
    ...     _order(["4/5/1985"]),
    ...     _order(["13/4/1985", "4/13/1985"]),
    ... )
    ((None, False), ('dmy', False), (None, True), (None, True))
    """
    days = [found for cell in cells if (found := _DAY.fullmatch(cell))]
    day_first = any(int(one[1]) > _MONTHS for one in days)
    month_first = any(int(one[2]) > _MONTHS for one in days)
    if day_first != month_first:
        return ("dmy" if day_first else "mdy"), False
    return None, bool(days)
