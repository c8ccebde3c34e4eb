"""Arithmetic of promised numbers: what each count leaves possible, as an interval, and whether they go together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import combinations
from typing import Final

from homeward.model.ids import CategoryId, TrancheId
from homeward.model.people import SERIOUS
from homeward.model.terms import Category, Commitment, Direction, Op, Parity, Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Numbers of people from ``low`` to ``high``, both possible; ``high`` None is open."""

    low: int = 0
    high: int | None = None

    def __add__(self, other: Interval) -> Interval:
        """Add two numbers of different people."""
        is_open = self.high is None or other.high is None
        return Interval(low=self.low + other.low, high=None if is_open else (self.high or 0) + (other.high or 0))

    def __and__(self, other: Interval) -> Interval:
        """Return what both allow; :attr:`is_empty` when they exclude each other."""
        highs = [high for high in (self.high, other.high) if high is not None]
        return Interval(low=max(self.low, other.low), high=min(highs, default=None))

    @property
    def is_empty(self) -> bool:
        """Tell whether no number is possible."""
        return self.high is not None and self.low > self.high

    def gap(self, other: Interval) -> int:
        """Return the smallest difference between a number of each; 0 where one of them has no number."""
        if self.is_empty or other.is_empty:
            return 0
        above = 0 if other.high is None else self.low - other.high
        below = 0 if self.high is None else other.low - self.high
        return max(0, above, below)

    def __str__(self) -> str:
        """Write it for people."""
        if self.high is None:
            return f"at least {self.low:,}"
        if self.is_empty or self.low == self.high:
            return f"{self.low:,}"
        return f"from {self.low:,} to {self.high:,}"


NOBODY: Final = Interval(high=0)

_MOST_PARTS: Final = 10
"""Categories whose sums are tried. Agreements on record count at most five in one window."""


def interval_of(commitment: Commitment) -> Interval:
    """Return the numbers that keep *commitment*. 'All' leaves the number open."""
    count = commitment.count or 0
    match commitment.op:
        case Op.EQ:
            return Interval(low=count, high=count)
        case Op.AT_LEAST:
            return Interval(low=count)
        case Op.RANGE:
            return Interval(low=count, high=commitment.high)
        case Op.UP_TO | Op.ALL_UP_TO:
            return Interval(high=count)
        case Op.ALL | Op.BY_RATIO:
            return Interval()


def is_serious(category: Category) -> bool:
    """Tell whether the category names the seriously wounded or sick (GC III 109)."""
    return bool(category.healths & SERIOUS)


def is_within(inner: Category, outer: Category) -> bool:
    """Tell whether everybody of *inner* is of *outer*, by their criteria alone."""
    return (
        _covers(outer.statuses, inner.statuses)
        and _covers(outer.healths, inner.healths)
        and _covers(outer.sexes, inner.sexes)
        and (outer.age_at_least is None or _ages(inner) == _ages(outer))
        and (outer.age_under is None or _ages(inner) == _ages(outer))
    )


def are_apart(one: Category, other: Category) -> bool:
    """Tell whether nobody can be of both. Ages never say so: an uncertain birth date may be under and over an age."""
    criteria = ((one.statuses, other.statuses), (one.healths, other.healths), (one.sexes, other.sexes))
    return any(left and right and left.isdisjoint(right) for left, right in criteria)


def _covers(outer: frozenset[Enum], inner: frozenset[Enum]) -> bool:
    return not outer or (bool(inner) and inner <= outer)


