"""Two numbers for one slot (R5), and assertions that somebody denies (R7). Nothing here is resolved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise

from homeward.model.claims import Claim, Modality, Result, Scope, Verdict
from homeward.reconcile.case import Case
from homeward.reconcile.numbers import gap, is_near, is_rounded, rounding, span_of
from homeward.reconcile.record import beside
from homeward.reconcile.slots import Said, Slot, counts_people, gather, kind_of, may_share, period_of, slot_of, weakest
from homeward.reconcile.sureness import doubt, is_voice, speaker_of, unsure_field
from homeward.reconcile.words import days, ids, settling, speakers, unsure

_SETTLES = "each office's own count for the same days, category and direction, or the signed sheets"
_ASSERTED = frozenset({Modality.POSTPONED, Modality.REFUSED})
_NEVER_COMPARED = frozenset(
    {Modality.DEMANDED, Modality.DENIED, Modality.OFFERED, Modality.REFUSED, Modality.SUPERSEDED}
)
"""Senses in which two numbers do not exclude each other: each side demands and offers what it will."""

_STATUS_FIELDS = ("event_date", "direction", "category", "modality")


def dispute_verdicts(case: Case) -> Iterator[Verdict]:
    """
    Yield a verdict for numbers in one slot that exclude each other.

    A number that its own speaker replaced on a later day is a revision, and disputes nothing any more.
    """
    replaced: set[str] = set()
    for before, after in (*_replacements(case), *_instead(case)):
        replaced.add(before.id)
        yield _revision(before, after)
    compared = (one for one in case.claims if one.id not in replaced and one.modality not in _NEVER_COMPARED)
    for left, right in combinations(gather(compared), 2):
        is_one_slot = may_share(left.slot, right.slot) and _same_days(left, right)
        if is_one_slot and not left.span.meets(right.span) and not _are_told_apart(left, right):
            yield from _excluded(case, left, right)


def polarity_verdicts(case: Case) -> Iterator[Verdict]:
    """Yield a verdict where a refusal or a postponement is asserted and somebody else denies it, whoever they are."""
    asserted: dict[tuple[object, ...], list[Claim]] = {}
    for claim in case.claims:
        if claim.modality in _ASSERTED:
            key = (period_of(claim), claim.modality, claim.direction, claim.category)
            asserted.setdefault(key, []).append(claim)
    for asserting in asserted.values():
        denying = [claim for claim in case.claims if claim.modality is Modality.DENIED and _denies(claim, asserting)]
        if denying:
            yield _contested(asserting, denying)


def _replacements(case: Case) -> Iterator[tuple[Claim, Claim]]:
    """Yield each number with the one by which the same office replaced it on a later day, for a slot stated in full."""
    told: dict[tuple[object, ...], list[Claim]] = {}
    for claim in case.claims:
        slot = slot_of(claim)
        if claim.count is not None and counts_people(claim) and weakest((slot,)) is None:
            told.setdefault((speaker_of(claim), slot), []).append(claim)
    for claims in told.values():
        for before, after in pairwise(claims):
            is_later = before.statement.said_on < after.statement.said_on
            if is_later and not _meet(before, after):
                yield before, after


def _instead(case: Case) -> Iterator[tuple[Claim, Claim]]:
    """Yield each number said to be replaced ("N instead of M") with the one its speaker puts in its place."""
    for before in case.claims:
        if before.modality is not Modality.SUPERSEDED or before.count is None:
            continue
        told = [claim for claim in case.claims if _is_in_its_place(before, claim)]
        beside = [claim for claim in told if before.evidence is not None and claim.evidence == before.evidence]
        yield from ((before, claim) for claim in beside or told)


def _is_in_its_place(before: Claim, after: Claim) -> bool:
    same_voice = before.statement.id == after.statement.id and before.statement.source == after.statement.source
    if not same_voice or after.modality in _NEVER_COMPARED or after.count is None or _meet(before, after):
        return False
    is_near = before.evidence == after.evidence or before.event_on == after.event_on
    return is_near and (before.direction, before.scope, kind_of(before)) == (
        after.direction,
        after.scope,
        kind_of(after),
    )


def _meet(left: Claim, right: Claim) -> bool:
    return left.count is None or right.count is None or span_of(left.count).meets(span_of(right.count))


def _revision(before: Claim, after: Claim) -> Verdict:
    old, new = gather((before,))[0], gather((after,))[0]
    upper, lower = max(old.span.low, new.span.low), min(old.span.low, new.span.low)
    return Verdict(
        rule="R5",
        result=Result.REVISION,
        claims=ids((before, after)),
        says=f"{speakers((after,))} replaced the {old} of {speakers((before,))} by {new}.",
        arithmetic=f"{upper:,} - {lower:,} = {upper - lower:,}",
        record=None,
        weakest=None,
        settles=None,
    )


def _same_days(left: Said, right: Said) -> bool:
    """Tell whether two numbers may be compared: one without a day only with what was said on the same day."""
    if left.slot.period is not None and right.slot.period is not None:
        return True
    said_on = {claim.statement.said_on for claim in left.claims}
    return not said_on.isdisjoint(claim.statement.said_on for claim in right.claims)


def _are_told_apart(left: Said, right: Said) -> bool:
    """Tell whether one is part of the other, or one voice gives both in one sentence: then they are two groups."""
    ours_are, theirs_are = ({claim.id for claim in said.claims} for said in (left, right))
    wholes, others = ({claim.part_of for claim in said.claims if claim.part_of} for said in (left, right))
    if wholes & (theirs_are | others) or others & ours_are:
        return True
    ours, theirs = ({_place(claim) for claim in said.claims} for said in (left, right))
    return any(evidence is not None for _, _, evidence in ours & theirs)


def _place(claim: Claim) -> tuple[str, str, tuple[int, int] | None]:
    return claim.statement.id, claim.statement.source, claim.evidence


def _excluded(case: Case, left: Said, right: Said) -> Iterator[Verdict]:
    yield _rounded(case, left, right) or _rounded(case, right, left) or _dispute(case, left, right)


def _rounded(case: Case, written: Said, counted: Said) -> Verdict | None:
    """Read a round number of somebody who took no part as a rounding; a party's number is its count."""
    number_written, number_counted = written.span.exact, counted.span.exact
    if number_written is None or number_counted is None or not is_rounded(number_written, number_counted):
        return None
    if _is_counted(case, written):
        return None
    given, counts = speakers(written.claims), speakers(counted.claims)
    way = "up" if number_written > number_counted else "down"
    record, proof = beside(case, counted)
    return Verdict(
        rule="R3",
        result=Result.ROUNDED,
        claims=ids((*written.claims, *counted.claims)),
        says=f"The figure of {written} given by {given} is the number given by {counts}, rounded {way}.",
        arithmetic=rounding(number_written, number_counted),
        record=record,
        weakest=doubt((written, counted)),
        settles=proof,
    )


