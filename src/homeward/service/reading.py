"""The record at a seat, read from its files: verified, judged, remembered."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from homeward.log import (
    Checkpoint,
    Policy,
    SignedCheckpoint,
    decode_bundle,
    open_checkpoint,
    parse_note,
    parse_vkey,
    require_quorum,
    verify_files,
    verify_growth,
)
from homeward.model.events import parse_event
from homeward.model.exchange import Exchange, Organisation
from homeward.model.findings import Finding, Json, Refusal
from homeward.model.ids import OrgId
from homeward.procedure import LogView, Record, State, audit
from homeward.procedure.admit import read_exchange
from homeward.service.seat import Seat

CHECKPOINT: Final = "checkpoint"
"""The newest checkpoint of a log, with the cosignatures gathered for it so far."""

COSIGNED: Final = "cosigned"
"""The newest checkpoint that every other organisation has cosigned: what an outsider may rely on."""

_REMEMBERED: Final = "checkpoints"

_FIRST_BUNDLE: Final = "tile/entries/000"

_EVIDENCE: Final = "keep both versions as evidence and tell every organisation"

_WITNESS: Final = "C2SP tlog-witness"


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


def read_record(seat: Seat) -> Reading:
    """
    Read and verify the whole record at *seat*.

    Steps: (1) each log's checkpoint is signed by its log and cosigned only by listed witnesses; (2) its files are
    exactly those of a log of that size, every hash recomputed; (3) no log is shorter than, or differs from, what this
    seat remembers, and its own is there; (4) all events are judged together.

    Raises:
        Refusal: at the first thing that does not hold, naming the log and the file or event.
    """
    with seat.store.steady():  # a writer between two files would look like tampering
        files = {org: seat.store.read(org) for org in seat.store.logs()}
        known = remembered(seat)
    if seat.org in known and seat.org not in files:
        raise Refusal(
            "RECORD-6",
            f"this seat's own log, verified here at size {known[seat.org].size}, is gone",
            hint=f"restore record/{seat.org} from a copy; every other seat holds one",
            source=_WITNESS,
        )
    if not files:
        return Reading(record=audit({}), logs={}, checkpoints={}, cosigned={})
    return verify_record(files, remembered=known)


def verify_record(
    files: Mapping[OrgId, Mapping[str, bytes]], *, remembered: Mapping[OrgId, Checkpoint] | None = None
) -> Reading:
    """Do what :func:`read_record` does with the files of a record, wherever they come from."""
    reading = _VERIFIED.get(files, lambda: _verify(files))
    for org, old in (remembered or {}).items():
        if org in reading.checkpoints:
            _require_growth(old, reading.checkpoints[org].checkpoint, reading.logs[org])  # (3)
    return reading


def _verify(files: Mapping[OrgId, Mapping[str, bytes]]) -> Reading:
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


@dataclass(slots=True)
class _Verified:
    """The last few records verified by this process, by the digest of all their bytes."""

    known: OrderedDict[bytes, Reading]

    def get(self, files: Mapping[OrgId, Mapping[str, bytes]], verify: Callable[[], Reading]) -> Reading:
        """Return the reading of exactly these files, verifying them if they are new; a refusal is never kept."""
        name = _fingerprint(files)
        if name not in self.known:
            self.known[name] = verify()
            if len(self.known) > _REMEMBERED_READINGS:
                self.known.popitem(last=False)
        self.known.move_to_end(name)
        return self.known[name]


def _fingerprint(files: Mapping[OrgId, Mapping[str, bytes]]) -> bytes:
    every = hashlib.sha256()
    for org, log in sorted(files.items()):
        for path, data in sorted(log.items()):
            every.update(f"{org}\0{path}\0{len(data)}\0".encode() + data)
    return every.digest()


_REMEMBERED_READINGS: Final = 8
_VERIFIED: Final = _Verified(known=OrderedDict())
