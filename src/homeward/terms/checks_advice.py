"""Advice: what is lawful and can be run, but has stopped exchanges before; most of it is what nobody wrote down."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from homeward.model.findings import Finding
from homeward.model.ids import CategoryId, PartyId
from homeward.model.provisions import ActorKind, Assent, Effect
from homeward.model.steps import Deed, Step, When
from homeward.model.terms import VAGUE, Category, Terms
from homeward.terms.checking import COUNTS, At, Check, category_of, count_words, kind_of, when_words
from homeward.terms.counts import are_apart
from homeward.terms.days import calendar_of
from homeward.terms.places import Places
from homeward.terms.rules import Rule

SMALLEST_CELL: Final = 10
"""Persons. Fewer than this in one published number point at individuals."""

_LISTS: Final = frozenset({Deed.SUBMIT_LIST, Deed.NAME_PEOPLE, Deed.SIGN_FINAL})

_MONTH: Final = 730
"""Hours of a month, near enough to tell which of two times is shorter."""


def _publicity(terms: Terms, places: Places) -> Iterator[Finding]:
    publicity = terms.publicity
    if publicity.min_cell < SMALLEST_CELL:
        where = places.where("publicity", key="min_cell", clause=publicity.clause)
        yield Rule.MIN_CELL.found(where, seen=str(publicity.min_cell))
    if publicity.future_tranches:
        where = places.where("publicity", key="future_tranches", clause=publicity.clause)
        yield Rule.FUTURE_PUBLIC.found(where, seen="true")


def _reserve(terms: Terms, places: Places) -> Iterator[Finding]:
    if terms.reserve is None and (terms.promises or not terms.commitments):
        yield Rule.NO_RESERVE.found(places.where("reserve"))


def _promise(terms: Terms, places: Places) -> Iterator[Finding]:
    if not terms.commitments:
        yield Rule.NO_PROMISE.found(places.where("commitment"))


def _missing(terms: Terms, places: Places) -> Iterator[Finding]:
    provisions = terms.provisions
    if terms.promises and provisions.residual is None:
        yield Rule.NO_RESIDUAL.found(places.where("residual"))
    if terms.promises and provisions.non_stop is None:
        yield Rule.NO_NON_STOP.found(places.where("non_stop"))
    if terms.publicity.clause is None and not provisions.disclosures:
        yield Rule.NO_PUBLICITY.found(places.where("publicity"))
    if terms.promises and terms.deadlines.clause is None and not any(one.deed in _LISTS for one in provisions.steps):
        yield Rule.NO_STEPS.found(places.where("step"))


def _holders(terms: Terms, places: Places) -> Iterator[Finding]:
    holding = {one.direction.holder for one in terms.commitments}
    keeping = {one.custodian for one in terms.provisions.custodies}
    for one in terms.provisions.actors:
        members = {*one.members} - {one.id}
        is_joint = bool(one.members) and all(kind_of(terms, each) is ActorKind.PARTY for each in members)
        is_bound = one.answers is not None or one.assent is Assent.SIGNS or is_joint
        # A neutral that keeps people between two handovers lets go whom it was given; another frees nobody.
        is_keeper = one.kind is ActorKind.HOLDER or (one.kind is ActorKind.NEUTRAL and one.id not in keeping)
        if is_keeper and one.id in holding and not is_bound:
            where = places.where("party", one.id, key="capacity", clause=one.clause)
            is_neutral = one.kind is ActorKind.NEUTRAL
            remedy = "name who holds the people, or add the [[custody]] in which it keeps them" if is_neutral else None
            yield Rule.HOLDER_UNBOUND.found(where, seen=one.id, remedy=remedy)


def _days(terms: Terms, places: Places) -> Iterator[Finding]:
    for one in terms.tranches:
        if one.on is None and one.due is None:
            yield At(places, "tranche").found(Rule.NO_DAY, one, "on", seen=one.id)


def _steps(terms: Terms, places: Places) -> Iterator[Finding]:
    at, ordered = At(places, "step"), {each for one in terms.provisions.sequences for each in one.order}
    for one in terms.provisions.steps:
        if one.due is None and not one.soft and one.id not in ordered:
            yield at.found(Rule.OPEN_STEP, one, "due", seen=one.deed.value)
        elif one.due is not None and one.silence is None:
            what = one.what or one.deed.value
            yield at.found(Rule.SILENT_STEP, one, "silence", seen=f"{what}, {when_words(one.due)}")


def _clocks(terms: Terms, places: Places) -> Iterator[Finding]:
    """Find a step one party must take sooner than another must take the like; the shorter time is told."""
    alike: dict[tuple[Deed, bool], dict[PartyId, list[Step]]] = {}
    for step in sorted(terms.provisions.steps, key=lambda one: one.id):
        for party in step.actors if len(step.actors) == 1 and step.due is not None else ():
            alike.setdefault((step.deed, step.each_person), {}).setdefault(party, []).append(step)
    for by_party in alike.values():
        rounds = {party: sorted(some, key=lambda one: _length(one.due)) for party, some in by_party.items()}
        if len({len(some) for some in rounds.values()}) > 1:
            continue
        for same in zip(*(rounds[party] for party in sorted(rounds)), strict=True):
            yield from _unequal(same, At(places, "step"))


def _unequal(same: tuple[Step, ...], at: At) -> Iterator[Finding]:
    lengths = {one.id: _length(one.due) for one in same}
    if len({(one.due is None or one.due.event is None) for one in same}) == 1 and len(set(lengths.values())) > 1:
        shortest = min(same, key=lambda one: (lengths[one.id], one.id))
        seen = ", ".join(f"{one.actors[0]} {when_words(one.due)}" for one in same)
        yield at.found(Rule.CLOCKS_UNEQUAL, shortest, "due", seen=seen)


def _length(when: When | None) -> tuple[str, int, str]:
    """Return a time so that two can be laid side by side, whatever event of its own each party's runs from."""
    if when is None:
        return "", 0, ""
    if when.event is None:
        return "", 0, str(when.day)
    return when.moment.value, when.hours + _MONTH * when.months, f"{when.months} {when.latest or ''}"


