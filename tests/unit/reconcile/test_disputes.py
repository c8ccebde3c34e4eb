"""R5 and R7: numbers that exclude each other, and assertions that somebody denies."""

import time
from dataclasses import replace
from datetime import date

import pytest

from homeward.model.claims import Claim, ClaimCount, CountOp, Modality, Result, Scope
from homeward.reconcile import SURE_PERCENT
from tests.unit.reconcile.made import arithmetic, claim, counted, found, in_news, of_west, results, status

NEXT_DAY = date(2025, 3, 2)


def test_two_offices_with_two_numbers_are_in_dispute() -> None:
    """207 and 195 for the same people exclude each other, and both are kept."""
    claims = [claim("a", 207), of_west("b", 195)]

    (verdict,) = [one for one in found(claims) if one.rule == "R5"]

    assert (verdict.result, verdict.claims) == (Result.DISPUTE, ("a", "b"))
    assert verdict.arithmetic == "207 and 195 are 12 apart"
    assert "both are kept" in verdict.says
    assert verdict.settles is not None


@pytest.mark.parametrize("pair", [(110, 108), (52, 50), (189, 150), (277, 246)])
def test_a_round_count_of_a_party_is_still_its_count(pair: tuple[int, int]) -> None:
    """Between parties a round number is a count, not a rounding: published differences stay disputes."""
    claims = [claim("a", pair[0]), of_west("b", pair[1])]

    assert results(claims, rule="R5") == [(Result.DISPUTE, ("a", "b"))]
    assert results(claims, rule="R3") == []


def test_a_round_number_of_a_reporter_is_a_rounding() -> None:
    """400 from each side in the news beside a party's 390 is rounded, not disputed."""
    news = replace(in_news("news", 400), scope=Scope.PER_SIDE)

    assert results([claim("a", 390), news], rule="R3") == [(Result.ROUNDED, ("a", "news"))]
    assert results([claim("a", 390), news], rule="R5") == []
    assert arithmetic([claim("a", 390), news], rule="R3") == ["400 is 390 rounded up to the next hundred"]


def test_numbers_that_meet_are_no_dispute() -> None:
    """A number said as "about 400" or "at least 200" leaves room for 390."""
    claims = [
        claim("a", counted(400, CountOp.APPROX)),
        of_west("b", 390),
        in_news("c", counted(200, CountOp.AT_LEAST)),
    ]

    assert results(claims, rule="R5") == []


@pytest.mark.parametrize(
    "other",
    [
        of_west("b", 195, on="2025-03-02"),
        replace(of_west("b", 195), category="pow"),
        replace(of_west("b", 195), modality=Modality.EXPECTED),
        replace(of_west("b", 195), scope=Scope.TOTAL),
        replace(of_west("b", 195), scope=Scope.SUBSET),
    ],
    ids=["day", "category", "modality", "scope", "subset"],
)
def test_numbers_about_other_people_are_never_compared(other: Claim) -> None:
    """Another day, category, sense or scope is another slot: the numbers alone say nothing."""
    assert results([claim("a", 207), other], rule="R5") == []


def test_each_side_and_one_direction_share_people() -> None:
    """A number from each side is also the number of each direction."""
    one_way = replace(of_west("b", 195), scope=Scope.ONE_SIDE, direction="west>east")

    assert results([claim("a", 207), one_way], rule="R5") == [(Result.DISPUTE, ("a", "b"))]


@pytest.mark.parametrize(
    ("other", "field"),
    [
        (of_west("b", 195, on=None), "event_on"),
        (of_west("b", 195, on="2025-03-01~"), "event_on"),
        (replace(of_west("b", 195), scope=Scope.ONE_SIDE, direction=None), "direction"),
        (replace(of_west("b", 195), scope=None), "scope"),
    ],
    ids=["no date", "about that date", "no direction", "no scope"],
)
def test_an_unstated_field_needs_a_person(other: Claim, field: str) -> None:
    """A conflict is raised only where both state everything; otherwise the weakest field is named."""
    (verdict,) = [one for one in found([claim("a", 207), other]) if one.rule == "R5"]

    assert (verdict.result, verdict.weakest) == (Result.NEEDS_REVIEW, field)


def test_with_two_fields_unstated_a_number_stands_alone() -> None:
    """A number that states neither day nor scope is compared with nothing."""
    other = replace(of_west("b", 195, on=None), scope=None)

    assert results([claim("a", 207), other], rule="R5") == []


def test_an_undated_number_of_another_day_stands_alone() -> None:
    """A number without a day is compared only with what was said on the same day."""
    assert results([claim("a", 207), of_west("b", 195, said=NEXT_DAY, on=None)], rule="R5") == []


def test_the_same_office_later_revises() -> None:
    """A number that its own office replaces is a revision, and disputes nothing any more."""
    claims = [claim("a1", 207), claim("a2", 195, said=NEXT_DAY), of_west("b", 195)]

    assert results(claims, rule="R5") == [(Result.REVISION, ("a1", "a2"))]


