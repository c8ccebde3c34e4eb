"""Decisions that cannot all be true: reported with the chain that makes them, and never resolved by the program."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import combinations, pairwise

from homeward.model.reviews import RowName, RowPair, Sameness, list_of, row_pair
from homeward.procedure.reviewed import Decision


class Clash(Enum):
    """What is wrong with a chain of decisions."""

    DIFFERENT = "its ends were decided to be two people"
    TWICE = "its ends are two rows of one list, and nobody decided that they are one person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """
    Rows each decided to be the same person as the next, whose ends do not fit.

    The shortest such chain, from its smaller end on; of equally short ones the first in order of rows.
    """

    clash: Clash
    chain: tuple[RowName, ...]

    @property
    def pairs(self) -> frozenset[RowPair]:
        """Every pair of the conflict, its ends too: none of them is acted on until people decide anew."""
        ends = row_pair(self.chain[0], self.chain[-1])
        return frozenset({ends, *(row_pair(one, other) for one, other in pairwise(self.chain))})


def conflicts(decisions: Iterable[Decision]) -> tuple[Conflict, ...]:
    """
    Return every pair of ends that decisions in force contradict, each once, in order of chain.

    Over all lists and directions at once: ``A = B`` and ``B = C`` make ``A = C``, whichever lists they are on. The
    order of the decisions changes nothing.
    """
    said = {one.pair: one.in_force for one in decisions if one.in_force is not None}
    same: dict[RowName, set[RowName]] = {}
    for (one, other), what in said.items():
        if what is Sameness.SAME:
            same.setdefault(one, set()).add(other)
            same.setdefault(other, set()).add(one)
    found = []
    for people in _connected(same):
        for one, other in combinations(sorted(people), 2):
            clash = _clash(said.get((one, other)), one, other)
            if clash is not None:
                found.append(Conflict(clash=clash, chain=_chain(same, one, other)))
    return tuple(sorted(found, key=lambda each: (each.chain, each.clash.value)))


def _clash(said: Sameness | None, one: RowName, other: RowName) -> Clash | None:
    if said is Sameness.DIFFERENT:
        return Clash.DIFFERENT
    return Clash.TWICE if list_of(one) == list_of(other) and said is not Sameness.SAME else None


def _connected(same: Mapping[RowName, set[RowName]]) -> list[set[RowName]]:
    seen: set[RowName] = set()
    groups = []
    for start in sorted(same):
        if start not in seen:
            group = set(_reached(same, start))
            seen |= group
            groups.append(group)
    return groups


def _chain(same: Mapping[RowName, set[RowName]], start: RowName, end: RowName) -> tuple[RowName, ...]:
    before = _reached(same, start)
    chain = [end]
    while chain[-1] != start:
        chain.append(before[chain[-1]])
    return tuple(reversed(chain))


def _reached(same: Mapping[RowName, set[RowName]], start: RowName) -> dict[RowName, RowName]:
    """Return every row that is joined to *start*, with the row before it on the shortest way."""
    before, waiting = {start: start}, deque([start])
    while waiting:
        here = waiting.popleft()
        for row in sorted(same.get(here, ())):
            if row not in before:
                before[row] = here
                waiting.append(row)
    return before