def _categories(terms: Terms, places: Places) -> Iterator[Finding]:
    at = At(places, "category")
    for one in terms.categories:
        if one.healths and one.as_of is None:
            healths = ", ".join(sorted(each.value for each in one.healths))
            yield at.found(Rule.HEALTH_WITHOUT_DAY, one, "healths", seen=healths)
        if not _has_criteria(one) and (one.described is None or one.decided_by is None):
            key = "described" if one.described is None else "decided_by"
            remedy = None if one.described is None else "add decided_by: who tells who belongs"
            yield at.found(Rule.NAME_ONLY, one, key, seen=one.name, remedy=remedy)


def _has_criteria(one: Category) -> bool:
    ages = (one.age_at_least, one.age_under, one.captured_from, one.captured_before)
    return bool(one.statuses or one.healths or one.sexes) or any(limit is not None for limit in ages)


def _couplings(terms: Terms, places: Places) -> Iterator[Finding]:
    """Find what stands still while an event does not come; an end is said by ``ends`` itself."""
    events = {one.id: one for one in terms.provisions.events}
    for one in terms.provisions.couplings:
        event = events.get(one.event)
        # That a truce was announced for a day does not make it sure.
        if event is not None and not event.certain and one.effect is not Effect.ENDS:
            seen = f"{one.event} {one.effect.value}"
            yield At(places, "coupling").found(Rule.NEVER_COUPLED, one, "event", seen=seen)
    doubtful = calendar_of(terms).doubtful
    for promise in terms.commitments:
        start = promise.not_before
        if start is not None and start.event in doubtful and start.latest is None:
            seen = f"not before {when_words(start)}"
            yield At(places, "commitment").found(Rule.NEVER_COUPLED, promise, "not_before", seen=seen)


