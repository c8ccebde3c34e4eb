"""Whether the exchange is over (R6): "completed" beside what takes part says, and beside the record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from homeward.model.claims import Claim, Modality, Result, Scope, Verdict
from homeward.model.figures import Stage
from homeward.model.terms import Direction, Op
from homeward.reconcile.case import Case
from homeward.reconcile.numbers import percent
from homeward.reconcile.slots import counts_people, is_crossing, period_of
from homeward.reconcile.sureness import is_voice, speaker_of, unsure_field
from homeward.reconcile.told import Told, told_progress
from homeward.reconcile.words import STAGES, day, event, ids, settling, sheets, speakers, unsure

_TO_COME = frozenset({Modality.EXPECTED, Modality.ONGOING, Modality.PENDING})
_PART = "whether a part of the exchange is meant, or all of it"
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

    A claim that only a part is completed (scope ``subset``) is another matter; where the same side dates what is still
    to come, or a report narrates, a part may be meant, and a person must read it again. Without a record, "completed"
    is set beside the numbers that were said.
    """
    whole: list[Claim] = []
    for group in _completed_groups(case):
        rest = _dated_rest(case, group[0])
        if rest:
            yield _part_or_whole(group, rest)
            continue
        whole.extend(group)
        yield from _completed(case, group)
    yield from _contradictions(case, whole)


def _completed_groups(case: Case) -> list[tuple[Claim, ...]]:
    """Put together what one office said of one day: said twice, it is completed once."""
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for claim in case.claims:
        if _is_completed(claim) and not _is_of_a_stage(case, claim):
            key = (speaker_of(claim), claim.statement.said_on, _day(claim), claim.event_on is None)
            groups.setdefault(key, []).append(claim)
    return [tuple(group) for group in groups.values()]


def _is_completed(claim: Claim) -> bool:
    is_status = claim.count is None and claim.modality is Modality.DONE and claim.scope is not Scope.SUBSET
    return is_status and counts_people(claim) and claim.part_of is None


def _is_of_a_stage(case: Case, claim: Claim) -> bool:
    """Tell whether its sentence says how many crossed, and not as many as agreed: then it is about those people."""
    agreed = {said.count.low for said in case.said if said.slot.modality is Modality.AGREED}
    told = {
        one.count.low
        for one in case.claims
        if one.count is not None
        and is_crossing(one.modality)
        and claim.evidence is not None
        and (one.evidence, one.statement.id) == (claim.evidence, claim.statement.id)
    }
    return bool(told) and told.isdisjoint(agreed)


def _completed(case: Case, group: tuple[Claim, ...]) -> Iterator[Verdict]:
    claim = group[0]
    known = progress(case, _day(claim))
    going_on = [other for other in _to_come(case) if _goes_on(case, other, claim)]
    if known:
        yield _beside_record(group, known)
    elif not case.figures:
        yield from _beside_told(case, group, going_on)
    if going_on and not _is_whole(known):
        yield _beside_others(case, group, going_on)


def _is_whole(known: tuple[Progress, ...]) -> bool:
    return bool(known) and all(one.done >= one.agreed for one in known)


def _dated_rest(case: Case, claim: Claim) -> list[Claim]:
    """
    Return what the same office said on the same day to be still to come, on days after that of *claim*.

    Where a party speaks, what another office of that party or officials of both sides say counts as much.
    """
    same_day = [other for other in _to_come(case) if other.statement.said_on == claim.statement.said_on]
    own = [other for other in same_day if _speaks_for(case, claim, other)]
    return [other for other in own if other.event_on is not None and other.event_on.latest > _day(claim)]


def _speaks_for(case: Case, claim: Claim, other: Claim) -> bool:
    if speaker_of(claim) == speaker_of(other):
        return True
    return case.is_direct(claim) and other.statement.party in (claim.statement.party, "BOTH")


def _to_come(case: Case) -> list[Claim]:
    """Return what is said to be to come. A number without a day may be that of the whole exchange, and is left out."""
    return [
        claim
        for claim in case.claims
        if claim.modality in _TO_COME and counts_people(claim) and (claim.count is None or claim.event_on is not None)
    ]


def _part_or_whole(group: tuple[Claim, ...], rest: list[Claim]) -> Verdict:
    until = event(max(rest, key=_last).event_on)
    return Verdict(
        rule="R6",
        result=Result.NEEDS_REVIEW,
        claims=ids((*group, *rest)),
        says=(
            f"Completed, and more to come ({until}), according to {speakers((*group, *rest))}: it is not sure {_PART}."
        ),
        arithmetic=None,
        record=None,
        weakest="scope",
        settles=f"a source that says {_PART}",
    )


