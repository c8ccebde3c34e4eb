"""Paces, parities and custody with an end: what is kept or broken by numbers of people and days."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from homeward.model import provisions
from homeward.model.ids import ClauseId
from homeward.model.provisions import Unit
from homeward.model.steps import Moment
from homeward.model.terms import Commitment, Direction
from homeward.terms.counts import Interval, are_apart, exactly
from homeward.terms.simulation.days import Pause, is_paused, merged, pushed, run
from homeward.terms.simulation.stage import Stage
from homeward.terms.simulation.tallies import Stay, Tally
from homeward.terms.simulation.verdicts import KEPT, Stands, Verdict, since_when, unknown

_PERSONAL = ("release", "arrival", "capture")
"""Events of each person, of which no day is known here."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How many cross one way on each day."""

    id: str
    clause: ClauseId
    pace: provisions.Pace
    tally: Tally
    kind: str = "pace"
    ways: tuple[Direction, ...] = ()

    def judged(self, stage: Stage, on: date, before: Verdict | None, /) -> Verdict:
        """Return how it stands: a day that is past is not made good, unless what was said of it is corrected."""
        if before is not None and before.stands is Stands.BROKEN:
            return before
        start = date.min if before is None else on
        unsaid = before is not None and before.stands is Stands.UNKNOWN
        for day in self._days(stage, start, on):
            there, needed = self.tally.on_day(day), self._needed(stage, day)
            if self._is_broken(there, needed):
                return Verdict(stands=Stands.BROKEN, since=day, of=(str(self.tally.way),), number=there)
            unsaid = unsaid or self._is_open(there, needed)
        if self.pace.like is not None:
            return unknown([self.pace.like])
        return unknown([str(self.tally.way)]) if unsaid else KEPT

    def coming(self, stage: Stage, on: date) -> Iterator[date]:
        """Yield the first day after the last handover on which somebody must cross again."""
        if self.pace.at_least is not None and (days := self.tally.days):
            following = pushed(days[-1] + _DAY, self._pauses(stage))
            if following is not None and following > on:
                yield following

    def _is_broken(self, there: Interval, needed: Interval) -> bool:
        too_many = self.pace.up_to is not None and there.low > self.pace.up_to
        return too_many or (there.high is not None and there.high < needed.low)

    def _is_open(self, there: Interval, needed: Interval) -> bool:
        most = self.pace.up_to
        too_many = most is not None and (there.high is None or there.high > most)
        return too_many or there.low < (needed.high or 0)

    def _days(self, stage: Stage, start: date, on: date) -> Iterator[date]:
        """Yield the days that can tell: those of handovers, and after each the first on which things do not stand."""
        days, pauses = self.tally.days, self._pauses(stage)
        for day in days[max(0, bisect_left(days, start) - 1) :]:
            after = pushed(day + _DAY, pauses) if self.pace.at_least is not None else None
            yield from (one for one in (day, after) if one is not None and start <= one <= on)

    def _needed(self, stage: Stage, day: date) -> Interval:
        if self.pace.at_least is None or is_paused(day, self._pauses(stage)):
            return exactly(0)
        whole, crossed = self._whole(stage), self.tally.at(day - _DAY)
        low = 0 if crossed.high is None else max(0, whole.low - crossed.high)
        high = None if whole.high is None else max(0, whole.high - crossed.low)
        most = self.pace.at_least
        return Interval(low=min(low, most), high=most if high is None else min(high, most))

    def _whole(self, stage: Stage) -> Interval:
        """Return how many go this way in all, less those who stayed for a reason or without one."""
        tops = self._tops(stage)
        agreed = [stage.agreed.of(one.id) for one in tops]
        whole = sum(agreed, exactly(0))
        if not _all_apart(stage, tops):
            whole = Interval(low=max((one.low for one in agreed), default=0), high=whole.high)
        stayed = sum(sum(stage.accounts.each[one.id].reasons.values()) for one in tops)
        ids = {one.id for one in tops}
        missing = stage.accounts.unexplained().items()
        stayed += sum(n for of, n in missing if any(not ids.isdisjoint(stage.outline.reach.get(one, ())) for one in of))
        high = None if whole.high is None else max(0, whole.high - stayed)
        return Interval(low=max(0, whole.low - stayed), high=high)

    def _tops(self, stage: Stage) -> list[Commitment]:
        mine = (one for one in stage.outline.commitments.values() if one.direction == self.tally.way)
        return [one for one in mine if one.unit is Unit.PERSON and len(stage.outline.reach[one.id]) == 1]

    def _pauses(self, stage: Stage) -> tuple[Pause, ...]:
        """Return when the exchange, or a promise of this way, stood still: nobody need cross then."""
        of_each = (pause for one in self._tops(stage) for pause in stage.schedules[one.id].pauses)
        return merged([*stage.calendar.pauses, *of_each])


