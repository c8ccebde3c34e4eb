"""Lists at a seat: imported, sealed, revealed, opened, matched, answered, made final."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from homeward.lists import ListReading
from homeward.lists.stored import entry_from_cells
from homeward.log import sorted_root
from homeward.model.canonical import SALT_BYTES, commit
from homeward.model.findings import Json, Refusal, Where
from homeward.model.ids import OfficerId, OrgId, PartyId, Ref, RowId
from homeward.model.people import Entry, ListKind, entry_record
from homeward.model.protected import Protected
from homeward.model.terms import Direction
from homeward.model.vault import Document
from homeward.procedure.bodies import direction_body
from homeward.service.acting import Done, perform
from homeward.service.answers_kept import answer_refs, held_pairs, is_by_name
from homeward.service.envelope import hand_over
from homeward.service.reading import read_record
from homeward.service.salted import BLANK_DOMAIN
from homeward.service.seat import Seat
from homeward.service.withheld import bucket_of, list_content

ENTRY_DOMAIN: Final = "homeward/entry/v1"
ANSWER_DOMAIN: Final = "homeward/answer/v1"
FINAL_DOMAIN: Final = "homeward/final/v1"

IDENTITY_FIELDS: Final = (
    "surname",
    "given_names",
    "father_name",
    "birth_date",
    "birth_place",
    "sex",
    "rank",
    "service_number",
)
"""What the sides show each other of a person: what GC III 17 and 122(4) let one ask, never health, unit or place."""

FinalPerson: TypeAlias = tuple[Ref, str, Json, RowId, RowId]
"""Somebody on a final list: commitment, salt, how both describe them, the holder's row, the receiver's row."""

MILLION: Final = 1_000_000
"""Probabilities are kept as whole millionths: the canonical form has no fractions."""


def import_list(seat: Seat, reading: ListReading, kind: ListKind, *, replace_before: bool = False) -> int:
    """
    Keep the entries of one own list in the vault, each with a fresh salt; return how many.

    A list is imported whole: entries that are there already are replaced by it, and only when that is asked for.

    Raises:
        Refusal: ``LISTS-1`` when this list is sealed already: what was committed to cannot be changed; ``LISTS-7``
            when entries of this list are there already and are not to be replaced.
    """
    if (seat.org, kind) in read_record(seat).state.lists:
        raise Refusal("LISTS-1", f"the {kind.value} list is sealed already", hint="a corrected list is a new round")
    before = len(seat.vault.get(f"entry:{kind.value}"))
    if before and not replace_before:
        hint = "say --replace to put this one in its place; a list in several files is put into one file first"
        raise Refusal("LISTS-7", f"a {kind.value} list with {before} entries was imported already", hint=hint)
    seat.vault.replace(
        f"entry:{kind.value}",
        (
            Document(
                kind=f"entry:{kind.value}",
                person=f"{kind.value}/{entry.row_id}",
                value=Protected(
                    {
                        "salt": seat.lots.draw(SALT_BYTES).hex(),
                        "cells": entry_record(entry),
                        "written": _as_written(entry),
                        **_as_received(entry),
                    }
                ),
            )
            for entry in sorted(reading.entries, key=lambda entry: entry.row_id)
        ),
    )
    return len(reading.entries)


def _as_received(entry: Entry) -> dict[str, Json]:
    """Return the bytes of the sender's own cells where a mapping read them; nothing where none did."""
    cells: list[Json] = [[column.encode().hex(), value.encode().hex()] for column, value in entry.written.disclose()]
    return {"received": cells} if cells else {}


def _as_written(entry: Entry) -> Json:
    """Return the bytes of the cells whose committed form differs from what was written, so that nothing is lost."""
    return [
        [column, value.encode().hex()]
        for column, value in entry.raw.disclose()
        if not unicodedata.is_normalized("NFC", value) and unicodedata.is_normalized("NFC", column)
    ]


def commit_list(seat: Seat, kind: ListKind, officers: Sequence[OfficerId]) -> Done:
    """Seal one list: its root in the record says which entries it has, and nothing about them."""
    documents = seat.vault.get(f"entry:{kind.value}")
    if not documents:
        raise Refusal("LISTS-2", f"no {kind.value} list was imported", hint="run `homeward lists import`")
    body: dict[str, Json] = {"list": kind.value, "root": list_root(seat, kind), "bucket": bucket_of(documents)}
    return perform(seat, "list.committed", body, officers)


def list_root(seat: Seat, kind: ListKind) -> str:
    """Return the root of an own list as it stands in the vault; of people erased since only the commitment is left."""
    return sorted_root([*entry_refs(seat.vault.get(f"entry:{kind.value}")), *erased_refs(seat, f"entry:{kind.value}")])


def erased_refs(seat: Seat, kind: str) -> tuple[Ref, ...]:
    """Return the bare commitments of people erased here: without the erased salts they are about nobody."""
    kept = seat.vault.kept(f"erased:{kind}")
    return tuple(Ref(str(one)) for one in kept) if isinstance(kept, list) else ()


