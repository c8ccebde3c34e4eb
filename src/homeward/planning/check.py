"""The independent checker: does a plan keep the terms and the law, recounted person by person?

It knows the words of the terms and nothing of how plans are made: no kinds, no rows, no solver. Codes of findings are
``PLAN-11`` to ``PLAN-28``, one rule each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from homeward.model.findings import Finding, Severity
from homeward.model.ids import Digest
from homeward.model.people import Candidate
from homeward.model.plans import Placement, Plan
from homeward.model.terms import Terms
from homeward.planning.fairness import fairness_findings
from homeward.planning.recount import recount_findings
from homeward.planning.sheet import Sheet, fault, numbers, read_sheet
from homeward.planning.standing import direction_of, is_serious

_AGAIN = "make the plan again"


def plan_findings(plan: Plan, candidates: Sequence[Candidate], terms: Terms, *, seed: Digest) -> tuple[Finding, ...]:
    """
    Return everything wrong with *plan*; none of severity ``error`` or ``law`` means that it keeps terms and law.

    Order: accounts (who is in the plan), places, numbers, fairness, reasons, draw and proof.

    Args:
        plan: The plan, whoever made it.
        candidates: People of the final lists, each once.
        terms: The agreement, with at least one tranche.
        seed: The seed of the public draw, made from the parties' nonces by the reader.

    Source: GC III 109; GC IV 24; CRC 3 and 9; the terms.
    """
    sheet = read_sheet(plan, candidates, terms)
    return (
        *_account_findings(plan, candidates),
        *_form_findings(plan, candidates, terms),
        *_serious_findings(sheet),
        *_group_findings(sheet),
        *_child_findings(sheet),
        *recount_findings(sheet),
        *fairness_findings(sheet, seed),
        *_reason_findings(plan, terms),
        *_draw_findings(plan, seed),
        *_proof_findings(plan),
    )


def _account_findings(plan: Plan, candidates: Sequence[Candidate]) -> Iterator[Finding]:
    placed, listed = Counter(one.ref for one in plan.placements), {one.ref for one in candidates}
    source = "a person has one place"
    for ref in sorted(ref for ref, times in placed.items() if times > 1):
        rule = "nobody has two places"
        yield fault("PLAN-11", ref, rule, seen=f"{placed[ref]} places", remedy=_AGAIN, source=source)
    for ref in sorted(set(placed) - listed):
        rule = "the plan places people of the final lists only"
        yield fault("PLAN-12", ref, rule, seen="not on a final list", remedy=_AGAIN, source=source)
    for ref in sorted(listed - set(placed)):
        rule = "everybody of the final lists is in a tranche, in the reserve or named as not placed"
        yield fault("PLAN-13", ref, rule, seen="not in the plan", remedy=_AGAIN, source=source)


def _form_findings(plan: Plan, candidates: Sequence[Candidate], terms: Terms) -> Iterator[Finding]:
    directions = {one.ref: direction_of(one) for one in candidates}
    known = numbers(terms)
    for one in plan.placements:
        seen = _misshapen(one, known_tranche=one.tranche is None or one.tranche in known)
        if seen is None and directions.get(one.ref, one.direction) != one.direction:
            seen = f"direction {one.direction}"
        if seen is not None:
            rule = "a place is one tranche of the terms, or one rank of the reserve, in the person's own direction"
            yield fault("PLAN-14", one.ref, rule, seen=seen, remedy=_AGAIN, source="the form of a plan")


def _misshapen(one: Placement, *, known_tranche: bool) -> str | None:
    if not known_tranche:
        return f"tranche {one.tranche}"
    if one.tranche is not None and one.reserve_rank is not None:
        return f"tranche {one.tranche} and rank {one.reserve_rank} of the reserve"
    if one.tranche is None and one.is_outside_total:
        return "outside the total without a tranche"
    return None


def _serious_findings(sheet: Sheet) -> Iterator[Finding]:
    for place in sheet.places:
        if is_serious(place.person) and place.person.ref not in sheet.barred and place.tranche != 1:
            found = fault(
                "PLAN-17",
                place.person.ref,
                "the seriously sick and wounded cross in the first tranche, outside the total if need be",
                seen="not placed" if place.tranche is None else f"tranche {place.tranche}",
                remedy="place this person in the first tranche; no number stands against it",
                source="GC III 109",
            )
            yield replace(found, severity=Severity.LAW)


def _group_findings(sheet: Sheet) -> Iterator[Finding]:
    for members in sheet.groups:
        found = {(one.tranche, one.is_outside, one.reserve is not None) for one in members}
        if len(found) > 1:
            yield fault(
                "PLAN-20",
                members[0].person.ref,
                "people who travel together have one place together",
                seen=f"{len(members)} people in {len(found)} places",
                remedy="move the group as one",
                source="GC IV 26 and 82; AP I 74; the group on the list",
            )


def _child_findings(sheet: Sheet) -> Iterator[Finding]:
    for place in sheet.places:
        if place.person.ref in sheet.barred:
            is_placed = place.tranche is not None or place.reserve is not None
            found = fault(
                "PLAN-21" if is_placed else "PLAN-22",
                place.person.ref,
                "a child crosses only with a named adult of its group",
                seen="placed without one" if is_placed else "not planned: the group has no adult",
                remedy="name a guardian who travels, as a group, or state the exact date of birth",
                source="GC IV 24, CRC 3, 9",
            )
            yield replace(found, severity=Severity.LAW if is_placed else Severity.ADVICE)


def _reason_findings(plan: Plan, terms: Terms) -> Iterator[Finding]:
    clauses = {None, *(clause.id for clause in terms.clauses)}
    for one in plan.placements:
        unknown = [reason.clause for reason in one.reasons if reason.clause not in clauses]
        if unknown or not one.reasons:
            yield fault(
                "PLAN-26",
                one.ref,
                "each place has a reason, and each reason a clause that exists",
                seen=f"clause {unknown[0]}" if unknown else "no reason",
                remedy=_AGAIN,
                source="the clauses of the terms",
            )


def _draw_findings(plan: Plan, seed: Digest) -> Iterator[Finding]:
    if plan.seed != seed:
        yield fault(
            "PLAN-27",
            "seed",
            "the plan rests on the seed both parties' nonces make",
            seen=plan.seed,
            remedy="make the plan with the seed of the revealed nonces",
            source="the public draw",
        )


def _proof_findings(plan: Plan) -> Iterator[Finding]:
    for level in plan.levels:
        if level.bound != level.value:
            found = fault(
                "PLAN-28",
                level.name,
                "each objective is proven: its bound equals its value",
                seen=f"value {level.value}, bound {level.bound}",
                remedy="give the solver more time, or publish the gap with the plan",
                source="the objectives of the plan",
            )
            yield replace(found, severity=Severity.ADVICE)
