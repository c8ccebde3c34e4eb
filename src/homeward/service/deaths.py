"""Deaths: two people state each one, apart from each other, before it can be answered (GC III 120, GC IV 129)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from homeward.log import Note, add_line, format_note, parse_note, parse_vkey, signed_by
from homeward.model.answers import Answer, AnswerCode, Basis
from homeward.model.canonical import encode
from homeward.model.exchange import Role
from homeward.model.findings import Json, Refusal
from homeward.model.ids import OfficerId, OrgId, RowId
from homeward.model.protected import Protected
from homeward.model.terms import Direction
from homeward.model.vault import Document
from homeward.procedure import State
from homeward.service.acting import officer_line
from homeward.service.answers_kept import person_of
from homeward.service.reading import read_record
from homeward.service.seat import Seat

MAGIC: Final = "homeward.death/v1"
PERSONS: Final = 2
_LAW: Final = "GC III 120; GC IV 129"


def state_death(seat: Seat, direction: Direction, answer: Answer, officer: OfficerId) -> int:
    """
    Keep one officer's word that somebody is dead, signed by that officer; return how many people have stated it.

    The second person states day and basis too and is not shown the first one's: what differs is refused.

    Raises:
        Refusal: ``ANSWERS-1`` at another seat than the holder's, for a row nobody asked about, or by somebody who is
            no list officer here; ``ANSWERS-3`` when the two do not agree; ``ANSWERS-4`` for the same officer twice.
    """
    state = read_record(seat).state
    asked = {one.key for one in seat.vault.get(f"asked:{direction}")}
    may_state = any(
        one.org == seat.org and one.id == officer and Role.LIST_OFFICER in one.roles for one in state.officers.values()
    )
    if seat.org != direction.holder or answer.sought not in asked or not may_state:
        raise Refusal(
            "ANSWERS-1", "a death is stated by the holder's list officers about a row asked about", hint=_HINT
        )
    text = _text(seat, direction, answer.sought, answer.on, answer.basis)
    kept = notes_of(seat, direction).get(answer.sought)
    if kept is not None and kept.text != text:
        raise Refusal(
            "ANSWERS-3",
            f"two people state the death of {answer.sought} otherwise",
            hint="let both look at the papers again; to begin anew the first states it again with --anew",
            source=_LAW,
        )
    line = officer_line(seat, officer, text)
    if kept is not None and any(one.name == line.name for one in kept.lines):
        raise Refusal("ANSWERS-4", f"{officer} has stated this death already", hint="another officer states it too")
    note = add_line(kept or Note(text=text), line)
    _keep(seat, direction, answer.sought, note)
    return len(note.lines)


def forget_statement(seat: Seat, direction: Direction, row: RowId) -> None:
    """Take back what was stated of a death here, before it was answered."""
    documents = [one for one in seat.vault.get(f"death:{direction}") if one.key != row]
    seat.vault.replace(f"death:{direction}", documents)


def confirmed_deaths(seat: Seat, direction: Direction, answers: Iterable[Answer]) -> Json:
    """Return the signed statement of each death among *answers*, or refuse (``ANSWERS-2``) one that lacks a person."""
    kept, state, notes = notes_of(seat, direction), read_record(seat).state, []
    for one in answers:
        if one.code is AnswerCode.DEAD:
            note = kept.get(one.sought)
            data = format_note(note).decode() if note is not None else ""
            require_death(seat, state, direction, one, data)
            notes.append([one.sought, data])
    return [list(one) for one in notes]


def require_death(seat: Seat, state: State, direction: Direction, answer: Answer, data: str) -> None:
    """Refuse (``ANSWERS-2``) an answer *dead* that two list officers of the holder have not each signed."""
    wanted = _text(seat, direction, answer.sought, answer.on, answer.basis)
    keys = [
        parse_vkey(one.key)
        for one in state.officers.values()
        if one.org == OrgId(direction.holder) and Role.LIST_OFFICER in one.roles
    ]
    try:
        note = parse_note(data.encode(), where="statement of a death")
        is_whole = note.text == wanted and len({one.name for one in signed_by(note, keys)}) >= PERSONS
    except Refusal:
        is_whole = False
    if not is_whole:
        raise Refusal(
            "ANSWERS-2",
            f"{answer.sought} is answered dead, and two people have not each stated day and basis",
            hint="two list officers run `homeward lists death` with the same day and basis, then answer again",
            source=_LAW,
        )


def notes_of(seat: Seat, direction: Direction) -> dict[RowId, Note]:
    """Return what is stated of deaths at this seat, by row."""
    found = {}
    for document in seat.vault.get(f"death:{direction}"):
        value = document.value.disclose()
        if isinstance(value, dict):
            found[RowId(document.key)] = parse_note(str(value["note"]).encode())
    return found


def keep_notes(seat: Seat, direction: Direction, notes: Sequence[tuple[str, str]]) -> None:
    """Keep the signed statements that came with answers."""
    for row, data in notes:
        _keep(seat, direction, RowId(row), parse_note(data.encode()))


def _keep(seat: Seat, direction: Direction, row: RowId, note: Note) -> None:
    seat.vault.put(
        [
            Document(
                kind=f"death:{direction}",
                person=person_of(seat, direction, row),
                key=row,
                value=Protected({"note": format_note(note).decode()}),
            )
        ]
    )


def _text(seat: Seat, direction: Direction, row: RowId, on: date, basis: Basis) -> str:
    content: Json = {
        "ex": seat.profile.id,
        "holder": direction.holder,
        "receiver": direction.receiver,
        "row": row,
        "on": on.isoformat(),
        "basis": basis.value,
    }
    return f"{MAGIC}\n{encode(content).decode()}\n"


_HINT: Final = "see `homeward lists asked` for the rows, and name a list officer of this seat with --as"
