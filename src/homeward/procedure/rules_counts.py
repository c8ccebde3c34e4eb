"""Rules for what counts as what: gestures, one handover under two agreements, wrong acts, categories stated."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from homeward.handover import EVERYBODY
from homeward.model.acts import Act, Place
from homeward.model.findings import Refusal
from homeward.model.ids import AgreementId, Ref
from homeward.model.terms import Direction
from homeward.procedure.bodies import read_direction, read_places
from homeward.procedure.happening import Happening, need_party, need_terms, refuse
from homeward.procedure.state import ActState, Allocation, GestureState, State, with_item

GESTURE: Final = AgreementId("gesture")
"""Not an agreement: people counted under it keep no promise of anybody."""

CORRECTED_FOR: Final = frozenset({"category", "crossed_too", "named_twice", "not_crossed"})
"""Why an act that was signed is corrected."""


def gesture_signed(state: State, now: Happening) -> State:
    """Admit people handed over outside every agreement. Nobody is sent home against their will by a gesture either."""
    need_terms(state, now.event)
    now.fields.exactly("holder", "on", "people", "receiver")
    direction, people = read_direction(now.fields), read_places(now.fields, "people")
    refs = [place.ref for place in people]
    if not people or refs != sorted(refs):
        raise refuse("ADMIT-180", "the people of a gesture stand in order, at least one", "draft it again")
    if again := sorted(set(refs) & state.crossed):
        raise refuse("ADMIT-181", f"{again[0][:12]} crossed already", "nobody crosses twice")
    seen = {one.org: one.size for one in now.event.seen}
    stopped = sorted(ref for ref, (org, index) in state.stopped.items() if ref in refs and index < seen.get(org, 0))
    if stopped:
        raise Refusal(
            "ADMIT-182",
            f"{stopped[0][:12]} is not travelling",
            hint="ask the neutral; leave the person out until it is said otherwise",
            source="GC III 109(3); GC IV 45",
        )
    done = GestureState(digest=now.digest, direction=direction, on=now.fields.day("on"), people=people, at=now.event.at)
    return replace(state, gestures=(*state.gestures, done), crossed=state.crossed | set(refs))


def act_allocated(state: State, now: Happening) -> State:
    """Admit under which agreement each person of one act counts: everybody once, nobody left out."""
    now.fields.exactly("act", "holder", "parts", "receiver")
    found = _act_in_force(state, now, read_direction(now.fields))
    counted: dict[Ref, AgreementId] = {}
    agreements: set[str] = set()
    for part in now.fields.parts("parts"):
        part.exactly("agreement", "people")
        agreement, refs = AgreementId(part.id("agreement")), part.refs("people")
        if agreement in agreements or not refs or set(refs) & set(counted):
            raise refuse(
                "ADMIT-183", "an agreement named twice or for nobody, or a person counted twice", "draft again"
            )
        agreements.add(agreement)
        counted |= dict.fromkeys(refs, agreement)
    if set(counted) != {place.ref for place in found.act.people}:
        raise refuse(
            "ADMIT-184", "an allocation that does not count exactly the people of the act", "count each of them once"
        )
    allocation = Allocation(digest=now.digest, counted=counted)
    return replace(state, allocated=with_item(state.allocated, found.digest, allocation))


def act_corrected(state: State, now: Happening) -> State:
    """
    Admit a new act in place of a signed one that was wrong. The old one is kept, and the new one names it.

    Whom it adds comes from the reserve, as on any act; a category is one of the terms'. From now on the new one counts.
    """
    terms = need_terms(state, now.event)
    now.fields.exactly("act", "holder", "people", "reason", "receiver")
    direction, people = read_direction(now.fields), read_places(now.fields, "people")
    found = _act_in_force(state, now, direction)
    if now.fields.text("reason") not in CORRECTED_FOR:
        raise refuse(
            "ADMIT-185", "an unknown reason for a correction", f"use one of {', '.join(sorted(CORRECTED_FOR))}"
        )
    refs = [place.ref for place in people]
    if refs != sorted(refs) or people == found.act.people:
        raise refuse("ADMIT-186", "a correction that changes nothing, or whose people stand in no order", "draft again")
    _require_known(state, found, people, direction)
    allowed = {*(one.id for one in terms.categories), EVERYBODY}
    if unknown := sorted({place.category for place in people} - allowed):
        raise refuse("ADMIT-188", f"category {unknown[0]} is not one of the terms", "use a category of the terms")
    was = {place.ref for place in found.act.people}
    corrected = replace(
        found,
        act=replace(found.act, people=people, replacements=_replacements(found.act, refs)),
        corrections=(*found.corrections, now.digest),
        signed=found.signed or found.act,
        named=found.named | was | set(refs),
    )
    acts = tuple(corrected if one is found else one for one in state.acts)
    return replace(state, acts=acts, crossed=(state.crossed - was) | set(refs))


def category_stated(state: State, now: Happening) -> State:
    """Admit what one side says of categories: a root. Where the sides differ, the person counts as disputed."""
    need_party(state, now.event)
    now.fields.exactly("holder", "receiver", "stated")
    direction, root = read_direction(now.fields), now.fields.digest("stated")
    if now.event.org not in (direction.holder, direction.receiver):
        raise refuse("ADMIT-189", f"{now.event.org} is no side of {direction}", "its two sides state categories")
    if direction not in state.finals:
        raise refuse("ADMIT-190", f"categories stated before the final list for {direction}", "sign that list first")
    key = (now.event.org, direction)
    return replace(state, stated=with_item(state.stated, key, (*state.stated.get(key, ()), (root, now.event.at))))


def exchange_closed(state: State, now: Happening) -> State:
    """Admit that the parties close the exchange. What is still open then stays in the register as it stands."""
    need_terms(state, now.event)
    now.fields.exactly("as_of")
    now.fields.day("as_of")
    if state.closed_at is not None:
        raise refuse("ADMIT-191", "the exchange is closed already", "nothing needs to be done")
    if any(one.arrived_at is None for one in state.acts):
        raise refuse("ADMIT-192", "an exchange closed before every arrival is confirmed", "confirm the arrivals first")
    return replace(state, closed_at=now.event.at)


def _act_in_force(state: State, now: Happening, direction: Direction) -> ActState:
    wanted = now.fields.digest("act")
    for one in state.acts:
        if one.in_force == wanted and one.act.direction == direction:
            return one
    raise refuse("ADMIT-187", "no signed act in force has that digest", "name the act, or its last correction")


def _require_known(state: State, found: ActState, people: tuple[Place, ...], direction: Direction) -> None:
    reserve = {ref for ref, _ in (state.plan.reserve.get(direction, ()) if state.plan else ())}
    known = found.named | {place.ref for place in found.act.people}
    for place in people:
        is_free = place.ref in reserve and place.ref not in state.crossed
        if place.ref not in known and not is_free:
            raise refuse(
                "ADMIT-193",
                f"{place.ref[:12]} is neither on the act nor free in the reserve",
                "who crossed outside the plan is a gesture: an act of its own",
            )


def _replacements(act: Act, refs: list[Ref]) -> tuple[Ref, ...]:
    added = [ref for ref in refs if ref not in {place.ref for place in act.people}]
    return (*(ref for ref in act.replacements if ref in refs), *added)
