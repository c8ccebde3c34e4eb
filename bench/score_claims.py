"""Scores claims read from texts against claims annotated by hand, both in schema claims/1.

A number is found where an annotated claim has the same ends and an overlapping span, one to one. Levels are
cumulative: L0 the number; L1 also kind of count, category and modality; L2 also the speaker's party; L3 also scope and
direction; L4 also the event's date and the channel. Claims about status are matched by overlapping spans.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

Claim: TypeAlias = Mapping[str, Any]

FIELDS: Final[Mapping[str, Callable[[Claim], object]]] = {
    "count_kind": lambda claim: claim["count"] and claim["count"]["op"],
    "category": lambda claim: claim.get("category"),
    "modality": lambda claim: claim.get("modality"),
    "party": lambda claim: (claim.get("speaker") or {}).get("party"),
    "scope": lambda claim: claim.get("scope"),
    "direction": lambda claim: claim.get("direction"),
    "event_date": lambda claim: claim.get("event_date"),
    "channel": lambda claim: claim.get("channel"),
}
LEVELS: Final[Mapping[str, tuple[str, ...]]] = {
    "L0": (),
    "L1": ("count_kind", "category", "modality"),
    "L2": ("count_kind", "category", "modality", "party"),
    "L3": ("count_kind", "category", "modality", "party", "scope", "direction"),
    "L4": ("count_kind", "category", "modality", "party", "scope", "direction", "event_date", "channel"),
}
STATUS: Final = "status"
RESAMPLES: Final = 2_000


@dataclass(frozen=True, slots=True)
class Tally:
    """Right, found and wanted."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.found + other.found, self.wanted + other.wanted)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where nothing was wanted and nothing found."""
        return 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else 1.0

    @property
    def precision(self) -> float:
        """Right among found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Right among wanted."""
        return self.right / self.wanted if self.wanted else 1.0


@dataclass(frozen=True, slots=True)
class Scored:
    """One document's tallies by level, with the pairs they rest on."""

    name: str
    language: str
    tallies: Mapping[str, Tally]
    pairs: tuple[tuple[Claim, Claim], ...] = field(default=())


def score(name: str, language: str, wanted: Sequence[Claim], found: Sequence[Claim]) -> Scored:
    """Score the claims of one document."""
    pairs = tuple(_pairs(wanted, found, is_quantity=True))
    numbers = [one for one in found if one["count"] is not None], [one for one in wanted if one["count"] is not None]
    tallies = {
        level: Tally(sum(_agree(pair, names) for pair in pairs), len(numbers[0]), len(numbers[1]))
        for level, names in LEVELS.items()
    }
    statuses = tuple(_pairs(wanted, found, is_quantity=False))
    tallies[STATUS] = Tally(
        sum(_agree(pair, ("modality",)) for pair in statuses),
        len(found) - len(numbers[0]),
        len(wanted) - len(numbers[1]),
    )
    return Scored(name, language, tallies, (*pairs, *statuses))


def total(scored: Iterable[Scored], level: str) -> Tally:
    """Return the tally of several documents together."""
    return sum((one.tallies[level] for one in scored), Tally())


def interval(scored: Sequence[Scored], level: str, *, seed: int = 1) -> tuple[float, float]:
    """Return the 95 % interval of F1 when whole documents are drawn again and again (bootstrap)."""
    lots = random.Random(seed)
    values = sorted(total(lots.choices(scored, k=len(scored)), level).f1 for _ in range(RESAMPLES))
    return values[int(RESAMPLES * 0.025)], values[int(RESAMPLES * 0.975)]


def _agree(pair: tuple[Claim, Claim], names: Iterable[str]) -> bool:
    return all(FIELDS[name](pair[0]) == FIELDS[name](pair[1]) for name in names)


def _pairs(wanted: Sequence[Claim], found: Sequence[Claim], *, is_quantity: bool) -> Iterator[tuple[Claim, Claim]]:
    used: set[int] = set()
    for claim in wanted:
        if (claim["count"] is not None) != is_quantity:
            continue
        options = [
            ((sum(_agree((claim, one), (name,)) for name in FIELDS), _overlap(claim, one)), -at)
            for at, one in enumerate(found)
            if at not in used and (one["count"] is not None) == is_quantity and _may_match(claim, one)
        ]
        if options:
            at = -max(options)[1]
            used.add(at)
            yield claim, found[at]


def _may_match(claim: Claim, other: Claim) -> bool:
    if not _overlap(claim, other):
        return False
    ends = [(one["count"]["lo"], one["count"]["hi"]) for one in (claim, other) if one["count"] is not None]
    return len(set(ends)) <= 1


def _overlap(claim: Claim, other: Claim) -> int:
    (start, end), (first, last) = claim["span"], other["span"]
    return max(0, int(min(end, last) - max(start, first)))
