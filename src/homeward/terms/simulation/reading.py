"""A file of happenings as values: TOML in, happenings and every finding out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from homeward.model.findings import Finding
from homeward.model.happenings import (
    Aborted,
    Corrected,
    Count,
    Crossing,
    Explained,
    Extended,
    Gesture,
    Handover,
    Happening,
    Occurs,
    Reason,
    Split,
    StepTaken,
    Suspended,
    Universe,
)
from homeward.model.ids import PartyId, TrancheId
from homeward.model.provisions import Unit
from homeward.model.terms import Terms
from homeward.terms.forms import MOST_PERSONS
from homeward.terms.reading import in_file_order, open_table
from homeward.terms.rules import Rule
from homeward.terms.simulation.checks import happening_findings
from homeward.terms.simulation.outline import Outline, outline_of
from homeward.terms.simulation.rules import PlayRule
from homeward.terms.tables import Table

HAPPENINGS_FORMAT: Final = 1
"""Version of the file's shape; a newer one is refused."""

MOST_BYTES: Final = 2**23
"""Bytes. Room for every handover of the longest exchange on record, a hundred times."""

NOT_KNOWN: Final = "not known"
_AT_LEAST: Final = re.compile(r"at least (\d{1,8})", re.ASCII)
_AMOUNT: Final = "write a whole number, 'not known' or 'at least N'"
_OUTSIDE: Final = ("in_force", "list_received", "last_arrival")
"""Events of every agreement that somebody can see happen once."""


