"""
The register of what is left: every entry ends in a coded state, and what is not settled stays open until the end.

A party reads *not travelling* and never which gate; only the neutral's register holds the reason beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from types import MappingProxyType
from typing import Final

from homeward.model.answers import AnswerCode, Basis
from homeward.model.terms import GateKind
from homeward.procedure.gates import Standing

SMALLEST_PUBLIC: Final = 10
"""People: the smallest class that may be published, of residuals too."""


class End(Enum):
    """The state in which an entry stands."""

    HOME = "home"
    CROSSED = "crossed"
    MISSING = "missing"
    PLANNED = "planned"
    RESERVE = "reserve"
    AGREED = "agreed"
    NOT_TRAVELLING = "not_travelling"
    HELD_BY_COURT = "held_by_court"
    FOUND_LATER = "found_later"
    HELD = "held"
    NOT_FOUND = "not_found"
    DEAD = "dead"
    RELEASED = "released"
    TRANSFERRED = "transferred"
    ESCAPED = "escaped"
    DUPLICATE = "duplicate"
    UNCLEAR = "unclear"
    UNANSWERED = "unanswered"
    NOT_SOUGHT = "not_sought"
    WITHHELD = "withheld"


class Track(Enum):
    """Where somebody is followed up: among people, or among remains, which are never counted as people."""

    PEOPLE = "people"
    REMAINS = "remains"


SETTLED: Final = frozenset({End.HOME, End.DUPLICATE, End.RELEASED})
"""States after which nothing is owed; every other one stays open until the exchange is closed."""

PUBLIC: Final = (End.HOME, End.NOT_TRAVELLING, End.NOT_FOUND, End.DEAD)
"""States that may be counted in public. No sum of them is a list's size: others are never told."""

_BY_ANSWER: Final = MappingProxyType(
    {
        AnswerCode.DEAD: End.DEAD,
        AnswerCode.RELEASED: End.RELEASED,
        AnswerCode.TRANSFERRED: End.TRANSFERRED,
        AnswerCode.ESCAPED: End.ESCAPED,
        AnswerCode.DUPLICATE: End.DUPLICATE,
        AnswerCode.NOT_HELD: End.NOT_FOUND,
        AnswerCode.UNKNOWN: End.NOT_FOUND,
    }
)

_LACKING: Final = frozenset({AnswerCode.NOT_HELD, AnswerCode.UNKNOWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One answer, as far as the register needs it."""

    code: AnswerCode
    basis: Basis
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of one entry: answers from the first to the last, and how far the person came."""

    answers: tuple[Said, ...] = ()
    is_withheld: bool = False
    is_sought: bool = True
    is_unclear: bool = False
    is_final: bool = False
    is_stopped: bool = False
    is_planned: bool = False
    is_reserve: bool = False
    has_crossed: bool = False
    has_arrived: bool = False
    is_missing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Residual:
    """The state of one entry: its code, since when where an answer says so, on which track, and whether it is open."""

    end: End
    on: date | None
    track: Track
    is_open: bool


def residual(facts: Facts, *, is_closed: bool = False) -> Residual:
    """
    Return the state of one entry.

    Law: every entry has exactly one. None leaves those to be exchanged without an answer that has a code, a basis and a
    day. Once the exchange *is_closed* only somebody found since is open: the agreement's residual clause is about them.
    """
    end = _end(facts)
    is_open = end not in SETTLED and (not is_closed or end is End.FOUND_LATER)
    last = facts.answers[-1] if facts.answers else None
    return Residual(
        end=end,
        on=last.on if last is not None and _BY_ANSWER.get(last.code, End.HELD) is end else None,
        track=Track.REMAINS if end is End.DEAD else Track.PEOPLE,
        is_open=is_open,
    )


def reason(stands: Mapping[GateKind, Standing]) -> str | None:
    """Return which gate keeps somebody back and how it stands there, for the neutral's own register; None for none."""
    return next((f"{gate.value} {at.value}" for gate, at in stands.items() if at is not Standing.PASSED), None)


def public_counts(ends: Iterable[End], smallest: int = SMALLEST_PUBLIC) -> dict[End, int]:
    """
    Return what may be counted in public: broad states of at least *smallest* people, and never fewer than ten.

    A state that is left out may hold nobody or a few; there is no total from which it could be told.
    """
    counted = Counter(ends)
    return {end: counted[end] for end in PUBLIC if counted[end] >= max(smallest, SMALLEST_PUBLIC)}


def _end(facts: Facts) -> End:
    if facts.is_withheld:
        return End.WITHHELD
    if facts.has_crossed:
        arrived = End.HOME if facts.has_arrived else End.CROSSED
        return End.MISSING if facts.is_missing else arrived
    last = facts.answers[-1] if facts.answers else None
    if last is not None and last.code in _BY_ANSWER:
        return _BY_ANSWER[last.code]
    if last is not None and last.basis is Basis.COURT:
        return End.HELD_BY_COURT
    if facts.is_final:
        return _on_the_way(facts)
    if last is not None:
        was_lacking = any(one.code in _LACKING for one in facts.answers)
        return End.FOUND_LATER if was_lacking else End.HELD
    if not facts.is_sought:
        return End.NOT_SOUGHT
    return End.UNCLEAR if facts.is_unclear else End.UNANSWERED


def _on_the_way(facts: Facts) -> End:
    if facts.is_stopped:
        return End.NOT_TRAVELLING
    if facts.is_planned:
        return End.PLANNED
    return End.RESERVE if facts.is_reserve else End.AGREED
