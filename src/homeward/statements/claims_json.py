"""Reads claims/1 as JSON: what a reader of free text emits, one document at a time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from homeward.model.claims import CERTAIN, Claim, ClaimCount, CountOp, Modality, Scope, Statement
from homeward.model.findings import Finding
from homeward.statements.known import BOTH, CATEGORIES, NEWS, NOTHING_KNOWN, ROLES, THIRD
from homeward.statements.notes import Notes, Table
from homeward.statements.values import interval, read_direction, read_event_date, read_times

SCHEMA: Final = "claims/1"
_KEYS: Final = frozenset(
    {"id", "quote", "span", "evidence", "speaker", "channel", "event_date", "said_date", "exchange", "direction"}
    | {"count", "category", "scope", "modality", "part_of", "times", "via", "superlative"}
    | {"confidence", "rules", "places", "document"}
)
_REQUIRED: Final = ("id", "quote", "speaker", "category", "modality")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """
    The text that claims were read from.

    ``id`` starts the id of every claim; ``said_on`` holds unless a claim states its own ``said_date``. ``parties`` maps
    the codes of the JSON to ids of the exchange (and a mediator's code to ``neutral``); other codes are third parties.
    ``origin`` is the key that copies of one text share (:func:`origin_keys`), None where nobody looked for copies.
    """

    id: str
    said_on: date
    source: str
    parties: Mapping[str, str] = field(default_factory=dict)
    via: str | None = None
    origin: str | None = None


def claims_from_json(data: bytes, *, document: Document) -> tuple[tuple[Claim, ...], tuple[Finding, ...]]:
    """
    Read ``{"claims": [...]}`` of schema claims/1, and a finding for every claim in it that cannot be used.

    Claims come in the order of the file, each or its finding. ``id`` becomes ``document-id``; an open end
    (``at_least``) is kept open whatever ``hi`` repeats. A claim's ``document`` names the entry of a feed that it was
    read from. Spans and confidence are kept; the rules by which a field was read, and the words it rests on, stay in
    the file. Codes are those of :func:`read_statements`.
    """
    notes = Notes(source=document.source)
    rows = _rows(_opened(data, notes), notes)
    claims: list[Claim] = []
    ids = frozenset(str(row.get("id")) for row in rows)
    seen: set[str] = set()
    for row in rows:
        table = Table(name=f"claim {row.get('id', '?')}", values=row, notes=Notes(source=document.source))
        claim = _claim(table, document, ids, seen)
        if claim is not None and not table.notes.findings:
            claims.append(claim)
        notes.findings.extend(table.notes.findings)
    return tuple(claims), tuple(notes.findings)


def _opened(data: bytes, notes: Notes) -> object:
    """Return what the file holds; an empty list of claims, with its finding, when it is no JSON."""
    try:
        return json.loads(data)
    except UnicodeDecodeError as problem:
        seen = f"byte {problem.start + 1} is no UTF-8"
        notes.add("STATEMENT-1", _NOWHERE, rule="the file is JSON in UTF-8", seen=seen, remedy="save the file as UTF-8")
    except (ValueError, RecursionError) as problem:
        notes.add("STATEMENT-1", _NOWHERE, rule="the file is JSON", seen=str(problem), remedy="write the file again")
    return {"claims": []}


def _rows(value: object, notes: Notes) -> list[dict[str, object]]:
    rows = value.get("claims") if isinstance(value, dict) else None
    if not isinstance(value, dict) or value.get("schema", SCHEMA) != SCHEMA:
        rule, remedy = f"the schema is {SCHEMA}", "use a release of Homeward that knows this schema"
        notes.add("STATEMENT-1", _NOWHERE, rule=rule, seen=str(value)[:40], remedy=remedy)
        return []
    if not isinstance(rows, list) or any(not isinstance(row, dict) for row in rows):
        rule = "claims is a list of objects"
        notes.add("STATEMENT-5", (None, "claims"), rule=rule, seen=None, remedy="write the file again")
        return []
    return rows


_NOWHERE: Final = (None, None)


def _claim(table: Table, document: Document, ids: frozenset[str], seen: set[str]) -> Claim | None:
    table.check_keys(allowed=_KEYS, required=_REQUIRED)
    name, quote = table.text("id"), table.text("quote")
    if name is not None and name in seen:
        table.add("STATEMENT-9", "id", rule="each claim has its own id", remedy="choose an id not yet used")
    seen.add(name or "")
    statement = _statement(table, document)
    category = table.one_of("category", CATEGORIES)
    modality, scope = table.choice("modality", Modality), table.choice("scope", Scope)
    count, event_on = _count(table), read_event_date(table, "event_date")
    direction, part_of = _direction(table, document), table.text("part_of")
    times, superlative, confidence = read_times(table), table.text("superlative"), _confidence(table)
    span, evidence = _span(table, "span"), _span(table, "evidence")
    if part_of is not None and (part_of not in ids or part_of == name):
        table.add("STATEMENT-8", "part_of", rule="part_of names another claim", remedy="write the id of that claim")
    if name is None or quote is None or statement is None or category is None or modality is None:
        return None
    return Claim(
        id=f"{document.id}-{name}",
        statement=statement,
        quote=quote,
        event_on=event_on,
        direction=direction,
        count=count,
        category=category,
        scope=scope,
        modality=modality,
        part_of=None if part_of is None else f"{document.id}-{part_of}",
        times=times,
        superlative=superlative,
        span=span,
        evidence=evidence,
        confidence=confidence,
    )


def _statement(table: Table, document: Document) -> Statement | None:
    speaker = table.values.get("speaker")
    if not isinstance(speaker, dict):
        rule = "speaker is an object with party and role"
        table.add("STATEMENT-5", "speaker", rule=rule, remedy='write {"party": ..., "role": ...}')
        return None
    inner = Table(name=f"{table.name}.speaker", values=speaker, notes=table.notes)
    code, role = inner.text("party"), inner.one_of("role", frozenset(ROLES))
    said_on = read_event_date(table, "said_date")
    if code is None or role is None:
        rule = "a speaker has a party and a role"
        inner.add("STATEMENT-3", "party", rule=rule, remedy="add what is missing")
        return None
    party = code if code in {BOTH, NEWS} else document.parties.get(code, THIRD)
    channel, via, entry = table.text("channel"), _via(table), table.text("document")
    office = inner.text("office") or _office(code, role)
    return Statement(
        id="-".join(one for one in (document.id, entry, code.lower(), role, channel) if one),
        speaker=office,
        office=office,
        party=party,
        role=role,
        channel=channel,
        said_on=document.said_on if said_on is None else said_on.latest,
        source=document.source,
        via=via or document.via,
        origin=document.origin,
    )


def _via(table: Table) -> str | None:
    """Return who relays whom, the nearest first: one text, or a list of them."""
    value = table.values.get("via")
    if not isinstance(value, list):
        return table.text("via")
    if all(isinstance(one, str) and one for one in value):
        return ", ".join(value) or None
    table.add("STATEMENT-5", "via", rule="via is a list of texts", remedy='write ["who relays it"]')
    return None


def _office(code: str, role: str) -> str:
    match code:
        case "NEWS":
            return "News report"
        case "BOTH":
            return "Officials of both sides"
        case "ANON":
            return "Unnamed source"
        case _:
            return f"{ROLES[role].capitalize()} ({code})"


def _direction(table: Table, document: Document) -> str | None:
    written = table.text("direction")
    if written is None or written == "both":
        return written
    codes = [document.parties.get(code, code.lower()) for code in written.split(">")]
    return read_direction(
        Table(name=table.name, values={"direction": ">".join(codes)}, notes=table.notes), "direction", NOTHING_KNOWN
    )


def _count(table: Table) -> ClaimCount | None:
    value = table.values.get("count")
    if value is None:
        return None
    if isinstance(value, dict):
        inner = Table(name=f"{table.name}.count", values=value, notes=table.notes)
        op = inner.choice("op", CountOp)
        ends = _ends(value)
        if op is not None and ends is not None:
            if ends[0] <= ends[1]:
                return interval(op.value, ends)
            rule = "the low end of a range is not above its high end"
            table.add("STATEMENT-6", "count", rule=rule, remedy="write the lower number first")
            return None
    rule = "count is null or an object with op, lo and hi"
    table.add("STATEMENT-5", "count", rule=rule, remedy='write {"op": "exact", "lo": 390, "hi": 390}')
    return None


def _span(table: Table, key: str) -> tuple[int, int] | None:
    value = table.values.get(key)
    if value is None or (key == "evidence" and isinstance(value, str)):
        return None
    match value:
        case [int(start), int(end)] if 0 <= start <= end:
            return start, end
    rule = "a place in a text is [start, end), in code points"
    table.add("STATEMENT-5", key, rule=rule, remedy="write two whole numbers, the lower first")
    return None


def _confidence(table: Table) -> tuple[tuple[str, int], ...]:
    value = table.values.get("confidence")
    if value is None:
        return ()
    if isinstance(value, dict) and all(_is_percent(one) for one in value.values()):
        return tuple(sorted(value.items()))
    rule = "confidence has per cent for each field"
    table.add("STATEMENT-5", "confidence", rule=rule, remedy='write {"direction": 90}, from 0 to 100')
    return ()


def _is_percent(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= CERTAIN


def _ends(value: dict[str, object]) -> tuple[int, int] | None:
    low, high = value.get("lo"), value.get("hi")
    if not isinstance(low, int) or isinstance(low, bool) or low < 0:
        return None
    if high is None:
        return low, low
    return (low, high) if isinstance(high, int) and not isinstance(high, bool) else None
