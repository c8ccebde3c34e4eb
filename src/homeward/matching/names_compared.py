"""Comparing names: which level of the model a pair of values reaches. Works on distinct pairs of values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA, JaroWinkler
from rapidfuzz.process import cpdist

from homeward.matching.columns import Floats, Ints
from homeward.names.folding import VOWELLESS, skeleton
from homeward.names.given import given_classes, given_key, initials_of
from homeward.names.slips import meant_classes
from homeward.names.surnames import surname_key
from homeward.names.word_likeness import folded_likeness

Compare: TypeAlias = Callable[[tuple[str, ...], Ints, Ints], Ints]
"""Takes a vocabulary and two arrays of codes into it; returns the level of each pair."""

# Jaro-Winkler similarity above which a level is reached; rows of made-up people, seed 1, chose the steps.
NEARLY: Final = 0.93
SIMILAR: Final = 0.87
SOMEWHAT: Final = 0.80
_NEARLY_A_GIVEN_NAME: Final = 0.89
_WITHOUT_VOWELS: Final = ((0.0, 0.25, 0.35, 0.5, 1.0), (0.0, SOMEWHAT, SIMILAR, NEARLY, 1.0))
"""Which likeness of letters is worth which of the steps above, where one of two words was written without vowels."""

_MAY_BE_A_SLIP: Final = 0.6
_LETTERS_FOR_A_SLIP: Final = 5
"""In a word at least this long, one wrong, missing, added or exchanged letter is a slip of the pen."""


def surname_levels(values: tuple[str, ...], left: Ints, right: Ints) -> Ints:
    """Compare surnames: ``main|other|...``."""
    parts = [value.split("|") for value in values]
    main = [each[0] for each in parts]
    codes = _codes(main)
    levels = np.full(len(left), 5, dtype=np.int64)
    levels[codes[left] == codes[right]] = 0
    has_several = _bools(len(each) > 1 for each in parts)
    _fill(levels, 1, (levels > 0) & (has_several[left] | has_several[right]), left, right, _share(parts))
    is_initial = _bools(len(name) == 1 for name in main)
    _initial_levels(levels, is_initial, left, right, [frozenset({name[:1]}) for name in main], 6)
    rest = np.flatnonzero(levels == 5)  # noqa: PLR2004 - the last level but those of initials
    likeness = _likeness(main, left[rest], right[rest])
    bones = _codes([skeleton(name) for name in main])
    same_bones = (bones[left[rest]] == bones[right[rest]]) & (likeness > SOMEWHAT)
    levels[rest] = np.select(
        [(likeness >= NEARLY) | same_bones, likeness >= SIMILAR, likeness >= SOMEWHAT], [2, 3, 4], 5
    )
    return levels


def given_levels(values: tuple[str, ...], left: Ints, right: Ints) -> Ints:
    """Compare given names: ``first|second|other|...``; one letter is an initial."""
    parts = [tuple(value.split("|")) for value in values]
    classes = [[given_classes(name) for name in each] for each in parts]
    firsts = [given_key(names[0]) for names in parts]
    codes = _codes(firsts)
    is_initial = _bools(len(names[0]) == 1 for names in parts)
    is_known = _bools(bool(each[0]) for each in classes)
    is_wide = _bools(len(each) > 1 or len(each[0]) > 1 for each in classes)
    levels = np.where(is_known[left] & is_known[right], 4, 3)
    levels[codes[left] == codes[right]] = 0
    _initial_levels(levels, is_initial, left, right, _initials(parts, classes), 5)
    every = [_names_of(names, each) for names, each in zip(parts, classes, strict=True)]
    _fill(levels, 1, (levels > 0) & (levels < 5) & (is_wide[left] | is_wide[right]), left, right, _share(every))  # noqa: PLR2004
    heads = [names[0] for names in parts]
    _near(levels, levels == 3, heads, left, right, 2)  # noqa: PLR2004
    slips = meant_classes([head for head, known in zip(heads, is_known, strict=True) if not known])
    meant = _codes([slips.get(head, first) for head, first in zip(heads, firsts, strict=True)])
    levels[(levels == 3) & (meant[left] == meant[right])] = 2  # noqa: PLR2004
    return levels


def father_levels(values: tuple[str, ...], left: Ints, right: Ints) -> Ints:
    """Compare fathers' names: one key each, or an initial."""
    is_initial = _bools(len(value) == 1 for value in values)
    is_known = _bools(_is_class(value) for value in values)
    levels = np.where(is_known[left] & is_known[right], 3, 2)
    levels[left == right] = 0
    starts = [initials_of(value) | {value[0]} for value in values]
    _initial_levels(levels, is_initial, left, right, starts, 4)
    _near(levels, levels == 2, list(values), left, right, 1)  # noqa: PLR2004
    slips = meant_classes([value for value, known in zip(values, is_known, strict=True) if not known])
    meant = _codes([slips.get(value, value) for value in values])
    levels[(levels == 2) & (meant[left] == meant[right])] = 1  # noqa: PLR2004
    return levels


