"""Claims without a number: an exchange has begun, goes on, is over, was put off, refused, denied; lists were given."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from homeward.model.claims import Modality
from homeward.statements.reader.marked import Marked
from homeward.statements.reader.patterns import Tag
from homeward.statements.reader.quantity import Quantity
from homeward.statements.reader.targets import (
    GIVING,
    acts,
    counted,
    counts,
    event_of,
    is_negated,
    list_of,
    people_of,
    says_more,
)

_REACH: Final = 12
_AWAITED: Final = 4
_REFUSED_REACH: Final = 6
_PHRASE_REACH: Final = 3
_DENIED_REACH: Final = 18
_DENIED_CROSSING: Final = 3
_PEOPLE_REACH: Final = 5
_FAR_SUBJECT: Final = 26
_THAT: Final = 2
"""Breaks before what is demanded: "demands that they be freed"."""
_FIRST: Final = ("refused", "postponed")
"""Read before whole phrases: "the exchange planned for Friday was put off" is expected no longer."""
_ORDER: Final = (
    "demanded",
    "expected",
    "begun",
    "done",
    "ongoing",
    "pending",
    "offered",
    "agreed",
)
_COUNTED: Final = frozenset({"agreed", "done", "refused", "offered", "demanded"})
"""What a number in the same clause claims already."""
_EVENTS: Final = ("exchange", "stage", "process", "deal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Tokens ``first`` to before ``past`` claim that something is in the sense of ``modality``."""

    first: int
    past: int
    modality: Modality
    category: str
    rule: str
    sense: Tag | None = None


def find_statuses(marked: Marked, quantities: Sequence[Quantity]) -> tuple[Status, ...]:
    """Return the claims about status in a text, in its order: at most one for each clause."""
    found: list[Status] = []
    for first, past in marked.text.sentences:
        found += _sentence(marked, first, past, quantities)
    return tuple(sorted(found, key=lambda one: one.first))


def _sentence(marked: Marked, first: int, past: int, quantities: Sequence[Quantity]) -> Iterator[Status]:
    taken: list[Status] = []
    numbers = [one for one in quantities if first <= one.number.first < past]
    candidates = [
        *_lists(marked, first, past, numbers),
        *_senses(marked, first, past, numbers, ("denied", *_FIRST)),
        *_phrases(marked, first, past, numbers),
        *_groups(marked, first, past, numbers),
        *_senses(marked, first, past, numbers, _ORDER),
    ]
    for one in candidates:
        if not any(_same_clause(marked, one, other) for other in taken):
            taken.append(one)
    yield from taken


def _senses(
    marked: Marked, first: int, past: int, numbers: Sequence[Quantity], values: Sequence[str]
) -> Iterator[Status]:
    for value in values:
        for tag in marked.between("sense", first, past, value):
            one = _read(marked, tag, numbers)
            if one is not None:
                yield one


def _same_clause(marked: Marked, one: Status, other: Status) -> bool:
    if one.first < other.past and other.first < one.past:
        return True
    anchor = one.sense.first if one.sense is not None else one.first
    return other.sense is not None and marked.crossing(anchor, other.sense.first) == 0


def _lists(marked: Marked, first: int, past: int, numbers: Sequence[Quantity]) -> Iterator[Status]:
    """Yield "the sides exchanged lists", "handed over the lists"; a number on the list is a claim of its own."""
    for verb in marked.between("verb", first, past, "exchange", "hand_over", "bring"):
        lists = list_of(marked, verb, numbers, _REACH)
        # "The exchange list" is no deed.
        is_name = lists is not None and verb.past == lists.first and marked.on("event", verb.first, "exchange")
        if lists is not None and not (is_name and verb.value == "exchange"):
            low, high = min(lists.first, verb.first), max(lists.past, verb.past)
            yield Status(first=low, past=high, modality=Modality.DONE, category="list", rule="status.lists")


def _phrases(marked: Marked, first: int, past: int, numbers: Sequence[Quantity]) -> Iterator[Status]:
    """Yield what whole phrases claim, with the event that they are about where one stands close by."""
    for tag in marked.between("status", first, past):
        close = [one for one in numbers if tag.past <= one.number.first < tag.past + _PHRASE_REACH]
        if counted(marked, tag.first, numbers if tag.value in _COUNTED else close):
            continue
        event = marked.near("event", tag.first, "exchange", "stage", reach=4)
        ends = [tag] if event is None or marked.crossing(event.first, tag.first) > 0 else [tag, event]
        yield _status(marked, tag, *ends[1:], rule="status.phrase")


