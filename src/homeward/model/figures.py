"""Counts as they stand in the record, before anybody decides what may be published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from homeward.model.claims import Verdict
from homeward.model.ids import CategoryId, Digest, ExchangeId, TrancheId
from homeward.model.terms import Direction


class Stage(Enum):
    """What a figure counts. ``RETURNED``: arrival confirmed by the receiving side."""

    AGREED = "agreed"
    HANDED_OVER = "handed_over"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """
    A number of people proven by the record.

    ``tranche`` None: over the whole exchange. ``category`` None: everybody. ``proof`` names the events it rests on.
    """

    stage: Stage
    direction: Direction
    tranche: TrancheId | None
    on: date | None
    category: CategoryId | None
    persons: int
    proof: tuple[Digest, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A figure as it may be published: ``persons`` None means withheld (too few people, or it would reveal too few)."""

    stage: Stage
    direction: Direction
    tranche: TrancheId | None
    on: date | None
    category: CategoryId | None
    persons: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin:
    """What may be published: aggregate counts, statements beside the record, and where to check."""

    exchange: ExchangeId
    title: str
    is_demo: bool
    as_of: date
    min_cell: int
    party_names: tuple[tuple[str, str], ...]
    category_names: tuple[tuple[str, str], ...]
    cells: tuple[Cell, ...]
    statements: tuple[tuple[str, str], ...]
    """``(claim id, one line: who by office, when, on which channel, what was claimed)``."""
    verdicts: tuple[Verdict, ...]
    record: tuple[tuple[str, int, str], ...]
    """``(organisation, log size, root)`` at the moment of drafting: what the figures were read from."""
