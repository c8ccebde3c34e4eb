"""How the numbers of a text hang together: wholes and parts, what is traded for what, whose a word is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from homeward.statements.reader.frames import Frame, numbers_of
from homeward.statements.reader.patterns import Tag
from homeward.statements.reader.quantity import Quantity

_WHOLE_REACH: Final = 3
"""Sentences that a whole may stand before its part."""
_SUM_REACH: Final = 6
"""The same, where the parts add up to it exactly."""


def has_whole(frame: Frame) -> bool:
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
    # What stands from the candidate on in this sentence: how many numbers, and their sum.
    rest = [one.count.low for one in siblings(frame) if one.number.first >= frame.at]
    many, total = len(rest), sum(rest)
    nearest: int | None = None
    for index in range(frame.index - 1, -1, -1):
        other = frame.numbers[index]
        apart = sentence - frame.marked.tokens[other.number.first].sentence
        if apart > _SUM_REACH:
            break
        if many > 1 and total == other.count.low:
            return index
        if apart == 0:
            many, total = many + 1, total + other.count.low
        is_larger = other.count.low >= quantity.count.low and not other.is_partitive
        if nearest is None and apart <= _WHOLE_REACH and is_larger:
            nearest = index
    return nearest


def adds_up(frame: Frame, whole: Quantity) -> bool:
    """Tell whether the numbers of this sentence that follow *whole* add up to it, this one among them."""
    rest = [one for one in siblings(frame) if one.number.first > whole.number.first]
    return len(rest) > 1 and frame.quantity in rest and sum(one.count.low for one in rest) == whole.count.low


def siblings(frame: Frame) -> Sequence[Quantity]:
    """Return the numbers of the sentence of *frame*, itself among them, in their order."""
    places = sibling_places(frame)
    return frame.numbers[places.start : places.stop]


def sibling_places(frame: Frame) -> range:
    """Return the indices of :func:`siblings`."""
    return numbers_of(frame.marked, frame.numbers, frame.at)


def in_one_sentence(frame: Frame, other: Quantity) -> bool:
    """Tell whether another number stands in the sentence of *frame*."""
    return frame.marked.tokens[other.number.first].sentence == frame.marked.tokens[frame.at].sentence


def traded_for(frame: Frame) -> Quantity | None:
    """Return what this number is given for: "five commanders were traded for 55 Russian prisoners"."""
    if frame.quantity is None or frame.index + 1 >= len(frame.numbers):
        return None
    other = frame.numbers[frame.index + 1]
    is_traded = in_one_sentence(frame, other) and frame.marked.on("preposition", other.first - 1, "ratio") is not None
    return other if is_traded else None


def counts_events(frame: Frame) -> bool:
    """Tell whether exchanges are counted, not people."""
    return frame.quantity is not None and frame.quantity.category == "event"


def is_nearest(frame: Frame, tag: Tag) -> bool:
    """Tell whether no other number of the sentence stands nearer to a word."""
    marked = frame.marked
    others = [one for one in siblings(frame) if one is not frame.quantity]
    own = marked.away(tag, frame.at)
    return all(marked.away(tag, one.number.first) > own for one in others)
