"""What a linter of agreements can see: each check takes terms that could be read and yields findings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import timedelta
from itertools import pairwise
from typing import Final, TypeAlias

from homeward.model.findings import Finding, Where
from homeward.model.ids import CategoryId
from homeward.model.terms import UNCOUNTED, Category, Commitment, Direction, GateKind, Op, Terms
from homeward.terms.counts import books_of, interval_of, is_serious
from homeward.terms.rules import Rule
from homeward.terms.tables import Places

SMALLEST_CELL: Final = 10
"""Persons. Fewer than this in one published number point at individuals."""

Check: TypeAlias = Callable[[Terms, Places], Iterator[Finding]]


def terms_findings(terms: Terms, *, source: str) -> tuple[Finding, ...]:
    """
    Return every finding about *terms* that came from no file, for example from a record another side sent.

    The same checks as :func:`homeward.terms.reading.read_terms` runs, without lines.
    """
    return tuple(checked(terms, places=Places(source=source, lines={}, paths={}), unsure=()))


def checked(terms: Terms, *, places: Places, unsure: Collection[str]) -> Iterator[Finding]:
    """Run every check, but none that leans on a kind of part in *unsure*: it could accuse what was only misread."""
    for check, needs in _CHECKS:
        if needs.isdisjoint(unsure):
            yield from check(terms, places)


def _of_commitment(places: Places, rule: Rule, one: Commitment, key: str, *, seen: str | None = None) -> Finding:
    return rule.found(places.where("commitment", one.id, key=key, clause=one.clause), seen=seen)


def _parties(terms: Terms, places: Places) -> Iterator[Finding]:
    for one in terms.commitments:
        if one.direction.holder == one.direction.receiver:
            yield _of_commitment(places, Rule.SAME_PARTY, one, "receiver", seen=str(one.direction))


def _universes(terms: Terms, places: Places) -> Iterator[Finding]:
    for one in terms.commitments:
        if one.op is Op.ALL and one.universe is None:
            yield _of_commitment(places, Rule.NO_UNIVERSE, one, "op", seen="all")


def _ages(terms: Terms, places: Places) -> Iterator[Finding]:
    for one in terms.categories:
        if (one.age_at_least is not None or one.age_under is not None) and one.age_as_of is None:
            key = "age_at_least" if one.age_at_least is not None else "age_under"
            yield Rule.AGE_WITHOUT_DAY.found(_of_category(places, one, key), seen=_age_words(one))
        if one.age_under is not None and (one.age_at_least or 0) >= one.age_under:
            yield Rule.AGE_OF_NOBODY.found(_of_category(places, one, "age_under"), seen=_age_words(one))


def _of_category(places: Places, one: Category, key: str) -> Where:
    return places.where("category", one.id, key=key, clause=one.clause)


def _age_words(one: Category) -> str:
    parts = (("at least", one.age_at_least), ("under", one.age_under))
    return ", ".join(f"{words} {age}" for words, age in parts if age is not None)


def _slots(terms: Terms, places: Places) -> Iterator[Finding]:
    slots: dict[tuple[Direction, object, object, object], list[Commitment]] = {}
    for one in terms.commitments:
        if one.op not in UNCOUNTED:
            slots.setdefault((one.direction, one.category, one.tranche, one.unit), []).append(one)
    for together in slots.values():
        for one, other in pairwise(together):
            yield from _pair_in_slot(places, one, other)


def _pair_in_slot(places: Places, one: Commitment, other: Commitment) -> Iterator[Finding]:
    seen = f"{_count_words(one)} ({one.id}), {_count_words(other)} ({other.id})"
    if (interval_of(one) & interval_of(other)).is_empty:
        yield _of_commitment(places, Rule.COUNTS_APART, other, "count", seen=seen)
    elif Op.EQ in (one.op, other.op):
        yield _of_commitment(places, Rule.EXACT_AND_BOUND, other, "count", seen=seen)


def _count_words(one: Commitment) -> str:
    return f"{one.op.value} {one.count or 0:,}"


def _sums(terms: Terms, places: Places) -> Iterator[Finding]:
    books = books_of(terms)
    for one in terms.commitments:
        if one.tranche is None and terms.tranches:
            tranches = books.crossing(one.direction, one.category)
            # Counts that already exclude each other were found as such; their sum means nothing.
            if not tranches.is_empty and (tranches & interval_of(one)).is_empty:
                seen = f"the tranches give {tranches}, the total is {_count_words(one)} ({one.direction})"
                yield _of_commitment(places, Rule.SUM_MISSES, one, "count", seen=seen)


def _parts(terms: Terms, places: Places) -> Iterator[Finding]:
    books = books_of(terms)
    for one in terms.commitments:
        high = interval_of(one).high
        parts = books.of(one.direction, one.tranche).parts_low()
        if one.category is None and high is not None and parts > high:
            seen = f"the categories are at least {parts:,}, everybody is {_count_words(one)}"
            yield _of_commitment(places, Rule.PARTS_EXCEED, one, "count", seen=seen)


def _days(terms: Terms, places: Places) -> Iterator[Finding]:
    for tranche, on in terms.dated:
        if on < terms.agreed_on:
            where = places.where("tranche", tranche.id, key="on", clause=tranche.clause)
            yield Rule.TOO_EARLY.found(where, seen=f"{on}, agreed on {terms.agreed_on}")
    for (_, before), (tranche, on) in pairwise(terms.dated):
        if on < before:
            where = places.where("tranche", tranche.id, key="on", clause=tranche.clause)
            yield Rule.TRANCHE_ORDER.found(where, seen=f"{on} after {before}")


def _steps(terms: Terms, places: Places) -> Iterator[Finding]:
    due = terms.deadlines
    steps = sum(days or 0 for days in (due.lists_days, due.answer_days, due.final_days))
    first = terms.first_day
    if first is not None and terms.agreed_on <= first < terms.agreed_on + timedelta(days=steps):
        where = places.where("deadlines", clause=terms.deadlines.clause)
        seen = f"lists may be final {steps} days after {terms.agreed_on}, the first tranche is on {first}"
        yield Rule.LATE_STEPS.found(where, seen=seen)


def _parities(terms: Terms, places: Places) -> Iterator[Finding]:
    books = books_of(terms)
    for parity in terms.parities:
        where = places.where("parity", parity.id, key="slack", clause=parity.clause)
        broken = next(((when, gap) for when, gap in books.parity_gaps(parity) if gap > parity.slack), None)
        if _names_serious(terms, parity.category):
            yield Rule.SERIOUS_PARITY.found(where, seen=f"category {parity.category}")
        elif broken is not None:
            seen = f"{broken[0]} the sides differ by at least {broken[1]:,}, slack is {parity.slack:,}"
            yield Rule.PARITY_IMPOSSIBLE.found(where, seen=seen)


def _names_serious(terms: Terms, category: CategoryId | None) -> bool:
    return category is not None and is_serious(terms.category(category))


def _serious_counts(terms: Terms, places: Places) -> Iterator[Finding]:
    for one in terms.commitments:
        if one.op in (Op.EQ, Op.UP_TO) and _names_serious(terms, one.category):
            yield _of_commitment(places, Rule.SERIOUS_COUNT, one, "count", seen=f"{_count_words(one)} {one.category}")


def _priority(terms: Terms, places: Places) -> Iterator[Finding]:
    order = () if terms.priority is None else terms.priority.order
    clause = None if terms.priority is None else terms.priority.clause
    for twice in sorted({one for one in order if order.count(one) > 1}):
        yield Rule.PRIORITY_TWICE.found(places.where("priority", key="order", clause=clause), seen=twice)


def _gates(terms: Terms, places: Places) -> Iterator[Finding]:
    if all(gate.kind is not GateKind.WISH for gate in terms.gates):
        yield Rule.NO_WISH.found(places.where("gate", "wish"))
    for gate in terms.gates:
        if gate.valid_days < 1:
            rule = Rule.WISH_WAIVED if gate.kind is GateKind.WISH else Rule.GATE_DAYS
            where = places.where("gate", gate.kind.value, key="valid_days", clause=gate.clause)
            yield rule.found(where, seen=f"valid_days = {gate.valid_days}")


def _publicity(terms: Terms, places: Places) -> Iterator[Finding]:
    publicity = terms.publicity
    if publicity.min_cell < SMALLEST_CELL:
        where = places.where("publicity", key="min_cell", clause=publicity.clause)
        yield Rule.MIN_CELL.found(where, seen=str(publicity.min_cell))
    if publicity.future_tranches:
        where = places.where("publicity", key="future_tranches", clause=publicity.clause)
        yield Rule.FUTURE_PUBLIC.found(where, seen="true")


def _reserve(terms: Terms, places: Places) -> Iterator[Finding]:
    if terms.reserve is None:
        yield Rule.NO_RESERVE.found(places.where("reserve"))


def _promise(terms: Terms, places: Places) -> Iterator[Finding]:
    if not terms.commitments:
        yield Rule.NO_PROMISE.found(places.where("commitment"))


_COUNTS: Final = frozenset({"commitment", "category", "tranche"})
_CHECKS: Final[tuple[tuple[Check, frozenset[str]], ...]] = (
    (_parties, frozenset()),
    (_universes, frozenset()),
    (_ages, frozenset()),
    (_slots, frozenset()),
    (_sums, _COUNTS),
    (_parts, _COUNTS),
    (_days, frozenset({"header"})),
    (_steps, frozenset({"header", "tranche", "deadlines"})),
    (_parities, _COUNTS | {"parity"}),
    (_serious_counts, frozenset({"category"})),
    (_priority, frozenset()),
    (_gates, frozenset({"gate"})),
    (_publicity, frozenset({"publicity"})),
    (_reserve, frozenset({"reserve"})),
    (_promise, frozenset({"commitment"})),
)
