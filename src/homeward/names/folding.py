"""One folded form on which Ukrainian, Russian and their many Latin spellings fall together."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from anyascii import anyascii

from homeward.names.letters import (
    ARABIC,
    CYRILLIC,
    DIACRITICS,
    GROUPS,
    HEBREW,
    HEBREW_GROUPS,
    OTHER_GROUPS,
    OTHER_SCRIPTS,
)
from homeward.names.scripts import Script, bare, plain, script_of

VOWELLESS: Final = "~"
"""First character of a folded form that was written without vowels: only its consonants can be compared."""

_NOT_FOLDED = re.compile(r"[^a-z]+")

_GROUP_OF = dict(GROUPS)
_POLISH_GROUP_OF = {**_GROUP_OF, "ch": "h", "x": "h"}
_ENGLISH_GROUP_OF = {**_GROUP_OF, "ch": "q", "x": "ks"}
_GROUP = re.compile("|".join(re.escape(group) for group in (*_GROUP_OF, "ch", "x")))

_POLISH = re.compile(r"sz|cz|[żłśćńźčšžő]")
_ENGLISH = re.compile(r"sh|zh|kh|v|y[aeou]|ie[vw]$")

_HUSHERS = "jqwx"
_TRIMMED = (
    (re.compile(r"\*+o"), "io"),
    (re.compile(r"\*+"), ""),
    (re.compile(r"wq|sq"), "x"),
    (re.compile(r"tq"), "q"),
    (re.compile(r"t[sc]"), "c"),
    (re.compile(r"i+o"), "e"),
    (re.compile(r"i+(?=[aeu])"), ""),
    (re.compile(rf"(?<=[{_HUSHERS}])o"), "e"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"of$"), "ov"),
)
_SKELETON = str.maketrans("bvdzjx", "pftsww", "aeiou")
_CONSONANTS = re.compile(r"[aeiouv]|dj")


@lru_cache(maxsize=200_000)
def fold(word: str, *, ch_is_kh: bool = False) -> str:
    """
    Return the folded form of one *word*: letters only, empty where nothing is left.

    The same name in Ukrainian, in Russian and in any of their usual Latin spellings has, as a rule, the same folded
    form. A word in Arabic or Hebrew letters folds to its consonants, marked by :data:`VOWELLESS`.

    Args:
        word: One word in any script.
        ch_is_kh: The spelling is Polish, scholarly or German, where ``ch`` is х. See :func:`has_polish_spelling`.

    >>> fold("Щербаченко") == fold("Shcherbachenko") == fold("Szczerbaczenko")
    True
    """
    text = plain(word)
    match script_of(text):
        case Script.CYRILLIC:
            return _trim(text.translate(CYRILLIC))
        case Script.ARABIC:
            return _vowelless(bare(text).translate(ARABIC))
        case Script.HEBREW:
            return _vowelless(replaced(text, HEBREW_GROUPS).translate(HEBREW))
        case Script.LATIN | Script.OTHER:
            return _fold_latin(text, ch_is_kh=ch_is_kh)


def has_polish_spelling(text: str) -> bool:
    """
    Tell whether *text* (all names of one record together) is spelled in the Polish, scholarly or German way.

    >>> has_polish_spelling("Iwan Mychajłow"), has_polish_spelling("Ivan Chernov")
    (True, False)
    """
    if text.isascii() and "w" not in text and "W" not in text and "z" not in text.casefold():
        return False
    lower = text.casefold()
    return bool(_POLISH.search(lower)) or ("w" in lower and not _ENGLISH.search(lower))


@lru_cache(maxsize=200_000)
def skeleton(folded: str) -> str:
    """
    Return the consonants of a folded word, voiced and voiceless merged; a vowel at the start stays as ``a``.

    >>> skeleton(fold("Олійник")) == skeleton(fold("Алейник"))
    True
    """
    if folded.startswith(VOWELLESS):
        return folded
    bare = folded.translate(_SKELETON)
    start = "a" if folded[:1] and folded[0] in "aeiou" else ""
    return start + re.sub(r"(.)\1+", r"\1", bare)


@lru_cache(maxsize=200_000)
def consonants(folded: str) -> str:
    """
    Return what a script without vowels keeps of a folded word, whatever script it came from.

    >>> consonants(fold("محمود")) == consonants(fold("Mahmoud")) == consonants(fold("Махмуд"))
    True
    """
    bare = re.sub(r"(.)\1+", r"\1", _CONSONANTS.sub("", folded.removeprefix(VOWELLESS)))
    return re.sub(r"(?<=.)h$", "", bare)


def replaced(text: str, groups: tuple[tuple[str, str], ...]) -> str:
    """Return *text* with each group of letters replaced, in the order of the table."""
    for group, replacement in groups:
        text = text.replace(group, replacement)
    return text


def latin_of(text: str) -> str:
    """Return a plain word of a script that writes vowels in ASCII letters; a letter of no known script is left out."""
    if text.isascii():
        return text
    spelled = replaced(bare(text.translate(DIACRITICS)), OTHER_GROUPS).translate(OTHER_SCRIPTS)
    return anyascii(spelled).casefold()


def _fold_latin(text: str, *, ch_is_kh: bool) -> str:
    groups = _POLISH_GROUP_OF if ch_is_kh else _ENGLISH_GROUP_OF
    return _trim(_GROUP.sub(lambda found: groups[found.group()], latin_of(text)))


def _trim(text: str) -> str:
    for pattern, replacement in _TRIMMED:
        text = pattern.sub(replacement, text)
    return _NOT_FOLDED.sub("", text)


def _vowelless(text: str) -> str:
    letters = re.sub(r"(.)\1+", r"\1", _NOT_FOLDED.sub("", text))
    return VOWELLESS + letters if letters else ""
