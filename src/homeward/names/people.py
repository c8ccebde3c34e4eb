"""The names of one person, taken from the fields of a list in whatever order and spelling they were written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import partial
from itertools import chain
from typing import Final

from homeward.names.chains import Chain, is_chain, is_offspring, joined, read_chain
from homeward.names.fathers import father_key
from homeward.names.folding import VOWELLESS, fold, has_polish_spelling
from homeward.names.given import is_full_given_name
from homeward.names.name_words import Word, kind_of, words_of
from homeward.names.ordering import Fields, Folder, ordered
from homeward.names.surnames import surname_parts

_BRACKET: Final = re.compile(r"[(\[{]([^)\]}]*)[)\]}]?")
_CHUNK: Final = re.compile(r"[;,/|\n]")
_HYPHEN: Final = re.compile(r"[-‐‑–]")

OTHER_NAMES: Final = 16
"""More other names of one person are left out, in brackets and in their own field."""

IN_A_CHAIN: Final = "given name, father and family were written as one chain"


class Stated(Enum):
    """How much a list says of a part. What is not stated contradicts nothing; what is stated may."""

    NOT = "not stated"
    INITIAL = "initial"
    WHOLE = "stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonName:
    """
    A person's names in comparable form. Empty where a part is not stated.

    ``surnames``: the surname first, then its parts and every other surname known. ``given``: folded given names, the
    first first; one letter is an initial. ``other_given``: from other names. ``father``: one key, see
    :func:`homeward.names.fathers.father_key`. ``lineage``: keys of the grandfather and those before him. ``former``:
    which of the surnames are maiden, former or other ones. ``aside``: folded kunyas, which name a child and not the
    person. ``mended``: what was put in order, in words; two names that differ in this alone are equal.
    """

    surnames: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    other_given: tuple[str, ...] = ()
    father: str = ""
    lineage: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    mended: tuple[str, ...] = field(default=(), compare=False)

    @property
    def father_stated(self) -> Stated:
        """Tell whether the father's name is stated: an omitted one is no contradiction, and an initial half of one."""
        return _stated(self.father)

    @property
    def given_stated(self) -> Stated:
        """Tell whether the first given name is stated."""
        return _stated(self.given[0] if self.given else "")


def read_name(
    surname: str | None,
    given_names: str | None,
    father_name: str | None = None,
    *,
    other_names: str | None = None,
    original: str | None = None,
) -> PersonName:
    """
    Return the names of a person, put in order.

    Surname and given name in each other's place, a patronymic in the field of the given name, a whole name in one
    field, chains (*ibn*, *ben*, *oğlu*), initials, brackets, titles and letter case are all seen through. Where the
    program cannot tell, order stays.

    Law: reading is a function of the fields alone; a field of five thousand letters is read as its first words.

    Args:
        surname: As written, ``None`` when not stated; so for all.
        given_names: Given names, perhaps with a patronymic.
        father_name: Patronymic or father's first name.
        other_names: Maiden, former or other names, separated by commas or semicolons.
        original: The whole name in its original script.

    >>> read_name("Іван", "Шевченко", "Петрович") == read_name("SHEVCHENKO", "Ivan Petrovych")
    True
    >>> read_name("الحسن", "محمد بن صالح").father
    'salih'
    """
    ch_is_kh = has_polish_spelling(" ".join(one for one in (surname, given_names, father_name) if one))
    main, aside = _without_brackets(surname)
    words, formers = _before_former(words_of(main))
    fields = Fields(surname=words, given=words_of(given_names), father=words_of(father_name))
    name = _read(fields, ch_is_kh)
    if original:
        name = _with_other(name, words_of(original), is_former=False)
    others_apart = (*aside[:OTHER_NAMES], *_CHUNK.split(other_names or "", maxsplit=OTHER_NAMES)[:OTHER_NAMES])
    for others in (formers, *map(words_of, others_apart)):
        name = _with_other(name, others, is_former=True)
    return name


def maiden_key(text: str) -> str:
    """
    Return the key of a mother's maiden name, also where her whole name or words such as *née* stand in the field.

    >>> maiden_key("дів. Бондар") == maiden_key("Бондар Ганна Іванівна") == maiden_key("Bondar")
    True
    """
    words = tuple(word for word in words_of(_BRACKET.sub(r" \1 ", text)) if kind_of(word) is not Word.FORMER)
    surnames = _read(Fields(surname=words), has_polish_spelling(text)).surnames
    return surnames[0] if surnames else ""


