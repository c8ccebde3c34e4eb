"""A list checked at its owner's seat before it leaves: against the terms, past handovers, the dead, and itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import Enum

from homeward.lists import ListReading
from homeward.lists.stored import entry_from_cells
from homeward.lists.versions import differences
from homeward.model.answers import AnswerCode
from homeward.model.canonical import digest, encode
from homeward.model.findings import FindingsRefusal, Json, Where, stopping
from homeward.model.ids import RowId
from homeward.model.people import Entry, ListKind, entry_record
from homeward.model.protected import Protected
from homeward.model.terms import Direction
from homeward.model.vault import Document
from homeward.procedure import State
from homeward.procedure.precheck import Known, Past, Precheck, precheck
from homeward.service.answering import asked
from homeward.service.answers_kept import answered
from homeward.service.lists import rows_of
from homeward.service.reading import read_record
from homeward.service.seat import Seat


class Earlier(Enum):
    """An own list of people who are not to be looked for, or offered, any more."""

    CAME_HOME = "came-home"
    HANDED_OVER = "handed-over"
    DEAD = "dead"


def import_earlier(seat: Seat, reading: ListReading, which: Earlier) -> int:
    """
    Keep an own list of past handovers, or of deaths, in the vault; return how many people.

    Whoever stands in an earlier import of that kind and not in this one stays: what happened does not unhappen.
    """
    kind = f"earlier:{which.value}"
    documents = [
        Document(
            kind=kind,
            person=f"earlier-{which.value}/{digest(encode(entry_record(one)))[:16]}",
            key=one.row_id,
            value=Protected({"cells": entry_record(one)}),
        )
        for one in reading.entries
    ]
    seat.vault.put(documents)
    return len(documents)


def precheck_list(seat: Seat, kind: ListKind, corrected: Sequence[Entry] | None = None) -> Precheck:
    """Check one own list before it leaves: the one in the vault, or a *corrected* one; nothing is changed."""
    state = read_record(seat).state
    own = [one for _, one in sorted(_own(seat, kind).items())]
    entries = own if corrected is None else [*corrected]
    return precheck(entries, tuple(_known(seat, state, kind)), state.terms, progress=seat.progress)


def require_checked(seat: Seat, kind: ListKind) -> Precheck:
    """
    Check one own list, and refuse to let it leave with errors.

    Raises:
        FindingsRefusal: ``LISTS-5``, with everything that was found.
    """
    found = precheck_list(seat, kind)
    if stops := stopping(found.findings):
        raise FindingsRefusal(
            "LISTS-5",
            f"the {kind.value} list has {len(stops)} error(s) found before it leaves",
            findings=found.findings,
            hint="correct it and import it again, or say --in-spite-of-findings when each was looked at",
        )
    return found


def require_corrections_checked(seat: Seat, kind: ListKind, corrected: Sequence[Entry]) -> None:
    """Refuse (``LISTS-5``) corrections of a list that bring in errors; rows left as they were stop nothing."""
    new = {one.row_id: dict(one.raw.disclose()) for one in corrected}
    old = {row: dict(one.raw.disclose()) for row, one in _own(seat, kind).items()}
    changed = {one.row for one in differences(old, new)}
    found = [one for one in precheck_list(seat, kind, corrected).findings if one.where.field in changed]
    if stops := stopping(found):
        raise FindingsRefusal(
            "LISTS-5",
            f"the corrections to the {kind.value} list have {len(stops)} error(s)",
            findings=found,
            hint="correct the file, or say --in-spite-of-findings when each was looked at",
        )


def _known(seat: Seat, state: State, kind: ListKind) -> Iterator[Known]:
    """Yield whom this seat knows to have crossed or died, as far as this kind of list should not name them."""
    wanted = Earlier.CAME_HOME if kind is ListKind.WISH else Earlier.HANDED_OVER
    for which, past in ((wanted, Past.CROSSED), (Earlier.DEAD, Past.DEAD)):
        for document in seat.vault.get(f"earlier:{which.value}"):
            entry = _entry(document, kind, "earlier list")
            yield Known(past=past, entry=entry, source=f"the {which.value} list")
    for direction in state.terms.directions if state.terms else ():
        own = direction.receiver if kind is ListKind.WISH else direction.holder
        if own == seat.org:
            yield from _crossed(seat, state, direction, kind)
            yield from _dead(seat, direction, kind)


def _crossed(seat: Seat, state: State, direction: Direction, kind: ListKind) -> Iterator[Known]:
    side = "sought_as" if kind is ListKind.WISH else "held_as"
    for document in seat.vault.get(f"final:{direction}"):
        value = document.value.disclose()
        record = value["record"] if isinstance(value, dict) else None
        if isinstance(record, dict) and document.key in state.crossed:
            yield Known(
                past=Past.CROSSED,
                entry=described(RowId(document.person.partition("/")[2]), record[side], kind),
                source=f"the acts signed for {direction}",
            )


def _dead(seat: Seat, direction: Direction, kind: ListKind) -> Iterator[Known]:
    """Yield the people answered *dead*: as the owner of the wish list describes them."""
    dead = {row for row, one in answered(seat, direction).items() if one.now.code is AnswerCode.DEAD}
    own = _own(seat, ListKind.WISH) if kind is ListKind.WISH else {}
    names = asked(seat, direction) if kind is not ListKind.WISH else {}
    for row in sorted(dead):
        if row in own:
            yield Known(past=Past.DEAD, entry=own[row], source=f"the answers for {direction}")
        elif row in names:
            entry = described(row, names[row], kind)
            yield Known(past=Past.DEAD, entry=entry, source=f"the answers for {direction}")


def _own(seat: Seat, kind: ListKind) -> dict[RowId, Entry]:
    documents = seat.vault.get(f"entry:{kind.value}")
    found = [_entry(one, kind, f"{kind.value} list") for one in documents]
    return {one.row_id: one for one in found}


def _entry(document: Document, kind: ListKind, source: str) -> Entry:
    value = document.value.disclose()
    cells = value["cells"] if isinstance(value, dict) else None
    pairs = tuple((str(column), str(cell)) for column, cell in rows_of(cells))
    return replace(entry_from_cells(pairs, where=Where(source=source)), kind=kind)


def described(row: RowId, identity: Json, kind: ListKind) -> Entry:
    """Return what was shown of a person as an entry of a list."""
    cells = tuple((str(column), str(cell)) for column, cell in rows_of(identity))
    named = (("row_id", row), ("list_kind", kind.value), *cells)
    return entry_from_cells(named, where=Where(source="what was shown of a person"))
