"""Whether the exchange is over (R6): "completed" beside what takes part says, and beside the record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from homeward.model.claims import Claim, Modality, Result, Scope, Verdict
from homeward.model.figures import Stage
from homeward.model.terms import Direction, Op
from homeward.reconcile.case import Case
from homeward.reconcile.numbers import percent
from homeward.reconcile.slots import counts_people, period_of
from homeward.reconcile.words import STAGES, day, event, ids, settling, sheets, speakers

_TO_COME = frozenset({Modality.EXPECTED, Modality.ONGOING, Modality.PENDING})
_SETTLES = "the record once every tranche agreed has been returned, or a later statement by both parties"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How many of those agreed had crossed in one direction, at the stage that had come furthest."""

    direction: Direction
    done: int
    agreed: int
    is_floor: bool
    stage: Stage
    proof: tuple[str, ...]


def status_verdicts(case: Case) -> Iterator[Verdict]:
    """
    Yield what stands beside each claim that the exchange is completed, and each office that says both of one exchange.

    A claim that only a part is completed (scope ``subset``) is another matter; where the same office dates what is
    still to come, it may have meant a part, and a person must read it again.
    """
    completed = [claim for claim in case.claims if _is_completed(claim)]
    whole = [claim for claim in completed if not _dated_rest(case, claim)]
    for claim in completed:
        yield from _completed(case, claim) if claim in whole else (_part_or_whole(case, claim),)
    yield from _contradictions(case, whole)


def _is_completed(claim: Claim) -> bool:
    is_status = claim.count is None and claim.modality is Modality.DONE and claim.scope is not Scope.SUBSET
    return is_status and counts_people(claim) and claim.part_of is None


def _completed(case: Case, claim: Claim) -> Iterator[Verdict]:
    known = progress(case, _day(claim))
    going_on = [other for other in _to_come(case) if _goes_on(case, other, claim)]
    if known:
        yield _beside_record(claim, known)
    if going_on and not _is_whole(known):
        yield _beside_others(case, claim, going_on)


def _is_whole(known: tuple[Progress, ...]) -> bool:
    return bool(known) and all(one.done >= one.agreed for one in known)


def _dated_rest(case: Case, claim: Claim) -> list[Claim]:
    """Return what the same office said on the same day to be still to come, on days after that of *claim*."""
    told = (claim.statement.said_on, _office(claim))
    own = [other for other in _to_come(case) if (other.statement.said_on, _office(other)) == told]
    return [other for other in own if other.event_on is not None and other.event_on.latest > _day(claim)]


def _to_come(case: Case) -> list[Claim]:
    return [claim for claim in case.claims if claim.modality in _TO_COME and counts_people(claim)]


def _part_or_whole(case: Case, claim: Claim) -> Verdict:
    rest = _dated_rest(case, claim)
    until = event(max(rest, key=_last).event_on)
    doubt = "whether a part of the exchange is meant, or all of it"
    return Verdict(
        rule="R6",
        result=Result.NEEDS_REVIEW,
        claims=ids((claim, *rest)),
        says=f"Completed, and more to come ({until}), according to {speakers((claim,))}: it is not sure {doubt}.",
        arithmetic=None,
        record=None,
        weakest="scope",
        settles=f"a source that says {doubt}",
    )


def _goes_on(case: Case, other: Claim, claim: Claim) -> bool:
    """Tell whether a party or the neutral says, no earlier than the claim's day, that more is to come after it."""
    if not case.is_direct(other) or _office(other) == _office(claim) or other.statement.said_on < _day(claim):
        return False
    period = period_of(other)
    return period is None or period.last > _day(claim)


def progress(case: Case, on: date) -> tuple[Progress, ...]:
    """Return what stood in the record on *on* in each direction with a number agreed; empty when it had nothing."""
    found = [_progress(case, direction, on) for direction in case.directions]
    known = [one for one in found if one is not None]
    return tuple(known) if any(one.proof or one.done for one in known) else ()


def _progress(case: Case, direction: Direction, on: date) -> Progress | None:
    agreed = _agreed(case, direction)
    if agreed is None:
        return None
    by_stage = {stage: _crossed(case, stage, direction, on) for stage in STAGES}
    stage = max(by_stage, key=lambda one: by_stage[one][0])
    done, proof = by_stage[stage]
    return Progress(
        direction=direction, done=done, agreed=agreed[0], is_floor=agreed[1], stage=stage, proof=tuple(sorted(proof))
    )


