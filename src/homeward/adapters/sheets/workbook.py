"""What a workbook says about itself: its sheets, where they lie, and how its dates are shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from homeward.adapters.sheets.archive import Parts, Refused
from homeward.adapters.sheets.rules import MOST_SHEETS, Rule
from homeward.adapters.sheets.xml import walk

BOOK: Final = "xl/workbook.xml"
BOOK_LINKS: Final = "xl/_rels/workbook.xml.rels"
STYLES: Final = "xl/styles.xml"
STRINGS: Final = "xl/sharedStrings.xml"

_SHORT: Final = frozenset({16, 17})
"""Built-in formats that show a day and month, or a month and year, only (ECMA-376 part 1, 18.8.30)."""

_QUOTED: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_TRUE: Final = ("1", "true", "on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: the name people see, the part it lies in, and whether people see it."""

    name: str
    part: str
    is_hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A workbook: its sheets in order, whether days count from 1904, and the styles that show only a part of a day."""

    sheets: tuple[Sheet, ...]
    is_1904: bool
    short_styles: frozenset[int]


@dataclass(slots=True)
class _Links:
    """The targets of relationships by id, and those outside the workbook."""

    targets: dict[str, str] = field(default_factory=dict)
    outside: list[str] = field(default_factory=list)
    addresses: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name != "Relationship":
            return
        kind, target = attributes.get("Type", ""), attributes.get("Target", "")
        if attributes.get("TargetMode", "").lower() != "external":
            self.targets[attributes.get("Id", "")] = target
        elif kind.endswith("/hyperlink"):
            self.addresses += 1
        else:
            self.outside.append(kind.rpartition("/")[2] or "a link")

    def text(self, text: str) -> None:
        """Have no use for text."""

    def end(self, name: str) -> None:
        """Have no use for ends."""


@dataclass(slots=True)
class _Book:
    sheets: list[tuple[str, str, bool]] = field(default_factory=list)
    is_1904: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", ""), attributes.get("id", ""), hidden))
        elif name == "workbookPr":
            self.is_1904 = attributes.get("date1904", "").lower() in _TRUE

    def text(self, text: str) -> None:
        """Have no use for text."""

    def end(self, name: str) -> None:
        """Have no use for ends."""


@dataclass(slots=True)
class _Styles:
    """The number format of each style, in the order cells count them by."""

    formats: dict[int, str] = field(default_factory=dict)
    of_styles: list[int] = field(default_factory=list)
    _inside: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            self.formats[_number(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._inside = True
        elif name == "xf" and self._inside:
            self.of_styles.append(_number(attributes.get("numFmtId")))

    def text(self, text: str) -> None:
        """Have no use for text."""

    def end(self, name: str) -> None:
        self._inside = self._inside and name != "cellXfs"


def read_book(parts: Parts) -> Book:
    """
    Return what a workbook says about itself.

    Raises:
        Refused: for links to the outside (``SHEET-10``), too many sheets (``SHEET-12``) and unreadable parts.
    """
    links = links_of(parts)
    book, styles = _Book(), _Styles()
    walk(parts.read(BOOK), book, name=BOOK, where=parts.where)
    if STYLES in parts.names:
        walk(parts.read(STYLES), styles, name=STYLES, where=parts.where)
    if len(book.sheets) > MOST_SHEETS:
        raise Refused(Rule.MANY_SHEETS.found(parts.where, seen=f"{len(book.sheets)} sheets; at most {MOST_SHEETS}"))
    sheets = tuple(
        Sheet(name=name, part=part, is_hidden=hidden)
        for name, link, hidden in book.sheets
        # A sheet that holds nothing but a chart lies elsewhere, and has no cells.
        if (part := _part(links.get(link, ""))).startswith("xl/worksheets/") and part in parts.names
    )
    if not sheets:
        raise Refused(Rule.BROKEN.found(parts.where, seen="no sheet with cells"))
    return Book(sheets=sheets, is_1904=book.is_1904, short_styles=_short(styles))


def links_of(parts: Parts) -> dict[str, str]:
    """Return the targets of the workbook's own relationships; refuse those of any part that lead outside."""
    outside: list[str] = []
    own: dict[str, str] = {}
    for name in sorted(one for one in parts.names if one.lower().endswith(".rels")):
        links = _Links()
        walk(parts.read(name), links, name=name, where=parts.where)
        outside += links.outside
        own = links.targets if name == BOOK_LINKS else own
    if outside:
        raise Refused(Rule.EXTERNAL.found(parts.where, seen=", ".join(sorted(set(outside))[:5])))
    return own


def _part(target: str) -> str:
    return target[1:] if target.startswith("/") else f"xl/{target}"


def _short(styles: _Styles) -> frozenset[int]:
    return frozenset(
        number
        for number, form in enumerate(styles.of_styles)
        if (_shows_part(styles.formats[form]) if form in styles.formats else form in _SHORT)
    )


def _shows_part(code: str) -> bool:
    """
    Tell whether a format shows something of a date, and not all of year, month and day.

    >>> _shows_part("mmm yy"), _shows_part("yyyy-mm-dd"), _shows_part("hh:mm"), _shows_part("0000")
    (True, False, False, False)
    """
    bare = _QUOTED.sub("", code.partition(";")[0]).lower()
    has_time = "h" in bare or "s" in bare
    shown = {letter for letter in "yd" if letter in bare} | ({"m"} if "m" in bare and not has_time else set())
    return bool(shown) and not has_time and shown != {"y", "m", "d"}


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 10 else -1  # noqa: PLR2004 - a style's number is small
