"""Who signs an event: so many officers of an organisation, in a role."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from homeward.model.events import Event
from homeward.model.exchange import Role
from homeward.model.ids import OrgId
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


def author(persons: int) -> Callable[[Kind, State, Event], tuple[Need, ...]]:
    """Return the need for *persons* officers of whoever writes the event."""

    def needs(kind: Kind, state: State, event: Event) -> tuple[Need, ...]:
        return (Need(org=event.org, role=role_at(kind, state, event.org), persons=persons),)

    return needs


def every_party(persons: int) -> Callable[[Kind, State, Event], tuple[Need, ...]]:
    """Return the need for *persons* officers of each party."""

    def needs(kind: Kind, state: State, _: Event) -> tuple[Need, ...]:
        return tuple(Need(org=party, role=kind.role, persons=persons) for party in state.parties())

    return needs


def everybody(_: Kind, __: State, event: Event) -> tuple[Need, ...]:
    """Ask for two of every organisation that genesis names."""
    exchange = read_genesis(Fields(event.kind, event.body), event.exchange)
    return tuple(
        Need(org=org.id, role=Role.HEAD if org.is_party else Role.DELEGATE, persons=2) for org in exchange.organisations
    )


def both_ends(kind: Kind, _: State, event: Event) -> tuple[Need, ...]:
    """Ask for two of the holder and two of the receiver."""
    fields = Fields(event.kind, event.body)
    return tuple(Need(org=OrgId(fields.party(end)), role=kind.role, persons=2) for end in ("holder", "receiver"))
