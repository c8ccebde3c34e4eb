"""A superlative is checked under a stated definition; what nobody published is never taken as zero."""

from __future__ import annotations

from datetime import date

import pytest

from homeward.model.claims import CountOp
from homeward.model.register import By, Counting, Definition, Superlative
from homeward.register import define, definitions, largest, ranking, shipped_register, written
from tests.unit.register.material import NORTH, one_way, past, told

DAY = date(2020, 5, 5)
SMALL, LARGE = past("small", "2020-01-02", 10, 10), past("large", "2020-05-05", 30, 20)


def by_day(count: Counting = Counting.TOTAL) -> Definition:
    """Compare days of the valley."""
    return Definition(by=By.DAY, count=count, conflict="valley")


@pytest.mark.parametrize(
    ("count", "people"), [(Counting.ONE_SIDE, "30"), (Counting.PER_SIDE, "20"), (Counting.TOTAL, "50")]
)
def test_the_definition_decides_the_number(count: Counting, people: str) -> None:
    """30 and 20 people are 30 on one side, 20 per side, 50 in total."""
    first = ranking([SMALL, LARGE], by_day(count))[0]

    assert (first.name, written(first)) == ("2020-05-05", people)


def test_it_holds_when_nothing_can_be_as_large() -> None:
    """Every other number is known and smaller."""
    answer = largest([SMALL, LARGE], by_day(), DAY)

    assert answer.outcome is Superlative.HOLDS
    assert answer.rivals == ()


def test_it_does_not_hold_when_another_is_larger() -> None:
    """The other is named with its number."""
    answer = largest([past("huge", "2019-01-01", 40, 40), LARGE], by_day(), DAY)

    assert answer.outcome is Superlative.DOES_NOT_HOLD
    assert "2019-01-01 (80)" in answer.says


def test_it_does_not_hold_when_another_is_as_large() -> None:
    """Of two equals neither is the largest."""
    assert largest([past("twin", "2019-01-01", 20, 30), LARGE], by_day(), DAY).outcome is Superlative.DOES_NOT_HOLD


def test_an_unknown_number_cannot_be_excluded() -> None:
    """Where a number is missing nothing can be told; that it is the largest of the known ones can."""
    answer = largest([SMALL, past("silent", "2020-02-02", None, None), LARGE], by_day(), DAY)

    assert answer.outcome is Superlative.CANNOT_BE_TOLD
    assert "largest of those whose number is known" in answer.says
    assert "2020-02-02 (unknown)" in answer.says


def test_one_known_flow_bounds_what_every_side_received() -> None:
    """Nobody can have received more than 10 per side where one side received 10."""
    answer = largest([past("half", "2020-02-02", 10, None), LARGE], by_day(Counting.PER_SIDE), DAY)

    assert answer.outcome is Superlative.HOLDS


def test_later_events_do_not_count_unless_asked_for() -> None:
    """What was said on a day is checked against what had happened by then."""
    later = past("later", "2021-01-01", 100, 100)

    assert largest([SMALL, LARGE, later], by_day(), DAY).outcome is Superlative.HOLDS
    until = Definition(by=By.DAY, count=Counting.TOTAL, conflict="valley", until=date(2021, 12, 31))
    assert largest([SMALL, LARGE, later], until, DAY).outcome is Superlative.DOES_NOT_HOLD


def test_earlier_events_are_left_out_by_since() -> None:
    """The day from which is counted is part of the definition."""
    huge = past("huge", "2019-01-01", 40, 40)
    since = Definition(by=By.DAY, count=Counting.TOTAL, since=date(2020, 1, 1))

    assert largest([huge, LARGE], since, DAY).outcome is Superlative.HOLDS


def test_what_two_sides_tell_differently_is_an_interval() -> None:
    """55 or 45: whether 50 was the largest depends on whose number is taken."""
    differing = past("two", "2020-01-02", (told(35, by=("north",)), told(25, by=("south",))), 20)
    answer = largest([differing, LARGE], by_day(), DAY)

    assert answer.outcome is Superlative.CANNOT_BE_TOLD
    assert "2020-01-02 (45 to 55)" in answer.says