def _stated(key: str) -> Stated:
    if not key:
        return Stated.NOT
    return Stated.INITIAL if len(key) == 1 else Stated.WHOLE


def _without_brackets(text: str | None) -> tuple[str | None, tuple[str, ...]]:
    if not text or not _BRACKET.search(text):
        return text, ()
    return _BRACKET.sub(" ", text), tuple(_BRACKET.findall(text))


def _before_former(words: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Split a surname from the former one after a word such as *née*."""
    first = next((index for index, word in enumerate(words) if index and kind_of(word) is Word.FORMER), len(words))
    return words[:first], words[first:]


def _read(fields: Fields, ch_is_kh: bool) -> PersonName:  # noqa: FBT001 - one private flag passed down
    folder = partial(fold, ch_is_kh=ch_is_kh)
    surname, given = joined(fields.surname), joined(fields.given)
    whole = _only(surname, given)
    if whole and not fields.father and is_chain(whole):
        return _keyed_chain(read_chain(whole, has_family=False), (), folder, ch_is_kh=ch_is_kh)
    if surname and len(given) > 1 and not fields.father and is_chain((*given, *surname[-1:])):
        return _keyed_chain(read_chain(given, has_family=True), fields.surname, folder, ch_is_kh=ch_is_kh)
    parts = replace(fields, given=given, father=joined(fields.father), surname=surname)
    return _keyed(_offspring_taken_out(ordered(parts, folder)), folder, ch_is_kh=ch_is_kh)


def _only(surname: tuple[str, ...], given: tuple[str, ...]) -> tuple[str, ...]:
    return () if surname and given else surname or given


def _offspring_taken_out(fields: Fields) -> Fields:
    """Move *Hasan oğlu* from the given names to the father's field."""
    found = tuple(name for name in fields.given if is_offspring(name))
    if fields.father or not found:
        return fields
    return replace(fields, given=tuple(name for name in fields.given if name not in found), father=found)


def _keyed_chain(links: Chain, family: tuple[str, ...], folder: Folder, *, ch_is_kh: bool) -> PersonName:
    fields = Fields(surname=family or links.family, given=links.given, father=(links.father,) if links.father else ())
    name = _keyed(fields, folder, ch_is_kh=ch_is_kh)
    return replace(
        name,
        lineage=tuple(_father_key(one, folder) for one in links.lineage),
        aside=tuple(map(folder, links.aside)),
        mended=(IN_A_CHAIN,),
    )


def _keyed(fields: Fields, folder: Folder, *, ch_is_kh: bool) -> PersonName:
    given = (_letters(folder(part)) for name in fields.given for part in _parts(name))
    surname = tuple(chain.from_iterable(name.split(" ") for name in fields.surname))
    return PersonName(
        surnames=surname_parts(surname, ch_is_kh=ch_is_kh),
        given=tuple(one for one in given if one),
        father=_father_of(fields.father, folder),
        mended=fields.mended,
    )


def _parts(name: str) -> list[str]:
    """Return the names of a double given name; a compound, which holds a space, is one."""
    return [name] if " " in name else _HYPHEN.split(name)


def _father_of(words: Sequence[str], folder: Folder) -> str:
    return next((key for word in words if kind_of(word) is None and (key := _father_key(word, folder))), "")


def _father_key(name: str, folder: Folder) -> str:
    return father_key(_letters(folder(name.rsplit(" ", 1)[0] if is_offspring(name) else name)))


def _letters(folded: str) -> str:
    # One consonant alone is an initial in any script.
    return folded.removeprefix(VOWELLESS) if len(folded) <= len(VOWELLESS) + 1 else folded


def _with_other(name: PersonName, words: tuple[str, ...], *, is_former: bool) -> PersonName:
    words = tuple(word for word in words if kind_of(word) is not Word.FORMER)
    if not words:
        return name
    ch_is_kh = has_polish_spelling(" ".join(words))
    is_given = len(words) == 1 and is_full_given_name(fold(words[0], ch_is_kh=ch_is_kh))
    other = _read(Fields(given=words) if is_given else Fields(surname=words), ch_is_kh)
    more = tuple(one for one in other.surnames if one not in name.surnames) if is_former else ()
    return replace(
        name,
        surnames=tuple(dict.fromkeys((*name.surnames, *other.surnames))),
        given=name.given or other.given,
        other_given=tuple(dict.fromkeys((*name.other_given, *other.given))),
        father=name.father or other.father,
        lineage=name.lineage or other.lineage,
        former=(*name.former, *more),
        aside=name.aside or other.aside,
    )
