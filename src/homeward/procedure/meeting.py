"""What the record holds about the meeting at a crossing: the agreed date, who declared to be ready, who was there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

from homeward.model.ids import Digest, OrgId, Ref, TrancheId


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """
    A date that two of each party signed for one tranche; ``on`` None: they signed that no date holds any more.

    ``sealed`` commits to hour and place, which never stand in the record; None: nothing was sealed with the day.
    """

    digest: Digest
    tranche: TrancheId
    on: date | None
    sealed: Ref | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A date that one organisation proposed for a tranche and that nobody has agreed to yet."""

    org: OrgId
    tranche: TrancheId
    on: date
    sealed: Ref | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """A party's word that it is ready for a tranche, or is not. ``date``: the agreed date it speaks of."""

    is_ready: bool
    date: Digest | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """
    A party's agents were there, says that party, and commits to what they saw: never to where.

    ``witnessed_at``: the neutral has been shown what they saw, and confirms it.
    """

    digest: Digest
    org: OrgId
    tranche: TrancheId
    date: Digest | None
    sealed: Ref
    index: int
    at: datetime
    witnessed_at: datetime | None = None


def _none() -> Mapping[tuple[TrancheId, OrgId], Proposed]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Meetings:
    """
    Dates, readiness and presence, as far as the record holds them.

    ``dates`` has the last one of each tranche, ``known`` all that ever were, in their order: what one side wrote before
    a date was moved still speaks of the date it had seen.
    """

    dates: Mapping[TrancheId, Agreed] = field(default_factory=lambda: MappingProxyType({}))
    known: Mapping[Digest, Agreed] = field(default_factory=lambda: MappingProxyType({}))
    proposals: Mapping[tuple[TrancheId, OrgId], Proposed] = field(default_factory=_none)
    readiness: Mapping[tuple[TrancheId, OrgId], Declared] = field(default_factory=lambda: MappingProxyType({}))
    presences: tuple[Presence, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether the record holds nothing at all about any meeting."""
        return not (self.dates or self.proposals or self.readiness or self.presences)
