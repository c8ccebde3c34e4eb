"""At the crossing: acts drafted from the signed plan, signed by four officers, arrivals confirmed."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from homeward.handover import draft_act, sheet_text
from homeward.model.acts import Act, Place
from homeward.model.findings import Json, Refusal
from homeward.model.ids import Digest, OfficerId, Ref, TrancheId
from homeward.model.terms import Direction
from homeward.procedure import ActState, State
from homeward.procedure.bodies import act_body
from homeward.service.acting import Done, perform
from homeward.service.planning import papers, planned_places
from homeward.service.reading import read_record
from homeward.service.seat import Seat


def propose_act(
    seat: Seat, tranche: TrancheId, direction: Direction, officers: Sequence[OfficerId]
) -> tuple[Act, Done]:
    """Draft the act of one tranche and direction at the giving side's seat and sign it for that side."""
    if seat.org != direction.holder:
        raise Refusal(
            "ACT-1", f"the act for {direction} is drafted at the seat of {direction.holder}", hint="run it there"
        )
    state = read_record(seat).state
    plan = state.plan
    if plan is None:
        raise Refusal("ACT-2", "no plan is signed", hint="sign the plan first")
    lines = papers(seat)
    act = draft_act(
        tranche=tranche,
        number=_number(state, tranche, direction),
        direction=direction,
        planned=planned_places(lines, direction, tranche),
        reserve=[Place(ref=ref, category=category) for ref, category in plan.reserve.get(direction, ())],
        unavailable=set(state.stopped) | state.crossed,
        outside=[one.ref for one in lines if one.is_outside_total],
    )
    return act, perform(seat, "act.signed", act_body(act), officers)


def confirm_arrival(seat: Seat, act: Digest, missing: Collection[Ref], officers: Sequence[OfficerId]) -> Done:
    """Confirm at the receiving side's seat that the people of an act arrived, but for those missing."""
    body: dict[str, Json] = {"act": act, "missing": [*sorted(missing)]}
    return perform(seat, "arrival.confirmed", body, officers)


def people_missing(done: ActState, named: Collection[str]) -> tuple[Ref, ...]:
    """
    Return the people of an act that *named* stand for: each a commitment, or its first 8 digits or more.

    Raises:
        Refusal: ``ACT-5`` for a name that fits nobody on the act, or several: a slip here would count somebody home.
    """
    refs = [place.ref for place in done.act.people]
    found = []
    for name in named:
        fitting = [ref for ref in refs if len(name) >= 8 and ref.startswith(name)]  # noqa: PLR2004 - as sheets show
        if len(fitting) != 1:
            raise Refusal(
                "ACT-5",
                f"{name!r} fits {len(fitting)} people of the act",
                hint="name each by the first 8 digits or more of the commitment on the sheet, and the act with --act",
            )
        found.append(fitting[0])
    return tuple(sorted(found))


def unconfirmed(seat: Seat) -> tuple[ActState, ...]:
    """Return the signed acts whose arrival this seat has still to confirm."""
    acts = read_record(seat).state.acts
    return tuple(one for one in acts if one.arrived_at is None and one.act.direction.receiver == seat.org)


def act_sheet(seat: Seat, digest: Digest, act: Act, notices: Sequence[str]) -> str:
    """Return the paper sheet of an act with people's names, for those who stand at the crossing. Never published."""
    names: dict[Ref, str] = {}
    for document in seat.vault.get(f"final:{act.direction}"):
        value = document.value.disclose()
        record = value.get("record") if isinstance(value, dict) else None
        if isinstance(record, dict):
            names[Ref(document.key)] = " / ".join(_name(record[side]) for side in ("held_as", "sought_as"))
    return sheet_text(act, digest, names, notices=notices)


def _name(cells: Json) -> str:
    found = {str(cell[0]): str(cell[1]) for cell in cells if isinstance(cell, list)} if isinstance(cells, list) else {}
    return " ".join(found[field] for field in ("surname", "given_names", "father_name") if field in found)


def _number(state: State, tranche: TrancheId, direction: Direction) -> int:
    """Number acts by tranche, then direction, as the terms list them: both sides know a number before it is used."""
    if state.terms is None:
        raise Refusal("ACT-3", "no terms are signed", hint="sign the terms first")
    places = [(one.id, other) for one in state.terms.tranches for other in state.terms.directions]
    if (tranche, direction) not in places:
        raise Refusal(
            "ACT-4", f"the terms have no tranche {tranche} for {direction}", hint="see `homeward terms check`"
        )
    return places.index((tranche, direction)) + 1
