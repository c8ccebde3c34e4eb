"""R1, R2 and R3: parts and wholes, two sides and a total, and what is only rounded."""

from dataclasses import replace
from itertools import count
from typing import Any

import pytest

from homeward.model.claims import Claim, ClaimCount, CountOp, Modality, Result, Scope
from homeward.model.ids import PartyId
from homeward.reconcile import reconcile
from tests.unit.reconcile.made import LAST, arithmetic, claim, counted, figures, found, in_news, of_west, results


def parts(whole: str, *numbers: int, **changed: Any) -> list[Claim]:  # noqa: ANN401 - handed on to replace
    """Return claims of one statement, on days of their own, that detail *whole*."""
    names = (f"part-{n:02}" for n in count(1))
    made = [
        replace(claim(name, n, on=f"2025-03-{day:02}"), part_of=whole)
        for day, (name, n) in enumerate(zip(names, numbers, strict=False), 1)
    ]
    return [replace(one, **changed) for one in made]


def kinds(pow_: int, civilian: int, **changed: Any) -> list[Claim]:  # noqa: ANN401 - handed on to replace
    """Return one statement's prisoners of war and civilians from each side."""
    return [
        replace(claim("pow", pow_), category="pow", **changed),
        replace(claim("civilian", civilian), category="civilian", **changed),
    ]


@pytest.mark.parametrize(
    ("numbers", "whole", "written"),
    [
        ((390, 307, 303), 1_000, "390 + 307 + 303 = 1,000"),
        ((880, 120), 1_000, "880 + 120 = 1,000"),
        ((84, 154, 205), 443, "84 + 154 + 205 = 443"),
        ((1_212, 1_200, 1_200, 1_200, 1_245), 6_057, "1,212 + 1,200 + 1,200 + 1,200 + 1,245 = 6,057"),
        ((200, 5, 10), 215, "200 + 5 + 10 = 215"),
        ((233, 73), 306, "233 + 73 = 306"),
        ((869, 104), 973, "869 + 104 = 973"),
        ((706, 181), 887, "706 + 181 = 887"),
        ((96, 14, 6, 334), 450, "96 + 14 + 6 + 334 = 450"),
        (
            (55, 110, 20, 50, 107, 35, 50, 9, 50, 60, 82),
            628,
            "55 + 110 + 20 + 50 + 107 + 35 + 50 + 9 + 50 + 60 + 82 = 628",
        ),
        ((8_576, 7_487), 16_063, "8,576 + 7,487 = 16,063"),
    ],
)
def test_parts_that_are_named_add_up(numbers: tuple[int, ...], whole: int, written: str | None) -> None:
    """Published counts of real exchanges add up to their published wholes, with the addition written out."""
    claims = [claim("whole", whole, on="2025-03-01/2025-03-31"), *parts("whole", *numbers)]

    (verdict,) = [one for one in found(claims) if one.rule == "R1"]

    assert verdict.result is Result.ADDS_UP
    assert verdict.arithmetic == written
    assert verdict.weakest is None


def test_parts_that_do_not_add_up_say_by_how_much() -> None:
    """115 + 41 a day for ten days is 1,560, not the 1,570 printed; a difference of a whole grain is no rounding."""
    claims = [claim("whole", 1_570, on="2025-03-01/2025-03-31"), *parts("whole", *[156] * 10)]

    (verdict,) = [one for one in found(claims) if one.rule == "R1"]

    assert verdict.result is Result.MISMATCH
    assert verdict.arithmetic is not None
    assert verdict.arithmetic.endswith("= 1,560; 1,570 - 1,560 = 10")
    assert verdict.settles is not None


def test_all_parts_are_summed_never_some_of_them() -> None:
    """Where 270 + 120 would make 390, a third part of 30 makes it a mismatch: no subset is searched for."""
    claims = [claim("whole", 390, on="2025-03-01/2025-03-31"), *parts("whole", 270, 120, 30)]

    assert [result for result, _ in results(claims, rule="R1")] == [Result.MISMATCH]


def test_kinds_listed_by_one_statement_are_parts_of_anybodys_whole() -> None:
    """One office's 270 and 120 make up the 390 of another."""
    claims = [of_west("whole", 390), *kinds(270, 120)]

    assert results(claims, rule="R1") == [(Result.ADDS_UP, ("civilian", "pow", "whole"))]
    assert arithmetic(claims, rule="R1") == ["270 + 120 = 390"]


def test_kinds_of_another_day_are_no_parts() -> None:
    """Parts and whole of different days are not put together."""
    claims = [of_west("whole", 390, on="2025-03-02"), *kinds(270, 120)]

    assert results(claims, rule="R1") == []


