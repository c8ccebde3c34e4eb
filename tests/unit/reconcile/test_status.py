"""R6: "completed" beside what those taking part expect, and beside the record of that day."""

from dataclasses import replace
from datetime import date

import pytest

from homeward.model.claims import Modality, Result, Scope
from homeward.model.figures import Stage
from homeward.model.terms import Op
from tests.unit.reconcile.made import THERE, arithmetic, figures, found, from_afar, made_terms, results, status

SECOND, THIRD = date(2025, 3, 2), date(2025, 3, 3)


def test_completed_with_39_per_cent_returned_is_premature() -> None:
    """390 of 1,000 agreed from each side is 39 %."""
    (verdict,) = found([from_afar("over")], figures(390))

    assert (verdict.rule, verdict.result) == ("R6", Result.PREMATURE)
    assert verdict.arithmetic == "390 of 1,000 is 39 %"
    assert verdict.record == "until 2025-03-01: 390 of 1,000 agreed from each side, confirmed as returned"
    assert verdict.settles is not None
    assert verdict.settles.endswith("(proof aaaaaaaa, bbbbbbbb)")


def test_a_floor_is_named_as_one() -> None:
    """84 + 154 + 205 = 443 is 36.9 % of at least 1,200 agreed."""
    record = (*figures(84), *figures(154, SECOND), *figures(205, THIRD))
    terms = made_terms(1_200, op=Op.AT_LEAST)

    (verdict,) = found([from_afar("over", on="2025-03-03")], record, terms=terms)

    assert verdict.arithmetic == "443 of 1,200 is 36.9 %"
    assert "443 of at least 1,200 agreed from each side" in verdict.says


def test_what_came_later_does_not_count() -> None:
    """A claim is set beside what stood in the record on its day, though more crossed since."""
    record = (*figures(390), *figures(610, SECOND))

    assert arithmetic([from_afar("over")], record, rule="R6") == ["390 of 1,000 is 39 %"]


def test_completed_when_all_have_crossed_agrees() -> None:
    """1,000 of 1,000 is 100 %."""
    record = (*figures(390), *figures(307, SECOND), *figures(303, THIRD))

    assert results([from_afar("over", on="2025-03-03")], record, rule="R6") == [(Result.AGREES_WITH_RECORD, ("over",))]
    assert arithmetic([from_afar("over", on="2025-03-03")], record, rule="R6") == ["1,000 of 1,000 is 100 %"]


def test_the_furthest_stage_counts() -> None:
    """Everybody handed over completes the exchange, though an arrival is still to be confirmed."""
    record = (*figures(1_000, stage=Stage.HANDED_OVER), *figures(998))

    assert results([from_afar("over")], record, rule="R6") == [(Result.AGREES_WITH_RECORD, ("over",))]


def test_each_direction_has_its_own_share() -> None:
    """Where the directions differ, both shares are written out, in alphabetical order."""
    record = (
        *figures(1_000, ways=[THERE]),
        *figures(500, ways=[replace(THERE, holder=THERE.receiver, receiver=THERE.holder)]),
    )

    assert arithmetic([from_afar("over")], record, rule="R6") == ["1,000 of 1,000 is 100 %; 500 of 1,000 is 50 %"]


@pytest.mark.parametrize("modality", [Modality.EXPECTED, Modality.ONGOING, Modality.PENDING])
def test_completed_while_a_party_expects_more_is_premature(modality: Modality) -> None:
    """What a party says is still to come weighs over a third party's "completed"."""
    claims = [from_afar("over"), status("more", modality, on="2025-03-02/2025-03-03")]

    assert results(claims, rule="R6") == [(Result.PREMATURE, ("more", "over"))]


def test_between_parties_it_is_contested() -> None:
    """One party's "completed" against the other's "goes on" is resolved by nobody here."""
    claims = [status("over", Modality.DONE), status("more", Modality.EXPECTED, party="west", on="2025-03-02")]

    assert results(claims, rule="R6") == [(Result.CONTESTED, ("more", "over"))]


@pytest.mark.parametrize("party", ["west", "neutral", "BOTH"])
def test_those_who_take_part_weigh(party: str) -> None:
    """A party, the neutral and officials of both sides know whether it goes on."""
    claims = [from_afar("over"), status("more", Modality.EXPECTED, party=party, on="2025-03-02")]

    assert results(claims, rule="R6") == [(Result.PREMATURE, ("more", "over"))]


@pytest.mark.parametrize("party", ["third", "NEWS"])
def test_those_who_take_no_part_do_not(party: str) -> None:
    """A third party's expectation does not make another's "completed" premature."""
    claims = [from_afar("over"), status("more", Modality.EXPECTED, party=party, on="2025-03-02")]

    assert results(claims, rule="R6") == []


def test_an_expectation_of_before_is_not_held_against_it() -> None:
    """A plan told before the day does not contradict what was said on it."""
    claims = [from_afar("over"), status("more", Modality.EXPECTED, said=date(2025, 2, 25), on="2025-03-02")]

    assert results(claims, rule="R6") == []


def test_a_part_completed_is_not_the_whole() -> None:
    """To say that the first part is done is no claim that all is."""
    part = replace(status("part", Modality.DONE), scope=Scope.SUBSET)

    assert results([part, status("more", Modality.EXPECTED, on="2025-03-02")], figures(390), rule="R6") == []


def test_one_office_that_says_both_contradicts_itself() -> None:
    """To say "just completed" and "will go into effect soon" in one breath is contested."""
    claims = [from_afar("over"), from_afar("soon", Modality.EXPECTED, on=None)]

    (verdict,) = found(claims)

    assert (verdict.rule, verdict.result, verdict.claims) == ("R6", Result.CONTESTED, ("over", "soon"))
    assert verdict.weakest == "event_on"


def test_an_office_that_dates_the_rest_may_mean_a_part() -> None:
    """An office that says "completed" and "goes on tomorrow" may mean a part: a person reads it again."""
    claims = [from_afar("over"), from_afar("more", Modality.EXPECTED, on="2025-03-02")]

    (verdict,) = found(claims, figures(390))

    assert (verdict.result, verdict.weakest) == (Result.NEEDS_REVIEW, "scope")


def test_lists_handed_over_are_no_exchange_completed() -> None:
    """A claim about lists is not about people."""
    lists = replace(from_afar("lists"), category="list")

    assert found([lists], figures(390)) == []


def test_without_a_number_agreed_no_share_is_known() -> None:
    """Where the terms name no number, the record alone does not make "completed" premature."""
    assert found([from_afar("over")], figures(390), terms=replace(made_terms(), commitments=())) == []


def test_the_records_own_number_agreed_serves_as_well() -> None:
    """A number agreed that stands in the record is used where the terms name none."""
    record = (*figures(390), *(replace(one, tranche=None, on=None, stage=Stage.AGREED) for one in figures(500)))

    assert arithmetic([from_afar("over")], record, rule="R6", terms=replace(made_terms(), commitments=())) == [
        "390 of 500 is 78 %"
    ]
