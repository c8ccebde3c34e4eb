"""Seeded draws that give the same answers on every machine and in every release of Python."""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import TypeVar

T = TypeVar("T")


class Draws:
    """
    A stream of draws for one named part of the demonstration.

    Only ``Random.random`` is promised to stay the same between releases of Python, so everything is built from it.
    Parts have streams of their own: a change in one leaves the others as they were.
    """

    def __init__(self, seed: int, part: str) -> None:
        """Start the stream of *part* under *seed*."""
        self._next = random.Random(f"{seed}/{part}").random

    def chance(self, share: float) -> bool:
        """Answer yes in *share* of the cases."""
        return self._next() < share

    def between(self, low: int, high: int) -> int:
        """Draw a whole number, both ends included."""
        return low + int(self._next() * (high - low + 1))

    def pick(self, things: Sequence[T]) -> T:
        """Draw one of *things*, each as likely as the others."""
        return things[self.between(0, len(things) - 1)]

    def weighted(self, things: Sequence[T], weights: Sequence[float]) -> T:
        """Draw one of *things* in proportion to its weight."""
        ends = list(accumulate(weights))
        return things[min(bisect_right(ends, self._next() * ends[-1]), len(things) - 1)]

    def shuffled(self, things: Sequence[T]) -> list[T]:
        """Return *things* in an order drawn at random."""
        left = list(things)
        for last in range(len(left) - 1, 0, -1):
            other = self.between(0, last)
            left[last], left[other] = left[other], left[last]
        return left
