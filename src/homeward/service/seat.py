"""A seat at work: its ports together, its record read and judged, its log written."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from homeward.log import (
    Checkpoint,
    Note,
    Policy,
    SignatureLine,
    SignedCheckpoint,
    add_line,
    changed_files,
    decode_bundle,
    format_checkpoint,
    format_note,
    log_paths,
    note_message,
    open_checkpoint,
    parse_checkpoint,
    parse_note,
    parse_vkey,
    require_quorum,
    verify_files,
    verify_growth,
)
from homeward.model.events import Event, Seen, event_text, parse_event
from homeward.model.exchange import Exchange, Organisation, Profile
from homeward.model.findings import Finding, Json, Refusal
from homeward.model.ids import Digest, OfficerId, OrgId
from homeward.ports import Clock, Keys, Lots, Progress, Solver, Store, Vault
from homeward.procedure import LogView, Record, State, audit, kind_of, log_view, missing_signatures, read_note
from homeward.procedure.admit import admit, judge, read_exchange
from homeward.procedure.kinds import Need, role_at

CHECKPOINT: Final = "checkpoint"
"""The newest checkpoint of a log, with the cosignatures gathered for it so far."""

COSIGNED: Final = "cosigned"
"""The newest checkpoint that every other organisation has cosigned: what an outsider may rely on."""

TILE: Final = 256
"""Entries in a full tile (C2SP tlog-tiles): a partial tile is written anew when it grows."""

_REMEMBERED: Final = "checkpoints"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One organisation's seat: what it is, and its way to the world."""

    profile: Profile
    store: Store
    vault: Vault
    keys: Keys
    clock: Clock
    lots: Lots
    solver: Solver
    progress: Progress

    @property
    def org(self) -> OrgId:
        """The organisation whose seat this is."""
        return self.profile.seat


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A seat's record, read from its files, verified and judged."""

    record: Record
    logs: Mapping[OrgId, LogView]
    checkpoints: Mapping[OrgId, SignedCheckpoint]
    cosigned: Mapping[OrgId, SignedCheckpoint]

    @property
    def state(self) -> State:
        """Where the exchange stands."""
        return self.record.state

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What must wait for longer mirrors."""
        return self.record.waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What came of an act: the event's digest, and who must still sign it (nobody: it is in the record)."""

    kind: str
    digest: Digest
    missing: tuple[Need, ...]


def read_record(seat: Seat) -> Reading:
    """
    Read and verify the whole record at *seat*.

    Steps: (1) each log's checkpoint is signed by its log and cosigned only by listed witnesses; (2) its files are
    exactly those of a log of that size, every hash recomputed; (3) no log is shorter than, or differs from, what this
    seat remembers; (4) all events are judged together.

    Raises:
        Refusal: at the first thing that does not hold, naming the log and the file or event.
    """
    files = {org: seat.store.read(org) for org in seat.store.logs()}
    if not files:
        return Reading(record=audit({}), logs={}, checkpoints={}, cosigned={})
    return verify_record(files, remembered=remembered(seat))


def verify_record(
    files: Mapping[OrgId, Mapping[str, bytes]], *, remembered: Mapping[OrgId, Checkpoint] | None = None
) -> Reading:
    """Do what :func:`read_record` does with the files of a record, wherever they come from."""
    exchange = _exchange(files)
    logs, checkpoints, cosigned = {}, {}, {}
    for org in sorted(files):
        rest = {path: data for path, data in files[org].items() if path not in (CHECKPOINT, COSIGNED)}
        policy = policy_of(_organisation(exchange, org), exchange)
        checkpoints[org] = open_checkpoint(
            _file(files[org], org, CHECKPOINT), policy, where=f"{org}/{CHECKPOINT}"
        )  # (1)
        with _inside(org):
            entries, tree = verify_files(rest, checkpoints[org].checkpoint)  # (2)
        logs[org] = LogView(entries=entries, tree=tree)
        if COSIGNED in files[org]:
            cosigned[org] = _cosigned(files[org][COSIGNED], policy, logs[org], org)
        if remembered and org in remembered:
            _require_growth(remembered[org], checkpoints[org].checkpoint, logs[org])  # (3)
    return Reading(record=audit(logs), logs=logs, checkpoints=checkpoints, cosigned=cosigned)  # (4)


