"""The words of a long list that are most like one word: a quick look at letters first, the whole alignment after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from homeward.names.alignment import LETTERS_ALIGNED
from homeward.names.dictation import dictation_key, semitic_key
from homeward.names.folding import VOWELLESS, fold
from homeward.names.word_likeness import word_likeness

ALIGNED: Final = 1_500
"""Words of the list that are aligned after the first look; see docs/names.md for how seldom the right one is lost."""

_LETTERS: Final = "abcdefhijklmnopqrstuvwxz"
_NEIGHBOURS: Final = 128
"""Numbers that pairs of neighbours are spread over: a look, not a key, so two pairs may share one."""
_WIDTH: Final = len(_LETTERS) + _NEIGHBOURS


@dataclass(frozen=True, slots=True, kw_only=True)
class WordIndex:
    """A list of words made ready to be searched."""

    words: tuple[str, ...]
    bags: npt.NDArray[np.uint8]
    """How often each letter, and each letter after each other, stands in the two keys by ear of a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A word of the list: where it stands and how alike it is."""

    at: int
    word: str
    likeness: float


def index_of(words: Sequence[str]) -> WordIndex:
    """Return *words* made ready to be searched. Its size grows with the list alone."""
    return WordIndex(words=tuple(words), bags=np.stack([_bag(word) for word in words]) if words else _bag("")[None][:0])


def nearest(word: str, index: WordIndex, *, count: int = 10, aligned: int = ALIGNED) -> tuple[Near, ...]:
    """
    Return the *count* words most like *word*, the most alike first; of equally like ones the earlier in the list.

    Words that do not come through the first look are not seen: with *aligned* as long as the list, every word is.

    >>> index = index_of(["Коваль", "Шевчук", "Кравець"])
    >>> [near.word for near in nearest("Kovall", index, count=1)]
    ['Коваль']
    """
    rows = _first_look(word, index, aligned)
    likeness = word_likeness(
        [word, *(index.words[at] for at in rows)], np.zeros(len(rows), dtype=np.int64), np.arange(1, len(rows) + 1)
    )
    best = np.lexsort((rows, -likeness))[:count]
    return tuple(Near(at=int(rows[at]), word=index.words[rows[at]], likeness=float(likeness[at])) for at in best)


def _first_look(word: str, index: WordIndex, aligned: int) -> npt.NDArray[np.int64]:
    if aligned >= len(index.words):
        return np.arange(len(index.words))
    bag = _bag(word)
    likely = sum(_overlap(index.bags[:, part], bag[part]) for part in (slice(_WIDTH), slice(_WIDTH, 2 * _WIDTH)))
    return np.sort(np.argsort(-likely, kind="stable")[:aligned])


def _overlap(bags: npt.NDArray[np.uint8], bag: npt.NDArray[np.uint8]) -> npt.NDArray[np.float64]:
    both = np.minimum(bags, bag).sum(axis=1, dtype=np.int64)
    overlap: npt.NDArray[np.float64] = (
        2.0 * both / np.maximum(bags.sum(axis=1, dtype=np.int64) + bag.sum(dtype=np.int64), 1)
    )
    return overlap


def _bag(word: str) -> npt.NDArray[np.uint8]:
    folded = fold(word)
    keys = semitic_key(folded), dictation_key(folded).removeprefix(VOWELLESS)
    bag = np.zeros(2 * _WIDTH, dtype=np.uint8)
    for start, key in zip((0, _WIDTH), keys, strict=True):
        letters = [_LETTERS.index(letter) for letter in key[:LETTERS_ALIGNED]]
        edged = [0, *(letter + 1 for letter in letters), 0]
        pairs = [(first * 31 + second) % _NEIGHBOURS + len(_LETTERS) for first, second in pairwise(edged)]
        np.add.at(bag, [start + at for at in (*letters, *pairs)], 1)
    return bag
