"""What a number covers: one side, each side, both together, a sum over time, or a part of another number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from homeward.model.claims import Scope
from homeward.statements.reader.decisions import Decision, Rule, always, decide
from homeward.statements.reader.frames import Frame
from homeward.statements.reader.mentions import BOTH
from homeward.statements.reader.patterns import Tag
from homeward.statements.reader.quantity import Kindred, Ratio
from homeward.statements.reader.tokens import Kind
from homeward.statements.reader.wholes import (
    adds_up,
    counts_events,
    has_whole,
    in_one_sentence,
    is_nearest,
    sibling_places,
    siblings,
    traded_for,
    whole_of,
)

_APART: Final = 2
"""Breaks of clauses between a word of parts and its number."""
_GIVING: Final = frozenset({"bring", "exchange", "hand_over", "release", "return"})
_CLAUSE: Final = 18
"""Words within which a word of scope belongs to a number of its clause."""


def scope_of(frame: Frame) -> Decision:
    """Return what a number covers: one side, each side, both together, a sum over time, or a part of another number."""
    return decide(_SCOPES, frame, otherwise=Decision(value=None, rule="scope.none"))


def _is_equal_ratio(frame: Frame) -> bool:
    return frame.quantity is not None and frame.quantity.ratio is Ratio.EQUAL


def _is_unequal_ratio(frame: Frame) -> bool:
    return frame.quantity is not None and frame.quantity.ratio in {Ratio.FIRST, Ratio.SECOND}


def _each_close(frame: Frame) -> Tag | None:
    return _scope_near(frame, "per_side", 6, 0)


def _each_before(frame: Frame) -> Tag | None:
    """Read a word for "each" that counts only right before a number or its hedge: "по 150"."""
    first = frame.span[0]
    for at in range(frame.at - 1, max(first, frame.at - 4) - 1, -1):
        tag = frame.marked.on("scope", at, "each_before")
        if tag is not None:
            return tag
        if frame.marked.on("hedge", at) is None:
            return None
    return None


def _each_in_clause(frame: Frame) -> Tag | None:
    quantity = frame.quantity
    if quantity is None or quantity.people is not None or quantity.owner is not None or frame.receiver is not None:
        return None
    return _scope_near(frame, "per_side", _CLAUSE + 6, 2)


def _said_by_both(frame: Frame) -> bool:
    quantity = frame.quantity
    is_one_way = quantity is not None and (quantity.people is not None or frame.receiver is not None or frame.holder)
    return frame.said.speaker.party == BOTH and not is_one_way and frame.action in {"release", "hand_over", "return"}


def _scope_near(frame: Frame, value: str, reach: int, crossing: int) -> Tag | None:
    """Return the nearest word of a scope that belongs to this number and no other."""
    quantity = frame.quantity
    if quantity is None:
        return None
    marked = frame.marked
    found: list[tuple[int, Tag]] = []
    for tag in frame.scopes(value):
        is_before = tag.past <= quantity.number.first
        edge = quantity.number.first if is_before else quantity.past - 1
        inner = tag.past - 1 if is_before else tag.first
        apart = max(0, abs(inner - edge) - 1)
        if apart <= reach and marked.crossing(inner, edge) <= crossing and not _is_of_another(frame, tag, inner, edge):
            found.append((apart, tag))
    return min(found, key=lambda one: one[0])[1] if found else None


def _is_of_another(frame: Frame, tag: Tag, inner: int, edge: int) -> bool:
    """Tell whether a word of scope belongs to a nearer number, with a verb between: lists share it, clauses do not."""
    low, high = sorted((inner, edge))
    has_verb = next(frame.marked.between("verb", low + 1, high), None) is not None
    return has_verb and not is_nearest(frame, tag)


def _partitive(frame: Frame) -> bool:
    quantity = frame.quantity
    if quantity is None:
        return False
    return quantity.is_partitive or (quantity.tie is Kindred.PARTITIVE and has_whole(frame))


def _of_freed(frame: Frame) -> Tag | None:
    """Read "37 freed had been captured in ...": people counted as freed, and nothing that frees them here."""
    quantity = frame.quantity
    whole = whole_of(frame)
    if quantity is None or whole is None or quantity.people is not None or in_one_sentence(frame, frame.numbers[whole]):
        return None
    freed = next(frame.marked.between("verb", quantity.number.past, quantity.past, "release", "return"), None)
    has_own = (
        frame.action in _GIVING and frame.verb is not None and not quantity.first <= frame.verb.first < quantity.past
    )
    return None if has_own else freed


def _listed_after_whole(frame: Frame) -> Tag | None:
    """Read "including 12 women", "among them six civilians", "of whom 70 ...": a word of parts before the number."""
    quantity = frame.quantity
    if quantity is None or not has_whole(frame):
        return None
    marked = frame.marked
    found = [tag for tag in frame.scopes("subset") if tag.past <= quantity.number.first]
    found = [tag for tag in found if marked.crossing(tag.past - 1, quantity.number.first) <= _APART]
    if not found or _has_own_verb(frame, found[-1]):
        return None
    return found[-1]


def _listed_before_word(frame: Frame) -> Tag | None:
    """Read "15 Saudis and four Sudanese among them": a word of parts that closes the list."""
    quantity = frame.quantity
    if quantity is None or not has_whole(frame):
        return None
    marked = frame.marked
    for tag in frame.scopes("subset"):
        is_after = tag.first >= quantity.past and tag.first - quantity.past <= 6  # noqa: PLR2004 - words of a short list
        closes = tag.past >= frame.span[1] or marked.tokens[tag.past].kind is Kind.MARK
        closes = closes or tag.first - quantity.past <= 1  # "three Americans were among those released"
        if is_after and closes and marked.crossing(tag.first, quantity.past - 1) == 0:
            return tag
    return None


def _has_own_verb(frame: Frame, tag: Tag) -> bool:
    """Tell whether a verb of giving between the word of parts and the number opens something new."""
    quantity = frame.quantity
    if quantity is None:
        return False
    verbs = list(frame.marked.between("verb", tag.past, quantity.number.first, "exchange", "hand_over", "bring"))
    return bool(verbs)


def _in_apposition(frame: Frame) -> bool:
    """Read "215 prisoners, 205 Ukrainians and 10 foreigners": parts after their whole that add up to it."""
    quantity = frame.quantity
    if quantity is None:
        return False
    if _adds_up_before(frame):
        return True
    places = sibling_places(frame)
    for whole in places:
        parts = _run_that_sums(frame, range(whole + 1, places.stop), frame.numbers[whole].count.low)
        if frame.index in parts and len(parts) > 1:
            people = {frame.marked.conflict.side_of(frame.numbers[at].people or "") for at in parts} - {None}
            return frame.numbers[whole].ratio is None and len(people) < 2  # noqa: PLR2004 - two peoples go two ways
    return False


def _adds_up_before(frame: Frame) -> bool:
    """
    Read "103 came home." - "82 privates and 21 officers ...": a sentence that adds up to one way before it.

    "270 soldiers and 120 civilians" are no parts of it: that is all of it, by category.
    """
    whole = whole_of(frame)
    if whole is None or in_one_sentence(frame, frame.numbers[whole]) or not adds_up(frame, frame.numbers[whole]):
        return False
    kinds = {one.category for one in siblings(frame)} & _SPECIFIC
    if len(kinds) > 1:
        return False
    return frame.earlier.scopes.get(whole) == Scope.ONE_SIDE.value


def _run_that_sums(frame: Frame, parts: Sequence[int], whole: int) -> Sequence[int]:
    """Return the first numbers of *parts* that add up to *whole*, none where they do not."""
    total = 0
    for at, part in enumerate(parts):
        total += frame.numbers[part].count.low
        if total >= whole:
            return parts[: at + 1] if total == whole else []
    return []


def _by_category(frame: Frame) -> str | None:
    """Give the scope of "390 from each side" to "270 prisoners of war and 120 civilians": all of it, by category."""
    quantity = frame.quantity
    if quantity is None or quantity.category not in _SPECIFIC:
        return None
    sentence = frame.marked.tokens[frame.at].sentence
    for whole in range(frame.index - 1, -1, -1):
        if sentence - frame.marked.tokens[frame.numbers[whole].number.first].sentence > _SPLIT_REACH:
            break
        is_beside = in_one_sentence(frame, frame.numbers[whole]) or next(frame.scopes("subset"), None) is not None
        parts = [one for one in siblings(frame) if one.number.first > frame.numbers[whole].number.first and is_beside]
        parts = [one for one in parts if one.category in _SPECIFIC][:3]
        for size in (2, 3):
            some = parts[:size]
            is_split = len({one.category for one in some}) == size and quantity in some
            if is_split and sum(one.count.low for one in some) == frame.numbers[whole].count.low:
                scope = frame.earlier.scopes.get(whole)
                return scope if scope == Scope.PER_SIDE.value else None
    return None


_SPLIT_REACH: Final = 2
"""Sentences between a number and its breakdown by category."""
_SPECIFIC: Final = frozenset({"pow", "civilian", "bodies", "hostage"})


def _sum_over_time(frame: Frame) -> Tag | None:
    tag = _scope_near(frame, "cumulative", _CLAUSE, 1)
    return tag if tag is not None and is_nearest(frame, tag) else None


def _since_when(frame: Frame) -> Tag | None:
    """Read "1,596 people since March": a word for "since" with a date or an event after it, in the number's clause."""
    marked = frame.marked
    for tag in marked.between("since", *frame.span, "since"):
        dated = any(tag.past <= one.first <= tag.past + 3 for one in frame.dates)
        near = range(tag.past, min(tag.past + 5, frame.span[1]))
        named = any(marked.on("start", at) or marked.on("since", at, "start") for at in near)
        # "Since the start of the war, according to the ministry, ...": the aside of who says it breaks nothing.
        is_told = next(marked.between("report", tag.past, frame.at), None) is not None
        if (
            (dated or named)
            and marked.crossing(tag.first, frame.at) <= (3 if is_told else 1)
            and is_nearest(frame, tag)
        ):
            return tag
    return None


