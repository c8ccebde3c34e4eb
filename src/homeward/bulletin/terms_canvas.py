"""A sheet to draw an agreement on: text that wraps, lines and marks, mirrored for languages from right to left."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from homeward.bulletin.markup import Element, clean, el

LINE: Final = 21
"""Pixels from one line of text to the next."""

SIZE: Final = 14
"""Pixels. The size of text; small print is SMALL."""

SMALL: Final = 12

# Shares of the size, on the wide side of common sans-serif faces, so that a wrapped line never runs out of its column.
_NARROW: Final = frozenset("iljtfr.,:;'|!()[]·-– iі")
_WIDE: Final = frozenset("mwMWQO@%жшщюыфмЖШЩЮЫФМДО→←")
_SPACES: Final = re.compile(r"[ \t\n]+")  # not the space inside a number
_SHARES: Final = {"narrow": 0.36, "wide": 0.92, "upper": 0.7, "plain": 0.6}

STYLE: Final = """
svg{color-scheme:light dark;--paper:#f7f8f6;--card:#fff;--ink:#14212b;--soft:#45545f;--line:#c9d2d6;--deep:#0b3d4c;
--mark:#34508c}
@media (prefers-color-scheme:dark){svg{--paper:#0b0f12;--card:#12191e;--ink:#e9e2d6;--soft:#b3b0a7;--line:#33414a;
--deep:#9fd0dd;--mark:#9db6f2}}
@media print{svg{color-scheme:light;--paper:#fff;--card:#fff;--ink:#000;--soft:#333;--line:#999;--deep:#000;
--mark:#000}}
text{font:400 14px "Noto Sans","Noto Sans Arabic",system-ui,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;fill:var(--ink);
font-variant-numeric:tabular-nums lining-nums}
.title{font-size:20px;font-weight:600;fill:var(--deep)}
.head{font-size:17px;font-weight:600;fill:var(--deep)}
.strong{font-weight:600}
.soft{fill:var(--soft)}
.small{font-size:12px;fill:var(--soft)}
.lane{font-size:12px;font-weight:600;fill:var(--soft);text-anchor:middle}
.mid{text-anchor:middle}
.paper{fill:var(--paper)}
.box{fill:var(--card);stroke:var(--line);stroke-width:1.5}
.rule{stroke:var(--line);stroke-width:1}
.way{stroke:var(--line);stroke-width:2}
.join{stroke:var(--mark);stroke-width:3}
.arrow{fill:none;stroke:var(--mark);stroke-width:1.5}
.tip{fill:var(--mark)}
.dot{fill:var(--card);stroke:var(--mark);stroke-width:2.5}
.open{fill:var(--card);stroke:var(--soft);stroke-width:2;stroke-dasharray:3 3}
.number{font-size:12px;font-weight:600;text-anchor:middle}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet of a width; *is_mirrored*: what would stand at the left stands at the right."""

    width: int
    is_mirrored: bool

    def x(self, left: int) -> int:
        """Return the place *left* pixels from where a line of text begins."""
        return self.width - left if self.is_mirrored else left

    def text(self, lines: Sequence[str], left: int, top: int, *, style: str | None = None) -> list[Element]:
        """Write lines below each other, the first on the line *top*."""
        return [
            el("text", line, class_=style, x=self.x(left), y=top + LINE * number) for number, line in enumerate(lines)
        ]

    def line(self, start: tuple[int, int], end: tuple[int, int], style: str) -> Element:
        """Draw a straight line."""
        return el("line", class_=style, x1=self.x(start[0]), y1=start[1], x2=self.x(end[0]), y2=end[1])

    def box(self, left: int, top: int, width: int, height: int) -> Element:
        """Draw a box for text."""
        corner = self.x(left + width) if self.is_mirrored else left
        return el("rect", class_="box", x=corner, y=top, width=width, height=height, rx=8)

    def mark(self, left: int, top: int, number: str | None, *, style: str = "dot") -> list[Element]:
        """Draw a round mark, with a number in it where there is one."""
        circle = el("circle", class_=style, cx=self.x(left), cy=top, r=13 if number else 6)
        return [circle, el("text", number, class_="number", x=self.x(left), y=top + 4)] if number else [circle]

    def arrow(self, points: Sequence[tuple[int, int]]) -> list[Element]:
        """Draw an arrow along *points*; its last stretch is level."""
        (before, _), (end, y) = points[-2], points[-1]
        back = -8 if (before < end) != self.is_mirrored else 8
        tip = self.x(end)
        path = "".join(f"{'ML'[place > 0]}{self.x(x)} {at}" for place, (x, at) in enumerate(points))
        return [
            el("path", class_="arrow", d=path),
            el("path", class_="tip", d=f"M{tip} {y}l{back} -5v10Z"),
        ]


def wrapped(text: str, width: int, *, size: int = SIZE) -> list[str]:
    """
    Break *text* into lines that fit into *width* pixels; a word that is too long is broken, a number is not.

    Law: the lines hold every character of the text but the spaces at which it was broken.
    """
    lines: list[str] = []
    for word in (piece for each in _SPACES.split(clean(text).strip()) if each for piece in _pieces(each, width, size)):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _length(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _pieces(word: str, width: int, size: int) -> Iterable[str]:
    piece = ""
    for character in word:
        if piece and _length(piece + character, size) > width:
            yield piece
            piece = ""
        piece += character
    yield piece


def _length(text: str, size: int) -> float:
    return size * sum(_SHARES[_kind(character)] for character in text)


def _kind(character: str) -> str:
    if character in _NARROW:
        return "narrow"
    if character in _WIDE:
        return "wide"
    return "upper" if character.isupper() else "plain"
