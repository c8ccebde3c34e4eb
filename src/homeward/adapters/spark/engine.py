"""The way of :mod:`homeward.matching.engine` from two lists to matches, with the rows on Spark."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from pyspark.sql import DataFrame

from homeward.adapters.spark.candidates import candidate_pairs
from homeward.adapters.spark.counting import first_model, listed
from homeward.adapters.spark.frames import collected, kept, sent
from homeward.adapters.spark.lists import SparkLists, side_by_side
from homeward.adapters.spark.retrieval import nearest_pairs
from homeward.adapters.spark.scoring import compared, improved, levels_and_chances, likely
from homeward.matching.acceptance import accepted
from homeward.matching.candidates import compares_all
from homeward.matching.columns import Pairs, beside
from homeward.matching.engine import CONFIDENT, Result, silent, to_be_shown
from homeward.matching.model import Model
from homeward.matching.rivals import against_rivals, proposed
from homeward.matching.scoring import Compared
from homeward.ports import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """
    What a match on Spark found.

    ``result`` holds the pairs that people are shown, and only the rows in them; ``compared`` every pair that was
    compared and kept, by the rows of ``lists``, as long as the folder of the work is there.
    """

    result: Result
    lists: SparkLists
    compared: DataFrame


def match_records(
    left: DataFrame, right: DataFrame, folder: Path, *, model: Model | None = None, progress: Progress | None = None
) -> Answer:
    """
    Match two lists of records, neither of them empty: ``row_id`` and columns of :mod:`homeward.matching.frames`.

    The answer is that of :func:`homeward.matching.match_keyed` on the same rows.

    Args:
        left: Records of one list.
        right: Records of the other.
        folder: Where steps put what they worked out; every executor must see it. The caller removes it.
        model: What to score with; without one it is estimated on these two lists.
        progress: Told the name of each stage as it begins and ends.
    """
    tell = progress or silent
    tell("keys", 0.0)
    lists = side_by_side(left, right, folder)
    first = model or first_model(lists)
    tell("keys", 1.0)
    tell("candidates", 0.0)
    pairs = kept(compared(lists, candidate_pairs(lists), first), folder, "compared")
    tell("candidates", 1.0)
    tell("weights", 0.0)
    used = model or improved(lists, pairs, first)
    tell("weights", 1.0)
    if not compares_all(lists.sizes):
        tell("the rest", 0.0)
        fresh = kept(compared(lists, _fresh(lists, pairs, used), used), folder, "the-rest")
        if not fresh.isEmpty():
            pairs = pairs.unionByName(fresh)
            used = model or improved(lists, pairs, used)
        tell("the rest", 1.0)
    tell("rivals", 0.0)
    result = _result(lists, pairs, used)
    tell("rivals", 1.0)
    return Answer(result=result, lists=lists, compared=pairs)


def _fresh(lists: SparkLists, pairs: DataFrame, model: Model) -> DataFrame:
    """Return the pairs that are not among *pairs*: rows without a confident partner, and their nearest rows."""
    those, totals = likely(pairs, model)
    sure = those.at(np.flatnonzero(against_rivals(those, totals, lists.sizes) >= CONFIDENT))
    near = nearest_pairs(lists, sent(pairs.sparkSession, _frame(sure)))
    return near.join(pairs.select("left", "right"), ["left", "right"], "left_anti")


def _result(lists: SparkLists, pairs: DataFrame, model: Model) -> Result:
    """Return the pairs to be shown, on lists that hold their rows and no others, in the same order."""
    those, totals = likely(pairs, model)
    probabilities = against_rivals(those, totals, lists.sizes)
    is_proposed = proposed(those, probabilities)
    shown = to_be_shown(probabilities, is_proposed)
    found = _frame(those.at(shown))
    at = sent(pairs.sparkSession, found)
    levels, _ = levels_and_chances(collected(pairs.join(at, ["left", "right"])).sort("left", "right"))
    left, right = (_rows(side, at, name) for side, name in ((lists.left, "left"), (lists.right, "right")))
    own = beside(listed(left), listed(right), is_swapped=lists.is_swapped)
    places = [
        np.searchsorted(np.sort(side["row"].to_numpy()), found[name].to_numpy()).astype(np.int32)
        for side, name in ((left, "left"), (right, "right"))
    ]
    shown_pairs = Compared(pairs=Pairs(left=places[0], right=places[1]), levels=levels.levels)
    return Result(
        lists=own,
        pairs=shown_pairs,
        model=model,
        totals=totals[shown],
        probabilities=probabilities[shown],
        is_proposed=is_proposed[shown],
        is_accepted=accepted(own, shown_pairs, model, is_proposed[shown]),
    )


def _rows(side: DataFrame, pairs: DataFrame, name: str) -> pl.DataFrame:
    """Return the rows of one list that *pairs* name."""
    return collected(side.join(pairs.select(pairs[name].alias("row")).distinct(), "row"))


def _frame(pairs: Pairs) -> pl.DataFrame:
    return pl.DataFrame({"left": pairs.left.astype(np.int64), "right": pairs.right.astype(np.int64)})
