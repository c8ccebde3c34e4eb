"""Names written by ear: a clerk of the other language writes what he hears, in his own letters.

Written from the sound rules of school grammars (unstressed vowels, voiced consonants at the end, hard and soft e),
apart from the program's own tables.
"""

from __future__ import annotations

import random
import re

_UKRAINIAN_HEARD_BY_RUSSIANS = (
    ("щ", "щ"), ("ьо", "ё"), ("йо", "ё"), ("є", "е"), ("е", "э"), ("и", "ы"), ("ії", "ии"), ("ї", "и"), ("і", "и"),
    ("ґ", "г"), ("'", "ь"), ("’", "ь"),
)  # fmt: skip
_RUSSIAN_HEARD_BY_UKRAINIANS = (
    ("щ", "шч"), ("ье", "ьє"), ("ё", "йо"), ("е", "є"), ("э", "е"), ("ый", "ий"), ("ий", "ій"), ("и", "і"), ("ы", "и"),
    ("ъ", "'"),
)  # fmt: skip
_DEAF = {"б": "п", "в": "ф", "г": "к", "ґ": "к", "д": "т", "ж": "ш", "з": "с"}
_VOWELS = "аеёєиіїоуыэюя"


def ukrainian_to_russian(word: str, lots: random.Random) -> str:
    """Return a Ukrainian word as a Russian clerk may write it: мягкое «і» and hard «и» by their sound."""
    heard = _replaced(word.lower(), _UKRAINIAN_HEARD_BY_RUSSIANS)
    heard = re.sub(r"^э", lots.choice("еэ"), heard)
    return _capital(heard if lots.random() < 0.5 else heard.replace("э", "е"))


def russian_to_ukrainian(word: str, lots: random.Random) -> str:
    """Return a Russian word as a Ukrainian clerk may write it: vowels as they sound, the last consonant voiceless."""
    heard = word.lower()
    if lots.random() < 0.5:
        heard = _reduced(heard)
    if heard[-1] in _DEAF and lots.random() < 0.6:
        heard = heard[:-1] + _DEAF[heard[-1]]
    return _capital(_replaced(heard, _RUSSIAN_HEARD_BY_UKRAINIANS))


def _reduced(word: str) -> str:
    """Write the first «о» before the stress as «а», as it is said; the stress is taken for the last vowel but one."""
    vowels = [at for at, letter in enumerate(word) if letter in _VOWELS]
    first = vowels[0] if len(vowels) > 2 else -1
    return word[:first] + "а" + word[first + 1 :] if first >= 0 and word[first] == "о" else word


def _replaced(word: str, table: tuple[tuple[str, str], ...]) -> str:
    heard, at = [], 0
    while at < len(word):
        found = next((pair for pair in table if word.startswith(pair[0], at)), (word[at], word[at]))
        heard.append(found[1])
        at += len(found[0])
    return "".join(heard)


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
