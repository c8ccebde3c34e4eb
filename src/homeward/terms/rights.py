"""Order, gates, reserve, publicity and the days of each step, as the agreement gives them."""

from __future__ import annotations

from typing import Final

from homeward.model.ids import CategoryId, PartyId
from homeward.model.terms import (
    CountsPublic,
    Deadlines,
    Gate,
    GateKind,
    Priority,
    Publicity,
    Reserve,
    Then,
)
from homeward.terms.gathering import Known, Parts
from homeward.terms.rules import Rule
from homeward.terms.tables import Table

_MOST_DAYS: Final = 3_650
SILENT: Final = Publicity(clause=None, counts=CountsPublic.NEVER, future_tranches=False, min_cell=10, record=False)
"""An agreement that says nothing about publicity: nothing is published."""

_NO_DEADLINES: Final = Deadlines(clause=None, lists_days=None, answer_days=None, final_days=None, arrival_days=None)


def priority_of(parts: Parts, known: Known) -> Priority | None:
    """Read who goes before whom."""
    return parts.read_one("priority", lambda table: _priority(table, known))


def _priority(table: Table, known: Known) -> Priority:
    clause, order = table.clause(known.clauses), table.texts("order")
    if not table.has("order"):
        table.report(Rule.MISSING, "order", seen="order", remedy="add order: a list of category ids")
    table.require_known("order", order, known.categories)
    then = [word for word in table.texts("then") if word in {one.value for one in Then}]
    table.choices("then", Then)
    return Priority(
        clause=clause,
        order=tuple(CategoryId(one) for one in order),
        then=tuple(Then(one) for one in then),
        commitments=known.promised(table, "commitments"),
    )


def gates_of(parts: Parts, known: Known) -> tuple[Gate, ...]:
    """Read the conditions each person passes."""
    taken: set[GateKind] = set()
    return parts.read("gate", lambda table, _: _gate(table, known, taken))


def _gate(table: Table, known: Known, taken: set[GateKind]) -> Gate | None:
    kind, clause = table.choice("kind", GateKind), table.clause(known.clauses)
    is_waived = table.flag("waived", default=False)
    # In the first format no gate holds until it is heard again.
    is_said = table.has("valid_days") or (known.is_first and not is_waived)
    days = table.number("valid_days", high=_MOST_DAYS) if is_said else None
    frees_holder = table.flag("frees_holder", default=False)
    heard, again = (table.maybe_reference(key, known.actors) for key in ("heard_by", "asked_again_by"))
    reconsider = table.maybe_number("reconsider_days", high=_MOST_DAYS)
    if kind is None:
        return None
    if kind in taken:
        table.report(Rule.ID_TWICE, "kind", seen=kind.value, remedy="keep one gate of this kind")
    taken.add(kind)
    # A waived gate of another kind is one the parties did not agree on; a waived wish is kept at zero days, and found.
    if is_waived and kind is not GateKind.WISH:
        return None
    return Gate(
        kind=kind,
        clause=clause,
        valid_days=0 if is_waived else days,
        frees_holder=frees_holder,
        heard_by=None if heard is None else PartyId(heard),
        asked_again_by=None if again is None else PartyId(again),
        reconsider_days=reconsider,
    )


def reserve_of(parts: Parts, known: Known) -> Reserve | None:
    """Read how many are named beside the plan."""
    return parts.read_one(
        "reserve", lambda table: Reserve(clause=table.clause(known.clauses), persons=table.number("persons"))
    )


def publicity_of(parts: Parts, known: Known, *, required: bool) -> Publicity:
    """Read what may be said in public; an agreement that says nothing lets nothing be said."""
    return parts.read_one("publicity", lambda table: _publicity(table, known), required=required) or SILENT


def _publicity(table: Table, known: Known) -> Publicity:
    return Publicity(
        clause=table.clause(known.clauses),
        counts=table.choice("counts", CountsPublic) or CountsPublic.NEVER,
        future_tranches=table.flag("future_tranches"),
        min_cell=table.number("min_cell"),
        record=table.flag("record"),
    )


def deadlines_of(parts: Parts, known: Known, *, required: bool) -> Deadlines:
    """Read the days each step of the lists may take; None where there is no limit."""
    return parts.read_one("deadlines", lambda table: _deadlines(table, known), required=required) or _NO_DEADLINES


def _deadlines(table: Table, known: Known) -> Deadlines:
    def days(key: str) -> int | None:
        return table.number(key, high=_MOST_DAYS) if known.is_first else table.maybe_number(key, high=_MOST_DAYS)

    return Deadlines(
        clause=table.clause(known.clauses),
        lists_days=days("lists_days"),
        answer_days=days("answer_days"),
        final_days=days("final_days"),
        arrival_days=days("arrival_days"),
        remark_days=table.maybe_number("remark_days", high=_MOST_DAYS),
        reply_days=table.maybe_number("reply_days", high=_MOST_DAYS),
    )
