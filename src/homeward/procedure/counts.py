"""Figures as the record proves them: what was agreed, what was signed at the crossing, who arrived."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from homeward.model.acts import counts_of
from homeward.model.figures import Figure, Stage
from homeward.model.ids import CategoryId
from homeward.model.terms import Op, Terms
from homeward.procedure.performance import agreements_of, own_agreement
from homeward.procedure.state import ActState, State


def figures(state: State) -> tuple[Figure, ...]:
    """
    Return every count the record proves, for people entitled to all of it.

    What may be published of these is decided in one place only, :mod:`homeward.bulletin.suppress`.
    """
    if state.terms is None:
        return ()
    return (*_agreed(state, state.terms), *(one for act in state.acts for one in _of_act(act, state, state.terms)))


def _agreed(state: State, terms: Terms) -> Iterator[Figure]:
    on = {tranche.id: tranche.on for tranche in terms.tranches}
    for one in terms.commitments:
        if one.count is not None and one.op is Op.EQ and state.terms_digest is not None:
            yield Figure(
                stage=Stage.AGREED,
                direction=one.direction,
                tranche=one.tranche,
                on=on.get(one.tranche) if one.tranche else None,
                category=one.category,
                persons=one.count,
                proof=(state.terms_digest,),
            )


def _of_act(done: ActState, state: State, terms: Terms) -> Iterator[Figure]:
    """Yield the figures of an act in force; whoever counts under another agreement is no figure of this one."""
    allocation = state.allocated.get(done.digest)
    if allocation is not None:
        agreements, own = agreements_of(state, done), own_agreement(state)
        ours = tuple(place for place in done.act.people if agreements[place.ref] == own)
        done = replace(done, act=replace(done.act, people=ours), corrections=(*done.corrections, allocation.digest))
    signed = counts_of(done.act.people)
    yield from _figures(done, terms, Stage.HANDED_OVER, signed)
    if done.arrived_at is not None:
        missing = Counter(place.category for place in done.act.people if place.ref in done.missing)
        yield from _figures(done, terms, Stage.RETURNED, {one: signed[one] - missing[one] for one in signed})


def _figures(done: ActState, terms: Terms, stage: Stage, counts: dict[CategoryId, int]) -> Iterator[Figure]:
    on = next(tranche.on for tranche in terms.tranches if tranche.id == done.act.tranche)
    signed = (done.digest, *done.corrections)
    proof = signed if done.arrival is None or stage is not Stage.RETURNED else (*signed, done.arrival)
    for category, persons in (*counts.items(), (None, sum(counts.values()))):
        yield Figure(
            stage=stage,
            direction=done.act.direction,
            tranche=done.act.tranche,
            on=on,
            category=category,
            persons=persons,
            proof=proof,
        )
