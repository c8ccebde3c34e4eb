"""Scope, direction and modality of a claim: ordered rules; the first that answers decides."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from homeward.model.claims import Modality, Scope
from homeward.statements.reader.attribution import BOTH
from homeward.statements.reader.frames import Frame
from homeward.statements.reader.lexicon import Tag
from homeward.statements.reader.quantities import Kindred, Quantity, Ratio
from homeward.statements.reader.tokens import Kind

EITHER_WAY: Final = "both"
_NEAR: Final = 10
_CLAUSE: Final = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A field's value, the rule that gave it, and the words it rests on as tokens."""

    value: str | None
    rule: str
    tag: Tag | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What was decided for the numbers before, by their index."""

    directions: Mapping[int, str | None]
    scopes: Mapping[int, str | None]
    senses: Mapping[int, str | None]


Rule: TypeAlias = tuple[str, Callable[[Frame, Earlier], Tag | str | None]]


def _decide(rules: Sequence[tuple[str, str | None, Callable[[Frame, Earlier], object]]], frame: Frame, earlier: Earlier) -> Decision:
    for name, value, rule in rules:
        found = rule(frame, earlier)
        if found is None or found is False:
            continue
        tag = found if isinstance(found, Tag) else None
        if value is not None:
            return Decision(value=value, rule=name, tag=tag)
        if isinstance(found, str):
            return Decision(value=found, rule=name)
    return Decision(value=None, rule="none")


# ---- scope ----------------------------------------------------------------------------------------------------------


def scope_of(frame: Frame, earlier: Earlier) -> Decision:
    """Return what a number covers: one side, each side, both together, a sum over time, or a part of another number."""
    return _decide(_SCOPES, frame, earlier)


def _is_equal_ratio(frame: Frame, earlier: Earlier) -> bool:
    return frame.quantity is not None and frame.quantity.ratio is Ratio.EQUAL


def _is_unequal_ratio(frame: Frame, earlier: Earlier) -> bool:
    return frame.quantity is not None and frame.quantity.ratio in {Ratio.FIRST, Ratio.SECOND}


def _each_close(frame: Frame, earlier: Earlier) -> Tag | None:
    return _scope_near(frame, "per_side", 6, 0)


def _each_before(frame: Frame, earlier: Earlier) -> Tag | None:
    """Read a word for "each" that counts only right before a number or its hedge: "по 150"."""
    first = frame.span[0]
    for at in range(frame.at - 1, max(first, frame.at - 4) - 1, -1):
        tag = frame.marked.on("scope", at, "each_before")
        if tag is not None:
            return tag
        if frame.marked.on("hedge", at) is None:
            return None
    return None


def _each_in_clause(frame: Frame, earlier: Earlier) -> Tag | None:
    quantity = frame.quantity
    if quantity is None or quantity.people is not None or quantity.owner is not None or frame.receiver is not None:
        return None
    return _scope_near(frame, "per_side", _CLAUSE + 6, 2)


def _said_by_both(frame: Frame, earlier: Earlier) -> bool:
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
    """Tell whether a word of scope belongs to a nearer number, with a verb between: a list shares it, a clause does not."""
    low, high = sorted((inner, edge))
    has_verb = next(frame.marked.between("verb", low + 1, high), None) is not None
    return has_verb and not _is_nearest(frame, tag)


def _partitive(frame: Frame, earlier: Earlier) -> bool:
    quantity = frame.quantity
    return quantity is not None and (quantity.is_partitive or quantity.tie is Kindred.PARTITIVE) and _has_whole(frame)


def _has_whole(frame: Frame) -> bool:
    """Tell whether a number stands before this one in the text, close enough to be its whole."""
    return whole_of(frame) is not None


def whole_of(frame: Frame) -> int | None:
    """
    Return the index of the number that this one is a part of, None without one.

    A number before it that the numbers of this sentence add up to comes first, then the nearest that is not smaller.
    """
    quantity = frame.quantity
    if quantity is None:
        return None
    sentence = frame.marked.tokens[frame.at].sentence
    siblings = [one for one in frame.numbers if frame.marked.tokens[one.number.first].sentence == sentence]
    nearest: int | None = None
    for index in range(frame.index - 1, -1, -1):
        other = frame.numbers[index]
        apart = sentence - frame.marked.tokens[other.number.first].sentence
        if apart > _SUM_REACH:
            break
        rest = [one for one in siblings if one.number.first > other.number.first]
        if len(rest) > 1 and quantity in rest and sum(one.count.low for one in rest) == other.count.low:
            return index
        is_larger = other.count.low >= quantity.count.low and not other.is_partitive
        if nearest is None and apart <= _WHOLE_REACH and is_larger:
            nearest = index
    return nearest


_WHOLE_REACH: Final = 3
"""Sentences that a whole may stand before its part."""
_SUM_REACH: Final = 6
"""The same, where the parts add up to it exactly."""


def _listed_after_whole(frame: Frame, earlier: Earlier) -> Tag | None:
    """Read "including 12 women", "among them six civilians", "of whom 70 ...": a word of parts before the number."""
    quantity = frame.quantity
    if quantity is None or not _has_whole(frame):
        return None
    marked = frame.marked
    found = [tag for tag in frame.scopes("subset") if tag.past <= quantity.number.first]
    found = [tag for tag in found if marked.crossing(tag.past - 1, quantity.number.first) <= 2]
    if not found or _has_own_verb(frame, found[-1]):
        return None
    return found[-1]


def _listed_before_word(frame: Frame, earlier: Earlier) -> Tag | None:
    """Read "15 Saudis and four Sudanese among them": a word of parts that closes the list."""
    quantity = frame.quantity
    if quantity is None or not _has_whole(frame):
        return None
    marked = frame.marked
    for tag in frame.scopes("subset"):
        is_after = tag.first >= quantity.past and tag.first - quantity.past <= 6  # noqa: PLR2004 - words of a short list
        closes = tag.past >= frame.span[1] or marked.tokens[tag.past].kind is Kind.MARK
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


def _in_apposition(frame: Frame, earlier: Earlier) -> bool:
    """Read "215 prisoners, 205 Ukrainians and 10 foreigners": parts in one sentence after their whole, adding up to it."""
    quantity = frame.quantity
    if quantity is None:
        return False
    sentence = frame.marked.tokens[frame.at].sentence
    siblings = [
        at for at, one in enumerate(frame.numbers) if frame.marked.tokens[one.number.first].sentence == sentence
    ]
    for whole in siblings:
        parts = [at for at in siblings if at > whole]
        total = sum(frame.numbers[at].count.low for at in parts)
        if frame.index in parts and len(parts) > 1 and total == frame.numbers[whole].count.low:
            return frame.numbers[whole].ratio is None
    return False


def _by_category(frame: Frame, earlier: Earlier) -> str | None:
    """Give the scope of "390 from each side" to "270 prisoners of war and 120 civilians": all of it, by category."""
    quantity = frame.quantity
    if quantity is None or quantity.category not in _SPECIFIC:
        return None
    for whole in range(frame.index - 1, -1, -1):
        parts = [one for one in frame.numbers[whole + 1 :] if _is_close(frame, one)]
        parts = [one for one in parts if one.category in _SPECIFIC][:3]
        for size in (2, 3):
            some = parts[:size]
            is_split = len({one.category for one in some}) == size and quantity in some
            if is_split and sum(one.count.low for one in some) == frame.numbers[whole].count.low:
                return earlier.scopes.get(whole)
    return None


_SPECIFIC: Final = frozenset({"pow", "civilian", "bodies", "hostage"})


def _is_close(frame: Frame, other: Quantity) -> bool:
    return frame.marked.tokens[other.number.first].sentence == frame.marked.tokens[frame.at].sentence


def _sum_over_time(frame: Frame, earlier: Earlier) -> Tag | None:
    tag = _scope_near(frame, "cumulative", _CLAUSE, 1)
    return tag if tag is not None and _is_nearest(frame, tag) else None


def _has_since(frame: Frame, earlier: Earlier) -> Tag | None:
    return next(frame.marked.between("since", *frame.span, "start"), None)


def _since_when(frame: Frame, earlier: Earlier) -> Tag | None:
    """Read "1,596 people since March": a word for "since" with a date or an event after it, in the number's clause."""
    marked = frame.marked
    for tag in marked.between("since", *frame.span, "since"):
        dated = any(tag.past <= one.first <= tag.past + 3 for one in frame.dates)
        named = any(marked.on(name, at) for name in ("start",) for at in range(tag.past, min(tag.past + 5, frame.span[1])))
        named = named or any(marked.on("since", at, "start") for at in range(tag.past, min(tag.past + 5, frame.span[1])))
        if (dated or named) and marked.crossing(tag.first, frame.at) <= 1 and _is_nearest(frame, tag):
            return tag
    return None