def remembered(seat: Seat) -> dict[OrgId, Checkpoint]:
    """Return the last checkpoint of each log this seat has verified; a log may never go behind it."""
    kept = seat.vault.kept(_REMEMBERED)
    if not isinstance(kept, dict):
        return {}
    found: dict[OrgId, Checkpoint] = {}
    for value in kept.values():
        match value:
            case [str(org), str(origin), int(size), str(root)]:
                found[OrgId(org)] = Checkpoint(origin=origin, size=size, root=bytes.fromhex(root))
    return found


def remember(seat: Seat, checkpoints: Mapping[OrgId, SignedCheckpoint]) -> None:
    """Remember *checkpoints* as verified here."""
    value: dict[str, Json] = {
        org.replace("-", "_"): [org, one.checkpoint.origin, one.checkpoint.size, one.checkpoint.root.hex()]
        for org, one in checkpoints.items()
    }
    if seat.vault.kept(_REMEMBERED) != value:
        seat.vault.keep(_REMEMBERED, value)


def policy_of(organisation: Organisation, exchange: Exchange) -> Policy:
    """Return whose signatures a log's checkpoint needs: its own, and every other organisation's before it counts."""
    others = tuple(parse_vkey(one.witness_key) for one in exchange.organisations if one.id != organisation.id)
    return Policy(
        log=parse_vkey(organisation.log_key), cosigners=others, required=frozenset(key.name for key in others)
    )


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


def _exchange(files: Mapping[OrgId, Mapping[str, bytes]]) -> Exchange:
    """Return the exchange as the first entry of the first log sets it up; the audit refuses logs that disagree."""
    org = min(files)
    first = next((data for path, data in sorted(files[org].items()) if path.startswith(_FIRST_BUNDLE)), None)
    if first is None:
        raise Refusal(
            "RECORD-1", f"the log of {org} has no first entries", hint="ask the organisation for its log again"
        )
    with _inside(org):
        entries = decode_bundle(first)
        return read_exchange(parse_event(parse_note(entries[0]).text))


def _organisation(exchange: Exchange, org: OrgId) -> Organisation:
    for one in exchange.organisations:
        if one.id == org:
            return one
    raise Refusal("RECORD-2", f"a log of {org}, which takes no part in this exchange", hint="remove the stray folder")


def _file(files: Mapping[str, bytes], org: OrgId, path: str) -> bytes:
    if path not in files:
        raise Refusal("RECORD-3", f"the log of {org} has no {path}", hint="ask the organisation for its log again")
    return files[path]


def _cosigned(data: bytes, policy: Policy, log: LogView, org: OrgId) -> SignedCheckpoint:
    signed = open_checkpoint(data, policy, where=f"{org}/{COSIGNED}")
    require_quorum([one.name for one in signed.cosigned], policy.required, where=f"{org}/{COSIGNED}")
    if signed.checkpoint.size > log.tree.size or log.tree.root(signed.checkpoint.size) != signed.checkpoint.root:
        raise Refusal(
            "RECORD-4", f"the log of {org} does not contain what was cosigned", hint=_EVIDENCE, source=_WITNESS
        )
    return signed


def _require_growth(old: Checkpoint, new: Checkpoint, log: LogView) -> None:
    proof = log.tree.consistency(old.size, new.size) if 0 < old.size < new.size else ()
    verify_growth(old, new, proof)


@contextmanager
def _inside(org: OrgId) -> Iterator[None]:
    """Name the log in a refusal that knows only a file."""
    try:
        yield
    except Refusal as refusal:
        raise Refusal(
            refusal.code, f"log of {org}: {refusal.says}", hint=refusal.hint, source=refusal.source
        ) from refusal


_FIRST_BUNDLE: Final = "tile/entries/000"
_EVIDENCE: Final = "keep both versions as evidence and tell every organisation"
_WITNESS: Final = "C2SP tlog-witness"


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
