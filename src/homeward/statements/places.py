"""Finds the line of each table and key of a TOML file: the standard library's reader does not tell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_HEADER = re.compile(r"\s*\[\[\s*(?P<name>[A-Za-z0-9_.\s]+?)\s*\]\]")
_KEY = re.compile(r"""\s*(?P<quote>["']?)(?P<key>[A-Za-z0-9_-]+)(?P=quote)\s*[.=]""")
_FENCE = re.compile(r'"""|\'\'\'')


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a table starts, and the line of each of its keys."""

    line: int | None
    keys: Mapping[str, int] = field(default_factory=dict)

    def of(self, key: str) -> int | None:
        """Return the line of *key*, or of the table when the key is not written there."""
        return self.keys.get(key, self.line)


UNKNOWN = Place(line=None)


def places(text: str) -> dict[tuple[int, ...], Place]:
    """
    Map each table to its place: ``()`` is the file, ``(0,)`` its first statement, ``(0, 1)`` that one's second claim.

    Tables written inline have no entry.
    """
    found: dict[tuple[int, ...], Place] = {}
    here, line, keys = (), 1, dict[str, int]()
    path: tuple[int, ...] = here
    for number, written in _outside_long_strings(text):
        header = _HEADER.match(written)
        if header is None:
            key = _KEY.match(written)
            if key is not None:
                keys.setdefault(key["key"], number)
            continue
        found[path] = Place(line=line, keys=keys)
        path, line, keys = _next_path(path, header["name"]), number, {}
    found[path] = Place(line=line, keys=keys)
    return found


def _next_path(path: tuple[int, ...], name: str) -> tuple[int, ...]:
    statement = path[0] if path else -1
    if "." not in name:
        return (statement + 1,)
    return (statement, path[1] + 1 if len(path) > 1 else 0)


def _outside_long_strings(text: str) -> list[tuple[int, str]]:
    lines: list[tuple[int, str]] = []
    fence: str | None = None
    for number, written in enumerate(text.splitlines(), start=1):
        if fence is None:
            lines.append((number, written))
        for mark in _FENCE.findall(written):
            fence = mark if fence is None else None if mark == fence else fence
    return lines
