"""How sure the claims behind a verdict are: the least sure field, and how many independent sources stand behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from homeward.model.claims import CERTAIN, Claim
from homeward.reconcile.slots import Said, weakest

SURE_PERCENT: Final = 80
"""
A field read with less is not sure enough for a conflict: one in five would be about other people. Judgement; a lower
number finds more conflicts and more that a reader takes back.
"""

_FIELDS: Final = {
    "event_date": "event_on",
    "direction": "direction",
    "scope": "scope",
    "category": "category",
    "modality": "modality",
    "count": "count",
}
"""Fields of claims/1 that a conflict rests on, in the order in which readers err most often, with their names here."""

_VOICES: Final = frozenset({"BOTH", "NEWS"})
"""Parties of claims/1 that are no office: whoever writes such a text speaks for himself."""


def doubt(said: Sequence[Said]) -> str | None:
    """
    Return the field that keeps a difference between *said* from being a conflict, None when all are sure.

    First what somebody does not state, then what was read with less than ``SURE_PERCENT``. Where several claims say
    the same, the surest counts for each field.
    """
    return weakest(tuple(one.slot for one in said)) or unsure_field(one.claims for one in said)


def unsure_field(groups: Iterable[Sequence[Claim]], fields: Iterable[str] = tuple(_FIELDS)) -> str | None:
    """Return which of *fields* was read least surely, None when each is sure in every group."""
    told = tuple(groups)
    found = [(min((_surest(claims, one) for claims in told), default=CERTAIN), one) for one in fields]
    least, field = min(found, key=lambda pair: pair[0])
    return _FIELDS[field] if least < SURE_PERCENT else None


def sources(claims: Iterable[Claim]) -> int:
    """
    Return how many independent sources stand behind *claims* (R10).

    An office is one source, however many texts carry its words. Whoever has no office (a reporter, an unnamed
    official) is as many sources as there are texts that are not copies of each other.
    """
    return len({source_of(claim) for claim in claims})


def source_of(claim: Claim) -> tuple[str, ...]:
    """Return the key that claims of one source share."""
    said = claim.statement
    if is_voice(claim):
        return ("text", said.origin or said.source)
    return ("office", said.party, said.office)


def speaker_of(claim: Claim) -> tuple[str, ...]:
    """
    Return the key that claims of one speaker share: an office, wherever it speaks.

    Whoever has no office is known by the text alone, and a reporter is not the officials whom he relays.
    """
    said = claim.statement
    where = (said.origin or said.source,) if is_voice(claim) else ()
    return (said.party, said.office, *where)


def is_voice(claim: Claim) -> bool:
    """Tell whether *claim* is made by nobody whose office is known, so that another text is another speaker."""
    said = claim.statement
    return said.party in _VOICES or said.role in ("media", "narrator", "unnamed")


def _surest(claims: Sequence[Claim], field: str) -> int:
    return max((claim.sure_of(field) for claim in claims), default=CERTAIN)
