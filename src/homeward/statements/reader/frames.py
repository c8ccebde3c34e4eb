"""What a number stands with: the verb that governs it, who acts, from whom and to whom."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from homeward.statements.reader.attribution import Said
from homeward.statements.reader.cues import Cue
from homeward.statements.reader.dates import Dated
from homeward.statements.reader.marked import Marked
from homeward.statements.reader.mentions import BOTH
from homeward.statements.reader.patterns import Tag
from homeward.statements.reader.quantity import Kindred, Quantity

_VERB_REACH: Final = 30
_ROLE_REACH: Final = 24
_AGENT_REACH: Final = 14
_FROM_REACH: Final = 7
_TO_REACH: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """
    What was decided so far, by the index of the number: scopes of this one too, the rest of those before it.

    The one value here that grows: it is filled while a text is read, number by number.
    """

    directions: dict[int, str | None] = field(default_factory=dict)
    scopes: dict[int, str | None] = field(default_factory=dict)
    senses: dict[int, str | None] = field(default_factory=dict)
    categories: dict[int, str] = field(default_factory=dict)
    speakers: dict[int, str] = field(default_factory=dict)


NOTHING_EARLIER: Final = Earlier()


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """
    One number, or one status, with what stands around it.

    ``at``: the token that stands for it. ``verb``: its governing verb. ``agent``, ``receiver``, ``holder``: codes of
    parties (``agent`` may be ``BOTH``). ``numbers``: all numbers of the text in order; ``index``: which one this is.
    """

    marked: Marked
    at: int
    said: Said
    verb: Tag | None
    agent: str | None
    receiver: str | None
    holder: str | None
    dates: Sequence[Dated]
    quantity: Quantity | None = None
    numbers: Sequence[Quantity] = ()
    index: int = 0
    earlier: Earlier = NOTHING_EARLIER

    @property
    def action(self) -> str | None:
        """The kind of the governing verb."""
        return None if self.verb is None else self.verb.value

    @property
    def span(self) -> tuple[int, int]:
        """First and past-the-last token of the sentence."""
        return self.marked.sentence(self.at)

    def scopes(self, value: str) -> Iterator[Tag]:
        """Yield the words of the sentence that say a scope."""
        return self.marked.between("scope", *self.span, value)

    def senses(self, *values: str) -> Iterator[Tag]:
        """Yield the words of the sentence that say a sense."""
        return self.marked.between("sense", *self.span, *values)


def frame_of(
    marked: Marked,
    quantity: Quantity,
    said: Said,
    cues: Sequence[Cue],
    around: tuple[Sequence[Quantity], Sequence[Dated]],
) -> Frame:
    """Return the frame of *quantity*, said as *said* in a sentence with *cues*; *around*: all numbers and all dates."""
    numbers, dates = around
    center = quantity.number.first
    places = numbers_of(marked, numbers, center)
    verb = governing(marked, quantity, numbers[places.start : places.stop])
    return Frame(
        marked=marked,
        at=center,
        said=said,
        verb=verb,
        agent=_elided(marked, quantity) or _agent(marked, verb, center, cues),
        receiver=_receiver(marked, None if quantity.tie is Kindred.PLACE else verb, center),
        holder=_holder(marked, verb, center),
        dates=dates,
        quantity=quantity,
        numbers=numbers,
        index=next(at for at in places if numbers[at] is quantity),
    )


def numbers_of(marked: Marked, numbers: Sequence[Quantity], at: int) -> range:
    """Return which of *numbers*, in the order of the text, stand in the sentence of token *at*."""
    first, past = marked.sentence(at)
    low = bisect_left(numbers, first, key=lambda one: one.number.first)
    return range(low, bisect_left(numbers, past, key=lambda one: one.number.first))


def governing(marked: Marked, quantity: Quantity, numbers: Sequence[Quantity]) -> Tag | None:
    """Return the verb that governs a number: the nearest of its sentence that is no part of a number's own words."""
    inside = {at for one in numbers for at in range(one.first, one.past)}
    first, past = marked.sentence(quantity.number.first)
    tags = [tag for tag in marked.between("verb", first, past) if tag.first not in inside]
    best = min(tags, key=lambda tag: _verb_cost(marked, tag, quantity), default=None)
    return best if best is not None and _verb_cost(marked, best, quantity) <= _VERB_REACH else None


def _verb_cost(marked: Marked, tag: Tag, quantity: Quantity) -> int:
    is_before = tag.past <= quantity.number.first
    near = marked.away(tag, quantity.number.first if is_before else quantity.past - 1)
    return near + (0 if is_before else 1) + (2 if tag.value in {"hold", "kill"} else 0)


def _agent(marked: Marked, verb: Tag | None, center: int, cues: Sequence[Cue]) -> str | None:
    """Return who does what the verb says: the party before it in its clause, or right after it; ``BOTH`` for two."""
    if verb is None:
        return None
    sayers = {at for cue in cues if cue.kind != "label" for at in range(cue.first, cue.past)}
    first, past = marked.sentence(center)
    tags = [
        tag
        for tag in marked.between("party", first, past)
        if tag.first not in sayers
        and not _has_role(marked, tag)
        and not _is_given_to(marked, tag)
        and marked.conflict.side_of(tag.value) is not None
    ]
    before = [one for one in tags if one.past <= verb.first and marked.cost(one.past - 1, verb.first) <= _AGENT_REACH]
    after = [one for one in tags if 0 <= one.first - verb.past <= 1 and marked.crossing(verb.past - 1, one.first) == 0]
    found = before[-1:] or after[:1]
    if not found:
        return _by(marked, verb)
    codes = {found[0].value, *(one.value for one in tags if _stand_together(marked, one, found[0]))}
    return BOTH if len({marked.conflict.side_of(code) for code in codes}) > 1 else found[0].value


