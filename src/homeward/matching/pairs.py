"""One match explained in words."""

from __future__ import annotations

import math

from homeward.matching.doubts import doubt
from homeward.matching.waterfall import alone
from homeward.model.matches import Match


def log_odds(match: Match) -> float:
    """Return the sum of a match's evidence: its log-odds before rivals are counted."""
    return math.fsum(each.weight for each in match.evidence)


def explain(match: Match) -> tuple[str, ...]:
    """
    Return the evidence of *match* as lines for people, the weightiest first, and what rivals changed.

    Ids only: the lines hold no personal data.
    """
    found = doubt(match)
    stated = sorted((each for each in match.evidence if each.weight), key=lambda each: -abs(each.weight))
    return (
        *(f"{each.weight:+7.2f}  {each.field}: {each.level}" for each in stated),
        f"{log_odds(match):+7.2f}  together: probability {alone(match):.4f} if neither had a rival",
        *([f"         waits for people: {found.value}"] if found is not None else []),
        f"         {match.probability:.4f} with all rivals counted",
    )
