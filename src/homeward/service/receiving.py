"""What is done with each thing another seat hands over, and who may hand it over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from homeward.model.findings import Json, Refusal
from homeward.model.ids import OrgId
from homeward.model.people import ListKind
from homeward.model.protected import Protected
from homeward.model.vault import Document
from homeward.service.finals import NEXT
from homeward.service.lists import direction_in, rows_of
from homeward.service.meeting import take_date, take_presence
from homeward.service.planning import take_plan
from homeward.service.publishing import take_draft
from homeward.service.reading import Reading
from homeward.service.receiving_steps import PROCEDURE
from homeward.service.seat import Seat
from homeward.service.withheld import rows_in


def receive(seat: Seat, reading: Reading, sender: OrgId, what: str, content: Json) -> None:
    """
    Keep what was handed over in the vault.

    Raises:
        Refusal: ``RECEIVE-1`` for what this release does not know, ``RECEIVE-2`` for content that does not have its
            form, ``RECEIVE-3`` for something that is not the sender's to hand over.
    """
    if what not in _HANDLERS and what not in PROCEDURE:
        raise Refusal(
            "RECEIVE-1", f"{sender} handed over {what!r}, which is not understood", hint="use a newer release"
        )
    if what in _ONLY_NEUTRAL and sender != seat.profile.neutral:
        raise Refusal("RECEIVE-3", f"{sender} handed over {what}, which only the neutral does", hint="tell the neutral")
    try:
        if what in PROCEDURE:
            PROCEDURE[what](seat, reading, sender, content)
        else:
            _HANDLERS[what](seat, sender, content)
    except (KeyError, IndexError, TypeError, ValueError) as problem:
        raise Refusal(
            "RECEIVE-2", f"{what} of {sender} does not have its form", hint="ask the sender to hand it over again"
        ) from problem


def _take_list(seat: Seat, sender: OrgId, content: Json) -> None:
    fields = _object(content)
    kind = f"entry:{sender}/{fields['list']}"
    seat.vault.replace(
        kind,
        (
            Document(kind=kind, person=f"{sender}/{fields['list']}/{row}", value=Protected(value))
            for row, value in rows_of(rows_in(fields))
        ),
    )
    gone = fields["erased"]
    seat.vault.keep(f"erased:{kind}", [str(one) for one in gone] if isinstance(gone, list) else [])


def _take_proposals(seat: Seat, _: OrgId, content: Json) -> None:
    fields = _object(content)
    kind = f"proposal:{direction_in(fields)}"
    seat.vault.replace(
        kind,
        (
            Document(
                kind=kind,
                person=f"holding/{held}",
                key=str(sought),
                value=Protected({"probability": share, "sought_as": identity, "decided": is_decided}),
            )
            for held, sought, share, identity, is_decided in rows_of(fields["proposals"])
        ),
    )


def _take_answers(seat: Seat, sender: OrgId, content: Json) -> None:
    fields = _object(content)
    direction = direction_in(fields)
    if direction.holder != sender:
        raise Refusal("LISTS-3", f"{sender} answered for what {direction.holder} holds", hint="the holder answers")
    kind = f"answer:{direction}"
    seat.vault.replace(
        kind,
        (
            Document(
                kind=kind,
                person=f"{sender}/holding/{held}",
                key=str(sought),
                about=f"{direction.receiver}/wish/{sought}",
                value=Protected({"code": code, "salt": salt}),
            )
            for held, sought, code, salt in rows_of(fields["answers"])
        ),
    )
    if seat.vault.kept(f"blank:{kind}") is not None:  # of answers name by name, which these replace
        seat.vault.keep(f"blank:{kind}", None)


def _take_final(seat: Seat, _: OrgId, content: Json) -> None:
    _keep_final(seat, content, "final")


def _take_next_final(seat: Seat, _: OrgId, content: Json) -> None:
    _keep_final(seat, content, NEXT)


def _keep_final(seat: Seat, content: Json, what: str) -> None:
    fields = _object(content)
    direction = direction_in(fields)
    own = ListKind.HOLDING if direction.holder == seat.org else ListKind.WISH
    kind = f"{what}:{direction}"
    seat.vault.replace(
        kind,
        (
            Document(
                kind=kind, person=f"{own.value}/{row}", key=str(ref), value=Protected({"salt": salt, "record": record})
            )
            for ref, salt, record, row in rows_of(fields["people"])
        ),
    )


def _take_plan(seat: Seat, _: OrgId, content: Json) -> None:
    take_plan(seat, content)


def _take_date(seat: Seat, _: OrgId, content: Json) -> None:
    take_date(seat, _object(content))


def _take_presence(seat: Seat, _: OrgId, content: Json) -> None:
    take_presence(seat, _object(content))


def _take_bulletin(seat: Seat, _: OrgId, content: Json) -> None:
    take_draft(seat, content)


def _object(content: Json) -> dict[str, Json]:
    if not isinstance(content, dict):
        raise TypeError("an object")
    return content


_HANDLERS: Final[Mapping[str, Callable[[Seat, OrgId, Json], None]]] = MappingProxyType(
    {
        "list": _take_list,
        "proposals": _take_proposals,
        "answers": _take_answers,
        "final": _take_final,
        NEXT: _take_next_final,
        "plan": _take_plan,
        "bulletin": _take_bulletin,
        "date": _take_date,
        "presence": _take_presence,
    }
)

_ONLY_NEUTRAL: Final = frozenset({"asked", "decisions", "final", NEXT, "plan", "proposals"})
"""What nobody but the neutral may hand over: a party could replace what the other side must sign."""
