"""What stands after a number: the noun that it counts, whose people they are, whether they are parts or dead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from homeward.statements.reader.marked import Marked
from homeward.statements.reader.patterns import Tag
from homeward.statements.reader.tokens import HYPHENS, Kind

PERSONS: Final = "persons"
CAPTIVE: Final = "captive"
PRISONER: Final = "prisoner"
"""A word for people in prison: persons, and the other side's where one side's people are called hostages."""
CHILD: Final = "child"
EVENT: Final = "event"
REACH: Final = 9
"""Tokens after a number in which its noun stands."""
_SKIPS: Final = 4
"""Words nobody knows that may stand between a number and its noun."""
JOINING: Final = HYPHENS | {"\u2013"}
_QUOTES: Final = frozenset("\"'\u00ab\u00bb\u2019\u201c\u201d\u201e")


@dataclass(slots=True)
class Phrase:
    """What stands after a number. Mutable while it is read; it never leaves this module."""

    past: int
    nouns: list[Tag]
    people: str | None = None
    owner: str | None = None
    is_dead: bool = False
    is_partitive: bool = False
    is_blocked: bool = False
    has_forces: bool = False
    is_event: bool = False
    skipped: int = 0


def is_teller(marked: Marked, phrase: Phrase) -> bool:
    """Tell whether the one person is who speaks: "one man, 38, said"."""
    end = min(phrase.past + 5, marked.sentence(phrase.past - 1)[1])
    return any(marked.on("report", at) for at in range(phrase.past, end))


def phrase_after(marked: Marked, past: int) -> Phrase:
    """Read what stands after a number until its noun has ended."""
    phrase = Phrase(past=past, nouns=[])
    at, end = past, min(past + REACH, marked.sentence(past - 1)[1])
    while at < end:
        step = _step(marked, at, past, phrase)
        if step is None:
            break
        at = step
    return phrase


def _step(marked: Marked, at: int, past: int, phrase: Phrase) -> int | None:
    """Take the word at *at* into *phrase*; return where to go on, None at its end."""
    token = marked.tokens[at]
    if token.kind is not Kind.WORD:
        is_inside = token.text in JOINING | _QUOTES and not phrase.nouns
        return at + 1 if is_inside else None
    if marked.on("scope", at, "per_side") and not phrase.nouns:
        return None
    for read in (_take_event, _take_subset, _take_noun, _take_block, _take_whose):
        step = read(marked, at, phrase)
        if step is not None:
            return step
    if phrase.nouns or phrase.is_blocked or _ends_phrase(marked, at, past):
        return None
    if phrase.people is not None and phrase.skipped:
        return None
    phrase.skipped += 1
    return at + 1 if phrase.skipped <= _SKIPS else None


def _take_event(marked: Marked, at: int, phrase: Phrase) -> int | None:
    """Take "prisoner exchanges": what is counted is events, not people."""
    tag = marked.on("event", at, "exchange")
    if tag is None or tag.first != at or phrase.is_partitive:
        return None
    noun = marked.on("noun", at)
    is_counted = noun is None or noun.past < tag.past or bool(phrase.nouns)
    if not is_counted or (phrase.nouns and phrase.past != at):
        return None
    phrase.is_event = True
    phrase.past = tag.past
    phrase.nouns = phrase.nouns or [tag]
    return tag.past


def _take_subset(marked: Marked, at: int, phrase: Phrase) -> int | None:
    tag = marked.on("scope", at, "subset")
    if tag is None or tag.first != at or phrase.nouns:
        return None
    phrase.is_partitive = True
    phrase.past = tag.past
    return tag.past


def _take_noun(marked: Marked, at: int, phrase: Phrase) -> int | None:
    tag = marked.on("noun", at)
    if tag is None or tag.first != at:
        return None
    phrase.nouns.append(tag)
    phrase.past = tag.past
    for section in ("forces", "people"):
        whose = marked.on(section, at)
        if whose is not None:
            phrase.people = phrase.people or whose.value
    return tag.past


def _take_block(marked: Marked, at: int, phrase: Phrase) -> int | None:
    tag = marked.on("block", at, "after")
    if tag is None or tag.first != at or phrase.nouns:
        return None
    phrase.is_blocked = True
    return None


def _take_whose(marked: Marked, at: int, phrase: Phrase) -> int | None:
    for section in ("forces", "people", "party_of"):
        tag = marked.on(section, at)
        if tag is not None and tag.first == at:
            phrase.people = phrase.people or tag.value
            phrase.has_forces = phrase.has_forces or section == "forces"
            phrase.past = tag.past
            return tag.past
    tag = marked.on("dead", at)
    if tag is not None and tag.first == at:
        phrase.is_dead = True
        phrase.past = tag.past
        return tag.past
    tag = marked.on("possessive", at, "own", "other")
    if tag is not None and tag.first == at and not phrase.nouns:
        phrase.owner = tag.value
        return tag.past
    return None


def _ends_phrase(marked: Marked, at: int, past: int) -> bool:
    preposition = marked.on("preposition", at, "to", "from", "by", "in_return", "between", "ratio")
    is_of = preposition is not None and preposition.value == "from" and at == past
    if preposition is not None and not is_of and preposition.first == at:
        return True
    number = marked.on("number", at)
    if number is not None and number.value.isdigit() and number.first == at:
        return True
    verb = marked.on("verb", at, "exchange", "release", "return", "bring", "hand_over", "hold")
    is_predicate = verb is not None and at - past > 0 and not _is_before_noun(marked, verb.past, at - past)
    return is_predicate or any(
        marked.on(section, at) is not None for section in ("breaker", "report", "negation", "auxiliary")
    )


def _is_before_noun(marked: Marked, at: int, skipped: int) -> bool:
    """Tell whether a verb is a participle that belongs to the noun after it: "captured soldiers"."""
    return skipped <= 1 and at < len(marked.tokens) and marked.on("noun", at) is not None


def category_of(marked: Marked, phrase: Phrase) -> str | None:
    """Return whom the words after a number count, None where they name nobody."""
    values = [tag.value for tag in phrase.nouns]
    if phrase.is_event:
        return "event"
    if not values and phrase.people is None:
        return None
    specific = [one for one in values if one not in {PERSONS, CAPTIVE, CHILD, PRISONER}]
    if "bodies" in values or phrase.is_dead:
        return "bodies"
    if phrase.nouns and _is_mixed(marked, phrase, specific):
        return "mixed"
    if specific:
        return specific[0]
    if phrase.nouns and _is_civilian(marked, phrase):
        return "civilian"
    if phrase.has_forces:
        return "pow"
    return marked.conflict.captives if CAPTIVE in values else PERSONS


def _is_civilian(marked: Marked, phrase: Phrase) -> bool:
    """Read "eight citizens, residents of the border region": what stands in apposition says that they are civilians."""
    end = marked.sentence(phrase.past - 1)[1]
    mark = next(
        (at for at in range(phrase.past, min(phrase.past + 3, end)) if marked.tokens[at].kind is Kind.MARK), end
    )
    for at in range(mark + 1, min(mark + 3, end)):
        if marked.tokens[at].kind is Kind.NUMBER or marked.on("number", at):
            return False
        if marked.on("noun", at, "civilian"):
            return True
    return False


def _is_mixed(marked: Marked, phrase: Phrase, specific: Sequence[str]) -> bool:
    """Tell whether soldiers and civilians stand together under one number: "soldiers and civilians"."""
    end = marked.sentence(phrase.past - 1)[1]
    kinds = set(specific)
    for at in range(phrase.past, min(phrase.past + 5, end)):
        if marked.tokens[at].kind is Kind.NUMBER or marked.on("verb", at) or marked.on("breaker", at):
            break
        tag = marked.on("noun", at, "pow", "civilian")
        if tag is not None:
            kinds.add(tag.value)
        elif marked.on("number", at) and not marked.on("number", at, "and"):
            break
    return {"pow", "civilian"} <= kinds
