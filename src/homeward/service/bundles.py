"""Bundles: the only thing that passes between seats. A signed file, carried by network or on a stick."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from homeward.log import (
    Note,
    SignatureLine,
    add_line,
    cosignature_bytes,
    cosignature_message,
    format_note,
    note_message,
    open_checkpoint,
    parse_note,
    parse_vkey,
    signed_by,
)
from homeward.model.canonical import decode, digest, encode
from homeward.model.events import event_digest
from homeward.model.exchange import Organisation
from homeward.model.findings import Finding, Json, Refusal, Severity, Where
from homeward.model.ids import Digest, OrgId
from homeward.procedure import judge, kind_of, missing_signatures, read_note
from homeward.service.ceremony import card, card_bytes, cards, read_card
from homeward.service.seat import (
    CHECKPOINT,
    COSIGNED,
    Reading,
    Seat,
    append,
    pending,
    pending_bytes,
    policy_of,
    read_pending,
    read_record,
    remember,
    remembered,
    sweep,
    verify_record,
)

MAGIC: Final = "homeward.bundle/v1"
SEALED_MAGIC: Final = "homeward.sealed/v1"
MAX_BYTES: Final = 2**30
"""A bundle holds whole logs and sealed lists; a gibibyte is far above any exchange on record and stops a zip bomb."""

_MANIFEST: Final = "manifest.note"
_LISTING: Final = "files.json"
_LENGTH: Final = 4
"""Bytes that tell how long the label in front of sealed content is."""
_PATH = re.compile(r"[a-z0-9_.-]+(/[a-z0-9_.-]+)*")
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The oldest time a zip file can state: bundles carry no file times."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """A bundle whose manifest was read: who sends it to whom, and its files by path."""

    sender: OrgId
    to: OrgId
    files: Mapping[str, bytes]
    manifest: Note


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What an imported bundle brought: logs that grew, acts recorded here, acts to be signed, what was handed over."""

    sender: OrgId
    grown: tuple[OrgId, ...]
    recorded: tuple[str, ...]
    to_sign: tuple[str, ...]
    received: tuple[str, ...]
    findings: tuple[Finding, ...]


Receive = Callable[[Seat, Reading, OrgId, str, Json], None]
"""Takes what another seat handed over: seat, record, sender, what it is, and its content."""


