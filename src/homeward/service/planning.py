"""The plan: proposed by the neutral's program, checked, handed to both sides, signed by them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from homeward.handover import public_category
from homeward.log import sorted_root
from homeward.model.acts import Place
from homeward.model.canonical import digest, encode
from homeward.model.findings import Finding, Json, Refusal, Severity, Where
from homeward.model.ids import CategoryId, Digest, Ref, TrancheId
from homeward.model.people import Candidate
from homeward.model.plans import Audience, Placement, Plan
from homeward.model.protected import Protected
from homeward.model.terms import Direction, Terms
from homeward.model.vault import Document
from homeward.planning import make_plan, plan_findings, plan_from_record, plan_record, reason_text, seed_of
from homeward.procedure import Part, PlanState, State
from homeward.procedure.bodies import part_body, reserve_body
from homeward.service.acting import Done, perform
from homeward.service.envelope import hand_over
from homeward.service.lists import direction_in
from homeward.service.reading import read_record
from homeward.service.seat import Seat
from homeward.service.standing import failing_people, people_on_final_lists
from homeward.service.waiting import proposed_plan

_PLAN = "plan"
PAPER = "paper"
_BURIED = "papers-erased"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One line of the plan as a party holds it: no health, no rank among the sick, a reason it may read."""

    ref: Ref
    direction: Direction
    category: CategoryId
    tranche: TrancheId | None
    reserve_rank: int | None
    is_outside_total: bool
    reason: str


def propose_plan(seat: Seat) -> tuple[Plan, Done]:
    """Plan at the neutral's seat, keep the plan, hand each party its paper, and draft the plan for their signatures."""
    reading = read_record(seat)
    terms, terms_digest = _signed_terms(reading.state)
    _require_gates(seat, reading.state, terms)
    candidates = _travelling(seat, reading.state, terms)
    plan = make_plan(
        candidates,
        terms,
        terms_digest=terms_digest,
        seed=_seed(reading.state),
        solver=seat.solver,
        progress=lambda step: seat.progress(step, 0.5),
    )
    papers = _papers(plan, candidates, terms)
    done = perform(seat, "plan.signed", _body(plan, papers, terms), ())
    seat.vault.keep(_PLAN, plan_record(plan))
    reading = read_record(seat)
    for party in reading.state.parties():
        hand_over(seat, reading, party, "plan", [_paper_record(one) for one in papers])
    return plan, done


def _require_gates(seat: Seat, state: State, terms: Terms) -> None:
    """Refuse a plan while somebody is neither through every gate nor recorded as not travelling: silence is no consent."""
    if state.plan is not None:
        raise Refusal("PLAN-63", "the plan is signed already", hint="people who drop out are replaced from the reserve")
    first = min(tranche.on for tranche in terms.tranches)
    if failing := failing_people(seat, terms, first) - set(state.stopped):
        raise Refusal(
            "PLAN-64",
            f"{len(failing)} people have not passed every gate by {first} and are not recorded as not travelling",
            hint=f"import what the gates showed, then run `homeward gates close --on {first}`",
            source="GC III 109(3); GC IV 45; CAT 3",
        )


def check_plan(seat: Seat) -> tuple[Finding, ...]:
    """Check the plan with code that never saw the solver: in full at the neutral, by counts and roots at a party."""
    state = read_record(seat).state
    terms, _ = _signed_terms(state)
    record = seat.vault.kept(_PLAN)
    if seat.org == seat.profile.neutral and record is not None:
        plan = plan_from_record(record)
        known = {one.ref for one in plan.placements}
        candidates = [one.candidate for one in people_on_final_lists(seat, terms) if one.candidate.ref in known]
        return plan_findings(plan, candidates, terms, seed=_seed(state))
    return _paper_findings(seat, state)


