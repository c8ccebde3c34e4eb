"""Signing what is pending: before an officer signs, this seat checks what it can recompute itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from homeward.model.events import Event
from homeward.model.findings import FindingsRefusal, Refusal, stopping
from homeward.model.ids import Digest, OfficerId
from homeward.procedure import Need, PlanState, State, missing_signatures, read_note
from homeward.procedure.bodies import read_direction
from homeward.procedure.fields import Fields
from homeward.procedure.happening import Happening
from homeward.procedure.kinds import kind_of
from homeward.service.lists import final_root
from homeward.service.seat import Done, Seat, pending, read_record, sign_pending

SHORT: Final[Mapping[str, str]] = {
    "genesis": "genesis",
    "terms": "terms.signed",
    "final": "list.final",
    "plan": "plan.signed",
    "act": "act.signed",
    "bulletin": "bulletin.released",
}
"""What one may ask to sign, by the word a person would use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An act that waits for signatures here."""

    digest: Digest
    event: Event
    missing: tuple[Need, ...]


def waiting(seat: Seat) -> tuple[Waiting, ...]:
    """Return what waits for signatures at this seat, oldest first."""
    state = read_record(seat).state
    drafts = [read_note(note, state) for note in pending(seat).values()]
    found = [Waiting(digest=one.digest, event=one.event, missing=missing_signatures(one, state)) for one in drafts]
    return tuple(sorted(found, key=lambda one: (one.event.at, one.digest)))


def sign(seat: Seat, what: str, officers: Sequence[OfficerId]) -> tuple[Done, ...]:
    """
    Sign everything pending under *what*: one of :data:`SHORT`, ``all``, or the first digits of a digest.

    Raises:
        Refusal: ``SIGN-3`` when nothing of that kind waits; whatever this seat's own check or the act's rule refuses.
    """
    chosen = [one for one in waiting(seat) if _is_meant(what, one)]
    if not chosen:
        raise Refusal("SIGN-3", f"nothing called {what!r} waits for a signature here", hint="see `homeward status`")
    done = []
    for one in chosen:
        _CHECKS.get(one.event.kind, _nothing)(seat, one.event)
        done.append(sign_pending(seat, one.digest, officers))
    return tuple(done)


def proposed_plan(seat: Seat, state: State) -> PlanState:
    """Return the plan that waits for signatures here."""
    for one in waiting(seat):
        if one.event.kind == "plan.signed":
            after = kind_of(one.event).rule(state, Happening(event=one.event, digest=one.digest, index=0))
            if after.plan is not None:
                return after.plan
    raise Refusal("SIGN-4", "no plan waits for a signature here", hint="import the neutral's bundle")


def _is_meant(what: str, one: Waiting) -> bool:
    return what == "all" or SHORT.get(what) == one.event.kind or (len(what) >= 8 and one.digest.startswith(what))  # noqa: PLR2004


def _nothing(_: Seat, __: Event) -> None:
    return


def _check_final(seat: Seat, event: Event) -> None:
    fields = Fields(event.kind, event.body)
    direction = read_direction(fields)
    if seat.org in (direction.holder, direction.receiver) and final_root(seat, direction) != fields.digest("root"):
        raise Refusal(
            "SIGN-5",
            f"the final list for {direction} is not the one this seat was shown",
            hint="do not sign; ask the neutral for its bundle again",
        )


def _check_plan(seat: Seat, _: Event) -> None:
    from homeward.service.planning import check_plan

    findings = check_plan(seat)
    if stopping(findings):
        raise FindingsRefusal(
            "SIGN-6", "the plan does not pass this seat's check", findings=findings, hint="do not sign"
        )


def _check_bulletin(seat: Seat, event: Event) -> None:
    from homeward.service.publishing import check_release

    check_release(seat, Fields(event.kind, event.body).digest("digest"))


_CHECKS: Final[Mapping[str, Callable[[Seat, Event], None]]] = {
    "list.final": _check_final,
    "plan.signed": _check_plan,
    "bulletin.released": _check_bulletin,
}
