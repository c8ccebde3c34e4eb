"""Wholes and their parts (R1): those a speaker names, the kinds one statement lists, the groups of one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from homeward.model.claims import Claim, Result, Scope
from homeward.reconcile.case import Case
from homeward.reconcile.numbers import Span, total
from homeward.reconcile.slots import (
    EVERYBODY,
    Said,
    gather,
    is_crossing,
    kind_of,
    may_cover,
    same_when,
    source_documents,
)
from homeward.reconcile.sums import Sum, result_of

_ENUMERATED = frozenset({Scope.ONE_SIDE, Scope.PER_SIDE, Scope.TOTAL})
_LIVING = frozenset({"civilian", "hostage", "pow"})
_AT_LEAST_TWO = 2


def named_parts(case: Case) -> Iterator[Sum]:
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
    if sum(part.times for part in enumerated) < _AT_LEAST_TWO:
        return
    scopes = {part.slot.scope for part in parts}
    is_per_side = whole.slot.scope is Scope.TOTAL and scopes == {Scope.PER_SIDE} and case.has_two_sides
    unsure_of = "part_of" if _are_two_lists(parts) else None
    if whole.slot.scope in (Scope.PER_SIDE, Scope.ONE_SIDE) and Scope.TOTAL in scopes:
        unsure_of = "scope"
    yield Sum(rule="R1", whole=whole, parts=enumerated, times=2 if is_per_side else 1, doubt=unsure_of)


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


def listed_parts(case: Case) -> Iterator[Sum]:
    """
    Yield the wholes whose parts stand side by side in one statement: prisoners of war, civilians, hostages.

    A whole of the very same scope must be their sum. Where one is, another number for the same people is in dispute
    with that one, and is not held against the parts a second time. A whole that only covers the same people (from each
    side, and one direction) is named where it fits: more may have crossed in the one direction.
    """
    for parts in _kinds_listed(case):
        exact = [whole for whole in case.said if _is_whole(whole, parts)]
        adding = [whole for whole in exact if whole.span == _sum_of(parts)]
        yield from (Sum(rule="R1", whole=whole, parts=parts) for whole in adding or exact)
        if not exact:
            near = [whole for whole in case.said if _may_be_whole(whole, parts)]
            yield from (Sum(rule="R1", whole=whole, parts=parts, is_loose=True) for whole in near)


def sentence_parts(case: Case) -> Iterator[Sum]:
    """
    Yield the wholes of groups that one sentence lists ("205 of one country and 10 of others").

    All groups of the sentence are summed, never some of them. Groups may overlap, so a sum that does not fit shows
    nothing. A whole in the same sentence is meant first, then one in the same text, then one elsewhere.
    """
    for claims in _sentences(case):
        parts = _repeated(gather(claims))
        wholes = [whole for whole in case.said if _may_have(whole, parts[0])]
        beside = [whole for whole in wholes if any(claim.evidence == claims[0].evidence for claim in whole.claims)]
        near = [whole for whole in wholes if source_documents(whole) & source_documents(parts[0])]
        for found in (beside, near, wholes):
            fitting = [one for one in _loose(found, parts) if result_of(one) is Result.ADDS_UP]
            yield from fitting
            if fitting or (found and found is beside):
                break


def _loose(wholes: Iterable[Said], parts: tuple[Said, ...]) -> Iterator[Sum]:
    return (Sum(rule="R1", whole=whole, parts=parts, is_loose=True) for whole in wholes)


def _kinds_listed(case: Case) -> list[tuple[Said, ...]]:
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
    return [tuple(sorted(gather(claims), key=lambda part: -part.span.low)) for claims in merged.values()]


def _is_listed(claim: Claim) -> bool:
    return claim.scope in _ENUMERATED and kind_of(claim) in _LIVING


def _is_whole(whole: Said, parts: tuple[Said, ...]) -> bool:
    wanted = replace(parts[0].slot, kind=EVERYBODY)
    return whole.slot == wanted and same_when(whole, parts[0]) and not _is_one_of(whole, parts)


def _is_one_of(whole: Said, parts: tuple[Said, ...]) -> bool:
    """Tell whether the number is that of one part: then the others crossed beside it, and are no parts."""
    return any(whole.span == part.span for part in parts)


def _sum_of(parts: tuple[Said, ...]) -> Span:
    return total(tuple(part.span for part in parts))


def _may_be_whole(whole: Said, parts: tuple[Said, ...]) -> bool:
    one = parts[0]
    is_same = whole.slot.kind == EVERYBODY and _same_sense(whole, one) and same_when(whole, one)
    return is_same and (may_cover(whole.slot, one.slot) or whole.slot.scope is one.slot.scope is Scope.TOTAL)


def _same_sense(left: Said, right: Said) -> bool:
    senses = (left.slot.modality, right.slot.modality)
    return senses[0] is senses[1] or all(is_crossing(one) for one in senses)


def _sentences(case: Case) -> list[tuple[Claim, ...]]:
    """Return the groups told in one sentence by one voice about one direction."""
    found: dict[tuple[object, ...], list[Claim]] = {}
    for claim in case.claims:
        if claim.scope is Scope.SUBSET and claim.count is not None and claim.evidence and claim.part_of is None:
            key = (claim.statement.source, claim.statement.id, claim.evidence, claim.direction, claim.modality)
            found.setdefault(key, []).append(claim)
    return [tuple(claims) for claims in found.values() if len(claims) >= _AT_LEAST_TWO]


def _may_have(whole: Said, part: Said) -> bool:
    if whole.slot.scope in (None, Scope.SUBSET) or not _same_sense(whole, part) or not same_when(whole, part):
        return False
    one, other = whole.slot.direction, part.slot.direction
    return whole.slot.scope is Scope.PER_SIDE or one == other or None in (one, other)
