"""Who may travel: the gates as the neutral heard them, and the candidates a plan is made for."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from homeward.lists.stored import entry_from_cells
from homeward.model.dates import UncertainDate
from homeward.model.findings import Finding, FindingsRefusal, Json, Refusal, Severity, Where
from homeward.model.ids import OfficerId, OrgId, PartyId, Ref, RowId
from homeward.model.people import Candidate, Details
from homeward.model.protected import Protected
from homeward.model.terms import Direction, GateKind, Terms
from homeward.model.vault import Document
from homeward.planning import held_back
from homeward.procedure.gates import Hearing, Standing, Step, may_travel, standings, step_of_day
from homeward.service.acting import perform
from homeward.service.reading import read_record
from homeward.service.seat import Seat

NOTICE: Final = 800
"""People in one notice of not travelling: an event of a log holds at most 65,535 bytes (C2SP tlog-tiles)."""

_ONE_OUTCOME: Final = "a gate has one outcome for a person on a day"

_COLUMNS: Final = ("party", "row_id", "gate", "outcome", "on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What one gate showed for one person of a holding list, on one day. Kept in the neutral's vault only."""

    party: PartyId
    row: RowId
    gate: GateKind
    step: Step
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody on a final list, as the neutral knows them."""

    candidate: Candidate
    holding_row: RowId
    wish_row: RowId


def read_hearings(data: bytes, *, source: str) -> tuple[tuple[Heard, ...], tuple[Finding, ...]]:
    """Read ``party,row_id,gate,outcome,on`` as CSV; every row that is not understood is a finding."""
    try:
        reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
        rows = [(reader.line_num, row) for row in reader]
    except (UnicodeDecodeError, csv.Error) as problem:
        return (), (_odd(source, 1, "the file is CSV in UTF-8", str(problem), "save it as CSV in UTF-8"),)
    if tuple(reader.fieldnames or ()) != _COLUMNS:
        return (), (
            _odd(source, 1, "header", ",".join(reader.fieldnames or ()), f"write the header {','.join(_COLUMNS)}"),
        )
    hearings: dict[tuple[PartyId, RowId, GateKind, date], Heard] = {}
    findings = []
    for line, row in rows:
        try:
            one = _hearing(row)
        except (KeyError, ValueError, TypeError) as problem:
            findings.append(_odd(source, line, "gate row", str(problem), "correct the row; nothing was imported"))
            continue
        if hearings.setdefault((one.party, one.row, one.gate, one.on), one) != one:
            findings.append(_odd(source, line, _ONE_OUTCOME, f"{one.party} {one.row}", "ask who heard the person"))
    return tuple(hearings.values()), tuple(findings)


def import_hearings(seat: Seat, data: bytes, *, source: str) -> int:
    """Keep what the gates showed in the neutral's vault; return how many. Nothing is kept if a row is wrong."""
    _require_neutral(seat)
    hearings, findings = read_hearings(data, source=source)
    findings = (*findings, *_unknown_findings(seat, hearings, source))
    if findings:
        raise FindingsRefusal(
            "GATE-2", f"{source} has {len(findings)} finding(s)", findings=findings, hint="correct them"
        )
    kept = {(person, one.gate, one.on): one.step for person, several in _hearings(seat).items() for one in several}
    seat.vault.put(_gate_document(one, kept.get((_person(one), one.gate, one.on))) for one in hearings)
    return len(hearings)


def _gate_document(one: Heard, before: Step | None) -> Document:
    """Return what is kept of one day: a refusal stands for its day, so to be asked again takes more than a file."""
    step = step_of_day({one.step} | ({before} if before is not None else set()))
    value: dict[str, Json] = {"passed": step is Step.PASSED, **({"asked": True} if step is Step.ASKED else {})}
    return Document(
        kind="gate", person=_person(one), key=f"{one.gate.value}/{one.on.isoformat()}", value=Protected(value)
    )