def _is_counted(case: Case, written: Said) -> bool:
    """Tell whether somebody who takes part gives this very number for these people: then it is a count."""
    told = case.by_low.get(written.span.low, ())
    same = [one for one in told if one.span == written.span and may_share(one.slot, written.slot)]
    return any(case.is_direct(claim) for one in (written, *same) for claim in one.claims)


def _dispute(case: Case, left: Said, right: Said) -> Verdict:
    claims = (*left.claims, *right.claims)
    unsure_of = _doubt(case, left, right)
    says = f"The {left} of {speakers(left.claims)} and the {right} of {speakers(right.claims)} exclude each other"
    tail = "; both are kept."
    if unsure_of is not None:
        tail = f", if they are about the same people: it is not sure {unsure(unsure_of)}."
    record, proof = beside(case, left)
    return Verdict(
        rule="R5",
        result=Result.DISPUTE if unsure_of is None else Result.NEEDS_REVIEW,
        claims=ids(claims),
        says=says + tail,
        arithmetic=f"{left.written} and {right.written} are {gap(left.span, right.span):,} apart",
        record=record,
        weakest=unsure_of,
        settles=settling(_SETTLES if unsure_of is None else f"a source that says {unsure(unsure_of)}", proof),
    )


def _doubt(case: Case, left: Said, right: Said) -> str | None:
    unsure_of = doubt((left, right))
    if unsure_of is not None:
        return unsure_of
    offices = [{speaker_of(claim) for claim in said.claims} for said in (left, right)]
    if offices[0] == offices[1]:
        return "said_on"
    if _may_be_explained(case, left, right):
        return "scope"
    return None if is_near(left.span, right.span) and not _is_within_one_party(left, right) else "scope"


def _may_be_explained(case: Case, left: Said, right: Said) -> bool:
    """
    Tell whether one number may cover other people than the other: what was told of the same days says so.

    Twice the one is the other (one side, and both), or their difference is told too (a part, and the whole).
    """
    apart = gap(left.span, right.span)
    smaller = min(left.span.low, right.span.low)
    return apart == smaller or any(
        one not in (left, right) and one.slot.period is not None and one.slot.period == left.slot.period
        for one in case.by_low.get(apart, ())
    )


def _is_within_one_party(left: Said, right: Said) -> bool:
    """Tell whether offices of one and the same party give both: one may count some of the people only."""
    ours, theirs = ({one.statement.party for one in said.claims if not is_voice(one)} for said in (left, right))
    return len(ours) == 1 and ours == theirs


def _denies(claim: Claim, asserting: list[Claim]) -> bool:
    """Tell whether *claim* denies what other offices assert: nothing stated by both differs."""
    offices = {speaker_of(other) for other in asserting}
    return offices != {speaker_of(claim)} and _may_meet(slot_of(claim), slot_of(asserting[0]))


def _may_meet(left: Slot, right: Slot) -> bool:
    if left.period is not None and right.period is not None and not left.period.overlaps(right.period):
        return False
    is_one_way = left.direction is None or right.direction is None or left.direction == right.direction
    return (is_one_way or "both" in (left.direction, right.direction)) and left.kind == right.kind


def _contested(asserting: list[Claim], denying: list[Claim]) -> Verdict:
    claims = (*asserting, *denying)
    slot = slot_of(asserting[0])
    when = "" if slot.period is None else f" for {days(slot.period.first, slot.period.last)}"
    word = "refusal" if slot.modality is Modality.REFUSED else "postponement"
    # A claim about status has no number, so nothing hangs on what a number would cover.
    stated = weakest(tuple(replace(slot_of(claim), scope=Scope.TOTAL) for claim in claims))
    unsure_of = unsure_field((asserting, denying), fields=_STATUS_FIELDS)
    is_sure = stated != "event_on" and unsure_of is None
    return Verdict(
        rule="R7",
        result=Result.CONTESTED if is_sure else Result.NEEDS_REVIEW,
        claims=ids(claims),
        says=f"A {word}{when} is asserted by {speakers(asserting)} and denied by {speakers(denying)}.",
        arithmetic=None,
        record=None,
        weakest=stated or unsure_of,
        settles="a date agreed in writing, or each side's signed readiness for that day",
    )
