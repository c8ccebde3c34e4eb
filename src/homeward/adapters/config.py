"""Reads ``exchange.toml``: parties, neutral and offices of one exchange, and whose seat this is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from homeward.adapters.zones import is_zone
from homeward.model.exchange import OfficerProfile, PartyProfile, Profile, Role
from homeward.model.findings import Finding, FindingsRefusal, Refusal, Severity, Where
from homeward.model.ids import ExchangeId, OfficerId, OrgId, PartyId, is_id

NAME: Final = "exchange.toml"
FORMAT: Final = 1

_TOP: Final = {
    *("format", "exchange", "title", "demo", "seat", "party", "neutral", "party_officer", "neutral_officer"),
    "statements",
}
_FILE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
"""A file beside exchange.toml: a name, never a path."""

_SEAT_KEYS: Final = frozenset({"log", "seal", "seat", "witness"})
"""Names of the seat's own keys: an officer of that name would share a key file with them."""

_TABLES: Final[Mapping[str, frozenset[str]]] = {
    "party": frozenset({"id", "name", "languages"}),
    "party_officer": frozenset({"id", "roles"}),
    "neutral_officer": frozenset({"id", "roles"}),
}
_OPTIONAL: Final[Mapping[str, frozenset[str]]] = {"party": frozenset({"timezone"})}
_NEUTRAL: Final = frozenset({"id", "name"})
_LISTS: Final = frozenset({"languages", "roles"})
_ZONE: Final = "write a name such as Europe/Vienna, or leave it out"


def read_profile(folder: Path) -> Profile:
    """
    Return the profile of the seat in *folder*.

    Raises:
        Refusal: ``CONFIG-1`` when there is no seat in *folder*.
        FindingsRefusal: ``CONFIG-2`` with every finding.
    """
    path = folder / NAME
    try:
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as problem:
        raise Refusal(
            "CONFIG-1", f"{folder} is no seat: it has no {NAME}", hint="run `homeward new`, or name a seat's folder"
        ) from problem
    return parse_profile(data, source=str(path))


def parse_profile(data: bytes, *, source: str, seat: str | None = None) -> Profile:
    """Return the profile that *data* describes; *seat* stands in where a template names none."""
    top = _toml(data, source)
    number = top.get("format")
    if isinstance(number, int) and number > FORMAT:
        raise Refusal("CONFIG-3", f"{source} has format {number}, newer than this program", hint="use a newer release")
    top = {**top, "seat": seat or top.get("seat")}
    findings = list(_findings(top, source))
    if findings:
        raise _refusal(findings)
    return _profile(top)


def read_conflict(path: Path) -> bytes | None:
    """
    Return the configuration that the exchange in *path* has for reading statements, None when it names none.

    ``statements = "conflict.toml"`` names a file beside *path*: parties, officials by office and channels.

    Raises:
        FindingsRefusal: ``CONFIG-2`` when *path* is no TOML, or the name is no name of a file beside it.
        Refusal: ``CONFIG-4`` when that file is not there.
    """
    name = conflict_name(path.read_bytes(), source=str(path))
    if name is None:
        return None
    try:
        return (path.parent / name).read_bytes()
    except FileNotFoundError as problem:
        raise Refusal(
            "CONFIG-4", f"{path} names {name}, which is not beside it", hint=f"put {name} there, or remove `statements`"
        ) from problem


def conflict_name(data: bytes, *, source: str) -> str | None:
    """Return which file beside it an exchange.toml names for reading statements."""
    top = _toml(data, source)
    findings = list(_statements_findings(top, source))
    if findings:
        raise _refusal(findings)
    name = top.get("statements")
    return name if isinstance(name, str) else None


def is_demo(path: Path) -> bool:
    """Tell whether the exchange in *path* is a demonstration."""
    return _toml(path.read_bytes(), str(path)).get("demo") is True


def with_seat(data: bytes, seat: str) -> bytes:
    """Return a template with the line that says whose seat it is, before its first table."""
    text = re.sub(r"(?m)^seat\s*=.*\n", "", data.decode())
    at = re.search(r"(?m)^\[", text)
    start = at.start() if at else len(text)
    return f'{text[:start].rstrip()}\nseat = "{seat}"\n\n{text[start:]}'.encode()


def _toml(data: bytes, source: str) -> dict[str, object]:
    try:
        return tomllib.loads(data.decode())
    except (ValueError, RecursionError) as problem:
        line = re.search(r"line (\d+)", str(problem))
        one = _finding(
            source, "the file is TOML in UTF-8", str(problem), "correct the file", int(line[1]) if line else None
        )
        raise _refusal([one]) from problem


def _statements_findings(top: Mapping[str, object], source: str) -> Iterator[Finding]:
    name = top.get("statements")
    if name is not None and not (isinstance(name, str) and _FILE.fullmatch(name) and name != NAME):
        yield _finding(
            source, "statements names a file beside this one", str(name), 'write a name such as "conflict.toml"'
        )


