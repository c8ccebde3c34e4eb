"""Remains: bags, what is found out about them, and whose they are. Bags are never people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from homeward.model.ids import Ref, RowId


class Method(Enum):
    """How somebody's remains were identified, or tried to be."""

    NONE = "none"
    EFFECTS = "effects"
    DOCUMENT = "document"
    RECOGNISED = "recognised"
    FINGERPRINT = "fingerprint"
    DENTAL = "dental"
    DNA = "dna"


PRIMARY: Final = frozenset({Method.FINGERPRINT, Method.DENTAL, Method.DNA})
"""Methods of which one is enough (INTERPOL, Disaster Victim Identification Guide: primary identifiers)."""


class Level(Enum):
    """How sure it is whose remains these are."""

    NONE = "none"
    PRESUMED = "presumed"
    CONFIRMED = "confirmed"


class Whose(Enum):
    """Of whose dead somebody is, as the receiving side found out."""

    RECEIVER = "receiver"
    HOLDER = "holder"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class BagFinding:
    """
    One thing found out about one bag: a method, and whom it points to.

    Several bags may be of one person, and one bag of several: each pair has its own findings. ``person`` is the row of
    the receiving side's list, None while nobody is named.
    """

    bag: Ref
    person: RowId | None
    method: Method
    whose: Whose
    on: date


def level_of(methods: frozenset[Method]) -> Level:
    """
    Return how sure an identification is: one primary method confirms, others presume, however many there are.

    >>> level_of(frozenset({Method.DOCUMENT, Method.EFFECTS})).value
    'presumed'
    """
    if methods & PRIMARY:
        return Level.CONFIRMED
    return Level.PRESUMED if methods - {Method.NONE} else Level.NONE
