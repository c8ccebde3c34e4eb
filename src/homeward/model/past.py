"""Exchanges of the past, as far as their numbers are known: what a superlative is set beside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

Bounds = tuple[int, int | None]
"""The least and the most that a number can be; None: no upper bound is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastEvent:
    """
    One exchange of the past.

    ``one_way`` has the number of each direction that is known (``holder>receiver``), ``total`` the number of both
    together, each as the least and the most it can be; what is missing is not known, and is not nought. ``deal`` names
    the agreement of which this was a part: events of one deal are one exchange where the whole deal is meant. None: it
    stands for itself.
    """

    on: date
    label: str
    one_way: tuple[tuple[str, Bounds], ...] = ()
    total: Bounds | None = None
    source: str = ""
    deal: str | None = None
