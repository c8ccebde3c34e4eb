"""Signing what is pending: before an officer signs, this seat checks what it can recompute itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from homeward.model.events import Event
from homeward.model.findings import FindingsRefusal, Refusal, stopping
from homeward.model.ids import OfficerId
from homeward.procedure.bodies import read_act, read_direction
from homeward.procedure.fields import Fields
from homeward.service.acting import Done, sign_pending
from homeward.service.lists import final_root
from homeward.service.planning import check_plan
from homeward.service.publishing import check_release
from homeward.service.reading import read_record
from homeward.service.seat import Seat
from homeward.service.waiting import Waiting, waiting

SHORT: Final[Mapping[str, str]] = {
    "genesis": "genesis",
    "terms": "terms.signed",
    "final": "list.final",
    "plan": "plan.signed",
    "act": "act.signed",
    "bulletin": "bulletin.released",
}
"""What one may ask to sign, by the word a person would use."""


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
    findings = check_plan(seat)
    if stopping(findings):
        raise FindingsRefusal(
            "SIGN-6", "the plan does not pass this seat's check", findings=findings, hint="do not sign"
        )


def _check_act(seat: Seat, event: Event) -> None:
    """Hold an act against what this seat knows today: its rule knows only what its author says it had seen."""
    act, stopped = read_act(Fields(event.kind, event.body)), read_record(seat).state.stopped
    if known := sorted(place.ref for place in act.people if place.ref in stopped):
        raise Refusal(
            "SIGN-8",
            f"{known[0][:12]} of the act for {act.direction} is not travelling",
            hint="do not sign; have the act drafted again from the neutral's last bundle",
            source="GC III 109(3); GC IV 45",
        )


def _check_bulletin(seat: Seat, event: Event) -> None:
    check_release(seat, Fields(event.kind, event.body).digest("digest"))


_CHECKS: Final[Mapping[str, Callable[[Seat, Event], None]]] = {
    "list.final": _check_final,
    "plan.signed": _check_plan,
    "act.signed": _check_act,
    "bulletin.released": _check_bulletin,
}
