"""Which script a word is written in, and its letters without what a pen, a keyboard or a file may add to them."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from functools import lru_cache
from typing import Final

from homeward.names.letters import (
    ARABIC_FORMS,
    CYRILLIC_DIGITS,
    HEBREW_FORMS,
    LATIN_DIGITS,
    LATIN_LOOKALIKES,
    LOOKALIKES,
    SILENT,
)

LETTERS_READ: Final = 400
"""Letters of a word that are read. No name is longer; what stands behind them is no name."""

_GERESH: Final = "׳"
_GERESH_LIKE = re.compile("(?<=[\u05d0-\u05ea])['’ʼ‘`´′]")
_ARABIC_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")


_CYRILLIC_ALONE = re.compile("[\u0400-\u052f]+")


class Script(Enum):
    """A script that has tables of its own; every other script goes through a general romanisation first."""

    ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
    CYRILLIC = re.compile(r"[\u0400-\u052f]")
    HEBREW = re.compile(r"[\u0590-\u05ff]")
    LATIN = re.compile(r"[a-z\u00df-\u024f\u1e00-\u1eff]")
    OTHER = re.compile(r"(?!)")


def script_of(plain: str) -> Script:
    """
    Return the script of a plain word: the one most of its letters have, the first of the table where two have as many.

    >>> [script_of(word).name for word in ("шевченко", "მთა", "")]
    ['CYRILLIC', 'OTHER', 'LATIN']
    """
    if plain.isascii():
        return Script.LATIN
    if _CYRILLIC_ALONE.fullmatch(plain):
        return Script.CYRILLIC
    counts = {script: len(script.value.findall(plain)) for script in Script}
    most = max(counts, key=lambda script: counts[script])
    if counts[most]:
        return most
    return Script.OTHER if plain else Script.LATIN


_DIGITS: Final = {Script.LATIN: LATIN_DIGITS, Script.CYRILLIC: CYRILLIC_DIGITS}


@lru_cache(maxsize=200_000)
def plain(word: str) -> str:
    """
    Return *word* in small letters of its own script, composed, without signs, vowel points and invisible characters.

    A geresh stays, for it makes another letter; final letters become common ones; presentation forms and Persian or
    Urdu shapes of Arabic letters become the Arabic ones. Latin letters that look Cyrillic, typed inside a Cyrillic
    word, become Cyrillic, and the other way round. The same is returned for the same name however it is encoded, and
    ``plain(plain(x)) == plain(x)``.

    >>> plain("Ткачe\u200fнко") == "ткаченко", plain("ז'בוטינסקי"), plain("مُحَمَّد")
    (True, 'ז׳בוטינסקי', 'محمد')
    """
    text = unicodedata.normalize("NFKC", word[:LETTERS_READ]).casefold()
    if Script.HEBREW.value.search(text):
        text = _GERESH_LIKE.sub(_GERESH, "".join(one for one in text if not unicodedata.combining(one)))
        text = text.translate(HEBREW_FORMS)
    elif Script.ARABIC.value.search(text):
        text = _ARABIC_MARKS.sub("", text).translate(ARABIC_FORMS)
    elif Script.CYRILLIC.value.search(text) and Script.LATIN.value.search(text):
        text = text.translate(_meant(text))
    text = unicodedata.normalize("NFC", text.translate(SILENT))
    return "".join(one for one in text if one.isalpha() or one == _GERESH)


def _meant(text: str) -> dict[int, int]:
    """Return the table that brings Cyrillic and Latin letters into one script: the letters only one has decide."""
    cyrillic, latin = (script.value.findall(text) for script in (Script.CYRILLIC, Script.LATIN))
    sure = [sum(ord(one) not in table for one in letters)
            for letters, table in ((cyrillic, LATIN_LOOKALIKES), (latin, LOOKALIKES))]  # fmt: skip
    return LOOKALIKES if (sure[0], len(cyrillic)) >= (sure[1], len(latin)) else LATIN_LOOKALIKES


def without_digits(word: str) -> str:
    """
    Return *word* with digits that look like letters as those letters; a word of digits alone stays.

    >>> without_digits("K0val"), without_digits("3аєць"), without_digits("72")
    ('Koval', 'заєць', '72')
    """
    script = script_of(plain(word))
    if not plain(word) or script not in _DIGITS:
        return word
    return word.translate(_DIGITS[script])


def bare(text: str) -> str:
    """Return *text* without the marks on its letters."""
    return "".join(one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one))