def _read(marked: Marked, tag: Tag, numbers: Sequence[Quantity]) -> Status | None:
    if any(one.first <= tag.first < one.past for one in numbers) or marked.names_time(tag):
        return None
    return _READERS.get(tag.value, _told)(marked, tag, numbers)


def _told(marked: Marked, tag: Tag, numbers: Sequence[Quantity]) -> Status | None:
    return _with_event(marked, tag, numbers, ("exchange", "stage", "deal"), _REACH)


def _demanded(marked: Marked, tag: Tag, numbers: Sequence[Quantity]) -> Status | None:
    if counted(marked, tag.first, numbers):
        return None
    found = _of_people(marked, tag, numbers, _THAT) or _with_event(marked, tag, numbers, ("exchange", "deal"), 8)
    return found if found is not None and found.first == tag.first else None


def _agreed(marked: Marked, tag: Tag, numbers: Sequence[Quantity]) -> Status | None:
    if counted(marked, tag.first, numbers, 2):
        return None
    return (
        _with_event(marked, tag, numbers, ("exchange",), 6)
        or _of_people(marked, tag, numbers)
        or _of_lists(marked, tag, numbers)
        or _signed(marked, tag, numbers)
    )


def _pending(marked: Marked, tag: Tag, numbers: Sequence[Quantity]) -> Status | None:
    """Read what is open; of talks that go on nobody says that they wait for anything."""
    found = _agreed(marked, tag, numbers)
    are_talks = any(marked.on("event", at, "process") for at in range(tag.first, tag.past))
    return replace(found, modality=Modality.ONGOING) if found is not None and are_talks else found


def _signed(marked: Marked, tag: Tag, numbers: Sequence[Quantity]) -> Status | None:
    """Read "the sides signed the agreement"; "the agreement signed in May" tells nothing of itself."""
    if tag.value != "agreed" or marked.on("sense", tag.first, "by_deal") is not None:
        return None
    found = _with_event(marked, tag, numbers, ("deal",), 5)
    return found if found is not None and found.first == tag.first else None


def _under_way(marked: Marked, tag: Tag, numbers: Sequence[Quantity]) -> Status | None:
    return _with_event(marked, tag, numbers, _EVENTS, _REACH) or _with_event(
        marked, tag, numbers, ("exchange",), _FAR_SUBJECT
    )


def _begun(marked: Marked, tag: Tag, numbers: Sequence[Quantity]) -> Status | None:
    """Read a beginning; "awaits the resumption of exchanges" is expected."""
    found = _under_way(marked, tag, numbers)
    if found is None and not counted(marked, tag.first, numbers, 1):
        found = _of_people(marked, tag, numbers)
    awaited = marked.near("sense", tag.first, "expected", reach=_AWAITED)
    is_awaited = awaited is not None and awaited.first < tag.first
    return replace(found, modality=Modality.EXPECTED) if found is not None and is_awaited else found


def _of_people(marked: Marked, tag: Tag, numbers: Sequence[Quantity], crossing: int = 0) -> Status | None:
    """Read "agreed to exchange all the wounded": a sense, an act and people, and no number."""
    if is_negated(marked, tag):
        return None
    found = people_of(marked, tag, numbers, crossing=crossing)
    return None if found is None else _status(marked, tag, *found)


def _of_lists(marked: Marked, tag: Tag, numbers: Sequence[Quantity]) -> Status | None:
    """Read "the lists have been agreed", "the lists are still being checked"."""
    found = None if is_negated(marked, tag) else list_of(marked, tag, numbers, _REACH)
    return None if found is None else replace(_status(marked, tag, found), category="list")


def _groups(marked: Marked, first: int, past: int, numbers: Sequence[Quantity]) -> Iterator[Status]:
    """Yield "the first group of soldiers came home": a part of an exchange, people and an act, and no number."""
    for tag in marked.between("event", first, past, "stage"):
        if counted(marked, tag.first, numbers, 1):
            continue
        verb = marked.near("verb", tag.first, *GIVING, reach=_REACH)
        nouns = marked.between("noun", tag.past, min(past, tag.past + _PEOPLE_REACH))
        noun = next((one for one in nouns if marked.crossing(tag.first, one.first) == 0), None)
        if verb is None or noun is None or marked.crossing(tag.first, verb.first) > 0 or verb.first == tag.first:
            continue
        sense = marked.near("sense", verb.first, "expected", "agreed", "offered", "promised", "demanded", reach=_REACH)
        if sense is None or marked.crossing(sense.first, verb.first) > 0:
            low, high = min(verb.first, tag.first), max(verb.past, noun.past)
            category = _category(marked, low, high)
            yield Status(first=low, past=high, modality=Modality.DONE, category=category, rule="status.groups")


