"""
Rules for the meeting at a crossing: its date, each side's readiness, who was there.

None of them asks what time it is, and none takes a person or a place away: what is late is shown by the clock, and
costs nobody anything. An event is judged by what its author had seen, so each rule holds in whatever order the logs of
the others arrive.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType

from homeward.model.ids import Digest, Ref, TrancheId
from homeward.model.terms import Terms
from homeward.procedure.fields import Fields
from homeward.procedure.happening import Happening, had_seen, need_neutral, need_party, need_terms, refuse
from homeward.procedure.meeting import Agreed, Declared, Meetings, Presence, Proposed
from homeward.procedure.state import State, with_item


def date_proposed(state: State, now: Happening) -> State:
    """Admit a proposal, which binds nobody; a later one of the same organisation replaces it, ``on`` null ends it."""
    now.fields.exactly("on", "sealed", "tranche")
    tranche, meetings = _tranche(now, need_terms(state, now.event)), state.meetings
    key, on, sealed = (tranche, now.event.org), _day(now.fields), _sealed(now.fields)
    if on is None:
        left = {one: value for one, value in meetings.proposals.items() if one != key}
        return _with(state, replace(meetings, proposals=MappingProxyType(left)))
    made = Proposed(org=now.event.org, tranche=tranche, on=on, sealed=sealed, at=now.event.at)
    return _with(state, replace(meetings, proposals=with_item(meetings.proposals, key, made)))


def date_agreed(state: State, now: Happening) -> State:
    """
    Admit a date that two of each party signed; it names the one it replaces, so that no two hold side by side.

    ``on`` null takes the date back: then none is agreed, whatever the terms said. Proposals for it are answered.
    """
    terms = need_terms(state, now.event)
    now.fields.exactly("on", "replaces", "sealed", "tranche")
    tranche, meetings, on = _tranche(now, terms), state.meetings, _day(now.fields)
    before, replaces = meetings.dates.get(tranche), _digest(now.fields, "replaces")
    if replaces != (before.digest if before else None):
        raise refuse(
            "ADMIT-81",
            f"a date for {tranche} that does not replace the one in force",
            "propose the date again and have it agreed; see `homeward clock`",
        )
    if on is not None:
        require_after_agreement(terms, tranche, on)
    in_terms = any(one.id == tranche for one in terms.tranches)
    if on is None and not (in_terms or (before is not None and before.on is not None)):
        raise refuse("ADMIT-83", f"no date of {tranche} is agreed that could be taken back", "nothing needs to be done")
    made = Agreed(digest=now.digest, tranche=tranche, on=on, sealed=_sealed(now.fields), at=now.event.at)
    left = {key: one for key, one in meetings.proposals.items() if key[0] != tranche}
    return _with(
        state,
        replace(
            meetings,
            dates=with_item(meetings.dates, tranche, made),
            known=with_item(meetings.known, now.digest, made),
            proposals=MappingProxyType(left),
        ),
    )


def require_after_agreement(terms: Terms, tranche: TrancheId, on: date) -> None:
    """
    Refuse (``ADMIT-82``) a day before the agreement itself.

    Asked before a proposal is drafted, and not when one is admitted: an amendment its author had not seen may be of a
    later day, and what was admitted once must stay so.
    """
    if on < terms.agreed_on:
        raise refuse("ADMIT-82", f"a date for {tranche} before the agreement itself", "correct the day")


def readiness_declared(state: State, now: Happening) -> State:
    """Admit a party's word that it is ready for a tranche, or is not; the last word counts."""
    need_party(state, now.event)
    now.fields.exactly("date", "ready", "tranche")
    tranche, agreed = _tranche(now, need_terms(state, now.event)), _known(state, now)
    said = Declared(is_ready=now.fields.flag("ready"), date=agreed, at=now.event.at)
    key = (tranche, now.event.org)
    return _with(state, replace(state.meetings, readiness=with_item(state.meetings.readiness, key, said)))


def presence_recorded(state: State, now: Happening) -> State:
    """
    Admit that a party's agents were there: a commitment to what they saw, never to a place.

    Who copies the other side's commitment has seen nothing.
    """
    need_party(state, now.event)
    now.fields.exactly("date", "sealed", "tranche")
    tranche, agreed = _tranche(now, need_terms(state, now.event)), _known(state, now)
    sealed, presences = Ref(now.fields.digest("sealed")), state.meetings.presences
    if agreed is not None and any((one.org, one.date) == (now.event.org, agreed) for one in presences):
        raise refuse(
            "ADMIT-85", f"{now.event.org} recorded its presence for this date already", "the first record stands"
        )
    if any(one.sealed == sealed and had_seen(now, one.org, one.index) for one in presences):
        raise refuse("ADMIT-86", "a presence copied from another record", "seal what your own agents saw")
    made = Presence(
        digest=now.digest,
        org=now.event.org,
        tranche=tranche,
        date=agreed,
        sealed=sealed,
        index=now.index,
        at=now.event.at,
    )
    return _with(state, replace(state.meetings, presences=(*presences, made)))


def presence_witnessed(state: State, now: Happening) -> State:
    """Admit the neutral's word that it was there too and was shown what that side saw."""
    need_neutral(state, now.event)
    now.fields.exactly("presence")
    wanted, presences = now.fields.digest("presence"), state.meetings.presences
    found = next((one for one in presences if one.digest == wanted), None)
    if found is None:
        raise refuse("ADMIT-87", "a presence that is not in the record", "import the bundle of the side that was there")
    if found.witnessed_at is not None:
        raise refuse("ADMIT-88", "this presence is witnessed already", "nothing needs to be done")
    seen = replace(found, witnessed_at=now.event.at)
    return _with(state, replace(state.meetings, presences=tuple(seen if one is found else one for one in presences)))


def _with(state: State, meetings: Meetings) -> State:
    return replace(state, meetings=meetings)


def _tranche(now: Happening, terms: Terms) -> TrancheId:
    """Return the tranche an event is about. Terms that name none leave it to the sides to name each meeting."""
    tranche = TrancheId(now.fields.id("tranche"))
    if terms.tranches and all(one.id != tranche for one in terms.tranches):
        raise refuse("ADMIT-80", f"the terms have no tranche {tranche}", "see `homeward terms check`")
    return tranche


def _known(state: State, now: Happening) -> Digest | None:
    """Return which agreed date an event speaks of, None for none; it may have been moved since."""
    wanted = _digest(now.fields, "date")
    if wanted is None:
        return None
    agreed = state.meetings.known.get(wanted)
    if agreed is None or agreed.tranche != now.fields.id("tranche") or agreed.on is None:
        raise refuse(
            "ADMIT-84", f"{now.event.kind} speaks of a date nobody agreed to", "import the bundle with the agreed date"
        )
    return wanted


def _day(fields: Fields) -> date | None:
    return None if fields.body.get("on") is None else fields.day("on")


def _sealed(fields: Fields) -> Ref | None:
    found = _digest(fields, "sealed")
    return None if found is None else Ref(found)


def _digest(fields: Fields, name: str) -> Digest | None:
    return None if fields.body.get(name) is None else fields.digest(name)
