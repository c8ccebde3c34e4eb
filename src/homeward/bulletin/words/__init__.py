"""Every sentence of the public page, as data: one TOML file a language, which a linguist can read and correct.

Values stand in named braces; no sentence is glued from parts, and no text ranks one party above another.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType
from typing import Final

CODES: Final = ("en", "uk", "ru", "ar")
"""The languages of the page, in the order of its links: the order in which Homeward got them, which ranks nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """
    One language.

    ``lang``: BCP 47 code. ``direction``: ``ltr`` or ``rtl``. ``name``: the language in itself. ``date``: a template of
    ``day``, ``month`` and ``year``. ``plurals``: for each key a text by plural category.
    """

    lang: str
    direction: str
    name: str
    months: tuple[str, ...]
    thousands: str
    decimal: str
    date: str
    separator: str
    small_numbers: frozenset[str]
    texts: Mapping[str, str]
    plurals: Mapping[str, Mapping[str, str]]

    def __getitem__(self, key: str) -> str:
        """Return the text of *key*; a missing one is a bug, a test compares the keys of all languages."""
        return self.texts[key]

    def get(self, *keys: str) -> str | None:
        """Return the first text there is among *keys*."""
        return next((self.texts[key] for key in keys if key in self.texts), None)

    def plural(self, key: str, number: int) -> str:
        """Return the text of *key* in the plural category of *number*."""
        return self.plurals[key][PLURALS[self.lang](number)]

    def has_plural(self, key: str) -> bool:
        """Tell whether there are texts for *key* by plural category."""
        return key in self.plurals


def plural_en(number: int) -> str:
    """Return the plural category of a whole number in English."""
    return "one" if number == 1 else "other"


def plural_east_slavic(number: int) -> str:
    """Return the plural category of a whole number in Ukrainian and Russian; ``other`` is for fractions only."""
    last, tens = number % 10, number % 100
    if last == 1 and tens != 11:  # noqa: PLR2004 - the rule itself
        return "one"
    return "few" if 2 <= last <= 4 and not 12 <= tens <= 14 else "many"  # noqa: PLR2004 - the rule itself


def plural_ar(number: int) -> str:
    """Return the plural category of a whole number in Arabic."""
    if number <= 2:  # noqa: PLR2004 - the rule itself
        return ("zero", "one", "two")[number]
    tens = number % 100
    if 3 <= tens <= 10:  # noqa: PLR2004 - the rule itself
        return "few"
    return "many" if tens >= 11 else "other"  # noqa: PLR2004 - the rule itself


# Source: Unicode CLDR, plural rules for cardinal numbers.
PLURALS: Final[Mapping[str, Callable[[int], str]]] = MappingProxyType(
    {"ar": plural_ar, "en": plural_en, "ru": plural_east_slavic, "uk": plural_east_slavic}
)

CATEGORIES: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "ar": frozenset({"zero", "one", "two", "few", "many", "other"}),
        "en": frozenset({"one", "other"}),
        "ru": frozenset({"one", "few", "many", "other"}),
        "uk": frozenset({"one", "few", "many", "other"}),
    }
)
"""The plural categories of each language: a text that counts has one form for each."""


def _read(code: str) -> Words:
    table = tomllib.loads(resources.files("homeward.bulletin.words").joinpath(f"{code}.toml").read_text("utf-8"))
    return Words(
        lang=table["lang"],
        direction=table["direction"],
        name=table["name"],
        months=tuple(table["months"]),
        thousands=table["thousands"],
        decimal=table["decimal"],
        date=table["date"],
        separator=table["separator"],
        small_numbers=frozenset(table["small_numbers"]),
        texts=MappingProxyType(table["texts"]),
        plurals=MappingProxyType({key: MappingProxyType(forms) for key, forms in table["plurals"].items()}),
    )


LANGUAGES: Final[Mapping[str, Words]] = MappingProxyType({code: _read(code) for code in CODES})
"""The languages a page is written in."""

ENGLISH: Final = LANGUAGES["en"]

DEMO_FLAG: Final = (
    "Demonstration: the people and the record are made up. Quoted statements are public statements of real offices."
)
"""What a demonstration's bulletin says in its signed bytes. No option removes it."""
