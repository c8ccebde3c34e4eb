"""A Spark session with the settings that matching needs; everything else is Spark's own configuration."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from pyspark.sql import SparkSession

ROWS_AT_ONCE: Final = 50_000
"""Rows that a step of ours is handed at once: what bounds the memory of one task."""

SETTINGS: Final[Mapping[str, str]] = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.execution.arrow.maxRecordsPerBatch": str(ROWS_AT_ONCE),
    # What comes to the driver is bounded by what the steps collect; `docs/scale.md` has the arithmetic.
    "spark.driver.maxResultSize": "0",
    # One task, one core: two libraries that each take all cores would fight for them.
    "spark.executorEnv.POLARS_MAX_THREADS": "1",
    "spark.executorEnv.OMP_NUM_THREADS": "1",
    "spark.ui.showConsoleProgress": "false",
}


@contextmanager
def session(master: str, settings: Mapping[str, str] | None = None) -> Iterator[SparkSession]:
    """Yield a session on *master*, and end it. *settings* go before ours, and ours before Spark's own files."""
    # Drivers and workers must run one Python, or functions cannot be handed over.
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    builder = SparkSession.builder.master(master).appName("homeward match")
    for key, value in {**SETTINGS, **(settings or {})}.items():
        builder = builder.config(key, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    try:
        yield spark
    finally:
        spark.stop()
