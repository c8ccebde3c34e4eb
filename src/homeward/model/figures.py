"""Counts as they stand in the record, before anybody decides what may be published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from homeward.model.claims import ClaimCount, Modality, Result, Scope
from homeward.model.dates import UncertainDate
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
class Said:
    """
    What was claimed, in no language: codes and numbers, the office as the configuration writes it.

    ``party``: an id of the exchange, or who else speaks. ``quote``: the words in the language they were given in, None
    when they may not be repeated. ``direction``: ``holder>receiver``, ``both`` or None (not stated).
    """

    office: str
    party: str
    role: str
    said_on: date
    channel: str | None
    source: str
    via: str | None
    quote: str | None
    count: ClaimCount | None
    category: str
    scope: Scope | None
    modality: Modality
    direction: str | None
    event_on: UncertainDate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One claim as a bulletin tells it: its id, one line in English, and the same in no language (None in format 1)."""

    claim: str
    says: str
    said: Said | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A number of the record as a verdict shows it: published counts of a period, added up. No day: the agreement's."""

    stage: Stage
    direction: Direction
    first: date | None
    last: date | None
    category: CategoryId | None
    persons: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """
    A verdict as a bulletin tells it.

    ``says``, ``arithmetic``, ``record`` and ``settles`` are in English, as the comparison wrote them; ``steps`` is the
    arithmetic in digits and signs only, ``shown`` the record's figures as numbers, ``weakest`` the code of a field,
    ``sources`` how many independent sources there are (None: not counted).
    """

    rule: str
    result: Result
    claims: tuple[str, ...]
    says: str
    arithmetic: str | None
    record: str | None
    weakest: str | None
    settles: str | None
    steps: tuple[str, ...] = ()
    shown: tuple[Shown, ...] = ()
    sources: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin:
    """
    What may be published: aggregate counts, statements beside the record, and where to check.

    ``format``: the version of the bytes it is written in. ``corrects``: the digest of the released bulletin that this
    one corrects, None for the next in the row.
    """

    format: int
    exchange: ExchangeId
    title: str
    is_demo: bool
    as_of: date
    corrects: Digest | None
    min_cell: int
    party_names: tuple[tuple[str, str], ...]
    category_names: tuple[tuple[str, str], ...]
    cells: tuple[Cell, ...]
    statements: tuple[Told, ...]
    verdicts: tuple[Found, ...]
    record: tuple[tuple[str, int, str], ...]
    """``(organisation, log size, root)`` at the moment of drafting: what the figures were read from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A bulletin and when both sides had released it; ``at`` None: a draft."""

    bulletin: Bulletin
    at: datetime | None
