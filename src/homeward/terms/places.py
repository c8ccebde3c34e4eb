"""Where each part of the terms stands: in the file, and under which clause."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from homeward.model.findings import Where
from homeward.terms.positions import Path

_CLAUSE: Final = re.compile(r"clause ([A-Za-z0-9][A-Za-z0-9._>-]*)")


def label(kind: str, name: str, key: str | None, clause: str | None) -> str:
    """Name a part for people, for example ``clause 3, tranche day-1: on``."""
    part = f"{kind} {name}" if name else kind
    return f"{f'clause {clause}, ' if clause else ''}{part}{f': {key}' if key else ''}"


def clause_in(field: str | None) -> str | None:
    """Return the clause a label of :func:`label` names, or is about; None where there is none."""
    found = _CLAUSE.match(field or "")
    return None if found is None else found[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where in the file each part of the terms stands. Empty maps: the terms came from no file."""

    source: str
    lines: Mapping[Path, int]
    paths: Mapping[tuple[str, str], Path]
    twins: Mapping[str, str] = field(default_factory=dict)
    """Commitments written once for several directions: the id of each, and the id in the file."""

    def where(self, kind: str, name: str = "", *, key: str | None = None, clause: str | None = None) -> Where:
        """
        Return the place of a part by its kind and name, or of one of its keys, with the clause it comes from.

        A name may be used again under another clause (the language of a text is): the one under *clause* is meant.
        """
        written = self.twins.get(name, name)
        path = self.paths.get((kind, f"{clause} {written}")) or self.paths.get((kind, written))
        line = None if path is None else self.line(path if key is None else (*path, key))
        return Where(source=self.source, line=line, field=label(kind, written, key, clause))

    def line(self, path: Path) -> int | None:
        """Return the line of *path*, or of the nearest part around it that has one."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path)
