"""The levels that pairs of rows reach, field by field. Each distinct pair of values is compared once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from rapidfuzz.distance import JaroWinkler

from homeward.matching.columns import MISSING, Coded, Ints, Lists, Pairs
from homeward.matching.facts_compared import (
    birth_levels,
    number_levels,
    place_levels,
    seen_levels,
    sex_levels,
    unit_levels,
)
from homeward.matching.names_compared import Compare, father_levels, given_levels, maiden_levels, surname_levels
from homeward.names.surnames import surname_key

COMPARE: Final[Mapping[str, Compare]] = {
    "surname": surname_levels,
    "given_names": given_levels,
    "father_name": father_levels,
    "birth_place": place_levels,
    "service_number": number_levels,
    "unit": unit_levels,
    "sex": sex_levels,
    "mother_maiden_name": maiden_levels,
}

_SURNAME_DIFFERS: Final = 4
_GIVEN_DIFFERS: Final = frozenset({3, 4})
_OTHER_AGREES: Final = 1
_ALIKE: Final = 0.85


def compare(lists: Lists, pairs: Pairs) -> dict[str, Ints]:
    """Return the level of each pair in each field of the model, :data:`MISSING` where a value is not stated."""
    levels = {field: _compared(lists.text[field], pairs, function) for field, function in COMPARE.items()}
    levels["birth_date"] = birth_levels(lists.dates["birth_date"], pairs)
    levels["captured_or_last_seen"] = seen_levels(lists.dates["captured_or_last_seen"], pairs)
    _see_exchanged_names(lists, pairs, levels)
    return levels


def _compared(coded: Coded, pairs: Pairs, function: Compare) -> Ints:
    left, right = coded.left[pairs.left], coded.right[pairs.right]
    levels = np.full(len(pairs), MISSING, dtype=np.int64)
    stated = np.flatnonzero((left != MISSING) & (right != MISSING))
    if not len(stated):
        return levels
    width = len(coded.values)
    distinct, back = np.unique(left[stated] * width + right[stated], return_inverse=True)
    levels[stated] = function(coded.values, distinct // width, distinct % width)[back]
    return levels


def _see_exchanged_names(lists: Lists, pairs: Pairs, levels: dict[str, Ints]) -> None:
    """Where surname and given name differ, but each is the other's on the other list, let both agree."""
    at = np.flatnonzero((levels["surname"] >= _SURNAME_DIFFERS) & np.isin(levels["given_names"], list(_GIVEN_DIFFERS)))
    surname, given = lists.text["surname"], lists.text["given_names"]
    surnames = [value.split("|")[0] for value in surname.values]
    givens = [surname_key(value.split("|")[0]) for value in given.values]
    left, right = pairs.left[at], pairs.right[at]
    codes = np.unique(np.array([*surnames, *givens], dtype=object), return_inverse=True)[1]
    shift = len(surnames)
    forth = surname.left[left], given.right[right] + shift
    back = surname.right[right], given.left[left] + shift
    one, other = (codes[first] == codes[second] for first, second in (forth, back))
    texts = np.array([*surnames, *givens], dtype=object)
    for equal, (first, second) in ((one, back), (other, forth)):
        near = np.flatnonzero(equal)
        alike = np.array([
            JaroWinkler.similarity(a, b) >= _ALIKE for a, b in zip(texts[first[near]], texts[second[near]], strict=True)
        ], dtype=bool)  # fmt: skip
        exchanged = at[near[alike]]
        levels["surname"][exchanged] = _OTHER_AGREES
        levels["given_names"][exchanged] = _OTHER_AGREES
