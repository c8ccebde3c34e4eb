"""What the record has for the people a claim is about (rule R8), read from proven figures only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from homeward.model.claims import CountOp, Modality, Result, Scope, Verdict
from homeward.model.figures import Figure, Stage
from homeward.model.ids import CategoryId
from homeward.model.terms import Category, Direction
from homeward.reconcile.case import Case
from homeward.reconcile.numbers import is_rounded, rounding
from homeward.reconcile.slots import EVERYBODY, Said, Slot, weakest
from homeward.reconcile.sureness import doubt
from homeward.reconcile.words import STAGES, ids, iso_days, people, settling, sheets, speakers, unsure

_SETTLES = "each office's own count by category and direction"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The record at one stage: a number for each direction asked for, and the proofs it rests on."""

    stage: Stage
    flows: tuple[tuple[Direction, int], ...]
    proof: tuple[str, ...]

    @property
    def total(self) -> int:
        """Everybody it counts."""
        return sum(persons for _, persons in self.flows)

    def numbers(self, scope: Scope | None) -> tuple[int, ...]:
        """Return the numbers a claim of that scope must equal."""
        return (self.total,) if scope is Scope.TOTAL else tuple(persons for _, persons in self.flows)


def readings(case: Case, slot: Slot) -> tuple[Reading, ...]:
    """Return what the record has for *slot*, returned first; a stage that lacks a direction is left out."""
    if slot.period is None or slot.scope is None or slot.scope is Scope.SUBSET:
        return ()
    first = case.agreed_on if slot.scope is Scope.CUMULATIVE else slot.period.first
    if slot.period.first < case.agreed_on:
        return ()
    asked = tuple(one for one in case.directions if slot.direction in (None, "both", str(one)))
    found = (reading(case, stage, slot.kind, asked, (first, slot.period.last)) for stage in STAGES)
    return tuple(one for one in found if one is not None)


def reading(
    case: Case, stage: Stage, kind: str, asked: tuple[Direction, ...], period: tuple[date, date]
) -> Reading | None:
    """Return the record at *stage* for the people of *kind* between two days, None unless every direction has one."""
    figures = [_figures(case, stage, kind, one, period) for one in asked]
    if not figures or not all(figures):
        return None
    flows = tuple((one, sum(figure.persons for figure in of)) for one, of in zip(asked, figures, strict=True))
    proof = {digest for of in figures for figure in of for digest in figure.proof}
    return Reading(stage=stage, flows=flows, proof=tuple(sorted(proof)))


def in_words(found: tuple[Reading, ...], slot: Slot) -> str | None:
    """Write the record's figures for people; None when it has none."""
    if not found or slot.period is None:
        return None
    said = "; ".join(f"{_flows(one, slot)}, {STAGES[one.stage]}" for one in found)
    return f"{iso_days(slot.period.first, slot.period.last)}: {said}"


def beside(case: Case, said: Said) -> tuple[str | None, str | None]:
    """Return what the record has beside *said* and what proves it; nothing unless *said* is about what was done."""
    found = readings(case, said.slot) if said.slot.modality is Modality.DONE else ()
    return in_words(found, said.slot), _sheets(found)


def record_verdicts(case: Case) -> Iterator[Verdict]:
    """
    Compare each number said to be done with the record's figures of the same days (R8), or find it rounded (R3).

    A number for other days than the record's is never compared by number alone.
    """
    for said in case.said if case.has_record else ():
        is_compared = said.slot.modality is Modality.DONE and said.slot.scope is not Scope.SUBSET
        if is_compared:
            yield _compare(case, said)


def _compare(case: Case, said: Said) -> Verdict:
    missing = weakest((said.slot,))
    if said.slot.period is None or said.slot.scope is None or (said.slot.direction is None and not _is_total(said)):
        return _review(said, missing or "event_on", None)
    found = readings(case, said.slot)
    if not found:
        return _absent(said)
    words = in_words(found, said.slot)
    agreeing = [one for one in found if all(said.span.holds(n) for n in one.numbers(said.slot.scope))]
    if agreeing:
        return _with_sheets(_agrees(said, agreeing[0], words), found)
    rounded = _rounded(case, said, found, words)
    if rounded is not None:
        return _with_sheets(rounded, found)
    unsure_of = missing or _other_reading(case, said) or doubt((said,))
    verdict = _differs(said, found, words) if unsure_of is None else _review(said, unsure_of, words)
    return _with_sheets(verdict, found)


def _with_sheets(verdict: Verdict, found: tuple[Reading, ...]) -> Verdict:
    return replace(verdict, settles=settling(verdict.settles, _sheets(found)))


def _sheets(found: tuple[Reading, ...]) -> str | None:
    return sheets(digest for one in found for digest in one.proof)


def _is_total(said: Said) -> bool:
    return said.slot.scope is Scope.TOTAL


def _agrees(said: Said, found: Reading, words: str | None) -> Verdict:
    says = f"The figure of {said} given by {speakers(said.claims)} {_be(said)} what the record has."
    numbers = " and ".join(f"{n:,}" for n in dict.fromkeys(found.numbers(said.slot.scope)))
    adding = " + ".join(f"{n:,}" for _, n in found.flows)
    arithmetic = f"{adding} = {numbers}" if _is_total(said) else None
    return _verdict(said, Result.AGREES_WITH_RECORD, says, arithmetic=arithmetic, record=words)


