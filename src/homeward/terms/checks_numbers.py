"""Checks of numbers: counts that exclude each other, sums that do not meet, parts that are more than their whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from homeward.model.findings import Finding
from homeward.model.ids import CategoryId
from homeward.model.provisions import Total, Unit
from homeward.model.terms import UNCOUNTED, VAGUE, Commitment, Direction, Op, Terms
from homeward.terms.checking import COUNTS, At, Check, count_words, names_serious, unit_words
from homeward.terms.circles import circles
from homeward.terms.counts import NOBODY, Books, Interval, books_of, exactly, interval_of, is_part_of, is_within
from homeward.terms.parting import fits, parts_of, rivals
from homeward.terms.places import Places
from homeward.terms.ratios import settled
from homeward.terms.rules import Rule


def _ranges(terms: Terms, places: Places) -> Iterator[Finding]:
    at = At(places, "commitment")
    for one in terms.commitments:
        if one.op is Op.RANGE and one.high is not None and (one.count or 0) > one.high:
            yield at.found(Rule.RANGE_EMPTY, one, "high", seen=f"{one.count or 0:,} to {one.high:,}")


def _accounts(terms: Terms, places: Places) -> Iterator[Finding]:
    at = At(places, "commitment")
    for one in terms.commitments:
        if len({*(said.count for said in one.said), *([] if one.count is None else [one.count])}) > 1 and one.said:
            stated = [] if one.count is None else [f"the terms {one.count:,}"]
            seen = ", ".join([*stated, *(f"{said.party} {said.count:,}" for said in one.said)])
            yield at.found(Rule.ACCOUNTS_DIFFER, one, "said", seen=seen)


def _slots(terms: Terms, places: Places) -> Iterator[Finding]:
    slots: dict[tuple[object, ...], list[Commitment]] = {}
    for one in terms.commitments:
        slots.setdefault((one.direction, one.category, one.tranche, one.unit), []).append(one)
    by_id = {one.id: one for one in terms.commitments}
    for together in slots.values():
        yield from _slot(sorted(together, key=lambda one: one.id), by_id, At(places, "commitment"))


def _slot(together: list[Commitment], by_id: Mapping[str, Commitment], at: At) -> Iterator[Finding]:
    """Lay every count of the same people beside the first that is exact; in whatever order the file has them."""
    numbers = _stated(together)
    ordered = sorted(together, key=lambda one: one.op not in (Op.EQ, Op.ALL))
    for index, one in enumerate(ordered):
        others = [other for other in ordered[:index] if _are_rivals(one, other, by_id)]
        apart = next((other for other in others if (numbers[one.id] & numbers[other.id]).is_empty), None)
        bound = next((other for other in others if _is_double(one, other)), None)
        if apart is not None:
            yield at.found(Rule.COUNTS_APART, one, _number_key(one), seen=_both(apart, one))
        elif bound is not None:
            rule = Rule.OVERLAP_BOUND if Op.ALL in (one.op, bound.op) else Rule.EXACT_AND_BOUND
            told, beside = (bound, one) if one.op is Op.ALL else (one, bound)
            yield at.found(rule, told, _number_key(told), seen=_both(beside, told))


def _stated(commitments: list[Commitment]) -> Mapping[str, Interval]:
    """Return the numbers *commitments* state themselves; an empty range was found as such and leaves any number."""
    numbers = {one.id: interval_of(one) for one in commitments}
    return {name: Interval() if number.is_empty else number for name, number in numbers.items()}


def _are_rivals(one: Commitment, other: Commitment, by_id: Mapping[str, Commitment]) -> bool:
    """Tell whether two counts of the same people are for the same time, and neither is part of the other."""
    return (one.due, one.not_before) == (other.due, other.not_before) and not (
        is_part_of(one, other, by_id) or is_part_of(other, one, by_id)
    )


def _is_double(one: Commitment, other: Commitment) -> bool:
    ops = {one.op, other.op}
    if Op.BY_RATIO in ops:
        return False
    if Op.ALL in ops:
        return bool(ops & {Op.EQ, Op.UP_TO, Op.RANGE, Op.ALL_UP_TO, *VAGUE})
    return Op.EQ in ops


def _both(one: Commitment, other: Commitment) -> str:
    return f"{count_words(one)} ({one.id}), {count_words(other)} ({other.id})"


def _number_key(one: Commitment) -> str:
    return "op" if one.op in UNCOUNTED else "count"


def _sums(terms: Terms, places: Places) -> Iterator[Finding]:
    """Find for each count the first of its sums that does not meet: its tranches, its parts, its categories."""
    numbers = settled(terms)
    books, at = books_of(terms, numbers), At(places, "commitment")
    by_id = {one.id: one for one in terms.commitments}
    inner, tracks = parts_of(terms), _tracks(terms)
    for one in terms.commitments:
        number = numbers[one.id]
        if number.is_empty:
            continue
        tranches = _in_tranches(one, tracks[one.direction, one.unit], books, by_id)
        parts = inner.low(one.id, numbers)
        if tranches is not None and not tranches.is_empty and (tranches & number).is_empty:
            seen = f"the tranches give {tranches}, the total is {count_words(one)} ({one.direction})"
            yield at.found(Rule.SUM_MISSES, one, _number_key(one), seen=seen)
        elif number.high is not None and parts > number.high:
            seen = f"the parts are at least {parts:,}, the whole is {count_words(one)}"
            yield at.found(Rule.PART_EXCEEDS, one, _number_key(one), seen=seen)
        elif _are_categories_more(one, books, number):
            least = books.of(one.direction, one.tranche, one.unit).parts_low()
            seen = f"the categories are at least {least:,}, everybody is {count_words(one)}"
            yield at.found(Rule.PARTS_EXCEED, one, _number_key(one), seen=seen)


def _tracks(terms: Terms) -> Mapping[tuple[Direction, Unit], list[Commitment]]:
    tracks: dict[tuple[Direction, Unit], list[Commitment]] = {}
    for one in terms.commitments:
        tracks.setdefault((one.direction, one.unit), []).append(one)
    return tracks


def _in_tranches(
    one: Commitment, track: Sequence[Commitment], books: Books, by_id: Mapping[str, Commitment]
) -> Interval | None:
    """Return what the tranches leave possible for a whole; None where they do not say, or say it of another whole."""
    if one.tranche is not None or not books.terms.tranches:
        return None
    counts = [each for each in track if each.tranche is not None]
    others = rivals(one, track, by_id)
    names = {other.id for other in others}
    elsewhere = {
        each.id
        for each in counts
        if others and (each.part_of in names or any(is_part_of(each, other, by_id) for other in others))
    }
    # A whole with a time of its own, of whom no tranche counts anybody, is kept beside the tranches.
    is_beside = (one.due or one.daily) and not any(_is_of(each.category, one.category, books) for each in counts)
    return None if is_beside or (others and not elsewhere) else books.crossing(one, without=elsewhere)


def _is_of(inner: CategoryId | None, outer: CategoryId | None, books: Books) -> bool:
    return inner is None or outer is None or is_within(books.categories[inner], books.categories[outer])


def _are_categories_more(one: Commitment, books: Books, number: Interval) -> bool:
    if one.category is not None or number.high is None:
        return False
    window = books.of(one.direction, one.tranche, one.unit)
    wholes = [other for other in window.commitments if other.category is None]
    return len({(other.due, other.not_before) for other in wholes}) == 1 and window.parts_low() > number.high


def _parts(terms: Terms, places: Places) -> Iterator[Finding]:
    """Find parts that name nothing, or something they cannot be part of."""
    at, by_id = At(places, "commitment"), {one.id: one for one in terms.commitments}
    rounds = circles({one.id: [one.part_of] for one in terms.commitments if one.part_of is not None})
    told = {name for some in rounds for name in some[1:]}
    for one in terms.commitments:
        if one.part_of is None or one.id in told:
            continue
        whole = by_id.get(one.part_of)
        if whole is None:
            yield at.found(Rule.UNKNOWN_ID, one, "part_of", seen=one.part_of)
        elif reason := fits(one, whole, terms, by_id):
            yield at.found(Rule.PART_UNFIT, one, "part_of", seen=reason)


def _totals(terms: Terms, places: Places) -> Iterator[Finding]:
    numbers, at = settled(terms), At(places, "total")
    by_id = {one.id: one for one in terms.commitments}
    for total in terms.provisions.totals:
        named = _counted_once(total, by_id)
        together = sum((numbers[one.id] for one in named), start=NOBODY)
        if named and not together.is_empty and (together & exactly(total.count)).is_empty:
            terms_of_sum = " + ".join(_addend(one, numbers[one.id]) for one in named)
            seen = f"{terms_of_sum} = {together}, stated {total.count:,}"
            yield at.found(Rule.TOTAL_MISSES, total, "count", seen=seen)


def _counted_once(total: Total, by_id: Mapping[str, Commitment]) -> list[Commitment]:
    """Return what a total adds up: a part is left out where its whole is named too."""
    named = [by_id[one] for one in dict.fromkeys(total.of) if one in by_id]
    return [one for one in named if not any(is_part_of(one, other, by_id) for other in named)]


def _addend(one: Commitment, number: Interval) -> str:
    if one.daily and number.high == number.low:
        return f"{one.daily:,} x {number.low // one.daily:,}"
    if number.high == number.low:
        return unit_words(number.low, one.unit)
    return f"({number})" if number.high is not None or number.low else one.op.value


def _pools(terms: Terms, places: Places) -> Iterator[Finding]:
    numbers, at = settled(terms), At(places, "pool")
    for pool in terms.provisions.pools:
        least = numbers.get(pool.commitment, Interval()).low
        if pool.size < least:
            seen = f"{pool.size:,} people, {least:,} chosen ({pool.commitment})"
            yield at.found(Rule.POOL_SMALL, pool, "size", seen=seen)


def _parities(terms: Terms, places: Places) -> Iterator[Finding]:
    books, at = books_of(terms, settled(terms)), At(places, "parity")
    for parity in terms.parities:
        broken = next(((when, gap) for when, gap in books.parity_gaps(parity) if gap > parity.slack), None)
        if broken is not None and not names_serious(terms, parity.category):
            seen = f"{broken[0]} the sides differ by at least {broken[1]:,}, slack is {parity.slack:,}"
            yield at.found(Rule.PARITY_IMPOSSIBLE, parity, "slack", seen=seen)


CHECKS: Final[tuple[tuple[Check, frozenset[str]], ...]] = (
    (_ranges, frozenset()),
    (_accounts, frozenset()),
    (_slots, frozenset()),
    (_sums, COUNTS | {"ratio", "party"}),
    (_parts, COUNTS | {"party"}),
    (_totals, COUNTS | {"ratio"}),
    (_pools, COUNTS | {"ratio"}),
    (_parities, COUNTS | {"parity", "ratio"}),
)
"""Each check, and the kinds of part it leans on."""