def _is_nearest(frame: Frame, tag: Tag) -> bool:
    """Tell whether no other number of the sentence stands nearer to a word."""
    marked = frame.marked
    first, past = frame.span
    others = [one for one in frame.numbers if first <= one.number.first < past and one is not frame.quantity]
    own = marked.away(tag, frame.at)
    return all(marked.away(tag, one.number.first) > own for one in others)


def _unsided(frame: Frame, earlier: Earlier) -> bool:
    """Take a number of people freed, told by nobody's side and of nobody's people, as both sides' together."""
    quantity = frame.quantity
    is_partial = quantity is None or quantity.people is not None or quantity.owner is not None
    has_way = frame.receiver is not None or frame.holder is not None or frame.agent not in {None, BOTH}
    is_side = frame.marked.conflict.side_of(frame.said.speaker.party) is not None
    return not is_partial and not has_way and not is_side and frame.action in {None, "release", "exchange"} and frame.index == 0


def _in_all(frame: Frame, earlier: Earlier) -> Tag | None:
    quantity = frame.quantity
    if quantity is not None and (quantity.people is not None or quantity.owner is not None or frame.receiver or frame.holder):
        return None
    return _scope_near(frame, "total", 5, 1)


def _mutual(frame: Frame, earlier: Earlier) -> bool:
    quantity = frame.quantity
    has_way = frame.receiver is not None or frame.holder is not None
    is_one_way = quantity is not None and (quantity.people is not None or quantity.owner is not None)
    return frame.action == "exchange" and not has_way and not is_one_way and _by_trade(frame, earlier) is None


