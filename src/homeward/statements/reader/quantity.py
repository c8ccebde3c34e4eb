"""A number of people, as the text gives it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from homeward.model.claims import ClaimCount
from homeward.statements.reader.numbers import Number


class Ratio(Enum):
    """A number that stands in "N for M"."""

    EQUAL = "equal"
    FIRST = "first"
    SECOND = "second"


class Kindred(Enum):
    """How a number was tied to people without a noun of its own."""

    NOUN = "noun"
    PEOPLE = "people"
    PARTITIVE = "partitive"
    RATIO = "ratio"
    VERB = "verb"
    PLACE = "place"
    LIST = "list"
    TOTAL = "total"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """
    A number of people.

    ``first`` to before ``past``: its words with the noun. ``number``: where the number stands. ``people``: the party
    whose people they are, by nationality or forces. ``owner``: ``own`` or ``other`` where a pronoun says whose.
    """

    first: int
    past: int
    number: Number
    count: ClaimCount
    category: str
    tie: Kindred
    people: str | None = None
    is_prisoners: bool = False
    is_children: bool = False
    owner: str | None = None
    ratio: Ratio | None = None
    is_partitive: bool = False
    is_same: bool = False
