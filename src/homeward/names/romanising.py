"""Romanisation that keeps every letter, or refuses: a name with a letter left out is another name."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from anyascii import anyascii

from homeward.model.findings import Refusal
from homeward.names.folding import latin_of
from homeward.names.letters import ARABIC_LATIN, CYRILLIC_LATIN, HEBREW_LATIN
from homeward.names.scripts import Script, plain, script_of

_LATIN_OF = {Script.ARABIC: ARABIC_LATIN, Script.CYRILLIC: CYRILLIC_LATIN, Script.HEBREW: HEBREW_LATIN}


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignLetter:
    """A letter that no table brings into Latin letters, and its place in the word, from 1."""

    letter: str
    place: int

    @property
    def code_point(self) -> str:
        """The letter's number, as U+1F600."""
        return f"U+{ord(self.letter):04X}"

    @property
    def name(self) -> str:
        """The letter's name in Unicode."""
        return unicodedata.name(self.letter, "unnamed")


class ForeignLetterRefusal(Refusal):
    """A romanisation would have lost a letter. ``letters`` names each; nothing was romanised."""

    def __init__(self, letters: tuple[ForeignLetter, ...]) -> None:
        """Say which letters, by number alone: the word is personal."""
        shown = ", ".join(f"{one.code_point} {one.name} (letter {one.place})" for one in letters)
        super().__init__(
            "LETTER-1",
            f"no table brings {shown} into Latin letters",
            hint="write the name in a script that has a table, or give its Latin spelling",
            source="docs/names.md",
        )
        self.letters = letters

    def __reduce__(self) -> tuple[type[ForeignLetterRefusal], tuple[tuple[ForeignLetter, ...]]]:
        """Let it cross from one process to another."""
        return type(self), (self.letters,)


def foreign_letters(word: str) -> tuple[ForeignLetter, ...]:
    r"""
    Return the letters of *word* that no table brings into Latin letters, in their order.

    >>> foreign_letters("Ковальчук"), [one.code_point for one in foreign_letters("Ко\U00012000")]
    ((), ['U+12000'])
    """
    text = unicodedata.normalize("NFC", word)
    return tuple(
        ForeignLetter(letter=letter, place=place)
        for place, letter in enumerate(text, 1)
        if letter.isalpha() and not _is_known(letter)
    )


def romanised(word: str) -> str:
    """
    Return *word* in small Latin letters for a reader: ICAO Doc 9303 as far as it goes. Not for comparing.

    Raises:
        ForeignLetterRefusal: a letter would have been lost.

    >>> romanised("Їжакевич"), romanised("محمود"), romanised("יוסף"), romanised("Müller")
    ('izhakevych', 'mhmwd', 'ywsp', 'muller')
    """
    lost = foreign_letters(word)
    if lost:
        raise ForeignLetterRefusal(lost)
    text = plain(word)
    table = _LATIN_OF.get(script_of(text))
    spelled = latin_of(text.translate(table) if table is not None else text)
    return "".join(one for one in spelled if one.isalpha())


def _is_known(letter: str) -> bool:
    small = plain(letter)
    if not small or any(small.translate(table) != small for table in _LATIN_OF.values()):
        return True
    spelled = anyascii(small)
    return bool(spelled) and spelled.isascii() and any(one.isalpha() for one in spelled)