def test_kinds_that_miss_the_whole_are_a_mismatch() -> None:
    """270 + 110 is 10 short of 390."""
    claims = [of_west("whole", 390), *kinds(270, 110)]

    assert results(claims, rule="R1") == [(Result.MISMATCH, ("civilian", "pow", "whole"))]
    assert arithmetic(claims, rule="R1") == ["270 + 110 = 380; 390 - 380 = 10"]


def test_one_kind_alone_is_no_enumeration() -> None:
    """Prisoners of war alone need not be everybody."""
    claims = [of_west("whole", 390), kinds(270, 120)[0]]

    assert results(claims, rule="R1") == []


def test_the_same_kinds_told_twice_count_once() -> None:
    """Two statements with the same parts are repeated evidence, not twice as many people."""
    again = [replace(one, id=f"{one.id}-2", statement=of_west("x", 1).statement) for one in kinds(270, 120)]
    claims = [of_west("whole", 390), *kinds(270, 120), *again]

    assert results(claims, rule="R1") == [(Result.ADDS_UP, ("civilian", "civilian-2", "pow", "pow-2", "whole"))]


def test_a_named_part_told_by_two_statements_counts_once() -> None:
    """Parts of one whole that two statements repeat are not added twice."""
    first = kinds(270, 120, part_of="whole")
    again = [replace(one, id=f"{one.id}-2", statement=of_west("x", 1).statement) for one in first]

    assert arithmetic([of_west("whole", 390), *first, *again], rule="R1") == ["120 + 270 = 390"]


def test_two_different_lists_of_parts_need_a_person() -> None:
    """Where two statements divide one whole differently, adding both lists up would be wrong."""
    first = kinds(270, 120, part_of="whole")
    other = [replace(one, id=f"{one.id}-2", statement=of_west("x", 1).statement) for one in kinds(271, 119)]
    claims = [of_west("whole", 390), *first, *(replace(one, part_of="whole") for one in other)]

    (verdict,) = [one for one in found(claims) if one.rule == "R1"]

    assert (verdict.result, verdict.weakest) == (Result.NEEDS_REVIEW, "part_of")


def test_some_of_them_is_not_all_of_them() -> None:
    """Parts said to be "among them" need not reach their whole, so a difference is no conflict."""
    claims = [claim("whole", 157), *parts("whole", 139, 19, 15, scope=Scope.SUBSET)]

    (verdict,) = [one for one in found(claims) if one.rule == "R1"]

    assert (verdict.result, verdict.weakest) == (Result.NEEDS_REVIEW, "scope")


def test_a_part_is_not_larger_than_its_whole() -> None:
    """More people "among them" than there are is a mismatch, whatever else is listed."""
    claims = [claim("whole", 157), *parts("whole", 158, scope=Scope.SUBSET)]

    assert results(claims, rule="R1") == [(Result.MISMATCH, ("part-01", "whole"))]


def test_a_number_done_is_no_part_of_a_number_agreed() -> None:
    """390 done of 1,000 agreed is progress, not a sum that fails."""
    agreed = replace(claim("whole", 1_000), modality=Modality.AGREED)

    assert results([agreed, *parts("whole", 390, 307)], rule="R1") == []


def test_a_mismatch_of_undated_numbers_needs_a_person() -> None:
    """Without a date the numbers may be about different days: the weakest field is named instead of a conflict."""
    claims = [claim("whole", 390, on=None), *(replace(one, event_on=None) for one in parts("whole", 270, 110))]

    (verdict,) = [one for one in found(claims) if one.rule == "R1"]

    assert (verdict.result, verdict.weakest) == (Result.NEEDS_REVIEW, "event_on")


@pytest.mark.parametrize(
    ("unstated", "field"), [({"direction": None, "scope": Scope.ONE_SIDE}, "direction"), ({"scope": None}, "scope")]
)
def test_an_unstated_field_keeps_a_sum_from_being_a_conflict(unstated: dict[str, Any], field: str) -> None:
    """A part that does not say its direction or its scope may be about other people."""
    claims = [claim("whole", 390, on="2025-03-01/2025-03-31"), *parts("whole", 270, 110, **unstated)]

    (verdict,) = [one for one in found(claims) if one.rule == "R1"]

    assert (verdict.result, verdict.weakest) == (Result.NEEDS_REVIEW, field)


def test_twice_per_side_is_the_total() -> None:
    """146 from each side is 292 in all."""
    claims = [of_west("each", 146), in_news("all", 292)]

    assert results(claims, rule="R2") == [(Result.ADDS_UP, ("all", "each"))]
    assert arithmetic(claims, rule="R2") == ["2 x 146 = 292"]


