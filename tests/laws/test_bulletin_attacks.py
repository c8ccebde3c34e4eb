"""Somebody who keeps every bulletin works out no small number: neither in one, nor between two, nor beside a promise.

The attacker here shares nothing with the program but the published cells: a solver we did not write is asked how large
and how small each withheld number can be, when everything every bulletin says is true.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import highspy
from hypothesis import example, given, settings
from hypothesis import strategies as st

from homeward.bulletin.exposure import exposure_findings
from homeward.bulletin.suppress import publishable
from homeward.bulletin.tables import Slot
from homeward.model.figures import Cell, Stage
from homeward.model.ids import TrancheId
from tests.laws.test_bulletin_laws import CATEGORIES, THERE, TRANCHES, grids, made_terms, promised, promises, returned

MANY = 100_000
K = 10
Number: TypeAlias = tuple[object, ...]


@dataclass(slots=True)
class Attacker:
    """
    Somebody with all bulletins.

    Knows that rows and columns add up in every bulletin, that a row stands from bulletin to bulletin until it is told
    to have been corrected, that no withheld number is zero, and what was promised.
    """

    model: highspy.Highs = field(default_factory=highspy.Highs)
    numbers: dict[Number, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Keep the solver silent."""
        self.model.silent()

    def reads(self, cells: Sequence[Cell], place: int, corrected: dict[TrancheId, int]) -> None:
        """Take in the bulletin at *place*; *corrected* tells since which bulletin a row is another one."""
        table = {(one.tranche, one.category): one.persons for one in cells if one.stage is Stage.RETURNED}
        for slot, persons in table.items():
            self.numbers.setdefault(self.name(slot, place, corrected), self.model.addVariable(lb=0, ub=MANY))
            number = self.numbers[self.name(slot, place, corrected)]
            self.model.addConstr(number >= 1 if persons is None else number == persons)
        rows = sorted({row for row, _ in table if row is not None})
        for row in (*rows, None):
            self._adds_up([(row, one) for one in CATEGORIES], (row, None), table, place, corrected)
        for one in (*CATEGORIES, None):
            self._adds_up([(row, one) for row in rows], (None, one), table, place, corrected)

    def _adds_up(
        self, parts: list[Slot], whole: Slot, table: dict[Slot, int | None], place: int, corrected: dict[TrancheId, int]
    ) -> None:
        if whole in table and parts and all(part in table for part in parts):
            terms = [self.numbers[self.name(part, place, corrected)] for part in parts]
            self.model.addConstr(self.model.qsum(terms) == self.numbers[self.name(whole, place, corrected)])

    @staticmethod
    def name(slot: Slot, place: int, corrected: dict[TrancheId, int]) -> Number:
        """Return the number a slot of a bulletin stands for: a row's until it is corrected, a total's own each time."""
        row, category = slot
        if row is None:
            return ("total", place, category)
        is_new = row in corrected and place >= corrected[row]
        return ("row", row, category, is_new)

    def range(self, name: Number) -> tuple[int, int]:
        """Return the smallest and the largest value a number can have."""
        ends = []
        for ask in (self.model.minimize, self.model.maximize):
            ask(self.numbers[name])
            ends.append(round(self.model.getInfo().objective_function_value))
        return ends[0], ends[1]


def gave_away(bulletins: Sequence[Sequence[Cell]], corrected: dict[TrancheId, int] | None = None) -> list[str]:
    """Return everything small that somebody with all *bulletins* can work out."""
    changed = corrected or {}
    attacker = Attacker()
    for place, cells in enumerate(bulletins):
        attacker.reads(cells, place, changed)
    found = []
    for place, cells in enumerate(bulletins):
        agreed = {(one.tranche, one.category): one.persons for one in cells if one.stage is Stage.AGREED}
        for cell in (one for one in cells if one.stage is Stage.RETURNED):
            slot = (cell.tranche, cell.category)
            low, high = attacker.range(attacker.name(slot, place, changed))
            said = f"{place} {slot}: {low} to {high}"
            if 0 < high < K or (cell.persons is None and low == high and low < K):
                found.append(f"few: {said}")
            promise = agreed.get(slot)
            if promise is not None and 0 < max(abs(promise - low), abs(promise - high)) < K:
                found.append(f"outstanding: {said} of {promise}")
    return found