def hand_over(seat: Seat, reading: Reading, to: OrgId, what: str, content: Json) -> None:
    """
    Sign *content*, seal it to another seat, and leave it for the next bundles until that seat shows it has it.

    Signed inside the seal and naming whom it is for: a seat that carries it on can neither read, change nor redirect it.
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


def bundle_out(seat: Seat, to: OrgId) -> bytes:
    """
    Return a bundle for *to*: this seat's card, all logs it holds with its cosignatures, acts to sign, sealed parts.

    The same record gives the same bundle, so carrying one twice does no harm.
    """
    if to == seat.org or to not in seat.profile.org_ids:
        raise Refusal("BUNDLE-2", f"{to} is no other seat of this exchange", hint=f"choose of {_others(seat)}")
    reading = read_record(seat)
    files: dict[str, bytes] = {f"cards/{one.id}.json": card_bytes(one) for one in cards(seat).values()}
    for org in seat.store.logs():
        files |= {f"record/{org}/{path}": data for path, data in seat.store.read(org).items()}
    files |= {f"pending/{name}.note": pending_bytes(note) for name, note in pending(seat).items()}
    _forget_delivered(seat, reading)
    files |= {
        f"sealed/{name}": data for name, data in seat.store.shelf("outbox").items() if not name.startswith(f"{to}.")
    }
    return _pack(seat, to, files)


def bundle_in(seat: Seat, data: bytes, receive: Receive) -> Arrival:
    """
    Import a bundle: verify everything first, then keep it.

    Steps: (1) its manifest is signed by the sender's seat key and matches every file; (2) the sender's logs extend
    what this seat holds and remembers; (3) the record with them is judged as a whole; only then (4) mirrors are kept
    and cosigned, (5) joint acts others have recorded are recorded here, (6) acts to sign and sealed parts are taken.

    Raises:
        Refusal: and nothing is kept.
    """
    with seat.store.lock():
        sweep(seat)
        bundle = _unpack(data)
        reading = read_record(seat)
        _require_sender(seat, bundle, reading)  # (1)
        if seat.org != bundle.to:
            raise Refusal(
                "BUNDLE-3", f"a bundle for {bundle.to}, not for {seat.org}", hint="carry it to the right seat"
            )
        for path, content in sorted(_under(bundle, "cards/").items()):
            organisation = read_card(content)
            if (
                organisation.id in seat.profile.org_ids
                and organisation.id != seat.org
                and reading.state.exchange is None
            ):
                seat.store.put("cards", path, content)
        grown, mirrors = _grown(seat, bundle, reading)  # (2)
        reading = _with_mirrors(seat, mirrors)  # (3)
        _require_own_card(seat, reading)
        _keep_mirrors(seat, mirrors, reading)  # (4)
        _gather_cosignatures(seat, bundle, reading)
        reading, recorded = _record_joint(seat, read_record(seat))  # (5)
        reading, completed, to_sign, findings = _take_pending(seat, bundle, reading)  # (6)
        received = tuple(_take_sealed(seat, bundle, reading, receive))
    return Arrival(
        sender=bundle.sender,
        grown=grown,
        recorded=(*recorded, *completed),
        to_sign=to_sign,
        received=received,
        findings=(*findings, *reading.findings),
    )


def _pack(seat: Seat, to: OrgId, files: Mapping[str, bytes]) -> bytes:
    listing = _listing(files)
    manifest = _seat_note(seat, MAGIC, {"ex": seat.profile.id, "from": seat.org, "to": to, "files": digest(listing)})
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in ((_MANIFEST, format_note(manifest)), (_LISTING, listing), *sorted(files.items())):
            archive.writestr(zipfile.ZipInfo(path, _EPOCH), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _listing(files: Mapping[str, bytes]) -> bytes:
    """Return the bundle's table of contents: path, SHA-256 and length of each file, in order of path."""
    return encode([[path, digest(data), len(data)] for path, data in sorted(files.items())])


def _seat_note(seat: Seat, magic: str, content: Json) -> Note:
    """Return *content* as a note signed with the seat's own key."""
    text = f"{magic}\n{encode(content).decode()}\n"
    key = parse_vkey(seat.keys.public("seat"))
    line = SignatureLine(name=key.name, key_id=key.key_id, signature=seat.keys.seat_sign("seat", note_message(text)))
    return Note(text=text, lines=(line,))


def _unpack(data: bytes) -> Bundle:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if sum(info.file_size for info in infos) > MAX_BYTES or len({info.filename for info in infos}) != len(
                infos
            ):
                raise Refusal("BUNDLE-4", "a bundle too large, or with one path twice", hint=_RESEND)
            files = {info.filename: archive.read(info) for info in infos}
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as problem:
        raise Refusal("BUNDLE-5", "this file is no bundle, or was damaged on the way", hint=_RESEND) from problem
    if not {_MANIFEST, _LISTING} <= set(files) or any(_PATH.fullmatch(path) is None or ".." in path for path in files):
        raise Refusal("BUNDLE-5", "a bundle without a manifest, or with a path that may not be", hint=_RESEND)
    manifest = parse_note(files.pop(_MANIFEST), where="manifest")
    content = _note_content(manifest, MAGIC, {"ex", "files", "from", "to"})
    listing = files.pop(_LISTING)
    if content["files"] != digest(listing) or listing != _listing(files):
        raise Refusal("BUNDLE-6", "the files of the bundle are not those its manifest lists", hint=_RESEND)
    return Bundle(sender=OrgId(str(content["from"])), to=OrgId(str(content["to"])), files=files, manifest=manifest)


def _note_content(note: Note, magic: str, keys: set[str]) -> dict[str, Json]:
    first, _, line = note.text.partition("\n")
    content = decode(line[:-1].encode()) if first == magic and line.endswith("\n") else None
    if not isinstance(content, dict) or set(content) != keys:
        raise Refusal("BUNDLE-7", f"a part of the bundle is not {magic}, or newer", hint="use a release that knows it")
    return content


