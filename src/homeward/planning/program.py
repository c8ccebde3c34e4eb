"""The integer program: how many of each kind cross in each tranche, under the terms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from homeward.model.plans import Row
from homeward.model.terms import Commitment, Direction, Op, Parity, Terms
from homeward.planning.units import Kind, commitment_slots, features

OUTSIDE: Final = 0
"""Slot of those who cross in the first tranche beyond the agreed number (GC III 109). Tranches count from 1."""

STRUCTURE: Final = ""
"""Name of rows no term stands behind: nobody crosses twice, and the seriously sick and wounded cross first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """How many units of one kind take one slot."""

    kind: int
    slot: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Kinds, the columns that count them, and the rows the terms put on the columns."""

    kinds: tuple[Kind, ...]
    columns: tuple[Column, ...]
    upper: tuple[int, ...]
    rows: tuple[Row, ...]
    tranches: int


def build(kinds: Sequence[Kind], terms: Terms) -> Model:
    """
    Write *terms* as rows over *kinds*.

    A unit with a seriously sick or wounded person takes a place in the first tranche or travels outside the total; a
    place nobody promised has no column. A number that limits (``EQ``, ``UP_TO``, parity) counts those inside the total;
    a number owed (``AT_LEAST``, ``ALL``) is kept by everybody who crosses.
    """
    columns = tuple(Column(kind=number, slot=slot) for number, kind in enumerate(kinds) for slot in _slots(kind))
    bare = Model(
        kinds=tuple(kinds),
        columns=columns,
        upper=tuple(len(kinds[column.kind].units) for column in columns),
        rows=(),
        tranches=len(terms.tranches),
    )
    rows = [*_structure(bare), *_commitments(bare, terms), *_parities(bare, terms)]
    return Model(kinds=bare.kinds, columns=columns, upper=bare.upper, rows=tuple(rows), tranches=bare.tranches)


def size_of(kind: Kind) -> int:
    """Return the people in one unit of *kind*."""
    return len(kind.model.refs)


def _slots(kind: Kind) -> tuple[int, ...]:
    if not kind.model.is_serious:
        return kind.model.slots
    return (OUTSIDE, 1) if 1 in kind.model.slots else (OUTSIDE,)


def _structure(model: Model) -> Iterator[Row]:
    of_kind: dict[int, list[int]] = defaultdict(list)
    for index, column in enumerate(model.columns):
        of_kind[column.kind].append(index)
    for number, indices in of_kind.items():
        kind = model.kinds[number]
        yield Row(
            name=STRUCTURE,
            columns=tuple(indices),
            coefficients=(1,) * len(indices),
            lower=len(kind.units) if kind.model.is_serious else None,
            upper=len(kind.units),
        )


def _commitments(model: Model, terms: Terms) -> Iterator[Row]:
    for one in terms.promises:
        slots = set(commitment_slots(one, terms))
        is_limit = one.op in (Op.EQ, Op.UP_TO)
        if not is_limit and 1 in slots:
            slots.add(OUTSIDE)
        feature = features(terms).index(one.category)
        lower, upper = _bounds(model, one, feature)
        yield _row(one.id, list(_counted(model, feature, one.direction, slots)), lower, upper)


def _bounds(model: Model, one: Commitment, feature: int) -> tuple[int | None, int | None]:
    if one.op is Op.ALL:
        of_direction = (kind for kind in model.kinds if kind.model.direction == one.direction)
        return _obliged(of_direction, feature), None
    return (None if one.op is Op.UP_TO else one.count), (None if one.op is Op.AT_LEAST else one.count)


def _obliged(kinds: Iterable[Kind], feature: int) -> int:
    return sum(kind.model.counts[feature] * len(kind.units) for kind in kinds)


def _parities(model: Model, terms: Terms) -> Iterator[Row]:
    for one in terms.parities:
        for there, back in facing(terms.directions):
            for last in range(1, model.tranches + 1):
                yield _parity(model, one, (there, back), features(terms).index(one.category), last)


def _parity(model: Model, one: Parity, pair: tuple[Direction, Direction], feature: int, last: int) -> Row:
    slots = set(range(1, last + 1))
    there = _counted(model, feature, pair[0], slots)
    back = ((index, -count) for index, count in _counted(model, feature, pair[1], slots))
    return _row(one.id, [*there, *back], -one.slack, one.slack)


def facing(directions: Sequence[Direction]) -> tuple[tuple[Direction, Direction], ...]:
    """
    Return the pairs of directions a parity compares: each direction with its way back.

    Where an exchange has exactly two directions they are compared, whoever the parties are.
    """
    if len(directions) == 2:  # noqa: PLR2004 - there and back
        return ((directions[0], directions[1]),)
    backs = ((one, Direction(holder=one.receiver, receiver=one.holder)) for one in directions)
    return tuple((one, back) for one, back in backs if one.holder < one.receiver and back in directions)


def _counted(model: Model, feature: int, direction: Direction, slots: set[int]) -> Iterator[tuple[int, int]]:
    for index, column in enumerate(model.columns):
        kind = model.kinds[column.kind].model
        if column.slot in slots and kind.direction == direction and kind.counts[feature]:
            yield index, kind.counts[feature]


def _row(name: str, parts: Sequence[tuple[int, int]], lower: int | None, upper: int | None) -> Row:
    ordered = sorted(parts)
    return Row(
        name=name,
        columns=tuple(index for index, _ in ordered),
        coefficients=tuple(count for _, count in ordered),
        lower=lower,
        upper=upper,
    )
