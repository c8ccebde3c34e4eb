"""Who declared to be ready, and who was there: what the record holds, and no word about why somebody was not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from itertools import zip_longest

from homeward.model.ids import Digest, OrgId, TrancheId
from homeward.model.terms import Direction
from homeward.procedure.meeting import Presence
from homeward.procedure.state import ActState, State
from homeward.procedure.turns import day_of, end_of, is_handed_over, tranches_of


class Word(Enum):
    """What a party said about being ready for a tranche."""

    READY = "ready"
    NOT_READY = "not ready"
    OTHER_DATE = "ready for another date"
    SILENT = "nothing declared"


class Seen(Enum):
    """
    What the record holds of a party at a tranche on its day.

    ``ABSENT`` says that the day is over and the record holds nothing; it does not say why.
    """

    THERE = "was there"
    OTHER_DAY = "was there on another day"
    ABSENT = "absent: nothing recorded for that day"
    OPEN = "nothing recorded yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """One party's readiness for one tranche that has not crossed."""

    tranche: TrancheId
    org: OrgId
    word: Word
    since: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class There:
    """
    One party at one tranche. ``on``: the agreed day, None where none was agreed.

    ``by_act``: the party signed the act of handover there, which proves more than its own word. ``witnessed``: when the
    neutral confirmed it.
    """

    tranche: TrancheId
    org: OrgId
    on: date | None
    seen: Seen
    at: datetime | None = None
    by_act: bool = False
    witnessed: datetime | None = None


def readiness(state: State) -> Iterator[Ready]:
    """Yield each party's word on each tranche that is still to cross, parties in alphabetical order."""
    for tranche in tranches_of(state):
        if is_handed_over(state, tranche):
            continue
        agreed = state.meetings.dates.get(tranche)
        for org in state.parties():
            said = state.meetings.readiness.get((tranche, OrgId(org)))
            word = Word.SILENT
            if said is not None:
                is_current = said.date == (agreed.digest if agreed and agreed.on else None)
                ready = Word.READY if is_current else Word.OTHER_DATE
                word = ready if said.is_ready else Word.NOT_READY
            yield Ready(tranche=tranche, org=OrgId(org), word=word, since=said.at if said else None)


def there(state: State, now: datetime) -> Iterator[There]:
    """
    Yield who was there, day by day, parties in alphabetical order.

    A date that was signed is told once its day is over, or somebody recorded to have been there; one that was moved or
    taken back before its end is not. A day that only the terms name is told when somebody came. Where no date was
    agreed nobody was absent: there was no day to be absent on.
    """
    for tranche in tranches_of(state):
        for day in _occasions(state, tranche, now):
            for org in state.parties():
                yield _there(state, tranche, day, OrgId(org), now)


def _occasions(state: State, tranche: TrancheId, now: datetime) -> Iterator[date | None]:
    """Yield the days of a tranche, each once however often it was signed; None first, for who came without a day."""
    recorded = {_belongs(state, one) for one in state.meetings.presences if one.tranche == tranche}
    recorded |= {_belongs_act(state, one) for one in state.acts if one.act.tranche == tranche}
    agreed = [one for one in state.meetings.known.values() if one.tranche == tranche]
    stood = {
        one.on
        for one, after in zip_longest(agreed, agreed[1:])
        if one.on is not None and now > end_of(one.on) and (after is None or after.at > end_of(one.on))
    }
    found = recorded | stood
    if None in found:
        yield None
    yield from sorted(day for day in found if day is not None)


def _belongs(state: State, presence: Presence) -> date | None:
    """
    Return on which agreed day of its tranche somebody was there, None for none.

    The day itself decides: who had not heard yet that the date was moved, and came on the new day, was there. On any
    other day it belongs to the date it speaks of.
    """
    on, days = _utc(presence.at), _days(state, presence.tranche)
    if on in days:
        return on
    return day_of(state, presence.tranche) if not days else _on(state, presence.date)


def _belongs_act(state: State, done: ActState) -> date | None:
    on, days = _utc(done.at), _days(state, done.act.tranche)
    return on if on in days else day_of(state, done.act.tranche)


def _days(state: State, tranche: TrancheId) -> frozenset[date]:
    """Return every day that was ever signed for a tranche."""
    return frozenset(one.on for one in state.meetings.known.values() if one.tranche == tranche and one.on is not None)


def _on(state: State, agreed: Digest | None) -> date | None:
    return None if agreed is None else state.meetings.known[agreed].on


def _there(state: State, tranche: TrancheId, day: date | None, org: OrgId, now: datetime) -> There:
    own = [
        one
        for one in state.meetings.presences
        if (one.org, one.tranche) == (org, tranche) and _belongs(state, one) == day
    ]
    acts = [
        one.at
        for one in state.acts
        if one.act.tranche == tranche and org in _ends(one.act.direction) and _belongs_act(state, one) == day
    ]
    times = [*acts, *(one.at for one in own)]
    at = min((time for time in times if _utc(time) == day), default=min(times, default=None))
    return There(
        tranche=tranche,
        org=org,
        on=day,
        seen=_seen(at, day, now),
        at=at,
        by_act=bool(acts),
        witnessed=min((one.witnessed_at for one in own if one.witnessed_at), default=None),
    )


def _seen(at: datetime | None, day: date | None, now: datetime) -> Seen:
    if at is not None:
        return Seen.THERE if day is None or _utc(at) == day else Seen.OTHER_DAY
    return Seen.ABSENT if day is not None and now > end_of(day) else Seen.OPEN


def _ends(direction: Direction) -> tuple[OrgId, OrgId]:
    return OrgId(direction.holder), OrgId(direction.receiver)


def _utc(at: datetime) -> date:
    return at.astimezone(UTC).date()
