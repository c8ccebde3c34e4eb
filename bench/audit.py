"""Audits a record of 100,000 events beside bare signature verification of the same signatures, in one run.

Prints a Markdown section. The ratio is what counts: machines differ, and this one may be shared.
"""

from __future__ import annotations

import argparse
import base64
import platform
import resource
import sys
import time
from datetime import UTC, datetime, timedelta

import cryptography
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from homeward.log import (
    Checkpoint,
    KeyType,
    Note,
    SignatureLine,
    VerifierKey,
    format_checkpoint,
    format_note,
    format_vkey,
    log_files,
    note_message,
    tree_of,
)
from homeward.model.events import Event, event_digest, event_text
from homeward.model.exchange import Exchange, Officer, Organisation, Role
from homeward.model.findings import Json
from homeward.model.ids import Digest, ExchangeId, OfficerId, OrgId
from homeward.procedure.bodies import genesis_body
from homeward.service.reading import CHECKPOINT, verify_record
from homeward.terms import read_terms, terms_record

EXCHANGE = ExchangeId("bench")
START = datetime(2025, 5, 16, tzinfo=UTC)
ORGS = (OrgId("neutral"), OrgId("north"), OrgId("south"))
TERMS = b"""
format = 1
title = "Bench"
agreed_on = 2025-05-16
source = "made up"
clause = [{ id = "1", says = "One for one." }]
category = []
commitment = [
  { id = "n", clause = "1", holder = "north", receiver = "south", op = "eq", count = 100 },
  { id = "s", clause = "1", holder = "south", receiver = "north", op = "eq", count = 100 },
]
tranche = [{ id = "t1", clause = "1", on = 2025-06-01 }]
gate = [{ kind = "wish", clause = "1", valid_days = 30 }]
reserve = { clause = "1", persons = 10 }
publicity = { clause = "1", counts = "after_arrival", future_tranches = false, min_cell = 10, record = false }
deadlines = { clause = "1", lists_days = 2, answer_days = 2, final_days = 2, arrival_days = 1 }
"""


