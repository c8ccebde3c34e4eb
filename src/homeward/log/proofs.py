"""Proof files: that one entry is in a log, for a reader who has the entry, the proof and the policy, and no network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from homeward.log.checkpoints import SignedCheckpoint, open_note, parse_checkpoint
from homeward.log.merkle import Tree, leaf_hash, verify_inclusion
from homeward.log.notes import Note, format_note, parse_note
from homeward.log.policy import Policy, require_quorum
from homeward.log.rules import Rule
from homeward.log.text import read_base64, read_decimal, read_text, write_base64

HEADER: Final = "c2sp.org/tlog-proof@v1"
MAX_HASHES: Final = 63
"""The height of the tallest tree: sizes stay below 2**63."""

_INDEX: Final = "index "
_EXTRA: Final = "extra "


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """That an entry stands at *index* of the log whose *checkpoint* is enclosed. Nobody signs *extra*."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: Note
    extra: bytes | None = None


def make_proof(tree: Tree, index: int, checkpoint: Note) -> Proof:
    """
    Prove entry *index* against a signed checkpoint of *tree*, at its present or any earlier size.

    Raises:
        Refusal: ``LOG-1``, or ``LOG-42`` when the checkpoint is not one of *tree*.
    """
    stated = parse_checkpoint(checkpoint.text)
    if tree.root(stated.size) != stated.root:
        raise Rule.ROOT.refusal(f"log {stated.origin}", f"size {stated.size}")
    return Proof(index=index, hashes=tree.inclusion(index, stated.size), checkpoint=checkpoint)


def format_proof(proof: Proof) -> bytes:
    """Write *proof* as a ``.tlog-proof`` file; :func:`parse_proof` gives it back."""
    lines = [HEADER]
    if proof.extra is not None:
        lines.append(_EXTRA + write_base64(proof.extra))
    lines += [f"{_INDEX}{proof.index}", *map(write_base64, proof.hashes)]
    return "\n".join([*lines, "", ""]).encode() + format_note(proof.checkpoint)


def parse_proof(data: bytes, *, where: str = "proof") -> Proof:
    """
    Read a proof file; :func:`format_proof` gives the same bytes back. No signature and no hash is verified.

    Raises:
        Refusal: ``LOG-8``, ``LOG-9``, ``LOG-44``, and what :func:`parse_note` and :func:`parse_checkpoint` refuse.
    """
    head, blank, checkpoint = read_text(data, where).partition("\n\n")
    header, *lines = head.split("\n")
    extra = read_base64(lines.pop(0).removeprefix(_EXTRA), where) if lines and lines[0].startswith(_EXTRA) else None
    if header != HEADER or not blank or not lines or not lines[0].startswith(_INDEX) or len(lines) > MAX_HASHES + 1:
        raise Rule.PROOF_FORM.refusal(where)
    note = parse_note(checkpoint.encode(), where=f"{where}, checkpoint")
    parse_checkpoint(note.text, where=f"{where}, checkpoint")
    return Proof(
        index=read_decimal(lines[0].removeprefix(_INDEX), where),
        hashes=tuple(read_base64(line, where) for line in lines[1:]),
        checkpoint=note,
        extra=extra,
    )


def verify_proof(proof: Proof, entry: bytes, policy: Policy, *, where: str = "proof") -> SignedCheckpoint:
    """
    Verify that *entry* is in the log of *policy*, and return the checkpoint that says so.

    1. Every signature on the checkpoint verifies, the log's among them.
    2. Everybody whom the policy requires has cosigned.
    3. The hashes lead from the entry to the checkpoint's root.

    Raises:
        Refusal: What :func:`open_checkpoint`, :func:`require_quorum` and :func:`verify_inclusion` refuse.
    """
    # 1
    opened = open_note(proof.checkpoint, policy, where=where)
    # 2
    require_quorum([one.name for one in opened.cosigned], policy.required, where=where)
    # 3
    stated = opened.checkpoint
    verify_inclusion(index=proof.index, size=stated.size, leaf=leaf_hash(entry), proof=proof.hashes, root=stated.root)
    return opened
