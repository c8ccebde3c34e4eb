"""How far an exchange has come according to what was said, where no record says it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from homeward.model.claims import Claim, CountOp, Modality, Scope
from homeward.reconcile.case import Case
from homeward.reconcile.numbers import percent
from homeward.reconcile.slots import EVERYBODY, Said, Slot, counts_people, is_crossing
from homeward.reconcile.words import way as in_words

DAYS_APART: Final = 3
"""
Days between two crossings of one agreement, at most, where nobody says when it was made. Judgement: what crossed long
before belongs to another agreement, and counting it would make an exchange look completed.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How many of those agreed were said to have crossed, with the claims that say so."""

    done: int
    agreed: int
    is_floor: bool
    covers: str
    days: tuple[int, ...]
    claims: tuple[Claim, ...]

    @property
    def is_whole(self) -> bool:
        """Tell whether everybody agreed has crossed."""
        return self.done >= self.agreed

    @property
    def arithmetic(self) -> str:
        """The addition and the share, written out."""
        share = f"{self.done:,} of {self.agreed:,} is {percent(self.done, self.agreed)}"
        adding = " + ".join(f"{one:,}" for one in self.days)
        return share if len(self.days) == 1 else f"{adding} = {self.done:,}; {share}"


def told_progress(case: Case, on: date, direction: str | None = None) -> Told | None:
    """
    Return how far the exchange had come on *on*, None unless what was agreed and the number of that day are told.

    One *direction* is looked at alone. Both, or one not stated, have come as far as the way that has come least far;
    None where nobody tells how far one of the ways agreed has come.

    A number is used only where nobody who counts gives another: nothing is guessed.
    """
    if direction not in (None, "both"):
        return _told(case, direction, on)
    each = _told(case, None, on)
    ways = [_told(case, way, on) for way in _ways(case) if _agreed(case, way, on)]
    known = [one for one in (each, *ways) if one is not None]
    if None in ways:
        return None  # what each side gave counts for each way: a way without a number has none, or two
    return min(known, key=lambda one: (min(one.done, one.agreed) / one.agreed, -len(one.days)), default=None)


def _told(case: Case, direction: str | None, on: date) -> Told | None:
    agreed = _agreed(case, direction, on)
    days = _days(case, direction, on, _since(agreed))
    if not agreed or not days or days[-1][0] != on:
        return None
    numbers = tuple(number for _, number, _ in days)
    is_floor = agreed[0].count.op is CountOp.AT_LEAST
    if sum(numbers) > agreed[0].count.low and not is_floor:
        # More than were agreed: some of these numbers are about other people, and which nobody can say.
        return None
    return Told(
        done=sum(numbers),
        agreed=agreed[0].count.low,
        is_floor=is_floor,
        covers="from each side" if direction is None else in_words(direction).strip(),
        days=numbers,
        claims=tuple(claim for group in (*(said for _, _, said in days), agreed) for claim in _claims(group)),
    )


def day_number(case: Case, on: date, direction: str | None, modalities: Iterable[Modality]) -> tuple[Said, ...]:
    """
    Return what was told of one day in *direction*, None from each side; empty where two numbers exclude each other.

    A number of everybody is taken before one of a category, one of those who take part before others.
    """
    senses = frozenset(modalities)
    of_day = case.by_day.get(on, ())
    told = [said for said in of_day if said.slot.modality in senses and is_for(said.slot, direction)]
    direct = [said for said in told if any(case.is_direct(claim) for claim in said.claims)]
    for group in (told, direct):
        kinds = {said.slot.kind for said in group}
        kind = EVERYBODY if EVERYBODY in kinds or len(kinds) != 1 else min(kinds)
        of_kind = tuple(said for said in group if said.slot.kind == kind)
        exact = tuple(said for said in of_kind if said.span.exact is not None)
        # "Almost 400" leaves room for 390, and is no second number.
        if len({said.span for said in exact}) == 1 and all(one.span.meets(exact[0].span) for one in of_kind):
            return exact
    return ()


def is_for(slot: Slot, direction: str | None) -> bool:
    """Tell whether a number is for *direction*, None for each side: what each side gives, each direction has."""
    return slot.scope is Scope.PER_SIDE or (slot.scope is Scope.ONE_SIDE and slot.direction == direction is not None)


def _ways(case: Case) -> list[str]:
    """Return each direction of which a number is told, and the way back."""
    found = {said.slot.direction for said in case.said if said.slot.scope is Scope.ONE_SIDE}
    there = {one for one in found if one is not None and one != "both"}
    return sorted(there | {">".join(reversed(one.split(">"))) for one in there})


def _agreed(case: Case, direction: str | None, on: date) -> tuple[Said, ...]:
    told = [
        said
        for said in case.said
        if said.slot.modality is Modality.AGREED
        and is_for(said.slot, direction)
        and said.count.op in (CountOp.EXACT, CountOp.AT_LEAST)
        and said.count.low > 0
        and (said.slot.period is None or said.slot.period.first <= on)
    ]
    direct = [said for said in told if any(case.is_direct(claim) for claim in said.claims)]
    for group in (told, direct):
        if len({said.count for said in group}) == 1:
            return tuple(group)
    return ()


def _since(agreed: Sequence[Said]) -> date:
    return max((said.slot.period.last for said in agreed if said.slot.period is not None), default=date.min)


def _days(case: Case, direction: str | None, on: date, since: date) -> list[tuple[date, int, tuple[Said, ...]]]:
    """Return the number of each day until *on*, back to the agreement or to a longer pause."""
    crossing = frozenset(one for one in Modality if is_crossing(one))
    found: list[tuple[date, int, tuple[Said, ...]]] = []
    for day in sorted((one for one in case.by_day if since <= one <= on), reverse=True):
        said = day_number(case, day, direction, crossing)
        if not said:
            continue
        if found and found[-1][0] - day > timedelta(days=DAYS_APART):
            break
        found.append((day, said[0].span.low, said))
    return found[::-1]


def _claims(group: Iterable[Said]) -> tuple[Claim, ...]:
    return tuple(claim for said in group for claim in said.claims if counts_people(claim))
