"""Lexicons: what words mean in one language, as data a linguist can read, compiled for looking up."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from itertools import product
from typing import Final

from homeward.statements.reader.tokens import Cutting, Kind, Token, fold

SECTIONS: Final = frozenset(
    {"noun", "dual", "dead", "event", "verb", "sense", "negation", "scope", "hedge", "report", "speaker", "channel"}
    | {"role", "office", "preposition", "block", "number", "vague", "month", "weekday", "relative", "period", "ordinal"}
    | {"superlative", "breaker", "gate", "since", "possessive", "pronoun", "anaphor", "auxiliary", "status"}
)
"""The sections of a lexicon; docs/lexicons.md says what each is for."""


GAP: Final = 3
"""How many words ``~`` may stand for."""


@dataclass(slots=True)
class Node:
    """One step of a pattern in the tree of all patterns. Mutable while a lexicon is compiled, never after."""

    exact: dict[str, Node] = field(default_factory=dict)
    stems: dict[str, Node] = field(default_factory=dict)
    endings: dict[str, Node] = field(default_factory=dict)
    ends: list[tuple[str, str]] = field(default_factory=list)
    gap: Node | None = None
    """What may follow after at most :data:`GAP` other words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """Tokens ``first`` to before ``past`` mean ``value`` in the sense of ``section``; ``clitics`` stood before them."""

    section: str
    value: str
    first: int
    past: int
    clitics: str = ""


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
        is_verb_first=about.get("verb_first", False),
    )


def add_patterns(tree: Node, patterns: Iterable[str], *, section: str, value: str) -> None:
    """
    Add *patterns* to *tree*.

    Words apart by spaces; ``a|b`` for either, ``stem*`` for every word that starts so, ``*end`` for each that ends
    so, ``(a)`` for a word that may be missing, ``~`` for up to :data:`GAP` words.
    """
    for pattern in patterns:
        for words in _spelled(pattern):
            _add(tree, words, (section, value), pattern)


def find_tags(tokens: tuple[Token, ...], tree: Node) -> Iterator[Tag]:
    """Yield every tag of *tokens*: in each section the longest that starts at a token, and no shorter one inside it."""
    reached: dict[str, int] = {}
    for first in range(len(tokens)):
        if tokens[first].kind is Kind.MARK:
            continue
        longest: dict[str, list[Tag]] = {}
        for tag in _tags_at(tokens, tree, first):
            known = longest.setdefault(tag.section, [])
            if known and tag.past > known[0].past:
                known.clear()
            if not known or (tag.past == known[0].past and all(one.value != tag.value for one in known)):
                known.append(tag)
        for section, tags in longest.items():
            if reached.get(section, 0) <= first or tags[0].past > reached[section]:
                reached[section] = tags[0].past
                yield from tags


def _tags_at(tokens: tuple[Token, ...], tree: Node, first: int) -> Iterator[Tag]:
    for form, clitics in tokens[first].forms:
        waiting = [(node, first + 1) for node in _steps(tree, form)]
        while waiting:
            node, at = waiting.pop()
            for section, value in node.ends:
                yield Tag(section=section, value=value, first=first, past=at, clitics=clitics)
            waiting += _onward(tokens, node, at, tokens[first].sentence)


def _onward(tokens: tuple[Token, ...], node: Node, at: int, sentence: int) -> Iterator[tuple[Node, int]]:
    """Yield where *node* leads when the next word of the sentence, or one after a gap, is taken."""
    if node.gap is not None:
        for skipped in range(GAP + 1):
            yield from _onward(tokens, node.gap, at + skipped, sentence)
    if not (node.exact or node.stems or node.endings) or at >= len(tokens):
        return
    at = at + 1 if tokens[at].text in _HYPHENS and at + 1 < len(tokens) else at
    if tokens[at].sentence == sentence:
        yield from ((step, at + 1) for one, _ in tokens[at].forms for step in _steps(node, one))


_HYPHENS: Final = frozenset("-\u2010\u2011")


def _steps(node: Node, word: str) -> Iterator[Node]:
    found = node.exact.get(word)
    if found is not None:
        yield found
    for length in range(1, len(word)) if node.endings else ():
        found = node.endings.get(word[length:])
        if found is not None:
            yield found
    if node.stems:
        for length in range(len(word), 1, -1):
            found = node.stems.get(word[:length])
            if found is not None:
                yield found


def _spelled(pattern: str) -> Iterator[tuple[str, ...]]:
    choices: list[list[str]] = []
    for word in pattern.replace("-", " ").split():
        is_optional = word.startswith("(") and word.endswith(")")
        options = (word[1:-1] if is_optional else word).split("|")
        choices.append([*options, ""] if is_optional else options)
    for chosen in product(*choices):
        words = tuple(one for one in chosen if one)
        if words:
            yield words


def _add(tree: Node, words: tuple[str, ...], end: tuple[str, str], pattern: str) -> None:
    node = tree
    for word in words:
        if word == "~":
            node.gap = node.gap or Node()
            node = node.gap
            continue
        is_stem, is_ending = word.endswith("*"), word.startswith("*")
        folded = fold(word.strip("*"))
        if not re.fullmatch(r"[^\s*|()]+", folded):
            raise ValueError(f"{end[0]}.{end[1]}: {pattern!r} is no pattern")
        steps = node.stems if is_stem else node.endings if is_ending else node.exact
        node = steps.setdefault(folded, Node())
    if end not in node.ends:
        node.ends.append(end)
