"""What the program makes of a name: its parts, and for each word every form that is compared, with the reason."""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from anyascii import anyascii

from homeward.model.findings import Refusal
from homeward.names.chains import joined
from homeward.names.fathers import father_key, is_patronymic
from homeward.names.folding import VOWELLESS, consonants, fold, has_polish_spelling, skeleton
from homeward.names.given import counterpart_classes, given_classes, given_table, is_listed_given_name
from homeward.names.letters import ARABIC, CYRILLIC, HEBREW, LOOKALIKES, SILENT
from homeward.names.name_words import Word, kind_of, words_of
from homeward.names.people import PersonName, read_name
from homeward.names.slips import meant_classes
from homeward.names.surnames import surname_key

FOREIGN_LETTER: Final = "NAMES-1"

_TABLES: Final[Mapping[str, Container[int]]] = {"CYRILLIC": CYRILLIC, "ARABIC": ARABIC, "HEBREW": HEBREW}
_SAYS: Final = {
    Word.FORMER: "announces a former name",
    Word.SON: "son of the next",
    Word.DAUGHTER: "daughter of the next",
    Word.KUNYA: "parent of the next, or part of a name",
    Word.SERVANT: "one name with the next",
    Word.FAITH: "one name with the one before",
    Word.OFFSPRING: "child of the one before",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WordForms:
    """
    One word of a name: its scripts, and every form in which it is compared.

    ``other_spelling``: the folded form if the spelling were the other of two (Polish, English), where it differs.
    ``classes``: the given names it may be. ``why``: what the tables say of it, in words.
    """

    written: str
    scripts: tuple[str, ...]
    folded: str
    other_spelling: str
    surname: str
    skeleton: str
    consonants: str
    classes: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownName:
    """A name as read, with the forms of its words in the order of the fields."""

    name: PersonName
    words: tuple[WordForms, ...]


def show_name(
    surname: str | None, given_names: str | None, father_name: str | None = None, *, other_names: str | None = None
) -> ShownName:
    """
    Return what is made of a name, word by word.

    Law: the parts are those that :func:`homeward.names.people.read_name` gives for the same fields.

    Raises:
        Refusal: ``NAMES-1``, a letter that no table brings to the folded alphabet: the name could not be compared.
    """
    fields = (surname, given_names, father_name, other_names)
    words = tuple(word for text in fields for word in joined(words_of(text)))
    for word in words:
        _refuse_foreign_letters(word)
    ch_is_kh = has_polish_spelling(" ".join(field for field in fields if field))
    return ShownName(
        name=read_name(surname, given_names, father_name, other_names=other_names),
        words=tuple(_forms(word, ch_is_kh=ch_is_kh) for word in words),
    )


def _refuse_foreign_letters(word: str) -> None:
    for letter in foreign_letters(word):
        called = f"U+{ord(letter):04X}, {unicodedata.name(letter, 'unnamed')}"
        raise Refusal(
            FOREIGN_LETTER,
            f"the letter {letter} ({called}) of {word} has no Latin form",
            hint="write the name in another script beside it, as an other name; without that it cannot be compared",
        )


def foreign_letters(word: str) -> tuple[str, ...]:
    """
    Return the letters of *word* that folding leaves out because no table knows them.

    >>> foreign_letters("Коваль"), foreign_letters("Ковѫль")
    ((), ('ѫ',))
    """
    return tuple(dict.fromkeys(_foreign(unicodedata.normalize("NFKC", word).casefold())))


def _foreign(text: str) -> Iterator[str]:
    # A word is folded by the table of its script; letters of another script in it would be left out.
    table = next((_TABLES[script] for script in _TABLES if script in scripts_of(text)), None)
    for letter in text:
        if letter.isascii() or not letter.isalpha() or ord(letter) in SILENT:
            continue
        bare = unicodedata.normalize("NFD", letter)[0]
        if table is None:
            is_known = any(one.isalpha() for one in anyascii(bare))
        else:
            is_known = any(code in table or code in LOOKALIKES for code in (ord(letter), ord(bare)))
        if not is_known:
            yield letter


def scripts_of(word: str) -> tuple[str, ...]:
    """
    Return the scripts of the letters of *word*, in their order; two are a sign of letters that look alike.

    >>> scripts_of("Ткачeнко"), scripts_of("12")
    (('CYRILLIC', 'LATIN'), ())
    """
    return tuple(dict.fromkeys(unicodedata.name(one, "UNKNOWN").split(" ")[0] for one in word if one.isalpha()))


def _forms(word: str, *, ch_is_kh: bool) -> WordForms:
    folded, other = fold(word, ch_is_kh=ch_is_kh), fold(word, ch_is_kh=not ch_is_kh)
    kind = kind_of(word)
    return WordForms(
        written=word,
        scripts=scripts_of(word),
        folded=folded,
        other_spelling="" if other == folded else other,
        surname=surname_key(folded),
        skeleton=skeleton(folded),
        consonants=consonants(folded),
        classes=given_classes(folded),
        why=_SAYS[kind] if kind in _SAYS else "; ".join(_reasons(folded)),
    )


def _reasons(folded: str) -> Iterator[str]:
    if len(folded.removeprefix(VOWELLESS)) < 2:  # noqa: PLR2004 - one letter
        yield "an initial" if folded else "no letters"
        return
    known = tuple(_known(folded))
    yield from known
    if not known:
        meant = meant_classes([folded]).get(folded)
        is_listed = is_listed_given_name(folded)
        yield (
            f"perhaps a slip for {meant}" if meant else "in the dictionary, in no class" if is_listed else "in no table"
        )


def _known(folded: str) -> Iterator[str]:
    table = given_table()
    for says, classes in (("full", table.full.get(folded, ())), ("everyday", table.short.get(folded, ()))):
        if classes:
            yield f"{says} form of {' or '.join(classes)}"
    if counterpart_classes(folded):
        yield f"counterpart of {counterpart_classes(folded)[0]} in the dictionary"
    if is_patronymic(folded):
        yield f"patronymic: child of {father_key(folded)}"


def mended_words(shown: ShownName) -> tuple[str, ...]:
    """Return what was put in order in the whole name, and which words hold letters of two scripts."""
    mixed = (word for word in shown.words if any(one != other for one, other in pairwise(word.scripts)))
    return (*shown.name.mended, *(f"{word.written} holds letters of {' and '.join(word.scripts)}" for word in mixed))
