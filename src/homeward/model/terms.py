"""The agreement as data. A small closed set of primitives; each names the clause it comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Final

from homeward.model.dates import age_range
from homeward.model.ids import CategoryId, ClauseId, PartyId, TrancheId
from homeward.model.naming import NEW, Named
from homeward.model.people import Candidate, Health, Sex, Status
from homeward.model.provisions import ActorKind, Chooser, Provisions, Unit
from homeward.model.steps import Deed, When


class Op(Enum):
    """
    How a commitment counts.

    ``ALL_UP_TO`` is everybody or the count, whichever is lower; ``RANGE`` is from the count to ``high``; ``BY_RATIO``
    follows from other commitments through ratios. ``ABOUT`` is near the count, ``SOME`` is a number nobody stated: how
    many that is, is not known, and at least one.
    """

    EQ = "eq"
    AT_LEAST = "at_least"
    UP_TO = "up_to"
    ALL = "all"
    ALL_UP_TO = "all_up_to"
    RANGE = "range"
    BY_RATIO = "by_ratio"
    ABOUT = "about"
    SOME = "some"


UNCOUNTED: Final = frozenset({Op.ALL, Op.BY_RATIO, Op.SOME})
"""Ops that state no number of their own."""

VAGUE: Final = frozenset({Op.ABOUT, Op.SOME})
"""Ops of which nobody can tell how many they are."""


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
class Text:
    """A clause in one language; ``authentic``: this version binds."""

    language: str
    says: str
    authentic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """
    One clause in the words of the agreement (or of its public report), with its source.

    ``article``: what it renders, as the signed text numbers it. ``texts``: other language versions of the same words.
    """

    id: ClauseId
    says: str
    source: str
    article: str | None = field(default=None, metadata=NEW)
    texts: tuple[Text, ...] = field(default=(), metadata=NEW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """
    People described by what they have in common; an empty criterion does not restrict.

    Ages are in completed years on ``age_as_of``; the interval of an uncertain birth date counts in the person's favour.
    ``as_of`` says on which event age and health are judged where no day is stated. ``captured_from`` and
    ``captured_before`` are the cut-off: the first day that counts, and the first that no longer does. ``described``:
    what no criterion can say, so that ``decided_by`` tells who belongs.
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
    as_of: When | None = field(default=None, metadata=NEW)
    captured_from: date | None = field(default=None, metadata=NEW)
    captured_before: date | None = field(default=None, metadata=NEW)
    described: str | None = field(default=None, metadata=NEW)
    decided_by: Chooser | None = field(default=None, metadata=NEW)
    names: tuple[Named, ...] = field(default=(), metadata=NEW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """Who frees whom: people held by *holder* go to *receiver*."""

    holder: PartyId
    receiver: PartyId

    def __str__(self) -> str:
        """Write the direction as ``holder>receiver``, as claims do."""
        return f"{self.holder}>{self.receiver}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The number one party states for a commitment, where the parties' accounts of what was agreed differ."""

    party: PartyId
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """
    What a holder promised: a number of people of a category, over the whole exchange or in one tranche.

    ``category`` None means everybody; ``count`` None goes with the uncounted ops only; ``universe`` says all of whom,
    and ``size`` how many that is where it was declared, those an exclusion leaves out among them. ``daily``: the count
    is this many on each day of the whole. ``part_of``: the commitment whose number includes this one. ``due``: when it
    must be performed.
    """

    id: str
    clause: ClauseId
    direction: Direction
    category: CategoryId | None
    op: Op
    count: int | None
    universe: str | None = None
    tranche: TrancheId | None = None
    unit: Unit = field(default=Unit.PERSON, metadata=NEW)
    high: int | None = field(default=None, metadata=NEW)
    size: int | None = field(default=None, metadata=NEW)
    daily: int | None = field(default=None, metadata=NEW)
    part_of: str | None = field(default=None, metadata=NEW)
    chosen_by: Chooser | None = field(default=None, metadata=NEW)
    due: When | None = field(default=None, metadata=NEW)
    not_before: When | None = field(default=None, metadata=NEW)
    said: tuple[Said, ...] = field(default=(), metadata=NEW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parity:
    """After each tranche the two directions may differ by at most ``slack`` people of the category."""

    id: str
    clause: ClauseId
    category: CategoryId | None
    slack: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tranche:
    """
    One window of handovers. The counts it owes are the commitments that name it.

    ``on`` None: no day is agreed, or it hangs on an event without one (``due``).
    """

    id: TrancheId
    clause: ClauseId
    on: date | None
    due: When | None = field(default=None, metadata=NEW)


class Then(Enum):
    """Who goes first among those whom the order leaves equal."""

    LONGEST_HELD = "longest_held"
    PLACE_BY_PLACE = "place_by_place"
    DRAW = "draw"


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority:
    """
    One ordered list of categories: who goes before whom. ``then``: whichever of these, where it leaves equals.

    ``commitments``: the promises it orders; none named: all of them.
    """

    clause: ClauseId
    order: tuple[CategoryId, ...]
    then: tuple[Then, ...] = field(default=(), metadata=NEW)
    commitments: tuple[str, ...] = field(default=(), metadata=NEW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """
    A condition each person passes. ``frees_holder``: a refusal properly heard ends the duty for the place.

    ``valid_days`` None: what was heard holds until it is heard again.
    ``heard_by`` hears it and ``asked_again_by`` asks once more; ``reconsider_days``: so long may somebody change their
    mind after a refusal.
    """

    kind: GateKind
    clause: ClauseId
    valid_days: int | None
    frees_holder: bool = False
    heard_by: PartyId | None = field(default=None, metadata=NEW)
    asked_again_by: PartyId | None = field(default=None, metadata=NEW)
    reconsider_days: int | None = field(default=None, metadata=NEW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reserve:
    """People named in order beside the plan, per direction, who take places that fall free."""

    clause: ClauseId
    persons: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Publicity:
    """
    What may be said in public, and when. ``min_cell``: the smallest number of people published (at least 10).

    ``clause`` None: the agreement says nothing, so nothing is published.
    """

    clause: ClauseId | None
    counts: CountsPublic
    future_tranches: bool
    min_cell: int
    record: bool
    """Whether totals with proofs may be exported to the public when the exchange is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """
    Days each step may take, counted from the event before it (both ends of the day in UTC).

    None: the agreement sets no limit. ``remark_days`` and ``reply_days`` None: this agreement has no such step, and a
    final list does not wait for it.
    """

    clause: ClauseId | None
    lists_days: int | None
    answer_days: int | None
    final_days: int | None
    arrival_days: int | None
    remark_days: int | None = field(default=None, metadata=NEW)
    reply_days: int | None = field(default=None, metadata=NEW)

    @property
    def steps(self) -> tuple[tuple[Deed, str, int | None], ...]:
        """Each step a limit can be set for, in the order of the procedure: its deed, its name in the key, its days."""
        return (
            (Deed.SUBMIT_LIST, "lists", self.lists_days),
            (Deed.ANSWER, "answer", self.answer_days),
            (Deed.REMARK, "remark", self.remark_days),
            (Deed.REPLY, "reply", self.reply_days),
            (Deed.SIGN_FINAL, "final", self.final_days),
            (Deed.CONFIRM_ARRIVAL, "arrival", self.arrival_days),
        )


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
    in_force: date | None = field(default=None, metadata=NEW)
    provisions: Provisions = field(default=Provisions(), metadata=NEW)

    @property
    def holders(self) -> frozenset[PartyId]:
        """Everybody who may stand at an end of a commitment: the parties, and the actors who did not sign."""
        return frozenset(
            {
                *self.parties,
                *(one.id for one in self.provisions.actors if one.kind is not ActorKind.BODY),
            }
        )

    @property
    def dated(self) -> tuple[tuple[Tranche, date], ...]:
        """The tranches that have a day, with it."""
        return tuple((one, one.on) for one in self.tranches if one.on is not None)

    @property
    def first_day(self) -> date | None:
        """The day of the first tranche that has one."""
        return min((on for _, on in self.dated), default=None)

    @property
    def directions(self) -> tuple[Direction, ...]:
        """The directions in which people go, in alphabetical order, each once."""
        return tuple(sorted({one.direction for one in self.promises}, key=str))

    @property
    def promises(self) -> tuple[Commitment, ...]:
        """The commitments that count people: remains and documents have a track of their own."""
        return tuple(one for one in self.commitments if one.unit is Unit.PERSON)

    def category(self, wanted: CategoryId) -> Category:
        """Return the category with that id; a missing one is a bug, since reading the terms checked it."""
        return next(one for one in self.categories if one.id == wanted)


def belongs(candidate: Candidate, category: Category | None) -> bool:
    """
    Tell whether *candidate* is one of *category* (None: everybody).

    A value not stated never belongs to a criterion that needs it, except that an uncertain birth date counts in the
    person's favour: being under or over an age is enough to be possible, and so is a day of capture.
    """
    if category is None:
        return True
    return (
        _allows(category.statuses, candidate.status)
        and _allows(category.healths, candidate.health)
        and _allows(category.sexes, candidate.sex)
        and _age_allows(candidate, category)
        and _capture_allows(candidate, category)
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


def _capture_allows(candidate: Candidate, category: Category) -> bool:
    if category.captured_from is None and category.captured_before is None:
        return True
    held = candidate.held_since
    return held is not None and (
        (category.captured_from is None or held.latest >= category.captured_from)
        and (category.captured_before is None or held.earliest < category.captured_before)
    )