def _differs(said: Said, found: tuple[Reading, ...], words: str | None) -> Verdict:
    says = f"The figure of {said} given by {speakers(said.claims)} and the record's for the same days differ."
    arithmetic = "; ".join(dict.fromkeys(_difference(said, n) for one in found for n in one.numbers(said.slot.scope)))
    return _verdict(said, Result.DIFFERS_FROM_RECORD, says, arithmetic=arithmetic, record=words, settles=_SETTLES)


def _difference(said: Said, recorded: int) -> str:
    edge = said.span.low if recorded < said.span.low or said.span.high is None else said.span.high
    upper, lower = max(edge, recorded), min(edge, recorded)
    return f"{upper:,} - {lower:,} = {upper - lower:,}"


def _rounded(case: Case, said: Said, found: tuple[Reading, ...], words: str | None) -> Verdict | None:
    # What a party or the neutral gives for one direction is its count: only a sum, or a number of others, is rounded.
    may_round = _is_total(said) or not any(case.is_direct(claim) for claim in said.claims)
    written = said.span.exact
    if not may_round or written is None:
        return None
    for one in found:
        numbers = set(one.numbers(said.slot.scope))
        if all(is_rounded(written, n) for n in numbers):
            sums = [f"{' + '.join(f'{n:,}' for _, n in one.flows)} = {one.total:,}"] if _is_total(said) else []
            arithmetic = "; ".join([*sums, *(rounding(written, n) for n in sorted(numbers))])
            says = f"The figure of {said} given by {speakers(said.claims)} is the record's, rounded."
            return replace(_verdict(said, Result.ROUNDED, says, arithmetic=arithmetic, record=words), rule="R3")
    return None


def _other_reading(case: Case, said: Said) -> str | None:
    """Return the field under which the record has this very number after all: whom it counts, or since when."""
    if said.slot.scope is Scope.CUMULATIVE:
        return "scope"
    if said.slot.kind != EVERYBODY:
        return None
    kinds = {one.category for one in case.figures if one.category is not None}
    for kind in sorted(kinds):
        found = readings(case, replace(said.slot, kind=kind))
        if any(said.span.holds(n) for one in found for n in one.numbers(said.slot.scope)):
            return "category"
    return None


def _absent(said: Said) -> Verdict:
    says = f"The record has no figure to put beside the {said} given by {speakers(said.claims)}."
    return _verdict(said, Result.NOT_IN_RECORD, says, settles="a signed sheet for those days and these people")


def _review(said: Said, field: str, words: str | None) -> Verdict:
    given = f"The figure of {said} given by {speakers(said.claims)}"
    says = f"{given} cannot be put beside the record: it is not sure {unsure(field)}."
    settles = f"a source that says {unsure(field)}"
    return replace(_verdict(said, Result.NEEDS_REVIEW, says, record=words, settles=settles), weakest=field)


def _verdict(
    said: Said,
    result: Result,
    says: str,
    *,
    arithmetic: str | None = None,
    record: str | None = None,
    settles: str | None = None,
) -> Verdict:
    return Verdict(
        rule="R8",
        result=result,
        claims=ids(said.claims),
        says=says,
        arithmetic=arithmetic,
        record=record,
        weakest=doubt((said,)),
        settles=settles,
    )


def _be(said: Said) -> str:
    return "is" if said.count.op is CountOp.EXACT else "fits"


def _flows(found: Reading, slot: Slot) -> str:
    whom = people(slot.kind)
    numbers = {persons for _, persons in found.flows}
    if len(found.flows) > 1 and len(numbers) == 1:
        return f"{found.flows[0][1]:,} {whom} each way"
    return " and ".join(f"{n:,} {whom} from {one.holder} to {one.receiver}" for one, n in found.flows)


def _figures(case: Case, stage: Stage, kind: str, direction: Direction, period: tuple[date, date]) -> list[Figure]:
    category = None if kind == EVERYBODY else category_id(case, kind)
    if kind != EVERYBODY and category is None:
        return []
    found = [
        one
        for one in case.figures
        if one.stage is stage
        and one.direction == direction
        and one.category == category
        and one.on is not None
        and period[0] <= one.on <= period[1]
    ]
    # A figure without a tranche is for the whole exchange: beside those of its tranches it would count people twice.
    return [one for one in found if one.tranche is not None] or found[-1:]


def category_id(case: Case, kind: str) -> CategoryId | None:
    """Return the category of the terms that *kind* means: the one of that name, else the one of exactly that status."""
    named = [one.id for one in case.categories if one.id == kind]
    of_status = [one.id for one in case.categories if _is_status_only(one, kind)]
    return next(iter([*named, *of_status]), None)


def _is_status_only(category: Category, kind: str) -> bool:
    has_other = (
        category.healths or category.sexes or category.age_under is not None or category.age_at_least is not None
    )
    return not has_other and {status.value for status in category.statuses} == {kind}