def _numbers(terms: Terms, places: Places) -> Iterator[Finding]:
    """Find promises of which nobody can tell when they are kept."""
    for one in terms.commitments:
        if one.op in VAGUE:
            yield At(places, "commitment").found(Rule.NO_NUMBER, one, "op", seen=count_words(one))


def _grounds(terms: Terms, places: Places) -> Iterator[Finding]:
    """Find exclusions of which nobody can tell whether their ground is one of those barred."""
    barred = terms.provisions.no_exclusion
    for one in terms.provisions.exclusions if barred is not None and (barred.bars or barred.grounds) else ():
        if not one.grounds:
            yield At(places, "exclusion").found(Rule.NO_GROUND, one, "grounds", seen=one.says)


def _dues(terms: Terms, places: Places) -> Iterator[Finding]:
    """Find promises of the whole exchange without a time; a part has that of its whole, a window its own."""
    timed = {one.id for one in terms.commitments if one.due is not None or (one.daily and one.not_before is not None)}
    timed |= _in_tranches(terms)
    for some in _together(terms):
        timed |= set(some) if timed & set(some) else set()
    timed |= {ratio.to for ratio in terms.provisions.ratios if ratio.of in timed}
    ids = {one.id for one in terms.commitments}
    for one in terms.commitments:
        if one.id not in timed and one.tranche is None and one.part_of not in ids:
            yield At(places, "commitment").found(Rule.NO_DUE, one, "due", seen=count_words(one))


def _in_tranches(terms: Terms) -> set[str]:
    """Return the promises whose people cross in tranches: a tranche counts some of them, or nobody at all."""
    timed = {one.id for one in terms.tranches if one.on is not None or one.due is not None}
    counts = [one for one in terms.commitments if one.tranche in timed]
    # A tranche without numbers says when, and leaves open how many people: remains have windows of their own.
    if timed - {one.tranche for one in counts}:
        return {one.id for one in terms.promises}
    counted: dict[object, set[CategoryId | None]] = {}
    for one in counts:
        counted.setdefault((one.direction, one.unit), set()).add(one.category)
    return {
        one.id
        for one in terms.commitments
        if any(_may_share(terms, one.category, other) for other in counted.get((one.direction, one.unit), ()))
    }


def _may_share(terms: Terms, one: CategoryId | None, other: CategoryId | None) -> bool:
    left, right = category_of(terms, one), category_of(terms, other)
    return left is None or right is None or left == right or not are_apart(left, right)


def _together(terms: Terms) -> list[tuple[str, ...]]:
    bundles = [one.commitments for one in terms.provisions.bundles]
    return [*bundles, *(one.order for one in terms.provisions.sequences if one.together)]


CHECKS: Final[tuple[tuple[Check, frozenset[str]], ...]] = (
    (_publicity, frozenset({"publicity"})),
    (_reserve, frozenset({"reserve", "commitment"})),
    (_promise, frozenset({"commitment"})),
)
"""Each check, and the kinds of part it leans on."""

LATER: Final[tuple[tuple[Check, frozenset[str]], ...]] = (
    (_missing, frozenset({"residual", "non_stop", "publicity", "disclosure", "deadlines", "step", "commitment"})),
    (_holders, frozenset({"party", "commitment", "custody"})),
    (_days, frozenset({"tranche"})),
    (_steps, frozenset({"step", "sequence", "party"})),
    (_clocks, frozenset({"step", "party"})),
    (_categories, frozenset()),
    (_couplings, frozenset({"event"})),
    (_dues, COUNTS | {"bundle", "sequence", "ratio"}),
    (_numbers, frozenset()),
    (_grounds, frozenset({"no_exclusion"})),
)
"""The same, for what the first format has no words for."""
