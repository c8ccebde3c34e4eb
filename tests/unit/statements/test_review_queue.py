"""The review queue: what matters most and is least sure comes first, whatever the order of the claims."""

from itertools import permutations

import pytest

from homeward.model.claims import ClaimCount, CountOp, Modality
from homeward.statements.queue import SURE, Read, Stakes, Weight, is_sure, review_queue
from homeward.statements.reader import Field, ReadClaim, Speaker
from tests.reader_fake import changed, document, read_claim

STAKES = Stakes(parties=frozenset({"NORTH", "SOUTH"}), open_stages=(24,), large=100)


def read(claim: ReadClaim, name: str = "report") -> Read:
    """Return a claim of a document called *name*."""
    return Read(document=document("24 people came home.", name=name), claim=claim)


def reasons(*claims: ReadClaim, stakes: Stakes = STAKES) -> dict[str, tuple[Weight, ...]]:
    """Return why each claim matters."""
    return {one.read.claim.id: one.reasons for one in review_queue(map(read, claims), stakes)}


def test_the_order_of_the_claims_changes_nothing() -> None:
    """Every order of the same claims gives the same queue, ties too."""
    claims = [
        read(read_claim("a", count=24)),
        read(read_claim("b", count=500, event_date=None)),
        read(read_claim("c", count=3, sure=80)),
        read(read_claim("c", count=3, sure=80), "other"),
        read(read_claim("d", count=None)),
    ]

    queues = {review_queue(order, STAKES) for order in permutations(claims)}

    assert len(queues) == 1
    assert len(queues.pop()) == len(claims)


def test_a_conflict_with_an_official_channel_comes_first() -> None:
    """A number that cannot be right together with an official's for the same thing is looked at before others."""
    official = read_claim("official", count=390)
    other = read_claim("other", count=400, speaker=Speaker(party="NEWS", role="narrator"))
    apart = read_claim("apart", count=7, event_date="2026-03-11")

    assert reasons(official, other, apart, stakes=Stakes(parties=frozenset({"NORTH"}))) == {
        "official": (Weight.CONFLICT,),
        "other": (Weight.CONFLICT,),
        "apart": (Weight.PLAIN,),
    }


@pytest.mark.parametrize(
    "change",
    [
        {"event_date": "2026-03-11"},
        {"direction": "NORTH>SOUTH"},
        {"category": "pow"},
        {"modality": Modality.AGREED},
        {"scope": None},
        {"event_date": None},
        {"count": ClaimCount(op=CountOp.AT_LEAST, low=200, high=None)},
    ],
)
def test_numbers_about_different_things_are_no_conflict(change: dict[str, object]) -> None:
    """Day, direction, category, sense and scope must all be one, and the intervals apart."""
    reported = read_claim("other", count=9, speaker=Speaker(party="NEWS", role="narrator"))

    found = reasons(read_claim("official", count=390), changed(reported, **change), stakes=Stakes(large=10_000))

    assert all(Weight.CONFLICT not in one for one in found.values())


def test_two_speakers_of_nobody_are_no_conflict_with_a_party() -> None:
    """Only a party's own office, through a role that speaks for it, makes a conflict that comes first."""
    one = read_claim("one", count=390, speaker=Speaker(party="NORTH", role="unnamed"))
    two = read_claim("two", count=9, speaker=Speaker(party="THIRD", role="mfa"))

    assert all(Weight.CONFLICT not in found for found in reasons(one, two).values())


def test_a_number_near_an_open_stage_matters() -> None:
    """Within a tenth of what a stage should return, a claim may be taken for its result."""
    found = reasons(*(read_claim(f"n{count}", count=count) for count in (21, 22, 24, 26, 27)))

    near = {name for name, why in found.items() if Weight.NEAR_STAGE in why}

    assert near == {"n22", "n24", "n26"}


def test_large_and_unlinked_and_unsure_speakers_matter() -> None:
    """A large number of no day, and a speaker nobody is sure of, are told."""
    unsure = read_claim("who", count=3, fields=(Field(name="speaker", rule="r", confidence=SURE - 1),))

    found = reasons(
        read_claim("large", count=100, event_date=None), read_claim("small", count=99, event_date=None), unsure
    )

    assert found == {"large": (Weight.LARGE_UNLINKED,), "small": (Weight.PLAIN,), "who": (Weight.SPEAKER,)}


def test_uncertainty_is_what_the_weakest_field_lacks() -> None:
    """Rank is consequence times uncertainty; a claim of which nothing is known is as unsure as can be."""
    items = review_queue([read(read_claim("a", count=3, sure=70)), read(read_claim("b", count=3, fields=()))], STAKES)

    assert [(one.read.claim.id, one.uncertainty, one.rank) for one in items] == [("b", 100, 200), ("a", 30, 30)]


def test_sure_means_every_field() -> None:
    """The threshold itself is sure; one field below it is not; nothing known is not."""
    assert is_sure(read_claim(sure=SURE))
    assert not is_sure(read_claim(sure=SURE - 1))
    assert not is_sure(read_claim(fields=()))
