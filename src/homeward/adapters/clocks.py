"""Clocks: the machine's, and one that a demonstration or a test sets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The machine's clock, in whole seconds."""

    def now(self) -> datetime:
        """Return the present instant in UTC."""
        return datetime.now(UTC).replace(microsecond=0)


@dataclass(slots=True)
class SetClock:
    """A clock that stands where it was set and moves on by *tick* with each reading."""

    at: datetime
    tick: timedelta = timedelta(seconds=1)

    def now(self) -> datetime:
        """Return the set instant, then move on by one tick."""
        now = self.at
        self.at = now + self.tick
        return now
