"""What a word of sense is about: the exchange, people and an act, or lists, near enough to belong to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from homeward.statements.reader.marked import Marked
from homeward.statements.reader.patterns import Tag
from homeward.statements.reader.quantity import Quantity

GIVING: Final = ("exchange", "release", "hand_over", "bring", "return")
"""Acts that move people from one side to the other."""
_PEOPLE_REACH: Final = 12
_WHOM_REACH: Final = 6
_SUBJECT_REACH: Final = 4
_OF_A_SUBJECT: Final = frozenset({"exchange", "release", "return"})
"""Acts told of people before them; where the freed are "taken" next is no exchange."""
_COUNT_REACH: Final = 3
_LIST_REACH: Final = 8
_BEFORE_ASIDE: Final = 5
_ASIDE: Final = 12
_AFTER_ASIDE: Final = 3
_COMMAS: Final = frozenset([",", "\u060c", "\u2013", "\u2014"])


def event_of(marked: Marked, tag: Tag, events: Sequence[str], reach: int) -> Tag | None:
    """
    Return the event, of one of the kinds *events*, that a word of sense is about.

    It stands within *reach* with one break between them at most, or before a part set off by commas:
    "the exchange, which was planned for Friday, is put off".
    """
    event = marked.near("event", tag.first, *events, reach=reach)
    if event is None or event.first == tag.first or not _is_beside(marked, event, tag):
        event = _before_aside(marked, tag, events)
    return None if event is None or _is_vague(marked, event) else event


def _is_beside(marked: Marked, event: Tag, tag: Tag) -> bool:
    low, high = sorted((event.first, tag.first))
    is_aside = next(marked.between("report", low, high), None) is not None
    # "The men whose release it put off", in languages where "whose" stands after its noun.
    is_relative = event.first < tag.first and marked.on("breaker", event.past, "clause") is not None
    return marked.crossing(low, high) <= (2 if is_aside or is_relative else 1)


def _before_aside(marked: Marked, tag: Tag, events: Sequence[str]) -> Tag | None:
    """Return the event before a part between two commas that ends right before a word of sense."""
    first = marked.sentence(tag.first)[0]
    marks = [at for at in range(first, tag.first) if marked.tokens[at].text in _COMMAS]
    if len(marks) < 2 or tag.first - marks[-1] > _AFTER_ASIDE:  # noqa: PLR2004 - where the part begins and ends
        return None
    close = marks[-1]
    for opening in reversed(marks[:-1]):
        if close - opening > _ASIDE:
            return None
        found = list(marked.between("event", max(first, opening - _BEFORE_ASIDE), opening, *events))
        if found:
            is_one = all(marked.crossing(found[-1].first, at) == 0 for at in range(found[-1].first, opening))
            return found[-1] if is_one else None
    return None


def _is_vague(marked: Marked, event: Tag) -> bool:
    """Tell whether "work" or a "process" may be of anything: no word of exchange, no act stands in its sentence."""
    if event.value != "process":
        return False
    first, past = marked.sentence(event.first)
    gate = next(marked.between("gate", first, past, "strong", "weak"), None)
    return gate is None and next(acts(marked, first, past), None) is None


def people_of(marked: Marked, tag: Tag, numbers: Sequence[Quantity], *, crossing: int = 0) -> tuple[Tag, Tag] | None:
    """
    Return the act and the people that a word of sense is about, where no number counts them.

    "To release all prisoners", "that the hostages be let go", "the return of everybody": in either order, with at most
    *crossing* breaks before the act.
    """
    first, past = marked.sentence(tag.first)
    end = min(past, tag.past + _PEOPLE_REACH)
    for act in acts(marked, tag.first, end):
        if marked.crossing(tag.first, act.first) > crossing or counted(marked, act.first, numbers):
            return None
        # Of whom something is expected may stand before it: "the prisoners will return".
        is_after = tag.value == "expected" and act.value in _OF_A_SUBJECT
        low = max(first, tag.first - _SUBJECT_REACH) if is_after else min(tag.past, act.first)
        whom = _whom(marked, act, low, min(past, act.past + _WHOM_REACH))
        if whom is not None:
            return act, whom
    return None


def acts(marked: Marked, first: int, past: int) -> Iterator[Tag]:
    """Yield acts of giving between two tokens: verbs, and nouns such as "the release"."""
    for at in range(first, past):
        verb = next(marked.between("verb", at, at + 1, *GIVING), None)
        act = verb or next(marked.between("event", at, at + 1, "exchange"), None)
        if act is not None:
            yield act


def _whom(marked: Marked, act: Tag, first: int, past: int) -> Tag | None:
    found = [
        one
        for section in ("noun", "whom")
        for one in marked.between(section, first, past)
        if one.value != "list" and one.first != act.first and marked.crossing(one.first, act.first) == 0
    ]
    # "Prisoners" says more than "all", and people after the act more than those before it.
    return min(
        found,
        key=lambda one: (one.first < act.past, one.section == "whom", abs(one.first - act.first)),
        default=None,
    )


def list_of(marked: Marked, tag: Tag, numbers: Sequence[Quantity], reach: int) -> Tag | None:
    """Return the lists that a word of sense, or a verb, is about, where no number says how many stand on them."""
    found = marked.near("event", tag.first, "lists", reach=reach)
    if found is None or found.first <= tag.first < found.past or marked.crossing(found.first, tag.first) > 1:
        found = _before_aside(marked, tag, ("lists",))
    if found is None:
        return None
    low, high = min(found.first, tag.first), max(found.past, tag.past) + _LIST_REACH
    near = [one for one in numbers if low <= one.number.first < high]
    return None if counted(marked, found.first, near) or counted(marked, tag.first, near) else found


def counted(marked: Marked, at: int, numbers: Sequence[Quantity], crossing: int = 0) -> bool:
    """Tell whether a number stands in the clause of token *at*, or as many breaks away as *crossing*."""
    return any(marked.crossing(one.number.first, at) <= crossing for one in numbers)


def counts(event: Tag, numbers: Sequence[Quantity]) -> bool:
    """Tell whether a number hangs on the event itself: "an exchange of 292 prisoners" is a claim with a number."""
    return any(event.past <= one.number.first < event.past + _COUNT_REACH and one.ratio is None for one in numbers)


def is_negated(marked: Marked, tag: Tag) -> bool:
    """Tell whether a negation stands right before a word of sense."""
    first = marked.sentence(tag.first)[0]
    return any(
        marked.on("negation", at, "not") is not None and marked.crossing(at, tag.first) == 0
        for at in range(max(first, tag.first - 3), tag.first)
    )


def says_more(marked: Marked, first: int, past: int) -> bool:
    """Tell whether between two tokens somebody says something more: "denied it and said that", "denied it: ..."."""
    return any(marked.tokens[at].text == ":" for at in range(first, past)) or any(
        marked.lexicon.is_joined(tag)
        or marked.on("number", tag.first - 1, "and") is not None
        or marked.tokens[tag.first - 1].text in _COMMAS
        for tag in marked.between("report", first, past, "say")
    )
