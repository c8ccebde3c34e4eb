"""What crossed, commitment by commitment and day by day; a count shows once in each whole it is part of."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from homeward.model.happenings import Corrected, Crossing, Explained, Handover, Reason, Split
from homeward.model.ids import PartyId, TrancheId
from homeward.model.provisions import Unit
from homeward.terms.simulation.outline import Outline


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """
    Where a line stands: its day, what it counts, in which window, into or out of whose custody.

    ``is_split``: it tells apart people who were counted before, so it shows in the parts it names and in no whole.
    """

    on: date
    of: tuple[str, ...]
    tranche: TrancheId | None = None
    into: PartyId | None = None
    out_of: PartyId | None = None
    is_split: bool = False


def unexplained_in(line: Crossing) -> int:
    """Return how many were due to cross, did not, and no reason was given."""
    missing = (line.listed or 0) - line.count.number - sum(number for _, number in line.reasons)
    return max(0, missing) if line.listed is not None else 0


@dataclass(slots=True, kw_only=True)
class Course:
    """
    A number as it grew day by day.

    ``days``, ``credit`` and ``opens`` run in parallel: at the end of each day so many, and so many counts so far whose
    number is not known.
    """

    days: list[date] = field(default_factory=list)
    credit: list[int] = field(default_factory=list)
    opens: list[int] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether a number is missing, so that more may have crossed than is known."""
        return bool(self.opens) and self.opens[-1] > 0

    def until(self, on: date) -> tuple[int, bool]:
        """Return the credit at the end of *on*, and whether it may be more."""
        at = bisect_right(self.days, on) - 1
        return (0, False) if at < 0 else (self.credit[at], self.opens[at] > 0)

    def add(self, on: date, credit: int, opens: int) -> None:
        """Add to the credit from *on*, which may be a day long past."""
        at = bisect_left(self.days, on)
        if at == len(self.days) or self.days[at] != on:
            before = (self.credit[at - 1], self.opens[at - 1]) if at else (0, 0)
            self.days.insert(at, on)
            self.credit.insert(at, before[0])
            self.opens.insert(at, before[1])
        for each in range(at, len(self.days)):
            self.credit[each] += credit
            self.opens[each] += opens

    def first(self) -> date | None:
        """Return the day from which on it is more than nothing, or may be."""
        grown = zip(self.days, self.credit, self.opens, strict=True)
        return next((day for day, credit, opens in grown if credit or opens), None)

    def reached(self, number: int) -> date | None:
        """Return the day at whose end it was *number* for the first time."""
        at = bisect_left(self.credit, number)
        return self.days[at] if at < len(self.days) else None


@dataclass(slots=True, kw_only=True)
class Account(Course):
    """
    What one commitment has to its credit: who crossed, and who declined where that frees the holder.

    ``shared``: of those who crossed, how many count under which other commitment too.
    """

    crossed: int = 0
    declined: int = 0
    in_custody: int = 0
    reasons: Counter[Reason] = field(default_factory=Counter)
    ranks: Counter[str] = field(default_factory=Counter)
    unranked: int = 0
    shared: Counter[str] = field(default_factory=Counter)


class Watcher(Protocol):
    """Somebody who counts the same lines in another way."""

    def enter(self, place: Place, line: Crossing, sign: int) -> None:
        """Take down a line, or with *sign* -1 take it back."""


