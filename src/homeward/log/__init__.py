"""The log: bytes, notes, tiles and proofs, in the formats of C2SP, and no meaning of events.

Everything here is a calculation: bytes in, values out, or a refusal. What a refusal's code stands for is in
:class:`homeward.log.rules.Rule`, one rule per code, ``LOG-1`` to ``LOG-46``.
"""

from homeward.log.checkpoints import (
    Checkpoint,
    SignedCheckpoint,
    format_checkpoint,
    open_checkpoint,
    parse_checkpoint,
    verify_growth,
)
from homeward.log.keys import KeyType, VerifierKey, format_vkey, parse_vkey
from homeward.log.merkle import (
    EMPTY_ROOT,
    Tree,
    leaf_hash,
    node_hash,
    root_of,
    sorted_root,
    tree_of,
    verify_consistency,
    verify_inclusion,
)
from homeward.log.notes import (
    Note,
    SignatureLine,
    Signed,
    add_line,
    cosignature_bytes,
    cosignature_message,
    format_note,
    note_message,
    parse_note,
    signed_by,
)
from homeward.log.policy import Policy, policy_text, require_quorum
from homeward.log.proofs import Proof, format_proof, make_proof, parse_proof, verify_proof
from homeward.log.rules import Rule
from homeward.log.tiles import (
    MAX_ENTRY_BYTES,
    Changes,
    changed_files,
    decode_bundle,
    encode_bundle,
    log_files,
    log_paths,
    read_log,
    tile_path,
    verify_files,
)

__all__ = [
    "EMPTY_ROOT",
    "MAX_ENTRY_BYTES",
    "Changes",
    "Checkpoint",
    "KeyType",
    "Note",
    "Policy",
    "Proof",
    "Rule",
    "SignatureLine",
    "Signed",
    "SignedCheckpoint",
    "Tree",
    "VerifierKey",
    "add_line",
    "changed_files",
    "cosignature_bytes",
    "cosignature_message",
    "decode_bundle",
    "encode_bundle",
    "format_checkpoint",
    "format_note",
    "format_proof",
    "format_vkey",
    "leaf_hash",
    "log_files",
    "log_paths",
    "make_proof",
    "node_hash",
    "note_message",
    "open_checkpoint",
    "parse_checkpoint",
    "parse_note",
    "parse_proof",
    "parse_vkey",
    "policy_text",
    "read_log",
    "require_quorum",
    "root_of",
    "signed_by",
    "sorted_root",
    "tile_path",
    "tree_of",
    "verify_consistency",
    "verify_files",
    "verify_growth",
    "verify_inclusion",
    "verify_proof",
]
