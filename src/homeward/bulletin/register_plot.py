"""The register as a drawing that needs no script: people returned over time, and exchange by exchange."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from homeward.bulletin.markup import Element, el, render
from homeward.model.register import Flow, PastExchange
from homeward.model.terms import Direction
from homeward.register import span

_WIDTH: Final = 960
_LEFT, _RIGHT = 64, 936
_CURVE = (104, 344)
_BARS = (424, 664)
_TABLE: Final = 720
_ROW: Final = 24
_WIDEST: Final = 44
_ROOM: Final = 24
"""Left free after the last step: a line that ends in a rise would end unseen."""

_NAMES: Final = ("first", "second", "third", "fourth")
MOST_FLOWS: Final = len(_NAMES)

# Flows differ by line and filling before colour: solid, broken, dotted, both; full, empty, and in grey print too.
_STYLE: Final = """
svg{background:#fff}
text{font:14px "Noto Sans",system-ui,"DejaVu Sans",sans-serif;fill:#14212b}
.title{font-size:22px;font-weight:600}.soft{fill:#45545f}.head{font-weight:600}.end{text-anchor:end}
.mid{text-anchor:middle}.base{stroke:#45545f;stroke-width:1}.grid{stroke:#c9d2d6;stroke-width:1}
.line{fill:none;stroke-width:2.5}.first{stroke:#34508c}.second{stroke:#9a5b13;stroke-dasharray:9 5}
.third{stroke:#14212b;stroke-dasharray:2 4}.fourth{stroke:#45545f;stroke-dasharray:9 4 2 4}
.bar.first{fill:#34508c}.bar.second{fill:#fff;stroke-width:1.5;stroke-dasharray:none}
.bar.third{fill:#14212b}.bar.fourth{fill:#fff;stroke-width:1.5;stroke-dasharray:none}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """One flow over all exchanges: its direction, its class, and each exchange's least number (None: not known)."""

    direction: Direction
    name: str
    persons: tuple[int | None, ...]

    @property
    def label(self) -> str:
        return f"{self.direction.holder} to {self.direction.receiver}"

    @property
    def known(self) -> int:
        return sum(number or 0 for number in self.persons)


def register_plot(exchanges: Sequence[PastExchange], *, title: str) -> bytes | None:
    """
    Draw *exchanges* of one conflict as one SVG file: the running sum of each flow, each exchange, and a table by year.

    Every number is the least of what was told, so each line reads "at least". An exchange without a number is marked,
    and adds nothing. Handovers of bodies alone, and numbers that tell no ways apart, are not drawn. The text of the
    table stands in the description too, for those who do not see the drawing.

    Returns:
        The file, or None where there are no flows between two parties, or more than four.
    """
    drawn = sorted((one for one in exchanges if _has_people(one)), key=lambda one: (one.on.earliest, one.id))
    ways = _ways(drawn)
    if not drawn or not 1 <= len(ways) <= MOST_FLOWS:
        return None
    table = _by_year(drawn, ways)
    height = _TABLE + _ROW * (len(table) + 2)
    drawing = el(
        "svg",
        el("title", title, id="title"),
        el("desc", _description(table, ways), id="desc"),
        el("style", _STYLE),
        el("text", title, class_="title", x=_LEFT - 40, y=40),
        *_legend(ways),
        *_curves(drawn, ways),
        *_bars(drawn, ways),
        *_drawn_table(table, ways),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_WIDTH} {height}",
        role="img",
        aria_labelledby="title desc",
    )
    return f"{render(drawing)}\n".encode()


def _has_people(one: PastExchange) -> bool:
    return any(flow.direction is not None and span(flow) != (0, 0) for flow in one.flows)


def _ways(drawn: Sequence[PastExchange]) -> list[_Way]:
    found = sorted({flow.direction for one in drawn for flow in one.flows if flow.direction is not None}, key=str)
    return [
        _Way(direction=way, name=name, persons=tuple(_least(one.flows, way) for one in drawn))
        for way, name in zip(found, _NAMES, strict=False)
        if len(found) <= MOST_FLOWS
    ]


def _least(flows: Iterable[Flow], way: Direction) -> int | None:
    """Return the least number of the flow; None where none is told; zero where the exchange has no such flow."""
    for flow in flows:
        if flow.direction == way:
            return span(flow)[0] if any(told.persons is not None for told in flow.told) else None
    return 0


def _legend(ways: Sequence[_Way]) -> list[Element]:
    pieces = []
    for place, way in enumerate(ways):
        x = _LEFT + 220 * place
        pieces.append(el("line", class_=f"line {way.name}", x1=x, y1=67, x2=x + 44, y2=67))
        pieces.append(el("text", way.label, x=x + 54, y=72))
    return pieces


def _curves(drawn: Sequence[PastExchange], ways: Sequence[_Way]) -> list[Element]:
    top, bottom = _CURVE
    first, last = drawn[0].on.earliest, max(one.on.latest for one in drawn)
    most = _round_up(max(way.known for way in ways))
    pieces = [*_grid(most, top, bottom), *_years(first, last, bottom)]
    for number, way in enumerate(ways):
        path, total, y = f"M{_LEFT} {bottom}", 0, bottom
        for one, persons in zip(drawn, way.persons, strict=True):
            total += persons or 0
            y = bottom - (bottom - top) * total // most
            path += f"H{_at(one.on.latest, first, last)}V{y}"
        pieces.append(el("path", class_=f"line {way.name}", d=f"{path}H{_RIGHT}"))
        pieces.append(
            el("text", f"{way.label}: at least {total:,}", class_="head", x=_LEFT + 12, y=top + 20 + 20 * number)
        )
    return pieces


def _bars(drawn: Sequence[PastExchange], ways: Sequence[_Way]) -> list[Element]:
    top, bottom = _BARS
    band = (bottom - top) // len(ways)
    most = max(max((number or 0 for number in way.persons), default=0) for way in ways) or 1
    step = min(_WIDEST, (_RIGHT - _LEFT) / len(drawn))
    pieces = [el("text", "Each exchange; ? stands for a number that is not known", class_="head", x=_LEFT, y=top - 22)]
    for row, way in enumerate(ways):
        base = top + band * (row + 1) - 8
        pieces.append(el("line", class_="base", x1=_LEFT, y1=base, x2=_RIGHT, y2=base))
        pieces.append(el("text", way.label, class_="soft", x=_LEFT, y=base - band + 24))
        for place, persons in enumerate(way.persons):
            x = round(_LEFT + step * place + step * 0.15, 1)
            pieces += _bar(way, persons, (x, base), (round(step * 0.7, 1), (band - 36) * (persons or 0) // most))
    return [*pieces, *_turns(drawn, step, bottom)]


def _bar(way: _Way, persons: int | None, place: tuple[float, int], size: tuple[float, int]) -> list[Element]:
    (x, base), (width, height) = place, size
    if persons is None:
        return [el("text", "?", class_="soft mid", x=str(round(x + width / 2, 1)), y=base - 3)]
    if not persons:
        return []
    height = max(height, 1)
    shape = el("rect", class_=f"bar {way.name}", x=str(x), y=base - height, width=str(width), height=height)
    return [shape]


def _turns(drawn: Sequence[PastExchange], step: float, bottom: int) -> list[Element]:
    """Mark where a new year starts among the bars, as far as labels have room."""
    pieces, seen, end = [], set(), 0.0
    for place, one in enumerate(drawn):
        year, x = one.on.earliest.year, _LEFT + step * place
        if year not in seen and x >= end:
            pieces.append(el("text", str(year), class_="soft", x=str(round(x, 1)), y=bottom + 16))
            end = x + 44
        seen.add(year)
    return pieces


def _drawn_table(table: Sequence[tuple[str, ...]], ways: Sequence[_Way]) -> list[Element]:
    heads = ("year", *(f"{way.label}, at least" for way in ways), "exchanges", "without a number")
    pieces = []
    for line, cells in enumerate((heads, *table)):
        for column, cell in enumerate(cells):
            right = _LEFT + 40 if not column else _LEFT + 40 + (_RIGHT - _LEFT - 40) * column // (len(heads) - 1)
            place = {"x": right, "y": _TABLE + _ROW * line}
            pieces.append(el("text", cell, class_="end" if line else "end head", **place))
    return pieces


def _by_year(drawn: Sequence[PastExchange], ways: Sequence[_Way]) -> list[tuple[str, ...]]:
    rows = []
    for year in sorted({one.on.earliest.year for one in drawn}):
        places = [place for place, one in enumerate(drawn) if one.on.earliest.year == year]
        sums = [sum(way.persons[place] or 0 for place in places) for way in ways]
        silent = sum(any(way.persons[place] is None for way in ways) for place in places)
        rows.append((str(year), *(f"{number:,}" for number in sums), str(len(places)), str(silent)))
    return rows


def _description(table: Sequence[tuple[str, ...]], ways: Sequence[_Way]) -> str:
    lines = [
        f"{year}: {', '.join(f'{way.label} at least {cell}' for way, cell in zip(ways, cells, strict=False))}, "
        f"{cells[-2]} exchanges, {cells[-1]} of them without a number for one flow or all."
        for year, *cells in table
    ]
    return f"People returned by year, the least of what was told. {' '.join(lines)}"


def _grid(most: int, top: int, bottom: int) -> list[Element]:
    pieces = []
    for part in range(5):
        y = bottom - (bottom - top) * part // 4
        pieces.append(el("line", class_="grid" if part else "base", x1=_LEFT, y1=y, x2=_RIGHT, y2=y))
        pieces.append(el("text", f"{most * part // 4:,}", class_="soft end", x=_LEFT - 8, y=y + 5))
    return pieces


def _years(first: date, last: date, bottom: int) -> list[Element]:
    every = max(1, (last.year - first.year) // 10)
    years = [date(year, 1, 1) for year in range(first.year, last.year + 1, every) if date(year, 1, 1) >= first]
    marks = years or [first]
    return [el("text", str(day.year), class_="soft mid", x=_at(day, first, last), y=bottom + 20) for day in marks]


def _at(day: date, first: date, last: date) -> int:
    return _LEFT + (_RIGHT - _ROOM - _LEFT) * (day - first).days // max(1, (last - first).days)


def _round_up(most: int) -> int:
    """Return the next number with one or two figures and zeros, of which quarters are whole."""
    scale = 4
    while scale * 10 < most:
        scale *= 10
    return max(4, -(-most // scale) * scale)
