"""Lines of a TOML file: the standard reader gives values only, a finding needs the place as well."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final, TypeAlias

Path: TypeAlias = tuple[str | int, ...]
"""Where a value stands, for example ``("tranche", 0, "counts", 2, "holder")``; indexes count from 0."""

_SKIP: Final = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_KEY: Final = re.compile(r'"((?:[^"\\\n]|\\.)*)"|\'([^\'\n]*)\'|([A-Za-z0-9_-]+)')
_STRING: Final = re.compile(
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*"{3,5}'
    r"|'''(?:[^']|'{1,2}(?!'))*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_BARE: Final = re.compile(r"[^,\]}#\n]+")


def line_map(text: str) -> dict[Path, int]:
    r"""
    Return the line, from 1, of every key, table header and array item of *text*.

    Args:
        text: TOML that ``tomllib`` has accepted, with ``\n`` line ends. Other text gives lines without meaning, but an
            answer all the same.

    Source: TOML 1.0.

    >>> line_map("a = 1\n[[b]]\nc = [\n 2,\n]")[("b", 0, "c", 0)]
    4
    """
    return _Scan(text).run()


class _Scan:
    """One walk over the text. Every step moves forward, so it ends on any text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._lines: dict[Path, int] = {}
        self._last: dict[Path, int] = {}
        self._breaks = [match.start() for match in re.finditer("\n", text)]

    def run(self) -> dict[Path, int]:
        prefix: Path = ()
        self._skip()
        while self._at < len(self._text):
            if self._take("[["):
                prefix = self._header(is_array=True)
            elif self._take("["):
                prefix = self._header(is_array=False)
            else:
                self._pair(prefix)
            self._skip()
        return self._lines

    def _header(self, *, is_array: bool) -> Path:
        *parents, name = self._keys()
        path: Path = ()
        for part in parents:
            path = self._inside((*path, part))
        path = (*path, name)
        if is_array:
            self._last[path] = self._last.get(path, -1) + 1
            self._lines.setdefault(path, self._line())
        path = self._inside(path)
        self._lines.setdefault(path, self._line())
        self._at = self._text.find("]", self._at) + 1 or len(self._text)
        self._take("]")
        return path

    def _inside(self, path: Path) -> Path:
        return (*path, self._last[path]) if path in self._last else path

    def _pair(self, prefix: Path) -> None:
        path = prefix
        for part in self._keys():
            path = (*path, part)
            self._lines.setdefault(path, self._line())
        self._skip()
        self._take("=")
        self._skip()
        self._value(path)

    def _keys(self) -> list[str]:
        keys: list[str] = []
        while not keys or self._take("."):
            self._skip()
            match = _KEY.match(self._text, self._at)
            keys.append("" if match is None else match[match.lastindex or 0])
            self._at = self._at + 1 if match is None else match.end()
            self._skip()
        return keys

    def _value(self, path: Path) -> None:
        self._lines.setdefault(path, self._line())
        if self._take("["):
            self._items(path)
        elif self._take("{"):
            self._pairs(path)
        else:
            match = _STRING.match(self._text, self._at) or _BARE.match(self._text, self._at)
            self._at = self._at + 1 if match is None else match.end()

    def _items(self, path: Path) -> None:
        index = 0
        self._skip()
        while self._at < len(self._text) and not self._take("]"):
            self._value((*path, index))
            index += 1
            self._next()

    def _pairs(self, path: Path) -> None:
        self._skip()
        while self._at < len(self._text) and not self._take("}"):
            self._pair(path)
            self._next()

    def _next(self) -> None:
        self._skip()
        self._take(",")
        self._skip()

    def _skip(self) -> None:
        match = _SKIP.match(self._text, self._at)
        self._at = self._at if match is None else match.end()

    def _take(self, token: str) -> bool:
        is_there = self._text.startswith(token, self._at)
        self._at += len(token) if is_there else 0
        return is_there

    def _line(self) -> int:
        return bisect_right(self._breaks, self._at - 1) + 1