def bury(seat: Seat, people: Collection[str]) -> None:
    """Keep the commitments of *people* who are about to be erased, so that roots signed with them still hold."""
    for kind, commitments in _committed_kinds(seat):
        going = commitments(one for one in seat.vault.get(kind) if one.person in people or one.about in people)
        if going:
            seat.vault.keep(f"erased:{kind}", [*sorted({*erased_refs(seat, kind), *going})])


def _committed_kinds(seat: Seat) -> Iterator[tuple[str, Callable[[Iterable[Document]], list[Ref]]]]:
    """Yield every kind of document whose root somebody signs, and how its commitments are made."""
    owners = ("", *(f"{party.id}/" for party in seat.profile.parties))
    for owner in owners:
        for list_kind in ListKind:
            yield f"entry:{owner}{list_kind.value}", entry_refs
    terms = read_record(seat).state.terms
    for direction in terms.directions if terms else ():
        yield f"answer:{direction}", _answer_refs
        yield f"final:{direction}", final_refs


def reveal_list(seat: Seat, kind: ListKind, officers: Sequence[OfficerId]) -> Done | None:
    """Reveal one list to the neutral: record it, and hand the entries over sealed to the neutral alone."""
    done, neutral = None, seat.profile.neutral
    documents = seat.vault.get(f"entry:{kind.value}")
    one = read_record(seat).state.lists.get((seat.org, kind))
    if one is None or one.revealed_at is None:
        body: dict[str, Json] = {"list": kind.value, "root": list_root(seat, kind), "to": neutral}
        done = perform(seat, "list.revealed", body, officers)
    if done is None or not done.missing:
        gone = erased_refs(seat, f"entry:{kind.value}")
        hand_over(seat, read_record(seat), neutral, "list", list_content(kind, documents, gone))
    return done


def open_lists(seat: Seat, officers: Sequence[OfficerId]) -> tuple[Done, ...]:
    """Open every revealed list at the neutral: recompute each root and record that it is the one committed to."""
    done, state = [], read_record(seat).state
    for (owner, kind), one in sorted(state.lists.items(), key=lambda item: (item[0][0], item[0][1].value)):
        documents = seat.vault.get(f"entry:{owner}/{kind.value}")
        if one.revealed_at is not None and one.opened_at is None and documents:
            refs = [*entry_refs(documents), *erased_refs(seat, f"entry:{owner}/{kind.value}")]
            body: dict[str, Json] = {"owner": owner, "list": kind.value, "root": sorted_root(refs)}
            done.append(perform(seat, "list.opened", body, officers))
    return tuple(done)


def answer(seat: Seat, direction: Direction, accept_from: float, officers: Sequence[OfficerId]) -> Mapping[str, int]:
    """
    Answer the other side's wish list as the holder: *held* from a probability of *accept_from* up, else *unclear*.

    What two people at the neutral decided to be one person needs no bound. The officers set the bound and sign; what is
    unclear stays open and stops nobody else. Returns how many of each.
    """
    documents = seat.vault.get(f"proposal:{direction}")
    answers, refs, counts = [], [], {"held": 0, "unclear": 0}
    for document in documents:
        is_held = _part(document, "decided") is True or _number(document, "probability") >= accept_from * MILLION
        code = "held" if is_held else "unclear"
        salt, holding_row = seat.lots.draw(SALT_BYTES), document.person.partition("/")[2]
        refs.append(commit(salt, ANSWER_DOMAIN, [holding_row, document.key, code]))
        answers.append([holding_row, document.key, code, salt.hex()])
        counts[code] += 1
    body: dict[str, Json] = {**direction_body(direction), "answers": sorted_root(refs)}
    perform(seat, "list.answered", body, officers, at_once=True)
    content: Json = {**direction_body(direction), "answers": [list(one) for one in answers]}
    hand_over(seat, read_record(seat), seat.profile.neutral, "answers", content)
    return counts


def propose_final(seat: Seat, direction: Direction) -> Done:
    """
    Draft the final list of one direction at the neutral, from the pairs the holder answered *held*.

    Raises:
        Refusal: ``LISTS-4`` when the answers at hand are not those the holder signed; ``LISTS-6`` when two names are
            answered by one person held.
    """
    require_answers(seat, direction)
    pairs = held_pairs(seat, direction)
    require_each_once(pairs)
    holding = entries_of(seat, OrgId(direction.holder), ListKind.HOLDING)
    wish = entries_of(seat, OrgId(direction.receiver), ListKind.WISH)
    people: list[FinalPerson] = []
    for held, sought in pairs:
        salt = seat.lots.draw(SALT_BYTES)
        record: Json = {"held_as": identity_of(holding[held]), "sought_as": identity_of(wish[sought])}
        people.append((commit(salt, FINAL_DOMAIN, record), salt.hex(), record, held, sought))
    root = sorted_root(ref for ref, *_ in people)
    done = perform(seat, "list.final", {**direction_body(direction), "root": root}, ())
    seat.vault.replace(f"final:{direction}", (final_document(direction, one) for one in people))
    reading = read_record(seat)
    for org, at in ((OrgId(direction.holder), 3), (OrgId(direction.receiver), 4)):
        rows: Json = [[ref, salt, record, (held, sought)[at - 3]] for ref, salt, record, held, sought in people]
        hand_over(seat, reading, org, "final", {**direction_body(direction), "people": rows})
    return done


