"""Ranges of numbers that must add up: a network in which every number is an arc and every sum a node.

What flows into a node flows out of it. An arc with ``low == high`` is a published number, any other an unknown one. The
least and the largest value of an arc over all whole-number solutions follow from augmenting paths, exactly.

Source: Ford and Fulkerson, Flows in Networks (1962); Gusfield, A graph theoretic approach to statistical data security
(SIAM J. Computing 17, 1988), for two-way tables.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Final

OPEN: Final = 2**40
"""More people than there are: an arc with this upper end has no upper end."""

_SETTLING: Final = "settling"


@dataclass(slots=True)
class Arc:
    """One number: *value* lies between *low* and *high*. Mutable: it belongs to one network only."""

    tail: Hashable
    head: Hashable
    low: int
    high: int
    value: int

    def room(self, *, forward: bool) -> int:
        """Return by how much the value may rise or, when not *forward*, fall."""
        return self.high - self.value if forward else self.value - self.low


class Network:
    """Arcs between nodes; :meth:`settle` finds one solution, the other methods move inside the set of solutions."""

    def __init__(self) -> None:
        self._arcs: list[Arc] = []
        self._at: dict[Hashable, list[tuple[int, bool]]] = {}

    def add(self, tail: Hashable, head: Hashable, low: int, high: int) -> int:
        """Add a number and return its index."""
        self._arcs.append(Arc(tail=tail, head=head, low=low, high=high, value=low))
        index = len(self._arcs) - 1
        self._at.setdefault(tail, []).append((index, True))
        self._at.setdefault(head, []).append((index, False))
        return index

    def value(self, index: int) -> int:
        """Return the number in the solution at hand."""
        return self._arcs[index].value

    def settle(self) -> bool:
        """Find one solution; False when the numbers contradict each other."""
        surplus: dict[Hashable, int] = dict.fromkeys(self._at, 0)
        for arc in self._arcs:
            surplus[arc.head] += arc.value
            surplus[arc.tail] -= arc.value
        source, sink = (_SETTLING, "from"), (_SETTLING, "to")
        wanted = 0
        for node, amount in surplus.items():
            if amount > 0:
                self.add(source, node, 0, amount)
                wanted += amount
            elif amount < 0:
                self.add(node, sink, 0, -amount)
        settled = self._push(source, sink, wanted) == wanted
        for index, arc in enumerate(self._arcs):
            if arc.tail == source or arc.head == sink:
                self._arcs[index].high = arc.low = arc.value
        return settled

    def raise_to(self, index: int, goal: int) -> int:
        """Raise a number towards *goal* as far as the others allow, and return it."""
        arc = self._arcs[index]
        return self._move(index, min(goal, arc.high) - arc.value, forward=True)

    def lower_to(self, index: int, goal: int) -> int:
        """Lower a number towards *goal* as far as the others allow, and return it."""
        arc = self._arcs[index]
        return self._move(index, arc.value - max(goal, arc.low), forward=False)

    def cheapest(self, index: int, prices: Mapping[int, int], *, forward: bool) -> list[int] | None:
        """
        Return the priced arcs that must become unknown for a number to rise (or fall) further, at the least price.

        Arcs without a price stay as they are. None: no choice of priced arcs helps.
        """
        arc = self._arcs[index]
        start, goal = (arc.head, arc.tail) if forward else (arc.tail, arc.head)
        best: dict[Hashable, int] = {start: 0}
        came: dict[Hashable, tuple[int, Hashable]] = {}
        turns = count(1)
        queue: list[tuple[int, int, Hashable]] = [(0, 0, start)]
        while queue:
            so_far, _, node = heapq.heappop(queue)
            if node == goal:
                return [step for step in _steps(came, start, goal) if step in prices]
            for step, is_out in self._at[node]:
                price = self._price(step, prices, forward=is_out)
                if step == index or price is None:
                    continue
                other = self._arcs[step].head if is_out else self._arcs[step].tail
                if so_far + price < best.get(other, OPEN**2):
                    best[other], came[other] = so_far + price, (step, node)
                    heapq.heappush(queue, (so_far + price, next(turns), other))
        return None

    def _price(self, index: int, prices: Mapping[int, int], *, forward: bool) -> int | None:
        arc = self._arcs[index]
        if arc.room(forward=forward) > 0:
            return 0
        # A published number that becomes unknown may rise without end, and fall to 1: unknown numbers are never 0.
        return prices.get(index) if forward or arc.value > 1 else None

    def _move(self, index: int, amount: int, *, forward: bool) -> int:
        arc = self._arcs[index]
        if amount > 0:
            start, goal = (arc.head, arc.tail) if forward else (arc.tail, arc.head)
            moved = amount if start == goal else self._push(start, goal, amount, without=index)
            arc.value += moved if forward else -moved
        return arc.value

    def _push(self, source: Hashable, sink: Hashable, limit: int, *, without: int | None = None) -> int:
        pushed = 0
        while pushed < limit:
            path = self._path(source, sink, without)
            if path is None:
                break
            step = min(limit - pushed, *(self._arcs[index].room(forward=forward) for index, forward in path), OPEN)
            for index, forward in path:
                self._arcs[index].value += step if forward else -step
            pushed += step
        return pushed

    def _path(self, source: Hashable, sink: Hashable, without: int | None) -> list[tuple[int, bool]] | None:
        came: dict[Hashable, tuple[int, bool, Hashable]] = {}
        queue: deque[Hashable] = deque([source])
        while queue and sink not in came:
            node = queue.popleft()
            for index, is_out in self._at.get(node, ()):
                arc = self._arcs[index]
                other = arc.head if is_out else arc.tail
                if index != without and other != source and other not in came and arc.room(forward=is_out) > 0:
                    came[other] = (index, is_out, node)
                    queue.append(other)
        if sink not in came:
            return None
        path = []
        node = sink
        while node != source:
            index, is_out, node = came[node]
            path.append((index, is_out))
        return path


def _steps(came: Mapping[Hashable, tuple[int, Hashable]], start: Hashable, goal: Hashable) -> list[int]:
    steps = []
    node = goal
    while node != start:
        step, node = came[node]
        steps.append(step)
    return steps