def _person(one: Heard) -> str:
    return f"{one.party}/holding/{one.row}"


def _unknown_findings(seat: Seat, hearings: Sequence[Heard], source: str) -> Iterator[Finding]:
    """Yield a finding for each hearing of somebody no opened list has: a slip would keep the right person back."""
    known = {
        party.id: {one.person.rpartition("/")[2] for one in seat.vault.get(f"entry:{party.id}/holding")}
        for party in seat.profile.parties
    }
    for one in hearings:
        if one.party not in known or (known[one.party] and one.row not in known[one.party]):
            rule = "the person is on the party's holding list"
            yield _odd(source, None, rule, f"{one.party} {one.row}", "correct party or row_id; nothing was imported")


def people_on_final_lists(seat: Seat, terms: Terms) -> tuple[Person, ...]:
    """Return everybody on a signed final list as candidates, in order of commitment. Only at the neutral (GATE-1)."""
    _require_neutral(seat)
    people = [person for direction in terms.directions for person in _people(seat, direction)]
    return tuple(sorted(people, key=lambda person: person.candidate.ref))


def stop_people(seat: Seat, on: date, officers: Sequence[OfficerId]) -> tuple[Ref, ...]:
    """
    Record as not travelling everybody whose gates are not all passed and valid on *on*; return whom this adds.

    One gate or another, a refusal or no answer: the record gets the same bytes. Silence is not consent.
    """
    reading = read_record(seat)
    terms = reading.state.terms
    if terms is None:
        raise Refusal("GATE-3", "no signed terms say which gates there are", hint="sign the terms first")
    stopped = failing_people(seat, terms, on) - set(reading.state.stopped) - reading.state.crossed
    for first in range(0, len(stopped), NOTICE):
        body: dict[str, Json] = {"people": [*sorted(stopped)[first : first + NOTICE]]}
        perform(seat, "people.not_travelling", body, officers, at_once=True)
    return tuple(sorted(stopped))


def failing_people(seat: Seat, terms: Terms, on: date) -> frozenset[Ref]:
    """Return everybody on a final list whose gates are not all passed and valid on *on*, and who stays with them."""
    people = people_on_final_lists(seat, terms)
    failing = {one.candidate.ref for one, stands in gates_of(seat, terms, on) if not may_travel(stands)}
    return frozenset(failing | set(held_back([person.candidate for person in people], terms, failing)))


def gates_of(seat: Seat, terms: Terms, on: date) -> tuple[tuple[Person, dict[GateKind, Standing]], ...]:
    """Return where everybody on a final list stands at each gate on *on*. Only at the neutral (GATE-1)."""
    heard = _hearings(seat)
    return tuple(
        (one, standings(heard.get(f"{one.candidate.holder}/holding/{one.holding_row}", ()), terms.gates, on))
        for one in people_on_final_lists(seat, terms)
    )


def _require_neutral(seat: Seat) -> None:
    if seat.org != seat.profile.neutral:
        raise Refusal(
            "GATE-1",
            "gates are heard, and places worked out, by the neutral",
            hint="run this at the neutral's seat",
            source="CAT 3; GC III 109",
        )


def _hearings(seat: Seat) -> dict[str, tuple[Hearing, ...]]:
    """Return everything heard, by person: people may change their mind to the last, so nothing is left out here."""
    found: dict[str, list[Hearing]] = {}
    for document in seat.vault.get("gate"):
        gate, _, day = document.key.partition("/")
        value = document.value.disclose()
        if isinstance(value, dict):
            asked = Step.ASKED if value.get("asked") is True else Step.NOT_PASSED
            step = Step.PASSED if value["passed"] else asked
            one = Hearing(gate=GateKind(gate), step=step, on=date.fromisoformat(day))
            found.setdefault(document.person, []).append(one)
    return {person: tuple(several) for person, several in found.items()}


