"""Patterns of words, compiled for looking up: all patterns of a lexicon are walked at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from homeward.statements.reader.tokens import HYPHENS, Kind, Token, fold

GAP: Final = 3
"""How many words ``~`` may stand for."""
_WORDS: Final = re.compile(r"\([^()]*\)|[^\s()]+")
_BALANCED: Final = re.compile(r"(?:[^()]|\([^()]*[^()\s][^()]*\))*")


@dataclass(slots=True)
class Node:
    """
    A place in the patterns that begin alike: which words lead on, and what has been found here.

    Mutable while patterns are added, never after. ``alone``: steps of one plain word each, which later patterns share.
    """

    exact: dict[str, list[Node]] = field(default_factory=dict)
    stems: dict[str, list[Node]] = field(default_factory=dict)
    endings: dict[str, list[Node]] = field(default_factory=dict)
    gaps: list[Node] = field(default_factory=list)
    ends: list[tuple[str, str]] = field(default_factory=list)
    alone: dict[str, Node] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """Tokens ``first`` to before ``past`` mean ``value`` in the sense of ``section``; ``clitics`` stood before them."""

    section: str
    value: str
    first: int
    past: int
    clitics: str = ""


def add_patterns(tree: Node, patterns: Iterable[str], *, section: str, value: str) -> None:
    """
    Add *patterns* to *tree*.

    Words apart by spaces; ``a|b`` for either, ``stem*`` for every word that starts so, ``*end`` for each that ends
    so, ``(a b)`` for words that may be missing, ``~`` for up to :data:`GAP` words.

    Raises:
        ValueError: One of *patterns* is none.
    """
    for pattern in patterns:
        problem = f"{section}.{value}: {pattern!r} is no pattern"
        if _BALANCED.fullmatch(pattern) is None:
            raise ValueError(problem)
        places = [tree]
        for word in _WORDS.findall(pattern.replace("-", " ")):
            places = _lead_on(places, word, problem)
        for place in places:
            if place is not tree and (section, value) not in place.ends:
                place.ends.append((section, value))


def _lead_on(places: list[Node], word: str, problem: str) -> list[Node]:
    if word == "~":
        step = Node()
        for place in places:
            place.gaps.append(step)
        return [step]
    if word.startswith("("):
        reached = places
        for inner in word.strip("()").split():
            reached = _lead_on(reached, inner, problem)
        return [*places, *reached]
    options = word.split("|")
    is_alone = len(options) == len(places) == 1
    if is_alone and word in places[0].alone:
        return [places[0].alone[word]]
    step = Node()
    for option in options:
        _add_option(places, option, step, problem)
    if is_alone:
        places[0].alone[word] = step
    return [step]


def _add_option(places: list[Node], option: str, step: Node, problem: str) -> None:
    folded = fold(option.strip("*"))
    if not re.fullmatch(r"[^\s*|()~]+", folded):
        raise ValueError(problem)
    for place in places:
        steps = place.stems if option.endswith("*") else place.endings if option.startswith("*") else place.exact
        steps.setdefault(folded, []).append(step)


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
    for gap in node.gaps:
        for skipped in range(GAP + 1):
            yield from _onward(tokens, gap, at + skipped, sentence)
    if not (node.exact or node.stems or node.endings) or at >= len(tokens):
        return
    at = at + 1 if tokens[at].text in HYPHENS and at + 1 < len(tokens) else at
    if tokens[at].sentence == sentence:
        yield from ((step, at + 1) for one, _ in tokens[at].forms for step in _steps(node, one))


def _steps(node: Node, word: str) -> Iterator[Node]:
    yield from node.exact.get(word, ())
    for length in range(1, len(word)) if node.endings else ():
        yield from node.endings.get(word[length:], ())
    for length in range(len(word), 1, -1) if node.stems else ():
        yield from node.stems.get(word[:length], ())
