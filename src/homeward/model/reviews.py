"""What people say about a pair of rows: an opinion of one person, and what two opinions make together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from types import MappingProxyType
from typing import Final, NewType, TypeAlias

from homeward.model.ids import OfficerId
from homeward.model.protected import Protected

RowName = NewType("RowName", str)
"""A row as the vault of a seat names it: ``owner/list/row``, for an own list ``list/row``."""

RowPair: TypeAlias = tuple[RowName, RowName]
"""Two rows, the smaller name first: a pair is the same whichever list is called left."""

Cells: TypeAlias = tuple[tuple[str, str], ...]
"""The cells of a row without its ``row_id``, in alphabetical order of column."""


class Sameness(Enum):
    """What a person says about two rows."""

    SAME = "same"
    DIFFERENT = "different"
    CANNOT_TELL = "cannot_tell"


class Reason(Enum):
    """Why, as a code. Words of one's own go into the note."""

    NAMES_AND_DATE = "names_and_date"
    NUMBER = "number"
    FAMILY = "family"
    PAPER = "paper"
    INTERVIEW = "interview"
    OTHER_GIVEN_NAME = "other_given_name"
    OTHER_FATHER = "other_father"
    OTHER_DATE = "other_date"
    OTHER_NUMBER = "other_number"
    OTHER_PLACE = "other_place"
    TOO_LITTLE = "too_little"
    CONTRADICTS = "contradicts"


_SOURCES: Final = frozenset({Reason.PAPER, Reason.INTERVIEW})

REASONS: Final[Mapping[Sameness, frozenset[Reason]]] = MappingProxyType(
    {
        Sameness.SAME: _SOURCES | {Reason.NAMES_AND_DATE, Reason.NUMBER, Reason.FAMILY},
        Sameness.DIFFERENT: _SOURCES
        | {
            Reason.OTHER_GIVEN_NAME,
            Reason.OTHER_FATHER,
            Reason.OTHER_DATE,
            Reason.OTHER_NUMBER,
            Reason.OTHER_PLACE,
        },
        Sameness.CANNOT_TELL: frozenset({Reason.TOO_LITTLE, Reason.CONTRADICTS}),
    }
)
"""Which reasons go with what is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What one person said about a pair, by themselves."""

    who: OfficerId
    said: Sameness
    reason: Reason
    note: Protected[str] | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """
    What was said about one pair, and the cells of both rows when it was said, in the order of *pair*.

    ``opinions`` are of different people, the earlier first: one, or two. With one, nothing is decided.
    """

    pair: RowPair
    cells: tuple[Cells, Cells]
    opinions: tuple[Opinion, ...]


PERSONS: Final = 2
"""People who decide about a pair, each by themselves."""


def row_pair(one: RowName, other: RowName) -> RowPair:
    """Return two rows as a pair."""
    return (one, other) if one <= other else (other, one)


def list_of(row: RowName) -> str:
    """Return the list a row is of."""
    return row.rpartition("/")[0]
