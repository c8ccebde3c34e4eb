"""What a play derives: a row for each commitment and step, and a timeline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from homeward.model.happenings import Reason
from homeward.model.ids import ClauseId, PartyId, TrancheId
from homeward.model.provisions import Unit
from homeward.model.steps import Deed, Silence
from homeward.model.terms import Direction, Op, Said
from homeward.terms.counts import Interval
from homeward.terms.simulation.verdicts import Stands


class Kind(Enum):
    """What an entry of the timeline says: first what happened, then, from ``DUE`` on, what follows from it."""

    UNIVERSE = "universe"
    OCCURS = "occurs"
    ENDS = "ends"
    STEP = "step"
    INTO_CUSTODY = "into_custody"
    HANDOVER = "handover"
    SPLIT = "split"
    GESTURE = "gesture"
    ABORTED = "aborted"
    EXPLAINED = "explained"
    CORRECTED = "corrected"
    EXTENDED = "extended"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    DUE = "due"
    STEP_DUE = "step_due"
    STEP_LATE = "step_late"
    STEP_EASED = "step_eased"
    UNEXPLAINED = "unexplained"
    IN_DEFAULT = "in_default"
    MADE_GOOD = "made_good"
    EASED = "eased"
    UNSURE = "unsure"
    DONE = "done"
    UNDONE = "undone"
    LONGER = "longer"
    STANDS_STILL = "stands_still"
    GOES_ON = "goes_on"
    CLOSED = "closed"
    PROVISION_KEPT = "provision_kept"
    PROVISION_BROKEN = "provision_broken"
    PROVISION_UNKNOWN = "provision_not_known"

    @property
    def is_derived(self) -> bool:
        """Whether it follows from what happened, and did not happen itself."""
        order = list(Kind)
        return order.index(self) >= order.index(Kind.DUE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """
    One line of the timeline, on the day on which it happened or could first be known.

    ``of``: commitments, a step, a tranche, an event. ``number`` with ``is_exact`` False: at least so many. ``since``
    and ``to``: from when it holds, and the day to which something moved.
    """

    on: date
    kind: Kind
    of: tuple[str, ...] = ()
    number: int | None = None
    is_exact: bool = True
    since: date | None = None
    to: date | None = None
    by: tuple[PartyId, ...] = ()
    reasons: tuple[tuple[Reason, int], ...] = ()
    unit: Unit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """
    One commitment at the end of the day.

    Law: ``performed + outstanding + unexplained == agreed`` whenever these are known. An interval with two ends is a
    number that is not known; it is never taken for zero. ``up_to``: the most that may cross, where nothing is owed.
    ``about``: what the agreement says where its number is only near. ``left_out``: how many agreed exceptions keep out
    of ``agreed`` on that day, as far as they say so. ``shared``: of those who crossed, how many count under which other
    commitment too, being the same people. ``by_offer``: of those performed, who declined where that frees the holder.
    ``weighed``: what crossed by the table of ranks. ``in_custody``: kept by the neutral between two handovers, still
    outstanding.
    """

    id: str
    clause: ClauseId
    direction: Direction
    unit: Unit
    op: Op
    tranche: TrancheId | None
    agreed: Interval
    up_to: int | None
    about: int | None
    left_out: int
    performed: Interval
    outstanding: Interval
    unexplained: int
    beyond: Interval
    by_offer: int
    in_custody: int
    shared: tuple[tuple[str, int], ...]
    reasons: tuple[tuple[Reason, int], ...]
    said: tuple[Said, ...]
    due: date | None
    in_default_since: date | None
    extended_to: date | None
    is_paused: bool
    aborted: tuple[date, ...]
    weighed: Interval | None


class Turn(Enum):
    """How it stands with a step."""

    EACH_PERSON = "each_person"
    WAITS = "waits"
    OPEN = "open"
    LATE = "late"
    TAKEN = "taken"
    SILENCE = "silence"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """
    One step at the end of the day: by whom it is awaited, until when, and since when it is late.

    ``late_by``: those who took it after its day, and by how many days. Nobody's place is forfeited by any of it.
    """

    id: str
    clause: ClauseId
    deed: Deed
    turn: Turn
    actors: tuple[PartyId, ...]
    due: date | None
    awaited: tuple[PartyId, ...]
    taken: tuple[tuple[PartyId, date], ...]
    late_since: date | None
    late_by: tuple[tuple[PartyId, int], ...]
    silence: Silence | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GestureRow:
    """People freed outside the agreement, by direction."""

    direction: Direction
    unit: Unit
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalRow:
    """A stated sum: what the commitments in it come to, and how much of that crossed."""

    id: str
    clause: ClauseId
    stated: int
    agreed: Interval
    performed: Interval
    outstanding: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolRow:
    """A list from which those who cross are chosen: how many were named, crossed, and are left on it."""

    id: str
    clause: ClauseId
    commitment: str
    size: int
    crossed: Interval
    left: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """
    Two directions weighed by the table of ranks, in the smallest rank.

    ``surplus`` None: not known, since somebody crossed without a rank. ``credit``: the party that freed more.
    """

    directions: tuple[Direction, Direction]
    weighed: tuple[Interval, Interval]
    surplus: int | None
    credit: PartyId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionRow:
    """
    A bundle, sequence, pace, parity or custody with an end: whether it is kept, and since when it is broken.

    ``ways``: the directions a row is about, where a provision has several rows. ``of``: what breaks it or leaves it
    open. ``number``: while it is broken, how many crossed that day (a pace), are apart, or are kept too long.
    """

    kind: str
    id: str
    clause: ClauseId
    ways: tuple[Direction, ...]
    stands: Stands
    broken_since: date | None
    of: tuple[str, ...]
    number: Interval | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    """Everything a play derives, at the end of the day ``until``. Rows are in order of id, the timeline of time."""

    until: date
    rows: tuple[Row, ...]
    provisions: tuple[ProvisionRow, ...]
    steps: tuple[StepRow, ...]
    gestures: tuple[GestureRow, ...]
    totals: tuple[TotalRow, ...]
    pools: tuple[PoolRow, ...]
    balances: tuple[Balance, ...]
    timeline: tuple[Entry, ...]
    is_paused: bool
    closed_on: date | None

    def row(self, wanted: str) -> Row:
        """Return the row of the commitment *wanted*; a missing one is a bug."""
        return next(one for one in self.rows if one.id == wanted)


def sort_key(entry: Entry) -> tuple[object, ...]:
    """Return the place of an entry: by day, what happened before what follows, then by content alone."""
    order = list(Kind).index(entry.kind)
    return entry.on, order, entry.of, entry.number or 0, str(entry)
