"""A bundle as bytes: packed, signed, unpacked, and the sealed parts inside it."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from homeward.log import (
    Note,
    SignatureLine,
    format_note,
    note_message,
    parse_note,
    parse_vkey,
    signed_by,
)
from homeward.model.canonical import decode, digest, encode
from homeward.model.exchange import Organisation
from homeward.model.findings import Json, Refusal
from homeward.model.ids import OrgId
from homeward.service.ceremony import read_card
from homeward.service.reading import (
    Reading,
)
from homeward.service.seat import Seat

MAGIC: Final = "homeward.bundle/v1"

SEALED_MAGIC: Final = "homeward.sealed/v1"

MAX_BYTES: Final = 2**30
"""A bundle holds whole logs and sealed lists; a gibibyte is far above any exchange on record and stops a zip bomb."""

RESEND: Final = "ask the sender for the bundle again; nothing was taken from this one"

_MANIFEST: Final = "manifest.note"

_LISTING: Final = "files.json"

_LENGTH: Final = 4
"""Bytes that tell how long the label in front of sealed content is."""

_PATH = re.compile(r"[a-z0-9_.-]+(/[a-z0-9_.-]+)*")

_SEALED = re.compile(r"sealed/[a-z][a-z0-9_-]*\.[a-z][a-z0-9_-]*\.[0-9]{1,15}\.[0-9a-f]{16}\.sealed")
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The oldest time a zip file can state: bundles carry no file times."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """A bundle whose manifest was read: who sends it to whom, and its files by path."""

    sender: OrgId
    to: OrgId
    files: Mapping[str, bytes]
    manifest: Note


def hand_over(seat: Seat, reading: Reading, to: OrgId, what: str, content: Json) -> str:
    """
    Sign *content*, seal it to another seat, and leave it for the next bundles until that seat shows it has it.

    Signed inside the seal and naming whom it is for: who carries it on can neither read, change nor redirect it.
    Returns the name of the part in the outbox.
    """
    if reading.state.exchange is None:
        raise Refusal("BUNDLE-1", "nothing can be handed over before genesis", hint="sign genesis first")
    recipient = next(one for one in reading.state.exchange.organisations if one.id == to)
    log = reading.logs.get(seat.org)
    data = encode(content)
    inner: Json = {"what": what, "from": seat.org, "to": to, "ex": seat.profile.id, "sha256": digest(data)}
    note = format_note(_seat_note(seat, SEALED_MAGIC, inner))
    sealed = seat.keys.seal(recipient.sealing_key, len(note).to_bytes(_LENGTH, "big") + note + data)
    name = f"{seat.org}.{to}.{log.tree.size if log else 0}.{digest(sealed)[:16]}.sealed"
    seat.store.put("outbox", name, sealed)
    return name


def pack(seat: Seat, to: OrgId, files: Mapping[str, bytes]) -> bytes:
    """Return *files* as a bundle: a manifest signed with the seat's key, a table of contents, and the files."""
    listing = _listing(files)
    manifest = _seat_note(seat, MAGIC, {"ex": seat.profile.id, "from": seat.org, "to": to, "files": digest(listing)})
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in ((_MANIFEST, format_note(manifest)), (_LISTING, listing), *sorted(files.items())):
            archive.writestr(zipfile.ZipInfo(path, _EPOCH), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def unpack(data: bytes) -> Bundle:
    """
    Read a bundle and hold its files against its manifest; whose signature it carries is asked apart.

    Raises:
        Refusal: ``BUNDLE-4`` to ``BUNDLE-7``.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if sum(info.file_size for info in infos) > MAX_BYTES or len({info.filename for info in infos}) != len(
                infos
            ):
                raise Refusal("BUNDLE-4", "a bundle too large, or with one path twice", hint=RESEND)
            files = {info.filename: archive.read(info) for info in infos}
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as problem:
        raise Refusal("BUNDLE-5", "this file is no bundle, or was damaged on the way", hint=RESEND) from problem
    if not {_MANIFEST, _LISTING} <= set(files) or any(_PATH.fullmatch(path) is None or ".." in path for path in files):
        raise Refusal("BUNDLE-5", "a bundle without a manifest, or with a path that may not be", hint=RESEND)
    if any(path.startswith("sealed/") and _SEALED.fullmatch(path) is None for path in files):
        raise Refusal("BUNDLE-5", "a bundle with a sealed part whose label cannot be read", hint=RESEND)
    manifest = parse_note(files.pop(_MANIFEST), where="manifest")
    content = _note_content(manifest, MAGIC, {"ex", "files", "from", "to"})
    listing = files.pop(_LISTING)
    if content["files"] != digest(listing) or listing != _listing(files):
        raise Refusal("BUNDLE-6", "the files of the bundle are not those its manifest lists", hint=RESEND)
    return Bundle(sender=OrgId(str(content["from"])), to=OrgId(str(content["to"])), files=files, manifest=manifest)


def require_sender(seat: Seat, bundle: Bundle, reading: Reading) -> None:
    """Verify the manifest with the sender's key from genesis; before genesis with the card in the bundle itself."""
    content = _note_content(bundle.manifest, MAGIC, {"ex", "files", "from", "to"})
    if content["ex"] != seat.profile.id or bundle.sender not in seat.profile.org_ids or bundle.sender == seat.org:
        raise Refusal("BUNDLE-8", "a bundle of another exchange, or of no other seat of this one", hint=RESEND)
    signed_by(bundle.manifest, (parse_vkey(_sender_card(bundle, reading).seat_key),), where="manifest")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One sealed part: who sealed it for whom, the size of the sender's log then, and its bytes."""

    name: str
    sender: OrgId
    to: OrgId
    size: int
    data: bytes
    digest: str


def sealed_parts(bundle: Bundle) -> tuple[Part, ...]:
    """Return the sealed parts of a bundle; their names were held against the form when it was unpacked."""
    return tuple(_part(name, data) for name, data in under(bundle, "sealed/").items())


def require_part(seat: Seat, part: Part) -> None:
    """Refuse (``BUNDLE-15``) a part of strangers, or one whose name is not that of its bytes."""
    ends = (part.sender, part.to)
    if not set(ends) <= set(seat.profile.org_ids) or part.sender in (seat.org, part.to) or not _is_named(part):
        raise Refusal("BUNDLE-15", "a sealed part whose label is not true", hint=RESEND)


def carry_on(seat: Seat, part: Part) -> None:
    """Keep a part for another seat until that seat has it. Its name holds its digest, so nothing can replace it."""
    if part.name not in seat.store.shelf("outbox"):
        seat.store.put("outbox", part.name, part.data)


def open_sealed(seat: Seat, reading: Reading, part: Part) -> tuple[str, Json]:
    """
    Open a sealed part and verify who signed it and for whom; return what it is and its content.

    Raises:
        Refusal: ``KEY-2`` when it was not sealed to this seat, ``BUNDLE-11`` when its label is another's.
    """
    organisations = reading.state.exchange.organisations if reading.state.exchange else ()
    keys = [parse_vkey(one.seat_key) for one in organisations if one.id == part.sender]
    opened = seat.keys.unseal(part.data)
    end = _LENGTH + int.from_bytes(opened[:_LENGTH], "big")
    note, content = parse_note(opened[_LENGTH:end], where="sealed part"), opened[end:]
    signed_by(note, keys, where="sealed part")
    label = _note_content(note, SEALED_MAGIC, {"ex", "from", "sha256", "to", "what"})
    if (label["from"], label["to"], label["ex"]) != (part.sender, seat.org, seat.profile.id):
        raise Refusal("BUNDLE-11", f"a sealed part that is not from {part.sender} to {seat.org}", hint=RESEND)
    if label["sha256"] != digest(content):
        raise Refusal("BUNDLE-11", "a sealed part whose content is not what was signed", hint=RESEND)
    return str(label["what"]), decode(content)


def forget_delivered(seat: Seat, reading: Reading) -> None:
    """Drop what a seat has: its cosignature covers more of the sender's log than stood when the part was sealed."""
    for name in seat.store.shelf("outbox"):
        sender, to, size, _, _ = name.split(".")
        witness, log = f"{seat.profile.id}/{to}/witness", OrgId(sender)
        signed = [one for one in (reading.checkpoints.get(log), reading.cosigned.get(log)) if one is not None]
        if any(one.checkpoint.size > int(size) and any(c.name == witness for c in one.cosigned) for one in signed):
            seat.store.put("outbox", name, None)


def under(bundle: Bundle, folder: str) -> dict[str, bytes]:
    """Return the files of one folder of the bundle, by the rest of their path."""
    return {path.removeprefix(folder): data for path, data in bundle.files.items() if path.startswith(folder)}


def _part(name: str, data: bytes) -> Part:
    sender, to, size, _, _ = name.split(".")
    return Part(name=name, sender=OrgId(sender), to=OrgId(to), size=int(size), data=data, digest=digest(data))


def _is_named(part: Part) -> bool:
    return part.name.split(".")[3] == part.digest[:16]


def _listing(files: Mapping[str, bytes]) -> bytes:
    """Return the bundle's table of contents: path, SHA-256 and length of each file, in order of path."""
    return encode([[path, digest(data), len(data)] for path, data in sorted(files.items())])


def _seat_note(seat: Seat, magic: str, content: Json) -> Note:
    """Return *content* as a note signed with the seat's own key."""
    text = f"{magic}\n{encode(content).decode()}\n"
    key = parse_vkey(seat.keys.public("seat"))
    line = SignatureLine(name=key.name, key_id=key.key_id, signature=seat.keys.seat_sign("seat", note_message(text)))
    return Note(text=text, lines=(line,))


def _note_content(note: Note, magic: str, keys: set[str]) -> dict[str, Json]:
    first, _, line = note.text.partition("\n")
    content = decode(line[:-1].encode()) if first == magic and line.endswith("\n") else None
    if not isinstance(content, dict) or set(content) != keys:
        raise Refusal("BUNDLE-7", f"a part of the bundle is not {magic}, or newer", hint="use a release that knows it")
    return content


def _sender_card(bundle: Bundle, reading: Reading) -> Organisation:
    if reading.state.exchange is not None:
        return next(one for one in reading.state.exchange.organisations if one.id == bundle.sender)
    own = bundle.files.get(f"cards/{bundle.sender}.json")
    if own is None:
        raise Refusal("BUNDLE-9", f"a bundle without the card of {bundle.sender}", hint=RESEND)
    return read_card(own)
