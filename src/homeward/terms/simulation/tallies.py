"""Counts beside the commitments: who crossed one way, whoever promised it, and who came into whose custody."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum

from homeward.model.happenings import Crossing
from homeward.model.ids import CategoryId
from homeward.model.provisions import Custody, Unit
from homeward.model.terms import Commitment, Direction
from homeward.terms.counts import Interval, are_apart
from homeward.terms.simulation.accounts import Course, Place
from homeward.terms.simulation.outline import Outline


class _Belongs(Enum):
    """Whether the people of a line are of those who are counted."""

    ALL = "all"
    SOME = "some"
    NONE = "none"


@dataclass(slots=True, kw_only=True)
class Tally:
    """
    The people who crossed one way, each once: all of them, or those of one category.

    ``sure`` are certainly of it, ``maybe`` may be, and of these so many were ``told`` afterwards to be.
    """

    outline: Outline
    way: Direction
    category: CategoryId | None = None
    sure: Course = field(default_factory=Course)
    maybe: Course = field(default_factory=Course)
    told: Course = field(default_factory=Course)
    days: list[date] = field(default_factory=list)
    """The days on which somebody crossed, in order."""
    _known: dict[tuple[str, ...], _Belongs] = field(default_factory=dict)

    def enter(self, place: Place, line: Crossing, sign: int) -> None:
        """Take down a line, or with *sign* -1 take it back; who is in custody has not crossed."""
        if place.into is not None:
            return
        if place.of not in self._known:
            self._known[place.of] = self._belongs(place.of)
        belongs, number = self._known[place.of], sign * line.count.number
        opens = 0 if line.count.is_exact else sign
        if place.is_split:
            if belongs is _Belongs.ALL and not self._is_counted(place.of):
                self.told.add(place.on, number, opens)
        elif belongs is not _Belongs.NONE:
            (self.sure if belongs is _Belongs.ALL else self.maybe).add(place.on, number, opens)
            at = bisect_left(self.days, place.on)
            if self.days[at : at + 1] != [place.on]:
                self.days.insert(at, place.on)

    def at(self, on: date) -> Interval:
        """Return how many crossed by the end of *on*."""
        (sure, sure_opens), (maybe, maybe_opens) = self.sure.until(on), self.maybe.until(on)
        is_open = sure_opens or maybe_opens
        return Interval(low=sure + min(maybe, self.told.until(on)[0]), high=None if is_open else sure + maybe)

    def on_day(self, on: date) -> Interval:
        """Return how many crossed on the day *on* alone."""
        before = on - timedelta(days=1)
        sure, maybe = (self._grown(course, before, on) for course in (self.sure, self.maybe))
        is_open = sure[1] or maybe[1]
        return Interval(low=sure[0], high=None if is_open else sure[0] + maybe[0])

    @staticmethod
    def _grown(course: Course, before: date, on: date) -> tuple[int, bool]:
        at = bisect_left(course.days, on)
        is_there = course.days[at : at + 1] == [on]
        opened = is_there and course.opens[at] != (course.opens[at - 1] if at else 0)
        return course.until(on)[0] - course.until(before)[0], opened

    def _belongs(self, of: tuple[str, ...]) -> _Belongs:
        total = of[0] in self.outline.totals
        names = [one for each in of for one in (self.outline.totals[each] if total else self.outline.named(each))]
        found = [self._alone(self.outline.commitments[name]) for name in names]
        if not total:
            # All of these count the same people: one that is certain, or impossible, decides.
            order = (_Belongs.NONE, _Belongs.ALL)
            return next((one for one in order if one in found), _Belongs.SOME)
        return found[0] if found and len(set(found)) == 1 else _Belongs.SOME

    def _alone(self, one: Commitment) -> _Belongs:
        if one.direction != self.way or one.unit is not Unit.PERSON:
            return _Belongs.NONE
        above = [self.outline.commitments[name].category for name in self.outline.reach[one.id]]
        if self.category is None or self.category in above:
            return _Belongs.ALL
        terms = self.outline.terms
        wanted = terms.category(self.category)
        apart = any(each is not None and are_apart(terms.category(each), wanted) for each in above)
        return _Belongs.NONE if apart else _Belongs.SOME

    def _is_counted(self, of: tuple[str, ...]) -> bool:
        """Tell whether the whole of a part told afterwards was certain already."""
        wholes = {name for each in of for name in self.outline.reach.get(each, frozenset()) if name not in of}
        return self.category is None or any(self.outline.commitments[name].category == self.category for name in wholes)


@dataclass(slots=True, kw_only=True)
class Stay:
    """
    Who came into one custody and who left it.

    ``received``: handed to the custodian as the one who was to receive them; nothing ever says that they left.
    """

    outline: Outline
    custody: Custody
    came: Course = field(default_factory=Course)
    left: Course = field(default_factory=Course)
    received: Course = field(default_factory=Course)

    def enter(self, place: Place, line: Crossing, sign: int) -> None:
        """Take down a line of this custody, or with *sign* -1 take it back."""
        inside = [self.outline.commitments[each] for each in place.of if self._is_meant(each)]
        keeper, opens = self.custody.custodian, 0 if line.count.is_exact else sign
        if not inside or place.is_split:
            return
        number = sign * line.count.number
        if place.into == keeper:
            self.came.add(place.on, number, opens)
        elif place.out_of == keeper:
            self.left.add(place.on, number, opens)
        elif place.into is None and inside[0].direction.receiver == keeper:
            self.received.add(place.on, number, opens)

    def _is_meant(self, name: str) -> bool:
        return name in self.outline.commitments and self.outline.is_within(name, self.custody.commitments)
