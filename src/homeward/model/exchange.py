"""One exchange and who takes part in it. Parties come from its configuration, never from code."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from homeward.model.ids import ExchangeId, OfficerId, OrgId, PartyId


class Role(Enum):
    """What an officer may sign for. One person may hold several roles; two signatures are always two people."""

    HEAD = "head"
    LIST_OFFICER = "list_officer"
    AGENT = "agent"
    SPOKESPERSON = "spokesperson"
    DELEGATE = "delegate"
    DOCTOR = "doctor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """Somebody who acts for an organisation, known here by office and public key only."""

    org: OrgId
    id: OfficerId
    roles: frozenset[Role]
    key: str
    """Verifier key as text (C2SP signed-note ``vkey``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A party or the neutral, with the public halves of its seat's keys: one key for one use."""

    id: OrgId
    is_party: bool
    log_key: str
    witness_key: str
    seat_key: str
    sealing_key: str
    """Raw X25519 public key, base64: what others seal personal data to."""
    officers: tuple[Officer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """The exchange as all seats agreed to it in the genesis event."""

    id: ExchangeId
    title: str
    is_demo: bool
    organisations: tuple[Organisation, ...]

    @property
    def parties(self) -> tuple[PartyId, ...]:
        """The parties' ids in alphabetical order: no other order is ever shown."""
        return tuple(sorted(PartyId(org.id) for org in self.organisations if org.is_party))


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyProfile:
    """A party as the exchange's configuration describes it to people."""

    id: PartyId
    name: str
    languages: tuple[str, ...]
    timezone: str | None = None
    """In whose local time it lives (a name of the IANA time-zone database); None: UTC alone is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerProfile:
    """An officer before the ceremony of keys: an office and what it may sign for."""

    id: OfficerId
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """``exchange.toml``: what a seat knows of the exchange before and beside its record."""

    id: ExchangeId
    title: str
    is_demo: bool
    seat: OrgId
    parties: tuple[PartyProfile, ...]
    neutral: OrgId
    neutral_name: str
    officers: tuple[OfficerProfile, ...]

    @property
    def org_ids(self) -> tuple[OrgId, ...]:
        """Every organisation with a seat, in alphabetical order."""
        return tuple(sorted([self.neutral, *(OrgId(party.id) for party in self.parties)]))
