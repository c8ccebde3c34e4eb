"""Two sides and a total (R2): twice the number from each side, and all directions together."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from homeward.model.claims import Result, Scope, opposite
from homeward.reconcile.case import Case
from homeward.reconcile.slots import EVERYBODY, Said, is_crossing, same_when, source_documents
from homeward.reconcile.sums import Sum, result_of

_LIVING = frozenset({EVERYBODY, "civilian", "hostage", "pow"})
_EXPLAINED = (Result.ADDS_UP, Result.ROUNDED)
_TWO_WAYS = 2


def side_sums(case: Case) -> Iterator[Sum]:
    """
    Yield for each total what makes it up.

    A total that adds up from some numbers, or is their sum rounded, is explained: numbers of others that differ from
    those are in dispute with them, and are not held against the total a second time.
    """
    for whole in case.said:
        if whole.slot.scope is Scope.TOTAL and whole.slot.direction in (None, "both"):
            found = [*_sums(case, whole)]
            adding, rounded = ([one for one in found if result_of(one) is result] for result in _EXPLAINED)
            yield from adding or rounded or found


def _sums(case: Case, whole: Said) -> Iterator[Sum]:
    if case.has_two_sides:
        for part in case.said:
            if part.slot.scope is Scope.PER_SIDE and _may_be_part(whole, part):
                # The same number as a total and from each side: one of the two readings of it is not meant.
                unsure_of = "scope" if whole.span == part.span else None
                is_loose = not _same_people(whole, part)
                yield Sum(rule="R2", whole=whole, parts=(part,), times=2, doubt=unsure_of, is_loose=is_loose)
    flows = [said for said in case.said if said.slot.scope is Scope.ONE_SIDE and _may_be_part(whole, said)]
    if case.has_two_sides:
        yield from _there_and_back(whole, flows)
    yield from _every_way(whole, flows)


def _there_and_back(whole: Said, flows: list[Said]) -> Iterator[Sum]:
    for one, other in product(flows, flows):
        there, back = one.slot.direction, other.slot.direction
        if there is not None and back == opposite(there) and there < back:
            is_sure = _same_people(whole, one) and _same_people(whole, other)
            unsure_of = "scope" if whole.span in (one.span, other.span) else None
            yield Sum(rule="R2", whole=whole, parts=(one, other), doubt=unsure_of, is_loose=not is_sure)


def _every_way(whole: Said, flows: list[Said]) -> Iterator[Sum]:
    """Yield the sum of more than two directions told in the total's own text, if each has one number."""
    told = [one for one in flows if source_documents(one) & source_documents(whole)]
    ways = {one.slot.direction for one in told}
    if len(ways) > _TWO_WAYS and len(ways) == len(told) and None not in ways:
        yield Sum(rule="R2", whole=whole, parts=tuple(told), is_loose=True)


def _same_people(whole: Said, part: Said) -> bool:
    is_same = whole.slot.kind == part.slot.kind and whole.slot.modality is part.slot.modality
    return is_same and same_when(whole, part)


def _may_be_part(whole: Said, part: Said) -> bool:
    """Tell whether a sum that fits would be no accident: nothing stated differs, and an undated part is of one text."""
    senses = (whole.slot.modality, part.slot.modality)
    if not (senses[0] is senses[1] or all(is_crossing(one) for one in senses)):
        return False
    kinds = {whole.slot.kind, part.slot.kind}
    if len(kinds) > 1 and not (EVERYBODY in kinds and kinds <= _LIVING):
        return False
    is_one_text = bool(source_documents(whole) & source_documents(part))
    return same_when(whole, part) or (part.slot.period is None and is_one_text)
