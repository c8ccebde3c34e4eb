"""The meeting at a crossing: its date agreed, readiness declared, presence sealed; and the clock read at a seat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from homeward.model.canonical import SALT_BYTES, commit
from homeward.model.events import Event
from homeward.model.findings import Json, Refusal
from homeward.model.ids import Digest, OfficerId, OrgId, Ref, TrancheId
from homeward.procedure import State
from homeward.procedure.agreed import Unsigned
from homeward.procedure.bodies import read_direction
from homeward.procedure.clock import Clock, clock_of
from homeward.procedure.fields import Fields
from homeward.procedure.meeting import Presence
from homeward.procedure.rules_meeting import require_after_agreement
from homeward.procedure.turns import PLAN, TERMS, date_of, final_list
from homeward.service.acting import Done, perform
from homeward.service.envelope import hand_over
from homeward.service.reading import read_record
from homeward.service.seat import Seat
from homeward.service.waiting import Waiting, waiting

DATE_DOMAIN: Final = "homeward/date/v1"
"""What a sealed hour and place are committed to under."""

PRESENCE_DOMAIN: Final = "homeward/presence/v1"
"""What a party's agents saw is committed to under."""

CODE_BYTES: Final = 5
"""A code of ten digits and letters: to be read from a sheet and written down with gloves, not to be guessed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """Hour and place of a date, as this seat was shown them. Printed only by the command that is asked for them."""

    hour: str
    place: str


def read_clock(seat: Seat, now: datetime | None = None) -> tuple[State, Clock]:
    """Read the record of *seat* and tell where it stands at *now*, with the drafts that wait here."""
    state = read_record(seat).state
    drafts = [_unsigned(one) for one in waiting(seat)]
    at = seat.clock.now() if now is None else now
    return state, clock_of(state, at, [one for one in drafts if one is not None])


def propose_date(
    seat: Seat, tranche: TrancheId, on: date, opened: Opened | None, officers: Sequence[OfficerId]
) -> Done:
    """
    Propose a date for a tranche. The day goes into the record; hour and place go sealed to the other seats.

    The record holds only a salted commitment to hour and place: whoever has it and not the salt learns nothing.

    Raises:
        Refusal: ``ADMIT-82`` for a day on which nobody could agree.
    """
    terms = read_record(seat).state.terms
    if terms is not None:
        require_after_agreement(terms, tranche, on)
    sealed: Ref | None = None
    content: dict[str, Json] = {}
    if opened is not None:
        salt = seat.lots.draw(SALT_BYTES)
        sealed = commit(salt, DATE_DOMAIN, _opened_record(tranche, on, opened))
        content = {"salt": salt.hex(), "tranche": tranche, "on": on.isoformat(), "hour": opened.hour}
        content["place"] = opened.place
    body: dict[str, Json] = {"tranche": tranche, "on": on.isoformat(), "sealed": sealed}
    done = perform(seat, "date.proposed", body, officers, at_once=True)
    if sealed is not None:
        seat.vault.keep(f"date:{sealed}", content)
        reading = read_record(seat)
        for org in seat.profile.org_ids:
            if org != seat.org:
                hand_over(seat, reading, org, "date", content)
    return done


def take_date(seat: Seat, content: dict[str, Json]) -> None:
    """Keep the hour and place that another seat handed over, under the commitment they open."""
    opened = Opened(hour=str(content["hour"]), place=str(content["place"]))
    record = _opened_record(TrancheId(str(content["tranche"])), date.fromisoformat(str(content["on"])), opened)
    sealed = commit(bytes.fromhex(str(content["salt"])), DATE_DOMAIN, record)
    seat.vault.keep(f"date:{sealed}", content)


def end_proposal(seat: Seat, tranche: TrancheId, officers: Sequence[OfficerId]) -> Done:
    """Take this seat's own proposal back; a date that is agreed is taken back by both, see :func:`drop_date`."""
    body: dict[str, Json] = {"tranche": tranche, "on": None, "sealed": None}
    return perform(seat, "date.proposed", body, officers, at_once=True)


