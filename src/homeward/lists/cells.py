"""What can be wrong with the text of one cell, whatever it means: hidden characters, mixed scripts, formulas."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from homeward.lists.rules import Rule
from homeward.model.findings import Finding, Where

MOST_CELL: Final = 4_000
"""Characters. Remarks of a page fit; a file inside a cell does not."""

_SHOWN: Final = 80
_JOINERS: Final = "\u200c\u200d"

# Controls but line ends, soft hyphen, bidirectional controls, zero-width and blank characters, selectors, tags.
_HIDDEN: Final = re.compile(
    "[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]|\r(?!\n)"
)
_WORD: Final = re.compile(r"\w+")
_SCRIPTS: Final = {
    "Latin": re.compile("[A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]"),
    "Cyrillic": re.compile("[\u0400-\u052f\u1c80-\u1c8f\ua640-\ua69f]"),
    "Greek": re.compile("[\u0370-\u03ff\u1f00-\u1fff]"),
    "Armenian": re.compile("[\u0530-\u058f]"),
}


def is_plain(cell: str) -> bool:
    """Tell quickly that :func:`cell_findings` has nothing to say; False when only it can tell."""
    return (
        cell.isascii()
        and cell.isprintable()
        and cell[:1] not in "=+-@ "
        and cell[-1:] != " "
        and len(cell) <= MOST_CELL
    )


def shown(text: str) -> str:
    """Return *text* as a finding may quote it: at most 80 characters, and what nobody sees as its code."""
    cut = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
    return "".join(_visible(one) for one in cut)


def _visible(character: str) -> str:
    if character == "\n":
        return " / "
    is_seen = character.isprintable() and _HIDDEN.match(character) is None
    return character if is_seen else f"<U+{ord(character):04X}>"


def cell_findings(cell: str, where: Where, *, is_name: bool = False) -> Iterator[Finding]:
    """
    Yield what is wrong with the characters of *cell*.

    Nothing is repaired. Scripts are compared inside one word and in names only: a line of remarks may mix them.

    Source: Unicode Technical Report 36 (visual security), Unicode Standard Annex 15 (normal forms), and practice with
    lists that passed through spreadsheets.
    """
    if len(cell) > MOST_CELL:
        yield Rule.CELL_TOO_LONG.found(where, seen=f"{len(cell):,} characters")
        return
    yield from _hidden(cell, where)
    start = cell.strip()
    if cell != start:
        yield Rule.SPACES.found(where, seen=repr(shown(cell)))
    if start[:1] in ("=", "+", "-", "@") and len(start) > 1:
        yield Rule.FORMULA.found(where, seen=shown(cell))
    if "\ufffd" in cell:
        yield Rule.LOST_LETTER.found(where, seen=shown(cell))
    if not unicodedata.is_normalized("NFC", cell):
        yield Rule.NOT_NFC.found(where, seen=shown(cell))
    if is_name:
        yield from (Rule.TWO_SCRIPTS.found(where, seen=seen) for seen in _mixed(cell))


def _hidden(cell: str, where: Where) -> Iterator[Finding]:
    if _HIDDEN.search(cell) is None:
        return
    found = [(match.start(), match[0]) for match in _HIDDEN.finditer(cell)]
    wrong = sorted({one for at, one in found if not _is_joining(cell, at)})
    if wrong:
        names = ", ".join(f"U+{ord(one):04X} {unicodedata.name(one, 'control character')}" for one in wrong[:5])
        yield Rule.HIDDEN.found(where, seen=f"{shown(cell)} ({names})", remedy=f"remove {names}")
    else:
        yield Rule.JOINER.found(where, seen=shown(cell))


def _is_joining(cell: str, at: int) -> bool:
    """Tell whether a joiner stands between letters of a script without capitals, where it is correct spelling."""
    before, after = cell[at - 1 : at] if at else "", cell[at + 1 : at + 2]
    return (
        cell[at] in _JOINERS
        and bool(before and after)
        and unicodedata.category(before) in ("Lo", "Mn", "Mc")
        and unicodedata.category(after) == "Lo"
    )


def _mixed(cell: str) -> Iterator[str]:
    if cell.isascii():
        return
    for word in _WORD.findall(cell):
        letters = {script: found for script, pattern in _SCRIPTS.items() if (found := pattern.findall(word))}
        if len(letters) > 1:
            fewest = min(letters, key=lambda script: (len(letters[script]), script))
            others = " and ".join(sorted(set(letters) - {fewest}))
            yield f"{shown(word)}: {' '.join(sorted(set(letters[fewest])))} is {fewest}, the rest is {others}"
