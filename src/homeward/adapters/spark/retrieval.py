"""The rest on Spark: the nearest rows of :mod:`homeward.matching.retrieval`, block of rows by block of rows."""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa
from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as f
from scipy.sparse import csr_matrix

from homeward.adapters.spark.frames import Schema, collected, ddl, mapped, of_arrow, to_arrow
from homeward.adapters.spark.lists import CONTENT, SparkLists
from homeward.matching.columns import beside
from homeward.matching.retrieval import features, likenesses, nearest, rarity, scaled

ROWS_SEARCHED_FOR: Final = 100_000
"""Rows of the rest in one block."""

ROWS_SEARCHED: Final = 500_000
"""Rows of the other list in one block. A task holds one block of each: some 500 bytes for each of their rows."""

_ROWS_RANKED: Final = 10_000
"""Rows whose nearest of all blocks are ranked together."""

_COUNTED: Final[Schema] = {"name": pl.String, "rows": pl.Int64}
_NEAR: Final[Schema] = {"row": pl.Int64, "other": pl.Int64, "value": pl.Float32}
_NEAREST: Final[Schema] = {"row": pl.Int64, "other": pl.Int64}

Weights: TypeAlias = tuple[list[str], npt.NDArray[np.float32]]
"""Features in ascending order of name, and the weight of each."""


def nearest_pairs(lists: SparkLists, sure: DataFrame) -> DataFrame:
    """
    Return ``left`` and ``right``: each row that is in no pair of *sure*, and its nearest rows of the other list.

    They are those that :func:`homeward.matching.retrieval.nearest_pairs` names, whatever the blocks.
    """
    weights = _weights(lists)
    forth = _nearest(_unsure(lists.left, sure, "left"), lists.right, lists.sizes, weights)
    back = _nearest(_unsure(lists.right, sure, "right"), lists.left, lists.sizes[::-1], weights)
    return (
        forth.withColumnsRenamed({"row": "left", "other": "right"})
        .unionByName(back.withColumnsRenamed({"row": "right", "other": "left"}))
        .distinct()
    )


def _unsure(side: DataFrame, sure: DataFrame, name: str) -> DataFrame:
    """Return the rows of one list that no pair of *sure* names."""
    return side.join(sure.select(f.col(name).alias("row")).distinct(), "row", "left_anti")


def _weights(lists: SparkLists) -> Weights:
    """Return the features that tell something, in ascending order, and their weights."""
    both = lists.left.select(*CONTENT).unionByName(lists.right.select(*CONTENT))
    counts = mapped(both, _counts, _COUNTED).groupBy("name").agg(f.sum("rows").alias("rows"))
    found = collected(counts.where(f.col("rows") > 1)).sort("name")
    weights = rarity(found["rows"].to_numpy(), sum(lists.sizes))
    return found["name"].filter(pl.Series(weights > 0)).to_list(), weights[weights > 0]


def _nearest(some: DataFrame, others: DataFrame, sizes: tuple[int, int], weights: Weights) -> DataFrame:
    sent = some.sparkSession.sparkContext.broadcast(weights)

    def searched(searching: pa.Table, found: pa.Table) -> pa.Table:
        return to_arrow(_likenesses(of_arrow(searching), of_arrow(found), sent.value), _NEAR)

    # Each block of the one meets each block of the other.
    one = some.withColumns({"some": _block(ROWS_SEARCHED_FOR), "others": _blocks(sizes[1], ROWS_SEARCHED)})
    other = others.withColumns({"some": _blocks(sizes[0], ROWS_SEARCHED_FOR), "others": _block(ROWS_SEARCHED)})
    near = one.groupBy("some", "others").cogroup(other.groupBy("some", "others")).applyInArrow(searched, ddl(_NEAR))
    return near.groupBy(_block(_ROWS_RANKED).alias("block")).applyInArrow(_ranked, ddl(_NEAREST))


def _counts(rows: pl.DataFrame) -> pl.DataFrame:
    whole, names = _features(rows)
    counts = np.bincount(whole.indices, minlength=whole.shape[1])
    return pl.DataFrame({"name": names, "rows": counts}).filter(pl.col("rows") > 0)


def _likenesses(some: pl.DataFrame, others: pl.DataFrame, weights: Weights) -> pl.DataFrame:
    if not some.height or not others.height:  # a block without a row of the rest
        return pl.DataFrame(schema=_NEAR)
    rows, columns, values = likenesses(_weighted(some, weights), _weighted(others, weights), threads=1)
    return pl.DataFrame({"row": some["row"].gather(rows), "other": others["row"].gather(columns), "value": values})


def _weighted(rows: pl.DataFrame, weights: Weights) -> csr_matrix:
    """Return the features of some rows under the numbers that they have for all rows, and with their weights."""
    whole, names = _features(rows)
    known, own = (pl.DataFrame({"name": each}).with_row_index(at) for each, at in ((weights[0], "at"), (names, "own")))
    shared = own.join(known, on="name").sort("own")
    place = csr_matrix(
        (np.ones(shared.height, dtype=np.float32), (shared["own"].to_numpy(), shared["at"].to_numpy())),
        shape=(len(names), max(len(weights[0]), 1)),
    )
    found = csr_matrix(whole @ place)
    found.sort_indices()
    scaled(found, weights[1])
    return found


def _features(rows: pl.DataFrame) -> tuple[csr_matrix, tuple[str, ...]]:
    keyed = rows.select(pl.lit("").alias("row_id"), *CONTENT)
    return features(beside(keyed, keyed.clear()))


def _ranked(near: pa.Table) -> pa.Table:
    frame = of_arrow(near)
    return to_arrow(frame[nearest(frame["row"].to_numpy(), frame["value"].to_numpy())], _NEAREST)


def _block(size: int) -> Column:
    """Return the number of the first row of the block that a row is in."""
    return f.col("row") - f.col("row") % size


def _blocks(rows: int, size: int) -> Column:
    """Return the first row of each block of a list: a row that meets them all is there once for each."""
    # Of the type of a row: Spark parts numbers of 32 and of 64 bits differently, and blocks would miss each other.
    return f.explode(f.sequence(f.lit(0), f.lit(rows - 1), f.lit(size)).cast("array<bigint>"))
