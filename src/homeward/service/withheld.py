"""
Entries that it would harm somebody to disclose: the neutral gets them, and nobody else can count them (GC IV 137(2)).

Whoever carries a bundle, or has a copy of the record, sees sizes. So a list tells its size without these entries, and
what is handed over for the neutral holds room for them whether there are any or not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from homeward.lists.stored import entry_from_cells
from homeward.model.canonical import encode
from homeward.model.findings import Json, Where
from homeward.model.ids import Ref
from homeward.model.people import ListKind
from homeward.model.vault import Document

BUCKET: Final = 250
"""List sizes are committed to in steps of this many entries: exact sizes are nobody's business before the end."""

ROOM: Final = 2**16
"""Bytes kept for withheld entries in every list handed over, some 150 people; four times as much where it is full."""

_COLUMN: Final = "harmful_to_disclose"


def is_withheld(document: Document) -> bool:
    """Tell whether an entry in the vault is marked as harmful to disclose, as reading its row would."""
    value = document.value.disclose()
    cells = value["cells"] if isinstance(value, dict) else None
    pairs = (
        tuple((str(one[0]), str(one[1])) for one in cells if isinstance(one, list)) if isinstance(cells, list) else ()
    )
    if all(column != _COLUMN for column, _ in pairs):
        return False
    return entry_from_cells(pairs, where=Where(source="vault")).is_harmful_to_disclose


def bucket_of(documents: Sequence[Document]) -> int:
    """Return the size a list commits to: its entries that are not withheld, in whole steps, at least one."""
    told = sum(not is_withheld(one) for one in documents)
    return max(1, -(-told // BUCKET)) * BUCKET


def list_content(kind: ListKind, documents: Sequence[Document], gone: Sequence[Ref]) -> Json:
    """Return a list as it is handed to the neutral; its length does not depend on the withheld entries in it."""
    told: list[Json] = [_row(one) for one in documents if not is_withheld(one)]
    withheld: list[Json] = [_row(one) for one in documents if is_withheld(one)]
    room, used = ROOM, len(encode(withheld))
    while used > room:
        room *= 4
    erased: list[Json] = [*gone]
    return {"list": kind.value, "rows": told, "erased": erased, "withheld": withheld, "room": "0" * (room - used)}


def rows_in(content: Mapping[str, Json]) -> list[Json]:
    """Return every row of a list handed over, withheld ones too; lists of an earlier release name none apart."""
    told, withheld = content["rows"], content.get("withheld", [])
    if not isinstance(told, list) or not isinstance(withheld, list):
        raise TypeError("rows are lists")
    return [*told, *withheld]


def _row(document: Document) -> Json:
    """Return what others see of an entry: what is committed to, not the sender's own words that it was read from."""
    value = document.value.disclose()
    told = {name: part for name, part in value.items() if name != "received"} if isinstance(value, dict) else value
    return [document.person.partition("/")[2], told]
