"""Rules for the plan: who does not travel (never why), and the tranches both sides sign."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from types import MappingProxyType

from homeward.model.ids import CategoryId, ClauseId
from homeward.model.terms import Commitment, Terms
from homeward.planning import seed_of
from homeward.procedure.bodies import read_part, read_reserve
from homeward.procedure.happening import Happening, need_neutral, need_terms, refuse
from homeward.procedure.state import Part, PlanState, State
from homeward.terms import Interval, interval_of


def not_travelling(state: State, now: Happening) -> State:
    """Admit that people do not travel. The bytes are the same whichever gate was not passed (GC III 109)."""
    need_neutral(state, now.event)
    now.fields.exactly("people")
    people = now.fields.refs("people")
    if list(people) != sorted(people) or not people:
        raise refuse("ADMIT-50", "people not travelling are listed in order, at least one", "draft the notice again")
    if again := [ref for ref in people if ref in state.stopped]:
        raise refuse("ADMIT-51", f"{again[0][:12]} is not travelling already", "name only people newly not travelling")
    place = (now.event.org, now.index)
    return replace(state, stopped=MappingProxyType({**state.stopped, **dict.fromkeys(people, place)}))


def plan_signed(state: State, now: Happening) -> State:
    """Admit a plan made with the draw both sides committed to, whose counts are those of the terms in each tranche."""
    terms = need_terms(state, now.event)
    now.fields.exactly("parts", "plan", "reserve", "seed", "terms")
    if state.plan is not None:
        raise refuse("ADMIT-52", "the plan is signed already", "a new plan after signing is a later release's work")
    if now.fields.digest("terms") != state.terms_digest:
        raise refuse("ADMIT-53", "the plan was made for other terms than those signed", "plan again")
    _require_seed(state, now)
    parts = tuple(read_part(one) for one in now.fields.parts("parts"))
    _require_places(parts, terms)
    if gaps := tuple(_missed(parts, terms)):
        raise refuse(
            "ADMIT-57", gaps[0][0], "plan again; a plan that misses the terms cannot be signed", f"clause {gaps[0][1]}"
        )
    plan = PlanState(
        digest=now.fields.digest("plan"),
        seed=now.fields.digest("seed"),
        parts=parts,
        reserve=dict(read_reserve(one) for one in now.fields.parts("reserve")),
        at=now.event.at,
    )
    return replace(state, plan=plan)


def _require_seed(state: State, now: Happening) -> None:
    nonces = [draw.nonce for draw in state.draws.values()]
    parties = set(state.parties())
    if set(state.draws) != parties or any(nonce is None for nonce in nonces):
        raise refuse("ADMIT-54", "a plan before every party opened its draw", "open the draws first")
    if now.fields.digest("seed") != seed_of(bytes.fromhex(nonce) for nonce in nonces if nonce is not None):
        raise refuse(
            "ADMIT-55", "the plan's seed is not the draw of the parties' nonces", "plan again with the opened draw"
        )


def plan_gaps(parts: tuple[Part, ...], terms: Terms) -> tuple[str, ...]:
    """Tell in which ways a signed plan does not keep *terms*, as far as its counts show."""
    if not _has_every_place(parts, terms):
        return ("it has not exactly one part for each direction and tranche",)
    return tuple(says for says, _ in _missed(parts, terms))


def _require_places(parts: Iterable[Part], terms: Terms) -> None:
    if not _has_every_place(parts, terms):
        raise refuse("ADMIT-56", "the plan has not exactly one part for each direction and tranche", "plan again")


def _has_every_place(parts: Iterable[Part], terms: Terms) -> bool:
    seen = Counter((part.direction, part.tranche) for part in parts)
    wanted = {(direction, tranche.id) for direction in terms.directions for tranche in terms.tranches}
    return set(seen) == wanted and all(times == 1 for times in seen.values())


def _missed(parts: tuple[Part, ...], terms: Terms) -> Iterator[tuple[str, ClauseId]]:
    """Recount what a count alone can show; categories the public counts do not hold are the checker's work."""
    for one in terms.promises:
        persons, wanted = sum(_persons(one, part) for part in parts), interval_of(one)
        is_counted = one.category is None or any(one.category in part.counts for part in parts)
        if is_counted and (wanted & Interval(low=persons, high=persons)).is_empty:
            said = f"{one.op.value} {one.count}"
            yield f"the plan has {persons} people for {one.id}, the terms say {said}", one.clause


def _persons(commitment: Commitment, part: Part) -> int:
    if part.direction != commitment.direction or commitment.tranche not in (None, part.tranche):
        return 0
    return sum(_counted(part, commitment.category))


def _counted(part: Part, category: CategoryId | None) -> Iterator[int]:
    if category is None:
        yield from part.counts.values()
    else:
        yield part.counts.get(category, 0)
