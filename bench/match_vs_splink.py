"""Match the same two lists with Homeward and with Splink, each in a process of its own, side by side.

python bench/match_vs_splink.py --size 2000 20000 100000 --seed 2 3
python bench/match_vs_splink.py --scale --seed 2    1,000,000 rows a side, two cores; takes about an hour

Prints a Markdown section. Splink runs twice: *plain* on the raw columns, as people set it up, and *tuned* on our
normalised columns with our keys and levels, as an expert with our names unit would. No engine sees a label. The people
are made up (`bench/people.py`).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

ROOT = str(Path(__file__).resolve().parents[1])
if ROOT not in sys.path:
    sys.path.insert(0, ROOT)

from bench import people  # noqa: E402 - run as a script, this file needs its root
from bench.matching_figures import (  # noqa: E402
    Truth,
    at_least,
    best_f1,
    one_to_one,
    pair_completeness,
    quality,
    trained_f1,
    verdict,
)
from bench.matching_runs import ENGINES, Run, machine, measured  # noqa: E402

DEVELOPED_ON: Final = 1
SCALE: Final = 1_000_000
AGAINST_TUNED, AGAINST_PLAIN = 0.6, 0.2
PACKAGES: Final = ("splink", "duckdb", "polars", "rapidfuzz", "sparse-dot-topn", "numpy", "scikit-learn")
COMPLETE: Final = ((20_000, 0.985), (SCALE, 0.97))
"""Share of the true pairs that must be among the candidates, up to that many rows a side."""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--size", type=int, nargs="+")
    arguments.add_argument("--seed", type=int, nargs="+", default=[2])
    arguments.add_argument("--scale", action="store_true")
    arguments.add_argument("--engine", choices=ENGINES, nargs="+", default=list(ENGINES))
    chosen = arguments.parse_args()
    if DEVELOPED_ON in chosen.seed:
        raise SystemExit("NOT RUN: the program was developed on seed 1; choose another")
    sizes = chosen.size or [SCALE if chosen.scale else 20_000]
    print("\n".join(heading(chosen.seed, scale=chosen.scale)))
    for size in sizes:
        for seed in chosen.seed:
            print("\n".join(compared(size, seed, chosen.engine, scale=chosen.scale)), flush=True)


def compared(size: int, seed: int, engines: Iterable[str], *, scale: bool) -> list[str]:
    """Run every engine on the same lists and return the part of the section about them."""
    plan = people.Plan(size=size, seed=seed)
    with tempfile.TemporaryDirectory() as name:
        lists, kept = Path(name) / "lists", Path(name) / "kept"
        truth = set(people.write(plan, lists, kept))
        runs = {engine: measured(engine, lists, threads=2 if scale else 1, scale=scale) for engine in engines}
        rows = [row(engine, run, truth) for engine, run in runs.items()]
        bars = judged(runs, truth, lists, size, scale=scale)
    return ["", f"### {size:,} rows a side, seed {seed}: {len(truth):,} people on both lists", "", *TABLE, *rows, "",
            *bars]  # fmt: skip


TABLE: Final = (
    "| engine | wall s | cpu s | peak MiB | F1 as it comes (P / R) | F1 1:1 (P / R) | F1 best, 1:1 |",
    "| --- | --- | --- | --- | --- | --- | --- |",
)


def row(engine: str, run: Run, truth: Truth) -> str:
    single = one_to_one(run.found)
    free = ENGINES[engine]
    return (
        f"| {engine} | {run.wall_s:.1f} | {run.cpu_s:.1f} | {run.peak_mib:.0f} | "
        f"{quality(at_least(run.found, free), truth)} | {quality(at_least(single, free), truth)} | "
        f"{best_f1(single, truth):.4f} |"
    )


def judged(runs: dict[str, Run], truth: Truth, folder: Path, size: int, *, scale: bool) -> list[str]:
    """Return each bar with its figure: label-free errors one to one, candidates, and at scale time and memory."""
    if "homeward" not in runs:
        return []
    f1 = {engine: quality(at_least(one_to_one(run.found), ENGINES[engine]), truth).f1 for engine, run in runs.items()}
    lines = []
    for engine, bar in (("splink-tuned", AGAINST_TUNED), ("splink-plain", AGAINST_PLAIN)):
        if engine in runs:
            share = (1 - f1["homeward"]) / (1 - f1[engine])
            lines.append(f"- errors (1 - F1) {share:.2f} of those of {engine}; {verdict(share, bar, at_most=True)}")
    complete = pair_completeness(folder, truth)
    bar = next((bar for rows, bar in COMPLETE if size <= rows), COMPLETE[-1][1])
    lines.append(f"- pair completeness {complete:.4f}; {verdict(complete, bar)}")
    if scale:
        lines += judged_at_scale(runs, f1, truth, folder)
    return lines


def judged_at_scale(runs: dict[str, Run], f1: dict[str, float], truth: Truth, folder: Path) -> list[str]:
    ours, trained, free = runs["homeward"], trained_f1(folder, truth), f1["homeward"]
    lines = [
        (
            f"- label-free F1 {free:.4f}, of a scorer trained on the truth over the same candidates {trained:.4f}; "
            f"0.95, or 0.01 below that scorer, {verdict(free, min(0.95, trained - 0.01))}"
        ),
        f"- peak memory {ours.peak_mib / 1024:.2f} GiB; {verdict(ours.peak_mib / 1024, 4.0, at_most=True)}",
    ]
    for engine in ("splink-tuned", "splink-plain"):
        if engine in runs:
            speed, work = runs[engine].wall_s / ours.wall_s, runs[engine].cpu_s / ours.cpu_s
            lines.append(
                f"- {speed:.2f} times the speed of {engine} by the clock; {verdict(speed, 1.5)}; CPU {work:.2f}"
            )
    return lines


def heading(seeds: Iterable[int], *, scale: bool) -> list[str]:
    numbers = ", ".join(map(str, seeds))
    command = "--scale" if scale else "--size ..."
    cores = "Two cores and two threads each" if scale else "One core and one thread each"
    training = "its own default sampling" if scale else "all records (its default is one in a hundred)"
    return [
        "## Matching",
        "",
        f"`python bench/match_vs_splink.py {command} --seed {numbers}`: all people made up.",
        f"{cores}, one after the other. Splink learns by {training}.",
        machine(*PACKAGES),
        "",
        *NOTES.splitlines(),
    ]


NOTES: Final = """\
F1 (precision / recall) counts against all true pairs. The first two F1 are without labels, at the threshold an engine
is used with when nothing is known (ours 0.5, Splink 0.9); *best* is at the threshold that a set of labels would choose.
*1:1*: each row in one pair at most, for every engine alike. All times include reading names: for Splink plain a
romanisation letter by letter, for the other two our normalisation. The test people and the normalisation come from
separate tables, but not from separate countries: trust the order of the rows more than their height."""


if __name__ == "__main__":
    main()
