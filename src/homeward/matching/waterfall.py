"""The sum that made a score, step by step: where each part of the evidence begins and ends."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from homeward.model.matches import Match

PRIOR: Final = "prior"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One part of the evidence, from the sum before it to the sum with it, as natural logarithms of odds."""

    field: str
    level: str
    start: float
    end: float

    @property
    def weight(self) -> float:
        """What this part adds."""
        return self.end - self.start


def waterfall(match: Match) -> tuple[Step, ...]:
    """
    Return the steps from nothing to the log-odds of *match*: what two rows are by chance first, then field by field.

    What was not compared, and so adds nothing, is left out. Each step begins where the one before it ends; the first
    begins at 0 and the last ends at :func:`homeward.matching.pairs.log_odds`.
    """
    ordered = sorted((one for one in match.evidence if one.weight), key=lambda one: one.field != PRIOR)
    steps, sums = [], [0.0]
    for number, one in enumerate(ordered, 1):
        sums.append(math.fsum(each.weight for each in ordered[:number]))
        steps.append(Step(field=one.field, level=one.level, start=sums[-2], end=sums[-1]))
    return tuple(steps)


def alone(match: Match) -> float:
    """Return the probability of *match* by its own evidence, as if neither of its rows had a rival."""
    total = math.fsum(one.weight for one in match.evidence)
    return 1.0 / (1.0 + math.exp(-max(min(total, 500.0), -500.0)))
