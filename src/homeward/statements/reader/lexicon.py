"""Lexicons: what words mean in one language, as data a linguist can read, compiled for looking up."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from homeward.statements.reader.patterns import Node, Tag, add_patterns
from homeward.statements.reader.tokens import Cutting, fold

SECTIONS: Final = frozenset(
    {"noun", "dual", "dead", "event", "verb", "sense", "negation", "scope", "hedge", "report", "speaker", "channel"}
    | {"role", "office", "preposition", "block", "number", "vague", "month", "weekday", "relative", "period", "ordinal"}
    | {"superlative", "breaker", "gate", "since", "possessive", "pronoun", "anaphor", "auxiliary", "status", "whom"}
)
"""The sections of a lexicon; docs/lexicons.md says what each is for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """What the words of one language mean. ``suffixes``: what is written after an ordinal number (55th, 65-й)."""

    language: str
    cutting: Cutting
    tree: Node
    digest: str
    ordinal_suffixes: frozenset[str]
    clitic_roles: Mapping[str, str]
    is_decimal_comma: bool
    is_verb_first: bool
    has_large_months: bool
    and_clitics: frozenset[str] = frozenset()

    def is_joined(self, tag: Tag) -> bool:
        """Tell whether "and" is written together with the first word of *tag*."""
        return any(tag.clitics.startswith(one) for one in self.and_clitics)


def languages() -> tuple[str, ...]:
    """Return the languages with a lexicon, in alphabetical order."""
    names = (one.name for one in resources.files("homeward.statements").joinpath("lexicons").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def lexicon(language: str) -> Lexicon:
    """Return the lexicon of *language*, one of :func:`languages`."""
    data = resources.files("homeward.statements").joinpath("lexicons", f"{language}.toml").read_bytes()
    return parse_lexicon(data, language=language)


def parse_lexicon(data: bytes, *, language: str) -> Lexicon:
    """
    Compile a lexicon.

    Raises:
        ValueError: *data* is no lexicon: the message names section and pattern.
    """
    top = tomllib.loads(data.decode())
    about = top.pop("language", {})
    unknown = set(top) - SECTIONS
    if unknown:
        raise ValueError(f"lexicon {language}: unknown sections {', '.join(sorted(unknown))}")
    tree = Node()
    for section, values in top.items():
        for value, patterns in values.items():
            add_patterns(tree, patterns, section=section, value=value)
    cutting = Cutting(
        clitics=tuple(tuple(slot) for slot in about.get("clitics", ())),
        abbreviations=frozenset(fold(one) for one in about.get("abbreviations", ())),
        has_spaced_thousands=about.get("spaced_thousands", False),
    )
    return Lexicon(
        language=language,
        cutting=cutting,
        tree=tree,
        digest=hashlib.sha256(data).hexdigest(),
        ordinal_suffixes=frozenset(fold(one) for one in about.get("ordinal_suffixes", ())),
        clitic_roles=about.get("clitic_roles", {}),
        is_decimal_comma=about.get("decimal_comma", True),
        has_large_months=about.get("large_months", False),
        is_verb_first=about.get("verb_first", False),
        and_clitics=frozenset(fold(one) for one in about.get("and_clitics", ())),
    )
