"""Work on several parts at once, in threads of this process or in processes beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
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

    def apart(self, work: Callable[[_Part], _Answer], parts: Iterable[_Part]) -> Iterator[_Answer]:
        """Do as :meth:`map`, in processes of their own where there is more than one part."""
        every = list(parts)
        if self._threads == 1 or len(every) == 1:
            yield from map(work, every)
            return
        with ProcessPoolExecutor(min(self._threads, len(every)), mp_context=get_context("spawn")) as pool:
            yield from pool.map(work, every)
