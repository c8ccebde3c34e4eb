"""What a sum shows: a whole beside its parts, with the arithmetic written out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from homeward.model.claims import CountOp, Result, Scope, Verdict
from homeward.reconcile.case import Case
from homeward.reconcile.numbers import Span, gap, is_near, is_rounded, rounding, total
from homeward.reconcile.record import beside
from homeward.reconcile.slots import Said
from homeward.reconcile.sureness import doubt
from homeward.reconcile.words import ids, settling, speakers, unsure

_SETTLES = "a count by category and direction from each office named, or the signed sheets of those days"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """
    A whole and all its parts.

    ``times``: 2 when the parts are per side and the whole is both. ``doubt``: a field that keeps a difference from
    being a conflict. ``is_share``: the parts are one share of the whole, which it may not exceed. ``is_loose``:
    nothing says that these are all parts, so that only a sum that fits shows something. ``is_count``: the whole is a
    count of somebody who takes part, and no rounding.
    """

    rule: str
    whole: Said
    parts: tuple[Said, ...]
    times: int = 1
    doubt: str | None = None
    is_share: bool = False
    is_loose: bool = False
    is_count: bool = False

    @property
    def computed(self) -> Span:
        """What the parts come to."""
        return total(tuple(part.span for part in self.parts) * self.times)

    @property
    def arithmetic(self) -> str:
        """The addition written out."""
        terms = " + ".join(part.written for part in self.parts)
        if self.times == 1:
            is_sum = len(self.parts) > 1 or self.parts[0].times > 1
            return f"{terms} = {_written(self.computed)}" if is_sum else terms
        inner = f"({terms})" if len(self.parts) > 1 else terms
        return f"{self.times} x {inner} = {_written(self.computed)}"


def result_of(one: Sum) -> Result | None:
    """Return what a sum shows; None where "at least" or "at most" is met, which shows little."""
    result = _result(one)
    return None if one.is_loose and result is not Result.ADDS_UP else result


def _result(one: Sum) -> Result | None:
    if one.is_share:
        return None if one.whole.span.high is None or one.computed.low <= one.whole.span.high else _conflict(one)
    if one.whole.span.meets(one.computed):
        return None if one.whole.count.op in (CountOp.AT_LEAST, CountOp.AT_MOST) else Result.ADDS_UP
    written, computed = one.whole.span.exact, one.computed.exact
    if written is not None and computed is not None and is_rounded(written, computed) and not one.is_count:
        return Result.ROUNDED
    return _conflict(one)


def sum_verdict(case: Case, one: Sum) -> Verdict | None:
    """
    Return what a sum shows in words, None when it shows nothing.

    What a party or the neutral gives for each side or one direction is its count; only a number of both ways, or one
    of others, is rounded.
    """
    is_one_way = one.whole.slot.scope in (Scope.ONE_SIDE, Scope.PER_SIDE)
    is_count = is_one_way and any(case.is_direct(claim) for claim in one.whole.claims)
    told = replace(one, is_count=is_count)
    result = result_of(told)
    return None if result is None else verdict_of(case, told, result)


def verdict_of(case: Case, one: Sum, result: Result) -> Verdict:
    """Write what a sum shows in words, with its arithmetic and the record's figure beside it."""
    claims = [claim for said in (one.whole, *one.parts) for claim in said.claims]
    unsure_of = doubt_of(one)
    record, proof = beside(case, one.whole)
    return Verdict(
        rule="R3" if result is Result.ROUNDED else one.rule,
        result=result,
        claims=ids(claims),
        says=_says(one, result, unsure_of),
        arithmetic=_arithmetic(one, result),
        record=record,
        weakest=unsure_of,
        settles=settling(_settles(result, unsure_of), proof),
    )


def _conflict(one: Sum) -> Result:
    return Result.MISMATCH if doubt_of(one) is None else Result.NEEDS_REVIEW


def doubt_of(one: Sum) -> str | None:
    """Return the field that keeps a difference from being a conflict."""
    scope = one.whole.slot.scope
    parts = [replace(part, slot=replace(part.slot, scope=scope)) if one.is_share else part for part in one.parts]
    return one.doubt or doubt((one.whole, *parts)) or (None if is_near(one.whole.span, one.computed) else "scope")


def _says(one: Sum, result: Result, unsure_of: str | None) -> str:
    given, whole = speakers(claim for part in one.parts for claim in part.claims), speakers(one.whole.claims)
    parts = "The parts" if one.rule == "R1" else "The numbers"
    match result:
        case Result.ADDS_UP:
            return f"{parts} given by {given} add up to the figure of {one.whole} given by {whole}."
        case Result.ROUNDED:
            way = "up" if one.whole.span.low > one.computed.low else "down"
            return (
                f"The figure of {one.whole} given by {whole} is the sum of the numbers given by {given}, rounded {way}."
            )
        case Result.NEEDS_REVIEW:
            apart = gap(one.whole.span, one.computed)
            return (
                f"{parts} given by {given} and the figure of {one.whole} given by {whole} are {apart:,} apart, "
                f"but it is not sure {unsure(unsure_of or 'scope')}."
            )
        case _:
            apart = gap(one.whole.span, one.computed)
            return f"{parts} given by {given} and the figure of {one.whole} given by {whole} are {apart:,} apart."


def _arithmetic(one: Sum, result: Result) -> str:
    written, computed = one.whole.span.exact, one.computed.exact
    if result is Result.ADDS_UP:
        return one.arithmetic if written == computed else f"{one.arithmetic}; {one.whole.written} allows it"
    if result is Result.ROUNDED and written is not None and computed is not None:
        return f"{one.arithmetic}; {rounding(written, computed)}"
    if written is None or computed is None:
        return f"{one.arithmetic}; {one.whole.written} is {gap(one.whole.span, one.computed):,} away"
    upper, lower = max(written, computed), min(written, computed)
    return f"{one.arithmetic}; {upper:,} - {lower:,} = {upper - lower:,}"


def _settles(result: Result, unsure_of: str | None) -> str | None:
    if result is Result.NEEDS_REVIEW and unsure_of is not None:
        return f"a source that says {unsure(unsure_of)}"
    return _SETTLES if result is Result.MISMATCH else None


def _written(span: Span) -> str:
    if span.high is None:
        return f"at least {span.low:,}"
    return f"{span.low:,}" if span.low == span.high else f"{span.low:,} to {span.high:,}"