def _require_sender(seat: Seat, bundle: Bundle, reading: Reading) -> None:
    """Verify the manifest with the sender's key from genesis; before genesis with the card in the bundle itself."""
    content = _note_content(bundle.manifest, MAGIC, {"ex", "files", "from", "to"})
    if content["ex"] != seat.profile.id or bundle.sender not in seat.profile.org_ids or bundle.sender == seat.org:
        raise Refusal("BUNDLE-8", "a bundle of another exchange, or of no other seat of this one", hint=_RESEND)
    signed_by(bundle.manifest, (parse_vkey(_sender_card(bundle, reading).seat_key),), where="manifest")


def _sender_card(bundle: Bundle, reading: Reading) -> Organisation:
    if reading.state.exchange is not None:
        return next(one for one in reading.state.exchange.organisations if one.id == bundle.sender)
    own = bundle.files.get(f"cards/{bundle.sender}.json")
    if own is None:
        raise Refusal("BUNDLE-9", f"a bundle without the card of {bundle.sender}", hint=_RESEND)
    return read_card(own)


def _grown(seat: Seat, bundle: Bundle, reading: Reading) -> tuple[tuple[OrgId, ...], dict[OrgId, dict[str, bytes]]]:
    """Return which mirrors the bundle makes longer, and the files of every mirror it makes longer."""
    found: dict[OrgId, dict[str, bytes]] = {}
    for path, data in _under(bundle, "record/").items():
        org, _, rest = path.partition("/")
        if org != seat.org:
            found.setdefault(OrgId(org), {})[rest] = data
    grown = {org: files for org, files in found.items() if _is_longer(org, files, reading) or org == bundle.sender}
    return tuple(sorted(grown)), grown


def _is_longer(org: OrgId, files: Mapping[str, bytes], reading: Reading) -> bool:
    if org not in reading.checkpoints or CHECKPOINT not in files:
        return True
    try:
        size = int(parse_note(files[CHECKPOINT]).text.split("\n")[1])
    except (Refusal, ValueError, IndexError):
        return True
    return size > reading.checkpoints[org].checkpoint.size


def _with_mirrors(seat: Seat, mirrors: Mapping[OrgId, Mapping[str, bytes]]) -> Reading:
    """Verify the record as it would be with *mirrors* in place; nothing is written."""
    files = {org: dict(seat.store.read(org)) for org in seat.store.logs()} | {
        org: dict(one) for org, one in mirrors.items()
    }
    if not files:
        return read_record(seat)
    return verify_record(files, remembered=remembered(seat))


def _require_own_card(seat: Seat, reading: Reading) -> None:
    """Refuse a genesis that gives this seat other keys than it has: somebody would sign in its name."""
    exchange = reading.state.exchange
    own = card(seat)
    if exchange is not None and own not in exchange.organisations:
        raise Refusal(
            "BUNDLE-12", f"genesis has other keys for {seat.org} than this seat", hint="stop; call the others"
        )


def _keep_mirrors(seat: Seat, mirrors: Mapping[OrgId, Mapping[str, bytes]], reading: Reading) -> None:
    """Keep verified mirrors and cosign their checkpoints. Remembered first: a witness that forgot could be rolled back."""
    remember(seat, reading.checkpoints)
    for org, files in mirrors.items():
        old = seat.store.read(org)
        note = _cosign(seat, reading.checkpoints[org].note)
        last = {CHECKPOINT: format_note(_merged(note, old.get(CHECKPOINT)))}
        changed = {
            path: data for path, data in files.items() if path not in (CHECKPOINT, COSIGNED) and old.get(path) != data
        }
        if (newer := _newer_cosigned(org, files, old, reading)) is not None:
            last[COSIGNED] = newer
        seat.store.write(org, changed, last=last, remove=sorted(set(old) - set(files) - {CHECKPOINT, COSIGNED}))


def _newer_cosigned(org: OrgId, files: Mapping[str, bytes], old: Mapping[str, bytes], reading: Reading) -> bytes | None:
    if COSIGNED not in files:
        return None
    if COSIGNED in old:
        size = int(parse_note(old[COSIGNED]).text.split("\n")[1])
        if reading.cosigned[org].checkpoint.size < size:
            return None
    return files[COSIGNED]


