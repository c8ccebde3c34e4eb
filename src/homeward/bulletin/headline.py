"""The first words of a bulletin: how many people have returned, and who came last."""

from __future__ import annotations

from datetime import date

from homeward.bulletin.markup import Node, fill
from homeward.bulletin.reading import Row, Way, counted, dated
from homeward.bulletin.words import Words


def headline(shown: tuple[Way, ...], words: Words) -> tuple[Node, ...]:
    """Return how many people have returned in all directions together, as far as it is published."""
    arrived = [way for way in shown if way.has_returned]
    known = sum(way.at_least if way.returned is None else way.returned for way in arrived)
    if not arrived:
        return (words["headline_none"],)
    is_partly = any(way.returned is None for way in arrived)
    if known == 0 and is_partly:
        return (words["headline_withheld"],)
    return fill(words.plural("headline_some" if is_partly else "headline_all", known), count=counted(known, words))


def flash_lines(shown: tuple[Way, ...], words: Words) -> list[tuple[Node, ...]]:
    """Return one line for each arrival of the last day on which people arrived."""
    arrived = [(way, row) for way in shown for row in way.rows if row.has_arrived]
    last = max((row.on or date.min for _, row in arrived), default=None)
    return [_line(way, row, words) for way, row in arrived if (row.on or date.min) == last]


def _line(way: Way, row: Row, words: Words) -> tuple[Node, ...]:
    values: dict[str, Node] = {"date": dated(row.on, words), "holder": way.holder, "receiver": way.receiver}
    if row.persons is None:
        return fill(words["flash_withheld"], **values)
    return fill(words.plural("flash_line", row.persons), count=counted(row.persons, words), **values)