def test_two_directions_are_the_total() -> None:
    """76 one way and 63 the other way are 139 in all."""
    there = replace(claim("there", 76), scope=Scope.ONE_SIDE, direction="east>west")
    back = replace(of_west("back", 63), scope=Scope.ONE_SIDE, direction="west>east")

    assert results([there, back, in_news("all", 139)], rule="R2") == [(Result.ADDS_UP, ("all", "back", "there"))]
    assert arithmetic([there, back, in_news("all", 139)], rule="R2") == ["76 + 63 = 139"]


def test_a_total_that_is_not_twice_the_sides_is_a_mismatch() -> None:
    """2 x 146 is not 300, and 300 is no rounding of 296."""
    claims = [of_west("each", 148), in_news("all", 293)]

    assert results(claims, rule="R2") == [(Result.MISMATCH, ("all", "each"))]
    assert arithmetic(claims, rule="R2") == ["2 x 148 = 296; 296 - 293 = 3"]


@pytest.mark.parametrize(
    ("each", "total", "written"),
    [
        (390, 800, "2 x 390 = 780; 800 is 780 rounded up to the next hundred"),
        (409, 800, "2 x 409 = 818; 800 is 818 rounded down to the hundred below"),
        (246, 490, "2 x 246 = 492; 490 is 492 rounded down to the ten below"),
    ],
)
def test_a_rounded_total_is_not_a_conflict(each: int, total: int, written: str) -> None:
    """A headline within its rounding grain is rounded, up or down, and R2 is silent about it."""
    claims = [of_west("each", each), in_news("all", total)]

    assert results(claims, rule="R3") == [(Result.ROUNDED, ("all", "each"))]
    assert results(claims, rule="R2") == []
    assert arithmetic(claims, rule="R3") == [written]


def test_a_far_number_is_not_rounded() -> None:
    """1,000 is not 780 rounded: a rounding moves a number by at most a tenth."""
    assert results([of_west("each", 390), in_news("all", 1_000)], rule="R2") == [(Result.MISMATCH, ("all", "each"))]


def test_about_reaches_half_its_grain() -> None:
    """To say "about 800" allows 780, so it adds up."""
    claims = [of_west("each", 390), in_news("all", counted(800, CountOp.APPROX))]

    assert results(claims, rule="R2") == [(Result.ADDS_UP, ("all", "each"))]
    assert arithmetic(claims, rule="R2") == ["2 x 390 = 780; about 800 allows it"]


def test_at_least_says_little_when_it_is_met() -> None:
    """To say "hundreds" beside 780 is no finding; beside 120 it is one."""
    hundreds = in_news("all", counted(200, CountOp.AT_LEAST))

    assert results([of_west("each", 390), hundreds], rule="R2") == []
    assert results([of_west("each", 60), hundreds], rule="R2") == [(Result.MISMATCH, ("all", "each"))]


def test_a_rounded_number_is_told_once_beside_claims_and_record() -> None:
    """Where claims explain a rounding, the verdict names the record too, and R8 adds no second one."""
    claims = [of_west("each", 390), in_news("all", 800)]

    (verdict,) = [one for one in found(claims, figures(390)) if "all" in one.claims]

    assert (verdict.rule, verdict.result) == ("R3", Result.ROUNDED)
    assert verdict.record == "2025-03-01: 390 people each way, confirmed as returned"
    assert verdict.settles == "the signed sheets behind the record's figure (proof aaaaaaaa, bbbbbbbb)"


def test_parts_in_one_unit_and_a_whole_in_another_need_a_person() -> None:
    """Totals of both sides do not add up to a number from each side."""
    claims = [claim("whole", 390, on="2025-03-01/2025-03-31"), *parts("whole", 540, 230, scope=Scope.TOTAL)]

    (verdict,) = [one for one in found(claims) if one.rule == "R1"]

    assert (verdict.result, verdict.weakest) == (Result.NEEDS_REVIEW, "scope")


def test_named_parts_from_each_side_make_a_total_twice() -> None:
    """Parts from each side are doubled in a total of both."""
    whole = replace(claim("whole", 780), scope=Scope.TOTAL)

    assert arithmetic([whole, *kinds(270, 120, part_of="whole")], rule="R1") == ["2 x (120 + 270) = 780"]


def test_one_way_parts_are_summed_for_each_direction() -> None:
    """Where a number from each side is detailed for each direction, each is a sum of its own."""
    ways = [
        replace(one, id=f"{one.id}-{way}", scope=Scope.ONE_SIDE, direction=way, part_of="whole")
        for way in ("east>west", "west>east")
        for one in kinds(270, 120)
    ]

    assert arithmetic([claim("whole", 390), *ways], rule="R1") == ["120 + 270 = 390", "120 + 270 = 390"]


