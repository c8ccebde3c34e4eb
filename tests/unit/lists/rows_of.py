"""Small lists of made-up people, for every test of lists."""

import csv
import io
from collections.abc import Iterable, Mapping

from homeward.lists import ListReading, read_all
from homeward.model.findings import Finding
from homeward.model.people import Entry, ListKind

NADIA: Mapping[str, str] = {
    "row_id": "N-1",
    "list_kind": "wish",
    "surname": "Ковач",
    "given_names": "Nadia",
    "birth_date": "1985-04-12",
    "captured_or_last_seen": "2025-11",
    "sex": "female",
    "category": "civilian",
    "health_code": "good",
    "harmful_to_disclose": "no",
    "travel_with": "",
    "remarks": "",
}


def text_of(rows: Iterable[Mapping[str, str]]) -> str:
    """Write *rows* as CSV, with the columns of the first."""
    rows = list(rows)
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def read(text: str, *, kind: ListKind | None = None) -> ListReading:
    """Read *text* as a list in UTF-8."""
    return read_all([text.encode()], source="list.csv", kind=kind)


def read_with(**cells: str) -> ListReading:
    """Read a list of one row, Nadia's, with some cells changed."""
    return read(text_of([{**NADIA, **cells}]))


def only_entry(reading: ListReading) -> Entry:
    """Return the one entry of a list without a fault."""
    assert len(reading.entries) == 1
    return reading.entries[0]


def codes(findings: Iterable[Finding]) -> list[str]:
    """Return the codes of *findings*, in their order."""
    return [one.code for one in findings]
