"""Where an imported list came from, and what leaves this seat for a tracing partner."""

from __future__ import annotations

from dataclasses import dataclass

from homeward.lists.pfif import Sender, Written, write_pfif
from homeward.lists.stored import entry_from_cells
from homeward.model.findings import Json, Refusal, Where
from homeward.model.ids import Digest
from homeward.model.people import Entry, ListKind
from homeward.service.lists import rows_of
from homeward.service.seat import Seat


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """
    The mapping an imported list was read through, by its SHA-256, whose lists it is for, and the sheet asked for.

    Not the file's hash: an unsalted hash of a list would tell for ever whether somebody was on it.
    """

    mapping: Digest | None = None
    sender: str | None = None
    sheet: str | None = None


def keep_origin(seat: Seat, kind: ListKind, origin: Origin) -> bool:
    """
    Keep how an own list was read, and tell whether the one imported before it was read in another way.

    Read in the same way, the same file gives the same entries.
    """
    value: dict[str, Json] = {"mapping": origin.mapping, "sender": origin.sender, "sheet": origin.sheet}
    before = seat.vault.kept(_name(kind))
    seat.vault.keep(_name(kind), value)
    return before not in (None, value)


def own_entries(seat: Seat, kind: ListKind) -> tuple[Entry, ...]:
    """Return the entries of an own list as the vault has them, in the order of row ids."""
    where = Where(source=f"{seat.org} {kind.value} list")
    values = [document.value.disclose() for document in seat.vault.get(f"entry:{kind.value}")]
    cells = [rows_of(value["cells"]) for value in values if isinstance(value, dict)]
    entries = [entry_from_cells([(str(column), str(text)) for column, text in one], where) for one in cells]
    return tuple(sorted(entries, key=lambda one: one.row_id))


def for_tracing_partner(seat: Seat, *, domain: str, days: int) -> Written:
    """
    Return the own wish list as PFIF 1.4, to be kept by the partner for *days* days.

    Only a wish list: of people this seat holds the Central Tracing Agency hears by capture cards (GC III 70, 122).

    Raises:
        Refusal: ``LISTS-2`` when no wish list was imported, ``PFIF-16`` when *domain* is no domain name.
    """
    entries = own_entries(seat, ListKind.WISH)
    if not entries:
        raise Refusal("LISTS-2", "no wish list was imported", hint="run `homeward lists import`")

    sender = Sender(domain=domain, name=seat.org, at=seat.clock.now(), days=days)
    return write_pfif(entries, sender, source=f"{seat.org} wish list")


def _name(kind: ListKind) -> str:
    return f"origin:{kind.value}"
