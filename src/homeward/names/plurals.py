"""Which form of a word a number asks for, in each language that Homeward writes; the rules are data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType
from typing import Final, TypeAlias

Span: TypeAlias = tuple[int, int]

OTHER: Final = "other"
"""The form where no rule holds; every language has it (in Slavic languages it is that of fractions)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """Numbers that take ``form``: by themselves, by their ones, by their tens; what is not stated restricts nothing."""

    form: str
    is_: Span | None
    ones: Span | None
    tens: Span | None
    but: Span | None

    def holds(self, number: int) -> bool:
        asked = ((self.is_, number), (self.ones, number % 10), (self.tens, number % 100))
        is_asked = all(span is None or span[0] <= seen <= span[1] for span, seen in asked)
        return is_asked and not (self.but is not None and self.but[0] <= number % 100 <= self.but[1])


def _read() -> Mapping[str, tuple[_Rule, ...]]:
    table = tomllib.loads(resources.files("homeward.names").joinpath("plurals.toml").read_text("utf-8"))
    return MappingProxyType({language: tuple(_rule(one) for one in rules) for language, rules in table.items()})


def _rule(values: Mapping[str, object]) -> _Rule:
    def span(key: str) -> Span | None:
        match values.get(key):
            case [int(first), int(last)]:
                return first, last
        return None

    return _Rule(form=str(values["form"]), is_=span("is"), ones=span("ones"), tens=span("tens"), but=span("but"))


_RULES: Final = _read()

FORMS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {language: frozenset({OTHER, *(one.form for one in rules)}) for language, rules in _RULES.items()}
)
"""The forms of each language: a text that counts has one text for each."""


def plural_form(language: str, number: int) -> str:
    """
    Return the plural form of a whole *number* in *language*.

    Law: the form is one of :data:`FORMS` of the language.

    >>> [plural_form("uk", number) for number in (1, 2, 5, 11, 21)]
    ['one', 'few', 'many', 'many', 'one']
    """
    return next((one.form for one in _RULES[language] if one.holds(number)), OTHER)
