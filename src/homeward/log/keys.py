"""Verifier keys: a name, a signature type and an Ed25519 public key, and their one-line text form."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

from homeward.log.ed25519 import require_sound_key
from homeward.log.rules import Rule
from homeward.log.text import read_base64, require_name, write_base64

KEY_ID_BYTES: Final = 4

_HEX_ID = re.compile(r"[0-9a-f]{8}")


class KeyType(IntEnum):
    """What a key signs: the type byte of C2SP signed-note."""

    NOTE = 0x01
    """The text of a note: events, and a log's own checkpoints."""

    COSIGNATURE = 0x04
    """A checkpoint with the time it was seen at (C2SP tlog-cosignature, version 1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifierKey:
    """
    A public key under a name; sound by construction.

    A cosignature does not bind its signer's name, so no two keys of an exchange may share the public key.

    Raises:
        Refusal: ``LOG-10``, ``LOG-17`` or ``LOG-18``.
    """

    name: str
    key_type: KeyType
    public_key: bytes
    key_id: bytes = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        require_name(self.name, "verifier key")
        require_sound_key(self.public_key, f"verifier key {self.name}")
        object.__setattr__(self, "key_id", _key_id(self))


def format_vkey(key: VerifierKey) -> str:
    """Return *key* as ``name+id+key``, the form C2SP tools read."""
    return f"{key.name}+{key.key_id.hex()}+{write_base64(_typed(key))}"


def parse_vkey(text: str) -> VerifierKey:
    """
    Read ``name+id+key``; :func:`format_vkey` gives the same text back.

    Raises:
        Refusal: ``LOG-8``, ``LOG-10``, ``LOG-14`` to ``LOG-18``.

    >>> parse_vkey("sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8").name
    'sum.golang.org'
    """
    where = "verifier key"
    name, _, rest = text.partition("+")
    key_id, plus, material = rest.partition("+")
    if not plus or not _HEX_ID.fullmatch(key_id):
        raise Rule.VKEY_FORM.refusal(where, ascii(text[:80]))
    require_name(name, where)
    typed = read_base64(material, f"{where} {name}")
    if typed[:1] not in (bytes([KeyType.NOTE]), bytes([KeyType.COSIGNATURE])):
        raise Rule.KEY_TYPE.refusal(f"{where} {name}", f"type byte {typed[:1].hex()}")
    key = VerifierKey(name=name, key_type=KeyType(typed[0]), public_key=typed[1:])
    if key.key_id.hex() != key_id:
        raise Rule.VKEY_ID.refusal(f"{where} {name}", f"{key_id}, the key has {key.key_id.hex()}")
    return key


def _typed(key: VerifierKey) -> bytes:
    return bytes([key.key_type]) + key.public_key


def _key_id(key: VerifierKey) -> bytes:
    return hashlib.sha256(key.name.encode() + b"\n" + _typed(key)).digest()[:KEY_ID_BYTES]
