"""Run matchers in processes of their own, one after the other, and measure them. Shared by the benches of matching.

A bench writes two lists into a folder, calls :func:`measured` for each engine, and reads what was found. The folder
never holds the truth: no engine can see a label.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import polars as pl

ROOT: Final = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

ENGINES: Final = {"homeward": 0.5, "splink-plain": 0.9, "splink-tuned": 0.9}
"""Threshold each engine is used with when there are no labels: ours as shipped; Splink's as its guides suggest."""

_LOOK_EVERY_S: Final = 0.1
_THREADS: Final = ("POLARS_MAX_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS")

Found = list[tuple[str, str, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one engine found and what it took. Memory is that of the process and all it started, until it was done."""

    found: Found
    wall_s: float
    cpu_s: float
    peak_mib: float
    accepted: frozenset[tuple[str, str]]
    """Pairs the engine takes without asking: those it calls proposed; for Splink, those at its threshold."""


def measured(engine: str, folder: Path, *, threads: int = 1, scale: bool = False) -> Run:
    """Run *engine* on ``left.csv`` and ``right.csv`` of *folder* in a fresh process with *threads* cores."""
    print(f"running {engine}", file=sys.stderr)
    command = [sys.executable, __file__, "--engine", engine, "--folder", str(folder), "--threads", str(threads)]
    environment = {**os.environ, **dict.fromkeys(_THREADS, str(threads))}
    done = folder / f"{engine}.json"
    done.unlink(missing_ok=True)
    process = subprocess.Popen(command + ["--scale"] * scale, env=environment, stdout=sys.stderr)
    peak = 0.0
    while process.poll() is None:
        if not done.exists():
            peak = max(peak, tree_mib(process.pid))
        time.sleep(_LOOK_EVERY_S)
    if process.returncode:
        raise SystemExit(f"{engine} ended with {process.returncode}")
    return _read(engine, folder, peak)


def _read(engine: str, folder: Path, peak: float) -> Run:
    import polars as pl  # noqa: PLC0415 - each process of an engine loads polars after its threads are set

    taken = json.loads((folder / f"{engine}.json").read_text(encoding="utf-8"))
    frame = pl.read_parquet(folder / f"{engine}.parquet")
    accepted = frozenset(frame.filter("accepted").select("left", "right").rows())
    return Run(
        found=frame.select("left", "right", "probability").rows(),
        wall_s=taken["wall_s"],
        cpu_s=taken["cpu_s"],
        peak_mib=max(peak, taken["peak_mib"]),
        accepted=accepted,
    )


def tree_mib(pid: int) -> float:
    """Return the memory of a process and of all its descendants, where there is a /proc."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    tree, at = [pid], 0
    while at < len(tree):
        tree += parents.get(tree[at], [])
        at += 1
    return sum(map(_resident_mib, tree))


def _resident_mib(pid: int) -> float:
    try:
        pages = Path(f"/proc/{pid}/statm").read_text().split()[1]
    except OSError:
        return 0.0
    return int(pages) * resource.getpagesize() / 2**20


def run_engine(engine: str, folder: Path, threads: int, *, scale: bool) -> None:
    """Match in this process, write what was taken as soon as it is done, then what was found."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[-threads:]))
    import polars as pl  # noqa: PLC0415 - after the process was given its cores

    left, right = (pl.read_csv(folder / f"{side}.csv", infer_schema=False) for side in ("left", "right"))
    wall, cpu = time.perf_counter(), time.process_time()
    if engine == "homeward":
        frame, write_candidates = _ours(left, right, folder, threads)
    else:
        frame, write_candidates = _splink(engine, (left, right), threads, scale=scale), _nothing
    taken = {"wall_s": time.perf_counter() - wall, "cpu_s": time.process_time() - cpu, "peak_mib": _peak_mib()}
    frame.write_parquet(folder / f"{engine}.parquet")
    (folder / f"{engine}.json").write_text(json.dumps(taken), encoding="utf-8")
    write_candidates()


def _nothing() -> None:
    """Splink keeps no candidates that it gave up."""


def _peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _splink(engine: str, lists: tuple[pl.DataFrame, pl.DataFrame], threads: int, *, scale: bool) -> pl.DataFrame:
    import polars as pl  # noqa: PLC0415 - after the process was given its cores

    from bench import splink_peers  # noqa: PLC0415 - each process loads its own engine only

    match = splink_peers.plain if engine == "splink-plain" else splink_peers.tuned
    found = match(*lists, threads=threads, sample=None if scale else 1.0)
    return found.with_columns(accepted=pl.col("probability") >= ENGINES[engine])


def _ours(
    left: pl.DataFrame, right: pl.DataFrame, folder: Path, threads: int
) -> tuple[pl.DataFrame, Callable[[], None]]:
    """Match with Homeward, and return how to write its candidates. The one place that knows how."""
    import numpy as np  # noqa: PLC0415 - after the process was given its cores
    import polars as pl  # noqa: PLC0415 - as above

    from homeward.adapters.threads import Threads  # noqa: PLC0415 - each process loads its own engine only
    from homeward.matching import keyed  # noqa: PLC0415 - as above
    from homeward.matching.engine import match_keyed  # noqa: PLC0415 - as above

    result = match_keyed(keyed(left), keyed(right), workers=Threads(threads))
    pairs, shown = result.pairs.pairs, result.shown
    order = (1, 0) if result.lists.is_swapped else (0, 1)
    ids = [pl.Series("row_id", (result.lists.left_ids, result.lists.right_ids)[at], dtype=pl.String) for at in order]
    rows = [(pairs.left, pairs.right)[at] for at in order]
    found = pl.DataFrame(
        {
            "left": ids[0].gather(rows[0][shown]),
            "right": ids[1].gather(rows[1][shown]),
            "probability": result.probabilities[shown],
            "accepted": result.is_proposed[shown],
        }
    )

    def write_candidates() -> None:
        levels = {f"level {field}": np.asarray(each, dtype=np.int8) for field, each in result.pairs.levels.items()}
        sides = {name: row.astype(np.int32) for name, row in zip(("left", "right"), rows, strict=True)}
        whole = pl.DataFrame(sides | {"total": result.totals.astype(np.float32)} | levels)
        whole.write_parquet(folder / "candidates.parquet")
        for name, each in zip(("left", "right"), ids, strict=True):
            each.to_frame().write_parquet(folder / f"candidates-{name}.parquet")

    return found, write_candidates


def machine(*packages: str) -> str:
    """Return processor, cores, memory, Python and versions, as a line."""
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    python = ".".join(map(str, sys.version_info[:3]))
    return f"Machine: {_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB. Python {python}, {versions}."


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "unknown processor")


def main() -> None:
    arguments = argparse.ArgumentParser(description="one engine, in this process; called by the benches")
    arguments.add_argument("--engine", choices=ENGINES, required=True)
    arguments.add_argument("--folder", type=Path, required=True)
    arguments.add_argument("--threads", type=int, default=1)
    arguments.add_argument("--scale", action="store_true")
    chosen = arguments.parse_args()
    run_engine(chosen.engine, chosen.folder, chosen.threads, scale=chosen.scale)


if __name__ == "__main__":
    main()
