"""What is done with the steps of the list procedure that another seat hands over: held against the record first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from homeward.lists.versions import Change
from homeward.model.answers import AnswerCode, RemarkCode, ReplyCode
from homeward.model.canonical import commit
from homeward.model.findings import Json, Refusal
from homeward.model.ids import Digest, OrgId, RowId
from homeward.model.people import ListKind
from homeward.model.protected import Protected
from homeward.model.terms import Direction
from homeward.model.vault import Document
from homeward.procedure import State
from homeward.service.accounting import CATEGORY_DOMAIN, keep_stated, stated_of, take_gesture
from homeward.service.answering import (
    AMENDED_DOMAIN,
    ASKED_DOMAIN,
    HELD_DOMAIN,
    REMARK_DOMAIN,
    REPLY_DOMAIN,
    keep_answers,
    keep_changes,
    keep_rows,
)
from homeward.service.answers_kept import ANSWERED_DOMAIN, answer_of
from homeward.service.deaths import keep_notes, require_death
from homeward.service.lists import direction_in, rows_of
from homeward.service.reading import Reading
from homeward.service.remains import IDENTIFIED_DOMAIN, keep_bags, keep_identified
from homeward.service.salted import Row, Salted, read_salted, require_root
from homeward.service.seat import Seat
from homeward.service.versions import DECISION_DOMAIN, REQUEST_DOMAIN, Why, keep_corrections
from homeward.service.withheld import rows_in


def _take_asked(seat: Seat, reading: Reading, _sender: OrgId, content: Json) -> None:
    _, direction, made = _read(content, ASKED_DOMAIN, {"blank", "holder", "receiver", "rows"})
    known = reading.state.asked.get(direction)
    require_root(made, [known[0]] if known else [], f"the names asked about for {direction}")
    keep_rows(seat, direction, "asked", made)


def _take_answered(seat: Seat, reading: Reading, sender: OrgId, content: Json) -> None:
    fields, direction, made = _read(content, ANSWERED_DOMAIN, _ANSWERED)
    _require_end(sender, direction.holder, direction)
    require_root(made, reading.state.answer_roots.get(direction, frozenset()), f"the answers for {direction}")
    opened = _opened(fields, [row for row, _ in made.rows])
    notes = _require_deaths(seat, reading.state, direction, fields, [row for row, _ in made.rows])
    keep_answers(seat, direction, made, opened)
    keep_notes(seat, direction, notes)


def _take_remarks(seat: Seat, reading: Reading, sender: OrgId, content: Json) -> None:
    _, direction, made = _read(content, REMARK_DOMAIN, {"blank", "holder", "receiver", "rows"})
    _require_end(sender, direction.receiver, direction)
    require_root(made, reading.state.remark_roots.get(direction, frozenset()), f"the remarks for {direction}")
    for row, _salt in made.rows:
        RemarkCode(row["code"])
    keep_rows(seat, direction, "remark", made)


def _take_replies(seat: Seat, reading: Reading, sender: OrgId, content: Json) -> None:
    fields, direction, made = _read(content, REPLY_DOMAIN, _ANSWERED)
    _require_end(sender, direction.holder, direction)
    known = [root for root, _ in reading.state.replied.get(direction, ())]
    require_root(made, known, f"the replies for {direction}")
    for row, _ in made.rows:
        if (ReplyCode(row["reply"]) is ReplyCode.CHANGED) is not isinstance(row["answer"], dict):
            raise ValueError("changed, and only changed, brings an answer")
    _keep_changed(seat, reading.state, "reply", made, fields)


def _take_amended(seat: Seat, reading: Reading, sender: OrgId, content: Json) -> None:
    fields, direction, made = _read(content, AMENDED_DOMAIN, _ANSWERED)
    _require_end(sender, direction.holder, direction)
    known = [root for root, _ in reading.state.amended.get(direction, ())]
    require_root(made, known, f"the answers changed for {direction}")
    _keep_changed(seat, reading.state, "amended", made, fields)


def _keep_changed(seat: Seat, state: State, what: str, made: Salted, fields: Mapping[str, Json]) -> None:
    direction = direction_in(fields)
    answers = [row["answer"] if "reply" in row else row for row, _ in made.rows]
    records = [one for one in answers if isinstance(one, dict)]
    opened = _opened(fields, records)
    notes = _require_deaths(seat, state, direction, fields, records)
    keep_changes(seat, direction, what, made, opened)
    keep_notes(seat, direction, notes)


def _read(content: Json, domain: str, names: set[str] | frozenset[str]) -> tuple[dict[str, Json], Direction, Salted]:
    if not isinstance(content, dict) or set(content) != set(names):
        raise TypeError("an object with exactly its fields")
    return content, direction_in(content), read_salted(domain, content)


def _require_end(sender: OrgId, wanted: str, direction: Direction) -> None:
    if sender != wanted:
        raise Refusal("RECEIVE-5", f"{sender} speaks in the place of {wanted} for {direction}", hint="tell the neutral")


def _opened(fields: Mapping[str, Json], records: list[Row]) -> dict[str, tuple[str, str]]:
    """Read what opens the holder's own rows: nothing at a party, one for each person held at the neutral."""
    committed = {str(one["sought"]): one["held"] for one in records if one["code"] == AnswerCode.HELD.value}
    opened = {str(sought): (str(held), str(salt)) for sought, held, salt in rows_of(fields["opened"])}
    for sought, (held, salt) in opened.items():
        if committed.get(sought) != commit(bytes.fromhex(salt), HELD_DOMAIN, held):
            raise ValueError("an own row that is not the one committed to")
    if opened and set(opened) != set(committed):
        raise ValueError("own rows of some people held, and not of others")
    return opened


