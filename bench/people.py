"""Made-up people on two lists, spelled as two sides spell them, with the truth beside them. Everybody here is invented.

The searching side writes mostly in its own script, the holding side in another and in Latin letters. Rows carry slips
of the pen, fields in each other's place, initials, everyday names, names taken down by ear, missing and wrong dates;
`people_pen.NOISE` says how many of each. Surnames are as unevenly common as in life, so that namesakes abound. Of 100
people who are on the holding list only, 8 are brothers, twins, sons or fathers of people on the searching list.

`make(20_000, seed=1)` is what the program was developed on; other seeds serve for reports only. The person and the rows
of a number depend on the seed and that number alone, so that any number of processes writes the same lists.

python bench/people.py --size 1000000 --seed 7 --out FOLDER    writes left, right, truth and labels as CSV or Parquet
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl

ROOT = str(Path(__file__).resolve().parents[1])
if ROOT not in sys.path:
    sys.path.insert(0, ROOT)

from bench.people_arabic import Arabic  # noqa: E402 - run as a script, this file needs its root
from bench.people_common import Person, Population, relative_of  # noqa: E402
from bench.people_hebrew import Hebrew  # noqa: E402
from bench.people_pen import NOISE, Row, Side  # noqa: E402
from bench.people_slavic import Slavic  # noqa: E402

__all__ = ["COLUMNS", "NOISE", "POPULATIONS", "People", "make", "make_labelled", "slices_of"]

COLUMNS: Final = (
    "row_id", "surname", "given_names", "father_name", "other_names", "sex", "birth_date", "birth_place",
    "service_number", "unit",
)  # fmt: skip
RELATIVES: Final = 0.08
"""Share of the people on the holding list only who are close relatives of somebody on the searching list."""
TOP_SURNAMES: Final = 100
POPULATIONS: Final[dict[str, dict[str, float]]] = {
    "uk-ru": {"uk-ru": 1.0},
    "arabic": {"arabic": 1.0},
    "hebrew": {"hebrew": 1.0},
    "mixed": {"uk-ru": 0.5, "arabic": 0.3, "hebrew": 0.2},
}
"""What share of people each population has of each origin."""
_MAKERS: Final[dict[str, Callable[[int], Population]]] = {"uk-ru": Slavic, "arabic": Arabic, "hebrew": Hebrew}
_ROWS_AT_ONCE: Final = 20_000
_LABELS: Final = ("true_surname", "true_given", "true_father", "true_sex", "born", "notes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What lists to make. People are numbered: on both lists, on the searching list only, on the holding list only."""

    size: int
    seed: int
    overlap: float = 0.55
    population: str = "uk-ru"

    @property
    def shared(self) -> int:
        """Count the people on both lists."""
        return round(self.size * self.overlap)

    def number(self, side: Side, row: int) -> int:
        """Return the number of the person of a row, before rows are shuffled."""
        return row if row < self.shared or side is Side.SEARCHING else row - self.shared + self.size


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Two lists, the pairs of rows that are one person, and what is known about each row: never part of the lists."""

    left: pl.DataFrame
    right: pl.DataFrame
    truth: set[tuple[str, str]]
    labels: pl.DataFrame
    """
    ``row_id``, ``person``, what is true of the person, and ``notes``: what was done to the row, its script and its
    population, and whether relatives are about.
    """


def make(
    size: int, seed: int, overlap: float = 0.55, population: str = "uk-ru"
) -> tuple[pl.DataFrame, pl.DataFrame, set[tuple[str, str]]]:
    """Return two lists of *size* rows in shuffled order and the pairs of rows that are one person."""
    people = make_labelled(size, seed, overlap, population)
    return people.left, people.right, people.truth


def make_labelled(size: int, seed: int, overlap: float = 0.55, population: str = "uk-ru") -> People:
    """Return the lists of :func:`make` with the labels of their rows."""
    plan = Plan(size=size, seed=seed, overlap=overlap, population=population)
    (left, first), (right, second) = (_side(plan, side, map) for side in Side)
    ids = [_ids(plan, side) for side in Side]
    truth = set(zip(ids[0][: plan.shared], ids[1][: plan.shared], strict=True))
    return People(left=left, right=right, truth=truth, labels=pl.concat([first, second]))


def slices_of(left: set[str], right: set[str]) -> list[str]:
    """Return the names of the slices that a pair belongs to, from the notes of its two rows."""
    both = left | right
    scripts = {_alphabet(notes) for notes in (left, right)}
    slices = [
        ("Cyrillic-Latin", scripts == {"Cyrillic", "Latin"}),
        ("Cyrillic-Cyrillic", scripts == {"Cyrillic"}),
        ("Arabic-Latin", scripts == {"Arabic", "Latin"}),
        ("Hebrew-Latin", scripts == {"Hebrew", "Latin"}),
        ("date full", not both & {"no date", "year only"}),
        ("year only", "year only" in both and "no date" not in both),
        ("date missing", "no date" in both),
        ("patronymic missing", "no father" in both),
        *((name, note in both) for name, note in _SLICES_BY_NOTE),
    ]
    return [name for name, is_in in slices if is_in]


_SLICES_BY_NOTE: Final = (
    ("by ear", "by ear"), ("swapped", "exchanged"), ("relatives", "relative"), ("top-100 surnames", "top surname"),
    ("initials", "initials"), ("everyday name", "everyday"), ("married name", "married"),
)  # fmt: skip
_ALPHABETS: Final = {"uk": "Cyrillic", "ru": "Cyrillic", "russified": "Cyrillic", "latin": "Latin", "arabic script":
                     "Arabic", "hebrew script": "Hebrew"}  # fmt: skip


def _alphabet(notes: set[str]) -> str:
    return next(alphabet for note, alphabet in _ALPHABETS.items() if note in notes)


@cache
def _population(name: str, seed: int) -> Population:
    return _MAKERS[name](seed)


@cache
def _kin(plan: Plan) -> dict[int, int]:
    """Return which people on the holding list only are relatives, and of whom."""
    lots = random.Random(plan.seed)
    numbers = range(plan.size, 2 * plan.size - plan.shared)
    return {number: lots.randrange(plan.size) for number in numbers if lots.random() < RELATIVES}


@cache
def _with_relatives(plan: Plan) -> frozenset[int]:
    return frozenset(_kin(plan).values())


def _lots(plan: Plan, number: int, what: int) -> random.Random:
    return random.Random((plan.seed * 1_000_000_007 + number) * 4 + what)


def _person(plan: Plan, number: int) -> tuple[Person, Population]:
    lots = _lots(plan, number, 0)
    base = _kin(plan).get(number)
    if base is not None:
        person, population = _person(plan, base)
        return relative_of(person, population, lots), population
    origins = POPULATIONS[plan.population]
    population = _population(lots.choices(list(origins), list(origins.values()))[0], plan.seed)
    return population.person(lots), population


def _row(plan: Plan, side: Side, number: int) -> tuple[Person, Row]:
    person, population = _person(plan, number)
    row = population.row(person, side, _lots(plan, number, 1 + side))
    row.notes |= {"relative"} if number in _kin(plan) or number in _with_relatives(plan) else set()
    row.notes |= {"top surname"} if person.rank < TOP_SURNAMES else set()
    return person, row


def _ids(plan: Plan, side: Side) -> list[str]:
    """Return the ids of a list's rows before they are shuffled; ids say nothing of the order."""
    numbers = np.random.default_rng([plan.seed, side]).permutation(plan.size)
    return [f"{'LR'[side]}-{number:07d}" for number in numbers.tolist()]