def _counts_events(frame: Frame, earlier: Earlier) -> bool:
    return frame.quantity is not None and frame.quantity.category == "event"


def _told_by_mediator(frame: Frame, earlier: Earlier) -> bool:
    """Take a number that somebody gives who takes no side, and says of no people whose they are, as both together."""
    quantity, party = frame.quantity, frame.marked.conflict.party(frame.said.speaker.party)
    has_way = frame.receiver is not None or frame.holder is not None
    is_mediator = party is not None and party.side is None
    return is_mediator and quantity is not None and quantity.people is None and quantity.owner is None and not has_way


_SCOPES: Final = (
    ("scope.events", "cumulative", _counts_events),
    ("scope.ratio-equal", "per_side", _is_equal_ratio),
    ("scope.ratio-unequal", "one_side", _is_unequal_ratio),
    ("scope.partitive", "subset", _partitive),
    ("scope.each-before", "per_side", _each_before),
    ("scope.each", "per_side", _each_close),
    ("scope.split", None, _by_category),
    ("scope.listed", "subset", _listed_after_whole),
    ("scope.list-closed", "subset", _listed_before_word),
    ("scope.apposition", "subset", _in_apposition),
    ("scope.since", "cumulative", _since_when),
    ("scope.each-clause", "per_side", _each_in_clause),
    ("scope.both-say", "per_side", _said_by_both),
    ("scope.over-time", "cumulative", _sum_over_time),
    ("scope.in-all", "total", _in_all),
    ("scope.mediator", "total", _told_by_mediator),
    ("scope.mutual", "total", _mutual),
    ("scope.unsided", "total", _unsided),
    ("scope.one-way", "one_side", lambda frame, earlier: True),
)


# ---- direction ------------------------------------------------------------------------------------------------------


def direction_of(frame: Frame, scope: str | None, earlier: Earlier) -> Decision:
    """Return ``holder>receiver``, ``both``, or None where the words do not say."""
    if (scope in {"per_side", "total"} or _counts_events(frame, earlier)) and not _is_about_one(frame):
        value = EITHER_WAY if frame.marked.conflict.is_two_way or scope == "per_side" else None
        return Decision(value=value, rule="direction.scope")
    if frame.action == "hold" and any(True for _ in frame.senses("held")):
        return Decision(value=None, rule="direction.held")
    return _decide(_DIRECTIONS, frame, earlier)


def _is_about_one(frame: Frame) -> bool:
    quantity = frame.quantity
    return quantity is not None and quantity.people is not None and quantity.ratio is None


def home(frame: Frame, code: str | None) -> str | None:
    """Return the direction in which people of *code* go home."""
    if code is None:
        return None
    conflict = frame.marked.conflict
    other = conflict.other(code)
    return None if other is None else f"{other}>{conflict.known_as(code)}"


