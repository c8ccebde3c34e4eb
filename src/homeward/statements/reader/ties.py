"""Numbers without a noun of their own: what ties them to people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from homeward.statements.reader.marked import Marked
from homeward.statements.reader.numbers import Number
from homeward.statements.reader.phrases import REACH, Phrase
from homeward.statements.reader.quantity import Kindred, Quantity
from homeward.statements.reader.tokens import Kind

_NEAR: Final = 2
"""Sentences that the number a part belongs to may stand before it."""
_DASHES: Final = frozenset("\u2013\u2014")


def said_to_be(marked: Marked, number: Number) -> str | None:
    """Read "four were civilians": the kind of people that a number without a noun is said to be."""
    end = marked.sentence(number.first)[1]
    for at in range(number.past, min(number.past + 6, end)):
        tag = marked.on("noun", at, "civilian", "pow")
        if tag is not None:
            return tag.value
        if marked.tokens[at].text == "," or marked.on("verb", at) or marked.tokens[at].kind is Kind.NUMBER:
            return None
    return None


def loose_tie(marked: Marked, number: Number, phrase: Phrase, found: Sequence[Quantity]) -> Kindred | None:
    """Say what ties a number without a noun to people, None for nothing."""
    if number.may_be_year or number.is_vague:
        return None
    loose = _Loose(marked=marked, number=number, phrase=phrase, found=found)
    return next((tie for tie, question in _TIES if question(loose)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Loose:
    """A number without a noun, with the numbers before it."""

    marked: Marked
    number: Number
    phrase: Phrase
    found: Sequence[Quantity]

    def after(self, section: str, *values: str) -> bool:
        """Tell whether a word of *section* stands right after the number."""
        at, end = self.number.past, self.marked.sentence(self.number.first)[1]
        return at < end and self.marked.on(section, at, *values) is not None

    @property
    def has_sibling(self) -> bool:
        """Tell whether another number of people stands before it in its sentence."""
        return _has_sibling(self.marked, self.number, self.found)


def _is_part(one: _Loose) -> bool:
    """Read "15 of whom", "of the 369, 36", "36 had been serving"."""
    is_told = not one.number.is_word or (one.number.value > 1 and _has_near(one.marked, one.number, one.found))
    if one.phrase.is_partitive or (is_told and _has_before(one.marked, one.number, "subset")):
        return True
    return one.number.value > 1 and one.after("auxiliary") and _has_near(one.marked, one.number, one.found)


def _is_replaced(one: _Loose) -> bool:
    """Read "22, not the 23 announced"."""
    before = one.number.first - 1
    return before >= 0 and one.marked.on("sense", before, "superseded") is not None and one.has_sibling


def _goes_somewhere(one: _Loose) -> bool:
    """Read "13 to Germany and three to the United States", "Moscow got 116 and Kyiv 63", "181 from the other side"."""
    marked, before = one.marked, one.number.first - 1
    is_told = one.has_sibling or (one.number.value > 1 and _has_near(marked, one.number, one.found))
    is_party = before >= marked.sentence(one.number.first)[0] and marked.on("party", before) is not None
    is_other = any(marked.on("possessive", at, "other") for at in range(one.number.past, one.number.past + 2))
    return (_goes_to_party(marked, one.number.past) and is_told) or (one.has_sibling and (is_party or is_other))


def _is_freed(one: _Loose) -> bool:
    """Read "released 78", "twenty-seven came back": a verb of giving or coming home at the number."""
    is_told = not one.number.is_word or (one.number.value > 1 and one.has_sibling)
    return is_told and _is_at_verb(one.marked, one.number)


def _is_each(one: _Loose) -> bool:
    """Read a word for "each" right before the number: "по триста"."""
    before = one.number.first - 1
    return (
        before >= one.marked.sentence(one.number.first)[0] and one.marked.on("scope", before, "each_before") is not None
    )


def _is_dashed(one: _Loose) -> bool:
    """Read "thirteen - Israelis", "to the west - 69": a dash in place of a verb."""
    tokens, after, before = one.marked.tokens, one.number.past, one.number.first - 1
    first, end = one.marked.sentence(one.number.first)
    if before >= first and tokens[before].text in _DASHES and one.has_sibling:
        return True
    if after + 1 >= end or tokens[after].text not in _DASHES or not _has_near(one.marked, one.number, one.found):
        return False
    near = range(after + 1, min(after + 4, end))
    return any(one.marked.on(section, at) for section in ("noun", "people", "forces") for at in near)


def _is_more(one: _Loose) -> bool:
    """Read "later another 13", "14 more": a word that adds to a number of people before it."""
    if one.number.value < 2 or not one.has_sibling:  # noqa: PLR2004 - "another one"
        return False
    before = one.number.first - 1
    is_before = before >= one.marked.sentence(one.number.first)[0] and one.marked.on("anaphor", before, "more")
    return bool(is_before) or one.after("anaphor", "more")


def _is_of_number(one: _Loose) -> bool:
    """Read "74 of the 107": a part of the number that follows."""
    at, end = one.number.past, one.marked.sentence(one.number.first)[1]
    tag = one.marked.on("preposition", at, "of", "from") if at < end else None
    return tag is not None and tag.past < end and one.marked.tokens[tag.past].kind is Kind.NUMBER


def _is_sum(one: _Loose) -> bool:
    """Read "in all 5,757", "2,883 since it began", "the number of returnees rose to 140"."""
    if one.number.is_word:
        return False
    if _has_before(one.marked, one.number, "cumulative") or _has_before(one.marked, one.number, "total"):
        return True
    is_since = one.has_sibling and (one.after("scope", "cumulative") or one.after("since"))
    return is_since or _is_reached(one.marked, one.number)


_TIES: Final[tuple[tuple[Kindred, Callable[[_Loose], bool]], ...]] = (
    (Kindred.PARTITIVE, _is_part),
    (Kindred.PARTITIVE, _is_of_number),
    (Kindred.LIST, _is_dashed),
    (Kindred.VERB, _is_each),
    (Kindred.VERB, lambda one: one.after("scope", "per_side")),
    (Kindred.LIST, _is_replaced),
    (Kindred.LIST, _is_more),
    (Kindred.TOTAL, _is_sum),
    (Kindred.PLACE, _goes_somewhere),
    (Kindred.VERB, _is_freed),
)


def _has_before(marked: Marked, number: Number, value: str) -> bool:
    first = marked.sentence(number.first)[0]
    tags = list(marked.between("scope", first, number.first, value))
    return bool(tags) and marked.crossing(tags[-1].past - 1, number.first) <= 1 and number.first - tags[-1].past < REACH


def _is_reached(marked: Marked, number: Number) -> bool:
    """Read "the number of returnees rose to 140": a noun of people, a word that leads to the number."""
    before = number.first - 1
    while before > 0 and marked.on("hedge", before) is not None:
        before -= 1
    tag = marked.on("preposition", before, "reach") if before >= 0 else None
    first = marked.sentence(number.first)[0]
    if tag is None or tag.first < first:
        return False
    nouns = list(marked.between("noun", max(first, tag.first - REACH), tag.first))
    return bool(nouns) and marked.crossing(nouns[-1].first, number.first) == 0


def _goes_to_party(marked: Marked, at: int) -> bool:
    if at + 1 >= len(marked.tokens) or not marked.on("preposition", at, "to", "from"):
        return any(marked.on("party_to", one) for one in range(at, min(at + 2, len(marked.tokens))))
    return any(marked.on("party", one) for one in range(at + 1, min(at + 4, len(marked.tokens))))


def _has_sibling(marked: Marked, number: Number, found: Sequence[Quantity]) -> bool:
    # In the order of the text: the last of them stands nearest.
    return bool(found) and _sentence_of(marked, found[-1].number) == _sentence_of(marked, number)


def _has_near(marked: Marked, number: Number, found: Sequence[Quantity]) -> bool:
    """Tell whether a larger number of people stands in this sentence or one of the two before."""
    sentence = _sentence_of(marked, number)
    near = takewhile(lambda one: sentence - _sentence_of(marked, one.number) <= _NEAR, reversed(found))
    return any(one.count.low >= number.value for one in near)


def _is_at_verb(marked: Marked, number: Number) -> bool:
    """Tell whether a verb of giving, freeing or coming home stands at the number."""
    first, end = marked.sentence(number.first)
    for at in (number.past, number.past + 1, number.first - 1, number.first - 2):
        if first <= at < end and marked.on("verb", at, "exchange", "release", "return", "bring", "hand_over"):
            low, high = sorted((at, number.first))
            return all(marked.tokens[one].kind is not Kind.MARK for one in range(low, high))
    return False


def _sentence_of(marked: Marked, number: Number) -> int:
    return marked.tokens[number.first].sentence
