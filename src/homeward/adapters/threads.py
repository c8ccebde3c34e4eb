"""Work on several parts at once, in threads of this process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

_Part = TypeVar("_Part")
_Answer = TypeVar("_Answer")


class Threads:
    """Works on *threads* parts at once. See :class:`homeward.ports.Workers`."""

    def __init__(self, threads: int) -> None:
        self._threads = threads

    @property
    def threads(self) -> int:
        """How many parts are worked on at once."""
        return self._threads

    def map(self, work: Callable[[_Part], _Answer], parts: Iterable[_Part]) -> Iterator[_Answer]:
        """Yield the answer for each part, in the order of the parts; an error in one ends the work."""
        with ThreadPoolExecutor(self._threads) as pool:
            yield from pool.map(work, parts)
