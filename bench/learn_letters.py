"""Learn what it costs to write units of Latin letters as units of another script, from pairs of one name in both.

Ristad and Yianilos, "Learning string-edit distance" (1998): expectation maximisation over all alignments of a pair,
here with units of up to three Latin letters against up to two others. Writes the tables that travel in the package::

    python bench/learn_letters.py --data FOLDER --out src/homeward/names

FOLDER holds ``wd_russian_80``, ``wd_arabic_80`` and ``wd_hebrew_80`` (NETransliteration-COLING2018, MIT-0). One
tenth of the lines, chosen by hash, is left out: `bench/transliteration.py --development` measures on it. The ``_20``
files are never read here. The same files give the same tables.
"""

from __future__ import annotations

import argparse
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from homeward.names.folding import VOWELLESS, fold
from homeward.names.scripts import bare, plain
from homeward.names.units import EDGE_AFTER, EDGE_BEFORE, NOTHING, SHAPES, UNKNOWN

Floats: TypeAlias = npt.NDArray[np.float64]
Ints: TypeAlias = npt.NDArray[np.int64]
Pair: TypeAlias = tuple[str, str]
Row: TypeAlias = tuple[str, str, float]

LANGUAGES = {"cyrillic": "russian", "arabic": "arabic", "hebrew": "hebrew"}
SINGLES = SHAPES[:3]
ROUNDS, ROUNDS_OF_SINGLES = 8, 3
LETTERS = 20
"""Longer words are left out of the learning."""
SEEN_LETTER, SEEN_UNIT = 20, 40
"""How often a letter, and a longer unit, must stand in the data to be one."""
KEPT = 8.0
"""Expected uses below which a longer unit is dropped."""
HEADER = """\
# What it costs to write one unit as another, in nats: the mean of how surprising each is when the other is known.
# ^ and $ are the edges of a word. Units that are not here cannot be exchanged; single letters can, as a slip.
# Learned by bench/learn_letters.py from nine tenths of {source} of
# NETransliteration-COLING2018 (Wikidata names; MIT No Attribution licence). No line of the data is kept.
"""

NEIGHBOURS_HEADER = """\
# How often one letter follows another in names, by script; ^ and $ are the edges of a word.
# Counted by bench/learn_letters.py in nine tenths of wd_russian_80, wd_arabic_80 and wd_hebrew_80 of
# NETransliteration-COLING2018 (Wikidata names; MIT No Attribution licence). No line of the data is kept.
"""
SEEN = 5
"""How often two letters must be neighbours to be in the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Pairs of words of one length each: ``left[k]`` has a row for each place, a column for each pair."""

    lengths: tuple[int, int]
    left: Mapping[int, Ints]
    right: Mapping[int, Ints]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """The units of both sides, by number."""

    left: Mapping[str, int]
    right: Mapping[str, int]


def is_held_out(latin: str) -> bool:
    """Tell whether the pair of this Latin spelling is left out of the learning."""
    return zlib.crc32(latin.encode()) % 10 == 0


def lines(path: Path) -> Iterator[Pair]:
    """Yield each pair of a file: Latin spelling and the other."""
    for line in path.read_text(encoding="utf-8").splitlines():
        latin, other, _ = line.split("\t")
        yield latin, other.replace(" ", "")


def learned(pairs: Sequence[Pair], shapes: Sequence[tuple[int, int]]) -> list[Row]:
    """Return the rows of a table learned from *pairs*, with units of these *shapes*."""
    words = [
        tuple(EDGE_BEFORE + word + EDGE_AFTER for word in pair) for pair in pairs if max(map(len, pair)) <= LETTERS
    ]
    units = Units(
        left=_units((one for one, _ in words), max(a for a, _ in shapes)),
        right=_units((other for _, other in words), max(b for _, b in shapes)),
    )
    batches = tuple(_batches(words, units))
    lengths = _lengths(units.left), _lengths(units.right)
    chances = _start(lengths)
    for number in range(ROUNDS):
        if number == ROUNDS_OF_SINGLES:
            chances = _with_longer(chances, lengths, shapes)
        counts = np.zeros(chances.shape)
        for batch in batches:
            _count(batch, chances, counts.ravel(), SINGLES if number < ROUNDS_OF_SINGLES else shapes)
        if number > ROUNDS_OF_SINGLES:
            least = KEPT if number > ROUNDS_OF_SINGLES + 1 else KEPT / 4
            counts[_is_longer(lengths) & (counts < least)] = 0
        chances = (counts + 0.01 * (_start(lengths) > 0)) / counts.sum()
    return _rows(counts, units)