def _unsided(frame: Frame) -> bool:
    """Take a number of people freed, told by nobody's side and of nobody's people, as both sides' together."""
    quantity = frame.quantity
    is_partial = quantity is None or quantity.people is not None or quantity.owner is not None
    has_way = frame.receiver is not None or frame.holder is not None or frame.agent not in {None, BOTH}
    is_side = frame.marked.conflict.side_of(frame.said.speaker.party) is not None
    is_planned = next(frame.senses("agreed", "expected", "by_deal"), None) is not None
    is_freed = frame.action in {None, "release", "exchange"}
    return is_planned and is_freed and frame.index == 0 and not (is_partial or has_way or is_side)


def _twice(frame: Frame) -> bool:
    """Read "300 prisoners, 150 from each side": twice a number from each side that follows is both together."""
    if frame.quantity is None or frame.index + 1 >= len(frame.numbers):
        return False
    other = frame.numbers[frame.index + 1]
    is_double = in_one_sentence(frame, other) and other.count.low * 2 == frame.quantity.count.low
    return is_double and any(
        frame.marked.on("scope", at, "per_side") for at in range(other.past, min(other.past + 3, frame.span[1]))
    )


def _tallied(frame: Frame) -> bool:
    """Take what a mediator raises its count to as a sum over time."""
    party = frame.marked.conflict.party(frame.said.speaker.party)
    is_mediator = party is not None and party.side is None
    return is_mediator and frame.quantity is not None and frame.quantity.tie is Kindred.TOTAL


