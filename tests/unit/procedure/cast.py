"""What happened in the small made-up exchange, told again with one thing changed."""

from __future__ import annotations

import copy
import json
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path

from homeward.log import Note, add_line
from homeward.model.events import Event, event_digest, event_text
from homeward.model.findings import Json
from homeward.model.ids import OfficerId, OrgId
from homeward.procedure import Draft, Line, LogView, State, kind_of
from homeward.procedure.happening import Happening
from homeward.procedure.kinds import role_at
from homeward.service.acting import draft_event, officer_line
from homeward.service.reading import Reading, read_record
from tests.world import World, world_at

HEX = "0123456789abcdef" * 4
"""64 hex digits that nobody committed to."""


@cache
def whole(step: str = "bulletin") -> Reading:
    """Return the neutral's record of the exchange after *step*."""
    with tempfile.TemporaryDirectory() as folder:
        return read_record(world_at(step, Path(folder)).neutral)


def story() -> tuple[Line, ...]:
    """Return every event of the whole exchange, in the order of the audit."""
    return whole().record.lines


def logs() -> dict[OrgId, LogView]:
    """Return the three logs of the whole exchange."""
    return dict(whole().logs)


def told(kind: str, nth: int = 0, *, by: str | None = None) -> Event:
    """Return the *nth* event of a kind (of one author), each counted once however many logs it stands in."""
    events = {
        line.draft.digest: line.draft.event
        for line in story()
        if line.draft.event.kind == kind and by in (None, line.draft.event.org)
    }
    return list(events.values())[nth]


def body(kind: str, nth: int = 0, *, by: str | None = None, **changes: Json) -> dict[str, Json]:
    """Return the body of that event, with fields changed."""
    return {**copy.deepcopy(told(kind, nth, by=by).body), **changes}


def rewritten(kind: str, *swaps: tuple[str, str]) -> dict[str, Json]:
    """Return the body of the first event of a kind with pieces of its JSON text replaced; each piece must be there."""
    text = json.dumps(told(kind).body)
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new)
    changed: dict[str, Json] = json.loads(text)
    return changed


def people(act: dict[str, Json]) -> list[list[str]]:
    """Return the people of an act's body, as ``[commitment, category]``."""
    found: list[list[str]] = json.loads(json.dumps(act["people"]))
    return found


def event_of(state: State, org: str, kind: str, content: dict[str, Json], *, at: datetime | None = None) -> Event:
    """Return a new event as *org* would write it after *state*, having seen nothing of the others."""
    base = replace(told("genesis"), kind=kind, org=OrgId(org), body=content, seen=())
    kind_here = kind_of(base)
    role = role_at(kind_here, state, OrgId(org)).value
    prev = None if kind_here.joint else state.last.get(OrgId(org))
    return replace(base, role=role, prev=prev, at=at or base.at)


def draft_of(event: Event, *signers: str) -> Draft:
    """Return *event* as a draft with the signatures of *signers* (``org/officer``) on it."""
    known = whole().state.officers.values()
    chosen = tuple(one for one in known if f"{one.org}/{one.id}" in signers)
    assert len(chosen) == len(signers)
    return Draft(event=event, digest=event_digest(event_text(event)), signers=chosen)


def happening(event: Event, *, index: int = 0) -> Happening:
    """Return *event* as a rule is given it."""
    return Happening(event=event, digest=event_digest(event_text(event)), index=index)


def forged(world: World, org: str, kind: str, content: dict[str, Json], **changes: object) -> Event:
    """Return an event drafted at a seat as its own program would, then changed in *changes*."""
    seat = world.seat(org)
    event = draft_event(seat, read_record(seat), kind, content, role="")
    role = role_at(kind_of(event), read_record(seat).state, seat.org).value
    return replace(event, role=role, **changes)  # type: ignore[arg-type]


def signed(world: World, event: Event, signers: Iterable[tuple[str, str]]) -> Note:
    """Return *event* signed by officers of any seat, each as ``(org, officer)``, whatever any rule says."""
    text = event_text(event)
    note = Note(text=text)
    for org, officer in signers:
        note = add_line(note, officer_line(world.seat(org), OfficerId(officer), text))
    return note