def read_happenings(
    data: bytes, *, source: str, terms: Terms
) -> tuple[tuple[Happening, ...] | None, tuple[Finding, ...]]:
    """
    Read what happened while *terms* were carried out, and say everything that is wrong with it at once.

    Args:
        data: The file, TOML in UTF-8.
        source: Name of the file as findings shall give it.
        terms: The agreement the happenings are about.

    Returns:
        ``(happenings, findings)``, happenings in the order of the file, findings too. ``happenings`` is None only when
        a finding of ``error`` says why the file cannot be played.
    """
    opened, refused = open_table(data, source=source, most_bytes=MOST_BYTES, too_large=PlayRule.TOO_LARGE)
    if opened is None:
        return None, refused
    draft, top = opened
    reader = _Reader(outline=outline_of(terms))
    if top.has("clause"):  # said before its format, which is another than that of happenings
        remedy = "this is an agreement: name the file that says what happened"
        top.report(Rule.UNKNOWN_KEY, "clause", seen="clause", remedy=remedy)
        return None, tuple(draft.findings)
    version = top.number("format", low=1)
    if version > HAPPENINGS_FORMAT:
        top.report(Rule.NEWER, "format", seen=str(version))
        return None, tuple(draft.findings)
    top.text("source")
    top.maybe_text("agreement")
    read = [(table.where, reader.read(table)) for table in top.tables("happening", "happening")]
    top.close()
    found = [(where, one) for where, one in read if one is not None]
    draft.findings.extend(happening_findings(reader.outline, found))
    findings = in_file_order(draft)
    is_broken = draft.is_broken or any(one.severity is not PlayRule.PART_BESIDE.severity for one in findings)
    return None if is_broken else tuple(one for _, one in found), findings


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """Reads one happening after the other; what it may refer to is what the agreement has."""

    outline: Outline

    def read(self, table: Table) -> Happening | None:
        on, what = table.day("on"), table.text("what")
        table.maybe_text("says")
        table.maybe_text("source")
        if what not in _KINDS:
            if what:
                table.report(Rule.UNKNOWN_WORD, "what", seen=ascii(what)[:80], remedy=_known_kinds())
            return None
        one = _KINDS[what](self, table, on)
        return one if table.close() else None

    def universe(self, table: Table, on: date) -> Universe:
        return Universe(on=on, counts=tuple(self._counts(table)))

    def occurs(self, table: Table, on: date) -> Occurs:
        return Occurs(on=on, event=table.reference("event", self._events()))

    def ends(self, table: Table, on: date) -> Occurs:
        return Occurs(on=on, event=table.reference("event", self._events()), is_over=True)

    def step(self, table: Table, on: date) -> StepTaken:
        step = table.reference("step", self.outline.steps)
        by = self._actors(table, "by")
        theirs = () if step not in self.outline.steps else self.outline.steps[step].actors
        return StepTaken(on=on, step=step, by=by or tuple(sorted(theirs)), order=_order(table))

    def handover(self, table: Table, on: date) -> Handover:
        into, out_of = (table.maybe_reference(key, self._everybody()) for key in ("into", "out_of"))
        return Handover(
            on=on,
            crossings=tuple(self._crossings(table)),
            tranche=self._tranche(table, required=False),
            into=None if into is None else PartyId(into),
            out_of=None if out_of is None else PartyId(out_of),
            order=_order(table),
        )

    def split(self, table: Table, on: date) -> Split:
        return Split(on=on, counts=tuple(self._counts(table)))

    def gesture(self, table: Table, on: date) -> Gesture:
        holder, receiver = (PartyId(table.reference(key, self._everybody())) for key in ("holder", "receiver"))
        if holder and holder == receiver:
            table.report(Rule.SAME_PARTY, "receiver", seen=f"{holder}>{receiver}")
        unit = table.maybe_choice("unit", Unit) or Unit.PERSON
        return Gesture(on=on, holder=holder, receiver=receiver, count=table.number("count"), unit=unit)

    def aborted(self, table: Table, on: date) -> Aborted:
        return Aborted(on=on, tranche=self._tranche(table, required=True) or TrancheId(""))

    def explained(self, table: Table, on: date) -> Explained:
        reason = table.choice("reason", Reason) or Reason.OTHER
        return Explained(on=on, counts=tuple(self._counts(table, is_exact=True)), reason=reason)

    def corrected(self, table: Table, on: date) -> Corrected:
        return Corrected(on=on, of=table.day("of"), crossings=tuple(self._crossings(table)))

    def extended(self, table: Table, on: date) -> Extended:
        tranche = self._tranche(table, required=False)
        commitment = table.maybe_text("commitment")
        if commitment is not None:
            table.require_known("commitment", [commitment], self._ids())
        elif tranche is None:
            table.report(Rule.MISSING, "commitment", seen="commitment", remedy="add commitment or tranche: an id")
        named = () if commitment is None else self.outline.named(commitment)
        return Extended(on=on, to=table.day("to"), commitments=named, tranche=tranche)

    def suspended(self, table: Table, on: date) -> Suspended:
        return Suspended(on=on, commitments=self._scope(table))

    def resumed(self, table: Table, on: date) -> Suspended:
        return Suspended(on=on, commitments=self._scope(table), is_over=True)

    def _scope(self, table: Table) -> tuple[str, ...]:
        named = table.references("commitments", self._ids(), required=False)
        return tuple(sorted({each for one in named for each in self.outline.named(one)}))

    def _tranche(self, table: Table, *, required: bool) -> TrancheId | None:
        if not required and not table.has("tranche"):
            return None
        return TrancheId(table.reference("tranche", self.outline.tranches))

    def _actors(self, table: Table, key: str) -> tuple[PartyId, ...]:
        named = table.texts(key)
        if named == ("each",):
            return tuple(sorted(self.outline.terms.parties))
        table.require_known(key, named, self._everybody())
        return tuple(sorted(PartyId(one) for one in set(named)))

    def _everybody(self) -> list[str]:
        actors = (one.id for one in self.outline.terms.provisions.actors)
        return sorted({*self.outline.terms.parties, *actors})

    def _events(self) -> list[str]:
        provisions = self.outline.terms.provisions
        coupled = (one.event for one in provisions.couplings)
        return sorted({*_OUTSIDE, *(one.id for one in provisions.events), *coupled})

    def _ids(self) -> list[str]:
        return sorted({*self.outline.commitments, *self.outline.twins})

    def _counts(self, table: Table, *, is_exact: bool = False) -> Iterator[Count]:
        for key, of, inside in self._keyed(table, "counts", required=True):
            number, exact = (inside.number(key), True) if is_exact else _amount(inside, key)
            yield Count(of=of, number=number, is_exact=exact)

    def _crossings(self, table: Table) -> Iterator[Crossing]:
        """Read a handover line by line: counts, and beside them lists, reasons and ranks under the same ids."""
        counts = {of: _amount(inside, key) for key, of, inside in self._keyed(table, "counts")}
        listed = {of: inside.number(key) for key, of, inside in self._keyed(table, "listed")}
        reasons = {of: self._reasons(inside, key) for key, of, inside in self._keyed(table, "reasons")}
        ranks = {of: self._ranks(inside, key) for key, of, inside in self._keyed(table, "ranks")}
        for of in sorted({*counts, *listed, *reasons, *ranks}):
            by_rank = ranks.get(of, ())
            number, is_exact = counts.get(of, (sum(number for _, number in by_rank), True))
            yield Crossing(
                count=Count(of=of, number=number, is_exact=is_exact),
                listed=listed.get(of),
                reasons=reasons.get(of, ()),
                ranks=by_rank,
            )

    def _keyed(self, table: Table, key: str, *, required: bool = False) -> Iterator[tuple[str, tuple[str, ...], Table]]:
        """Yield each key of the table *key* with the commitments it names; ``a & b`` are people counted by both."""
        inside = table.table(key, required=required)
        seen: set[tuple[str, ...]] = set()
        for name in () if inside is None else inside.keys:
            of = tuple(sorted({part.strip() for part in name.split("&")}))
            known = [*self.outline.commitments, *(self.outline.totals if len(of) == 1 else ())]
            inside.require_known(name, of, known) if inside is not None else None
            if inside is not None and of in seen:
                inside.report(Rule.ID_TWICE, name, seen=name, remedy="say it once")
            seen.add(of)
            if inside is not None:
                yield name, of, inside
        if inside is not None:
            inside.close()

    @staticmethod
    def _reasons(table: Table, key: str) -> tuple[tuple[Reason, int], ...]:
        inside = table.table(key, required=True)
        words = {one.value: one for one in Reason}
        if inside is None:
            return ()
        inside.require_known(key, inside.keys, words)
        found = [(words[word], inside.number(word)) for word in inside.keys if word in words]
        return tuple(sorted(found, key=lambda item: item[0].value))

    def _ranks(self, table: Table, key: str) -> tuple[tuple[str, int], ...]:
        inside, weights = table.table(key, required=True), self.outline.terms.provisions.weights
        if inside is None:
            return ()
        if weights is None:
            inside.report(PlayRule.NO_WEIGHTS, key, seen=key)
            return ()
        known = [rank.name for rank in weights.ranks]
        inside.require_known(key, inside.keys, known)
        return tuple(sorted((name, inside.number(name)) for name in inside.keys))


