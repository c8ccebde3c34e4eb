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
    SignedCheckpoint,
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
from homeward.procedure import LogView, State, audit, kind_of, log_view, missing_signatures, read_note, require_seen
from homeward.procedure.admit import admit, judge
from homeward.procedure.bodies import read_act
from homeward.procedure.fields import Fields
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
    seat: Seat, kind: str, body: dict[str, Json], officers: Sequence[OfficerId], *, at_once: bool = False
) -> Done:
    """
    Draft an act, have *officers* of this seat sign it, and record it if it is complete; otherwise keep it as pending.

    The rule of its kind is asked before anybody signs: a refused act changes nothing. With *at_once* the act is
    refused (``SIGN-9``) unless *officers* complete it: something outside the record goes with it.

    Raises:
        Refusal: ``SIGN-10`` while another draft of the same act waits here; what the act's rule refuses.
    """
    with seat.store.lock():
        sweep(seat)
        reading = read_record(seat)
        state = reading.state
        event = draft_event(seat, reading, kind, body, role="")
        event = replace(event, role=role_at(kind_of(event), state, seat.org).value)
        note = Note(text=event_text(event))
        judge(read_note(note, state), state, index=_length(reading, seat.org))
        _require_no_rival(seat, reading, event)
        return _sign_and_record(seat, reading, note, officers, at_once=at_once)


def sign_pending(seat: Seat, digest: Digest, officers: Sequence[OfficerId]) -> Done:
    """Add the signatures of *officers* to a pending act; record it when it is complete."""
    with seat.store.lock():
        sweep(seat)
        reading = read_record(seat)
        note = pending(seat).get(digest)
        if note is None:
            raise Refusal("SIGN-1", f"nothing pending under {digest[:12]}", hint="run `homeward status` to see what is")
        draft = read_note(note, reading.state)
        require_seen(draft.event, reading.state, reading.logs)
        require_none_stopped(draft.event, reading.state)
        judge(draft, reading.state, index=_length(reading, seat.org))
        return _sign_and_record(seat, reading, note, officers)


def append(seat: Seat, reading: Reading, note: Note) -> Reading:
    """
    Admit a complete act into this seat's own log and publish a new checkpoint. The caller holds the lock.

    The record as it would be is audited before anything is written. Entries and tiles are durable before the
    checkpoint that covers them; stale partial tiles go last. Whenever it stops, one complete size stands (C2SP
    tlog-tiles; the order of writes is the recovery).
    """
    log = reading.logs.get(seat.org, log_view(()))
    draft = read_note(note, reading.state)
    if draft.digest not in reading.state.joint:
        require_seen(draft.event, reading.state, reading.logs)
        admit(draft, reading.state, index=log.tree.size)
    after = log_view((*log.entries, format_note(note)))
    logs = {**reading.logs, seat.org: after}
    record = audit(logs)
    first = log.tree.size - log.tree.size % TILE
    changes = changed_files(log.tree.size, after.entries[first:], after.tree)
    checkpoint = sign_checkpoint(seat, after)
    seat.store.write(seat.org, changes.write, last={CHECKPOINT: format_note(checkpoint)}, remove=changes.remove)
    seat.store.put("pending", f"{draft.digest}.note", None)
    own = SignedCheckpoint(checkpoint=parse_checkpoint(checkpoint.text), note=checkpoint, cosigned=())
    again = replace(reading, record=record, logs=logs, checkpoints={**reading.checkpoints, seat.org: own})
    remember(seat, again.checkpoints)
    return again


def prune(seat: Seat, reading: Reading) -> tuple[Digest, ...]:
    """
    Drop the pending acts that can never be recorded any more, and return them.

    What was judged fit once and is refused now was overtaken: the same act was recorded in another draft, or its
    author has gone on. Left lying, it would stand in the way of what is still to be signed.
    """
    dropped = []
    for digest, note in pending(seat).items():
        try:
            judge(read_note(note, reading.state), reading.state, index=_length(reading, seat.org))
        except Refusal:
            seat.store.put("pending", f"{digest}.note", None)
            dropped.append(digest)
    return tuple(dropped)