def _chunk(plan: Plan, side: Side, start: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    cells, labels = [], []
    for at in range(start, min(start + _ROWS_AT_ONCE, plan.size)):
        number = plan.number(side, at)
        person, row = _row(plan, side, number)
        cells.append(row.cells())
        truth = (person.surname[0], person.given[0], person.father[0], person.sex, person.born.isoformat())
        labels.append((number, *truth, "|".join(sorted(row.notes))))
    schema = {"person": pl.Int64} | dict.fromkeys(_LABELS, pl.String)
    return (
        pl.DataFrame(cells, schema=dict.fromkeys(COLUMNS[1:], pl.String), orient="row"),
        pl.DataFrame(labels, schema=schema, orient="row"),
    )


def _side(
    plan: Plan, side: Side, each: Callable[..., Iterator[tuple[pl.DataFrame, pl.DataFrame]]]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return one list and its labels, both in shuffled order; *each* is ``map``, or that of several processes."""
    cells, labels = zip(*each(partial(_chunk, plan, side), range(0, plan.size, _ROWS_AT_ONCE)), strict=True)
    ids = pl.Series("row_id", _ids(plan, side), dtype=pl.String)
    order = np.random.default_rng([plan.seed, side, 1]).permutation(plan.size)
    return tuple(pl.concat(frames).insert_column(0, ids)[order] for frames in (cells, labels))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--size", type=int, required=True)
    arguments.add_argument("--seed", type=int, required=True)
    arguments.add_argument("--overlap", type=float, default=0.55)
    arguments.add_argument("--population", choices=POPULATIONS, default="uk-ru")
    arguments.add_argument("--format", choices=("csv", "parquet"), default="csv")
    arguments.add_argument("--processes", type=int, default=2)
    arguments.add_argument("--out", type=Path, required=True)
    chosen = arguments.parse_args()
    plan = Plan(size=chosen.size, seed=chosen.seed, overlap=chosen.overlap, population=chosen.population)
    write(plan, chosen.out, chosen.out, chosen.format, chosen.processes)


def write(plan: Plan, folder: Path, kept: Path, kind: str = "csv", processes: int = 2) -> list[tuple[str, str]]:
    """
    Write ``left`` and ``right`` into *folder*, ``truth`` and ``labels`` into *kept*, one list at a time.

    Returns:
        The pairs of rows that are one person.
    """
    for each in (folder, kept):
        each.mkdir(parents=True, exist_ok=True)
    all_labels = []
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        for side, name in zip(Side, ("left", "right"), strict=True):
            frame, labels = _side(plan, side, pool.map)
            _write(frame, folder / name, kind)
            all_labels.append(labels)
    first, second = (_ids(plan, side)[: plan.shared] for side in Side)
    _write(pl.DataFrame({"left": first, "right": second}), kept / "truth", kind)
    _write(pl.concat(all_labels), kept / "labels", kind)
    return list(zip(first, second, strict=True))


def _write(frame: pl.DataFrame, path: Path, kind: str) -> None:
    path = path.with_suffix(f".{kind}")
    _ = frame.write_csv(path) if kind == "csv" else frame.write_parquet(path)


if __name__ == "__main__":
    main()
