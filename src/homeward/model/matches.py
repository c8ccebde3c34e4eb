"""Evidence that two entries are one person. It proposes, it never decides."""

from __future__ import annotations

from dataclasses import dataclass

from homeward.model.ids import RowId


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What one field says about a pair: the level reached, in words, and its log weight (natural logarithm)."""

    field: str
    level: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """
    A pair of entries that may be one person.

    ``probability`` counts all rivals of both entries; ``is_proposed`` marks the final one-to-one pairs, each with a
    probability of at least 0.5. ``is_accepted`` leaves out those of them that people must look at first: common names
    without a date or number that agrees. Only two signatures make a match agreed.
    """

    left: RowId
    right: RowId
    probability: float
    is_proposed: bool
    evidence: tuple[Evidence, ...]
    is_accepted: bool = False
