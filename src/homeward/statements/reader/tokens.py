"""Cuts a text into tokens, sentences and quotations. Every offset is into the text as given."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Final

_MARKS: Final = "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u0610-\u061a\u0640\u064b-\u065f\u0670"
_LETTER: Final = r"[^\W\d_]"
_TOKEN: Final = re.compile(
    rf"(?P<number>\d{{1,3}}(?:[.,\u00a0\u202f\u2009\u066c']\d{{3}})+(?![\d])|\d+(?:[.,\u066b]\d+)?)"
    rf"|(?P<word>{_LETTER}(?:{_LETTER}|[{_MARKS}]|['\u2019\u02bc\u2018`](?={_LETTER}))*)"
    r"|(?P<break>\n+)"
    r"|(?P<mark>[^\w\s]|_)"
)
_SPACED: Final = re.compile(r"\d{1,3}(?: \d{3})+(?!\d)")
"""Thousands set apart by a plain space; only where the language does so."""

_ENDS: Final = frozenset(".!?\u2026\u061f\u06d4")
_CLOSING: Final = frozenset("\"'\u00bb\u201d\u2019\u201c)]")
_PAIRS: Final = {"\u00ab": "\u00bb", "\u201c": "\u201d", "\u201e": "\u201c\u201d", '"': '"'}
_FOLDED: Final = str.maketrans(
    {
        "\u2019": "'", "\u02bc": "'", "\u2018": "'", "`": "'", "\u0451": "\u0435", "\u0131": "i",
        "\u0623": "\u0627", "\u0625": "\u0627", "\u0622": "\u0627", "\u0671": "\u0627",
        "\u0649": "\u064a", "\u0629": "\u0647",
    }
)  # fmt: skip
_LATIN_END: Final = "\u024f"
HYPHENS: Final = frozenset("-\u2010\u2011")
"""Marks that join the parts of a word or a number."""
_LONGEST: Final = 400
"""Tokens after which a sentence ends in any case: nobody's prose has longer ones, and work grows with their length."""
_LONG_WORD: Final = 64
_DIGITS: Final = 12
"""Digits that a number has at most: more are a code, which counts nobody."""


class Kind(Enum):
    """What a token is."""

    WORD = "word"
    NUMBER = "number"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Token:
    """
    A word, a number in digits, or one mark.

    ``forms``: how the word may be looked up, each with the clitics cut from its front ("and", "to", the article).
    """

    start: int
    end: int
    text: str
    kind: Kind
    forms: tuple[tuple[str, str], ...]
    sentence: int

    @property
    def norm(self) -> str:
        """The word as looked up, with nothing cut off."""
        return self.forms[0][0]


@dataclass(frozen=True, slots=True)
class Cutting:
    """How a language is cut: clitics in their order, abbreviations, and whether spaces group digits."""

    clitics: tuple[tuple[str, ...], ...] = ()
    abbreviations: frozenset[str] = frozenset()
    has_spaced_thousands: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """
    A text cut up.

    ``sentences``: first and past-the-last token of each. ``paragraphs``: the paragraph of each sentence.
    ``quotations``: spans in code points, marks included.
    """

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]
    paragraphs: tuple[int, ...]
    quotations: tuple[tuple[int, int], ...]

    def within(self, start: int, end: int) -> tuple[Token, ...]:
        """Return the tokens that start in the code points from *start* to before *end*."""
        at = bisect_left(self.tokens, start, key=lambda one: one.start)
        return self.tokens[at : bisect_left(self.tokens, end, key=lambda one: one.start)]

    def span(self, first: int, past: int) -> tuple[int, int]:
        """Return the code points of the tokens from *first* to before *past*."""
        return self.tokens[first].start, self.tokens[past - 1].end

    def quotation_at(self, offset: int) -> int | None:
        """Return which quotation holds *offset*, None for none."""
        at = bisect_right(self.quotations, (offset, len(self.text))) - 1
        return at if at >= 0 and self.quotations[at][0] <= offset < self.quotations[at][1] else None


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """
    Return *word* as it is looked up: small letters, no vowel signs, no accents on Latin letters, one apostrophe.

    >>> fold("T\u00fcrkiye"), fold("Ukraine\u2019s"), fold("\u0643\u064e\u062a\u064e\u0628")
    ('turkiye', 'ukraine', '\u0643\u062a\u0628')
    """
    plain = word.casefold().translate(_FOLDED)
    if any(letter <= _LATIN_END and letter > "\x7f" for letter in plain):
        plain = "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))
    plain = re.sub(f"[{_MARKS}]", "", plain)
    return plain.removesuffix("'s") or plain