def _units(words: Iterable[str], longest: int) -> dict[str, int]:
    seen = Counter(
        word[at : at + size] for word in words for size in range(1, longest + 1) for at in range(len(word) - size + 1)
    )
    kept = sorted(unit for unit, times in seen.items() if times >= (SEEN_LETTER if len(unit) == 1 else SEEN_UNIT))
    return {unit: at for at, unit in enumerate(kept, UNKNOWN + 1)}


def _batches(words: Sequence[tuple[str, ...]], units: Units) -> Iterator[Batch]:
    groups: dict[tuple[int, int], list[tuple[str, ...]]] = defaultdict(list)
    for pair in words:
        groups[len(pair[0]), len(pair[1])].append(pair)
    for (one, other), pairs in sorted(groups.items()):
        yield Batch(
            lengths=(one, other),
            left=_numbers([pair[0] for pair in pairs], units.left),
            right=_numbers([pair[1] for pair in pairs], units.right),
            count=len(pairs),
        )


def _numbers(words: Sequence[str], units: Mapping[str, int]) -> dict[int, Ints]:
    return {
        size: np.array([
            [units.get(word[at : at + size], UNKNOWN) for word in words] for at in range(len(words[0]) - size + 1)
        ]).reshape(-1, len(words))
        for size in range(1, max(map(len, units)) + 1)
    }  # fmt: skip


def _lengths(units: Mapping[str, int]) -> Ints:
    return np.array([0, -1, *map(len, units)])


def _start(lengths: tuple[Ints, Ints]) -> Floats:
    left, right = lengths
    chances = 1.0 * np.outer(left == 1, right == 1) + 0.2 * np.outer(left == 1, right == 0)
    chances += 0.2 * np.outer(left == 0, right == 1)
    start: Floats = chances / chances.sum()
    return start


def _is_longer(lengths: tuple[Ints, Ints]) -> npt.NDArray[np.bool_]:
    return (lengths[0][:, None] > 1) | (lengths[1][None, :] > 1)


def _with_longer(chances: Floats, lengths: tuple[Ints, Ints], shapes: Sequence[tuple[int, int]]) -> Floats:
    is_open = np.zeros(chances.shape, dtype=bool)
    for a, b in shapes:
        is_open |= np.outer(lengths[0] == a, lengths[1] == b)
    wider = np.where(is_open & (chances == 0), 1e-7, chances)
    opened: Floats = wider / wider.sum()
    return opened


def _count(batch: Batch, chances: Floats, counts: Floats, shapes: Sequence[tuple[int, int]]) -> None:
    """Add to *counts* how often each unit is expected to be written as each other in the pairs of *batch*."""
    flat, (height, width) = chances.ravel(), batch.lengths
    cells = [(i, j) for i in range(height + 1) for j in range(width + 1)]
    before = {cell: np.zeros(batch.count) for cell in cells}
    before[0, 0] += 1
    for i, j in cells:
        for a, b in shapes:
            if i >= a and j >= b:
                before[i, j] += before[i - a, j - b] * flat[_at(batch, (i - a, j - b), (a, b), chances.shape[1])]
    total = before[height, width]
    after = {cell: np.zeros(batch.count) for cell in cells}
    after[height, width] = np.where(total > 0, 1 / np.maximum(total, 1e-300), 0)
    for i, j in reversed(cells):
        for a, b in shapes:
            if i + a <= height and j + b <= width:
                where = _at(batch, (i, j), (a, b), chances.shape[1])
                step = flat[where] * after[i + a, j + b]
                after[i, j] += step
                expected = before[i, j] * step
                some = expected > 1e-4
                np.add.at(counts, where[some], expected[some])


