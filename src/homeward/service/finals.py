"""New versions of a final list: drafted from the answers in force, signed by both sides, the old one kept."""

from __future__ import annotations

from typing import Final

from homeward.log import sorted_root
from homeward.model.canonical import SALT_BYTES, commit
from homeward.model.findings import Json, Refusal
from homeward.model.ids import OrgId
from homeward.model.people import ListKind
from homeward.model.terms import Direction
from homeward.model.vault import Document
from homeward.procedure.bodies import direction_body
from homeward.service.acting import Done, perform
from homeward.service.answers_kept import held_pairs
from homeward.service.envelope import hand_over
from homeward.service.lists import (
    FINAL_DOMAIN,
    FinalPerson,
    entries_of,
    erased_refs,
    final_document,
    final_refs,
    identity_of,
    require_answers,
    require_each_once,
)
from homeward.service.reading import read_record
from homeward.service.seat import Seat
from homeward.service.waiting import waiting

NEXT: Final = "final-next"


def propose_final_again(seat: Seat, direction: Direction) -> Done:
    """
    Draft the next version of one final list at the neutral; until both sides sign it the version before is in force.

    Whoever stays on the list keeps the commitment, so that what was recorded about a person stays about that person.

    Raises:
        Refusal: ``FINAL-1`` before there is a final list, or while a plan that rests on it waits for signatures.
    """
    state = read_record(seat).state
    current = state.finals.get(direction)
    if current is None or any(one.event.kind == "plan.signed" for one in waiting(seat)):
        raise Refusal(
            "FINAL-1",
            f"no final list for {direction} can be changed now",
            hint="sign the first one; while a plan waits for signatures, withdraw it first",
        )
    require_answers(seat, direction)
    require_each_once(held_pairs(seat, direction))
    people = _people(seat, direction)
    body: dict[str, Json] = {
        **direction_body(direction),
        "of": current[0],
        "version": len(state.old_finals.get(direction, ())) + 2,
        "root": sorted_root([*(one[0] for one in people), *erased_refs(seat, f"final:{direction}")]),
    }
    done = perform(seat, "final.versioned", body, ())
    seat.vault.replace(f"{NEXT}:{direction}", (_next(final_document(direction, one)) for one in people))
    reading = read_record(seat)
    for org, at in ((OrgId(direction.holder), 3), (OrgId(direction.receiver), 4)):
        rows: Json = [[ref, salt, record, (held, sought)[at - 3]] for ref, salt, record, held, sought in people]
        hand_over(seat, reading, org, NEXT, {**direction_body(direction), "people": rows})
    return done


def next_final_root(seat: Seat, direction: Direction) -> str:
    """Recompute the root of the version of a final list that waits for signatures, from the people shown here."""
    kind = f"{NEXT}:{direction}"
    return sorted_root([*final_refs(seat.vault.get(kind)), *erased_refs(seat, f"final:{direction}")])


def settle_finals(seat: Seat) -> tuple[Direction, ...]:
    """
    Put each version that both sides signed in the place of the one before it, which is kept under its number.

    Done after whatever may have completed a signature; doing it again changes nothing.
    """
    state, settled = read_record(seat).state, []
    for direction, (root, _) in state.finals.items():
        documents = seat.vault.get(f"{NEXT}:{direction}")
        if documents and next_final_root(seat, direction) == root:
            kind, number = f"final:{direction}", len(state.old_finals.get(direction, ()))
            seat.vault.replace(f"{kind}@{number}", (_as(one, f"{kind}@{number}") for one in seat.vault.get(kind)))
            seat.vault.replace(kind, (_as(one, kind) for one in documents))
            seat.vault.replace(f"{NEXT}:{direction}", ())
            settled.append(direction)
    return tuple(settled)


def _people(seat: Seat, direction: Direction) -> list[FinalPerson]:
    holding = entries_of(seat, OrgId(direction.holder), ListKind.HOLDING)
    wish = entries_of(seat, OrgId(direction.receiver), ListKind.WISH)
    known = {(one.person, _sought(one)): one for one in seat.vault.get(f"final:{direction}")}
    people: list[FinalPerson] = []
    for held, sought in held_pairs(seat, direction):
        if held not in holding or sought not in wish:
            continue  # erased since: the bare commitment stands in the root
        record: Json = {"held_as": identity_of(holding[held]), "sought_as": identity_of(wish[sought])}
        salt = _salt(known.get((f"{direction.holder}/holding/{held}", sought)), record) or seat.lots.draw(SALT_BYTES)
        people.append((commit(salt, FINAL_DOMAIN, record), salt.hex(), record, held, sought))
    return people


def _salt(document: Document | None, record: Json) -> bytes | None:
    """Return the salt of somebody on the version before, where both sides still describe the person alike."""
    value = document.value.disclose() if document is not None else None
    if not isinstance(value, dict) or value["record"] != record:
        return None
    return bytes.fromhex(str(value["salt"]))


def _sought(document: Document) -> str:
    value = document.value.disclose()
    return str(value["sought"]) if isinstance(value, dict) else ""


def _next(one: Document) -> Document:
    return _as(one, one.kind.replace("final:", f"{NEXT}:", 1))


def _as(one: Document, kind: str) -> Document:
    return Document(kind=kind, person=one.person, key=one.key, about=one.about, value=one.value)
