"""Ed25519 without the cases in which verifiers disagree.

Common libraries differ about points of small order, about encodings that are not the only one of their point, and
about keys with a part of small order. With such a key a party could sign an act that one side's tool accepts and the
other's refuses. A key is therefore checked once, when it is listed, and each signature's first half when it is read.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, TypeAlias

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from homeward.log.rules import Rule

KEY_BYTES: Final = 32
SIGNATURE_BYTES: Final = 64

_Point: TypeAlias = tuple[int, int, int, int]
"""A point as X, Y, Z, T with x = X/Z, y = Y/Z, x*y = T/Z (RFC 8032 section 5.1.4)."""

_P: Final = 2**255 - 19
_D: Final = -121665 * pow(121666, -1, _P) % _P
_L: Final = 2**252 + 27742317777372353535851937790883648493
"""The prime order of the group that sound keys live in."""

_ROOT_OF_MINUS_1: Final = pow(2, (_P - 1) // 4, _P)
_NEUTRAL: Final[_Point] = (0, 1, 1, 0)
_SIGN_BIT: Final = 1 << 255

_ORDER_8_Y: Final = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
_SMALL_ORDER_Y: Final = (0, 1, _P - 1, _ORDER_8_Y, _P - _ORDER_8_Y)

WEAK_POINTS: Final = frozenset(
    (y | sign).to_bytes(KEY_BYTES, "little") for y in (*_SMALL_ORDER_Y, *range(_P, 2**255)) for sign in (0, _SIGN_BIT)
)
"""Every encoding of a point of order 1, 2, 4 or 8, and every encoding whose number is not below the field's prime."""


@lru_cache(maxsize=4096)
def require_sound_key(public_key: bytes, where: str) -> None:
    """
    Refuse a public key about which verifiers could disagree.

    Raises:
        Refusal: ``LOG-17`` for what is no key, ``LOG-18`` for a weak one.

    Source:
        RFC 8032 section 5.1.3 decodes points. It allows keys of small or mixed order; we do not: libsodium
        (``crypto_core_ed25519_is_valid_point``) refuses them, OpenSSL and Go take them.
    """
    if len(public_key) != KEY_BYTES:
        raise Rule.NOT_A_KEY.refusal(where, f"{len(public_key)} bytes")
    if public_key in WEAK_POINTS:
        raise Rule.WEAK_KEY.refusal(where, "a point of small order or a second spelling of a point")
    point = _decoded(public_key)
    if point is None:
        raise Rule.NOT_A_KEY.refusal(where)
    if not _is_neutral(_times(_L, point)):
        raise Rule.WEAK_KEY.refusal(where, "a point with a part of small order")


def verify(public_key: bytes, signature: bytes, message: bytes, where: str) -> None:
    """
    Verify one signature by a sound key.

    Raises:
        Refusal: ``LOG-25``, ``LOG-27`` or ``LOG-28``.
    """
    if len(signature) != SIGNATURE_BYTES:
        raise Rule.SIGNATURE_LENGTH.refusal(where, f"{len(signature)} bytes")
    if signature[:KEY_BYTES] in WEAK_POINTS:
        raise Rule.WEAK_SIGNATURE.refusal(where, "its first half is a weak point")
    try:
        _loaded(public_key).verify(signature, message)
    except InvalidSignature as problem:
        raise Rule.SIGNATURE.refusal(where) from problem


@lru_cache(maxsize=4096)
def _loaded(public_key: bytes) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(public_key)


def _decoded(encoded: bytes) -> _Point | None:
    """
    Return one of the two points with the encoding's y, or None when there is none (RFC 8032 section 5.1.3).

    The encoding's sign would choose between them; a point and its negative have the same order, all that matters here.
    """
    y = int.from_bytes(encoded, "little") & ~_SIGN_BIT
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if x * x % _P != square:
        x = x * _ROOT_OF_MINUS_1 % _P
    if x * x % _P != square:
        return None
    return x, y, 1, x * y % _P


def _added(first: _Point, second: _Point) -> _Point:
    """Return the sum of two points; the formula holds for all, equal ones too (RFC 8032 section 5.1.4)."""
    a = (first[1] - first[0]) * (second[1] - second[0])
    b = (first[1] + first[0]) * (second[1] + second[0])
    c = 2 * first[3] * second[3] * _D
    d = 2 * first[2] * second[2]
    e, f, g, h = (b - a) % _P, (d - c) % _P, (d + c) % _P, (b + a) % _P
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _times(scalar: int, point: _Point) -> _Point:
    """Return a multiple of a public point. Not for secrets: the time it takes depends on the scalar."""
    total = _NEUTRAL
    while scalar:
        if scalar & 1:
            total = _added(total, point)
        point, scalar = _added(point, point), scalar >> 1
    return total


def _is_neutral(point: _Point) -> bool:
    return point[0] == 0 and point[1] == point[2]
