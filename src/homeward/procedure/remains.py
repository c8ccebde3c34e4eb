"""What was handed over in remains, counted in bags; and how many dead are known by name, counted apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from homeward.model.ids import Ref, RowId
from homeward.model.remains import BagFinding, Level, Method, Whose, level_of
from homeward.model.terms import Direction
from homeward.procedure.state import State


@dataclass(frozen=True, slots=True, kw_only=True)
class BagCount:
    """Bags of one direction: handed over, handed back because they were of the other side's dead, and what stays."""

    direction: Direction
    handed_over: int
    handed_back: int

    @property
    def kept(self) -> int:
        """Bags that stay with the receiver."""
        return self.handed_over - self.handed_back


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """One of the dead: every bag that holds remains of this person, and how sure that is."""

    person: RowId
    bags: tuple[Ref, ...]
    level: Level


def bag_counts(state: State) -> tuple[BagCount, ...]:
    """
    Count the bags of each direction in which any were handed over, in alphabetical order of direction.

    Law: no count of people anywhere changes with these, and these with none of them.
    """
    ways = sorted({one.direction for one in state.remains if one.returns is None}, key=str)
    returned = {bag for one in state.remains if one.returns is not None for bag in one.bags}
    counts = []
    for way in ways:
        bags = {bag for one in state.remains if one.returns is None and one.direction == way for bag in one.bags}
        counts.append(BagCount(direction=way, handed_over=len(bags), handed_back=len(bags & returned)))
    return tuple(counts)


def identified(findings: Iterable[BagFinding]) -> tuple[Identified, ...]:
    """
    Return the dead who are named, each once however many bags there are, in order of row.

    A person is as sure as the surest single bag: methods that speak for different bags do not add up.
    """
    by_person: dict[RowId, dict[Ref, set[Method]]] = {}
    for one in findings:
        if one.person is not None and one.whose is not Whose.HOLDER:
            by_person.setdefault(one.person, {}).setdefault(one.bag, set()).add(one.method)
    return tuple(
        Identified(person=person, bags=tuple(sorted(bags)), level=_surest(bags.values()))
        for person, bags in sorted(by_person.items())
    )


def wrong_side(findings: Iterable[BagFinding]) -> tuple[Ref, ...]:
    """Return the bags that hold nobody but the holder's own dead, in order: they go back to it."""
    whose: dict[Ref, set[Whose]] = {}
    for one in findings:
        whose.setdefault(one.bag, set()).add(one.whose)
    return tuple(sorted(bag for bag, found in whose.items() if found == {Whose.HOLDER}))


def _surest(several: Iterable[set[Method]]) -> Level:
    levels = {level_of(frozenset(methods)) for methods in several}
    return next(one for one in (Level.CONFIRMED, Level.PRESUMED, Level.NONE) if one in levels)
