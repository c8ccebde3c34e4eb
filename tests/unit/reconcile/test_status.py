"""R6: "completed" beside what those taking part expect, and beside the record of that day."""

from dataclasses import replace
from datetime import date

import pytest

from homeward.model.claims import Claim, CountOp, Modality, Result, Scope
from homeward.model.figures import Stage
from homeward.model.terms import Op
from homeward.reconcile import reconcile
from tests.unit.reconcile.made import (
    EAST,
    LAST,
    THERE,
    WEST,
    arithmetic,
    claim,
    counted,
    figures,
    found,
    from_afar,
    made_terms,
    of_west,
    results,
    status,
)

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


def agreed(name: str, number: int, *, on: str | None = "2025-02-20") -> Claim:
    """Return a party's number agreed from each side."""
    return replace(claim(name, number, by="President of West", party="west", on=on), modality=Modality.AGREED)


def more(on: str | None = "2025-03-02") -> Claim:
    """Return a party's word that it goes on."""
    return status("more", Modality.EXPECTED, on=on)


def told(claims: list[Claim]) -> list[tuple[Result, tuple[str, ...], str | None]]:
    """Return what R6 finds where nobody has terms or a record, with the calculation."""
    verdicts = reconcile(claims, (), None, as_of=LAST, parties=(EAST, WEST))
    return [(one.result, one.claims, one.arithmetic) for one in verdicts if one.rule == "R6"]


def test_without_a_record_the_numbers_said_give_the_share() -> None:
    """390 of 1,000 said to be agreed are 39 %, while a party expects more."""
    claims = [from_afar("over"), more(), claim("a", 390), agreed("b", 1_000)]

    assert told(claims) == [
        (Result.PREMATURE, ("a", "b", "over"), "390 of 1,000 is 39 %"),
        (Result.PREMATURE, ("more", "over"), None),
    ]


def test_without_a_record_all_who_were_agreed_add_up() -> None:
    """390, 307 and 303 on three days are the 1,000 agreed, and "completed" holds."""
    days = [claim(f"d{n}", persons, on=f"2025-03-0{n}") for n, persons in enumerate((390, 307, 303), 1)]

    assert told([from_afar("over", on="2025-03-03"), *days, agreed("b", 1_000)]) == [
        (
            Result.ADDS_UP,
            ("b", "d1", "d2", "d3", "over"),
            "390 + 307 + 303 = 1,000; 1,000 of 1,000 is 100 %",
        )
    ]


def test_days_that_nobody_tells_are_not_held_against_it() -> None:
    """303 on the last day alone do not make "completed" premature while nobody expects more."""
    claims = [from_afar("over", on="2025-03-03"), claim("a", 303, on="2025-03-03"), agreed("b", 1_000)]

    assert told(claims) == []


@pytest.mark.parametrize("on", ["2025-02-19", "2025-02-25"], ids=["before the agreement", "long before"])
def test_what_crossed_under_another_agreement_does_not_count(on: str) -> None:
    """What crossed before the agreement, or long before the rest, is no part of it."""
    claims = [from_afar("over"), more(), claim("a", 390), claim("x", 205, on=on), agreed("b", 1_000)]

    assert told(claims)[0] == (Result.PREMATURE, ("a", "b", "over"), "390 of 1,000 is 39 %")


def test_one_direction_is_measured_by_its_own_number() -> None:
    """Where what is completed goes one way, the other way's numbers say nothing about it."""
    ways = [
        replace(claim(f"{name}-{way}", number), scope=Scope.ONE_SIDE, direction=way, modality=modality)
        for way, number in (("east>west", 32), ("west>east", 2))
        for name, modality in (("done", Modality.DONE), ("agreed", Modality.AGREED))
    ]
    over = replace(from_afar("over"), direction="east>west")

    assert told([over, *ways]) == [
        (Result.ADDS_UP, ("agreed-east>west", "done-east>west", "over"), "32 of 32 is 100 %")
    ]


def one_way(name: str, number: int, way: str = "east>west", modality: Modality = Modality.DONE) -> Claim:
    """Return a number of one direction."""
    return replace(claim(name, number), scope=Scope.ONE_SIDE, direction=way, modality=modality)


BACK = "west>east"
AGREED_BOTH = [one_way("a1", 100, modality=Modality.AGREED), one_way("a2", 100, BACK, Modality.AGREED)]


def test_both_ways_have_come_as_far_as_the_one_that_lags() -> None:
    """100 of 100 one way and 40 of 100 the other are not completed, whatever the first alone would add up to."""
    claims = [from_afar("over"), more(), *AGREED_BOTH, one_way("d1", 100), one_way("d2", 40, BACK)]

    assert told(claims)[0] == (Result.PREMATURE, ("a2", "d2", "over"), "40 of 100 is 40 %")


def test_a_way_that_nobody_tells_of_gives_no_share() -> None:
    """Where both ways were agreed and one alone is told, nobody can say that all is completed."""
    assert told([from_afar("over"), *AGREED_BOTH, one_way("d1", 100)]) == []
    each = replace(claim("a", 100), modality=Modality.AGREED)
    assert told([from_afar("over"), each, one_way("d1", 100)]) == []
    assert told([from_afar("over"), each, claim("d", 100), one_way("d2", 40, BACK)]) == []


