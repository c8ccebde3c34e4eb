"""R8: what is said to be done beside the record of the same days."""

from dataclasses import replace
from datetime import date

import pytest

from homeward.model.claims import Claim, CountOp, Modality, Result, Scope
from homeward.model.figures import Stage
from homeward.reconcile import reconcile
from tests.unit.reconcile.made import (
    DAY,
    TERMS,
    THERE,
    claim,
    counted,
    figures,
    found,
    in_news,
    results,
)

SECOND = date(2025, 3, 2)
RECORD = (*figures(390), *figures(270, category="of-pow"), *figures(120, category="of-civilian"))


def one_way(name: str, number: int) -> Claim:
    """Return a claim about one direction."""
    return replace(claim(name, number), scope=Scope.ONE_SIDE, direction="east>west")


@pytest.mark.parametrize(
    "told",
    [
        claim("a", 390),
        one_way("a", 390),
        in_news("a", 780),
        replace(claim("a", 270), category="pow"),
        replace(claim("a", 120), category="civilian"),
        replace(claim("a", 390), category="mixed"),
        claim("a", counted(400, CountOp.APPROX)),
        claim("a", counted(200, CountOp.AT_LEAST)),
        claim("a", counted(380, CountOp.RANGE, high=400)),
    ],
    ids=["each", "one way", "total", "pow", "civilian", "mixed", "about", "at least", "range"],
)
def test_what_the_record_has_agrees(told: Claim) -> None:
    """A number from each side, of one direction, in all, or of a category, agrees with the record's own."""
    assert results([told], RECORD, rule="R8") == [(Result.AGREES_WITH_RECORD, ("a",))]


def test_the_figure_is_written_out_with_its_proofs() -> None:
    """The record's figure stands in words, and its proofs by their first digits."""
    (verdict,) = found([claim("a", 390)], RECORD)

    assert verdict.record == "2025-03-01: 390 people each way, confirmed as returned"
    assert verdict.settles == "the signed sheets behind the record's figure (proof aaaaaaaa, bbbbbbbb)"
    assert (
        verdict.says
        == "The figure of 390 people from each side given by Defence of East (1 March 2025) is what the record has."
    )


def test_another_number_differs() -> None:
    """A number that the record does not have differs by so many, and nobody is said to be wrong."""
    (verdict,) = found([claim("a", 395)], RECORD)

    assert (verdict.rule, verdict.result) == ("R8", Result.DIFFERS_FROM_RECORD)
    assert verdict.arithmetic == "395 - 390 = 5"


def test_handed_over_and_returned_are_two_counts() -> None:
    """A claim agrees if either stage has its number, and both stages are named."""
    record = (*figures(390, stage=Stage.HANDED_OVER), *figures(388))

    assert results([claim("a", 390)], record, rule="R8") == [(Result.AGREES_WITH_RECORD, ("a",))]
    assert results([claim("a", 388)], record, rule="R8") == [(Result.AGREES_WITH_RECORD, ("a",))]
    assert found([claim("a", 389)], record)[0].record == (
        "2025-03-01: 388 people each way, confirmed as returned; 390 people each way, handed over"
    )


def test_directions_that_differ_are_both_written() -> None:
    """A number from each side differs where only one direction has it."""
    back = replace(THERE, holder=THERE.receiver, receiver=THERE.holder)
    record = (*figures(390, ways=[THERE]), *figures(380, ways=[back]))

    (verdict,) = found([claim("a", 390)], record)

    assert verdict.result is Result.DIFFERS_FROM_RECORD
    assert verdict.record == (
        "2025-03-01: 390 people from east to west and 380 people from west to east, confirmed as returned"
    )


@pytest.mark.parametrize(
    "told",
    [
        claim("a", 390, on="2025-03-07"),
        claim("a", 390, on="2024-12-01"),
        claim("a", 390, on="2024-12-01/2025-03-01"),
        replace(claim("a", 390), category="bodies"),
        replace(one_way("a", 390), direction="east>south"),
    ],
    ids=["another day", "before the agreement", "since before it", "category", "direction"],
)
def test_a_number_alone_is_never_enough(told: Claim) -> None:
    """390 on another day, of another category or direction is not in the record, though the record has a 390."""
    assert results([told], RECORD, rule="R8") == [(Result.NOT_IN_RECORD, ("a",))]


def test_a_record_of_one_direction_is_not_each_side() -> None:
    """Where one direction is not in the record yet, "from each side" is not."""
    assert results([claim("a", 390)], figures(390, ways=[THERE]), rule="R8") == [(Result.NOT_IN_RECORD, ("a",))]


