"""Days: when a time measured from an event falls, as far as the agreement itself says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from homeward.model.steps import When
from homeward.model.terms import Terms
from homeward.terms.whens import measured

_SIGNATURE, _IN_FORCE = "signature", "in_force"


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The events of an agreement: the day of each that has one, and the time of each that leans on another."""

    days: Mapping[str, date]
    leans: Mapping[str, When]
    doubtful: frozenset[str]
    """Events that may never occur: not said to be certain, and without a day."""

    def day(self, when: When | None) -> date | None:
        """Return the last day *when* allows; None where it hangs on an event without a day."""
        return self._day(when, frozenset())

    def event(self, name: str) -> date | None:
        """Return the day of an event: stated, or the last day it may have."""
        return self._event(name, frozenset())

    def _day(self, when: When | None, seen: frozenset[str]) -> date | None:
        if when is None or when.event is None:
            return None if when is None else when.day
        start = self._event(when.event, seen)
        day = None if start is None else measured(start, when)
        return min((one for one in (day, when.latest) if one is not None), default=None)

    def _event(self, name: str, seen: frozenset[str]) -> date | None:
        if name in self.days or name in seen:
            return self.days.get(name)
        return self._day(self.leans.get(name), seen | {name})


def calendar_of(terms: Terms) -> Calendar:
    """Gather the events of *terms*. Where two things have one id, an event comes before a step, then a tranche."""
    leaning, days = dict(reversed([*_leaning(terms)])), dict(reversed([*_dated(terms)]))
    return Calendar(
        days=days,
        leans={name: when for name, when in leaning.items() if name not in days},
        doubtful=frozenset(one.id for one in terms.provisions.events if not one.certain and one.on is None),
    )


def _dated(terms: Terms) -> Iterator[tuple[str, date]]:
    yield _SIGNATURE, terms.agreed_on
    yield _IN_FORCE, terms.in_force or terms.agreed_on
    yield from ((one.id, one.on) for one in terms.provisions.events if one.on is not None)
    yield from ((one.id, on) for one, on in terms.dated)


def _leaning(terms: Terms) -> Iterator[tuple[str, When]]:
    for some in (terms.provisions.steps, terms.tranches, terms.commitments):
        yield from ((one.id, one.due) for one in some if one.due is not None)
