"""Bundles: the only thing that passes between seats. A signed file, carried by network or on a stick."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from homeward.log import (
    Note,
    add_line,
    parse_note,
)
from homeward.model.events import event_digest
from homeward.model.findings import Finding, Json, Refusal, Severity, Where
from homeward.model.ids import OrgId
from homeward.procedure import judge, kind_of, missing_signatures, read_note, require_seen
from homeward.service.acting import (
    append,
    pending,
    pending_bytes,
    prune,
    read_pending,
    require_none_stopped,
    sweep,
    withdrawn,
)
from homeward.service.ceremony import card_bytes, cards, read_card
from homeward.service.envelope import (
    RESEND,
    Bundle,
    carry_on,
    forget_delivered,
    open_sealed,
    pack,
    require_part,
    require_sender,
    sealed_parts,
    under,
    unpack,
)
from homeward.service.finals import settle_finals
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
    with seat.store.lock():
        sweep(seat)  # what an interrupted import left must not look like tampering to whoever only sends
    reading = read_record(seat)
    files: dict[str, bytes] = {f"cards/{one.id}.json": card_bytes(one) for one in cards(seat).values()}
    for org in seat.store.logs():
        files |= {f"record/{org}/{path}": data for path, data in seat.store.read(org).items()}
    drafts = {name: note for name, note in pending(seat).items() if kind_of(read_note(note, reading.state).event).joint}
    files |= {f"pending/{name}.note": pending_bytes(note) for name, note in drafts.items()}
    forget_delivered(seat, reading)
    files |= {
        f"sealed/{name}": data for name, data in seat.store.shelf("outbox").items() if not name.startswith(f"{to}.")
    }
    return pack(seat, to, files)


def bundle_in(seat: Seat, data: bytes, receive: Receive) -> Arrival:
    """
    Import a bundle: verify everything first, then keep it.

    Steps: (1) its manifest is signed by the sender's seat key and matches every file; (2) the sender's logs extend
    what this seat holds and remembers; (3) the record with them is judged as a whole; only then (4) what was handed
    over is taken, (5) mirrors are kept and cosigned, which tells the sender that it has arrived, (6) joint acts others
    have recorded are recorded here, and (7) acts to sign are kept. Whatever of (4) and (7) cannot be taken is a
    finding, and the rest goes on: one bad part must not cost the others.

    Raises:
        Refusal: in steps (1) to (3), and nothing is kept.
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
        introduced = _cards(seat, bundle)
        longer, mirrors = grown(seat, bundle, reading)  # (2)
        before, reading = reading, with_mirrors(seat, mirrors)  # (3)
        require_own_card(seat, reading)
        returned = returned_checkpoint(seat, bundle, reading)
        received, unread = _take_sealed(seat, bundle, reading, receive)  # (4)
        if before.state.exchange is None:
            for path, content in introduced.items():
                seat.store.put("cards", path, content)
        keep_mirrors(seat, mirrors, reading)  # (5)
        if returned is not None:
            gather_cosignatures(seat, returned, reading)
        reading, recorded = _record_joint(seat, read_record(seat))  # (6)
        reading, completed, unfit = _take_pending(seat, bundle, reading)  # (7)
        prune(seat, reading)
        settle_finals(seat)
        to_sign = tuple(read_note(note, reading.state).event.kind for note in pending(seat).values())
    return Arrival(
        sender=bundle.sender,
        grown=longer,
        recorded=(*recorded, *completed),
        to_sign=to_sign,
        received=received,
        findings=(*unread, *unfit, *reading.findings),
    )


def _cards(seat: Seat, bundle: Bundle) -> dict[str, bytes]:
    """Return the cards of other seats in the bundle; a path that is not that of its card is refused."""
    cards = under(bundle, "cards/")
    for path, content in cards.items():
        organisation = read_card(content)
        if path != f"{organisation.id}.json" or organisation.id not in seat.profile.org_ids:
            raise Refusal("BUNDLE-14", f"a card at {path} that is of no seat of this exchange", hint=RESEND)
    return {path: content for path, content in sorted(cards.items()) if path != f"{seat.org}.json"}


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


def _take_pending(seat: Seat, bundle: Bundle, reading: Reading) -> tuple[Reading, tuple[str, ...], tuple[Finding, ...]]:
    """Join the signatures on acts that are on their way; record those complete; keep the others to be signed."""
    recorded, findings = [], []
    for path, data in sorted(under(bundle, "pending/").items()):
        try:
            reading, was_recorded = _take_one(seat, reading, _joined(seat, read_pending(data)))
        except Refusal as refusal:
            findings.append(_odd(bundle.sender, f"pending {path[:12]}", refusal))
            continue
        if was_recorded is not None:
            recorded.append(was_recorded)
    return reading, tuple(recorded), tuple(findings)


def _joined(seat: Seat, note: Note) -> Note:
    """Return *note* with the signatures this seat has for the same text."""
    here = pending(seat).get(event_digest(note.text), note)
    for line in here.lines:
        note = add_line(note, line)
    return note


def _take_one(seat: Seat, reading: Reading, note: Note) -> tuple[Reading, str | None]:
    name = event_digest(note.text)
    if name in reading.state.joint or name in withdrawn(seat):
        seat.store.put("pending", f"{name}.note", None)
        return reading, None
    draft = read_note(note, reading.state)
    if not kind_of(draft.event).joint:
        return reading, None
    log = reading.logs.get(seat.org)
    require_seen(draft.event, reading.state, reading.logs)
    judge(draft, reading.state, index=log.tree.size if log else 0)
    require_none_stopped(draft.event, reading.state)
    if missing_signatures(draft, reading.state):
        seat.store.put("pending", f"{name}.note", pending_bytes(note))
        return reading, None
    return append(seat, reading, note), draft.event.kind


def _take_sealed(
    seat: Seat, bundle: Bundle, reading: Reading, receive: Receive
) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """Take what was handed over to this seat, in the order it was sealed, and carry on what is for others, unread."""
    memory = seat.vault.kept("received")
    known = [str(one) for one in memory] if isinstance(memory, list) else []
    received, findings = [], []
    for part in sorted(sealed_parts(bundle), key=lambda one: (one.size, one.name)):
        try:
            require_part(seat, part)
            if part.to != seat.org:
                carry_on(seat, part)
            elif part.digest not in known:
                label, content = open_sealed(seat, reading, part)
                receive(seat, reading, part.sender, label, content)
                known.append(part.digest)
                seat.vault.keep("received", [*known])
                received.append(label)
        except Refusal as refusal:
            findings.append(_odd(bundle.sender, f"sealed part {part.name}", refusal))
    return tuple(received), tuple(findings)


def _others(seat: Seat) -> str:
    return ", ".join(org for org in seat.profile.org_ids if org != seat.org)


def _odd(sender: OrgId, what: str, refusal: Refusal) -> Finding:
    return Finding(
        code=refusal.code,
        severity=Severity.ADVICE,
        where=Where(source=f"bundle of {sender}", field=what),
        rule=refusal.says,
        remedy=refusal.hint,
        source=refusal.source or "docs/record.md",
    )
