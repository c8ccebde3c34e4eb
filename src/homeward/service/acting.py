"""How an act enters the record: drafted, judged, signed, and only when complete appended to this seat's own log."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from homeward.log import (
    Checkpoint,
    Note,
    SignatureLine,
    add_line,
    changed_files,
    format_checkpoint,
    format_note,
    log_paths,
    note_message,
    parse_checkpoint,
    parse_note,
    parse_vkey,
)
from homeward.model.events import Event, Seen, event_text
from homeward.model.findings import Json, Refusal
from homeward.model.ids import Digest, OfficerId, OrgId
from homeward.procedure import LogView, kind_of, log_view, missing_signatures, read_note
from homeward.procedure.admit import admit, judge
from homeward.procedure.kinds import Need, role_at
from homeward.service.reading import CHECKPOINT, COSIGNED, Reading, read_record, remember
from homeward.service.seat import Seat

TILE: Final = 256
"""Entries in a full tile (C2SP tlog-tiles): a partial tile is written anew when it grows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What came of an act: the event's digest, and who must still sign it (nobody: it is in the record)."""

    kind: str
    digest: Digest
    missing: tuple[Need, ...]


def perform(
    seat: Seat, kind: str, body: dict[str, Json], officers: Sequence[OfficerId], *, reading: Reading | None = None
) -> Done:
    """
    Draft an act, have *officers* of this seat sign it, and record it if it is complete; otherwise keep it as pending.

    The rule of its kind is asked before anybody signs: a refused act changes nothing.
    """
    with seat.store.lock():
        sweep(seat)
        reading = reading or read_record(seat)
        state = reading.state
        event = draft_event(seat, reading, kind, body, role="")
        event = replace(event, role=role_at(kind_of(event), state, seat.org).value)
        note = Note(text=event_text(event))
        judge(read_note(note, state), state, index=_length(reading, seat.org))
        return _sign_and_record(seat, reading, note, officers)


def sign_pending(seat: Seat, digest: Digest, officers: Sequence[OfficerId]) -> Done:
    """Add the signatures of *officers* to a pending act; record it when it is complete."""
    with seat.store.lock():
        sweep(seat)
        reading = read_record(seat)
        note = pending(seat).get(digest)
        if note is None:
            raise Refusal("SIGN-1", f"nothing pending under {digest[:12]}", hint="run `homeward status` to see what is")
        judge(read_note(note, reading.state), reading.state, index=_length(reading, seat.org))
        return _sign_and_record(seat, reading, note, officers)


def append(seat: Seat, reading: Reading, note: Note) -> Reading:
    """
    Admit a complete act into this seat's own log and publish a new checkpoint. The caller holds the lock.

    Entries and tiles are durable before the checkpoint that covers them; stale partial tiles go last. Whenever it
    stops, one complete size stands (C2SP tlog-tiles; the order of writes is the recovery).
    """
    log = reading.logs.get(seat.org, log_view(()))
    draft = read_note(note, reading.state)
    if draft.digest not in reading.state.joint:
        admit(draft, reading.state, index=log.tree.size)
    entry = format_note(note)
    after = log_view((*log.entries, entry))
    first = log.tree.size - log.tree.size % TILE
    changes = changed_files(log.tree.size, after.entries[first:], after.tree)
    checkpoint = sign_checkpoint(seat, after)
    seat.store.write(seat.org, changes.write, last={CHECKPOINT: format_note(checkpoint)}, remove=changes.remove)
    seat.store.put("pending", f"{draft.digest}.note", None)
    again = read_record(seat)
    remember(seat, again.checkpoints)
    return again


def sweep(seat: Seat) -> tuple[str, ...]:
    """
    Remove what an interrupted write left in this seat's logs: files that no log of the published size has.

    An entry without a published checkpoint was never acknowledged to anybody, so dropping it loses nothing. Every act
    starts with this: the way back after a crash is the way every write begins.
    """
    removed: list[str] = []
    for org in seat.store.logs():
        files = seat.store.read(org)
        if CHECKPOINT in files:
            size = parse_checkpoint(parse_note(files[CHECKPOINT]).text).size
            stray = sorted(set(files) - {CHECKPOINT, COSIGNED, *log_paths(size)})
        else:
            stray = sorted(files)
        seat.store.write(org, {}, last={}, remove=stray)
        removed += [f"{org}/{path}" for path in stray]
    return tuple(removed)


