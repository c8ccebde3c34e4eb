"""Two list files matched on Spark: read and checked here row by row, everything after that where the rows are."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from homeward.adapters.list_files import Request
from homeward.adapters.list_frames import record_frames
from homeward.adapters.spark.engine import match_records
from homeward.adapters.spark.session import session
from homeward.matching import Result
from homeward.matching.model import Model
from homeward.model.findings import Finding
from homeward.ports import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Where Spark runs, and the folder that takes what is worked out on the way: every executor must see it."""

    master: str
    folder: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenList:
    """The records of a list file as Parquet in ``folder``, how many there are, and what was found while reading."""

    folder: Path
    size: int
    findings: tuple[Finding, ...]


@contextmanager
def written(files: tuple[Path, Path], request: Request, folder: Path) -> Iterator[tuple[WrittenList, WrittenList]]:
    """Yield the records of both files, written into *folder*, which is removed with all that is in it afterwards."""
    shutil.rmtree(folder, ignore_errors=True)
    try:
        left, right = (
            _written(file, request, folder / name) for file, name in zip(files, ("records-1", "records-2"), strict=True)
        )
        yield left, right
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def match_written(
    lists: tuple[WrittenList, WrittenList], cluster: Cluster, *, model: Model | None, progress: Progress
) -> Result:
    """Match two lists of records, neither of them empty, and return the pairs that people are shown."""
    with session(cluster.master) as spark:
        left, right = (spark.read.parquet(str(each.folder)) for each in lists)
        return match_records(left, right, cluster.folder, model=model, progress=progress).result


def _written(file: Path, request: Request, folder: Path) -> WrittenList:
    folder.mkdir(parents=True)
    findings: list[Finding] = []
    size = 0
    for number, frame in enumerate(record_frames(file, request, findings)):
        frame.write_parquet(folder / f"{number:06}.parquet")
        size += frame.height
    return WrittenList(folder=folder, size=size, findings=tuple(findings))
