"""The shared clock: whose turn it is, since when, until when. Lateness is shown; it costs nobody a place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

from homeward.model.ids import ClauseId, OrgId
from homeward.model.terms import Deadlines, Direction, Terms
from homeward.procedure.rules_lists import REQUIRED_LISTS
from homeward.procedure.state import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """
    One thing that is due.

    ``since`` is the event it counts from; ``until`` None means that the agreement sets no limit. ``orgs`` are those
    who must act, in alphabetical order: several where it takes all of them.
    """

    orgs: tuple[OrgId, ...]
    step: str
    since: datetime | None
    until: datetime | None
    clause: ClauseId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the exchange and how far it is: ``done`` of ``total``."""

    name: str
    done: int
    total: int


def turns(state: State) -> tuple[Turn, ...]:
    """
    Tell what is due now, in the order of the procedure.

    Only the first unfinished step of each thread is due: what follows waits for it. Disputes about one person never
    appear here, since they stop nobody else.
    """
    return tuple(_turns(state))


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


def _turns(state: State) -> Iterator[Turn]:
    if state.exchange is None:
        yield Turn(orgs=(), step="sign genesis at every seat", since=None, until=None, clause=None)
    elif state.terms is None:
        yield Turn(orgs=_parties(state), step="sign the terms", since=None, until=None, clause=None)
    elif len(state.finals) < len(state.terms.directions):
        yield from _list_turns(state, state.terms)
    elif state.plan is None:
        yield from _plan_turns(state)
    else:
        yield from _act_turns(state, state.terms)


def _list_turns(state: State, terms: Terms) -> Iterator[Turn]:
    unsealed = tuple(org for org in _parties(state) if not _sealed(state, org))
    if unsealed:
        until = _after(state.terms_at, terms.deadlines.lists_days)
        yield _due(unsealed, "seal the draw and both lists", state.terms_at, until, terms.deadlines)
        return
    hidden = sorted({org for (org, _), one in state.lists.items() if one.revealed_at is None})
    if hidden:
        since = max(one.committed_at for one in state.lists.values())
        yield _due(
            tuple(hidden),
            "reveal the lists to the neutral",
            since,
            _after(since, terms.deadlines.lists_days),
            terms.deadlines,
        )
        return
    for direction in terms.directions:
        yield from _direction_turns(state, terms, direction)


def _direction_turns(state: State, terms: Terms, direction: Direction) -> Iterator[Turn]:
    since, due = state.proposed.get(direction), terms.deadlines
    if since is None:
        yield _due(_neutral(state), f"open the lists and propose matches for {direction}", None, None, due)
    elif (answered := state.answered.get(direction)) is None:
        yield _due((OrgId(direction.holder),), f"answer for {direction}", since, _after(since, due.answer_days), due)
    elif direction not in state.finals:
        yield _due(
            _parties(state),
            f"sign the final list for {direction}",
            answered[1],
            _after(answered[1], due.final_days),
            due,
        )


def _plan_turns(state: State) -> Iterator[Turn]:
    since = max(at for _, at in state.finals.values())
    unopened = tuple(sorted(org for org, draw in state.draws.items() if draw.nonce is None))
    if unopened:
        yield Turn(orgs=unopened, step="open the draw", since=since, until=None, clause=None)
    else:
        yield Turn(
            orgs=_parties(state), step="sign the plan the neutral proposes", since=since, until=None, clause=None
        )


def _act_turns(state: State, terms: Terms) -> Iterator[Turn]:
    done = {(one.act.tranche, one.act.direction) for one in state.acts}
    for one in state.acts:
        if one.arrived_at is None:
            step = f"confirm arrival of tranche {one.act.tranche} for {one.act.direction}"
            until = _after(one.at, terms.deadlines.arrival_days)
            yield _due((OrgId(one.act.direction.receiver),), step, one.at, until, terms.deadlines)
    for tranche in terms.tranches:
        open_ones = [one for one in terms.directions if (tranche.id, one) not in done]
        if open_ones:
            on = None if tranche.on is None else _end_of(tranche.on)
            step = f"hand over tranche {tranche.id}: {', '.join(str(one) for one in open_ones)}"
            yield Turn(orgs=_parties(state), step=step, since=None, until=on, clause=tranche.clause)
            return


def _due(orgs: tuple[OrgId, ...], step: str, since: datetime | None, until: datetime | None, due: Deadlines) -> Turn:
    return Turn(orgs=orgs, step=step, since=since, until=until, clause=due.clause if until else None)


def _after(since: datetime | None, days: int | None) -> datetime | None:
    return None if since is None or days is None else since + timedelta(days=days)


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time(23, 59, 59), tzinfo=timezone.utc)  # noqa: UP017 - as the events write it


def _sealed(state: State, org: OrgId) -> bool:
    return org in state.draws and all((org, kind) in state.lists for kind in REQUIRED_LISTS)


def _parties(state: State) -> tuple[OrgId, ...]:
    return tuple(party for party in state.parties())


def _neutral(state: State) -> tuple[OrgId, ...]:
    neutral = state.neutral()
    return (neutral,) if neutral is not None else _parties(state)
