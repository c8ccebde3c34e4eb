"""What counts as what, at a seat: wrong acts corrected, acts allocated to agreements, gestures, disputed categories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from homeward.model.acts import Place
from homeward.model.canonical import SALT_BYTES, commit
from homeward.model.findings import Json, Refusal
from homeward.model.ids import AgreementId, CategoryId, ClauseId, OfficerId, OrgId, Ref, RowId
from homeward.model.people import ListKind
from homeward.model.protected import Protected
from homeward.model.terms import Direction
from homeward.model.vault import Document
from homeward.procedure import ActState, State
from homeward.procedure.bodies import direction_body
from homeward.procedure.performance import Performed, Stated, disputed_people, own_agreement, performed
from homeward.service.acting import Done, perform
from homeward.service.envelope import hand_over
from homeward.service.lists import FINAL_DOMAIN, entries_of, identity_of
from homeward.service.reading import read_record
from homeward.service.salted import Row, Salted, salted
from homeward.service.seat import Seat

CATEGORY_DOMAIN: Final = "homeward/category/v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What was wrong on a signed act: who did not cross, who did, whose category is another."""

    reason: str
    without: Sequence[str] = ()
    also: Sequence[str] = ()
    categories: Mapping[str, CategoryId] | None = None


def correct_act(seat: Seat, act: str, correction: Correction, officers: Sequence[OfficerId]) -> Done:
    """
    Draft the act that takes the place of a signed one that was wrong; both sides sign it, and the old one is kept.

    People are named as sheets show them, by the first eight digits or more of their commitment, or by the row of the
    own list.

    Raises:
        Refusal: ``COUNT-1`` for an act that is not signed; ``COUNT-2`` for somebody who is not on it, nor in reserve.
    """
    state = read_record(seat).state
    found = act_named(state, act)
    places, rows = {place.ref: place for place in found.act.people}, _rows(seat, found.act.direction)
    for name in correction.without:
        del places[_one_of(name, places, rows)]
    reserve = dict(state.plan.reserve.get(found.act.direction, ()) if state.plan else ())
    known = {place.ref: place.category for place in (found.signed or found.act).people}
    for name in correction.also:
        ref = _one_of(name, {**reserve, **known}, rows)
        places[ref] = Place(ref=ref, category={**reserve, **known}[ref])
    for name, category in (correction.categories or {}).items():
        ref = _one_of(name, places, rows)
        places[ref] = Place(ref=ref, category=category)
    people: list[Json] = [[ref, places[ref].category] for ref in sorted(places)]
    body: dict[str, Json] = {
        "act": found.in_force,
        **direction_body(found.act.direction),
        "people": people,
        "reason": correction.reason,
    }
    return perform(seat, "act.corrected", body, officers)


def allocate_act(seat: Seat, act: str, agreements: Mapping[str, AgreementId], officers: Sequence[OfficerId]) -> Done:
    """
    Draft under which agreement each person of an act counts; whoever is not named counts under this exchange's own.

    Raises:
        Refusal: ``COUNT-1`` and ``COUNT-2`` as in :func:`correct_act`.
    """
    state = read_record(seat).state
    found = act_named(state, act)
    counted = {place.ref: own_agreement(state) for place in found.act.people}
    rows = _rows(seat, found.act.direction)
    for name, agreement in agreements.items():
        counted[_one_of(name, counted, rows)] = agreement
    parts: list[Json] = [
        {"agreement": agreement, "people": [ref for ref in sorted(counted) if counted[ref] == agreement]}
        for agreement in sorted(set(counted.values()))
    ]
    body: dict[str, Json] = {"act": found.in_force, **direction_body(found.act.direction), "parts": parts}
    return perform(seat, "act.allocated", body, officers)


def propose_gesture(
    seat: Seat, direction: Direction, on: date, people: Mapping[RowId, CategoryId], officers: Sequence[OfficerId]
) -> Done:
    """
    Draft, at the giving side's seat, the act of people handed over outside every agreement.

    Somebody on a final list keeps that commitment, so that nobody can be counted twice; others get one of their own,
    and the receiving side is shown, sealed, who they are.

    Raises:
        Refusal: ``COUNT-3`` at another seat, or for a row that is not on the holding list.
    """
    holding = _own_holding(seat)
    if seat.org != direction.holder or not set(people) <= set(holding):
        raise Refusal("COUNT-3", "a gesture is drafted by who holds, of people on its list", hint="check seat and rows")
    listed = {RowId(one.person.partition("/")[2]): Ref(one.key) for one in seat.vault.get(f"final:{direction}")}
    made = []
    for row, category in sorted(people.items()):
        salt = seat.lots.draw(SALT_BYTES)
        record: Json = {"held_as": holding[row], "sought_as": []}
        ref = listed.get(row) or commit(salt, FINAL_DOMAIN, record)
        made.append((ref, category, row, salt.hex(), record))
    places: list[Json] = [[ref, category] for ref, category, *_ in sorted(made)]
    body: dict[str, Json] = {**direction_body(direction), "on": on.isoformat(), "people": places}
    done = perform(seat, "gesture.signed", body, officers)
    told: Json = [[ref, salt, record] for ref, _, row, salt, record in sorted(made) if row not in listed]
    content: Json = {**direction_body(direction), "people": told}
    for to in (OrgId(direction.receiver), seat.profile.neutral):
        hand_over(seat, read_record(seat), to, "gesture", content)
    return done