def remark(seat: Seat, entry: Ref, code: str, officers: Sequence[OfficerId]) -> Done:
    """Record a coded remark on one entry, named by its commitment. What it says in words stays out of the record."""
    return perform(seat, "list.remarked", {"entry": entry, "code": code}, officers)


def final_root(seat: Seat, direction: Direction) -> str:
    """Recompute at this seat the root of a final list from the people it was shown, and those erased here since."""
    kind = f"final:{direction}"
    return sorted_root([*final_refs(seat.vault.get(kind)), *erased_refs(seat, kind)])


def direction_in(content: Mapping[str, Json]) -> Direction:
    """Read the direction that handed-over content names."""
    return Direction(holder=PartyId(str(content["holder"])), receiver=PartyId(str(content["receiver"])))


def _answer_refs(documents: Iterable[Document]) -> list[Ref]:
    documents = tuple(documents)
    plain = [one for one in documents if not is_by_name(one)]
    return answer_refs(documents) + [
        commit(
            bytes.fromhex(_text(document, "salt")),
            ANSWER_DOMAIN,
            [document.person.rpartition("/")[2], document.key, _text(document, "code")],
        )
        for document in plain
    ]


def final_refs(documents: Iterable[Document]) -> list[Ref]:
    """Return the commitments of people on a final list, made anew from what was shown of them."""
    return [
        commit(bytes.fromhex(_text(document, "salt")), FINAL_DOMAIN, _part(document, "record"))
        for document in documents
    ]


def require_each_once(pairs: Sequence[tuple[RowId, RowId]]) -> None:
    """Refuse (``LISTS-6``) a list on which one person held stands for two names."""
    if len({held for held, _ in pairs}) < len(pairs):
        raise Refusal("LISTS-6", "one person held is answered for two names", hint="ask the holder which it is")


def require_answers(seat: Seat, direction: Direction) -> None:
    """Refuse (``LISTS-4``) answers at hand that are not those the holder signed."""
    kind = f"answer:{direction}"
    blank = seat.vault.kept(f"blank:{kind}")
    leaf = [commit(bytes.fromhex(blank), BLANK_DOMAIN, None)] if isinstance(blank, str) else []
    refs = [*_answer_refs(seat.vault.get(kind)), *erased_refs(seat, kind), *leaf]
    signed = read_record(seat).state.answered.get(direction)
    if signed is None or sorted_root(refs) != signed[0]:
        raise Refusal(
            "LISTS-4",
            f"the answers for {direction} are not those {direction.holder} signed",
            hint="import the holder's bundle",
        )


def entries_of(seat: Seat, owner: OrgId, kind: ListKind) -> dict[RowId, Entry]:
    """Return the entries of an own list, or of one that its owner revealed to this seat, by row."""
    found = {}
    place = f"entry:{kind.value}" if owner == seat.org else f"entry:{owner}/{kind.value}"
    for document in seat.vault.get(place):
        cells = tuple((str(column), str(value)) for column, value in rows_of(_part(document, "cells")))
        entry = entry_from_cells(cells, where=Where(source=f"{owner} {kind.value} list"))
        found[entry.row_id] = replace(entry, kind=kind)
    return found


def entry_refs(documents: Iterable[Document]) -> list[Ref]:
    """Return the commitments of entries as they stand in the vault."""
    return [
        commit(bytes.fromhex(_text(document, "salt")), ENTRY_DOMAIN, _part(document, "cells")) for document in documents
    ]


def identity_of(entry: Entry) -> Json:
    """Return the cells of an entry that the sides show each other, and no others."""
    return [[column, value] for column, value in entry.raw.disclose() if column in IDENTITY_FIELDS]


def final_document(direction: Direction, one: FinalPerson) -> Document:
    """Return somebody on a final list as the neutral keeps them."""
    ref, salt, record, held, sought = one
    return Document(
        kind=f"final:{direction}",
        person=f"{direction.holder}/holding/{held}",
        key=ref,
        about=f"{direction.receiver}/wish/{sought}",
        value=Protected({"salt": salt, "record": record, "sought": sought}),
    )


def rows_of(value: Json) -> list[list[Json]]:
    """Return the rows of a list of lists; anything else in it is passed over."""
    return [row for row in value if isinstance(row, list)] if isinstance(value, list) else []


def _part(document: Document, name: str) -> Json:
    value = document.value.disclose()
    return value[name] if isinstance(value, dict) else None


def _text(document: Document, name: str) -> str:
    return str(_part(document, name))


def _number(document: Document, name: str) -> int:
    value = _part(document, name)
    return value if isinstance(value, int) else 0
