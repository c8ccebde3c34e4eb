"""Numbers of a plan, recounted person by person in the words of the terms."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from homeward.model.findings import Finding
from homeward.model.terms import Commitment, Direction, Op, Parity
from homeward.planning.sheet import Place, Sheet, fault, promises_in
from homeward.planning.standing import counted_by, is_member, is_serious

_KEEPS: Final[Mapping[Op, Callable[[int, int], bool]]] = {
    Op.EQ: lambda found, owed: found == owed,
    Op.AT_LEAST: lambda found, owed: found >= owed,
    Op.UP_TO: lambda found, owed: found <= owed,
    Op.ALL: lambda found, owed: found == owed,
}

_COUNT_INSIDE: Final = "count this person inside the total"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Balance:
    """A parity after one tranche: how many people more *there* freed than *back*."""

    parity: Parity
    there: Direction
    back: Direction
    last: int
    lead: int


def recount_findings(sheet: Sheet) -> tuple[Finding, ...]:
    """Return a finding for each commitment, parity, promise and place outside the total that the plan does not keep."""
    counts = {one.id: _count(one, sheet) for one in sheet.terms.promises}
    balances = tuple(_balances(sheet))
    return (
        *_commitment_findings(sheet, counts),
        *_parity_findings(sheet, balances),
        *_outside_findings(sheet, counts, balances),
        *_promise_findings(sheet),
    )


def _count(commitment: Commitment, sheet: Sheet) -> int:
    """Count who crosses under *commitment*: a limit counts those inside the total, a number owed everybody."""
    is_limit = commitment.op in (Op.EQ, Op.UP_TO)
    return sum(
        place.tranche is not None
        and promises_in(commitment, place.tranche, sheet.terms)
        and not (is_limit and place.is_outside)
        and not (commitment.op is Op.ALL and place.person.ref in sheet.barred)
        for place in sheet.counted(commitment.direction, commitment.category)
    )


def _owed(commitment: Commitment, sheet: Sheet) -> int:
    if commitment.count is not None:
        return commitment.count
    members = sheet.counted(commitment.direction, commitment.category)
    return sum(place.person.ref not in sheet.barred for place in members)


def _commitment_findings(sheet: Sheet, counts: Mapping[str, int]) -> Iterator[Finding]:
    for one in sheet.terms.promises:
        owed = _owed(one, sheet)
        if not _KEEPS[one.op](counts[one.id], owed):
            yield fault(
                "PLAN-15",
                one.id,
                f"commitment {one.id} of {one.direction}: {one.op.value} {owed}",
                seen=f"{counts[one.id]} cross",
                remedy="make the plan again, or agree on another number",
                source=f"clause {one.clause}",
            )


def _balances(sheet: Sheet) -> Iterator[_Balance]:
    for parity in sheet.terms.parities:
        for there, back in _facing(sheet.terms.directions):
            lead = 0
            for last in range(1, len(sheet.terms.tranches) + 1):
                lead += _freed(sheet, parity, there, last) - _freed(sheet, parity, back, last)
                yield _Balance(parity=parity, there=there, back=back, last=last, lead=lead)


def _facing(directions: Sequence[Direction]) -> Iterator[tuple[Direction, Direction]]:
    """Yield the pairs a parity compares: there and back; exactly two directions are a pair whoever the parties are."""
    for place, one in enumerate(directions):
        for other in directions[place + 1 :]:
            if len(directions) == 2 or (one.holder, one.receiver) == (other.receiver, other.holder):  # noqa: PLR2004
                yield one, other


def _freed(sheet: Sheet, parity: Parity, direction: Direction, tranche: int) -> int:
    counted = sheet.counted(direction, parity.category)
    return sum(place.tranche == tranche and not place.is_outside for place in counted)


def _parity_findings(sheet: Sheet, balances: Sequence[_Balance]) -> Iterator[Finding]:
    for one in balances:
        if abs(one.lead) > one.parity.slack:
            yield fault(
                "PLAN-16",
                one.parity.id,
                f"parity {one.parity.id}: {one.there} and {one.back} are at most {one.parity.slack} people apart",
                seen=f"{abs(one.lead)} people after {sheet.terms.tranches[one.last - 1].id}",
                remedy="make the plan again, or agree on more slack",
                source=f"clause {one.parity.clause}",
            )


def _outside_findings(sheet: Sheet, counts: Mapping[str, int], balances: Sequence[_Balance]) -> Iterator[Finding]:
    replaceable = _replaceable(sheet)
    for members in sheet.groups:
        ref = members[0].person.ref
        if not members[0].is_outside:
            continue
        if not any(is_serious(one.person) for one in members):
            rule = "only the seriously sick and wounded, with their group, travel outside the total"
            yield fault("PLAN-18", ref, rule, seen="outside the total", remedy=_COUNT_INSIDE, source="GC III 109")
        elif _has_room(sheet, members, counts, balances) or (
            len(members) == 1 and _numbers(members[0], sheet) in replaceable
        ):
            rule = "nobody travels outside the total while a place inside is free, or held by somebody less urgent"
            yield fault("PLAN-19", ref, rule, seen="outside the total", remedy=_COUNT_INSIDE, source="GC III 109")


def _has_room(sheet: Sheet, members: Sequence[Place], counts: Mapping[str, int], balances: Sequence[_Balance]) -> bool:
    """Tell whether counting *members* in the first tranche would break no number that limits."""
    direction = members[0].direction
    for one in sheet.terms.promises:
        if one.direction == direction and one.count is not None and one.op in (Op.EQ, Op.UP_TO):
            more = sum(is_member(place.person, one.category, sheet.terms) for place in members)
            if more and promises_in(one, 1, sheet.terms) and counts[one.id] + more > one.count:
                return False
    for balance in balances:
        more = sum(is_member(place.person, balance.parity.category, sheet.terms) for place in members)
        sign = (direction == balance.there) - (direction == balance.back)
        if abs(balance.lead + sign * more) > balance.parity.slack:
            return False
    return _is_promised(sheet, members, 1)


def _replaceable(sheet: Sheet) -> frozenset[object]:
    """Return which numbers count less urgent people of the first tranche whom no ``ALL`` promises a place."""
    return frozenset(
        _numbers(place, sheet)
        for place in sheet.free
        if place.tranche == 1 and not place.is_outside and not _is_owed_to_all(place, sheet)
    )


def _numbers(place: Place, sheet: Sheet) -> object:
    """Return the direction and the terms with a number that count this person."""
    every = {f"commitment {one.id}" for one in sheet.terms.promises if one.op is Op.ALL}
    return place.direction, counted_by(place.person, sheet.terms) - every


def _is_owed_to_all(place: Place, sheet: Sheet) -> bool:
    return any(
        one.op is Op.ALL and one.direction == place.direction and is_member(place.person, one.category, sheet.terms)
        for one in sheet.terms.promises
    )


def _promise_findings(sheet: Sheet) -> Iterator[Finding]:
    for members in sheet.groups:
        first = members[0]
        if first.tranche is not None and not first.is_outside and not _is_promised(sheet, members, first.tranche):
            yield fault(
                "PLAN-23",
                first.person.ref,
                "a place inside the total is one some commitment promises, in that tranche",
                seen=f"placed in {sheet.terms.tranches[first.tranche - 1].id}, promised nothing there",
                remedy="give the place to somebody it was promised to",
                source="the commitments of the terms",
            )


def _is_promised(sheet: Sheet, members: Sequence[Place], tranche: int) -> bool:
    return any(
        one.direction == members[0].direction
        and promises_in(one, tranche, sheet.terms)
        and any(is_member(place.person, one.category, sheet.terms) for place in members)
        for one in sheet.terms.promises
    )
