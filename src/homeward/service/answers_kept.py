"""Answers as a vault keeps them: the first as it was signed, what changed it beside it, and which is in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from homeward.model.answers import Answer, AnswerCode, Basis
from homeward.model.findings import Json
from homeward.model.ids import Ref, RowId
from homeward.model.protected import Protected
from homeward.model.terms import Direction
from homeward.model.vault import Document
from homeward.service.salted import Row, ref_of
from homeward.service.seat import Seat

ANSWERED_DOMAIN: Final = "homeward/answer/v2"
UNCLEAR: Final = "unclear"
"""The code of a proposal that a holder left open when it answered from a bound on."""

_FORM: Final = frozenset({"basis", "code", "held", "on", "same_as", "sought", "words"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What was answered about one entry, the first answer first. No answer is ever taken away, the last is in force."""

    sought: RowId
    answers: tuple[Answer, ...]

    @property
    def now(self) -> Answer:
        """The answer in force."""
        return self.answers[-1]


def person_of(seat: Seat, direction: Direction, row: str) -> str:
    """Return how this seat's vault names the person whom the receiver seeks under *row*."""
    return f"wish/{row}" if seat.org == direction.receiver else f"{direction.receiver}/wish/{row}"


def holder_person(seat: Seat, direction: Direction, row: str) -> str:
    """Return how this seat's vault names the person whom the holder holds under *row*."""
    return f"holding/{row}" if seat.org == direction.holder else f"{direction.holder}/holding/{row}"


def answer_record(answer: Answer, held: Ref | None) -> Row:
    """Return what an answer commits to; its own row the holder shows to the neutral only."""
    return {
        "sought": answer.sought,
        "code": answer.code.value,
        "basis": answer.basis.value,
        "on": answer.on.isoformat(),
        "held": held,
        "same_as": answer.same_as,
        "words": answer.words.disclose() if answer.words is not None else None,
    }


def answer_of(record: Mapping[str, Json], held: RowId | None) -> Answer:
    """Read an answer back; a wrong form raises ``KeyError``, ``TypeError`` or ``ValueError``."""
    if set(record) != _FORM:
        raise KeyError("an answer has exactly its fields")
    code, same_as, words = AnswerCode(record["code"]), record["same_as"], record["words"]
    if (record["held"] is not None) is not (code is AnswerCode.HELD):
        raise ValueError("held, and only held, names a row")
    if (same_as is not None) is not (code is AnswerCode.DUPLICATE) or same_as == record["sought"]:
        raise ValueError("duplicate, and only duplicate, names another row")
    return Answer(
        sought=RowId(str(record["sought"])),
        code=code,
        basis=Basis(record["basis"]),
        on=date.fromisoformat(str(record["on"])),
        held=held,
        same_as=None if same_as is None else RowId(str(same_as)),
        words=None if words is None else Protected(str(words)),
    )


def answer_refs(documents: tuple[Document, ...]) -> list[Ref]:
    """Return the commitments of answers given name by name."""
    return [
        ref_of(ANSWERED_DOMAIN, record, str(value["salt"]))
        for document in documents
        if isinstance(value := document.value.disclose(), dict) and isinstance(record := value.get("record"), dict)
    ]


def is_by_name(document: Document) -> bool:
    """Tell whether an answer was given name by name, and not from a bound on."""
    value = document.value.disclose()
    return isinstance(value, dict) and "record" in value


def answered(seat: Seat, direction: Direction) -> dict[RowId, Answered]:
    """Return every answer this seat was shown, by the row it is about, in order of row."""
    found: dict[RowId, list[Answer]] = {}
    for kind in ("answer", "reply", "amended"):
        documents = seat.vault.get(f"{kind}:{direction}")
        for document in sorted(documents, key=lambda one: (one.key.partition("/")[2].zfill(6), one.key)):
            answer = _kept(document)
            if answer is not None:
                found.setdefault(answer.sought, []).append(answer)
    return {row: Answered(sought=row, answers=tuple(answers)) for row, answers in sorted(found.items())}


def unclear(seat: Seat, direction: Direction) -> frozenset[RowId]:
    """Return the rows a holder left open when it answered from a bound on."""
    return frozenset(RowId(sought) for held, sought, code in _plain(seat, direction) if code == UNCLEAR and held)


def held_pairs(seat: Seat, direction: Direction) -> tuple[tuple[RowId, RowId], ...]:
    """
    Return ``(held, sought)`` for everybody answered *held* now, in order of the holder's row.

    Whoever the holder says is dead, free, elsewhere or named twice is none of them.
    """
    given = answered(seat, direction)
    named = [(one.now.held, row) for row, one in given.items() if one.now.code is AnswerCode.HELD and one.now.held]
    plain = [(RowId(held), RowId(sought)) for held, sought, code in _plain(seat, direction) if code == "held"]
    return tuple(sorted([*named, *plain]))


def _plain(seat: Seat, direction: Direction) -> Iterator[tuple[str, str, str]]:
    """Yield the answers given from a bound on: own row, row asked about, code."""
    for document in seat.vault.get(f"answer:{direction}"):
        value = document.value.disclose()
        if isinstance(value, dict) and not is_by_name(document):
            yield document.person.rpartition("/")[2], document.key, str(value["code"])


def _kept(document: Document) -> Answer | None:
    value = document.value.disclose()
    record = value.get("record") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(record, dict):
        return None
    held = value.get("held_row")
    return answer_of(record, None if held is None else RowId(str(held)))
