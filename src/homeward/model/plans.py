"""Tranches with a reason for each place, and the integer program handed to a solver."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from homeward.model.ids import ClauseId, Digest, Ref, TrancheId
from homeward.model.terms import Direction


class Audience(Enum):
    """Who reads a reason. Health is said to nobody but the neutral."""

    NEUTRAL = "neutral"
    PARTY = "party"
    PUBLIC = "public"


class ReasonCode(Enum):
    """Why somebody has this place."""

    SERIOUS = "serious"
    PRIORITY = "priority"
    GROUP = "group"
    LONGEST_HELD = "longest_held"
    DRAW = "draw"
    RESERVE = "reserve"
    NOT_PLACED = "not_placed"
    REPLACEMENT = "replacement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One step of the reason for a place: code, clause it rests on, and the detail only the neutral may read."""

    code: ReasonCode
    clause: ClauseId | None
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """
    One person's place.

    ``tranche`` None with ``reserve_rank`` set (from 1): in the reserve. Both None: not in this exchange's plan.
    ``is_outside_total``: travels beyond the agreed number because the law says so (GC III 109).
    """

    ref: Ref
    direction: Direction
    tranche: TrancheId | None
    reserve_rank: int | None
    is_outside_total: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One objective, best first: what was minimised, the value reached, the bound proven."""

    name: str
    value: int
    bound: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Places for all candidates, in order of ``ref``."""

    terms: Digest
    seed: Digest
    levels: tuple[Level, ...]
    placements: tuple[Placement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """``lower <= sum(coefficient * column) <= upper``; None leaves an end open. ``name``: the term behind it."""

    name: str
    columns: tuple[int, ...]
    coefficients: tuple[int, ...]
    lower: int | None
    upper: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """An integer program: columns from 0 to ``upper[i]``, all integer; minimise ``cost``."""

    upper: tuple[int, ...]
    rows: tuple[Row, ...]
    cost: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """Column values, the objective and the best bound. ``columns`` None: no solution exists."""

    columns: tuple[int, ...] | None
    objective: int
    bound: int