def _in_all(frame: Frame) -> Tag | None:
    quantity = frame.quantity
    if quantity is not None and (
        quantity.people is not None or quantity.owner is not None or frame.receiver or frame.holder
    ):
        return None
    return _scope_near(frame, "total", 5, 1)


def _mutual(frame: Frame) -> bool:
    quantity = frame.quantity
    has_way = frame.receiver is not None or frame.holder is not None
    is_one_way = quantity is not None and (quantity.people is not None or quantity.owner is not None)
    return frame.action == "exchange" and not has_way and not is_one_way and traded_for(frame) is None


def _told_by_mediator(frame: Frame) -> bool:
    """Take a number that somebody gives who takes no side, and says of no people whose they are, as both together."""
    quantity, party = frame.quantity, frame.marked.conflict.party(frame.said.speaker.party)
    has_way = frame.receiver is not None or frame.holder is not None
    is_mediator = party is not None and party.side is None and frame.agent in {None, BOTH}
    return is_mediator and quantity is not None and quantity.people is None and quantity.owner is None and not has_way


_SCOPES: Final[tuple[Rule, ...]] = (
    ("scope.events", Scope.CUMULATIVE.value, counts_events),
    ("scope.ratio-equal", Scope.PER_SIDE.value, _is_equal_ratio),
    ("scope.ratio-unequal", Scope.ONE_SIDE.value, _is_unequal_ratio),
    ("scope.twice", Scope.TOTAL.value, _twice),
    ("scope.partitive", Scope.SUBSET.value, _partitive),
    ("scope.freed", Scope.SUBSET.value, _of_freed),
    ("scope.each-before", Scope.PER_SIDE.value, _each_before),
    ("scope.each", Scope.PER_SIDE.value, _each_close),
    ("scope.split", None, _by_category),
    ("scope.listed", Scope.SUBSET.value, _listed_after_whole),
    ("scope.list-closed", Scope.SUBSET.value, _listed_before_word),
    ("scope.apposition", Scope.SUBSET.value, _in_apposition),
    ("scope.since", Scope.CUMULATIVE.value, _since_when),
    ("scope.each-clause", Scope.PER_SIDE.value, _each_in_clause),
    ("scope.both-say", Scope.PER_SIDE.value, _said_by_both),
    ("scope.over-time", Scope.CUMULATIVE.value, _sum_over_time),
    ("scope.tallied", Scope.CUMULATIVE.value, _tallied),
    ("scope.in-all", Scope.TOTAL.value, _in_all),
    ("scope.mediator", Scope.TOTAL.value, _told_by_mediator),
    ("scope.mutual", Scope.TOTAL.value, _mutual),
    ("scope.unsided", Scope.TOTAL.value, _unsided),
    ("scope.one-way", Scope.ONE_SIDE.value, always),
)
