"""The table of everything that can happen: for each kind of event, who signs it and which rule admits it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from homeward.model.events import Event
from homeward.model.exchange import Role
from homeward.model.findings import Refusal
from homeward.model.ids import OrgId
from homeward.procedure import rules_acts, rules_amend, rules_lists, rules_meeting, rules_plan, rules_start
from homeward.procedure.bodies import read_genesis
from homeward.procedure.fields import Fields
from homeward.procedure.happening import Rule
from homeward.procedure.state import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """So many different officers of *org* who hold *role* must sign."""

    org: OrgId
    role: Role
    persons: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """
    One kind of event.

    ``joint``: the same bytes stand in every organisation's log. ``role``: what its signers must hold (the neutral's
    delegates stand in for it at the neutral). ``needs`` tells who signs; ``rule`` admits it or refuses.
    """

    name: str
    says: str
    joint: bool
    role: Role
    needs: Callable[[Kind, State, Event], tuple[Need, ...]]
    rule: Rule


def role_at(kind: Kind, state: State, org: OrgId) -> Role:
    """Return the role *org*'s signers need: the kind's, or delegate at the neutral."""
    return Role.DELEGATE if org == state.neutral() else kind.role


def needs_of(state: State, event: Event) -> tuple[Need, ...]:
    """
    Tell who must sign *event*, organisations in alphabetical order.

    Raises:
        Refusal: ``ADMIT-1`` for a kind this program does not know.
    """
    kind = kind_of(event)
    return tuple(sorted(kind.needs(kind, state, event), key=lambda need: need.org))


def kind_of(event: Event) -> Kind:
    """Return the kind of *event*, or refuse (``ADMIT-1``): what is not understood is never skipped."""
    kind = KINDS.get(event.kind)
    if kind is None:
        raise Refusal(
            "ADMIT-1",
            f"event kind {event.kind!r} is not understood",
            hint="use a release of Homeward that knows it",
            source="docs/record.md",
        )
    return kind


def _author(persons: int) -> Callable[[Kind, State, Event], tuple[Need, ...]]:
    def needs(kind: Kind, state: State, event: Event) -> tuple[Need, ...]:
        return (Need(org=event.org, role=role_at(kind, state, event.org), persons=persons),)

    return needs


def _every_party(persons: int) -> Callable[[Kind, State, Event], tuple[Need, ...]]:
    def needs(kind: Kind, state: State, _: Event) -> tuple[Need, ...]:
        return tuple(Need(org=party, role=kind.role, persons=persons) for party in state.parties())

    return needs


def _everybody(_: Kind, __: State, event: Event) -> tuple[Need, ...]:
    exchange = read_genesis(Fields(event.kind, event.body), event.exchange)
    return tuple(
        Need(org=org.id, role=Role.HEAD if org.is_party else Role.DELEGATE, persons=2) for org in exchange.organisations
    )


def _both_ends(kind: Kind, _: State, event: Event) -> tuple[Need, ...]:
    fields = Fields(event.kind, event.body)
    return tuple(Need(org=OrgId(fields.party(end)), role=kind.role, persons=2) for end in ("holder", "receiver"))


_ALL: Final = (
    Kind(
        name="genesis",
        says="the organisations, their officers and keys",
        joint=True,
        role=Role.HEAD,
        needs=_everybody,
        rule=rules_start.genesis,
    ),
    Kind(
        name="terms.signed",
        says="the agreement",
        joint=True,
        role=Role.HEAD,
        needs=_every_party(2),
        rule=rules_start.terms_signed,
    ),
    Kind(
        name="terms.amended",
        says="a new version of the agreement",
        joint=True,
        role=Role.HEAD,
        needs=_every_party(2),
        rule=rules_amend.terms_amended,
    ),
    Kind(
        name="draw.committed",
        says="a party's part of the public draw, sealed",
        joint=False,
        role=Role.HEAD,
        needs=_author(2),
        rule=rules_start.draw_committed,
    ),
    Kind(
        name="draw.opened",
        says="a party's part of the public draw, opened",
        joint=False,
        role=Role.HEAD,
        needs=_author(2),
        rule=rules_start.draw_opened,
    ),
    Kind(
        name="list.committed",
        says="a list, sealed: it can no longer be changed",
        joint=False,
        role=Role.LIST_OFFICER,
        needs=_author(2),
        rule=rules_lists.list_committed,
    ),
    Kind(
        name="list.revealed",
        says="a list was revealed to the neutral",
        joint=False,
        role=Role.LIST_OFFICER,
        needs=_author(2),
        rule=rules_lists.list_revealed,
    ),
    Kind(
        name="list.opened",
        says="a revealed list was opened and is the one committed to",
        joint=False,
        role=Role.LIST_OFFICER,
        needs=_author(1),
        rule=rules_lists.list_opened,
    ),
    Kind(
        name="match.proposed",
        says="matches were proposed to the holder",
        joint=False,
        role=Role.LIST_OFFICER,
        needs=_author(1),
        rule=rules_lists.match_proposed,
    ),
    Kind(
        name="list.answered",
        says="the holder answered the other side's wish list",
        joint=False,
        role=Role.LIST_OFFICER,
        needs=_author(2),
        rule=rules_lists.list_answered,
    ),
    Kind(
        name="list.remarked",
        says="a coded remark on one entry",
        joint=False,
        role=Role.LIST_OFFICER,
        needs=_author(1),
        rule=rules_lists.list_remarked,
    ),
    Kind(
        name="list.final",
        says="the final list of one direction",
        joint=True,
        role=Role.LIST_OFFICER,
        needs=_every_party(2),
        rule=rules_lists.list_final,
    ),
    Kind(
        name="people.not_travelling",
        says="people who do not travel; never why",
        joint=False,
        role=Role.DELEGATE,
        needs=_author(1),
        rule=rules_plan.not_travelling,
    ),
    Kind(
        name="plan.signed",
        says="the plan of tranches",
        joint=True,
        role=Role.HEAD,
        needs=_every_party(2),
        rule=rules_plan.plan_signed,
    ),
    Kind(
        name="date.proposed",
        says="a date proposed for a tranche; binds nobody",
        joint=False,
        role=Role.HEAD,
        needs=_author(1),
        rule=rules_meeting.date_proposed,
    ),
    Kind(
        name="date.agreed",
        says="the date of a tranche, moved or taken back; never an hour or a place",
        joint=True,
        role=Role.HEAD,
        needs=_every_party(2),
        rule=rules_meeting.date_agreed,
    ),
    Kind(
        name="readiness.declared",
        says="a party is ready for a tranche, or is not",
        joint=False,
        role=Role.AGENT,
        needs=_author(2),
        rule=rules_meeting.readiness_declared,
    ),
    Kind(
        name="presence.recorded",
        says="a party's agents were there: what they saw, sealed; never where",
        joint=False,
        role=Role.AGENT,
        needs=_author(2),
        rule=rules_meeting.presence_recorded,
    ),
    Kind(
        name="presence.witnessed",
        says="the neutral was there too, and was shown what that side saw",
        joint=False,
        role=Role.AGENT,
        needs=_author(1),
        rule=rules_meeting.presence_witnessed,
    ),
    Kind(
        name="act.signed",
        says="an act of handover",
        joint=True,
        role=Role.AGENT,
        needs=_both_ends,
        rule=rules_acts.act_signed,
    ),
    Kind(
        name="arrival.confirmed",
        says="the receiving side confirmed arrival",
        joint=False,
        role=Role.AGENT,
        needs=_author(2),
        rule=rules_acts.arrival_confirmed,
    ),
    Kind(
        name="vault.erased",
        says="personal data was erased",
        joint=False,
        role=Role.LIST_OFFICER,
        needs=_author(2),
        rule=rules_acts.vault_erased,
    ),
    Kind(
        name="bulletin.released",
        says="the bulletin both sides released",
        joint=True,
        role=Role.SPOKESPERSON,
        needs=_every_party(1),
        rule=rules_acts.bulletin_released,
    ),
)

KINDS: Final[Mapping[str, Kind]] = MappingProxyType({kind.name: kind for kind in _ALL})
"""Every kind of event this release understands, by name."""
