"""Numbers of people: which number counts whom, in which words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from homeward.model.claims import ClaimCount, CountOp
from homeward.statements.reader.dates import Dated
from homeward.statements.reader.marked import Marked
from homeward.statements.reader.numbers import Number, find_numbers
from homeward.statements.reader.patterns import Tag
from homeward.statements.reader.phrases import (
    CAPTIVE,
    CHILD,
    EVENT,
    JOINING,
    PERSONS,
    PRISONER,
    category_of,
    is_teller,
    phrase_after,
)
from homeward.statements.reader.quantity import Kindred, Quantity, Ratio
from homeward.statements.reader.ties import loose_tie, said_to_be
from homeward.statements.reader.tokens import Kind

_MONEY: Final = frozenset("$\u20ac\u00a3\u20bd\u20b4%")
_BEFORE: Final = 4


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
    while before > 0 and marked.on("hedge", before) is not None:  # "aged under 25"
        before -= 1
    tag = marked.on("block", before, "before", "money")
    is_taken = (
        tag is not None and tag.past == before + 1 and marked.tokens[before].sentence == _sentence(marked, number)
    )
    return marked.tokens[before].text in _MONEY or is_taken


def _sentence(marked: Marked, number: Number) -> int:
    return marked.tokens[number.first].sentence


def _read(marked: Marked, pair: Sequence[Number], found: Sequence[Quantity]) -> tuple[list[Quantity], int]:
    if len(pair) > 1 and _sentence(marked, pair[0]) == _sentence(marked, pair[1]):
        between = range(pair[0].past, pair[1].first)
        if between and len(between) <= 3 and _is_ratio(marked, between):  # noqa: PLR2004 - hyphen, word, hyphen
            return _ratio(marked, pair[0], pair[1]), 2
        if _is_equal_trade(marked, pair[0], pair[1]):
            return [replace(one, first=pair[0].first) for one in _ratio(marked, pair[0], pair[1])], 2
        ends = _range(marked, pair[0], pair[1])
        if ends is not None:
            return ends, 2
    one = _quantity(marked, pair[0], found)
    return ([] if one is None else [one]), 1


def _is_ratio(marked: Marked, between: range) -> bool:
    words = [at for at in between if marked.tokens[at].text not in JOINING]
    return bool(words) and all(marked.on("preposition", at, "ratio") for at in words)


def _is_equal_trade(marked: Marked, left: Number, right: Number) -> bool:
    """Tell whether a number of people is traded for the same number: "500 prisoners for 500"."""
    phrase = phrase_after(marked, left.past)
    between = range(max(phrase.past, left.past), right.first)
    is_counted = bool(phrase.nouns) and not phrase_after(marked, right.past).people and not phrase.people
    return left.value == right.value and is_counted and 0 < len(between) <= 2 and _is_ratio(marked, between)  # noqa: PLR2004 - "in for"


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
    between = [at for at in range(low.past, high.first) if marked.is_word(at) or marked.tokens[at].text in JOINING]
    if len(between) != high.first - low.past or not between or low.value >= high.value:
        return None
    is_dash = len(between) == 1 and marked.tokens[between[0]].text in JOINING
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
        loose = loose_tie(marked, number, phrase, found)
        if loose is None:
            return None
        category, tie = category or said_to_be(marked, number) or PERSONS, loose
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
        is_prisoners=any(tag.value in {CAPTIVE, PRISONER} for tag in phrase.nouns),
        is_children=any(tag.value == CHILD for tag in phrase.nouns),
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
            gap = range(tag.past, number.first)
            return tag.value if len(gap) <= 1 and not any(marked.on("verb", one) for one in gap) else None
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
        before = _first_of_last_sentence(marked, [one for one in found if one.number.first < tag.first])
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


def _first_of_last_sentence(marked: Marked, before: Sequence[Quantity]) -> list[Quantity]:
    """Keep of the last sentence with numbers the largest: its parts are not what "the same number" takes up."""
    last = [one for one in before if _sentence(marked, one.number) == _sentence(marked, before[-1].number)]
    return [max(last, key=lambda one: one.count.low)] if last else []


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
