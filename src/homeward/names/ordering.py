"""Which word of a name is which: fields in each other's place, and whole names in one field, put in order."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import permutations
from typing import Final, TypeAlias

from homeward.names.fathers import is_known_patronymic, is_patronymic
from homeward.names.folding import fold
from homeward.names.given import is_full_given_name, is_listed_given_name, may_be_a_father
from homeward.names.slips import meant_classes
from homeward.names.surnames import PARTICLES

Folder: TypeAlias = Callable[[str], str]

WORDS_OF_A_NAME: Final = 2
"""From so many words on, one field holds a whole name."""

_MARGIN: Final = 3
"""How much better another order must be than the written one, in the points of :func:`_points`."""

_SURNAME_ENDINGS: Final = """
енко ук юк чук ко ець ець як ак ський ська цький цька ский ская цкий цкая скі ская цкі ski ska cki cka
ов ова ев ева єв єва ёв ёва ін іна ин ина off eff швілі швили shvili дзе dze янц ian yan заде zade zadeh
"""
"""Endings of surnames, in any script that the letters are folded from; short ones are trusted no more than a point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """The words of a name by what they are, and what was mended to find that out. Joined names hold spaces."""

    surname: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    father: tuple[str, ...] = ()
    mended: tuple[str, ...] = ()


def ordered(fields: Fields, folder: Folder) -> Fields:
    """
    Return the words with each in its own field, as far as their forms show it; where they do not, order stays.

    Law: no word is lost or doubled, but for a surname repeated among the given names; ordering twice changes nothing.
    """
    spread = _spread_if_whole(_repetition_dropped(fields, folder), folder)
    return _exchanged(_father_taken_out(spread, folder), folder)


def _repetition_dropped(fields: Fields, folder: Folder) -> Fields:
    """Drop the surname where it stands again among the given names: a whole name beside its own surname."""
    if len(fields.given) < WORDS_OF_A_NAME or len(fields.surname) != 1:
        return fields
    surname = folder(fields.surname[0])
    rest = tuple(word for word in fields.given if folder(word) != surname)
    if not rest or len(rest) == len(fields.given):
        return fields
    return replace(fields, given=rest, mended=(*fields.mended, "the surname stood among the given names too"))


def _spread_if_whole(fields: Fields, folder: Folder) -> Fields:
    says = "the whole name stood in one field"
    if not fields.given and len(_own(fields.surname)) >= WORDS_OF_A_NAME:
        return _spread(replace(fields, mended=(*fields.mended, says)), fields.surname, folder)
    if not fields.surname and len(_own(fields.given)) >= WORDS_OF_A_NAME:
        return _spread(replace(fields, mended=(*fields.mended, says)), fields.given, folder)
    if len(fields.given) == 1 and is_patronymic(folder(fields.given[0])) and not fields.father:
        words = _own(fields.surname)
        if len(words) == WORDS_OF_A_NAME and any(is_full_given_name(folder(word)) for word in words):
            mended = (*fields.mended, "surname and given name stood in one field")
            return _spread(replace(fields, mended=mended, father=fields.given), fields.surname, folder)
    return fields


def _own(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word.casefold() not in PARTICLES)


def _spread(fields: Fields, words: tuple[str, ...], folder: Folder) -> Fields:
    """Split a whole name: surname first, unless a patronymic, an initial or a known given name shows another order."""
    own = _own(words)
    if len(own) == len(words) == 3 and not fields.father and any(map(_shows_father, map(folder, words))):  # noqa: PLR2004
        one, two, three = words
        return _best(replace(fields, surname=(one,), given=(two,), father=(three,)), folder, margin=1)
    folded = [folder(word) for word in words]
    if is_full_given_name(folded[0]) and not any(map(is_full_given_name, (folded[1], folded[-1]))):
        return replace(fields, surname=words[-1:], given=words[:-1])
    if len(folded[0]) == 1 and len(folded[-1]) > 1:
        return replace(fields, surname=words[-1:], given=words[:-1])
    first = next(index for index, word in enumerate(words) if word.casefold() not in PARTICLES) + 1
    return replace(fields, surname=words[:first], given=words[first:])