def _findings(top: Mapping[str, object], source: str) -> Iterator[Finding]:
    for key in sorted(set(top) - _TOP):
        yield _finding(source, "every key is known", key, f"use one of {', '.join(sorted(_TOP))}")
    for key in ("exchange", "seat"):
        if not isinstance(top.get(key), str) or not is_id(str(top.get(key))):
            yield _finding(source, f"{key} is an id of a-z, 0-9, _ and -", str(top.get(key)), "choose such an id")
    for key, kind in (("title", str), ("demo", bool), ("format", int)):
        if not isinstance(top.get(key), kind):
            yield _finding(source, f"{key} is stated", str(top.get(key)), "add it")
    yield from _statements_findings(top, source)
    yield from _neutral_findings(top.get("neutral"), source)
    for key, fields in _TABLES.items():
        yield from _table_findings(top.get(key), key, fields, source)
    if not any(True for _ in _table_findings(top.get("party"), "party", _TABLES["party"], source)):
        yield from _party_findings(top, source)


def _neutral_findings(value: object, source: str) -> Iterator[Finding]:
    if not isinstance(value, dict):
        yield _finding(source, "neutral is stated", str(value), "add it")
    elif not _is_well_formed(value) or not set(value) <= _NEUTRAL:
        yield _finding(source, "the neutral has id and name", str(value), "correct it")


def _table_findings(value: object, key: str, fields: frozenset[str], source: str) -> Iterator[Finding]:
    if not isinstance(value, list) or not value:
        yield _finding(source, f"there is at least one [[{key}]]", None, "add it")
        return
    for at, row in enumerate(value, 1):
        optional = _OPTIONAL.get(key, frozenset())
        if not isinstance(row, dict) or set(row) - optional != fields or not _is_well_formed(row):
            yield _finding(
                source, f"[[{key}]] number {at} has exactly {', '.join(sorted(fields))}", str(row), "correct it"
            )
        elif "timezone" in row and not is_zone(row["timezone"]):
            yield _finding(source, "timezone is a name of the IANA time-zone database", row["timezone"], _ZONE)
        elif "roles" in row and row["id"] in _SEAT_KEYS:
            yield _finding(source, "no officer is called as a key of the seat", str(row["id"]), "choose another id")
        elif "roles" in row and not set(row["roles"]) <= {role.value for role in Role}:
            yield _finding(
                source, "roles are known", str(row["roles"]), f"use {', '.join(role.value for role in Role)}"
            )
    ids = [str(row.get("id")) for row in _tables({key: value}, key)]
    if len(set(ids)) != len(ids):
        yield _finding(source, f"each [[{key}]] has its own id", ", ".join(ids), "correct the ids")


def _is_well_formed(row: Mapping[str, object]) -> bool:
    """Tell whether the id is one, lists hold words, and everything else is a word."""
    return is_id(str(row.get("id"))) and all(
        isinstance(value, list) and all(isinstance(one, str) for one in value)
        if key in _LISTS
        else isinstance(value, str)
        for key, value in row.items()
    )


def _party_findings(top: Mapping[str, object], source: str) -> Iterator[Finding]:
    ids = [str(row["id"]) for row in _tables(top, "party")]
    neutral = top.get("neutral")
    everyone = [*ids, str(neutral.get("id"))] if isinstance(neutral, dict) else ids
    if len(ids) < 2 or len(set(everyone)) != len(everyone):  # noqa: PLR2004 - two parties or more
        yield _finding(
            source,
            "there are two parties or more and one neutral, each with its own id",
            ", ".join(everyone),
            "correct the ids",
        )
    if top.get("seat") is not None and str(top["seat"]) not in everyone:
        yield _finding(
            source, "the seat is that of a party or the neutral", str(top["seat"]), f"use one of {', '.join(everyone)}"
        )


def _profile(top: Mapping[str, object]) -> Profile:
    neutral = top["neutral"]
    if not isinstance(neutral, dict):
        raise TypeError("checked before")
    seat = OrgId(str(top["seat"]))
    offices = "neutral_officer" if seat == neutral["id"] else "party_officer"
    return Profile(
        id=ExchangeId(str(top["exchange"])),
        title=str(top["title"]),
        is_demo=top["demo"] is True,
        seat=seat,
        parties=tuple(
            PartyProfile(
                id=PartyId(row["id"]),
                name=row["name"],
                languages=tuple(row["languages"]),
                timezone=row.get("timezone"),
            )
            for row in _tables(top, "party")
        ),
        neutral=OrgId(neutral["id"]),
        neutral_name=str(neutral.get("name", neutral["id"])),
        officers=tuple(
            OfficerProfile(id=OfficerId(row["id"]), roles=frozenset(Role(role) for role in row["roles"]))
            for row in _tables(top, offices)
        ),
    )


def _tables(top: Mapping[str, object], key: str) -> list[dict[str, str]]:
    value = top.get(key)
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _refusal(findings: list[Finding]) -> FindingsRefusal:
    return FindingsRefusal(
        "CONFIG-2", f"{NAME} has {len(findings)} finding(s)", findings=findings, hint="correct the file"
    )


def _finding(source: str, rule: str, seen: str | None, remedy: str, line: int | None = None) -> Finding:
    return Finding(
        code="CONFIG-2",
        severity=Severity.ERROR,
        where=Where(source=source, line=line),
        rule=rule,
        seen=seen,
        remedy=remedy,
        source="docs/seats.md",
    )
