"""Reads the totals of a register from TOML: published numbers, and the formula that should give each."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from homeward.model.dates import UncertainDate, parse_date
from homeward.model.findings import Finding, Where
from homeward.model.ids import PartyId
from homeward.model.register import LeftOut, Reading, Total
from homeward.model.terms import Direction
from homeward.register.rules import Rule

FORMAT: Final = 1
"""Newest version of the format that this reader knows."""

ALL_WAYS: Final = "all"
"""A flow of which no source tells the ways apart."""

_READING: Final = {
    "flows": list,
    "first": str,
    "last": str,
    "exchanges": list,
    "agreement": str,
    "told_by": list,
    "counted": str,
    "left_out": list,
    "gives": int,
}
_TOTAL: Final = {
    "id": str,
    "conflict": str,
    "says": str,
    "published": int,
    "published_by": str,
    "agreed": int,
    "handovers": int,
    "sources": list,
    "base": str,
    "totals": list,
    "leans_on": list,
    "unexplained": str,
}
_LEFT_OUT: Final = {"exchanges": list, "persons": int, "why": str}
_REQUIRED: Final = ("id", "conflict", "says", "published_by", "sources")


@dataclass(slots=True, kw_only=True)
class _Table:
    """One table as read, where it starts, and the findings it gave."""

    values: Mapping[str, object]
    name: str
    where: Where
    findings: list[Finding] = field(default_factory=list)

    def key(self, name: str, *, seen: object = None, remedy: str) -> None:
        where = Where(source=self.where.source, line=self.where.line, field=f"{self.name}.{name}")
        self.findings.append(Rule.KEY.found(where, seen=None if seen is None else str(seen), remedy=remedy))

    def check(self, kinds: Mapping[str, type], required: tuple[str, ...]) -> None:
        for name, value in self.values.items():
            kind = kinds.get(name)
            if kind is None:
                self.key(name, seen=name, remedy=f"remove it, or write one of: {', '.join(kinds)}")
            elif not isinstance(value, kind) or isinstance(value, bool):
                self.key(name, seen=value, remedy=f"write a {kind.__name__}")
        for name in required:
            if name not in self.values:
                self.key(name, remedy="add it")

    def text(self, name: str) -> str | None:
        value = self.values.get(name)
        return value if isinstance(value, str) else None

    def whole(self, name: str) -> int | None:
        value = self.values.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def texts(self, name: str) -> tuple[str, ...]:
        value = self.values.get(name)
        items = value if isinstance(value, list) else []
        if any(not isinstance(one, str) for one in items):
            self.key(name, seen=value, remedy="write texts in quotation marks")
        return tuple(one for one in items if isinstance(one, str))

    def tables(self, name: str) -> Iterator[_Table]:
        value = self.values.get(name)
        for one in value if isinstance(value, list) else []:
            if isinstance(one, dict):
                made = _Table(values=one, name=f"{self.name}.{name}", where=self.where, findings=self.findings)
                yield made
            else:
                self.key(name, seen=one, remedy="write tables")

    def date(self, name: str) -> UncertainDate | None:
        text = self.text(name)
        read = None if text is None else parse_date(text)
        if text is not None and read is None:
            self.key(name, seen=text, remedy="write YYYY-MM-DD")
        return read


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalsReading:
    """Totals in the order of the file, findings, and the line each total starts at."""

    totals: tuple[Total, ...]
    findings: tuple[Finding, ...]
    lines: Mapping[str, int]


def read_totals(data: bytes, *, source: str) -> TotalsReading:
    """
    Read totals.

    A total with a finding is left out, so that nothing is audited that was read in half.

    Returns:
        Totals and findings. Codes: ``REGISTER-23`` no TOML or a newer format, ``-24`` a key, ``-30`` an id twice.
    """
    try:
        text = data.decode("utf-8-sig")
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as problem:
        line = re.search(r"at line (\d+)", str(problem))
        where = Where(source=source, line=int(line[1]) if line else None)
        return TotalsReading(totals=(), findings=(Rule.NOT_TOML.found(where, seen=str(problem)),), lines={})
    file = _Table(values=values, name="file", where=Where(source=source, line=1))
    file.check({"format": int, "total": list}, ("format",))
    if file.whole("format") != FORMAT:
        file.findings.append(Rule.NOT_TOML.found(file.where, seen=f"format = {values.get('format')}"))
        return TotalsReading(totals=(), findings=tuple(file.findings), lines={})
    return _read(file, [number for number, line in enumerate(text.splitlines(), 1) if line.strip() == "[[total]]"])


def _read(file: _Table, starts: list[int]) -> TotalsReading:
    totals: dict[str, Total] = {}
    lines: dict[str, int] = {}
    findings = file.findings
    for number, values in enumerate(file.tables("total")):
        line = starts[number] if number < len(starts) else 1
        table = _Table(values=values.values, name="total", where=Where(source=file.where.source, line=line))
        total = _total(table)
        if total.id in totals:
            table.findings.append(Rule.ID_TWICE.found(table.where, seen=total.id))
        findings.extend(table.findings)
        if not table.findings:
            totals[total.id] = total
            lines[total.id] = line
    return TotalsReading(totals=tuple(totals.values()), findings=tuple(findings), lines=lines)


def _total(table: _Table) -> Total:
    table.check({**_TOTAL, **_READING, "reading": list}, _REQUIRED)
    own = {name: value for name, value in table.values.items() if name in _READING}
    alone = _Table(values=own, name=table.name, where=table.where, findings=table.findings)
    readings = tuple(_reading(one, "") for one in ([alone] if own else []))
    several = []
    for one in table.tables("reading"):
        one.check({**_READING, "name": str}, ("name", "flows"))
        several.append(_reading(one, one.text("name") or ""))
    if own and several:
        table.key("reading", remedy="put the formula either into the total, or into its readings")
    if table.whole("published") is None and table.whole("agreed") is None:
        table.key("published", remedy="add published, or agreed")
    return Total(
        id=table.text("id") or "",
        conflict=table.text("conflict") or "",
        says=table.text("says") or "",
        published=table.whole("published"),
        published_by=table.text("published_by") or "",
        agreed=table.whole("agreed"),
        handovers=table.whole("handovers"),
        sources=table.texts("sources"),
        base=table.text("base"),
        totals=table.texts("totals"),
        readings=(*readings, *several),
        leans_on=table.texts("leans_on"),
        unexplained=table.text("unexplained"),
    )


def _reading(table: _Table, name: str) -> Reading:
    exchanges, agreement = table.texts("exchanges"), table.text("agreement")
    first, last = table.date("first"), table.date("last")
    if sum((bool(exchanges), agreement is not None, first is not None)) != 1 or (first is None) != (last is None):
        table.key("first", remedy="say which rows: first and last, or agreement, or exchanges")
    return Reading(
        name=name,
        flows=tuple(_flow(table, one) for one in table.texts("flows")),
        first=first,
        last=last,
        exchanges=exchanges,
        agreement=agreement,
        told_by=table.texts("told_by") or ("reported",),
        counted=table.text("counted") or "persons",
        left_out=tuple(_left_out(one) for one in table.tables("left_out")),
        gives=table.whole("gives"),
    )


def _flow(table: _Table, text: str) -> Direction | None:
    holder, arrow, receiver = text.partition(">")
    if text != ALL_WAYS and not (holder and arrow and receiver):
        table.key("flows", seen=text, remedy=f"write 'holder>receiver', or {ALL_WAYS}")
    return None if text == ALL_WAYS else Direction(holder=PartyId(holder), receiver=PartyId(receiver))


def _left_out(table: _Table) -> LeftOut:
    table.check(_LEFT_OUT, ("exchanges", "why"))
    return LeftOut(exchanges=table.texts("exchanges"), persons=table.whole("persons"), why=table.text("why") or "")
