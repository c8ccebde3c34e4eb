"""Bundles: the only thing that passes between seats. A signed file, carried by network or on a stick."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from homeward.log import (
    Note,
    add_line,
    parse_note,
)
from homeward.model.canonical import digest
from homeward.model.events import event_digest
from homeward.model.findings import Finding, Json, Refusal, Severity, Where
from homeward.model.ids import Digest, OrgId
from homeward.procedure import judge, kind_of, missing_signatures, read_note
from homeward.service.acting import append, pending, pending_bytes, read_pending, sweep
from homeward.service.ceremony import card_bytes, cards, read_card
from homeward.service.envelope import Bundle, forget_delivered, open_sealed, pack, require_sender, under, unpack
from homeward.service.mirrors import (
    gather_cosignatures,
    grown,
    keep_mirrors,
    require_own_card,
    returned_checkpoint,
    with_mirrors,
)
from homeward.service.reading import (
    Reading,
    read_record,
)
from homeward.service.seat import Seat


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
    forget_delivered(seat, reading)
    files |= {
        f"sealed/{name}": data for name, data in seat.store.shelf("outbox").items() if not name.startswith(f"{to}.")
    }
    return pack(seat, to, files)


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
        bundle = unpack(data)
        reading = read_record(seat)
        require_sender(seat, bundle, reading)  # (1)
        if seat.org != bundle.to:
            raise Refusal(
                "BUNDLE-3", f"a bundle for {bundle.to}, not for {seat.org}", hint="carry it to the right seat"
            )
        for path, content in sorted(under(bundle, "cards/").items()):
            organisation = read_card(content)
            if (
                organisation.id in seat.profile.org_ids
                and organisation.id != seat.org
                and reading.state.exchange is None
            ):
                seat.store.put("cards", path, content)
        longer, mirrors = grown(seat, bundle, reading)  # (2)
        reading = with_mirrors(seat, mirrors)  # (3)
        require_own_card(seat, reading)
        returned = returned_checkpoint(seat, bundle, reading)
        keep_mirrors(seat, mirrors, reading)  # (4)
        if returned is not None:
            gather_cosignatures(seat, returned, reading)
        reading, recorded = _record_joint(seat, read_record(seat))  # (5)
        reading, completed, to_sign, findings = _take_pending(seat, bundle, reading)  # (6)
        received = tuple(_take_sealed(seat, bundle, reading, receive))
    return Arrival(
        sender=bundle.sender,
        grown=longer,
        recorded=(*recorded, *completed),
        to_sign=to_sign,
        received=received,
        findings=(*findings, *reading.findings),
    )


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
    for data in under(bundle, "pending/").values():
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
    for name, data in sorted(under(bundle, "sealed/").items()):
        sender, to, *_ = name.split(".")
        name_of_it = digest(data)
        if to != seat.org:
            seat.store.put("outbox", name, data)  # carried on for others, unread
        elif name_of_it not in known:
            content = open_sealed(seat, reading, OrgId(sender), data)
            receive(seat, reading, OrgId(sender), str(content["what"]), content["content"])
            known.append(name_of_it)
            seat.vault.keep("received", known)
            yield str(content["what"])


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
