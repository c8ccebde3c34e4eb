"""What is due, by whom, since when, until when: a table of threads, each a pure function of the state."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone
from enum import Enum
from typing import Final, TypeAlias

from homeward.model.ids import ClauseId, OrgId, TrancheId
from homeward.model.terms import Deadlines, Direction, Terms
from homeward.procedure.rules_lists import REQUIRED_LISTS
from homeward.procedure.state import State


class Due(Enum):
    """Which step of the procedure a turn is. Faces, and the calendar of deadlines, choose by it."""

    START = "start"
    TERMS = "terms"
    LISTS = "lists"
    REVEAL = "reveal"
    MATCHES = "matches"
    ASK = "ask"
    ANSWER = "answer"
    REMARK = "remark"
    REPLY = "reply"
    FINAL = "final"
    DRAW = "draw"
    PLAN = "plan"
    DATE = "date"
    HANDOVER = "handover"
    ARRIVAL = "arrival"


TERMS: Final = "the terms"
PLAN: Final = "the plan"


def final_list(direction: Direction) -> str:
    """Name the final list of one direction."""
    return f"the final list for {direction}"


def date_of(tranche: TrancheId) -> str:
    """Name the date of one tranche."""
    return f"the date of tranche {tranche}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """
    One thing that is due, or that was and is done (``done``: when).

    ``since`` is the event it counts from, a joint one from when the record shows it complete; None: no event, or one
    that nothing in the record follows yet. ``days`` is the limit the agreement sets, None for none; ``until`` is None
    without a limit, and while nobody can say from when its days run. ``orgs`` are those who must act, in alphabetical
    order: several where it takes all of them. ``what`` names the joint act it takes, None for none. ``done`` is the
    time of a draft where that is all there is: nobody is late by the time the others took to sign.
    """

    due: Due
    orgs: tuple[OrgId, ...]
    step: str
    since: datetime | None = None
    days: int | None = None
    until: datetime | None = None
    clause: ClauseId | None = None
    done: datetime | None = None
    what: str | None = None


Thread: TypeAlias = Callable[[State, Terms], Iterator[Turn]]
"""
Yields every turn of one thread of the procedure that is due, and every one with a limit that is done.

What comes later in a thread waits for what comes before it; threads wait for nobody but where their first line says so.
"""


def all_turns(state: State) -> Iterator[Turn]:
    """Yield the turns of every thread, due or done, in the order of the procedure."""
    if state.exchange is None:
        yield Turn(due=Due.START, orgs=(), step="sign genesis at every seat")
    elif state.terms is None:
        yield Turn(due=Due.TERMS, orgs=tuple(state.parties()), step="sign the terms", what=TERMS)
    else:
        for thread in THREADS:
            yield from thread(state, state.terms)


def end_of(day: date) -> datetime:
    """Return the last second of a day of the agreement: its days begin and end in UTC."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=timezone.utc)  # noqa: UP017 - as the events write it


def day_of(state: State, tranche: TrancheId) -> date | None:
    """
    Return the day on which *tranche* is agreed to cross: the date signed last, else the day the terms name.

    None: no date is agreed, or both sides took it back.
    """
    agreed = state.meetings.dates.get(tranche)
    if agreed is not None:
        return agreed.on
    tranches = state.terms.tranches if state.terms else ()
    return next((one.on for one in tranches if one.id == tranche), None)


def tranches_of(state: State) -> tuple[TrancheId, ...]:
    """Return the tranches the terms name, in their order; then those that only the meetings of the record name."""
    named = [one.id for one in state.terms.tranches] if state.terms else []
    meetings = state.meetings
    others = {
        *meetings.dates,
        *(tranche for tranche, _ in (*meetings.proposals, *meetings.readiness)),
        *(one.tranche for one in meetings.presences),
    }
    return (*named, *sorted(others - set(named)))


def is_handed_over(state: State, tranche: TrancheId) -> bool:
    """Tell whether an act is signed for every direction of *tranche*."""
    done = {one.act.direction for one in state.acts if one.act.tranche == tranche}
    return bool(done) and state.terms is not None and done >= set(state.terms.directions)


