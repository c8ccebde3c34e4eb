"""R9: "the largest since ..." under each definition, and what cannot be told is said to be so."""

from dataclasses import replace
from datetime import date

import pytest

from homeward.model.claims import Claim, Modality, Result, Scope, Verdict
from homeward.model.past import Bounds, PastEvent
from homeward.reconcile import DEFINITIONS, Answer, Definition, largest, reconcile
from tests.unit.reconcile.made import LAST, claim, in_news

ONE_WAY, TOTAL, DEAL, DEAL_TOTAL = DEFINITIONS
ONCE = date(2024, 1, 3)


def event(
    there: int | None, back: int | None = None, *, total: int | None = None, deal: str | None = None
) -> PastEvent:
    """Return an exchange of the past, with the numbers that are known."""
    ways = [("east>west", there), ("west>east", back)]
    known = tuple((way, (persons, persons)) for way, persons in ways if persons is not None)
    together = None if total is None else (total, total)
    return PastEvent(on=ONCE, label=f"{there}-{back}-{total}", one_way=known, total=together, deal=deal)


def said(name: str = "a", persons: int = 390) -> Claim:
    """Return a number from each side that is said to be the largest."""
    return replace(claim(name, persons), superlative="the largest since the start")


def agreed(persons: int = 1_000) -> Claim:
    """Return what is agreed over the whole exchange."""
    return replace(claim("b", persons, on="2025-02-20"), modality=Modality.AGREED)


def verdicts(claims: list[Claim], past: list[PastEvent]) -> list[Verdict]:
    """Return what R9 finds."""
    return [one for one in reconcile(claims, (), None, as_of=LAST, past=past) if one.rule == "R9"]


@pytest.mark.parametrize(
    ("past", "definition", "holds"),
    [
        ([event(230, 248)], ONE_WAY, True),
        ([event(230, 390)], ONE_WAY, False),
        ([event(230, 248)], TOTAL, False),
        ([event(100, 103)], TOTAL, True),
        ([], ONE_WAY, True),
        ([event(None)], ONE_WAY, None),
        ([event(None), event(400, 400)], ONE_WAY, False),
        ([event(100)], ONE_WAY, None),
        ([event(100, total=200)], ONE_WAY, True),
        ([event(None, total=389)], ONE_WAY, True),
        ([event(None, total=391)], ONE_WAY, None),
        ([event(100)], TOTAL, None),
        ([event(400)], TOTAL, False),
        ([event(200, 200, deal="x"), event(200, 200, deal="x")], ONE_WAY, True),
        ([event(200, 200, deal="x"), event(200, 200, deal="x")], DEAL, False),
        ([event(200, 200, deal="x"), event(None, deal="x")], DEAL, None),
    ],
)
def test_each_definition_is_answered_by_what_is_known(
    past: list[PastEvent], definition: Definition, holds: bool | None
) -> None:
    """390 is the largest if every past number is below it, is not if one reaches it, and else it cannot be told."""
    assert largest(390, past, definition).holds is holds


@pytest.mark.parametrize(
    ("bounds", "persons", "holds"),
    [((200, None), 300, None), ((200, None), 200, False), ((180, 220), 200, None), ((180, 220), 221, True)],
)
def test_a_past_number_that_is_not_exact_may_be_larger(bounds: Bounds, persons: int, holds: bool | None) -> None:
    """Before, "at least 200" may have been more than 300: whether 300 are the most cannot be told."""
    before = replace(event(1), one_way=(("east>west", bounds), ("west>east", (100, 100))))

    answer = largest(persons, [before], ONE_WAY)

    assert answer.holds is holds
    assert not holds or f"is more than the {bounds[1]} of" in str(answer)


def test_without_a_number_of_its_own_nothing_can_be_told() -> None:
    """An exchange whose number nobody said is not compared."""
    answer = largest(None, [event(1, 1)], ONE_WAY)

    assert answer.holds is None
    assert "no number is known for this exchange" in str(answer)


def test_an_answer_states_its_definition_and_its_rival() -> None:
    """The words say what was compared, with the largest exchange before."""
    told = [largest(390, past, ONE_WAY) for past in ([event(230, 248)], [event(None)], [])]

    assert [str(one) for one in told] == [
        "in one direction, on one day: 390 is more than the 248 of 230-248-None (3 January 2024)",
        "in one direction, on one day: 390; it cannot be told, 1 of the exchanges before have no exact number",
        "in one direction, on one day: 390; nothing before is known",
    ]
    assert isinstance(told[0], Answer)


def test_a_superlative_may_hold_for_the_deal_and_not_for_the_day() -> None:
    """200 on one day are not the most; 1,000 agreed are: it depends on the definition, and both are written out."""
    (verdict,) = verdicts([said(persons=200), agreed()], [event(230, 248)])

    assert (verdict.result, verdict.claims) == (Result.DEPENDS, ("a", "b"))
    assert verdict.arithmetic is not None
    assert verdict.arithmetic.count("is not more than") == 2
    assert verdict.arithmetic.count("is more than") == 2
    assert "it holds in one direction, over a whole agreement and both ways together" in verdict.says


@pytest.mark.parametrize(
    ("past", "result"),
    [
        ([event(100, 103)], Result.HOLDS),
        ([event(2_000, 2_000)], Result.DOES_NOT_HOLD),
        ([event(None)], Result.NEEDS_REVIEW),
    ],
)
def test_all_that_can_be_told_decides(past: list[PastEvent], result: Result) -> None:
    """What holds under each definition holds, under none does not, and what is not known is left open."""
    (verdict,) = verdicts([said(), agreed()], past)

    assert verdict.result is result
    assert (verdict.weakest is not None) == (result is Result.NEEDS_REVIEW)


def test_nothing_is_told_without_a_past_or_without_a_superlative() -> None:
    """Where no past is given there is nothing to compare, and a number alone claims nothing."""
    assert verdicts([said()], []) == []
    assert verdicts([claim("a", 390)], [event(1, 1)]) == []


def test_only_what_was_before_is_compared() -> None:
    """An exchange of a later day, or of the day itself, is none of the past."""
    later = replace(event(900, 900), on=date(2025, 3, 1))

    assert verdicts([said()], [later, event(1, 1)])[0].result is Result.HOLDS


def test_a_superlative_of_a_status_uses_the_numbers_of_its_day() -> None:
    """That "the largest has begun" is measured by what is told of that day, from each side or in all."""
    begun = replace(in_news("n", None), superlative="the largest", modality=Modality.BEGUN)
    in_all = replace(claim("t", 780), scope=Scope.TOTAL)

    assert verdicts([begun, claim("c", 390)], [event(100, 103)])[0].claims == ("c", "n")
    assert verdicts([begun, in_all], [event(400, 400)])[0].result is Result.DOES_NOT_HOLD


def test_a_number_expected_is_that_of_the_deal() -> None:
    """What "would be the largest" is about the whole agreement."""
    would = replace(said(persons=1_000), modality=Modality.EXPECTED, event_on=None)

    (verdict,) = verdicts([would], [event(230, 248)])

    assert verdict.arithmetic is not None
    assert "over a whole agreement: 1,000 is more than the 248" in verdict.arithmetic
    assert verdict.arithmetic.count("no number is known for this exchange") == 2
