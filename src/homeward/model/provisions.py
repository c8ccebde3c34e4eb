"""What an agreement may provide beside its promises: who takes part, when, in which order, with which rights.

Each value is one provision of one clause. The set is closed: what cannot be said with it is said in the clause's words
only, and nothing pretends to run it. ``docs/terms.md`` shows each with an example.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from homeward.model.ids import CategoryId, ClauseId, PartyId
from homeward.model.naming import NEW, Named
from homeward.model.steps import Event, Step, When


class Unit(Enum):
    """What a number counts. Units are never added to each other."""

    PERSON = "person"
    REMAINS = "remains"
    DOCUMENT = "document"
    OTHER = "other"


class Chooser(Enum):
    """Who names the individuals behind a number."""

    HOLDER = "holder"
    RECEIVER = "receiver"
    BOTH = "both"
    COMMISSION = "commission"
    NEUTRAL = "neutral"


class ActorKind(Enum):
    """
    In which capacity somebody takes part.

    ``PARTY`` signs. ``HOLDER`` holds people and did not sign. ``DESTINATION`` receives people and did not sign.
    ``NEUTRAL`` proposes, interviews, witnesses or takes people into custody between two handovers. ``BODY`` is a
    commission, committee or court the agreement sets up or names. ``THIRD`` is anybody else.
    """

    PARTY = "party"
    HOLDER = "holder"
    DESTINATION = "destination"
    NEUTRAL = "neutral"
    BODY = "body"
    THIRD = "third"


class Assent(Enum):
    """How somebody who is no party stands behind the agreement."""

    SIGNS = "signs"
    CONCURS = "concurs"
    GUARANTEES = "guarantees"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """
    Somebody who takes part. ``answers``: the party that answers for a holder who did not sign.

    ``assent`` None: a party signs, and nobody else stands behind the agreement.
    """

    id: PartyId
    name: str
    kind: ActorKind
    clause: ClauseId | None = None
    answers: PartyId | None = None
    members: tuple[PartyId, ...] = ()
    """Those who hold jointly under this id; none for a single actor."""
    names: tuple[Named, ...] = field(default=(), metadata=NEW)
    assent: Assent | None = field(default=None, metadata=NEW)


class Rounding(Enum):
    """What becomes of a part of a person when a ratio is applied. ``EXACT``: the numbers must fit."""

    EXACT = "exact"
    DOWN = "down"
    UP = "up"
    NEAREST = "nearest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """
    For every ``per`` counted under the commitment ``of``, ``give`` are owed under the commitment ``to``.

    ``block``: nothing is owed before all ``per`` of the block have crossed.
    """

    id: str
    clause: ClauseId
    of: str
    to: str
    per: int
    give: int
    rounding: Rounding = Rounding.EXACT
    block: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """One rank and how many privates it equals."""

    name: str
    equals: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """A table of equivalents: accounts balance in the smallest rank, and a surplus stands until it is met."""

    clause: ClauseId
    ranks: tuple[Rank, ...]
    category: CategoryId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """A sum the agreement or its public report states, of the commitments named in ``of``."""

    id: str
    clause: ClauseId
    count: int
    of: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """Commitments that happen together or not at all."""

    id: str
    clause: ClauseId
    commitments: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequence:
    """Tranches, commitments or steps in the order in which they happen; or all at one time."""

    id: str
    clause: ClauseId
    order: tuple[str, ...]
    together: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """A list of ``size`` people from whom those who cross are chosen."""

    id: str
    clause: ClauseId
    commitment: str
    size: int
    chosen_by: Chooser


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How many cross a day, at least or at most; ``like``: not slower than what an event measures."""

    id: str
    clause: ClauseId
    holder: PartyId
    receiver: PartyId
    at_least: int | None = None
    up_to: int | None = None
    like: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Custody:
    """Neutral custody between two handovers: who keeps people, whom, and until when at most."""

    id: str
    clause: ClauseId
    custodian: PartyId
    commitments: tuple[str, ...]
    until: When | None = None


