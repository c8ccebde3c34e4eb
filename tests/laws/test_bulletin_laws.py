"""Laws of public figures: nothing small can be worked out, and nothing else depends on who the parties are."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import highspy
from hypothesis import example, given
from hypothesis import strategies as st

from homeward.bulletin.exposure import exposure_findings
from homeward.bulletin.suppress import publishable, safe_after
from homeward.model.figures import Cell, Figure, Stage
from homeward.model.ids import CategoryId, ClauseId, Digest, PartyId, TrancheId
from homeward.model.terms import (
    Commitment,
    CountsPublic,
    Deadlines,
    Direction,
    Op,
    Publicity,
    Terms,
    Tranche,
)

CLAUSE = ClauseId("c1")
EAST, WEST = PartyId("east"), PartyId("west")
THERE, BACK = Direction(holder=EAST, receiver=WEST), Direction(holder=WEST, receiver=EAST)
CATEGORIES = (CategoryId("civilian"), CategoryId("medical"), CategoryId("pow"))
TRANCHES = tuple(TrancheId(f"t{number}") for number in range(1, 5))

persons = st.one_of(st.just(0), st.integers(1, 12), st.integers(1, 60), st.integers(100, 400))
grids = st.lists(st.lists(persons, min_size=3, max_size=3), min_size=1, max_size=4)
promises = st.lists(st.integers(-12, 12), min_size=5, max_size=5)


def made_terms(commitments: Sequence[Commitment] = (), *, min_cell: int = 10) -> Terms:
    """Return terms with four tranches and what is promised in them."""
    return Terms(
        title="Made-up agreement",
        agreed_on=date(2025, 5, 16),
        parties=(EAST, WEST),
        clauses=(),
        categories=(),
        commitments=tuple(commitments),
        parities=(),
        tranches=tuple(Tranche(id=one, clause=CLAUSE, on=date(2025, 5, 23)) for one in TRANCHES),
        priority=None,
        gates=(),
        reserve=None,
        publicity=Publicity(
            clause=CLAUSE, counts=CountsPublic.AFTER_ARRIVAL, future_tranches=False, min_cell=min_cell, record=False
        ),
        deadlines=Deadlines(clause=CLAUSE, lists_days=3, answer_days=3, final_days=3, arrival_days=3),
    )


def returned(grid: Sequence[Sequence[int]], direction: Direction = THERE) -> list[Figure]:
    """Return figures of people returned: one row of *grid* per tranche, one column per category."""
    return [
        Figure(
            stage=Stage.RETURNED,
            direction=direction,
            tranche=tranche,
            on=None,
            category=category,
            persons=number,
            proof=(Digest("0" * 64),),
        )
        for tranche, row in zip(TRANCHES, grid, strict=False)
        for category, number in zip(CATEGORIES, row, strict=True)
    ]


def promised(grid: Sequence[Sequence[int]], shifts: Sequence[int], direction: Direction = THERE) -> list[Commitment]:
    """Return promises near what *grid* returned: one per tranche and one over all, each off by one of *shifts*."""
    totals = [(tranche, sum(row)) for tranche, row in zip(TRANCHES, grid, strict=False)]
    slots = [*totals, (None, sum(number for _, number in totals))]
    return [
        Commitment(
            id=f"m{number}",
            clause=CLAUSE,
            direction=direction,
            category=None,
            op=Op.EQ,
            count=max(0, total + shift),
            tranche=tranche,
        )
        for number, ((tranche, total), shift) in enumerate(zip(slots, shifts, strict=False))
    ]


def shown(cells: Sequence[Cell]) -> set[Cell]:
    """Return the cells that say a number."""
    return {one for one in cells if one.persons is not None}


@given(grids, promises, st.integers(10, 30))
def test_no_withheld_number_can_be_worked_out(grid: list[list[int]], shifts: list[int], k: int) -> None:
    """Whatever the table and the promises, the auditor works out nothing small."""
    terms = made_terms(promised(grid, shifts), min_cell=k)

    cells = publishable(returned(grid), terms)

    assert exposure_findings(cells, (), k) == ()


@given(grids)
def test_a_solver_we_did_not_write_finds_nothing_either(grid: list[list[int]]) -> None:
    """The largest value of every withheld number, as linear programming finds it, is at least k."""
    cells = publishable(returned(grid), made_terms())

    tops = [_largest(cells, one) for one in cells if one.persons is None]

    assert all(top >= 10 for top in tops)


@given(grids, promises, st.integers(10, 25), st.integers(1, 20))
def test_a_larger_limit_never_reveals_more(grid: list[list[int]], shifts: list[int], k: int, more: int) -> None:
    """What is published under a larger limit is a part of what is published under a smaller one."""
    commitments = promised(grid, shifts)

    strict = publishable(returned(grid), made_terms(commitments, min_cell=k + more))
    loose = publishable(returned(grid), made_terms(commitments, min_cell=k))

    assert shown(strict) <= shown(loose)


@given(grids, promises, st.integers(10, 14))
def test_successive_bulletins_reveal_nothing(grid: list[list[int]], shifts: list[int], k: int) -> None:
    """One bulletin after each tranche: all of them together still give nothing small away."""
    terms = made_terms(promised(grid, shifts), min_cell=k)
    bulletins: list[tuple[Cell, ...]] = []

    for number in range(1, len(grid) + 1):
        bulletins.append(publishable(returned(grid[:number]), terms, previous=bulletins))

    assert exposure_findings(bulletins[-1], bulletins[:-1], k) == ()


@given(st.lists(st.lists(persons, min_size=3, max_size=3), min_size=2, max_size=4), promises)
@example(grid=[[40, 50, 60], [3, 70, 80]], shifts=[0] * 5)
def test_what_is_public_stays_public(grid: list[list[int]], shifts: list[int]) -> None:
    """A number of a tranche that stands as it was published is published again: taking it back would protect nobody."""
    terms = made_terms(promised(grid, shifts))
    first = publishable(returned(grid[:-1]), terms)

    second = publishable(returned(grid), terms, previous=[first])

    assert {one for one in shown(first) if one.tranche is not None} <= shown(second)


late = st.lists(st.sampled_from([0, 0, 0, 0, 1, 5, 10, 30]), min_size=12, max_size=12)


@given(grids, late, late, st.lists(persons, min_size=3, max_size=3))
# The auditor's answer makes the suppressor withhold totals, and then everything new.
@example(grid=[[12, 1, 12], [1, 0, 0]], first=[0, 1, 1, 1, 0, 5, *[0] * 6], second=[0] * 12, new=[0, 20, 0])
# No row is seen to change, and yet they cannot all be unchanged.
@example(
    grid=[[10, 0, 5], [1, 5, 5], [20, 10, 100]],
    first=[0, 0, 0, 10, 30, 0, 0, 10, 5, 0, 0, 0],
    second=[0] * 12,
    new=[5, 5, 20],
)
@example(grid=[[5, 5, 10], [5, 5, 1]], first=[5, 10, 1, 0, 5, 30, *[0] * 6], second=[0] * 12, new=[0, 1, 0])
def test_late_arrivals_reveal_nothing(
    grid: list[list[int]], first: list[int], second: list[int], new: list[int]
) -> None:
    """People whose arrival is confirmed after a bulletin cannot be counted by comparing it with those that follow."""
    grown = [*_grown(grid, first), new][:4]
    bulletins: list[tuple[Cell, ...]] = []

    for state in (grid, grown, _grown(grown, second)):
        bulletins.append(publishable(returned(state), made_terms(), previous=bulletins))

    assert exposure_findings(bulletins[-1], bulletins[:-1], 10) == ()


def _grown(grid: list[list[int]], by: list[int]) -> list[list[int]]:
    return [[number + by[3 * row + column] for column, number in enumerate(of)] for row, of in enumerate(grid)]


@given(grids, promises)
def test_parties_are_interchangeable(grid: list[list[int]], shifts: list[int]) -> None:
    """Swapping who frees whom swaps the figures, and nothing else."""
    swapped = {THERE: BACK, BACK: THERE}

    one_way = publishable(returned(grid), made_terms(promised(grid, shifts)))
    other_way = publishable(returned(grid, BACK), made_terms(promised(grid, shifts, BACK)))

    assert tuple(replace(cell, direction=swapped[cell.direction]) for cell in one_way) == other_way


@given(grids, st.randoms(use_true_random=False))
def test_the_order_of_figures_changes_nothing(grid: list[list[int]], shuffler: object) -> None:
    """The same figures in another order give the same cells: nothing is drawn, nothing depends on order."""
    figures = returned(grid)
    other = list(figures)
    shuffler.shuffle(other)  # type: ignore[attr-defined]

    assert publishable(figures, made_terms()) == publishable(other, made_terms())


@given(st.lists(st.lists(st.integers(10, 400), min_size=3, max_size=3), min_size=1, max_size=4))
def test_published_totals_are_sums_of_published_parts(grid: list[list[int]]) -> None:
    """Where no number is small nothing is withheld, and every total is the sum of its parts."""
    cells = publishable(returned(grid), made_terms())
    by_slot = {(one.tranche, one.category): one.persons for one in cells}

    assert None not in by_slot.values()
    assert by_slot[None, None] == sum(map(sum, grid))
    assert [by_slot[tranche, None] for tranche in TRANCHES[: len(grid)]] == [sum(row) for row in grid]
    assert [by_slot[None, one] for one in CATEGORIES] == [sum(column) for column in zip(*grid, strict=True)]


@given(grids, promises)
def test_protecting_twice_changes_nothing(grid: list[list[int]], shifts: list[int]) -> None:
    """Cells that are safe already stay as they are."""
    cells = publishable(returned(grid), made_terms(promised(grid, shifts)))

    assert safe_after((), cells) == cells


@given(grids)
def test_hiding_the_small_cells_alone_is_not_enough(grid: list[list[int]]) -> None:
    """The auditor is awake: one small cell withheld alone, its row and column published, is found."""
    grid[0] = [7, 40, 50]
    cells = [replace(one, persons=None) if one.persons == 7 and one.category else one for one in _open_cells(grid)]

    found = {one.code for one in exposure_findings(cells, (), 10)}

    assert "BULLETIN-3" in found


def _open_cells(grid: list[list[int]]) -> list[Cell]:
    """Return every cell of *grid* with its number, and all totals: a bulletin nobody protected."""
    large = [[number + 1_000 for number in row] for row in grid]
    cells = publishable(returned(large), made_terms())
    counts = {TRANCHES[number]: row for number, row in enumerate(grid)}
    rows = [(None, [sum(column) for column in zip(*grid, strict=True)]), *counts.items()]
    numbers: dict[tuple[TrancheId | None, CategoryId | None], int] = {(row, None): sum(of) for row, of in rows}
    numbers |= {(row, CATEGORIES[place]): number for row, of in rows for place, number in enumerate(of)}
    return [replace(one, persons=numbers[one.tranche, one.category]) for one in cells]


def _largest(cells: Sequence[Cell], wanted: Cell) -> float:
    """Return the largest value *wanted* can take (at most 10,000) where rows and columns add up."""
    highs = highspy.Highs()
    highs.silent()
    numbers = {
        (one.tranche, one.category): highs.addVariable(
            lb=1 if one.persons is None else one.persons, ub=10_000 if one.persons is None else one.persons
        )
        for one in cells
    }
    rows = sorted({tranche for tranche, _ in numbers if tranche is not None})
    for row in (*rows, None):
        highs.addConstr(highs.qsum(numbers[row, one] for one in CATEGORIES) == numbers[row, None])
    for one in (*CATEGORIES, None):
        highs.addConstr(highs.qsum(numbers[row, one] for row in rows) == numbers[None, one])
    highs.maximize(numbers[wanted.tranche, wanted.category])
    return float(highs.getInfo().objective_function_value)
