"""Whether a text is about an exchange of people at all, and about which conflict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from homeward.statements.reader.conflict import Conflict
from homeward.statements.reader.marked import Marked
from homeward.statements.reader.patterns import Tag

_NAMED: Final = frozenset({"party", "party_to", "people", "forces"})
_ACTS: Final = frozenset({"exchange", "release", "return", "bring", "hand_over"})
_WINDOW: Final = 2
"""Sentences around a claim in which a word of exchange must stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relevance:
    """How much a text speaks of an exchange: words for and against it, acts of giving, sides and offices named."""

    strong: int
    weak: int
    acts: int
    against: int
    sides: int
    offices: int

    @property
    def is_relevant(self) -> bool:
        """Tell whether the text is about an exchange, release or repatriation between the sides of the conflict."""
        if self.sides == 0 or self.strong + self.weak + self.acts == 0:
            return False
        if self.strong == 0:
            return self.sides > 1 and self.weak + self.acts > self.against
        is_told = self.sides > 1 or self.strong > 1 or (self.offices > 0 and self.acts > 0)
        return is_told and self.strong + self.weak > self.against


def relevance(marked: Marked) -> Relevance:
    """Count what speaks for and against."""
    values = [(tag.section, tag.value) for tag in marked.tags]
    conflict = marked.conflict
    sides = {conflict.side_of(value) for section, value in values if section in _NAMED}
    offices = {value for section, value in values if section == "office_of"}
    sides |= {conflict.side_of(conflict.offices[int(value)].party) for value in offices}
    return Relevance(
        strong=sum(one == ("gate", "strong") for one in values),
        weak=sum(one == ("gate", "weak") for one in values),
        acts=sum(
            (section == "verb" and value in _ACTS) or (section, value) == ("event", "exchange")
            for section, value in values
        ),
        against=sum(one == ("gate", "against") for one in values),
        sides=len(sides - {None}),
        offices=len(offices),
    )


def fit(tags: Sequence[Tag], conflict: Conflict) -> int:
    """Return how well a configuration fits a text of which it knows *tags*: its sides first, then who is named."""
    offices = [conflict.offices[int(tag.value)].party for tag in tags if tag.section == "office_of"]
    named = [*(tag.value for tag in tags if tag.section in _NAMED), *offices]
    sides = {conflict.side_of(code) for code in named} - {None}
    return 100 * min(len(sides), 2) + 10 * min(len(set(named)), 5) + min(len(named), 49)


def near_exchange(marked: Marked, sentences: Sequence[int]) -> frozenset[int]:
    """Return those of *sentences* that have a word of exchange within two sentences."""
    speaking = {
        marked.tokens[tag.first].sentence
        for tag in marked.tags
        if (tag.section == "gate" and tag.value in {"strong", "weak"}) or (tag.section == "verb" and tag.value in _ACTS)
    }
    return frozenset(
        one for one in sentences if any(near in speaking for near in range(one - _WINDOW, one + _WINDOW + 1))
    )