def _cosign(seat: Seat, note: Note) -> Note:
    """Add this seat's timestamped cosignature: "the largest consistent log I have seen at this time"."""
    key = parse_vkey(seat.keys.public("witness"))
    if any(line.name == key.name for line in note.lines):
        return note
    timestamp = int(seat.clock.now().timestamp())
    signature = seat.keys.seat_sign("witness", cosignature_message(note.text, timestamp))
    line = SignatureLine(name=key.name, key_id=key.key_id, signature=cosignature_bytes(timestamp, signature))
    return add_line(note, line)


def _merged(note: Note, other: bytes | None) -> Note:
    """Join the cosignatures of two copies of one checkpoint; of two lines by one key the one at hand stays."""
    if other is None:
        return note
    rest = parse_note(other)
    if rest.text != note.text:
        return note
    have = {(line.name, line.key_id) for line in note.lines}
    lines = tuple(line for line in rest.lines if (line.name, line.key_id) not in have)
    return replace(note, lines=tuple(sorted((*note.lines, *lines), key=lambda line: (line.name, line.key_id))))


def _gather_cosignatures(seat: Seat, bundle: Bundle, reading: Reading) -> None:
    """Take the cosignatures others gave this seat's own log; when all have, that checkpoint is the cosigned one."""
    returned = bundle.files.get(f"record/{seat.org}/{CHECKPOINT}")
    exchange = reading.state.exchange
    if returned is None or exchange is None or seat.org not in reading.logs:
        return
    organisation = next(one for one in exchange.organisations if one.id == seat.org)
    policy = policy_of(organisation, exchange)
    signed = open_checkpoint(returned, policy, where=f"{seat.org}/{CHECKPOINT}, as {bundle.sender} holds it")
    log, checkpoint = reading.logs[seat.org], signed.checkpoint
    if checkpoint.size > log.tree.size or log.tree.root(checkpoint.size) != checkpoint.root:
        raise Refusal(
            "BUNDLE-10",
            f"{bundle.sender} holds another log of this seat than this seat does",
            hint="this seat may have been restored from an old copy: stop, keep both, and tell every organisation",
            source="C2SP tlog-witness",
        )
    memory = seat.vault.kept("cosignatures")
    gathered = memory if isinstance(memory, dict) else {}
    key = f"size_{checkpoint.size}"
    before = gathered.get(key)
    note = _merged(signed.note, str(before).encode() if before is not None else None)
    last: dict[str, bytes] = {}
    if checkpoint.size == log.tree.size:
        last[CHECKPOINT] = format_note(_merged(note, seat.store.read(seat.org)[CHECKPOINT]))
    have = {line.name for line in note.lines}
    old = reading.cosigned.get(seat.org)
    if policy.required <= have and (old is None or old.checkpoint.size < checkpoint.size):
        last[COSIGNED] = format_note(note)
        gathered = {
            name: value for name, value in gathered.items() if int(name.removeprefix("size_")) > checkpoint.size
        }
    else:
        gathered = {**gathered, key: format_note(note).decode()}
    seat.vault.keep("cosignatures", gathered)
    if last:
        seat.store.write(seat.org, {}, last=last, remove=())


def _record_joint(seat: Seat, reading: Reading) -> tuple[Reading, tuple[str, ...]]:
    """Record here every joint act that another organisation has recorded: the same bytes stand in all logs."""
    own = {line.draft.digest for line in reading.record.lines if line.org == seat.org}
    recorded = []
    for line in reading.record.lines:
        if line.draft.digest not in own and kind_of(line.draft.event).joint:
            own.add(line.draft.digest)
            reading = append(seat, reading, parse_note(reading.logs[line.org].entries[line.index]))
            recorded.append(line.draft.event.kind)
    return reading, tuple(recorded)


def _take_pending(
    seat: Seat, bundle: Bundle, reading: Reading
) -> tuple[Reading, tuple[str, ...], tuple[str, ...], tuple[Finding, ...]]:
    """Join the signatures on acts that are on their way; record those complete; keep the others to be signed."""
    here = pending(seat)
    recorded, findings = [], []
    for data in _under(bundle, "pending/").values():
        note = read_pending(data)
        name = event_digest(note.text)
        for line in here.get(name, note).lines:
            note = add_line(note, line)
        try:
            reading, was_recorded = _take_one(seat, reading, note, name)
        except Refusal as refusal:
            findings.append(_odd(bundle.sender, name, refusal))
            continue
        if was_recorded is not None:
            recorded.append(was_recorded)
    to_sign = tuple(read_note(note, reading.state).event.kind for note in pending(seat).values())
    return reading, tuple(recorded), to_sign, tuple(findings)


