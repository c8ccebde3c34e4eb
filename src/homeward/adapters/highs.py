"""HiGHS behind the port of a solver: integer programs to a proven optimum, the same on every run."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import highspy
import numpy as np
from numpy.typing import NDArray

from homeward.model.plans import Program, Row, Solution

Floats = NDArray[np.float64]

SMALL_COLUMNS: Final = 1_000
"""Up to here the integer program is solved at once; above, its linear relaxation points to a plan first."""

_ABSOLUTE_GAP: Final = 0.99
"""Objectives are whole numbers: a gap below 1 is a proof. The relative gap is 0, since 1e-4 of 20,000 is none."""

_NOISE: Final = 1e-3
"""Taken off a bound computed in floating point before it is rounded up: the proof errs on the safe side."""

_BOX: Final = 3
"""How far a column may move from the relaxation (measured: 2 was too narrow to hold a plan)."""

_NO_SOLUTION: Final = Solution(columns=None, objective=0, bound=0)
_NOTHING: Final = Solution(columns=(), objective=0, bound=0)
_STATUS: Final = highspy.HighsModelStatus
_IMPOSSIBLE: Final = frozenset({_STATUS.kInfeasible, _STATUS.kUnboundedOrInfeasible})


@dataclass(frozen=True, slots=True, kw_only=True)
class HighsSolver:
    """
    Implements :class:`homeward.ports.Solver`.

    One thread and a fixed seed: the same program gives the same answer. With ``limit_seconds`` (for each run of HiGHS)
    an answer may come unproven, with ``bound < objective``; without it HiGHS works until it has a proof.
    """

    random_seed: int = 0
    limit_seconds: float | None = None

    def solve(self, program: Program, *, start: tuple[int, ...] | None = None) -> Solution:
        """
        Minimise ``program.cost``; ``bound == objective`` means proven, ``columns`` None that no solution exists.

        Raises:
            TimeoutError: The time ran out before any solution was found.
        """
        if not program.upper:  # HiGHS calls such a program empty and says nothing about its rows
            return _NOTHING if all(_allows_nothing(row) for row in program.rows) else _NO_SOLUTION
        whole = (np.zeros(len(program.upper)), np.array(program.upper, dtype=np.float64))
        if len(program.upper) <= SMALL_COLUMNS:
            return self._integer(program, whole, start)
        # 1. The linear relaxation gives a bound.
        relaxed = self._run(program, whole, is_integer=False, start=None)
        if relaxed is None:
            return _NO_SOLUTION
        values, bound = relaxed
        # 2. Whole numbers near the relaxation: where they reach the bound, that is the proof.
        near = self._integer(program, _box(whole, values, start), start)
        if near.columns is not None and near.objective <= bound:
            return Solution(columns=near.columns, objective=near.objective, bound=near.objective)
        # 3. Otherwise the whole program, from the best solution known.
        return self._integer(program, whole, near.columns or start)

    def _integer(self, program: Program, bounds: tuple[Floats, Floats], start: tuple[int, ...] | None) -> Solution:
        answer = self._run(program, bounds, is_integer=True, start=start)
        if answer is None:
            return _NO_SOLUTION
        columns = tuple(int(value) for value in np.rint(answer[0]))
        objective = sum(cost * value for cost, value in zip(program.cost, columns, strict=True))
        return Solution(columns=columns, objective=objective, bound=min(answer[1], objective))

    def _run(
        self, program: Program, bounds: tuple[Floats, Floats], *, is_integer: bool, start: tuple[int, ...] | None
    ) -> tuple[Floats, int] | None:
        highs = self._engine()
        highs.passModel(_model(program, bounds, is_integer=is_integer))
        if start is not None:
            known = highspy.HighsSolution()
            known.col_value = [float(value) for value in start]
            highs.setSolution(known)
        highs.run()
        if highs.getModelStatus() in _IMPOSSIBLE:
            return None
        info = highs.getInfo()
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            raise TimeoutError(f"HiGHS stopped without a solution: {highs.modelStatusToString(highs.getModelStatus())}")
        bound = info.mip_dual_bound if is_integer else info.objective_function_value
        return np.array(highs.getSolution().col_value), _rounded_up(bound)

    def _engine(self) -> highspy.Highs:
        highs = highspy.Highs()
        options = {
            "output_flag": False,
            "threads": 1,
            "random_seed": self.random_seed,
            "mip_rel_gap": 0.0,
            "mip_abs_gap": _ABSOLUTE_GAP,
        }
        if self.limit_seconds is not None:
            options["time_limit"] = self.limit_seconds
        for name, value in options.items():
            highs.setOptionValue(name, value)
        return highs


def _allows_nothing(row: Row) -> bool:
    return (row.lower is None or row.lower <= 0) and (row.upper is None or row.upper >= 0)


def _rounded_up(bound: float) -> int:
    return math.ceil(bound - _NOISE)


def _box(whole: tuple[Floats, Floats], values: Floats, start: tuple[int, ...] | None) -> tuple[Floats, Floats]:
    tiny = 1e-7  # tolerance of HiGHS: less is nought
    used = values > tiny
    lower = np.where(used, np.floor(values + tiny) - _BOX, 0.0)
    upper = np.where(used, np.ceil(values - tiny) + _BOX, 1.0)
    if start is not None:  # the solution known stays inside, so that the box always holds one
        known = np.array(start, dtype=np.float64)
        lower, upper = np.minimum(lower, known), np.maximum(upper, known)
    return np.maximum(lower, whole[0]), np.minimum(upper, whole[1])


def _model(program: Program, bounds: tuple[Floats, Floats], *, is_integer: bool) -> highspy.HighsLp:
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(program.upper), len(program.rows)
    model.col_cost_ = np.array(program.cost, dtype=np.float64)
    model.col_lower_, model.col_upper_ = bounds
    model.row_lower_ = np.array([_or(row.lower, -highspy.kHighsInf) for row in program.rows], dtype=np.float64)
    model.row_upper_ = np.array([_or(row.upper, highspy.kHighsInf) for row in program.rows], dtype=np.float64)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = _starts(program.rows)
    model.a_matrix_.index_ = np.array([one for row in program.rows for one in row.columns], dtype=np.int32)
    model.a_matrix_.value_ = np.array([one for row in program.rows for one in row.coefficients], dtype=np.float64)
    if is_integer:
        model.integrality_ = [highspy.HighsVarType.kInteger] * len(program.upper)
    return model


def _starts(rows: Sequence[Row]) -> NDArray[np.int32]:
    return np.cumsum([0, *(len(row.columns) for row in rows)], dtype=np.int32)


def _or(bound: int | None, otherwise: float) -> float:
    return otherwise if bound is None else float(bound)
