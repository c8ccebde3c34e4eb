"""In which direction people go: who frees them, and to whom."""

from __future__ import annotations

from typing import Final

from homeward.model.claims import opposite
from homeward.statements.reader.decisions import Decision, Rule, decide
from homeward.statements.reader.frames import Frame
from homeward.statements.reader.mentions import BOTH
from homeward.statements.reader.patterns import Tag
from homeward.statements.reader.phrases import PERSONS
from homeward.statements.reader.quantity import Kindred, Quantity
from homeward.statements.reader.wholes import counts_events, in_one_sentence, siblings, traded_for, whole_of

EITHER_WAY: Final = "both"


def direction_of(frame: Frame, scope: str | None) -> Decision:
    """Return ``holder>receiver``, ``both``, or None where the words do not say."""
    if (scope in {"per_side", "total"} or counts_events(frame)) and not _is_about_one(frame):
        value = EITHER_WAY if frame.marked.conflict.is_two_way or scope == "per_side" else None
        return Decision(value=value, rule="direction.scope")
    if frame.action == "hold" and any(True for _ in frame.senses("held")):
        return Decision(value=None, rule="direction.held")
    return decide(_DIRECTIONS, frame, otherwise=Decision(value=None, rule="direction.none"))


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


def _by_people(frame: Frame) -> str | None:
    return home(frame, frame.quantity.people if frame.quantity is not None else None)


def _by_owner(frame: Frame) -> str | None:
    owner = frame.quantity.owner if frame.quantity is not None else None
    party = frame.said.speaker.party
    whose = party if frame.marked.conflict.side_of(party) is not None else frame.agent
    if owner is None or whose in {None, BOTH}:
        return None
    return home(frame, whose) if owner == "own" else away(frame, whose)


def _by_places(frame: Frame) -> str | None:
    conflict = frame.marked.conflict
    if frame.holder is not None and frame.receiver is not None:
        holder, receiver = conflict.known_as(frame.holder), conflict.known_as(frame.receiver)
        if conflict.side_of(holder) != conflict.side_of(receiver):
            return f"{holder}>{receiver}"
    return home(frame, frame.receiver) or away(frame, frame.holder)


def _by_trade(frame: Frame) -> str | None:
    """Read "five commanders were traded for 55 Russian prisoners": the other way than the people who came for them."""
    other = traded_for(frame)
    way = None if other is None else home(frame, other.people)
    return None if way is None else opposite(way)


def _by_turn(frame: Frame) -> str | None:
    """Read "Ukraine got back 116, Russia - 63": the other party, the other way."""
    quantity, before = frame.quantity, frame.earlier.directions.get(frame.index - 1)
    if quantity is None or quantity.tie not in {Kindred.LIST, Kindred.PLACE} or before in {None, EITHER_WAY}:
        return None
    other = frame.numbers[frame.index - 1]
    named = list(frame.marked.between("party", other.past, quantity.number.first))
    if not in_one_sentence(frame, other) or not named or before is None:
        return None
    first = list(frame.marked.between("party", frame.span[0], other.number.first))
    is_another = not first or frame.marked.conflict.side_of(first[-1].value) != frame.marked.conflict.side_of(
        named[-1].value
    )
    return opposite(before) if is_another else None


def _by_return(frame: Frame) -> str | None:
    """Read "in return": the other way than the number before."""
    tags = [tag for tag in frame.marked.between("preposition", *frame.span, "in_return") if tag.first <= frame.at]
    tags += [] if frame.index == 0 else _ratios(frame, frame.numbers[frame.index - 1])
    before = frame.earlier.directions.get(frame.index - 1)
    if not tags or before is None or before == EITHER_WAY:
        return None
    if not _is_first_after(frame, tags[-1]):
        return None
    return opposite(before)


def _ratios(frame: Frame, other: Quantity) -> list[Tag]:
    """Return the words "for" between the number before and this one: elsewhere they say something else."""
    if not in_one_sentence(frame, other):
        return []
    return list(frame.marked.between("preposition", other.past, frame.at, "ratio"))


