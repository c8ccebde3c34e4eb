"""A text with everything the lexicon and the configuration know of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from homeward.statements.reader.conflict import Conflict
from homeward.statements.reader.lexicon import Lexicon
from homeward.statements.reader.patterns import Tag, find_tags
from homeward.statements.reader.tokens import Kind, Text, Token

_BREAKS: Final[Mapping[str, int]] = {",": 1, "\u060c": 1, ";": 3, "\u061b": 3, ":": 2, "(": 2, ")": 2}
_DASHES: Final = frozenset("\u2013\u2014\u2012")
_WORD_BREAK: Final = 2
_CROSSING: Final = 4
"""What one step over a break of a clause costs, in words."""

_TIMES: Final = frozenset({"begun", "done", "happened", "ongoing"})
"""Senses whose words may name a time only."""
_NAMES: Final = ("party", "people", "noun", "event")
"""What "from" and "with" belong to where it stands between them and a word of sense: "with Talania began"."""

FAR: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """
    A text in tokens with its tags, ready for asking.

    ``depth``: the breaks of clauses before each token, so that the difference of two tokens tells what stands between.
    """

    text: Text
    lexicon: Lexicon
    conflict: Conflict
    published_on: date | None
    tags: tuple[Tag, ...]
    cover: Mapping[str, Mapping[int, tuple[Tag, ...]]]
    depth: tuple[int, ...]

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens of the text."""
        return self.text.tokens

    def on(self, section: str, at: int, *values: str) -> Tag | None:
        """Return the tag of *section*, of one of *values* where any are given, that covers token *at*."""
        tags = self.cover.get(section, {}).get(at, ())
        return next((tag for tag in tags if not values or tag.value in values), None)

    def between(self, section: str, first: int, past: int, *values: str) -> Iterator[Tag]:
        """Yield the tags of *section* that start in the tokens from *first* to before *past*."""
        cover = self.cover.get(section, {})
        for at in range(first, past):
            for tag in cover.get(at, ()):
                if tag.first == at and (not values or tag.value in values):
                    yield tag

    def sentence(self, at: int) -> tuple[int, int]:
        """Return the first and the past-the-last token of the sentence of token *at*."""
        return self.text.sentences[self.tokens[at].sentence]

    def cost(self, one: int, other: int) -> int:
        """Return how far two tokens of one sentence are apart: words, and more for each break between their clauses."""
        return abs(one - other) + _CROSSING * abs(self.depth[one] - self.depth[other])

    def crossing(self, one: int, other: int) -> int:
        """Return how many breaks of clauses stand between two tokens."""
        return abs(self.depth[one] - self.depth[other])

    def is_word(self, at: int) -> bool:
        """Tell whether token *at* exists and is a word."""
        return 0 <= at < len(self.tokens) and self.tokens[at].kind is Kind.WORD

    def names_time(self, tag: Tag) -> bool:
        """Tell whether a word only names a time: "since the beginning of the war", "from the very start"."""
        if tag.value not in _TIMES:
            return False
        if any(self.on("since", at) is not None for at in range(tag.first, tag.past)):
            return True
        first = self.sentence(tag.first)[0]
        is_told = any(self.on(name, tag.first - 1) is not None for name in _NAMES)
        near = tag.first - 1 if is_told else tag.first - 2
        return any(self.on("since", at) is not None for at in range(max(first, near), tag.first))

    def near(self, section: str, at: int, *values: str, reach: int = FAR) -> Tag | None:
        """Return the tag of *section* in the sentence of token *at* that is nearest to it, within *reach*."""
        first, past = self.sentence(at)
        found = list(self.between(section, first, past, *values))
        best = min(found, key=lambda tag: self.away(tag, at), default=None)
        return best if best is not None and self.away(best, at) <= reach else None

    def away(self, tag: Tag, at: int) -> int:
        """Return the cost from token *at* to the nearer end of *tag*; 0 inside it."""
        if tag.first <= at < tag.past:
            return 0
        return min(self.cost(tag.first, at), self.cost(tag.past - 1, at))


def conflict_tags(text: Text, lexicon: Lexicon, conflict: Conflict) -> tuple[Tag, ...]:
    """Return what *conflict* knows of *text* in the language of *lexicon*."""
    return tuple(tag for tree in conflict.tree(lexicon.language) for tag in find_tags(text.tokens, tree))


def mark(text: Text, lexicon: Lexicon, conflict: Conflict, published_on: date | None) -> Marked:
    """Tag *text* with all that *lexicon* and *conflict* know; at one place the configuration's word comes first."""
    found = [*conflict_tags(text, lexicon, conflict), *find_tags(text.tokens, lexicon.tree)]
    found.sort(key=lambda tag: (tag.first, -tag.past))
    cover: dict[str, dict[int, tuple[Tag, ...]]] = {}
    for tag in found:
        covered = cover.setdefault(tag.section, {})
        for at in range(tag.first, tag.past):
            covered[at] = _longest((*covered.get(at, ()), tag))
    return Marked(
        text=text,
        lexicon=lexicon,
        conflict=conflict,
        published_on=published_on,
        tags=tuple(found),
        cover=cover,
        depth=tuple(_depth(text, cover.get("breaker", {}))),
    )


def _longest(tags: tuple[Tag, ...]) -> tuple[Tag, ...]:
    length = max(tag.past - tag.first for tag in tags)
    return tuple(tag for tag in tags if tag.past - tag.first == length)


def _depth(text: Text, breakers: Mapping[int, tuple[Tag, ...]]) -> Iterator[int]:
    depth = 0
    for at, token in enumerate(text.tokens):
        if token.kind is Kind.MARK:
            depth += 2 if token.text in _DASHES else _BREAKS.get(token.text, 0)
        elif at in breakers and breakers[at][0].first == at:
            depth += _WORD_BREAK
        yield depth
