"""Signed notes: a text and the signature lines under it, in the one form that may enter a log.

C2SP leaves several spellings of one signed act: loose base64, lines in any order, two lines by one key. Each would be
another leaf. Here a note has one: lines sorted by name and key id, one line per key, base64 as an encoder writes it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, TypeAlias

from homeward.log.ed25519 import SIGNATURE_BYTES, verify
from homeward.log.keys import KEY_ID_BYTES, KeyType, VerifierKey
from homeward.log.rules import Rule
from homeward.log.text import MAX_INTEGER, read_base64, read_text, require_name, write_base64

MAX_LINES: Final = 64
"""C2SP asks for at least 16; an act with officers and cosigners of several organisations stays far below 64."""

_DASH: Final = "\N{EM DASH}"
_TIME_BYTES: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureLine:
    """One line under a note. ``signature`` is what follows the key id; its form depends on the key's type."""

    name: str
    key_id: bytes
    signature: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A text, ending in a newline, and its signature lines; none yet while it is being signed."""

    text: str
    lines: tuple[SignatureLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A signature that verified: whose, and for a cosignature the time it states, in seconds since 1970 UTC."""

    name: str
    key_id: bytes
    timestamp: int | None


_Listed: TypeAlias = Mapping[tuple[str, bytes], VerifierKey]


def note_message(text: str) -> bytes:
    """Return the bytes a key of type 0x01 signs."""
    return text.encode()


def cosignature_message(checkpoint_text: str, timestamp: int) -> bytes:
    """Return the bytes a key of type 0x04 signs: that it saw this checkpoint, its largest, at *timestamp*."""
    return f"cosignature/v1\ntime {timestamp}\n{checkpoint_text}".encode()


def cosignature_bytes(timestamp: int, signature: bytes) -> bytes:
    """
    Return what stands in the signature line of a cosigner: the time, then the Ed25519 signature.

    Raises:
        Refusal: ``LOG-25`` or ``LOG-26``.
    """
    if len(signature) != SIGNATURE_BYTES:
        raise Rule.SIGNATURE_LENGTH.refusal("cosignature", f"{len(signature)} bytes")
    if not 0 <= timestamp <= MAX_INTEGER:
        raise Rule.TIMESTAMP.refusal("cosignature", str(timestamp))
    return timestamp.to_bytes(_TIME_BYTES, "big") + signature


def parse_note(data: bytes, *, where: str = "note") -> Note:
    """
    Read a note in canonical form; :func:`format_note` gives the same bytes back. No signature is verified.

    Raises:
        Refusal: ``LOG-8``, ``LOG-10`` to ``LOG-13``, ``LOG-20`` to ``LOG-23``.

    Source: C2SP signed-note; one spelling only, see the module.
    """
    document = read_text(data, where)
    text, blank, signatures = document.rpartition("\n\n")
    if not blank or not signatures.endswith("\n"):
        raise Rule.NOTE_FORM.refusal(where)
    rows = signatures[:-1].split("\n")
    if len(rows) > MAX_LINES:
        raise Rule.NOTE_FORM.refusal(where, f"{len(rows)} lines")
    lines = tuple(_line(row, f"{where}, signature line {number}") for number, row in enumerate(rows, 1))
    _require_order(lines, where)
    return Note(text=text + "\n", lines=lines)


def format_note(note: Note, *, where: str = "note") -> bytes:
    """
    Write *note* as bytes; :func:`parse_note` gives it back.

    Raises:
        Refusal: As :func:`parse_note`, for a note that has no canonical form.
    """
    rows = [f"{_DASH} {line.name} {write_base64(line.key_id + line.signature)}\n" for line in note.lines]
    try:
        data = f"{note.text}\n{''.join(rows)}".encode()
    except UnicodeEncodeError as problem:
        raise Rule.UTF8.refusal(where, f"character {problem.start}") from problem
    if parse_note(data, where=where) != note:
        raise Rule.NOTE_FORM.refusal(where)
    return data


def add_line(note: Note, line: SignatureLine) -> Note:
    """
    Return *note* with *line* in its place; a line that stands there already changes nothing.

    Adding lines in any order gives one note, so officers may sign on different devices.

    Raises:
        Refusal: ``LOG-23`` when the same key has another line there.
    """
    if line in note.lines:
        return note
    lines = tuple(sorted((*note.lines, line), key=_place))
    _require_order(lines, "note")
    return replace(note, lines=lines)


def signed_by(note: Note, keys: Collection[VerifierKey], *, where: str = "note") -> tuple[Signed, ...]:
    """
    Verify every signature line of *note*, and say whose they are, in the order of the lines.

    Stricter than C2SP, where lines by unknown keys are passed over: in a record nobody signs unlisted.

    Args:
        note: What was read.
        keys: The keys that may sign it, each once.
        where: What to call the note in a refusal.

    Raises:
        Refusal: ``LOG-19`` to ``LOG-28``.
    """
    listed: _Listed = {(key.name, key.key_id): key for key in keys}
    if len(listed) != len(keys):
        raise Rule.SHARED_KEY.refusal(where)
    if not note.lines:
        raise Rule.NOTE_FORM.refusal(where, "no signature line")
    _require_order(note.lines, where)
    return tuple(_signed(note.text, line, listed, where) for line in note.lines)


def _signed(text: str, line: SignatureLine, listed: _Listed, where: str) -> Signed:
    spot = f"{where}, signature of {line.name!a} {line.key_id.hex()}"
    key = listed.get(_place(line))
    if key is None:
        raise Rule.UNLISTED.refusal(spot)
    if key.key_type is KeyType.NOTE:
        verify(key.public_key, line.signature, note_message(text), spot)
        return Signed(name=line.name, key_id=line.key_id, timestamp=None)
    timestamp = int.from_bytes(line.signature[:_TIME_BYTES], "big")
    if timestamp > MAX_INTEGER:
        raise Rule.TIMESTAMP.refusal(spot, str(timestamp))
    verify(key.public_key, line.signature[_TIME_BYTES:], cosignature_message(text, timestamp), spot)
    return Signed(name=line.name, key_id=line.key_id, timestamp=timestamp)


def _line(row: str, where: str) -> SignatureLine:
    dash, _, rest = row.partition(" ")
    name, space, encoded = rest.rpartition(" ")
    if dash != _DASH or not space:
        raise Rule.LINE_FORM.refusal(where)
    require_name(name, where)
    data = read_base64(encoded, where)
    if len(data) <= KEY_ID_BYTES:
        raise Rule.LINE_FORM.refusal(where, f"{len(data)} bytes of key id and signature")
    return SignatureLine(name=name, key_id=data[:KEY_ID_BYTES], signature=data[KEY_ID_BYTES:])


def _place(line: SignatureLine) -> tuple[str, bytes]:
    return line.name, line.key_id


def _require_order(lines: tuple[SignatureLine, ...], where: str) -> None:
    for before, line in pairwise(lines):
        if _place(before) == _place(line):
            raise Rule.TWICE_SIGNED.refusal(where, f"{line.name!a} {line.key_id.hex()}")
        if _place(before) > _place(line):
            raise Rule.ORDER.refusal(where, f"{line.name!a} after {before.name!a}")
