"""Service numbers and the names of units, brought to forms that can be compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from homeward.names.folding import fold
from homeward.names.keyed_tables import keyed_table, stem_of

UNIT_WORDS: Final = "unit_words.csv"

_ORDINAL_ENDINGS: Final = frozenset(
    ("st", "nd", "rd", "th", "а", "я", "га", "ша", "та", "гу", "ту", "ий", "ій", "ая", "ої", "ой", "го", "ти", "ма")
)
"""What stands after the number of a unit: 72nd, 72-га, 72-я."""

_DIGITS = re.compile(r"\d+")
_SPLIT = re.compile(r"\d+|[^\W\d_]+")


@lru_cache(maxsize=200_000)
def number_key(text: str) -> str:
    """
    Return the letters and digits of a number; the letter O is read as a zero, digits of any script as Latin ones.

    >>> number_key("тм - 12О34") == number_key("TM 12034")
    True
    """
    plain = "".join(_one(character) for character in unicodedata.normalize("NFKC", text).upper())
    return plain.translate(_LOOKALIKE)


@lru_cache(maxsize=50_000)
def unit_key(text: str) -> str:
    """
    Return the words and numbers of a unit's name, in alphabetical order; words that say its kind have one key each.

    >>> unit_key("72 окрема механізована бригада") == unit_key("72nd Separate Mechanized Brigade")
    True
    """
    return " ".join(sorted({_unit_word(part) for part in _parts(text)} - {""}))


@lru_cache(maxsize=50_000)
def unit_numbers(text: str) -> str:
    """
    Return the numbers in a unit's name, which stay when its words are translated; empty when there are none.

    >>> unit_numbers("72 окрема механізована бригада") == unit_numbers("72nd Mechanized Brigade") == "72"
    True
    """
    return " ".join(sorted({number.lstrip("0") or "0" for number in _DIGITS.findall(_latin_digits(text))}))


def _parts(text: str) -> list[str]:
    return _SPLIT.findall(_latin_digits(text))


def _unit_word(part: str) -> str:
    if part.isdigit():
        return part.lstrip("0") or "0"
    if part.casefold() in _ORDINAL_ENDINGS:
        return ""
    return keyed_table(UNIT_WORDS, "word").get((stem_of(part),), fold(part))


def _latin_digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in text)


def _one(character: str) -> str:
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    return character if character.isalnum() else ""


_LOOKALIKE = str.maketrans("OОАВЕІКМНРСТУХ", "00ABEIKMHPCTYX")
