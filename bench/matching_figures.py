"""Figures of pairs that were found against pairs that are true, alike for every engine."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

from bench.matching_runs import Found

Truth = set[tuple[str, str]]
SCORED_FROM: Final = -12.0
"""Log-odds below which the trained scorer is not asked either: one true pair in many thousands lies there."""
TRAINED_ON: Final = 1_500_000
"""Wrong pairs the scorer learns from; it sees every true pair of its half."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """Precision, recall and their harmonic mean, against all true pairs."""

    precision: float
    recall: float
    f1: float

    def __str__(self) -> str:
        """Return F1 and, in brackets, precision and recall."""
        return f"{self.f1:.4f} ({self.precision:.3f} / {self.recall:.3f})"


def quality(chosen: Collection[tuple[str, str]], truth: Truth) -> Quality:
    """Count *chosen* pairs against *truth*."""
    true = len(truth.intersection(chosen))
    return Quality(
        precision=true / max(len(chosen), 1),
        recall=true / max(len(truth), 1),
        f1=2 * true / max(len(chosen) + len(truth), 1),
    )


def at_least(found: Found, threshold: float) -> set[tuple[str, str]]:
    """Return the pairs at or above *threshold*."""
    return {(left, right) for left, right, share in found if share >= threshold}


def one_to_one(found: Iterable[tuple[str, str, float]]) -> Found:
    """Keep the most probable pairs so that each row is in one pair at most."""
    taken: set[str] = set()
    kept = []
    for left, right, share in sorted(found, key=lambda pair: (-pair[2], pair[0], pair[1])):
        if left not in taken and right not in taken:
            taken |= {left, right}
            kept.append((left, right, share))
    return kept


def best_f1(found: Found, truth: Truth) -> float:
    """Return F1 at the threshold that a set of labels would choose."""
    if not found:
        return 0.0
    ranked = sorted(found, key=lambda pair: -pair[2])
    hits = np.cumsum([(left, right) in truth for left, right, _ in ranked])
    return float(np.max(2 * hits / (np.arange(1, len(ranked) + 1) + len(truth))))


def true_rows(folder: Path, truth: Truth) -> pl.DataFrame:
    """Return the true pairs as row numbers of the candidates that our run left in *folder*."""
    frame = pl.DataFrame(sorted(truth), schema=["one", "other"], orient="row")
    for side, column in (("left", "one"), ("right", "other")):
        ids = pl.read_parquet(folder / f"candidates-{side}.parquet").with_row_index(side)
        frame = frame.join(ids.with_columns(pl.col(side).cast(pl.Int32)), left_on=column, right_on="row_id")
    return frame.select("left", "right")


def pair_completeness(folder: Path, truth: Truth) -> float:
    """Return the share of the true pairs that were compared at all."""
    candidates = pl.scan_parquet(folder / "candidates.parquet").select("left", "right")
    met = true_rows(folder, truth).lazy().join(candidates, on=["left", "right"], how="semi").collect().height
    return met / len(truth)


def trained_f1(folder: Path, truth: Truth) -> float:
    """
    Return F1 of a scorer trained on the truth over our candidates: what labels could make of them.

    Gradient boosting on the levels of every field and on our own log-odds, trained on one half of the people and scored
    on the other, both ways; pairs then one to one, at the threshold that the labels would choose.
    """
    from sklearn.ensemble import (  # type: ignore[import-not-found]  # noqa: PLC0415 - in the bench's environment only
        HistGradientBoostingClassifier,
    )

    true = true_rows(folder, truth).with_columns(true=pl.lit(value=True))
    candidates = pl.read_parquet(folder / "candidates.parquet").filter(pl.col("total") > SCORED_FROM)
    pairs = candidates.join(true, on=["left", "right"], how="left", maintain_order="left")
    is_true = pairs["true"].fill_null(value=False).to_numpy()
    features = _features(pairs)
    half = pairs["left"].hash(seed=0).to_numpy() % 2 == 0
    scores = np.zeros(pairs.height)
    for training in (half, ~half):
        model = HistGradientBoostingClassifier(random_state=0)
        at = _sample(training, is_true)
        model.fit(features[at], is_true[at])
        scores[~training] = model.predict_proba(features[~training])[:, 1]
    likely = np.flatnonzero(scores > 0.01)
    left, right = (pairs[side].gather(likely).cast(pl.String).to_list() for side in ("left", "right"))
    found = one_to_one(zip(left, (f"R{each}" for each in right), scores[likely].tolist(), strict=True))
    return best_f1(found, {(str(one), f"R{other}") for one, other in true.select("left", "right").rows()})


def _features(pairs: pl.DataFrame) -> npt.NDArray[np.float32]:
    columns = [pl.col(name).cast(pl.Float32) for name in pairs.columns if name.startswith("level ") or name == "total"]
    rivals = [
        (pl.col("total") - pl.col("total").max().over(side)).cast(pl.Float32).alias(f"behind {side}")
        for side in ("left", "right")
    ]
    return pairs.select(*columns, *rivals).to_numpy()


def _sample(training: npt.NDArray[np.bool_], is_true: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    wrong = np.flatnonzero(training & ~is_true)
    if len(wrong) > TRAINED_ON:
        wrong = np.random.default_rng(0).choice(wrong, TRAINED_ON, replace=False)
    return np.sort(np.concatenate([np.flatnonzero(training & is_true), wrong]))


def verdict(figure: float, bar: float, *, at_most: bool = False) -> str:
    """Return whether *figure* meets *bar*, in words."""
    is_met = figure <= bar if at_most else figure >= bar
    return f"bar {'<=' if at_most else '>='} {bar:g}: {'met' if is_met else 'MISSED'}"
