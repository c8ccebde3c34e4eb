"""What is due and since when it is missing, as an agreement is played day by day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from homeward.model.steps import Silence, Step
from homeward.model.terms import Op
from homeward.terms.counts import Interval
from homeward.terms.simulation.accounts import Accounts
from homeward.terms.simulation.agreed import Agreed, known
from homeward.terms.simulation.calendar import Calendar, Schedule
from homeward.terms.simulation.days import is_paused, later
from homeward.terms.simulation.facts import Facts
from homeward.terms.simulation.outline import Outline
from homeward.terms.simulation.values import Entry, Kind


@dataclass(slots=True, kw_only=True)
class News:
    """
    What the happenings of one day change.

    ``touched``: commitments in which somebody crossed that day. ``rewritten``: those of which something became known
    about days before. ``is_moved``: whether a deadline may have moved. ``stops``: whether somebody said that all stands
    still, or goes on.
    """

    touched: frozenset[str] = frozenset()
    rewritten: frozenset[str] = frozenset()
    is_moved: bool = False
    stops: bool = False


class Stage:
    """
    The state of a play at the end of a day.

    Days only go forward: :meth:`settle` closes one, and what it found is never taken back. What it looks at is only
    what was known by then.
    """

    def __init__(self, outline: Outline) -> None:
        """Begin with nothing known but the agreement."""
        self.outline = outline
        self.facts = Facts(outline=outline)
        self.accounts = Accounts(outline=outline)
        self.universes: dict[str, Interval] = {}
        self.agreed = Agreed(outline=outline, accounts=self.accounts, universes=self.universes)
        self.since: dict[str, date] = {}
        self.calendar = Calendar(self.facts)
        self.schedules: dict[str, Schedule] = {}
        self.agenda: tuple[date, ...] = ()
        self._days: dict[str, tuple[date, ...]] = {}
        self._marks: dict[date, frozenset[str]] = {}
        self._finishes = False
        self._was_paused = False
        self._is_closed = False
        self._plan()

    def settle(self, on: date, news: News) -> Iterator[Entry]:
        """
        Close the day *on* and yield what follows from it.

        Args:
            on: The day; later than every day settled before.
            news: What happened that day.
        """
        changed = self._plan() if news.is_moved else frozenset()
        self.agreed.forget(on)
        lifted = {name for name, one in self.schedules.items() if on in one.lifts}
        shown = self._affected(news.touched | news.rewritten | lifted)
        past = (shown - news.touched) | self._affected(news.rewritten)
        yield from self._finished(on, shown)
        longer = list(self._longer(shown))
        changed |= self._plan() if longer or self._finishes else frozenset()
        for _ in range(len(self.outline.steps) + 1):
            entries = list(self._steps(on))
            yield from entries
            if not entries:
                break
            changed |= self._plan()
        for name in self.outline.steps:
            if self.calendar.step_due(name) == on and name not in self.facts.late:
                yield Entry(on=on, kind=Kind.STEP_DUE, of=(name,))
        yield from self._moved_on(on, longer)
        yield from self._still(on, is_said=news.stops)
        for name in sorted(changed | shown | self._marks.get(on, frozenset())):
            yield from self._judged(name, on, is_past_changed=name in changed or name in past, is_shown=name in shown)

    def scheduled(self, name: str, on: date, above: frozenset[str] = frozenset()) -> int:
        """Return how many had to have crossed at the end of *on*, on its own account and by its parts."""
        one, windows, whole = self.outline.commitments[name], 0, 0
        for group in self.outline.groups.get(name, ()):
            parts = [self.scheduled(part, on, above | {name}) for part in group.ids if part not in above]
            amount = sum(parts) if group.is_apart else max(parts, default=0)
            windows, whole = (windows, whole + amount) if group.tranche is None else (windows + amount, whole)
        owed = max(self.schedules[name].owed(one, self.agreed.ready(name, on), on), windows, whole)
        most = known(self.agreed.of(name))
        return owed if most is None else min(owed, most)

    def _affected(self, touched: Iterable[str]) -> frozenset[str]:
        """Return the commitments whose numbers may have changed: those touched, what ratios make of them, wholes."""
        found, waiting = set(touched), list(touched)
        while waiting:
            name = waiting.pop()
            targets = {one.to for ratios in self.outline.ratios.values() for one in ratios if one.of == name}
            new = {each for to in (*targets, name) for each in self.outline.reach[to]} - found
            found |= new
            waiting.extend(new)
        return frozenset(found)

    def _finished(self, on: date, shown: Iterable[str]) -> Iterator[Entry]:
        self._finishes = False
        for name in sorted(shown):
            agreed = known(self.agreed.of(name))
            credit, _ = self.accounts.each[name].until(on)
            is_done = agreed is not None and credit >= agreed and self.outline.commitments[name].op is not Op.UP_TO
            if is_done is (name in self.facts.done):
                continue
            self._finishes = True
            if is_done:
                self.facts.done[name] = on
            else:
                del self.facts.done[name]
            yield Entry(on=on, kind=Kind.DONE if is_done else Kind.UNDONE, of=(name,), number=agreed)

    def _longer(self, shown: frozenset[str]) -> Iterator[tuple[str, int]]:
        """Yield the commitments whose time the agreement itself makes longer by now, with the hours it adds in all."""
        hours: dict[str, int] = {}
        for one in self.outline.terms.provisions.extensions:
            agreed = known(self.agreed.of(one.commitment))
            crossed = self.accounts.each[one.commitment].crossed
            beyond = min(crossed, crossed if one.most is None else one.most) - (crossed if agreed is None else agreed)
            hours[one.commitment] = hours.get(one.commitment, 0) + max(0, beyond) // one.each * one.hours
        for name, number in sorted(hours.items()):
            if name in shown and number != self.facts.longer.get(name, 0):
                self.facts.longer[name] = number
                yield name, number

    def _moved_on(self, on: date, longer: Iterable[tuple[str, int]]) -> Iterator[Entry]:
        for name, hours in longer:
            yield Entry(on=on, kind=Kind.LONGER, of=(name,), number=hours, to=self.schedules[name].extended_to)

    def _plan(self) -> frozenset[str]:
        """Work the days out again; return the commitments whose days are others than before."""
        self.calendar = Calendar(self.facts)
        schedules = {name: self.calendar.schedule(name) for name in self.outline.commitments}
        changed = {name for name, one in schedules.items() if self.schedules.get(name) != one}
        self.schedules = schedules
        if changed:
            self.agreed.leaving = {name: one.leaving for name, one in schedules.items() if one.leaving}
            self._days |= {name: self._marked_days(name) for name in changed}
            self._marks = self._marked()
        steps = {self.calendar.step_due(step) for step in self.outline.steps}
        events = {one.on for one in self.outline.terms.provisions.events}
        starts = {self.outline.terms.agreed_on, self.outline.terms.in_force, self.calendar.stop()}
        self.agenda = tuple(sorted(day for day in (*self._marks, *steps, *events, *starts) if day is not None))
        return frozenset(reached for name in changed for reached in self.outline.reach[name])

    def _marked_days(self, name: str) -> tuple[date, ...]:
        schedule = self.schedules[name]
        return (*schedule.days(self.outline.commitments[name]), *schedule.lifts)

    def _marked(self) -> dict[date, frozenset[str]]:
        """Return, for each day on which something falls due, the commitments in which that shows."""
        found: dict[date, set[str]] = {}
        for name, days in self._days.items():
            for day in days:
                found.setdefault(day, set()).update(self.outline.reach[name])
        return {day: frozenset(names) for day, names in found.items()}

    def _steps(self, on: date) -> Iterator[Entry]:
        for name, step in self.outline.steps.items():
            due, missing = self.calendar.step_due(name), self.facts.missing(name)
            is_late = due is not None and due <= on and bool(missing) and name not in self.facts.deemed
            if not missing and self.facts.silent_pauses.get(name, (on, on))[1] is None:
                self.facts.silent_pauses[name] = (self.facts.silent_pauses[name][0], on)
                yield Entry(on=on, kind=Kind.STEP_EASED, of=(name,))
            if not missing or is_late is (name in self.facts.late) or name in self.facts.deemed:
                continue
            if is_late:
                self.facts.late[name] = due or on
                self._silent(step, on)
                yield Entry(on=on, kind=Kind.STEP_LATE, of=(name,), since=due, by=missing)
            else:
                del self.facts.late[name]
                yield Entry(on=on, kind=Kind.STEP_EASED, of=(name,), to=due)

    def _silent(self, step: Step, on: date) -> None:
        """Let follow from silence what the agreement says; the day itself is still a day like others."""
        next_day = later(on, 1)
        match step.silence:
            case Silence.ACCEPTED:
                self.facts.deemed[step.id] = on
            case Silence.SUSPENDS if next_day is not None:
                self.facts.silent_pauses[step.id] = (next_day, None)
            case Silence.ENDS if next_day is not None:
                self.facts.silent_ends[step.id] = next_day
            case _:
                pass

    def _still(self, on: date, *, is_said: bool) -> Iterator[Entry]:
        paused, stop = is_paused(on, self.calendar.pauses), self.calendar.stop()
        if paused is not self._was_paused and not is_said:
            yield Entry(on=on, kind=Kind.STANDS_STILL if paused else Kind.GOES_ON)
        if stop is not None and stop <= on and not self._is_closed:
            self._is_closed = True
            yield Entry(on=on, kind=Kind.CLOSED, since=stop)
        self._was_paused = paused

    def _judged(self, name: str, on: date, *, is_past_changed: bool, is_shown: bool) -> Iterator[Entry]:
        credit, is_open = self.accounts.each[name].until(on)
        scheduled = self.scheduled(name, on)
        if scheduled and self.schedules[name].due == on:
            yield Entry(on=on, kind=Kind.DUE, of=(name,), number=scheduled)
        before = self.since.get(name)
        # Where more may have crossed than is known, nobody is said to be in default.
        if is_open or credit >= scheduled:
            if before is not None:
                del self.since[name]
                kind = Kind.UNSURE if credit < scheduled else Kind.MADE_GOOD if is_shown else Kind.EASED
                yield Entry(on=on, kind=kind, of=(name,), since=before)
            return
        since = before if before is not None and not is_past_changed else self._earliest(name, on)
        if since != before:
            self.since[name] = since
            yield Entry(on=on, kind=Kind.IN_DEFAULT, of=(name,), number=scheduled - credit, since=since)

    def _earliest(self, name: str, on: date) -> date:
        """Return the first day from which on something was missing at the end of every day until *on*."""
        account, found = self.accounts.each[name], on
        marks = sorted({day for day in self.days_of(name) if day <= on})
        owed: dict[int, int] = {}
        for day in sorted({*account.days[: bisect_right(account.days, on)], *marks}, reverse=True):
            # How many are owed changes on a day on which something falls due, and stays until the next.
            at = bisect_right(marks, day) - 1
            if at not in owed:
                owed[at] = self.scheduled(name, marks[at]) if at >= 0 else 0
            credit, is_open = account.until(day)
            if is_open or credit >= owed[at]:
                break
            found = day
        return found

    def days_of(self, name: str, above: frozenset[str] = frozenset()) -> Iterator[date]:
        """Yield the days on which something of *name* or of its parts falls due."""
        yield from self._days[name]
        for group in self.outline.groups.get(name, ()):
            for part in group.ids:
                if part not in above:
                    yield from self.days_of(part, above | {name})
