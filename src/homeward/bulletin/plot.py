"""People returned over time, as a drawing that needs no script, with a title and a description in words."""

from __future__ import annotations

from datetime import date
from typing import Final

from homeward.bulletin.markup import Element, el, plain
from homeward.bulletin.reading import Row, Way, day, written
from homeward.bulletin.words import Words

_WIDTH, _HEIGHT = 360, 230
_LEFT, _RIGHT, _TOP, _BOTTOM = 4, 356, 44, 194
_LABELS: Final = 5
"""Labels that fit side by side on a phone."""


def step_plot(way: Way, words: Words, *, top: int, is_demo: bool) -> Element:
    """
    Draw how the number of people returned in one direction grew, tranche by tranche.

    *top* is the number at the upper edge: the same for all directions, so that equal heights are equal numbers. From
    the first withheld tranche on, a dotted line at the last published total stands for what is not said.
    """
    rows = [row for row in way.rows if row.has_arrived]
    names = {"holder": way.holder, "receiver": way.receiver}
    key = f"plot-{way.direction.holder}-{way.direction.receiver}"
    title = plain(words["plot_title"], **names)
    children = [
        el("title", f"{words['demo']}: {title}" if is_demo else title, id=f"{key}-title"),
        el("desc", _description(rows, words), id=f"{key}-desc"),
        *([el("text", words["demo"], x=_RIGHT, y=_TOP - 28, text_anchor="end")] if is_demo else []),
        *_goal(way, words, top),
        el("line", class_="base", x1=_LEFT, y1=_BOTTOM, x2=_RIGHT, y2=_BOTTOM),
        el("g", *_steps(rows, words, top), class_="other" if way.is_other else None),
    ]
    return el(
        "svg",
        *children,
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
        role="img",
        aria_labelledby=f"{key}-title {key}-desc",
        direction="ltr",
    )


def _description(rows: list[Row], words: Words) -> str:
    steps = [
        plain(words["plot_step"], date=day(row.on, words), count=written(row.total, words))
        for row in rows
        if row.on is not None and row.total is not None
    ]
    return plain(words["plot_desc"], steps=" ".join(steps))


def _goal(way: Way, words: Words, top: int) -> list[Element]:
    if way.agreed is None:
        return []
    height = _y(way.agreed, top)
    label = plain(words["plot_agreed"], count=written(way.agreed, words))
    return [
        el("line", class_="goal", x1=_LEFT, y1=height, x2=_RIGHT, y2=height),
        el("text", label, x=_LEFT, y=height - 9, text_anchor="start"),
    ]


def _steps(rows: list[Row], words: Words, top: int) -> list[Element]:
    known = rows[: next((number for number, row in enumerate(rows) if row.total is None), len(rows))]
    places = [(_x(number, len(rows)), row.total or 0) for number, row in enumerate(known)]
    line, end = f"M{_LEFT} {_BOTTOM}", _BOTTOM
    for x, total in places:
        end = _y(total, top)
        line += f"H{x}V{end}"
    right = _RIGHT if len(known) == len(rows) else _x(len(known), len(rows))
    line += f"H{right}"
    shapes = [el("path", class_="area", d=f"{line}V{_BOTTOM}Z"), el("path", class_="step", d=line)] if known else []
    if len(known) < len(rows):
        shapes.append(el("path", class_="lost", d=f"M{right if known else _LEFT} {end}H{_RIGHT}"))
        shapes.append(el("text", words["plot_withheld"], x=_RIGHT, y=end - 9, text_anchor="end"))
    return [*shapes, *_marks(places, words, top), *_dates(rows, words)]


def _marks(places: list[tuple[int, int]], words: Words, top: int) -> list[Element]:
    every = -(-len(places) // _LABELS) if places else 1
    marks = []
    for number, (x, total) in enumerate(places):
        y = _y(total, top)
        marks.append(el("circle", class_="dot", cx=x, cy=y, r=4))
        if (len(places) - 1 - number) % every == 0:
            # Beside the dot and under the line: the agreed number stands above it.
            marks.append(el("text", written(total, words), class_="number", x=x + 10, y=y + 21, text_anchor="start"))
    return marks


def _dates(rows: list[Row], words: Words) -> list[Element]:
    every = -(-len(rows) // _LABELS) if rows else 1
    return [
        el("text", _day_month(row.on, words), x=_x(number, len(rows)), y=_BOTTOM + 24)
        for number, row in enumerate(rows)
        if row.on is not None and (len(rows) - 1 - number) % every == 0
    ]


def _day_month(on: date, words: Words) -> str:
    return plain(words["day_month"], day=str(on.day), month=words.months[on.month - 1])


def _x(number: int, of: int) -> int:
    # A little room before the first step: the line starts at zero.
    return _LEFT + 24 + (_RIGHT - _LEFT - 24) * number // max(1, of)


def _y(total: int, top: int) -> int:
    return _BOTTOM - (_BOTTOM - _TOP) * total // max(1, top)
