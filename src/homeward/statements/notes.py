"""Findings of the reader, each with a stable code, gathered while a table is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final, TypeVar

from homeward.model.findings import Finding, Severity, Where
from homeward.statements.places import UNKNOWN, Place

SOURCE: Final = "statement files, schema claims/1"
SEEN_LIMIT: Final = 80
"""Characters of a value that a finding quotes."""

Choice = TypeVar("Choice", bound=Enum)


@dataclass(slots=True, kw_only=True)
class Notes:
    """The findings of one file, in the order in which they were made."""

    source: str
    findings: list[Finding] = field(default_factory=list)

    def add(self, code: str, at: tuple[int | None, str | None], *, rule: str, seen: object, remedy: str) -> None:
        """Add a finding of severity ``error`` at line and field *at*; ``seen`` None means that nothing was there."""
        where = Where(source=self.source, line=at[0], field=at[1])
        shown = None if seen is None else _shown(seen)
        self.findings.append(
            Finding(
                code=code, severity=Severity.ERROR, where=where, rule=rule, seen=shown, remedy=remedy, source=SOURCE
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table as read: its values, where it stands, its name in findings, and where its findings go."""

    name: str
    values: Mapping[str, object]
    notes: Notes
    place: Place = UNKNOWN

    def add(self, code: str, key: str, *, rule: str, remedy: str) -> None:
        """Add a finding about the value of *key*."""
        at = (self.place.of(key), f"{self.name}.{key}")
        self.notes.add(code, at, rule=rule, seen=self.values.get(key), remedy=remedy)

    def check_keys(self, *, allowed: Iterable[str], required: Iterable[str]) -> None:
        """Add ``STATEMENT-2`` for each key not *allowed* and ``STATEMENT-3`` for each *required* one missing."""
        known = sorted(allowed)
        for key in self.values:
            if key not in known:
                at = (self.place.of(key), f"{self.name}.{key}")
                remedy = f"remove it, or write one of: {', '.join(known)}"
                self.notes.add("STATEMENT-2", at, rule="a key is one of the format's", seen=key, remedy=remedy)
        for key in required:
            if self.values.get(key) is None:
                rule = f"each {self.name} has {key}"
                at = (self.place.line, f"{self.name}.{key}")
                self.notes.add("STATEMENT-3", at, rule=rule, seen=None, remedy=f"add {key}")

    def text(self, key: str) -> str | None:
        """Return the text of *key*, None when it is missing; ``STATEMENT-5`` when it is no text or empty."""
        value = self.values.get(key)
        if value is None or (isinstance(value, str) and value.strip()):
            return value
        self.add("STATEMENT-5", key, rule="the value is text, not empty", remedy=f"write {key} in quotation marks")
        return None

    def choice(self, key: str, kind: type[Choice]) -> Choice | None:
        """Return the member of *kind* that *key* names, None when missing; ``STATEMENT-4`` when there is none."""
        written = self.one_of(key, frozenset(str(member.value) for member in kind))
        return None if written is None else kind(written)

    def one_of(self, key: str, allowed: frozenset[str]) -> str | None:
        """Return the text of *key* if it is *allowed*, None when missing; ``STATEMENT-4`` when it is another."""
        written = self.text(key)
        if written is None or written in allowed:
            return written
        listed = ", ".join(sorted(allowed))
        self.add("STATEMENT-4", key, rule="the value is one of the format's", remedy=f"write one of: {listed}")
        return None


def _shown(value: object) -> str:
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= SEEN_LIMIT else f"{text[:SEEN_LIMIT]}..."
