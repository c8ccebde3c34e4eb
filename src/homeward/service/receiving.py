"""What is done with each thing another seat hands over."""

from __future__ import annotations

from homeward.model.findings import Json, Refusal
from homeward.model.ids import OrgId
from homeward.service import lists
from homeward.service.planning import take_plan
from homeward.service.publishing import take_draft
from homeward.service.reading import Reading
from homeward.service.seat import Seat


def receive(seat: Seat, _: Reading, sender: OrgId, what: str, content: Json) -> None:
    """Keep what was handed over in the vault; refuse (``RECEIVE-1``) what this release does not know."""
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
