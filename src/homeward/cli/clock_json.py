"""The shared clock for programs: the same values as on the terminal, times in UTC (RFC 3339)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from homeward.model.findings import Json
from homeward.procedure.beside import Beside
from homeward.procedure.clock import Clock, Turn, left


def turn_json(one: Turn, now: datetime) -> Json:
    """Return a turn; ``left_minutes`` is negative when its limit has passed, null without a limit."""
    time = left(one, now)
    return {
        "due": one.due.value,
        "orgs": [*one.orgs],
        "step": one.step,
        "since": _time(one.since),
        "days": one.days,
        "until": _time(one.until),
        "clause": one.clause,
        "left_minutes": None if time is None else int(time.total_seconds() / 60),
    }


def clock_json(
    read: Clock | None, told: Iterable[Beside], *, exchange: str | None = None, is_demo: bool = False
) -> Json:
    """Return the clock of a seat with the accounts beside it; without a record (None) the accounts alone."""
    said: list[Json] = [_beside_json(one) for one in told]
    if read is None:
        return {"accounts": said}
    return {
        "exchange": exchange,
        "demo": is_demo,
        "now": _time(read.now),
        "turns": [turn_json(one, read.now) for one in read.turns],
        "agreed": [
            {"what": one.what, "says": one.says, "signed_by": [*one.by], "since": _time(one.since), "proof": one.proof}
            for one in read.agreed
        ],
        "not_agreed": [{"what": one.what, "says": one.says, "instead": [*one.instead]} for one in read.not_agreed],
        "ready": [
            {"tranche": one.tranche, "org": one.org, "says": one.word.value, "since": _time(one.since)}
            for one in read.readiness
        ],
        "there": [
            {
                "tranche": one.tranche,
                "org": one.org,
                "on": one.on.isoformat() if one.on else None,
                "says": one.seen.value,
                "at": _time(one.at),
                "by_act": one.by_act,
                "witnessed": _time(one.witnessed),
            }
            for one in read.there
        ],
        "late": [
            {
                "orgs": [*one.orgs],
                "step": one.step,
                "until": _time(one.until),
                "done": _time(one.done),
                "late_minutes": int(one.by.total_seconds() / 60),
            }
            for one in read.late
        ],
        "accounts": said,
    }


def _beside_json(one: Beside) -> Json:
    return {
        "subject": one.accounts.subject.name.lower(),
        "says": one.says,
        "differ": one.accounts.differ,
        "first": one.accounts.first.isoformat(),
        "last": one.accounts.last.isoformat(),
        "record": [*one.record],
        "told": [
            {
                "party": account.party,
                "claims": [claim.id for claim in account.claims],
                "words": [[who, quote] for who, quote in account.words],
            }
            for account in one.accounts.told
        ],
    }


def _time(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
