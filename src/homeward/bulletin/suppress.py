"""The one place where a count becomes public."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Final

from homeward.bulletin.counting import Public, arrived_cells
from homeward.bulletin.exposure import exposure_findings
from homeward.bulletin.flow import Network
from homeward.bulletin.tables import (
    Past,
    Slot,
    Table,
    Wiring,
    changed_rows,
    order,
    past_of,
    promises,
    table_of,
    tranches_of,
    wire,
)
from homeward.model.figures import Cell, Figure, Stage
from homeward.model.ids import TrancheId
from homeward.model.terms import Direction, Terms

LEAST_CELL: Final = 10
"""Fewest people a public number may stand for, whatever the terms say: fewer point at people."""

_ROW, _COLUMN, _TRANCHE, _WHOLE = 1, 4, 6, 12
"""What it costs a reader to lose a number: a cell, a category's total, a tranche's total, the total."""

_PERSONS: Final = 2**24
"""Larger than any count: among numbers that cost a reader the same, the smaller is withheld."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Before:
    """The cells of earlier bulletins, oldest first, and which of them are corrections."""

    cells: Sequence[Sequence[Cell]]
    corrections: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """What protects one direction: its true numbers, those agreed, earlier bulletins, and what they fix."""

    table: Table
    agreed: Table
    past: Past
    changed: frozenset[TrancheId]
    frozen: frozenset[Slot]


def smallest_cell(terms: Terms) -> int:
    """Return k, the fewest people a published number may stand for: terms may ask for more than 10, never less."""
    return max(LEAST_CELL, terms.publicity.min_cell)


def publishable(
    figures: Sequence[Figure],
    terms: Terms,
    *,
    previous: Sequence[Sequence[Cell]] = (),
    corrections: AbstractSet[int] = frozenset(),
) -> tuple[Cell, ...]:
    """
    Decide which counts may be published after the bulletins *previous* (oldest first).

    *corrections* are the places of corrections among *previous*, counted from 0; the place after them is this one's.
    From a correction on, a count may lie below those before it; everything else holds across it.

    Published at most: numbers the agreement fixes, and people returned, once every act of the tranche in that direction
    has a confirmed arrival. Nothing is published of handovers, of tranches to come (unless the terms make them public),
    or when the terms say never. Totals are recounted from the rows published. With k = :func:`smallest_cell`:

    - a number of 1 to k - 1 people is withheld; zeros are never withheld;
    - a returned number that differs from the number promised in the same place, or in its parts taken together, by 1 to
      k - 1 is withheld, whether the tranche is closed or not: the difference would count refusals, residuals or people
      sent home beyond the total;
    - a number that differs from an earlier bulletin's in the same place by 1 to k - 1 is withheld; a number that stands
      as it was published stays published;
    - then as many other numbers are withheld as it takes that no withheld number can be worked out: read from every
      published number and all bulletins together, each could be k or more, is not fixed, and its distance from the
      agreed and the earlier number could be k or more. Small cells go before totals.

    The law of the result: what is published with a larger k is a part of what is published with a smaller one, and
    :func:`homeward.bulletin.exposure.exposure_findings` finds nothing. A limit we accept: who knows these rules learns
    that *some* small number stands behind a withheld one, not which number, nor how large it is. Agreed numbers under k
    are left out rather than withheld: an agreement is public or secret by its own terms.

    Raises:
        Refusal: ``BULLETIN-1`` for figures that contradict each other.

    Source: cell suppression in two-way tables (Cox 1980; Gusfield 1988); ICRC, Handbook on Data Protection in
        Humanitarian Action (3rd ed., 2024), on publishing aggregates.
    """
    public = arrived_cells(figures, terms, smallest_cell(terms))
    return _protected(public, _Before(cells=previous, corrections=frozenset(corrections)), smallest_cell(terms))


def safe_after(
    previous: Sequence[Sequence[Cell]],
    new: Sequence[Cell],
    *,
    k: int = LEAST_CELL,
    corrections: AbstractSet[int] = frozenset(),
) -> tuple[Cell, ...]:
    """
    Withhold from *new* whatever would be too small, or become so, beside the *previous* bulletins (oldest first).

    *new* holds the true numbers; cells already withheld stay so. The rules are those of :func:`publishable`; cells keep
    their order, and only ``persons`` may turn to ``None``.
    """
    before = _Before(cells=previous, corrections=frozenset(corrections))
    return _protected(Public(cells=tuple(new), promised=frozenset()), before, k)


def _protected(public: Public, previous: _Before, k: int) -> tuple[Cell, ...]:
    directions = sorted({cell.direction for cell in public.cells}, key=str)
    sides = {direction: _side(public.cells, previous, direction) for direction in directions}
    hidden: dict[Direction, frozenset[Slot]] = dict.fromkeys(directions, frozenset())
    # Level by level: so a larger k starts from what a smaller one withheld, and never reveals more.
    for level in range(LEAST_CELL, max(k, LEAST_CELL) + 1):
        for direction, side in sides.items():
            small = {slot for slot in side.table if _is_small(side, slot, level)}
            small |= {slot for way, slot, gap in public.promised if way == direction and gap < level}
            hidden[direction] = _closed(side, (hidden[direction] | small) - side.frozen, level)
        if previous.cells:
            hidden = _coarser(public.cells, hidden, sides, previous, level)
    return _withheld(public.cells, hidden)


