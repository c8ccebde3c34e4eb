"""The answer of a match as a table: one row for each pair that people are shown, with what each field says."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl

from homeward.matching.columns import MISSING, Floats, Levels
from homeward.matching.engine import Result
from homeward.matching.model import FieldModel
from homeward.matching.scoring import score

EVIDENCE_COLUMNS: Final = (
    "surname", "given_names", "father_name", "birth_date", "birth_place", "service_number", "unit", "sex",
    "mother_maiden_name", "captured_or_last_seen", "relatives", "prior",
)  # fmt: skip
"""One column for each part of the evidence: the level reached, and its weight as a natural logarithm."""

PAIR_COLUMNS: Final = ("left", "right", "probability", "accepted", *EVIDENCE_COLUMNS)
"""
Header of the table of pairs.

``accepted`` is ``yes`` for the pairs that the program proposes and that need no second look: people decide.
"""


def pair_table(result: Result) -> pl.DataFrame:
    """Return the pairs under :data:`PAIR_COLUMNS`, the most probable first, then by the ids."""
    at = result.shown
    pairs = result.pairs.at(at)
    scores = score(result.lists, pairs, result.model)
    ids = result.ids(at)
    fields = [
        _cells(field, own, pairs.levels[field], scores.weights[field]) for field, own in result.model.fields.items()
    ]
    relatives, prior = (_numbers(name, values) for name, values in
                        (("relatives", scores.relatives), ("prior", np.full(len(at), scores.prior))))  # fmt: skip
    frame = pl.DataFrame(
        [
            pl.Series("left", ids[0]),
            pl.Series("right", ids[1]),
            pl.Series("probability", result.probabilities[at]).round(4),
            pl.Series("accepted", np.where(result.is_accepted[at], "yes", "no")).cast(pl.String),
            *fields,
            relatives,
            prior,
        ]
    )
    return frame.select(PAIR_COLUMNS).sort(["probability", "left", "right"], descending=[True, False, False])


def _cells(field: str, own: FieldModel, levels: Levels, weights: Floats) -> pl.Series:
    """Return a cell for each pair: the level in words and its weight, empty where a value is not stated."""
    words = pl.Series("words", [*own.words, None], dtype=pl.String).gather(
        np.where(levels == MISSING, len(own.words), levels)
    )
    return pl.select(pl.format("{} ({})", words, _numbers(field, weights))).to_series().rename(field)


def _numbers(name: str, values: Floats) -> pl.Series:
    return pl.Series(name, [f"{value:+.2f}" for value in values.tolist()], dtype=pl.String)