def test_the_same_office_on_one_day_needs_a_person() -> None:
    """Two numbers of one office on one day have no order."""
    (verdict,) = [one for one in found([claim("a1", 207), claim("a2", 195)]) if one.rule == "R5"]

    assert (verdict.result, verdict.weakest) == (Result.NEEDS_REVIEW, "said_on")


def test_every_voice_is_named_and_none_is_counted_as_a_vote() -> None:
    """Two offices with one number and one with another are one dispute that names all three."""
    third = claim("c", 195, by="Ministry of Elsewhere", party="third")

    assert results([claim("a", 207), of_west("b", 195), third], rule="R5") == [(Result.DISPUTE, ("a", "b", "c"))]


def test_an_assertion_and_its_denial_are_contested() -> None:
    """One side says that the other postponed, and the other denies it: contested, and nobody is said to be right."""
    claims = [status("a", Modality.POSTPONED), status("b", Modality.DENIED, party="west")]

    assert results(claims, rule="R7") == [(Result.CONTESTED, ("a", "b"))]


def test_a_majority_resolves_nothing() -> None:
    """Three voices against one are one contested verdict, as one against one is."""
    others = [replace(status(f"n{n}", Modality.REFUSED), statement=in_news(f"x{n}", 1).statement) for n in range(2)]
    claims = [status("a", Modality.REFUSED), *others, status("b", Modality.DENIED, party="west")]

    assert results(claims, rule="R7") == [(Result.CONTESTED, ("a", "b", "n0", "n1"))]


def test_a_denial_of_another_day_contests_nothing() -> None:
    """What is denied for another day is another matter."""
    claims = [status("a", Modality.POSTPONED), status("b", Modality.DENIED, party="west", on="2025-03-09")]

    assert results(claims, rule="R7") == []


def test_an_office_does_not_deny_itself() -> None:
    """A refusal and a denial by one office are about two things until somebody reads them again."""
    assert results([status("a", Modality.REFUSED), status("b", Modality.DENIED)], rule="R7") == []


def test_a_reporters_far_number_is_a_dispute() -> None:
    """A number in the news that is no rounding of the other excludes it."""
    news = replace(in_news("news", 415), scope=Scope.PER_SIDE)

    assert results([claim("a", 390), news], rule="R5") == [(Result.DISPUTE, ("a", "news"))]


def test_a_field_hardly_read_is_no_conflict() -> None:
    """A direction read with less than the threshold makes a review of a dispute; at the threshold it stays one."""
    below = replace(claim("a", 207), confidence=(("direction", SURE_PERCENT - 1), ("scope", 99)))
    at_it = replace(below, confidence=(("direction", SURE_PERCENT),))

    (verdict,) = [one for one in found([below, of_west("b", 195)]) if one.rule == "R5"]

    assert (verdict.result, verdict.weakest) == (Result.NEEDS_REVIEW, "direction")
    assert results([at_it, of_west("b", 195)], rule="R5") == [(Result.DISPUTE, ("a", "b"))]


def test_the_surest_of_those_who_agree_counts() -> None:
    """Where a person wrote the same number down, that a program hardly read it elsewhere does not matter."""
    hardly = replace(claim("a", 207), confidence=(("direction", 10),))
    by_hand = claim("c", 207, by="Rescue of East")

    assert results([hardly, by_hand, of_west("b", 195)], rule="R5") == [(Result.DISPUTE, ("a", "b", "c"))]


def test_numbers_far_apart_are_hardly_about_the_same_people() -> None:
    """390 and 2 for one slot ask a person what each covers."""
    (verdict,) = [one for one in found([claim("a", 390), of_west("b", 2)]) if one.rule == "R5"]

    assert (verdict.result, verdict.weakest) == (Result.NEEDS_REVIEW, "scope")


def test_two_offices_of_one_party_ask_a_person() -> None:
    """An office that gives fewer than another of its own party may count some of the people only."""
    claims = [claim("a", 390), claim("b", 387, by="Rescue of East")]

    (verdict,) = [one for one in found(claims) if one.rule == "R5"]

    assert (verdict.result, verdict.weakest) == (Result.NEEDS_REVIEW, "scope")


def test_a_part_is_no_rival_of_its_whole() -> None:
    """A number that details another, and two that detail the same one, are not compared."""
    claims = [claim("a", 390), *(replace(claim(f"p{n}", n), part_of="a") for n in (200, 190))]

    assert results(claims, rule="R5") == []


def test_two_numbers_of_one_sentence_are_two_groups() -> None:
    """5,757 in exchanges and 536 beside them, told in one sentence, do not exclude each other."""
    claims = [replace(claim("a", 5_757), evidence=(0, 90)), replace(claim("b", 5_536), evidence=(0, 90))]

    assert results(claims, rule="R5") == []


