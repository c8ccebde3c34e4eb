"""The plan: proposed by the neutral's program, checked, handed to both sides, signed by them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

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
    """Refuse a plan while somebody neither passed every gate nor is known not to travel: silence is no consent."""
    if state.plan is not None:
        raise Refusal("PLAN-63", "the plan is signed already", hint="people who drop out are replaced from the reserve")
    first = terms.first_day or terms.agreed_on
    if failing := failing_people(seat, terms, first) - set(state.stopped):
        raise Refusal(
            "PLAN-64",
            f"{len(failing)} people have not passed every gate by {first} and are not recorded as not travelling",
            hint=f"import what the gates showed, then run `homeward gates close --on {first}`",
            source="GC III 109(3); GC IV 45; CAT 3",
        )


def check_plan(seat: Seat) -> tuple[Finding, ...]:
    """
    Check the plan with code that never saw the solver: in full at the neutral, by counts and roots at a party.

    Once somebody of the plan was erased at the neutral, it too can only check counts and roots.
    """
    state = read_record(seat).state
    terms, _ = _signed_terms(state)
    plan = _own_plan(seat)
    if plan is not None:
        candidates = _planned(seat, plan, terms)
        if len(candidates) == len(plan.placements):
            return plan_findings(plan, candidates, terms, seed=_seed(state))
    return _paper_findings(seat, state)


def _own_plan(seat: Seat) -> Plan | None:
    """Return the plan this seat made itself: only the neutral has one."""
    record = seat.vault.kept(_PLAN)
    return None if record is None or seat.org != seat.profile.neutral else plan_from_record(record)


def _planned(seat: Seat, plan: Plan, terms: Terms) -> list[Candidate]:
    known = {one.ref for one in plan.placements}
    return [one.candidate for one in people_on_final_lists(seat, terms) if one.candidate.ref in known]


def take_plan(seat: Seat, content: Json) -> None:
    """Keep the plan as a party's paper, one document a person."""
    lines = [_paper(row) for row in content if isinstance(row, dict)] if isinstance(content, list) else []
    whose = _whose(seat)
    seat.vault.replace(
        PAPER,
        (
            Document(
                kind=PAPER,
                person=whose.get(one.ref, f"final/{one.ref}"),
                key=one.ref,
                value=Protected(_paper_record(one)),
            )
            for one in lines
        ),
    )


def papers(seat: Seat) -> tuple[Paper, ...]:
    """Return the plan as this seat holds it, in order of commitment; of people erased here only the bare place."""
    plan = _own_plan(seat)
    if plan is None:
        made = [_paper(row) for row in _objects([document.value.disclose() for document in seat.vault.get(PAPER)])]
    else:
        terms, _ = _signed_terms(read_record(seat).state)
        made = list(_papers(plan, _planned(seat, plan, terms), terms))
    return tuple(sorted((*made, *_buried(seat)), key=lambda one: one.ref))


def _buried(seat: Seat) -> tuple[Paper, ...]:
    return tuple(_paper(row) for row in _objects(seat.vault.kept(_BURIED)))


def _objects(value: Json) -> list[dict[str, Json]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def bury_papers(seat: Seat, people: Collection[str]) -> None:
    """Keep the bare places of *people* who are about to be erased: an act must still be drafted from the whole plan."""
    state = read_record(seat).state
    if state.terms is None:
        return
    going = {
        Ref(document.key)
        for direction in state.terms.directions
        for document in seat.vault.get(f"final:{direction}")
        if document.person in people or document.about in people
    }
    bare: list[Json] = [_paper_record(replace(one, reason="erased")) for one in papers(seat) if one.ref in going]
    seat.vault.keep(_BURIED, [*_objects(seat.vault.kept(_BURIED)), *bare])


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
    return tuple(_paper_of(place, by_ref[place.ref], terms) for place in plan.placements if place.ref in by_ref)


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
    lines, erased = papers(seat), {one.ref for one in _buried(seat)}
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
        planned = {one.ref for one in lines if one.direction == direction}
        if not planned <= on_list | erased:
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
