"""
Make the people of this demonstration: none of them exists, and any likeness is chance.

Run ``python examples/istanbul-2025/make_people.py``: it writes ``people/`` again, byte for byte the same for one seed.
Both directions are made by the same rules and in the same numbers; only the seeded draws differ.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from people_draws import Draws
from people_population import Person, Population, make_population
from people_rows import COLUMNS, Clerk, ListKind, Row
from people_spelling import Lang

HERE: Final = Path(__file__).resolve().parent
LANGUAGES: Final[Mapping[str, Lang]] = {"ru": "ru", "ua": "uk"}
DIRECTIONS: Final = (("ru", "ua"), ("ua", "ru"))

FIRST_HEARD: Final = date(2025, 5, 19)
DAYS_OF_HEARING: Final = 4
AT_THE_CROSSING: Final = date(2025, 5, 24)
WISH_NOT_PASSED: Final = 12
FITNESS_NOT_PASSED_SERIOUS: Final = 2
FITNESS_NOT_PASSED_OTHERS: Final = 4
AT_CROSSING_ROWS: Final = 40
BORN_BEFORE: Final = 1999
LEADING_SPACES: Final = 3
MIXED_SCRIPTS: Final = 2

GATE_COLUMNS: Final = ("party", "row_id", "gate", "outcome", "on")
TRUTH_COLUMNS: Final = ("direction", "holding", "wish")
WELL: Final = frozenset({"good", "not_wounded", "recovered"})
SERIOUS: Final = frozenset({"seriously_sick", "seriously_wounded"})
GATES: Final = ("fitness", "wish")

# Cyrillic letters and the Latin ones that look the same.
_LOOK_ALIKE: Final = dict(zip("аеорсух", "aeopcyx", strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenList:
    """A list as its party wrote it: the row of each person, by the person's id, in the order of the file."""

    kind: ListKind
    rows: Mapping[str, Row]
    broken: frozenset[str]
    """Ids of the people whose rows have an error, or share their ``row_id`` with another row."""


def main() -> None:
    """Write every file of ``people/``."""
    parser = argparse.ArgumentParser(description="Write the made-up people of the demonstration.")
    parser.add_argument("--seed", type=int, default=2025)
    parser.add_argument("--out", type=Path, default=HERE / "people", help="folder to write into")
    options = parser.parse_args()
    write_all(options.seed, options.out)


def write_all(seed: int, out: Path) -> None:
    """Make the people of *seed* and write their lists, the gates and the true pairs into *out*."""
    truth: list[Row] = []
    gates: list[Row] = []
    crossing: list[Row] = []
    for holder, receiver in DIRECTIONS:
        direction = f"{holder}>{receiver}"
        people = make_population(Draws(seed, f"people {direction}"), LANGUAGES[receiver])
        held = write_list(Draws(seed, f"holding {direction}"), "holding", people.both, people.held_only)
        sought = write_list(Draws(seed, f"wish {direction}"), "wish", people.both, people.missing)
        _write(out / holder / "holding.csv", COLUMNS["holding"], held.rows.values())
        _write(out / receiver / "wish.csv", COLUMNS["wish"], sought.rows.values())
        truth += _true_pairs(direction, people.both, held, sought)
        heard, asked_again = hear(Draws(seed, f"gates {direction}"), holder, people, held)
        gates += heard
        crossing += asked_again
    _write(out / "neutral" / "gates.csv", GATE_COLUMNS, gates)
    _write(out / "neutral" / "crossing.csv", GATE_COLUMNS, crossing)
    _write(out / "truth.csv", TRUTH_COLUMNS, truth)


def write_list(draws: Draws, kind: ListKind, both: Sequence[Person], alone: Sequence[Person]) -> WrittenList:
    """Write a list of *both* and *alone* in an order of its own, with a few rows that need a second look."""
    people = draws.shuffled([*both, *alone])
    ids = {person.id: f"{kind[0].upper()}-{number:04}" for number, person in enumerate(people, start=1)}
    clerk = Clerk(draws, kind)
    rows = {one.id: clerk.row(one, ids[one.id], ids.get(one.guardian or "", "")) for one in people}
    # Only people whom the other side's list does not have: the errors shown cost nobody a match.
    broken = _spoil(rows, draws.shuffled([one.id for one in alone])[:4])
    _oddities(draws, [row for person, row in rows.items() if person not in broken])
    return WrittenList(kind=kind, rows=rows, broken=broken)


