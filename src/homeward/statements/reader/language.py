"""In which language a paragraph is."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from py3langid.langid import MODEL_FILE, LanguageIdentifier

_SCRIPTS: Final = (
    (re.compile(r"[\u0590-\u05ff]"), ("he",)),
    (re.compile(r"[\u0600-\u06ff]"), ("ar",)),
    (re.compile(r"[\u0400-\u04ff]"), ("uk", "ru")),
)
_LATIN: Final = ("en", "sq", "fr", "tr")
_UKRAINIAN: Final = frozenset("\u0456\u0457\u0454\u0491")
_RUSSIAN: Final = frozenset("\u044b\u044d\u044a\u0451")


def language_of(text: str, known: tuple[str, ...]) -> str | None:
    """
    Return the language of *text* among *known*, None where it has no letters of any of them.

    The script decides first, then the letters that only one of two languages has, then a classifier.
    """
    choices = _choices(text, known)
    if len(choices) <= 1:
        return choices[0] if choices else None
    if set(choices) == {"uk", "ru"}:
        letters = set(text.casefold())
        has_ukrainian, has_russian = bool(letters & _UKRAINIAN), bool(letters & _RUSSIAN)
        if has_ukrainian != has_russian:
            return "uk" if has_ukrainian else "ru"
    return str(_classifier(choices).classify(text)[0])


def _choices(text: str, known: tuple[str, ...]) -> tuple[str, ...]:
    counts = [(len(script.findall(text)), languages) for script, languages in _SCRIPTS]
    most, languages = max(counts)
    if most * 2 > sum(letter.isalpha() for letter in text):
        return tuple(one for one in languages if one in known)
    return tuple(one for one in _LATIN if one in known) if any(letter.isalpha() for letter in text) else ()


@cache
def _classifier(languages: tuple[str, ...]) -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(languages))
    return identifier
