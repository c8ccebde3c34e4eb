"""The table of everything that can happen: for each kind of event, who signs it and which rule admits it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from homeward.model.events import Event
from homeward.model.exchange import Role
from homeward.model.findings import Refusal
from homeward.procedure import rules_acts, rules_amend, rules_lists, rules_meeting, rules_plan, rules_start
from homeward.procedure.kinds_lists import LIST_KINDS
from homeward.procedure.signers import Kind, Need, author, both_ends, every_party, everybody, role_at
from homeward.procedure.state import State

__all__ = ["KINDS", "Kind", "Need", "kind_of", "needs_of", "role_at"]


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


_ALL: Final = (
    Kind(
        name="genesis",
        says="the organisations, their officers and keys",
        joint=True,
        role=Role.HEAD,
        needs=everybody,
        rule=rules_start.genesis,
    ),
    Kind(
        name="terms.signed",
        says="the agreement",
        joint=True,
        role=Role.HEAD,
        needs=every_party(2),
        rule=rules_start.terms_signed,
    ),
    Kind(
        name="terms.amended",
        says="a new version of the agreement",
        joint=True,
        role=Role.HEAD,
        needs=every_party(2),
        rule=rules_amend.terms_amended,
    ),
    Kind(
        name="draw.committed",
        says="a party's part of the public draw, sealed",
        joint=False,
        role=Role.HEAD,
        needs=author(2),
        rule=rules_start.draw_committed,
    ),
    Kind(
        name="draw.opened",
        says="a party's part of the public draw, opened",
        joint=False,
        role=Role.HEAD,
        needs=author(2),
        rule=rules_start.draw_opened,
    ),
    Kind(
        name="list.committed",
        says="a list, sealed: it can no longer be changed",
        joint=False,
        role=Role.LIST_OFFICER,
        needs=author(2),
        rule=rules_lists.list_committed,
    ),
    Kind(
        name="list.revealed",
        says="a list was revealed to the neutral",
        joint=False,
        role=Role.LIST_OFFICER,
        needs=author(2),
        rule=rules_lists.list_revealed,
    ),
    Kind(
        name="list.opened",
        says="a revealed list was opened and is the one committed to",
        joint=False,
        role=Role.LIST_OFFICER,
        needs=author(1),
        rule=rules_lists.list_opened,
    ),
    Kind(
        name="match.proposed",
        says="matches were proposed to the holder",
        joint=False,
        role=Role.LIST_OFFICER,
        needs=author(1),
        rule=rules_lists.match_proposed,
    ),
    Kind(
        name="list.answered",
        says="the holder answered the other side's wish list",
        joint=False,
        role=Role.LIST_OFFICER,
        needs=author(2),
        rule=rules_lists.list_answered,
    ),
    Kind(
        name="list.remarked",
        says="a coded remark on one entry",
        joint=False,
        role=Role.LIST_OFFICER,
        needs=author(1),
        rule=rules_lists.list_remarked,
    ),
    Kind(
        name="list.final",
        says="the final list of one direction",
        joint=True,
        role=Role.LIST_OFFICER,
        needs=every_party(2),
        rule=rules_lists.list_final,
    ),
    Kind(
        name="people.not_travelling",
        says="people who do not travel; never why",
        joint=False,
        role=Role.DELEGATE,
        needs=author(1),
        rule=rules_plan.not_travelling,
    ),
    Kind(
        name="plan.signed",
        says="the plan of tranches",
        joint=True,
        role=Role.HEAD,
        needs=every_party(2),
        rule=rules_plan.plan_signed,
    ),
    Kind(
        name="date.proposed",
        says="a date proposed for a tranche; binds nobody",
        joint=False,
        role=Role.HEAD,
        needs=author(1),
        rule=rules_meeting.date_proposed,
    ),
    Kind(
        name="date.agreed",
        says="the date of a tranche, moved or taken back; never an hour or a place",
        joint=True,
        role=Role.HEAD,
        needs=every_party(2),
        rule=rules_meeting.date_agreed,
    ),
    Kind(
        name="readiness.declared",
        says="a party is ready for a tranche, or is not",
        joint=False,
        role=Role.AGENT,
        needs=author(2),
        rule=rules_meeting.readiness_declared,
    ),
    Kind(
        name="presence.recorded",
        says="a party's agents were there: what they saw, sealed; never where",
        joint=False,
        role=Role.AGENT,
        needs=author(2),
        rule=rules_meeting.presence_recorded,
    ),
    Kind(
        name="presence.witnessed",
        says="the neutral was there too, and was shown what that side saw",
        joint=False,
        role=Role.AGENT,
        needs=author(1),
        rule=rules_meeting.presence_witnessed,
    ),
    Kind(
        name="act.signed",
        says="an act of handover",
        joint=True,
        role=Role.AGENT,
        needs=both_ends,
        rule=rules_acts.act_signed,
    ),
    Kind(
        name="arrival.confirmed",
        says="the receiving side confirmed arrival",
        joint=False,
        role=Role.AGENT,
        needs=author(2),
        rule=rules_acts.arrival_confirmed,
    ),
    Kind(
        name="vault.erased",
        says="personal data was erased",
        joint=False,
        role=Role.LIST_OFFICER,
        needs=author(2),
        rule=rules_acts.vault_erased,
    ),
    Kind(
        name="bulletin.released",
        says="the bulletin both sides released",
        joint=True,
        role=Role.SPOKESPERSON,
        needs=every_party(1),
        rule=rules_acts.bulletin_released,
    ),
)

KINDS: Final[Mapping[str, Kind]] = MappingProxyType({kind.name: kind for kind in (*_ALL, *LIST_KINDS)})
"""Every kind of event this release understands, by name."""