def _at(batch: Batch, cell: tuple[int, int], shape: tuple[int, int], columns: int) -> Ints:
    """Return where the chances of the step of *shape* from *cell* stand."""
    (i, j), (a, b) = cell, shape
    left = batch.left[a][i] if a else np.full(batch.count, NOTHING)
    right = batch.right[b][j] if b else np.full(batch.count, NOTHING)
    where: Ints = left * columns + right
    return where


def _rows(counts: Floats, units: Units) -> list[Row]:
    chances = counts / counts.sum()
    names = [["", "", *side] for side in (units.left, units.right)]
    of_left, of_right = chances.sum(axis=1), chances.sum(axis=0)
    of_left[NOTHING] = of_right[NOTHING] = 1.0  # a letter may be added at any place: its chance is of all units
    rows = []
    for i, j in np.argwhere(counts > 0.5).tolist():
        surprise = -np.log(chances[i, j] / np.sqrt(of_left[i] * of_right[j]))
        rows.append((names[0][i], names[1][j], round(float(surprise), 2)))
    return rows


def both_ways(rows: Sequence[Row]) -> list[Row]:
    """Return the table of one alphabet: what costs something one way costs the same the other way."""
    costs: dict[Pair, float] = {}
    for one, other, cost in rows:
        for pair in ((one, other), (other, one)):
            costs[pair] = min(cost, costs.get(pair, np.inf))
    return [(*pair, cost) for pair, cost in sorted(costs.items()) if pair[0] != pair[1]]


def neighbours(words: Iterable[str]) -> Counter[str]:
    """Return how often each letter stands after each other, edges counted as letters."""
    return Counter(
        first + second for word in words for first, second in pairwise(EDGE_BEFORE + word + EDGE_AFTER)
    )  # fmt: skip


def write_neighbours(path: Path, known: Mapping[str, Sequence[Pair]]) -> None:
    """Write how often letters are neighbours in each script: what a name typed on the wrong layout is told by."""
    scripts = {"latin": neighbours(bare(plain(one)) for pairs in known.values() for one, _ in pairs)}
    scripts |= {script: neighbours(plain(other) for _, other in pairs) for script, pairs in known.items()}
    rows = [(script, *each) for script, counts in scripts.items() for each in sorted(counts.items()) if each[1] >= SEEN]
    body = "".join(f"{script},{pair},{count}\n" for script, pair, count in rows)
    path.write_text(NEIGHBOURS_HEADER + "script,pair,count\n" + body, encoding="utf-8")
    print(f"{path.name}: {len(rows)} rows")


def write(path: Path, rows: Sequence[Row], source: str) -> None:
    """Write a table of the package."""
    body = "".join(f"{one},{other},{cost:.2f}\n" for one, other, cost in rows)
    path.write_text(HEADER.format(source=source) + "left,right,cost\n" + body, encoding="utf-8")
    print(f"{path.name}: {len(rows)} rows")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of the files wd_*_80")
    parser.add_argument("--out", type=Path, required=True, help="folder for the tables")
    asked = parser.parse_args()
    if asked.data is None or not all((asked.data / f"wd_{name}_80").is_file() for name in LANGUAGES.values()):
        print("NOT RUN: the files wd_russian_80, wd_arabic_80 and wd_hebrew_80 are not there; give --data FOLDER")
        sys.exit(2)
    known = {
        script: [pair for pair in lines(asked.data / f"wd_{name}_80") if not is_held_out(pair[0])]
        for script, name in LANGUAGES.items()
    }
    for script, pairs in known.items():
        rows = learned([(plain(one), plain(other)) for one, other in pairs], SHAPES)
        write(asked.out / f"units_latin_{script}.csv", rows, f"wd_{LANGUAGES[script]}_80")
    write_neighbours(asked.out / "neighbours.csv", known)
    full = [(fold(one), fold(other)) for one, other in known["cyrillic"]]
    write(asked.out / "units_folded.csv", both_ways(learned(full, SHAPES[:5])), "wd_russian_80")
    bare = [
        (fold(one), fold(other).removeprefix(VOWELLESS))
        for one, other in (*known["arabic"], *known["hebrew"])
    ]  # fmt: skip
    write(asked.out / "units_folded_bare.csv", learned(bare, SHAPES[:5]), "wd_arabic_80 and wd_hebrew_80")


if __name__ == "__main__":
    main()
