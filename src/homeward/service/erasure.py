"""Erasing a person from this seat's vault, and saying plainly what that cannot reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from homeward.model.findings import Refusal
from homeward.model.ids import OfficerId, OrgId
from homeward.service.acting import Done, perform
from homeward.service.lists import bury
from homeward.service.planning import bury_papers
from homeward.service.reading import read_record
from homeward.service.seat import Seat

_EPOCH: Final = "erasure-epoch"
_INTENT: Final = "erasure-intent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """How many people were erased, and what this could not reach, in words."""

    persons: int
    beyond: tuple[str, ...]
    done: Done


def erase_people(seat: Seat, people: Sequence[str], officers: Sequence[OfficerId]) -> Erased:
    """
    Destroy the keys of *people* (``list/row``) at this seat and record that it was done; never who.

    Args:
        seat: The seat that erases.
        officers: Two list officers of it.
        people: As the vault names them: ``holding/H-12`` at a party, ``ru/wish/W-7`` at the neutral.

    Raises:
        Refusal: ``ERASE-1`` when the vault does not know all of them; nothing was erased.

    Source: GDPR 17; the ICRC's Handbook on Data Protection in Humanitarian Action, on retention and erasure.
    """
    known = sorted(set(people))
    if not known or not set(known) <= seat.vault.people():
        raise Refusal(
            "ERASE-1",
            "the vault does not know all of these people",
            hint="name them as LIST/ROW, as in holding/H-12",
        )
    kept = seat.vault.kept(_EPOCH)
    epoch = kept + 1 if isinstance(kept, int) else 1
    seat.vault.keep(_INTENT, [epoch, *known])
    done = perform(seat, "vault.erased", {"epoch": epoch, "persons": len(known)}, officers, at_once=True)
    persons = finish_erasure(seat)
    return Erased(persons=persons, beyond=beyond_reach(seat), done=done)


def finish_erasure(seat: Seat) -> int:
    """
    Erase whom the record says were erased; return how many.

    The intent is kept before the act is recorded, so an interrupted erasure is finished by the next `homeward doctor`.
    """
    kept, epoch = seat.vault.kept(_INTENT), read_record(seat).state.erasures.get(seat.org, 0)
    if not isinstance(kept, list) or not kept or kept[0] != epoch:
        return 0
    people = [str(one) for one in kept[1:]]
    bury(seat, people)
    bury_papers(seat, people)
    persons = seat.vault.erase(people)
    seat.vault.keep(_EPOCH, epoch)
    seat.vault.keep(_INTENT, None)
    return persons


def beyond_reach(seat: Seat) -> tuple[str, ...]:
    """Name the copies an erasure at this seat cannot reach. Silence about them would be a false promise."""
    state = read_record(seat).state
    others = [
        f"what {org} was shown by bundle stays at its seat until it erases it too"
        for org in seat.profile.org_ids
        if org != seat.org and _was_shown(seat, org)
    ]
    return (
        *others,
        "list files still lying in lists/, and papers already printed or signed",
        "backups that hold both vault.sqlite and keys/ from before this erasure",
        *(
            ("commitments in the record stay: without the erased salts nobody can open or confirm them",)
            if state.genesis
            else ()
        ),
    )


def _was_shown(seat: Seat, org: OrgId) -> bool:
    state = read_record(seat).state
    if seat.org == seat.profile.neutral:
        return bool(state.proposed)
    revealed = any(owner == seat.org and one.revealed_at for (owner, _), one in state.lists.items())
    return revealed if org == seat.profile.neutral else bool(state.finals)
