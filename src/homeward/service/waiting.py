"""What waits for signatures at a seat."""

from __future__ import annotations

from dataclasses import dataclass

from homeward.model.events import Event
from homeward.model.findings import Refusal
from homeward.model.ids import Digest, OrgId
from homeward.procedure import Need, PlanState, State, missing_signatures, read_note
from homeward.procedure.happening import Happening
from homeward.procedure.kinds import kind_of
from homeward.service.acting import pending
from homeward.service.reading import read_record
from homeward.service.seat import Seat


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An act that waits for signatures here."""

    digest: Digest
    event: Event
    missing: tuple[Need, ...]
    signed: frozenset[OrgId]


def waiting(seat: Seat) -> tuple[Waiting, ...]:
    """Return what waits for signatures at this seat, oldest first."""
    state = read_record(seat).state
    drafts = [read_note(note, state) for note in pending(seat).values()]
    found = [
        Waiting(
            digest=one.digest,
            event=one.event,
            missing=missing_signatures(one, state),
            signed=frozenset(signer.org for signer in one.signers),
        )
        for one in drafts
    ]
    return tuple(sorted(found, key=lambda one: (one.event.at, one.digest)))


def proposed_plan(seat: Seat, state: State) -> PlanState:
    """Return the plan that waits for signatures here."""
    for one in waiting(seat):
        if one.event.kind == "plan.signed":
            after = kind_of(one.event).rule(state, Happening(event=one.event, digest=one.digest, index=0))
            if after.plan is not None:
                return after.plan
    raise Refusal("SIGN-4", "no plan waits for a signature here", hint="import the neutral's bundle")
