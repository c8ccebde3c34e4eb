"""Reads a TOML file of statements: a person wrote down, in our own words, what was said, by which office and where."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from homeward.model.claims import Claim, Modality, Scope, Statement
from homeward.model.findings import Finding
from homeward.model.ids import is_id
from homeward.statements.known import CATEGORIES, NOTHING_KNOWN, ROLES, Known
from homeward.statements.notes import Notes, Table
from homeward.statements.places import Place, places
from homeward.statements.values import read_count, read_day, read_direction, read_event_date, read_party, read_times

FORMAT: Final = 1
"""Newest version of the format that this reader knows; a file that states none is of the first."""

_STATEMENT_REQUIRED: Final = ("id", "speaker", "party", "role", "said_on", "source", "claim")
_STATEMENT_KEYS: Final = frozenset({*_STATEMENT_REQUIRED, "channel", "via", "origin"})
_CLAIM_REQUIRED: Final = ("id", "quote", "category", "modality")
_CLAIM_KEYS: Final = frozenset(
    {*_CLAIM_REQUIRED, "count", "op", "scope", "direction", "event_on", "part_of", "times", "superlative"}
)


def read_statements(
    data: bytes, *, source: str, known: Known = NOTHING_KNOWN
) -> tuple[tuple[Claim, ...], tuple[Finding, ...]]:
    """
    Read the statements of one TOML file as claims, and a finding for everything in it that is not as it should be.

    Claims come in the order of the file. A claim with a finding, and every claim of a statement with a finding, is
    left out: nothing is repaired. Findings come in the order of the file's lines.

    Args:
        data: The file's bytes, UTF-8.
        source: How findings name the file.
        known: What is known beside the file: parties, categories, claims of other files.

    Returns:
        Claims and findings. Codes: ``STATEMENT-1`` not TOML, or a newer format; ``-2`` unknown key; ``-3`` missing
        key; ``-4`` unknown value; ``-5`` wrong kind of value; ``-6`` range or number out of order; ``-7`` count
        missing; ``-8`` ``part_of`` names no other claim; ``-9`` id twice or no id; ``-10`` bad date.
    """
    notes = Notes(source=source)
    opened = _open(data, notes)
    if opened is None:
        return (), tuple(notes.findings)
    values, where = opened
    file = Table(name="file", values=values, notes=notes, place=where[()])
    file.check_keys(allowed=("format", "statement"), required=("statement",))
    if not _is_known_format(file):
        return (), tuple(notes.findings)
    tables = _tables(file, "statement", (), where)
    context = _Context(known=known, where=where, ids=_claim_ids(tables) | known.claims, claims=set(known.claims))
    claims = tuple(claim for at, table in tables for claim in _statement(table, at, context))
    gathered = [finding for notes in (file.notes, *context.notes) for finding in notes.findings]
    return claims, tuple(sorted(gathered, key=lambda one: one.where.line or 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    """What one file's tables share: places, every claim id in it, the ids met so far, the findings of each table."""

    known: Known
    where: Mapping[tuple[int, ...], Place]
    ids: frozenset[str]
    claims: set[str]
    statements: set[str] = field(default_factory=set)
    notes: list[Notes] = field(default_factory=list)


_IS_TOML: Final = "the file is TOML in UTF-8"
_Numbered: TypeAlias = list[tuple[tuple[int, ...], Table]]


def _open(data: bytes, notes: Notes) -> tuple[dict[str, object], dict[tuple[int, ...], Place]] | None:
    try:
        text = data.decode("utf-8-sig")
        return tomllib.loads(text), places(text)
    except UnicodeDecodeError as problem:
        seen = f"byte {problem.start + 1} is no UTF-8"
        notes.add("STATEMENT-1", (None, None), rule=_IS_TOML, seen=seen, remedy="save the file as UTF-8")
    except (ValueError, RecursionError) as problem:
        line = re.search(r"at line (\d+)", str(problem))
        at = (int(line[1]) if line else None, None)
        remedy = "correct that line; text stands in quotation marks"
        notes.add("STATEMENT-1", at, rule=_IS_TOML, seen=str(problem), remedy=remedy)
    return None