def _take_one(seat: Seat, reading: Reading, note: Note, name: Digest) -> tuple[Reading, str | None]:
    if name in reading.state.joint:
        seat.store.put("pending", f"{name}.note", None)
        return reading, None
    draft = read_note(note, reading.state)
    if not kind_of(draft.event).joint:
        return reading, None
    log = reading.logs.get(seat.org)
    judge(draft, reading.state, index=log.tree.size if log else 0)
    if missing_signatures(draft, reading.state):
        seat.store.put("pending", f"{name}.note", pending_bytes(note))
        return reading, None
    return append(seat, reading, note), draft.event.kind


def _take_sealed(seat: Seat, bundle: Bundle, reading: Reading, receive: Receive) -> Iterator[str]:
    memory = seat.vault.kept("received")
    known = list(memory) if isinstance(memory, list) else []
    for name, data in sorted(_under(bundle, "sealed/").items()):
        sender, to, *_ = name.split(".")
        name_of_it = digest(data)
        if to != seat.org:
            seat.store.put("outbox", name, data)  # carried on for others, unread
        elif name_of_it not in known:
            content = _opened(seat, reading, OrgId(sender), data)
            receive(seat, reading, OrgId(sender), str(content["what"]), content["content"])
            known.append(name_of_it)
            seat.vault.keep("received", known)
            yield str(content["what"])


def _opened(seat: Seat, reading: Reading, sender: OrgId, data: bytes) -> dict[str, Json]:
    """Open a sealed part and verify who signed it and for whom."""
    organisations = reading.state.exchange.organisations if reading.state.exchange else ()
    keys = [parse_vkey(one.seat_key) for one in organisations if one.id == sender]
    opened = seat.keys.unseal(data)
    end = _LENGTH + int.from_bytes(opened[:_LENGTH], "big")
    note, content = parse_note(opened[_LENGTH:end], where="sealed part"), opened[end:]
    signed_by(note, keys, where="sealed part")
    label = _note_content(note, SEALED_MAGIC, {"ex", "from", "sha256", "to", "what"})
    if (label["from"], label["to"], label["ex"], label["sha256"]) != (
        sender,
        seat.org,
        seat.profile.id,
        digest(content),
    ):
        raise Refusal("BUNDLE-11", f"a sealed part that is not from {sender} to {seat.org}", hint=_RESEND)
    return {"what": label["what"], "content": decode(content)}


def _forget_delivered(seat: Seat, reading: Reading) -> None:
    """Drop what a seat has: its cosignature covers more of the sender's log than stood when the part was sealed."""
    for name in seat.store.shelf("outbox"):
        sender, to, size, _, _ = name.split(".")
        witness, log = f"{seat.profile.id}/{to}/witness", OrgId(sender)
        signed = [one for one in (reading.checkpoints.get(log), reading.cosigned.get(log)) if one is not None]
        if any(one.checkpoint.size > int(size) and any(c.name == witness for c in one.cosigned) for one in signed):
            seat.store.put("outbox", name, None)


def _under(bundle: Bundle, folder: str) -> dict[str, bytes]:
    return {path.removeprefix(folder): data for path, data in bundle.files.items() if path.startswith(folder)}


def _others(seat: Seat) -> str:
    return ", ".join(org for org in seat.profile.org_ids if org != seat.org)


def _odd(sender: OrgId, name: Digest, refusal: Refusal) -> Finding:
    return Finding(
        code=refusal.code,
        severity=Severity.ADVICE,
        where=Where(source=f"bundle of {sender}", field=f"pending {name[:12]}"),
        rule=refusal.says,
        remedy=refusal.hint,
        source=refusal.source or "docs/record.md",
    )


_RESEND: Final = "ask the sender for the bundle again; nothing was taken from this one"
