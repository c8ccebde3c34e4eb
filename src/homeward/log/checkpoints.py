"""Checkpoints: how long a log is and what its root is, as the log signs it and others cosign it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from homeward.log.merkle import EMPTY_ROOT, HASH_BYTES, verify_consistency
from homeward.log.notes import Note, Signed, parse_note, signed_by
from homeward.log.policy import Policy
from homeward.log.rules import Rule
from homeward.log.text import MAX_INTEGER, read_base64, read_decimal, require_name, write_base64


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """
    The state of a log: its name, the number of its entries, and the root over them.

    Raises:
        Refusal: ``LOG-1``, ``LOG-2``, ``LOG-10`` or ``LOG-30``.
    """

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        where = f"checkpoint of {self.origin[:40]!a}"
        require_name(self.origin, "checkpoint origin")
        if not 0 <= self.size <= MAX_INTEGER:
            raise Rule.OUTSIDE_TREE.refusal(where, f"size {self.size}")
        if len(self.root) != HASH_BYTES:
            raise Rule.HASH_LENGTH.refusal(where, f"{len(self.root)} bytes")
        if self.size == 0 and self.root != EMPTY_ROOT:
            raise Rule.EMPTY_TREE.refusal(where, self.root.hex())


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedCheckpoint:
    """A checkpoint whose every signature line verified; the log's own line is among them."""

    checkpoint: Checkpoint
    note: Note
    cosigned: tuple[Signed, ...]


def format_checkpoint(checkpoint: Checkpoint) -> str:
    """Return the text a log signs; :func:`parse_checkpoint` gives the checkpoint back."""
    return f"{checkpoint.origin}\n{checkpoint.size}\n{write_base64(checkpoint.root)}\n"


def parse_checkpoint(text: str, *, where: str = "checkpoint") -> Checkpoint:
    """
    Read the text of a checkpoint.

    Extension lines are refused: C2SP allows them, but nobody audits them and newer cosignatures leave them out.

    Raises:
        Refusal: ``LOG-2``, ``LOG-8`` to ``LOG-10``, ``LOG-29`` or ``LOG-30``.
    """
    try:
        origin, size, root, end = text.split("\n")
    except ValueError as problem:
        raise Rule.CHECKPOINT_FORM.refusal(where) from problem
    if end:
        raise Rule.CHECKPOINT_FORM.refusal(where)
    return Checkpoint(origin=origin, size=read_decimal(size, where), root=read_base64(root, where))


def open_checkpoint(data: bytes, policy: Policy, *, where: str = "checkpoint") -> SignedCheckpoint:
    """
    Read a signed checkpoint and verify all its signatures. The quorum is asked for apart, by ``require_quorum``.

    Raises:
        Refusal: What :func:`parse_note`, :func:`signed_by` and :func:`parse_checkpoint` refuse; ``LOG-31`` for a
            checkpoint of another log, ``LOG-32`` without the log's own signature.
    """
    return open_note(parse_note(data, where=where), policy, where=where)


def open_note(note: Note, policy: Policy, *, where: str = "checkpoint") -> SignedCheckpoint:
    """Do what :func:`open_checkpoint` does, for a note that is read already."""
    signed = signed_by(note, (policy.log, *policy.cosigners), where=where)
    checkpoint = parse_checkpoint(note.text, where=where)
    if checkpoint.origin != policy.log.name:
        raise Rule.ORIGIN.refusal(where, f"{checkpoint.origin!a}, not {policy.log.name}")
    cosigned = tuple(one for one in signed if one.timestamp is not None)
    if len(cosigned) == len(signed):
        raise Rule.UNSIGNED.refusal(where)
    return SignedCheckpoint(checkpoint=checkpoint, note=note, cosigned=cosigned)


def verify_growth(old: Checkpoint, new: Checkpoint, proof: Sequence[bytes]) -> None:
    """
    Verify that *new* continues *old*: what a cosigner must know before it signs.

    From size 0 there is nothing to prove and *proof* must be empty (C2SP tlog-witness).

    Raises:
        Refusal: ``LOG-31`` for two logs, ``LOG-33`` for a shorter one, ``LOG-34`` for a split view,
            ``LOG-2`` or ``LOG-4`` for a proof that does not hold.
    """
    where = f"log {old.origin} from size {old.size} to {new.size}"
    if old.origin != new.origin:
        raise Rule.ORIGIN.refusal(where, new.origin)
    if new.size < old.size:
        raise Rule.ROLLBACK.refusal(where)
    if new.size == old.size and new.root != old.root:
        raise Rule.SPLIT_VIEW.refusal(where, f"{old.root.hex()} and {new.root.hex()}")
    if old.size > 0:
        verify_consistency(old_size=old.size, new_size=new.size, proof=proof, old_root=old.root, new_root=new.root)
    elif proof:
        raise Rule.CONSISTENCY.refusal(where, "a proof from size 0 is empty")
