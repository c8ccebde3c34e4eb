"""The simplest way to work through parts: one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

_Part = TypeVar("_Part")
_Answer = TypeVar("_Answer")


class OneByOne:
    """Does the work on one part after the other, here. See :class:`homeward.ports.Workers`."""

    @property
    def threads(self) -> int:
        """One."""
        return 1

    def map(self, work: Callable[[_Part], _Answer], parts: Iterable[_Part]) -> Iterator[_Answer]:
        """Yield the answer for each part, in their order."""
        return map(work, parts)

    def apart(self, work: Callable[[_Part], _Answer], parts: Iterable[_Part]) -> Iterator[_Answer]:
        """Yield the answer for each part, in their order."""
        return map(work, parts)