def away(frame: Frame, code: str | None) -> str | None:
    """Return the direction in which *code* gives."""
    if code is None:
        return None
    conflict = frame.marked.conflict
    other = conflict.other(code)
    return None if other is None else f"{conflict.known_as(code)}>{other}"


def _by_people(frame: Frame, earlier: Earlier) -> str | None:
    return home(frame, frame.quantity.people if frame.quantity is not None else None)


def _by_owner(frame: Frame, earlier: Earlier) -> str | None:
    owner = frame.quantity.owner if frame.quantity is not None else None
    party = frame.said.speaker.party
    whose = party if frame.marked.conflict.side_of(party) is not None else frame.agent
    if owner is None or whose in {None, BOTH}:
        return None
    return home(frame, whose) if owner == "own" else away(frame, whose)


def _by_places(frame: Frame, earlier: Earlier) -> str | None:
    conflict = frame.marked.conflict
    if frame.holder is not None and frame.receiver is not None:
        holder, receiver = conflict.known_as(frame.holder), conflict.known_as(frame.receiver)
        if conflict.side_of(holder) != conflict.side_of(receiver):
            return f"{holder}>{receiver}"
    return home(frame, frame.receiver) or away(frame, frame.holder)


def _by_trade(frame: Frame, earlier: Earlier) -> str | None:
    """Read "five commanders were traded for 55 Russian prisoners": the other way than the people who came for them."""
    if frame.index + 1 >= len(frame.numbers) or frame.quantity is None:
        return None
    other = frame.numbers[frame.index + 1]
    if frame.marked.tokens[other.number.first].sentence != frame.marked.tokens[frame.at].sentence:
        return None
    tag = frame.marked.on("preposition", other.first - 1, "ratio")
    way = home(frame, other.people) if tag is not None else None
    if way is None:
        return None
    holder, _, receiver = way.partition(">")
    return f"{receiver}>{holder}"


def _by_return(frame: Frame, earlier: Earlier) -> str | None:
    """Read "in return": the other way than the number before."""
    tags = [
        tag for tag in frame.marked.between("preposition", *frame.span, "in_return", "ratio") if tag.first <= frame.at
    ]
    before = earlier.directions.get(frame.index - 1)
    if not tags or before is None or before == EITHER_WAY:
        return None
    if not _is_first_after(frame, tags[-1]):
        return None
    holder, _, receiver = before.partition(">")
    return f"{receiver}>{holder}"


def _is_first_after(frame: Frame, tag: Tag) -> bool:
    return not any(tag.past <= one.number.first < frame.at for one in frame.numbers)


def _by_agent(frame: Frame, earlier: Earlier) -> str | None:
    if frame.agent == BOTH:
        return EITHER_WAY
    match frame.action:
        case "release" | "hand_over":
            return away(frame, frame.agent)
        case "bring" | "return":
            return home(frame, frame.agent)
        case "exchange" if frame.agent is not None:
            return EITHER_WAY
        case _:
            return None


def _by_whole(frame: Frame, earlier: Earlier) -> str | None:
    whole = whole_of(frame)
    if whole is None or earlier.scopes.get(frame.index) != "subset":
        return None
    return earlier.directions.get(whole)


def _by_speaker(frame: Frame, earlier: Earlier) -> str | None:
    party = frame.said.speaker.party
    match frame.action:
        case "hand_over":
            is_own = next(frame.marked.between("possessive", *frame.span, "own"), None) is not None
            return home(frame, party) if is_own else away(frame, party)
        case "bring" | "return" | "release":
            return home(frame, party)
        case _:
            return None


def _by_mutual(frame: Frame, earlier: Earlier) -> str | None:
    return EITHER_WAY if frame.action == "exchange" else None


def _by_sibling(frame: Frame, earlier: Earlier) -> str | None:
    """Take the direction of the number before it in the same sentence."""
    if frame.index == 0:
        return None
    other = frame.numbers[frame.index - 1]
    same = frame.marked.tokens[other.number.first].sentence == frame.marked.tokens[frame.at].sentence
    return earlier.directions.get(frame.index - 1) if same else None