def take_plan(seat: Seat, content: Json) -> None:
    """Keep the plan as a party's paper, one document a person."""
    rows = [row for row in content if isinstance(row, dict)] if isinstance(content, list) else []
    whose = _whose(seat)
    seat.vault.replace(
        PAPER,
        (
            Document(
                kind=PAPER,
                person=whose.get(Ref(str(row["ref"])), f"final/{row['ref']}"),
                key=str(row["ref"]),
                value=Protected(row),
            )
            for row in rows
        ),
    )


def papers(seat: Seat) -> tuple[Paper, ...]:
    """Return the plan as this seat holds it, in order of commitment."""
    record = seat.vault.kept(_PLAN)
    if seat.org == seat.profile.neutral and record is not None:
        terms, _ = _signed_terms(read_record(seat).state)
        plan = plan_from_record(record)
        known = {one.ref for one in plan.placements}
        return _papers(
            plan, [one.candidate for one in people_on_final_lists(seat, terms) if one.candidate.ref in known], terms
        )
    buried = seat.vault.kept(_BURIED)
    rows = [
        *(document.value.disclose() for document in seat.vault.get(PAPER)),
        *(buried if isinstance(buried, list) else []),
    ]
    return tuple(sorted((_paper(row) for row in rows if isinstance(row, dict)), key=lambda one: one.ref))


def bury_papers(seat: Seat, people: Collection[str]) -> None:
    """Keep the bare places of *people* who are about to be erased: an act must still be drafted from the whole plan."""
    going = [one.value.disclose() for one in seat.vault.get(PAPER) if one.person in people]
    kept = seat.vault.kept(_BURIED)
    bare = [{**row, "reason": "erased"} for row in going if isinstance(row, dict)]
    seat.vault.keep(_BURIED, [*(kept if isinstance(kept, list) else []), *bare])


def parts_of(lines: Sequence[Paper], terms: Terms) -> tuple[Part, ...]:
    """Return what the plan owes in each direction and tranche, recounted from its lines."""
    return tuple(
        _part([one for one in lines if (one.direction, one.tranche) == (direction, tranche.id)], direction, tranche.id)
        for direction in terms.directions
        for tranche in terms.tranches
    )


def reserve_of(lines: Sequence[Paper], direction: Direction) -> tuple[tuple[Ref, CategoryId], ...]:
    """Return the reserve of one direction in its order."""
    reserve = [one for one in lines if one.direction == direction and one.reserve_rank is not None]
    return tuple((one.ref, one.category) for one in sorted(reserve, key=lambda one: one.reserve_rank or 0))


def planned_places(lines: Sequence[Paper], direction: Direction, tranche: TrancheId) -> tuple[Place, ...]:
    """Return the people planned for one direction and tranche."""
    return tuple(
        Place(ref=one.ref, category=one.category)
        for one in lines
        if (one.direction, one.tranche) == (direction, tranche)
    )


def _body(plan: Plan, lines: Sequence[Paper], terms: Terms) -> dict[str, Json]:
    parts: list[Json] = [part_body(part) for part in parts_of(lines, terms)]
    reserve: list[Json] = [reserve_body(direction, reserve_of(lines, direction)) for direction in terms.directions]
    return {
        "terms": plan.terms,
        "seed": plan.seed,
        "plan": digest(encode(plan_record(plan))),
        "parts": parts,
        "reserve": reserve,
    }


def _part(lines: Sequence[Paper], direction: Direction, tranche: TrancheId) -> Part:
    return Part(
        direction=direction,
        tranche=tranche,
        root=sorted_root(one.ref for one in lines),
        counts=dict(sorted(Counter(one.category for one in lines if not one.is_outside_total).items())),
        outside=sum(one.is_outside_total for one in lines),
    )


def _papers(plan: Plan, candidates: Sequence[Candidate], terms: Terms) -> tuple[Paper, ...]:
    by_ref = {one.ref: one for one in candidates}
    return tuple(_paper_of(place, by_ref[place.ref], terms) for place in plan.placements)


