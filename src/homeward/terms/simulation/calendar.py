"""When everything is due, as far as a day's facts tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from homeward.model.provisions import Effect, Exclusion
from homeward.model.steps import Moment, Step, When
from homeward.model.terms import Commitment
from homeward.terms.simulation.agreed import Leaving
from homeward.terms.simulation.days import Pause, counted, earlier, later, pushed, run
from homeward.terms.simulation.facts import Facts
from homeward.terms.whens import HOURS_A_DAY, measured

NO_TIME = When()
"""Nothing was agreed about the time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """
    When one commitment is due on its own account.

    ``due``: on its last day all of it. ``from_day``: with a number for each day, the first of these days. ``stop``:
    from this day on nothing new falls due. ``extended_to``: the day to which it was moved, if it was.
    """

    due: date | None = None
    from_day: date | None = None
    stop: date | None = None
    extended_to: date | None = None
    pauses: tuple[Pause, ...] = ()
    leaving: tuple[Leaving, ...] = ()
    """The exceptions agreed from it."""

    @property
    def lifts(self) -> tuple[date, ...]:
        """The days from which on people of an exception are owed like everybody."""
        return tuple(day for _, day in self.leaving if day is not None)

    def owed(self, one: Commitment, whole: int, on: date) -> int:
        """Return how many of *whole* had to have crossed at the end of the day *on*."""
        last = on if self.stop is None else min(on, later(self.stop, -1) or on)
        if self.due is not None and self.due <= last:
            return whole
        if self.from_day is None or one.daily is None or self.from_day > last:
            return 0
        return min(whole, one.daily * counted(self.from_day, last, self.pauses))

    def days(self, one: Commitment) -> Iterator[date]:
        """Yield the days on which something falls due."""
        if self.due is not None:
            yield self.due
        if self.from_day is None or not one.daily:
            return
        for number in range(-(-(one.count or 0) // one.daily)):
            day = run(self.from_day, 24 * number, self.pauses)
            if day is None or (self.stop is not None and day >= self.stop):
                return
            yield day


class Calendar:
    """Due days under one state of the facts; a new one is made when these change."""

    def __init__(self, facts: Facts) -> None:
        """Keep the facts; nothing is worked out before it is asked for."""
        self._facts = facts
        self._outline = facts.outline
        self._asking: set[str] = set()
        self._steps: dict[str, date | None] = {}
        self.pauses = facts.pauses(None)

    def schedule(self, name: str) -> Schedule:
        """Return when the commitment *name* is due on its own account."""
        one, facts = self._outline.commitments[name], self._facts
        pauses, stop = facts.pauses(name), self._stop(name)
        starts = [facts.happened(c.event) for c in self._outline.leaning(Effect.STARTS) if self._concerns(c, name)]
        extended = _latest(facts.extended.get(name), facts.extended_tranches.get(one.tranche or ""))
        leaving = tuple(self._leaving(each) for each in self._outline.exceptions.get(name, ()))
        if None in starts:
            return Schedule(stop=stop, pauses=pauses, leaving=leaving)
        begin = max((day for day in starts if day is not None), default=date.min)
        due = self._extended_day(self._when(one), extended, pauses)
        from_day = self._first_day(one, begin, pauses) if extended is None else None
        if due is None and from_day is not None and one.daily:
            due = run(from_day, 24 * (-(-(one.count or 0) // one.daily) - 1), pauses)
        due = None if due is None else max(due, begin)
        hours = facts.longer.get(name, 0)
        moved = run(due, hours, pauses) if due is not None and hours else due
        return Schedule(
            due=None if moved is None or (stop is not None and moved >= stop) else moved,
            from_day=from_day,
            stop=stop,
            extended_to=moved if extended is not None or hours else None,
            pauses=pauses,
            leaving=leaving,
        )

    def step_due(self, name: str) -> date | None:
        """Return the day by which the step *name* is due; None where it has none, or one that no day tells yet."""
        if name not in self._steps:
            step = self._outline.steps[name]
            self._steps[name] = None if step.each_person else self._day(step.due or NO_TIME, self.pauses, name=name)
        return self._steps[name]

    def is_open(self, step: Step) -> bool:
        """Tell whether the turn has come to *step*: what it waits for has happened."""
        return step.after is None or self._facts.happened(step.after) is not None

    def planned(self, event: str) -> date | None:
        """Return the day on which *event* is to happen, where it is planned at all."""
        if event in self._outline.steps:
            return self.step_due(event)
        if event in self._outline.tranches:
            return self.tranche_day(event)
        if named := self._outline.named(event):
            days = [self._day(self._when(self._outline.commitments[one]), self.pauses, name=one) for one in named]
            return None if None in days else max(day for day in days if day is not None)
        return None

    def tranche_day(self, name: str) -> date | None:
        """Return the day of a window, as it stands now."""
        tranche = self._outline.tranches[name]
        when = tranche.due or When(day=tranche.on)
        return self._extended_day(when, self._facts.extended_tranches.get(name), self.pauses, name=name)

    def day(self, when: When) -> date | None:
        """Return the day a time of the whole exchange means; None where it hangs on what has not happened."""
        return self._day(when, self.pauses)

    def stop(self) -> date | None:
        """Return the day from which on nothing new falls due in the whole exchange."""
        return self._stop(None)

    def _leaving(self, one: Exclusion) -> Leaving:
        return one.count, None if one.until is None else self._day(one.until, ())

    def _concerns(self, scope: object, name: str | None) -> bool:
        commitments: tuple[str, ...] = getattr(scope, "commitments", ())
        return not commitments if name is None else self._outline.is_within(name, commitments)

    def _stop(self, name: str | None) -> date | None:
        ends = [self._facts.happened(c.event) for c in self._outline.leaning(Effect.ENDS) if self._concerns(c, name)]
        return min((day for day in (*ends, *self._facts.silent_ends.values()) if day is not None), default=None)

    def _when(self, one: Commitment) -> When:
        tranche = None if one.tranche is None else self._outline.tranches[one.tranche]
        if one.due is not None or tranche is None:
            return one.due or NO_TIME
        return tranche.due or When(day=tranche.on)

    def _first_day(self, one: Commitment, begin: date, pauses: tuple[Pause, ...]) -> date | None:
        if one.daily is None:
            return None
        stated = None if one.not_before is None else self._day(one.not_before, pauses)
        day = stated if one.not_before is not None else self._facts.first.get(one.id)
        return None if day is None else pushed(max(day, begin), pauses)

    def _extended_day(
        self, when: When, extended: date | None, pauses: tuple[Pause, ...], *, name: str = ""
    ) -> date | None:
        """Return the day *when* means, or the later one both sides agreed on; neither falls into a standstill."""
        if extended is not None:
            plain = self._day(when, (), name=name)
            if plain is None or extended > plain:
                return pushed(extended, pauses)
        return self._day(when, pauses, name=name)

    def _day(self, when: When, pauses: tuple[Pause, ...], *, name: str = "") -> date | None:
        """Return the day *when* means; None where it hangs on what has not happened."""
        if when.day is not None:
            return pushed(when.day, pauses)
        measured = None if when.event is None else self._measured(when, when.event, pauses, name)
        latest = None if when.latest is None else pushed(when.latest, pauses)
        return min((day for day in (measured, latest) if day is not None), default=None)

    def _measured(self, when: When, event: str, pauses: tuple[Pause, ...], name: str) -> date | None:
        if when.moment is not Moment.BEFORE:
            day = self._facts.happened(event)
            hours = None if day is None else _hours(day, when)
            return None if day is None or hours is None else run(day, hours, pauses)
        # What is due before something leans on the day planned for it; two that lean on each other have none.
        if name in self._asking:
            return None
        self._asking.add(name)
        day = self.planned(event) or self._facts.happened(event)
        self._asking.discard(name)
        hours = None if day is None else _hours(day, when)
        before = None if day is None or hours is None else earlier(day, hours)
        return None if before is None else pushed(before, pauses)


def _hours(day: date, when: When) -> int | None:
    """Return the distance of *when* from *day*; months are as long as the calendar has them there, if it has them."""
    if not when.months:
        return when.hours
    end = measured(day, when)
    return None if end is None else abs((end - day).days) * HOURS_A_DAY


def _latest(*days: date | None) -> date | None:
    return max((day for day in days if day is not None), default=None)
