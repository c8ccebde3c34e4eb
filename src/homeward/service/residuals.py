"""The register of residuals at a seat: the neutral reads all, a party its own entries, the public broad counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from homeward.model.ids import OrgId, Ref, RowId
from homeward.model.people import ListKind
from homeward.model.terms import Direction, GateKind, Terms
from homeward.model.vault import Document
from homeward.procedure import ActState, State
from homeward.procedure.gates import Standing
from homeward.procedure.residuals import End, Facts, Residual, Said, public_counts, reason, residual
from homeward.service.acting import Done, perform
from homeward.service.answers_kept import Answered, answered, unclear
from homeward.service.planning import papers
from homeward.service.reading import read_record
from homeward.service.seat import Seat
from homeward.service.standing import gates_of
from homeward.service.withheld import is_withheld


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One entry of the register. ``reason`` is the neutral's alone."""

    direction: Direction
    owner: OrgId
    kind: ListKind
    row: RowId
    state: Residual
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What a seat knows that the states of all entries rest on."""

    state: State
    planned: frozenset[Ref]
    reserve: frozenset[Ref]
    acts: Mapping[Ref, ActState]
    by_gesture: frozenset[Ref]
    reasons: Mapping[Ref, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """The same for the entries of one list in one direction, by row."""

    direction: Direction
    owner: OrgId
    kind: ListKind
    answers: Mapping[RowId, Answered]
    unclear: frozenset[RowId]
    finals: Mapping[RowId, Ref]


def register(seat: Seat, on: date) -> tuple[Line, ...]:
    """
    Return every entry this seat may see with its state on *on*, by direction, list and row.

    At the neutral: every wish list, with what keeps somebody back, and withheld entries. At a party: its own lists, and
    *not travelling* for whatever gate it was (GC III 109). Nothing here is for the public.
    """
    state = read_record(seat).state
    if state.terms is None:
        return ()
    reasons = _reasons(seat, state.terms, on) if seat.org == seat.profile.neutral else {}
    return tuple(_lines(seat, state, state.terms, reasons))


def public_register(seat: Seat, on: date) -> dict[Direction, dict[End, int]]:
    """Return the broad counts of each direction's wish list that may be told in public: none of fewer than ten."""
    state = read_record(seat).state
    smallest = state.terms.publicity.min_cell if state.terms else 0
    ends: dict[Direction, list[End]] = {}
    for line in register(seat, on):
        if line.kind is ListKind.WISH:
            ends.setdefault(line.direction, []).append(line.state.end)
    return {direction: public_counts(found, smallest) for direction, found in ends.items()}


def propose_closing(seat: Seat, as_of: date) -> Done:
    """Draft, at any seat, the closing of the exchange for the parties' heads to sign."""
    return perform(seat, "exchange.closed", {"as_of": as_of.isoformat()}, ())


def _lines(seat: Seat, state: State, terms: Terms, reasons: Mapping[Ref, str]) -> Iterator[Line]:
    known = _known(seat, state, reasons)
    for direction in terms.directions:
        for owner, kind in ((direction.holder, ListKind.HOLDING), (direction.receiver, ListKind.WISH)):
            if seat.org not in (owner, seat.profile.neutral):
                continue
            way = _way(seat, direction, owner, kind)
            place = f"entry:{kind.value}" if owner == seat.org else f"entry:{owner}/{kind.value}"
            for document in seat.vault.get(place):
                yield _line(document, way, known)


def _line(document: Document, way: _Way, known: _Known) -> Line:
    row = RowId(document.person.rpartition("/")[2])
    ref = way.finals.get(row)
    one = residual(_facts(document, row, way, known), is_closed=known.state.closed_at is not None)
    why = known.reasons.get(ref) if ref is not None and one.end is End.NOT_TRAVELLING else None
    return Line(direction=way.direction, owner=way.owner, kind=way.kind, row=row, state=one, reason=why)


def _facts(document: Document, row: RowId, way: _Way, known: _Known) -> Facts:
    given, ref = way.answers.get(row), way.finals.get(row)
    act = known.acts.get(ref) if ref is not None else None
    return Facts(
        answers=tuple(Said(code=one.code, basis=one.basis, on=one.on) for one in given.answers) if given else (),
        is_withheld=is_withheld(document),
        is_sought=way.kind is ListKind.WISH or ref is not None,
        is_unclear=row in way.unclear,
        is_final=ref is not None,
        is_stopped=ref in known.state.stopped,
        is_planned=ref in known.planned,
        is_reserve=ref in known.reserve,
        has_crossed=act is not None or ref in known.by_gesture,
        has_arrived=ref in known.by_gesture or (act is not None and act.arrived_at is not None),
        is_missing=act is not None and ref in act.missing,
    )


def _known(seat: Seat, state: State, reasons: Mapping[Ref, str]) -> _Known:
    lines = papers(seat) if state.plan is not None else ()
    return _Known(
        state=state,
        planned=frozenset(one.ref for one in lines if one.tranche is not None),
        reserve=frozenset(one.ref for one in lines if one.reserve_rank is not None),
        acts={place.ref: one for one in state.acts for place in one.act.people},
        by_gesture=frozenset(place.ref for one in state.gestures for place in one.people),
        reasons=reasons,
    )


def _way(seat: Seat, direction: Direction, owner: OrgId, kind: ListKind) -> _Way:
    given = answered(seat, direction)
    if kind is ListKind.HOLDING:
        given = {one.now.held: one for one in given.values() if one.now.held is not None}
    return _Way(
        direction=direction,
        owner=owner,
        kind=kind,
        answers=given,
        unclear=unclear(seat, direction) if kind is ListKind.WISH else frozenset(),
        finals={_row(one, kind): Ref(one.key) for one in seat.vault.get(f"final:{direction}")},
    )


def _row(document: Document, kind: ListKind) -> RowId:
    """Return the row of a person on a final list: the neutral keeps both sides', a party its own."""
    value = document.value.disclose()
    if kind is ListKind.WISH and isinstance(value, dict) and "sought" in value:
        return RowId(str(value["sought"]))
    return RowId(document.person.rpartition("/")[2])


def _reasons(seat: Seat, terms: Terms, on: date) -> dict[Ref, str]:
    found: dict[Ref, str] = {}
    stands: dict[GateKind, Standing]
    for one, stands in gates_of(seat, terms, on):
        why = reason(stands)
        if why is not None:
            found[one.candidate.ref] = why
    return found
