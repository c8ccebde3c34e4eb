"""Erasing a person from this seat's vault, and saying plainly what that cannot reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from homeward.model.findings import Refusal
from homeward.model.ids import OfficerId, OrgId
from homeward.service.acting import Done, perform
from homeward.service.reading import read_record
from homeward.service.seat import Seat

_EPOCH: Final = "erasure-epoch"


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
        Refusal: ``ERASE-1`` when the vault knows none of them; nothing was erased.

    Source: GDPR 17; the ICRC's Handbook on Data Protection in Humanitarian Action, on retention and erasure.
    """
    known = [one for one in people if _knows(seat, one)]
    if not known:
        raise Refusal(
            "ERASE-1", "the vault knows none of these people", hint="name them as LIST/ROW, for example holding/H-12"
        )
    kept = seat.vault.kept(_EPOCH)
    epoch = kept + 1 if isinstance(kept, int) else 1
    done = perform(seat, "vault.erased", {"epoch": epoch, "persons": len(known)}, officers)
    persons = seat.vault.erase(known)
    seat.vault.keep(_EPOCH, epoch)
    return Erased(persons=persons, beyond=beyond_reach(seat), done=done)


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


def _knows(seat: Seat, person: str) -> bool:
    return person in seat.vault.people()
