"""Why a pair waits for people: one place says what the program may pass on by itself, and in words why not."""

from __future__ import annotations

from enum import Enum
from typing import Final

from homeward.matching.families import is_other_of_family, levels_of
from homeward.model.matches import Match

CERTAIN: Final = 0.9
"""
Probability from which a proposed pair may be passed on before people have looked at it.

Below it one such pair in ten or more is wrong, and a wrong one sends a stranger to a family.
"""


DIFFERS: Final = frozenset({"differs", "a different name"})
"""Levels of names that have nothing in common: a day of birth that agrees is no proof against both of them."""


class Doubt(Enum):
    """What stops the program from passing a pair on by itself; the value is the reason as people read it."""

    OTHER_OF_FAMILY = "same family, different person: the given name vetoes"
    NOT_PROPOSED = "the program does not propose it: another row is as likely, it is unlikely, or both are on one list"
    OTHER_NAMES = "surname and given name both differ"
    COMMON_NAMES = "the names are common, and neither a date of birth nor a number agrees"
    UNSURE = "less probable than nine in ten"


def doubt(match: Match) -> Doubt | None:
    """
    Return why *match* waits for people, or None where it may be passed on as it is; it stays a proposal either way.

    The first reason that holds, in the order of :class:`Doubt`. Which names are common is decided where the pair is
    scored, :func:`homeward.matching.acceptance.needs_looking_at`: it depends on how often they occur on both lists.
    """
    if is_other_of_family(match):
        return Doubt.OTHER_OF_FAMILY
    if not match.is_proposed:
        return Doubt.NOT_PROPOSED
    if {levels_of(match).get(name) in DIFFERS for name in ("surname", "given_names")} == {True}:
        return Doubt.OTHER_NAMES
    if not match.is_accepted:
        return Doubt.COMMON_NAMES
    return Doubt.UNSURE if match.probability < CERTAIN else None
