"""What statements and verdicts say, in the words of one language: whole templates, filled with numbers and names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from homeward.bulletin.markup import Element, Node, el, fill, isolated
from homeward.bulletin.reading import counted, dated, written
from homeward.bulletin.words import ENGLISH, Words
from homeward.model.claims import ClaimCount, CountOp, Modality
from homeward.model.figures import Bulletin, Found, Said, Shown, Stage

COMPLETED: Final = "R6"
"""The rule about "completed": it names who says so, and who says that it goes on."""

_WHOLE: Final = frozenset({"event", "persons"})
_TO_COME: Final = frozenset({Modality.EXPECTED, Modality.ONGOING, Modality.PENDING})


def category_name(category: str, bulletin: Bulletin, words: Words) -> str:
    """
    Return what a category is called on the page.

    The agreement's own name stands in the language it was written in, unless it is exactly the English word of our
    table: then it can be said in every language.
    """
    configured = dict(bulletin.category_names).get(category)
    if configured is None or configured == ENGLISH.get(f"noun_{category}"):
        return words.get(f"noun_{category}") or configured or category
    return configured


def people(
    number: int, category: str | None, bulletin: Bulletin, words: Words, *, shown: Node | None = None
) -> Element:
    """Return *number* people of a category, in the form the number asks for; *shown* stands in the number's place."""
    kind = "persons" if category is None else category
    name = category_name(kind, bulletin, words)
    is_known = words.has_plural(f"people_{kind}") and name == words.get(f"noun_{kind}")
    key = f"people_{kind}" if is_known else "people_other"
    count = counted(number, words) if shown is None else shown
    return el("span", *fill(words.plural(key, number), count=count, category=name))


def claim_sentence(said: Said, bulletin: Bulletin, words: Words) -> tuple[Node, ...]:
    """Return in which sense something was said, with its number where it has one."""
    if said.count is None:
        return (words[f"status_{said.modality.value}"],)
    return fill(words[f"claim_{said.modality.value}"], people=_said_count(said.count, said.category, bulletin, words))


def claim_frame(said: Said, bulletin: Bulletin, words: Words) -> list[Node]:
    """Return, each by itself, what the number covers: whom, which side, in which direction, on which days."""
    frame: list[Node] = []
    if said.count is None and said.category not in _WHOLE:
        frame.append(isolated(category_name(said.category, bulletin, words)))
    if said.scope is not None:
        frame.append(words[f"scope_{said.scope.value}"])
    if said.direction is not None:
        frame.append(_direction(said.direction, bulletin, words))
    if said.event_on is not None:
        days = _days(said.event_on.earliest, said.event_on.latest, words)
        key = "event_on" if "date" in days else "event_between"
        frame.append(el("span", *fill(words[key], **days)))
    return frame


def offices(told: Sequence[Said], words: Words) -> Element:
    """Return the offices that told something, each once, in the order of *told*."""
    named = dict.fromkeys(one.office for one in told)
    nodes: list[Node] = []
    for office in named:
        nodes += [words.separator, isolated(office)] if nodes else [isolated(office)]
    return el("span", *nodes)


def verdict_sentence(found: Found, said: Mapping[str, Said], words: Words) -> tuple[Node, ...]:
    """
    Return what was found, by rule and result; where a rule has no words of its own, by the result alone.

    Of "completed", whoever says so and whoever says that it goes on are named apart.
    """
    result = found.result.value
    told = [said[one] for one in found.claims if one in said]
    completed, going_on = [one for one in told if _is_completed(one)], [one for one in told if _goes_on(one)]
    if found.rule == COMPLETED and completed:
        apart = words.get(f"says_{COMPLETED.lower()}_{result}_going_on") if going_on else None
        if apart is not None:
            return fill(apart, offices=offices(completed, words), others=offices(going_on, words))
        told = completed
    template = words.get(f"says_{found.rule.lower()}_{result}", f"says_{result}") or words[f"result_{result}"]
    return fill(template, offices=offices(told, words))


def _is_completed(said: Said) -> bool:
    return said.count is None and said.modality is Modality.DONE


def _goes_on(said: Said) -> bool:
    return said.modality in _TO_COME


def settling(found: Found, words: Words) -> str | None:
    """Return what would settle it, None where nothing is open."""
    return None if found.settles is None else words.get(f"settles_{found.result.value}")


def doubt(found: Found, words: Words) -> str | None:
    """Return the field a verdict is least sure of; a field without words stands by its code."""
    return None if found.weakest is None else words.get(f"weakest_{found.weakest}") or found.weakest


def record_figure(shown: Shown, bulletin: Bulletin, words: Words) -> tuple[Node, ...]:
    """Return a number of the record with its days, its direction and whom it counts."""
    names = dict(bulletin.party_names)
    values: dict[str, Node] = {
        "holder": names.get(shown.direction.holder, shown.direction.holder),
        "receiver": names.get(shown.direction.receiver, shown.direction.receiver),
        "people": people(shown.persons, shown.category, bulletin, words),
    }
    if shown.stage is Stage.AGREED or shown.first is None or shown.last is None:
        return fill(words["figure_agreed"], **values)
    days = _days(shown.first, shown.last, words)
    key = "figure_returned" if "date" in days else "figure_returned_between"
    return fill(words[key], **values, **days)


def joined(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """Return *nodes* with a dot between each two."""
    out: list[Node] = []
    for node in nodes:
        out += [" · ", node] if out else [node]
    return tuple(out)


def _said_count(count: ClaimCount, category: str, bulletin: Bulletin, words: Words) -> Element:
    if count.op is CountOp.RANGE and count.high is not None:
        span = el("bdi", f"{written(count.low, words)}–{written(count.high, words)}", dir="ltr")
        return people(count.high, category, bulletin, words, shown=span)
    number = count.high if count.op is CountOp.AT_MOST and count.high is not None else count.low
    key = f"op_{count.op.value}" if count.op is not CountOp.RANGE else "op_at_least"
    return el("span", *fill(words[key], people=people(number, category, bulletin, words)))


def _direction(direction: str, bulletin: Bulletin, words: Words) -> Node:
    if direction == "both":
        return words["both_ways"]
    holder, _, receiver = direction.partition(">")
    names = dict(bulletin.party_names)
    return el("span", *fill(words["from_to"], holder=names.get(holder, holder), receiver=names.get(receiver, receiver)))


def _days(first: date, last: date, words: Words) -> dict[str, Node]:
    if first == last:
        return {"date": dated(first, words)}
    return {"first": dated(first, words), "last": dated(last, words)}
