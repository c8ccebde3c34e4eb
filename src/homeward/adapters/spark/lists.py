"""Two lists side by side on Spark: keys of each row, numbered in the order of content as on one machine."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Final

import polars as pl
from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as f

from homeward.adapters.spark.frames import Schema, collected, kept, mapped, sent
from homeward.matching import checksums, keyed
from homeward.matching.columns import DATE_FIELDS, TEXT_FIELDS, order_of, rank

CONTENT: Final = (*TEXT_FIELDS, *(f"{field}_{end}" for field in DATE_FIELDS for end in ("first", "last")))
"""What is known of a row beside its id."""

KEYED: Final[Schema] = {
    "row_id": pl.String,
    **dict.fromkeys(CONTENT[: len(TEXT_FIELDS)], pl.String),
    **dict.fromkeys(CONTENT[len(TEXT_FIELDS) :], pl.Int32),
    "checksum": pl.Int64,
}

_OFFSET_BITS: Final = 33
"""Spark's own numbers hold the number of the partition above so many bits, and below them the place in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SparkLists:
    """
    Both lists, the smaller left: :data:`KEYED` and ``row``, the number in order of content from 0.

    The numbers are those that the rows of :class:`homeward.matching.columns.Lists` have on one machine.
    """

    left: DataFrame
    right: DataFrame
    sizes: tuple[int, int]
    is_swapped: bool


def side_by_side(left: DataFrame, right: DataFrame, folder: Path) -> SparkLists:
    """Return two lists of records as :class:`SparkLists`; *folder* takes what is worked out on the way."""
    sides = [_numbered(frame, folder, name) for frame, name in ((left, "left"), (right, "right"))]
    sizes = [side.count() for side in sides]
    is_swapped = sizes[1] < sizes[0] if sizes[0] != sizes[1] else _comes_first(sides[1], sides[0])
    first, second = (1, 0) if is_swapped else (0, 1)
    return SparkLists(
        left=sides[first], right=sides[second], sizes=(sizes[first], sizes[second]), is_swapped=is_swapped
    )


def _numbered(records: DataFrame, folder: Path, name: str) -> DataFrame:
    keys = mapped(records, _keyed, KEYED)
    order = [f.col(column).asc_nulls_last() for column in order_of(("row_id", *CONTENT))]
    ordered = kept(keys.orderBy(*order).withColumn("at", f.monotonically_increasing_id()), folder, f"{name}-ordered")
    part = f.shiftright("at", _OFFSET_BITS)
    sizes = collected(ordered.groupBy(part.alias("part")).count()).sort("part")
    starts = sizes.select("part", start=pl.col("count").cum_sum() - pl.col("count"))
    numbered = ordered.withColumn("part", part).join(f.broadcast(sent(ordered.sparkSession, starts)), "part")
    row = f.col("start") + f.col("at") - f.shiftleft("part", _OFFSET_BITS)
    return kept(numbered.select(*KEYED, row.alias("row")), folder, name)


def _keyed(records: pl.DataFrame) -> pl.DataFrame:
    frame = keyed(records)
    return frame.with_columns(checksum=pl.Series(checksums(frame)))


def _comes_first(one: DataFrame, other: DataFrame) -> bool:
    """Tell whether *one* of two lists of one size stands left of the *other*: the first row that differs decides."""
    differs: Column = reduce(
        lambda some, more: some | more, (~f.col(f"one.{name}").eqNullSafe(f.col(f"other.{name}")) for name in CONTENT)
    )
    rows = one.alias("one").join(other.alias("other"), "row").where(differs).agg(f.min("row").alias("row"))
    ranks = [rank(collected(side.join(f.broadcast(rows), "row").select(*CONTENT))) for side in (one, other)]
    return ranks[0] < ranks[1]