@dataclass(slots=True, kw_only=True)
class Accounts:
    """The lines of every handover, and what they make of each commitment."""

    outline: Outline
    each: dict[str, Account] = field(default_factory=dict)
    lines: dict[Place, Crossing] = field(default_factory=dict)
    explained: Counter[tuple[str, ...]] = field(default_factory=Counter)
    missing: Counter[tuple[str, ...]] = field(default_factory=Counter)
    places: dict[tuple[date, tuple[str, ...]], list[Place]] = field(default_factory=dict)
    shown: dict[tuple[tuple[str, ...], str | None], frozenset[str]] = field(default_factory=dict)
    watchers: list[Watcher] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Open an account for each commitment."""
        self.each = {one: Account() for one in self.outline.commitments}

    def handed_over(self, one: Handover) -> frozenset[str]:
        """Enter a handover; return the commitments it shows in."""
        touched: set[str] = set()
        for line in one.crossings:
            place = Place(on=one.on, of=line.count.of, tranche=one.tranche, into=one.into, out_of=one.out_of)
            touched |= self._write(place, line)
        return frozenset(touched)

    def split(self, one: Split) -> frozenset[str]:
        """Enter which parts people counted before belong to; return the commitments in which that shows."""
        places = [Place(on=one.on, of=count.of, is_split=True) for count in one.counts]
        lines = [Crossing(count=count) for count in one.counts]
        shown = [self._write(place, line) for place, line in zip(places, lines, strict=True)]
        return frozenset(name for names in shown for name in names)

    def _write(self, place: Place, line: Crossing) -> frozenset[str]:
        before = self.lines.get(place)
        self.lines[place] = line if before is None else _together(before, line)
        if before is None:
            self.places.setdefault((place.on, place.of), []).append(place)
        return self._enter(place, line, 1)

    def corrected(self, one: Corrected) -> frozenset[str]:
        """Let the handover of a day count what it did; return the commitments in which that shows."""
        touched: set[str] = set()
        for line in one.crossings:
            places = self.places.get((one.of, line.count.of), [])
            for place in sorted(places, key=_meant)[:1]:
                before = self.lines[place]
                after = replace(
                    line,
                    listed=before.listed if line.listed is None else line.listed,
                    reasons=line.reasons or before.reasons,
                )
                self.lines[place] = after
                touched |= self._enter(place, before, -1) | self._enter(place, after, 1)
        return frozenset(touched)

    def explains(self, one: Explained) -> frozenset[str]:
        """Give a reason to some who were missing without one; return the commitments in which that shows."""
        touched: set[str] = set()
        for count in one.counts:
            number = min(count.number, self.missing[count.of] - self.explained[count.of])
            self.explained[count.of] += number
            shown = self._shown(count.of, None)
            for name in shown:
                self._reason(name, one.on, one.reason, number)
            touched |= shown
        return frozenset(touched)

    def unexplained(self) -> Mapping[tuple[str, ...], int]:
        """Return how many are missing without a reason, by what they were listed under."""
        return {of: number - self.explained[of] for of, number in self.missing.items() if number > self.explained[of]}

    def about(self, of: Collection[str]) -> Iterator[tuple[Place, Crossing]]:
        """Yield each line that shows in one of the commitments *of*, or that counts under their common total."""
        wanted = frozenset(of)
        for place, line in self.lines.items():
            if place.into is None and not self._shown_at(place).isdisjoint(wanted):
                yield place, line

    def _shown_at(self, place: Place) -> frozenset[str]:
        if place.is_split:
            return frozenset(one for each in place.of for one in self.outline.named(each))
        return self._shown(place.of, place.tranche)

    def _shown(self, of: tuple[str, ...], tranche: str | None) -> frozenset[str]:
        key = (of, tranche)
        if key not in self.shown:
            total = [one for each in of for one in self.outline.totals.get(each, ())]
            self.shown[key] = self.outline.shown([*of, *total], tranche)
        return self.shown[key]

    def _enter(self, place: Place, line: Crossing, sign: int) -> frozenset[str]:
        shown = self._shown_at(place)
        is_total = place.of[0] in self.outline.totals
        self.missing[place.of] += sign * unexplained_in(line)
        number = 0 if is_total else sign * line.count.number
        opens = sign if is_total or not line.count.is_exact else 0
        for name in shown:
            account = self.each[name]
            moved = number if place.into is not None else -number if place.out_of is not None else 0
            account.in_custody = account.in_custody + moved
            if place.into is None:
                account.crossed += number
                account.add(place.on, number, opens)
                self._rank(account, line, number, sign)
                self._share(name, place, number)
            for reason, count in line.reasons:
                self._reason(name, place.on, reason, sign * count)
        for one in self.watchers:
            one.enter(place, line, sign)
        return shown

    def _share(self, name: str, place: Place, number: int) -> None:
        """Note under which other commitments the same people count; a whole and its part are no two of them."""
        for other in place.of if len(place.of) > 1 else ():
            if other not in self.outline.reach[name] and name not in self.outline.reach[other]:
                self.each[name].shared[other] += number

    @staticmethod
    def _rank(account: Account, line: Crossing, number: int, sign: int) -> None:
        for rank, count in line.ranks:
            account.ranks[rank] += sign * count
        account.unranked += number - sign * sum(count for _, count in line.ranks)

    def _reason(self, name: str, on: date, reason: Reason, number: int) -> None:
        account, one = self.each[name], self.outline.commitments[name]
        account.reasons[reason] += number
        if reason is Reason.DECLINED and self.outline.is_freeing and one.unit is Unit.PERSON:
            account.declined += number
            account.add(on, number, 0)


def _meant(place: Place) -> tuple[object, ...]:
    """Return which of several lines of a day a correction means first: those that perform something."""
    return place.is_split, place.into is not None, place.tranche or "", str(place)


def _together(one: Crossing, other: Crossing) -> Crossing:
    """Return two handovers of one day as one, so that a correction of the day means both."""
    reasons, ranks = Counter(dict(one.reasons)), Counter(dict(one.ranks))
    reasons.update(dict(other.reasons))
    ranks.update(dict(other.ranks))
    listed = [
        # Of a handover without a list we know only that those who crossed were due to.
        each.count.number + sum(number for _, number in each.reasons) if each.listed is None else each.listed
        for each in (one, other)
    ]
    return Crossing(
        count=replace(
            one.count,
            number=one.count.number + other.count.number,
            is_exact=one.count.is_exact and other.count.is_exact,
        ),
        listed=None if one.listed is None and other.listed is None else sum(listed),
        reasons=tuple(sorted(reasons.items(), key=lambda item: item[0].value)),
        ranks=tuple(sorted(ranks.items())),
    )
