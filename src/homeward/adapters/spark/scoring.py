"""Pairs compared and scored on Spark, with the functions of one machine on each part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
import polars as pl
from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from homeward.adapters.spark.counting import lowest
from homeward.adapters.spark.frames import Schema, collected, mapped
from homeward.adapters.spark.lists import CONTENT, SparkLists
from homeward.matching.columns import Floats, Pairs, beside
from homeward.matching.comparisons import compare
from homeward.matching.estimation import ROWS_OF_MATCHES, estimated
from homeward.matching.model import Model, published
from homeward.matching.rivals import HOPELESS
from homeward.matching.scoring import FLOOR, Compared, log_chances, weighed

_ROWS: Final[Schema] = {"left": pl.Int64, "right": pl.Int64}
COMPARED: Final[Schema] = {
    **_ROWS,
    **{f"level {field}": pl.Int8 for field in published()},
    **{f"chance {field}": pl.Float64 for field in published()},
}
"""A pair, its levels, and the logarithms of ``u``: with these it is scored under any ``m``, without its values."""

_SCORED: Final[Schema] = {**_ROWS, "total": pl.Float64}


def compared(lists: SparkLists, pairs: DataFrame, model: Model) -> DataFrame:
    """Return :data:`COMPARED` of those *pairs* that are above :data:`FLOOR` by *model*."""
    sent = pairs.sparkSession.sparkContext.broadcast(model)
    left, right = (_named(side, name) for side, name in ((lists.left, "left"), (lists.right, "right")))
    return mapped(pairs.join(left, "left").join(right, "right"), lambda part: _compared(part, sent.value), COMPARED)


def scored(pairs: DataFrame, model: Model) -> DataFrame:
    """Return ``left``, ``right`` and ``total``, the log-odds, of compared pairs."""
    sent = pairs.sparkSession.sparkContext.broadcast(model)
    return mapped(pairs, lambda part: _scored(part, sent.value), _SCORED)


def likely(pairs: DataFrame, model: Model) -> tuple[Pairs, Floats]:
    """Return, in their order, the pairs that may be anybody's rivals, and their log-odds; all others count as 0."""
    found = collected(scored(pairs, model).where(f.col("total") > HOPELESS)).sort("left", "right")
    return pairs_in(found), found["total"].to_numpy()


def improved(lists: SparkLists, pairs: DataFrame, start: Model) -> Model:
    """Return what :func:`homeward.matching.estimation.improved` returns for the same compared pairs."""
    if lists.sizes[0] > ROWS_OF_MATCHES:
        rows = lowest(lists.left, ROWS_OF_MATCHES).select(f.col("row").alias("left"))
        pairs = pairs.join(f.broadcast(rows), "left", "left_semi")
    return estimated(*levels_and_chances(collected(pairs).sort("left", "right")), start)


def levels_and_chances(frame: pl.DataFrame) -> tuple[Compared, Mapping[str, Floats]]:
    """Return collected pairs of :data:`COMPARED` as values."""
    levels = {field: frame[f"level {field}"].to_numpy() for field in published()}
    chances = {field: frame[f"chance {field}"].to_numpy() for field in published()}
    return Compared(pairs=pairs_in(frame), levels=levels), chances


def pairs_in(frame: pl.DataFrame) -> Pairs:
    """Return ``left`` and ``right`` of a collected frame as pairs."""
    return Pairs(left=frame["left"].to_numpy().astype(np.int32), right=frame["right"].to_numpy().astype(np.int32))


def _named(side: DataFrame, name: str) -> DataFrame:
    """Return the content of rows under names that tell the two rows of a pair apart."""
    return side.select(f.col("row").alias(name), *(f.col(column).alias(f"{name} {column}") for column in CONTENT))


def _compared(part: pl.DataFrame, model: Model) -> pl.DataFrame:
    sides = [
        part.select(pl.lit("").alias("row_id"), *(pl.col(f"{name} {column}").alias(column) for column in CONTENT))
        for name in ("left", "right")
    ]
    lists = beside(*sides)
    # Row k of the one and row k of the other are pair k.
    every = np.arange(part.height, dtype=np.int32)
    pairs = Pairs(left=every, right=every)
    levels = compare(lists, pairs)
    whole = Compared(pairs=pairs, levels=levels)
    chances = log_chances(lists, whole, model)
    found = part.select("left", "right").with_columns(
        *(pl.Series(f"level {field}", values, dtype=pl.Int8) for field, values in levels.items()),
        *(pl.Series(f"chance {field}", values, dtype=pl.Float64) for field, values in chances.items()),
    )
    return found.filter(pl.Series(weighed(whole, chances, model).total > FLOOR))


def _scored(part: pl.DataFrame, model: Model) -> pl.DataFrame:
    total = weighed(*levels_and_chances(part), model).total
    return part.select("left", "right").with_columns(total=pl.Series(total))
