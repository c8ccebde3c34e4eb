"""The levels that pairs of rows reach, field by field. Each distinct pair of values is compared once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from rapidfuzz.distance import JaroWinkler

from homeward.matching.columns import MISSING, Coded, Levels, Lists, Pairs, Rows
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


def compare(lists: Lists, pairs: Pairs) -> dict[str, Levels]:
    """Return the level of each pair in each field of the model, :data:`MISSING` where a value is not stated."""
    levels = {field: _compared(lists.text[field], pairs, function) for field, function in COMPARE.items()}
    for field, dated in (("birth_date", birth_levels), ("captured_or_last_seen", seen_levels)):
        levels[field] = dated(lists.dates[field], pairs).astype(np.int8)
    _see_exchanged_names(lists, pairs, levels)
    return levels


def _compared(coded: Coded, pairs: Pairs, function: Compare) -> Levels:
    left, right = coded.left[pairs.left], coded.right[pairs.right]
    levels = np.full(len(pairs), MISSING, dtype=np.int8)
    stated = np.flatnonzero((left != MISSING) & (right != MISSING))
    if not len(stated):
        return levels
    width = len(coded.values)
    distinct, back = np.unique(left[stated] * width + right[stated], return_inverse=True)
    used, places = np.unique(np.concatenate([distinct // width, distinct % width]), return_inverse=True)
    values = tuple(coded.values[code] for code in used.tolist())
    levels[stated] = function(values, places[: len(distinct)], places[len(distinct) :])[back]
    return levels


def _see_exchanged_names(lists: Lists, pairs: Pairs, levels: dict[str, Levels]) -> None:
    """Where surname and given name differ, but each is the other's on the other list, let both agree."""
    differ = (levels["surname"] >= _SURNAME_DIFFERS) & np.isin(levels["given_names"], list(_GIVEN_DIFFERS))
    at = np.flatnonzero(differ)
    sides = ((0, pairs.left[at]), (1, pairs.right[at]))
    (surname, given), (surname_2, given_2) = (
        (
            _words(lists.text["surname"], side, rows),
            [surname_key(one) for one in _words(lists.text["given_names"], side, rows)],
        )
        for side, rows in sides
    )
    exchanged = [
        (one == other_given and _alike(other, one_given)) or (other == one_given and _alike(one, other_given))
        for one, one_given, other, other_given in zip(surname, given, surname_2, given_2, strict=True)
    ]
    found = at[np.array(exchanged, dtype=bool)]
    levels["surname"][found] = _OTHER_AGREES
    levels["given_names"][found] = _OTHER_AGREES


def _words(coded: Coded, side: int, rows: Rows) -> list[str]:
    codes = (coded.left, coded.right)[side][rows]
    return [coded.values[code].partition("|")[0] for code in codes.tolist()]


def _alike(one: str, other: str) -> bool:
    return JaroWinkler.similarity(one, other) >= _ALIKE
