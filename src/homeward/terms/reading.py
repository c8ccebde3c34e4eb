"""A terms file as values: TOML in, terms and every finding out."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from typing import Final

from homeward.model.findings import Finding, RuleTable, Where
from homeward.model.ids import PartyId
from homeward.model.terms import Terms
from homeward.terms.checks import checked
from homeward.terms.parts import terms_of
from homeward.terms.positions import line_map
from homeward.terms.rules import Rule
from homeward.terms.tables import Draft, Table

FORMAT: Final = 2
"""Version of the file's shape; a newer one is refused."""

MOST_BYTES: Final = 2**20
"""Bytes. The longest agreement we know fits in a tenth of this."""


def read_terms(data: bytes, *, source: str, parties: Sequence[PartyId]) -> tuple[Terms | None, tuple[Finding, ...]]:
    """
    Read a terms file and say everything that is wrong with it at once.

    Args:
        data: The file, TOML in UTF-8.
        source: Name of the file as findings shall give it.
        parties: The parties of the exchange, from its configuration. A file that names none itself may use these only.

    Returns:
        ``(terms, findings)``, findings in the order of the file, those about what is not there last. ``terms`` is None
        only when a finding of ``error`` says why they cannot be built. Terms that break the law are returned: they can
        be run as history, but a finding of ``law`` keeps every side from signing them.

    Source: the shape is described in the package's docstring.
    """
    opened, refused = open_table(data, source=source)
    if opened is None:
        return None, refused
    draft, top = opened
    version = _known_format(top)
    terms = None if version is None else terms_of(top, parties, version=version)
    if terms is not None:
        draft.findings.extend(checked(terms, places=draft.places, unsure=draft.unsure))
    return None if draft.is_broken else terms, in_file_order(draft)


def open_table(
    data: bytes, *, source: str, most_bytes: int = MOST_BYTES, too_large: RuleTable = Rule.TOO_LARGE
) -> tuple[tuple[Draft, Table] | None, tuple[Finding, ...]]:
    """Open TOML as a table to be read key by key; what is none gives the finding that says why."""
    if len(data) > most_bytes:
        return None, (too_large.found(Where(source=source), seen=f"{len(data):,} bytes"),)
    document, refused = _document(data, source)
    if document is None:
        return None, refused
    draft = Draft(source=source, lines=line_map(_normal(data)))
    return (draft, Table(draft, "header", (), document)), ()


def in_file_order(draft: Draft) -> tuple[Finding, ...]:
    """Return what was found, each once, in the order of the file; what is about no line stands last."""
    return tuple(sorted(dict.fromkeys(draft.findings), key=_in_file_order))


def _normal(data: bytes) -> str:
    return data.decode("utf-8-sig").replace("\r\n", "\n")


def _document(data: bytes, source: str) -> tuple[dict[str, object] | None, tuple[Finding, ...]]:
    try:
        return tomllib.loads(_normal(data)), ()
    except UnicodeDecodeError as problem:
        where = Where(source=source, line=data.count(b"\n", 0, problem.start) + 1)
        seen = f"byte {data[problem.start]:#04x} at offset {problem.start:,}"
        return None, (Rule.NOT_UTF8.found(where, seen=seen),)
    except RecursionError:
        return None, (Rule.NOT_TOML.found(Where(source=source), seen="brackets nested too deeply"),)
    except ValueError as problem:
        return None, (_not_toml(str(problem), data, source),)


def _not_toml(problem: str, data: bytes, source: str) -> Finding:
    place = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", problem)
    if place is None:
        return Rule.NOT_TOML.found(Where(source=source), seen=problem[:80])
    line = int(place[1]) if place[1] else _normal(data).rstrip("\n").count("\n") + 1
    column = int(place[2]) if place[2] else None
    says = problem[: place.start()]
    return Rule.NOT_TOML.found(
        Where(source=source, line=line, column=column), seen=f"{says[:1].lower()}{says[1:]}"[:80]
    )


def _in_file_order(finding: Finding) -> tuple[bool, int, str]:
    return finding.where.line is None, finding.where.line or 0, finding.code


def _known_format(top: Table) -> int | None:
    version = top.number("format", low=1)
    if version > FORMAT:
        top.report(Rule.NEWER, "format", seen=str(version))
    return version if version <= FORMAT else None