def _by_context(frame: Frame, earlier: Earlier) -> str | None:
    """Take the last direction that a close number has."""
    sentence = frame.marked.tokens[frame.at].sentence
    for index in range(frame.index - 1, -1, -1):
        apart = sentence - frame.marked.tokens[frame.numbers[index].number.first].sentence
        value = earlier.directions.get(index)
        if apart <= 3 and value is not None and value != EITHER_WAY:  # noqa: PLR2004 - sentences
            return value
    return None


_DIRECTIONS: Final = (
    ("direction.people", None, _by_people),
    ("direction.owner", None, _by_owner),
    ("direction.trade", None, _by_trade),
    ("direction.return", None, _by_return),
    ("direction.places", None, _by_places),
    ("direction.agent", None, _by_agent),
    ("direction.whole", None, _by_whole),
    ("direction.sibling", None, _by_sibling),
    ("direction.speaker", None, _by_speaker),
    ("direction.mutual", None, _by_mutual),
    ("direction.speaker-home", None, lambda frame, earlier: home(frame, frame.said.speaker.party)),
    ("direction.context", None, _by_context),
)


# ---- modality -------------------------------------------------------------------------------------------------------


def sense_of(frame: Frame, earlier: Earlier) -> Decision:
    """Return in which sense a number is said."""
    found = _decide(_SENSES, frame, earlier)
    return found if found.value is not None else Decision(value=Modality.DONE.value, rule="sense.plain")


def _instead(frame: Frame, earlier: Earlier) -> Tag | None:
    for tag in frame.senses("superseded"):
        if tag.past <= frame.at and frame.at - tag.past <= 2:  # noqa: PLR2004 - "instead of the 250"
            return tag
    return None


def _in_deal(frame: Frame, earlier: Earlier) -> Tag | None:
    """Read "N for N" beside a word for the agreement: the number is what was agreed."""
    if frame.quantity is None or frame.quantity.ratio is None:
        return None
    ends = (frame.quantity.first, frame.quantity.past - 1)
    if _sense_near("expected", reach=12)(frame, earlier) is not None and _is_event_ahead(frame):
        return None
    near = [tag for at in ends if (tag := frame.marked.near("event", at, "deal", reach=8)) is not None]
    if not near:
        return None
    closest = min(near, key=lambda tag: min(frame.marked.away(tag, at) for at in ends))
    is_close = min(frame.marked.away(closest, at) for at in ends) <= 3  # noqa: PLR2004 - "the 1,000 for 1,000 deal"
    return closest if is_close or not _completed_near(frame) else None


def _is_event_ahead(frame: Frame) -> bool:
    """Tell whether an exchange is what is to come, in the clause of the number: "the exchange will be 500 for 500"."""
    marked = frame.marked
    return any(
        marked.crossing(event.first, sense.first) == 0 and marked.crossing(sense.first, frame.at) == 0
        for event in marked.between("event", *frame.span, "exchange")
        for sense in frame.senses("expected")
    )


def _completed_near(frame: Frame) -> bool:
    return any(frame.marked.crossing(one.first, frame.at) <= 1 for one in frame.senses("done", "happened"))


_INHERITED: Final = frozenset(one.value for one in (Modality.AGREED, Modality.EXPECTED, Modality.OFFERED, Modality.HELD))


def _of_whole(frame: Frame, earlier: Earlier) -> str | None:
    """Give a part the sense of its whole."""
    whole = whole_of(frame)
    sense = earlier.senses.get(whole) if whole is not None and earlier.scopes.get(frame.index) == "subset" else None
    return sense if sense in _INHERITED else None


def _in_plan(frame: Frame, earlier: Earlier) -> bool:
    """Read what "will" be done under an agreement just told as agreed."""
    if _sense_near("expected", reach=12)(frame, earlier) is None or frame.index == 0:
        return False
    before = frame.numbers[frame.index - 1]
    apart = frame.marked.tokens[frame.at].sentence - frame.marked.tokens[before.number.first].sentence
    return apart <= 1 and earlier.senses.get(frame.index - 1) == Modality.AGREED.value


def _held(frame: Frame, earlier: Earlier) -> Tag | None:
    tags = list(frame.senses("held"))
    if frame.action == "hold" and tags:
        return tags[0]
    near = [one for one in tags if frame.marked.crossing(one.first, frame.at) == 0 and frame.marked.away(one, frame.at) <= 8]  # noqa: PLR2004
    return near[0] if near and frame.action is None else None


