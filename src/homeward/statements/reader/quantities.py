"""Numbers of people: which number counts whom, in which words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from homeward.model.claims import ClaimCount, CountOp
from homeward.statements.reader.dates import Dated
from homeward.statements.reader.marked import Marked
from homeward.statements.reader.numbers import Number, find_numbers
from homeward.statements.reader.patterns import Tag
from homeward.statements.reader.phrases import (
    CAPTIVE,
    EVENT,
    PERSONS,
    REACH,
    Phrase,
    category_of,
    is_teller,
    phrase_after,
)
from homeward.statements.reader.tokens import Kind

_HYPHENS: Final = frozenset("-\u2010\u2011\u2013")
_DASHES: Final = frozenset("\u2013\u2014")
_MONEY: Final = frozenset("$\u20ac\u00a3\u20bd\u20b4%")
_BEFORE: Final = 4


class Ratio(Enum):
    """A number that stands in "N for M"."""

    EQUAL = "equal"
    FIRST = "first"
    SECOND = "second"


class Kindred(Enum):
    """How a number was tied to people without a noun of its own."""

    NOUN = "noun"
    PEOPLE = "people"
    PARTITIVE = "partitive"
    RATIO = "ratio"
    VERB = "verb"
    PLACE = "place"
    LIST = "list"
    TOTAL = "total"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """
    A number of people.

    ``first`` to before ``past``: its words with the noun. ``number``: where the number stands. ``people``: the party
    whose people they are, by nationality or forces. ``owner``: ``own`` or ``other`` where a pronoun says whose.
    """

    first: int
    past: int
    number: Number
    count: ClaimCount
    category: str
    tie: Kindred
    people: str | None = None
    owner: str | None = None
    ratio: Ratio | None = None
    is_partitive: bool = False
    is_same: bool = False


def find_quantities(marked: Marked, dates: Sequence[Dated]) -> tuple[Quantity, ...]:
    """Return the numbers of people in a text, in its order: ranges and "N for M" put together."""
    dated = {at for one in dates if one.kind != "year" for at in range(one.first, one.past)}
    years = {one.first for one in dates if one.kind == "year"}
    numbers = [
        one
        for one in find_numbers(marked)
        if one.first not in dated and not (one.may_be_year and one.first in years) and not _is_apart(marked, one)
    ]
    found: list[Quantity] = []
    at = 0
    while at < len(numbers):
        made, used = _read(marked, numbers[at : at + 2], found)
        found += made
        at += used
    return tuple(sorted([*found, *_same(marked, found)], key=lambda one: one.number.first))


def _is_apart(marked: Marked, number: Number) -> bool:
    """Tell whether a number counts money or a share, or stands after a word that takes it ("aged", "article")."""
    before, after = number.first - 1, number.past
    if after < len(marked.tokens) and (marked.tokens[after].text in _MONEY or marked.on("block", after, "money")):
        return True
    if before < 0:
        return False
    tag = marked.on("block", before, "before", "money")
    is_taken = (
        tag is not None and tag.past == number.first and marked.tokens[before].sentence == _sentence(marked, number)
    )
    return marked.tokens[before].text in _MONEY or is_taken


def _sentence(marked: Marked, number: Number) -> int:
    return marked.tokens[number.first].sentence


def _read(marked: Marked, pair: Sequence[Number], found: Sequence[Quantity]) -> tuple[list[Quantity], int]:
    if len(pair) > 1 and _sentence(marked, pair[0]) == _sentence(marked, pair[1]):
        between = range(pair[0].past, pair[1].first)
        if between and len(between) <= 3 and _is_ratio(marked, between):  # noqa: PLR2004 - hyphen, word, hyphen
            return _ratio(marked, pair[0], pair[1]), 2
        ends = _range(marked, pair[0], pair[1])
        if ends is not None:
            return ends, 2
    one = _quantity(marked, pair[0], found)
    return ([] if one is None else [one]), 1


def _is_ratio(marked: Marked, between: range) -> bool:
    words = [at for at in between if marked.tokens[at].text not in _HYPHENS]
    return bool(words) and all(marked.on("preposition", at, "ratio") for at in words)


def _ratio(marked: Marked, left: Number, right: Number) -> list[Quantity]:
    phrase = phrase_after(marked, right.past)
    category = category_of(marked, phrase) or PERSONS
    # "The 1,000 for 1,000 exchange" names the exchange by its number of people.
    category = PERSONS if category == EVENT else category
    past = phrase.past if phrase.nouns else right.past
    whole = Quantity(
        first=left.first,
        past=past,
        number=left,
        count=_count(marked, left),
        category=category,
        tie=Kindred.RATIO,
        ratio=Ratio.EQUAL if left.value == right.value else Ratio.FIRST,
        people=phrase.people,
    )
    if left.value == right.value:
        return [whole]
    second = replace(whole, first=right.first, number=right, count=_count(marked, right), ratio=Ratio.SECOND)
    return [replace(whole, past=left.past), second]


def _range(marked: Marked, low: Number, high: Number) -> list[Quantity] | None:
    between = [at for at in range(low.past, high.first) if marked.is_word(at) or marked.tokens[at].text in _HYPHENS]
    if len(between) != high.first - low.past or not between or low.value >= high.value:
        return None
    is_dash = len(between) == 1 and marked.tokens[between[0]].text in _HYPHENS
    opened = marked.on("preposition", low.first - 1, "between", "from") if low.first else None
    is_named = len(between) == 1 and (
        marked.on("number", between[0], "and") or marked.on("preposition", between[0], "to", "until")
    )
    if not is_dash and not (opened is not None and is_named):
        return None
    phrase = phrase_after(marked, high.past)
    category = category_of(marked, phrase)
    if category is None or phrase.is_blocked:
        return None
    count = ClaimCount(op=CountOp.RANGE, low=low.value, high=high.value)
    return [
        Quantity(
            first=low.first,
            past=phrase.past,
            number=replace(low, past=high.past),
            count=count,
            category=_dead_before(marked, low) or category,
            tie=Kindred.NOUN,
            people=phrase.people,
            owner=phrase.owner,
        )
    ]


def _quantity(marked: Marked, number: Number, found: Sequence[Quantity]) -> Quantity | None:
    phrase = phrase_after(marked, number.past)
    if phrase.is_blocked:
        return None
    category = category_of(marked, phrase)
    tie = Kindred.NOUN if phrase.nouns else Kindred.PEOPLE
    if category is None or (phrase.is_partitive and not phrase.nouns):
        loose = _loose_tie(marked, number, phrase, found)
        if loose is None:
            return None
        category, tie = category or _said_to_be(marked, number) or PERSONS, loose
    if (
        number.is_word
        and number.value == 1
        and (tie not in {Kindred.NOUN, Kindred.PEOPLE} or is_teller(marked, phrase))
    ):
        return None
    return Quantity(
        first=number.first,
        past=max(phrase.past, number.past),
        number=number,
        count=_count(marked, number),
        category=_dead_before(marked, number) or category,
        tie=tie,
        people=phrase.people,
        owner=phrase.owner,
        is_partitive=phrase.is_partitive,
    )


def _dead_before(marked: Marked, number: Number) -> str | None:
    """Return ``bodies`` where the word stands before the number: "the bodies of 501 soldiers"."""
    first = marked.sentence(number.first)[0]
    for at in range(number.first - 1, max(first, number.first - _BEFORE) - 1, -1):
        if marked.tokens[at].kind is not Kind.WORD or marked.on("breaker", at) or marked.on("verb", at):
            return None
        if marked.on("noun", at, "bodies"):
            return "bodies"
    return None


def _said_to_be(marked: Marked, number: Number) -> str | None:
    """Read "four were civilians": the kind of people that a number without a noun is said to be."""
    end = marked.sentence(number.first)[1]
    for at in range(number.past, min(number.past + 6, end)):
        tag = marked.on("noun", at, "civilian", "pow")
        if tag is not None:
            return tag.value
        if marked.tokens[at].text == "," or marked.on("verb", at) or marked.tokens[at].kind is Kind.NUMBER:
            return None
    return None


def _loose_tie(marked: Marked, number: Number, phrase: Phrase, found: Sequence[Quantity]) -> Kindred | None:
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
    if one.phrase.is_partitive or (not one.number.is_word and _has_before(one.marked, one.number, "subset")):
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
    (Kindred.TOTAL, _is_sum),
    (Kindred.PLACE, _goes_somewhere),
    (Kindred.VERB, lambda one: not one.number.is_word and _is_at_verb(one.marked, one.number)),
)


def _has_before(marked: Marked, number: Number, value: str) -> bool:
    first = marked.sentence(number.first)[0]
    tags = list(marked.between("scope", first, number.first, value))
    return bool(tags) and marked.crossing(tags[-1].past - 1, number.first) <= 1 and number.first - tags[-1].past < REACH


def _is_reached(marked: Marked, number: Number) -> bool:
    """Read "the number of returnees rose to 140": a noun of people, a word that leads to the number."""
    tag = marked.on("preposition", number.first - 1, "reach") if number.first else None
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
    return any(_sentence(marked, one.number) == _sentence(marked, number) for one in found)


def _has_near(marked: Marked, number: Number, found: Sequence[Quantity]) -> bool:
    """Tell whether a larger number of people stands in this sentence or one of the two before."""
    sentence = _sentence(marked, number)
    return any(
        sentence - _sentence(marked, one.number) <= 2 and one.count.low >= number.value  # noqa: PLR2004 - sentences
        for one in found
    )


def _is_at_verb(marked: Marked, number: Number) -> bool:
    """Tell whether a verb of giving, freeing or coming home stands at the number."""
    first, end = marked.sentence(number.first)
    for at in (number.past, number.past + 1, number.first - 1, number.first - 2):
        if first <= at < end and marked.on("verb", at, "exchange", "release", "return", "bring", "hand_over"):
            low, high = sorted((at, number.first))
            return all(marked.tokens[one].kind is not Kind.MARK for one in range(low, high))
    return False


def _count(marked: Marked, number: Number) -> ClaimCount:
    value = number.value
    if number.is_vague:
        return ClaimCount(op=CountOp.AT_LEAST, low=value, high=None)
    match _hedge(marked, number):
        case "approx":
            return ClaimCount(op=CountOp.APPROX, low=value, high=value)
        case "at_least":
            return ClaimCount(op=CountOp.AT_LEAST, low=value, high=None)
        case "at_most":
            return ClaimCount(op=CountOp.AT_MOST, low=value, high=value)
        case _:
            return ClaimCount(op=CountOp.EXACT, low=value, high=value)


def _hedge(marked: Marked, number: Number) -> str | None:
    first, end = marked.sentence(number.first)
    for at in range(number.first - 1, max(first, number.first - 3) - 1, -1):
        tag = marked.on("hedge", at)
        if tag is not None and _is_verb_part(marked, tag):
            return None
        if tag is not None:
            return tag.value if number.first - tag.past <= 1 else None
        if marked.tokens[at].kind is not Kind.WORD:
            return None
    return None if number.past >= end else _hedge_after(marked, number.past)


def _is_verb_part(marked: Marked, tag: Tag) -> bool:
    """Tell whether a word belongs to a verb: the "over" of "handed over"."""
    verb = marked.on("verb", tag.first)
    return verb is not None and verb.first < tag.first


def _hedge_after(marked: Marked, at: int) -> str | None:
    if not marked.is_word(at) or not marked.on("number", at, "and"):
        return None
    tag = marked.on("hedge", at + 1) if marked.is_word(at + 1) else None
    return None if tag is None else tag.value


def _same(marked: Marked, found: Sequence[Quantity]) -> Iterator[Quantity]:
    """Yield "the same number of ...", with the number it takes up."""
    for tag in marked.tags:
        if tag.section != "anaphor" or tag.value != "same":
            continue
        before = [one for one in found if one.number.first < tag.first]
        if not before or marked.tokens[tag.first].sentence - _sentence(marked, before[-1].number) > 1:
            continue
        phrase = phrase_after(marked, tag.past)
        number = Number(first=tag.first, past=tag.past, value=before[-1].number.value, is_word=True)
        yield replace(
            before[-1],
            first=tag.first,
            past=max(phrase.past, tag.past),
            number=number,
            category=category_of(marked, phrase) or before[-1].category,
            people=phrase.people,
            owner=phrase.owner,
            tie=Kindred.NOUN,
            ratio=None,
            is_partitive=False,
            is_same=True,
        )


def find_duals(marked: Marked) -> Iterator[Quantity]:
    """Yield what one word counts as two: an Arabic dual."""
    for tag in marked.tags:
        if tag.section == "dual":
            number = Number(first=tag.first, past=tag.past, value=2, is_word=True)
            phrase = phrase_after(marked, tag.past)
            category = marked.conflict.captives if tag.value == CAPTIVE else tag.value
            yield Quantity(
                first=tag.first,
                past=max(tag.past, phrase.past if not phrase.nouns else tag.past),
                number=number,
                count=ClaimCount(op=CountOp.EXACT, low=2, high=2),
                category=_dead_before(marked, number) or category,
                tie=Kindred.NOUN,
                people=phrase.people,
                owner=phrase.owner,
            )
