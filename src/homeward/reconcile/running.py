"""Running totals (R4): previous plus new is next, and a running total never goes down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

from homeward.model.claims import Claim, Modality, Result, Scope, Verdict
from homeward.reconcile.case import Case
from homeward.reconcile.days import day_sums
from homeward.reconcile.numbers import gap
from homeward.reconcile.slots import Said, gather, kind_of
from homeward.reconcile.sums import Sum, result_of, verdict_of
from homeward.reconcile.sureness import doubt, speaker_of
from homeward.reconcile.words import ids, speakers

_SETTLES = "the list of counts behind each of the two totals"


def running_verdicts(case: Case) -> Iterator[Verdict]:
    """
    Yield a verdict for each two running totals of one office that follow each other, and for totals of a few days.

    Different offices may count from different days, so their totals are never put together.
    """
    for series in _series(case):
        for before, after in pairwise(series):
            yield from _step(case, before, after)
    for one in day_sums(case):
        result = result_of(one)
        if result is not None:
            yield verdict_of(case, one, result)


def _series(case: Case) -> list[list[Said]]:
    found: dict[tuple[object, ...], list[Claim]] = {}
    for claim in case.claims:
        if claim.scope is Scope.CUMULATIVE and claim.modality is Modality.DONE and claim.event_on is not None:
            since = None if claim.event_on.is_exact else claim.event_on.earliest
            key = (speaker_of(claim), claim.direction, kind_of(claim), since)
            found.setdefault(key, []).append(claim)
    return [_one_a_day(gather(claims)) for claims in found.values()]


def _one_a_day(series: tuple[Said, ...]) -> list[Said]:
    """Keep the total said last for each day: an earlier one for the same day was revised."""
    days = {_day(said): said for said in sorted(series, key=lambda said: said.claims[-1].statement.said_on)}
    return [days[on] for on in sorted(days)]


def _day(said: Said) -> date:
    return date.min if said.slot.period is None else said.slot.period.last


def _step(case: Case, before: Said, after: Said) -> Iterator[Verdict]:
    if after.span.high is not None and after.span.high < before.span.low:
        yield _decrease(before, after)
        return
    new = _between(case, before, after)
    if not new:
        return
    one = Sum(rule="R4", whole=after, parts=(before, *new), doubt=_doubt(case, before, after, new))
    if result_of(one) is not Result.ADDS_UP and _may_count_both(case, after, new):
        # "From each side" is twice as many in a total of both ways, if that is what the office counts.
        doubled = replace(one, parts=(before, *(replace(part, times=part.times * 2) for part in new)))
        one = doubled if result_of(doubled) is Result.ADDS_UP else one
    result = result_of(one)
    if result is not None:
        yield verdict_of(case, one, result)


def _may_count_both(case: Case, after: Said, new: tuple[Said, ...]) -> bool:
    is_per_side = all(one.slot.scope is Scope.PER_SIDE for one in new)
    return is_per_side and case.has_two_sides and after.slot.direction == "both"


def _decrease(before: Said, after: Said) -> Verdict:
    unsure_of = doubt((before, after))
    claims = (*before.claims, *after.claims)
    fall = gap(before.span, after.span)
    return Verdict(
        rule="R4",
        result=Result.MISMATCH if unsure_of is None else Result.NEEDS_REVIEW,
        claims=ids(claims),
        says=f"The running total given by {speakers(claims)} goes down from {before} to {after}.",
        arithmetic=f"{before.count} - {after.count} = {fall:,}",
        record=None,
        weakest=unsure_of,
        settles=_SETTLES,
    )


def _between(case: Case, before: Said, after: Said) -> tuple[Said, ...]:
    """Return the new numbers of the same office between two totals, in one unit; none if one day has two."""
    office = {speaker_of(claim) for claim in after.claims}
    told = gather(
        claim
        for claim in case.claims
        if speaker_of(claim) in office
        and claim.modality is Modality.DONE
        and claim.part_of is None
        and kind_of(claim) == after.slot.kind
        and claim.event_on is not None
        and claim.event_on.is_exact
        and _day(before) < claim.event_on.latest <= _day(after)
    )
    for scope in _units(after):
        new = tuple(one for one in told if one.slot.scope is scope and _fits(one, after))
        if new:
            return new if len({one.slot for one in new}) == len(new) else ()
    return ()


def _units(after: Said) -> tuple[Scope, ...]:
    return (Scope.TOTAL, Scope.PER_SIDE) if after.slot.direction in (None, "both") else (Scope.ONE_SIDE, Scope.PER_SIDE)


def _fits(one: Said, after: Said) -> bool:
    return one.slot.scope is not Scope.ONE_SIDE or one.slot.direction == after.slot.direction


def _doubt(case: Case, before: Said, after: Said, new: tuple[Said, ...]) -> str | None:
    """Return ``event_on`` when people crossed in between on a day for which this office gives no number."""
    planned = () if case.terms is None else case.terms.tranches
    crossed = {tranche.on for tranche in planned} | {figure.on for figure in case.figures}
    told = {_day(one) for one in new}
    missed = [on for on in crossed if on is not None and _day(before) < on <= _day(after) and on not in told]
    return "event_on" if missed else None