def maiden_levels(values: tuple[str, ...], left: Ints, right: Ints) -> Ints:
    """Compare maiden names of mothers."""
    levels = np.full(len(left), 2, dtype=np.int64)
    levels[left == right] = 0
    _near(levels, levels > 0, list(values), left, right, 1)
    return levels


def alike(some: Sequence[str], others: Sequence[str]) -> Floats:
    """Return how alike each of *some* words is to the word of *others* beside it, whichever of them is a given name."""
    words = sorted({*some, *others})
    place = {word: number for number, word in enumerate(words)}
    left, right = (np.array([place[word] for word in each], dtype=np.int64) for each in (some, others))
    likeness = _likeness([surname_key(word) for word in words], left, right)
    classes = [given_key(word) for word in words]
    slips = meant_classes([word for word, own in zip(words, classes, strict=True) if word == own])
    meant = _codes([slips.get(word, own) for word, own in zip(words, classes, strict=True)])
    likeness[meant[left] == meant[right]] = 1.0
    return likeness


def _is_class(value: str) -> bool:
    return len(value) > 1 and bool(initials_of(value))


def _bools(values: Iterable[bool]) -> npt.NDArray[np.bool_]:
    return np.array(list(values), dtype=bool)


def _codes(values: Sequence[str]) -> Ints:
    return np.unique(np.array(values, dtype=object), return_inverse=True)[1] if values else np.zeros(0, dtype=np.int64)


def _fill(  # noqa: PLR0917 - one private step of several comparisons
    levels: Ints, level: int, where: npt.NDArray[np.bool_], left: Ints, right: Ints, holds: Callable[[int, int], bool]
) -> None:
    at = np.flatnonzero(where)
    for index, one, other in zip(at.tolist(), left[at].tolist(), right[at].tolist(), strict=True):
        if holds(one, other):
            levels[index] = level


def _share(names: Sequence[Sequence[str]]) -> Callable[[int, int], bool]:
    sets = [frozenset(each) for each in names]
    return lambda one, other: not sets[one].isdisjoint(sets[other])


def _names_of(names: tuple[str, ...], classes: list[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(one for name, own in zip(names, classes, strict=True) for one in (own or (name,)) if len(one) > 1)


def _initials(parts: Sequence[tuple[str, ...]], classes: Sequence[Sequence[tuple[str, ...]]]) -> list[frozenset[str]]:
    return [
        frozenset(letter for one in own[0] for letter in initials_of(one)) | {names[0].removeprefix(VOWELLESS)[:1]}
        for names, own in zip(parts, classes, strict=True)
    ]


def _initial_levels(  # noqa: PLR0917 - one private step of two comparisons
    levels: Ints,
    is_initial: npt.NDArray[np.bool_],
    left: Ints,
    right: Ints,
    starts: Sequence[frozenset[str]],
    agrees: int,
) -> None:
    where = is_initial[left] | is_initial[right]
    levels[where] = agrees + 1
    _fill(levels, agrees, where, left, right, lambda one, other: _may_start(starts[one], starts[other]))


def _may_start(one: frozenset[str], other: frozenset[str]) -> bool:
    # A Latin Y. or I. may stand for Ю, Я, Є, Ї: folded with the vowel after it, which an initial does not show.
    return not one.isdisjoint(other) or ("i" in one | other and bool((one ^ other) & set("aeu")))


def _near(  # noqa: PLR0917 - as above
    levels: Ints, where: npt.NDArray[np.bool_], names: Sequence[str], left: Ints, right: Ints, level: int
) -> None:
    at = np.flatnonzero(where)
    levels[at[_likeness(names, left[at], right[at]) >= _NEARLY_A_GIVEN_NAME]] = level


def _likeness(names: Sequence[str], left: Ints, right: Ints) -> Floats:
    """Return how alike the names are, from 0 to 1; consonants alone where one was written without vowels."""
    if not len(left):
        return np.zeros(0)
    texts = np.array(names, dtype=object)
    likeness: Floats = cpdist(texts[left], texts[right], scorer=JaroWinkler.similarity, dtype=np.float64)
    lengths = np.array([len(name) for name in names], dtype=np.int64)
    is_long = np.minimum(lengths[left], lengths[right]) >= _LETTERS_FOR_A_SLIP
    is_open = (likeness > _MAY_BE_A_SLIP) & (likeness < NEARLY)
    at = np.flatnonzero(is_long & is_open & (np.abs(lengths[left] - lengths[right]) <= 1))
    if len(at):
        slips = cpdist(texts[left[at]], texts[right[at]], scorer=OSA.distance, score_cutoff=1, dtype=np.int32)
        likeness[at[slips <= 1]] = NEARLY
    bare = _bools(name.startswith(VOWELLESS) for name in names)
    at = np.flatnonzero(bare[left] | bare[right])
    if len(at):
        likeness[at] = np.interp(folded_likeness(names, left[at], right[at]), *_WITHOUT_VOWELS)
    return likeness
