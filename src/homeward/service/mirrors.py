"""Mirrors of the other organisations' logs: verified before they are kept, cosigned when they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from homeward.log import (
    Note,
    Policy,
    SignatureLine,
    SignedCheckpoint,
    add_line,
    cosignature_bytes,
    cosignature_message,
    format_note,
    open_checkpoint,
    parse_note,
    parse_vkey,
)
from homeward.model.findings import Refusal
from homeward.model.ids import OrgId
from homeward.service.ceremony import card
from homeward.service.envelope import Bundle, under
from homeward.service.reading import (
    CHECKPOINT,
    COSIGNED,
    Reading,
    policy_of,
    read_record,
    remember,
    remembered,
    verify_record,
)
from homeward.service.seat import Seat


def grown(seat: Seat, bundle: Bundle, reading: Reading) -> tuple[tuple[OrgId, ...], dict[OrgId, dict[str, bytes]]]:
    """
    Return whose logs the bundle brings no shorter than they are here, by name and with their files.

    One of the same size may bring cosignatures this seat has not seen. A shorter one is a bundle that was long on its
    way: it is passed over, once it has been shown to be the beginning of the log held here.

    Raises:
        Refusal: ``BUNDLE-13`` for a shorter log that is not.
    """
    found: dict[OrgId, dict[str, bytes]] = {}
    for path, data in under(bundle, "record/").items():
        org, _, rest = path.partition("/")
        if org != seat.org:
            found.setdefault(OrgId(org), {})[rest] = data
    kept = {org: files for org, files in found.items() if not _is_beginning(org, files, reading)}
    return tuple(sorted(kept)), kept


def with_mirrors(seat: Seat, mirrors: Mapping[OrgId, Mapping[str, bytes]]) -> Reading:
    """Verify the record as it would be with *mirrors* in place; nothing is written."""
    files = {org: dict(seat.store.read(org)) for org in seat.store.logs()} | {
        org: dict(one) for org, one in mirrors.items()
    }
    if not files:
        return read_record(seat)
    return verify_record(files, remembered=remembered(seat))


def require_own_card(seat: Seat, reading: Reading) -> None:
    """Refuse a genesis that gives this seat other keys than it has: somebody would sign in its name."""
    exchange = reading.state.exchange
    own = card(seat)
    if exchange is not None and own not in exchange.organisations:
        raise Refusal(
            "BUNDLE-12", f"genesis has other keys for {seat.org} than this seat", hint="stop; call the others"
        )


def keep_mirrors(seat: Seat, mirrors: Mapping[OrgId, Mapping[str, bytes]], reading: Reading) -> None:
    """
    Keep verified mirrors, remember them, and only then cosign them.

    Kept before remembered: a seat that remembers more than it holds could not even import the bundle again.
    Remembered before cosigned: a witness that forgot what it signed could be led back behind it.
    """
    for org, files in mirrors.items():
        old = seat.store.read(org)
        last = {CHECKPOINT: format_note(_merged(reading.checkpoints[org].note, old.get(CHECKPOINT)))}
        changed = {
            path: data for path, data in files.items() if path not in (CHECKPOINT, COSIGNED) and old.get(path) != data
        }
        if (newer := _newer_cosigned(org, files, old, reading)) is not None:
            last[COSIGNED] = newer
        seat.store.write(org, changed, last=last, remove=sorted(set(old) - set(files) - {CHECKPOINT, COSIGNED}))
    remember(seat, reading.checkpoints)
    for org in mirrors:
        held = parse_note(seat.store.read(org)[CHECKPOINT])
        seat.store.write(org, {}, last={CHECKPOINT: format_note(_cosign(seat, held))}, remove=())


def returned_checkpoint(seat: Seat, bundle: Bundle, reading: Reading) -> SignedCheckpoint | None:
    """
    Return this seat's own checkpoint as the sender holds it, verified; None where the bundle has none.

    Raises:
        Refusal: ``BUNDLE-10`` when the sender holds another log than this seat has: one of the two was changed.
    """
    returned = bundle.files.get(f"record/{seat.org}/{CHECKPOINT}")
    if returned is None or seat.org not in reading.logs:
        return None
    where = f"{seat.org}/{CHECKPOINT}, as {bundle.sender} holds it"
    signed = open_checkpoint(returned, _own_policy(seat, reading), where=where)
    log, checkpoint = reading.logs[seat.org], signed.checkpoint
    if checkpoint.size > log.tree.size or log.tree.root(checkpoint.size) != checkpoint.root:
        raise Refusal(
            "BUNDLE-10",
            f"{bundle.sender} holds another log of this seat than this seat does",
            hint="this seat may have been restored from an old copy: stop, keep both, and tell every organisation",
            source="C2SP tlog-witness",
        )
    return signed


def gather_cosignatures(seat: Seat, signed: SignedCheckpoint, reading: Reading) -> None:
    """Take the cosignatures others gave this seat's own log; when all have, that checkpoint is the cosigned one."""
    size, own = signed.checkpoint.size, seat.store.read(seat.org)
    gathered = _gathered(seat)
    note = _merged(signed.note, gathered.get(size))
    last: dict[str, bytes] = {}
    if size == reading.logs[seat.org].tree.size:
        last[CHECKPOINT] = format_note(_merged(note, own[CHECKPOINT]))
    old = reading.cosigned.get(seat.org)
    if _own_policy(seat, reading).required <= {line.name for line in note.lines}:
        if old is None or old.checkpoint.size < size:
            last[COSIGNED] = format_note(note)
        gathered = {one: data for one, data in gathered.items() if one > size}
    else:
        gathered[size] = format_note(note)
    seat.vault.keep(_GATHERED, {f"size_{one}": data.decode() for one, data in gathered.items()})
    if last:
        seat.store.write(seat.org, {}, last=last, remove=())


