"""Given names: which spellings, forms and everyday forms are one name."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Final

from homeward.names.folding import VOWELLESS, fold
from homeward.names.listed import listed_names, listed_pairs

TABLE: Final = "given_names.csv"

_STEM_END = re.compile(r"[aeiou]+$")
_ARABIC_LETTER = re.compile(r"[\u0621-\u064a]")


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenName:
    """One line of the table: a class of forms that are one name. ``short`` forms may belong to several classes."""

    id: str
    sex: str
    forms: tuple[str, ...]
    short: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenTable:
    """The table, keyed by folded form. Every value is in alphabetical order."""

    full: Mapping[str, tuple[str, ...]]
    short: Mapping[str, tuple[str, ...]]
    stems: Mapping[str, tuple[str, ...]]
    """Classes of male names by the stem that patronymics are made from."""
    chained: frozenset[str]
    """Classes that Arabic writes: names of chains, where the second name is the father's."""


@lru_cache(maxsize=100_000)
def given_classes(folded: str) -> tuple[str, ...]:
    """
    Return the classes that a folded given name may belong to: none when the program does not know it.

    A full form has one class as a rule, which comes first; an everyday form (Саша, Слава) may have several. What our
    own table does not have is looked up in the dictionary: see :func:`counterpart_classes`.
    """
    table = given_table()
    own = tuple(dict.fromkeys((*table.full.get(folded, ()), *table.short.get(folded, ()))))
    return own or counterpart_classes(folded)


def counterpart_classes(folded: str) -> tuple[str, ...]:
    """
    Return the class of a name that only the dictionary knows: the one class its counterparts in our table have.

    One hop and no more: a counterpart is looked up in our table alone, never in the dictionary again. So a class
    never grows through a name that two of them share (Георгій, Єгор and Юрій stay three). None where two classes
    would answer, for Arabic or Hebrew letters, which the dictionary does not write, and for one letter.

    >>> counterpart_classes(fold("Ліонід")), counterpart_classes(fold("Георгій"))
    (('leonid',), ())
    """
    if len(folded) < 2 or folded.startswith(VOWELLESS) or folded in given_table().full:  # noqa: PLR2004 - an initial
        return ()
    classes = {one for name in listed_pairs().get(folded, ()) for one in given_table().full.get(name, ())}
    return tuple(classes) if len(classes) == 1 else ()


def is_listed_given_name(folded: str) -> bool:
    """Tell whether *folded* is somebody's given name, in our table or in the dictionary: weak evidence, alone."""
    table = given_table()
    return folded in table.full or folded in table.short or (len(folded) > 1 and folded in listed_names())


def may_be_a_father(folded: str) -> bool:
    """Tell whether *folded* is a full form of a man's name."""
    return any(one in _mens_names() for one in given_table().full.get(folded, ()))


def is_name_of_chains(folded: str) -> bool:
    """Tell whether *folded* is a given name that is also written in Arabic: after it a father's name may follow."""
    table = given_table()
    return any(one in table.chained for one in table.full.get(folded, ()))


def given_key(folded: str) -> str:
    """Return the class of a folded given name, or the name itself where it has none or, as Саша, several."""
    classes = given_classes(folded)
    return classes[0] if len(classes) == 1 or is_full_given_name(folded) else folded


def is_full_given_name(folded: str) -> bool:
    """Tell whether *folded* is a full form of a given name the table knows."""
    return folded in given_table().full


def father_classes(stem: str) -> tuple[str, ...]:
    """Return the classes of the male names with that patronymic stem."""
    return given_table().stems.get(stem, ())


def name_stem(folded: str) -> str:
    """
    Return the part of a folded male given name that its patronymics keep.

    >>> name_stem(fold("Сергій")) == name_stem(fold("Сергей"))
    True
    """
    return _STEM_END.sub("", folded) or folded


@cache
def initials_of(class_id: str) -> frozenset[str]:
    """Return the folded first letters that the full forms of a class may have."""
    forms = next((name.forms for name in given_names() if name.id == class_id), ())
    return frozenset(fold(form)[:1] for form in forms)


@cache
def _mens_names() -> frozenset[str]:
    return frozenset(name.id for name in given_names() if name.sex == "m")


@cache
def given_names() -> tuple[GivenName, ...]:
    """Return the lines of the table, in its order. The table is part of the program and never changes."""
    text = resources.files("homeward.names").joinpath(TABLE).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return tuple(
        GivenName(id=row["class"], sex=row["sex"], forms=tuple(row["forms"].split()), short=tuple(row["short"].split()))
        for row in csv.DictReader(lines)
    )


@cache
def given_table() -> GivenTable:
    """Return the table keyed by folded form."""
    full, short, stems = (defaultdict[str, set[str]](set) for _ in range(3))
    for name in given_names():
        for folded in map(fold, name.forms):
            full[folded].add(name.id)
            if name.sex == "m" and not folded.startswith(VOWELLESS):
                stems[name_stem(folded)].add(name.id)
        for folded in map(fold, name.short):
            short[folded].add(name.id)
    chained = frozenset(name.id for name in given_names() if any(_ARABIC_LETTER.search(form) for form in name.forms))
    return GivenTable(
        full=_sorted(full), short=_sorted(short), stems=_sorted({**stems, **_irregular_stems()}), chained=chained
    )


def _irregular_stems() -> dict[str, set[str]]:
    # Stems that change in the patronymic: Лев Львович, Яків Якович, Яков Яковлевич, Лука Лукич.
    return {"lv": {"lev"}, "lov": {"lev"}, "ak": {"yakiv"}, "akovl": {"yakiv"}, "akov": {"yakiv"}, "akiv": {"yakiv"}}


def _sorted(table: Mapping[str, set[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(sorted(classes)) for key, classes in table.items()}