def _side(cells: Sequence[Cell], previous: _Before, direction: Direction) -> _Side:
    table, past = table_of(cells, direction), past_of(previous.cells, direction, previous.corrections)
    changed = changed_rows(table, past)
    # What is public cannot be taken back: as long as it stands, withholding it would only look like protection.
    frozen = {slot for slot, number in table.items() if number is not None and past.said(slot)[-1:] == (number,)}
    agreed = table_of(cells, direction, Stage.AGREED)
    return _Side(table=table, agreed=agreed, past=past, changed=changed, frozen=frozenset(frozen))


def _is_small(side: _Side, slot: Slot, level: int) -> bool:
    number = side.table[slot]
    if number is None:
        return True
    if number == 0:
        return False
    gaps = [abs(number - other) for other in (*side.past.said(slot), *_agreed(side, slot))]
    return number < level or any(0 < gap < level for gap in gaps)


def _agreed(side: _Side, slot: Slot, rows: AbstractSet[TrancheId] | None = None) -> tuple[int, ...]:
    categories = frozenset(category for _, category in side.table if category is not None)
    return promises(side.agreed, slot, tranches_of(side.table) if rows is None else rows, categories)


def _closed(side: _Side, hidden: frozenset[Slot], level: int) -> frozenset[Slot]:
    """Add to *hidden* what protects it; everything, where the numbers contradict the earlier bulletins."""
    while True:
        wiring = wire(side.table, hidden, side.past, side.changed)
        if not wiring.network.settle():
            return frozenset(slot for slot, number in side.table.items() if number != 0 and slot not in side.frozen)
        more = next(_remedies(side, wiring, hidden, level), None)
        if more is None:
            return hidden
        hidden |= more


def _remedies(side: _Side, wiring: Wiring, hidden: AbstractSet[Slot], level: int) -> Iterator[frozenset[Slot]]:
    slots = {arc: slot for slot, arc in wiring.arcs.items()}
    prices = {
        arc: _price(slot, number)
        for slot, arc in wiring.arcs.items()
        if (number := side.table.get(slot)) and slot not in hidden and slot not in side.frozen
    }
    targets = [(arc, _agreed(side, slot), side.past.said(slot)) for slot, arc in _hidden_arcs(wiring, hidden)]
    targets += [(arc, _agreed(side, slot, rows), ()) for slot, rows, arc in wiring.earlier]
    old = {arc for _, _, arc in wiring.earlier}
    for arc, agreed, said in targets:
        # An earlier total may become known when its parts are published on purpose; it may not turn out to be small.
        for goal in _unmet(wiring.network, arc, agreed, said, level, may_be_fixed=arc in old):
            path = wiring.network.cheapest(arc, prices, forward=goal > wiring.network.value(arc))
            if path:
                yield frozenset(slots[step] for step in path)


def _price(slot: Slot, number: int) -> int:
    weights = {(True, True): _WHOLE, (True, False): _COLUMN, (False, True): _TRANCHE, (False, False): _ROW}
    weight = weights[slot[0] is None, slot[1] is None]
    return weight * _PERSONS + min(number, _PERSONS - 1)


def _hidden_arcs(wiring: Wiring, hidden: AbstractSet[Slot]) -> list[tuple[Slot, int]]:
    return [(slot, wiring.arcs[slot]) for slot in sorted(hidden, key=order)]


def _unmet(
    network: Network, arc: int, agreed: Sequence[int], said: Sequence[int], level: int, *, may_be_fixed: bool
) -> Iterator[int]:
    """Yield the values a withheld number should be able to take and cannot; the solution at hand is the nearest."""
    for number in agreed:
        floor = number - level
        if network.raise_to(arc, number + level) < number + level and (
            floor < 1 or network.lower_to(arc, floor) > floor
        ):
            # Readers expect no more than was agreed: the way down hides better, the way up is always there.
            yield from (floor,) if floor >= 1 else ()
            network.raise_to(arc, number + level)
            yield number + level
    goal = max((level, *(number + level for number in said)))
    if network.raise_to(arc, goal) < goal:
        yield goal
    top = network.raise_to(arc, network.value(arc) + 1)
    if not may_be_fixed and network.lower_to(arc, top - 1) == top:
        network.raise_to(arc, top + 1)
        yield top + 1


def _coarser(
    cells: Sequence[Cell],
    hidden: dict[Direction, frozenset[Slot]],
    sides: dict[Direction, _Side],
    previous: _Before,
    level: int,
) -> dict[Direction, frozenset[Slot]]:
    """Withhold totals, then everything new, where the auditor still finds a number: late arrivals can do that."""
    for is_whole in (True, False):
        found = _exposed(_withheld(cells, hidden), previous, level)
        hidden = {
            direction: slots | _nonzero(sides[direction], is_whole=is_whole) if str(direction) in found else slots
            for direction, slots in hidden.items()
        }
    return hidden


def _exposed(cells: Sequence[Cell], previous: _Before, level: int) -> set[str]:
    found = exposure_findings(cells, previous.cells, level, corrections=previous.corrections)
    return {one.where.source for one in found if one.code != "BULLETIN-4"}


def _nonzero(side: _Side, *, is_whole: bool) -> frozenset[Slot]:
    slots: Iterable[Slot] = (slot for slot, number in side.table.items() if number != 0 and slot not in side.frozen)
    return frozenset(slot for slot in slots if slot[0] is None or not is_whole)


def _withheld(cells: Sequence[Cell], hidden: dict[Direction, frozenset[Slot]]) -> tuple[Cell, ...]:
    return tuple(
        replace(one, persons=None)
        if one.stage is Stage.RETURNED and (one.tranche, one.category) in hidden[one.direction]
        else one
        for one in cells
    )
