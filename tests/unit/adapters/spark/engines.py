"""Both engines of matching on the same made-up people, and what each of them found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl
import pytest

from bench import people
from homeward.adapters import spark
from homeward.adapters.spark.engine import match_records
from homeward.adapters.spark.frames import collected, sent
from homeward.adapters.spark.scoring import scored
from homeward.adapters.spark.session import session
from homeward.matching import Result, keyed, match_keyed

QUICK: Final[Mapping[str, str]] = {
    "spark.ui.enabled": "false",
    "spark.driver.memory": "1g",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.shuffle.partitions": "3",
    "spark.sql.adaptive.coalescePartitions.enabled": "false",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "3000",
}
"""A small session that starts quickly; parts are small, so that there are several of everything."""

needs_java = pytest.mark.skipif(
    (spark.java_version() or 0) < spark.JAVA,
    reason=f"Spark needs Java {spark.JAVA}: apt-get install openjdk-17-jre-headless",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Both:
    """What each engine found: here every pair by row numbers, and there (on Spark) every pair and the shown ones."""

    here: Result
    there: Result
    scored: pl.DataFrame
    is_swapped: bool


def both_engines(size: int, more: int, folder: Path) -> Both:
    """Match *size* and *more* made-up people with *size* others on either engine; some are written without vowels."""
    left, right, _ = people.make(size + more, seed=11, population="mixed")
    right = right.sort("row_id").head(size)
    with session("local[2]", QUICK) as spark_session:
        answer = match_records(sent(spark_session, left), sent(spark_session, right), folder)
        every = collected(scored(answer.compared, answer.result.model)).sort("left", "right")
    return Both(
        here=match_keyed(keyed(left), keyed(right)),
        there=answer.result,
        scored=every,
        is_swapped=answer.lists.is_swapped,
    )


def pairs_of(result: Result, chosen: np.typing.NDArray[np.bool_]) -> set[tuple[str, str]]:
    """Return the ids of the *chosen* pairs."""
    return set(zip(*result.ids(np.flatnonzero(chosen)), strict=True))
