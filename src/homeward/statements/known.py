"""What a reader of statements may know before it opens a file, and the closed lists of schema claims/1."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

BOTH: Final = "BOTH"
NEWS: Final = "NEWS"
NEUTRAL: Final = "neutral"
THIRD: Final = "third"
SPEAKERS: Final = frozenset({BOTH, NEWS, NEUTRAL, THIRD})
"""Who may speak beside a party: officials of both sides, the reporter's own voice, the neutral, anybody else."""

ROLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "coord": "coordination body",
        "hos": "head of state",
        "io": "international organisation",
        "media": "news medium",
        "mfa": "foreign ministry",
        "mod": "ministry of defence",
        "narrator": "report",
        "neg": "negotiator",
        "parl": "parliament",
        "unnamed": "unnamed official",
    }
)
"""Kinds of office, with the words for a speaker whose office is known by its kind only."""

CATEGORIES: Final = frozenset({"bodies", "civilian", "event", "hostage", "list", "mixed", "persons", "pow"})
"""What a number may count. ``persons``: the speaker does not say whom; nobody guesses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """
    What is known before a file is read; an empty set checks nothing.

    ``parties``: ids of the exchange. ``categories``: ids of the terms, allowed beside those of claims/1. ``claims``:
    ids read from other files, which a ``part_of`` may name and which may not be used again.
    """

    parties: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    claims: frozenset[str] = frozenset()


NOTHING_KNOWN: Final = Known()
