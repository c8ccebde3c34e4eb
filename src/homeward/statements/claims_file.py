"""Opens a file of claims/1 as a program wrote it: which document it is, when it was said, between whom people cross."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from homeward.model.claims import Claim
from homeward.model.dates import parse_date
from homeward.model.findings import Finding
from homeward.statements.claims_json import Document, claims_from_json
from homeward.statements.notes import Notes
from homeward.statements.origins import origin_keys

_TOOK_PLACE: Final = frozenset({"begun", "done", "ongoing"})
_DATES: Final = ("said_on", "published_on", "published", "date")
"""Keys under which writers of claims/1 keep the day of a document, in the order in which they are believed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimsFile:
    """A file of claims/1: its bytes, how findings name it, and the name that starts its claims' ids."""

    name: str
    source: str
    data: bytes


def read_claims_files(
    files: Iterable[ClaimsFile], *, parties: Mapping[str, str] | None = None
) -> tuple[tuple[Claim, ...], tuple[Finding, ...]]:
    """
    Read *files* of claims/1 about one exchange, with a key of origin for each that copies share.

    Copies are looked for in the texts that the files carry, else in the words they quote. A document without a day is
    of the last day on which something in it was said or took place; ``STATEMENT-10`` where it names none.

    Args:
        files: The files, in the order in which claims come.
        parties: Codes of the files and ids of the exchange; None takes those between whom people are said to cross.
    """
    heads = [(file, _head(file.data)) for file in files]
    known = {code: code.lower() for _, head in heads for code in codes_of(head)} if parties is None else parties
    origins = origin_keys({file.name: _text(head) for file, head in heads})
    claims: list[Claim] = []
    findings: list[Finding] = []
    for file, head in heads:
        said_on, notes = _said_on(head), Notes(source=file.source)
        if said_on is None and _rows(head):
            rule, remedy = "a document has a day", 'write "said_on": "2025-05-23" beside "claims"'
            notes.add("STATEMENT-10", (None, "said_on"), rule=rule, seen=None, remedy=remedy)
        written = head.get("origin")
        document = Document(
            id=_id(file.name),
            said_on=said_on or date.min,
            source=file.source,
            parties=known,
            origin=written if isinstance(written, str) else origins[file.name],
        )
        found, odd = claims_from_json(file.data, document=document)
        claims += found
        findings += [*notes.findings, *odd]
    return tuple(claims), tuple(findings)


def codes_of(head: Mapping[str, object]) -> frozenset[str]:
    """Return the codes of those between whom the claims of a file say that people cross."""
    ways = (str(row.get("direction") or "") for row in _rows(head))
    return frozenset(code for way in ways if ">" in way for code in way.split(">"))


def _head(data: bytes) -> dict[str, object]:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _rows(head: Mapping[str, object]) -> list[dict[str, object]]:
    rows = head.get("claims")
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _text(head: Mapping[str, object]) -> str:
    text = head.get("text")
    return text if isinstance(text, str) else "\n".join(str(row.get("quote", "")) for row in _rows(head))


def _said_on(head: Mapping[str, object]) -> date | None:
    written = [head.get(key) for key in _DATES]
    said = [row.get("said_date") for row in _rows(head)]
    took_place = [row.get("event_date") for row in _rows(head) if row.get("modality") in _TOOK_PLACE]
    for group in (written[:1], written[1:2], written[2:3], written[3:], said, took_place):
        days = [parse_date(one) for one in group if isinstance(one, str)]
        known = [one.latest for one in days if one is not None and one.latest != date.max]
        if known:
            return max(known)
    return None


def _id(name: str) -> str:
    return re.sub(r"[^a-z0-9_]+", "-", name.lower()).strip("-") or "document"