def _ages(category: Category) -> tuple[object, ...]:
    return category.age_at_least, category.age_under, category.age_as_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Promises:
    """The counts of one direction in one window (or in the whole exchange), and what they leave possible."""

    categories: Mapping[CategoryId, Category]
    commitments: tuple[Commitment, ...] = ()

    def stated(self, wanted: CategoryId | None) -> Interval:
        """Return what the counts of exactly this category (None: everybody) leave possible, taken together."""
        result = Interval()
        for one in self.commitments:
            if one.category == wanted:
                result &= interval_of(one)
        return result

    def possible(self, wanted: CategoryId | None) -> Interval:
        """
        Return how many people of *wanted* may cross, as far as all counts tell.

        Counts of a window say who crosses in it: where no number is given for everybody, the people are those counted.
        """
        if not self.commitments:
            return Interval()
        inside = [one for one in self._parts() if wanted is None or is_within(one, self.categories[wanted])]
        return Interval(low=max(self.stated(wanted).low, self._low(inside)), high=self._high(wanted))

    def parts_low(self) -> int:
        """Return the fewest people that the categories promise together: the best sum over those that share nobody."""
        return self._low(self._parts())

    def _low(self, parts: Iterable[Category]) -> int:
        lows = sorted(((self.stated(one.id).low, one.id) for one in parts), reverse=True)[:_MOST_PARTS]
        sums = [
            sum(low for low, _ in some)
            for size in range(1, len(lows) + 1)
            for some in combinations(lows, size)
            if all(self._are_apart(left[1], right[1]) for left, right in combinations(some, 2))
        ]
        return max(sums, default=0)

    def _high(self, wanted: CategoryId | None) -> int | None:
        everybody = self.stated(None).high
        if not any(one.category in (wanted, None) for one in self.commitments):
            return self._sum_of_overlaps(wanted)
        if everybody is not None and wanted is not None:
            others = [one for one in self._parts() if self._are_apart(one.id, wanted)]
            everybody = max(0, everybody - self._low(others))
        return min((high for high in (self.stated(wanted).high, everybody) if high is not None), default=None)

    def _sum_of_overlaps(self, wanted: CategoryId | None) -> int | None:
        overlaps = [one for one in self._counted() if wanted is None or not self._are_apart(one, wanted)]
        highs = [self.stated(one).high for one in overlaps]
        return None if None in highs else sum(high for high in highs if high is not None)

    def _counted(self) -> list[CategoryId]:
        return sorted({one.category for one in self.commitments if one.category is not None})

    def _parts(self) -> list[Category]:
        # Those who go home regardless of number take nobody's place, so they are no part of a sum (GC III 109).
        return [self.categories[one] for one in self._counted() if not is_serious(self.categories[one])]

    def _are_apart(self, one: CategoryId, other: CategoryId) -> bool:
        return are_apart(self.categories[one], self.categories[other])


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """All promises of an agreement, by direction and window; window None is the whole exchange."""

    terms: Terms
    categories: Mapping[CategoryId, Category]
    windows: Mapping[tuple[Direction, TrancheId | None], Promises]

    def of(self, direction: Direction, window: TrancheId | None) -> Promises:
        """Return the promises of one direction in one window."""
        return self.windows.get((direction, window), Promises(categories=self.categories))

    def crossing(self, direction: Direction, category: CategoryId | None) -> Interval:
        """Return how many people of *category* may cross in all tranches together."""
        return sum((self.of(direction, one.id).possible(category) for one in self.terms.tranches), start=NOBODY)

    def parity_gaps(self, parity: Parity) -> Iterator[tuple[str, int]]:
        """Yield, for each moment at which *parity* counts, its name and the smallest difference the counts allow."""
        for pair in self._opposite_pairs():
            so_far = [NOBODY, NOBODY]
            for tranche in self.terms.tranches:
                so_far = [sum_ + self._end(one, tranche.id, parity) for sum_, one in zip(so_far, pair, strict=True)]
                yield f"after tranche {tranche.id}", so_far[0].gap(so_far[1])
            there, back = (self._end(one, None, parity) for one in pair)
            yield "at the end", there.gap(back)

    def _end(self, direction: Direction, window: TrancheId | None, parity: Parity) -> Interval:
        is_used = direction in self.terms.directions
        return self.of(direction, window).possible(parity.category) if is_used else NOBODY

    def _opposite_pairs(self) -> Iterator[tuple[Direction, Direction]]:
        used = set(self.terms.directions)
        for direction in self.terms.directions:
            back = Direction(holder=direction.receiver, receiver=direction.holder)
            if direction.holder < direction.receiver:
                yield direction, back
            elif back not in used:
                yield back, direction


def books_of(terms: Terms) -> Books:
    """Sort the commitments of *terms* by direction and window."""
    categories = {one.id: one for one in terms.categories}
    windows: dict[tuple[Direction, TrancheId | None], list[Commitment]] = {}
    for one in terms.commitments:
        windows.setdefault((one.direction, one.tranche), []).append(one)
    kept = {key: Promises(categories=categories, commitments=tuple(some)) for key, some in windows.items()}
    return Books(terms=terms, categories=categories, windows=kept)
