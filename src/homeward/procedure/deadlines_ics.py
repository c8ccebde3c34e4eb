"""
The calendar of deadlines (RFC 5545). It can fall into anybody's hands, so it tells what is late when, and nothing else.

A summary is made of fixed words and of the ids of those who must act: never a title, a clause, a tranche's name or a
text from the record, any of which may hold a place. The days of handovers are no deadlines and are left out. What
counts from a handover stands as a day without an hour, and every entry bears the time at which the terms were signed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final

from homeward.model.canonical import digest
from homeward.procedure.state import State
from homeward.procedure.turns import Due, Turn

WORDS: Final[Mapping[Due, str]] = MappingProxyType(
    {
        Due.LISTS: "seal draw and lists",
        Due.REVEAL: "reveal lists to the neutral",
        Due.ANSWER: "answer the other list",
        Due.REMARK: "remark on the answers",
        Due.REPLY: "reply to remarks",
        Due.FINAL: "sign the final list",
        Due.ARRIVAL: "confirm an arrival",
    }
)
"""The deadlines that may leave a seat, in the only words used for them. What is not here is never exported."""

_FROM_A_HANDOVER: Final = frozenset({Due.ARRIVAL})
"""Deadlines whose hour would tell that of a handover."""

_LINE: Final = 75
"""Octets of a line without its end (RFC 5545 section 3.1)."""

_UID_DIGITS: Final = 40

_HEAD: Final = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Homeward//deadlines of the procedure//EN")


def deadlines_ics(state: State, turns: Iterable[Turn]) -> bytes | None:
    """
    Return the deadlines among *turns* as a calendar, in their order; None where there are none to tell.

    The same record gives the same bytes. An entry keeps its UID when its limit moves, so that importing again replaces
    it. A calendar without an entry is none (RFC 5545 section 3.6).
    """
    entries: list[str] = []
    if state.terms_at is not None:
        for turn in turns:
            if turn.due in WORDS and turn.until is not None and turn.done is None:
                entries += _entry(state, turn, turn.until, state.terms_at)
    if not entries:
        return None
    lines = [*_HEAD, *entries, "END:VCALENDAR"]
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _entry(state: State, turn: Turn, until: datetime, stamp: datetime) -> Iterator[str]:
    is_demo = state.exchange is not None and state.exchange.is_demo
    mark = "DEMONSTRATION (made up): " if is_demo else ""
    yield "BEGIN:VEVENT"
    yield f"UID:{_uid(state, turn)}"
    yield f"DTSTAMP:{_instant(stamp)}"
    if turn.due in _FROM_A_HANDOVER:
        yield f"DTSTART;VALUE=DATE:{until.astimezone(UTC):%Y%m%d}"
    else:
        yield f"DTSTART:{_instant(until)}"
    yield f"SUMMARY:{mark}{' and '.join(turn.orgs)}: {WORDS[turn.due]}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _uid(state: State, turn: Turn) -> str:
    """Return a name nobody can read anything from: it rests on the genesis event, which only the seats hold."""
    named = "\0".join((state.genesis or "", turn.due.value, turn.step))
    return digest(named.encode())[:_UID_DIGITS]


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _folded(line: str) -> Iterator[str]:
    """Yield *line* in pieces of at most 75 octets, never inside a letter; all but the first begin with a space."""
    piece = ""
    for letter in line:
        if len((piece + letter).encode()) > _LINE:
            yield piece
            piece = " "
        piece += letter
    yield piece
