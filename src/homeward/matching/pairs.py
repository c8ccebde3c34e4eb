"""Matches as rows of a table, and one match explained in words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Final

from homeward.model.matches import Evidence, Match

EVIDENCE_COLUMNS: Final = (
    "surname", "given_names", "father_name", "birth_date", "birth_place", "service_number", "unit", "sex",
    "mother_maiden_name", "captured_or_last_seen", "relatives", "prior",
)  # fmt: skip
"""One column for each part of the evidence: the level reached, and its weight as a natural logarithm."""

PAIR_COLUMNS: Final = ("left", "right", "probability", "accepted", *EVIDENCE_COLUMNS)
"""Header of the table of pairs. ``accepted`` is ``yes`` for the pairs the program proposes: people decide."""


def pair_rows(matches: Iterable[Match]) -> Iterator[tuple[str, ...]]:
    """Yield one row for each match under :data:`PAIR_COLUMNS`, the most probable first, then by the ids."""
    for match in sorted(matches, key=lambda each: (-each.probability, each.left, each.right)):
        evidence = {each.field: each for each in match.evidence}
        cells = (_cell(evidence.get(column)) for column in EVIDENCE_COLUMNS)
        yield (match.left, match.right, f"{match.probability:.4f}", "yes" if match.is_proposed else "no", *cells)


def log_odds(match: Match) -> float:
    """Return the sum of a match's evidence: its log-odds before rivals are counted."""
    return math.fsum(each.weight for each in match.evidence)


def explain(match: Match) -> tuple[str, ...]:
    """
    Return the evidence of *match* as lines for people, the weightiest first, and what rivals changed.

    Ids only: the lines hold no personal data.
    """
    stated = sorted((each for each in match.evidence if each.weight), key=lambda each: -abs(each.weight))
    alone = 1.0 / (1.0 + math.exp(-max(min(log_odds(match), 500.0), -500.0)))
    return (
        *(f"{each.weight:+7.2f}  {each.field}: {each.level}" for each in stated),
        f"{log_odds(match):+7.2f}  together: probability {alone:.4f} if neither had a rival",
        f"         {match.probability:.4f} with all rivals counted",
    )


def _cell(evidence: Evidence | None) -> str:
    if evidence is None or evidence.level == "not compared":
        return ""
    return f"{evidence.level} ({evidence.weight:+.2f})"
