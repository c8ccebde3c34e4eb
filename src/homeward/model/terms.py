"""The agreement as data. A small closed set of primitives; each names the clause it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from homeward.model.dates import age_range
from homeward.model.ids import CategoryId, ClauseId, PartyId, TrancheId
from homeward.model.people import Candidate, Health, Sex, Status


class Op(Enum):
    """How a commitment counts."""

    EQ = "eq"
    AT_LEAST = "at_least"
    UP_TO = "up_to"
    ALL = "all"


class GateKind(Enum):
    """A condition each person passes before travelling."""

    IDENTITY = "identity"
    WISH = "wish"
    FITNESS = "fitness"
    LEGAL_ACT = "legal_act"
    SAFETY = "safety"


class CountsPublic(Enum):
    """When counts may be published."""

    NEVER = "never"
    AFTER_ARRIVAL = "after_arrival"
    AFTER_LAST_ARRIVAL = "after_last_arrival"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One clause in the words of the agreement (or of its public report), with its source."""

    id: ClauseId
    says: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """
    People described by what they have in common; an empty criterion does not restrict.

    Ages are in completed years on ``age_as_of``; the interval of an uncertain birth date counts in the person's favour.
    """

    id: CategoryId
    name: str
    clause: ClauseId
    statuses: frozenset[Status] = frozenset()
    healths: frozenset[Health] = frozenset()
    sexes: frozenset[Sex] = frozenset()
    age_at_least: int | None = None
    age_under: int | None = None
    age_as_of: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """Who frees whom: people held by *holder* go to *receiver*."""

    holder: PartyId
    receiver: PartyId

    def __str__(self) -> str:
        """Write the direction as ``holder>receiver``, as claims do."""
        return f"{self.holder}>{self.receiver}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """
    What a holder promised: a number of people of a category, over the whole exchange or in one tranche.

    ``category`` None means everybody; ``count`` None goes with ``ALL`` only; ``universe`` says all of whom.
    """

    id: str
    clause: ClauseId
    direction: Direction
    category: CategoryId | None
    op: Op
    count: int | None
    universe: str | None = None
    tranche: TrancheId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parity:
    """After each tranche the two directions may differ by at most ``slack`` people of the category."""

    id: str
    clause: ClauseId
    category: CategoryId | None
    slack: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tranche:
    """One window of handovers. The counts it owes are the commitments that name it."""

    id: TrancheId
    clause: ClauseId
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority:
    """One ordered list of categories: who goes before whom."""

    clause: ClauseId
    order: tuple[CategoryId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """A condition each person passes. ``frees_holder``: a refusal properly heard ends the duty for the place."""

    kind: GateKind
    clause: ClauseId
    valid_days: int
    frees_holder: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reserve:
    """People named in order beside the plan, per direction, who take places that fall free."""

    clause: ClauseId
    persons: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Publicity:
    """What may be said in public, and when. ``min_cell``: the smallest number of people published (at least 10)."""

    clause: ClauseId
    counts: CountsPublic
    future_tranches: bool
    min_cell: int
    record: bool
    """Whether totals with proofs may be exported to the public when the exchange is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """
    Days each step may take, counted from the event before it (both ends of the day in UTC).

    ``remark_days`` and ``reply_days`` None: this agreement has no such step, and a final list does not wait for it.
    """

    clause: ClauseId
    lists_days: int
    answer_days: int
    final_days: int
    arrival_days: int
    remark_days: int | None = None
    reply_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """An agreement. Every tuple is in the order of the file; ids are unique inside their tuple."""

    title: str
    agreed_on: date
    parties: tuple[PartyId, ...]
    clauses: tuple[Clause, ...]
    categories: tuple[Category, ...]
    commitments: tuple[Commitment, ...]
    parities: tuple[Parity, ...]
    tranches: tuple[Tranche, ...]
    priority: Priority | None
    gates: tuple[Gate, ...]
    reserve: Reserve | None
    publicity: Publicity
    deadlines: Deadlines

    @property
    def directions(self) -> tuple[Direction, ...]:
        """The directions of its commitments, in alphabetical order, each once."""
        return tuple(sorted({one.direction for one in self.commitments}, key=str))

    def category(self, wanted: CategoryId) -> Category:
        """Return the category with that id; a missing one is a bug, since reading the terms checked it."""
        return next(one for one in self.categories if one.id == wanted)


def belongs(candidate: Candidate, category: Category | None) -> bool:
    """
    Tell whether *candidate* is one of *category* (None: everybody).

    A value not stated never belongs to a criterion that needs it, except that an uncertain birth date counts in the
    person's favour: being under or over an age is enough to be possible.
    """
    if category is None:
        return True
    return (
        _allows(category.statuses, candidate.status)
        and _allows(category.healths, candidate.health)
        and _allows(category.sexes, candidate.sex)
        and _age_allows(candidate, category)
    )


def _allows(wanted: frozenset[Status] | frozenset[Health] | frozenset[Sex], seen: Status | Health | Sex | None) -> bool:
    return not wanted or seen in wanted


def _age_allows(candidate: Candidate, category: Category) -> bool:
    if category.age_at_least is None and category.age_under is None:
        return True
    if candidate.born is None or category.age_as_of is None:
        return False
    lowest, highest = age_range(candidate.born, category.age_as_of)
    return (category.age_under is None or lowest < category.age_under) and (
        category.age_at_least is None or highest >= category.age_at_least
    )
