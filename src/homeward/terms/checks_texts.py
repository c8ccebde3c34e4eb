"""Checks of the language versions of a clause: the same numbers stand in each, whatever digits it writes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from homeward.model.findings import Finding, Where
from homeward.model.terms import Clause, Terms
from homeward.terms.checking import Check
from homeward.terms.places import Places
from homeward.terms.rules import Rule

MOST_IN_WORDS: Final = 20
"""The largest number a text may write in words while another writes digits; house styles stop at nine to twenty."""

_GROUP: Final = "[ .,'\u00a0\u2009\u202f\u2019\u066c\u060c]"
_DAY: Final = re.compile(
    r"(?<!\d)(?:(?P<year>\d{4})([-./])\d{1,2}\2(?P<day>\d{1,2})|(?P<first>\d{1,2})([-./])\d{1,2}\5(?P<last>\d{4}))(?!\d)"
)
_NUMBER: Final = re.compile(rf"\d{{1,3}}(?:({_GROUP})\d{{3}}(?:\1\d{{3}})*)(?!\d)|\d+")


def numbers_in(text: str) -> frozenset[int]:
    """
    Return the whole numbers *text* writes in digits, of any script; the month of a date is left out.

    ``1,000``, ``1 000`` and ``1.000`` are one number. A month stands in words in one language and in digits in the
    next, so a date gives its day and year only. Numbers in words are left alone.

    >>> sorted(numbers_in("1.000 prisoners on 23.05.2025"))
    [23, 1000, 2025]
    """
    plain = "".join(_digit(character) for character in text)
    found: set[int] = set()
    for match in _DAY.finditer(plain):
        found |= {int(match[name]) for name in ("year", "day", "first", "last") if match[name]}
    rest = _DAY.sub(" ; ", plain)
    found |= {int("".join(filter(str.isdigit, match[0]))[:_MOST_DIGITS]) for match in _NUMBER.finditer(rest)}
    return frozenset(found)


_MOST_DIGITS: Final = 40
"""Digits of a number that are compared; no agreement counts that far."""


def _digit(character: str) -> str:
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)


def _texts(terms: Terms, places: Places) -> Iterator[Finding]:
    for clause in terms.clauses:
        own = numbers_in(clause.says)
        for text in clause.texts:
            here = numbers_in(text.says)
            if _differ(own, here):
                seen = f"{_listed(own - here)} in the clause, {_listed(here - own)} in {text.language}"
                yield Rule.TEXTS_DIFFER.found(_where(places, clause, text.language), seen=seen)


def _differ(one: frozenset[int], other: frozenset[int]) -> bool:
    """Tell whether two texts disagree, and not only one writes a small number in words."""
    left, right = one - other, other - one
    return bool(left and right) or any(number > MOST_IN_WORDS for number in left | right)


def _listed(numbers: frozenset[int]) -> str:
    return ", ".join(f"{number:,}" for number in sorted(numbers)) or "no number"


def _where(places: Places, clause: Clause, language: str) -> Where:
    return places.where("text", language, key="says", clause=clause.id)


CHECKS: Final[tuple[tuple[Check, frozenset[str]], ...]] = ((_texts, frozenset()),)
"""Each check, and the kinds of part it leans on."""