@settings(max_examples=60, deadline=None)
@given(grids, promises)
@example(grid=[[270, 120, 0], [3, 70, 80]], shifts=[0] * 5)
def test_nobody_works_out_few_from_all_bulletins(grid: list[list[int]], shifts: list[int]) -> None:
    """One bulletin after each tranche, with promises near what returned: no count, no residual under ten is found."""
    terms = made_terms(promised(grid, shifts))
    bulletins: list[tuple[Cell, ...]] = []

    for number in range(1, len(grid) + 1):
        bulletins.append(publishable(returned(grid[:number]), terms, previous=bulletins))

    assert gave_away(bulletins) == []


falls = st.lists(st.integers(0, 40), min_size=3, max_size=3)


@settings(max_examples=60, deadline=None)
@given(grids, falls, st.integers(0, 3))
@example(grid=[[40, 50, 60], [3, 70, 80]], falls=[5, 0, 0], row=0)
@example(grid=[[40, 50, 60], [30, 70, 80]], falls=[12, 0, 0], row=1)
def test_nobody_works_out_few_from_a_correction(grid: list[list[int]], falls: list[int], row: int) -> None:
    """
    A correction lowers one row; whoever is told which one finds no small number, and no small difference.

    Or the auditor finds it first, and the correction is not drafted (BULLETIN-5): zeros are never withheld, and a row
    that falls to zero can give its neighbours away.
    """
    terms, place = made_terms(), row % len(grid)
    lower = [[max(0, number - fall) for number, fall in zip(of, falls, strict=True)] for of in grid]
    after = [lower[number] if number == place else of for number, of in enumerate(grid)]
    first = publishable(returned(grid), terms)

    second = publishable(returned(after), terms, previous=[first], corrections={1})

    before = {(one.tranche, one.category): one.persons for one in first if one.persons is not None}
    gaps = [abs(one.persons - before.get((one.tranche, one.category), one.persons)) for one in second if one.persons]
    assert [gap for gap in gaps if 0 < gap < K] == []
    is_refused = exposure_findings(second, [first], K, corrections={1}) != ()
    assert is_refused or gave_away([first, second], {TRANCHES[place]: 1}) == []
    assert not is_refused or 0 in after[place]


@settings(max_examples=60, deadline=None)
@given(grids, st.integers(20, 60))
def test_a_count_falls_only_in_a_correction(grid: list[list[int]], fall: int) -> None:
    """The same lower counts are a contradiction (BULLETIN-4) after a bulletin, and none in a correction of it."""
    high = [[number + 200 for number in row] for row in grid]
    low = [[number - fall for number in high[0]], *high[1:]]
    first = publishable(returned(high), made_terms())

    codes = [
        {one.code for one in exposure_findings(publishable(returned(low), made_terms()), [first], K, corrections=of)}
        for of in (frozenset[int](), frozenset({1}))
    ]

    assert codes == [{"BULLETIN-4"}, set()]


@settings(max_examples=60, deadline=None)
@given(grids, st.integers(20, 60), st.integers(0, 40))
def test_counts_hold_again_after_a_correction(grid: list[list[int]], fall: int, more: int) -> None:
    """The next bulletin may not fall below the correction; it may stay below what was corrected."""
    high = [[number + 200 for number in row] for row in grid]
    low = [[number - fall for number in high[0]], *high[1:]]
    first = publishable(returned(high), made_terms())
    second = publishable(returned(low), made_terms(), previous=[first], corrections={1})
    third = [[number - 20 - more for number in low[0]], *low[1:]]

    again = publishable(returned(low), made_terms(), previous=[first, second], corrections={1})
    lower = publishable(returned(third), made_terms())

    assert exposure_findings(again, [first, second], K, corrections={1}) == ()
    assert "BULLETIN-4" in {one.code for one in exposure_findings(lower, [first, second], K, corrections={1})}


def test_the_attacker_is_awake() -> None:
    """Two bulletins that are each safe, read one after the other without regard, give a small number away."""
    first = publishable(returned([[40, 50, 60]]), made_terms())
    careless = publishable(returned([[40, 50, 60], [3, 70, 80]]), made_terms())
    whole = [
        Cell(stage=Stage.RETURNED, direction=THERE, tranche=None, on=None, category=one, persons=number)
        for one, number in ((CATEGORIES[0], 43), (CATEGORIES[1], 120), (CATEGORIES[2], 140), (None, 303))
    ]
    told = [one for one in careless if one.tranche is not None] + whole

    assert gave_away([first]) == []
    assert gave_away([first, told])
