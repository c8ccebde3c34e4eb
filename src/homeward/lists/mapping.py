"""A saved mapping: how one sender's own columns, words and dates are read, said once and kept as a small TOML file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from homeward.lists.cells import shown
from homeward.lists.columns import COLUMNS
from homeward.lists.mapping_rules import MappingRule
from homeward.lists.vocabulary import CODES
from homeward.model.canonical import digest
from homeward.model.findings import Finding, FindingsRefusal, Where
from homeward.model.ids import Digest

FORMAT: Final = 1
ORDERS: Final = ("dmy", "mdy", "ymd")
"""In which order a sender writes day, month and year."""

_MOST_ROW: Final = 1_000
_KEYS: Final[Mapping[str, type]] = {
    "format": int,
    "sender": str,
    "list_kind": str,
    "sheet": str,
    "header_row": int,
    "first_row": int,
    "skip": list,
    "drop": list,
    "dates": str,
    "columns": dict,
    "values": dict,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMapping:
    """
    How one sender's lists are read.

    ``columns``: what each column of the sender becomes: one of the format, or several into which its words are
    divided. ``values``: by column of the format, what the sender's words mean. ``drop``: columns not to be read.
    ``skip``: rows not to be read, by their first filled cell. ``header_row`` and ``first_row`` count from 1.
    ``digest`` names the file; None for a mapping that was not read from one.
    """

    sender: str
    columns: Mapping[str, tuple[str, ...]]
    values: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    drop: frozenset[str] = frozenset()
    skip: frozenset[str] = frozenset()
    list_kind: str | None = None
    sheet: str | None = None
    dates: str | None = None
    header_row: int | None = None
    first_row: int | None = None
    digest: Digest | None = None


def parse_mapping(data: bytes, *, source: str) -> ColumnMapping:
    """
    Return the mapping that *data* holds.

    Raises:
        FindingsRefusal: ``MAPS-1`` with everything that is wrong with it.
    """
    where = Where(source=source)
    try:
        top = tomllib.loads(data.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise _refused(source, (MappingRule.TOML.found(where, seen=str(problem)[:80]),)) from problem
    findings = tuple(_shape_findings(top, where)) or tuple(_meaning_findings(top, where))
    if findings:
        raise _refused(source, findings)
    return ColumnMapping(
        sender=top["sender"],
        columns=MappingProxyType({name.strip(): _targets(to) for name, to in top.get("columns", {}).items()}),
        values=MappingProxyType({column: MappingProxyType(words) for column, words in top.get("values", {}).items()}),
        drop=frozenset(name.strip() for name in top.get("drop", ())),
        skip=frozenset(top.get("skip", ())),
        list_kind=top.get("list_kind"),
        sheet=top.get("sheet"),
        dates=top.get("dates"),
        header_row=top.get("header_row"),
        first_row=top.get("first_row"),
        digest=digest(data),
    )


def _refused(source: str, findings: tuple[Finding, ...]) -> FindingsRefusal:
    hint = "correct the mapping, or make it again with `homeward lists map`"
    return FindingsRefusal("MAPS-1", f"{source} is no mapping that can be used", findings=findings, hint=hint)


def _targets(to: object) -> tuple[str, ...]:
    return (to,) if isinstance(to, str) else tuple(str(one) for one in to) if isinstance(to, list) else ()


def _shape_findings(top: Mapping[str, object], where: Where) -> Iterator[Finding]:
    if top.get("format") != FORMAT or isinstance(top.get("format"), bool):
        yield MappingRule.FORMAT.found(where, seen=str(top.get("format"))[:40])
        return
    for key, value in top.items():
        place = Where(source=where.source, field=shown(key))
        if key not in _KEYS or not isinstance(value, _KEYS[key]) or isinstance(value, bool):
            yield MappingRule.KEY.found(place, remedy=f"known keys are {', '.join(_KEYS)}")
        elif isinstance(value, list) and not all(isinstance(one, str) for one in value):
            yield MappingRule.KEY.found(place, remedy="write a list of texts")
        elif isinstance(value, int) and not 1 <= value <= _MOST_ROW:
            yield MappingRule.KEY.found(place, seen=str(value), remedy=f"write a row from 1 to {_MOST_ROW:,}")
    if not str(top.get("sender") or "").strip():
        yield MappingRule.KEY.found(Where(source=where.source, field="sender"), remedy="say whose lists these are")


def _meaning_findings(top: Mapping[str, object], where: Where) -> Iterator[Finding]:
    choices = {"dates": ORDERS, "list_kind": CODES["list_kind"]}
    for key, allowed in choices.items():
        if key in top and top[key] not in allowed:
            place = Where(source=where.source, field=key)
            yield MappingRule.KEY.found(place, seen=shown(str(top[key])), remedy=f"write one of {', '.join(allowed)}")
    yield from _column_findings(top, where)
    values = top.get("values")
    for column, words in values.items() if isinstance(values, dict) else ():
        place = Where(source=where.source, field=f"values.{shown(str(column))}")
        if column not in COLUMNS or not isinstance(words, dict):
            yield MappingRule.TARGET.found(place)
            continue
        for word, code in words.items():
            if not isinstance(code, str) or (column in CODES and code not in CODES[column]):
                yield MappingRule.CODE.found(place, seen=f"{shown(word)} = {shown(str(code))}")


def _column_findings(top: Mapping[str, object], where: Where) -> Iterator[Finding]:
    columns = top.get("columns")
    taken = {"list_kind"} if "list_kind" in top else set[str]()
    for name, to in columns.items() if isinstance(columns, dict) else ():
        place = Where(source=where.source, field=f"columns.{shown(str(name))}")
        targets = _targets(to)
        # A column may keep its own name: it is then kept as written, and reported as not known.
        if not targets or any(one not in COLUMNS and (one != name.strip() or len(targets) > 1) for one in targets):
            yield MappingRule.TARGET.found(place, seen=shown(", ".join(targets)))
        for one in targets:
            if one in taken:
                yield MappingRule.TARGET_TWICE.found(place, seen=shown(one))
            taken.add(one)