def _crossed(case: Case, stage: Stage, direction: Direction, on: date) -> tuple[int, set[str]]:
    found = [
        one
        for one in case.figures
        if one.stage is stage
        and one.direction == direction
        and one.category is None
        and one.on is not None
        and one.on <= on
    ]
    # A figure without a tranche is for the whole exchange: the last one stands for all, unless tranches are known.
    found = [one for one in found if one.tranche is not None] or found[-1:]
    return sum(one.persons for one in found), {digest for one in found for digest in one.proof}


def _agreed(case: Case, direction: Direction) -> tuple[int, bool] | None:
    """Return how many were agreed over the whole exchange, and whether that is a floor."""
    commitments = [
        one
        for one in case.terms.commitments
        if one.direction == direction and one.category is None and one.tranche is None and one.count is not None
    ]
    for one in commitments:
        if one.op in (Op.EQ, Op.AT_LEAST) and one.count:
            return one.count, one.op is Op.AT_LEAST
    for figure in case.figures:
        is_whole = figure.stage is Stage.AGREED and figure.tranche is None and figure.category is None
        if is_whole and figure.direction == direction and figure.persons:
            return figure.persons, False
    return None


def _contradictions(case: Case, completed: list[Claim]) -> Iterator[Verdict]:
    said: dict[tuple[object, ...], list[Claim]] = {}
    for claim in completed:
        said.setdefault((*_office(claim), claim.statement.said_on), []).append(claim)
    for (party, office, said_on), over in said.items():
        to_come = [
            claim for claim in _to_come(case) if (*_office(claim), claim.statement.said_on) == (party, office, said_on)
        ]
        if to_come:
            yield _contradiction(over, to_come)


def _contradiction(over: list[Claim], to_come: list[Claim]) -> Verdict:
    claims = (*over, *to_come)
    is_dated = all(claim.event_on is not None for claim in claims)
    return Verdict(
        rule="R6",
        result=Result.CONTESTED,
        claims=ids(claims),
        says=f"The exchange is completed, and it is still to come, both according to {speakers(claims)}.",
        arithmetic=None,
        record=None,
        weakest=None if is_dated else "event_on",
        settles="a later statement by the same office that says which of the two it means",
    )


def _beside_record(claim: Claim, known: tuple[Progress, ...]) -> Verdict:
    result = Result.AGREES_WITH_RECORD if _is_whole(known) else Result.PREMATURE
    shares = dict.fromkeys(f"{one.done:,} of {one.agreed:,} is {percent(one.done, one.agreed)}" for one in known)
    stages = " and ".join(sorted({STAGES[one.stage] for one in known}))
    return Verdict(
        rule="R6",
        result=result,
        claims=ids((claim,)),
        says=(
            f"The exchange is completed according to {speakers((claim,))}; "
            f"on {day(_day(claim))} the record has {_shares(known)}."
        ),
        arithmetic="; ".join(shares),
        record=f"until {_day(claim).isoformat()}: {_shares(known)}, {stages}",
        weakest="event_on" if claim.event_on is None else None,
        settles=settling(
            None if result is Result.AGREES_WITH_RECORD else _SETTLES,
            sheets(digest for one in known for digest in one.proof),
        ),
    )


def _beside_others(case: Case, claim: Claim, going_on: list[Claim]) -> Verdict:
    """Set "completed" beside what parties or the neutral expect: between direct participants it is contested."""
    until = event(max(going_on, key=_last).event_on)
    return Verdict(
        rule="R6",
        result=Result.CONTESTED if case.is_direct(claim) else Result.PREMATURE,
        claims=ids((claim, *going_on)),
        says=(
            f"The exchange is completed according to {speakers((claim,))}; "
            f"it goes on ({until}) according to {speakers(going_on)}."
        ),
        arithmetic=None,
        record=None,
        weakest="event_on" if any(one.event_on is None for one in (claim, *going_on)) else None,
        settles=_SETTLES,
    )


def _last(claim: Claim) -> date:
    return date.min if claim.event_on is None else claim.event_on.latest


def _shares(known: tuple[Progress, ...]) -> str:
    if len({(one.done, one.agreed, one.is_floor) for one in known}) == 1 and len(known) > 1:
        one = known[0]
        return f"{one.done:,} of {_floor(one)}{one.agreed:,} agreed from each side"
    return " and ".join(
        f"{one.done:,} of {_floor(one)}{one.agreed:,} agreed from {one.direction.holder} to {one.direction.receiver}"
        for one in known
    )


def _floor(one: Progress) -> str:
    return "at least " if one.is_floor else ""


def _office(claim: Claim) -> tuple[str, str]:
    return claim.statement.party, claim.statement.office


def _day(claim: Claim) -> date:
    return claim.statement.said_on if claim.event_on is None else claim.event_on.latest
