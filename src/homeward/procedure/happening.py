"""What a rule is given: one event, the digest that names it, and its place in a log."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from homeward.model.events import Event
from homeward.model.findings import Refusal
from homeward.model.ids import Digest, OrgId
from homeward.model.terms import Terms
from homeward.procedure.fields import Fields
from homeward.procedure.state import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An event about to change the state. ``index``: its place in the log it is read from or written to."""

    event: Event
    digest: Digest
    index: int

    @property
    def fields(self) -> Fields:
        """The event's body, to be read strictly."""
        return Fields(self.event.kind, self.event.body)


Rule: TypeAlias = Callable[[State, Happening], State]
"""Returns the state after the event, or raises a refusal; the state it was given is untouched."""


def refuse(code: str, says: str, hint: str, source: str = "docs/record.md") -> Refusal:
    """Return a refusal of an event."""
    return Refusal(code, says, hint=hint, source=source)


def had_seen(now: Happening, org: OrgId, index: int) -> bool:
    """
    Tell whether the author had seen event *index* of *org*'s log, or wrote it.

    Only then can it have copied: times are claims, and an earlier one must not turn the copied side into the copier.
    """
    return org == now.event.org or any(one.org == org and one.size > index for one in now.event.seen)


def need_party(state: State, event: Event) -> None:
    """Refuse (``ADMIT-4``) unless a party wrote the event."""
    if event.org not in state.parties():
        raise refuse("ADMIT-4", f"{event.kind} is written by a party, not by {event.org}", "run it at a party's seat")


def need_neutral(state: State, event: Event) -> None:
    """Refuse (``ADMIT-4``) unless the neutral wrote the event."""
    if event.org != state.neutral():
        raise refuse("ADMIT-4", f"{event.kind} is written by the neutral, not by {event.org}", "run it at its seat")


def need_terms(state: State, event: Event) -> Terms:
    """Return the signed terms, or refuse (``ADMIT-5``)."""
    if state.terms is None:
        raise refuse("ADMIT-5", f"{event.kind} before the terms were signed", "sign the terms first")
    return state.terms
