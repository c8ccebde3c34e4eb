"""Entries read back from the cells a vault keeps."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from homeward.lists.columns import Header, read_header
from homeward.lists.records import Record
from homeward.lists.rows import read_row
from homeward.model.findings import Refusal, Where
from homeward.model.people import Entry


def entry_from_cells(cells: Sequence[tuple[str, str]], where: Where) -> Entry:
    """
    Return the entry that *cells*, ``(column, value)`` as kept by :func:`homeward.model.people.entry_record`, describe.

    Raises:
        Refusal: ``LIST-38`` when they are no entry: what another seat revealed is read as strictly as a file.
    """
    header = _header(tuple(column for column, _ in cells))
    row = read_row(header, Record(line=0, cells=[value for _, value in cells]), where) if header is not None else None
    if row is None or row.entry is None:
        raise Refusal(
            "LIST-38", f"{where.source}: a kept entry cannot be read", hint="ask its owner to reveal the list again"
        )
    return row.entry


@lru_cache(maxsize=1024)
def _header(columns: tuple[str, ...]) -> Header | None:
    """Read the header once for all entries with the same cells: a vault keeps no empty ones."""
    return read_header(columns, Where(source="vault"))[0]
