"""What a number is about: the slot it fills, who filled it with the same number, and how sure the slot is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from homeward.model.claims import Claim, ClaimCount, Modality, Scope
from homeward.reconcile.numbers import Span, span_of, total
from homeward.reconcile.words import covers, ordered, people

EVERYBODY: Final = "people"
"""The category of a number that counts whoever crossed: ``persons`` and ``mixed`` of claims/1."""

_CROSSING: Final = frozenset({Modality.BEGUN, Modality.DONE, Modality.ONGOING})
_NOT_PEOPLE: Final = frozenset({"event", "list"})
_STATED_AT_LEAST: Final = 3
"""Of date, direction, scope and category: with fewer stated, a number would be compared by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """When the claimed event took place. ``is_sure``: neither approximate nor uncertain."""

    first: date
    last: date
    is_sure: bool

    def overlaps(self, other: Period) -> bool:
        """Tell whether both may mean one day."""
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """What a number is about. Two sure slots that are equal are about the same people; None is not stated."""

    period: Period | None
    direction: str | None
    scope: Scope | None
    kind: str
    modality: Modality

    @property
    def day(self) -> date | None:
        """The one day that it is surely about, None for a period or where a day is not sure."""
        on = self.period
        return on.first if on is not None and on.is_sure and on.first == on.last else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One number in one slot, with every claim that says it, in the neutral order."""

    slot: Slot
    count: ClaimCount
    claims: tuple[Claim, ...]
    times: int = 1

    @property
    def span(self) -> Span:
        """The numbers it allows."""
        one = span_of(self.count)
        return one if self.times == 1 else total((one,) * self.times)

    @property
    def written(self) -> str:
        """The number as it was said, with how many groups have it each."""
        return str(self.count) if self.times == 1 else f"{self.times} x {self.count}"

    def __str__(self) -> str:
        """Write the number with what it counts and covers."""
        return f"{self.written} {people(self.slot.kind)} {covers(self.slot.scope, self.slot.direction)}"


def counts_people(claim: Claim) -> bool:
    """Tell whether *claim* is about people, and not about lists or events."""
    return claim.category not in _NOT_PEOPLE


def kind_of(claim: Claim) -> str:
    """Return whom *claim* counts: a category, or everybody."""
    return EVERYBODY if claim.category in ("mixed", "persons") else claim.category


def period_of(claim: Claim) -> Period | None:
    """Return when the claimed event took place."""
    on = claim.event_on
    if on is None:
        return None
    return Period(first=on.earliest, last=on.latest, is_sure=not on.is_approximate and not on.is_uncertain)


def slot_of(claim: Claim) -> Slot:
    """Return what *claim* is about. "From each side" implies both directions."""
    direction = "both" if claim.scope is Scope.PER_SIDE else claim.direction
    return Slot(
        period=period_of(claim),
        direction=direction,
        scope=claim.scope,
        kind=kind_of(claim),
        modality=claim.modality,
    )


def gather(claims: Iterable[Claim]) -> tuple[Said, ...]:
    """Return each number that *claims* put in a slot, once, in the neutral order of its first claim."""
    found: dict[tuple[Slot, ClaimCount, int], list[Claim]] = {}
    for claim in ordered(claims):
        if claim.count is not None and counts_people(claim):
            found.setdefault((slot_of(claim), claim.count, claim.times), []).append(claim)
    return tuple(
        Said(slot=slot, count=count, claims=tuple(made), times=times) for (slot, count, times), made in found.items()
    )


def weakest(slots: Sequence[Slot]) -> str | None:
    """
    Return the weakest field that some of *slots* does not state, None when all state all.

    A number given for some of the people only says nothing about the others, so a subset is a scope not stated. The
    order, weakest first, is that in which readers err most often.
    """
    if any(slot.period is None or not slot.period.is_sure for slot in slots):
        return "event_on"
    if any(slot.direction is None for slot in slots):
        return "direction"
    if any(slot.scope is None or slot.scope is Scope.SUBSET for slot in slots):
        return "scope"
    return None


def may_share(left: Slot, right: Slot) -> bool:
    """
    Tell whether two slots may be about the same people: nothing stated differs, and enough is stated by both.

    A number from each side is also one of each direction.
    """
    if left.kind != right.kind or left.modality is not right.modality:
        return False
    if Scope.SUBSET in (left.scope, right.scope):
        return False
    same = (_same_period(left, right), _same_direction(left, right), _same_scope(left, right))
    return False not in same and sum(one is True for one in same) + 1 >= _STATED_AT_LEAST


def same_when(left: Said, right: Said) -> bool:
    """Tell whether two numbers are for one period; where none is stated, only inside one statement."""
    if left.slot.period is not None:
        return left.slot.period == right.slot.period
    ours = {claim.statement.id for claim in left.claims}
    return right.slot.period is None and not ours.isdisjoint(claim.statement.id for claim in right.claims)


def may_cover(left: Slot, right: Slot) -> bool:
    """Tell whether a number from each side and one of a direction, or two of one direction, are for the same people."""
    return _same_scope(left, right) is True and _same_direction(left, right) is True


def is_crossing(modality: Modality) -> bool:
    """Tell whether people are said to have crossed, or to be crossing."""
    return modality in _CROSSING


def source_documents(said: Said) -> frozenset[str]:
    """Return the texts in which *said* stands."""
    return frozenset(claim.statement.source for claim in said.claims)


def _same_period(left: Slot, right: Slot) -> bool | None:
    one, other = left.period, right.period
    if one is None or other is None:
        return None
    if one.is_sure and other.is_sure:
        return one == other
    return None if one.overlaps(other) else False


def _same_direction(left: Slot, right: Slot) -> bool | None:
    if left.direction is None or right.direction is None:
        return None
    return left.direction == right.direction or Scope.PER_SIDE in (left.scope, right.scope)


def _same_scope(left: Slot, right: Slot) -> bool | None:
    if left.scope is None or right.scope is None:
        return None
    return left.scope is right.scope or {left.scope, right.scope} == {Scope.PER_SIDE, Scope.ONE_SIDE}
