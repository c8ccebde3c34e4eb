"""Figures that may be considered for publication, as cells with true numbers: nothing here leaves the unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from homeward.bulletin.tables import Slot, order, promises, tranches_of
from homeward.model.figures import Cell, Figure, Stage
from homeward.model.findings import Refusal
from homeward.model.ids import TrancheId
from homeward.model.terms import Commitment, CountsPublic, Direction, Op, Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Public:
    """
    Cells with true numbers, agreed numbers first; and how far returned numbers lie from what was promised.

    ``promised``: direction, slot and distance, for every counted promise, those without an exact number included.
    """

    cells: tuple[Cell, ...]
    promised: frozenset[tuple[Direction, Slot, int]]


def arrived_cells(figures: Sequence[Figure], terms: Terms, k: int) -> Public:
    """
    Return the cells that the terms and the arrivals allow, before any number is withheld.

    Raises:
        Refusal: ``BULLETIN-1`` for figures that contradict each other.
    """
    if terms.publicity.counts is CountsPublic.NEVER:
        return Public(cells=(), promised=frozenset())
    rows = {way: _rows(figures, way) for way in sorted({one.direction for one in figures}, key=str)}
    if terms.publicity.counts is CountsPublic.AFTER_LAST_ARRIVAL and not _all_arrived(rows, figures, terms):
        rows = {}
    dates = {tranche.id: on for tranche, on in terms.dated}
    arrived = {
        way: {row: numbers for row, numbers in of.items() if _has_arrived(figures, way, row)}
        for way, of in rows.items()
    }
    tables = {way: _with_totals(numbers) for way, numbers in arrived.items()}
    agreed = tuple(_agreed(terms, tables, dates, k))
    returned = tuple(
        _cell(Stage.RETURNED, way, slot, dates, table[slot])
        for way, table in tables.items()
        for slot in sorted(table, key=order)
    )
    return Public(cells=(*agreed, *returned), promised=frozenset(_promised(terms, tables)))


def _rows(figures: Sequence[Figure], way: Direction) -> dict[TrancheId | None, dict[Slot, int]]:
    """Return returned people by row; the sum over tranches is checked, then left to be counted again."""
    seen: set[tuple[object, ...]] = set()
    rows: dict[TrancheId | None, dict[Slot, int]] = {}
    for one in figures:
        if one.direction != way or one.stage is not Stage.RETURNED:
            continue
        mark = (one.tranche, one.category, one.proof)
        if mark in seen or one.persons < 0:
            raise _contradiction(f"{way}, tranche {one.tranche}: the same events are counted twice, or below zero")
        seen.add(mark)
        row = rows.setdefault(one.tranche, {})
        slot = (one.tranche, one.category)
        row[slot] = row.get(slot, 0) + one.persons
    for tranche, row in rows.items():
        _add_total(way, tranche, row)
    whole = rows.pop(None, None) if len(rows) > 1 else None
    if whole is not None and whole[None, None] != sum(row[tranche, None] for tranche, row in rows.items()):
        raise _contradiction(f"{way}: the tranches do not add up to the whole")
    return rows


def _add_total(way: Direction, tranche: TrancheId | None, row: dict[Slot, int]) -> None:
    parts = [number for (_, category), number in row.items() if category is not None]
    total = row.setdefault((tranche, None), sum(parts))
    if parts and total != sum(parts):
        raise _contradiction(f"{way}, tranche {tranche}: the categories do not add up to the total")


def _with_totals(rows: Mapping[TrancheId | None, Mapping[Slot, int]]) -> dict[Slot, int]:
    """Fill in zeros, and sums over the tranches; sums by category only where every tranche has its categories."""
    detailed = [tranche for tranche, row in rows.items() if len(row) > 1]
    categories = sorted({category for row in rows.values() for _, category in row if category is not None})
    table: dict[Slot, int] = {slot: number for row in rows.values() for slot, number in row.items()}
    table |= {(tranche, one): table.get((tranche, one), 0) for tranche in detailed for one in categories}
    if rows and None not in rows:
        sums: Counter[Slot] = Counter()
        for (_, category), number in table.items():
            if category is None or len(detailed) == len(rows):
                sums[None, category] += number
        table |= sums
    return table


def _has_arrived(figures: Sequence[Figure], way: Direction, row: TrancheId | None) -> bool:
    """Tell whether every handover of the tranche has a confirmed arrival: a convoy under way is never counted."""
    mine = [one for one in figures if one.direction == way and one.tranche == row]
    proven = {proof for one in mine if one.stage is Stage.RETURNED for proof in one.proof}
    return all(set(one.proof) <= proven for one in mine if one.stage is Stage.HANDED_OVER)


def _all_arrived(
    rows: Mapping[Direction, Mapping[TrancheId | None, object]], figures: Sequence[Figure], terms: Terms
) -> bool:
    moved = {(one.direction, one.tranche) for one in figures if one.stage is Stage.HANDED_OVER}
    is_whole = all(row in rows.get(way, {}) and _has_arrived(figures, way, row) for way, row in moved)
    seen = {row for of in rows.values() for row in of}
    return is_whole and bool(seen) and {tranche.id for tranche in terms.tranches} <= seen


def _agreed(
    terms: Terms, tables: Mapping[Direction, Mapping[Slot, int]], dates: Mapping[TrancheId, date], k: int
) -> Iterator[Cell]:
    promises: dict[tuple[Direction, Slot], set[int | None]] = {}
    for one in terms.commitments:
        if _is_public(one, terms, tables.get(one.direction, {})):
            exact = one.count if one.op is Op.EQ else None
            promises.setdefault((one.direction, (one.tranche, one.category)), set()).add(exact)
    for (way, slot), counts in sorted(promises.items(), key=lambda one: (str(one[0][0]), order(one[0][1]))):
        number = counts.pop() if len(counts) == 1 else None
        # Small numbers are left out, not withheld; and where two promises meet, no one number was agreed.
        if number is not None and (number == 0 or number >= k):
            yield _cell(Stage.AGREED, way, slot, dates, number)


def _is_public(one: Commitment, terms: Terms, table: Mapping[Slot, int]) -> bool:
    return one.tranche is None or terms.publicity.future_tranches or (one.tranche, None) in table


def _promised(terms: Terms, tables: Mapping[Direction, Mapping[Slot, int]]) -> Iterator[tuple[Direction, Slot, int]]:
    for way, table in tables.items():
        mine = [one for one in terms.commitments if one.direction == way and one.count is not None]
        stated = {(one.tranche, one.category): one.count for one in mine}
        categories = frozenset(category for _, category in table if category is not None)
        for slot, number in table.items():
            for promise in promises(stated, slot, tranches_of(table), categories):
                if number and number != promise:
                    yield way, slot, abs(number - promise)


def _cell(stage: Stage, way: Direction, slot: Slot, dates: Mapping[TrancheId, date], number: int) -> Cell:
    tranche, category = slot
    on = None if tranche is None else dates.get(tranche)
    return Cell(stage=stage, direction=way, tranche=tranche, on=on, category=category, persons=number)


def _contradiction(says: str) -> Refusal:
    return Refusal("BULLETIN-1", says, hint=_HINT, source="a bulletin's figures are counted from signed acts")


_HINT: Final = "count the figures from the record again; nothing was published"
