"""The cheapest way to write one word as another, unit by unit: for many pairs of words at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from homeward.names.scripts import bare
from homeward.names.units import EDGE_AFTER, EDGE_BEFORE, NOTHING, UNKNOWN, Costs, Ids, UnitTable

LETTERS_ALIGNED: Final = 40
"""Letters of a word that are aligned; what stands behind them is left out. No name of a person needs more, and a cell
of five thousand letters must take no more time and memory than any other."""

_PAIRS_AT_ONCE: Final = 2_048


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """Words as numbers of units. ``units[k]`` has a row for each word: the unit of *k* letters from each letter on."""

    lengths: Ids
    units: Mapping[int, Ids]

    def __getitem__(self, rows: npt.NDArray[np.integer]) -> Encoded:
        return Encoded(lengths=self.lengths[rows], units={size: ids[rows] for size, ids in self.units.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of an alignment: which letters met which, and what it cost."""

    left: str
    right: str
    cost: float


def encode(words: Sequence[str], units: Mapping[str, int], *, longest: int) -> Encoded:
    """Return *words*, with their edges, as numbers of *units* of one to *longest* letters."""
    texts = [edged(_spelled(word, units)) for word in words]
    width = max(map(len, texts), default=0)
    ids = {size: np.full((len(texts), width), UNKNOWN, dtype=np.int32) for size in range(1, longest + 1)}
    for row, text in enumerate(texts):
        for size, table in ids.items():
            table[row, : max(len(text) - size + 1, 0)] = [
                units.get(text[at : at + size], UNKNOWN) for at in range(len(text) - size + 1)
            ]
    return Encoded(lengths=np.array([len(text) for text in texts], dtype=np.int32), units=ids)


def _spelled(word: str, units: Mapping[str, int]) -> str:
    """Return *word* with the marks taken off the letters that the table does not have."""
    if all(letter in units for letter in word):
        return word
    return "".join(letter if letter in units else bare(letter) or letter for letter in word)


def edged(word: str) -> str:
    """Return *word* with its edges, no longer than what is aligned."""
    return EDGE_BEFORE + word[:LETTERS_ALIGNED] + EDGE_AFTER


def encode_left(words: Sequence[str], table: UnitTable) -> Encoded:
    """Return *words* as the left units of *table*."""
    return encode(words, table.left, longest=max(shape[0] for shape in table.shapes))


def encode_right(words: Sequence[str], table: UnitTable) -> Encoded:
    """Return *words* as the right units of *table*."""
    return encode(words, table.right, longest=max(shape[1] for shape in table.shapes))


def alignment_costs(left: Encoded, right: Encoded, table: UnitTable) -> Costs:
    """
    Return the cost of the cheapest alignment of each word of *left* with the word of the same row of *right*.

    The cost is finite for any two words, and 0 only where each unit is always written as the other.
    """
    count = len(left.lengths)
    costs = np.zeros(count, dtype=np.float32)
    order = np.lexsort((right.lengths, left.lengths))  # words of one length together: little is computed in vain
    for start in range(0, count, _PAIRS_AT_ONCE):
        rows = order[start : start + _PAIRS_AT_ONCE]
        costs[rows] = _aligned(left[rows], right[rows], table)
    return costs


def _aligned(left: Encoded, right: Encoded, table: UnitTable) -> Costs:
    height, width = int(left.lengths.max()), int(right.lengths.max())
    best = np.full((height + 1, width + 1, len(left.lengths)), np.inf, dtype=np.float32)
    best[0, 0] = 0
    steps = {shape: _step_costs(left, right, table, shape) for shape in table.shapes}
    for i in range(height + 1):
        for j in range(width + 1):
            cell = best[i, j]
            for (a, b), cost in steps.items():
                if i >= a and j >= b:
                    np.minimum(cell, best[i - a, j - b] + cost[i - a if a else 0, j - b if b else 0], out=cell)
    ends: Costs = best[left.lengths, right.lengths, np.arange(len(left.lengths))]
    return ends


def _step_costs(left: Encoded, right: Encoded, table: UnitTable, shape: tuple[int, int]) -> Costs:
    """Return the cost of a step of this *shape* from each letter of the left and of the right word on, pairs last."""
    nothing = np.full((1, len(left.lengths)), NOTHING, dtype=np.int32)
    one, other = (
        np.ascontiguousarray(words.units[size][:, : int(words.lengths.max())].T) if size else nothing
        for words, size in zip((left, right), shape, strict=True)
    )
    flat = one[:, None, :] * np.int32(table.costs.shape[1]) + other[None, :, :]
    return table.costs.ravel().take(flat)


def trace(left: str, right: str, table: UnitTable) -> tuple[Step, ...]:
    """
    Return the steps of the cheapest alignment of two words, the edges left out.

    >>> from homeward.names.units import table_of
    >>> toy = table_of("toy", [("sh", "ш", 0.1), ("^", "^", 0.0), ("$", "$", 0.0)])
    >>> [(step.left, step.right) for step in trace("sh", "ш", toy)]
    [('sh', 'ш')]
    """
    one, other = edged(_spelled(left, table.left)), edged(_spelled(right, table.right))
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(len(one) + 1):
        for j in range(len(other) + 1):
            ways = [
                (best[i - a, j - b][0] + table.cost(one[i - a : i], other[j - b : j]), (a, b))
                for a, b in table.shapes
                if (i - a, j - b) in best
            ]
            if ways:
                best[i, j] = min(ways)
    return _walked(one, other, table, {cell: way for cell, (_, way) in best.items()})


def _walked(
    one: str, other: str, table: UnitTable, ways: Mapping[tuple[int, int], tuple[int, int]]
) -> tuple[Step, ...]:
    i, j = len(one), len(other)
    steps: list[Step] = []
    while i or j:
        a, b = ways[i, j]
        units = one[i - a : i], other[j - b : j]
        steps.append(Step(left=units[0].strip("^$"), right=units[1].strip("^$"), cost=table.cost(*units)))
        i, j = i - a, j - b
    return tuple(step for step in reversed(steps) if step.left or step.right or step.cost)
