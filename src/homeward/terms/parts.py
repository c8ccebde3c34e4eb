"""Each part of the terms file as a value of the model."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from homeward.model.ids import CategoryId, ClauseId, PartyId, TrancheId
from homeward.model.people import Health, Sex, Status
from homeward.model.terms import (
    Category,
    Clause,
    Commitment,
    CountsPublic,
    Deadlines,
    Direction,
    Gate,
    GateKind,
    Op,
    Parity,
    Priority,
    Publicity,
    Reserve,
    Terms,
    Tranche,
)
from homeward.terms.rules import Rule
from homeward.terms.tables import Table

_MOST_DAYS: Final = 3_650
_MOST_YEARS: Final = 150
_NO_PUBLICITY: Final = Publicity(
    clause=ClauseId(""), counts=CountsPublic.NEVER, future_tranches=False, min_cell=10, record=False
)
_NO_DEADLINES: Final = Deadlines(clause=ClauseId(""), lists_days=0, answer_days=0, final_days=0, arrival_days=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """Ids that may be referred to: also those of parts that are themselves faulty, so that one slip is one finding."""

    parties: Collection[str]
    clauses: Collection[str]
    categories: Collection[str]


def terms_of(top: Table, parties: Sequence[PartyId]) -> Terms:
    """
    Read every part of the file into values.

    A faulty part is left out and marks the draft as broken, so that the rest can still be checked.
    """
    title, agreed_on = top.text("title"), top.day("agreed_on")
    clauses, categories = top.tables("clause", "clause"), top.tables("category", "category")
    known = _Known(
        parties=sorted(set(parties)),
        clauses=[table.name for table in clauses],
        categories=[table.name for table in categories],
    )
    tranches, counts = _tranches(top, known)
    taken = {one.id for one in counts}
    publicity, deadlines = top.table("publicity", required=True), top.table("deadlines", required=True)
    priority, reserve = top.table("priority", required=False), top.table("reserve", required=False)
    terms = Terms(
        title=title,
        agreed_on=agreed_on,
        parties=tuple(sorted(set(parties))),
        clauses=_clauses(clauses, top.text("source")),
        categories=_categories(categories, known),
        commitments=(*_commitments(top.tables("commitment", "commitment"), known, taken), *counts),
        parities=_parities(top.tables("parity", "parity"), known),
        tranches=tranches,
        priority=None if priority is None else _priority(priority, known),
        gates=_gates(top.tables("gate", "gate"), known),
        reserve=None if reserve is None else _reserve(reserve, known),
        publicity=_NO_PUBLICITY if publicity is None else _publicity(publicity, known),
        deadlines=_NO_DEADLINES if deadlines is None else _deadlines(deadlines, known),
    )
    top.close()
    return terms


def _clauses(tables: list[Table], source: str) -> tuple[Clause, ...]:
    taken: set[str] = set()
    return tuple(
        clause
        for table in tables
        for clause in [
            Clause(
                id=ClauseId(table.new_id("id", taken)),
                says=table.text("says"),
                source=table.text("source", default=source),
            )
        ]
        if table.close()
    )


def _categories(tables: list[Table], known: _Known) -> tuple[Category, ...]:
    taken: set[str] = set()
    return tuple(category for table in tables for category in [_category(table, known, taken)] if table.close())


def _category(table: Table, known: _Known, taken: set[str]) -> Category:
    return Category(
        id=CategoryId(table.new_id("id", taken, is_category=True)),
        name=table.text("name"),
        clause=_clause(table, known),
        statuses=table.choices("statuses", Status),
        healths=table.choices("healths", Health),
        sexes=table.choices("sexes", Sex),
        age_at_least=_years(table, "age_at_least"),
        age_under=_years(table, "age_under"),
        age_as_of=table.day("age_as_of") if table.has("age_as_of") else None,
    )


def _years(table: Table, key: str) -> int | None:
    return table.number(key, high=_MOST_YEARS) if table.has(key) else None


def _clause(table: Table, known: _Known, *, default: str | None = None) -> ClauseId:
    return ClauseId(table.reference("clause", known.clauses, default=default))


def _tranches(top: Table, known: _Known) -> tuple[tuple[Tranche, ...], list[Commitment]]:
    tranches: list[Tranche] = []
    counts: list[Commitment] = []
    taken: set[str] = set()
    taken_counts: set[str] = set()
    for table in top.tables("tranche", "tranche"):
        tranche = Tranche(id=TrancheId(table.new_id("id", taken)), clause=_clause(table, known), on=table.day("on"))
        inner = [*table.tables("commitment", "commitment"), *table.tables("counts", "commitment")]
        counts.extend(_commitments(inner, known, taken_counts, tranche=tranche))
        if table.close():
            tranches.append(tranche)
    return tuple(tranches), counts


def _commitments(
    tables: list[Table], known: _Known, taken: set[str], *, tranche: Tranche | None = None
) -> list[Commitment]:
    found = [(table, _commitment(table, known, taken, tranche)) for table in tables]
    return [commitment for table, commitment in found if table.close() and commitment is not None]


def _commitment(table: Table, known: _Known, taken: set[str], tranche: Tranche | None) -> Commitment | None:
    op = table.choice("op", Op)
    holder = PartyId(table.reference("holder", known.parties))
    receiver = PartyId(table.reference("receiver", known.parties))
    category = CategoryId(table.reference("category", known.categories)) if table.has("category") else None
    clause = _clause(table, known, default=None if tranche is None else tranche.clause)
    own = _own_id(tranche, f"{holder}.{receiver}.{category or 'everybody'}", op)
    commitment_id = table.new_id("id", taken, default=own)
    table.rename(commitment_id)
    count = table.number("count") if table.has("count") else None
    universe = table.text("universe") if table.has("universe") else None
    if op is None:
        return None
    _require_count(table, op, count)
    direction = Direction(holder=holder, receiver=receiver)
    return Commitment(
        id=commitment_id,
        clause=clause,
        direction=direction,
        category=category,
        op=op,
        count=count,
        universe=universe,
        tranche=None if tranche is None else tranche.id,
    )


def _own_id(tranche: Tranche | None, slot: str, op: Op | None) -> str | None:
    """Name a count inside a tranche by what it counts; a commitment of the whole exchange needs an id of its own."""
    if tranche is None:
        return None
    own = f"{tranche.id or 'tranche'}.{slot}"
    return own if op in (Op.EQ, None) else f"{own}.{op.value}"


def _require_count(table: Table, op: Op, count: int | None) -> None:
    if op is Op.ALL and count is not None:
        table.report(Rule.COUNT_WITH_ALL, "count", seen=str(count))
    if op is not Op.ALL and count is None and not table.has("count"):
        table.report(Rule.NO_COUNT, "op", seen=op.value)


def _parities(tables: list[Table], known: _Known) -> tuple[Parity, ...]:
    taken: set[str] = set()
    return tuple(
        parity
        for table in tables
        for parity in [
            Parity(
                id=table.new_id("id", taken),
                clause=_clause(table, known),
                category=CategoryId(table.reference("category", known.categories)) if table.has("category") else None,
                slack=table.number("slack"),
            )
        ]
        if table.close()
    )


def _priority(table: Table, known: _Known) -> Priority:
    clause, order = _clause(table, known), table.texts("order")
    if not table.has("order"):
        table.report(Rule.MISSING, "order", seen="order", remedy="add order: a list of category ids")
    table.require_known("order", order, known.categories)
    table.close()
    return Priority(clause=clause, order=tuple(CategoryId(one) for one in order))


def _gates(tables: list[Table], known: _Known) -> tuple[Gate, ...]:
    taken: set[GateKind] = set()
    return tuple(
        gate for table in tables for gate in [_gate(table, known, taken)] if table.close() and gate is not None
    )


def _gate(table: Table, known: _Known, taken: set[GateKind]) -> Gate | None:
    kind, clause = table.choice("kind", GateKind), _clause(table, known)
    is_waived = table.flag("waived", default=False)
    days = 0 if is_waived and not table.has("valid_days") else table.number("valid_days", high=_MOST_DAYS)
    frees_holder = table.flag("frees_holder", default=False)
    if kind is None:
        return None
    if kind in taken:
        table.report(Rule.ID_TWICE, "kind", seen=kind.value, remedy="keep one gate of this kind")
    taken.add(kind)
    # A waived gate of another kind is one the parties did not agree on; a waived wish is kept at zero days, and found.
    if is_waived and kind is not GateKind.WISH:
        return None
    return Gate(kind=kind, clause=clause, valid_days=0 if is_waived else days, frees_holder=frees_holder)


def _reserve(table: Table, known: _Known) -> Reserve:
    reserve = Reserve(clause=_clause(table, known), persons=table.number("persons"))
    table.close()
    return reserve


def _publicity(table: Table, known: _Known) -> Publicity:
    publicity = Publicity(
        clause=_clause(table, known),
        counts=table.choice("counts", CountsPublic) or CountsPublic.NEVER,
        future_tranches=table.flag("future_tranches"),
        min_cell=table.number("min_cell"),
        record=table.flag("record"),
    )
    table.close()
    return publicity


def _deadlines(table: Table, known: _Known) -> Deadlines:
    deadlines = Deadlines(
        clause=_clause(table, known),
        lists_days=table.number("lists_days", high=_MOST_DAYS),
        answer_days=table.number("answer_days", high=_MOST_DAYS),
        final_days=table.number("final_days", high=_MOST_DAYS),
        arrival_days=table.number("arrival_days", high=_MOST_DAYS),
        remark_days=table.number("remark_days", high=_MOST_DAYS) if table.has("remark_days") else None,
        reply_days=table.number("reply_days", high=_MOST_DAYS) if table.has("reply_days") else None,
    )
    table.close()
    return deadlines