def _people(seat: Seat, direction: Direction) -> Iterator[Person]:
    holding, wish = (
        _details(seat, OrgId(direction.holder), "holding"),
        _details(seat, OrgId(direction.receiver), "wish"),
    )
    finals = seat.vault.get(f"final:{direction}")
    refs = {RowId(document.person.rpartition("/")[2]): Ref(document.key) for document in finals}
    groups = _groups({row: entry[1] for row, entry in holding.items()}, refs)
    for document in finals:
        held = RowId(document.person.rpartition("/")[2])
        value = document.value.disclose()
        sought = RowId(str(value["sought"])) if isinstance(value, dict) else held
        candidate = _candidate(direction, refs[held], holding[held][0], wish[sought][0], groups.get(held))
        if candidate is not None:
            yield Person(candidate=candidate, holding_row=held, wish_row=sought)


def _candidate(direction: Direction, ref: Ref, held: Details, sought: Details, group: str | None) -> Candidate | None:
    """Return a candidate, or None when neither list states the legal status: the person stays in the open register."""
    status = held.status or sought.status
    if status is None:
        return None
    return Candidate(
        ref=ref,
        holder=direction.holder,
        receiver=direction.receiver,
        status=status,
        health=held.health,
        sex=held.sex or sought.sex,
        born=_better(sought.birth_date, held.birth_date),
        held_since=held.captured_or_last_seen or sought.captured_or_last_seen,
        group=group,
    )


def _better(own: UncertainDate | None, other: UncertainDate | None) -> UncertainDate | None:
    """Return the own side's date of birth: it has the papers; the holder's where there is none."""
    return own if own is not None else other


def _groups(travel_with: Mapping[RowId, RowId | None], refs: Mapping[RowId, Ref]) -> dict[RowId, str]:
    """Name each group of people who travel together by the smallest commitment in it; links of any shape join."""
    leader = {row: row for row in travel_with}

    def head(row: RowId) -> RowId:
        while leader[row] != row:
            row = leader[row]
        return row

    for row, other in travel_with.items():
        if other is not None and other in leader:
            leader[head(row)] = head(other)
    members: dict[RowId, list[RowId]] = {}
    for row in travel_with:
        members.setdefault(head(row), []).append(row)
    named = {one: [refs[row] for row in rows if row in refs] for one, rows in members.items() if len(rows) > 1}
    return {row: min(named[one]) for one, rows in members.items() if named.get(one) for row in rows}


def _details(seat: Seat, owner: OrgId, kind: str) -> dict[RowId, tuple[Details, RowId | None]]:
    found = {}
    for document in seat.vault.get(f"entry:{owner}/{kind}"):
        value = document.value.disclose()
        cells = value["cells"] if isinstance(value, dict) else None
        pairs = (
            tuple((str(one[0]), str(one[1])) for one in cells if isinstance(one, list))
            if isinstance(cells, list)
            else ()
        )
        entry = entry_from_cells(pairs, where=Where(source=f"{owner} {kind} list"))
        found[entry.row_id] = (entry.details.disclose(), entry.travel_with)
    return found


def _hearing(row: Mapping[str, str]) -> Heard:
    if None in row or None in row.values():
        raise ValueError(f"a row has {len(_COLUMNS)} cells")
    outcome = row["outcome"]
    if outcome not in ("passed", "not_passed", "asked"):
        raise ValueError(f"outcome {outcome!r} is not passed, not_passed or asked")
    return Heard(
        party=PartyId(row["party"]),
        row=RowId(row["row_id"]),
        gate=GateKind(row["gate"]),
        step=Step(outcome),
        on=date.fromisoformat(row["on"]),
    )


def _odd(source: str, line: int | None, rule: str, seen: str, remedy: str) -> Finding:
    return Finding(
        code="GATE-4",
        severity=Severity.ERROR,
        where=Where(source=source, line=line),
        rule=rule,
        seen=seen,
        remedy=remedy,
        source="docs/seats.md",
    )
