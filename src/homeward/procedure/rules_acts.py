"""Rules for what happens at the crossing and after: acts, arrivals, erasures, released bulletins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from homeward.log import sorted_root
from homeward.model.acts import Act, counts_of
from homeward.model.findings import Refusal
from homeward.model.ids import CategoryId, OrgId, Ref
from homeward.procedure.bodies import read_act
from homeward.procedure.happening import Happening, need_terms, refuse
from homeward.procedure.state import ActState, Part, PlanState, Release, State, with_item


def act_signed(state: State, now: Happening) -> State:
    """
    Admit an act: the people of the plan's part, less those not travelling, plus the next of the reserve.

    The signed people are recounted here against the root in the signed plan; an act carries no count of its own.
    """
    act, plan = read_act(now.fields), state.plan
    if plan is None:
        raise refuse("ADMIT-60", "an act before the plan was signed", "sign the plan first")
    _require_new(state, act)
    part = _part(plan, act)
    _require_standing(state, act, now)
    _require_plan(act, part)
    _require_reserve(state, act, plan, now)
    _require_filled(act, part, _free(state, act, plan, now))
    done = ActState(digest=now.digest, act=act, at=now.event.at)
    crossed = state.crossed | {place.ref for place in act.people}
    return replace(state, acts=(*state.acts, done), crossed=crossed)


def arrival_confirmed(state: State, now: Happening) -> State:
    """Admit the receiving side's word that people arrived; only now may they be counted in public."""
    now.fields.exactly("act", "missing")
    wanted, missing = now.fields.digest("act"), frozenset(now.fields.refs("missing"))
    found = next((one for one in state.acts if one.digest == wanted), None)
    if found is None or found.act.direction.receiver != now.event.org:
        raise refuse(
            "ADMIT-70", f"{now.event.org} confirms an act that is not signed or not its own", "import the act first"
        )
    if found.arrived_at is not None:
        raise refuse("ADMIT-71", "this arrival is confirmed already", "nothing needs to be done")
    if not missing <= {place.ref for place in found.act.people} | found.named:
        raise refuse("ADMIT-72", "somebody missing who is not on the act", "name only people of this act")
    arrived = replace(found, arrived_at=now.event.at, arrival=now.digest, missing=missing)
    return replace(state, acts=tuple(arrived if one is found else one for one in state.acts))


def vault_erased(state: State, now: Happening) -> State:
    """Admit that personal data was erased at one seat; the record never held it."""
    now.fields.exactly("epoch", "persons")
    erasures = with_item(state.erasures, now.event.org, now.fields.count("epoch"))
    return replace(state, erased=state.erased + now.fields.count("persons"), erasures=erasures)


def bulletin_released(state: State, now: Happening) -> State:
    """
    Admit a bulletin that every party's spokesperson released, by the digest of the same bytes.

    Nothing is released before somebody's arrival is confirmed. A correction names a bulletin its authors saw released;
    whether that was the last one is for who signs: two releases may cross each other on their way.
    """
    need_terms(state, now.event)
    is_correction = "corrects" in now.fields.body
    now.fields.exactly("as_of", "digest", *(["corrects"] if is_correction else []))
    digest = now.fields.digest("digest")
    if any(one.digest == digest for one in state.releases):
        raise refuse("ADMIT-73", "this bulletin is released already", "nothing needs to be done")
    if all(one.arrived_at is None for one in state.acts):
        raise refuse("ADMIT-76", "a bulletin before any arrival is confirmed", "confirm arrivals first")
    corrects = now.fields.digest("corrects") if is_correction else None
    if corrects is not None and all(one.digest != corrects for one in state.releases):
        raise refuse(
            "ADMIT-77", "a correction of a bulletin that is not released", "correct the bulletin released last"
        )
    release = Release(digest=digest, as_of=now.fields.day("as_of"), at=now.event.at, corrects=corrects)
    return replace(state, releases=(*state.releases, release))


def _require_new(state: State, act: Act) -> None:
    if any((one.act.tranche, one.act.direction) == (act.tranche, act.direction) for one in state.acts):
        raise refuse(
            "ADMIT-61", f"an act for {act.direction} in {act.tranche} is signed already", "an act happens once"
        )
    if act.number != _number(state, act):
        raise refuse("ADMIT-62", f"act number {act.number} is not that of its tranche and direction", "draft it again")
    if twice := sorted({place.ref for place in act.people} & state.crossed):
        raise refuse("ADMIT-63", f"{twice[0][:12]} crossed already under another act", "nobody crosses twice")
    if [place.ref for place in act.people] != sorted(place.ref for place in act.people):
        raise refuse("ADMIT-64", "the people of an act stand in order", "draft the act again")


