"""Whom the agreement speaks of and how many of them cross: categories, tranches, commitments, parities."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from homeward.model.ids import CategoryId, PartyId, TrancheId
from homeward.model.people import Health, Sex, Status
from homeward.model.provisions import Chooser, Unit
from homeward.model.steps import When
from homeward.model.terms import UNCOUNTED, Category, Commitment, Direction, Op, Parity, Said, Tranche
from homeward.terms.forms import MOST_PERSONS
from homeward.terms.gathering import EACH, Known, Parts
from homeward.terms.rules import Rule
from homeward.terms.tables import Table
from homeward.terms.whens import measured

_MOST_YEARS: Final = 150
_MOST_DAYS: Final = 3_650


def categories_of(parts: Parts, known: Known) -> tuple[Category, ...]:
    """Read whom the agreement tells apart."""
    return parts.read("category", lambda table, taken: _category(table, known, taken))


def _category(table: Table, known: Known, taken: set[str]) -> Category:
    as_of = table.when("as_of", known.occasions)
    age_as_of = table.maybe_day("age_as_of")
    return Category(
        id=CategoryId(table.new_id("id", taken, is_category=True)),
        name=table.text("name"),
        clause=table.clause(known.clauses),
        statuses=table.choices("statuses", Status),
        healths=table.choices("healths", Health),
        sexes=table.choices("sexes", Sex),
        age_at_least=table.maybe_number("age_at_least", high=_MOST_YEARS),
        age_under=table.maybe_number("age_under", high=_MOST_YEARS),
        age_as_of=age_as_of or (None if as_of is None else as_of.day),
        as_of=as_of,
        captured_from=table.maybe_day("captured_from"),
        captured_before=table.maybe_day("captured_before"),
        described=table.maybe_text("described"),
        decided_by=table.maybe_choice("decided_by", Chooser),
        names=table.names("names"),
    )


def tranches_of(
    parts: Parts, known: Known, days: Mapping[str, date]
) -> tuple[tuple[Tranche, ...], tuple[Commitment, ...]]:
    """Read the windows, and the counts written inside them; *days* are those of events whose day is stated."""
    taken_counts: set[str] = set()
    counts: list[Commitment] = []

    def read(table: Table, taken: set[str]) -> Tranche:
        name, clause, due = table.new_id("id", taken), table.clause(known.clauses), table.when("due", known.occasions)
        on = table.day("on") if table.has("on") or known.is_first else _day_of(due, days)
        tranche = Tranche(id=TrancheId(name), clause=clause, on=on, due=due)
        inner = [*table.tables("commitment", "commitment"), *table.tables("counts", "commitment")]
        counts.extend(_commitments(inner, known, taken_counts, tranche=tranche))
        return tranche

    return parts.read("tranche", read), tuple(counts)


def _day_of(due: When | None, days: Mapping[str, date]) -> date | None:
    """Return the day *due* falls on, where it leans on an event whose day is stated."""
    if due is None or due.event is None:
        return None if due is None else due.day
    start = days.get(due.event)
    return None if start is None else measured(start, due)


def commitments_of(parts: Parts, known: Known, taken: set[str]) -> tuple[Commitment, ...]:
    """Read what was promised for the whole exchange."""
    return tuple(_commitments(parts.all("commitment"), known, set(taken)))


def windows_of(parts: Parts, commitments: Iterable[Commitment]) -> Mapping[str, tuple[str, ...]]:
    """Return the ids of the numbers of each tranche; one without numbers is left out, since it would name nothing."""
    written = (one for one in parts.all("tranche") if one.value("counts") or one.value("commitment"))
    windows: dict[str, tuple[str, ...]] = {one.name: () for one in written}
    for one in commitments:
        if one.tranche is not None:
            windows[one.tranche] = (*windows.get(one.tranche, ()), one.id)
    return windows


def placed(commitments: Iterable[Commitment], known: Known) -> tuple[Commitment, ...]:
    """Let each part name the whole of its own direction, where the whole was written once for several."""
    return tuple(replace(one, part_of=known.matching(one.part_of, one.direction)) for one in commitments)


def _commitments(
    tables: list[Table], known: Known, taken: set[str], *, tranche: Tranche | None = None
) -> list[Commitment]:
    found = [(table, _commitment(table, known, taken, tranche)) for table in tables]
    return [one for table, some in found if table.close() for one in some]


def _commitment(table: Table, known: Known, taken: set[str], tranche: Tranche | None) -> list[Commitment]:
    op = table.choice("op", Op)
    holder, receiver = _end(table, "holder", known), _end(table, "receiver", known)
    category = table.maybe_reference("category", known.categories)
    clause = table.clause(known.clauses, default=None if tranche is None else tranche.clause)
    own = _own_id(tranche, f"{holder}.{receiver}.{category or 'everybody'}", op)
    name = table.new_id("id", taken, default=own)
    table.rename(name)
    count, high, daily = _count(table, op)
    if op is None:
        return []
    one = Commitment(
        id=name,
        clause=clause,
        direction=Direction(holder=PartyId(holder), receiver=PartyId(receiver)),
        category=None if category is None else CategoryId(category),
        op=op,
        count=count,
        universe=table.maybe_text("universe"),
        tranche=None if tranche is None else tranche.id,
        unit=table.maybe_choice("unit", Unit) or Unit.PERSON,
        high=high,
        size=table.maybe_number("size"),
        daily=daily,
        part_of=table.maybe_text("part_of"),
        chosen_by=table.maybe_choice("chosen_by", Chooser),
        due=table.when("due", known.occasions),
        not_before=table.when("not_before", known.occasions),
        said=_said(table, known),
    )
    twins = _spread(one, known)
    table.stands_for(twin.id for twin in twins)
    return twins


def _end(table: Table, key: str, known: Known) -> str:
    if table.has(key) and table.text(key) == EACH:
        return EACH
    return table.reference(key, known.actors)


def _spread(one: Commitment, known: Known) -> list[Commitment]:
    """Return *one* for every pair of parties it was written for at once."""
    ends = (one.direction.holder, one.direction.receiver)
    if EACH not in ends:
        return [one]
    left, right = (known.parties if end == EACH else (end,) for end in ends)
    pairs = [Direction(holder=PartyId(a), receiver=PartyId(b)) for a in left for b in right if a != b]
    twins = [replace(one, id=f"{one.id}.{pair}", direction=pair) for pair in pairs]
    known.twins[one.id] = tuple(twin.id for twin in twins)
    return twins


def _own_id(tranche: Tranche | None, slot: str, op: Op | None) -> str | None:
    """Name a count inside a tranche by what it counts; a commitment of the whole exchange needs an id of its own."""
    if tranche is None:
        return None
    own = f"{tranche.id or 'tranche'}.{slot}"
    return own if op in (Op.EQ, None) else f"{own}.{op.value}"


def _count(table: Table, op: Op | None) -> tuple[int | None, int | None, int | None]:
    """Read the number, the upper end of a range, and how many a day."""
    if table.has("per_day"):
        daily, days = table.number("per_day"), table.number("days", low=1, high=_MOST_DAYS)
        if daily * days > MOST_PERSONS or table.has("count"):
            table.report(Rule.RANGE, "per_day", seen=f"{daily} a day for {days} days", remedy="state the number once")
        if op in UNCOUNTED:
            table.report(Rule.COUNT_WITH_ALL, "per_day", seen=f"{daily} a day")
        if op is Op.RANGE or table.has("high"):
            table.report(Rule.RANGE_ENDS, "per_day", seen=f"op = {'' if op is None else op.value}")
        return min(daily * days, MOST_PERSONS), None, daily
    count, high = table.maybe_number("count", low=op is Op.ABOUT), table.maybe_number("high")
    if op in UNCOUNTED and count is not None:
        table.report(Rule.COUNT_WITH_ALL, "count", seen=str(count))
    if op is not None and op not in UNCOUNTED and count is None and not table.has("count"):
        table.report(Rule.NO_COUNT, "op", seen=op.value)
    if (op is Op.RANGE) != (high is not None) and not (op is None or (table.has("high") and high is None)):
        table.report(Rule.RANGE_ENDS, "high" if high is not None else "op", seen=f"op = {op.value}")
    return count, high, None


def _said(table: Table, known: Known) -> tuple[Said, ...]:
    found = []
    for one in table.tables("said", "said"):
        said = Said(party=PartyId(one.reference("party", known.actors)), count=one.number("count"))
        if one.close():
            found.append(said)
    return tuple(sorted(found, key=lambda said: said.party))


def parities_of(parts: Parts, known: Known) -> tuple[Parity, ...]:
    """Read how far the two directions may be apart."""
    return parts.read("parity", lambda table, taken: _parity(table, known, taken))


def _parity(table: Table, known: Known, taken: set[str]) -> Parity:
    category = table.maybe_reference("category", known.categories)
    return Parity(
        id=table.new_id("id", taken),
        clause=table.clause(known.clauses),
        category=None if category is None else CategoryId(category),
        slack=table.number("slack"),
    )