def cut(text: str, spans: tuple[tuple[int, int], ...], cutting: Cutting) -> Text:
    """Cut the parts of *text* in *spans*; a part never shares a sentence or a paragraph with another."""
    tokens: list[Token] = []
    sentences: list[tuple[int, int]] = []
    paragraphs: list[int] = []
    quotations: list[tuple[int, int]] = []
    paragraph = 0
    for start, end in spans:
        for raw in _paragraphs(text, start, end, cutting):
            for first, past in _sentences(raw, cutting):
                at = len(tokens)
                tokens += [_token(one, cutting, len(sentences)) for one in raw[first:past]]
                sentences.append((at, len(tokens)))
                paragraphs.append(paragraph)
            quotations += _quotations(raw)
            paragraph += 1
    return Text(text, tuple(tokens), tuple(sentences), tuple(paragraphs), tuple(sorted(quotations)))


@dataclass(frozen=True, slots=True)
class _Raw:
    start: int
    end: int
    text: str
    kind: Kind
    follows_space: bool


def _paragraphs(text: str, start: int, end: int, cutting: Cutting) -> Iterator[list[_Raw]]:
    found: list[_Raw] = []
    before = start
    for match in _matches(text, start, end, cutting):
        if match.lastgroup == "break":
            if found:
                yield found
            found = []
        else:
            kind = Kind(match.lastgroup or "number")
            if kind is Kind.NUMBER and sum(map(str.isdecimal, match.group())) > _DIGITS:
                kind = Kind.MARK
            found.append(_Raw(match.start(), match.end(), match.group(), kind, match.start() > before))
        before = match.end()
    if found:
        yield found


def _matches(text: str, start: int, end: int, cutting: Cutting) -> Iterator[re.Match[str]]:
    at = start
    while at < end:
        match = cutting.has_spaced_thousands and _SPACED.match(text, at, end)
        if match and not text[at - 1 : at].isdigit():
            yield match
            at = match.end()
            continue
        found = _TOKEN.search(text, at, end)
        if found is None:
            return
        if cutting.has_spaced_thousands and found.start() > at:
            at = found.start()
            continue
        yield found
        at = found.end()


def _sentences(raw: list[_Raw], cutting: Cutting) -> Iterator[tuple[int, int]]:
    first = at = 0
    while at < len(raw):
        if at - first >= _LONGEST:
            yield first, at
            first = at
        if raw[at].text in _ENDS and _is_end(raw, at, cutting):
            at += 1
            while at < len(raw) and raw[at].text in _CLOSING and not raw[at].follows_space:
                at += 1
            yield first, at
            first = at
        else:
            at += 1
    if first < len(raw):
        yield first, len(raw)


def _is_end(raw: list[_Raw], at: int, cutting: Cutting) -> bool:
    after = at + 1
    while after < len(raw) and raw[after].text in _CLOSING and not raw[after].follows_space:
        after += 1
    if after >= len(raw):
        return True
    following = raw[after]
    if not following.follows_space or following.text[0].islower():
        return False
    before = raw[at - 1] if at else None
    if raw[at].text != "." or before is None or before.kind is not Kind.WORD:
        return True
    # "X." ends a sentence as the name of a network more often than it abbreviates a name.
    is_initial = len(before.text) == 1 and before.text.isupper() and before.text != "X"
    return not is_initial and fold(before.text) not in cutting.abbreviations


def _quotations(raw: list[_Raw]) -> Iterator[tuple[int, int]]:
    opened: tuple[str, int] | None = None
    for at, one in enumerate(raw):
        if _is_inside_word(raw, at):
            continue
        if opened is not None and one.text in opened[0]:
            yield opened[1], one.end
            opened = None
        elif opened is None and one.text in _PAIRS:
            opened = _PAIRS[one.text], one.start
    if opened is not None:
        yield opened[1], raw[-1].end


def _is_inside_word(raw: list[_Raw], at: int) -> bool:
    """Tell whether a mark stands between letters, as in Hebrew abbreviations: it opens no quotation."""
    if not 0 < at < len(raw) - 1 or raw[at].text not in _PAIRS:
        return False
    before, after = raw[at - 1], raw[at + 1]
    return before.kind is after.kind is Kind.WORD and before.end == raw[at].start and raw[at].end == after.start


def _token(raw: _Raw, cutting: Cutting, sentence: int) -> Token:
    forms = _forms(fold(raw.text[:_LONG_WORD]), cutting.clitics) if raw.kind is Kind.WORD else ((raw.text, ""),)
    return Token(raw.start, raw.end, raw.text, raw.kind, forms, sentence)


@lru_cache(maxsize=1 << 14)
def _forms(norm: str, clitics: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, str], ...]:
    forms = [(norm, "")]
    for slot in clitics:
        for form, cut_off in tuple(forms):
            forms += [
                (form.removeprefix(one), cut_off + one)
                for one in slot
                if form.startswith(one) and len(form) > len(one) + 1
            ]
    return tuple(forms)
