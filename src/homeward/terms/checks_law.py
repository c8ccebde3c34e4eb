"""Checks of law: what may hold back the seriously wounded, a price on civilians, a wish that is not heard, and more."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from homeward.model.findings import Finding
from homeward.model.ids import CategoryId
from homeward.model.provisions import ActorKind, GroupKind, Matter, Sequence
from homeward.model.steps import Silence, When
from homeward.model.terms import Category, Commitment, GateKind, Op, Terms
from homeward.terms.checking import (
    COUNTS,
    At,
    Check,
    Part,
    category_of,
    count_words,
    kind_of,
    may_be_civilian,
    may_be_serious,
    names_serious,
    serious_promises,
    sides,
    when_words,
)
from homeward.terms.counts import is_within
from homeward.terms.days import calendar_of
from homeward.terms.places import Places
from homeward.terms.rules import Rule

ADULT: Final = 18
"""Years. Below this a person is a child (CRC 1). GC IV 24 speaks of those under fifteen: this is stricter."""

_CAPS: Final = frozenset({Op.EQ, Op.UP_TO, Op.RANGE, Op.ALL_UP_TO, Op.ABOUT})


def _parities(terms: Terms, places: Places) -> Iterator[Finding]:
    for parity in terms.parities:
        if names_serious(terms, parity.category):
            seen = f"category {parity.category}"
            yield At(places, "parity").found(Rule.SERIOUS_PARITY, parity, "slack", seen=seen)


def _counts(terms: Terms, places: Places) -> Iterator[Finding]:
    """Find numbers that end the promise for the seriously wounded: their own, or that of the whole they are part of."""
    at, by_id = At(places, "commitment"), {one.id: one for one in terms.commitments}
    for one in serious_promises(terms):
        whole = by_id.get(one.part_of or "")
        if one.op in _CAPS:
            yield at.found(Rule.SERIOUS_COUNT, one, "count", seen=f"{count_words(one)} {one.category}")
        elif whole is not None and whole.op in _CAPS and not names_serious(terms, whole.category):
            seen = f"{one.category} in {count_words(whole)}"
            yield at.found(Rule.SERIOUS_COUNT, one, "part_of", seen=seen)


def _ratios(terms: Terms, places: Places) -> Iterator[Finding]:
    by_id, at = {one.id: one for one in terms.promises}, At(places, "ratio")
    for ratio in terms.provisions.ratios:
        ends = [by_id[one] for one in (ratio.of, ratio.to) if one in by_id]
        words = f"{ratio.give:,} for {ratio.per:,}"
        civilians = [one for one in ends if may_be_civilian(category_of(terms, one.category))]
        serious = [one for one in ends if names_serious(terms, one.category)]
        if civilians:
            yield at.found(Rule.TARIFF, ratio, "of", seen=f"{words}: {_whom(civilians)}")
        if serious:
            yield at.found(Rule.WEIGHS_SERIOUS, ratio, "of", seen=f"{words}: {_whom(serious)}")


def _whom(promises: Collection[Commitment]) -> str:
    return ", ".join(sorted({one.category or "everybody" for one in promises}))


def _weights(terms: Terms, places: Places) -> Iterator[Finding]:
    weights = terms.provisions.weights
    if weights is None:
        return
    category = category_of(terms, weights.category)
    where = places.where("weights", key="category" if category else None, clause=weights.clause)
    ranks = sorted(weights.ranks, key=lambda one: (-one.equals, one.name))
    seen = f"{weights.category or 'everybody'}, 1 to {ranks[0].equals:,}" if ranks else weights.category or "everybody"
    if may_be_civilian(category):
        yield Rule.TARIFF.found(where, seen=seen)
    if may_be_serious(category) and not _frees_all_serious(terms):
        yield Rule.WEIGHS_SERIOUS.found(where, seen=seen)


def _frees_all_serious(terms: Terms) -> bool:
    """
    Tell whether the seriously wounded go whatever an account says, in every direction.

    Either a promise of its own is for them, whose number is found apart, or everybody is promised without a number.
    """
    freed = {one.direction for one in serious_promises(terms)}
    everybody = [one for one in terms.promises if one.op is Op.ALL]
    freed |= {one.direction for one in everybody if may_be_serious(category_of(terms, one.category))}
    return bool(freed) and freed >= set(terms.directions)


def _conditions(terms: Terms, places: Places) -> Iterator[Finding]:
    """Find conditions under which a promise to the seriously wounded need not be kept."""
    serious = sorted(one.id for one in serious_promises(terms))
    for kind, part, key, seen in (*_limits(terms, serious), *_orders(terms, serious)):
        yield At(places, kind).found(Rule.SERIOUS_HELD, part, key, seen=seen)


def _limits(terms: Terms, serious: Collection[str]) -> Iterator[tuple[str, Part, str, str]]:
    for pool in terms.provisions.pools:
        if pool.commitment in serious:
            yield "pool", pool, "commitment", f"{pool.size:,} people, {pool.commitment}"
    for exclusion in terms.provisions.exclusions:
        named = [one for one in exclusion.commitments if one in serious]
        if names_serious(terms, exclusion.category):
            yield "exclusion", exclusion, "category", str(exclusion.category)
        elif named:
            yield "exclusion", exclusion, "commitments", f"{exclusion.says}: {', '.join(named)}"
    for coupling in terms.provisions.couplings:
        held = [one for one in serious if not coupling.commitments or one in coupling.commitments]
        if held:
            yield "coupling", coupling, "event", f"{coupling.event} {coupling.effect.value}: {', '.join(held)}"


def _orders(terms: Terms, serious: Collection[str]) -> Iterator[tuple[str, Part, str, str]]:
    for bundle in terms.provisions.bundles:
        if len(set(bundle.commitments)) > 1 and any(one in serious for one in bundle.commitments):
            seen = f"together or not at all: {', '.join(sorted(bundle.commitments))}"
            yield "bundle", bundle, "commitments", seen
    for sequence in terms.provisions.sequences:
        held = _held_by_order(terms, sequence, serious)
        if held is not None:
            yield "sequence", sequence, "order", held


def _held_by_order(terms: Terms, sequence: Sequence, serious: Collection[str]) -> str | None:
    """Return what the seriously wounded wait for: other people, or an event that may never occur."""
    doubtful = calendar_of(terms).doubtful
    others = {one.id for one in terms.commitments} - set(serious)
    before = [name in others or name in doubtful for name in sequence.order]
    start = 0 if sequence.together else before.index(True) if True in before else len(before)
    held = [name for name in sequence.order[start:] if name in serious]
    waits = [name for name, is_before in zip(sequence.order, before, strict=True) if is_before]
    if not held or not waits:
        return None
    return f"{', '.join(held)} {'together with' if sequence.together else 'after'} {', '.join(waits)}"


def _waits(terms: Terms, places: Places) -> Iterator[Finding]:
    """Find a beginning, a pace or a silent step that may keep the seriously wounded waiting."""
    serious = serious_promises(terms)
    others = {one.id for one in terms.commitments} - {one.id for one in serious}
    doubtful = calendar_of(terms).doubtful | others
    for one in serious:
        if one.not_before is not None and one.not_before.event in doubtful and _is_open(one.not_before):
            seen = f"not before {when_words(one.not_before)}"
            yield At(places, "commitment").found(Rule.SERIOUS_HELD, one, "not_before", seen=seen)
    yield from _paces(terms, places, serious)
    for step in terms.provisions.steps:
        if serious and step.silence in (Silence.SUSPENDS, Silence.ENDS):
            seen = f"silence {step.silence.value}: {', '.join(sorted(one.id for one in serious))}"
            yield At(places, "step").found(Rule.SERIOUS_HELD, step, "silence", seen=seen)


def _is_open(when: When) -> bool:
    return when.latest is None


def _paces(terms: Terms, places: Places, serious: Collection[Commitment]) -> Iterator[Finding]:
    """Find a daily limit others may fill while the seriously wounded wait: nothing puts them first."""
    for pace in terms.provisions.paces:
        ends = (pace.holder, pace.receiver)
        waiting = sorted(one.id for one in serious if (one.direction.holder, one.direction.receiver) == ends)
        others = [
            one
            for one in terms.promises
            if (one.direction.holder, one.direction.receiver) == ends and one.id not in waiting
        ]
        if pace.up_to is not None and waiting and others and not _are_first(terms, [*waiting, *(o.id for o in others)]):
            seen = f"up to {pace.up_to:,} a day: {', '.join(waiting)}"
            yield At(places, "pace").found(Rule.SERIOUS_HELD, pace, "up_to", seen=seen)


def _are_first(terms: Terms, among: Collection[str]) -> bool:
    """Tell whether the order puts the seriously wounded first, for everybody promised in *among*."""
    one = terms.priority
    if one is None or not one.order or not names_serious(terms, one.order[0]):
        return False
    return not one.commitments or set(among) <= set(one.commitments)


def _gates(terms: Terms, places: Places) -> Iterator[Finding]:
    """Remains and documents have no wish; where people cross, theirs is heard, and not by the holder alone."""
    if (terms.promises or not terms.commitments) and all(gate.kind is not GateKind.WISH for gate in terms.gates):
        yield Rule.NO_WISH.found(places.where("gate", "wish"))
    holders = {one.direction.holder for one in terms.promises}
    keeping = {side for one in holders if kind_of(terms, one) in _KEEPERS for side in sides(terms, one)}
    for gate in terms.gates:
        if gate.valid_days == 0:
            rule = Rule.WISH_WAIVED if gate.kind is GateKind.WISH else Rule.GATE_DAYS
            where = places.where("gate", gate.kind.value, key="valid_days", clause=gate.clause)
            yield rule.found(where, seen=f"valid_days = {gate.valid_days}")
        elif gate.kind is GateKind.WISH and gate.heard_by in keeping and gate.asked_again_by in (None, gate.heard_by):
            where = places.where("gate", gate.kind.value, key="heard_by", clause=gate.clause)
            yield Rule.WISH_BY_HOLDER.found(where, seen=gate.heard_by)


_KEEPERS: Final = frozenset({ActorKind.PARTY, ActorKind.HOLDER})
"""Those who may want to keep whom they hold. A neutral that holds people between two handovers does not."""


def _minors(terms: Terms, places: Places) -> Iterator[Finding]:
    """Find a category that holds children by its own age rule, promised without a guardian; soldiers go as soldiers."""
    promised = {one.category for one in terms.promises}
    guarded = [one.category for one in terms.provisions.groups if one.kind is GroupKind.GUARDIAN]
    for category in terms.categories:
        if category.id in promised and _holds_children(category) and not _is_guarded(terms, category, guarded):
            least = "" if category.age_at_least is None else f"at least {category.age_at_least}, "
            seen = f"{category.id}: {least}under {category.age_under}"
            yield At(places, "category").found(Rule.MINOR_ALONE, category, "age_under", seen=seen)


def _holds_children(category: Category) -> bool:
    if category.age_under is None or (category.age_at_least or 0) >= min(ADULT, category.age_under):
        return False
    return category.age_under <= ADULT or may_be_civilian(category)


def _is_guarded(terms: Terms, category: Category, guarded: Collection[CategoryId | None]) -> bool:
    return any(one is None or is_within(category, terms.category(one)) for one in guarded)


def _holds(terms: Terms, places: Places) -> Iterator[Finding]:
    for one in terms.provisions.holds:
        if not one.notice_to:
            yield At(places, "hold").found(Rule.HOLD_SILENT, one, "notice_to", seen=f"by {one.by}, notice to nobody")


def _disclosures(terms: Terms, places: Places) -> Iterator[Finding]:
    for one in terms.provisions.disclosures:
        if one.public and one.matter in (Matter.NAMES, Matter.LISTS):
            yield At(places, "disclosure").found(Rule.NAMES_PUBLIC, one, "matter", seen=one.matter.value)


CHECKS: Final[tuple[tuple[Check, frozenset[str]], ...]] = (
    (_parities, frozenset({"category"})),
    (_counts, frozenset({"category"})),
    (_ratios, COUNTS),
    (_weights, COUNTS | {"rank"}),
    (_conditions, COUNTS | {"event"}),
    (_waits, COUNTS | {"event", "priority"}),
    (_gates, frozenset({"gate", "party", "commitment"})),
    (_holds, frozenset()),
    (_disclosures, frozenset()),
)
"""Each check, and the kinds of part it leans on."""

LATER: Final[tuple[tuple[Check, frozenset[str]], ...]] = ((_minors, COUNTS | {"group"}),)
"""The same, for what the first format has no words for."""
