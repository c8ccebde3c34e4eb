"""The steps between a wish list and a final list: names asked about, answers, remarks, replies, later answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from homeward.lists.answers import Asked
from homeward.model.answers import Answer, Remark, Reply
from homeward.model.canonical import SALT_BYTES, commit
from homeward.model.findings import Json, Refusal
from homeward.model.ids import OfficerId, OrgId, Ref, RowId
from homeward.model.people import ListKind
from homeward.model.protected import Protected
from homeward.model.terms import Direction
from homeward.model.vault import Document
from homeward.procedure.bodies import direction_body
from homeward.service.acting import Done, perform
from homeward.service.answers_kept import (
    ANSWERED_DOMAIN,
    answer_record,
    answered,
    holder_person,
    person_of,
)
from homeward.service.deaths import confirmed_deaths
from homeward.service.envelope import hand_over
from homeward.service.lists import entries_of, identity_of
from homeward.service.reading import read_record
from homeward.service.salted import Row, Salted, salted
from homeward.service.seat import Seat

ASKED_DOMAIN: Final = "homeward/asked/v1"
HELD_DOMAIN: Final = "homeward/held/v1"
REMARK_DOMAIN: Final = "homeward/remark/v1"
REPLY_DOMAIN: Final = "homeward/reply/v1"
AMENDED_DOMAIN: Final = "homeward/amended/v1"


def ask_names(seat: Seat, direction: Direction, officers: Sequence[OfficerId]) -> int:
    """
    Show the holder, from the neutral's seat, whom the other side looks for; return how many.

    Only what identifies a person is shown. Entries marked as harmful to disclose stay here, and nothing in the record,
    in what is shown or in its size tells whether there are any (GC IV 137(2)).
    """
    wish = entries_of(seat, OrgId(direction.receiver), ListKind.WISH)
    told = [one for _, one in sorted(wish.items()) if not one.is_harmful_to_disclose]
    made = salted(seat.lots, ASKED_DOMAIN, ({"sought": one.row_id, "identity": identity_of(one)} for one in told))
    perform(seat, "list.asked", {**direction_body(direction), "asked": made.root}, officers, at_once=True)
    keep_rows(seat, direction, "asked", made)
    hand_over(seat, read_record(seat), OrgId(direction.holder), "asked", _content(direction, made))
    return len(told)


def asked(seat: Seat, direction: Direction) -> dict[RowId, Json]:
    """Return whom this seat knows to have been asked about, with what identifies each person, in order of row."""
    rows = _rows(seat, f"asked:{direction}")
    return {RowId(str(row["sought"])): row["identity"] for row in rows}


def may_speak_of(seat: Seat, direction: Direction) -> Asked:
    """Return what a file of answers or replies at the holder's seat may speak of."""
    holding = [RowId(one.person.partition("/")[2]) for one in seat.vault.get("entry:holding")]
    return Asked(sought=frozenset(asked(seat, direction)), holding=frozenset(holding), today=seat.clock.now().date())


def may_remark_on(seat: Seat, direction: Direction) -> Asked:
    """Return what a file of remarks may speak of: the rows that were answered."""
    rows = frozenset(answered(seat, direction))
    return Asked(sought=rows, holding=frozenset(), today=seat.clock.now().date())


def give_answers(seat: Seat, direction: Direction, answers: Sequence[Answer], officers: Sequence[OfficerId]) -> Done:
    """
    Answer name by name as the holder: the record gets a root, the neutral and the asking side the answers, sealed.

    Raises:
        Refusal: ``ANSWERS-2`` for somebody answered *dead* whom no second person has confirmed.
    """
    notes = confirmed_deaths(seat, direction, answers)
    made, opened = _answers(seat, ANSWERED_DOMAIN, [({}, one) for one in answers])
    done = perform(seat, "list.answered", {**direction_body(direction), "answers": made.root}, officers, at_once=True)
    keep_answers(seat, direction, made, opened)
    content = {**_content(direction, made), "notes": notes}
    _hand_to_both(seat, direction.receiver, "answered", content, opened)
    return done


def give_remarks(seat: Seat, direction: Direction, remarks: Sequence[Remark], officers: Sequence[OfficerId]) -> Done:
    """Remark, as the asking side, on the answers in force: none is said with the same bytes as some."""
    signed = read_record(seat).state.answered.get(direction)
    if signed is None:
        raise Refusal("ANSWERS-5", f"no answers for {direction} are here", hint="import the holder's bundle")
    made = salted(seat.lots, REMARK_DOMAIN, (remark_record(one) for one in remarks))
    body: dict[str, Json] = {**direction_body(direction), "answers": signed[0], "remarks": made.root}
    done = perform(seat, "answers.remarked", body, officers, at_once=True)
    keep_rows(seat, direction, "remark", made)
    _hand_to_both(seat, direction.holder, "remarks", _content(direction, made), None)
    return done


def give_replies(seat: Seat, direction: Direction, replies: Sequence[Reply], officers: Sequence[OfficerId]) -> Done:
    """Reply, as the holder, to the remarks at hand; a changed answer stands beside the first one."""
    signed = read_record(seat).state.remarks_sent.get(direction)
    if signed is None:
        raise Refusal("ANSWERS-6", f"no remarks for {direction} are here", hint="import the other side's bundle")
    changed = [one.answer for one in replies if one.answer is not None]
    notes = confirmed_deaths(seat, direction, changed)
    heads: list[tuple[Row, Answer | None]] = [(_reply_head(one), one.answer) for one in replies]
    made, opened = _answers(seat, REPLY_DOMAIN, heads)
    body: dict[str, Json] = {**direction_body(direction), "remarks": signed[0], "replies": made.root}
    done = perform(seat, "remarks.replied", body, officers, at_once=True)
    keep_changes(seat, direction, "reply", made, opened)
    content = {**_content(direction, made), "notes": notes}
    _hand_to_both(seat, direction.receiver, "replies", content, opened)
    return done


