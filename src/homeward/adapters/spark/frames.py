"""Between Spark and polars: one function on polars frames becomes a step of Spark, part by part."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, TypeAlias

import polars as pl
import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession

Schema: TypeAlias = Mapping[str, type[pl.DataType]]

_TYPES: Final[Mapping[type[pl.DataType], tuple[str, pa.DataType]]] = {
    pl.String: ("string", pa.string()),
    pl.Int64: ("bigint", pa.int64()),
    pl.Int32: ("int", pa.int32()),
    pl.Int8: ("tinyint", pa.int8()),
    pl.Float64: ("double", pa.float64()),
    pl.Float32: ("float", pa.float32()),
}


def mapped(frame: DataFrame, work: Callable[[pl.DataFrame], pl.DataFrame], schema: Schema) -> DataFrame:
    """Return what *work* makes of each part of *frame*, none of them empty. It must not matter how it was parted."""

    def parts(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            if batch.num_rows:
                yield from to_arrow(work(of_arrow(pa.Table.from_batches([batch]))), schema).to_batches()

    return frame.mapInArrow(parts, ddl(schema))


def collected(frame: DataFrame) -> pl.DataFrame:
    """Return *frame* as a frame of this process."""
    return of_arrow(frame.toArrow())


def sent(spark: SparkSession, frame: pl.DataFrame) -> DataFrame:
    """Return *frame* of this process as a frame of Spark."""
    schema = {name: dtype.base_type() for name, dtype in frame.schema.items()}
    if not frame.height:  # a table without rows has no parts, and Spark would guess its types
        return spark.createDataFrame([], ddl(schema))
    return spark.createDataFrame(to_arrow(frame, schema))


def kept(frame: DataFrame, folder: Path, name: str) -> DataFrame:
    """Return *frame* written as Parquet and read again: worked out once, and in no memory."""
    place = str(folder / name)
    frame.write.mode("overwrite").parquet(place)
    return frame.sparkSession.read.parquet(place)


def of_arrow(table: pa.Table) -> pl.DataFrame:
    """Return an Arrow table as a polars frame."""
    frame = pl.from_arrow(table)
    if isinstance(frame, pl.Series):  # polars' signature allows for it; a table never is one
        raise TypeError("an Arrow table gave a series")
    return frame


def to_arrow(frame: pl.DataFrame, schema: Schema) -> pa.Table:
    """Return the columns of *schema* as the Arrow table that Spark expects."""
    table = frame.select(*schema).to_arrow(compat_level=pl.CompatLevel.oldest())
    return table.cast(pa.schema([(name, _TYPES[dtype][1]) for name, dtype in schema.items()]))


def ddl(schema: Schema) -> str:
    """Return *schema* as Spark writes it."""
    return ", ".join(f"`{name}` {_TYPES[dtype][0]}" for name, dtype in schema.items())
