"""Why two rows may be one person, as a drawing: the sum of the evidence, from what chance says to the total."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from homeward.bulletin.markup import Element, clean, el, render
from homeward.matching import Step, alone, doubt, waterfall
from homeward.model.matches import Match

_WIDTH: Final = 960
_LEFT, _RIGHT = 476, 872
_TOP, _ROW, _BAR = 116, 30, 18
_LONGEST_NAME: Final = 60
_MINUS: Final = "\N{MINUS SIGN}"

# For and against differ by filling and outline before colour, and each bar has its number beside it.
_STYLE: Final = """
svg{background:#fff}
text{font:14px "Noto Sans",system-ui,"DejaVu Sans",sans-serif;fill:#14212b;
font-variant-numeric:tabular-nums lining-nums}
.title{font-size:20px;font-weight:600}.soft{fill:#45545f}.end{text-anchor:end}.head{font-weight:600}
.grid{stroke:#c9d2d6;stroke-width:1}.base{stroke:#45545f;stroke-width:1.5}.join{stroke:#45545f;stroke-dasharray:2 3}
.for{fill:#34508c}.against{fill:#fff;stroke:#9a5b13;stroke-width:2}.total{fill:#14212b}
"""


def draw_pair(match: Match, *, names: tuple[str, str] | None = None) -> bytes:
    """
    Return the evidence of *match* as an SVG file: one bar for each field, each where the one before it ends.

    It needs no script, and says in its description everything that it draws. It holds row ids alone, unless *names* of
    both rows are given: then the file is personal data. Equal matches give equal bytes.
    """
    steps = waterfall(match)
    total = steps[-1].end if steps else 0.0
    title = f"Why {match.left} and {match.right} may be one person"
    rows = [*steps, Step(field="together", level="natural logarithm of the odds", start=0.0, end=total)]
    height = _TOP + _ROW * (len(rows) + 3)
    drawing = el(
        "svg",
        el("title", title, id="title"),
        el("desc", _description(rows, match), id="desc"),
        el("style", _STYLE),
        el("text", title, class_="title", x=24, y=38),
        *([el("text", " / ".join(_short(name) for name in names), class_="soft", x=24, y=62)] if names else []),
        *_heads(),
        *_axis(rows),
        *(piece for place, row in enumerate(rows) for piece in _bar(place, row, rows)),
        *_ends(match, len(rows)),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_WIDTH} {height}",
        role="img",
        aria_labelledby="title desc",
    )
    return f"{render(drawing)}\n".encode()


def _description(rows: Sequence[Step], match: Match) -> str:
    told = "; ".join(
        f"{_words(one.field)} ({one.level}) {_signed(one.weight)}, sum {_signed(one.end)}" for one in rows[:-1]
    )
    return f"{told}. {' '.join(_conclusions(match, rows[-1].end))}"


def _conclusions(match: Match, total: float) -> list[str]:
    found = doubt(match)
    return [
        f"Together {_signed(total)}: probability {alone(match):.4f} if neither row had a rival.",
        f"{match.probability:.4f} with all rivals counted.",
        *([f"Waits for people: {found.value}."] if found is not None else []),
    ]


def _heads() -> list[Element]:
    return [
        el("text", "what was compared", class_="head", x=24, y=_TOP - 24),
        el("text", f"against {_MINUS} | + for", class_="head", x=_LEFT, y=_TOP - 24),
        el("text", "adds", class_="head end", x=_WIDTH - 24, y=_TOP - 24),
    ]


def _axis(rows: Sequence[Step]) -> list[Element]:
    bottom, zero = _TOP + _ROW * len(rows), _x(0.0, rows)
    return [el("line", class_="base", x1=zero, y1=_TOP - 12, x2=zero, y2=bottom)]


def _bar(place: int, row: Step, rows: Sequence[Step]) -> list[Element]:
    top = _TOP + _ROW * place
    start, end = _x(row.start, rows), _x(row.end, rows)
    kind = "total" if place == len(rows) - 1 else "for" if row.weight > 0 else "against"
    pieces = [
        el("text", f"{_words(row.field)}: {row.level}", class_="head" if kind == "total" else None, x=24, y=top + 14),
        el("rect", class_=kind, x=min(start, end), y=top, width=max(abs(end - start), 1), height=_BAR),
        el("text", _signed(row.weight), class_="end", x=_WIDTH - 24, y=top + 14),
    ]
    if kind != "total":
        pieces.append(el("line", class_="join", x1=end, y1=top + _BAR, x2=end, y2=top + _ROW))
    return pieces


def _ends(match: Match, rows: int) -> list[Element]:
    total = waterfall(match)[-1].end if match.evidence else 0.0
    top = _TOP + _ROW * rows + 24
    return [
        el("text", line, class_="soft", x=24, y=top + 22 * number)
        for number, line in enumerate(_conclusions(match, total))
    ]


def _x(value: float, rows: Sequence[Step]) -> int:
    """Return the place of a sum between the least and the greatest that is reached; zero is always among them."""
    reached = [0.0, *(one.end for one in rows)]
    low, high = min(reached), max(reached)
    return round(_LEFT + (_RIGHT - _LEFT) * (value - low) / ((high - low) or 1.0))


def _words(field: str) -> str:
    return field.replace("_", " ")


def _signed(number: float) -> str:
    return f"{'+' if number >= 0 else _MINUS}{abs(number):.2f}"


def _short(name: str) -> str:
    whole = clean(name)
    return whole if len(whole) <= _LONGEST_NAME else f"{whole[: _LONGEST_NAME - 1]}…"