@pytest.mark.parametrize(
    ("count", "written"),
    [
        (counted(400, CountOp.AT_LEAST), "2 x at least 400 = at least 800; 780 is 20 away"),
        (counted(100, CountOp.RANGE, high=200), "2 x 100 to 200 = 200 to 400; 780 is 380 away"),
        (counted(0, CountOp.AT_MOST, high=200), "2 x at most 200 = 0 to 400; 780 is 380 away"),
    ],
)
def test_an_interval_that_is_missed_says_by_how_much(count: ClaimCount, written: str) -> None:
    """Open and closed intervals are added as intervals, and the distance to the total is written out."""
    claims = [of_west("each", count), in_news("all", 780)]

    assert results(claims, rule="R2") == [(Result.MISMATCH, ("all", "each"))]
    assert arithmetic(claims, rule="R2") == [written]


def test_undated_parts_need_one_statement() -> None:
    """Numbers without a day belong together inside one statement only."""
    one_voice = [claim("whole", 390, on=None), *(replace(one, event_on=None) for one in kinds(270, 120))]
    two_voices = [of_west("whole", 390, on=None), *(replace(one, event_on=None) for one in kinds(270, 120))]

    assert results(one_voice, rule="R1") == [(Result.ADDS_UP, ("civilian", "pow", "whole"))]
    assert results(two_voices, rule="R1") == []


def test_a_number_far_from_the_sum_needs_a_person() -> None:
    """2 x 390 beside a total of 12: hardly the same people, so that no conflict is raised."""
    (verdict,) = [one for one in found([of_west("each", 390), in_news("all", 12)]) if one.rule == "R2"]

    assert (verdict.result, verdict.weakest) == (Result.NEEDS_REVIEW, "scope")


def sentence(name: str, number: int, where: int, **changed: Any) -> Claim:  # noqa: ANN401 - handed on to replace
    """Return a number of some of the people, told in one sentence of one statement."""
    told = replace(claim(name, number), scope=Scope.SUBSET, evidence=(where, where + 9))
    return replace(told, **changed)


def test_groups_of_one_sentence_add_up_to_the_whole_of_their_text() -> None:
    """3 women and 387 men are the 390 people of an earlier sentence."""
    claims = [claim("whole", 390), sentence("women", 3, 50), sentence("men", 387, 50)]

    assert results(claims, rule="R1") == [(Result.ADDS_UP, ("men", "whole", "women"))]
    assert arithmetic(claims, rule="R1") == ["387 + 3 = 390"]


def test_all_groups_of_a_sentence_are_summed_never_some() -> None:
    """With a third group in the sentence, 3 and 387 are not picked out of it."""
    claims = [claim("whole", 390), sentence("women", 3, 50), sentence("men", 387, 50), sentence("ill", 12, 50)]

    assert results(claims, rule="R1") == []


def test_groups_that_do_not_add_up_show_nothing() -> None:
    """Groups of one sentence may overlap, so a sum that does not fit is no conflict."""
    claims = [claim("whole", 390), sentence("officers", 300, 50), sentence("ill", 200, 50)]

    assert results(claims, rule="R1") == []


def test_groups_of_two_sentences_are_not_summed() -> None:
    """What two sentences tell is not one enumeration."""
    claims = [claim("whole", 390), sentence("women", 3, 50), sentence("men", 387, 90)]

    assert results(claims, rule="R1") == []


def test_the_whole_in_the_same_sentence_is_meant() -> None:
    """Where the sentence has its own whole, the groups are not put to a number elsewhere that fits by chance."""
    own = replace(claim("own", 400), evidence=(50, 59))
    claims = [own, replace(claim("other", 390), category="pow"), sentence("women", 3, 50), sentence("men", 387, 50)]

    assert results(claims, rule="R1") == []


def test_equal_groups_of_a_sentence_are_two_groups() -> None:
    """Five from one town and five from another are ten."""
    claims = [claim("whole", 10), sentence("here", 5, 50), sentence("there", 5, 50)]

    assert arithmetic(claims, rule="R1") == ["5 + 5 = 10"]


def test_so_many_each_are_multiplied() -> None:
    """Two buses with 40 each and one with 25 carry 105."""
    claims = [
        claim("whole", 105),
        replace(claim("each", 40), part_of="whole", scope=Scope.SUBSET, times=2),
        replace(claim("last", 25), part_of="whole", scope=Scope.SUBSET),
    ]

    assert arithmetic(claims, rule="R1") == ["2 x 40 + 25 = 105"]