def _goes_on(case: Case, other: Claim, claim: Claim) -> bool:
    """Tell whether a party or the neutral says, no earlier than the claim's day, that more is to come after it."""
    if not case.is_direct(other) or speaker_of(other) == speaker_of(claim) or other.statement.said_on < _day(claim):
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
        for one in case.commitments
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
        said.setdefault((speaker_of(claim), claim.statement.said_on), []).append(claim)
    for key, over in said.items():
        to_come = [claim for claim in _to_come(case) if (speaker_of(claim), claim.statement.said_on) == key]
        if to_come:
            yield _contradiction(over, to_come)


def _contradiction(over: list[Claim], to_come: list[Claim]) -> Verdict:
    claims = (*over, *to_come)
    is_dated = all(claim.event_on is not None for claim in claims)
    verdict = Verdict(
        rule="R6",
        result=Result.CONTESTED,
        claims=ids(claims),
        says=f"The exchange is completed, and it is still to come, both according to {speakers(claims)}.",
        arithmetic=None,
        record=None,
        weakest=None if is_dated else "event_on",
        settles="a later statement by the same office that says which of the two it means",
    )
    # Who has no office tells of several stages in one breath.
    return _in_review(verdict, "scope") if any(is_voice(claim) for claim in over) else verdict


def _beside_record(group: tuple[Claim, ...], known: tuple[Progress, ...]) -> Verdict:
    claim = group[0]
    result = Result.AGREES_WITH_RECORD if _is_whole(known) else Result.PREMATURE
    shares = dict.fromkeys(f"{one.done:,} of {one.agreed:,} is {percent(one.done, one.agreed)}" for one in known)
    stages = " and ".join(sorted({STAGES[one.stage] for one in known}))
    verdict = Verdict(
        rule="R6",
        result=result,
        claims=ids(group),
        says=(
            f"The exchange is completed according to {speakers(group)}; "
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
    return verdict if result is Result.AGREES_WITH_RECORD else _if_sure(verdict, group)


def _beside_told(case: Case, group: tuple[Claim, ...], going_on: list[Claim]) -> Iterator[Verdict]:
    """Set "completed" beside the numbers said to be agreed and done; short of all, only if somebody expects more."""
    claim = group[0]
    told = told_progress(case, _day(claim), claim.direction)
    if told is None or not (told.is_whole or going_on):
        return
    verdict = Verdict(
        rule="R6",
        result=Result.ADDS_UP if told.is_whole else Result.PREMATURE,
        claims=ids((*group, *told.claims)),
        says=(
            f"The exchange is completed according to {speakers(group)}; until {day(_day(claim))} "
            f"{told.done:,} of {_floor(told)}{told.agreed:,} agreed {told.covers} were said to have crossed."
        ),
        arithmetic=told.arithmetic,
        record=None,
        weakest="event_on" if claim.event_on is None else None,
        settles=None if told.is_whole else _SETTLES,
    )
    yield verdict if told.is_whole else _if_sure(verdict, group)


def _beside_others(case: Case, group: tuple[Claim, ...], going_on: list[Claim]) -> Verdict:
    """Set "completed" beside what parties or the neutral expect: between direct participants it is contested."""
    claim = group[0]
    until = event(max(going_on, key=_last).event_on)
    verdict = Verdict(
        rule="R6",
        result=Result.CONTESTED if case.is_direct(claim) else Result.PREMATURE,
        claims=ids((*group, *going_on)),
        says=(
            f"The exchange is completed according to {speakers(group)}; "
            f"it goes on ({until}) according to {speakers(going_on)}."
        ),
        arithmetic=None,
        record=None,
        weakest="event_on" if any(one.event_on is None for one in (*group, *going_on)) else None,
        settles=_SETTLES,
    )
    if all(one.event_on is None for one in going_on):
        # Without a day, "more will follow" may be about another exchange.
        return _in_review(verdict, "event_on")
    return _if_sure(verdict, group)


def _if_sure(verdict: Verdict, group: tuple[Claim, ...]) -> Verdict:
    """Keep *verdict* where an office says for sure that all is over; a reporter may narrate one stage."""
    if all(claim.statement.party == "NEWS" for claim in group):
        return _in_review(verdict, "scope")
    unsure_of = unsure_field((group,), fields=("event_date", "modality"))
    return verdict if unsure_of is None else _in_review(verdict, unsure_of)


def _in_review(verdict: Verdict, field: str) -> Verdict:
    doubt = _PART if field == "scope" else unsure(field)
    says = f"{verdict.says.removesuffix('.')}, but it is not sure {doubt}."
    settles = f"a source that says {doubt}"
    return replace(verdict, result=Result.NEEDS_REVIEW, says=says, weakest=field, settles=settles)


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


def _floor(one: Progress | Told) -> str:
    return "at least " if one.is_floor else ""


def _day(claim: Claim) -> date:
    return claim.statement.said_on if claim.event_on is None else claim.event_on.latest
