"""Every sentence with which an agreement is read back, as data: one TOML file a language, which a linguist can correct.

Values stand in named braces. A sentence says one thing the agreement says; what it does not say has none, so nothing is
glued from parts and every language may order its own words.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources
from types import MappingProxyType
from typing import Final

from homeward.names.plurals import plural_form

CODES: Final = ("en", "uk", "ru", "ar")
"""The languages, in the order in which Homeward got them, which ranks nobody."""

_HOLE: Final = re.compile(r"\{([a-z_]+)\}")
_FIRST_STRONG: Final = "\u2068"
_POP: Final = "\u2069"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One language. ``direction``: ``ltr`` or ``rtl``; ``plurals``: for each key a text by plural form."""

    lang: str
    direction: str
    name: str
    thousands: str
    date_form: str
    comma: str
    semicolon: str
    or_: str
    quote: str
    months: tuple[str, ...]
    texts: Mapping[str, str]
    plurals: Mapping[str, Mapping[str, str]]

    def say(self, key: str, /, **values: str) -> str:
        """Return the sentence *key* with *values* in it; a missing one is a bug, a test compares the languages."""
        return _filled(self.texts[key], values)

    def count(self, key: str, number: int) -> str:
        """Return *number* of what *key* counts, in the form the number asks for."""
        return _filled(self.plurals[key][plural_form(self.lang, number)], {"count": self.number(number)})

    def number(self, number: int) -> str:
        """Write a number in digits 0-9 with the language's sign between thousands."""
        return f"{number:,}".replace(",", self.thousands)

    def day(self, on: date) -> str:
        """Write a day with the name of its month: never misread, in no reading direction."""
        return _filled(self.date_form, {"day": str(on.day), "month": self.months[on.month - 1], "year": str(on.year)})

    def own(self, text: str) -> str:
        """Return a name or an id of the agreement, kept apart so that its direction disturbs nothing around it."""
        return f"{_FIRST_STRONG}{text}{_POP}" if self.direction == "rtl" else text

    def quoted(self, text: str) -> str:
        """Return words of the agreement as they stand, marked as such."""
        return _filled(self.quote, {"text": self.own(text)})

    def listed(self, items: Iterable[str]) -> str:
        """Return *items* with a comma between each two."""
        return self.comma.join(items)


def _filled(template: str, values: Mapping[str, str]) -> str:
    return _HOLE.sub(lambda found: values[found[1]], template)


def holes(template: str) -> frozenset[str]:
    """Return the names of the values a text asks for."""
    return frozenset(_HOLE.findall(template))


def _read(code: str) -> Words:
    table = tomllib.loads(resources.files("homeward.terms.words").joinpath(f"{code}.toml").read_text("utf-8"))
    return Words(
        lang=table["lang"],
        direction=table["direction"],
        name=table["name"],
        thousands=table["thousands"],
        date_form=table["date"],
        comma=table["comma"],
        semicolon=table["semicolon"],
        or_=table["or"],
        quote=table["quote"],
        months=tuple(table["months"]),
        texts=MappingProxyType(table["texts"]),
        plurals=MappingProxyType({key: MappingProxyType(forms) for key, forms in table["plurals"].items()}),
    )


LANGUAGES: Final[Mapping[str, Words]] = MappingProxyType({code: _read(code) for code in CODES})
"""The languages an agreement is read back in."""

ENGLISH: Final = LANGUAGES["en"]
