"""Numbers in figures and in words, as people write them: 1,200; 1,2 тисячі; thirty-one; ثلاثة آلاف; hundreds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from homeward.statements.reader.lexicon import languages, lexicon
from homeward.statements.reader.marked import Marked
from homeward.statements.reader.patterns import Tag, find_tags
from homeward.statements.reader.tokens import HYPHENS, Kind, Token, cut

THOUSAND: Final = 1_000
_HUNDRED: Final = 100
_TENS: Final = range(20, 100, 10)
_WORDS: Final = frozenset({"and", "a"})
_YEARS: Final = range(1900, 2100)
_GROUPED: Final = re.compile(r"\d{1,3}([.,\u00a0\u202f\u2009\u066c' ]\d{3})+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """Tokens ``first`` to before ``past`` say ``value``. ``is_vague``: the least that is meant."""

    first: int
    past: int
    value: int
    is_word: bool = False
    is_vague: bool = False
    may_be_year: bool = False


def says_few(text: str, below: int) -> bool:
    """
    Tell whether *text* has a number from 2 to *below* - 1 in words, in any language with a lexicon; 1 may be a pronoun.

    >>> says_few("parmi eux sept bless\u00e9s", 10), says_few("390 people from each side", 10)
    (True, False)
    """
    for language in languages():
        known = lexicon(language)
        tags = find_tags(cut(text, ((0, len(text)),), known.cutting).tokens, known.tree)
        numbers = (int(tag.value) for tag in tags if tag.section == "number" and tag.value.isdecimal())
        if any(1 < one < below for one in numbers) or any(tag.section == "dual" for tag in tags):
            return True
    return False


def find_numbers(marked: Marked) -> Iterator[Number]:
    """Yield the numbers of a text in its order; ordinals, fractions and numbers inside words are left out."""
    at = 0
    while at < len(marked.tokens):
        number = _number(marked, at)
        if number is None:
            at += 1
        else:
            if not (_is_ordinal(marked, number) or _is_time(marked, number) or _is_none(marked, number)):
                yield number
            at = number.past


def _number(marked: Marked, at: int) -> Number | None:
    if marked.tokens[at].kind is Kind.NUMBER:
        return _figures(marked, at)
    vague = marked.on("vague", at)
    if vague is not None and vague.first == at and not _is_counted(marked, at) and not _is_hedged(marked, at):
        return Number(first=at, past=vague.past, value=int(vague.value), is_word=True, is_vague=True)
    return _words(marked, at)


def _is_counted(marked: Marked, at: int) -> bool:
    """Tell whether a number stands right before: "three thousands" is no vague number."""
    return at > 0 and (marked.tokens[at - 1].kind is Kind.NUMBER or marked.on("number", at - 1) is not None)


def _is_hedged(marked: Marked, at: int) -> bool:
    """Tell whether a word such as "thousand" is a number after "about" or "more than"."""
    tag = marked.on("hedge", at - 1, "approx", "at_least", "at_most") if at else None
    return tag is not None and marked.on("number", at) is not None


def _is_other(marked: Marked, tag: Tag, first: int) -> bool:
    """Tell whether a number's word is part of an ordinal or a weekday that does not begin inside the number."""
    others = (marked.on("weekday", tag.first), marked.on("ordinal", tag.first))
    return any(
        one is not None and one.past - one.first >= tag.past - tag.first and not first < one.first < tag.first
        for one in others
    )


def _figures(marked: Marked, at: int) -> Number | None:
    written = marked.tokens[at].text
    value = figure_value(written)
    multiplier = _multiplier(marked, at + 1)
    if multiplier is not None:
        value, past = value * int(multiplier.value), _past_stop(marked, multiplier.past)
        rest = _rest(marked, past, int(multiplier.value))
        value, past = value + rest, past + bool(rest)
    else:
        past = at + 1
    if value.denominator != 1:
        return None
    is_bare = written.isdecimal() and multiplier is None
    return Number(first=at, past=past, value=int(value), may_be_year=is_bare and int(value) in _YEARS)


def _rest(marked: Marked, at: int, multiplier: int) -> int:
    """Return the figures that follow a multiplier: the 641 of "4 thousand 641"."""
    if at >= marked.sentence(at - 1)[1] or marked.tokens[at].kind is not Kind.NUMBER:
        return 0
    written = marked.tokens[at].text
    return (
        int(written)
        if written.isdecimal() and int(written) < multiplier and len(written) == len(str(multiplier)) - 1
        else 0
    )


def _past_stop(marked: Marked, at: int) -> int:
    """Step over the full stop of an abbreviation inside a sentence: "1,2 тис. військових"."""
    end = marked.sentence(at - 1)[1]
    is_stop = at + 1 < end and marked.tokens[at].text == "." and marked.tokens[at].start == marked.tokens[at - 1].end
    return at + 1 if is_stop else at


