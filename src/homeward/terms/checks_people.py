"""Checks of whom the agreement means: all of whom, of what age, who is left out, who holds them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from homeward.model.findings import Finding
from homeward.model.ids import PartyId
from homeward.model.provisions import ActorKind, Exclusion, Ground
from homeward.model.terms import Category, Commitment, Op, Terms
from homeward.terms.checking import COUNTS, At, Check, category_of, kind_of, names_serious, sides
from homeward.terms.circles import circles
from homeward.terms.counts import are_apart
from homeward.terms.places import Places
from homeward.terms.rules import Rule


def _ends(terms: Terms, places: Places) -> Iterator[Finding]:
    for one in terms.commitments:
        holder, receiver = one.direction.holder, one.direction.receiver
        if receiver in _jointly(terms, holder) or holder in _jointly(terms, receiver):
            yield At(places, "commitment").found(Rule.SAME_PARTY, one, "receiver", seen=str(one.direction))
    for pace in terms.provisions.paces:
        if pace.holder == pace.receiver:
            yield At(places, "pace").found(Rule.SAME_PARTY, pace, "receiver", seen=f"{pace.holder}>{pace.receiver}")


def _jointly(terms: Terms, end: PartyId) -> frozenset[PartyId]:
    return frozenset({end, *(each for one in terms.provisions.actors if one.id == end for each in one.members)})


def _universes(terms: Terms, places: Places) -> Iterator[Finding]:
    for one in terms.commitments:
        if one.op is Op.ALL and one.universe is None:
            yield At(places, "commitment").found(Rule.NO_UNIVERSE, one, "op", seen="all")


def _ages(terms: Terms, places: Places) -> Iterator[Finding]:
    at = At(places, "category")
    for one in terms.categories:
        if (one.age_at_least, one.age_under) != (None, None) and (one.age_as_of, one.as_of) == (None, None):
            key = "age_at_least" if one.age_at_least is not None else "age_under"
            yield at.found(Rule.AGE_WITHOUT_DAY, one, key, seen=_age_words(one))
        if one.age_under is not None and (one.age_at_least or 0) >= one.age_under:
            yield at.found(Rule.AGE_OF_NOBODY, one, "age_under", seen=_age_words(one))


def _age_words(one: Category) -> str:
    parts = (("at least", one.age_at_least), ("under", one.age_under))
    return ", ".join(f"{words} {age}" for words, age in parts if age is not None)


def _priority(terms: Terms, places: Places) -> Iterator[Finding]:
    order = () if terms.priority is None else terms.priority.order
    clause = None if terms.priority is None else terms.priority.clause
    for twice in sorted({one for one in order if order.count(one) > 1}):
        yield Rule.PRIORITY_TWICE.found(places.where("priority", key="order", clause=clause), seen=twice)


def _exclusions(terms: Terms, places: Places) -> Iterator[Finding]:
    """Find people who are left out although all are promised, or on a ground the agreement bars."""
    at = At(places, "exclusion")
    for one in terms.provisions.exclusions:
        broken = sorted(each.id for each in terms.promises if _leaves_out(terms, one, each))
        nobody = sorted(each.id for each in terms.promises if each.id in one.commitments and _leaves_nobody(one, each))
        if barred := _barred(terms, one.grounds):
            seen = f"{', '.join(sorted(each.value for each in one.grounds)) or one.says}; barred: {barred}"
            yield at.found(Rule.EXCLUDES_BARRED, one, "grounds" if one.grounds else "says", seen=seen)
        elif broken and not names_serious(terms, one.category):
            key = "says" if one.category is None else "category"
            yield at.found(Rule.EXCLUDES_ALL, one, key, seen=f"{one.category or one.says}; all: {', '.join(broken)}")
        elif nobody:
            seen = f"{one.count or 0:,} of all; all: {', '.join(nobody)}"
            yield at.found(Rule.EXCLUDES_ALL, one, "count", seen=seen)
    for hold in terms.provisions.holds:
        if barred := _barred(terms, _COURT):
            yield At(places, "hold").found(Rule.EXCLUDES_BARRED, hold, "by", seen=f"by {hold.by}; barred: {barred}")


def _leaves_nobody(exclusion: Exclusion, promise: Commitment) -> bool:
    """Tell whether an agreed exception is as large as all of whom it is one."""
    if promise.op is not Op.ALL or exclusion.count is None or promise.size is None:
        return False
    return exclusion.count >= promise.size


def _leaves_out(terms: Terms, exclusion: Exclusion, promise: Commitment) -> bool:
    if promise.op is not Op.ALL or (exclusion.commitments and promise.id not in exclusion.commitments):
        return False
    if exclusion.by is not None and not _may_decide(terms, exclusion.by, promise):
        return False
    left, freed = category_of(terms, exclusion.category), category_of(terms, promise.category)
    if exclusion.commitments:
        # Agreed as an exception, it contradicts nothing, unless the holder alone says whom it is and how many.
        return exclusion.by in sides(terms, promise.direction.holder) and left is None and exclusion.count is None
    if left is None:  # whether people described in words are of a category only a reader can tell
        return freed is None
    return freed is None or not (are_apart(left, freed) or _are_taken_apart(left, freed))


def _may_decide(terms: Terms, by: PartyId, promise: Commitment) -> bool:
    """Tell whether the promise is kept by whoever decides; who holds nobody here decides about everybody."""
    holders = {side for one in terms.promises for side in sides(terms, one.direction.holder)}
    return by not in holders or by in sides(terms, promise.direction.holder)


def _are_taken_apart(one: Category, other: Category) -> bool:
    """Tell whether the days of capture of the two categories never meet; a cut-off that splits people says so."""
    return any(
        left.captured_before is not None
        and right.captured_from is not None
        and left.captured_before <= right.captured_from
        for left, right in ((one, other), (other, one))
    )


_COURT: Final = frozenset({Ground.CHARGE, Ground.CONVICTION})
"""On what a court keeps somebody back: whoever bars one of them bars its order."""


def _barred(terms: Terms, grounds: Collection[Ground]) -> str | None:
    """Return which of *grounds* the agreement bars, in words; where it bars every one, those not named too."""
    barred = terms.provisions.no_exclusion
    if barred is None:
        return None
    if Ground.ANY in barred.bars or not (barred.bars or barred.grounds):
        return "any ground"
    both = barred.bars & frozenset(grounds) or (barred.bars if Ground.ANY in grounds else frozenset())
    return ", ".join(sorted(one.value for one in both)) or None


def _joint(terms: Terms, places: Places) -> Iterator[Finding]:
    """Find a joint party that is among its own members, or signs beside a member that signs as well."""
    actors = terms.provisions.actors
    first = {some[0] for some in circles({one.id: one.members for one in actors})}
    for one in actors:
        signs = one.kind is ActorKind.PARTY
        if one.id in first or (signs and any(kind_of(terms, each) is ActorKind.PARTY for each in one.members)):
            where = places.where("party", one.id, key="members", clause=one.clause)
            yield Rule.JOINT_TWICE.found(where, seen=", ".join(sorted(one.members)))


CHECKS: Final[tuple[tuple[Check, frozenset[str]], ...]] = (
    (_ends, frozenset({"party"})),
    (_universes, frozenset()),
    (_ages, frozenset()),
    (_priority, frozenset()),
    (_exclusions, COUNTS | {"no_exclusion", "party"}),
    (_joint, frozenset({"party"})),
)
"""Each check, and the kinds of part it leans on."""
