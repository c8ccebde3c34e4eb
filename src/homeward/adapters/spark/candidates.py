"""Candidate pairs on Spark: the keys of :mod:`homeward.matching.candidates`, counted first, then joined."""

from __future__ import annotations

from functools import partial
from typing import Final

import polars as pl
from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from homeward.adapters.spark.frames import Schema, mapped
from homeward.adapters.spark.lists import SparkLists
from homeward.matching.candidates import KEYS, PAIRS_OF_A_KEY, compares_all, key_frame, key_values
from homeward.names.folding import VOWELLESS

_VALUES: Final[Schema] = {"number": pl.Int8, "value": pl.Int64, "row": pl.Int64}


def candidate_pairs(lists: SparkLists) -> DataFrame:
    """
    Return ``left`` and ``right``, the rows of the pairs of :func:`homeward.matching.candidates.candidate_pairs`.

    A key is joined as a number of 64 bits. Two values with one number would add a pair to compare or leave one to
    other keys; among 100 million values that is expected 0.0005 times: the parts are hashed, then the key with them.
    """
    if compares_all(lists.sizes):
        return lists.left.select(f.col("row").alias("left")).crossJoin(lists.right.select(f.col("row").alias("right")))
    is_bare = has_bare(lists)
    left, right = (
        hashed_keys(rows, side, with_bare=is_bare) for rows, side in ((lists.left, "left"), (lists.right, "right"))
    )
    # The wide values are few beside all values: they are what is taken out, before anything is joined.
    wide = key_sizes(left, right).where(f.col("lefts") * f.col("rights") > PAIRS_OF_A_KEY).select("key")
    pairs = left.join(wide, "key", "left_anti").join(right.join(wide, "key", "left_anti"), "key")
    # Parted by the left row, so that the rows themselves can be joined to the pairs where they are.
    return pairs.select("left", "right").repartition("left").dropDuplicates(["left", "right"])


def has_bare(lists: SparkLists) -> bool:
    """Tell whether a surname of either list is written without vowels."""
    both = lists.left.select("surname").unionByName(lists.right.select("surname"))
    return not both.where(f.col("surname").contains(VOWELLESS)).isEmpty()


def hashed_keys(rows: DataFrame, side: str, *, with_bare: bool) -> DataFrame:
    """Return ``key``, a number for each value of a key, and the row that has it, under its *side*: left or right."""
    values = mapped(rows, partial(_values, at=int(side == "right"), with_bare=with_bare), _VALUES)
    return values.select(f.xxhash64("number", "value").alias("key"), f.col("row").alias(side))


def key_sizes(left: DataFrame, right: DataFrame) -> DataFrame:
    """Return ``key``, ``lefts`` and ``rights``: how many rows of each list have each value that both have."""
    one, other = (keys.groupBy("key").count() for keys in (left, right))
    return one.withColumnRenamed("count", "lefts").join(other.withColumnRenamed("count", "rights"), "key")


def _values(rows: pl.DataFrame, *, at: int, with_bare: bool) -> pl.DataFrame:
    parts = key_frame(rows, with_bare=with_bare)
    values = pl.concat(
        key_values(parts, key[at]).select(
            pl.lit(number, dtype=pl.Int8).alias("number"), pl.col("key").reinterpret(signed=True).alias("value"), "row"
        )
        for number, key in enumerate(KEYS)
    )
    # A part of a list numbers its rows from 0: put back the numbers they have in the whole.
    return values.with_columns(row=rows["row"].gather(values["row"]))
