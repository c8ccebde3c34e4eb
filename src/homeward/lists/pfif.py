"""
PFIF 1.4: what its fields are here, and a wish list written in it for a tracing partner.

Source: People Finder Interchange Format 1.4 (29 May 2012): person and note records, record ids that begin with the
domain of their home, dates in UTC, ``expiry_date`` after which a record must no longer be shown or kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final
from xml.sax.saxutils import escape

from homeward.lists.pfif_rules import PfifRule
from homeward.model.dates import parse_date
from homeward.model.findings import Finding, Refusal, Where
from homeward.model.people import Entry

NAMESPACE: Final = "http://zesty.ca/pfif/1.4"

HOMES: Final = tuple(f"home_{part}" for part in ("street", "neighborhood", "city", "state", "postal_code", "country"))
"""Fields about where a person lived. A list has no column for it; they are kept as they are, under the names here."""

KEPT_HOMES: Final[Mapping[str, str]] = MappingProxyType({f"pfif_{name}": name for name in HOMES})

_DIRECT: Final[Mapping[str, str]] = MappingProxyType(
    {"given_names": "given_name", "surname": "family_name", "sex": "sex", **KEPT_HOMES}
)
"""Columns and the field that says the same."""

_CARRIED: Final = frozenset(
    {
        *("row_id", "list_kind", "harmful_to_disclose", "name_original_script", "other_names"),
        *("birth_date", "place_last_seen", *_DIRECT),
    }
)
_ORDER: Final = ("full_name", "given_name", "family_name", "alternate_names", "sex", "date_of_birth", *HOMES)
_DOMAIN: Final = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
_FOREIGN: Final = re.compile(r"[a-z0-9.-]+\.[a-z]{2,63}/.+", re.IGNORECASE | re.DOTALL)
_PARTIAL: Final = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", re.ASCII)
_NO_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who sends records: the domain their ids begin with, a name, when, and for how many days they may be kept."""

    domain: str
    name: str
    at: datetime
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A list as PFIF: the file, how many people are in it, and what of the list is not."""

    data: bytes
    persons: int
    findings: tuple[Finding, ...]


def write_pfif(entries: Sequence[Entry], sender: Sender, *, source: str) -> Written:
    """
    Return *entries* as PFIF 1.4: only who may be disclosed, and only what the format has a field for.

    An entry marked as harmful to disclose is left out (GC IV 137(2)). Remarks, health, rank, numbers, unit, and who
    asked are never written. A record received from elsewhere keeps its id. Each record expires.

    Raises:
        Refusal: ``PFIF-16`` when the sender's domain is none: ids must not clash with anybody's.
    """
    if _DOMAIN.fullmatch(sender.domain) is None:
        hint = "name one that is yours, in small letters, such as tracing.example.org"
        raise Refusal("PFIF-16", f"{sender.domain!r} is no domain name", hint=hint, source="PFIF 1.4, record ids")
    told = [one for one in entries if not one.is_harmful_to_disclose]
    people = "".join(_person(dict(one.raw.disclose()), sender) for one in told)
    data = f'<?xml version="1.0" encoding="UTF-8"?>\n<pfif:pfif xmlns:pfif="{NAMESPACE}">\n{people}</pfif:pfif>\n'
    findings = tuple(_left_out(told, len(entries) - len(told), Where(source=source)))
    return Written(data=data.encode(), persons=len(told), findings=findings)


def _person(cells: Mapping[str, str], sender: Sender) -> str:
    said = {column: value.strip() for column, value in cells.items() if value.strip()}
    row = said.get("row_id", "")
    record_id = row if _FOREIGN.fullmatch(row) else f"{sender.domain}/{row}"
    now, until = _utc(sender.at), _utc(sender.at + timedelta(days=sender.days))
    fields = {field: said[column] for column, field in _DIRECT.items() if column in said}
    fields["full_name"] = " ".join(filter(None, (said.get("given_names"), said.get("surname"))))
    others = [said[column] for column in ("name_original_script", "other_names") if column in said]
    fields |= {"alternate_names": "\n".join(others)} if others else {}
    born = said.get("birth_date", "")
    fields |= {"date_of_birth": born} if _is_partial(born) else {}
    head = [("person_record_id", record_id), ("entry_date", now), ("expiry_date", until)]
    head += [("author_name", sender.name), ("source_name", sender.domain), ("source_date", now)]
    ordered = [*head, *((field, fields[field]) for field in _ORDER if field in fields)]
    place = said.get("place_last_seen")
    note = "" if place is None else _note(record_id, place, sender)
    return f"  <pfif:person>\n{_elements(ordered, '    ')}{note}  </pfif:person>\n"


def _note(record_id: str, place: str, sender: Sender) -> str:
    now = _utc(sender.at)
    fields = [("note_record_id", f"{record_id}/last-seen"), ("person_record_id", record_id), ("entry_date", now)]
    fields += [("author_name", sender.name), ("source_date", now), ("status", "information_sought")]
    fields += [("last_known_location", place), ("text", place)]
    return f"    <pfif:note>\n{_elements(fields, '      ')}    </pfif:note>\n"


def _elements(fields: Sequence[tuple[str, str]], indent: str) -> str:
    return "".join(f"{indent}<pfif:{name}>{escape(_NO_XML.sub('', text))}</pfif:{name}>\n" for name, text in fields)


def _utc(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _is_partial(born: str) -> bool:
    """Tell whether a date is one PFIF can say: a year, a month or a day, and certain."""
    return _PARTIAL.fullmatch(born) is not None and parse_date(born) is not None


def _left_out(told: Sequence[Entry], harmful: int, where: Where) -> Iterator[Finding]:
    if harmful:
        yield PfifRule.HARMFUL.found(where, seen=f"{harmful:,} entries")
    rows = [dict(one.raw.disclose()) for one in told]
    columns = Counter(column for row in rows for column in row if column not in _CARRIED)
    if columns:
        seen = ", ".join(f"{column} ({count:,})" for column, count in sorted(columns.items()))
        yield PfifRule.NOT_WRITTEN.found(where, seen=seen)
    unsaid = sum(bool(row.get("birth_date", "").strip()) and not _is_partial(row["birth_date"].strip()) for row in rows)
    if unsaid:
        yield PfifRule.DATE.found(where, seen=f"{unsaid:,} entries")
