"""Every sentence of the public page, as data: one TOML file a language, which a linguist can read and correct.

Values stand in named braces; no sentence is glued from parts, and no text ranks one party above another.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType
from typing import Final

from homeward.names.plurals import FORMS, plural_form

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
        return self.plurals[key][plural_form(self.lang, number)]

    def has_plural(self, key: str) -> bool:
        """Tell whether there are texts for *key* by plural category."""
        return key in self.plurals


CATEGORIES: Final = FORMS
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