def agree_date(seat: Seat, tranche: TrancheId, by: OrgId | None, officers: Sequence[OfficerId]) -> Done:
    """
    Agree to a proposed date: a joint act, in force when two of each party have signed it. It moves an earlier one.

    Raises:
        Refusal: ``MEET-1`` where not exactly one proposal is open (*by* chooses one); ``MEET-2`` when hour and place
            were sealed and this seat was not shown them.
    """
    state = read_record(seat).state
    found = [one for one in state.meetings.proposals.values() if one.tranche == tranche and by in (None, one.org)]
    if len(found) != 1:
        raise Refusal(
            "MEET-1",
            f"{len(found)} proposed dates are open for {tranche}",
            hint="propose one, or say whose is meant with --by",
        )
    _require_shown(seat, found[0].sealed)
    body = _date_body(state, tranche, found[0].on, found[0].sealed)
    return perform(seat, "date.agreed", body, officers)


def drop_date(seat: Seat, tranche: TrancheId, officers: Sequence[OfficerId]) -> Done:
    """Draft that no date holds any more for a tranche: a joint act, as agreeing is."""
    return perform(seat, "date.agreed", _date_body(read_record(seat).state, tranche, None, None), officers)


def check_date(seat: Seat, event: Event) -> None:
    """Hold a date that waits for this seat's signature against what it was shown of hour and place."""
    if event.body.get("sealed") is not None:
        _require_shown(seat, Ref(Fields(event.kind, event.body).digest("sealed")))


def opened_date(seat: Seat, tranche: TrancheId) -> tuple[date | None, Opened | None]:
    """Return the date agreed for a tranche with hour and place as this seat was shown them."""
    agreed = read_record(seat).state.meetings.dates.get(tranche)
    if agreed is None:
        raise Refusal("MEET-3", f"no date was signed for {tranche}", hint="see `homeward clock`")
    return agreed.on, None if agreed.sealed is None else _shown(seat, agreed.sealed)


def declare_ready(seat: Seat, tranche: TrancheId, officers: Sequence[OfficerId], *, ready: bool = True) -> Done:
    """Declare that this party is ready for a tranche on its agreed date, or is not."""
    state = read_record(seat).state
    body: dict[str, Json] = {"tranche": tranche, "date": _current(state, tranche), "ready": ready}
    return perform(seat, "readiness.declared", body, officers)


def meeting_code(seat: Seat, tranche: TrancheId) -> str:
    """
    Return the neutral's code for a tranche, to be shown at the meeting and nowhere else; drawn when first asked for.

    Raises:
        Refusal: ``MEET-4`` at any other seat.
    """
    if seat.org != seat.profile.neutral:
        raise Refusal("MEET-4", "the code of a meeting is the neutral's", hint="run this at the neutral's seat")
    name = _code_name(read_record(seat).state, tranche)
    kept = seat.vault.kept(name)
    if isinstance(kept, str):
        return kept
    code = seat.lots.draw(CODE_BYTES).hex()
    seat.vault.keep(name, code)
    return code


def record_presence(seat: Seat, tranche: TrancheId, saw: str, officers: Sequence[OfficerId]) -> Done:
    """
    Record that this party's agents were there: a commitment to what they saw, opened to the neutral alone.

    *saw* is the code on the neutral's sheet, or what a witness says. It stands in this vault and in the neutral's.
    """
    state, salt = read_record(seat).state, seat.lots.draw(SALT_BYTES)
    sealed = commit(salt, PRESENCE_DOMAIN, [tranche, saw])
    body: dict[str, Json] = {"tranche": tranche, "date": _current(state, tranche), "sealed": sealed}
    done = perform(seat, "presence.recorded", body, officers, at_once=True)
    content: dict[str, Json] = {"salt": salt.hex(), "tranche": tranche, "saw": saw}
    seat.vault.keep(f"presence:{sealed}", content)
    hand_over(seat, read_record(seat), seat.profile.neutral, "presence", content)
    return done


