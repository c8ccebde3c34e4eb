"""Names taken down by ear, by a clerk of another language: keys on which what was said and what was heard are one.

They stand beside :func:`homeward.names.folding.skeleton`, which forgets every vowel; these forget only what an ear
loses. Sources: the devoicing, assimilation and vowel reduction of Russian, Belarusian and Ukrainian as school grammars
teach them (Russian and Belarusian reduce unstressed vowels, Russian and Belarusian devoice at the end of a word, all
three assimilate); for Arabic and Hebrew, the sounds that the hearer's language does not have.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from homeward.names.folding import VOWELLESS, consonants

_VOICELESS: Final = {"b": "p", "v": "f", "d": "t", "z": "s", "j": "w"}
_VOICED: Final = {"p": "b", "t": "d", "s": "z", "w": "j"}
_VOICELESS_LETTERS: Final = frozenset("pftswqxck")
_VOICING_LETTERS: Final = frozenset("bdzj")
"""Consonants before which a voiceless one is voiced. Not ``v``, ``h`` and the sonants: свет, сгон are no rule."""

_HEARD_VOWELS: Final = str.maketrans("oe", "ai")
"""Unstressed о is heard as а, unstressed е and я as и; и, ы and і are one letter when folded."""

_HEARD: Final = (
    (re.compile(r"(?<=[aeio])u(?=[^aeiou]|$)"), "v"),  # Belarusian ў, also written u
    (re.compile(r"stn|sdn"), "sn"), (re.compile(r"zdn"), "zn"), (re.compile(r"rdc"), "rc"), (re.compile(r"lnc"), "nc"),
    (re.compile(r"[td]s|[td]c"), "c"), (re.compile(r"[sz]q"), "x"), (re.compile(r"[td]q"), "q"),
)  # fmt: skip
_DOUBLED: Final = re.compile(r"(.)\1+")

_SEMITIC: Final = str.maketrans({"p": "b", "f": "b", "z": "s", "c": "s", "x": "w", "j": "w", "q": "w", "h": None})
"""Arabic has no p, Hebrew one letter for p and f; ح ه خ ה ח are heard as h, kh or nothing."""


@lru_cache(maxsize=200_000)
def dictation_key(folded: str) -> str:
    """
    Return what a Ukrainian, Russian or Belarusian clerk may have heard of a folded word.

    A word written without vowels has the key of :func:`semitic_key`, marked as such.

    >>> from homeward.names.folding import fold
    >>> dictation_key(fold("Горобець")) == dictation_key(fold("Гарабец")) == dictation_key(fold("Horobets"))
    True
    >>> (
    ...     dictation_key(fold("Дуб")) == dictation_key(fold("Дуп")),
    ...     dictation_key(fold("Дуб")) == dictation_key(fold("Дід")),
    ... )
    (True, False)
    """
    if folded.startswith(VOWELLESS):
        return VOWELLESS + semitic_key(folded)
    text = folded
    for pattern, heard in _HEARD:
        text = pattern.sub(heard, text)
    return _DOUBLED.sub(r"\1", _assimilated(text).translate(_HEARD_VOWELS))


@lru_cache(maxsize=200_000)
def semitic_key(folded: str) -> str:
    """
    Return what a foreign ear keeps of an Arabic or Hebrew name, folded from any script.

    >>> from homeward.names.folding import fold
    >>> (
    ...     semitic_key(fold("חיים")) == semitic_key(fold("Хаим")),
    ...     semitic_key(fold("محفوظ")) == semitic_key(fold("Махфуз")),
    ... )
    (True, True)
    """
    return _DOUBLED.sub(r"\1", consonants(folded).translate(_SEMITIC))


def _assimilated(text: str) -> str:
    """Return *text* with voice as it is heard: from the end on, for each consonant takes after the one behind it."""
    heard: list[str] = []
    behind = ""
    for letter in reversed(text):
        if not behind or behind in _VOICELESS_LETTERS:
            said = _VOICELESS.get(letter, letter)
        elif behind in _VOICING_LETTERS:
            said = _VOICED.get(letter, letter)
        else:
            said = letter
        heard.append(said)
        behind = said
    return "".join(reversed(heard))
