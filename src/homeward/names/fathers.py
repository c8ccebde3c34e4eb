"""Patronymics and father's first names, brought to one stem."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from homeward.names.folding import VOWELLESS, fold
from homeward.names.given import father_classes, given_classes, name_stem

LETTERS_OF_PATRONYMIC: Final = 5
"""A folded word shorter than this is no patronymic (the shortest are Iliq and Lukiq with an ending cut off)."""

# -ович -евич -йович and their feminine forms; ``q`` also where a spelling lost the mark: Ivanovic, Iwanowych.
# -овець is no patronymic: Терновець is a surname.
_SURE = re.compile(r"(?:[oei]vi[qch]|[oei]veq|[oei]vna)$")
# -ич, -ична and a bare -на (Ілліч, Лукич, Кузьминична, Ярославна) are patronymics only after a known father's name.
_SHORT = re.compile(r"(?:i[qch]|ini[qw]na|iqna|(?<=slav)na)$")


def _written_together(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<=..)(?:{'|'.join(sorted({fold(word) for word in words.split()}))})$")


# Written together with the name; -uly only after a known father's name.
_TURKIC = _written_together("oglu oğlu oghli iogly ioglu qizi kyzy gyzy")
_TURKIC_SHORT = _written_together("uly ulu")

_ENDINGS = ("oviq", "eviq", "ovna", "evna", "ivna")
_LAST_LETTERS = ("q", "v", "i", "h", "c", "na", "an", "va")


@lru_cache(maxsize=100_000)
def is_patronymic(folded: str) -> bool:
    """
    Tell whether *folded* is formed like a patronymic. A surname such as Petrovych is formed so too.

    >>> from homeward.names.folding import fold
    >>> is_patronymic(fold("Іванівна")), is_patronymic(fold("Іван"))
    (True, False)
    """
    if len(folded) < LETTERS_OF_PATRONYMIC:
        return folded == "iliq"
    if _SURE.search(folded) or _TURKIC.search(folded):
        return True
    is_short = _SHORT.search(folded) or _TURKIC_SHORT.search(folded)
    return bool(is_short) and bool(father_classes(_stem_of_patronymic(folded)))


@lru_cache(maxsize=100_000)
def is_known_patronymic(folded: str) -> bool:
    """
    Tell whether *folded* is formed like a patronymic, from a father's name that the table knows.

    >>> from homeward.names.folding import fold
    >>> is_known_patronymic(fold("Петрівна")), is_known_patronymic(fold("Дубрівна"))
    (True, False)
    """
    return is_patronymic(folded) and bool(father_classes(_stem_of_patronymic(folded)))


@lru_cache(maxsize=100_000)
def father_key(folded: str) -> str:
    """
    Return one key for a father's first name, whether written as a name or as a patronymic.

    The key is the class of the name where the table knows it, else the stem. One letter stays an initial.

    >>> from homeward.names.folding import fold
    >>> {father_key(fold(word)) for word in ("Іванович", "Иванович", "Ivanovych", "Іван", "Ивановна")}
    {'ivan'}
    """
    if len(folded) < 2:  # noqa: PLR2004 - an initial
        return folded
    if is_patronymic(folded):
        return _key_of_stem(_stem_of_patronymic(folded))
    meant = _stem_despite_slip(folded)
    if meant:
        return _key_of_stem(meant)
    if folded.startswith(VOWELLESS) or not father_classes(name_stem(folded)):
        classes = given_classes(folded)
        return classes[0] if len(classes) == 1 else folded
    return _key_of_stem(name_stem(folded))


def _key_of_stem(stem: str) -> str:
    classes = father_classes(stem)
    return classes[0] if len(classes) == 1 else stem


def _stem_despite_slip(folded: str) -> str:
    """Return the known stem before a patronymic ending with one slip of the pen; empty where there is none."""
    if len(folded) < LETTERS_OF_PATRONYMIC or not folded.endswith(_LAST_LETTERS):
        return ""
    for cut in range(len(folded) - 2, 1, -1):
        ending = folded[cut:]
        if father_classes(folded[:cut]) and any(OSA.distance(ending, one, score_cutoff=1) <= 1 for one in _ENDINGS):
            return folded[:cut]
    return ""


def _stem_of_patronymic(folded: str) -> str:
    for ending in (_SURE, _TURKIC, _SHORT, _TURKIC_SHORT):
        stem, found = ending.subn("", folded)
        if found:
            return name_stem(stem) if stem else folded
    return name_stem(folded)
