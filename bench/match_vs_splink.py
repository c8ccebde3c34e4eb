"""Match the same two lists with Homeward and with Splink, each in a process of its own on one core, side by side.

python bench/match_vs_splink.py [--size 20000] [--seed 2]    prints a Markdown section to standard output

Splink runs twice: *plain* on the raw columns, as people set it up, and *tuned* on our normalised columns with our keys
and levels, as an expert with our names unit would. No engine sees a label. The people are made up (`bench/people.py`).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

ROOT = str(Path(__file__).resolve().parents[1])
if ROOT not in sys.path:
    sys.path.insert(0, ROOT)

ONE_THREAD = {"POLARS_MAX_THREADS": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}
ENGINES = {"homeward": 0.5, "splink-plain": 0.9, "splink-tuned": 0.9}
"""Threshold each engine is used with when there are no labels: ours as shipped; Splink's as its guides suggest."""

Found = list[tuple[str, str, float]]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--size", type=int, default=20_000)
    arguments.add_argument("--seed", type=int, default=2)
    arguments.add_argument("--engine", choices=ENGINES)
    arguments.add_argument("--folder", type=Path)
    chosen = arguments.parse_args()
    if chosen.engine:
        run_engine(chosen.engine, chosen.folder)
        return
    with tempfile.TemporaryDirectory() as folder:
        truth = write_lists(Path(folder), chosen.size, chosen.seed)
        answers = {engine: measured(engine, Path(folder)) for engine in ENGINES}
    print(section(chosen.size, chosen.seed, truth, answers))


def write_lists(folder: Path, size: int, seed: int) -> set[tuple[str, str]]:
    from bench import people  # noqa: PLC0415 - the engines' processes do not need it

    left, right, truth = people.make(size, seed)
    left.write_csv(folder / "left.csv")
    right.write_csv(folder / "right.csv")
    return truth


def measured(engine: str, folder: Path) -> dict[str, object]:
    """Run one engine in a fresh process on one core and return its answer with time and memory."""
    print(f"running {engine}", file=sys.stderr)
    command = [sys.executable, __file__, "--engine", engine, "--folder", str(folder)]
    subprocess.run(command, check=True, env={**os.environ, **ONE_THREAD}, stdout=sys.stderr)
    answer: dict[str, object] = json.loads((folder / f"{engine}.json").read_text(encoding="utf-8"))
    return answer


def run_engine(engine: str, folder: Path) -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    import polars as pl  # noqa: PLC0415 - after the process was given its core

    left, right = (pl.read_csv(folder / f"{side}.csv", infer_schema=False) for side in ("left", "right"))
    match = engine_named(engine)
    wall, cpu = time.perf_counter(), time.process_time()
    found = match(left, right)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    answer = {"found": found, "wall": wall, "cpu": cpu, "peak": peak}
    (folder / f"{engine}.json").write_text(json.dumps(answer), encoding="utf-8")


def engine_named(engine: str):  # type: ignore[no-untyped-def]  # noqa: ANN201 - frames in, pairs out; types live in the peers
    if engine == "homeward":
        from homeward.matching import match_frames  # noqa: PLC0415 - each process loads its own engine only

        return lambda left, right: match_frames(left, right).select("left", "right", "probability").rows()
    from bench import splink_peers  # noqa: PLC0415 - as above

    return splink_peers.plain if engine == "splink-plain" else splink_peers.tuned


def one_to_one(found: Found) -> Found:
    """Keep the most probable pairs so that each row is in one pair at most."""
    taken: set[str] = set()
    kept = []
    for left, right, share in sorted(found, key=lambda pair: (-pair[2], pair[0], pair[1])):
        if left not in taken and right not in taken:
            taken |= {left, right}
            kept.append((left, right, share))
    return kept


def quality(found: Found, truth: set[tuple[str, str]], threshold: float) -> tuple[float, float, float]:
    """Return precision, recall and F1 of the pairs at or above *threshold*, against all true pairs."""
    chosen = {(left, right) for left, right, share in found if share >= threshold}
    true = len(chosen & truth)
    precision, recall = true / max(len(chosen), 1), true / len(truth)
    return precision, recall, 2 * true / (len(chosen) + len(truth))


def best(found: Found, truth: set[tuple[str, str]]) -> float:
    return max(quality(found, truth, step / 100)[2] for step in range(5, 100))


def section(size: int, seed: int, truth: set[tuple[str, str]], answers: dict[str, dict[str, object]]) -> str:
    rows, figures = [], {}
    for engine, answer in answers.items():
        found: Found = [(pair[0], pair[1], pair[2]) for pair in answer["found"]]  # type: ignore[attr-defined]
        free = ENGINES[engine]
        raw, single = quality(found, truth, free), quality(one_to_one(found), truth, free)
        figures[engine] = {"cpu": float(answer["cpu"]), "raw": raw[2], "single": single[2]}  # type: ignore[arg-type]
        rows.append(
            f"| {engine} | {answer['wall']:.1f} | {answer['cpu']:.1f} | {answer['peak']:.0f} | "
            f"{raw[2]:.4f} ({raw[0]:.3f} / {raw[1]:.3f}) | {single[2]:.4f} ({single[0]:.3f} / {single[1]:.3f}) | "
            f"{best(found, truth):.4f} | {best(one_to_one(found), truth):.4f} |"
        )
    return "\n".join([*heading(size, seed, len(truth)), *rows, "", *ratios(figures)])


def heading(size: int, seed: int, true: int) -> list[str]:
    names = ("splink", "duckdb", "polars", "rapidfuzz", "sparse-dot-topn", "numpy")
    packages = ", ".join(f"{name} {version(name)}" for name in names)
    kept = "the program was developed on this seed" if seed == 1 else "this seed was kept aside during development"
    return [
        "## Matching",
        "",
        f"`python bench/match_vs_splink.py --size {size} --seed {seed}`: {size:,} rows a side,",
        f"{true:,} people on both lists, all made up; {kept}. One core and one thread each,",
        "one after the other in one run.",
        f"Machine: {processor()}, {os.cpu_count()} cores. Python {platform.python_version()},",
        f"{packages}.",
        "",
        *NOTES.splitlines(),
        "",
        "| engine | wall s | cpu s | peak MB | F1 as it comes (P / R) | F1 1:1 (P / R) | F1 best | F1 best, 1:1 |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]


NOTES = """\
F1 (precision / recall) counts against all true pairs. The first two F1 are without labels, at the threshold an engine
is used with when nothing is known (ours 0.5, Splink 0.9); *best* is at the threshold that a set of labels would choose.
*1:1*: each row in one pair at most, for every engine alike. All times include reading names: for Splink plain a
romanisation letter by letter, for the other two our normalisation. The test people and the normalisation were written
by one hand, from separate tables: trust the order of the rows more than their height."""


def ratios(figures: dict[str, dict[str, float]]) -> list[str]:
    ours = figures["homeward"]
    return [
        f"- against {engine}: cpu time {theirs['cpu'] / ours['cpu']:.1f} to 1; errors (1 - F1, no labels, 1:1) "
        f"{(1 - theirs['single']) / (1 - ours['single']):.1f} to 1; F1 as it comes {ours['raw'] - theirs['raw']:+.3f}"
        for engine, theirs in figures.items()
        if engine != "homeward"
    ]


def processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next(
        (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.processor()
    )


if __name__ == "__main__":
    main()