def state_categories(
    seat: Seat,
    direction: Direction,
    said: Sequence[tuple[RowId, CategoryId, ClauseId, date]],
    officers: Sequence[OfficerId],
) -> Done:
    """
    Say, as one side, of which category people are, under which clause and as of which day; it stops nobody.

    Raises:
        Refusal: ``COUNT-4`` for somebody not on the final list, or a category or clause the terms do not have.
    """
    state = read_record(seat).state
    own = ListKind.HOLDING if direction.holder == seat.org else ListKind.WISH
    refs = {RowId(one.person.partition("/")[2]): Ref(one.key) for one in seat.vault.get(f"final:{direction}")}
    categories = {one.id for one in state.terms.categories} if state.terms else set()
    clauses = {one.id for one in state.terms.clauses} if state.terms else set()
    for row, category, clause, _ in said:
        if row not in refs or category not in categories or clause not in clauses:
            raise Refusal(
                "COUNT-4",
                f"{row}: nobody on the final list, or no such category or clause",
                hint=f"name rows of the {own.value} list, and categories and clauses of the terms",
            )
    records: list[Row] = [
        {"ref": refs[row], "category": category, "clause": clause, "on": on.isoformat()}
        for row, category, clause, on in said
    ]
    made = salted(seat.lots, CATEGORY_DOMAIN, records)
    done = perform(seat, "category.stated", {**direction_body(direction), "stated": made.root}, officers, at_once=True)
    keep_stated(seat, seat.org, direction, made)
    content = made.content
    for to in {OrgId(direction.holder), OrgId(direction.receiver), seat.profile.neutral} - {seat.org}:
        whole: dict[str, Json] = {**direction_body(direction), **(content if isinstance(content, dict) else {})}
        hand_over(seat, read_record(seat), to, "categories", whole)
    return done


def keep_stated(seat: Seat, by: OrgId, direction: Direction, made: Salted) -> None:
    """Keep what one side says of categories, beside what it said before and what the other side says."""
    kind = f"category:{by}:{direction}"
    persons = {one.key: one.person for one in seat.vault.get(f"final:{direction}")}
    seat.vault.put(
        Document(
            kind=kind,
            person=persons.get(str(row["ref"]), f"final/{row['ref']}"),
            key=f"{row['ref']}/{row['on']}",
            value=Protected({"row": row, "salt": salt}),
        )
        for row, salt in made.rows
    )


def stated(seat: Seat, direction: Direction) -> tuple[Stated, ...]:
    """Return what both sides said of categories in one direction, as far as this seat was shown it."""
    found = []
    for by in sorted((OrgId(direction.holder), OrgId(direction.receiver))):
        for document in seat.vault.get(f"category:{by}:{direction}"):
            value = document.value.disclose()
            row = value["row"] if isinstance(value, dict) else None
            if isinstance(row, dict):
                found.append(stated_of(by, row))
    return tuple(found)


def stated_of(by: OrgId, row: Mapping[str, Json]) -> Stated:
    """Read what one side says of one person's category."""
    return Stated(
        ref=Ref(str(row["ref"])),
        by=by,
        category=CategoryId(str(row["category"])),
        clause=ClauseId(str(row["clause"])),
        on=date.fromisoformat(str(row["on"])),
    )


def disputed(seat: Seat, direction: Direction) -> frozenset[Ref]:
    """Return who crossed in one direction and whose category the two sides do not agree on."""
    state = read_record(seat).state
    acts = [place for one in state.acts if one.act.direction == direction for place in one.act.people]
    others = [place for one in state.gestures if one.direction == direction for place in one.people]
    sides = (OrgId(direction.holder), OrgId(direction.receiver))
    return disputed_people(stated(seat, direction), (*acts, *others), sides)


def accounts(seat: Seat) -> tuple[Performed, ...]:
    """Return what was performed under which agreement, with what is disputed as this seat knows it."""
    state = read_record(seat).state
    ways = state.terms.directions if state.terms else ()
    unsure = frozenset(ref for direction in ways for ref in disputed(seat, direction))
    return performed(state, unsure)


def act_named(state: State, name: str) -> ActState:
    """Return the signed act that *name*, its first eight digits or more, stands for; of a corrected one either name."""
    found = [one for one in state.acts if any(each.startswith(name) for each in (one.digest, *one.corrections))]
    if len(name) < 8 or len(found) != 1:  # noqa: PLR2004 - as sheets show
        raise Refusal("COUNT-1", f"{name!r} names {len(found)} signed acts", hint="give eight digits or more")
    return found[0]


def _one_of(name: str, known: Mapping[Ref, object], rows: Mapping[str, Ref]) -> Ref:
    if rows.get(name) in known:
        return rows[name]
    fitting = [ref for ref in known if ref.startswith(name)]
    if len(name) < 8 or len(fitting) != 1:  # noqa: PLR2004 - as above
        raise Refusal(
            "COUNT-2", f"{name!r} fits {len(fitting)} people", hint="eight digits or more as on the sheet, or a row"
        )
    return fitting[0]


def _rows(seat: Seat, direction: Direction) -> dict[str, Ref]:
    """Return the people of a final list by the row this seat knows them under."""
    return {one.person.rpartition("/")[2]: Ref(one.key) for one in seat.vault.get(f"final:{direction}")}


def _own_holding(seat: Seat) -> dict[RowId, Json]:
    return {row: identity_of(one) for row, one in entries_of(seat, seat.org, ListKind.HOLDING).items()}


def take_gesture(seat: Seat, direction: Direction, people: Sequence[Sequence[Json]]) -> None:
    """Keep who the people of a gesture are, where they stand on no final list."""
    kind = f"gesture:{direction}"
    for ref, salt, record in people:
        if commit(bytes.fromhex(str(salt)), FINAL_DOMAIN, record) != ref:
            raise ValueError("a person who is not the one committed to")
    seat.vault.put(
        Document(kind=kind, person=f"gesture/{ref}", key=str(ref), value=Protected({"salt": salt, "record": record}))
        for ref, salt, record in people
    )