def take_presence(seat: Seat, content: dict[str, Json]) -> None:
    """Keep what another party's agents saw, at the neutral's seat, under the commitment it opens."""
    salt, tranche, saw = bytes.fromhex(str(content["salt"])), str(content["tranche"]), str(content["saw"])
    seat.vault.keep(f"presence:{commit(salt, PRESENCE_DOMAIN, [tranche, saw])}", content)


def witness_presences(seat: Seat, tranche: TrancheId, officers: Sequence[OfficerId]) -> tuple[Done, ...]:
    """
    Confirm, at the neutral's seat, each presence whose opened commitment holds the code the neutral showed.

    Raises:
        Refusal: ``MEET-4`` at any other seat; ``MEET-5`` when nobody has shown this seat the code.
    """
    if seat.org != seat.profile.neutral:
        raise Refusal("MEET-4", "presence is confirmed by the neutral", hint="run this at the neutral's seat")
    state = read_record(seat).state
    fitting = [
        one
        for one in state.meetings.presences
        if one.tranche == tranche and one.witnessed_at is None and _saw_the_code(seat, one)
    ]
    if not fitting:
        raise Refusal(
            "MEET-5",
            f"nobody has shown this seat the code of {tranche}",
            hint="import the bundle of the side that was there; without the code its word stands alone",
        )
    return tuple(
        perform(seat, "presence.witnessed", {"presence": one.digest}, officers, at_once=True) for one in fitting
    )


def _saw_the_code(seat: Seat, presence: Presence) -> bool:
    content, code = (
        seat.vault.kept(f"presence:{presence.sealed}"),
        seat.vault.kept(_name(presence.tranche, presence.date)),
    )
    return isinstance(content, dict) and isinstance(code, str) and content["saw"] == code


def _code_name(state: State, tranche: TrancheId) -> str:
    return _name(tranche, _current(state, tranche))


def _name(tranche: TrancheId, agreed: Digest | None) -> str:
    """Name the code of one meeting: when the date moves, another is drawn."""
    return f"code:{tranche}:{agreed or ''}"


def _current(state: State, tranche: TrancheId) -> Digest | None:
    agreed = state.meetings.dates.get(tranche)
    return agreed.digest if agreed is not None and agreed.on is not None else None


def _date_body(state: State, tranche: TrancheId, on: date | None, sealed: Ref | None) -> dict[str, Json]:
    before = state.meetings.dates.get(tranche)
    return {
        "tranche": tranche,
        "on": on.isoformat() if on else None,
        "sealed": sealed,
        "replaces": before.digest if before else None,
    }


def _opened_record(tranche: TrancheId, on: date, opened: Opened) -> Json:
    return {"tranche": tranche, "on": on.isoformat(), "hour": opened.hour, "place": opened.place}


def _require_shown(seat: Seat, sealed: Ref | None) -> None:
    if sealed is not None and _shown(seat, sealed) is None:
        raise Refusal(
            "MEET-2",
            "hour and place of this date were not shown to this seat",
            hint="do not sign; import the bundle of the side that proposed it",
        )


def _shown(seat: Seat, sealed: Ref) -> Opened | None:
    """Return what opens a commitment at this seat: it was recomputed from the salt when it was taken."""
    kept = seat.vault.kept(f"date:{sealed}")
    return Opened(hour=str(kept["hour"]), place=str(kept["place"])) if isinstance(kept, dict) else None


def _unsigned(one: Waiting) -> Unsigned | None:
    """Name a joint act that waits here, where the clock speaks of it."""
    fields = Fields(one.event.kind, one.event.body)
    match one.event.kind:
        case "terms.signed":
            what = TERMS
        case "plan.signed":
            what = PLAN
        case "list.final":
            what = final_list(read_direction(fields))
        case "date.agreed":
            what = date_of(TrancheId(fields.id("tranche")))
        case _:
            return None
    lacks = tuple(sorted({need.org for need in one.missing}))
    signed, partly = (tuple(sorted(some)) for some in (one.signed - {*lacks}, one.signed & {*lacks}))
    return Unsigned(what=what, digest=one.digest, signed=signed, lacks=lacks, partly=partly)