def _all_apart(stage: Stage, some: list[Commitment]) -> bool:
    terms = stage.outline.terms
    return all(
        left.category is not None
        and right.category is not None
        and are_apart(terms.category(left.category), terms.category(right.category))
        for left, right in combinations(some, 2)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Parity:
    """How far two directions are apart at the end of each day."""

    id: str
    clause: ClauseId
    slack: int
    tallies: tuple[Tally, Tally]
    ways: tuple[Direction, ...]
    kind: str = "parity"

    def judged(self, _stage: Stage, on: date, before: Verdict | None, /) -> Verdict:
        """Return how it stands; it is kept again when the other direction has come up."""
        gap = self._gap(on)
        if gap.low <= self.slack:
            return KEPT if gap.high is not None and gap.high <= self.slack else unknown(self._compared())
        if before is not None and before.stands is Stands.BROKEN:
            since = before.since or on
        else:
            days = sorted({day for one in self.tallies for day in (*one.days, *one.told.days) if day <= on})
            since = since_when(((day, self._gap(day).low > self.slack) for day in reversed(days)), on)
        return Verdict(stands=Stands.BROKEN, since=since, of=self._compared(), number=gap)

    def _compared(self) -> tuple[str, ...]:
        return tuple(str(one.way) for one in self.tallies)

    def _gap(self, on: date) -> Interval:
        there, back = (one.at(on) for one in self.tallies)
        ahead = [one.low - other.high for one, other in ((there, back), (back, there)) if other.high is not None]
        low = max([0, *ahead])
        if there.high is None or back.high is None:
            return Interval(low=low)
        return Interval(low=low, high=max(there.high - back.low, back.high - there.low))


@dataclass(frozen=True, slots=True, kw_only=True)
class Custody:
    """Neutral custody that ends at a time: nobody is kept longer."""

    id: str
    clause: ClauseId
    stay: Stay
    kind: str = "custody"
    ways: tuple[Direction, ...] = ()

    def judged(self, stage: Stage, on: date, before: Verdict | None, /) -> Verdict:
        """Return how it stands; it is kept again when those kept too long have left."""
        low, high = self._over(stage, on)
        who = (self.stay.custody.custodian,)
        if not low:
            return unknown(who) if high is None or high else KEPT
        if before is not None and before.stands is Stands.BROKEN:
            since = before.since or on
        else:
            courses = (self.stay.came, self.stay.left)
            days = {day for course in courses for day in course.days} | set(self._ends(stage))
            past = sorted((day for day in days if day <= on), reverse=True)
            since = since_when(((day, self._over(stage, day)[0] > 0) for day in past), on)
        return Verdict(stands=Stands.BROKEN, since=since, of=who, number=Interval(low=low, high=high))

    def coming(self, stage: Stage, on: date) -> Iterator[date]:
        """Yield the days on which somebody's time ends."""
        yield from (day for day in self._ends(stage) if day > on)

    def _over(self, stage: Stage, on: date) -> tuple[int, int | None]:
        """Return how many are kept too long at least, and at most: those who left may have been any who came."""
        came, is_more = self.stay.came.until(on)
        left, is_less = self.stay.left.until(on)
        kept = max(0, came - left)
        if self._is_personal:
            return 0, None if is_more or kept or self.stay.received.until(on) != (0, False) else 0
        last = self._last_over(stage, on)
        old, is_old_open = (0, False) if last is None else self.stay.came.until(last)
        received, is_received_open = (0, False) if last is None else self.stay.received.until(last)
        low = 0 if is_less else max(0, old - left)
        if is_old_open or received or is_received_open:
            return low, None
        return low, min(old, kept) if not is_more else old

    @property
    def _is_personal(self) -> bool:
        when = self.stay.custody.until
        return when is not None and when.event in _PERSONAL

    def _each_ends(self, stage: Stage) -> Iterator[tuple[date, date]]:
        """Yield the days on which people came, and when the time of those who came then is over; the last first."""
        when = self.stay.custody.until
        days = {*self.stay.came.days, *self.stay.received.days}
        if when is None or self._is_personal:
            return
        one_for_all = None if when.event == "handover" else stage.calendar.day(when)
        for day in sorted(days, reverse=True):
            end = run(day, when.hours, stage.calendar.pauses) if self._is_each(when.moment, when.event) else one_for_all
            ends = [one for one in (end, when.latest) if one is not None]
            if ends:
                yield day, max(day, min(ends))

    @staticmethod
    def _is_each(moment: Moment, event: str | None) -> bool:
        return event == "handover" and moment is not Moment.BEFORE

    def _last_over(self, stage: Stage, on: date) -> date | None:
        return next((day for day, end in self._each_ends(stage) if end <= on), None)

    def _ends(self, stage: Stage) -> list[date]:
        return [end for _, end in self._each_ends(stage)]
