"""What a page asks of a bulletin: its directions, rows and numbers, and how they are written for people."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from homeward.bulletin.markup import Element, el, fill, plain
from homeward.bulletin.words import Words
from homeward.model.figures import Bulletin, Stage
from homeward.model.ids import CategoryId, TrancheId
from homeward.model.terms import Direction


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One tranche of a direction. ``persons`` None: withheld; ``agreed`` None: not stated; ``total``: so far."""

    tranche: TrancheId
    on: date | None
    agreed: int | None
    persons: int | None
    total: int | None
    has_arrived: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """
    One direction of a bulletin, its tranches in order of date.

    ``has_returned``: a count of people returned is in the bulletin, be it withheld. ``at_least``: the sum of what is
    published, where the total is withheld.
    """

    direction: Direction
    holder: str
    receiver: str
    is_other: bool
    agreed: int | None
    returned: int | None
    has_returned: bool
    at_least: int
    rows: tuple[Row, ...]
    categories: tuple[CategoryId, ...]
    cells: dict[tuple[TrancheId | None, CategoryId | None], int | None]
    promised: dict[tuple[TrancheId | None, CategoryId | None], int | None]


def ways(bulletin: Bulletin) -> tuple[Way, ...]:
    """Return the directions of *bulletin* in alphabetical order of party ids."""
    directions = sorted({cell.direction for cell in bulletin.cells}, key=str)
    return tuple(_way(bulletin, direction, number) for number, direction in enumerate(directions))


def written(number: int, words: Words) -> str:
    """Write a number with the language's sign between thousands; digits are Western in every language."""
    return f"{number:,}".replace(",", words.thousands)


def calculation(step: str, words: Words) -> Element:
    """Return a calculation in digits and signs, isolated, with the language's signs between digits."""
    signs = {",": words.thousands, ".": words.decimal}
    return el("bdi", re.sub(r"(?<=\d)[,.](?=\d)", lambda match: signs[match[0]], step), dir="ltr")


def day(on: date, words: Words) -> str:
    """Write a date with the name of its month: never misread, in no reading direction."""
    return plain(words.date, day=str(on.day), month=words.months[on.month - 1], year=str(on.year))


def dated(on: date | None, words: Words) -> Element:
    """Return a date as an element machines can read too."""
    if on is None:
        return el("span", words["undated"], class_="soft")
    return el("time", el("bdi", day(on, words), dir=words.direction), datetime=on.isoformat())


def counted(number: int | None, words: Words) -> Element:
    """Return a number that keeps its own direction, or the word that stands for a withheld one."""
    if number is None:
        return el("span", words["withheld"], class_="held")
    return el("bdi", written(number, words), dir="ltr")


def from_to(way: Way, words: Words, key: str) -> tuple[str | Element, ...]:
    """Return the text of *key* with the names of the two parties in it."""
    return fill(words[key], holder=way.holder, receiver=way.receiver)


def _way(bulletin: Bulletin, direction: Direction, number: int) -> Way:
    names = dict(bulletin.party_names)
    mine = [cell for cell in bulletin.cells if cell.direction == direction]
    cells = {(one.tranche, one.category): one.persons for one in mine if one.stage is Stage.RETURNED}
    agreed = {(one.tranche, one.category): one.persons for one in mine if one.stage is Stage.AGREED}
    dates = {one.tranche: one.on for one in mine if one.tranche is not None}
    rows = _rows(cells, agreed, dates)
    known = sum(row.persons for row in rows if row.persons is not None)
    return Way(
        direction=direction,
        holder=names.get(direction.holder, direction.holder),
        receiver=names.get(direction.receiver, direction.receiver),
        is_other=number % 2 == 1,
        agreed=agreed.get((None, None)),
        returned=cells.get((None, None)),
        has_returned=(None, None) in cells or any(row.has_arrived for row in rows),
        at_least=known,
        rows=rows,
        categories=tuple(sorted({category for _, category in cells if category is not None})),
        cells=cells,
        promised=agreed,
    )


def _rows(
    cells: dict[tuple[TrancheId | None, CategoryId | None], int | None],
    agreed: dict[tuple[TrancheId | None, CategoryId | None], int | None],
    dates: dict[TrancheId, date | None],
) -> tuple[Row, ...]:
    rows: list[Row] = []
    so_far: int | None = 0
    for tranche in sorted(dates, key=lambda one: (dates[one] or date.max, one)):
        persons = cells.get((tranche, None))
        has_arrived = (tranche, None) in cells
        if has_arrived:
            so_far = None if so_far is None or persons is None else so_far + persons
        rows.append(
            Row(
                tranche=tranche,
                on=dates[tranche],
                agreed=agreed.get((tranche, None), _by_category(tranche, cells, agreed)),
                persons=persons,
                total=so_far if has_arrived else None,
                has_arrived=has_arrived,
            )
        )
    return tuple(rows)


def _by_category(
    tranche: TrancheId,
    cells: dict[tuple[TrancheId | None, CategoryId | None], int | None],
    agreed: dict[tuple[TrancheId | None, CategoryId | None], int | None],
) -> int | None:
    """Return what was agreed for a tranche category by category, where that covers every category counted there."""
    counted_there = [category for row, category in cells if row == tranche and category is not None]
    parts = [agreed.get((tranche, category)) for category in counted_there]
    known = [number for number in parts if number is not None]
    return sum(known) if known and len(known) == len(parts) else None
