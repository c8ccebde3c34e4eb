"""What happens while an agreement is carried out, as dated values. The set is closed.

Each happening has its day and nothing finer. What a source does not give is said as such: a number may be known only
as "at least so many", and then nothing that leans on it is ever taken for zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TypeAlias

from homeward.model.ids import PartyId, TrancheId
from homeward.model.provisions import Unit


class Reason(Enum):
    """Why somebody who was due to cross did not. Reasons are numbers only: none ever stands beside a name."""

    DECLINED = "declined"
    LAPSED = "lapsed"
    DEAD = "dead"
    ESCAPED = "escaped"
    TRANSFERRED = "transferred"
    RELEASED = "released"
    JUDICIAL_HOLD = "judicial_hold"
    NOT_HELD = "not_held"
    DUPLICATE = "duplicate"
    UNFIT = "unfit"
    ASYLUM = "asylum"
    WITHHELD = "withheld"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """
    So many under all the commitments in ``of`` at once, each person once; ``of`` may also be one stated total.

    ``is_exact`` False: the source says at least so many, or, with 0, gives no number.
    """

    of: tuple[str, ...]
    number: int
    is_exact: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """
    What one handover says about one count: who crossed, how many were due to, why the others did not.

    ``listed`` None: nothing was said of how many were due to cross. ``ranks``: the same people by rank.
    """

    count: Count
    listed: int | None = None
    reasons: tuple[tuple[Reason, int], ...] = ()
    ranks: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Universe:
    """How many "all" is, as it was declared on that day."""

    on: date
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurs:
    """An event outside the exchange happened or, with ``is_over``, ended: a truce, an entry into force."""

    on: date
    event: str
    is_over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTaken:
    """Somebody took a step of the procedure. ``order``: its place in the day, where the source gives it."""

    on: date
    step: str
    by: tuple[PartyId, ...]
    order: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """
    People (or remains, documents) changed hands.

    ``into``: the neutral keeps them for now, so that nothing is performed yet. ``out_of``: they leave its custody.
    ``order``: its place in the day, where the source gives it.
    """

    on: date
    crossings: tuple[Crossing, ...]
    tranche: TrancheId | None = None
    into: PartyId | None = None
    out_of: PartyId | None = None
    order: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """Of people counted before under a whole, so many were of these parts: told afterwards, nobody crosses again."""

    on: date
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gesture:
    """People freed outside the agreement: never performance of it."""

    on: date
    holder: PartyId
    receiver: PartyId
    count: int
    unit: Unit = Unit.PERSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Aborted:
    """A convoy turned back: nobody crossed, and everybody is where they were."""

    on: date
    tranche: TrancheId


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A reason was given for people who were missing without one."""

    on: date
    counts: tuple[Count, ...]
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """The handover of the day ``of`` counted this, not what was said; what was said stays in the record."""

    on: date
    of: date
    crossings: tuple[Crossing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extended:
    """Both sides agreed on a later day for commitments or a tranche."""

    on: date
    to: date
    commitments: tuple[str, ...] = ()
    tranche: TrancheId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspended:
    """The exchange, or the commitments named, stands still; with ``is_over`` it goes on again."""

    on: date
    commitments: tuple[str, ...] = ()
    is_over: bool = False


Happening: TypeAlias = (
    Universe | Occurs | StepTaken | Handover | Split | Gesture | Aborted | Explained | Corrected | Extended | Suspended
)
