"""Find the spelling of a name in another script among 10,000: ours beside anyascii with rapidfuzz, in one run.

    python bench/transliteration.py --data FOLDER [--queries 1000] [--development]

FOLDER holds ``wd_russian_20``, ``wd_arabic_20`` and ``wd_hebrew_20`` of NETransliteration-COLING2018 (Wikidata names,
MIT-0), and the ``_80`` files: candidates are taken from those too where the ``_20`` file has too few. The ``_20`` files
were never used to make the program. ``--development`` measures on the tenth of the ``_80`` files that the learning left
out; the program was worked on with those figures in view.

Queries and candidates are chosen by hash. Of equally good answers each counts as first with an equal chance.
"""

from __future__ import annotations

import argparse
import platform
import sys
import time
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np
import numpy.typing as npt
from anyascii import anyascii
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import cdist

from homeward.names.nearest import index_of, nearest
from homeward.names.scripts import plain

ROOT = str(Path(__file__).resolve().parents[1])
if ROOT not in sys.path:
    sys.path.insert(0, ROOT)

from bench.learn_letters import LANGUAGES, Pair, is_held_out, lines  # noqa: E402 - found by the line before

CANDIDATES = 10_000
SCORERS = {"ratio": fuzz.ratio, "Jaro-Winkler": JaroWinkler.similarity}
BAR = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Queries, candidates, and for each query the candidates that are right."""

    queries: tuple[str, ...]
    candidates: tuple[str, ...]
    right: tuple[frozenset[int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Shares of the queries: first answer wrong, right one among ten, and several answers equally good."""

    error: float
    recall: float
    tied: float


def task_of(pairs: Sequence[Pair], more: Sequence[Pair], queries: int) -> Task:
    """Choose *queries* of *pairs* and their candidates, all by hash of content."""
    asked = sorted(pairs, key=lambda pair: _hash(pair[0]))[:queries]
    pool = dict.fromkeys(other for _, other in asked)
    for source in (pairs, more):
        for other in sorted({other for _, other in source}, key=_hash):
            if len(pool) < CANDIDATES:
                pool.setdefault(other)
    candidates = tuple(pool)
    places: dict[str, set[int]] = {}
    for at, other in enumerate(candidates):
        places.setdefault(plain(other), set()).add(at)
    spelled: dict[str, set[int]] = {}
    for latin, other in (*pairs, *more):
        spelled.setdefault(plain(latin), set()).update(places.get(plain(other), ()))
    return Task(
        queries=tuple(latin for latin, _ in asked),
        candidates=candidates,
        right=tuple(frozenset(spelled[plain(latin)]) for latin, _ in asked),
    )


def _hash(text: str) -> tuple[int, str]:
    return zlib.crc32(f"sample {text}".encode()), text


def ours(task: Task) -> Score:
    """Score the program's own search, as it is called: first look, then alignment."""
    index = index_of(task.candidates)
    rows = np.zeros((len(task.queries), len(task.candidates)), dtype=np.float32)
    for at, query in enumerate(task.queries):
        for near in nearest(query, index, count=50):
            rows[at, near.at] = near.likeness
    return scored(rows, task)


def peer(task: Task, scorer: str) -> Score:
    """Score anyascii with one of rapidfuzz's scorers."""
    texts = [[anyascii(one).casefold() for one in words] for words in (task.queries, task.candidates)]
    rows = cdist(texts[0], texts[1], scorer=SCORERS[scorer], dtype=np.float32)  # type: ignore[arg-type]  # its own scorer
    return scored(rows, task)


def scored(likeness: npt.NDArray[np.float32], task: Task) -> Score:
    """Return the figures of a table of likeness, one row for each query."""
    errors, found, tied = [], [], []
    for row, right in zip(likeness, task.right, strict=True):
        own = max(row[at] for at in right)
        first = np.flatnonzero(row == row.max())
        errors.append(1 - sum(int(at) in right for at in first) / len(first))
        better = int((row > own).sum())
        level = int((row == own).sum())
        found.append((own > 0 and better + level <= 10) or (own > 0 and better < 10 and (10 - better) / level))
        tied.append(len(first) > 1)
    return Score(error=float(np.mean(errors)), recall=float(np.mean(found)), tied=float(np.mean(tied)))


def shown(script: str, task: Task) -> bool:
    """Print the rows of one script; tell whether the bar was met."""
    start = time.process_time()
    own = ours(task)
    spent = (time.process_time() - start) / len(task.queries)
    peers = {name: peer(task, name) for name in SCORERS}
    best = min(peers, key=lambda name: peers[name].error)
    several = float(np.mean([len(right) > 1 for right in task.right]))
    for name, score in (("homeward", own), *((f"anyascii + {name}", score) for name, score in peers.items())):
        print(f"| Latin-{script} | {name} | {score.error:.3f} | {score.recall:.3f} | {score.tied:.3f} |")
    ratio = own.error / peers[best].error
    print(f"<!-- {script}: ours {ratio:.2f} of the best peer's error; {several:.3f} of the queries have several right "
          f"candidates; {spent * 1000:.0f} ms of CPU a query -->")  # fmt: skip
    return ratio <= BAR


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of the files wd_*_20 and wd_*_80")
    parser.add_argument("--queries", type=int, default=1000)
    parser.add_argument("--development", action="store_true", help="measure on the held-out tenth of the _80 files")
    asked = parser.parse_args()
    needed = [f"wd_{name}_{part}" for name in LANGUAGES.values() for part in (20, 80)]
    if asked.data is None or not all((asked.data / name).is_file() for name in needed):
        print(f"NOT RUN: give --data FOLDER with {', '.join(needed)}")
        sys.exit(2)
    print(f"Python {platform.python_version()}, anyascii {version('anyascii')}, rapidfuzz {version('rapidfuzz')}, "
          f"{asked.queries} queries, {CANDIDATES} candidates, "
          f"{'development tenth of _80' if asked.development else '_20 files'}\n")  # fmt: skip
    print("| scripts | engine | rank-1 error | recall at 10 | tied first |\n| --- | --- | --- | --- | --- |")
    met = []
    for script, name in LANGUAGES.items():
        known = list(lines(asked.data / f"wd_{name}_80"))
        held = [pair for pair in known if is_held_out(pair[0])]
        pairs = held if asked.development else list(lines(asked.data / f"wd_{name}_20"))
        met.append(shown(script.capitalize(), task_of(pairs, known, asked.queries)))
    sys.exit(0 if all(met) else 1)


if __name__ == "__main__":
    main()
