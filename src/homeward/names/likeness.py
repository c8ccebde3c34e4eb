"""How alike two whole names are: their words matched one to one, in any order and script, with the reason of each."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

import numpy as np
from scipy.optimize import linear_sum_assignment

from homeward.names.alignment import Step
from homeward.names.arabic import compounded
from homeward.names.folding import VOWELLESS, fold
from homeward.names.given import given_classes, initials_of
from homeward.names.scripts import plain, without_digits
from homeward.names.surnames import PARTICLES
from homeward.names.word_likeness import Floats, steps_of, word_likeness

WORDS_COMPARED: Final = 12
"""Words of a name that are compared; what stands behind them is left out."""

CONTRADICTED: Final = 0.5
"""Likeness of two words below which they are two names, and the rest of the name may agree as it will: brothers and
namesakes differ in one word only."""

VETO: Final = 0.9
"""How much of the likeness two wholly unlike words of full weight take away."""

CLASS_LIKENESS: Final = 0.95
"""Likeness of two given names of one class, as Микола and Николай: one name, but not one spelling."""

INITIAL_AGREES: Final = 0.75
"""Likeness of an initial and a name that starts with it: it speaks for one name, but faintly."""

JOINED: Final = 0.9
"""Likeness from which two words of one name are taken for one word of the other, as Abdul Rahman and Abdulrahman."""

FAINT: Final = 0.2
"""Weight of a particle, an initial or a title beside a word of five letters."""

MISSING: Final = 0.2
"""Weight of a word that only one name has, in parts of its own: to leave a name out is not to contradict it."""

_TITLE_WORDS = """
mr mrs ms miss dr prof sir lord lady dame rev fr jr sr ii iii iv hon gen col maj capt lt sgt cpl pvt
sheikh shaikh cheikh sayyid hajji haji mullah mawlawi maulvi імам пан пані гр господин госпожа الشيخ الحاج السيد دكتور
מר הרב
"""
_TITLES: Final = frozenset(_TITLE_WORDS.split())
_SPLIT = re.compile(r"[\s,.;/|_()\[\]{}\"«»“”־‐‑–—-]+")
_LETTERS_OF_FULL_WEIGHT: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """Which words of the two names met. ``by``: the table, class or rule; one side is empty where a word met none."""

    left: str
    right: str
    likeness: float
    weight: float
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NameLikeness:
    """How alike two names are. ``value`` goes from 0 to 1; ``met`` is the whole reason, see :func:`value_of`."""

    value: float
    met: tuple[Met, ...]


def name_likeness(left: str, right: str, *, weights: Mapping[str, float] | None = None) -> NameLikeness:
    """
    Return how alike two whole names are, and why.

    Symmetric; 1 for a name and itself; the order of words changes nothing, but for Arabic words that belong to
    the next. Two names without a letter are wholly unlike.

    Args:
        left: All words of a name, in any order and script.
        right: The other name.
        weights: How much each folded word counts, see :func:`rarities`; a word that is not in it counts by its length.

    >>> name_likeness("Коваленко Микола", "Nikolai Kovalenko").value > 0.9
    True
    >>> name_likeness("Hanna Kovalenko", "Nikolai Kovalenko").value < 0.7
    True
    """
    one, other = words_of(left), words_of(right)
    if sorted(map(plain, one)) == sorted(map(plain, other)):
        met = tuple(Met(left=a, right=a, likeness=1.0, weight=_weight(a, weights), by="same") for a in sorted(one))
        return NameLikeness(value=1.0 if one else 0.0, met=met)
    # Sides and words in an order of content: of equally good matches the same is chosen, whichever way it is asked.
    sides = sorted(_joined(one, other)), sorted(_joined(other, one))
    swapped = sides[0] > sides[1]
    met = _met(*(sides[::-1] if swapped else sides), weights or {})
    if swapped:
        met = tuple(replace(each, left=each.right, right=each.left) for each in met)
    return NameLikeness(value=value_of(met), met=met)


def value_of(met: Sequence[Met]) -> float:
    """
    Return what the words that met say together: the mean of their likeness by weight, less each contradiction.

    A word that only one name has weakens what the others say, and vetoes nothing.
    """
    weight = sum(each.weight for each in met)
    if not weight:
        return 0.0
    agreed = sum(each.weight * each.likeness for each in met) / weight
    return agreed * math.prod(1 - _veto(each) for each in met if each.left and each.right)


def _veto(met: Met) -> float:
    return VETO * min(met.weight, 1.0) * max(1 - met.likeness / CONTRADICTED, 0.0)


def steps_of_met(met: Met) -> tuple[str, tuple[Step, ...]]:
    """
    Return the table by which two words that met were compared, and what each step of their letters cost.

    Where a class, an initial or sameness decided, that is the name and there is no step.

    >>> steps_of_met(name_likeness("Шило", "Shylo").met[0])[0]
    'units_latin_cyrillic'
    """
    return steps_of(met.left, met.right) if met.by == "letters" else (met.by, ())


def rarities(names: Iterable[str]) -> Mapping[str, float]:
    """
    Return the weight of each folded word of the *names* of a list: 1 for a word of one name, less for a common one.

    >>> weights = rarities(["Іван Коваль", "Іван Шевчук", "Іван Їжак"])
    >>> weights[fold("Іван")] < weights[fold("Їжак")]
    True
    """
    counts = Counter(folded for name in names for folded in {fold(word) for word in words_of(name)} if folded)
    total = math.log(1 + sum(counts.values()))
    return {word: 1 - math.log(count) / total for word, count in counts.items()}


def words_of(name: str) -> tuple[str, ...]:
    """
    Return the words of a name: titles and signs left out, hyphens taken as spaces.

    >>> words_of("Dr. Нечуй-Левицький, І.")
    ('Нечуй', 'Левицький', 'І')
    """
    words = [without_digits(word) for word in _SPLIT.split(name[: WORDS_COMPARED * 100]) if plain(word)]
    kept = [word for word in words if word.casefold() not in _TITLES] or words
    return compounded(kept[:WORDS_COMPARED])


@lru_cache(maxsize=200_000)
def _by_length(word: str) -> float:
    if word.casefold() in PARTICLES or len(word) == 1:
        return FAINT
    return min(math.sqrt(len(fold(word)) / _LETTERS_OF_FULL_WEIGHT), 1.5)


def _weight(word: str, weights: Mapping[str, float] | None) -> float:
    return _by_length(word) * (weights or {}).get(fold(word), 1.0)


def _met(one: Sequence[str], other: Sequence[str], weights: Mapping[str, float]) -> tuple[Met, ...]:
    if not one or not other:
        return tuple(_alone(word, "left", weights) for word in one) + tuple(_alone(w, "right", weights) for w in other)
    likeness, by = _every_pair(one, other)
    weight = np.array([[_weight_of_pair(a, b, weights) for b in other] for a in one])
    rows, columns = (each.tolist() for each in linear_sum_assignment(-weight * likeness))
    pairs = [
        Met(left=one[i], right=other[j], likeness=float(likeness[i, j]), weight=float(weight[i, j]), by=by[i][j])
        for i, j in zip(rows, columns, strict=True)
    ]
    left = [_alone(word, "left", weights) for at, word in enumerate(one) if at not in rows]
    right = [_alone(word, "right", weights) for at, word in enumerate(other) if at not in columns]
    return (*pairs, *left, *right)


def _weight_of_pair(one: str, other: str, weights: Mapping[str, float]) -> float:
    # An initial that agrees says little, for many names start with it; one that does not says as much as a name.
    both = _weight(one, weights), _weight(other, weights)
    known = _by_rule(fold(one), fold(other))
    return max(both) if known == (0.0, "initial") else min(both)


def _alone(word: str, side: str, weights: Mapping[str, float]) -> Met:
    words = (word, "") if side == "left" else ("", word)
    return Met(left=words[0], right=words[1], likeness=0.0, weight=MISSING * _weight(word, weights), by="missing")


def _every_pair(one: Sequence[str], other: Sequence[str]) -> tuple[Floats, list[list[str]]]:
    words = [*one, *other]
    left = np.repeat(np.arange(len(one)), len(other))
    right = np.tile(np.arange(len(one), len(words)), len(one))
    likeness = word_likeness(words, left, right).reshape(len(one), len(other))
    by = [["letters"] * len(other) for _ in one]
    for i, a in enumerate(one):
        for j, b in enumerate(other):
            known = _by_rule(fold(a), fold(b))
            if known is not None and (known[0] > likeness[i, j] or known[1] == "initial"):
                likeness[i, j], by[i][j] = known
    return likeness, by


def _by_rule(one: str, other: str) -> tuple[float, str] | None:
    """Return the likeness of two folded words, and the rule, where letters are not what decides."""
    if 1 in {_letters(one), _letters(other)}:
        agree = _starts(one) & _starts(other)
        return (INITIAL_AGREES if agree else 0.0), "initial"
    shared = set(given_classes(one)) & set(given_classes(other))
    return (CLASS_LIKENESS, f"given name: {min(shared)}") if shared else None


def _letters(folded: str) -> int:
    return len(folded.removeprefix(VOWELLESS))


def _starts(folded: str) -> frozenset[str]:
    own = frozenset(folded.removeprefix(VOWELLESS)[:1])
    return own.union(*(initials_of(each) for each in given_classes(folded)[:1]))


def _joined(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of *one* with two neighbours joined where together they are a word of *other*."""
    if len(one) < 2 or not other:  # noqa: PLR2004 - nothing to join
        return one
    pairs = [first + second for first, second in pairwise(one)]
    words = [*pairs, *one, *other]
    left = np.repeat(np.arange(len(pairs) + len(one)), len(other))
    right = np.tile(np.arange(len(pairs) + len(one), len(words)), len(pairs) + len(one))
    best = word_likeness(words, left, right).reshape(-1, len(other))
    together, alone = best[: len(pairs)], best[len(pairs) :]
    for at in range(len(pairs)):
        gained = together[at] >= np.maximum(JOINED, np.maximum(alone[at], alone[at + 1]) + 0.05)
        if gained.any():
            return (*one[:at], pairs[at], *_joined(one[at + 2 :], other))
    return one