def _sense_near(*values: str, reach: int = _CLAUSE) -> Callable[[Frame, Earlier], Tag | None]:
    """Return a rule that looks for words of these senses in the clause of the number or of its verb."""

    def rule(frame: Frame, earlier: Earlier) -> Tag | None:
        marked, places = frame.marked, [frame.at]
        if frame.verb is not None:
            places.append(frame.verb.first)
        found = [
            (min(marked.away(tag, at) for at in places), tag)
            for tag in frame.senses(*values)
            if not _is_of_status(frame, tag)
            and min(marked.crossing(tag.first, at) for at in places) <= 1 and not _governs_another(frame, tag)
        ]
        best = min(found, key=lambda one: one[0], default=None)
        return best[1] if best is not None and best[0] <= reach else None

    return rule


def _is_of_status(frame: Frame, tag: Tag) -> bool:
    """Tell whether a word of sense after the number is part of a phrase about status ("expected to continue")."""
    return tag.first > frame.at and frame.marked.on("status", tag.first) is not None


def _counts_done(frame: Frame, earlier: Earlier) -> bool:
    """Exchanges that are counted have taken place, unless they are to come."""
    return _counts_events(frame, earlier) and next(frame.senses("expected"), None) is None


def _has_begun(frame: Frame, earlier: Earlier) -> Tag | None:
    """Read "have begun the swap, swapping hundreds": what is exchanged in a sentence that tells a beginning."""
    if frame.action != "exchange" or frame.quantity is None or frame.quantity.ratio is not None:
        return None
    marked = frame.marked
    for tag in frame.senses("begun"):
        event = marked.near("event", tag.first, "exchange", reach=_NEAR)
        is_since = any(marked.on("since", at) for at in range(max(frame.span[0], tag.first - 2), tag.past))
        if event is not None and not is_since and tag.first < frame.at:
            return tag
    return None


def _governs_another(frame: Frame, tag: Tag) -> bool:
    """Tell whether another number stands nearer to a word of sense, in the clause of that word."""
    marked = frame.marked
    own = marked.crossing(tag.first, frame.at)
    if own == 0:
        return False
    sentence = marked.tokens[frame.at].sentence
    return any(
        marked.tokens[one.number.first].sentence == sentence
        and one is not frame.quantity
        and marked.crossing(tag.first, one.number.first) < own
        for one in frame.numbers
    )


def _not_freed(frame: Frame, earlier: Earlier) -> Tag | None:
    """Read "did not free", "would not release": a word of denial right before the verb."""
    if frame.verb is None:
        return None
    for tag in frame.marked.between("negation", *frame.span, "not"):
        if tag.past <= frame.verb.first and frame.verb.first - tag.past <= 2 and frame.marked.crossing(tag.first, frame.verb.first) == 0:  # noqa: PLR2004
            return tag
    return None


_SENSES: Final = (
    ("sense.instead", Modality.SUPERSEDED.value, _instead),
    ("sense.events", Modality.DONE.value, _counts_done),
    ("sense.by-deal", Modality.AGREED.value, lambda frame, earlier: next(frame.senses("by_deal"), None)),
    ("sense.deal", Modality.AGREED.value, _in_deal),
    ("sense.held", Modality.HELD.value, _held),
    ("sense.refused", Modality.REFUSED.value, _sense_near("refused", reach=10)),
    ("sense.postponed", Modality.POSTPONED.value, _sense_near("postponed", reach=10)),
    ("sense.demanded", Modality.DEMANDED.value, _sense_near("demanded", reach=12)),
    ("sense.promised", Modality.AGREED.value, _sense_near("promised", reach=14)),
    ("sense.offered", Modality.OFFERED.value, _sense_near("offered", reach=14)),
    ("sense.agreed", Modality.AGREED.value, _sense_near("agreed", reach=16)),
    ("sense.plan", Modality.AGREED.value, _in_plan),
    ("sense.expected", Modality.EXPECTED.value, _sense_near("expected", reach=12)),
    ("sense.pending", Modality.PENDING.value, _sense_near("pending", reach=8)),
    ("sense.ongoing", Modality.ONGOING.value, _sense_near("ongoing", reach=4)),
    ("sense.begun", Modality.BEGUN.value, _sense_near("begun", reach=6)),
    ("sense.has-begun", Modality.BEGUN.value, _has_begun),
    ("sense.whole", None, _of_whole),
)


def scope_value(decision: Decision) -> Scope | None:
    """Return a decided scope."""
    return None if decision.value is None else Scope(decision.value)
