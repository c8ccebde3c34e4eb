"""How alike two words are, in one script or across two: from 0, unlike, to 1, one word."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from itertools import permutations
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from homeward.names.alignment import Step, alignment_costs, encode_left, encode_right, trace
from homeward.names.folding import VOWELLESS, fold
from homeward.names.scripts import Script, plain, script_of
from homeward.names.units import EDGE_AFTER, EDGE_BEFORE, SLIP, UnitTable, table_of

Ints: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]

LIMIT: Final = 3.0
"""Nats for each letter at which two words are wholly unlike: every second letter another one."""

SLIP_ACROSS: Final = 8.0
"""Cost of a slip between two scripts: there it is told from a rare spelling, which the tables know."""

SLIP_OF_A_KEY: Final = 4.5
"""Cost of a slip where both words are written in one script: fingers and scanners err more often than ears."""

UNWRITTEN: Final = 2.5
"""The most that a vowel costs where the other script has none: the pairs that were learned from are foreign names,
which Arabic and Hebrew write with their vowels, and native names are written without."""

_VOWELS: Final = frozenset("aeiouy")
_WITHOUT_VOWELS: Final = frozenset(("units_latin_arabic", "units_latin_hebrew", "units_folded_bare"))

_ALPHABETS: Final = {
    "misread_arabic": frozenset("ابتثجحخدذرزسشصضطظعغفقكلمنهوي"),
    "misread_cyrillic": frozenset("абвгґдеёєжзиіїйклмнопрстуўфхцчшщъыьэюя"),
    "misread_hebrew": frozenset("אבגדהוזחטיכלמנסעפצקרשת"),
    "misread_latin": frozenset("abcdefghijklmnopqrstuvwxyz"),
}
_FOLDED_LETTERS: Final = "abcdefhijklmnopqrstuvwxz"
_LATIN_TABLES: Final = {
    Script.ARABIC: "units_latin_arabic", Script.CYRILLIC: "units_latin_cyrillic", Script.HEBREW: "units_latin_hebrew",
}  # fmt: skip
_MISREAD_TABLES: Final = {script: f"misread_{script.name.lower()}" for script in (*_LATIN_TABLES, Script.LATIN)}
_NUMBERED: Final = tuple(Script)
_LATIN: Final = _NUMBERED.index(Script.LATIN)


@cache
def unit_table(name: str) -> UnitTable:
    """
    Return a table of the package by its name.

    There are ``units_latin_arabic``, ``_cyrillic`` and ``_hebrew``, ``units_folded``, ``units_folded_bare``, and what
    is misread in one script: ``misread_latin`` and so on. Within one alphabet two neighbours that changed places are
    one slip.
    """
    if name.startswith("misread_"):
        rows = [row for row in _rows("misread") if f"misread_{row['script']}" == name]
        letters = sorted(_ALPHABETS[name].union(*(row["one"] + row["other"] for row in rows)))
        costs = [(row["one"], row["other"], float(row["cost"])) for row in rows]
        return table_of(name, _within(letters, [*costs, *((b, a, c) for a, b, c in costs)], SLIP_OF_A_KEY),
                        slip=SLIP_OF_A_KEY)  # fmt: skip
    costs = [(row["left"], row["right"], float(row["cost"])) for row in _rows(name)]
    if name in _WITHOUT_VOWELS:
        costs = [
            (one, other, min(cost, UNWRITTEN) if one in _VOWELS and not other else cost) for one, other, cost in costs
        ]
    if name == "units_folded":
        return table_of(name, _within(_FOLDED_LETTERS, costs, SLIP))
    return table_of(name, costs, slip=SLIP_ACROSS if name in _LATIN_TABLES.values() else SLIP)


def _within(letters: Sequence[str], costs: list[tuple[str, str, float]], slip: float) -> list[tuple[str, str, float]]:
    same = [(one, one, 0.0) for one in (*letters, EDGE_BEFORE, EDGE_AFTER)]
    exchanged = [(one + other, other + one, slip) for one, other in permutations(letters, 2)]
    return [*costs, *same, *exchanged]


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = resources.files("homeward.names").joinpath(f"{name}.csv").read_text(encoding="utf-8")
    yield from csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))


def folded_likeness(words: Sequence[str], left: Ints, right: Ints) -> Floats:
    """
    Return how alike the folded words ``words[left[i]]`` and ``words[right[i]]`` are, for every *i*.

    The bulk form for lists that are folded already. Symmetric; 1 for a word and itself; a word written without vowels
    is held against the consonants and the cheap vowels of the other.

    >>> words = [fold("Махмуд"), fold("Mahmoud"), fold("محمود"), fold("Коваль")]
    >>> folded_likeness(words, np.array([0, 0, 0]), np.array([1, 2, 3])).round(1).tolist()
    [1.0, 0.8, 0.0]
    """
    bare = np.array([word.startswith(VOWELLESS) for word in words], dtype=bool)
    letters = [word.removeprefix(VOWELLESS) for word in words]
    likeness = np.zeros(len(left))
    swapped = bare[left] & ~bare[right]
    one, other = np.where(swapped, right, left), np.where(swapped, left, right)
    mixed = bare[one] != bare[other]
    for name, rows in (("units_folded", np.flatnonzero(~mixed)), ("units_folded_bare", np.flatnonzero(mixed))):
        likeness[rows] = _likeness(letters, one[rows], other[rows], unit_table(name))
    return likeness


def word_likeness(words: Sequence[str], left: Ints, right: Ints) -> Floats:
    """
    Return how alike the words ``words[left[i]]`` and ``words[right[i]]`` are as they were written, for every *i*.

    Latin against Arabic, Cyrillic or Hebrew letters goes by the table of the two. Two words of one script are as alike
    as they sound, by the folded forms, or as they look, by the letters that are misread: whichever is more. Every other
    pair goes by the folded forms.

    >>> words = ["Mahmoud", "Махмуд", "محمود", "Gromyko", "Mahrnoud"]
    >>> likeness = word_likeness(words, np.array([0, 0, 1, 0, 0]), np.array([1, 2, 2, 3, 4]))
    >>> [one > 0.7 for one in likeness.tolist()]
    [True, True, True, False, True]
    """
    plains = [plain(word) for word in words]
    scripts = np.array([_NUMBERED.index(script_of(word)) for word in plains], dtype=np.int64)
    likeness = np.zeros(len(left))
    across = np.zeros(len(left), dtype=bool)
    for script, name in _LATIN_TABLES.items():
        for one, other in ((left, right), (right, left)):
            rows = np.flatnonzero((scripts[one] == _LATIN) & (scripts[other] == _NUMBERED.index(script)))
            likeness[rows] = _likeness(plains, one[rows], other[rows], unit_table(name))
            across[rows] = True
    rows = np.flatnonzero(~across)
    likeness[rows] = folded_likeness([fold(word) for word in words], left[rows], right[rows])
    for script, name in _MISREAD_TABLES.items():
        rows = np.flatnonzero((scripts[left] == scripts[right]) & (scripts[left] == _NUMBERED.index(script)))
        looks = _likeness(plains, left[rows], right[rows], unit_table(name))
        likeness[rows] = np.maximum(likeness[rows], looks)
    return likeness


def likeness_of(left: str, right: str) -> float:
    """
    Return how alike two words are.

    >>> likeness_of("Ivan", "Ivan"), likeness_of("Ivan", "Иван") > 0.9
    (1.0, True)
    """
    return float(word_likeness([left, right], np.array([0]), np.array([1]))[0])


def steps_of(left: str, right: str) -> tuple[str, tuple[Step, ...]]:
    """
    Return the table by which two words are compared, and the steps of their cheapest alignment.

    >>> name, steps = steps_of("Шило", "Shylo")
    >>> name, [(step.left, step.right) for step in steps][0]
    ('units_latin_cyrillic', ('sh', 'ш'))
    """
    one, other = plain(left), plain(right)
    for first, second in ((one, other), (other, one)):
        name = _LATIN_TABLES.get(script_of(second))
        if script_of(first) is Script.LATIN and name is not None:
            return name, trace(first, second, unit_table(name))
    if script_of(one) is script_of(other) and script_of(one) in _MISREAD_TABLES:
        looks = trace(one, other, unit_table(_MISREAD_TABLES[script_of(one)]))
        sounds = _folded_steps(left, right)
        return min((_MISREAD_TABLES[script_of(one)], looks), sounds, key=lambda way: sum(step.cost for step in way[1]))
    return _folded_steps(left, right)


def _folded_steps(left: str, right: str) -> tuple[str, tuple[Step, ...]]:
    one, other = sorted((fold(left), fold(right)), key=lambda word: word.startswith(VOWELLESS))
    name = "units_folded" if one.startswith(VOWELLESS) == other.startswith(VOWELLESS) else "units_folded_bare"
    return name, trace(one.removeprefix(VOWELLESS), other.removeprefix(VOWELLESS), unit_table(name))


def _likeness(words: Sequence[str], left: Ints, right: Ints, table: UnitTable) -> Floats:
    if not len(left):
        return np.zeros(0)
    firsts, one = np.unique(left, return_inverse=True)
    seconds, other = np.unique(right, return_inverse=True)
    coded = encode_left([words[at] for at in firsts], table), encode_right([words[at] for at in seconds], table)
    costs = alignment_costs(coded[0][one], coded[1][other], table)
    letters = (coded[0].lengths[one] + coded[1].lengths[other]) / 2 - 2
    likeness = np.maximum(1 - costs / (LIMIT * np.maximum(letters, 1)), 0.0)
    texts = np.array(words, dtype=object)
    same = (texts[left] == texts[right]).astype(bool)
    return np.where(same, 1.0, likeness)
