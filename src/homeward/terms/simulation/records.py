"""A play as JSON, for programs. What is not known says so; a number is never put in its place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import Enum

from homeward.model.findings import Json
from homeward.terms.counts import Interval
from homeward.terms.simulation.agreed import known
from homeward.terms.simulation.reading import NOT_KNOWN
from homeward.terms.simulation.values import (
    Balance,
    Entry,
    GestureRow,
    Play,
    PoolRow,
    ProvisionRow,
    Row,
    StepRow,
    TotalRow,
)

PLAY_FORMAT = 1
"""Version of the shape below."""


def play_record(play: Play) -> Json:
    """
    Return *play* as a JSON value.

    A number that is not known is ``"not known"``, with ``NAME_at_least`` beside it where at least something is; a
    promise of at most so many, of which nothing is owed, has ``"up to N"`` as ``agreed``. ``about`` is the number of a
    promise that is only near it, ``left_out`` how many agreed exceptions keep out of ``agreed``. Days are
    ``YYYY-MM-DD``.
    """
    return {
        "format": PLAY_FORMAT,
        "until": play.until.isoformat(),
        "stands_still": play.is_paused,
        "closed_on": _day(play.closed_on),
        "rows": [_row(one) for one in play.rows],
        "provisions": [_provision(one) for one in play.provisions],
        "steps": [_step(one) for one in play.steps],
        "gestures": [_gesture(one) for one in play.gestures],
        "totals": [_total(one) for one in play.totals],
        "pools": [_pool(one) for one in play.pools],
        "balances": [_balance(one) for one in play.balances],
        "timeline": [_entry(one) for one in play.timeline],
    }


def number_of(number: Interval) -> Json:
    """Return the number, or that it is not known."""
    found = known(number)
    return NOT_KNOWN if found is None else found


def _row(one: Row) -> Json:
    return {
        "commitment": one.id,
        "clause": one.clause,
        "holder": one.direction.holder,
        "receiver": one.direction.receiver,
        "unit": one.unit.value,
        "op": one.op.value,
        "tranche": one.tranche,
        **_numbers(
            agreed=one.agreed,
            performed=one.performed,
            outstanding=one.outstanding,
            beyond=one.beyond,
            weighed=one.weighed,
        ),
        **({} if one.up_to is None else {"agreed": f"up to {one.up_to}"}),
        **({} if one.about is None else {"about": one.about}),
        **({"left_out": one.left_out} if one.left_out else {}),
        "unexplained": one.unexplained,
        "by_offer": one.by_offer,
        "in_custody": one.in_custody,
        "shared": dict(one.shared),
        "reasons": _reasons(one.reasons),
        "said": {each.party: each.count for each in one.said},
        "due": _day(one.due),
        "in_default_since": _day(one.in_default_since),
        "extended_to": _day(one.extended_to),
        "stands_still": one.is_paused,
        "aborted_on": [on.isoformat() for on in one.aborted],
    }


def _provision(one: ProvisionRow) -> Json:
    return {
        "provision": one.id,
        "kind": one.kind,
        "clause": one.clause,
        "directions": [str(way) for way in one.ways],
        "stands": one.stands.value,
        "broken_since": _day(one.broken_since),
        "of": _texts(one.of),
        **_numbers(number=one.number),
    }


def _step(one: StepRow) -> Json:
    return {
        "step": one.id,
        "clause": one.clause,
        "deed": one.deed.value,
        "turn": one.turn.value,
        "actors": _texts(one.actors),
        "awaited": _texts(one.awaited),
        "due": _day(one.due),
        "taken": {actor: on.isoformat() for actor, on in one.taken},
        "late_since": _day(one.late_since),
        "days_late": dict(one.late_by),
        "silence": _word(one.silence),
    }


def _gesture(one: GestureRow) -> Json:
    way = {"holder": one.direction.holder, "receiver": one.direction.receiver}
    return {**way, "unit": one.unit.value, "count": one.count}


def _total(one: TotalRow) -> Json:
    numbers = _numbers(agreed=one.agreed, performed=one.performed, outstanding=one.outstanding)
    return {"total": one.id, "clause": one.clause, "stated": one.stated, **numbers}


def _pool(one: PoolRow) -> Json:
    said: dict[str, Json] = {"pool": one.id, "clause": one.clause, "commitment": one.commitment, "size": one.size}
    return {**said, **_numbers(crossed=one.crossed, left=one.left)}


def _balance(one: Balance) -> Json:
    weighed = {str(way): number_of(number) for way, number in zip(one.directions, one.weighed, strict=True)}
    return {
        "weighed": weighed,
        "surplus": NOT_KNOWN if one.surplus is None else one.surplus,
        "freed_more": one.credit,
    }


def _entry(one: Entry) -> Json:
    said: dict[str, Json] = {
        "of": _texts(one.of),
        "number": one.number if one.is_exact or not one.number else f"at least {one.number}",
        "since": _day(one.since),
        "to": _day(one.to),
        "by": _texts(one.by),
        "reasons": _reasons(one.reasons),
        "unit": _word(one.unit),
    }
    if not one.is_exact and not one.number:
        said["number"] = NOT_KNOWN
    told = {key: value for key, value in said.items() if value not in (None, [], {})}
    return {"on": one.on.isoformat(), "what": one.kind.value, "derived": one.kind.is_derived, **told}


def _numbers(**numbers: Interval | None) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for name, number in numbers.items():
        if number is not None:
            found[name] = number_of(number)
            if known(number) is None and number.low:
                found[f"{name}_at_least"] = number.low
    return found


def _reasons(reasons: Iterable[tuple[Enum, int]]) -> dict[str, Json]:
    return {str(reason.value): number for reason, number in reasons}


def _texts(values: Iterable[str]) -> list[Json]:
    return list(values)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _word(value: Enum | None) -> str | None:
    return None if value is None else str(value.value)
