"""Works out every total from its formula and sets it beside the published number. A gap is said, never forced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from homeward.model.dates import UncertainDate
from homeward.model.findings import Finding, Where
from homeward.model.register import (
    Audited,
    Computed,
    Flow,
    LeftOut,
    Outcome,
    PastExchange,
    Reading,
    Told,
    Total,
)
from homeward.register.rules import Rule

REPORTED = "reported"
"""The teller of a line that names none."""

INSIDE = "inside"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Term:
    """What one exchange gives to a formula: its flows' numbers, and what is left out of them."""

    exchange: str
    numbers: tuple[int, ...]
    less: int

    @property
    def value(self) -> int:
        return sum(self.numbers) - self.less

    def __str__(self) -> str:
        text = " + ".join(f"{number:,}" for number in self.numbers)
        if self.less:
            text += f" - {self.less:,}"
        return f"({text})" if len(self.numbers) > 1 or self.less else text


def audit_totals(
    totals: Sequence[Total], exchanges: Sequence[PastExchange], *, source: str, lines: Mapping[str, int]
) -> tuple[tuple[Audited, ...], tuple[Finding, ...]]:
    """
    Work out each of *totals* over *exchanges*.

    Nothing is adjusted to fit: an exchange without a number adds no term and is named; a gap that is known keeps the
    value each reading gives, so that a later change of a row is noticed there too.

    Returns:
        One result per total, in order, and findings ``REGISTER-25`` to ``REGISTER-29``.
    """
    known = {one.id for one in exchanges}
    done: dict[str, Audited] = {}
    findings: list[Finding] = []
    for total in totals:
        where = Where(source=source, line=lines.get(total.id), field=total.id)
        unknown = _unknown(total, known, done, exchanges)
        findings.extend(Rule.UNKNOWN_ID.found(where, seen=one) for one in unknown)
        audited = _audit(total, exchanges, done)
        findings.extend(_findings(audited, exchanges, where))
        done[total.id] = audited
    return tuple(done.values()), tuple(findings)


def _unknown(
    total: Total, known: set[str], done: Mapping[str, Audited], exchanges: Sequence[PastExchange]
) -> Iterator[str]:
    agreements = {name for one in exchanges for name in one.agreements}
    yield from (name for name in (total.base, *total.totals) if name is not None and name not in done)
    yield from (name for name in total.leans_on if name not in known)
    if total.conflict not in {one.conflict for one in exchanges}:
        yield total.conflict
    for reading in total.readings:
        named = (*reading.exchanges, *(name for one in reading.left_out for name in one.exchanges))
        yield from (name for name in named if name not in known)
        if reading.agreement is not None and reading.agreement not in agreements:
            yield reading.agreement


def _audit(total: Total, exchanges: Sequence[PastExchange], done: Mapping[str, Audited]) -> Audited:
    readings = tuple(_computed(total, reading, exchanges, done) for reading in total.readings)
    if not readings and total.totals:
        readings = (_computed(total, None, exchanges, done),)
    if not readings:
        return Audited(total=total, outcome=Outcome.GIVEN, readings=(), best=None)
    if total.published is None:
        return Audited(total=total, outcome=Outcome.UNPUBLISHED, readings=readings, best=readings[0])
    published = total.published
    best = min(readings, key=lambda one: abs(published - one.value))
    outcome = Outcome.UNEXPLAINED if total.unexplained is not None else Outcome.DIFFERS
    return Audited(
        total=total, outcome=Outcome.MEETS if best.value == published else outcome, readings=readings, best=best
    )


def _computed(
    total: Total, reading: Reading | None, exchanges: Sequence[PastExchange], done: Mapping[str, Audited]
) -> Computed:
    base = done.get(total.base or "")
    parts = [done[name].best for name in total.totals if name in done]
    terms, silent, shared = ([], [], []) if reading is None else _terms(total, reading, exchanges)
    start = base.total.published if base is not None else None
    words = [f"{start:,}"] if start is not None else []
    words += [f"{part.value:,}" for part in parts if part is not None] + [str(term) for term in terms]
    value = (start or 0) + sum(part.value for part in parts if part) + sum(term.value for term in terms)
    return Computed(
        name="" if reading is None else reading.name,
        formula=f"{' + '.join(words) or '0'} = {value:,}",
        value=value,
        handovers=sum(part.handovers for part in parts if part) + len(terms),
        without_number=tuple(silent),
        shared=tuple(shared),
    )


