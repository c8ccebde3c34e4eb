"""Match made-up people on Spark and on one machine without it, at growing sizes, and count what grows fastest.

python bench/spark_curve.py --size 20000 50000 100000      both engines, two cores; Spark in local mode
python bench/spark_curve.py --keys 20000 100000 1000000    what each key gives and what its budget leaves, without Spark

Prints Markdown tables. `docs/scale.md` shows some and works them out for longer lists. The people are made up
(`bench/people.py`).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Final

import polars as pl

ROOT = str(Path(__file__).resolve().parents[1])
if ROOT not in sys.path:
    sys.path.insert(0, ROOT)

from bench import people  # noqa: E402 - run as a script, this file needs its root
from bench.matching_runs import machine, measured, tree_mib  # noqa: E402

SEED: Final = 2
PACKAGES: Final = ("pyspark", "pyarrow", "polars", "rapidfuzz", "sparse-dot-topn", "numpy")
CORES: Final = 2
_LOOK_EVERY_S: Final = 0.5


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--size", type=int, nargs="+", default=[])
    arguments.add_argument("--keys", type=int, nargs="+", default=[])
    arguments.add_argument("--seed", type=int, default=SEED)
    arguments.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if chosen.one:
        print(json.dumps(on_spark(chosen.one)))
        return
    print(machine(*PACKAGES))
    if chosen.size:
        print("\n".join(CURVE), flush=True)
    for size in chosen.size:
        print(curve(size, chosen.seed), flush=True)
    for size in chosen.keys:
        print("\n".join(keys(size, chosen.seed)), flush=True)


def heading(*columns: str) -> tuple[str, ...]:
    """Return the first lines of a table."""
    return "", f"| {' | '.join(columns)} |", f"| {' | '.join('---' for _ in columns)} |"


CURVE: Final = heading(
    "rows a side", "pairs kept", "a row", "above the floor", "shuffled MiB", "bytes a pair",
    "Spark wall s", "Spark cpu s", "Spark MiB", "here wall s", "here cpu s", "here MiB", "load",
)  # fmt: skip


def curve(size: int, seed: int) -> str:
    """Return one row of the curve: either engine in a process of its own, one after the other."""
    with tempfile.TemporaryDirectory() as name:
        lists = Path(name) / "lists"
        people.write(people.Plan(size=size, seed=seed), lists, Path(name) / "kept")
        command = [sys.executable, __file__, "--one", str(lists)]
        told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
        there = json.loads(told.splitlines()[-1])
        here = measured("homeward", lists, threads=CORES)
        same = set(here.accepted) == {tuple(pair) for pair in there["proposed"]}
    if not same:
        raise SystemExit(f"the engines propose different pairs at {size} rows a side")
    pairs, shuffled = there["pairs"], there["shuffled"]
    return (
        f"| {size:,} | {pairs:,} | {pairs / size:.1f} | {there['likely']:,} | {shuffled / 2**20:,.0f} | "
        f"{shuffled / pairs:.0f} | {there['wall_s']:.0f} | {there['cpu_s']:.0f} | {there['peak_mib']:,.0f} | "
        f"{here.wall_s:.0f} | {here.cpu_s:.0f} | {here.peak_mib:,.0f} | {os.getloadavg()[0]:.0f} |"
    )


def on_spark(folder: Path) -> dict[str, object]:
    """Match ``left.csv`` and ``right.csv`` of *folder* on Spark, here, and return what it took."""
    import numpy as np  # noqa: PLC0415 - the other engine's process needs none of this

    from homeward.adapters.spark.engine import match_records  # noqa: PLC0415 - as above
    from homeward.adapters.spark.frames import sent  # noqa: PLC0415 - as above
    from homeward.adapters.spark.scoring import likely  # noqa: PLC0415 - as above
    from homeward.adapters.spark.session import session  # noqa: PLC0415 - as above

    lists = [pl.read_csv(folder / f"{side}.csv", infer_schema=False) for side in ("left", "right")]
    events = folder / "events"
    events.mkdir()
    settings = {
        "spark.ui.enabled": "false", "spark.driver.memory": "3g", "spark.sql.shuffle.partitions": "8",
        "spark.eventLog.enabled": "true", "spark.eventLog.dir": events.as_uri(), "spark.eventLog.compress": "false",
        "spark.eventLog.rolling.enabled": "false", "spark.local.dir": str(folder / "scratch"),
    }  # fmt: skip
    peak, done = [0.0], threading.Event()
    watch = threading.Thread(target=_watch, args=(peak, done))
    watch.start()
    started = time.perf_counter()
    with session(f"local[{CORES}]", settings) as spark:
        left, right = (sent(spark, each) for each in lists)
        answer = match_records(left, right, folder / "work")
        wall, cpu = time.perf_counter() - started, _tree_cpu_s()
        done.set()
        pairs, above = answer.compared.count(), len(likely(answer.compared, answer.result.model)[0])
    watch.join()
    proposed = answer.result.ids(np.flatnonzero(answer.result.is_proposed))
    return {
        "wall_s": wall, "cpu_s": cpu, "peak_mib": peak[0], "pairs": pairs, "likely": above,
        "shuffled": _shuffled(events), "proposed": list(zip(*proposed, strict=True)),
    }  # fmt: skip


def _watch(peak: list[float], done: threading.Event) -> None:
    while not done.wait(_LOOK_EVERY_S):
        peak[0] = max(peak[0], tree_mib(os.getpid()))


def _tree_cpu_s() -> float:
    """Return the processor time of this process and all it started."""
    own: dict[int, tuple[int, int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        own[int(stat.parent.name)] = int(fields[1]), sum(map(int, fields[11:15]))
    tree, at = [os.getpid()], 0
    while at < len(tree):
        tree += [pid for pid, (parent, _) in own.items() if parent == tree[at]]
        at += 1
    return sum(own[pid][1] for pid in tree if pid in own) / os.sysconf("SC_CLK_TCK")


def _shuffled(events: Path) -> int:
    """Return the bytes that all tasks wrote to be shuffled."""
    total = 0
    for file in events.iterdir():
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                event = json.loads(line)
                if event["Event"] == "SparkListenerTaskEnd":
                    metrics = event.get("Task Metrics") or {}
                    total += metrics.get("Shuffle Write Metrics", {}).get("Shuffle Bytes Written", 0)
    return total


KEYS: Final = heading(
    "key", "values on both lists", "pairs without a budget", "pairs within it", "values over it", "pairs lost to it",
    "pairs of the largest value",
)  # fmt: skip


def keys(size: int, seed: int) -> list[str]:
    """Return what each key gives at one size: pairs of all values, and of those within the budget."""
    from homeward.matching import keyed  # noqa: PLC0415 - not before the machine is told
    from homeward.matching.candidates import KEYS as ALL  # noqa: PLC0415 - as above
    from homeward.matching.candidates import PAIRS_OF_A_KEY, has_bare, key_frame, key_values  # noqa: PLC0415 - as above

    with tempfile.TemporaryDirectory() as name:
        people.write(people.Plan(size=size, seed=seed), Path(name), Path(name) / "kept")
        lists = [keyed(pl.read_csv(Path(name) / f"{side}.csv", infer_schema=False)) for side in ("left", "right")]
    is_bare = any(map(has_bare, lists))
    sides = [key_frame(each, with_bare=is_bare) for each in lists]
    rows = []
    for key in ALL:
        one, other = (
            key_values(side, parts).group_by("key").len("rows").cast({"rows": pl.Int64})
            for side, parts in zip(sides, key, strict=True)
        )
        both = one.join(other, on="key").select(pairs=pl.col("rows") * pl.col("rows_right"))["pairs"]
        within = both.filter(both <= PAIRS_OF_A_KEY)
        lost = int(both.sum()) - int(within.sum())
        rows.append(
            f"| {_named(key)} | {len(both):,} | {int(both.sum()):,} | {int(within.sum()):,} | "
            f"{len(both) - len(within):,} | {lost:,} | {max(both.to_list(), default=0):,} |"
        )
    return ["", f"{size:,} rows a side, seed {seed}:", *KEYS, *rows, "", told_by_features(*lists)]


def _named(key: tuple[tuple[str, ...], tuple[str, ...]]) -> str:
    """Return the parts of a key in words: once where both sides have the same."""
    return " with ".join(dict.fromkeys(" + ".join(parts).replace("_", " ") for parts in key))


def told_by_features(left: pl.DataFrame, right: pl.DataFrame) -> str:
    """Say how many features of a row are rare enough to be searched by."""
    import numpy as np  # noqa: PLC0415 - not before the machine is told

    from homeward.matching.columns import beside  # noqa: PLC0415 - as above
    from homeward.matching.retrieval import features, rarity  # noqa: PLC0415 - as above

    whole, _ = features(beside(left, right))
    counts = np.bincount(whole.indices, minlength=whole.shape[1])
    told = int(counts[rarity(counts, whole.shape[0]) > 0].sum())
    rows = whole.shape[0]
    return f"features a row: {whole.nnz / rows:.1f}, of which rare enough to be searched by: {told / rows:.1f}"


if __name__ == "__main__":
    main()