def _sealing(state: State, terms: Terms) -> Iterator[Turn]:
    turn = Turn(due=Due.LISTS, orgs=(), step="seal the draw and both lists", since=state.shown_at(state.terms_event))
    turn = _step(turn, terms.deadlines.lists_days, terms, None)
    for org in state.parties():
        if _sealed(state, org):
            yield _done(turn, org, max(one.committed_at for (owner, _), one in state.lists.items() if owner == org))
    unsealed = tuple(org for org in state.parties() if not _sealed(state, org))
    if unsealed:
        yield _for(turn, *unsealed)


def _revealing(state: State, terms: Terms) -> Iterator[Turn]:
    """Begin when all lists are sealed."""
    if not all(_sealed(state, org) for org in state.parties()):
        return
    since = max(one.committed_at for one in state.lists.values())
    turn = Turn(due=Due.REVEAL, orgs=(), step="reveal the lists to the neutral", since=since)
    turn = _step(turn, terms.deadlines.lists_days, terms, None)
    hidden = tuple(sorted({org for (org, _), one in state.lists.items() if one.revealed_at is None}))
    for org in state.parties():
        times = [one.revealed_at for (owner, _), one in state.lists.items() if owner == org and one.revealed_at]
        if org not in hidden and times:
            yield _done(turn, org, max(times))
    if hidden:
        yield _for(turn, *hidden)


def _directions(state: State, terms: Terms) -> Iterator[Turn]:
    """Begin when all lists are revealed; each direction goes on by itself."""
    lists = state.lists.values()
    if not all(_sealed(state, org) for org in state.parties()) or any(one.revealed_at is None for one in lists):
        return
    for direction in terms.directions:
        yield from _answering(state, terms, direction)


def _answering(state: State, terms: Terms, direction: Direction) -> Iterator[Turn]:
    """Yield the steps from proposed matches to the answer; what follows an answer is :func:`_settling`."""
    since, holder = state.proposed.get(direction), OrgId(direction.holder)
    if since is None:
        step = f"open the lists and propose matches for {direction}"
        yield Turn(due=Due.MATCHES, orgs=_neutral(state), step=step)
        return
    asked, answered = state.asked.get(direction), state.answered.get(direction)
    if asked is None and answered is None and _has_remarks(terms.deadlines):
        yield Turn(due=Due.ASK, orgs=_neutral(state), step=f"ask about the names for {direction}", since=since)
        return
    since, days = asked[1] if asked else since, terms.deadlines.answer_days
    turn = Turn(due=Due.ANSWER, orgs=(holder,), step=f"answer for {direction}", since=since)
    yield _step(turn, days, terms, answered[1] if answered else None)
    if answered is not None:
        yield from _settling(state, terms, direction, answered[1])


def _settling(state: State, terms: Terms, direction: Direction, answered: datetime) -> Iterator[Turn]:
    """Yield remarks, replies and the final list: where the terms set days for a step, the next one waits for it."""
    due, holder, receiver = terms.deadlines, OrgId(direction.holder), OrgId(direction.receiver)
    final, remarks, since = state.finals.get(direction), state.remarks_sent.get(direction), answered
    remarked = remarks[1] if remarks else None
    if due.remark_days is not None:
        step = f"remark on the answers for {direction}"
        turn = Turn(due=Due.REMARK, orgs=(receiver,), step=step, since=since)
        yield _step(turn, due.remark_days, terms, remarked)
        if remarked is None:
            return
        since = remarked
    replies = state.replied.get(direction)
    replied = replies[-1][1] if replies else None
    if due.reply_days is not None or (remarked is not None and final is None):
        step = f"reply to the remarks on {direction}"
        turn = Turn(due=Due.REPLY, orgs=(holder,), step=step, since=remarked or since)
        yield _step(turn, due.reply_days, terms, replied)
        if due.reply_days is not None and replied is None:
            return
        since = replied or since
    step = f"sign the final list for {direction}"
    turn = Turn(due=Due.FINAL, orgs=tuple(state.parties()), step=step, since=since, what=final_list(direction))
    yield _step(turn, due.final_days, terms, final[1] if final else None)