def _gathered(seat: Seat) -> dict[int, bytes]:
    """Return what is gathered for checkpoints not everybody has cosigned yet, by size of the log."""
    memory = seat.vault.kept(_GATHERED)
    kept = memory if isinstance(memory, dict) else {}
    return {int(name.removeprefix("size_")): str(data).encode() for name, data in kept.items()}


def _own_policy(seat: Seat, reading: Reading) -> Policy:
    exchange = reading.state.exchange
    if exchange is None:
        raise Refusal("BUNDLE-1", "nothing can be handed over before genesis", hint="sign genesis first")
    return policy_of(next(one for one in exchange.organisations if one.id == seat.org), exchange)


_GATHERED: Final = "cosignatures"


def _is_beginning(org: OrgId, files: Mapping[str, bytes], reading: Reading) -> bool:
    """Tell whether *files* are an earlier state of the log this seat holds."""
    exchange = reading.state.exchange
    if org not in reading.logs or CHECKPOINT not in files or exchange is None:
        return False
    policy = policy_of(next(one for one in exchange.organisations if one.id == org), exchange)
    checkpoint = open_checkpoint(files[CHECKPOINT], policy, where=f"{org}/{CHECKPOINT} in the bundle").checkpoint
    tree = reading.logs[org].tree
    if checkpoint.size < tree.size and tree.root(checkpoint.size) != checkpoint.root:
        raise Refusal(
            "BUNDLE-13",
            f"the bundle has another log of {org} than this seat holds",
            hint="two versions of one log exist: keep both as evidence and tell every organisation",
            source="C2SP tlog-witness",
        )
    return checkpoint.size < tree.size


def _newer_cosigned(org: OrgId, files: Mapping[str, bytes], old: Mapping[str, bytes], reading: Reading) -> bytes | None:
    if COSIGNED not in files:
        return None
    if COSIGNED in old:
        size = int(parse_note(old[COSIGNED]).text.split("\n")[1])
        if reading.cosigned[org].checkpoint.size < size:
            return None
    return files[COSIGNED]


def _cosign(seat: Seat, note: Note) -> Note:
    """Add this seat's timestamped cosignature: "the largest consistent log I have seen at this time"."""
    key = parse_vkey(seat.keys.public("witness"))
    if any(line.name == key.name for line in note.lines):
        return note
    timestamp = int(seat.clock.now().timestamp())
    signature = seat.keys.seat_sign("witness", cosignature_message(note.text, timestamp))
    line = SignatureLine(name=key.name, key_id=key.key_id, signature=cosignature_bytes(timestamp, signature))
    return add_line(note, line)


def _merged(note: Note, other: bytes | None) -> Note:
    """Join the cosignatures of two copies of one checkpoint; of two lines by one key the one at hand stays."""
    if other is None:
        return note
    rest = parse_note(other)
    if rest.text != note.text:
        return note
    have = {(line.name, line.key_id) for line in note.lines}
    lines = tuple(line for line in rest.lines if (line.name, line.key_id) not in have)
    return replace(note, lines=tuple(sorted((*note.lines, *lines), key=lambda line: (line.name, line.key_id))))