def _elided(marked: Marked, quantity: Quantity) -> str | None:
    """Return the party right before a number whose verb is left out: "Hamas is to free 50 and Israel 150"."""
    tag = marked.on("party", quantity.first - 1) if quantity.first else None
    if tag is None or tag.first < marked.sentence(quantity.number.first)[0] or _has_role(marked, tag):
        return None
    if _is_given_to(marked, tag):
        return None
    return tag.value if marked.conflict.side_of(tag.value) is not None else None


def _is_given_to(marked: Marked, tag: Tag) -> bool:
    """Tell whether a party stands right after a verb of giving: "hand Ukraine 1,000 bodies"."""
    verb = marked.on("verb", tag.first - 1, "hand_over") if tag.first else None
    return verb is not None and verb.past == tag.first


def _stand_together(marked: Marked, one: Tag, other: Tag) -> bool:
    low, high = sorted((one, other), key=lambda tag: tag.first)
    if high.first - low.past > 2:  # noqa: PLR2004 - "X and Y", "X and the Y"
        return False
    return marked.lexicon.is_joined(high) or any(
        marked.on("number", at, "and") or marked.tokens[at].text in "-\u2013" for at in range(low.past, high.first)
    )


def _by(marked: Marked, verb: Tag) -> str | None:
    first, past = marked.sentence(verb.first)
    for tag in marked.between("preposition", first, past, "by"):
        # "Controlled by", "held by" tell who holds, not who gives.
        is_holding = marked.on("verb", tag.first - 1, "hold") is not None
        if marked.away(tag, verb.first) <= _AGENT_REACH and not is_holding:
            party = marked.on("party", tag.past) if tag.past < past else None
            if party is not None and marked.conflict.side_of(party.value) is not None:
                nxt = [one for one in marked.between("party", party.past, past) if _stand_together(marked, party, one)]
                return BOTH if nxt else party.value
    return None


def _has_role(marked: Marked, tag: Tag) -> bool:
    return (
        _prefixed(marked, tag, "to", _TO_REACH)
        or _prefixed(marked, tag, "from", _TO_REACH)
        or _prefixed(marked, tag, "by", 1)
    )


def _prefixed(marked: Marked, tag: Tag, role: str, reach: int) -> bool:
    """Tell whether a preposition of *role* stands before *tag*, or is written together with it."""
    if marked.lexicon.clitic_roles.get(tag.clitics) == role:
        return True
    first = marked.sentence(tag.first)[0]
    for at in range(tag.first - 1, max(first, tag.first - reach) - 1, -1):
        if marked.on("report", at) is not None:  # "according to the ministry"
            return False
        if marked.on("preposition", at) is not None:
            return marked.on("preposition", at, role) is not None
        if any(marked.on(section, at) for section in ("verb", "breaker", "party", "noun")):
            return False
        if not marked.is_word(at):
            return False
    return False


def _receiver(marked: Marked, verb: Tag | None, center: int) -> str | None:
    first, past = marked.sentence(center)
    found = [tag for tag in marked.between("party_to", first, past) if not _prefixed(marked, tag, "from", _FROM_REACH)]
    found += [
        tag
        for tag in marked.between("party", first, past)
        if _prefixed(marked, tag, "to", _TO_REACH) or _is_given_to(marked, tag)
    ]
    return _nearest_side(marked, found, verb, center)


def _holder(marked: Marked, verb: Tag | None, center: int) -> str | None:
    """Return from whom: "from Russian captivity", "from the territory under X's control"."""
    first, past = marked.sentence(center)
    found: list[Tag] = []
    for section in ("party", "people", "party_to"):
        found += [tag for tag in marked.between(section, first, past) if _prefixed(marked, tag, "from", _FROM_REACH)]
    return _nearest_side(marked, found, verb, center)


def _nearest_side(marked: Marked, tags: Sequence[Tag], verb: Tag | None, center: int) -> str | None:
    near = [
        (min(marked.away(tag, center), marked.away(tag, verb.first) if verb is not None else _ROLE_REACH), tag)
        for tag in tags
        if marked.conflict.side_of(tag.value) is not None and _in_clause(marked, tag, verb, center)
    ]
    best = min(near, key=lambda one: one[0], default=None)
    return best[1].value if best is not None and best[0] <= _ROLE_REACH else None


def _in_clause(marked: Marked, tag: Tag, verb: Tag | None, center: int) -> bool:
    """Tell whether a place belongs to the number's clause: no break lies between, or no other verb behind the break."""
    places = [center] if verb is None else [center, verb.first]
    if min(marked.crossing(tag.first, at) for at in places) == 0:
        return True
    low, high = sorted((tag.first, center))
    first, past = marked.sentence(center)
    others = [one for one in marked.between("verb", first, past) if one is not verb]
    return not any(low <= one.first < high or marked.crossing(one.first, tag.first) == 0 for one in others)