def figure_value(written: str) -> Fraction:
    """
    Return what figures say: marks before each three digits group them, any other one starts the fraction.

    >>> figure_value("1,200"), figure_value("1.200"), figure_value("1,2"), figure_value("\u0663\u0660\u0660")
    (Fraction(1200, 1), Fraction(1200, 1), Fraction(6, 5), Fraction(300, 1))
    """
    if _GROUPED.fullmatch(written):
        return Fraction(int(re.sub(r"\D", "", written)))
    whole, _, rest = re.sub(r"\D", ".", written).partition(".")
    return Fraction(int(whole)) + (Fraction(int(rest), 10 ** len(rest)) if rest else 0)


def _multiplier(marked: Marked, at: int) -> Tag | None:
    if not marked.is_word(at):
        return None
    tag = marked.on("number", at)
    is_multiplier = tag is not None and tag.first == at and tag.value not in _WORDS and int(tag.value) >= _HUNDRED
    return tag if is_multiplier and tag is not None and not tag.clitics else None


def _words(marked: Marked, first: int) -> Number | None:
    article = marked.on("number", first, "a")
    if article is not None:
        return Number(first=first, past=article.past, value=1, is_word=True) if _is_one(marked, article) else None
    values: list[int] = []
    at = past = first
    while at < len(marked.tokens) and marked.tokens[at].sentence == marked.tokens[first].sentence:
        tag = marked.on("number", at)
        if tag is None or tag.first != at or tag.value in _WORDS or _is_other(marked, tag, first):
            break
        if not _may_follow(values, int(tag.value)):
            break
        values.append(int(tag.value))
        past = tag.past
        at = _joined(marked, past)
    return Number(first=first, past=past, value=_sum(values), is_word=True) if values else None


def _is_one(marked: Marked, tag: Tag) -> bool:
    """Tell whether an article counts: "100 soldiers and a civilian"."""
    is_listed = tag.first > 0 and marked.on("number", tag.first - 1, "and") is not None
    return is_listed and tag.past < len(marked.tokens) and marked.on("noun", tag.past) is not None


def _joined(marked: Marked, at: int) -> int:
    """Return where a number may go on: after a hyphen or a word such as "and"."""
    if at < len(marked.tokens) and (marked.tokens[at].text in HYPHENS or marked.on("number", at, "and")):
        return at + 1
    return at


def _may_follow(values: list[int], value: int) -> bool:
    if not values:
        return True
    last = values[-1]
    if value >= THOUSAND:
        return all(one < value for one in values)
    if value == _HUNDRED and last < 10:  # noqa: PLR2004 - two hundred
        return True
    if last < 10 and value in _TENS:  # noqa: PLR2004 - the Arabic order: five and twenty
        return True
    return value < _magnitude(last)


def _magnitude(value: int) -> int:
    if value >= THOUSAND:
        return THOUSAND
    if value >= _HUNDRED:
        return _HUNDRED
    return 10 if value in _TENS else 0


def _sum(values: list[int]) -> int:
    total = current = 0
    for value in values:
        if value >= THOUSAND:
            total, current = total + max(current, 1) * value, 0
        elif value == _HUNDRED and 0 < current < 10:  # noqa: PLR2004 - two hundred
            current *= value
        else:
            current += value
    return total + current


def _is_time(marked: Marked, number: Number) -> bool:
    """Tell whether a number is part of a time of day: 17:00."""
    tokens = marked.tokens
    is_hour = number.past + 1 < len(tokens) and _is_clock(tokens[number.past - 1 : number.past + 2])
    return is_hour or (number.first > 1 and _is_clock(tokens[number.first - 2 : number.first + 1]))


def _is_clock(tokens: tuple[Token, ...]) -> bool:
    hour, mark, minute = tokens
    is_close = mark.start == hour.end and minute.start == mark.end
    return is_close and mark.text == ":" and hour.text.isdecimal() and minute.text.isdecimal()


def _is_none(marked: Marked, number: Number) -> bool:
    """Tell whether "not one" is said."""
    return (
        number.is_word
        and number.value == 1
        and number.first > 0
        and marked.on("negation", number.first - 1) is not None
    )


def _is_ordinal(marked: Marked, number: Number) -> bool:
    """Tell whether letters stand at a figure that make it an ordinal: 55th, 65-й."""
    if number.is_word or number.past >= len(marked.tokens):
        return False
    at = number.past
    if marked.tokens[at].text in HYPHENS and marked.is_word(at + 1):
        is_close = marked.tokens[at + 1].start == marked.tokens[number.past - 1].end + 1
        return is_close and marked.tokens[at + 1].norm in marked.lexicon.ordinal_suffixes
    is_close = marked.tokens[at].start == marked.tokens[at - 1].end
    return is_close and marked.tokens[at].norm in marked.lexicon.ordinal_suffixes