def _shows_father(folded: str) -> bool:
    return len(folded) == 1 or is_patronymic(folded)


def _father_taken_out(fields: Fields, folder: Folder) -> Fields:
    """Move a patronymic, or the second of two initials, from the given names to the father's field."""
    if fields.father or not fields.given:
        return fields
    *first, last = fields.given
    folded = folder(last)
    if first and _shows_father(folded):
        return replace(fields, given=tuple(first), father=(last,))
    if len(fields.surname) == 1 and _is_daughters(folder(fields.surname[0])):
        mended = (*fields.mended, "the patronymic stood in the field of the surname")
        return replace(fields, surname=(), father=fields.surname, mended=mended)
    return fields


def _exchanged(fields: Fields, folder: Folder) -> Fields:
    """Put fields that stand in each other's place back."""
    if not fields.surname or not fields.given:
        return fields
    surname, given = folder(fields.surname[0]), folder(fields.given[0])
    if is_full_given_name(given):
        is_in_order = not fields.father or not (is_listed_given_name(surname) or is_patronymic(surname))
    else:
        is_in_order = not any((_may_be_given(surname), is_patronymic(surname), is_patronymic(given)))
    if is_in_order:
        return fields
    return _best(fields, folder, margin=_MARGIN)


def _best(fields: Fields, folder: Folder, *, margin: int) -> Fields:
    """Return the order of the stated fields with the most points; the written one unless the best has *margin* more."""
    stated = [name for name in ("surname", "given", "father") if getattr(fields, name)]
    words = {name: getattr(fields, name) for name in stated}
    folded = {name: folder(words[name][0]) for name in stated}
    orders = list(permutations(stated))
    points = [
        sum(_points(folded[source], role) for role, source in zip(stated, order, strict=True)) for order in orders
    ]
    best = max(range(len(orders)), key=lambda index: (points[index], -index))
    if points[best] < points[0] + margin:
        return fields
    moved = {role: words[source] for role, source in zip(stated, orders[best], strict=True)}
    exchanged = " and ".join(role for role, source in zip(stated, orders[best], strict=True) if role != source)
    mended = (*fields.mended, f"{exchanged} stood in each other's place")
    return Fields(**{**dict.fromkeys(("surname", "given", "father"), ()), **moved}, mended=mended)


@lru_cache(maxsize=100_000)
def _points(folded: str, role: str) -> int:
    """Return how well a word fits a role: from its form and from the tables, never from its place."""
    is_initial, is_full = len(folded) < WORDS_OF_A_NAME, is_full_given_name(folded)
    is_fathers, is_known = is_patronymic(folded), is_known_patronymic(folded)
    is_surname = not is_full and _has_surname_ending(folded)
    if role == "given":
        guess = 2 if _is_slip(folded) else int(is_listed_given_name(folded))
        return _first(((is_initial, 0), (is_full, 3), (is_fathers, -4), (is_surname, -2), (True, guess)))
    if role == "father":
        return _first(((is_initial, 0), (is_known, 4), (is_fathers, 3), (may_be_a_father(folded), 1), (True, -2)))
    is_womans = is_fathers and folded.endswith("na")
    return _first(
        (
            (is_initial, -4),
            (_is_daughters(folded), -6),
            (is_known or is_womans, -2),
            (is_fathers or is_full, -1),
            (is_surname, 2),
        )
    )


def _is_daughters(folded: str) -> bool:
    return folded.endswith("na") and is_known_patronymic(folded)


def _may_be_given(folded: str) -> bool:
    return is_listed_given_name(folded) or _is_slip(folded)


@lru_cache(maxsize=100_000)
def _is_slip(folded: str) -> bool:
    return not _has_surname_ending(folded) and bool(meant_classes([folded]))


def _first(cases: tuple[tuple[bool, int], ...]) -> int:
    return next((points for holds, points in cases if holds), 0)


def _has_surname_ending(folded: str) -> bool:
    return bool(_ending().search(folded))


@cache
def _ending() -> re.Pattern[str]:
    endings = sorted({fold(one) for one in _SURNAME_ENDINGS.split()}, key=lambda one: (-len(one), one))
    return re.compile(rf"(?<=..)(?:{'|'.join(endings)})$")