def test_days_together_are_summed() -> None:
    """A claim about two days is set beside both."""
    record = (*RECORD, *figures(307, SECOND))

    assert results([claim("a", 697, on="2025-03-01/2025-03-02")], record, rule="R8") == [
        (Result.AGREES_WITH_RECORD, ("a",))
    ]
    assert results([claim("b", 390)], record, rule="R8") == [(Result.AGREES_WITH_RECORD, ("b",))]


def test_a_running_total_counts_from_the_agreement() -> None:
    """A running total is set beside all that crossed until its day; since when it counts is its weakest field."""
    record = (*RECORD, *figures(307, SECOND))
    so_far = replace(one_way("a", 697), scope=Scope.CUMULATIVE, event_on=claim("x", 1, on="2025-03-02").event_on)

    assert results([so_far], record, rule="R8") == [(Result.AGREES_WITH_RECORD, ("a",))]
    (verdict,) = found([replace(so_far, count=counted(5_757))], record)
    assert (verdict.result, verdict.weakest) == (Result.NEEDS_REVIEW, "scope")


@pytest.mark.parametrize(
    ("told", "field"),
    [
        (claim("a", 390, on=None), "event_on"),
        (claim("a", 395, on="2025-03-01?"), "event_on"),
        (replace(one_way("a", 390), direction=None), "direction"),
        (replace(claim("a", 390), scope=None), "scope"),
        (claim("a", 270), "category"),
    ],
    ids=["no date", "uncertain date", "no direction", "no scope", "a category's number"],
)
def test_what_is_not_sure_needs_a_person(told: Claim, field: str) -> None:
    """A difference is raised only where everything is stated; the weakest field is named."""
    (verdict,) = [one for one in found([told], RECORD) if one.rule == "R8"]

    assert (verdict.result, verdict.weakest) == (Result.NEEDS_REVIEW, field)


def test_a_headline_beside_the_record_alone_is_rounded() -> None:
    """800 in all is 780 rounded, also where no claim explains it."""
    (verdict,) = found([in_news("a", 800)], RECORD)

    assert (verdict.rule, verdict.result) == ("R3", Result.ROUNDED)
    assert verdict.arithmetic == "390 + 390 = 780; 800 is 780 rounded up to the next hundred"


def test_a_partys_round_count_differs() -> None:
    """A party that counts 400 from each side counts; it does not round."""
    assert results([claim("a", 400)], RECORD, rule="R8") == [(Result.DIFFERS_FROM_RECORD, ("a",))]


@pytest.mark.parametrize("modality", [one for one in Modality if one is not Modality.DONE])
def test_only_what_is_said_to_be_done_is_compared(modality: Modality) -> None:
    """What is agreed, expected or refused is not in a record of what was done."""
    assert results([replace(claim("a", 500), modality=modality)], RECORD, rule="R8") == []


def test_some_of_them_are_not_compared() -> None:
    """A number of some people among others has no figure of its own in the record."""
    assert results([replace(claim("a", 70), scope=Scope.SUBSET)], RECORD, rule="R8") == []


def test_a_total_of_the_whole_exchange_is_not_added_to_its_tranches() -> None:
    """A figure without a tranche counts the same people again and is left out beside those of the tranches."""
    whole = [replace(one, tranche=None, persons=1_000) for one in figures(390)]

    assert results([claim("a", 390)], (*RECORD, *whole), rule="R8") == [(Result.AGREES_WITH_RECORD, ("a",))]


def test_two_sheets_of_one_tranche_are_added() -> None:
    """A tranche signed on two sheets counts both."""
    second = [replace(one, proof=()) for one in figures(390)]

    assert results([claim("a", 780)], (*figures(390), *second), rule="R8") == [(Result.AGREES_WITH_RECORD, ("a",))]


def test_a_category_that_differs_differs() -> None:
    """A number of one category is compared with that category only."""
    assert results([replace(claim("a", 120), category="pow")], RECORD, rule="R8") == [
        (Result.DIFFERS_FROM_RECORD, ("a",))
    ]


def test_a_claim_about_days_is_set_beside_what_had_crossed_by_then() -> None:
    """A figure dated after the day looked at is not counted, though the claim is about that day too."""
    record = (*RECORD, *figures(307, SECOND))
    told = claim("a", 390, on="2025-03-01/2025-03-02")

    (verdict,) = reconcile([told], record, TERMS, as_of=DAY)

    assert verdict.result is Result.AGREES_WITH_RECORD
