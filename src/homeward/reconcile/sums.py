"""Parts and wholes: R1 siblings, R2 sides and flows, and R3 where the whole is the sum, rounded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

from homeward.model.claims import Claim, CountOp, Result, Scope, Verdict
from homeward.reconcile.case import Case
from homeward.reconcile.numbers import Span, gap, is_rounded, rounding, total
from homeward.reconcile.record import beside
from homeward.reconcile.slots import EVERYBODY, Said, gather, kind_of, same_when, weakest
from homeward.reconcile.words import ids, number, settling, speakers, unsure

_ENUMERATED = frozenset({Scope.ONE_SIDE, Scope.PER_SIDE, Scope.TOTAL})
_LIVING = frozenset({"civilian", "hostage", "pow"})
_AT_LEAST_TWO = 2
_SETTLES = "a count by category and direction from each office named, or the signed sheets of those days"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """
    A whole and all its parts.

    ``times``: 2 when the parts are per side and the whole is both. ``doubt``: a field that keeps a difference from
    being a conflict. ``is_share``: the parts are one share of the whole, which it may not exceed.
    """

    rule: str
    whole: Said
    parts: tuple[Said, ...]
    times: int = 1
    doubt: str | None = None
    is_share: bool = False

    @property
    def computed(self) -> Span:
        """What the parts come to."""
        return total(tuple(part.span for part in self.parts) * self.times)

    @property
    def arithmetic(self) -> str:
        """The addition written out."""
        terms = " + ".join(number(part.count) for part in self.parts)
        if self.times == 1:
            return f"{terms} = {_written(self.computed)}" if len(self.parts) > 1 else terms
        inner = f"({terms})" if len(self.parts) > 1 else terms
        return f"{self.times} x {inner} = {_written(self.computed)}"


def result_of(one: Sum) -> Result | None:
    """Return what a sum shows; None where "at least" or "at most" is met, which shows little."""
    if one.is_share:
        return None if one.whole.span.high is None or one.computed.low <= one.whole.span.high else _conflict(one)
    if one.whole.span.meets(one.computed):
        return None if one.whole.count.op in (CountOp.AT_LEAST, CountOp.AT_MOST) else Result.ADDS_UP
    written, computed = one.whole.span.exact, one.computed.exact
    if written is not None and computed is not None and is_rounded(written, computed):
        return Result.ROUNDED
    return _conflict(one)


def sums(case: Case) -> Iterator[Sum]:
    """Yield every whole with its parts: those a speaker names, those one statement lists, and the two ways."""
    yield from _named_parts(case)
    yield from _listed_parts(case)
    if case.has_two_sides:
        yield from _sides(case)
        yield from _flows(case)


def sum_verdicts(case: Case) -> Iterator[Verdict]:
    """Yield a verdict for each sum that shows something; a rounded one belongs to R3."""
    for one in sums(case):
        result = result_of(one)
        if result is not None:
            yield verdict_of(case, one, result)


def verdict_of(case: Case, one: Sum, result: Result) -> Verdict:
    """Write what a sum shows in words, with its arithmetic and the record's figure beside it."""
    claims = [claim for said in (one.whole, *one.parts) for claim in said.claims]
    doubt = _doubt(one)
    record, proof = beside(case, one.whole)
    return Verdict(
        rule="R3" if result is Result.ROUNDED else one.rule,
        result=result,
        claims=ids(claims),
        says=_says(one, result, doubt),
        arithmetic=_arithmetic(one, result),
        record=record,
        weakest=doubt,
        settles=settling(_settles(result, doubt), proof),
    )


def _conflict(one: Sum) -> Result:
    return Result.MISMATCH if _doubt(one) is None else Result.NEEDS_REVIEW


def _doubt(one: Sum) -> str | None:
    parts = [replace(part.slot, scope=one.whole.slot.scope) if one.is_share else part.slot for part in one.parts]
    return one.doubt or weakest((one.whole.slot, *parts))


def _says(one: Sum, result: Result, doubt: str | None) -> str:
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
                f"but it is not sure {unsure(doubt or 'scope')}."
            )
        case _:
            apart = gap(one.whole.span, one.computed)
            return f"{parts} given by {given} and the figure of {one.whole} given by {whole} are {apart:,} apart."


def _arithmetic(one: Sum, result: Result) -> str:
    written, computed = one.whole.span.exact, one.computed.exact
    if result is Result.ADDS_UP:
        return one.arithmetic if written == computed else f"{one.arithmetic}; {number(one.whole.count)} allows it"
    if result is Result.ROUNDED and written is not None and computed is not None:
        return f"{one.arithmetic}; {rounding(written, computed)}"
    if written is None or computed is None:
        return f"{one.arithmetic}; {number(one.whole.count)} is {gap(one.whole.span, one.computed):,} away"
    upper, lower = max(written, computed), min(written, computed)
    return f"{one.arithmetic}; {upper:,} - {lower:,} = {upper - lower:,}"


def _settles(result: Result, doubt: str | None) -> str | None:
    if result is Result.NEEDS_REVIEW and doubt is not None:
        return f"a source that says {unsure(doubt)}"
    return _SETTLES if result is Result.MISMATCH else None


def _written(span: Span) -> str:
    if span.high is None:
        return f"at least {span.low:,}"
    return f"{span.low:,}" if span.low == span.high else f"{span.low:,} to {span.high:,}"


