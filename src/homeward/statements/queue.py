"""The order in which claims are reviewed: what would matter most if it were read wrongly, and is least sure, first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from itertools import combinations
from typing import Final

from homeward.model.claims import ClaimCount
from homeward.model.documents import Document
from homeward.statements.reader.values import ReadClaim

SURE: Final = 90
"""Per cent. A claim whose weakest field is at least so sure goes on without a review."""

_OFFICIAL: Final = frozenset({"coord", "hos", "mfa", "mod"})
"""Roles through which a side speaks as a side."""

_NEAR: Final = 10
"""A number is near another within a tenth of it."""

_NOBODYS: Final = frozenset({"ANON", "BOTH", "NEWS"})


class Weight(Enum):
    """Why a claim matters, in words for the reviewer, and how much."""

    CONFLICT = "differs from what a party's official channel says of the same thing", 5
    NEAR_STAGE = "its number is near a stage that nobody has confirmed", 4
    LARGE_UNLINKED = "it is large, and belongs to no day", 3
    SPEAKER = "who said it is uncertain", 2
    PLAIN = "a field is uncertain", 1

    @property
    def says(self) -> str:
        """The reason, in words."""
        return self.value[0]

    @property
    def points(self) -> int:
        """How much it matters beside the others."""
        return self.value[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A claim with the document it was read from."""

    document: Document
    claim: ReadClaim

    @property
    def id(self) -> str:
        """The claim's id over all documents."""
        return f"{self.document.id}-{self.claim.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stakes:
    """
    What makes a number matter in this exchange.

    ``parties``: codes of those who may speak officially, as the texts' configuration writes them; empty takes every
    speaker who is somebody. ``open_stages``: how many people each stage not yet confirmed should return. ``large``:
    from how many people a claim is large.
    """

    parties: frozenset[str] = frozenset()
    open_stages: tuple[int, ...] = ()
    large: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One claim to review: why it matters, and how unsure its weakest field is."""

    read: Read
    reasons: tuple[Weight, ...]
    uncertainty: int

    @property
    def rank(self) -> int:
        """Consequence times uncertainty."""
        return sum(one.points for one in self.reasons) * self.uncertainty


def review_queue(claims: Iterable[Read], stakes: Stakes) -> tuple[Item, ...]:
    """
    Return an item for each of *claims*, the one to look at first at the head.

    Items come by falling consequence times uncertainty, then by document, place in the text and id: the order in
    which *claims* are given changes nothing. Uncertainty is what the weakest field lacks to 100 per cent, never zero.
    """
    told = list(claims)
    conflicts = _conflicts(told, stakes)
    items = [_item(one, one.id in conflicts, stakes) for one in told]
    return tuple(sorted(items, key=lambda one: (-one.rank, one.read.document.id, one.read.claim.span, one.read.id)))


def is_sure(claim: ReadClaim) -> bool:
    """Tell whether *claim* goes on unreviewed: every field is at least ``SURE``. Nothing known is not sure."""
    return claim.weakest is not None and claim.weakest.confidence >= SURE


def _item(read: Read, is_in_conflict: bool, stakes: Stakes) -> Item:  # noqa: FBT001 - one of two kinds
    claim = read.claim
    low = None if claim.count is None else claim.count.low
    speaker = next((one.confidence for one in claim.fields if one.name == "speaker"), 0)
    holds = (
        (Weight.CONFLICT, is_in_conflict),
        (Weight.NEAR_STAGE, low is not None and any(_is_near(low, stage) for stage in stakes.open_stages)),
        (Weight.LARGE_UNLINKED, low is not None and low >= stakes.large and claim.event_date is None),
        (Weight.SPEAKER, speaker < SURE),
    )
    reasons = tuple(weight for weight, is_so in holds if is_so) or (Weight.PLAIN,)
    weakest = claim.weakest
    return Item(read=read, reasons=reasons, uncertainty=max(1, 100 - (0 if weakest is None else weakest.confidence)))


def _conflicts(told: list[Read], stakes: Stakes) -> frozenset[str]:
    """Return ids of claims whose number and an official's for the same slot cannot both be right."""
    slots: dict[tuple[object, ...], list[Read]] = {}
    for one in told:
        claim = one.claim
        if claim.count is not None and claim.event_date is not None:
            slot = (claim.event_date, claim.direction, claim.category, claim.scope, claim.modality)
            slots.setdefault(slot, []).append(one)
    pairs = (pair for slot in slots.values() for pair in combinations(slot, 2))
    return frozenset(
        one.id
        for pair in pairs
        if any(_is_official(one.claim, stakes) for one in pair) and _are_apart(pair[0].claim.count, pair[1].claim.count)
        for one in pair
    )


def _is_official(claim: ReadClaim, stakes: Stakes) -> bool:
    party = claim.speaker.party
    is_somebody = party in stakes.parties if stakes.parties else party not in _NOBODYS
    return is_somebody and claim.speaker.role in _OFFICIAL


def _are_apart(one: ClaimCount | None, other: ClaimCount | None) -> bool:
    if one is None or other is None:
        return False
    return (one.high is not None and one.high < other.low) or (other.high is not None and other.high < one.low)


def _is_near(number: int, stage: int) -> bool:
    return abs(number - stage) * _NEAR <= stage
