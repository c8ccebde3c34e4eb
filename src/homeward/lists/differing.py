"""Two versions of a list side by side: who was added, who is gone, and which fields of whom have changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from homeward.model.findings import Json
from homeward.model.ids import RowId
from homeward.model.people import Entry, entry_record
from homeward.model.protected import Protected


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field of one entry that differs; an empty text: it is not stated there."""

    row_id: RowId
    column: str
    old: Protected[str]
    new: Protected[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """
    What turns one version of a list into another, in the order of row ids.

    Laws: a list differs in nothing from itself, in whatever order its rows and columns stand; turned round, *added* and
    *removed*, and each *old* and *new*, change places and nothing else does.
    """

    added: tuple[RowId, ...]
    removed: tuple[RowId, ...]
    changed: tuple[Change, ...]
    unchanged: int

    @property
    def changed_rows(self) -> tuple[RowId, ...]:
        """The rows in which a field has changed."""
        return tuple(dict.fromkeys(one.row_id for one in self.changed))


def difference(old: Iterable[Entry], new: Iterable[Entry]) -> Difference:
    """
    Return what differs between two versions of a list, row id by row id.

    Cells are compared as a list commits to them: in composed form (NFC), else as written.
    """
    before, after = _by_row(old), _by_row(new)
    both = sorted(before.keys() & after.keys())
    changed = tuple(
        Change(row_id=row, column=column, old=Protected(was), new=Protected(now))
        for row in both
        for column in sorted(before[row].keys() | after[row].keys())
        if (was := before[row].get(column, "")) != (now := after[row].get(column, ""))
    )
    return Difference(
        added=tuple(sorted(after.keys() - before.keys())),
        removed=tuple(sorted(before.keys() - after.keys())),
        changed=changed,
        unchanged=len(both) - len({one.row_id for one in changed}),
    )


def difference_json(found: Difference) -> Json:
    """Return a difference for programs: counts, row ids and names of fields, and no value of anybody."""
    fields: dict[str, list[Json]] = {}
    for one in found.changed:
        fields.setdefault(one.row_id, []).append(one.column)
    return {
        "added": [*found.added],
        "removed": [*found.removed],
        "changed": [{"row_id": row, "fields": names} for row, names in fields.items()],
        "counts": {
            "added": len(found.added),
            "removed": len(found.removed),
            "changed": len(fields),
            "unchanged": found.unchanged,
        },
    }


def _by_row(entries: Iterable[Entry]) -> Mapping[RowId, dict[str, str]]:
    return {entry.row_id: dict(_cells(entry_record(entry))) for entry in entries}


def _cells(record: Json) -> Iterable[tuple[str, str]]:
    for cell in record if isinstance(record, list) else ():
        if isinstance(cell, list):
            yield str(cell[0]), str(cell[1])