def _named_parts(case: Case) -> Iterator[Sum]:
    """Yield the wholes whose parts say so. Numbers in another sense (agreed, done) are no parts of each other."""
    for whole in case.said:
        named = {claim.id for claim in whole.claims}
        children = [
            claim
            for claim in case.claims
            if claim.part_of in named and claim.count is not None and claim.modality is whole.slot.modality
        ]
        for group in _by_direction(whole, children):
            yield from _named_sums(case, whole, group)


def _by_direction(whole: Said, children: list[Claim]) -> list[list[Claim]]:
    """Split parts that are of one direction each, where the whole is a number from each side."""
    if whole.slot.scope is not Scope.PER_SIDE or any(claim.scope is not Scope.ONE_SIDE for claim in children):
        return [children]
    directions = sorted({claim.direction or "" for claim in children})
    return [[claim for claim in children if (claim.direction or "") == one] for one in directions]


def _named_sums(case: Case, whole: Said, children: list[Claim]) -> Iterator[Sum]:
    parts = gather(children)
    for part in parts:
        if part.slot.scope in (Scope.SUBSET, whole.slot.scope):
            yield Sum(rule="R1", whole=whole, parts=(part,), is_share=True)
    enumerated = _repeated(parts)
    if len(enumerated) < _AT_LEAST_TWO:
        return
    scopes = {part.slot.scope for part in parts}
    is_per_side = whole.slot.scope is Scope.TOTAL and scopes == {Scope.PER_SIDE} and case.has_two_sides
    doubt = "part_of" if _are_two_lists(parts) else None
    if whole.slot.scope in (Scope.PER_SIDE, Scope.ONE_SIDE) and Scope.TOTAL in scopes:
        doubt = "scope"
    yield Sum(rule="R1", whole=whole, parts=enumerated, times=2 if is_per_side else 1, doubt=doubt)


def _repeated(parts: tuple[Said, ...]) -> tuple[Said, ...]:
    """
    Repeat each part as often as one statement lists it.

    The same part told by several statements is repeated evidence; told twice by one statement it is two parts.
    """
    return tuple(part for part in parts for _ in range(_times_listed(part)))


def _times_listed(part: Said) -> int:
    return max(Counter(claim.statement.id for claim in part.claims).values())


def _are_two_lists(parts: tuple[Said, ...]) -> bool:
    """Tell whether two statements give different numbers for one and the same part."""
    tellers: dict[object, list[set[str]]] = {}
    for part in parts:
        tellers.setdefault(part.slot, []).append({claim.statement.id for claim in part.claims})
    return any(len(told) > 1 and not set.intersection(*told) for told in tellers.values())


def _listed_parts(case: Case) -> Iterator[Sum]:
    """Yield the wholes whose parts stand side by side in one statement: prisoners of war, civilians, hostages."""
    lists: dict[tuple[object, ...], list[Claim]] = {}
    for claim in case.claims:
        if claim.part_of is None and claim.count is not None and _is_listed(claim):
            key = (claim.statement.id, claim.event_on, claim.direction, claim.scope, claim.modality)
            lists.setdefault(key, []).append(claim)
    merged: dict[tuple[object, ...], list[Claim]] = {}
    for claims in lists.values():
        parts = gather(claims)
        kinds = [part.slot.kind for part in parts]
        # A category told twice with different numbers is no enumeration, and which number to add would be a guess.
        if len(kinds) >= _AT_LEAST_TWO and len(set(kinds)) == len(kinds):
            merged.setdefault(tuple((part.slot, part.count) for part in parts), []).extend(claims)
    for claims in merged.values():
        parts = tuple(sorted(gather(claims), key=lambda part: -part.span.low))
        wanted = replace(parts[0].slot, kind=EVERYBODY)
        for whole in case.said:
            if whole.slot == wanted and same_when(whole, parts[0]):
                yield Sum(rule="R1", whole=whole, parts=parts)


def _is_listed(claim: Claim) -> bool:
    return claim.scope in _ENUMERATED and kind_of(claim) in _LIVING


def _sides(case: Case) -> Iterator[Sum]:
    for whole, part in product(_totals(case), _with_scope(case, Scope.PER_SIDE)):
        if _same_people(whole, part):
            yield Sum(rule="R2", whole=whole, parts=(part,), times=2)


def _flows(case: Case) -> Iterator[Sum]:
    for whole in _totals(case):
        flows = [one for one in _with_scope(case, Scope.ONE_SIDE) if _same_people(whole, one)]
        for one, other in product(flows, flows):
            way, back = one.slot.direction, other.slot.direction
            if way is not None and back == _reversed(way) and way < back:
                yield Sum(rule="R2", whole=whole, parts=(one, other))


def _totals(case: Case) -> tuple[Said, ...]:
    return tuple(said for said in _with_scope(case, Scope.TOTAL) if said.slot.direction in (None, "both"))


def _with_scope(case: Case, scope: Scope) -> tuple[Said, ...]:
    return tuple(said for said in case.said if said.slot.scope is scope)


def _same_people(whole: Said, part: Said) -> bool:
    is_same = whole.slot.kind == part.slot.kind and whole.slot.modality is part.slot.modality
    return is_same and same_when(whole, part)


def _reversed(direction: str) -> str:
    holder, _, receiver = direction.partition(">")
    return f"{receiver}>{holder}"