def _order(table: Table) -> int | None:
    """Read the place in its day, where the source gives it."""
    return table.maybe_number("order", low=1)


def _amount(table: Table, key: str) -> tuple[int, bool]:
    """Read so many, and whether that is all: a number, ``not known`` or ``at least N``."""
    value = table.value(key)
    if not isinstance(value, str):
        return table.number(key), True
    found = _AT_LEAST.fullmatch(value)
    if value != NOT_KNOWN and (found is None or int(found[1]) > MOST_PERSONS):
        table.report(Rule.UNKNOWN_WORD, key, seen=ascii(value)[:80], remedy=_AMOUNT)
    return (0 if found is None else min(int(found[1]), MOST_PERSONS)), False


_KINDS: Final[Mapping[str, Callable[[_Reader, Table, date], Happening]]] = {
    "universe": _Reader.universe,
    "occurs": _Reader.occurs,
    "ends": _Reader.ends,
    "step": _Reader.step,
    "handover": _Reader.handover,
    "split": _Reader.split,
    "gesture": _Reader.gesture,
    "aborted": _Reader.aborted,
    "explained": _Reader.explained,
    "corrected": _Reader.corrected,
    "extended": _Reader.extended,
    "suspended": _Reader.suspended,
    "resumed": _Reader.resumed,
}


def _known_kinds() -> str:
    return f"write one of: {', '.join(_KINDS)}"
