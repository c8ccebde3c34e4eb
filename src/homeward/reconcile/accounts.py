"""
What the parties said in public about the procedure itself: who came, whether a date held, whose lists are due.

Such statements have no number that could add up. Where a shared record holds nothing about their subject, all that can
be done is to set them side by side, in the words in which they were said, and to say so. Nobody is found to be right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Final

from homeward.model.claims import Claim, Modality
from homeward.model.ids import PartyId
from homeward.reconcile.slots import Period, period_of
from homeward.reconcile.words import days, speakers


class Subject(Enum):
    """What a statement about the procedure is about."""

    MEETING = "whether a handover was agreed for a day, and who came"
    LISTS = "which lists were handed over, and whose step is next"


SPOKEN: Final = timedelta(days=3)
"""
Statements made at most so far apart, or about overlapping days, are about one matter. Judgement: sides answer each
other within a day or two, and rounds of one exchange are a week or more apart.
"""

_MEETING: Final = frozenset({Modality.AGREED, Modality.DENIED, Modality.POSTPONED, Modality.REFUSED})
_STEP: Final = frozenset({Modality.DEMANDED, Modality.PENDING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What one party said of one subject, one statement after the other."""

    party: PartyId
    claims: tuple[Claim, ...]

    @property
    def words(self) -> tuple[tuple[str, str], ...]:
        """Who said it, by office and day, and the words."""
        return tuple((speakers((one,)), one.quote) for one in self.claims)


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounts:
    """
    What two parties or more said of one subject at one time, parties in alphabetical order.

    ``differ``: they said different things of it (one denies what another asserts, one speaks of lists handed over and
    another of lists that are due). Equal words are no agreement: each may mean the other side.
    """

    subject: Subject
    first: date
    last: date
    told: tuple[Account, ...]
    differ: bool

    @property
    def when(self) -> str:
        """The days on which it was said."""
        return days(self.first, self.last)


def accounts(claims: Iterable[Claim], parties: Sequence[PartyId]) -> tuple[Accounts, ...]:
    """
    Set side by side what at least two of *parties* said of the procedure, in order of time.

    Only what a party's office says counts: others were not there. The order of *claims* changes nothing, and exchanging
    the parties' names exchanges their accounts and nothing else.
    """
    said = [one for one in claims if one.statement.party in parties]
    found = [
        made
        for subject in Subject
        for matter in _matters([one for one in set(said) if subject_of(one) is subject])
        for made in _accounts(subject, matter)
    ]
    return tuple(sorted(found, key=lambda one: (one.first, one.last, one.subject.name)))


def subject_of(claim: Claim) -> Subject | None:
    """Return what *claim* says of the procedure; None for a claim about people who crossed, or about anything else."""
    if claim.category == "list" or claim.modality in _STEP:
        return Subject.LISTS
    if claim.count is None and claim.modality in _MEETING:
        return Subject.MEETING
    return None


def _accounts(subject: Subject, matter: Sequence[Claim]) -> Iterator[Accounts]:
    by_party: dict[str, list[Claim]] = {}
    for claim in sorted(matter, key=lambda one: (one.statement.said_on, one.id)):
        by_party.setdefault(claim.statement.party, []).append(claim)
    if len(by_party) > 1:
        told = tuple(Account(party=PartyId(one), claims=tuple(made)) for one, made in sorted(by_party.items()))
        spoken = [one.statement.said_on for one in matter]
        yield Accounts(subject=subject, first=min(spoken), last=max(spoken), told=told, differ=_differ(told))


def _differ(told: Sequence[Account]) -> bool:
    senses = {frozenset(claim.modality for claim in one.claims) for one in told}
    return len(senses) > 1


def _matters(claims: Sequence[Claim]) -> Iterator[list[Claim]]:
    """Yield the claims that belong together: each is near in time to another of its group."""
    left = sorted(claims, key=lambda one: (one.statement.said_on, one.id))
    while left:
        group, rest = [left[0]], left[1:]
        grown = True
        while grown:
            near = [one for one in rest if any(_are_near(one, other) for other in group)]
            grown = bool(near)
            group += near
            rest = [one for one in rest if one not in near]
        left = rest
        yield group


def _are_near(left: Claim, right: Claim) -> bool:
    if abs(left.statement.said_on - right.statement.said_on) <= SPOKEN:
        return True
    ours, theirs = period_of(left), period_of(right)
    return _is_sure(ours) and _is_sure(theirs) and ours is not None and theirs is not None and ours.overlaps(theirs)


def _is_sure(period: Period | None) -> bool:
    return period is not None and period.is_sure
