"""Published cells as tables: one per direction, tranche by category, with the earlier bulletins' tables inside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final, TypeAlias

from homeward.bulletin.flow import OPEN, Network
from homeward.model.figures import Cell, Stage
from homeward.model.ids import CategoryId, TrancheId
from homeward.model.terms import Direction

Slot: TypeAlias = tuple[TrancheId | None, CategoryId | None]
"""A place in a direction's table; ``None`` stands for all tranches, and for everybody."""

Table: TypeAlias = Mapping[Slot, int | None]
"""Returned people by slot; ``None`` is a withheld number."""

OUTSIDE: Final = "outside"


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """
    What earlier bulletins said of a direction: their tables of returned people, oldest first.

    ``restarts``: places in ``tables``, and the place after them, from which counts no longer hold as least counts,
    because a correction stands there.
    """

    tables: tuple[Table, ...]
    restarts: frozenset[int] = frozenset()

    def said(self, slot: Slot) -> tuple[int, ...]:
        """Return the numbers published in *slot*, oldest first."""
        return tuple(number for table in self.tables if (number := table.get(slot)) is not None)

    def least(self, slot: Slot) -> int:
        """Return the largest number published in *slot* since the last correction: a count does not fall below it."""
        since = max(self.restarts, default=0)
        return max((number for table in self.tables[since:] if (number := table.get(slot)) is not None), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wiring:
    """
    A network of a direction's numbers: the arc of each slot, and of each sum an earlier bulletin withheld.

    ``earlier``: the slot of the sum, the tranches it was over, and its arc.
    """

    network: Network
    arcs: Mapping[Slot, int]
    earlier: tuple[tuple[Slot, frozenset[TrancheId], int], ...]


def table_of(cells: Iterable[Cell], direction: Direction, stage: Stage = Stage.RETURNED) -> dict[Slot, int | None]:
    """Return the cells of one direction and stage by slot."""
    return {
        (one.tranche, one.category): one.persons for one in cells if (one.direction, one.stage) == (direction, stage)
    }


def past_of(
    previous: Sequence[Sequence[Cell]], direction: Direction, corrections: AbstractSet[int] = frozenset()
) -> Past:
    """Return what the *previous* bulletins, oldest first, said of *direction*; *corrections*: places in that row."""
    tables = [table_of(cells, direction) for cells in previous]
    # Where a bulletin said nothing of this direction, the next table stands in its place.
    restarts = {sum(1 for table in tables[:place] if table) for place in corrections}
    return Past(tables=tuple(table for table in tables if table), restarts=frozenset(restarts))


def tranches_of(table: Table) -> frozenset[TrancheId]:
    """Return the tranches with a row in *table*."""
    return frozenset(tranche for tranche, _ in table if tranche is not None)


def order(slot: Slot) -> tuple[str, str]:
    """Sort slots: by tranche, then by category, sums first."""
    return slot[0] or "", slot[1] or ""


def promises(
    agreed: Table, slot: Slot, rows: AbstractSet[TrancheId], categories: AbstractSet[CategoryId]
) -> tuple[int, ...]:
    """
    Return the numbers a reader can set beside *slot*: the one agreed for it, and sums of agreed parts that cover it.

    Agreed for the tranches that have arrived, taken together, is such a sum: less the people returned, it would count
    who stayed behind.
    """
    tranche, category = slot
    found = [agreed.get(slot)]
    if tranche is None and rows:
        found.append(_sum([agreed.get((row, category)) for row in rows]))
    if category is None and categories:
        found.append(_sum([agreed.get((tranche, one)) for one in categories]))
    if tranche is None and category is None and rows and categories:
        found.append(_sum([agreed.get((row, one)) for row in rows for one in categories]))
    return tuple(sorted({number for number in found if number is not None}))


def _sum(numbers: Sequence[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else None


def changed_rows(table: Table, past: Past) -> frozenset[TrancheId]:
    """Return the tranches whose row says something else, or nothing, where an earlier bulletin had a number."""
    return frozenset(
        slot[0]
        for earlier in past.tables
        for slot, number in earlier.items()
        if slot[0] is not None and (table.get(slot) == 0 if number is None else table.get(slot) != number)
    )


def wire(table: Table, hidden: AbstractSet[Slot], past: Past, changed: AbstractSet[TrancheId]) -> Wiring:
    """
    Build the network of what a reader knows when the slots *hidden* are withheld, and those without a number.

    A reader knows: rows and columns add up; a withheld number is at least 1, for zeros are never withheld; a count
    never falls below what an earlier bulletin said; sums of earlier bulletins hold for rows that have not *changed*.
    """
    tranches = tranches_of(table)
    rows: list[TrancheId | None] = [*sorted(tranches)] or [None]
    columns = (*sorted({category for _, category in table if category is not None}), None)
    steps = _steps(past, tranches, changed)
    network, arcs = Network(), dict[Slot, int]()

    def put(slot: Slot, tail: object, head: object, number: tuple[int, int]) -> int:
        # Categories flow from rows to sums, everybody from sums to rows: so rows and columns both balance.
        return network.add(*((tail, head) if slot[1] is not None else (head, tail)), *number)

    for row in rows:
        level = next((number for number, (members, _) in enumerate(steps) if row in members), len(steps))
        is_detailed = any((row, category) in table for category in columns[:-1])
        for category in columns:
            slot, column = (row, category), OUTSIDE if row is None else ("sum", level, category)
            arc = put(slot, ("row", row) if is_detailed else OUTSIDE, column, _bounds(slot, table, hidden, past))
            arcs |= {slot: arc} if slot in table else {}
    earlier = []
    for level, (members, sums) in enumerate(steps):
        for slot in ((None, category) for category in columns):
            number = _known(sums.get(slot), is_stated=slot in sums)
            arc = put(slot, ("sum", level, slot[1]), ("sum", level + 1, slot[1]), number)
            earlier += [(slot, members, arc)] if slot in sums and sums[slot] is None else []
    for slot in ((None, category) for category in (columns if tranches else ())):
        arcs[slot] = put(slot, ("sum", len(steps), slot[1]), OUTSIDE, _bounds(slot, table, hidden, past))
    return Wiring(network=network, arcs=arcs, earlier=tuple(earlier))


def _bounds(slot: Slot, table: Table, hidden: AbstractSet[Slot], past: Past) -> tuple[int, int]:
    number = None if slot in hidden else table.get(slot)
    low, high = _known(number, is_stated=slot in table)
    return (low, high) if number is not None else (max(low, past.least(slot)), high)


def _known(number: int | None, *, is_stated: bool) -> tuple[int, int]:
    if number is not None:
        return number, number
    return (1 if is_stated else 0), OPEN


def _steps(
    past: Past, rows: AbstractSet[TrancheId], changed: AbstractSet[TrancheId]
) -> list[tuple[frozenset[TrancheId], dict[Slot, int | None]]]:
    """Return the earlier bulletins' sums that still hold, each over more rows than the one before."""
    steps: list[tuple[frozenset[TrancheId], dict[Slot, int | None]]] = []
    for table in past.tables:
        members = tranches_of(table)
        if not members or not members <= rows or members & changed or (steps and not steps[-1][0] <= members):
            continue
        sums = {slot: number for slot, number in table.items() if slot[0] is None}
        if steps and steps[-1][0] == members:
            known = steps.pop()[1]
            sums = {slot: sums.get(slot) if known.get(slot) is None else known[slot] for slot in {*known, *sums}}
        steps.append((members, sums))
    return steps
