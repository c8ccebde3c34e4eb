"""Rules for remains: their own track, their own acts, their own counts. A bag is never a person."""

from __future__ import annotations

from dataclasses import replace

from homeward.procedure.bodies import read_direction
from homeward.procedure.happening import Happening, need_party, need_terms, refuse
from homeward.procedure.state import RemainsState, State, with_item


def remains_signed(state: State, now: Happening) -> State:
    """
    Admit that bags of remains were handed over, or handed back because they are of the other side's dead.

    A bag is handed over once; it goes back once, to whom it came from, and only under the act it came with.
    """
    need_terms(state, now.event)
    is_return = "returns" in now.fields.body
    now.fields.exactly("bags", "holder", "on", "receiver", *(["returns"] if is_return else []))
    direction, bags = read_direction(now.fields), now.fields.refs("bags")
    if not bags or list(bags) != sorted(bags):
        raise refuse("ADMIT-170", "bags are listed in order, at least one", "draft the act again")
    returns = now.fields.digest("returns") if is_return else None
    came_with = [one for one in state.remains if one.digest == returns]
    if is_return and not any(
        (one.direction.holder, one.direction.receiver) == (direction.receiver, direction.holder)
        and set(bags) <= set(one.bags)
        for one in came_with
    ):
        raise refuse("ADMIT-171", "bags handed back that did not come with that act", "name the act they came with")
    if again := sorted(set(bags) & {bag for one in state.remains if one.returns == returns for bag in one.bags}):
        raise refuse("ADMIT-172", f"bag {again[0][:12]} was handed over already", "a bag is handed over once")
    done = RemainsState(
        digest=now.digest,
        direction=direction,
        on=now.fields.day("on"),
        bags=bags,
        returns=returns,
        at=now.event.at,
    )
    return replace(state, remains=(*state.remains, done))


def remains_identified(state: State, now: Happening) -> State:
    """Admit the receiving side's findings about bags of one act: a root; whose they are stays out of the record."""
    need_party(state, now.event)
    now.fields.exactly("act", "identified")
    act, root = now.fields.digest("act"), now.fields.digest("identified")
    if all(one.digest != act or one.direction.receiver != now.event.org for one in state.remains):
        raise refuse("ADMIT-173", f"{now.event.org} identifies remains it did not receive", "import the act first")
    found = (*state.identified.get(act, ()), (root, now.event.at))
    return replace(state, identified=with_item(state.identified, act, found))
