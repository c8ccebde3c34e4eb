"""What is done with each thing another seat hands over."""

from __future__ import annotations

from typing import Final

from homeward.model.findings import Json, Refusal
from homeward.model.ids import OrgId
from homeward.service import lists
from homeward.service.planning import take_plan
from homeward.service.publishing import take_draft
from homeward.service.reading import Reading
from homeward.service.seat import Seat


def receive(seat: Seat, _: Reading, sender: OrgId, what: str, content: Json) -> None:
    """
    Keep what was handed over in the vault.

    Raises:
        Refusal: ``RECEIVE-1`` for what this release does not know, ``RECEIVE-2`` for content that does not have its
            form, ``RECEIVE-3`` for something that is not the sender's to hand over.
    """
    if what in _ONLY_NEUTRAL and sender != seat.profile.neutral:
        raise Refusal("RECEIVE-3", f"{sender} handed over {what}, which only the neutral does", hint="tell the neutral")
    try:
        _keep(seat, sender, what, content)
    except (KeyError, IndexError, TypeError, ValueError) as problem:
        raise Refusal(
            "RECEIVE-2", f"{what} of {sender} does not have its form", hint="ask the sender to hand it over again"
        ) from problem


def _keep(seat: Seat, sender: OrgId, what: str, content: Json) -> None:
    if lists.received(seat, sender, what, content):
        return
    match what:
        case "plan":
            take_plan(seat, content)
        case "bulletin":
            take_draft(seat, content)
        case _:
            raise Refusal(
                "RECEIVE-1", f"{sender} handed over {what!r}, which is not understood", hint="use a newer release"
            )


_ONLY_NEUTRAL: Final = frozenset({"final", "plan", "proposals"})
"""What nobody but the neutral may hand over: a party could replace what the other side must sign."""