def test_a_way_of_which_nothing_was_agreed_is_not_waited_for() -> None:
    """Where people of one side alone were to cross, their number decides."""
    assert told([from_afar("over"), AGREED_BOTH[0], one_way("d1", 100)]) == [
        (Result.ADDS_UP, ("a1", "d1", "over"), "100 of 100 is 100 %")
    ]


def test_two_numbers_agreed_give_no_share() -> None:
    """Where parties name different numbers agreed, which one to measure by would be a guess."""
    other = replace(agreed("c", 1_200), statement=replace(agreed("c", 1).statement, office="x", party="east"))

    assert (Result.PREMATURE, ("more", "over"), None) in told([from_afar("over"), more(), claim("a", 390), other])
    assert len(told([from_afar("over"), more(), claim("a", 390), agreed("b", 1_000), other])) == 1


def test_two_numbers_of_a_day_give_no_share() -> None:
    """Where the day's number is in dispute between parties, no share is worked out from either."""
    claims = [from_afar("over"), more(), claim("a", 390), of_west("x", 380), agreed("b", 1_000)]

    assert told(claims) == [(Result.PREMATURE, ("more", "over"), None)]


def test_what_a_report_narrates_may_be_a_stage() -> None:
    """A reporter's "exchanged" beside a party's "goes on" asks a person whether all of it is meant."""
    news = replace(from_afar("over"), statement=replace(from_afar("over").statement, party="NEWS"))

    assert [one[0] for one in told([news, more()])] == [Result.NEEDS_REVIEW]


def test_an_undated_expectation_may_be_of_another_exchange() -> None:
    """That there will be more, some day, asks a person."""
    assert [one[0] for one in told([from_afar("over"), more(on=None)])] == [Result.NEEDS_REVIEW]


def test_an_undated_number_expected_is_no_sign_that_it_goes_on() -> None:
    """A number expected with no day may be that of the whole exchange."""
    whole = replace(claim("plan", 1_000, on=None), modality=Modality.EXPECTED)

    assert told([from_afar("over"), whole]) == []


def test_a_completion_hardly_read_needs_a_person() -> None:
    """Where a program hardly read "completed" as done, nothing is called premature."""
    hardly = replace(from_afar("over"), confidence=(("modality", 40),))

    (verdict,) = found([hardly], figures(390))

    assert (verdict.result, verdict.weakest) == (Result.NEEDS_REVIEW, "modality")


def test_said_twice_is_completed_once() -> None:
    """An office that says it in a speech and in a post has one verdict that names both."""
    post = replace(from_afar("post"), statement=replace(from_afar("post").statement, channel="social", id="post"))

    assert results([from_afar("over"), post], figures(390), rule="R6") == [(Result.PREMATURE, ("over", "post"))]


def test_a_number_in_the_sentence_makes_it_a_stage() -> None:
    """Where the sentence itself says that 390 crossed, "done" is about those 390."""
    over = replace(from_afar("over"), evidence=(0, 90))
    count = replace(claim("a", 390), statement=over.statement, evidence=(0, 90))

    assert told([over, count, more(), agreed("b", 1_000)]) == []


def test_the_other_offices_of_a_party_speak_for_it_too() -> None:
    """Where another office of the same party dates what is to come, a person reads "completed" again."""
    own = replace(more(), statement=replace(more().statement, office="President of East"))

    assert [one[0] for one in told([status("over", Modality.DONE), own])] == [Result.NEEDS_REVIEW]


def test_a_report_that_says_both_tells_of_stages() -> None:
    """A reporter who writes "done" and "to come" tells of two stages: a person is asked, and nothing is contested."""
    voices = [
        replace(one, statement=replace(one.statement, party="NEWS", office="News report", speaker="News report"))
        for one in (from_afar("over"), from_afar("soon", Modality.EXPECTED, on=None))
    ]

    assert [one[0] for one in told(voices)] == [Result.NEEDS_REVIEW]


def test_more_than_were_agreed_are_other_people() -> None:
    """32 crossed of 2 agreed is no share: the numbers are about others, and nothing is found."""
    assert told([from_afar("over"), claim("a", 32), agreed("b", 2)]) == []


def test_more_than_a_floor_is_all_of_it() -> None:
    """1,250 of at least 1,200 agreed are all who were agreed."""
    floor = replace(agreed("b", 1), count=counted(1_200, CountOp.AT_LEAST))

    assert told([from_afar("over"), claim("a", 1_250), floor]) == [
        (Result.ADDS_UP, ("a", "b", "over"), "1,250 of 1,200 is 104.2 %")
    ]


def test_without_the_number_of_its_day_there_is_no_share() -> None:
    """What crossed the day before is no share of a day whose own number nobody tells."""
    claims = [from_afar("over", on="2025-03-02"), more(on="2025-03-03"), claim("a", 390), agreed("b", 1_000)]
    later = [replace(one, statement=replace(one.statement, said_on=SECOND)) for one in claims]

    assert told(later) == [(Result.PREMATURE, ("more", "over"), None)]
