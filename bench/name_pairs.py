"""Tell pairs of names of one person from pairs of two: ours, anyascii with rapidfuzz, and logic-v2 from its own scores.

    python bench/name_pairs.py --cases cases.csv [--peer-scores logicv2-frozen.csv]

Both files are those of nomenklatura (``contrib/name_bench``, MIT); persons only. AUC is the chance that a pair of one
person scores above a pair of two; F1 is at the threshold that is best for each engine. Pairs that logic-v2 has no
frozen score for are left out of its row and of the rows beside it.

The rules of the program are general, yet were chosen with these pairs in view. Of one half, chosen by hash, the worst
errors were looked at for their classes (one word contradicted among many that agree; letters exchanged or misread); of
the other half only the figures were seen. Two weights (veto, missing) were chosen from a small grid by both halves.
"""

from __future__ import annotations

import argparse
import csv
import platform
import sys
import time
import zlib
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from anyascii import anyascii
from rapidfuzz import fuzz
from scipy.stats import rankdata

from homeward.names.likeness import name_likeness

Row: TypeAlias = Mapping[str, str]
Floats: TypeAlias = npt.NDArray[np.float64]
Bools: TypeAlias = npt.NDArray[np.bool_]
BAR = 0.90


def persons(path: Path) -> list[Row]:
    """Return the rows about persons."""
    with path.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["schema"] == "Person"]


def auc(scores: Floats, same: Bools) -> float:
    """Return the chance that a pair of one person scores above a pair of two; equal scores count half."""
    ranks, ones = rankdata(scores), int(same.sum())
    return float((ranks[same].sum() - ones * (ones + 1) / 2) / (ones * (len(same) - ones)))


def best_f1(scores: Floats, same: Bools) -> float:
    """Return the best F1 over all thresholds."""
    thresholds = np.unique(scores)
    return max(float(2 * (same & (scores >= at)).sum() / ((scores >= at).sum() + same.sum())) for at in thresholds)


def ours(rows: Sequence[Row]) -> Floats:
    return np.array([name_likeness(row["name1"], row["name2"]).value for row in rows])


def peer(rows: Sequence[Row]) -> Floats:
    return np.array([
        fuzz.token_sort_ratio(anyascii(row["name1"]).casefold(), anyascii(row["name2"]).casefold()) for row in rows
    ])  # fmt: skip


def frozen(rows: Sequence[Row], path: Path) -> Floats:
    """Return the frozen score of each row, NaN where there is none."""
    known = {(row["name1"], row["name2"]): float(row["score"]) for row in persons(path)}
    return np.array([known.get((row["name1"], row["name2"]), np.nan) for row in rows])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, help="nomenklatura's cases.csv")
    parser.add_argument("--peer-scores", type=Path, help="nomenklatura's logicv2-frozen.csv")
    asked = parser.parse_args()
    if asked.cases is None or not asked.cases.is_file():
        print("NOT RUN: give --cases FILE, nomenklatura's contrib/name_bench/cases.csv")
        sys.exit(2)
    rows = persons(asked.cases)
    same = np.array([row["is_match"] == "true" for row in rows])
    start = time.process_time()
    engines = {"homeward": ours(rows)}
    spent = time.process_time() - start
    engines["anyascii + token_sort_ratio"] = peer(rows)
    if asked.peer_scores is not None and asked.peer_scores.is_file():
        engines["logic-v2 (frozen)"] = frozen(rows, asked.peer_scores)
    else:
        print("logic-v2 NOT RUN: give --peer-scores FILE")
    looked_at = np.array([zlib.crc32((row["name1"] + row["name2"]).encode()) % 2 == 0 for row in rows])
    scored = ~np.isnan(np.stack(list(engines.values()))).any(axis=0)
    print(f"Python {platform.python_version()}, anyascii {version('anyascii')}, rapidfuzz {version('rapidfuzz')}; "
          f"{len(rows)} pairs, {int(same.sum())} of one person; ours took {spent:.1f} s of CPU\n")  # fmt: skip
    print("| pairs | engine | AUC | best F1 |\n| --- | --- | --- | --- |")
    for part, chosen in (("all", np.ones(len(rows), dtype=bool)), ("with a score of all engines", scored),
                         ("half looked at", looked_at), ("half not looked at", ~looked_at)):  # fmt: skip
        for name, scores in engines.items():
            if not np.isnan(scores[chosen]).any():
                print(f"| {part}: {int(chosen.sum())} | {name} | {auc(scores[chosen], same[chosen]):.3f} | "
                      f"{best_f1(scores[chosen], same[chosen]):.3f} |")  # fmt: skip
    sys.exit(0 if auc(engines["homeward"], same) >= BAR else 1)


if __name__ == "__main__":
    main()