def main() -> None:
    """Build the record, verify it, verify the bare signatures, print the ratio."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--events", type=int, default=100_000)
    events = parser.parse_args().events
    files, messages = build(events)
    print(
        f"built {events} events, {sum(len(data) for data in files[ORGS[1]].values()) / 2**20:.0f} MiB", file=sys.stderr
    )

    # The peer: the same library's verification of the same signatures over the same bytes, and nothing else.
    keys = {public: Ed25519PublicKey.from_public_bytes(public) for public, _, _ in messages[:50]}
    began = time.process_time()
    for public, signature, message in messages:
        keys[public].verify(signature, message)
    bare = time.process_time() - began

    began = time.process_time()
    reading = verify_record(files)
    audit = time.process_time() - began
    judged = len(reading.record.lines)

    show(judged, len(messages), bare, audit)


def show(judged: int, signatures: int, bare: float, audit: float) -> None:
    """Print the section for bench/RESULTS.md."""
    print("\n## Auditing a record beside bare signature verification\n")
    print(f"`python bench/audit.py --events {judged - 6}`: {judged} events judged, {signatures} signatures.\n")
    print("| what | CPU s | per second |")
    print("| --- | --- | --- |")
    peer = f"bare Ed25519 verification (cryptography {cryptography.__version__})"
    print(f"| {peer} | {bare:.1f} | {signatures / bare:,.0f} signatures |")
    ours = "`verify_record`: tiles, tree, checkpoints, signatures, canonical form, every rule"
    print(f"| {ours} | {audit:.1f} | {judged / audit:,.0f} events |")
    print(f"\nRatio: an audit takes {audit / bare:.2f} times the bare signature verification.")
    print(f"Peak memory {peak():.0f} MiB. Python {platform.python_version()}, {platform.machine()}, one core, shared.")


def build(events: int) -> tuple[dict[OrgId, dict[str, bytes]], list[tuple[bytes, bytes, bytes]]]:
    """Return the files of three logs, the second with *events* remarks of two signatures each, and all signatures."""
    secret = {name: Ed25519PrivateKey.from_private_bytes(name.encode().ljust(32, b".")[:32]) for name in _key_names()}
    messages: list[tuple[bytes, bytes, bytes]] = []

    def sign(text: str, *names: str) -> bytes:
        lines = []
        for name in names:
            key, signature = _verifier(secret, name), secret[name].sign(note_message(text))
            messages.append((key.public_key, signature, note_message(text)))
            lines.append(SignatureLine(name=key.name, key_id=key.key_id, signature=signature))
        return format_note(Note(text=text, lines=tuple(sorted(lines, key=lambda line: (line.name, line.key_id)))))

    exchange = Exchange(
        id=EXCHANGE, title="bench", is_demo=True, organisations=tuple(_organisation(secret, org) for org in ORGS)
    )
    genesis = sign(event_text(_event(0, "genesis", OrgId("neutral"), None, genesis_body(exchange))), *_everybody())
    terms, findings = read_terms(TERMS, source="bench", parties=list(ORGS[1:]))
    if terms is None:
        raise SystemExit(str(findings))
    heads = [f"{org}/head-{number}" for org in ORGS[1:] for number in (1, 2)]
    signed = sign(event_text(_event(1, "terms.signed", OrgId("neutral"), None, {"terms": terms_record(terms)})), *heads)
    entries, prev = [genesis, signed], None
    for number in range(events):
        event = _event(number + 2, "list.remarked", ORGS[1], prev, {"code": "identity", "entry": f"{number:064x}"})
        text = event_text(event)
        entries.append(sign(text, "north/list-1", "north/list-2"))
        prev = event_digest(text)
    files = {org: _files(secret, org, entries if org == ORGS[1] else [genesis, signed]) for org in ORGS}
    return files, messages


def _event(number: int, kind: str, org: OrgId, prev: Digest | None, body: dict[str, Json]) -> Event:
    return Event(
        id=f"01970000-0000-7000-8000-{number:012x}",
        kind=kind,
        exchange=EXCHANGE,
        org=org,
        role={"genesis": "head", "terms.signed": "delegate"}.get(kind, "list_officer"),
        at=START + timedelta(seconds=number),
        prev=prev,
        seen=(),
        body=body,
    )


def _files(secret: dict[str, Ed25519PrivateKey], org: OrgId, entries: list[bytes]) -> dict[str, bytes]:
    tree, key = tree_of(entries), _verifier(secret, f"{org}/log")
    text = format_checkpoint(Checkpoint(origin=key.name, size=tree.size, root=tree.root()))
    line = SignatureLine(name=key.name, key_id=key.key_id, signature=secret[f"{org}/log"].sign(note_message(text)))
    return {**log_files(entries, tree), CHECKPOINT: format_note(Note(text=text, lines=(line,)))}


def _organisation(secret: dict[str, Ed25519PrivateKey], org: OrgId) -> Organisation:
    roles = {"head": Role.HEAD, "list": Role.LIST_OFFICER} if org != "neutral" else {"delegate": Role.DELEGATE}
    officers = tuple(
        Officer(
            org=org,
            id=OfficerId(f"{name}-{number}"),
            roles=frozenset({role}),
            key=format_vkey(_verifier(secret, f"{org}/{name}-{number}")),
        )
        for name, role in roles.items()
        for number in (1, 2)
    )
    return Organisation(
        id=org,
        is_party=org != "neutral",
        log_key=format_vkey(_verifier(secret, f"{org}/log")),
        witness_key=format_vkey(_verifier(secret, f"{org}/witness")),
        seat_key=format_vkey(_verifier(secret, f"{org}/seat")),
        sealing_key=base64.b64encode(bytes(32)).decode(),
        officers=officers,
    )


def _verifier(secret: dict[str, Ed25519PrivateKey], name: str) -> VerifierKey:
    org, _, use = name.partition("/")
    kind = KeyType.COSIGNATURE if use == "witness" else KeyType.NOTE
    full = f"{EXCHANGE}/{org}" if use == "log" else f"{EXCHANGE}/{org}/{use}"
    return VerifierKey(name=full, key_type=kind, public_key=secret[name].public_key().public_bytes_raw())


def _key_names() -> list[str]:
    uses = {"neutral": ("delegate-1", "delegate-2"), "north": _PARTY, "south": _PARTY}
    return [f"{org}/{use}" for org in ORGS for use in (*uses[org], "log", "witness", "seat")]


def _everybody() -> list[str]:
    heads = [f"{org}/head-{number}" for org in ORGS[1:] for number in (1, 2)]
    return [*heads, "neutral/delegate-1", "neutral/delegate-2"]


_PARTY = ("head-1", "head-2", "list-1", "list-2")


def peak() -> float:
    """Return the peak resident memory in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
