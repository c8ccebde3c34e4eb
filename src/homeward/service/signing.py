"""Signing what is pending: before an officer signs, this seat checks what it can recompute itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from homeward.model.events import Event
from homeward.model.findings import FindingsRefusal, Refusal, stopping
from homeward.model.ids import OfficerId
from homeward.model.people import ListKind
from homeward.procedure.bodies import read_direction, read_genesis
from homeward.procedure.fields import Fields
from homeward.service.acting import Done, sign_pending, slot_of
from homeward.service.ceremony import cards
from homeward.service.finals import next_final_root, settle_finals
from homeward.service.lists import final_root, list_root
from homeward.service.meeting import check_date
from homeward.service.planning import check_plan
from homeward.service.publishing import check_release
from homeward.service.seat import Seat
from homeward.service.waiting import Waiting, waiting

SHORT: Final[Mapping[str, str]] = {
    "genesis": "genesis",
    "terms": "terms.signed",
    "amendment": "terms.amended",
    "final": "list.final",
    "date": "date.agreed",
    "final-version": "final.versioned",
    "plan": "plan.signed",
    "act": "act.signed",
    "act-correction": "act.corrected",
    "allocation": "act.allocated",
    "gesture": "gesture.signed",
    "remains": "remains.signed",
    "closing": "exchange.closed",
    "bulletin": "bulletin.released",
}
"""What one may ask to sign, by the word a person would use."""


def sign(seat: Seat, what: str, officers: Sequence[OfficerId]) -> tuple[Done, ...]:
    """
    Sign everything pending under *what*: one of :data:`SHORT`, ``all``, or the first digits of a digest.

    Raises:
        Refusal: ``SIGN-3`` when nothing of that kind waits; ``SIGN-10`` for rival drafts; whatever this seat's own
            checks refuse. All of them are asked before anything is signed.
    """
    chosen = [one for one in waiting(seat) if _is_meant(what, one)]
    if not chosen:
        raise Refusal("SIGN-3", f"nothing called {what!r} waits for a signature here", hint="see `homeward status`")
    _require_no_rivals(seat, chosen)
    for one in chosen:
        _CHECKS.get(one.event.kind, _nothing)(seat, one.event)
    done = tuple(sign_pending(seat, one.digest, officers) for one in chosen)
    settle_finals(seat)
    return done


def _require_no_rivals(seat: Seat, chosen: Sequence[Waiting]) -> None:
    """
    Refuse to sign one of two drafts of the same act by its name, or one while this seat has signed the other.

    Two complete drafts would leave two records that never agree again.
    """
    for one in chosen:
        slot = slot_of(one.event)
        rivals = [
            other for other in waiting(seat) if slot is not None and slot_of(other.event) == slot and other != one
        ]
        if any(other in chosen or seat.org in other.signed for other in rivals):
            raise Refusal(
                "SIGN-10",
                f"two drafts of one {one.event.kind} wait here: {one.digest[:12]} and {rivals[0].digest[:12]}",
                hint="agree with the others which one counts, and take the other back with `homeward withdraw`",
            )


def _is_meant(what: str, one: Waiting) -> bool:
    return what == "all" or SHORT.get(what) == one.event.kind or (len(what) >= 8 and one.digest.startswith(what))  # noqa: PLR2004


def _nothing(_: Seat, __: Event) -> None:
    return


def _check_final(seat: Seat, event: Event) -> None:
    fields = Fields(event.kind, event.body)
    direction = read_direction(fields)
    root_here = final_root if event.kind == "list.final" else next_final_root
    if seat.org in (direction.holder, direction.receiver) and root_here(seat, direction) != fields.digest("root"):
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


def _check_genesis(seat: Seat, event: Event) -> None:
    """Hold genesis against this seat's configuration and the cards it has: whoever is named there signs for ever."""
    exchange = read_genesis(Fields(event.kind, event.body), event.exchange)
    known = cards(seat)
    odd = [one.id for one in exchange.organisations if known.get(one.id) != one]
    is_configured = (exchange.title, exchange.is_demo) == (seat.profile.title, seat.profile.is_demo)
    if odd or {one.id for one in exchange.organisations} != set(seat.profile.org_ids) or not is_configured:
        raise Refusal(
            "SIGN-12",
            f"this genesis is not that of this seat's configuration ({', '.join(odd) or 'title, mark or seats'})",
            hint="do not sign; compare the digest and the cards with the others by voice",
        )


def _check_list(seat: Seat, event: Event) -> None:
    """Hold a list to be sealed against the one in the vault: it may have been imported again since it was drafted."""
    fields = Fields(event.kind, event.body)
    if list_root(seat, ListKind(fields.text("list"))) != fields.digest("root"):
        raise Refusal(
            "SIGN-13",
            f"the {fields.text('list')} list was imported again after this was drafted",
            hint="withdraw this draft and run `homeward lists commit` again",
        )


def _check_bulletin(seat: Seat, event: Event) -> None:
    fields = Fields(event.kind, event.body)
    check_release(seat, fields.digest("digest"), fields.digest("corrects") if "corrects" in event.body else None)


_CHECKS: Final[Mapping[str, Callable[[Seat, Event], None]]] = {
    "genesis": _check_genesis,
    "list.committed": _check_list,
    "list.final": _check_final,
    "date.agreed": check_date,
    "final.versioned": _check_final,
    "plan.signed": _check_plan,
    "bulletin.released": _check_bulletin,
}