def withdraw(seat: Seat, digest: str) -> Digest:
    """
    Take a pending act back at this seat: it is dropped, and not taken again from others' bundles.

    A signature already given cannot be called back; tell the others, who may still hold it.

    Raises:
        Refusal: ``SIGN-1`` when not exactly one pending act begins with *digest*.
    """
    with seat.store.lock():
        found = [one for one in pending(seat) if one.startswith(digest)]
        if len(found) != 1:
            raise Refusal("SIGN-1", f"{len(found)} acts pending under {digest[:12]}", hint="see `homeward status`")
        seat.vault.keep(_WITHDRAWN, [*sorted(withdrawn(seat) | {found[0]})])
        seat.store.put("pending", f"{found[0]}.note", None)
    return found[0]


def withdrawn(seat: Seat) -> frozenset[str]:
    """Return the digests of the acts taken back at this seat."""
    kept = seat.vault.kept(_WITHDRAWN)
    return frozenset(str(one) for one in kept) if isinstance(kept, list) else frozenset()


def require_none_stopped(event: Event, state: State) -> None:
    """
    Hold an act against what this seat knows now: its rule knows only what its author says it had seen.

    Raises:
        Refusal: ``SIGN-8`` when somebody on it is not travelling.
    """
    if event.kind != "act.signed":
        return
    act = read_act(Fields(event.kind, event.body))
    if known := sorted(place.ref for place in act.people if place.ref in state.stopped):
        raise Refusal(
            "SIGN-8",
            f"{known[0][:12]} of the act for {act.direction} is not travelling",
            hint="do not sign; have the act drafted again from the neutral's last bundle",
            source="GC III 109(3); GC IV 45",
        )


def slot_of(event: Event) -> tuple[str, ...] | None:
    """
    Return what a joint act is about; two complete acts of one slot would split the record. None: no such limit.

    Bulletins are told apart by their own digest: there may be many.
    """
    if not kind_of(event).joint:
        return None
    fields = ("act", "digest", "holder", "list", "on", "receiver", "tranche", "version")
    return (event.kind, *(str(event.body[name]) for name in fields if name in event.body))


def _require_no_rival(seat: Seat, reading: Reading, event: Event) -> None:
    slot = slot_of(event)
    for digest, note in pending(seat).items():
        if slot is not None and slot_of(read_note(note, reading.state).event) == slot:
            raise Refusal(
                "SIGN-10",
                f"another draft of this {event.kind} waits here: {digest[:12]}",
                hint=f"sign that one, or take it back with `homeward withdraw {digest[:12]}`",
            )


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
    if not data.endswith(b"\n\n"):
        return parse_note(data, where="pending act")
    try:
        return Note(text=data[:-1].decode())
    except UnicodeDecodeError as problem:
        raise Refusal("SIGN-11", "a pending act is not text", hint="ask its author for it again") from problem


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


def _sign_and_record(
    seat: Seat, reading: Reading, note: Note, officers: Sequence[OfficerId], *, at_once: bool = False
) -> Done:
    for officer in officers:
        line = officer_line(seat, officer, note.text)
        if any((one.name, one.key_id) == (line.name, line.key_id) for one in note.lines):
            raise Refusal("SIGN-2", f"{seat.org}/{officer} has signed this already", hint="another officer must sign")
        note = add_line(note, line)
    draft = read_note(note, reading.state)
    judge(draft, reading.state, index=_length(reading, seat.org))
    missing = missing_signatures(draft, reading.state)
    if missing and at_once:
        lacking = ", ".join(f"{need.persons} more of {need.org} ({need.role.value})" for need in missing)
        raise Refusal("SIGN-9", f"{draft.event.kind} needs all its signatures at once, and lacks {lacking}", hint=_ALL)
    if missing:
        seat.store.put("pending", f"{draft.digest}.note", pending_bytes(note))
    else:
        prune(seat, append(seat, reading, note))
    return Done(kind=draft.event.kind, digest=draft.digest, missing=missing)


_WITHDRAWN: Final = "withdrawn"
_ALL: Final = "name every officer who signs with --as; nothing was recorded and nothing left this seat"


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
