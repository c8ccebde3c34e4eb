"""An agreement carried out by made-up people: nothing is drawn, the same terms always give the same happenings.

Everybody the agreement counts comes on the agreed day, but for four things that always happen: one list comes two days
late, on every side alike; one convoy turns back and goes a day later; of every twenty people due to cross one does
not, for a coded reason; and where the agreement has a reserve, the places that fell free are filled the day after.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from homeward.model.happenings import (
    Aborted,
    Count,
    Crossing,
    Handover,
    Happening,
    Occurs,
    Reason,
    StepTaken,
    Universe,
)
from homeward.model.provisions import Effect, Unit
from homeward.model.steps import Deed
from homeward.model.terms import Commitment, Op, Terms
from homeward.terms.simulation.agreed import known
from homeward.terms.simulation.days import later
from homeward.terms.simulation.outline import outline_of
from homeward.terms.simulation.play import staged
from homeward.terms.simulation.stage import Stage

_OF_EVERY: Final = 20
"""People. Of so many one does not travel: a made-up share, chosen so that small examples show it too."""

_DAYS_LATE: Final = 2
_DAYS_UNDATED: Final = 30
"""Days after the signature on which made-up people cross where no day is agreed."""


def made_up_happenings(terms: Terms, *, persons: int) -> tuple[Happening, ...]:
    """
    Return happenings in which *terms* are carried out by made-up people, *persons* wherever they say "all".

    A number that still follows from nothing stays unknown: nobody is made up for it. What has no day happens thirty
    days after the signature.
    """
    found = list(_beginning(terms, persons))
    for is_last in (False, True):
        for _ in range(2 * (len(terms.commitments) + len(outline_of(terms).steps)) + 2):
            stage = staged(terms, found, until=date.max)
            new = [*_steps(stage, found), *_windows(stage, found)]
            if not new and is_last:
                new = list(_undated(stage, found))
            if not new:
                break
            found += new
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (one.on, str(one))))


def last_day(terms: Terms) -> date:
    """Return the last day the agreement itself names; the day of its signature where it names none."""
    return max(Stage(outline_of(terms)).agenda, default=terms.agreed_on)


def _beginning(terms: Terms, persons: int) -> Iterator[Happening]:
    next_day = later(terms.agreed_on, 1) or terms.agreed_on
    ending = {one.event for one in terms.provisions.couplings if one.effect is Effect.ENDS}
    for event in terms.provisions.events:
        if event.on is None and event.id not in ending:
            yield Occurs(on=next_day, event=event.id)
    unsized = [one.id for one in terms.commitments if one.op in (Op.ALL, Op.ALL_UP_TO) and one.size is None]
    if unsized:
        counts = tuple(Count(of=(one,), number=persons) for one in sorted(unsized))
        yield Universe(on=terms.agreed_on, counts=counts)


def _steps(stage: Stage, found: Sequence[Happening]) -> Iterator[Happening]:
    """Yield the next steps, each on its day; the first list of all comes late, by every actor alike."""
    taken = {one.step for one in found if isinstance(one, StepTaken)}
    lists = [
        name for name, step in stage.outline.steps.items() if step.deed is Deed.SUBMIT_LIST and not step.each_person
    ]
    for name, step in stage.outline.steps.items():
        if name in taken or step.each_person or not stage.calendar.is_open(step):
            continue
        begun = stage.outline.terms.agreed_on if step.after is None else stage.facts.happened(step.after)
        day = stage.calendar.step_due(name) or (None if begun is None else later(begun, 1))
        late = later(day, _DAYS_LATE) if day is not None and lists[:1] == [name] else day
        if late is not None:
            yield StepTaken(on=late, step=name, by=tuple(sorted(set(step.actors))))


def _windows(stage: Stage, found: Sequence[Happening]) -> Iterator[Happening]:
    """Yield the handovers of what is due on a day and whose parts have crossed."""
    crossed = _crossed(found)
    for name, one in stage.outline.commitments.items():
        days = sorted(stage.schedules[name].days(one))
        if name not in crossed and days and _parts_crossed(stage, name, crossed):
            yield from _handed_over(stage, one, days[-1:] if one.daily is None else days)


def _undated(stage: Stage, found: Sequence[Happening]) -> Iterator[Happening]:
    crossed = _crossed(found)
    day = later(stage.outline.terms.agreed_on, _DAYS_UNDATED)
    for name, one in stage.outline.commitments.items():
        if day is not None and name not in crossed and _left(stage, one) and _parts_crossed(stage, name, crossed):
            yield from _handed_over(stage, one, [day])


def _crossed(found: Sequence[Happening]) -> frozenset[str]:
    return frozenset(
        name for one in found if isinstance(one, Handover) for line in one.crossings for name in line.count.of
    )


def _parts_crossed(stage: Stage, name: str, crossed: frozenset[str]) -> bool:
    parts = {part for group in stage.outline.groups.get(name, ()) for part in group.ids}
    return all(part in crossed or not _left(stage, stage.outline.commitments[part]) for part in parts)


def _left(stage: Stage, one: Commitment) -> int:
    """Return how many are still to cross: of what is at most so many, half; of a number nobody told, one."""
    match one.op:
        case Op.UP_TO:
            whole = (one.count or 0) // 2
        case Op.ABOUT | Op.SOME:
            whole = one.count or 1
        case _:
            whole = known(stage.agreed.of(one.id)) or 0
    return max(0, whole - stage.accounts.each[one.id].crossed)


def _handed_over(stage: Stage, one: Commitment, days: Sequence[date]) -> Iterator[Happening]:
    left = _left(stage, one)
    first = _first_tranche(stage)
    for day in days:
        number = left if one.daily is None else min(left, one.daily)
        left -= number
        moved = later(day, 1)
        is_aborted = one.tranche is not None and one.tranche == first and moved is not None
        if is_aborted and one.tranche is not None:
            yield Aborted(on=day, tranche=one.tranche)
        if number:
            yield from _handover(stage, one, moved if is_aborted and moved is not None else day, number)


def _first_tranche(stage: Stage) -> str | None:
    days = {name: stage.calendar.tranche_day(name) for name in stage.outline.tranches}
    return min(((day, name) for name, day in days.items() if day is not None), default=(None, None))[1]


def _handover(stage: Stage, one: Commitment, on: date, number: int) -> Iterator[Happening]:
    stay = number // _OF_EVERY if one.unit is Unit.PERSON else 0
    custody = [each.custodian for each in stage.outline.terms.provisions.custodies if one.id in each.commitments]
    reasons = ((Reason.DECLINED, stay - stay // 2), (Reason.UNFIT, stay // 2))
    crossing = Crossing(
        count=Count(of=(one.id,), number=number - stay),
        listed=number,
        reasons=tuple(each for each in reasons if each[1]),
        ranks=_ranks(stage, number - stay),
    )
    if custody:
        yield Handover(on=on, crossings=(crossing,), tranche=one.tranche, into=custody[0])
        crossing = Crossing(count=crossing.count, ranks=crossing.ranks)
    yield Handover(on=on, crossings=(crossing,), tranche=one.tranche, out_of=custody[0] if custody else None)
    next_day = later(on, 1)
    if stay and stage.outline.terms.reserve is not None and next_day is not None and not custody:
        again = Crossing(count=Count(of=(one.id,), number=stay), ranks=_ranks(stage, stay))
        yield Handover(on=next_day, crossings=(again,), tranche=one.tranche)


def _ranks(stage: Stage, number: int) -> tuple[tuple[str, int], ...]:
    weights = stage.outline.terms.provisions.weights
    if weights is None or not weights.ranks or not number:
        return ()
    return ((min(weights.ranks, key=lambda rank: (rank.equals, rank.name)).name, number),)
