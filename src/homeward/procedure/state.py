"""Where an exchange stands: a pure fold over the events of its record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import TypeVar

from homeward.model.acts import Act, Place
from homeward.model.exchange import Exchange, Officer
from homeward.model.ids import AgreementId, CategoryId, Digest, OrgId, PartyId, Ref, TrancheId
from homeward.model.people import ListKind
from homeward.model.terms import Direction, Terms
from homeward.procedure.meeting import Meetings

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """One party's part of the public draw: the commitment, and the nonce once it was opened (hex)."""

    commitment: Digest
    index: int = 0
    nonce: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListState:
    """One list of one party: the root it committed to, and when it was revealed and opened."""

    root: Digest
    index: int = 0
    version: int = 1
    committed_at: datetime
    revealed_at: datetime | None = None
    opened_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """Requests to correct one list, by their root; ``decided``: the root of the decisions, None while they wait."""

    of: Digest
    requests: Digest
    at: datetime
    decision: Digest | None = None
    is_any_approved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What the signed plan owes in one tranche and direction: the root over the people's commitments, and counts."""

    direction: Direction
    tranche: TrancheId
    root: Digest
    counts: Mapping[CategoryId, int]
    outside: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanState:
    """The signed plan, as far as the record holds it."""

    digest: Digest
    seed: Digest
    parts: tuple[Part, ...]
    reserve: Mapping[Direction, tuple[tuple[Ref, CategoryId], ...]]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ActState:
    """
    A signed act and what became of it. ``missing``: people who did not arrive as far as the receiver confirmed.

    ``act`` is the act in force: where a wrong one was corrected by a new act, ``corrections`` names those, the last in
    force, and ``signed`` keeps what was signed first. ``named``: everybody any of them names.
    """

    digest: Digest
    act: Act
    at: datetime
    arrived_at: datetime | None = None
    arrival: Digest | None = None
    missing: frozenset[Ref] = frozenset()
    corrections: tuple[Digest, ...] = ()
    signed: Act | None = None
    named: frozenset[Ref] = frozenset()

    @property
    def in_force(self) -> Digest:
        """The digest of what counts: the act, or the last act that corrects it."""
        return self.corrections[-1] if self.corrections else self.digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation:
    """Under which agreement each person of an act counts, as both sides' heads signed it."""

    digest: Digest
    counted: Mapping[Ref, AgreementId]


@dataclass(frozen=True, slots=True, kw_only=True)
class GestureState:
    """People handed over outside every agreement: they are home, and no promise is kept by it."""

    digest: Digest
    direction: Direction
    on: date
    people: tuple[Place, ...]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RemainsState:
    """Bags of remains handed over by one act. Bags are never people, and no sum holds both."""

    digest: Digest
    direction: Direction
    on: date
    bags: tuple[Ref, ...]
    returns: Digest | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A bulletin both sides' spokespeople released. ``corrects``: the released bulletin it corrects."""

    digest: Digest
    as_of: date
    at: datetime
    corrects: Digest | None = None


