"""Reads a register from CSV, with or without HXL tags: every finding of every line at once, nothing repaired."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from homeward.model.claims import CountOp
from homeward.model.findings import Finding, Where, stopping
from homeward.model.ids import PartyId
from homeward.model.register import Confidence, Flow, Missing, PastExchange, Told
from homeward.model.terms import Direction
from homeward.register.cells import Line
from homeward.register.columns import SHARED, find_header
from homeward.register.rules import Rule

MEMORY = "from memory"
"""The source of a number nobody could look up again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterReading:
    """
    What a file says: exchanges in the order of their first lines, the findings, and the line each exchange starts at.

    An exchange with a finding of ``error`` on one of its lines is not among *exchanges*: nothing is read in half.
    """

    exchanges: tuple[PastExchange, ...]
    findings: tuple[Finding, ...]
    lines: Mapping[str, int]
    rows: int


def read_register(data: bytes, *, source: str) -> RegisterReading:
    """
    Read a register.

    Returns:
        Exchanges and findings, the latter in the order of the file's lines. Codes: ``REGISTER-1`` to ``REGISTER-22``.
    """
    nothing = RegisterReading(exchanges=(), findings=(), lines={}, rows=0)
    try:
        rows, numbers = _rows(data.decode("utf-8-sig"))
    except UnicodeDecodeError as problem:
        seen = f"byte {data[problem.start]:#04x} at offset {problem.start:,}"
        return _with(nothing, Rule.NOT_UTF8.found(Where(source=source), seen=seen))
    except csv.Error as problem:
        return _with(nothing, Rule.NOT_CSV.found(Where(source=source), seen=str(problem)))
    if not rows:
        return _with(nothing, Rule.NOT_CSV.found(Where(source=source)))
    header, wrong = find_header(rows, numbers, source)
    if wrong:
        return _with(nothing, *wrong)
    lines = []
    for row, number in zip(rows[header.rows :], numbers[header.rows :], strict=True):
        cells = {name: cell for name, cell in zip(header.names, row, strict=False) if name is not None}
        line = Line(source=source, line=number, cells=cells)
        if len(row) != len(header.names):
            line.findings.append(Rule.CELLS.found(Where(source=source, line=number), seen=f"{len(row)} cells"))
        lines.append(line)
    return _read(lines)


def _with(reading: RegisterReading, *findings: Finding) -> RegisterReading:
    return RegisterReading(exchanges=reading.exchanges, findings=findings, lines=reading.lines, rows=reading.rows)