def _with_event(
    marked: Marked, tag: Tag, numbers: Sequence[Quantity], events: Sequence[str], reach: int
) -> Status | None:
    event = event_of(marked, tag, events, reach)
    if event is None or is_negated(marked, tag) or counts(event, numbers):
        return None
    return _status(marked, tag, event)


def _status(marked: Marked, tag: Tag, *others: Tag, rule: str | None = None) -> Status:
    low, high = min(one.first for one in (tag, *others)), max(one.past for one in (tag, *others))
    return Status(
        first=low,
        past=high,
        modality=Modality(tag.value),
        category=_category(marked, low, high),
        rule=rule or f"status.{tag.value}",
        sense=tag,
    )


def _category(marked: Marked, low: int, high: int) -> str:
    first, past = marked.sentence(low)
    near = [
        tag for tag in marked.between("noun", first, past) if marked.away(tag, low) <= _REACH or low <= tag.first < high
    ]
    values = [tag.value for tag in near]
    for value in ("bodies", "hostage"):
        if value in values and "exchange" not in {tag.value for tag in marked.between("event", low, high)}:
            return value
    return "bodies" if values[:1] == ["bodies"] else "persons"


def _denied(marked: Marked, tag: Tag, numbers: Sequence[Quantity]) -> Status | None:
    """Read what is denied: it comes before what the denied words would claim by themselves."""
    follows = [
        one for one in numbers if one.number.first > tag.first and not says_more(marked, tag.past, one.number.first)
    ]
    if counted(marked, tag.first, follows, _DENIED_CROSSING):
        return None  # the number is what is denied
    first, past = marked.sentence(tag.first)
    senses = [one for one in marked.between("sense", first, past, "postponed", "refused") if one.first > tag.first]
    event = marked.near("event", tag.first, "exchange", "deal", "lists", reach=_DENIED_REACH)
    targets = [one for one in (*senses[:1], event) if one is not None and _is_of_denial(marked, tag, one)]
    # Where nothing is named, the words themselves say that something said before is denied.
    return _status(marked, tag, *targets[:1])


def _is_of_denial(marked: Marked, tag: Tag, target: Tag) -> bool:
    if target.first < tag.first:
        return marked.crossing(target.first, tag.first) <= 1
    return not says_more(marked, tag.past, target.first)


def _refused(marked: Marked, tag: Tag, numbers: Sequence[Quantity]) -> Status | None:
    if counted(marked, tag.first, numbers):
        return None
    end = min(marked.sentence(tag.first)[1], tag.past + _REFUSED_REACH)
    people = (
        *marked.between("noun", tag.past, end, "bodies", "hostage", "pow", "captive", "prisoner"),
        *marked.between("whom", tag.past, end),
    )
    target = next(
        (one for one in (*acts(marked, tag.past, end), *people) if not marked.crossing(tag.first, one.first)), None
    )
    return None if target is None else _status(marked, tag, target)


def _expected(marked: Marked, tag: Tag, numbers: Sequence[Quantity]) -> Status | None:
    if any(marked.on("event", at, *_EVENTS) for at in range(tag.first, tag.past)):
        return None  # "the next exchange" only names one
    follows = [one for one in numbers if one.number.first > tag.first]
    if counted(marked, tag.first, numbers) or counted(marked, tag.first, follows, 2):
        return None
    going_on = marked.near("sense", tag.first, "ongoing", "begun", "done", reach=6)
    event = event_of(marked, tag, ("exchange", "stage", "process"), 8)
    if event is None:
        return None if counted(marked, tag.first, numbers, 1) else _of_people(marked, tag, numbers)
    others = [event] if going_on is None else [event, going_on]
    return _status(marked, tag, *others)


_READERS: Final[Mapping[str, Callable[[Marked, Tag, Sequence[Quantity]], Status | None]]] = {
    "denied": _denied,
    "refused": _refused,
    "expected": _expected,
    "agreed": _agreed,
    "offered": _agreed,
    "pending": _pending,
    "postponed": _under_way,
    "ongoing": _under_way,
    "begun": _begun,
    "demanded": _demanded,
}
"""How words of each sense are read as a claim about status; the others want an event beside them."""
