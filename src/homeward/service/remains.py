"""Remains at a seat: bags handed over, handed back, and what is found out about them. Never counted as people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from homeward.model.canonical import SALT_BYTES, commit
from homeward.model.findings import Json, Refusal
from homeward.model.ids import OfficerId, OrgId, Ref, RowId
from homeward.model.protected import Protected
from homeward.model.remains import BagFinding, Method, Whose
from homeward.model.terms import Direction
from homeward.model.vault import Document
from homeward.procedure import State
from homeward.procedure.bodies import direction_body
from homeward.procedure.state import RemainsState
from homeward.service.acting import Done, perform
from homeward.service.envelope import hand_over
from homeward.service.reading import read_record
from homeward.service.salted import Row, Salted, salted
from homeward.service.seat import Seat

BAG_DOMAIN: Final = "homeward/bag/v1"
IDENTIFIED_DOMAIN: Final = "homeward/identified/v1"


def hand_over_bags(
    seat: Seat, direction: Direction, bags: Sequence[str], on: date, officers: Sequence[OfficerId]
) -> Done:
    """
    Draft, at the giving side's seat, the act by which bags of remains are handed over; the labels go sealed.

    Raises:
        Refusal: ``REMAINS-1`` at another seat, without bags, or for a label given twice.
    """
    if seat.org != direction.holder or not bags or len(set(bags)) != len(bags):
        raise Refusal("REMAINS-1", "bags are handed over by who has them, each label once", hint="check seat and file")
    made = [(label, seat.lots.draw(SALT_BYTES)) for label in bags]
    refs = [(commit(salt, BAG_DOMAIN, label), salt.hex(), label) for label, salt in made]
    rows: list[list[Json]] = [[*one] for one in sorted(refs)]
    body: dict[str, Json] = {**direction_body(direction), "on": on.isoformat(), "bags": [row[0] for row in rows]}
    done = perform(seat, "remains.signed", body, officers)
    keep_bags(seat, direction, rows)
    content: Json = {**direction_body(direction), "bags": [list(row) for row in rows]}
    for to in (OrgId(direction.receiver), seat.profile.neutral):
        hand_over(seat, read_record(seat), to, "bags", content)
    return done


def hand_back_bags(seat: Seat, act: str, bags: Sequence[str], on: date, officers: Sequence[OfficerId]) -> Done:
    """Draft the act by which the receiving side hands back bags of the other side's own dead."""
    found = remains_named(read_record(seat).state, act)
    if seat.org != found.direction.receiver:
        raise Refusal("REMAINS-2", "bags go back from who received them", hint="run this at the receiver's seat")
    back = Direction(holder=found.direction.receiver, receiver=found.direction.holder)
    labels = bag_labels(seat, found.direction)
    refs = sorted(_ref(label, labels, found) for label in bags)
    body: dict[str, Json] = {
        **direction_body(back),
        "on": on.isoformat(),
        "bags": [*refs],
        "returns": found.digest,
    }
    return perform(seat, "remains.signed", body, officers)


def identify_bags(
    seat: Seat, act: str, said: Sequence[tuple[str, RowId | None, Method, Whose, date]], officers: Sequence[OfficerId]
) -> Done:
    """
    Record, as the receiving side, what was found out about bags of one act: a root; the neutral gets the rest, sealed.

    Raises:
        Refusal: ``REMAINS-3`` for a bag that did not come with this act.
    """
    found = remains_named(read_record(seat).state, act)
    labels = bag_labels(seat, found.direction)
    records: list[Row] = [
        {
            "bag": _ref(label, labels, found),
            "person": person,
            "method": method.value,
            "whose": whose.value,
            "on": on.isoformat(),
        }
        for label, person, method, whose, on in said
    ]
    made = salted(seat.lots, IDENTIFIED_DOMAIN, records)
    body: dict[str, Json] = {"act": found.digest, "identified": made.root}
    done = perform(seat, "remains.identified", body, officers, at_once=True)
    keep_identified(seat, found, made)
    content = made.content
    whole: dict[str, Json] = {"act": found.digest, **(content if isinstance(content, dict) else {})}
    hand_over(seat, read_record(seat), seat.profile.neutral, "identified", whole)
    return done


def bag_labels(seat: Seat, direction: Direction) -> dict[str, Ref]:
    """Return the bags of one direction that this seat knows, by label."""
    found = {}
    for document in seat.vault.get(f"bag:{direction}"):
        value = document.value.disclose()
        if isinstance(value, dict):
            found[str(value["label"])] = Ref(document.key)
    return found


def bag_findings(seat: Seat) -> tuple[BagFinding, ...]:
    """Return everything this seat knows to have been found out about bags."""
    found = []
    for document in seat.vault.get("identified"):
        value = document.value.disclose()
        row = value["row"] if isinstance(value, dict) else None
        if isinstance(row, dict):
            found.append(_finding(row))
    return tuple(found)


def keep_bags(seat: Seat, direction: Direction, rows: Sequence[Sequence[Json]]) -> None:
    """Keep the labels of bags, each held against its commitment."""
    for ref, salt, label in rows:
        if commit(bytes.fromhex(str(salt)), BAG_DOMAIN, label) != ref:
            raise ValueError("a bag that is not the one committed to")
    seat.vault.put(
        Document(
            kind=f"bag:{direction}",
            person=f"bag/{ref}",
            key=str(ref),
            value=Protected({"label": label, "salt": salt}),
        )
        for ref, salt, label in rows
    )


def keep_identified(seat: Seat, act: RemainsState, made: Salted) -> None:
    """Keep what was found out about bags beside what was found out before."""
    own = seat.org == act.direction.receiver
    documents = []
    for row, salt in made.rows:
        _finding(row)
        who = row["person"]
        whose = f"wish/{who}" if own else f"{act.direction.receiver}/wish/{who}"
        documents.append(
            Document(
                kind="identified",
                person=f"bag/{row['bag']}" if who is None else whose,
                key=f"{row['bag']}/{row['person']}/{row['method']}/{row['on']}",
                value=Protected({"row": row, "salt": salt}),
            )
        )
    seat.vault.put(documents)


def remains_named(state: State, name: str) -> RemainsState:
    """Return the act of remains that *name*, its first eight digits or more, stands for."""
    found = [one for one in state.remains if one.digest.startswith(name)]
    if len(name) < 8 or len(found) != 1:  # noqa: PLR2004 - as sheets show
        raise Refusal("REMAINS-4", f"{name!r} names {len(found)} acts of remains", hint="give eight digits or more")
    return found[0]


def _ref(label: str, labels: Mapping[str, Ref], act: RemainsState) -> Ref:
    ref = labels.get(label)
    if ref is None or ref not in act.bags:
        raise Refusal("REMAINS-3", f"bag {label} did not come with this act", hint="see `homeward remains show`")
    return ref


def _finding(row: Mapping[str, Json]) -> BagFinding:
    person = row["person"]
    return BagFinding(
        bag=Ref(str(row["bag"])),
        person=None if person is None else RowId(str(person)),
        method=Method(row["method"]),
        whose=Whose(row["whose"]),
        on=date.fromisoformat(str(row["on"])),
    )