def pending(seat: Seat) -> dict[Digest, Note]:
    """Return the acts that wait for signatures at this seat, by digest."""
    return {
        Digest(name.removesuffix(".note")): read_pending(data) for name, data in seat.store.shelf("pending").items()
    }


def read_pending(data: bytes) -> Note:
    """Read a pending act: a note that may have no signature yet."""
    return Note(text=data[:-1].decode()) if data.endswith(b"\n\n") else parse_note(data, where="pending act")


def pending_bytes(note: Note) -> bytes:
    """Return a pending act as bytes."""
    return format_note(note) if note.lines else note.text.encode() + b"\n"


def draft_event(seat: Seat, reading: Reading, kind: str, body: dict[str, Json], *, role: str) -> Event:
    """Return a new event of this seat, after everything this seat has verified."""
    state = reading.state
    event = Event(
        id=_uuid7(seat),
        kind=kind,
        exchange=seat.profile.id,
        org=seat.org,
        role=role,
        at=seat.clock.now(),
        prev=None,
        seen=(),
        body=body,
    )
    joint = kind_of(event).joint
    seen = tuple(
        Seen(org=org, size=log.tree.size, root=Digest(log.tree.root().hex()))
        for org, log in sorted(reading.logs.items())
        if joint or org != seat.org
    )
    return replace(event, prev=None if joint else state.last.get(seat.org), seen=seen)


def sign_checkpoint(seat: Seat, log: LogView) -> Note:
    """Return the checkpoint of this seat's log, signed with the log's key."""
    key = parse_vkey(seat.keys.public("log"))
    text = format_checkpoint(Checkpoint(origin=key.name, size=log.tree.size, root=log.tree.root()))
    signature = seat.keys.seat_sign("log", note_message(text))
    return Note(text=text, lines=(SignatureLine(name=key.name, key_id=key.key_id, signature=signature),))


def officer_line(seat: Seat, officer: OfficerId, text: str) -> SignatureLine:
    """Return an officer's signature line under *text*."""
    key = parse_vkey(seat.keys.public(officer))
    return SignatureLine(
        name=key.name, key_id=key.key_id, signature=seat.keys.officer_sign(officer, note_message(text))
    )


def _sign_and_record(seat: Seat, reading: Reading, note: Note, officers: Sequence[OfficerId]) -> Done:
    for officer in officers:
        line = officer_line(seat, officer, note.text)
        if any((one.name, one.key_id) == (line.name, line.key_id) for one in note.lines):
            raise Refusal("SIGN-2", f"{seat.org}/{officer} has signed this already", hint="another officer must sign")
        note = add_line(note, line)
    draft = read_note(note, reading.state)
    judge(draft, reading.state, index=_length(reading, seat.org))
    missing = missing_signatures(draft, reading.state)
    if missing:
        seat.store.put("pending", f"{draft.digest}.note", pending_bytes(note))
    else:
        append(seat, reading, note)
    return Done(kind=draft.event.kind, digest=draft.digest, missing=missing)


def _length(reading: Reading, org: OrgId) -> int:
    log = reading.logs.get(org)
    return log.tree.size if log else 0


def _uuid7(seat: Seat) -> str:
    """Return a version 7 UUID (RFC 9562 section 5.7) from the seat's clock and lots."""
    milliseconds = int((seat.clock.now() - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() * 1000)
    value = bytearray(milliseconds.to_bytes(6, "big") + seat.lots.draw(10))
    value[6] = value[6] & 0x0F | 0x70
    value[8] = value[8] & 0x3F | 0x80
    return str(uuid.UUID(bytes=bytes(value)))
