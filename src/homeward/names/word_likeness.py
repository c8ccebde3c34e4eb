"""How alike two words are, in one script or across two: from 0, unlike, to 1, one word."""

from __future__ import annotations

import csv
from collections.abc import Sequence
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

_FOLDED_LETTERS: Final = "abcdefhijklmnopqrstuvwxz"
_LATIN_TABLES: Final = {
    Script.ARABIC: "units_latin_arabic", Script.CYRILLIC: "units_latin_cyrillic", Script.HEBREW: "units_latin_hebrew",
}  # fmt: skip


@cache
def unit_table(name: str) -> UnitTable:
    """
    Return a table of the package: ``units_latin_arabic``, ``_cyrillic``, ``_hebrew``, ``units_folded`` and
    ``units_folded_bare``. In ``units_folded`` two neighbours that changed places are one slip.
    """
    text = resources.files("homeward.names").joinpath(f"{name}.csv").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    rows = [(row["left"], row["right"], float(row["cost"])) for row in csv.DictReader(lines)]
    if name != "units_folded":
        return table_of(name, rows, slip=SLIP_ACROSS if name in _LATIN_TABLES.values() else SLIP)
    same = [(one, one, 0.0) for one in (*_FOLDED_LETTERS, EDGE_BEFORE, EDGE_AFTER)]
    exchanged = [(one + other, other + one, SLIP) for one, other in permutations(_FOLDED_LETTERS, 2)]
    return table_of(name, [*rows, *same, *exchanged])


def folded_likeness(words: Sequence[str], left: Ints, right: Ints) -> Floats:
    """
    Return how alike the folded words ``words[left[i]]`` and ``words[right[i]]`` are, for every *i*.

    The bulk form for lists that are folded already. Symmetric; 1 for a word and itself; a word written without vowels
    is held against the consonants and the cheap vowels of the other.

    >>> words = [fold("Махмуд"), fold("Mahmoud"), fold("محمود"), fold("Коваль")]
    >>> folded_likeness(words, np.array([0, 0, 0]), np.array([1, 2, 3])).round(1).tolist()
    [1.0, 0.9, 0.0]
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

    Latin against Arabic, Cyrillic or Hebrew letters goes by the table of the two; every other pair by the folded forms.

    >>> words = ["Khrushchak", "Хрущак", "خروشتشاك", "Gromyko"]
    >>> [one > 0.7 for one in word_likeness(words, np.array([0, 0, 1, 0]), np.array([1, 2, 2, 3])).tolist()]
    [True, True, True, False]
    """
    plains = [plain(word) for word in words]
    scripts = np.array([_TABLE_NUMBER.get(script_of(word), -1) for word in plains], dtype=np.int64)
    likeness = np.zeros(len(left))
    is_folded = np.ones(len(left), dtype=bool)
    for number, name in enumerate(_LATIN_TABLES.values(), 1):
        for one, other in ((left, right), (right, left)):
            across = (scripts[one] == 0) & (scripts[other] == number)
            rows = np.flatnonzero(across)
            likeness[rows] = _likeness(plains, one[rows], other[rows], unit_table(name))
            is_folded &= ~across
    rows = np.flatnonzero(is_folded)
    likeness[rows] = folded_likeness([fold(word) for word in words], left[rows], right[rows])
    return likeness


_TABLE_NUMBER: Final = {Script.LATIN: 0, **{script: at for at, script in enumerate(_LATIN_TABLES, 1)}}


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
    return np.maximum(1 - costs / (LIMIT * np.maximum(letters, 1)), 0.0).astype(np.float64)
