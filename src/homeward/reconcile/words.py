"""Words for claims, dates and counts. They name offices and numbers, and rank nobody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from homeward.model.claims import Claim, Scope
from homeward.model.dates import UncertainDate
from homeward.model.figures import Stage

_MONTHS: Final = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
_PEOPLE: Final = {
    "bodies": "bodies of the dead",
    "civilian": "civilians",
    "hostage": "hostages",
    "people": "people",
    "pow": "prisoners of war",
}
STAGES: Final = {Stage.RETURNED: "confirmed as returned", Stage.HANDED_OVER: "handed over"}
"""The stages at which people have crossed, the furthest first."""

_PROOF_DIGITS: Final = 8
"""Digits of a digest that people compare; the record has them all."""

_FIELDS: Final = {
    "category": "which people the number counts",
    "count": "which number was said",
    "direction": "in which direction they crossed",
    "event_on": "for which day the number holds",
    "modality": "in which sense it was said",
    "part_of": "which of the two lists of parts holds",
    "said_on": "which of the two was said last",
    "scope": "what the number covers",
}


def day(on: date) -> str:
    """Write a date for people: ``23 May 2025``, whatever the machine's language."""
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def days(first: date, last: date) -> str:
    """Write a day, or the first and the last day of a period."""
    return day(first) if first == last else f"{day(first)} to {day(last)}"


def iso_days(first: date, last: date) -> str:
    """Write a day or a period as the record does: ``2025-05-23``, ``2025-05-23/2025-05-25``."""
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def sheets(proof: Iterable[str]) -> str | None:
    """Name what proves a figure of the record, by the first digits of its digests; None when nothing is named."""
    short = sorted({digest[:_PROOF_DIGITS] for digest in proof})
    return f"the signed sheets behind the record's figure (proof {', '.join(short)})" if short else None


def settling(*ways: str | None) -> str | None:
    """Join what would settle a question, None when there is nothing."""
    return "; ".join(way for way in ways if way is not None) or None


def event(on: UncertainDate | None) -> str:
    """Write when the claimed event took place."""
    if on is None:
        return "a day not stated"
    span = days(on.earliest, on.latest)
    return f"{span}, not certain" if on.is_approximate or on.is_uncertain else span


def people(kind: str) -> str:
    """Name the people of a category; a category of the terms is named by its id."""
    return _PEOPLE.get(kind, f"people of category {kind}")


def covers(scope: Scope | None, direction: str | None) -> str:
    """Say what a number covers."""
    match scope:
        case Scope.PER_SIDE:
            return "from each side"
        case Scope.CUMULATIVE:
            return f"so far{way(direction)}"
        case Scope.TOTAL:
            return "in all"
        case Scope.SUBSET:
            return f"among others{way(direction)}"
        case _:
            return way(direction).strip() or "with no direction stated"


def way(direction: str | None) -> str:
    """Say a direction, with a space before it; nothing when it is not stated."""
    if direction is None:
        return ""
    holder, _, receiver = direction.partition(">")
    return f" from {holder} to {receiver}" if receiver else " both ways"


def ordered(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return *claims* in the neutral order: by the day they were said, then by id."""
    return tuple(sorted(set(claims), key=lambda claim: (claim.statement.said_on, claim.id)))


def ids(claims: Iterable[Claim]) -> tuple[str, ...]:
    """Return the ids of *claims* in the neutral order, each once."""
    return tuple(dict.fromkeys(claim.id for claim in ordered(claims)))


def speakers(claims: Iterable[Claim]) -> str:
    """
    Name who made *claims*, by office with channel and day, in the neutral order.

    An office that said the same on several channels is named once for each.
    """
    named = dict.fromkeys(_speaker(claim) for claim in ordered(claims))
    return _listed(list(named))


def unsure(field: str) -> str:
    """Say in words what a field leaves open."""
    return _FIELDS[field]


def _speaker(claim: Claim) -> str:
    said = claim.statement
    where = f"{said.channel}, " if said.channel else ""
    return f"{said.office} ({where}{day(said.said_on)})"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
