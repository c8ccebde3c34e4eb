"""The rows of a sender's list read through a saved mapping: other columns, other words, nothing else changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from homeward.lists.cells import shown
from homeward.lists.columns import COLUMNS
from homeward.lists.mapping import ColumnMapping
from homeward.lists.mapping_rules import MappingRule
from homeward.lists.records import Record
from homeward.lists.rules import Rule
from homeward.model.findings import Finding, Where, stopping

DATES: Final = frozenset({"birth_date", "captured_or_last_seen"})
"""Columns in which a declared order of day and month counts."""

_DAY: Final = re.compile(r"(\d{1,4})([-./])(\d{1,2})\2(\d{1,4})")
_MONTH: Final = re.compile(r"(\d{1,2})[-./](\d{4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """What becomes of each place of a row; the header of the row as it is read, and where its columns come from."""

    names: tuple[str, ...]
    targets: tuple[tuple[str, ...], ...]
    header: tuple[str, ...]
    origins: tuple[int | None, ...]


def mapped(records: Iterable[Record | Finding], mapping: ColumnMapping, *, source: str) -> Iterator[Record | Finding]:
    """
    Yield the rows as the format has them.

    Columns keep their places; those into which a cell is divided come after them, and a finding in one names the cell
    in the sender's file. A word or date the mapping does not know stays as it is, and the rules for rows report it.
    What stood there is kept beside what it means. A column the mapping does not name ends the reading: nothing is
    guessed.

    Law: a mapping that gives every column its own name changes nothing.
    """
    rows = iter(records)
    before, head = _header(rows, mapping)
    yield from before
    if head is None:
        if not stopping(before):
            yield MappingRule.NO_HEADER.found(Where(source=source, line=mapping.header_row or 1))
        return
    plan = _plan(head, mapping)
    yield _headed(head, plan, mapping, source)
    skipped: list[int] = []
    for record in rows:
        if isinstance(record, Finding) or record.cells is None:
            yield record
        elif record.line < (mapping.first_row or 0) or _first(record.cells) in mapping.skip:
            skipped.append(record.line)
        else:
            yield _row(record, plan, mapping, source)
    if skipped:
        seen = f"{len(skipped):,} rows: {', '.join(map(str, skipped[:10]))}"
        yield MappingRule.SKIPPED.found(Where(source=source, line=skipped[0]), seen=seen)


def _header(rows: Iterator[Record | Finding], mapping: ColumnMapping) -> tuple[list[Finding], Record | None]:
    """Return what is said about the file before its header, and the header where there is one."""
    before: list[Finding] = []
    for record in rows:
        if isinstance(record, Finding):
            before.append(record)
        elif record.line >= (mapping.header_row or 1):
            return before, record
    return before, None


def _plan(head: Record, mapping: ColumnMapping) -> _Plan:
    names = tuple(cell.strip() for cell in head.cells or ())
    targets = tuple(_targets(name, mapping) for name in names)
    places = [one[0] if len(one) == 1 else "" for one in targets]
    divided = [(target, at) for at, one in enumerate(targets, 1) if len(one) > 1 for target in one]
    kind = [("list_kind", None)] if mapping.list_kind is not None else []
    return _Plan(
        names=names,
        targets=targets,
        header=(*places, *(target for target, _ in (*divided, *kind))),
        origins=(*range(1, len(names) + 1), *(at for _, at in (*divided, *kind))),
    )


def _targets(name: str, mapping: ColumnMapping) -> tuple[str, ...]:
    if name in mapping.columns:
        return mapping.columns[name]
    return (name,) if name in COLUMNS and name not in mapping.drop else ()


def _headed(head: Record, plan: _Plan, mapping: ColumnMapping, source: str) -> Record:
    """Return the header of the format, with a finding for every column that is missing, open or dropped."""
    where = Where(source=source, line=head.line)
    findings = [*head.findings]
    findings += [
        MappingRule.NO_COLUMN.found(where, seen=shown(name)) for name in mapping.columns if name not in plan.names
    ]
    for number, (name, targets) in enumerate(zip(plan.names, plan.targets, strict=True), 1):
        if name and not targets and name not in mapping.drop:
            place = Where(source=source, line=head.line, column=number)
            findings.append(MappingRule.OPEN.found(place, seen=shown(name)))
    dropped = [shown(name) for name in plan.names if name in mapping.drop]
    if dropped:
        findings.append(MappingRule.DROPPED.found(where, seen=", ".join(dropped)))
    cells = plan.header if head.cells is not None else None
    return Record(line=head.line, cells=cells, findings=tuple(findings), origins=plan.origins)


def _row(record: Record, plan: _Plan, mapping: ColumnMapping, source: str) -> Record:
    cells = record.cells or ()
    if len(cells) != len(plan.names):
        seen = f"{len(cells):,} cells under {len(plan.names):,} columns"
        finding = Rule.CELL_COUNT.found(Where(source=source, line=record.line), seen=seen)
        return Record(line=record.line, cells=None, findings=(*record.findings, finding))
    kept, divided, findings = [""] * len(cells), list[str](), list(record.findings)
    for at, (cell, targets) in enumerate(zip(cells, plan.targets, strict=True)):
        if len(targets) == 1:
            kept[at] = _meant(targets[0], cell, mapping)
        elif targets:
            words = cell.split()
            if words and len(words) != len(targets):
                place = Where(source=source, line=record.line, column=at + 1)
                seen = f"{shown(cell)}: {len(words)} words for {', '.join(targets)}"
                findings.append(MappingRule.PARTS.found(place, seen=seen))
                words = []
            divided += words or [""] * len(targets)
    is_blank = not any(cell.strip() for cell in cells)
    kind = [] if mapping.list_kind is None else ["" if is_blank else mapping.list_kind]
    read = (*kept, *divided, *kind)
    return Record(
        line=record.line,
        cells=read,
        findings=tuple(findings),
        numbers=record.numbers,
        written=_written(plan, cells, read),
    )


def _written(plan: _Plan, cells: Sequence[str], read: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return the sender's own cells, without the dropped ones, where they say it in other words than the read ones."""
    own = tuple(
        (name, cell)
        for name, cell, to in zip(plan.names, cells, plan.targets, strict=True)
        if cell and (to or not name)
    )
    return () if own == tuple((name, cell) for name, cell in zip(plan.header, read, strict=True) if cell) else own


