"""Strict readers of the small pieces all log formats share: each accepts one spelling of a value and no other."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Final

from homeward.log.rules import Rule

MAX_FILE_BYTES: Final = 65_535
"""Notes are entries of the log, and an entry's length is a uint16 (C2SP tlog-tiles)."""

MAX_NAME_BYTES: Final = 255
"""Cosigned messages of newer kinds count a name's bytes in one byte (C2SP tlog-cosignature)."""

MAX_INTEGER: Final = 2**63 - 1
"""Largest size, index or time other implementations can hold (int64)."""

# Written out, not asked of `str.isspace`: a verdict must not depend on the Unicode version of the verifier.
_WHITE_SPACE: Final = r"\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_NAME = re.compile(rf"[^\x00-\x20+\x7f{_WHITE_SPACE}]+")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}")


def write_base64(data: bytes) -> str:
    """Return the standard base64 of *data*, padded."""
    return base64.b64encode(data).decode()


def read_base64(text: str, where: str) -> bytes:
    """
    Read base64, and only the one spelling that :func:`write_base64` gives.

    The decoder of the standard library takes ``AB==`` for ``AA==`` and surplus padding; other spellings of one
    signature would be other leaves of the log for the same act.

    Raises:
        Refusal: ``LOG-8``.
    """
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as problem:
        raise Rule.BASE64.refusal(where) from problem
    if write_base64(data) != text:
        raise Rule.BASE64.refusal(where)
    return data


def read_decimal(text: str, where: str) -> int:
    """Read a whole number without sign, leading zeros or digits of other scripts; ``LOG-9`` otherwise."""
    if not _DECIMAL.fullmatch(text) or int(text) > MAX_INTEGER:
        raise Rule.DECIMAL.refusal(where, repr(text[:24]))
    return int(text)


def read_text(data: bytes, where: str) -> str:
    """Read UTF-8 without control characters except newline; ``LOG-11``, ``LOG-12`` or ``LOG-13`` otherwise."""
    if len(data) > MAX_FILE_BYTES:
        raise Rule.TOO_LARGE.refusal(where, f"{len(data)} bytes")
    try:
        text = data.decode()
    except UnicodeDecodeError as problem:
        raise Rule.UTF8.refusal(where, f"byte {problem.start}") from problem
    found = _CONTROL.search(text)
    if found is not None:
        raise Rule.CONTROL.refusal(where, f"U+{ord(found[0]):04X} at character {found.start()}")
    return text


def require_name(name: str, where: str) -> None:
    """Refuse what may not name a key or a log: ``LOG-10``."""
    if not _NAME.fullmatch(name) or len(name.encode(errors="replace")) > MAX_NAME_BYTES:
        raise Rule.NAME.refusal(where, ascii(name[:40]))