def _number(state: State, act: Act) -> int:
    """Return the number of an act: its place among tranches and directions as the terms list them, from 1."""
    terms = state.terms
    places = [(one.id, other) for one in terms.tranches for other in terms.directions] if terms else []
    return places.index((act.tranche, act.direction)) + 1 if (act.tranche, act.direction) in places else 0


def _part(plan: PlanState, act: Act) -> Part:
    for part in plan.parts:
        if (part.direction, part.tranche) == (act.direction, act.tranche):
            return part
    raise refuse(
        "ADMIT-65", f"the plan has no tranche {act.tranche} for {act.direction}", "draft the act from the plan"
    )


def _require_standing(state: State, act: Act, now: Happening) -> None:
    visible = _visible(state, now)
    if stopped := sorted(visible & {place.ref for place in act.people}):
        raise Refusal(
            "ADMIT-66",
            f"{stopped[0][:12]} is not travelling",
            hint="take the next of the reserve and draft the act again",
            source="GC III 109(3); GC IV 45",
        )
    if unknown := sorted(set(act.absent) - visible):
        raise refuse(
            "ADMIT-67",
            f"{unknown[0][:12]} is left out of the act without a notice of not travelling",
            "nobody leaves a plan unless the neutral recorded it; import its bundle",
        )


def _require_plan(act: Act, part: Part) -> None:
    planned = ({place.ref for place in act.people} - set(act.replacements)) | set(act.absent)
    if not set(act.replacements) <= {place.ref for place in act.people} or sorted_root(planned) != part.root:
        raise refuse(
            "ADMIT-68", f"the act's people are not those of the plan for {part.tranche}", "draft it from the plan"
        )
    beyond = part.outside  # wounded and sick beyond the total travel outside it (GC III 109): the counts leave them out
    for category, persons in counts_of(act.people).items():
        beyond -= max(0, persons - part.counts.get(category, 0))
        if beyond < 0:
            raise refuse(
                "ADMIT-74",
                f"the act has {persons} people of {category}, the plan {part.counts.get(category, 0)}",
                "replace each absent person with somebody of the same category",
            )


def _require_reserve(state: State, act: Act, plan: PlanState, now: Happening) -> None:
    category = {place.ref: place.category for place in act.people}
    free = _free(state, act, plan, now)
    if len(act.replacements) > len(act.absent) or not _in_order(act.replacements, category, free):
        raise refuse(
            "ADMIT-69", "a replacement is not the next of the reserve in its category", "follow the reserve's order"
        )


def _require_filled(act: Act, part: Part, free: list[tuple[Ref, CategoryId]]) -> None:
    """Refuse an act that leaves a place empty although the reserve has somebody for it."""
    unused = Counter(category for ref, category in free if ref not in act.replacements)
    travelling = counts_of(act.people)
    for category, persons in part.counts.items():
        if travelling.get(category, 0) < persons and unused[category]:
            raise refuse(
                "ADMIT-75",
                f"a place for {category} is left empty although the reserve has somebody",
                "draft the act again; each free place is filled from the reserve",
            )


def _in_order(chosen: tuple[Ref, ...], category: Mapping[Ref, CategoryId], free: list[tuple[Ref, CategoryId]]) -> bool:
    """Tell whether in each category the chosen are the first of those free."""
    for wanted in {category[ref] for ref in chosen}:
        taken = [ref for ref in chosen if category[ref] == wanted]
        if taken != [ref for ref, one in free if one == wanted][: len(taken)]:
            return False
    return True


def _free(state: State, act: Act, plan: PlanState, now: Happening) -> list[tuple[Ref, CategoryId]]:
    """Return who of the reserve can still be called, in its order."""
    gone = state.crossed | _visible(state, now)
    return [(ref, one) for ref, one in plan.reserve.get(act.direction, ()) if ref not in gone]


def _visible(state: State, now: Happening) -> frozenset[Ref]:
    """Return who the authors of the act knew not to be travelling: what a log said later cannot undo a signed act."""
    seen: dict[OrgId, int] = {one.org: one.size for one in now.event.seen}
    return frozenset(ref for ref, (org, index) in state.stopped.items() if index < seen.get(org, 0))