def _rows(text: str) -> tuple[list[list[str]], list[int]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows, numbers, start = [], [], 1
    for row in reader:
        if row:
            rows.append(row)
            numbers.append(start)
        start = reader.line_num + 1
    return rows, numbers


def _read(lines: Sequence[Line]) -> RegisterReading:
    groups: dict[str, list[tuple[Line, PastExchange | None]]] = {}
    for line in lines:
        groups.setdefault(line.cells.get("exchange", ""), []).append((line, _line(line)))
    exchanges = []
    for group in groups.values():
        _compare([line for line, _ in group])
        read = [one for _, one in group if one is not None]
        if read and not any(stopping(line.findings) for line, _ in group):
            exchanges.append(_joined(read))
    starts = {name: group[0][0].line for name, group in groups.items()}
    _twins(exchanges, {name: group[0][0] for name, group in groups.items()})
    findings = [one for line in lines for one in line.findings]
    return RegisterReading(exchanges=tuple(exchanges), findings=tuple(findings), lines=starts, rows=len(lines))


def _line(line: Line) -> PastExchange | None:
    """Read one line as an exchange with a single flow told once; None when it has errors."""
    name, conflict = line.id("exchange", required=True), line.id("conflict", required=True)
    on, agreements = line.date("date"), line.items("agreements", are_ids=True)
    mediators, place, numbered = line.items("mediators"), line.text("place"), line.text("numbered")
    direction, told = _direction(line), _told(line)
    if name is None or conflict is None or on is None or told is None or stopping(line.findings):
        return None
    return PastExchange(
        id=name,
        conflict=conflict,
        on=on,
        agreements=agreements,
        numbered=numbered,
        mediators=mediators,
        place=place,
        flows=(Flow(direction=direction, told=(told,)),),
    )


def _direction(line: Line) -> Direction | None:
    holder, receiver = line.id("holder"), line.id("receiver")
    if (holder is None) != (receiver is None) or (holder is not None and holder == receiver):
        line.found(Rule.WAY, "receiver")
    if holder is None or receiver is None:
        return None
    return Direction(holder=PartyId(holder), receiver=PartyId(receiver))


def _told(line: Line) -> Told | None:
    persons, missing = line.number("persons"), line.choice("missing", Missing)
    op, confidence = line.choice("op", CountOp), line.choice("confidence", Confidence, required=True)
    sources = line.items("sources", required=True)
    if bool(line.cells.get("persons")) == bool(line.cells.get("missing")):
        line.found(Rule.NO_REASON, "persons")
    if confidence is None:
        return None
    told = Told(
        persons=persons,
        op=op or CountOp.EXACT,
        missing=missing,
        by=line.items("told_by", are_ids=True),
        split=line.split("split"),
        outside=line.number("outside"),
        bodies=line.number("bodies"),
        sources=sources,
        confidence=confidence,
        note=line.text("note"),
    )
    _weigh(line, told)
    return told


def _weigh(line: Line, told: Told) -> None:
    """Add what is wrong with the numbers of one line taken together."""
    persons = told.persons or 0
    parts = sum(number for _, number in told.split)
    if told.split and parts != persons:
        line.found(Rule.SPLIT_SUM, "split", remedy=f"the parts give {parts:,}, persons says {persons:,}: correct one")
    if told.outside is not None and told.outside > persons:
        line.found(Rule.OUTSIDE, "outside")
    if told.op is CountOp.RANGE:
        line.found(Rule.WORD, "op", remedy="write two lines, at_least and at_most, each with who told it")
    if told.confidence is Confidence.HIGH and set(told.sources) == {MEMORY}:
        line.found(Rule.MEMORY, "confidence")


def _compare(lines: Sequence[Line]) -> None:
    """Add what is wrong between the lines of one exchange."""
    first, seen = lines[0], set()
    for line in lines:
        for name in SHARED:
            if line.cells.get(name, "") != first.cells.get(name, ""):
                line.found(Rule.TWO_WAYS, name, remedy=f"line {first.line} says {first.cells.get(name, '')!r}")
        way = (line.cells.get("holder", ""), line.cells.get("receiver", ""))
        for teller in line.cells.get("told_by", "").split("; "):
            if (*way, teller) in seen:
                line.found(Rule.TOLD_TWICE, "told_by")
            seen.add((*way, teller))


def _joined(read: Sequence[PastExchange]) -> PastExchange:
    told: dict[Direction | None, list[Told]] = {}
    for one in read:
        told.setdefault(one.flows[0].direction, []).extend(one.flows[0].told)
    first = read[0]
    return PastExchange(
        id=first.id,
        conflict=first.conflict,
        on=first.on,
        agreements=first.agreements,
        numbered=first.numbered,
        mediators=first.mediators,
        place=first.place,
        flows=tuple(Flow(direction=way, told=tuple(figures)) for way, figures in told.items()),
    )


def _twins(exchanges: Sequence[PastExchange], starts: Mapping[str, Line]) -> None:
    seen: dict[object, str] = {}
    for one in exchanges:
        key = (one.conflict, one.on.written, frozenset(_numbers(one)))
        if key in seen:
            starts[one.id].found(Rule.TWIN, "exchange", remedy=f"compare with {seen[key]}: keep one of the two")
        seen.setdefault(key, one.id)


def _numbers(one: PastExchange) -> Iterator[tuple[Direction | None, int | None, int | None]]:
    for flow in one.flows:
        for told in flow.told:
            yield flow.direction, told.persons, told.bodies
