"""The procedure an agreement sets: when, measured from what; which steps, and what follows from silence."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from homeward.model.ids import ClauseId, PartyId
from homeward.model.naming import NEW, Named


class Moment(Enum):
    """How a time is measured from the event it leans on."""

    AFTER = "after"
    BEFORE = "before"
    ON = "on"


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """
    A day, or a time measured from an event: ``7 days after signature``, ``48 hours before release``.

    Exactly one of ``day`` and ``event`` is stated. The distance is ``hours`` (a day is 24 hours) or ``months`` of the
    calendar, never both; 0 with ``ON``. ``latest``: the day that holds if the event does not come before it.
    """

    day: date | None = None
    event: str | None = None
    hours: int = 0
    moment: Moment = Moment.ON
    latest: date | None = None
    months: int = field(default=0, metadata=NEW)


class Silence(Enum):
    """What follows when a step is not taken in time. Nobody's place is ever forfeited by it."""

    NOTHING = "nothing"
    ACCEPTED = "accepted"
    DISPUTE = "dispute"
    SUSPENDS = "suspends"
    ENDS = "ends"


class Deed(Enum):
    """What a step of the procedure is."""

    SUBMIT_LIST = "submit_list"
    ANSWER = "answer"
    REMARK = "remark"
    REPLY = "reply"
    SIGN_FINAL = "sign_final"
    NAME_PEOPLE = "name_people"
    REPORT = "report"
    INTERVIEW = "interview"
    EXAMINE = "examine"
    VISIT = "visit"
    MOVE = "move"
    HAND_OVER = "hand_over"
    CONFIRM_ARRIVAL = "confirm_arrival"
    MEET = "meet"
    PUBLISH = "publish"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """
    One step of the procedure: who does what, after what, until when, and what follows from silence.

    ``after`` is another step or an event. ``each_person``: the step is taken for each person, and its time runs from
    that person's own event (``release``, ``capture``). ``soft``: the agreement says "as soon as practicable" after it.
    """

    id: str
    clause: ClauseId
    actors: tuple[PartyId, ...]
    deed: Deed
    what: str | None = None
    after: str | None = None
    due: When | None = None
    silence: Silence | None = None
    each_person: bool = False
    soft: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happens or may never happen, which other provisions lean on. ``certain``: it will happen."""

    id: str
    clause: ClauseId
    name: str
    certain: bool
    on: date | None = None
    names: tuple[Named, ...] = field(default=(), metadata=NEW)
