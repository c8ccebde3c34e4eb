"""The act at the crossing: who travels, who replaces whom, and the sheet for paper."""

from __future__ import annotations

from dataclasses import replace

import pytest

from homeward.handover import draft_act, number_in_words, public_category, sheet_text
from homeward.handover.drafting import EVERYBODY
from homeward.model.acts import Act, Place
from homeward.model.ids import CategoryId, Digest, PartyId, Ref, TrancheId
from homeward.model.people import Candidate, Health, Status
from homeward.model.terms import Direction, Terms
from homeward.terms import read_terms
from tests.world import PARTIES, TERMS

WAY = Direction(holder=PartyId("north"), receiver=PartyId("south"))
POW, CIVILIAN = CategoryId("pow"), CategoryId("civilian")


def _place(letter: str, category: CategoryId = POW) -> Place:
    return Place(ref=Ref(letter * 64), category=category)


PLANNED = (_place("a"), _place("b"), _place("c", CIVILIAN))
RESERVE = (_place("f"), _place("d", CIVILIAN), _place("e"))


def _act(*unavailable: str) -> Act:
    return draft_act(
        tranche=TrancheId("day-1"),
        number=1,
        direction=WAY,
        planned=PLANNED,
        reserve=RESERVE,
        unavailable={Ref(one * 64) for one in unavailable},
    )


def _terms() -> Terms:
    terms, _ = read_terms(TERMS.encode(), source="terms.toml", parties=list(PARTIES))
    assert terms is not None
    return terms


PERSON = Candidate(
    ref=Ref("a" * 64),
    holder=PartyId("north"),
    receiver=PartyId("south"),
    status=Status.POW,
    health=Health.SERIOUSLY_WOUNDED,
    sex=None,
    born=None,
    held_since=None,
    group=None,
)


@pytest.mark.parametrize(
    ("unavailable", "people", "absent", "replacements"),
    [
        ("", "abc", "", ""),
        ("a", "bcf", "a", "f"),
        ("af", "bce", "a", "e"),
        ("c", "abd", "c", "d"),
        ("ab", "cef", "ab", "fe"),
        ("cd", "ab", "c", ""),
        ("abe", "cf", "ab", "f"),
    ],
)
def test_absent_people_are_replaced_in_the_order_of_the_reserve(
    unavailable: str, people: str, absent: str, replacements: str
) -> None:
    """Each absent person's place goes to the next of the reserve in the same category, or stays owed."""
    act = _act(*unavailable)

    assert "".join(place.ref[0] for place in act.people) == people
    assert "".join(ref[0] for ref in act.absent) == absent
    assert "".join(ref[0] for ref in act.replacements) == replacements
    assert len(act.people) == len(PLANNED) - len(act.absent) + len(act.replacements)


def test_health_is_never_counted_on_an_act() -> None:
    """A seriously wounded prisoner of war is counted as a prisoner of war: an act tells nobody's health."""
    assert public_category(PERSON, _terms()) == POW


def test_who_is_of_no_counted_category_is_one_of_everybody() -> None:
    """Somebody no commitment names a category for is counted without one."""
    assert public_category(replace(PERSON, status=Status.RETAINED), _terms()) == EVERYBODY


def test_a_category_of_the_other_direction_does_not_count() -> None:
    """Only commitments of the person's own direction say what the person is counted as."""
    terms = replace(_terms(), commitments=tuple(one for one in _terms().commitments if one.direction != WAY))

    assert public_category(PERSON, terms) == EVERYBODY


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zero"),
        (12, "twelve"),
        (19, "nineteen"),
        (20, "twenty"),
        (47, "forty-seven"),
        (100, "one hundred"),
        (390, "three hundred and ninety"),
        (307, "three hundred and seven"),
        (1000, "one thousand"),
        (1001, "one thousand and one"),
        (2345, "two thousand three hundred and forty-five"),
        (999_999, "nine hundred and ninety-nine thousand nine hundred and ninety-nine"),
    ],
)
def test_numbers_are_written_out(number: int, words: str) -> None:
    """A changed digit does not pass unseen beside its words."""
    assert number_in_words(number) == words


def test_the_sheet_carries_everything_the_four_sign() -> None:
    """The sheet shows the code, every person once, the counts in digits and words, and four lines to sign on."""
    act = _act("a")

    text = sheet_text(act, Digest("12345678" * 8), {Ref("b" * 64): "made-up name"}, notices=["MADE UP"])

    assert text.startswith("MADE UP\nACT 1: north hands over to south, tranche day-1\nCode to read aloud: 1234 5678\n")
    expected = (
        "   1  bbbbbbbb  made-up name  [pow]\n"
        "   2  cccccccc  name not known here  [civilian]\n"
        "   3  ffffffff  name not known here  [pow]\n"
    )
    assert "civilian: 1 (one)\npow: 2 (two)\nTogether: 3 (three)\n" in text
    assert expected in text
    assert "Not travelling: 1. From the reserve: 1." in text
    assert text.count("1. ____") == text.count("2. ____") == 2
