"""How many each commitment promises, as far as is known on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from homeward.model.terms import Commitment, Op
from homeward.terms.counts import UNSTATED, Interval, exactly
from homeward.terms.ratios import owed_between
from homeward.terms.simulation.accounts import Accounts
from homeward.terms.simulation.outline import Outline

ANY = Interval()
"""Nothing is known of the number."""


def known(number: Interval) -> int | None:
    """Return the number, if there is only one it can be."""
    return number.low if number.low == number.high else None


Leaving: TypeAlias = tuple[int | None, date | None]
"""How many an agreed exception leaves out (None: nobody said), and from which day they are owed like everybody."""


@dataclass(slots=True, kw_only=True)
class Agreed:
    """
    The promised numbers of a day; forgotten and worked out again when something changes.

    ``leaving``: the exceptions agreed for each promise of all.
    """

    outline: Outline
    accounts: Accounts
    universes: Mapping[str, Interval]
    leaving: Mapping[str, Sequence[Leaving]] = field(default_factory=dict)
    on: date = date.min
    _numbers: dict[str, Interval] = field(default_factory=dict)
    _asking: set[str] = field(default_factory=set)

    def of(self, name: str) -> Interval:
        """Return what is owed in all under *name*: the floor where there is one, every number possible where not."""
        if name not in self._numbers:
            if name in self._asking:
                return ANY  # a ratio that runs in a circle gives no number
            self._asking.add(name)
            self._numbers[name] = self._number(self.outline.commitments[name], self.on)
            self._asking.discard(name)
        return self._numbers[name]

    def forget(self, on: date) -> None:
        """Work everything out again from now on, as it is on the day *on*."""
        self.on = on
        self._numbers.clear()

    def left_out(self, name: str, on: date) -> tuple[int | None, ...]:
        """Return how many each exception from *name* left out on the day *on*."""
        return tuple(count for count, lifted in self.leaving.get(name, ()) if lifted is None or on < lifted)

    def ready(self, name: str, on: date) -> int:
        """Return how many of *name* could be demanded on *on*: of a block nothing before all of it have crossed."""
        blocks = [one for one in self.outline.ratios.get(name, ()) if one.block]
        if not blocks or self.outline.commitments[name].op is not Op.BY_RATIO:
            # Those of an exception that was lifted since were not owed yet.
            was_other = self.left_out(name, on) != self.left_out(name, self.on)
            return (self._number(self.outline.commitments[name], on) if was_other else self.of(name)).low
        free = [owed_between(one, self.basis(one.of)).low for one in self.outline.ratios[name] if not one.block]
        return sum(free) + sum(self.accounts.each[one.of].crossed // one.per * one.give for one in blocks)

    def basis(self, name: str) -> Interval:
        """
        Return the number to which a ratio applies: what is agreed, and what crossed beyond it where that is allowed.

        Where the agreement leaves a number open upwards, each person who crosses counts for the ratio.
        """
        one, agreed, account = self.outline.commitments[name], self.of(name), self.accounts.each[name]
        if agreed.high is None or agreed.low != agreed.high:
            return Interval(low=max(agreed.low, min(account.crossed, agreed.high or account.crossed)), high=agreed.high)
        if one.op not in (Op.AT_LEAST, Op.RANGE, Op.UP_TO):
            return agreed
        most = {Op.RANGE: one.high, Op.UP_TO: one.count}.get(one.op)
        crossed = account.crossed if most is None else min(account.crossed, most)
        low = max(agreed.low, crossed)
        return Interval(low=low, high=most) if account.is_open else exactly(low)

    def _number(self, one: Commitment, on: date) -> Interval:
        match one.op:
            case Op.EQ | Op.AT_LEAST | Op.RANGE:
                return exactly(one.count or 0)
            case Op.UP_TO:
                return exactly(0)
            case Op.ABOUT | Op.SOME:
                return UNSTATED
            case Op.ALL:
                return self._universe(one, on)
            case Op.ALL_UP_TO:
                universe, most = self._universe(one, on), one.count or 0
                high = most if universe.high is None else min(universe.high, most)
                return Interval(low=min(universe.low, most), high=high)
            case Op.BY_RATIO:
                ratios = self.outline.ratios.get(one.id, ())
                return sum((owed_between(each, self.basis(each.of)) for each in ratios), exactly(0)) if ratios else ANY

    def _universe(self, one: Commitment, on: date) -> Interval:
        """Return how many all are, less those an agreed exception leaves out."""
        everybody = self.universes.get(one.id, ANY if one.size is None else exactly(one.size))
        out = self.left_out(one.id, on)
        if not out:
            return everybody
        known_out = sum(count or 0 for count in out)
        high = None if everybody.high is None else max(0, everybody.high - known_out)
        return Interval(low=0 if None in out else max(0, everybody.low - known_out), high=high)
