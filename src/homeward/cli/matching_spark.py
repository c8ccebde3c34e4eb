"""The engine of the matching command for lists beyond one machine."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from homeward.cli.show import BarProgress, show_findings
from homeward.model.findings import Refusal, stopping

if TYPE_CHECKING:
    from homeward.adapters.list_files import Request
    from homeward.matching import Result
    from homeward.matching.model import Model


class Engine(Enum):
    """Where the steps of matching run."""

    LOCAL = "local"
    SPARK = "spark"


def match_on_spark(
    files: tuple[Path, Path], request: Request, master: str, folder: Path, *, model: Model | None
) -> tuple[Result, int]:
    """Return the pairs that people are shown, and how many errors kept rows out."""
    from homeward.adapters import spark

    spark.require()
    from homeward.adapters.spark.files import Cluster, match_written, written

    progress = BarProgress()
    progress("reading", 0.0)
    with written(files, request, folder) as lists:
        progress("reading", 1.0)
        for one in lists:
            show_findings(stopping(one.findings), talk=True)
        refuse_empty(*(one.size for one in lists))
        result = match_written(lists, Cluster(master=master, folder=folder), model=model, progress=progress)
    progress.close()
    return result, sum(len(stopping(one.findings)) for one in lists)


def refuse_empty(*sizes: int) -> None:
    """Return only where each list has an entry; see :class:`Refusal` ``MATCH-1``."""
    if not all(sizes):
        raise Refusal(
            "MATCH-1", "a list without a single entry has no pairs", hint="mend the rows that are named above"
        )