def _paper_of(place: Placement, candidate: Candidate, terms: Terms) -> Paper:
    return Paper(
        ref=place.ref,
        direction=place.direction,
        category=public_category(candidate, terms),
        tranche=place.tranche,
        reserve_rank=place.reserve_rank,
        is_outside_total=place.is_outside_total,
        reason=reason_text(place.reasons, audience=Audience.PARTY, terms=terms, tranche=place.tranche),
    )


def _paper_record(one: Paper) -> Json:
    return {
        "ref": one.ref,
        "holder": one.direction.holder,
        "receiver": one.direction.receiver,
        "category": one.category,
        "tranche": one.tranche,
        "reserve": one.reserve_rank,
        "outside": one.is_outside_total,
        "reason": one.reason,
    }


def _paper(row: Mapping[str, Json]) -> Paper:
    tranche, reserve = row["tranche"], row["reserve"]
    return Paper(
        ref=Ref(str(row["ref"])),
        direction=direction_in(row),
        category=CategoryId(str(row["category"])),
        tranche=None if tranche is None else TrancheId(str(tranche)),
        reserve_rank=reserve if isinstance(reserve, int) else None,
        is_outside_total=row["outside"] is True,
        reason=str(row["reason"]),
    )


def _paper_findings(seat: Seat, state: State) -> tuple[Finding, ...]:
    """Compare the plan on paper with the one signed or to be signed: parts, reserve, nobody lost or doubled."""
    terms, _ = _signed_terms(state)
    lines = papers(seat)
    wanted = _proposed(seat, state)
    # Once a plan is signed, people may still turn out not to travel: their places are filled from the reserve.
    stopped = set(state.stopped) if state.plan is None else set()
    findings = []
    for part, signed in zip(parts_of(lines, terms), wanted.parts, strict=False):
        if part != signed:
            findings.append(
                _differs(f"{part.direction} tranche {part.tranche}", "its people and counts are those signed")
            )
    for direction in terms.directions:
        if reserve_of(lines, direction) != wanted.reserve.get(direction, ()):
            findings.append(_differs(f"{direction} reserve", "its people and order are those signed"))
        on_list = {document.key for document in seat.vault.get(f"final:{direction}")} - stopped
        planned = {Ref(one.ref) for one in lines if one.direction == direction}
        if not planned <= on_list:
            findings.append(_differs(str(direction), "everybody in the plan is on the final list and may travel"))
    return tuple(findings)


def _proposed(seat: Seat, state: State) -> PlanState:
    return state.plan or proposed_plan(seat, state)


def _differs(where: str, rule: str) -> Finding:
    return Finding(
        code="PLAN-60",
        severity=Severity.ERROR,
        where=Where(source="plan on paper", field=where),
        rule=rule,
        remedy="do not sign; ask the neutral for its bundle again",
        source="docs/seats.md",
    )


def _whose(seat: Seat) -> dict[Ref, str]:
    state = read_record(seat).state
    directions = state.terms.directions if state.terms else ()
    return {
        Ref(document.key): document.person
        for direction in directions
        for document in seat.vault.get(f"final:{direction}")
    }


def _travelling(seat: Seat, state: State, terms: Terms) -> tuple[Candidate, ...]:
    return tuple(one.candidate for one in people_on_final_lists(seat, terms) if one.candidate.ref not in state.stopped)


def _signed_terms(state: State) -> tuple[Terms, Digest]:
    if state.terms is None or state.terms_digest is None:
        raise Refusal("PLAN-61", "no terms are signed", hint="sign the terms first")
    return state.terms, state.terms_digest


def _seed(state: State) -> Digest:
    nonces = [draw.nonce for draw in state.draws.values() if draw.nonce is not None]
    if len(nonces) != len(state.parties()):
        raise Refusal(
            "PLAN-62", "not every party has opened its draw", hint="run `homeward draw open` at each party's seat"
        )
    return seed_of(bytes.fromhex(nonce) for nonce in nonces)
