"""A seat's keys: each for one use, in a file only its owner reads, never replaced."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from homeward.adapters.keys import FolderKeys
from homeward.adapters.lots import SeededLots
from homeward.log import KeyType, parse_vkey
from homeward.log.ed25519 import verify
from homeward.model.findings import Refusal
from homeward.model.ids import ExchangeId, OfficerId, OrgId

HEAD = OfficerId("head-1")


@pytest.fixture
def keys(tmp_path: Path) -> FolderKeys:
    """Return the keys of a seat with one officer."""
    made = FolderKeys(folder=tmp_path / "keys", exchange=ExchangeId("bridge-2026"), org=OrgId("north"))
    made.create((HEAD,), SeededLots(seed=b"keys"))
    return made


def test_each_key_has_one_use(keys: FolderKeys) -> None:
    """Every use has its own key, under its own name, of its own type."""
    known = {use: parse_vkey(keys.public(use)) for use in ("log", "witness", "seat", HEAD)}

    assert {use: key.name for use, key in known.items()} == {
        "log": "bridge-2026/north",
        "witness": "bridge-2026/north/witness",
        "seat": "bridge-2026/north/seat",
        "head-1": "bridge-2026/north/head-1",
    }
    assert len({key.public_key for key in known.values()}) == 4
    assert {use for use, key in known.items() if key.key_type is KeyType.COSIGNATURE} == {"witness"}


def test_signatures_verify(keys: FolderKeys) -> None:
    """What a key signs verifies under its public half."""
    verify(parse_vkey(keys.public(HEAD)).public_key, keys.officer_sign(HEAD, b"act"), b"act", "test")
    verify(parse_vkey(keys.public("log")).public_key, keys.seat_sign("log", b"tree"), b"tree", "test")


def test_key_files_are_their_owners_only(keys: FolderKeys) -> None:
    """No other user of the machine reads a secret key."""
    assert {path.stat().st_mode & 0o777 for path in keys.folder.glob("*.pem")} == {0o600}


def test_a_secret_key_may_be_elsewhere(keys: FolderKeys) -> None:
    """An officer's public key is known while the secret one is not here; only signing needs it."""
    before = keys.public(HEAD)
    (keys.folder / f"officer-{HEAD}.pem").unlink()

    with pytest.raises(Refusal, match="KEY-1"):
        keys.officer_sign(HEAD, b"text")
    assert keys.public(HEAD) == before


def test_a_key_is_never_replaced(keys: FolderKeys) -> None:
    """Making keys where there are keys fails, and leaves them as they were."""
    before = {path.name: path.read_bytes() for path in keys.folder.iterdir()}

    with pytest.raises(FileExistsError):
        keys.create((HEAD,), SeededLots(seed=b"other"))

    assert {path.name: path.read_bytes() for path in keys.folder.iterdir()} == before


def test_a_key_this_seat_does_not_hold_is_refused(keys: FolderKeys) -> None:
    """Nobody signs here for an officer of another seat."""
    with pytest.raises(Refusal, match="KEY-1") as refused:
        keys.officer_sign(OfficerId("delegate-1"), b"act")

    assert "officer-delegate-1" in refused.value.says
    assert "--as" in refused.value.hint


def test_a_damaged_key_is_refused(keys: FolderKeys) -> None:
    """A key file that cannot be read is named, and no other key is tried."""
    (keys.folder / "log.pem").write_bytes(b"no key")

    with pytest.raises(Refusal, match="KEY-1") as refused:
        keys.seat_sign("log", b"tree")

    assert refused.value.says == "keys/log.pem cannot be read"
    assert refused.value.hint == "restore the seat's keys folder"


def test_a_key_of_another_kind_is_refused(keys: FolderKeys) -> None:
    """A sealing key signs nothing, and a signing key opens nothing."""
    seal, log = (keys.folder / "seal.pem").read_bytes(), (keys.folder / "log.pem").read_bytes()
    (keys.folder / "seal.pem").write_bytes(log)
    (keys.folder / "log.pem").write_bytes(seal)

    with pytest.raises(Refusal, match="KEY-1") as signing:
        keys.seat_sign("log", b"tree")
    with pytest.raises(Refusal, match="KEY-1") as opening:
        keys.public("seal")

    assert signing.value.says == "keys/log.pem is no Ed25519 key"
    assert opening.value.says == "keys/seal.pem is no X25519 key"


def test_what_was_sealed_to_this_seat_is_opened_here(keys: FolderKeys) -> None:
    """A sealed part opens with this seat's key, twice sealed it looks different, and shows nothing of itself."""
    first, second = (keys.seal(keys.public("seal"), b"a name") for _ in range(2))

    assert keys.unseal(first) == keys.unseal(second) == b"a name"
    assert first != second
    assert b"a name" not in first


@pytest.mark.parametrize("at", [0, 31, 32, -1])
def test_what_was_changed_or_sealed_to_another_is_refused(at: int, keys: FolderKeys) -> None:
    """A sealed part with a changed bit does not open."""
    sealed = bytearray(keys.seal(keys.public("seal"), b"a name"))
    sealed[at] ^= 1

    with pytest.raises(Refusal, match="KEY-2") as refused:
        keys.unseal(bytes(sealed))

    assert refused.value.hint == "ask the sender to seal it again"


@pytest.mark.parametrize("sealed", [b"", b"x" * 31, b"\0" * 64])
def test_what_is_no_sealed_part_is_refused(sealed: bytes, keys: FolderKeys) -> None:
    """Bytes that were never sealed do not open."""
    with pytest.raises(Refusal, match="KEY-2"):
        keys.unseal(sealed)


def test_the_sealing_key_is_plain_base64(keys: FolderKeys) -> None:
    """The public sealing key is 32 bytes in base64."""
    assert len(base64.b64decode(keys.public("seal"), validate=True)) == 32


def test_keys_come_from_lots(tmp_path: Path) -> None:
    """Keys are drawn from the seat's lots: the same lots give the same keys, for demonstrations only."""
    drawn = SeededLots(seed=b"keys").draw(32)
    made = FolderKeys(folder=tmp_path / "again", exchange=ExchangeId("bridge-2026"), org=OrgId("north"))
    made.create((HEAD,), SeededLots(seed=b"keys"))

    public = Ed25519PrivateKey.from_private_bytes(drawn).public_key().public_bytes_raw()
    assert parse_vkey(made.public("log")).public_key == public