def _meant(column: str, cell: str, mapping: ColumnMapping) -> str:
    value = cell.strip()
    if value in mapping.values.get(column, {}):
        return mapping.values[column][value]
    if column in DATES and mapping.dates is not None:
        return _dated(value, mapping.dates) or cell
    return cell


def _dated(value: str, order: str) -> str | None:
    """
    Return a date that is written in a declared order as year-month-day; None for anything else.

    >>> _dated("12.04.1985", "dmy"), _dated("4/12/1985", "mdy"), _dated("1985/4/12", "ymd"), _dated("04.1985", "dmy")
    ('1985-04-12', '1985-04-12', '1985-04-12', '1985-04')
    >>> _dated("31.02.1985", "dmy"), _dated("12.04.85", "dmy"), _dated("1985", "dmy")
    (None, None, None)
    """
    if order != "ymd" and (month := _MONTH.fullmatch(value)) and 1 <= int(month[1]) <= 12:  # noqa: PLR2004 - months
        return f"{month[2]}-{int(month[1]):02}"
    found = _DAY.fullmatch(value)
    if found is None:
        return None
    parts = dict(zip(order, (found[1], found[3], found[4]), strict=True))
    if len(parts["y"]) != 4:  # noqa: PLR2004 - two digits of a year leave the century open
        return None
    try:
        return date(int(parts["y"]), int(parts["m"]), int(parts["d"])).isoformat()
    except ValueError:
        return None


def _first(cells: Sequence[str]) -> str | None:
    return next((cell.strip() for cell in cells if cell.strip()), None)
