"""What a model needs to know of two lists: counted where the rows are; the sums, and a sample of rows, come here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import polars as pl
from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from homeward.adapters.spark.frames import Schema, collected, mapped
from homeward.adapters.spark.lists import SparkLists
from homeward.matching.columns import beside
from homeward.matching.comparisons import compare
from homeward.matching.estimation import ROWS_OF_STRANGERS, counted_model, strangers
from homeward.matching.frequencies import COMMON_FROM, EXPECTED, Births, Frequencies, births_of, frequencies_of, kind_of
from homeward.matching.model import Model

_KINDS: Final[Schema] = {"field": pl.String, "kind": pl.String, "rows": pl.Int64}


def first_model(lists: SparkLists) -> Model:
    """Return what :func:`homeward.matching.estimation.first_model` returns for the same lists."""
    left, right = (listed(collected(lowest(side, ROWS_OF_STRANGERS))) for side in (lists.left, lists.right))
    some = beside(left, right)
    return counted_model(compare(some, strangers(some)), _frequencies(lists), _births(lists), lists.sizes)


def lowest(side: DataFrame, size: int) -> DataFrame:
    """Return the *size* rows with the lowest checksums, as :func:`homeward.matching.sampling.lowest` chooses them."""
    return side.orderBy("checksum", "row").limit(size)


def listed(rows: pl.DataFrame) -> pl.DataFrame:
    """Return collected rows as a keyed frame, in order of their numbers."""
    return rows.sort("row").drop("row", "checksum")


def _frequencies(lists: SparkLists) -> Mapping[str, Frequencies]:
    both = lists.left.select(*EXPECTED).unionByName(lists.right.select(*EXPECTED))
    sums = mapped(both, _kinds, _KINDS).groupBy("field", "kind").agg(f.sum("rows").alias("rows")).cache()
    common = collected(sums.where(f.col("rows") >= COMMON_FROM))
    rare = collected(sums.where(f.col("rows") < COMMON_FROM).groupBy("field", "rows").count())
    sums.unpersist()
    return {
        field: frequencies_of(field, _of_field(common, field, "kind", "rows"), _of_field(rare, field, "rows", "count"))
        for field in EXPECTED
    }


def _kinds(rows: pl.DataFrame) -> pl.DataFrame:
    """Count the values of some rows under what they are counted as."""
    counts = [
        (field, kind_of(field, value), count)
        for field in EXPECTED
        for value, count in rows[field].drop_nulls().value_counts(name="rows").iter_rows()
    ]
    return pl.DataFrame(counts, schema=_KINDS, orient="row").group_by("field", "kind").agg(pl.col("rows").sum())


def _of_field(counts: pl.DataFrame, field: str, key: str, value: str) -> dict:  # type: ignore[type-arg]
    return dict(counts.filter(pl.col("field") == field).sort(key).select(key, value).iter_rows())


def _births(lists: SparkLists) -> Births:
    first, last = f.col("birth_date_first"), f.col("birth_date_last")
    days = [side.where(first == last).select(first.alias("day")) for side in (lists.left, lists.right)]
    counts = collected(days[0].unionByName(days[1]).groupBy("day").count()).sort("day").cast(pl.Int64)
    return births_of(counts["day"].to_numpy(), counts["count"].to_numpy())