def _none() -> Mapping[K, V]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """
    Everything later events are judged by.

    ``last`` holds the digest of each organisation's last own event; ``joint`` those already applied, which may stand
    in several logs. ``earlier_terms``: the digests of versions that were amended. ``stopped`` maps each person not
    travelling to the place of that event in the neutral's log.
    ``remarks`` counts coded remarks on single entries; only ``remarks_sent`` is a step that waits for replies.
    ``terms_event`` and ``final_events`` name the joint events in force; ``shown`` says of each joint event by when the
    record shows it complete (:func:`homeward.procedure.shown.shown_by`): its own time is only that of the draft.
    What has versions keeps them all: the one in force in its own field, those before it in ``old_...``, oldest first.
    ``next_lists`` holds corrected lists that the neutral has still to open: until then the old one is in force.
    """

    exchange: Exchange | None = None
    genesis: Digest | None = None
    officers: Mapping[str, Officer] = field(default_factory=_none)
    terms: Terms | None = None
    terms_digest: Digest | None = None
    terms_at: datetime | None = None
    terms_event: Digest | None = None
    earlier_terms: tuple[Digest, ...] = ()
    draws: Mapping[OrgId, Draw] = field(default_factory=_none)
    lists: Mapping[tuple[OrgId, ListKind], ListState] = field(default_factory=_none)
    proposed: Mapping[Direction, datetime] = field(default_factory=_none)
    reviewed: tuple[tuple[Digest, datetime], ...] = ()
    answered: Mapping[Direction, tuple[Digest, datetime]] = field(default_factory=_none)
    remarks: int = 0
    meetings: Meetings = field(default_factory=Meetings)
    asked: Mapping[Direction, tuple[Digest, datetime]] = field(default_factory=_none)
    answer_roots: Mapping[Direction, frozenset[Digest]] = field(default_factory=_none)
    remarks_sent: Mapping[Direction, tuple[Digest, datetime]] = field(default_factory=_none)
    remark_roots: Mapping[Direction, frozenset[Digest]] = field(default_factory=_none)
    replied: Mapping[Direction, tuple[tuple[Digest, datetime], ...]] = field(default_factory=_none)
    amended: Mapping[Direction, tuple[tuple[Digest, datetime], ...]] = field(default_factory=_none)
    corrections: Mapping[tuple[OrgId, ListKind], tuple[Correction, ...]] = field(default_factory=_none)
    next_lists: Mapping[tuple[OrgId, ListKind], ListState] = field(default_factory=_none)
    old_lists: Mapping[tuple[OrgId, ListKind], tuple[ListState, ...]] = field(default_factory=_none)
    finals: Mapping[Direction, tuple[Digest, datetime]] = field(default_factory=_none)
    final_events: Mapping[Direction, Digest] = field(default_factory=_none)
    old_finals: Mapping[Direction, tuple[tuple[Digest, datetime], ...]] = field(default_factory=_none)
    stated: Mapping[tuple[OrgId, Direction], tuple[tuple[Digest, datetime], ...]] = field(default_factory=_none)
    stopped: Mapping[Ref, tuple[OrgId, int]] = field(default_factory=_none)
    plan: PlanState | None = None
    acts: tuple[ActState, ...] = ()
    crossed: frozenset[Ref] = frozenset()
    allocated: Mapping[Digest, Allocation] = field(default_factory=_none)
    gestures: tuple[GestureState, ...] = ()
    remains: tuple[RemainsState, ...] = ()
    identified: Mapping[Digest, tuple[tuple[Digest, datetime], ...]] = field(default_factory=_none)
    closed_at: datetime | None = None
    erased: int = 0
    erasures: Mapping[OrgId, int] = field(default_factory=_none)
    releases: tuple[Release, ...] = ()
    last: Mapping[OrgId, Digest] = field(default_factory=_none)
    joint: frozenset[Digest] = frozenset()
    shown: Mapping[Digest, datetime] = field(default_factory=_none)

    def neutral(self) -> OrgId | None:
        """Return the organisation that is no party, where the exchange has one."""
        organisations = self.exchange.organisations if self.exchange else ()
        return next((one.id for one in organisations if not one.is_party), None)

    def shown_at(self, event: Digest | None) -> datetime | None:
        """Return by when the record shows a joint event complete; None while nothing in it follows the event."""
        return None if event is None else self.shown.get(event)

    def parties(self) -> tuple[PartyId, ...]:
        """Return the parties in alphabetical order; none before genesis."""
        return self.exchange.parties if self.exchange else ()


def with_item(mapping: Mapping[K, V], key: K, value: V) -> Mapping[K, V]:
    """Return *mapping* with *key* set, leaving *mapping* as it was."""
    return MappingProxyType({**mapping, key: value})
