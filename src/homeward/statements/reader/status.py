"""Claims without a number: an exchange has begun, goes on, is over, was put off, refused, denied; lists were given."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from homeward.model.claims import Modality
from homeward.statements.reader.marked import Marked
from homeward.statements.reader.patterns import Tag
from homeward.statements.reader.quantity import Quantity
from homeward.statements.reader.tokens import Kind

_REACH: Final = 12
_AWAITED: Final = 4
_ACT_REACH: Final = 6
_PEOPLE_REACH: Final = 5
_FAR_SUBJECT: Final = 26
_ORDER: Final = (
    "refused",
    "postponed",
    "expected",
    "begun",
    "done",
    "ongoing",
    "pending",
    "offered",
    "agreed",
)
_COUNTED: Final = frozenset({"agreed", "done"})
"""What a number in the same clause claims already."""
_EVENTS: Final = ("exchange", "stage", "process", "deal")
_GIVING: Final = ("exchange", "release", "hand_over", "bring", "return")


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
        *_lists(marked, first, past),
        *_denials(marked, first, past, numbers),
        *_phrases(marked, first, past, numbers),
        *_groups(marked, first, past, numbers),
    ]
    for value in _ORDER:
        for tag in marked.between("sense", first, past, value):
            one = _read(marked, tag, numbers)
            if one is not None:
                candidates.append(one)
    for one in candidates:
        if not any(_same_clause(marked, one, other) for other in taken):
            taken.append(one)
    yield from taken


def _same_clause(marked: Marked, one: Status, other: Status) -> bool:
    if one.first < other.past and other.first < one.past:
        return True
    anchor = one.sense.first if one.sense is not None else one.first
    return other.sense is not None and marked.crossing(anchor, other.sense.first) == 0


def _lists(marked: Marked, first: int, past: int) -> Iterator[Status]:
    """Yield "the sides exchanged lists", "handed over the lists"."""
    for tag in marked.between("event", first, past, "lists"):
        verb = marked.near("verb", tag.first, "exchange", "hand_over", "bring", reach=_REACH)
        if verb is not None and marked.crossing(verb.first, tag.first) == 0:
            low, high = min(tag.first, verb.first), max(tag.past, verb.past)
            yield Status(first=low, past=high, modality=Modality.DONE, category="list", rule="status.lists")


def _denials(marked: Marked, first: int, past: int, numbers: Sequence[Quantity]) -> Iterator[Status]:
    """Yield what is denied: it comes before what the denied words would claim by themselves."""
    for tag in marked.between("sense", first, past, "denied"):
        if any(one.number.first > tag.first and marked.crossing(tag.first, one.number.first) <= 3 for one in numbers):  # noqa: PLR2004 - the number is what is denied
            continue
        one = _read(marked, tag, numbers)
        if one is not None:
            yield one


def _phrases(marked: Marked, first: int, past: int, numbers: Sequence[Quantity]) -> Iterator[Status]:
    """Yield what whole phrases claim, with the event that they are about where one stands close by."""
    for tag in marked.between("status", first, past):
        if tag.value in _COUNTED and _number_near(marked, tag, numbers, 0):
            continue
        event = marked.near("event", tag.first, "exchange", "stage", reach=4)
        ends = [tag] if event is None or marked.crossing(event.first, tag.first) > 0 else [tag, event]
        yield _status(marked, tag, *ends[1:], rule="status.phrase")


def _read(marked: Marked, tag: Tag, numbers: Sequence[Quantity]) -> Status | None:
    if any(one.first <= tag.first < one.past for one in numbers) or marked.names_time(tag):
        return None
    return _READERS.get(tag.value, _told)(marked, tag, numbers)


def _told(marked: Marked, tag: Tag, _: Sequence[Quantity]) -> Status | None:
    return _with_event(marked, tag, ("exchange", "stage", "deal"), _REACH)


def _demanded(marked: Marked, tag: Tag, numbers: Sequence[Quantity]) -> Status | None:
    return _told(marked, tag, numbers) or _of_people(marked, tag, numbers)


def _agreed(marked: Marked, tag: Tag, numbers: Sequence[Quantity]) -> Status | None:
    if _number_near(marked, tag, numbers, 2):
        return None
    return _with_event(marked, tag, ("exchange",), 6) or _of_people(marked, tag, numbers)


def _under_way(marked: Marked, tag: Tag, _: Sequence[Quantity]) -> Status | None:
    return _with_event(marked, tag, _EVENTS, _REACH) or _with_event(marked, tag, ("exchange",), _FAR_SUBJECT)


def _begun(marked: Marked, tag: Tag, numbers: Sequence[Quantity]) -> Status | None:
    """Read a beginning; "awaits the resumption of exchanges" is expected."""
    found = _under_way(marked, tag, numbers)
    awaited = marked.near("sense", tag.first, "expected", reach=_AWAITED)
    is_awaited = awaited is not None and awaited.first < tag.first
    return replace(found, modality=Modality.EXPECTED) if found is not None and is_awaited else found


def _of_people(marked: Marked, tag: Tag, numbers: Sequence[Quantity]) -> Status | None:
    """Read "agreed to exchange all the wounded": a sense, an act and people, and no number."""
    if _number_near(marked, tag, numbers, 1) or _is_negated(marked, tag):
        return None
    end = marked.sentence(tag.first)[1]
    verb = next(marked.between("verb", tag.first, min(end, tag.past + _ACT_REACH), *_GIVING), None)
    if verb is None or marked.crossing(tag.first, verb.first) > 0:
        return None
    nouns = marked.between("noun", verb.past, min(end, verb.past + _ACT_REACH))
    noun = next((one for one in nouns if one.value != "list" and marked.crossing(verb.first, one.first) == 0), None)
    return None if noun is None else _status(marked, tag, verb, noun)


def _groups(marked: Marked, first: int, past: int, numbers: Sequence[Quantity]) -> Iterator[Status]:
    """Yield "the first group of soldiers came home": a part of an exchange, people and an act, and no number."""
    for tag in marked.between("event", first, past, "stage"):
        if _number_near(marked, tag, numbers, 1):
            continue
        verb = marked.near("verb", tag.first, *_GIVING, reach=_REACH)
        nouns = marked.between("noun", tag.past, min(past, tag.past + _PEOPLE_REACH))
        noun = next((one for one in nouns if marked.crossing(tag.first, one.first) == 0), None)
        if verb is None or noun is None or marked.crossing(tag.first, verb.first) > 0 or verb.first == tag.first:
            continue
        sense = marked.near("sense", verb.first, "expected", "agreed", "offered", "promised", "demanded", reach=_REACH)
        if sense is None or marked.crossing(sense.first, verb.first) > 0:
            low, high = min(verb.first, tag.first), max(verb.past, noun.past)
            category = _category(marked, low, high)
            yield Status(first=low, past=high, modality=Modality.DONE, category=category, rule="status.groups")


def _with_event(marked: Marked, tag: Tag, events: Sequence[str], reach: int) -> Status | None:
    event = _event_near(marked, tag, events, reach)
    if event is None or _is_negated(marked, tag) or _counts(marked, event):
        return None
    return _status(marked, tag, event)


def _counts(marked: Marked, event: Tag) -> bool:
    """Tell whether a number hangs on the event itself: "an exchange of 292 prisoners" is a claim with a number."""
    end = marked.sentence(event.first)[1]
    after = range(event.past, min(event.past + 3, end))
    number = next((at for at in after if marked.tokens[at].kind is Kind.NUMBER), None)
    if number is None or marked.on("block", number - 1, "before") is not None:  # "aged under 25"
        return False
    return not any(marked.on("preposition", one, "ratio") for one in (number + 1, number + 2))


def _event_near(marked: Marked, tag: Tag, events: Sequence[str], reach: int) -> Tag | None:
    event = marked.near("event", tag.first, *events, reach=reach)
    if event is None or event.first == tag.first:
        return None
    low, high = sorted((event.first, tag.first))
    is_aside = next(marked.between("report", low, high), None) is not None
    if marked.crossing(low, high) > (2 if is_aside else 1):
        return None
    # An "operation" or a "process" may be of anything: a word of exchange must stand in its sentence.
    is_vague = (
        event.value == "process"
        and next(marked.between("gate", *marked.sentence(tag.first), "strong", "weak"), None) is None
    )
    return None if is_vague else event


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


def _is_negated(marked: Marked, tag: Tag) -> bool:
    first = marked.sentence(tag.first)[0]
    return any(
        marked.on("negation", at, "not") is not None and marked.crossing(at, tag.first) == 0
        for at in range(max(first, tag.first - 3), tag.first)
    )


def _number_near(marked: Marked, tag: Tag, numbers: Sequence[Quantity], crossing: int) -> bool:
    return any(marked.crossing(one.number.first, tag.first) <= crossing for one in numbers)


def _denied(marked: Marked, tag: Tag, _: Sequence[Quantity]) -> Status | None:
    first, past = marked.sentence(tag.first)
    others = [one for one in marked.between("sense", first, past, "postponed", "refused") if one.first > tag.first]
    event = marked.near("event", tag.first, "exchange", "deal", "lists", reach=_REACH + 6)
    target = others[0] if others else event
    if target is None:
        # "Refuted the claims of": the words themselves say that something said before is denied.
        return _status(marked, tag) if tag.past - tag.first > 1 else None
    return _status(marked, tag, target)


def _refused(marked: Marked, tag: Tag, numbers: Sequence[Quantity]) -> Status | None:
    if _number_near(marked, tag, numbers, 0):
        return None
    target = marked.near("verb", tag.past - 1, *_GIVING, reach=6) or marked.near(
        "event", tag.past - 1, "exchange", reach=6
    )
    target = target or marked.near("noun", tag.past - 1, "bodies", "hostage", "pow", "captive", reach=6)
    if target is None or target.first < tag.first:
        return None
    return _status(marked, tag, target)


def _expected(marked: Marked, tag: Tag, numbers: Sequence[Quantity]) -> Status | None:
    follows = [one for one in numbers if one.number.first > tag.first]
    if _number_near(marked, tag, numbers, 0) or _number_near(marked, tag, follows, 2):
        return None
    going_on = marked.near("sense", tag.first, "ongoing", "begun", "done", reach=6)
    event = _event_near(marked, tag, ("exchange", "stage", "process"), 8)
    if event is None:
        return _of_people(marked, tag, numbers)
    others = [event] if going_on is None else [event, going_on]
    return _status(marked, tag, *others)


_READERS: Final[Mapping[str, Callable[[Marked, Tag, Sequence[Quantity]], Status | None]]] = {
    "denied": _denied,
    "refused": _refused,
    "expected": _expected,
    "agreed": _agreed,
    "offered": _agreed,
    "pending": _agreed,
    "postponed": _under_way,
    "ongoing": _under_way,
    "begun": _begun,
    "demanded": _demanded,
}
"""How words of each sense are read as a claim about status; the others want an event beside them."""
