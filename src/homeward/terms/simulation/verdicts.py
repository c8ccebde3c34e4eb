"""How it stands with what was agreed beside the numbers: what a judgement is, and what can be judged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from homeward.model.ids import ClauseId
from homeward.model.terms import Direction
from homeward.terms.counts import Interval

if TYPE_CHECKING:
    from homeward.terms.simulation.stage import Stage


class Stands(Enum):
    """Whether something agreed is kept. ``KEPT``: nothing has happened that breaks it."""

    KEPT = "kept"
    BROKEN = "broken"
    UNKNOWN = "not known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """
    How one provision stands.

    ``since``: from which day on it is broken. ``of``: what breaks it or leaves it open. ``number``: how many people are
    missing, too many, apart or kept too long.
    """

    stands: Stands
    since: date | None = None
    of: tuple[str, ...] = ()
    number: Interval | None = None


KEPT = Verdict(stands=Stands.KEPT)


def unknown(of: Iterable[str] = ()) -> Verdict:
    """Say that it hangs on something nobody told."""
    return Verdict(stands=Stands.UNKNOWN, of=tuple(of))


class Provided(Protocol):
    """A provision that is kept or broken."""

    @property
    def kind(self) -> str:
        """Which kind of provision it is, as the terms write it."""

    @property
    def id(self) -> str:
        """Its id in the terms."""

    @property
    def clause(self) -> ClauseId:
        """The clause it stands in."""

    @property
    def ways(self) -> tuple[Direction, ...]:
        """The directions it is about, where it is about some of several."""

    def judged(self, stage: Stage, on: date, before: Verdict | None, /) -> Verdict:
        """
        Return how it stands at the end of *on*.

        *before* is how it stood when it was looked at last; None where what was known of earlier days has changed.
        """


def label(one: Provided) -> str:
    """Name a provision: its kind, its id, and its directions where there are several of it."""
    return " ".join([one.kind, one.id, *map(str, one.ways)])


def since_when(broken: Iterable[tuple[date, bool]], on: date) -> date:
    """Return the first day from which on something was broken until *on*; *broken* goes back in time."""
    found = on
    for day, is_broken in broken:
        if not is_broken:
            break
        found = day
    return found
