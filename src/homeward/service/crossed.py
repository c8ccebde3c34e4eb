"""A list held against people already handed over: who on it crossed, when, under which act, and the evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from homeward.matching import match_entries
from homeward.model.findings import Json, Refusal
from homeward.model.ids import Digest, OrgId, Ref, RowId
from homeward.model.matches import Match
from homeward.model.people import Entry, ListKind
from homeward.model.terms import Direction
from homeward.procedure import State
from homeward.service.prechecking import described
from homeward.service.reading import read_record
from homeward.service.seat import Seat


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossed:
    """
    A row of a list that may be somebody who crossed.

    ``match.right`` is the commitment under which the person stands on the act; ``act`` is the digest of what was signed
    first, an act or a gesture, and ``on`` the day it was signed.
    """

    row: RowId
    direction: Direction
    act: Digest
    on: date
    match: Match


def crossed(seat: Seat, entries: Sequence[Entry], kind: ListKind, owner: OrgId) -> tuple[Crossed, ...]:
    """
    Return whom of *entries* this seat may know to have crossed, the most probable first, each row once.

    A wish list of *owner* is held against people whom it received, as it sought them; any other against people whom it
    handed over, as it held them. Only what the program would propose is returned; it changes nothing.

    Raises:
        Refusal: ``MATCH-3`` when *owner* is no party.
    """
    if owner not in {party.id for party in seat.profile.parties}:
        raise Refusal(
            "MATCH-3", f"{owner} is no party whose list this could be", hint="say whose list it is: --of PARTY"
        )
    state = read_record(seat).state
    under = dict(_acts(state))
    known = {ref: one for ref, one in _people(seat, state, kind, owner) if ref in under}
    found = []
    for one in match_entries(tuple(entries), tuple(known.values()), progress=seat.progress):
        if one.is_proposed:
            direction, act, on = under[Ref(one.right)]
            found.append(Crossed(row=one.left, direction=direction, act=act, on=on, match=one))
    return tuple(found)


def _acts(state: State) -> Iterator[tuple[Ref, tuple[Direction, Digest, date]]]:
    for act in state.acts:
        for place in act.act.people:
            yield place.ref, (act.act.direction, act.digest, act.at.date())
    for gesture in state.gestures:
        for place in gesture.people:
            yield place.ref, (gesture.direction, gesture.digest, gesture.on)


def _people(seat: Seat, state: State, kind: ListKind, owner: OrgId) -> Iterator[tuple[Ref, Entry]]:
    side = "sought_as" if kind is ListKind.WISH else "held_as"
    directions = state.terms.directions if state.terms else ()
    own = [one for one in directions if owner == (one.receiver if kind is ListKind.WISH else one.holder)]
    for direction in own:
        for document in seat.vault.get(f"final:{direction}"):
            value = document.value.disclose()
            record: Json = value["record"] if isinstance(value, dict) else None
            if isinstance(record, dict):
                entry = described(RowId("row"), record[side], kind)
                yield Ref(document.key), replace(entry, row_id=RowId(document.key))