def _is_first_after(frame: Frame, tag: Tag) -> bool:
    return not any(tag.past <= one.number.first < frame.at for one in siblings(frame))


def _by_agent(frame: Frame) -> str | None:
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


def _by_whole(frame: Frame) -> str | None:
    whole = whole_of(frame)
    if whole is None or frame.earlier.scopes.get(frame.index) != "subset":
        return None
    way, party = frame.earlier.directions.get(whole), frame.said.speaker.party
    side_of = frame.marked.conflict.side_of
    own = home(frame, party) if side_of(party) is not None else None
    # "Each freed 95." - "48 of those freed had been sentenced, their ombudsman said": the other side tells of its own.
    is_answer = side_of(frame.earlier.speakers.get(whole, party)) not in {None, side_of(party)}
    return own if own is not None and (way == EITHER_WAY or is_answer) else way


def _by_part(frame: Frame) -> str | None:
    """Give "48 of the freed were sentenced in Russia" the way of its whole: no verb of its own sends them anywhere."""
    return _by_whole(frame) if frame.action not in {"release", "return", "hand_over", "bring"} else None


def _by_speaker(frame: Frame) -> str | None:
    party = frame.said.speaker.party
    match frame.action:
        case "hand_over":
            is_own = next(frame.marked.between("possessive", *frame.span, "own"), None) is not None
            return home(frame, party) if is_own else away(frame, party)
        case "bring" | "return" | "release":
            return home(frame, party)
        case _:
            return None


def _by_speaker_home(frame: Frame) -> str | None:
    """Take who tells of people freed to tell of its own."""
    return home(frame, frame.said.speaker.party)


def _by_mutual(frame: Frame) -> str | None:
    return EITHER_WAY if frame.action == "exchange" else None


def _by_sibling(frame: Frame) -> str | None:
    """Take the direction of the number before it in the same sentence."""
    if frame.index == 0:
        return None
    other = frame.numbers[frame.index - 1]
    same = frame.marked.tokens[other.number.first].sentence == frame.marked.tokens[frame.at].sentence
    before = frame.earlier.directions.get(frame.index - 1) if same else None
    return None if before == EITHER_WAY else before


def _by_kind(frame: Frame) -> str | None:
    """Take people of a kind that only one side's people are while they are held ("hostages") as on their way to it."""
    quantity = frame.quantity
    held = [one for one in frame.marked.conflict.parties if one.held_as is not None]
    if quantity is None or len(held) != 1:
        return None
    if quantity.category == held[0].held_as:
        return home(frame, held[0].code)
    return away(frame, held[0].code) if quantity.is_prisoners and quantity.category == PERSONS else None


def _by_context(frame: Frame) -> str | None:
    """Take the one way in which everybody before it goes, where people are freed or come home."""
    ways = {one for at, one in frame.earlier.directions.items() if at < frame.index and one not in {None, EITHER_WAY}}
    is_freed = frame.action in {"release", "return", "bring"}
    return ways.pop() if is_freed and len(ways) == 1 and frame.earlier.scopes.get(frame.index) == "one_side" else None


def _by_nothing(frame: Frame) -> str | None:
    """Take a sum of which nobody says whose people it counts as both ways."""
    is_sum = frame.earlier.scopes.get(frame.index) == "cumulative"
    return EITHER_WAY if is_sum and frame.marked.conflict.is_two_way else None


_DIRECTIONS: Final[tuple[Rule, ...]] = (
    ("direction.people", None, _by_people),
    ("direction.owner", None, _by_owner),
    ("direction.kind", None, _by_kind),
    ("direction.turn", None, _by_turn),
    ("direction.trade", None, _by_trade),
    ("direction.return", None, _by_return),
    ("direction.part", None, _by_part),
    ("direction.places", None, _by_places),
    ("direction.agent", None, _by_agent),
    ("direction.whole", None, _by_whole),
    ("direction.sibling", None, _by_sibling),
    ("direction.speaker", None, _by_speaker),
    ("direction.mutual", None, _by_mutual),
    ("direction.speaker-home", None, _by_speaker_home),
    ("direction.context", None, _by_context),
    ("direction.either", None, _by_nothing),
)
