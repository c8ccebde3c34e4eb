"""Surnames: endings that differ by language and gender, and the parts of compound surnames."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from homeward.names.arabic import compounded
from homeward.names.folding import VOWELLESS, fold

_PARTICLES = """
al el ad ar as ash an at az aal ben bin ibn bint umm abu abou van von der den de di da la le dos ter tel
аль эль ель ад ар ас аш ан ат абу ибн ібн бин бін бинт фон ван де да
ال بن ابن بنت أبو ابو אבן בן בת אל
"""

PARTICLES: Final = frozenset(_PARTICLES.split())
"""Words that belong to the surname after them, casefolded. The articles among them leave no trace in the key."""

_KEPT_PARTICLES = frozenset({"abu", "abou", "абу", "أبو", "ابو"})
_ARTICLE = re.compile(r"^(?:al|el|a[dnrstz]|ash|аль|эль|ель)[-‐‑ ]+(?=\w{3})|^ال(?=\w{3})", re.IGNORECASE)
_SERVANT = re.compile(r"^abd(?:[aeiou]l|[aeiou]r(?=r)|[aeiou](?=[nrszt]))(?=\w{3})|^abd[aeiou](?=la)")

_ADJECTIVE = re.compile(r"([scz])k[aei]$")
_FEMININE = re.compile(r"(ov|ev|in)a$")
_SHORTEST = 5


def strip_article(word: str) -> str:
    """
    Return *word* without an Arabic article.

    >>> strip_article("al-Hassan"), strip_article("الحسن"), strip_article("Alba")
    ('Hassan', 'حسن', 'Alba')
    """
    return _ARTICLE.sub("", word)


@lru_cache(maxsize=200_000)
def surname_key(folded: str) -> str:
    """
    Return a folded surname without what language and gender add: -ський, -ский, -sky, -ська; -ова, -ева, -ина.

    >>> surname_key(fold("Левицька")) == surname_key(fold("Левицкий")) == surname_key(fold("Levytskyi"))
    True
    """
    if folded.startswith(VOWELLESS) or len(folded) < _SHORTEST:
        return folded
    plain = _ADJECTIVE.sub(r"\1ki", folded)
    plain = _FEMININE.sub(r"\1", plain)
    return _SERVANT.sub("abd", plain)


def surname_parts(words: tuple[str, ...], *, ch_is_kh: bool) -> tuple[str, ...]:
    """
    Return the keys of a surname: the whole first, then each part of a compound one.

    >>> surname_parts(("Нечуй-Левицький",), ch_is_kh=False)[1:] == (fold("Нечуй"), surname_key(fold("Левицький")))
    True
    """
    parts = [part for word in words for part in re.split(r"[-‐‑–]", strip_article(word)) if part]
    parts = list(compounded(parts))
    folded = [fold(part, ch_is_kh=ch_is_kh) for part in parts if part.casefold() not in PARTICLES - _KEPT_PARTICLES]
    letters = [one for one in folded if one]
    if not letters:
        return ()
    whole = surname_key(_join(letters))
    if len(letters) == 1:
        return (whole,)
    long_enough = (surname_key(one) for one in letters if len(one) > 3)  # noqa: PLR2004 - a particle says nothing
    return tuple(dict.fromkeys((whole, *long_enough)))


def _join(folded: list[str]) -> str:
    joined = "".join(one.removeprefix(VOWELLESS) for one in folded)
    return VOWELLESS + joined if folded[0].startswith(VOWELLESS) else joined
