"""Rule for amendments: a new version of the terms both sides sign, and what was planned before, checked again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from homeward.model.findings import stopping
from homeward.model.terms import Terms
from homeward.procedure.happening import Happening, need_terms, refuse
from homeward.procedure.rules_plan import plan_gaps
from homeward.procedure.rules_start import in_force
from homeward.procedure.state import State
from homeward.terms import terms_findings, terms_from_record


def terms_amended(state: State, now: Happening) -> State:
    """
    Admit a new version of the terms.

    What happened stays: every act must still have its window. A plan nobody has begun to carry out is set aside where
    it does not keep the new version, so that another can be signed; a plan that keeps it stands.
    """
    old = need_terms(state, now.event)
    now.fields.exactly("terms")
    terms = terms_from_record(now.event.body["terms"])
    _require_next(state, old, terms)
    if stops := stopping(terms_findings(terms, source="terms")):
        raise refuse("ADMIT-26", f"the new version has findings: {stops[0].rule} [{stops[0].code}]", stops[0].remedy)
    if gone := next(_undone(state, terms), None):
        raise refuse("ADMIT-27", f"the new version {gone}", "what happened cannot be amended away")
    gaps = () if state.plan is None else plan_gaps(state.plan.parts, terms)
    if gaps and state.acts:
        raise refuse(
            "ADMIT-28",
            f"a plan partly carried out does not keep the new version: {gaps[0]}",
            "amend so that the plan can be carried out to its end",
        )
    return replace(
        in_force(state, terms, now),
        earlier_terms=(*state.earlier_terms, *((state.terms_digest,) if state.terms_digest else ())),
        plan=None if gaps else state.plan,
    )


def _require_next(state: State, old: Terms, terms: Terms) -> None:
    """Refuse what is not the next version of the terms in force between the same parties."""
    amendment, before = terms.provisions.amendment, old.provisions.amendment
    version = 2 if before is None else before.version + 1
    if (
        amendment is None
        or amendment.replaces.removeprefix("sha256:") != state.terms_digest
        or amendment.version != version
    ):
        raise refuse(
            "ADMIT-25",
            "this is not the next version of the terms in force",
            f"write [amendment] with version = {version} and replaces = '{state.terms_digest}'",
        )
    if set(terms.parties) != set(old.parties):
        raise refuse("ADMIT-12", "the terms name other parties than genesis", "correct the terms or the exchange")


def _undone(state: State, terms: Terms) -> Iterator[str]:
    """Yield what the new version takes away from under something that was signed already."""
    days = {one.id: one.on for one in terms.tranches}
    old = {} if state.terms is None else {one.id: one.on for one in state.terms.tranches}
    for done in state.acts:
        if done.act.tranche not in days or days[done.act.tranche] != old.get(done.act.tranche):
            yield f"takes away or moves tranche {done.act.tranche}, which people have crossed in"
    for direction in state.finals:
        if direction not in terms.directions:
            yield f"has no {direction}, for which a final list is signed"
