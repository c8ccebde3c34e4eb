"""Words as units of one to three letters, and tables of what it costs to write one unit as another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

Ids: TypeAlias = npt.NDArray[np.int32]
Costs: TypeAlias = npt.NDArray[np.float32]

EDGE_BEFORE: Final = "^"
EDGE_AFTER: Final = "$"
"""The edges of a word are letters of it: an ``h`` at the start and one at the end are written differently."""

NOTHING: Final = 0
"""Number of the unit without letters."""

UNKNOWN: Final = 1
"""Number of every unit that the table does not have; one letter of it can still be written wrongly or left out."""

SLIP: Final = 6.0
"""Cost of a letter written as any other, left out or added, in nats: one slip in about four hundred letters."""

SHAPES: Final = ((1, 1), (1, 0), (0, 1), (2, 1), (1, 2), (2, 2), (3, 1), (3, 2))
"""How many letters of one word may stand for how many of the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitTable:
    """What it costs to write units of one script as units of another: 0 where it is always done, in nats."""

    name: str
    left: Mapping[str, int]
    right: Mapping[str, int]
    costs: Costs
    shapes: tuple[tuple[int, int], ...]

    def cost(self, left: str, right: str) -> float:
        """Return the cost of one unit as another, infinite where the table does not have it."""
        return float(self.costs[_number(self.left, left), _number(self.right, right)])


def _numbered(units: Iterable[str]) -> dict[str, int]:
    return {unit: at for at, unit in enumerate(sorted(set(units) - {""}), UNKNOWN + 1)}


def _number(units: Mapping[str, int], unit: str) -> int:
    return units.get(unit, UNKNOWN) if unit else NOTHING


def table_of(name: str, rows: Sequence[tuple[str, str, float]], *, slip: float = SLIP) -> UnitTable:
    """
    Return the table of *rows* ``(left unit, right unit, cost)``; single letters may also slip, at the cost *slip*.

    >>> table = table_of("toy", [("sh", "ш", 0.1)])
    >>> round(table.cost("sh", "ш"), 1), table.cost("s", "ш"), table.cost("sh", "")
    (0.1, 6.0, inf)
    """
    left, right = _numbered(one for one, _, _ in rows), _numbered(other for _, other, _ in rows)
    costs = np.full((len(left) + 2, len(right) + 2), np.inf, dtype=np.float32)
    single_left, single_right = ([UNKNOWN, *(at for unit, at in units.items() if len(unit) == 1)]
                                 for units in (left, right))  # fmt: skip
    costs[np.ix_(single_left, single_right)] = slip
    costs[single_left, NOTHING] = costs[NOTHING, single_right] = slip
    for one, other, cost in rows:
        at = _number(left, one), _number(right, other)
        costs[at] = min(cost, costs[at])
    shapes = {(len(one), len(other)) for one, other, _ in rows} | {(1, 1), (1, 0), (0, 1)}
    return UnitTable(
        name=name, left=left, right=right, costs=costs, shapes=tuple(shape for shape in SHAPES if shape in shapes)
    )
