"""Exchanges of the past as data: what was told about each, by whom, and the totals that were published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TypeAlias

from homeward.model.claims import CountOp
from homeward.model.dates import UncertainDate
from homeward.model.terms import Direction

Split: TypeAlias = "tuple[tuple[str, int], ...]"


class Confidence(Enum):
    """How far a line of the register can be trusted. What rests on memory alone is never ``high``."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Missing(Enum):
    """Why there is no number. None of them means zero."""

    WITHHELD = "withheld"
    """The parties agreed to keep it to themselves."""
    UNPUBLISHED = "unpublished"
    """Nobody published it."""
    NOT_FOUND = "not_found"
    """It may be public; whoever wrote the line did not find it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """
    What one or more tellers say about one flow of one exchange.

    Exactly one of ``persons`` and ``missing`` is None. ``by`` is empty where the source reports the number as it is.
    ``split`` adds up to ``persons``. ``outside`` people are among ``persons``, and the published totals leave them out.
    """

    persons: int | None
    op: CountOp = CountOp.EXACT
    missing: Missing | None = None
    by: tuple[str, ...] = ()
    split: Split = ()
    outside: int | None = None
    bodies: int | None = None
    sources: tuple[str, ...]
    confidence: Confidence
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """People going one way; ``direction`` None: all ways together, where no source tells them apart."""

    direction: Direction | None
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PastExchange:
    """
    One handover of the past.

    ``agreements`` names every agreement somebody counts it under: one agreement runs over many handovers, and one
    handover may be counted under several.
    """

    id: str
    conflict: str
    on: UncertainDate
    agreements: tuple[str, ...] = ()
    numbered: str | None = None
    """The number it has in a side's own numbering."""
    mediators: tuple[str, ...] = ()
    place: str | None = None
    flows: tuple[Flow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What a formula leaves out: whole exchanges, or ``persons`` people of each; and why."""

    exchanges: tuple[str, ...]
    persons: int | None = None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """
    One way to compute a total: which rows, whose numbers, and what of them is counted.

    ``counted`` is ``persons``, ``inside`` (without those counted outside), ``bodies`` or the name of a category.
    ``told_by`` is an order: the first teller who gave a number is taken; ``reported`` stands for a line without teller.
    """

    name: str
    flows: tuple[Direction | None, ...]
    first: UncertainDate | None = None
    last: UncertainDate | None = None
    exchanges: tuple[str, ...] = ()
    agreement: str | None = None
    told_by: tuple[str, ...] = ("reported",)
    counted: str = "persons"
    left_out: tuple[LeftOut, ...] = ()
    gives: int | None = None
    """What this reading is known to give, where it is known not to meet the published number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """
    A number somebody published, and the formula that should give it.

    The formula is the published value of ``base``, plus the computed values of ``totals``, plus a reading. Several
    readings: the sources do not say how it was counted. None at all: the number is taken as published.
    """

    id: str
    conflict: str
    says: str
    published: int | None
    published_by: str
    agreed: int | None = None
    """What the agreement promised, where the share is of interest."""
    handovers: int | None = None
    """The number of exchanges published beside it."""
    sources: tuple[str, ...]
    base: str | None = None
    totals: tuple[str, ...] = ()
    readings: tuple[Reading, ...] = ()
    leans_on: tuple[str, ...] = ()
    """Rows whose number was settled with the help of this very total: it cannot confirm them."""
    unexplained: str | None = None
    """What is known about a gap that no reading closes."""


class Outcome(Enum):
    """What the audit of a total shows."""

    MEETS = "meets"
    DIFFERS = "does not meet"
    UNEXPLAINED = "unexplained"
    GIVEN = "taken as published"
    UNPUBLISHED = "nothing published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """One reading worked out: the formula in words, its value, the exchanges counted, and those without a number."""

    name: str
    formula: str
    value: int
    handovers: int
    without_number: tuple[str, ...]
    shared: tuple[str, ...]
    """Exchanges that are counted under another agreement too, so that no share is certain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """A total with what its formula gives; ``best`` is the reading that comes nearest."""

    total: Total
    outcome: Outcome
    readings: tuple[Computed, ...]
    best: Computed | None

    @property
    def difference(self) -> int | None:
        """Published less computed; None where one of the two is not there."""
        if self.best is None or self.total.published is None:
            return None
        return self.total.published - self.best.value


class By(Enum):
    """What is compared: one day's handovers, or everything under one agreement."""

    DAY = "day"
    DEAL = "deal"


class Counting(Enum):
    """How people are counted when exchanges are compared."""

    ONE_SIDE = "one_side"
    """The larger of the flows."""
    PER_SIDE = "per_side"
    """As many as every side received: the smallest of the flows."""
    TOTAL = "total"
    """All flows together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What "the largest" means: compared by, counted how, between which days, in which conflict (None: all)."""

    by: By
    count: Counting
    since: date | None = None
    until: date | None = None
    conflict: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """One day or deal with the interval its number lies in; ``high`` None: no upper bound is known."""

    name: str
    conflict: str
    on: UncertainDate
    low: int
    high: int | None
    exchanges: tuple[str, ...]
    without_number: tuple[str, ...]


class Superlative(Enum):
    """What the register says to "it was the largest"."""

    HOLDS = "holds"
    DOES_NOT_HOLD = "does not hold"
    CANNOT_BE_TOLD = "cannot be told"
    NOT_IN_REGISTER = "not in the register"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer under one definition, in words; ``rivals`` are those that are as large, or may be."""

    definition: Definition
    outcome: Superlative
    subject: Ranked | None
    rivals: tuple[Ranked, ...]
    says: str
