"""A seat's secret keys, each in its own file under ``keys/``, readable by their owner only."""

from __future__ import annotations

import base64
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from homeward.adapters.store import replace_file
from homeward.log import KeyType, VerifierKey, format_vkey
from homeward.model.findings import Refusal
from homeward.model.ids import ExchangeId, OfficerId, OrgId
from homeward.ports import Lots

SEAT_USES: Final = {"log": KeyType.NOTE, "witness": KeyType.COSIGNATURE, "seat": KeyType.NOTE}
"""The seat's own signing keys. One key for one use: a cosignature must never be readable as another signature."""

_SEAL: Final = "seal"
_INFO: Final = b"homeward/seal/v1"
_SUITE: Final = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderKeys:
    """Keys of one seat in a folder of PEM files (PKCS #8, not encrypted: see docs/seats.md)."""

    folder: Path
    exchange: ExchangeId
    org: OrgId

    def create(self, officers: tuple[OfficerId, ...], lots: Lots) -> None:
        """Make a key for each officer and each use of the seat; nothing that exists is replaced."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for use in (*SEAT_USES, *officers):
            name = use if use in SEAT_USES else _officer_file(OfficerId(use))
            self._write(name, Ed25519PrivateKey.from_private_bytes(lots.draw(32)))
            replace_file(self.folder / f"{name}.pub", f"{self.public(use)}\n".encode())
        self._write(_SEAL, X25519PrivateKey.from_private_bytes(lots.draw(32)))

    def officer_sign(self, officer: OfficerId, message: bytes) -> bytes:
        """Sign with an officer's key."""
        return self._ed25519(_officer_file(officer)).sign(message)

    def seat_sign(self, use: str, message: bytes) -> bytes:
        """Sign with the seat's ``log``, ``witness`` or ``seat`` key."""
        return self._ed25519(use).sign(message)

    def public(self, use: str) -> str:
        """Return a verifier key (``log``, ``witness``, ``seat`` or an officer's id) or the base64 key of ``seal``."""
        if use == _SEAL:
            return base64.b64encode(self._x25519().public_key().public_bytes_raw()).decode()
        name = use if use in SEAT_USES else _officer_file(OfficerId(use))
        kept = self.folder / f"{name}.pub"
        if kept.exists():  # so that an officer's secret key need not lie here while nobody signs
            return kept.read_text(encoding="ascii").strip()
        public = self._ed25519(name).public_key().public_bytes_raw()
        return format_vkey(
            VerifierKey(name=self._key_name(use), key_type=SEAT_USES.get(use, KeyType.NOTE), public_key=public)
        )

    def seal(self, public_key: str, data: bytes) -> bytes:
        """Seal *data* to another seat (HPKE base mode, RFC 9180: X25519, HKDF-SHA256, ChaCha20-Poly1305)."""
        recipient = X25519PublicKey.from_public_bytes(base64.b64decode(public_key, validate=True))
        return bytes(_SUITE.encrypt(data, recipient, info=_INFO))

    def unseal(self, sealed: bytes) -> bytes:
        """Open what was sealed to this seat."""
        try:
            return bytes(_SUITE.decrypt(sealed, self._x25519(), info=_INFO))
        except (InvalidTag, ValueError) as problem:
            raise Refusal(
                "KEY-2",
                "a sealed part of the bundle was not sealed to this seat",
                hint="ask the sender to seal it again",
            ) from problem

    def _key_name(self, use: str) -> str:
        """Return the C2SP name of a key. The log's is the log's origin."""
        return f"{self.exchange}/{self.org}" if use == "log" else f"{self.exchange}/{self.org}/{use}"

    def _ed25519(self, name: str) -> Ed25519PrivateKey:
        key = self._load(name)
        if not isinstance(key, Ed25519PrivateKey):
            raise Refusal("KEY-1", f"keys/{name}.pem is no Ed25519 key", hint="restore the seat's keys folder")
        return key

    def _x25519(self) -> X25519PrivateKey:
        key = self._load(_SEAL)
        if not isinstance(key, X25519PrivateKey):
            raise Refusal("KEY-1", f"keys/{_SEAL}.pem is no X25519 key", hint="restore the seat's keys folder")
        return key

    def _load(self, name: str) -> object:
        path = self.folder / f"{name}.pem"
        try:
            return load_pem_private_key(path.read_bytes(), password=None)
        except FileNotFoundError as problem:
            raise Refusal(
                "KEY-1",
                f"this seat holds no key {name}",
                hint="name an officer of this seat with --as; see exchange.toml",
            ) from problem
        except ValueError as problem:
            raise Refusal(
                "KEY-1", f"keys/{name}.pem cannot be read", hint="restore the seat's keys folder"
            ) from problem

    def _write(self, name: str, key: Ed25519PrivateKey | X25519PrivateKey) -> None:
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        handle = os.open(self.folder / f"{name}.pem", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())


def _officer_file(officer: OfficerId) -> str:
    return f"officer-{officer}"
