"""The only bytes Homeward hashes or signs: canonical JSON in a narrow profile of RFC 8785.

The profile: keys are ``[a-z0-9_]+``, numbers are integers below 2**53 in size, there are no floats, strings are NFC
and hold no lone surrogate. Inside it the standard library's encoder gives exactly the bytes of RFC 8785 (a test holds
it against an independent implementation), and no two values share an encoding.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from homeward.model.findings import Json, Refusal
from homeward.model.ids import Digest, Ref

MAX_INTEGER: Final = 2**53 - 1
"""Largest integer every JSON reader keeps exact (RFC 8785 section 3.2.2.3, I-JSON)."""

SALT_BYTES: Final = 32
"""A fixed key length makes the HMAC commitment binding as well as hiding."""

_KEY = re.compile(r"[a-z0-9_]+")


def encode(value: Json) -> bytes:
    r"""
    Return the one byte string that stands for *value*.

    Raises:
        Refusal: ``CANON-1`` when *value* lies outside the profile.

    Source: RFC 8785, narrowed.

    >>> encode({"b": 1, "a": ["ї", None]})
    b'{"a":["\xd1\x97",null],"b":1}'
    """
    _require_profile(value)
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def decode(data: bytes) -> Json:
    """
    Read canonical bytes back; anything that does not re-encode to the same bytes is refused.

    Raises:
        Refusal: ``CANON-2`` for bytes that are not JSON, hold a key twice, or are not canonical.
    """
    try:
        value: Json = json.loads(data.decode(), object_pairs_hook=_unique_keys, parse_float=_no_float)
        again = encode(value)
    except (UnicodeDecodeError, ValueError, RecursionError) as problem:
        raise Refusal("CANON-2", "bytes are not canonical JSON", hint=_HINT, source=_SOURCE) from problem
    if again != data:
        raise Refusal("CANON-2", "JSON is not in canonical form", hint=_HINT, source=_SOURCE)
    return value


def digest(data: bytes) -> Digest:
    """Return the SHA-256 of *data* as 64 lowercase hex digits. Never use it on personal data: see :func:`commit`."""
    return Digest(hashlib.sha256(data).hexdigest())


def commit(salt: bytes, domain: str, record: Json) -> Ref:
    """
    Commit to *record* so that nobody without *salt* can guess or confirm it.

    A fresh salt for every record and every round: a salt used twice would link a person across lists.

    Args:
        salt: 32 random bytes, kept in the vault beside the record.
        domain: What the commitment is for, for example ``homeward/entry/v1``.
        record: Any value of the canonical profile.

    Raises:
        Refusal: ``CANON-3`` for a salt of another length.
    """
    if len(salt) != SALT_BYTES:
        raise Refusal("CANON-3", f"a salt has {len(salt)} bytes, not {SALT_BYTES}", hint="draw a fresh salt")
    return Ref(hmac.digest(salt, domain.encode() + b"\n" + encode(record), "sha256").hex())


_HINT: Final = "ask the sender for the file again; do not edit signed bytes"
_SOURCE: Final = "RFC 8785, narrow profile"


def _require_profile(value: object) -> None:
    match value:
        case None | bool():
            return
        case int():
            _require_size(value)
        case str():
            _require_text(value)
        case list():
            _require_all(value)
        case dict():
            _require_keys(value)
            _require_all(value.values())
        case _:
            raise Refusal("CANON-1", f"a {type(value).__name__} has no canonical form", hint=_HINT, source=_SOURCE)


def _require_all(values: Iterable[object]) -> None:
    for value in values:
        _require_profile(value)


def _require_size(number: int) -> None:
    if abs(number) > MAX_INTEGER:
        raise Refusal("CANON-1", "an integer is too large", hint="write it as a string", source=_SOURCE)


def _require_keys(value: dict[object, object]) -> None:
    for key in value:
        if not isinstance(key, str) or not _KEY.fullmatch(key):
            raise Refusal("CANON-1", f"key {key!r} is not [a-z0-9_]+", hint="rename the key", source=_SOURCE)


def _require_text(text: str) -> None:
    if not text.isascii() and (
        not unicodedata.is_normalized("NFC", text) or any("\ud800" <= character <= "\udfff" for character in text)
    ):
        raise Refusal("CANON-1", "a string is not NFC", hint="normalise the text to NFC", source=_SOURCE)


def _unique_keys(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    keys = dict(pairs)
    if len(keys) != len(pairs):
        raise ValueError("duplicate key")
    return keys


def _no_float(text: str) -> Json:
    raise ValueError(f"float {text}")
