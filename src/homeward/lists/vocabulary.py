"""What the columns and codes of a list are called in each language, as data that anybody who speaks it can correct."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Final

from homeward.lists.columns import COLUMNS
from homeward.lists.rows import Answer
from homeward.model.people import Health, ListKind, Sex, Status

LANGUAGES: Final = ("ar", "en", "ru", "sq", "uk")
"""The languages of templates, in alphabetical order."""

CODES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "list_kind": tuple(one.value for one in ListKind),
        "sex": tuple(one.value for one in Sex),
        "category": tuple(one.value for one in Status),
        "health_code": tuple(one.value for one in Health),
        "harmful_to_disclose": tuple(one.value for one in Answer),
    }
)
"""The columns that hold codes, and the codes of each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """
    One language: of each column and code the names it goes by, the one a template shows first.

    ``help`` says more about some columns; ``texts`` are the words around them.
    """

    lang: str
    is_right_to_left: bool
    columns: Mapping[str, tuple[str, ...]]
    codes: Mapping[str, Mapping[str, tuple[str, ...]]]
    help: Mapping[str, str]
    texts: Mapping[str, str]


@cache
def vocabulary(lang: str) -> Vocabulary:
    """Return what is said in *lang*, one of :data:`LANGUAGES`."""
    file = resources.files("homeward.lists.words").joinpath(f"{lang}.toml")
    read = tomllib.loads(file.read_text(encoding="utf-8"))
    return Vocabulary(
        lang=lang,
        is_right_to_left=read["direction"] == "rtl",
        columns=_named(read["columns"]),
        codes=MappingProxyType({column: _named(codes) for column, codes in read["codes"].items()}),
        help=MappingProxyType(read["help"]),
        texts=MappingProxyType(read["texts"]),
    )


@cache
def columns_called(name: str) -> tuple[str, ...]:
    """
    Return the columns that go by *name* in some language, in the order of the format: one where it is clear.

    >>> columns_called("Прізвище"), columns_called("birth_date"), columns_called("hair")
    (('surname',), ('birth_date',), ())
    """
    wanted = plain(name)
    known = (vocabulary(lang).columns for lang in LANGUAGES)
    found = {column for names in known for column, called in names.items() if wanted in map(plain, called)}
    return tuple(column for column in COLUMNS if column in found or column == wanted)


@cache
def codes_called(column: str, word: str) -> tuple[str, ...]:
    """
    Return the codes of *column* that go by *word* in some language: one where it is clear.

    >>> codes_called("sex", "ж"), codes_called("category", "rob lufte")
    (('female',), ('pow',))
    """
    wanted = plain(word)
    known = [vocabulary(lang).codes[column] for lang in LANGUAGES]
    return tuple(
        code for code in CODES[column] if code == wanted or any(wanted in map(plain, called[code]) for called in known)
    )


def is_label_row(columns: Sequence[str], cells: Sequence[str]) -> bool:
    """
    Tell whether a row is the second row of a template: under each column what it is called, all in one language.

    At least three cells must say so: a row about a person never does.
    """
    said = [(column, cell.strip()) for column, cell in zip(columns, cells, strict=False) if cell.strip()]
    return len(said) > 2 and any(  # noqa: PLR2004 - see above
        all(column in names and names[column][0] == cell for column, cell in said)
        for names in (vocabulary(lang).columns for lang in LANGUAGES)
    )


def plain(name: str) -> str:
    """
    Return a name without what differs between hands: case, spaces, the kind of apostrophe, a colon at the end.

    >>> plain(" Ім’я: ") == plain("ім'я")
    True
    """
    text = unicodedata.normalize("NFC", name).casefold().replace("’", "'").replace("ʼ", "'").replace("`", "'")
    return " ".join(text.split()).rstrip(":").rstrip()


def _named(table: Mapping[str, Sequence[str]]) -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({key: tuple(names) for key, names in table.items()})
