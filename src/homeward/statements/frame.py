"""A claim's frame in plain words, for the person who reviews it or reads it beside its text."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from homeward.model.claims import ClaimCount, Modality, Scope, opposite
from homeward.statements.known import BOTH, CATEGORIES, NEWS, ROLES
from homeward.statements.reader.values import ReadClaim

SCOPES: Final[Mapping[Scope, str]] = MappingProxyType(
    {
        Scope.ONE_SIDE: "of one side",
        Scope.PER_SIDE: "from each side",
        Scope.TOTAL: "both sides together",
        Scope.CUMULATIVE: "since a start date",
        Scope.SUBSET: "part of another number",
    }
)

_CATEGORIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "bodies": "bodies of the dead",
        "civilian": "civilians",
        "event": "exchanges",
        "hostage": "hostages",
        "list": "lists",
        "mixed": "soldiers and civilians",
        "persons": "people, not said whom",
        "pow": "prisoners of war",
    }
)

_ANON: Final = "ANON"
NOT_STATED: Final = "not stated"
"""Said of a field that the text leaves open: nothing is guessed."""


_FIELDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "category": "of whom",
        "channel": "where",
        "count": "number",
        "event_date": "day",
        "modality": "sense",
        "part_of": "details",
        "said_date": "said on",
        "scope": "covers",
        "speaker": "who",
        "via": "relayed by",
    }
)
"""Names of fields in words, where they differ from the field's own."""


def field_words(name: str) -> str:
    """
    Return what a field of claims/1 is called beside a claim, as in :func:`frame_words`.

    >>> field_words("event_date"), field_words("direction")
    ('day', 'direction')
    """
    return _FIELDS.get(name, name)


def frame_words(claim: ReadClaim) -> tuple[tuple[str, str], ...]:
    """Return each field of *claim* as its name in words and its value in words, in the order of claims/1."""
    return (
        ("who", speaker_words(claim)),
        ("where", claim.channel or NOT_STATED),
        ("number", number_words(claim.count)),
        ("of whom", _CATEGORIES.get(claim.category, claim.category)),
        ("covers", NOT_STATED if claim.scope is None else SCOPES[claim.scope]),
        ("direction", direction_words(claim.direction)),
        ("day", claim.event_date or NOT_STATED),
        ("said on", claim.said_date or NOT_STATED),
        ("sense", claim.modality.value),
        *((("relayed by", ", ".join(claim.via)),) if claim.via else ()),
        *((("superlative", claim.superlative),) if claim.superlative else ()),
        *((("details", claim.part_of),) if claim.part_of else ()),
    )


def people_words(claim: ReadClaim) -> str:
    """Return how many of whom a claim counts and what the number covers, as "157 prisoners of war from each side"."""
    whom = "people" if claim.category == "persons" else _CATEGORIES.get(claim.category, claim.category)
    if claim.count is None:
        return f"{whom}, no number"
    covered = () if claim.scope is None else (SCOPES[claim.scope],)
    comma = "" if claim.scope in (None, Scope.ONE_SIDE, Scope.PER_SIDE) else ","
    return " ".join((number_words(claim.count), whom + comma, *covered))


def number_words(count: ClaimCount | None) -> str:
    """
    Return a count in words, with how it was said.

    >>> number_words(None)
    'no number: a claim about how far things are'
    """
    return "no number: a claim about how far things are" if count is None else str(count)


def direction_words(direction: str | None) -> str:
    """Return who frees whom."""
    if direction is None:
        return NOT_STATED
    holder, arrow, receiver = direction.partition(">")
    return f"{holder} releases to {receiver}" if arrow else "both directions"


def speaker_words(claim: ReadClaim) -> str:
    """Return who is said to have said it, by office."""
    speaker = claim.speaker
    match speaker.party:
        case "NEWS":
            return "the report itself"
        case "BOTH":
            return "officials of both sides"
        case "ANON":
            return "an unnamed source"
        case party:
            return speaker.office or f"{ROLES.get(speaker.role, speaker.role)} of {party}"


def alternatives(claim: ReadClaim) -> tuple[str, ...]:
    """
    Return other readings of the least certain field, each as ``field=value`` for a correction.

    Empty where the field has no closed list of values: a number or a date is corrected by writing it.
    """
    weakest = claim.weakest
    if weakest is None:
        return ()
    values: dict[str, tuple[tuple[str, ...], str | None]] = {
        "category": (tuple(sorted(CATEGORIES)), claim.category),
        "direction": (_turned(claim.direction), claim.direction),
        "modality": (tuple(one.value for one in Modality), claim.modality.value),
        "scope": (tuple(one.value for one in Scope), None if claim.scope is None else claim.scope.value),
        "speaker": ((_ANON, BOTH, NEWS), claim.speaker.party),
    }
    choices, now = values.get(weakest.name, ((), None))
    key = "party" if weakest.name == "speaker" else weakest.name
    return tuple(f"{key}={one}" for one in choices if one != now)


def _turned(direction: str | None) -> tuple[str, ...]:
    return (*([opposite(direction)] if direction is not None and ">" in direction else []), "both", "none")