def hear(draws: Draws, holder: str, people: Population, held: WrittenList) -> tuple[list[Row], list[Row]]:
    """
    Draw what the neutral and the doctor hear from everybody *holder* holds.

    Returns:
        The gates before the first tranche, two rows for each person; and the people, all of whom passed before, who
        would not pass when asked again at the crossing. Families always pass.
    """
    alone = [one for one in draws.shuffled(people.both) if not one.is_family]
    unwilling = alone[:WISH_NOT_PASSED]
    rest = alone[WISH_NOT_PASSED:]
    unfit = [one for one in rest if one.health in SERIOUS][:FITNESS_NOT_PASSED_SERIOUS]
    unfit += [one for one in rest if one.health not in SERIOUS | WELL][:FITNESS_NOT_PASSED_OTHERS]
    not_passed = {(one.id, "wish") for one in unwilling} | {(one.id, "fitness") for one in unfit}
    gates = [
        _gate(holder, row["row_id"], gate, FIRST_HEARD + timedelta(draws.between(0, DAYS_OF_HEARING - 1)))
        | {"outcome": "not_passed" if (person, gate) in not_passed else "passed"}
        for person, row in sorted(held.rows.items(), key=lambda item: item[1]["row_id"])
        if person not in held.broken
        for gate in GATES
    ]
    ordinary = [one for one in rest if _is_ordinary(one, held.rows[one.id])][:AT_CROSSING_ROWS]
    crossing = [
        _gate(holder, held.rows[one.id]["row_id"], GATES[1 - number % 2], AT_THE_CROSSING) | {"outcome": "not_passed"}
        for number, one in enumerate(ordinary)
    ]
    return gates, crossing


def _is_ordinary(person: Person, row: Row) -> bool:
    """Tell whether no rule puts *person* before others, as *row* has it: a well prisoner of war of 26 or more."""
    born = row["birth_date"][:4]
    is_over_25 = person.born.year < BORN_BEFORE and "" < born < str(BORN_BEFORE)
    return row["category"] == "pow" and row["health_code"] in WELL and is_over_25


def _gate(party: str, row_id: str, gate: str, on: date) -> Row:
    return {"party": party, "row_id": row_id, "gate": gate, "on": on.isoformat()}


def _spoil(rows: Mapping[str, Row], people: Sequence[str]) -> frozenset[str]:
    """Put one error of each kind into the rows of *people*; the fourth lends its id to the third."""
    no_such_day, no_such_category, second, first = people
    rows[no_such_day]["birth_date"] = "1990-02-30"
    rows[no_such_category]["category"] = "volunteer"
    rows[second]["row_id"] = rows[first]["row_id"]
    return frozenset(people)


def _oddities(draws: Draws, rows: Sequence[Row]) -> None:
    """Put oddities into a few rows that leave them readable: a leading space, a Latin letter in a Cyrillic word."""
    drawn = draws.shuffled([row for row in rows if row["script"] == "Cyrl"])
    for row in drawn[:LEADING_SPACES]:
        row["surname"] = f" {row['surname']}"
    mixable = (row for row in drawn[LEADING_SPACES:] if any(letter in _LOOK_ALIKE for letter in row["surname"]))
    for row, _ in zip(mixable, range(MIXED_SCRIPTS), strict=False):
        at = next(at for at, letter in enumerate(row["surname"]) if letter in _LOOK_ALIKE)
        row["surname"] = row["surname"][:at] + _LOOK_ALIKE[row["surname"][at]] + row["surname"][at + 1 :]


def _true_pairs(direction: str, both: Iterable[Person], held: WrittenList, sought: WrittenList) -> list[Row]:
    pairs = [
        {"direction": direction, "holding": held.rows[one.id]["row_id"], "wish": sought.rows[one.id]["row_id"]}
        for one in both
    ]
    return sorted(pairs, key=lambda pair: pair["holding"])


def _write(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