def test_days_of_one_agreement_are_joined_by_deal() -> None:
    """Three days of ten are one deal of thirty."""
    days = [past(f"d{day}", f"2020-03-0{day}", 10, 10, agreements=("a1",)) for day in (1, 2, 3)]
    deal = ranking(days, Definition(by=By.DEAL, count=Counting.PER_SIDE))[0]

    assert (deal.name, written(deal), deal.exchanges) == ("a1", "30", ("d1", "d2", "d3"))


def test_a_handover_under_two_agreements_adds_nothing_sure_to_either() -> None:
    """Which share belongs to which agreement was not told: each deal has between none and all of it."""
    shared = past("x", "2020-03-01", 10, 10, agreements=("a1", "a2"))
    deals = ranking([shared], Definition(by=By.DEAL, count=Counting.TOTAL))

    assert [(one.name, written(one)) for one in deals] == [("a1", "0 to 20"), ("a2", "0 to 20")]


def test_a_number_for_many_days_is_no_number_of_one_day() -> None:
    """Ninety in three days: at least 30 on one of them, at most all."""
    one = ranking([one_way("x", "2020-03-01/2020-03-03", NORTH, 90)], by_day())[0]

    assert written(one) == "30 to 90"


@pytest.mark.parametrize(
    ("count", "people"), [(Counting.ONE_SIDE, "50 to 99"), (Counting.PER_SIDE, "0 to 49"), (Counting.TOTAL, "99")]
)
def test_a_number_for_all_ways_bounds_each(count: Counting, people: str) -> None:
    """Of 99 people one side received at least 50, and the other at most 49."""
    assert written(ranking([one_way("x", "2020-03-01", None, 99)], by_day(count))[0]) == people


@pytest.mark.parametrize(
    ("op", "people"),
    [(CountOp.AT_LEAST, "at least 50"), (CountOp.AT_MOST, "0 to 50"), (CountOp.APPROX, "45 to 55")],
)
def test_how_a_number_was_said_is_kept(op: CountOp, people: str) -> None:
    """More than, at most, about: each is an interval."""
    exchange = past("x", "2020-03-01", (told(50, op=op),), 0)

    assert written(ranking([exchange], by_day())[0]) == people


def test_bodies_alone_are_no_exchange_of_people() -> None:
    """A handover of nobody is not ranked, and is no rival."""
    assert ranking([past("x", "2020-03-01", 0, 0)], by_day()) == ()


def test_a_day_without_exchange_is_not_in_the_register() -> None:
    """Nothing on that day: the answer says so, and not that it does not hold."""
    assert largest([SMALL], by_day(), DAY).outcome is Superlative.NOT_IN_REGISTER


def test_a_definition_is_stated_in_words() -> None:
    """By what, whom, where and when: all of it is said."""
    words = define(by_day(Counting.PER_SIDE))

    assert words == (
        "compared: one day; counted: as many people as every side received; in valley, from the first to the last"
    )


def test_there_are_six_ways_to_define() -> None:
    """Two ways to compare times three to count; the one asked for stands first."""
    asked = by_day(Counting.PER_SIDE)

    assert definitions(asked)[0] == asked
    assert len(set(definitions(asked))) == 6


def test_the_largest_since_the_start_depends_on_the_definition() -> None:
    """On 23 May 2025 it holds per side; in total nothing can be told: early numbers were never published."""
    rows = shipped_register().exchanges
    on = date(2025, 5, 23)
    per_side = largest(rows, Definition(by=By.DAY, count=Counting.PER_SIDE, conflict="ru-ua"), on)
    total = largest(rows, Definition(by=By.DAY, count=Counting.TOTAL, conflict="ru-ua"), on)

    assert per_side.outcome is Superlative.HOLDS
    assert total.outcome is Superlative.CANNOT_BE_TOLD
    assert len(total.rivals) == 15


def test_days_on_both_sides_of_the_first_day_are_no_sure_number() -> None:
    """Of ninety people who came from February to March nobody knows how many came from March on."""
    since = Definition(by=By.DEAL, count=Counting.TOTAL, since=date(2020, 3, 1))

    assert written(ranking([one_way("x", "2020-02-01/2020-03-31", NORTH, 90)], since)[0]) == "0 to 90"
