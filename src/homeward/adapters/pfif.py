"""Reads PFIF 1.4 from a tracing partner: one person record becomes one row of a list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final

from homeward.adapters.xml_stream import UnsafeXmlError, walk
from homeward.lists import Record
from homeward.lists.pfif import HOMES, KEPT_HOMES, NAMESPACE
from homeward.lists.pfif_rules import PfifRule
from homeward.model.findings import Finding, Where
from homeward.model.people import ListKind

MOST_BYTES: Final = 32 * 2**20
MOST_PEOPLE: Final = 100_000
RECORDS: Final = "person record"
"""What the lines of findings count in a PFIF file."""

_MOST_TEXT: Final = 5_000
"""Characters kept of a field: enough for the rule about long cells to see that it is too long."""

_READ: Final[Mapping[str, str]] = MappingProxyType(
    {
        "person_record_id": "row_id",
        "family_name": "surname",
        "given_name": "given_names",
        "alternate_names": "other_names",
        "sex": "sex",
        "date_of_birth": "birth_date",
        "description": "remarks",
        **{name: column for column, name in KEPT_HOMES.items()},
    }
)
_UNDERSTOOD: Final = frozenset({"entry_date", "expiry_date", "source_date", "source_name", "full_name"})
_PERSON: Final = frozenset(
    {
        *("author_name", "author_email", "author_phone", "source_url", "age", "photo_url", "profile_urls"),
        *_UNDERSTOOD,
        *_READ,
    }
)
_NOTE: Final = frozenset(
    {
        *("note_record_id", "person_record_id", "linked_person_record_id", "entry_date", "author_name"),
        *("author_email", "author_phone", "source_date", "author_made_contact", "status", "email_of_found_person"),
        *("phone_of_found_person", "last_known_location", "text", "photo_url"),
    }
)
_TELLING: Final = frozenset({"is_note_author", "believed_alive", "believed_missing", "believed_dead"})
_COLUMNS: Final = (
    *("row_id", "list_kind", "surname", "given_names", "other_names", "sex", "birth_date"),
    *("place_last_seen", "remarks"),
)
_MOMENT: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?Z", re.ASCII)


@dataclass(slots=True)
class _Reading:
    """The records of a file while it is read: fields by name, a person's notes under it."""

    people: list[tuple[dict[str, str], list[dict[str, str]]]] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    unknown: Counter[str] = field(default_factory=Counter)
    loose: int = 0
    root: str = ""
    _note: dict[str, str] = field(default_factory=dict)

    def start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002 - PFIF has no attributes
        """Take the beginning of an element."""
        namespace, _, local = name.rpartition("}")
        is_ours = namespace == "{" + NAMESPACE
        if not self.path:
            self.root = name
        self.path.append(local if is_ours else "")
        if self.path == ["pfif", "person"]:
            self.people.append(({}, []))
            if len(self.people) > MOST_PEOPLE:
                raise _ManyError
        elif self.path == ["pfif", "note"]:
            self.loose += 1
        elif self.path == ["pfif", "person", "note"]:
            self._note = {}
            self.people[-1][1].append(self._note)
        elif self._fields() is not None and local not in self._known():
            self.unknown[local[:40]] += 1

    def text(self, text: str) -> None:
        """Take a piece of text."""
        fields = self._fields()
        if fields is not None and self.path[-1] in self._known():
            fields[self.path[-1]] = (fields.get(self.path[-1], "") + text)[:_MOST_TEXT]

    def end(self, name: str) -> None:  # noqa: ARG002 - it ends what began last
        """Take the end of an element."""
        self.path.pop()

    def _fields(self) -> dict[str, str] | None:
        """Return the record whose field is being read, if one is."""
        if self.path[:2] != ["pfif", "person"]:
            return None
        if len(self.path) == 3 and self.path[2] != "note":  # noqa: PLR2004 - the depth of a person's field
            return self.people[-1][0]
        return self._note if len(self.path) == 4 and self.path[2] == "note" else None  # noqa: PLR2004 - as above

    def _known(self) -> frozenset[str]:
        return _NOTE if self.path[2:3] == ["note"] else _PERSON


class _ManyError(Exception):
    """There are more people than are read."""


def is_xml(start: bytes) -> bool:
    """Tell from the first bytes of a file whether it is XML: no list in CSV begins with a bracket."""
    return start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")


