"""What is known on a day that moves deadlines: events, steps, standstills, extensions, and what is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from homeward.model.happenings import Occurs, StepTaken, Suspended
from homeward.model.ids import PartyId
from homeward.model.provisions import Effect
from homeward.terms.simulation.days import Pause, merged
from homeward.terms.simulation.outline import Outline

Instant: TypeAlias = tuple[frozenset[str], int | None]
"""What took place at once (commitments, a tranche, a step), and its place in the day where that was given."""


@dataclass(slots=True, kw_only=True)
class Facts:
    """
    Gathered day by day while an agreement is played. Everything is kept with the day on which it became so.

    ``longer``: hours by which an extension the agreement itself provides moves a commitment's day.
    ``first``: the day of the first handover of each commitment. ``late``: since when a step is late. ``moments``: what
    took place on a day, at one instant each. ``told``: commitments of which a number was told afterwards only.
    """

    outline: Outline
    periods: dict[str, list[Pause]] = field(default_factory=dict)
    taken: dict[str, dict[PartyId, date]] = field(default_factory=dict)
    deemed: dict[str, date] = field(default_factory=dict)
    late: dict[str, date] = field(default_factory=dict)
    done: dict[str, date] = field(default_factory=dict)
    handed: dict[str, date] = field(default_factory=dict)
    first: dict[str, date] = field(default_factory=dict)
    stops: list[Suspended] = field(default_factory=list)
    extended: dict[str, date] = field(default_factory=dict)
    extended_tranches: dict[str, date] = field(default_factory=dict)
    longer: dict[str, int] = field(default_factory=dict)
    silent_pauses: dict[str, Pause] = field(default_factory=dict)
    silent_ends: dict[str, date] = field(default_factory=dict)
    moments: dict[date, list[Instant]] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)

    def occurs(self, one: Occurs) -> None:
        """Take down that an event began or ended."""
        periods = self.periods.setdefault(one.event, [])
        if one.is_over and not periods:
            periods.extend(self._planned(one.event))
        is_open = bool(periods) and periods[-1][1] is None
        if one.is_over and is_open:
            periods[-1] = (periods[-1][0], one.on)
        elif not one.is_over and not is_open:
            periods.append((one.on, None))

    def takes(self, one: StepTaken) -> None:
        """Take down who took a step; the first time counts."""
        days = self.taken.setdefault(one.step, {})
        for actor in one.by or self.outline.steps[one.step].actors:
            days.setdefault(actor, one.on)
        self.at_once(one.on, frozenset({one.step}), one.order)

    def at_once(self, on: date, names: frozenset[str], order: int | None) -> None:
        """Take down what took place in one instant of a day."""
        self.moments.setdefault(on, []).append((names, order))

    def missing(self, step: str) -> tuple[PartyId, ...]:
        """Return who has not taken *step* yet, in alphabetical order."""
        days = self.taken.get(step, {})
        return tuple(sorted(one for one in set(self.outline.steps[step].actors) if one not in days))

    def step_done(self, step: str) -> date | None:
        """Return the day on which the last of its actors took *step*, or on which silence stood for it."""
        if step in self.deemed or self.missing(step):
            return self.deemed.get(step)
        return max(self.taken[step].values(), default=None) if step in self.taken else None

    def happened(self, event: str) -> date | None:
        """Return the day on which *event* happened, or on which the step, tranche or commitment of that id was done."""
        terms = self.outline.terms
        if event == "signature":
            return terms.agreed_on
        if periods := self.periods.get(event) or self._planned(event):
            return periods[0][0]
        if event == "in_force":
            return terms.in_force or terms.agreed_on
        if event in self.outline.steps:
            return self.step_done(event)
        if event in self.outline.tranches:
            return self._all_done(self.outline.counted(event)) or self.handed.get(event)
        return self._all_done(self.outline.named(event))

    def standing(self, event: str) -> Sequence[Pause]:
        """Return from when until when *event* was there."""
        day = self.happened(event)
        return self.periods.get(event) or ([] if day is None else [(day, None)])

    def pauses(self, commitment: str | None) -> tuple[Pause, ...]:
        """Return when everything (None), or the commitment, stood still."""
        found = [*self._stopped(commitment), *self.silent_pauses.values()]
        for one in self.outline.leaning(Effect.SUSPENDS):
            if self._concerns(one.commitments, commitment):
                found.extend(_between(self.standing(one.event)))
        return merged(found)

    def _all_done(self, commitments: Sequence[str]) -> date | None:
        days = [self.done.get(one) for one in commitments]
        return None if None in days else max((day for day in days if day is not None), default=None)

    def _planned(self, event: str) -> Sequence[Pause]:
        days = [one.on for one in self.outline.terms.provisions.events if one.id == event]
        return [(day, None) for day in days if day is not None]

    def _concerns(self, scope: tuple[str, ...], commitment: str | None) -> bool:
        if commitment is None:
            return not scope
        return self.outline.is_within(commitment, scope)

    def _stopped(self, commitment: str | None) -> Sequence[Pause]:
        found: list[Pause] = []
        for one in self.stops:
            is_open = bool(found) and found[-1][1] is None
            if not self._concerns(one.commitments, commitment) or is_open is not one.is_over:
                continue
            found = [*found[:-1], (found[-1][0], one.on)] if one.is_over else [*found, (one.on, None)]
        return found


def _between(periods: Sequence[Pause]) -> Sequence[Pause]:
    """Return when an event was not there."""
    found: list[Pause] = []
    start: date | None = date.min
    for begin, end in periods:
        if start is not None:
            found.append((start, begin))
        start = end
    return found if start is None else [*found, (start, None)]
