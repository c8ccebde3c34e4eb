"""The names of one person, taken from the fields of a list in whatever order and spelling they were written."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from homeward.names.fathers import father_key, is_patronymic
from homeward.names.folding import fold, has_polish_spelling
from homeward.names.given import is_full_given_name
from homeward.names.surnames import PARTICLES, surname_parts

_SEPARATOR = re.compile(r"[\s,.;/|_]+")
_BRACKET = re.compile(r"[(\[{]([^)\]}]*)[)\]}]?")
_CHUNK = re.compile(r"[;,/|\n]")
_OPENINGS = """
née nee born maiden formerly aka ex alias
з дів дівоче девичья урожд урожденная уроджена колишнє раніше ранее бывш прізвище фамилия он она він вона же також тоже
псевдо позивний
"""
_OPENING_WORDS: Final = frozenset(_OPENINGS.split())
"""Words before a former or other name that are no name themselves."""

_WORDS_OF_FULL_NAME: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonName:
    """
    A person's names in comparable form. Empty where a part is not stated.

    ``surnames``: the surname first, then its parts and every other surname known. ``given``: folded given names, the
    first first; one letter is an initial. ``other_given``: from other names. ``father``: one key, see
    :func:`homeward.names.fathers.father_key`.
    """

    surnames: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    other_given: tuple[str, ...] = ()
    father: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fields:
    surname: tuple[str, ...]
    given: tuple[str, ...]
    father: tuple[str, ...]


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
    field, initials, brackets and letter case are all seen through. Where the program cannot tell, order stays.

    Args:
        surname: As written, ``None`` when not stated; so for all.
        given_names: Given names, perhaps with a patronymic.
        father_name: Patronymic or father's first name.
        other_names: Maiden, former or other names, separated by commas or semicolons.
        original: The whole name in its original script.

    >>> read_name("Іван", "Шевченко", "Петрович") == read_name("SHEVCHENKO", "Ivan Petrovych")
    True
    """
    ch_is_kh = has_polish_spelling(" ".join(one for one in (surname, given_names, father_name) if one))
    main, aside = _without_brackets(surname)
    fields = _ordered(_Fields(surname=_words(main), given=_words(given_names), father=_words(father_name)), ch_is_kh)
    name = _keyed(fields, ch_is_kh)
    for others in (original, *aside, *_CHUNK.split(other_names or "")):
        if others:
            name = _with_other(name, others)
    return name


def _words(text: str | None) -> tuple[str, ...]:
    return tuple(word for word in _SEPARATOR.split(text) if word) if text else ()


def _without_brackets(text: str | None) -> tuple[str | None, tuple[str, ...]]:
    if not text or not _BRACKET.search(text):
        return text, ()
    return _BRACKET.sub(" ", text), tuple(_BRACKET.findall(text))


def _ordered(fields: _Fields, ch_is_kh: bool) -> _Fields:  # noqa: FBT001 - one private flag passed down
    spread = fields
    if not fields.given and len(_own(fields.surname)) >= _WORDS_OF_FULL_NAME:
        spread = _spread(fields.surname, fields.father, ch_is_kh)
    elif not fields.surname and len(_own(fields.given)) >= _WORDS_OF_FULL_NAME:
        spread = _spread(fields.given, fields.father, ch_is_kh)
    return _exchanged(_father_taken_out(spread, ch_is_kh), ch_is_kh)


def _own(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word.casefold() not in PARTICLES)


def _spread(words: tuple[str, ...], father: tuple[str, ...], ch_is_kh: bool) -> _Fields:  # noqa: FBT001
    """Split a whole name: surname first, unless a patronymic or a known given name shows another order."""
    folded = [fold(word, ch_is_kh=ch_is_kh) for word in words]
    second, last = folded[1], folded[-1]
    given_first = is_full_given_name(folded[0]) and not is_full_given_name(second)
    if len(words) > _WORDS_OF_FULL_NAME and is_patronymic(second) and not is_patronymic(last):
        return _Fields(surname=words[2:], given=words[:1], father=father or words[1:2])
    if given_first and not is_full_given_name(last):
        return _Fields(surname=words[-1:], given=words[:-1], father=father)
    own = next(index for index, word in enumerate(words) if word.casefold() not in PARTICLES) + 1
    return _Fields(surname=words[:own], given=words[own:], father=father)


def _father_taken_out(fields: _Fields, ch_is_kh: bool) -> _Fields:  # noqa: FBT001
    """Move a patronymic, or the second of two initials, from the given names to the father's field."""
    if fields.father or len(fields.given) < _WORDS_OF_FULL_NAME:
        return fields
    *first, last = fields.given
    if is_patronymic(fold(last, ch_is_kh=ch_is_kh)) or len(last) == 1:
        return replace(fields, given=tuple(first), father=(last,))
    return fields


def _exchanged(fields: _Fields, ch_is_kh: bool) -> _Fields:  # noqa: FBT001
    """Put fields that stand in each other's place back."""
    surname, given, father = (fold(each[0], ch_is_kh=ch_is_kh) if each else "" for each in
                              (fields.surname, fields.given, fields.father))  # fmt: skip
    if is_patronymic(given) and is_full_given_name(surname):
        return _Fields(surname=fields.father, given=fields.surname, father=fields.given)
    if is_patronymic(given) and is_full_given_name(father):
        return replace(fields, given=fields.father, father=fields.given)
    if is_full_given_name(surname) and len(given) > 1 and not is_full_given_name(given):
        return replace(fields, surname=fields.given, given=fields.surname)
    return fields


def _keyed(fields: _Fields, ch_is_kh: bool) -> PersonName:  # noqa: FBT001
    given = (fold(part, ch_is_kh=ch_is_kh) for word in fields.given for part in re.split(r"[-‐‑–]", word))
    father = fold(fields.father[0], ch_is_kh=ch_is_kh) if fields.father else ""
    return PersonName(
        surnames=surname_parts(fields.surname, ch_is_kh=ch_is_kh),
        given=tuple(one for one in given if one),
        father=father_key(father),
    )


def _with_other(name: PersonName, text: str) -> PersonName:
    words = tuple(word for word in _words(text) if word.casefold() not in _OPENING_WORDS)
    if not words:
        return name
    ch_is_kh = has_polish_spelling(text)
    fields = _Fields(surname=words, given=(), father=())
    if len(words) == 1 and is_full_given_name(fold(words[0], ch_is_kh=ch_is_kh)):
        fields = _Fields(surname=(), given=words, father=())
    other = _keyed(_ordered(fields, ch_is_kh), ch_is_kh)
    return PersonName(
        surnames=tuple(dict.fromkeys((*name.surnames, *other.surnames))),
        given=name.given or other.given,
        other_given=tuple(dict.fromkeys((*name.other_given, *other.given))),
        father=name.father or other.father,
    )