def _terms(
    total: Total, reading: Reading, exchanges: Sequence[PastExchange]
) -> tuple[list[_Term], list[str], list[str]]:
    terms, silent, shared = [], [], []
    for one in _selected(total, reading, exchanges):
        found = [number for number in _numbers(one, reading) if number is not None]
        less = _less(one.id, reading.left_out, sum(found))
        if len(found) < _expected(one, reading):
            silent.append(one.id)
        if sum(found) - less:
            terms.append(_Term(exchange=one.id, numbers=tuple(number for number in found if number), less=less))
        if reading.agreement is not None and len(one.agreements) > 1:
            shared.append(one.id)
    return terms, silent, shared


def _selected(total: Total, reading: Reading, exchanges: Sequence[PastExchange]) -> Iterator[PastExchange]:
    for one in exchanges:
        if one.conflict == total.conflict and (
            one.id in reading.exchanges
            or (reading.agreement is not None and reading.agreement in one.agreements)
            or _is_between(one.on, reading.first, reading.last)
        ):
            yield one


def _is_between(on: UncertainDate, first: UncertainDate | None, last: UncertainDate | None) -> bool:
    return first is not None and last is not None and first.earliest <= on.earliest and on.latest <= last.latest


def _numbers(one: PastExchange, reading: Reading) -> Iterator[int | None]:
    for way in reading.flows:
        for flow in one.flows:
            if flow.direction == way:
                yield number_told(flow, reading.told_by, reading.counted)


def _expected(one: PastExchange, reading: Reading) -> int:
    """Return of how many flows the formula needs a number; bodies and categories are given only where there are any."""
    if reading.counted not in ("persons", INSIDE):
        return 0
    return sum(flow.direction in reading.flows for flow in one.flows)


def number_told(flow: Flow, told_by: Sequence[str], counted: str = "persons") -> int | None:
    """Return the number of *flow* by the first of the tellers who gave one; None where none of them did."""
    for teller in told_by:
        for told in flow.told:
            number = _counted(told, counted) if teller in (told.by or (REPORTED,)) else None
            if number is not None:
                return number
    return None


def _counted(told: Told, counted: str) -> int | None:
    if counted == "bodies":
        return told.bodies
    if counted == "persons" or told.persons is None:
        return told.persons
    if counted == INSIDE:
        return told.persons - (told.outside or 0)
    return dict(told.split).get(counted)


def _less(exchange: str, left_out: Sequence[LeftOut], everybody: int) -> int:
    rules = [one for one in left_out if exchange in one.exchanges]
    return min(everybody, sum(everybody if one.persons is None else one.persons for one in rules))


def _findings(audited: Audited, exchanges: Sequence[PastExchange], where: Where) -> Iterator[Finding]:
    total, best = audited.total, audited.best
    if audited.outcome is Outcome.DIFFERS and best is not None and total.published is not None:
        seen = f"{best.formula}, published {total.published:,}, a difference of {total.published - best.value:+,}"
        yield Rule.DIFFERS.found(where, seen=seen)
    for reading, computed in zip(total.readings, audited.readings, strict=False):
        if reading.gives is not None and reading.gives != computed.value:
            yield Rule.NOT_AS_NOTED.found(where, seen=f"{computed.formula}, noted {reading.gives:,}")
        for out in _without_effect(total, reading, exchanges):
            yield Rule.NO_EFFECT.found(where, seen=out)
    if total.unexplained is not None and audited.outcome is Outcome.MEETS and best is not None:
        yield Rule.NOT_AS_NOTED.found(where, seen=f"{best.formula}: it meets")
    if total.handovers is not None and best is not None and total.handovers != best.handovers:
        yield Rule.HANDOVERS.found(where, seen=f"{best.handovers}, published {total.handovers}")


def _without_effect(total: Total, reading: Reading, exchanges: Sequence[PastExchange]) -> Iterator[str]:
    chosen = {one.id: one for one in _selected(total, reading, exchanges)}
    for out in reading.left_out:
        for name in out.exchanges:
            found = sum(number or 0 for number in _numbers(chosen[name], reading)) if name in chosen else 0
            if found < (out.persons or 1):
                yield name
