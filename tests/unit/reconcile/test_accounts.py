"""What parties say of the procedure itself, side by side."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations

import pytest

from homeward.model.claims import Claim, ClaimCount, CountOp, Modality, Statement
from homeward.model.ids import PartyId
from homeward.reconcile import Subject, accounts
from homeward.reconcile.accounts import SPOKEN, subject_of

PARTIES = (PartyId("east"), PartyId("west"))
DAY = date(2026, 6, 7)


def said(
    party: str, modality: Modality, *, category: str = "persons", on: date = DAY, number: int | None = None
) -> Claim:
    """Return a claim as a party's office made it."""
    statement = Statement(
        id=f"{party}-{on}",
        speaker="Office",
        office=f"Office of {party}",
        party=party,
        role="mod",
        channel=None,
        said_on=on,
        source=f"{party} {on}",
        via=None,
    )
    return Claim(
        id=f"{party}-{modality.value}-{category}-{on}",
        statement=statement,
        quote=f"{party} says {modality.value}",
        event_on=None,
        direction="both",
        count=None if number is None else ClaimCount(op=CountOp.EXACT, low=number, high=number),
        category=category,
        scope=None,
        modality=modality,
    )


@pytest.mark.parametrize(
    ("modality", "category", "number", "subject"),
    [
        (Modality.POSTPONED, "persons", None, Subject.MEETING),
        (Modality.REFUSED, "bodies", None, Subject.MEETING),
        (Modality.DENIED, "persons", None, Subject.MEETING),
        (Modality.AGREED, "event", None, Subject.MEETING),
        (Modality.DONE, "list", 640, Subject.LISTS),
        (Modality.PENDING, "persons", None, Subject.LISTS),
        (Modality.DONE, "persons", 390, None),
        (Modality.AGREED, "persons", 1000, None),
        (Modality.DONE, "persons", None, None),
    ],
)
def test_a_subject_is_known_by_sense_and_kind(
    modality: Modality, category: str, number: int | None, subject: Subject | None
) -> None:
    """Refused, put off, denied, agreed: the meeting; lists and steps: lists; numbers of people: neither."""
    assert subject_of(said("east", modality, category=category, number=number)) is subject


def test_accounts_differ_when_senses_differ() -> None:
    """One side asserts what the other denies; both are kept, in alphabetical order, and nobody is right."""
    found = accounts([said("west", Modality.DENIED), said("east", Modality.POSTPONED)], PARTIES)

    assert [(one.subject, one.differ) for one in found] == [(Subject.MEETING, True)]
    assert [one.party for one in found[0].told] == ["east", "west"]


def test_equal_words_are_not_called_different() -> None:
    """Both speak of a delay: who is meant is not in the claim, so nothing is called different."""
    found = accounts([said(party, Modality.POSTPONED) for party in PARTIES], PARTIES)

    assert [one.differ for one in found] == [False]


@pytest.mark.parametrize("speaker", ["east", "NEWS", "third", "neutral"])
def test_one_side_alone_is_no_quarrel(speaker: str) -> None:
    """It takes two parties; what a reporter or a third party says is no account of a party."""
    assert accounts([said("east", Modality.POSTPONED), said(speaker, Modality.DENIED)], PARTIES) == ()


def test_what_lies_far_apart_is_another_matter() -> None:
    """Statements weeks apart are about two meetings; within the bound they are about one."""
    near, far = DAY + SPOKEN, DAY + SPOKEN + timedelta(days=1)

    one = accounts([said("east", Modality.POSTPONED), said("west", Modality.DENIED, on=near)], PARTIES)
    two = accounts([said("east", Modality.POSTPONED), said("west", Modality.DENIED, on=far)], PARTIES)

    assert len(one) == 1
    assert two == ()


def test_the_order_of_claims_changes_nothing() -> None:
    """In whatever order claims come, the same accounts stand beside each other."""
    claims = [
        said("east", Modality.POSTPONED),
        said("west", Modality.DENIED, on=DAY + timedelta(days=2)),
        said("east", Modality.DONE, category="list", number=640),
        said("west", Modality.PENDING, category="list", on=DAY + timedelta(days=4)),
        said("east", Modality.REFUSED, on=DAY + timedelta(days=5)),
    ]

    found = {accounts(order, PARTIES) for order in permutations(claims)}

    assert len(found) == 1
    assert [len(account.claims) for account in next(iter(found))[0].told]
