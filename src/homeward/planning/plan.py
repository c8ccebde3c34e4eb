"""Who crosses in which tranche: the best plan under the terms, proven, and checked by code that knows no solver."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

from homeward.model.findings import FindingsRefusal, Refusal, stopping
from homeward.model.ids import Digest
from homeward.model.people import Candidate
from homeward.model.plans import Plan
from homeward.model.terms import Commitment, Op, Parity, Terms
from homeward.planning.check import plan_findings
from homeward.planning.objectives import objectives
from homeward.planning.placing import placements, slots_of
from homeward.planning.plannable import unplannable
from homeward.planning.program import build
from homeward.planning.solving import conflict, solve
from homeward.planning.standing import direction_of, is_member
from homeward.planning.units import kinds_of
from homeward.ports import Solver

_SOURCE: Final = "the terms of the agreement"


def make_plan(
    candidates: Sequence[Candidate],
    terms: Terms,
    *,
    terms_digest: Digest,
    seed: Digest,
    solver: Solver,
    progress: Callable[[str], None] | None = None,
) -> Plan:
    """
    Place everybody on the final lists: in a tranche, in the reserve, or not in this plan; with reasons.

    The plan is the best one under :func:`homeward.planning.objectives.objectives`. The order of *candidates*, the ids
    of the parties and the solver's own seed change nothing in it; swapping the parties swaps it and nothing else.

    Args:
        candidates: People of the final lists who may travel, each once.
        terms: The agreement.
        terms_digest: What the plan names as its terms.
        seed: The public draw, see :func:`homeward.planning.draw.seed_of`.
        solver: Anything that solves integer programs; it is not trusted.
        progress: Told the name of each objective when work on it begins.

    Raises:
        Refusal: ``PLAN-2`` for terms without a tranche or a person listed twice; ``PLAN-3`` when no plan keeps the
            terms, with a smallest set of terms that stand against each other; ``PLAN-4`` when the solver's answer is
            not sound; ``PLAN-5`` when the plan does not pass the checker.

    Source: GC III 109 and 16; GC IV 24; CRC 3 and 9; the terms.
    """
    _require_input(candidates, terms)
    model = build(kinds_of(candidates, terms, seed), terms)
    answer = solve(model, objectives(model, terms, seed), solver, progress)
    if answer is None:
        raise _impossible(candidates, terms, conflict(model, terms, solver))
    placed = placements(candidates, terms, seed, slots_of(model, answer.columns))
    plan = Plan(terms=terms_digest, seed=seed, levels=answer.levels, placements=placed)
    return _passed(plan, candidates, terms)


def _passed(plan: Plan, candidates: Sequence[Candidate], terms: Terms) -> Plan:
    findings = stopping(plan_findings(plan, candidates, terms, seed=plan.seed))
    if findings:
        raise FindingsRefusal(
            "PLAN-5",
            "the plan made does not pass the independent checker",
            findings=findings,
            hint="use another solver; report this with the findings, which name no person",
        )
    return plan


def _require_input(candidates: Sequence[Candidate], terms: Terms) -> None:
    if not terms.tranches:
        raise Refusal(
            "PLAN-2", "the terms name no tranche", hint="add a tranche with its date to the terms", source=_SOURCE
        )
    if gaps := unplannable(terms):
        raise Refusal(
            "PLAN-8",
            f"no plan can keep these terms yet: {gaps[0]}",
            hint="amend the terms so that a plan can keep them; lists, answers and the clock go on without one",
            source=_SOURCE,
        )
    twice = sorted(ref for ref, times in Counter(one.ref for one in candidates).items() if times > 1)
    if twice:
        raise Refusal(
            "PLAN-2",
            f"{len(twice)} people are listed twice, the first as {twice[0]}",
            hint="list each person once",
            source="a person has one place",
        )


def _impossible(candidates: Sequence[Candidate], terms: Terms, names: Sequence[str]) -> Refusal:
    found = [_commitment_says(one, candidates, terms) for one in terms.promises if one.id in names]
    found += [_parity_says(one) for one in terms.parities if one.id in names]
    one, several = (
        "no plan keeps {}, whatever the other terms say",
        "no plan keeps all the terms: {} stand against each other",
    )
    return Refusal(
        "PLAN-3",
        (one if len(names) == 1 else several).format(", ".join(names)),
        hint=f"agree on a change to one of these, then plan again: {'; '.join(found)}",
        source="the terms named, with GC III 109 and groups kept together",
    )


def _commitment_says(one: Commitment, candidates: Sequence[Candidate], terms: Terms) -> str:
    listed = sum(direction_of(each) == one.direction and is_member(each, one.category, terms) for each in candidates)
    number = "all" if one.op is Op.ALL else f"{_WORDS[one.op]}{one.count}"
    tranche = "" if one.tranche is None else f" in {one.tranche}"
    category = "" if one.category is None else f" of {one.category}"
    return f"{one.id} (clause {one.clause}): {one.direction}{tranche} {number}{category}, {listed} listed"


def _parity_says(one: Parity) -> str:
    category = "" if one.category is None else f" of {one.category}"
    return f"{one.id} (clause {one.clause}): at most {one.slack} people{category} apart after each tranche"


_WORDS: Final = {Op.EQ: "exactly ", Op.AT_LEAST: "at least ", Op.UP_TO: "at most "}
