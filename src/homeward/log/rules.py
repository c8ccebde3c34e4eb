"""Every rule of the log, each with its stable code: what is broken, what to do, and where the rule comes from."""

from __future__ import annotations

from enum import Enum
from typing import Final

from homeward.model.findings import Refusal

_RFC6962: Final = "RFC 6962 section 2.1"
_RFC8032: Final = "RFC 8032 section 5.1"
_NOTE: Final = "C2SP signed-note"
_CHECKPOINT: Final = "C2SP tlog-checkpoint"
_COSIGNATURE: Final = "C2SP tlog-cosignature"
_TILES: Final = "C2SP tlog-tiles"
_PROOF: Final = "C2SP tlog-proof"
_POLICY: Final = "C2SP tlog-policy"
_OURS: Final = "Homeward canonical note form"

_RESEND: Final = "ask the sender for the file again; do not edit signed bytes"
_RECOPY: Final = "copy the log again from its owner or from another mirror; keep this copy as evidence"
_ALARM: Final = "keep both files and show them to the other organisations: this may be a forged history"
_NEW_KEY: Final = "have the owner make a new key with the program and list that one"


class Rule(Enum):
    """A rule of the log. Codes never change their meaning; a code that falls out of use is not given again."""

    # Trees and proofs
    OUTSIDE_TREE = "LOG-1", "an index or size lies outside the tree", "check the index and the tree size", _RFC6962
    HASH_LENGTH = "LOG-2", "a hash is not 32 bytes", _RESEND, _RFC6962
    INCLUSION = "LOG-3", "the proof does not lead to the root", _ALARM, _RFC6962
    CONSISTENCY = "LOG-4", "the proof does not join the two roots", _ALARM, _RFC6962
    NOTHING_PROVED = "LOG-5", "a proof from an empty tree proves nothing", "compare with a later checkpoint", _RFC6962
    COMMITMENT = "LOG-6", "a commitment is not 64 lowercase hex digits", "write the commitment as the log has it", _OURS
    TWICE_COMMITTED = "LOG-7", "a commitment stands there twice", "remove the doubled row and commit again", _OURS
    # Text
    BASE64 = "LOG-8", "base64 is not canonical", _RESEND, "RFC 4648 section 3.5"
    DECIMAL = "LOG-9", "a number is not a plain decimal below 2**63", _RESEND, _CHECKPOINT
    NAME = "LOG-10", "a key name is empty, too long, or holds a space, a control character or '+'", _RESEND, _NOTE
    UTF8 = "LOG-11", "the bytes are not UTF-8", _RESEND, _NOTE
    CONTROL = "LOG-12", "there is a control character other than newline", _RESEND, _NOTE
    TOO_LARGE = "LOG-13", "the file is larger than 65,535 bytes", "split the content over several events", _TILES
    # Keys
    VKEY_FORM = "LOG-14", "a verifier key is not name+id+key", "paste the whole line the owner sent", _NOTE
    VKEY_ID = "LOG-15", "the key id does not belong to the name and key", "paste the whole line the owner sent", _NOTE
    KEY_TYPE = "LOG-16", "the key has the wrong type", "use a 0x01 key for notes and logs, 0x04 for cosigners", _NOTE
    NOT_A_KEY = "LOG-17", "the bytes are not a point of Ed25519", _NEW_KEY, _RFC8032
    WEAK_KEY = "LOG-18", "verifiers do not agree about this key", _NEW_KEY, _RFC8032
    SHARED_KEY = "LOG-19", "two listed keys share a name, an id or a public key", _NEW_KEY, _COSIGNATURE
    # Notes and their signatures
    NOTE_FORM = "LOG-20", "a note is text, a blank line, then 1 to 64 signature lines", _RESEND, _NOTE
    LINE_FORM = "LOG-21", "a signature line is an em dash, a key name and base64", _RESEND, _NOTE
    ORDER = "LOG-22", "signature lines are not sorted by name and key id", "write the note with the program", _OURS
    TWICE_SIGNED = "LOG-23", "there are two signatures by one key", "keep one of the two lines", _OURS
    UNLISTED = "LOG-24", "there is a signature by an unlisted key", "list the key or remove the line", _NOTE
    SIGNATURE_LENGTH = "LOG-25", "a signature has the wrong length for its key", _RESEND, _NOTE
    TIMESTAMP = "LOG-26", "a cosignature time is not below 2**63", "have the cosigner set its clock", _COSIGNATURE
    WEAK_SIGNATURE = "LOG-27", "verifiers do not agree about this signature", "have it signed again", _RFC8032
    SIGNATURE = "LOG-28", "the signature does not verify", "have the owner sign again; nothing counts until then", _NOTE
    # Checkpoints
    CHECKPOINT_FORM = "LOG-29", "a checkpoint is three lines: origin, size, root", _RESEND, _CHECKPOINT
    EMPTY_TREE = "LOG-30", "the root of size 0 is not the hash of nothing", _ALARM, _RFC6962
    ORIGIN = "LOG-31", "the origin is not the log's key name", "look for the file of the right log", _CHECKPOINT
    UNSIGNED = "LOG-32", "the log itself has not signed", "ask the log's owner for a signed checkpoint", _CHECKPOINT
    ROLLBACK = "LOG-33", "the log is smaller than it was", _ALARM, _CHECKPOINT
    SPLIT_VIEW = "LOG-34", "two checkpoints of one size have different roots", _ALARM, _CHECKPOINT
    # Files
    ENTRY_LENGTH = "LOG-35", "an entry is longer than 65,535 bytes", "split the content over several events", _TILES
    MISSING = "LOG-36", "files of the log are missing", _RECOPY, _TILES
    TRUNCATED = "LOG-37", "a hash tile has the wrong length", _RECOPY, _TILES
    STRAY = "LOG-38", "there are files that no log of this size has", "move them out of the log's folder", _TILES
    STALE = "LOG-39", "there are partial tiles of an earlier size", "remove them; the log was being written", _TILES
    TILE = "LOG-40", "a hash tile differs from what the entries give", _RECOPY, _TILES
    BUNDLE = "LOG-41", "an entry bundle is not whole", _RECOPY, _TILES
    ROOT = "LOG-42", "the entries do not give the checkpoint's root", _ALARM, _TILES
    ENTRY_COUNT = "LOG-43", "the entries are not those the tree counts", "read the log again", _TILES
    # Proof files and policies
    PROOF_FORM = "LOG-44", "a proof file is a header, an index, hashes, a blank line and a checkpoint", _RESEND, _PROOF
    QUORUM = "LOG-45", "required cosignatures are missing", "send the checkpoint to those who have not signed", _POLICY
    POLICY_NAME = "LOG-46", "a policy names a cosigner it does not list, or by a reserved word", "correct it", _POLICY

    def __init__(self, code: str, says: str, hint: str, source: str) -> None:
        """Keep the stable *code*, the rule that is broken, what to do next, and the rule's origin."""
        self.code = code
        self.says = says
        self.hint = hint
        self.source = source

    def refusal(self, where: str, seen: str = "") -> Refusal:
        """Return the refusal to raise: where, the rule, and the value seen, which must hold ids only."""
        parts = (where, self.says, seen) if seen else (where, self.says)
        return Refusal(self.code, ": ".join(parts), hint=self.hint, source=self.source)
