"""Names in chains: given name, father, grandfather and family, as Arabic and Hebrew names are built."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from homeward.names.folding import fold
from homeward.names.given import is_full_given_name, is_name_of_chains
from homeward.names.name_words import Word, kind_of
from homeward.names.surnames import strip_article

_ARABIC = re.compile(r"[\u0620-\u064a]")
_SHORTEST_CHAIN: Final = 3
"""Names: of two, the second is a family as often as a father."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The parts of a chain, as written; compounds stand as one, with their spaces. Empty where a part is not said."""

    given: tuple[str, ...] = ()
    father: str = ""
    lineage: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()


def joined(words: Sequence[str]) -> tuple[str, ...]:
    """
    Return *words* with each compound name as one: abd- names, names of faith, kunyas, fathers before *oglu* or *kyzy*.

    >>> joined(("Abd", "al-Rahman", "Nur", "al-Din", "Hasan", "oğlu"))
    ('Abd al-Rahman', 'Nur al-Din', 'Hasan oğlu')
    """
    if len(words) <= 1:
        return tuple(words)
    names: list[str] = []
    is_open = False
    for word in words:
        kind = kind_of(word)
        is_closing = kind in {Word.FAITH, Word.OFFSPRING} and bool(names) and kind_of(names[-1]) is None
        if is_open or is_closing:
            names[-1] = f"{names[-1]} {word}"
        else:
            names.append(word)
        is_open = kind in {Word.SERVANT, Word.KUNYA}
    return tuple(names)


def is_offspring(name: str) -> bool:
    """Tell whether a joined *name* says whose child somebody is: Hasan oğlu, Гасан кызы."""
    return " " in name and kind_of(name.rsplit(" ", 1)[1]) is Word.OFFSPRING


def is_chain(names: Sequence[str]) -> bool:
    """
    Tell whether joined *names* of one person form a chain: *ibn*, *bint*, *ben* within, or names that Arabic writes.

    >>> is_chain(("Ahmad", "ibn", "Salih")), is_chain(("Ben", "Kovalenko")), is_chain(("Іван", "Петро", "Коваль"))
    (True, False, False)
    """
    if any(kind_of(name) in {Word.SON, Word.DAUGHTER} for name in names[1:]):
        return True
    plain = [name for name in names if not _is_kunya(name)]
    if len(plain) < _SHORTEST_CHAIN:
        return False
    return all(map(_ARABIC.search, plain)) or all(is_name_of_chains(fold(name)) for name in plain[:2])


def read_chain(names: Sequence[str], *, has_family: bool) -> Chain:
    """
    Return the parts of a chain of joined *names*: the given name first, each father after it, the family last.

    Args:
        names: As :func:`joined` gives them.
        has_family: The family is stated elsewhere, so that the last name is one more father.

    >>> read_chain(("أحمد", "بن", "صالح", "الحسن"), has_family=False)
    Chain(given=('أحمد',), father='صالح', lineage=(), family=('الحسن',), aside=())
    """
    aside = tuple(name for name in names[:1] if _is_kunya(name) and len(names) > 1)
    links = names[len(aside) :]
    last = max((index for index, name in enumerate(links) if _is_marker(name) and index), default=None)
    plain = tuple(name for index, name in enumerate(links) if index == 0 or not _is_marker(name))
    after = _family_length(plain, has_family=has_family) if last is None else max(len(links) - last - 2, 0)
    fathers, family = plain[1 : len(plain) - after], plain[len(plain) - after :]
    if not family and not has_family and fathers:
        family = fathers[-1:]
    return Chain(given=plain[:1], father=fathers[0] if fathers else "", lineage=fathers[1:], family=family, aside=aside)


def _family_length(names: tuple[str, ...], *, has_family: bool) -> int:
    """Return how many names at the end are the family's: those with an article, else the last; none if it is known."""
    if has_family:
        return 0
    count = 0
    while count < len(names) - 1 and strip_article(names[-1 - count]) != names[-1 - count]:
        count += 1
    return max(count, 1)


def _is_marker(name: str) -> bool:
    return kind_of(name) in {Word.SON, Word.DAUGHTER}


def _is_kunya(name: str) -> bool:
    first, _, rest = name.partition(" ")
    return kind_of(first) is Word.KUNYA and bool(rest) and not is_full_given_name(fold(name))
