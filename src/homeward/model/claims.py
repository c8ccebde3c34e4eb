"""Statements read as claims (schema claims/1), and what the record shows about each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from homeward.model.dates import UncertainDate

CERTAIN: Final = 100
"""Per cent: how sure a field is that a person wrote."""


def opposite(direction: str) -> str:
    """
    Return the other way than *direction*, which is ``holder>receiver``.

    >>> opposite("a>b")
    'b>a'
    """
    holder, _, receiver = direction.partition(">")
    return f"{receiver}>{holder}"


class CountOp(Enum):
    """How a number was said."""

    EXACT = "exact"
    APPROX = "approx"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    RANGE = "range"


class Scope(Enum):
    """What a number covers."""

    ONE_SIDE = "one_side"
    PER_SIDE = "per_side"
    TOTAL = "total"
    CUMULATIVE = "cumulative"
    SUBSET = "subset"


class Modality(Enum):
    """In which sense something was said."""

    DONE = "done"
    BEGUN = "begun"
    ONGOING = "ongoing"
    EXPECTED = "expected"
    AGREED = "agreed"
    OFFERED = "offered"
    DEMANDED = "demanded"
    DENIED = "denied"
    REFUSED = "refused"
    POSTPONED = "postponed"
    PENDING = "pending"
    HELD = "held"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCount:
    """A number as an interval of people; ``high`` None is open. ``op`` keeps how it was said."""

    op: CountOp
    low: int
    high: int | None

    def __str__(self) -> str:
        """
        Write it for people, in the sense in which it was said.

        >>> str(ClaimCount(op=CountOp.APPROX, low=5, high=6)), str(ClaimCount(op=CountOp.AT_LEAST, low=201, high=None))
        ('about 5 to 6', 'at least 201')
        """
        low, high = f"{self.low:,}", f"{self.low if self.high is None else self.high:,}"
        match self.op:
            case CountOp.EXACT:
                return low
            case CountOp.APPROX:
                return f"about {low}" if low == high else f"about {low} to {high}"
            case CountOp.AT_LEAST:
                return f"at least {low}"
            case CountOp.AT_MOST:
                return f"at most {high}"
            case CountOp.RANGE:
                return f"{low} to {high}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What somebody said: by office, with source, channel and date."""

    id: str
    speaker: str
    office: str
    party: str
    role: str
    channel: str | None
    said_on: date
    source: str
    via: str | None
    origin: str | None = None
    """A key that copies of one text share; None: nobody looked for copies, and the source stands for itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One checkable thing in a statement. ``status`` claims (begun, completed) have no count."""

    id: str
    statement: Statement
    quote: str
    event_on: UncertainDate | None
    direction: str | None
    """``holder>receiver``, ``both`` or None (not stated)."""
    count: ClaimCount | None
    category: str
    scope: Scope | None
    modality: Modality
    part_of: str | None = None
    """Id of the claim whose number this one details, where the speaker says so."""
    times: int = 1
    """How many groups have that number each: "two buses with 40 each" is 40, twice."""
    superlative: str | None = None
    """The words of a superlative ("the largest since ...") that hangs on this claim."""
    span: tuple[int, int] | None = None
    """Where the quote stands in the text, in code points."""
    evidence: tuple[int, int] | None = None
    """Where its sentence stands. Claims of one sentence are told side by side."""
    confidence: tuple[tuple[str, int], ...] = ()
    """How sure each field was read, in per cent. A field that is not named was written by a person, and is sure."""

    def sure_of(self, field: str) -> int:
        """Return how sure *field* was read, in per cent."""
        return dict(self.confidence).get(field, CERTAIN)


class Result(Enum):
    """What the record and the other claims show about a claim; never who is right."""

    ADDS_UP = "adds_up"
    ROUNDED = "rounded"
    MISMATCH = "mismatch"
    DISPUTE = "dispute"
    REVISION = "revision"
    PREMATURE = "premature"
    CONTESTED = "contested"
    AGREES_WITH_RECORD = "agrees_with_record"
    DIFFERS_FROM_RECORD = "differs_from_record"
    NOT_IN_RECORD = "not_in_record"
    HOLDS = "holds"
    DEPENDS = "depends"
    DOES_NOT_HOLD = "does_not_hold"
    NEEDS_REVIEW = "needs_review"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """
    What was found about one or more claims under one rule.

    ``says`` is a sentence for people, ``arithmetic`` the calculation written out, ``record`` the record's figure in
    words (None: the record has none), ``weakest`` the least certain field the verdict rests on, ``settles`` what would
    settle it, ``sources`` how many independent sources stand behind its claims, ``words`` who said what, in the words
    of the original and in the order of ``claims``.
    """

    rule: str
    result: Result
    claims: tuple[str, ...]
    says: str
    arithmetic: str | None
    record: str | None
    weakest: str | None
    settles: str | None
    sources: int = 1
    words: tuple[tuple[str, str], ...] = ()