def amend_answers(seat: Seat, direction: Direction, answers: Sequence[Answer], officers: Sequence[OfficerId]) -> Done:
    """Change answers after the replies, as the holder: somebody is found later, or dies. Earlier answers are kept."""
    notes = confirmed_deaths(seat, direction, answers)
    made, opened = _answers(seat, AMENDED_DOMAIN, [({}, one) for one in answers])
    body: dict[str, Json] = {**direction_body(direction), "amended": made.root}
    done = perform(seat, "answers.amended", body, officers, at_once=True)
    keep_changes(seat, direction, "amended", made, opened)
    content = {**_content(direction, made), "notes": notes}
    _hand_to_both(seat, direction.receiver, "amended", content, opened)
    return done


def remark_record(remark: Remark) -> Row:
    """Return what a remark commits to."""
    return {
        "sought": remark.sought,
        "code": remark.code.value,
        "on": remark.on.isoformat(),
        "words": remark.words.disclose() if remark.words is not None else None,
    }


def keep_rows(seat: Seat, direction: Direction, kind: str, made: Salted) -> None:
    """Keep rows about wish entries in the vault, one document a person."""
    seat.vault.replace(
        f"{kind}:{direction}",
        (
            Document(
                kind=f"{kind}:{direction}",
                person=person_of(seat, direction, str(row["sought"])),
                key=str(row["sought"]),
                value=Protected({"row": row, "salt": salt}),
            )
            for row, salt in made.rows
        ),
    )


def keep_answers(seat: Seat, direction: Direction, made: Salted, opened: dict[str, tuple[str, str]]) -> None:
    """Keep the answers as they were signed; what changes them later is kept beside them."""
    kind = f"answer:{direction}"
    seat.vault.replace(kind, (_document(seat, direction, kind, one, opened) for one in made.rows))
    seat.vault.keep(f"blank:{kind}", made.blank)


def keep_changes(seat: Seat, direction: Direction, what: str, made: Salted, opened: dict[str, tuple[str, str]]) -> None:
    """Keep replies or later answers beside the answers, each round under its own number."""
    kind = f"{what}:{direction}"
    round_ = sum(1 for _ in {one.key.partition("/")[2] for one in seat.vault.get(kind)})
    documents = (_document(seat, direction, kind, one, opened) for one in made.rows)
    seat.vault.put(
        Document(kind=one.kind, person=one.person, key=f"{one.key}/{round_}", about=one.about, value=one.value)
        for one in documents
    )


def _document(
    seat: Seat, direction: Direction, kind: str, one: tuple[Row, str], opened: dict[str, tuple[str, str]]
) -> Document:
    row, salt = one
    sought = str(row["sought"])
    record = row if "reply" not in row else row["answer"]
    held = opened.get(sought, (None, None))[0]
    value: Row = {"row": row, "record": record, "salt": salt, "held_row": held}
    if isinstance(record, dict):
        value["code"] = record["code"]
    asker = person_of(seat, direction, sought)
    if held is None:
        return Document(kind=kind, person=asker, key=sought, value=Protected(value))
    person = holder_person(seat, direction, held)
    return Document(kind=kind, person=person, key=sought, about=asker, value=Protected(value))


def _answers(
    seat: Seat, domain: str, pairs: Sequence[tuple[Row, Answer | None]]
) -> tuple[Salted, dict[str, tuple[str, str]]]:
    """Return the records of answers with what opens the holder's own rows; the asking side is not given the latter."""
    records, opened = [], {}
    for head, answer in pairs:
        record = None
        if answer is not None:
            held: Ref | None = None
            if answer.held is not None:
                salt = seat.lots.draw(SALT_BYTES)
                held = commit(salt, HELD_DOMAIN, answer.held)
                opened[str(answer.sought)] = (str(answer.held), salt.hex())
            record = answer_record(answer, held)
        records.append({**head, "answer": record} if head else (record or {}))
    return salted(seat.lots, domain, records), opened


def _reply_head(reply: Reply) -> Row:
    words = reply.words.disclose() if reply.words is not None else None
    return {"sought": reply.sought, "reply": reply.code.value, "words": words}


def _hand_to_both(
    seat: Seat, other: str, what: str, content: dict[str, Json], opened: dict[str, tuple[str, str]] | None
) -> None:
    """Hand the same signed rows to the neutral and to the other side; own rows are opened to the neutral only."""
    reading = read_record(seat)
    for to in (seat.profile.neutral, OrgId(other)):
        rows: Json = [[sought, *pair] for sought, pair in sorted((opened or {}).items())]
        shown: dict[str, Json] = {} if opened is None else {"opened": rows if to == seat.profile.neutral else []}
        hand_over(seat, reading, to, what, {**content, **shown})


def _content(direction: Direction, made: Salted) -> dict[str, Json]:
    content = made.content
    return {**direction_body(direction), **(content if isinstance(content, dict) else {})}


def _rows(seat: Seat, kind: str) -> list[Row]:
    values = [one.value.disclose() for one in seat.vault.get(kind)]
    return [row for one in values if isinstance(one, dict) and isinstance(row := one["row"], dict)]
