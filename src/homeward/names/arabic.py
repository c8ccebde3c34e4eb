"""Arabic names: the article, compounds with a servant's or a parent's word, and chains of fathers, in any spelling.

Sources: the tables of romanisation of ICAO Doc 9303-3 section 6 and of the UN Group of Experts on Geographical Names
(2017); French administrative usage of North Africa (``Abdelkader``, ``Ould``, ``Bou``) and Russian usage (``Абд ар-``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_ARTICLES = """
al aal el ul ad ar as ash an at az ed ud ur us ush ال аль эль ель ал эл ад ар ас аш ан ат аз уль уд ур
"""
_CHAIN = """
ibn bin ben bint binti bent wuld ould weld walad بن ابن بنت إبن ولد ибн ібн бин бін бен бинт оглы кызы ogly oglu kyzy
"""
_SERVANTS = "abd abdul abdel abdal abdol abdoul abdur abdour abdu"
_SERVANTS_CYRILLIC = "абд абдул абдуль абдель абдал абдур"

ARTICLES: Final = frozenset(_ARTICLES.split())
"""The article and what its ``l`` becomes before a sun letter."""

SERVANT: Final = {
    **dict.fromkeys(_SERVANTS.split(), "abdul"),
    **dict.fromkeys(_SERVANTS_CYRILLIC.split(), "абдул"),
    "عبد": "عبد",
}
"""``Abd``, servant: with the name of God after it, one given name."""

PARENTS: Final = {
    **dict.fromkeys(("abu", "abou", "abo", "aboo", "bou"), "abu"), **dict.fromkeys(("أبو", "ابو", "أبي"), "ابو"),
    **dict.fromkeys(("umm", "oum"), "umm"), **dict.fromkeys(("أم", "ام"), "ام"), "абу": "абу", "умм": "умм",
}  # fmt: skip
"""Kunya, "father of" and "mother of": one word with the name after it."""

CHAIN: Final = frozenset(_CHAIN.split())
"""Between a person and the father, or after him: the names say as much without it."""

_OF_THE_FAITH: Final = frozenset(("din", "deen", "dine", "الدين", "دين", "дин", "дін"))
_OF_GOD: Final = frozenset(("allah", "ullah", "الله", "алла", "аллах"))
_JOINED_ARTICLE = re.compile(r"^ال(?=\w{3})")
_JOINED_SERVANT = re.compile(r"^(عبد)ال(?=\w{3})")
_ARTICLES_OF_FAITH = re.compile(r"^(?:al|el|ed|ad|ud|od)[- ]?(?=d(?:in|een|ine)e?$)|^[эу]д(?=дин$)", re.IGNORECASE)


def compounded(words: Sequence[str]) -> tuple[str, ...]:
    """
    Return *words*, split at hyphens already, with Arabic compounds joined and articles and chain words left out.

    What is not Arabic stays as it is. A word at the end that could only begin a compound stays too.

    >>> compounded(("Abd", "al", "Rahman")), compounded(("عبد", "الرحمن")), compounded(("عبدالرحمن",))
    (('abdulRahman',), ('عبدرحمن',), ('عبدرحمن',))
    >>> compounded(("Salah", "ad", "Din")), compounded(("Umar", "ibn", "Abu", "Bakr"))
    (('Salahdin',), ('Umar', 'abuBakr'))
    """
    found: list[str] = []
    rest = list(words)
    while rest:
        word = rest.pop(0)
        low = word.casefold()
        if rest and low in SERVANT:
            found.append(_of_servant(SERVANT[low], _next(rest)))
        elif rest and low in PARENTS:
            found.append(PARENTS[low] + _next(rest))
        elif found and _ends_compound(low):
            found[-1] += _ending(low)
        elif not (rest and low in ARTICLES) and not (rest and found and low in CHAIN):
            found.append(_JOINED_SERVANT.sub(r"\1", _JOINED_ARTICLE.sub("", word)))
        elif rest and found and _ends_compound(rest[0].casefold()):
            found[-1] += _ending(rest.pop(0).casefold())
    return tuple(found)


def _next(rest: list[str]) -> str:
    """Take the next word that is no article off *rest*, and return it without one."""
    while len(rest) > 1 and rest[0].casefold() in ARTICLES:
        rest.pop(0)
    return _JOINED_ARTICLE.sub("", rest.pop(0))


def _of_servant(servant: str, word: str) -> str:
    """Return the compound; with the name of God it is always spelled Abdullah, whose article is in the name."""
    return (
        servant[:-1] + word[word.casefold()[0] in "aа" :] if word.casefold() in _OF_GOD - {"الله"} else servant + word
    )


def _ends_compound(low: str) -> bool:
    return low in _OF_GOD or low in _OF_THE_FAITH or bool(_ARTICLES_OF_FAITH.search(low))


def _ending(low: str) -> str:
    if low in _OF_GOD:
        return low
    return next((faith for faith in ("دين", "дин", "дін") if faith in low), "din")