def test_a_number_said_to_be_replaced_is_a_revision() -> None:
    """A number "45 instead of 50" replaces 50, and is told with the difference."""
    before = replace(claim("old", 50), modality=Modality.SUPERSEDED, evidence=(0, 9))
    claims = [before, replace(claim("new", 45), evidence=(0, 9)), replace(claim("far", 40), evidence=(50, 59))]

    (verdict,) = [one for one in found(claims) if one.result is Result.REVISION]

    assert (verdict.claims, verdict.arithmetic) == (("new", "old"), "50 - 45 = 5")


def test_what_another_office_says_replaces_nothing() -> None:
    """A number said to be replaced is not revised by the number of somebody else."""
    before = replace(claim("old", 50), modality=Modality.SUPERSEDED)

    assert results([before, of_west("b", 45)], rule="R5") == []


@pytest.mark.parametrize("modality", [Modality.DEMANDED, Modality.OFFERED])
def test_each_side_demands_and_offers_what_it_will(modality: Modality) -> None:
    """Two numbers demanded, or two offered, do not exclude each other."""
    claims = [replace(claim("a", 207), modality=modality), replace(of_west("b", 195), modality=modality)]

    assert results(claims, rule="R5") == []


def test_a_number_that_a_party_gives_too_is_no_rounding() -> None:
    """A reporter's 400 beside one party's 400 and the other's 390 is a dispute, not 390 rounded."""
    news = replace(in_news("news", 400), scope=Scope.PER_SIDE)

    assert results([claim("a", 400), of_west("b", 390), news], rule="R3") == []
    assert results([claim("a", 400), of_west("b", 390), news], rule="R5") == [(Result.DISPUTE, ("a", "b", "news"))]


def test_an_undated_denial_needs_a_person() -> None:
    """A denial that names no day may be of another matter."""
    claims = [status("a", Modality.REFUSED), status("b", Modality.DENIED, party="west", on=None)]

    assert results(claims, rule="R7") == [(Result.NEEDS_REVIEW, ("a", "b"))]


def test_a_denial_hardly_read_needs_a_person() -> None:
    """A denial that a program hardly read as one contests nothing by itself."""
    denied = replace(status("b", Modality.DENIED, party="west"), confidence=(("modality", 40),))

    (verdict,) = found([status("a", Modality.REFUSED), denied])

    assert (verdict.result, verdict.weakest) == (Result.NEEDS_REVIEW, "modality")


def test_every_verdict_has_the_words_of_its_claims() -> None:
    """Who said what stands side by side, in the order of the claims, in the words of the original."""
    told = [replace(claim("a", 207), quote="207 crossed"), replace(of_west("b", 195), quote="195 got through")]

    (verdict,) = [one for one in found(told) if one.rule == "R5"]

    assert verdict.words == (
        ("Defence of East (1 March 2025)", "207 crossed"),
        ("Defence of West (1 March 2025)", "195 got through"),
    )
    assert verdict.sources == 2


def test_twice_the_other_may_be_both_sides() -> None:
    """292 beside 146 may be both sides and one of them, so that a person is asked what each covers."""
    (verdict,) = [one for one in found([claim("a", 292), of_west("b", 146)]) if one.rule == "R5"]

    assert (verdict.result, verdict.weakest) == (Result.NEEDS_REVIEW, "scope")


def test_a_difference_that_is_told_too_may_be_the_rest() -> None:
    """390 beside 270, with 120 civilians told of the same day: 270 may be a part; told of another day it is not."""
    rest = replace(claim("c", 120), category="civilian")
    other_day = replace(rest, event_on=claim("x", 1, on="2025-03-02").event_on)

    assert results([claim("a", 390), of_west("b", 270), rest], rule="R5") == [(Result.NEEDS_REVIEW, ("a", "b"))]
    assert results([claim("a", 390), of_west("b", 270), other_day], rule="R5") == [(Result.DISPUTE, ("a", "b"))]


def test_a_reporter_is_not_the_officials_of_his_text() -> None:
    """What officials assert and a reporter of the same text denies is contested: they are two speakers."""
    asserted = status("a", Modality.POSTPONED, party="BOTH")
    denied = status("b", Modality.DENIED, party="NEWS")

    assert results([asserted, denied], rule="R7") == [(Result.CONTESTED, ("a", "b"))]


def test_a_range_said_to_be_approximate_is_written_whole() -> None:
    """Both ends of "about 5 to 6" are told, as everywhere else."""
    claims = [claim("a", ClaimCount(op=CountOp.APPROX, low=5, high=6)), of_west("b", 20)]

    assert any("about 5 to 6 people" in one.says for one in found(claims) if one.rule == "R5")


def test_many_offices_with_a_number_each_cost_no_minutes() -> None:
    """120 offices that give 120 numbers for the same people are put beside each other in a moment, two by two."""
    offices = [claim(f"c{n}", 390 + n, by=f"Office {n}", party=f"party-{n}") for n in range(120)]
    start = time.perf_counter()

    told = [one for one in found(offices) if one.rule in {"R3", "R5"}]

    assert len(told) == 120 * 119 / 2
    assert time.perf_counter() - start < 6
