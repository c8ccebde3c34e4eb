"""The shared clock: whose turn it is, since when, until when. Lateness is shown; it costs nobody a place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from homeward.model.ids import OrgId
from homeward.procedure.agreed import Fact, Gap, Unsigned, agreed_facts, gaps
from homeward.procedure.presence import Ready, There, readiness, there
from homeward.procedure.rules_lists import REQUIRED_LISTS
from homeward.procedure.state import State
from homeward.procedure.turns import Due, Turn, all_turns

__all__ = ["Clock", "Due", "Late", "Step", "Turn", "clock_of", "late_by", "left", "steps", "turns"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the exchange and how far it is: ``done`` of ``total``."""

    name: str
    done: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """
    Something done after its time, or not done while its time has passed: a fact beside others, with no consequence.

    No rule reads it: nobody loses a place, a number or a turn by it.
    """

    orgs: tuple[OrgId, ...]
    step: str
    until: datetime
    done: datetime | None
    by: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """
    Where an exchange stands at one instant, in words that are the same for every party.

    A pure function of the record and of ``now``. For one record a later ``now`` changes no turn, no limit and nothing
    that was agreed: what is left only shrinks, what is late only grows.
    """

    now: datetime
    turns: tuple[Turn, ...]
    agreed: tuple[Fact, ...]
    not_agreed: tuple[Gap, ...]
    readiness: tuple[Ready, ...]
    there: tuple[There, ...]
    late: tuple[Late, ...]


def clock_of(state: State, now: datetime, unsigned: Sequence[Unsigned] = ()) -> Clock:
    """
    Tell where the exchange stands at *now*.

    Args:
        state: What the record says.
        now: The instant at which it is asked, UTC.
        unsigned: Joint acts that wait for signatures where the question is asked. They are no part of the record, and
            another seat may hold others.
    """
    return Clock(
        now=now,
        turns=tuple(_waited_for(one, unsigned) for one in turns(state)),
        agreed=tuple(agreed_facts(state)),
        not_agreed=tuple(gaps(state, unsigned)),
        readiness=tuple(readiness(state)),
        there=tuple(there(state, now)),
        late=tuple(_late(state, now)),
    )


def turns(state: State) -> tuple[Turn, ...]:
    """
    Tell what is due now, in the order of the procedure.

    Only the first unfinished step of each thread is due: what follows waits for it. Disputes about one person never
    appear here, since they stop nobody else.
    """
    return tuple(one for one in all_turns(state) if one.done is None)


def _waited_for(turn: Turn, unsigned: Sequence[Unsigned]) -> Turn:
    """Return *turn* as that of those alone whose signature a draft of its act still lacks, where one waits here."""
    drafts = [one for one in unsigned if one.what == turn.what]
    return replace(turn, orgs=tuple(sorted({org for one in drafts for org in one.lacks}))) if drafts else turn


def left(turn: Turn, now: datetime) -> timedelta | None:
    """Return how much time *turn* has left at *now*, negative when its limit has passed; None without a limit."""
    return None if turn.until is None else turn.until - now


def late_by(turn: Turn, now: datetime) -> timedelta:
    """Return by how much *turn* is late at *now*, or was when it was done; nothing without a limit."""
    if turn.until is None:
        return timedelta()
    return max(timedelta(), (turn.done or now) - turn.until)


def steps(state: State) -> tuple[Step, ...]:
    """Tell how far each step of the exchange is, in the order of the procedure."""
    parties, terms = len(state.parties()), state.terms
    directions = len(terms.directions) if terms else 0
    lists = list(state.lists.values())
    acts = directions * (len(terms.tranches) if terms else 0)
    return (
        Step(name="genesis signed by all", done=int(state.exchange is not None), total=1),
        Step(name="terms signed", done=int(terms is not None), total=1),
        Step(name="draw sealed", done=len(state.draws), total=parties),
        Step(name="lists sealed", done=len(lists), total=parties * len(REQUIRED_LISTS)),
        Step(
            name="lists revealed to the neutral",
            done=sum(one.revealed_at is not None for one in lists),
            total=len(lists),
        ),
        Step(name="matches proposed", done=len(state.proposed), total=directions),
        Step(name="answers", done=len(state.answered), total=directions),
        Step(name="final lists signed", done=len(state.finals), total=directions),
        Step(name="draw opened", done=sum(one.nonce is not None for one in state.draws.values()), total=parties),
        Step(name="plan signed", done=int(state.plan is not None), total=1),
        Step(name="acts signed", done=len(state.acts), total=acts),
        Step(name="arrivals confirmed", done=sum(one.arrived_at is not None for one in state.acts), total=acts),
        Step(name="bulletins released", done=len(state.releases), total=max(1, len(state.releases))),
    )


def _late(state: State, now: datetime) -> Iterator[Late]:
    """Yield what is late. Acts of later date than *now* count as done: a clock that goes wrong accuses nobody."""
    for turn in all_turns(state):
        by = late_by(turn, now)
        if by and turn.until is not None:
            yield Late(orgs=turn.orgs, step=turn.step, until=turn.until, done=turn.done, by=by)