def _require_deaths(
    seat: Seat, state: State, direction: Direction, fields: Mapping[str, Json], records: list[Row]
) -> list[tuple[str, str]]:
    """Hold every answer against its form, and every death against the two signatures that came with it."""
    notes = {str(row): str(data) for row, data in rows_of(fields["notes"])}
    kept = []
    for record in records:
        answer = answer_of(record, RowId("") if record["held"] is not None else None)
        if answer.code is AnswerCode.DEAD:
            data = notes.get(answer.sought, "")
            require_death(seat, state, direction, answer, data)
            kept.append((str(answer.sought), data))
    return kept


def _take_correction(seat: Seat, reading: Reading, sender: OrgId, content: Json) -> None:
    kind, made = _read_list(content, REQUEST_DOMAIN)
    known = [one.requests for one in reading.state.corrections.get((sender, kind), ())]
    require_root(made, known, f"the corrections {sender} asks for")
    for row, _ in made.rows:
        Change(row["change"])
        Why(row["why"])
    keep_corrections(seat, "correction", kind, sender, made)


def _take_decisions(seat: Seat, reading: Reading, _sender: OrgId, content: Json) -> None:
    kind, made = _read_list(content, DECISION_DOMAIN)
    known = [one.decision for one in reading.state.corrections.get((seat.org, kind), ()) if one.decision is not None]
    require_root(made, known, "the decisions about corrections")
    keep_corrections(seat, "decision", kind, None, made)


def _take_version(seat: Seat, _: Reading, sender: OrgId, content: Json) -> None:
    """Keep a corrected list until it is opened; then its root is held against the one its owner sealed."""
    if not isinstance(content, dict):
        raise TypeError("an object")
    kind = f"entry:{sender}/{ListKind(content['list']).value}@next"
    rows = rows_of(rows_in(content))
    seat.vault.replace(
        kind,
        [
            Document(kind=kind, person=f"{sender}/{content['list']}/{row}", value=Protected(value))
            for row, value in rows
        ],
    )
    gone = content["erased"]
    seat.vault.keep(f"erased:{kind}", [str(one) for one in gone] if isinstance(gone, list) else [])


def _take_categories(seat: Seat, reading: Reading, sender: OrgId, content: Json) -> None:
    _, direction, made = _read(content, CATEGORY_DOMAIN, {"blank", "holder", "receiver", "rows"})
    known = [root for root, _ in reading.state.stated.get((sender, direction), ())]
    require_root(made, known, f"the categories {sender} states for {direction}")
    for row, _salt in made.rows:
        stated_of(sender, row)
    keep_stated(seat, sender, direction, made)


def _take_bags(seat: Seat, _: Reading, sender: OrgId, content: Json) -> None:
    if not isinstance(content, dict) or set(content) != {"bags", "holder", "receiver"}:
        raise TypeError("an object with exactly its fields")
    direction = direction_in(content)
    _require_end(sender, direction.holder, direction)
    keep_bags(seat, direction, rows_of(content["bags"]))


def _take_identified(seat: Seat, reading: Reading, sender: OrgId, content: Json) -> None:
    if not isinstance(content, dict) or set(content) != {"act", "blank", "rows"}:
        raise TypeError("an object with exactly its fields")
    act, made = Digest(str(content["act"])), read_salted(IDENTIFIED_DOMAIN, content)
    found = next((one for one in reading.state.remains if one.digest == act), None)
    if found is None or found.direction.receiver != sender:
        raise ValueError("remains of an act that is not the sender's")
    require_root(made, [root for root, _ in reading.state.identified.get(act, ())], "what was found out about bags")
    keep_identified(seat, found, made)


def _take_gesture(seat: Seat, _: Reading, sender: OrgId, content: Json) -> None:
    if not isinstance(content, dict) or set(content) != {"holder", "people", "receiver"}:
        raise TypeError("an object with exactly its fields")
    direction = direction_in(content)
    _require_end(sender, direction.holder, direction)
    take_gesture(seat, direction, rows_of(content["people"]))


def _read_list(content: Json, domain: str) -> tuple[ListKind, Salted]:
    if not isinstance(content, dict) or set(content) != {"blank", "list", "rows"}:
        raise TypeError("an object with exactly its fields")
    return ListKind(content["list"]), read_salted(domain, content)


_ANSWERED: Final = frozenset({"blank", "holder", "notes", "opened", "receiver", "rows"})

PROCEDURE: Final[Mapping[str, Callable[[Seat, Reading, OrgId, Json], None]]] = MappingProxyType(
    {
        "asked": _take_asked,
        "answered": _take_answered,
        "remarks": _take_remarks,
        "replies": _take_replies,
        "amended": _take_amended,
        "correction": _take_correction,
        "decisions": _take_decisions,
        "list-version": _take_version,
        "categories": _take_categories,
        "gesture": _take_gesture,
        "bags": _take_bags,
        "identified": _take_identified,
    }
)
"""By label of the sealed part. Nothing is kept whose root nobody signed (``RECEIVE-4``)."""
