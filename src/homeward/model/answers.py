"""What a holder answers about each name on a wish list, what the other side remarks on it, and the replies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from homeward.model.ids import RowId
from homeward.model.protected import Protected


class AnswerCode(Enum):
    """What became of somebody the other side looks for, as the holder answers."""

    HELD = "held"
    NOT_HELD = "not_held"
    RELEASED = "released"
    TRANSFERRED = "transferred"
    ESCAPED = "escaped"
    DEAD = "dead"
    UNKNOWN = "unknown"
    DUPLICATE = "duplicate"


class Basis(Enum):
    """What an answer rests on."""

    REGISTER = "register"
    DOCUMENT = "document"
    VISIT = "visit"
    MEDICAL = "medical"
    IDENTIFICATION = "identification"
    WITNESS = "witness"
    COURT = "court"


class RemarkCode(Enum):
    """What the asking side has to say about an answer."""

    NOT_ACCEPTED = "not_accepted"
    SEEN_HELD = "seen_held"
    AT_HOME = "at_home"
    OTHER_PERSON = "other_person"
    WRONG_DATE = "wrong_date"
    MORE_ASKED = "more_asked"
    CATEGORY = "category"
    HEALTH = "health"


class ReplyCode(Enum):
    """What the holder says to a remark. A changed answer stands beside the first one, which is kept."""

    UPHELD = "upheld"
    CHANGED = "changed"
    STILL_ASKING = "still_asking"


LEFT: Final = frozenset(
    {AnswerCode.RELEASED, AnswerCode.TRANSFERRED, AnswerCode.ESCAPED, AnswerCode.DEAD, AnswerCode.DUPLICATE}
)
"""Answers by which an entry leaves those to be exchanged: each with a basis and a date, never in silence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """
    One answer about one entry of a wish list: a code, what it rests on, and the day to which that speaks.

    ``held``: the row of the holder's own list (*held* only); ``same_as``: the other row of the wish list that is the
    same person (*duplicate* only); ``words`` go to the entitled seats and never into the record.
    """

    sought: RowId
    code: AnswerCode
    basis: Basis
    on: date
    held: RowId | None = None
    same_as: RowId | None = None
    words: Protected[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One remark on the answer about one entry."""

    sought: RowId
    code: RemarkCode
    on: date
    words: Protected[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One reply to a remark; ``answer`` is the new one where the reply is *changed*, and None otherwise."""

    sought: RowId
    code: ReplyCode
    answer: Answer | None = None
    words: Protected[str] | None = None
