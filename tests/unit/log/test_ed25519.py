import pytest

from homeward.log import Rule
from homeward.log.ed25519 import _L, WEAK_POINTS, require_sound_key, verify
from tests.unit.log.cast import NADIA, refused

ORDER_8 = "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"
# 5 times the base point, plus a point of order 8, and plus the point of order 2.
MIXED_ORDER = (
    "131604d01865fbedf9f662d25311c68a197cf286f2683724873a147fed6ada35",
    "003789297ce02defa2f4bc7635d1d7ce99b96d76eb91d31f905101674ddab720",
)
PRIME = 2**255 - 19


def test_there_are_48_weak_spellings() -> None:
    """Five small-order y with either sign, and 19 numbers from the prime up with either sign."""
    assert len(WEAK_POINTS) == 48


@pytest.mark.parametrize("encoded", sorted(WEAK_POINTS), ids=bytes.hex)
def test_weak_points_are_no_keys(encoded: bytes) -> None:
    """A key of small order, or in a second spelling, is refused."""
    with refused(Rule.WEAK_KEY, "Mallory"):
        require_sound_key(encoded, "Mallory")


@pytest.mark.parametrize("encoded", MIXED_ORDER)
def test_a_key_of_mixed_order_is_refused(encoded: str) -> None:
    """A key with a part of small order is refused: libsodium refuses it, OpenSSL takes it."""
    with refused(Rule.WEAK_KEY, "part of small order"):
        require_sound_key(bytes.fromhex(encoded), "Mallory")


def test_half_of_all_bytes_are_no_key() -> None:
    """32 bytes that are no point, and other lengths, are refused."""
    with refused(Rule.NOT_A_KEY):
        require_sound_key((2).to_bytes(32, "little"), "Mallory")
    for length in (0, 31, 33):
        with refused(Rule.NOT_A_KEY, f"{length} bytes"):
            require_sound_key(bytes(length), "Mallory")


def test_honest_keys_are_sound() -> None:
    """A key made by the program passes; RFC 8032 section 7.1, test 1, too."""
    require_sound_key(NADIA.key.public_key, "Nadia")
    require_sound_key(bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"), "RFC 8032")


def test_the_signature_of_rfc_8032_verifies() -> None:
    """RFC 8032 section 7.1, test 2."""
    key = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    signature = bytes.fromhex(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )

    verify(key, signature, b"\x72", "RFC 8032")


def test_a_changed_signature_is_refused() -> None:
    """Every part of message and signature counts, and S has one spelling (RFC 8032 section 5.1.7)."""
    key, signature = NADIA.key.public_key, NADIA.private.sign(b"390")
    larger = (int.from_bytes(signature[32:], "little") + _L).to_bytes(32, "little")

    verify(key, signature, b"390", "here")

    for wrong, message in (
        (signature, b"800"),
        (bytes([signature[0] ^ 1]) + signature[1:], b"390"),
        (signature[:63] + bytes([signature[63] ^ 1]), b"390"),
        (signature[:32] + larger, b"390"),
    ):
        with refused(Rule.SIGNATURE, "here"):
            verify(key, wrong, message, "here")


@pytest.mark.parametrize("first_half", ["01" + "00" * 31, ORDER_8, (PRIME + 1).to_bytes(32, "little").hex()])
def test_a_weak_first_half_is_refused(first_half: str) -> None:
    """A signature that begins with a weak point is refused before anyone can disagree about it."""
    with refused(Rule.WEAK_SIGNATURE):
        verify(NADIA.key.public_key, bytes.fromhex(first_half) + bytes(32), b"390", "here")


@pytest.mark.parametrize("length", [0, 63, 65])
def test_a_signature_has_64_bytes(length: int) -> None:
    """Other lengths are refused."""
    with refused(Rule.SIGNATURE_LENGTH, f"{length} bytes"):
        verify(NADIA.key.public_key, bytes(length), b"390", "here")
