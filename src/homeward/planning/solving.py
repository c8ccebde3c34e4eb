"""Objective after objective to a proven optimum; and where no plan exists, which terms stand against each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from homeward.model.findings import Refusal
from homeward.model.plans import Level, Program, Row, Solution
from homeward.model.terms import Terms
from homeward.planning.objectives import Objective
from homeward.planning.program import STRUCTURE, Model
from homeward.ports import Solver

_UNSOUND: Final = "report the solver and its version; use another solver"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Units per column, and what each objective reached."""

    columns: tuple[int, ...]
    levels: tuple[Level, ...]


def solve(
    model: Model, wanted: Sequence[Objective], solver: Solver, progress: Callable[[str], None] | None
) -> Answer | None:
    """
    Settle *wanted* in order, each held fast while the next is asked. None: the rows allow no plan.

    Raises:
        Refusal: ``PLAN-4`` when the solver's answer breaks a row, misstates its value or denies a plan it gave before.
    """
    rows, levels, best = list(model.rows), [], None
    for one in wanted or (Objective(name="a plan", cost=(0,) * len(model.columns), constant=0),):
        if progress is not None:
            progress(one.name)
        program = Program(upper=model.upper, rows=tuple(rows), cost=one.cost)
        solution = solver.solve(program, start=best)
        if solution.columns is None and best is None:
            return None
        best = sound(program, solution)
        levels.append(
            Level(name=one.name, value=solution.objective + one.constant, bound=solution.bound + one.constant)
        )
        rows.append(_hold(one, solution.objective))
    return Answer(columns=best or (), levels=tuple(levels))


def sound(program: Program, solution: Solution) -> tuple[int, ...]:
    """
    Return the columns of *solution* when they keep *program* exactly, in whole numbers.

    Raises:
        Refusal: ``PLAN-4`` otherwise.
    """
    columns = solution.columns
    if columns is None or len(columns) != len(program.upper):
        raise _unsound("has no columns where a plan exists")
    if not all(0 <= value <= upper for value, upper in zip(columns, program.upper, strict=True)):
        raise _unsound("leaves the bounds of a column")
    if not all(_keeps(row, columns) for row in program.rows):
        raise _unsound("breaks a row")
    if solution.objective != sum(cost * value for cost, value in zip(program.cost, columns, strict=True)):
        raise _unsound("misstates its objective")
    if solution.bound > solution.objective:
        raise _unsound("states a bound beyond its objective")
    return columns


def conflict(model: Model, terms: Terms, solver: Solver) -> tuple[str, ...]:
    """
    Return the ids of a smallest set of terms no plan can keep together: without any one of them the others agree.

    Several such sets may exist; the one found depends on the order of the terms only.

    Source: J. W. Chinneck and E. W. Dravnieks, "Locating minimal infeasible constraint sets in linear programs",
    ORSA Journal on Computing 3(2), 1991 (deletion filter).
    """
    kept = [*(one.id for one in terms.promises), *(one.id for one in terms.parities)]
    for name in tuple(kept):
        without = [one for one in kept if one != name]
        if not _agree(model, without, solver):
            kept = without
    return tuple(kept)


def _agree(model: Model, names: Sequence[str], solver: Solver) -> bool:
    rows = tuple(row for row in model.rows if row.name == STRUCTURE or row.name in names)
    program = Program(upper=model.upper, rows=rows, cost=(0,) * len(model.upper))
    return solver.solve(program).columns is not None


def _hold(one: Objective, value: int) -> Row:
    used = tuple(index for index, cost in enumerate(one.cost) if cost)
    return Row(
        name=f"objective {one.name}",
        columns=used,
        coefficients=tuple(one.cost[index] for index in used),
        lower=None,
        upper=value,
    )


def _keeps(row: Row, columns: Sequence[int]) -> bool:
    total = sum(count * columns[index] for index, count in zip(row.columns, row.coefficients, strict=True))
    return (row.lower is None or total >= row.lower) and (row.upper is None or total <= row.upper)


def _unsound(what: str) -> Refusal:
    return Refusal("PLAN-4", f"the solver's answer {what}", hint=_UNSOUND)
