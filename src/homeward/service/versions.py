"""Corrections and versions of lists: asked for, decided, and only then a new version. The old one stays."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Final

from homeward.lists import ListReading
from homeward.lists.versions import Change, Difference, differences
from homeward.log import sorted_root
from homeward.model.canonical import SALT_BYTES
from homeward.model.findings import Json, Refusal
from homeward.model.ids import Digest, OfficerId, OrgId, RowId
from homeward.model.people import ListKind, entry_record
from homeward.model.protected import Protected
from homeward.model.vault import Document
from homeward.procedure import State
from homeward.procedure.state import ListState
from homeward.service.acting import Done, perform
from homeward.service.envelope import hand_over
from homeward.service.lists import entry_refs, erased_refs, rows_of
from homeward.service.reading import read_record
from homeward.service.salted import Row, Salted, salted
from homeward.service.seat import Seat
from homeward.service.withheld import bucket_of, list_content

REQUEST_DOMAIN: Final = "homeward/correction/v1"
DECISION_DOMAIN: Final = "homeward/decision/v1"


class Why(Enum):
    """Why a row of a list is to be corrected, and why a request is rejected."""

    SPELLING = "spelling"
    DATE = "date"
    CATEGORY = "category"
    DUPLICATE = "duplicate"
    ADDED = "added"
    NOT_SOUGHT = "not_sought"
    RELEASED = "released"
    TRANSFERRED = "transferred"
    ESCAPED = "escaped"
    DEAD = "dead"


LEAVES: Final = frozenset({Why.DUPLICATE, Why.NOT_SOUGHT, Why.RELEASED, Why.TRANSFERRED, Why.ESCAPED, Why.DEAD})
"""Reasons for which a row may be taken out of a list; any other reason only changes or adds one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of one list as the record has it; ``is_in_force`` is true of exactly one once it was sealed."""

    owner: OrgId
    kind: ListKind
    number: int
    root: Digest
    sealed_at: datetime
    opened_at: datetime | None
    is_in_force: bool


def request_correction(
    seat: Seat, reading: ListReading, kind: ListKind, why: Why, officers: Sequence[OfficerId]
) -> tuple[Difference, ...]:
    """
    Ask to correct one's own list: every row in which *reading* differs from the version in force becomes a request.

    The list stays as it is until the neutral has decided and the new version is sealed.

    Raises:
        Refusal: ``VERSION-1`` when nothing differs; ``VERSION-2`` for a row that is to leave without a reason for it.
    """
    state = read_record(seat).state
    in_force = state.lists.get((seat.org, kind))
    new = {one.row_id: _cells(entry_record(one)) for one in reading.entries}
    found = differences(cells_kept(seat, f"entry:{kind.value}"), new)
    if not found or in_force is None:
        raise Refusal("VERSION-1", "nothing in this file differs from the list in force", hint="correct the file first")
    if why not in LEAVES and (gone := [one.row for one in found if one.change is Change.REMOVED]):
        raise Refusal(
            "VERSION-2",
            f"{gone[0]} is left out, and {why.value} is no reason to leave a list",
            hint=f"keep the row, or say --why {'|'.join(sorted(one.value for one in LEAVES))}",
            source="GC III 120, 122",
        )
    records = (_request(one, why, seat.clock.now().date(), new) for one in found)
    made = salted(seat.lots, REQUEST_DOMAIN, records)
    body: dict[str, Json] = {"list": kind.value, "root": in_force.root, "requests": made.root}
    perform(seat, "correction.requested", body, officers, at_once=True)
    keep_corrections(seat, "correction", kind, None, made)
    hand_over(seat, read_record(seat), seat.profile.neutral, "correction", _sent(kind, made))
    return found


def decide_corrections(
    seat: Seat, owner: OrgId, kind: ListKind, rejected: Mapping[RowId, str], officers: Sequence[OfficerId]
) -> tuple[int, int]:
    """
    Decide, as the neutral, on one party's requests: *rejected* ones for a reason each, the rest are approved.

    Returns:
        ``(approved, rejected)``; together every request that waits.

    Raises:
        Refusal: ``VERSION-3`` when nothing waits, or *rejected* names a row nobody asked to correct.
    """
    waiting = corrections(seat, owner, kind)
    asked = read_record(seat).state.corrections.get((owner, kind), ())
    if not waiting or not asked or asked[-1].decision is not None or not set(rejected) <= set(waiting):
        raise Refusal("VERSION-3", "no such correction waits for a decision", hint="see `homeward lists corrections`")
    records: list[Row] = [{"row": row, "approved": row not in rejected, "reason": rejected.get(row)} for row in waiting]
    made = salted(seat.lots, DECISION_DOMAIN, records)
    body: dict[str, Json] = {
        "owner": owner,
        "list": kind.value,
        "requests": asked[-1].requests,
        "decisions": made.root,
        "any_approved": len(rejected) < len(waiting),
    }
    perform(seat, "correction.decided", body, officers, at_once=True)
    keep_corrections(seat, "decision", kind, owner, made)
    hand_over(seat, read_record(seat), owner, "decisions", _sent(kind, made))
    return len(waiting) - len(rejected), len(rejected)


def make_version(seat: Seat, kind: ListKind, officers: Sequence[OfficerId]) -> Done:
    """
    Seal the corrected list as the next version, from the requests that were approved, and reveal it to the neutral.

    The version in force stays in the vault under its number. Rows nobody corrected keep their commitments.

    Raises:
        Refusal: ``VERSION-4`` when no approved correction is at hand.
    """
    state = read_record(seat).state
    decided = state.corrections.get((seat.org, kind), ())
    approved = _approved(seat, kind)
    in_force = state.lists.get((seat.org, kind))
    if not approved or in_force is None or not decided or decided[-1].decision is None:
        raise Refusal("VERSION-4", "no approved correction is at hand", hint="import the neutral's bundle")
    documents = seat.vault.get(f"entry:{kind.value}")
    corrected = _corrected(seat, kind, documents, approved)
    gone = erased_refs(seat, f"entry:{kind.value}")
    body: dict[str, Json] = {
        "list": kind.value,
        "version": in_force.version + 1,
        "of": in_force.root,
        "root": sorted_root([*entry_refs(corrected), *gone]),
        "bucket": bucket_of(corrected),
        "decisions": decided[-1].decision,
    }
    done = perform(seat, "list.versioned", body, officers, at_once=True)
    _set_aside(seat, f"entry:{kind.value}", in_force.version, documents, corrected)
    content = list_content(kind, corrected, gone)
    hand_over(seat, read_record(seat), seat.profile.neutral, "list-version", content)
    return done


def open_versions(seat: Seat, officers: Sequence[OfficerId]) -> tuple[Done, ...]:
    """Open, at the neutral, every corrected list that was revealed: from then on it is the one in force."""
    done, state = [], read_record(seat).state
    for (owner, kind), one in sorted(state.next_lists.items(), key=lambda item: (item[0][0], item[0][1].value)):
        here = f"entry:{owner}/{kind.value}"
        documents = seat.vault.get(f"{here}@next")
        if documents:
            root = sorted_root([*entry_refs(documents), *erased_refs(seat, f"{here}@next")])
            body: dict[str, Json] = {"owner": owner, "list": kind.value, "root": root}
            done.append(perform(seat, "list.opened", body, officers))
            moved = [_moved(one_, here) for one_ in documents]
            _set_aside(seat, here, one.version - 1, seat.vault.get(here), moved)
            seat.vault.keep(f"erased:{here}", [*erased_refs(seat, f"{here}@next")])
            seat.vault.replace(f"{here}@next", ())
    return tuple(done)


def corrections(seat: Seat, owner: OrgId, kind: ListKind) -> dict[RowId, Row]:
    """Return the last requests to correct one list, by row, as this seat knows them."""
    return _kept_rows(seat, _name("correction", kind, None if owner == seat.org else owner))


def decisions(seat: Seat, owner: OrgId, kind: ListKind) -> dict[RowId, Row]:
    """Return the last decisions about one list, by row, as this seat knows them."""
    return _kept_rows(seat, _name("decision", kind, None if owner == seat.org else owner))


def versions(state: State) -> tuple[Version, ...]:
    """Return every version of every list that the record has, by owner, kind and number."""
    return tuple(
        _version(owner, kind, one, is_in_force=one is state.lists[owner, kind])
        for owner, kind in sorted(state.lists, key=lambda key: (key[0], key[1].value))
        for one in (
            *state.old_lists.get((owner, kind), ()),
            state.lists[owner, kind],
            *([state.next_lists[owner, kind]] if (owner, kind) in state.next_lists else []),
        )
    )


def changes_between(seat: Seat, owner: OrgId, kind: ListKind, number: int) -> tuple[Difference, ...] | None:
    """Return what version *number* changed against the one before it, or None where this seat does not hold both."""
    here = f"entry:{kind.value}" if owner == seat.org else f"entry:{owner}/{kind.value}"
    old = cells_kept(seat, f"{here}@{number - 1}")
    new = cells_kept(seat, f"{here}@{number}") or cells_kept(seat, here)
    return differences(old, new) if old and new else None


def cells_kept(seat: Seat, kind: str) -> dict[RowId, dict[str, str]]:
    """Return the cells of every entry kept under *kind*, by row."""
    return {
        RowId(document.person.rpartition("/")[2]): _cells(value["cells"])
        for document in seat.vault.get(kind)
        if isinstance(value := document.value.disclose(), dict)
    }


def keep_corrections(seat: Seat, what: str, kind: ListKind, owner: OrgId | None, made: Salted) -> None:
    """Keep the last round of requests or decisions about one list; *owner* None is this seat."""
    name = _name(what, kind, owner)
    whose = kind.value if owner is None else f"{owner}/{kind.value}"
    seat.vault.replace(
        name,
        (
            Document(
                kind=name,
                person=f"{whose}/{row['row']}",
                key=str(row["row"]),
                value=Protected({"row": row, "salt": salt}),
            )
            for row, salt in made.rows
        ),
    )


def _request(one: Difference, why: Why, on: date, new: Mapping[RowId, Mapping[str, str]]) -> Row:
    cells: Json = [[column, value] for column, value in sorted(new[one.row].items())] if one.row in new else None
    columns: list[Json] = [*one.columns]
    return {
        "row": one.row,
        "change": one.change.value,
        "columns": columns,
        "cells": cells,
        "why": why.value,
        "on": on.isoformat(),
    }


def _corrected(
    seat: Seat, kind: ListKind, documents: Sequence[Document], approved: Mapping[RowId, Row]
) -> list[Document]:
    kept = [one for one in documents if RowId(one.person.partition("/")[2]) not in approved]
    fresh = [
        Document(
            kind=f"entry:{kind.value}",
            person=f"{kind.value}/{row}",
            value=Protected({"salt": seat.lots.draw(SALT_BYTES).hex(), "cells": record["cells"], "written": []}),
        )
        for row, record in approved.items()
        if record["cells"] is not None
    ]
    return sorted([*kept, *fresh], key=lambda one: one.person)


def _approved(seat: Seat, kind: ListKind) -> dict[RowId, Row]:
    decided = decisions(seat, seat.org, kind)
    asked = corrections(seat, seat.org, kind)
    return {row: asked[row] for row, one in decided.items() if one["approved"] is True and row in asked}


def _set_aside(seat: Seat, kind: str, number: int, old: Collection[Document], new: Collection[Document]) -> None:
    """Keep the version that was in force under its number, and put the new one in its place."""
    seat.vault.replace(f"{kind}@{number}", [_moved(one, f"{kind}@{number}") for one in old])
    seat.vault.replace(kind, new)


def _moved(one: Document, kind: str) -> Document:
    return Document(kind=kind, person=one.person, key=one.key, about=one.about, value=one.value)


def _kept_rows(seat: Seat, name: str) -> dict[RowId, Row]:
    found = {}
    for document in seat.vault.get(name):
        value = document.value.disclose()
        if isinstance(value, dict) and isinstance(row := value["row"], dict):
            found[RowId(document.key)] = row
    return found


def _cells(record: Json) -> dict[str, str]:
    return {str(cell[0]): str(cell[1]) for cell in rows_of(record)}


def _name(what: str, kind: ListKind, owner: OrgId | None) -> str:
    return f"{what}:{kind.value}" if owner is None else f"{what}:{owner}/{kind.value}"


def _sent(kind: ListKind, made: Salted) -> Json:
    content = made.content
    return {"list": kind.value, **(content if isinstance(content, dict) else {})}


def _version(owner: OrgId, kind: ListKind, one: ListState, *, is_in_force: bool) -> Version:
    return Version(
        owner=owner,
        kind=kind,
        number=one.version,
        root=one.root,
        sealed_at=one.committed_at,
        opened_at=one.opened_at,
        is_in_force=is_in_force,
    )