def _step(turn: Turn, days: int | None, terms: Terms, done: datetime | None) -> Turn:
    until = None if turn.since is None or days is None else turn.since + timedelta(days=days)
    clause = None if days is None else terms.deadlines.clause
    return replace(turn, days=days, until=until, clause=clause, done=done)


def _has_remarks(due: Deadlines) -> bool:
    return due.remark_days is not None or due.reply_days is not None


def _planning(state: State, terms: Terms) -> Iterator[Turn]:
    """Begin when all final lists are signed."""
    if len(state.finals) < len(terms.directions) or state.plan is not None or not state.finals:
        return
    times = [state.shown_at(state.final_events.get(one)) for one in state.finals]
    known = [at for at in times if at is not None]
    since = max(known) if len(known) == len(times) else None
    unopened = tuple(sorted(org for org, draw in state.draws.items() if draw.nonce is None))
    if unopened:
        yield Turn(due=Due.DRAW, orgs=unopened, step="open the draw", since=since)
    else:
        step = "sign the plan the neutral proposes"
        yield Turn(due=Due.PLAN, orgs=tuple(state.parties()), step=step, since=since, what=PLAN)


def _dating(state: State, _: Terms) -> Iterator[Turn]:
    """Answer the dates that somebody proposed, at any time after the terms: a date waits for no list."""
    proposals = sorted(state.meetings.proposals.values(), key=lambda one: (one.tranche, one.org))
    for one in proposals:
        if not is_handed_over(state, one.tranche):
            others = tuple(org for org in state.parties() if org != one.org)
            step = f"agree to the date {one.on} for tranche {one.tranche}, or propose another"
            yield Turn(due=Due.DATE, orgs=others, step=step, since=one.at, what=date_of(one.tranche))


def _crossing(state: State, terms: Terms) -> Iterator[Turn]:
    """Begin when the plan is signed: one tranche after the other."""
    if state.plan is None:
        return
    for one in state.acts:
        turn = Turn(
            due=Due.ARRIVAL,
            orgs=(OrgId(one.act.direction.receiver),),
            step=f"confirm arrival of tranche {one.act.tranche} for {one.act.direction}",
            since=state.shown_at(one.digest),
        )
        yield _step(turn, terms.deadlines.arrival_days, terms, one.arrived_at)
    for tranche in terms.tranches:
        signed = {one.act.direction: one.at for one in state.acts if one.act.tranche == tranche.id}
        open_ones = [one for one in terms.directions if one not in signed]
        turn = _handover(state, tranche.id, open_ones or list(terms.directions), tranche.clause)
        if open_ones:
            yield turn
            return
        if turn.due is Due.HANDOVER:
            yield replace(turn, done=max(signed.values()))


def _handover(state: State, tranche: TrancheId, directions: list[Direction], clause: ClauseId) -> Turn:
    agreed, day = state.meetings.dates.get(tranche), day_of(state, tranche)
    since = state.shown_at(agreed.digest) if agreed else None
    if day is None:
        step = f"agree on a date for tranche {tranche}"
        return Turn(due=Due.DATE, orgs=tuple(state.parties()), step=step, since=since)
    return Turn(
        due=Due.HANDOVER,
        orgs=tuple(state.parties()),
        step=f"hand over tranche {tranche}: {', '.join(str(one) for one in directions)}",
        since=since,
        until=end_of(day),
        clause=None if agreed else clause,
    )


THREADS: Final[tuple[Thread, ...]] = (_sealing, _revealing, _directions, _planning, _dating, _crossing)
"""Every thread of the procedure, in its order. A new one is added here and nowhere else."""


def _for(turn: Turn, *orgs: OrgId) -> Turn:
    return replace(turn, orgs=orgs)


def _done(turn: Turn, org: OrgId, at: datetime) -> Turn:
    return replace(turn, orgs=(org,), done=at)


def _sealed(state: State, org: OrgId) -> bool:
    return org in state.draws and all((org, kind) in state.lists for kind in REQUIRED_LISTS)


def _neutral(state: State) -> tuple[OrgId, ...]:
    neutral = state.neutral()
    return (neutral,) if neutral is not None else tuple(state.parties())