def test_so_many_each_alone_are_a_sum() -> None:
    """Three buses with 40 each carry 120, and a whole of 121 is one more."""
    parts_ = [replace(claim("each", 40), part_of="whole", times=3)]

    assert arithmetic([claim("whole", 121), *parts_], rule="R1") == ["3 x 40 = 120; 121 - 120 = 1"]


def test_kinds_one_way_fit_the_number_from_each_side() -> None:
    """What one direction's kinds come to may be named beside the number from each side, and never held against it."""
    one_way = kinds(270, 120, scope=Scope.ONE_SIDE, direction="east>west")

    assert results([of_west("each", 390), *one_way], rule="R1") == [(Result.ADDS_UP, ("civilian", "each", "pow"))]
    assert results([of_west("each", 380), *one_way], rule="R1") == []


def test_people_beside_the_number_are_no_part_of_it() -> None:
    """146 people, of whom somebody else says 146 prisoners of war and 8 civilians: the 8 crossed beside them."""
    assert results([of_west("whole", 146), *kinds(146, 8)], rule="R1") == []


def test_a_whole_that_adds_up_ends_the_matter() -> None:
    """Where one number is the sum, another is in dispute with it and not a second time with the parts."""
    claims = [of_west("whole", 390), claim("other", 387, by="Rescue of East"), *kinds(270, 120)]

    assert results(claims, rule="R1") == [(Result.ADDS_UP, ("civilian", "pow", "whole"))]
    assert results(claims, rule="R5") == [(Result.DISPUTE, ("other", "whole"))]


def test_what_a_party_counts_is_not_called_rounded() -> None:
    """A party's 390 for kinds of 395 is a mismatch, not 395 rounded."""
    assert results([of_west("whole", 390), *kinds(275, 120)], rule="R1") == [
        (Result.MISMATCH, ("civilian", "pow", "whole"))
    ]


def test_an_explained_total_is_not_held_against_others() -> None:
    """A total that is twice one number is not also a mismatch with another: those two are in dispute."""
    claims = [claim("a", 200), of_west("b", 180), in_news("all", 400)]

    assert results(claims, rule="R2") == [(Result.ADDS_UP, ("a", "all"))]
    assert results(claims, rule="R5") == [(Result.DISPUTE, ("a", "b"))]


def test_directions_to_several_countries_are_the_total_of_their_text() -> None:
    """10, 13 and 3 people in three directions are the 26 of the same text; a sum that misses shows nothing."""
    ways = [
        replace(claim(name, number), scope=Scope.ONE_SIDE, direction=way)
        for name, number, way in (("p", 10, "east>west"), ("q", 13, "west>north"), ("r", 3, "west>south"))
    ]

    assert arithmetic([in_news("all", 26), *ways], rule="R2") == ["10 + 13 + 3 = 26"]
    assert results([in_news("all", 25), *ways], rule="R2") == []


def test_undated_directions_belong_to_the_total_of_their_text() -> None:
    """A text that dates the agreement and not each direction is one text."""
    ways = [
        replace(claim(name, number, on=None), scope=Scope.ONE_SIDE, direction=way)
        for name, number, way in (("p", 1_700, "east>west"), ("q", 1_200, "west>east"))
    ]
    elsewhere = [replace(one, statement=replace(one.statement, source="another text")) for one in ways]

    assert arithmetic([in_news("all", 2_900), *ways], rule="R2") == ["1,700 + 1,200 = 2,900"]
    assert results([in_news("all", 2_900), *elsewhere], rule="R2") == []


def test_one_number_as_total_and_from_each_side_needs_a_person() -> None:
    """270 in all and 270 from each side: one of the two readings is not meant, and which is asked."""
    (verdict,) = [one for one in found([of_west("each", 270), in_news("all", 270)]) if one.rule == "R2"]

    assert (verdict.result, verdict.weakest) == (Result.NEEDS_REVIEW, "scope")


def test_with_more_than_two_sides_a_total_is_not_twice_each() -> None:
    """Between three parties "from each side" is not half of the total, and no two directions are all."""
    ways = [
        replace(claim(name, 10), scope=Scope.ONE_SIDE, direction=way)
        for name, way in (("p", "east>west"), ("q", "west>east"))
    ]
    claims = [claim("each", 10), in_news("all", 21), *ways]
    three = [PartyId(name) for name in ("east", "north", "west")]

    assert [one for one in reconcile(claims, (), None, as_of=LAST, parties=three) if one.rule == "R2"] == []
    assert [one for one in reconcile(claims, (), None, as_of=LAST) if one.rule == "R2"] != []
