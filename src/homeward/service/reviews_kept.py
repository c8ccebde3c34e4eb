"""Pairs, and what people said about them, as a vault keeps them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from homeward.log import Note, parse_note
from homeward.model.canonical import commit
from homeward.model.findings import Json
from homeward.model.ids import OfficerId, Ref, RowId
from homeward.model.matches import Evidence, Match
from homeward.model.people import ListKind
from homeward.model.protected import Protected
from homeward.model.reviews import Cells, Opinion, Reason, Review, RowName, RowPair, Sameness, list_of, row_pair
from homeward.model.vault import Document
from homeward.procedure.reviewed import Decided, decided
from homeward.service.lists import MILLION, rows_of
from homeward.service.reading import read_record
from homeward.service.seat import Seat

REVIEW: Final = "review"
MAGIC: Final = "homeward.opinion/v1"
REVIEW_DOMAIN: Final = "homeward/review/v1"


def pair_document(kind: str, rows: tuple[RowName, RowName], match: Match, salt: bytes | None) -> Document:
    """Return a pair as the vault keeps it; *salt* opens the commitment to one that was passed on."""
    evidence: Json = [[one.field, one.level, round(one.weight * 1000)] for one in match.evidence]
    value: Json = {
        "probability": round(match.probability * MILLION),
        "proposed": match.is_proposed,
        "accepted": match.is_accepted,
        "evidence": evidence,
        "salt": None if salt is None else salt.hex(),
    }
    left, right = rows
    key = left.rpartition("/")[2]
    return Document(kind=kind, person=right, key=key, about=left, value=Protected(value))


def pairs_here(seat: Seat) -> dict[RowPair, Match]:
    """Return every pair that was found at this seat, by the names of its rows."""
    terms = read_record(seat).state.terms
    kinds = [f"pair:{direction}" for direction in (terms.directions if terms else ())]
    found = {}
    for kind in (*kinds, *(f"inside:{name}" for name in lists_here(seat))):
        for document in seat.vault.get(kind):
            left, right = RowName(document.about or ""), RowName(document.person)
            found[row_pair(left, right)] = _match(document, left, right)
    return found


def rows_here(seat: Seat) -> dict[RowName, Cells]:
    """Return the cells of every row of every list that lies at this seat, without its row number."""
    return {
        RowName(document.person): _cells(document)
        for name in lists_here(seat)
        for document in seat.vault.get(f"entry:{name}")
    }


def lists_here(seat: Seat) -> tuple[str, ...]:
    """Return the names of all lists that may lie at this seat: its own, and those of the parties."""
    owners = ("", *(f"{party.id}/" for party in seat.profile.parties))
    return tuple(f"{owner}{kind.value}" for owner in owners for kind in ListKind)


def decisions_here(seat: Seat) -> Decided:
    """Return what people decided at this seat, about the lists as they stand."""
    return decided((review_of(one) for one in seat.vault.get(REVIEW)), rows_here(seat))


def review_of(document: Document) -> Review:
    """Read a review back."""
    value = _object(document)
    one, other = (_read_cells(each) for each in _items(value["cells"]))
    return Review(
        pair=row_pair(RowName(document.person), RowName(document.key)),
        cells=(one, other),
        opinions=tuple(opinion_of(parse_note(str(each).encode())) for each in _items(value["notes"])),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinions:
    """Signed opinions about a pair: those that count, and those that were taken back or overtaken; and their salt."""

    notes: tuple[str, ...]
    earlier: tuple[str, ...]
    salt: bytes


def review_document(pair: RowPair, cells: tuple[Cells, Cells], said: Opinions) -> Document:
    """Return a review as the vault keeps it."""
    told: Json = [[[column, value] for column, value in each] for each in cells]
    value: Json = {"cells": told, "notes": [*said.notes], "earlier": [*said.earlier], "salt": said.salt.hex()}
    return Document(kind=REVIEW, person=pair[0], key=pair[1], about=pair[1], value=Protected(value))


def review_ref(document: Document) -> Ref:
    """Return the commitment to a review: its signed opinions, which name both rows."""
    value = _object(document)
    return commit(bytes.fromhex(str(value["salt"])), REVIEW_DOMAIN, [*sorted(notes_of(document))])


def notes_of(document: Document) -> tuple[str, ...]:
    """Return the signed opinions that count, in the order in which they were given."""
    return tuple(str(one) for one in _items(_object(document)["notes"]))


def earlier_of(document: Document) -> tuple[str, ...]:
    """Return the signed opinions that count no more."""
    return tuple(str(one) for one in _items(_object(document)["earlier"]))


def opinion_of(note: Note) -> Opinion:
    """Read a signed opinion."""
    value = json.loads(note.text.partition("\n")[2])
    words = value["note"]
    return Opinion(
        who=OfficerId(note.lines[0].name.rpartition("/")[2]),
        said=Sameness(value["said"]),
        reason=Reason(value["why"]),
        note=None if words is None else Protected(str(words)),
        at=datetime.fromisoformat(str(value["at"])),
    )


def _match(document: Document, left: RowName, right: RowName) -> Match:
    value = _object(document)
    is_inside = list_of(left) == list_of(right)
    return Match(
        left=RowId(left),
        right=RowId(right),
        probability=_number(value["probability"]) / MILLION,
        is_proposed=value["proposed"] is True and not is_inside,
        is_accepted=value["accepted"] is True,
        evidence=tuple(_evidence(value["evidence"])),
    )


def _evidence(value: Json) -> Iterator[Evidence]:
    for field, level, weight in rows_of(value):
        yield Evidence(field=str(field), level=str(level), weight=_number(weight) / 1000)


def _cells(document: Document) -> Cells:
    return tuple(cell for cell in _read_cells(_object(document)["cells"]) if cell[0] != "row_id")


def _read_cells(value: Json) -> Cells:
    return tuple(sorted((str(cell[0]), str(cell[1])) for cell in rows_of(value)))


def _object(document: Document) -> dict[str, Json]:
    value = document.value.disclose()
    return value if isinstance(value, dict) else {}


def _items(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _number(value: Json) -> int:
    return value if isinstance(value, int) else 0
