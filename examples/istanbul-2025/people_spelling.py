"""One word in Ukrainian and in Russian spelling, and the rules that lead from one to the other and to Latin letters."""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

Lang = Literal["ru", "uk"]

_VOWELS: Final = "аеёиоуыэюяєії"


class Spelling(NamedTuple):
    """A word as each language writes it."""

    uk: str
    ru: str

    def written(self, lang: Lang) -> str:
        """Return the word as *lang* writes it."""
        return self.uk if lang == "uk" else self.ru


def other(lang: Lang) -> Lang:
    """Return the other of the two languages."""
    return "ru" if lang == "uk" else "uk"


def capitalised(word: Spelling) -> Spelling:
    """Return *word* with a capital first letter in both spellings."""
    return Spelling(word.uk.capitalize(), word.ru.capitalize())


def transcribed(word: str, home: Lang) -> str:
    """Write a word of *home* letter by letter as a clerk of the other language would; the case of letters is kept."""
    rules = _UK_TO_RU if home == "uk" else _RU_TO_UK
    for pattern, replacement in rules:
        word = pattern.sub(replacement, word)
    return word


def romanised(word: str, lang: Lang) -> str:
    """
    Write a word of *lang* in Latin letters.

    Sources: Cabinet of Ministers of Ukraine, resolution 55 (2010); for Russian, ICAO Doc 9303 part 3 (2021).
    """
    table, first = (_LATIN_UK, _LATIN_UK_FIRST) if lang == "uk" else (_LATIN_RU, {})
    if lang == "uk":
        # "зг" would read as "ж" if each letter went its own way.
        word = word.replace("зг", "зgh")
    out: list[str] = []
    for at, letter in enumerate(word):
        small = letter.lower()
        starts = at == 0 or word[at - 1] == " "
        latin = first.get(small, table.get(small, small)) if starts else table.get(small, small)
        out.append(latin.capitalize() if letter.isupper() else latin)
    return "".join(out).replace("'", "")


def _rules(*pairs: tuple[str, str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), replacement) for pattern, replacement in pairs)


_UK_TO_RU: Final = _rules(
    ("ськ", "ск"), ("цьк", "цк"), ("ьо", "ё"), ("['’]", "ъ"),
    ("[ії]", "и"), ("[ІЇ]", "И"), ("є", "е"), ("Є", "Е"), ("ґ", "г"), ("Ґ", "Г"),
)  # fmt: skip

_RU_TO_UK: Final = _rules(
    ("ский$", "ськый"), ("ская$", "ська"), ("(?<=[жчшщц])и", "ы"), ("и", "і"), ("И", "І"), ("ы", "и"),
    ("^Е", "Є"), ("^е", "є"), (f"(?<=[{_VOWELS}ьъ])е", "є"), ("э", "е"), ("Э", "Е"),
    ("(?<=[бвгдзклмнпрстфх])ё", "ьо"), ("(?<=[жчшщц])ё", "о"), ("ё", "йо"), ("ъ", "'"),
)  # fmt: skip

_LATIN_UK: Final = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z", "и": "y",
    "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
    "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu",
    "я": "ia",
}  # fmt: skip
_LATIN_UK_FIRST: Final = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}

_LATIN_RU: Final = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "ie", "ы": "y", "ь": "", "э": "e", "ю": "iu",
    "я": "ia",
}  # fmt: skip
