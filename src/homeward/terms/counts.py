"""Arithmetic of promised numbers: what each count leaves possible, as an interval, and whether they go together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final, TypeAlias, TypeVar

from homeward.model.ids import CategoryId, TrancheId
from homeward.model.people import SERIOUS, Health, Sex, Status
from homeward.model.provisions import Exclusion, Unit
from homeward.model.terms import Category, Commitment, Direction, Op, Parity, Terms

T = TypeVar("T")


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
UNSTATED: Final = Interval(low=1)
"""A number nobody can tell: of what is only about so many, and of "a number of" people; never 0."""


def exactly(count: int) -> Interval:
    """Return the one number *count*."""
    return Interval(low=count, high=count)


def interval_of(commitment: Commitment) -> Interval:
    """
    Return the numbers that keep *commitment*.

    'All' leaves the number open unless its size was declared, and what follows from a ratio is for
    :func:`homeward.terms.ratios.settled` to say.
    """
    count = commitment.count or 0
    match commitment.op:
        case Op.EQ:
            return exactly(count)
        case Op.AT_LEAST:
            return Interval(low=count)
        case Op.ABOUT | Op.SOME:
            return UNSTATED
        case Op.RANGE:
            return Interval(low=count, high=commitment.high)
        case Op.UP_TO:
            return Interval(high=count)
        case Op.ALL | Op.ALL_UP_TO:
            return _of_all(commitment)
        case Op.BY_RATIO:
            return Interval()


def _of_all(commitment: Commitment) -> Interval:
    count, size = commitment.count, commitment.size
    if size is None:
        return Interval(high=count)
    return exactly(size if count is None else min(count, size))


def excepted(commitment: Commitment, number: Interval, exclusions: Iterable[Exclusion]) -> Interval:
    """
    Return what is left of *number* by the exceptions agreed from a promise of all.

    Those of an exception that ends are owed later, or now: both are possible.
    """
    for one in exclusions:
        if commitment.op in (Op.ALL, Op.ALL_UP_TO) and commitment.id in one.commitments:
            low = 0 if one.count is None else max(0, number.low - one.count)
            is_fixed = one.count is not None and one.until is None and number.low == number.high
            number = Interval(low=low, high=low if is_fixed else number.high)
    return number


def is_serious(category: Category) -> bool:
    """Tell whether the category names the seriously wounded or sick (GC III 109)."""
    return bool(category.healths & SERIOUS)


def is_within(inner: Category, outer: Category) -> bool:
    """Tell whether everybody of *inner* is of *outer*, by their criteria alone; what is only described says nothing."""
    return inner == outer or (
        outer.described is None
        and _covers(outer.statuses, inner.statuses)
        and _covers(outer.healths, inner.healths)
        and _covers(outer.sexes, inner.sexes)
        and (outer.age_at_least is None or _ages(inner) == _ages(outer))
        and (outer.age_under is None or _ages(inner) == _ages(outer))
        and (outer.captured_from is None or inner.captured_from == outer.captured_from)
        and (outer.captured_before is None or inner.captured_before == outer.captured_before)
    )


def are_apart(one: Category, other: Category) -> bool:
    """
    Tell whether nobody can be of both.

    Ages and days of capture never say so: an uncertain date may be on both sides of a limit.
    """
    criteria = ((one.statuses, other.statuses), (one.healths, other.healths), (one.sexes, other.sexes))
    return any(left and right and left.isdisjoint(right) for left, right in criteria)


def _covers(outer: frozenset[Enum], inner: frozenset[Enum]) -> bool:
    return not outer or (bool(inner) and inner <= outer)


def _ages(category: Category) -> tuple[object, ...]:
    return category.age_at_least, category.age_under, category.age_as_of, category.as_of


def best_apart(lows: Iterable[tuple[Category, int]]) -> int:
    """
    Return the greatest sum of *lows* over categories that share nobody, two and two.

    Categories with the same criteria share their people, so the largest of them stands for all.
    """
    largest: dict[tuple[tuple[str, ...], ...], tuple[Category, int]] = {}
    for category, low in lows:
        kind = _criteria(category)
        if kind not in largest or largest[kind][1] < low:
            largest[kind] = category, low
    return greatest_apart([largest[kind] for kind in sorted(largest)], are_apart)


def greatest_apart(lows: Iterable[tuple[T, int]], apart: Callable[[T, T], bool]) -> int:
    """
    Return the greatest sum of *lows* over things that *apart* holds for, two and two.

    Beyond :data:`_MOST_PARTS` the smallest are left out, which can only make the sum smaller: what is found to be too
    many is too many.
    """
    ranked = sorted((one for one in lows if one[1] > 0), key=lambda one: -one[1])[:_MOST_PARTS]
    return _greatest(ranked, (), 0, 0, apart)


def _greatest(
    ranked: Sequence[tuple[T, int]], chosen: tuple[T, ...], total: int, best: int, apart: Callable[[T, T], bool]
) -> int:
    """Return the greatest sum that adds some of *ranked* to *total*, or *best* where that is more."""
    if total + sum(low for _, low in ranked) <= best:
        return best
    if not ranked:
        return total
    (first, low), rest = ranked[0], ranked[1:]
    if all(apart(first, one) for one in chosen):
        best = _greatest(rest, (*chosen, first), total + low, best, apart)
    return _greatest(rest, chosen, total, best, apart)


def _criteria(category: Category) -> tuple[tuple[str, ...], ...]:
    sets: tuple[frozenset[Status] | frozenset[Health] | frozenset[Sex], ...] = (
        category.statuses,
        category.healths,
        category.sexes,
    )
    return tuple(tuple(sorted(one.value for one in some)) for some in sets)


_MOST_PARTS: Final = 16
"""Kinds of people whose sums are tried. Agreements on record count at most five in one window."""


def is_part_of(one: Commitment, other: Commitment, by_id: Mapping[str, Commitment]) -> bool:
    """Tell whether *one* says that it is part of *other*, at once or through others."""
    seen: set[str] = set()
    above = one.part_of
    while above is not None and above not in seen:
        if above == other.id:
            return True
        seen.add(above)
        above = by_id[above].part_of if above in by_id else None
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Promises:
    """The counts of one direction and unit in one window (or in the whole exchange), and what they leave possible."""

    categories: Mapping[CategoryId, Category]
    numbers: Mapping[str, Interval]
    commitments: tuple[Commitment, ...] = ()

    def stated(self, wanted: CategoryId | None) -> Interval:
        """
        Return what the counts of exactly this category (None: everybody) leave possible, taken together.

        Counts with times of their own, and parts of another count beside them, say at least how many.
        """
        counts = [one for one in self.commitments if one.category == wanted]
        ids = {one.id for one in counts}
        wholes = [one for one in counts if one.part_of not in ids]
        times: dict[object, Interval] = {}
        for one in wholes:
            times[one.due, one.not_before] = times.get((one.due, one.not_before), Interval()) & self.numbers[one.id]
        low = max((self.numbers[one.id].low for one in counts), default=0)
        if len(times) == 1:
            return next(iter(times.values())) & Interval(low=low)
        return Interval(low=low)

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
        return best_apart((one, self.stated(one.id).low) for one in parts)

    def _high(self, wanted: CategoryId | None) -> int | None:
        everybody = self.stated(None).high
        if not any(one.category in (wanted, None) for one in self.commitments):
            return self._sum_of_overlaps(wanted)
        if everybody is not None and wanted is not None:
            others = [one for one in self._parts() if are_apart(one, self.categories[wanted])]
            everybody = max(0, everybody - self._low(others))
        return min((high for high in (self.stated(wanted).high, everybody) if high is not None), default=None)

    def _sum_of_overlaps(self, wanted: CategoryId | None) -> int | None:
        counted = [self.categories[one] for one in self._counted()]
        overlaps = [one for one in counted if wanted is None or not are_apart(one, self.categories[wanted])]
        highs = [self.stated(one.id).high for one in overlaps]
        return None if None in highs else sum(high for high in highs if high is not None)

    def _counted(self) -> list[CategoryId]:
        return sorted({one.category for one in self.commitments if one.category is not None})

    def _parts(self) -> list[Category]:
        # Those who go home regardless of number take nobody's place, so they are no part of a sum (GC III 109).
        return [self.categories[one] for one in self._counted() if not is_serious(self.categories[one])]


Window: TypeAlias = tuple[Direction, Unit, TrancheId | None]
"""A direction and unit in one tranche; without a tranche in the whole exchange."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """All promises of an agreement, by direction, unit and window. Numbers of two units are never added."""

    terms: Terms
    categories: Mapping[CategoryId, Category]
    numbers: Mapping[str, Interval]
    windows: Mapping[Window, Promises]

    def of(self, direction: Direction, window: TrancheId | None, unit: Unit = Unit.PERSON) -> Promises:
        """Return the promises of one direction in one window."""
        empty = Promises(categories=self.categories, numbers=self.numbers)
        return self.windows.get((direction, unit, window), empty)

    def crossing(self, one: Commitment, *, without: Collection[str] = ()) -> Interval:
        """Return how many of those *one* counts may cross in all tranches; counts in *without* are of another whole."""
        total = NOBODY
        for tranche in self.terms.tranches:
            counts = self.of(one.direction, tranche.id, one.unit)
            if without:
                counts = replace(counts, commitments=tuple(c for c in counts.commitments if c.id not in without))
            total += counts.possible(one.category)
        return total

    def parity_gaps(self, parity: Parity) -> Iterator[tuple[str, int]]:
        """
        Yield, for each moment at which *parity* counts, its name and the smallest difference the counts allow.

        A tranche without a day may come before any other, so the moments between are known only where all have one.
        """
        is_ordered = all(one.on is not None for one in self.terms.tranches)
        for pair in self._opposite_pairs():
            so_far = [NOBODY, NOBODY]
            for tranche in self.terms.tranches if is_ordered else ():
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


def books_of(terms: Terms, numbers: Mapping[str, Interval]) -> Books:
    """Sort the commitments of *terms* by direction, unit and window; *numbers* are those of each commitment."""
    categories = {one.id: one for one in terms.categories}
    windows: dict[Window, list[Commitment]] = {}
    for one in terms.commitments:
        windows.setdefault((one.direction, one.unit, one.tranche), []).append(one)
    kept = {
        key: Promises(categories=categories, numbers=numbers, commitments=tuple(some)) for key, some in windows.items()
    }
    return Books(terms=terms, categories=categories, numbers=numbers, windows=kept)