def _is_known_format(file: Table) -> bool:
    written = file.values.get("format", FORMAT)
    if isinstance(written, int) and not isinstance(written, bool) and 1 <= written <= FORMAT:
        return True
    rule = f"the format's number is at most {FORMAT}"
    file.add("STATEMENT-1", "format", rule=rule, remedy="use a release of Homeward that knows this format")
    return False


def _tables(parent: Table, key: str, at: tuple[int, ...], where: Mapping[tuple[int, ...], Place]) -> _Numbered:
    value = parent.values.get(key)
    if value is None:
        return []
    if not isinstance(value, list) or not value or any(not isinstance(one, dict) for one in value):
        header = key if parent.name == "file" else f"{parent.name}.{key}"
        rule = f"{key} is a list of tables, at least one"
        parent.add("STATEMENT-5", key, rule=rule, remedy=f"start each with [[{header}]]")
        return []
    source = parent.notes.source
    return [
        ((*at, n), Table(name=key, values=one, notes=Notes(source=source), place=where.get((*at, n), parent.place)))
        for n, one in enumerate(value)
    ]


def _claim_ids(statements: _Numbered) -> frozenset[str]:
    written = (table.values.get("claim") for _, table in statements)
    claims = (one for value in written if isinstance(value, list) for one in value if isinstance(one, dict))
    return frozenset(one["id"] for one in claims if isinstance(one.get("id"), str))


def _statement(table: Table, at: tuple[int, ...], context: _Context) -> list[Claim]:
    context.notes.append(table.notes)
    statement = _head(table, context)
    tables = [one for _, one in _tables(table, "claim", at, context.where)]
    context.notes.extend(one.notes for one in tables)
    # Read every claim even when the statement cannot be used: all findings are told at once.
    claims = [_claim(one, statement, context) for one in tables]
    return [claim for claim in claims if claim is not None and statement is not None and not table.notes.findings]


def _head(table: Table, context: _Context) -> Statement | None:
    table.check_keys(allowed=_STATEMENT_KEYS, required=_STATEMENT_REQUIRED)
    name = _own_id(table, context.statements)
    speaker, source = table.text("speaker"), table.text("source")
    channel, via, origin = table.text("channel"), table.text("via"), table.text("origin")
    party = read_party(table, "party", context.known)
    role = table.one_of("role", frozenset(ROLES))
    said_on = read_day(table, "said_on")
    if name is None or speaker is None or source is None or party is None or role is None or said_on is None:
        return None
    return Statement(
        id=name,
        speaker=speaker,
        office=speaker,
        party=party,
        role=role,
        channel=channel,
        said_on=said_on,
        source=source,
        via=via,
        origin=origin,
    )


def _claim(table: Table, statement: Statement | None, context: _Context) -> Claim | None:
    table.check_keys(allowed=_CLAIM_KEYS, required=_CLAIM_REQUIRED)
    name, quote = _own_id(table, context.claims), table.text("quote")
    scope = table.choice("scope", Scope)
    count = read_count(table, scope)
    direction = read_direction(table, "direction", context.known)
    category = table.one_of("category", CATEGORIES | context.known.categories)
    modality = table.choice("modality", Modality)
    event_on = read_event_date(table, "event_on")
    part_of = _whole(table, context)
    times, superlative = read_times(table), table.text("superlative")
    if statement is None or name is None or quote is None or category is None or modality is None:
        return None
    if table.notes.findings:
        return None
    return Claim(
        id=name,
        statement=statement,
        quote=quote,
        event_on=event_on,
        direction=direction,
        count=count,
        category=category,
        scope=scope,
        modality=modality,
        part_of=part_of,
        times=times,
        superlative=superlative,
    )


def _own_id(table: Table, used: set[str]) -> str | None:
    written = table.text("id")
    if written is None:
        return None
    if not is_id(written):
        rule = "an id starts with a small letter and has at most 40 of a-z, 0-9, - and _"
        table.add("STATEMENT-9", "id", rule=rule, remedy="write an id such as uapres-390")
    elif written in used:
        table.add("STATEMENT-9", "id", rule=f"each {table.name} has its own id", remedy="choose an id not yet used")
    used.add(written)
    return written


def _whole(table: Table, context: _Context) -> str | None:
    written = table.text("part_of")
    if written is not None and (written not in context.ids or written == table.values.get("id")):
        rule = "part_of names another claim"
        table.add("STATEMENT-8", "part_of", rule=rule, remedy="write the id of the claim that this number details")
    return written
