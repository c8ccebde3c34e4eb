"""HiGHS behind the port of a solver."""

import pytest

from homeward.adapters import highs
from homeward.adapters.highs import HighsSolver
from homeward.model.plans import Program, Row, Solution


def row(coefficients: tuple[int, ...], lower: int | None = None, upper: int | None = None) -> Row:
    """Return a row over the first columns."""
    return Row(name="a", columns=tuple(range(len(coefficients))), coefficients=coefficients, lower=lower, upper=upper)


KNAPSACK = Program(upper=(3, 3, 3), rows=(row((5, 4, 3), upper=11),), cost=(-5, -4, -3))
ODD = Program(upper=(9, 9), rows=(row((2, -2), lower=1, upper=1),), cost=(1, 1))
LONG = Program(upper=(2,) * 40, rows=(row((3,) * 40, lower=50, upper=52),), cost=tuple(7 + one for one in range(40)))


# The relaxation of both points elsewhere: near it the first has a worse solution, the second none.
ASIDE = Program(upper=(23, 10, 5, 18), rows=(row((3, -3, -3, 1), lower=56, upper=57),), cost=(14, 3, 4, 5))
APART = Program(upper=(21, 14, 23, 9), rows=(row((7, 1, 7, 2), lower=26, upper=27),), cost=(20, 9, 4, 9))


@pytest.fixture(params=[1_000, 0], ids=["at once", "by the relaxation"])
def solver(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> HighsSolver:
    """Return the solver, on either of its two ways."""
    monkeypatch.setattr(highs, "SMALL_COLUMNS", request.param)
    return HighsSolver()


def test_an_optimum_is_proven(solver: HighsSolver) -> None:
    """The best value comes with an equal bound, in whole numbers that keep the rows."""
    answer = solver.solve(KNAPSACK)

    assert (answer.objective, answer.bound) == (-11, -11)
    assert answer.columns is not None
    assert 5 * answer.columns[0] + 4 * answer.columns[1] + 3 * answer.columns[2] == 11


def test_a_relaxation_that_is_no_plan_is_not_believed(solver: HighsSolver) -> None:
    """Where halves would do and whole numbers do not, there is no solution."""
    assert solver.solve(ODD).columns is None


def test_rows_that_exclude_each_other(solver: HighsSolver) -> None:
    """No solution exists, and none is returned."""
    program = Program(upper=(5,), rows=(row((1,), lower=3), row((1,), upper=2)), cost=(1,))

    assert solver.solve(program) == Solution(columns=None, objective=0, bound=0)


def test_a_gap_between_relaxation_and_whole_numbers_is_closed(solver: HighsSolver) -> None:
    """The bound is that of whole numbers: seventeen units of three, the cheapest first."""
    answer = solver.solve(LONG)

    assert (answer.objective, answer.bound) == (2 * sum(range(7, 15)) + 15, 2 * sum(range(7, 15)) + 15)


@pytest.mark.parametrize(("program", "best"), [(ASIDE, 262), (APART, 39)])
def test_the_best_solution_may_lie_far_from_the_relaxation(solver: HighsSolver, program: Program, best: int) -> None:
    """Where the relaxation points away from the best solution, the best one is found and proven all the same."""
    answer = solver.solve(program)

    assert (answer.objective, answer.bound) == (best, best)


def test_a_known_solution_changes_the_answer_nowhere(solver: HighsSolver) -> None:
    """A start, however bad, leads to the same value."""
    assert solver.solve(KNAPSACK, start=(0, 0, 0)).objective == -11


def test_the_same_program_gives_the_same_answer(solver: HighsSolver) -> None:
    """Two runs agree in every column; another seed agrees in the value."""
    assert solver.solve(LONG) == solver.solve(LONG)
    assert HighsSolver(random_seed=5).solve(LONG).objective == solver.solve(LONG).objective


def test_a_program_without_columns(solver: HighsSolver) -> None:
    """Nothing to decide: the empty solution where the rows allow nought, none where they do not."""
    assert solver.solve(Program(upper=(), rows=(row((), upper=3),), cost=())).columns == ()
    assert solver.solve(Program(upper=(), rows=(row((), lower=1),), cost=())).columns is None
    assert solver.solve(Program(upper=(), rows=(row((), upper=-1),), cost=())).columns is None


def test_a_program_without_rows(solver: HighsSolver) -> None:
    """Only bounds: each column goes to the end its cost prefers."""
    assert solver.solve(Program(upper=(4, 4), rows=(), cost=(1, -1))).columns == (0, 4)


def test_no_time_at_all_is_said() -> None:
    """Without a solution when the time is out the solver says so; it claims neither a plan nor that none exists."""
    with pytest.raises(TimeoutError, match="HiGHS stopped without a solution"):
        HighsSolver(limit_seconds=0.0).solve(LONG)