def read_pfif(data: bytes, *, name: str, kind: ListKind | None, now: datetime) -> list[Record | Finding]:
    """
    Return the rows of a list that a PFIF file holds, its header first, with findings about the file among them.

    A row's line is the number of its record in the file. A list is taken for a wish list unless *kind* says otherwise:
    these are people whom somebody seeks. What a list has no column for is not read and said; addresses keep columns of
    their own. A record that has expired at *now* gives no entry.
    """
    where = Where(source=name)
    if len(data) > MOST_BYTES:
        return [PfifRule.TOO_LARGE.found(where, seen=f"{len(data):,} bytes; at most {MOST_BYTES:,}")]
    reading = _Reading()
    try:
        walk(data, reading)
    except UnsafeXmlError as problem:
        return [(PfifRule.ENTITIES if problem.is_declared else PfifRule.BROKEN).found(where, seen=problem.seen)]
    except _ManyError:
        return [PfifRule.MANY.found(where, seen=f"at most {MOST_PEOPLE:,}")]
    if reading.root != "{" + NAMESPACE + "}pfif":
        return [PfifRule.OTHER.found(where, seen=reading.root[:80])]
    homes = [name for name in HOMES if any(fields.get(name) for fields, _ in reading.people)]
    header = (*_COLUMNS, *(_READ[one] for one in homes))
    listed = (kind or ListKind.WISH).value
    place = Where(source=f"{name}, {RECORDS}")
    rows = [
        _record(number, header, {**fields, "list_kind": listed}, notes, (place, now))
        for number, (fields, notes) in enumerate(reading.people, 1)
    ]
    return [Record(line=1, cells=header), *rows, *_advice(reading, where)]


def _record(
    number: int,
    header: tuple[str, ...],
    fields: dict[str, str],
    notes: list[dict[str, str]],
    around: tuple[Where, datetime],
) -> Record:
    where = Where(source=around[0].source, line=number)
    cells = {column: fields[name] for name, column in _READ.items() if fields.get(name, "").strip()}
    cells["list_kind"] = fields["list_kind"]
    findings = [*_expiry(fields.get("expiry_date", "").strip(), where, around[1]), *_told(notes, where)]
    whole = fields.get("full_name", "").strip()
    if whole and not ("surname" in cells or "given_names" in cells):
        cells["surname"] = whole
        findings.append(PfifRule.WHOLE_NAME.found(where, seen=whole[:80]))
    elif whole and not _says(whole, cells):
        cells["other_names"] = "\n".join(filter(None, (whole, cells.get("other_names"))))
    last = max(
        (one for one in notes if one.get("last_known_location", "").strip()),
        key=lambda one: one.get("source_date", ""),
        default=None,
    )
    if last is not None:
        cells["place_last_seen"] = last["last_known_location"]
    return Record(line=number, cells=[cells.get(column, "") for column in header], findings=tuple(findings))


def _says(whole: str, cells: Mapping[str, str]) -> bool:
    """Tell whether the parts of a name are all there is of it, in whatever order."""
    parts = f"{cells.get('given_names', '')} {cells.get('surname', '')}"
    return sorted(whole.split()) == sorted(parts.split())


def _expiry(written: str, where: Where, now: datetime) -> Iterator[Finding]:
    if not written:
        return
    place = Where(source=where.source, line=where.line, field="expiry_date")
    try:
        until = datetime.fromisoformat(written) if _MOMENT.fullmatch(written) else None
    except ValueError:
        until = None
    if until is None:
        yield PfifRule.NO_EXPIRY.found(place, seen=written[:40])
    elif until.astimezone(UTC) <= now:
        yield PfifRule.EXPIRED.found(place, seen=written)


def _told(notes: list[dict[str, str]], where: Where) -> Iterator[Finding]:
    told = [(one.get("source_date", "").strip(), one.get("status", "").strip()) for one in notes]
    telling = sorted({f"{status} on {day[:10] or 'no date'}" for day, status in told if status in _TELLING})
    if telling:
        yield PfifRule.STATUS.found(where, seen=", ".join(telling[:10]))


def _advice(reading: _Reading, where: Where) -> Iterator[Finding]:
    unread = Counter(
        name
        for fields, notes in reading.people
        for name in (
            *(one for one in fields if one not in _READ and one not in _UNDERSTOOD),
            *(f"note's {one}" for note in notes for one in ("text", "photo_url", "author_name") if one in note),
        )
    )
    if unread:
        seen = ", ".join(f"{name} ({count:,})" for name, count in sorted(unread.items()))
        yield PfifRule.NOT_READ.found(where, seen=seen)
    if reading.unknown:
        seen = ", ".join(f"{name} ({count:,})" for name, count in sorted(reading.unknown.items())[:10])
        yield PfifRule.UNKNOWN.found(where, seen=seen)
    if reading.loose:
        yield PfifRule.LOOSE_NOTES.found(where, seen=f"{reading.loose:,} notes")