class Ground(Enum):
    """A ground on which somebody may be kept back, or on which nobody may be. ``ANY`` is every ground there is."""

    ANY = "any"
    CHARGE = "charge"
    CONVICTION = "conviction"
    DISCIPLINE = "discipline"
    RANK = "rank"
    ORIGIN = "origin"
    BELIEF = "belief"
    HEALTH = "health"
    AGE = "age"
    SEX = "sex"
    CAPTURE = "capture"
    RISK = "risk"
    RECIPROCITY = "reciprocity"
    DEBT = "debt"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """
    People who do not go: a category, or those in ``says``; ``by``: whose decision, ``unless``: what lifts it.

    ``commitments``: the promises it is an exception from; none named: all of them. ``count``: how many it leaves out.
    ``until``: from then on they are owed like everybody.
    """

    id: str
    clause: ClauseId
    category: CategoryId | None
    says: str
    by: PartyId | None = None
    unless: str | None = None
    commitments: tuple[str, ...] = field(default=(), metadata=NEW)
    count: int | None = field(default=None, metadata=NEW)
    until: When | None = field(default=None, metadata=NEW)
    grounds: frozenset[Ground] = field(default=frozenset(), metadata=NEW)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoExclusion:
    """
    Grounds on which nobody may be kept back or delayed: ``bars``; ``grounds`` says them in the agreement's own words.

    Neither: no ground at all is one.
    """

    clause: ClauseId
    grounds: tuple[str, ...]
    bars: frozenset[Ground] = field(default=frozenset(), metadata=NEW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A court may keep somebody back; those who hear of it, and until when (GC III 115, 119)."""

    id: str
    clause: ClauseId
    by: PartyId
    notice_to: tuple[PartyId, ...] = ()
    notice: When | None = None


class GroupKind(Enum):
    """Why people travel together."""

    FAMILY = "family"
    GUARDIAN = "guardian"
    NAMED = "named"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """People who travel together. ``GUARDIAN``: a minor crosses with a named guardian (GC IV 24, CRC 3, 9)."""

    id: str
    clause: ClauseId
    kind: GroupKind
    category: CategoryId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """
    What people freed, or those who receive them, must do or leave afterwards (GC III 117, for example).

    ``commitments``: only those who go under these promises; none named: everybody.
    """

    id: str
    clause: ClauseId
    category: CategoryId | None
    must: str
    until: When | None = None
    commitments: tuple[str, ...] = field(default=(), metadata=NEW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Residual:
    """What becomes of people found to be held afterwards."""

    clause: ClauseId
    says: str
    due: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NonStop:
    """A dispute about one person, place or category never stops the others."""

    clause: ClauseId


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Who settles a dispute, and within which time."""

    clause: ClauseId
    by: tuple[PartyId, ...]
    due: When | None = None


class Matter(Enum):
    """What may be made public."""

    COUNTS = "counts"
    CLASSES = "classes"
    NAMES = "names"
    LISTS = "lists"


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """One thing that may be made public or not, and after what; ``sealed``: fixed now, opened then."""

    id: str
    clause: ClauseId
    matter: Matter
    public: bool
    after: When | None = None
    sealed: bool = False


class Effect(Enum):
    """What an event does to what leans on it."""

    STARTS = "starts"
    SUSPENDS = "suspends"
    ENDS = "ends"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coupling:
    """The exchange, or the commitments named, lean on an event outside it: a truce, a withdrawal."""

    id: str
    clause: ClauseId
    event: str
    effect: Effect
    commitments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """For every ``each`` people beyond a commitment the time runs ``hours`` longer, at most to ``most`` people."""

    id: str
    clause: ClauseId
    commitment: str
    each: int
    hours: int
    most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """Which version this is, and the digest of the terms it replaces."""

    clause: ClauseId
    version: int
    replaces: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Provisions:
    """Everything an agreement provides beside its promises, in the order of the file; ids are unique in their kind."""

    actors: tuple[Actor, ...] = ()
    events: tuple[Event, ...] = ()
    steps: tuple[Step, ...] = ()
    ratios: tuple[Ratio, ...] = ()
    weights: Weights | None = None
    totals: tuple[Total, ...] = ()
    bundles: tuple[Bundle, ...] = ()
    sequences: tuple[Sequence, ...] = ()
    pools: tuple[Pool, ...] = ()
    paces: tuple[Pace, ...] = ()
    custodies: tuple[Custody, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    no_exclusion: NoExclusion | None = None
    holds: tuple[Hold, ...] = ()
    groups: tuple[Group, ...] = ()
    duties: tuple[Duty, ...] = ()
    residual: Residual | None = None
    non_stop: NonStop | None = None
    dispute: Dispute | None = None
    disclosures: tuple[Disclosure, ...] = ()
    couplings: tuple[Coupling, ...] = ()
    extensions: tuple[Extension, ...] = ()
    amendment: Amendment | None = None
