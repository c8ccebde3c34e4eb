"""What every check of an agreement needs: where a part stands, and how a number or a direction is said in a finding."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, Protocol, TypeAlias

from homeward.model.findings import Finding
from homeward.model.ids import CategoryId, ClauseId, PartyId
from homeward.model.people import SERIOUS, Status
from homeward.model.provisions import ActorKind, Unit
from homeward.model.steps import When
from homeward.model.terms import UNCOUNTED, Category, Commitment, Op, Terms
from homeward.terms.counts import is_serious
from homeward.terms.places import Places
from homeward.terms.rules import Rule
from homeward.terms.whens import write_when

Check: TypeAlias = Callable[[Terms, Places], Iterator[Finding]]

COUNTS: Final = frozenset({"commitment", "category", "tranche"})
"""Kinds of part a check leans on that adds numbers up."""


class Part(Protocol):
    """A part of the terms that has an id and comes from a clause."""

    @property
    def id(self) -> str:
        """Its id, as the file writes it."""

    @property
    def clause(self) -> ClauseId:
        """The clause it comes from."""


class At:
    """Says findings about parts of one kind: :meth:`found` names the part, and the key that is wrong."""

    def __init__(self, places: Places, kind: str) -> None:
        """Say findings at *places* about parts of *kind*."""
        self._places = places
        self._kind = kind

    def found(self, rule: Rule, part: Part, key: str, *, seen: str | None = None, remedy: str | None = None) -> Finding:
        """Return the finding that *rule* is broken by *part* at *key*."""
        where = self._places.where(self._kind, part.id, key=key, clause=part.clause)
        return rule.found(where, seen=seen, remedy=remedy)


def count_words(one: Commitment) -> str:
    """Say the number of a commitment as the file does: ``eq 1,000``, ``range 990 to 1,650``, ``all``."""
    if one.op in UNCOUNTED:
        return one.op.value if one.size is None else f"{one.op.value} {one.size:,}"
    high = f" to {one.high:,}" if one.op is Op.RANGE and one.high is not None else ""
    return f"{one.op.value} {one.count or 0:,}{high}"


def unit_words(count: int, unit: Unit) -> str:
    """Say a number with what it counts; people need no word."""
    return f"{count:,}" if unit is Unit.PERSON else f"{count:,} {unit.value}"


def when_words(when: When | None) -> str:
    """Say a time as the file writes it."""
    return "no time" if when is None else write_when(when)


def category_of(terms: Terms, wanted: CategoryId | None) -> Category | None:
    """Return the category of that id; None for everybody."""
    return None if wanted is None else terms.category(wanted)


def names_serious(terms: Terms, wanted: CategoryId | None) -> bool:
    """Tell whether the category names the seriously wounded or sick; everybody does not name them."""
    category = category_of(terms, wanted)
    return category is not None and is_serious(category)


def may_be_serious(category: Category | None) -> bool:
    """Tell whether a seriously wounded or sick person may be of the category, as far as its criteria say."""
    return category is None or not category.healths or bool(category.healths & SERIOUS)


def may_be_civilian(category: Category | None) -> bool:
    """Tell whether a civilian may be of the category; what is only described may hold civilians."""
    return category is None or not category.statuses or Status.CIVILIAN in category.statuses


def serious_promises(terms: Terms) -> tuple[Commitment, ...]:
    """Return the promises that name the seriously wounded or sick."""
    named = {one.id for one in terms.categories if is_serious(one)}
    return tuple(one for one in terms.promises if one.category in named)


def sides(terms: Terms, end: PartyId) -> frozenset[PartyId]:
    """Return everybody who stands behind one end of a promise: itself, its members, and those it answers for."""
    actors = terms.provisions.actors
    members = {member for one in actors if one.id == end for member in one.members}
    return frozenset({end, *members, *(one.id for one in actors if one.answers == end)})


def kind_of(terms: Terms, party: PartyId) -> ActorKind:
    """Return in which capacity somebody takes part; a party of the exchange's configuration signs."""
    return next((one.kind for one in terms.provisions.actors if one.id == party), ActorKind.PARTY)
