"""Words beside a name: what is none by itself, in the fields of lists of many languages."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from enum import Enum
from functools import cache, lru_cache
from importlib import resources
from typing import Final

TABLE: Final = "name_words.csv"

LETTERS_OF_A_WORD: Final = 60
"""Longer words are cut: no name is longer, and a list may hold anything."""

WORDS_OF_A_FIELD: Final = 16
"""More words in one field are left out."""

_SEPARATOR = re.compile(r"[\s,.;/|_]+")
_ABSENT = re.compile(r"(?<!\w)(?:н/д|б/о|б/п|n/a|б/отч)(?!\w)", re.IGNORECASE)
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+")
_QUOTES = "\"'’ʼ‘`´“”«»?!*-–—"


class Word(Enum):
    """What a word says that is no name by itself."""

    FORMER = "former"
    UNKNOWN = "unknown"
    TITLE = "title"
    SON = "son"
    DAUGHTER = "daughter"
    KUNYA = "kunya"
    SERVANT = "servant"
    FAITH = "faith"
    OFFSPRING = "offspring"


def words_of(text: str | None) -> tuple[str, ...]:
    r"""
    Return the words of a field that may be names, as written, without titles and words for *unknown*.

    Marks of direction and control characters are taken out; words and fields are cut at a length no name has.

    >>> words_of("Mr. Іван\u200f  Коваль (н/д)")
    ('Іван', 'Коваль')
    """
    return _words_of(text[: LETTERS_OF_A_WORD * WORDS_OF_A_FIELD]) if text else ()


@lru_cache(maxsize=50_000)
def _words_of(text: str) -> tuple[str, ...]:
    plain = _ABSENT.sub(" ", _INVISIBLE.sub("", text))
    words = (word.strip("()[]{}")[:LETTERS_OF_A_WORD] for word in _SEPARATOR.split(plain))
    stated = tuple(word for word in words if word.strip(_QUOTES) and kind_of(word) is not Word.UNKNOWN)
    # Панна and Мула are surnames too: a title without a name beside it is one.
    kept = tuple(word for word in stated if kind_of(word) is not Word.TITLE) or stated
    return kept[:WORDS_OF_A_FIELD]


@lru_cache(maxsize=100_000)
def kind_of(word: str) -> Word | None:
    """
    Return what *word* says beside a name; ``None`` where it may be a name itself.

    >>> kind_of("бін"), kind_of("Oğlu"), kind_of("Іван")
    (<Word.SON: 'son'>, <Word.OFFSPRING: 'offspring'>, None)
    """
    return _kinds().get(unicodedata.normalize("NFKC", word).casefold().strip("."))


@cache
def _kinds() -> Mapping[str, Word]:
    text = resources.files("homeward.names").joinpath(TABLE).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return {word.replace("_", " "): Word(row["kind"]) for row in csv.DictReader(lines) for word in row["words"].split()}
