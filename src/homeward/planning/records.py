"""A plan as canonical JSON, and who is in which part of it."""

from __future__ import annotations

from typing import Final

from homeward.model.findings import Json, Refusal
from homeward.model.ids import ClauseId, Digest, PartyId, Ref, TrancheId
from homeward.model.plans import Level, Placement, Plan, Reason, ReasonCode
from homeward.model.terms import Direction

FORMAT: Final = 1
"""Number of this format; another is refused."""

_FIELDS: Final = {"plan", "terms", "seed", "levels", "placements"}

_HINT: Final = "use a release of Homeward that knows this format, or make the plan again"


def plan_record(plan: Plan) -> Json:
    """Return *plan* as a value of canonical JSON. It is data about persons: it belongs in a vault, never in a log."""
    return {
        "plan": FORMAT,
        "terms": plan.terms,
        "seed": plan.seed,
        "levels": [[one.name, one.value, one.bound] for one in plan.levels],
        "placements": [_placement_record(one) for one in plan.placements],
    }


def plan_from_record(record: Json) -> Plan:
    """
    Read back what :func:`plan_record` wrote: ``plan_from_record(plan_record(plan)) == plan``.

    Raises:
        Refusal: ``PLAN-7`` for another format, and a field missing, unknown or malformed.
    """
    if not isinstance(record, dict) or set(record) != _FIELDS or record["plan"] != FORMAT:
        raise _malformed(f"not format {FORMAT}")
    match record["terms"], record["seed"], record["levels"], record["placements"]:
        case str(terms), str(seed), list(levels), list(places):
            pass
        case _:
            raise _malformed("a field")
    return Plan(
        terms=Digest(terms),
        seed=Digest(seed),
        levels=tuple(_level(one) for one in levels),
        placements=tuple(_placement(one) for one in places),
    )


def tranche_refs(plan: Plan, direction: Direction, tranche: TrancheId) -> tuple[Ref, ...]:
    """Return who crosses in *direction* in *tranche*, those outside the total included, in order of ``ref``."""
    return tuple(sorted(one.ref for one in plan.placements if one.direction == direction and one.tranche == tranche))


def reserve_refs(plan: Plan, direction: Direction) -> tuple[Ref, ...]:
    """Return the reserve of *direction* in its order."""
    ranked = [(one.reserve_rank, one.ref) for one in plan.placements if one.direction == direction and one.reserve_rank]
    return tuple(ref for _, ref in sorted(ranked))


def _placement_record(one: Placement) -> Json:
    reasons: list[Json] = [[reason.code.value, reason.clause, reason.detail] for reason in one.reasons]
    direction = one.direction
    place: list[Json] = [one.tranche, one.reserve_rank, one.is_outside_total]
    return [one.ref, direction.holder, direction.receiver, *place, reasons]


def _level(value: Json) -> Level:
    match value:
        case [str(name), int(reached), int(bound)]:
            return Level(name=name, value=reached, bound=bound)
    raise _malformed("a level")


def _placement(value: Json) -> Placement:
    match value:
        case [
            str(ref),
            str(holder),
            str(receiver),
            None | str() as tranche,
            None | int() as reserve,
            bool(outside),
            list(reasons),
        ]:
            return Placement(
                ref=Ref(ref),
                direction=Direction(holder=PartyId(holder), receiver=PartyId(receiver)),
                tranche=None if tranche is None else TrancheId(tranche),
                reserve_rank=reserve,
                is_outside_total=outside,
                reasons=tuple(_reason(one) for one in reasons),
            )
    raise _malformed("a placement")


def _reason(value: Json) -> Reason:
    match value:
        case [str(code), None | str() as clause, str(detail)] if code in {one.value for one in ReasonCode}:
            return Reason(code=ReasonCode(code), clause=None if clause is None else ClauseId(clause), detail=detail)
    raise _malformed("a reason")


def _malformed(what: str) -> Refusal:
    return Refusal("PLAN-7", f"a plan's record has another form: {what}", hint=_HINT)
