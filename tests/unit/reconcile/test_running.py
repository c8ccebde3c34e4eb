"""R4: a running total is the one before and what is new, and never goes down."""

from dataclasses import replace
from datetime import date

import pytest

from homeward.model.claims import Claim, CountOp, Modality, Result, Scope
from homeward.model.dates import parse_date
from tests.unit.reconcile.made import arithmetic, claim, counted, found, made_terms, of_west, results


def so_far(name: str, number: int, day: int) -> Claim:
    """Return a running total of one direction, told on its day."""
    on = date(2025, 3, day)
    told = claim(name, number, said=on, on=on.isoformat())
    return replace(told, scope=Scope.CUMULATIVE, direction="west>east")


def new(name: str, number: int, day: int) -> Claim:
    """Return what the same office says has come on one day."""
    on = date(2025, 3, day)
    return replace(claim(name, number, said=on, on=on.isoformat()), scope=Scope.ONE_SIDE, direction="west>east")


@pytest.mark.parametrize(
    ("before", "come", "after"),
    [(3_672, (95, 189), 3_956), (3_956, (25, 150, 175, 246), 4_552), (4_552, (205, 1_000), 5_757)],
)
def test_a_published_series_follows(before: int, come: tuple[int, ...], after: int) -> None:
    """The totals that one coordination body published follow from what it said had come in between."""
    steps = [new(f"new-{n}", persons, n + 1) for n, persons in enumerate(come, 1)]

    verdicts = results([so_far("t1", before, 1), *steps, so_far("t2", after, 9)], rule="R4")

    assert [result for result, _ in verdicts] == [Result.ADDS_UP]


def test_a_gap_that_no_count_explains_is_told() -> None:
    """From 2,184 to 3,233 is 1,049, and the counts in between come to 1,000."""
    claims = [so_far("t1", 2_184, 1), new("n", 1_000, 5), so_far("t2", 3_233, 9)]

    assert results(claims, rule="R4") == [(Result.MISMATCH, ("t1", "n", "t2"))]
    assert arithmetic(claims, rule="R4") == ["2,184 + 1,000 = 3,184; 3,233 - 3,184 = 49"]


def test_a_running_total_never_goes_down() -> None:
    """A later total that is smaller is a mismatch with the difference."""
    assert arithmetic([so_far("t1", 500, 1), so_far("t2", 480, 2)], rule="R4") == ["500 - 480 = 20"]


def test_a_day_without_a_count_needs_a_person() -> None:
    """Where people crossed on a day for which this office gives no number, the gap may be that day's."""
    terms = made_terms(tranches=(date(2025, 3, 2), date(2025, 3, 3)))
    claims = [so_far("t1", 0, 1), new("n", 390, 2), so_far("t2", 697, 3)]

    (verdict,) = [one for one in found(claims, terms=terms) if one.rule == "R4"]

    assert (verdict.result, verdict.weakest) == (Result.NEEDS_REVIEW, "event_on")


def test_totals_of_two_offices_are_not_one_series() -> None:
    """Two offices may count from different days."""
    other = replace(so_far("t2", 480, 2), statement=of_west("x", 1).statement)

    assert results([so_far("t1", 500, 1), other], rule="R4") == []


def test_a_total_revised_the_next_day_replaces_its_day() -> None:
    """The total said last for a day is the one that the next day starts from."""
    revised = replace(so_far("t1b", 510, 1), statement=so_far("x", 1, 2).statement)
    claims = [so_far("t1a", 500, 1), revised, new("n", 10, 3), so_far("t2", 520, 3)]

    assert results(claims, rule="R4") == [(Result.ADDS_UP, ("t1b", "n", "t2"))]


def test_from_each_side_counts_in_a_total_both_ways() -> None:
    """390, then 307 more from each side, is 697 from each side."""
    totals = [replace(one, direction="both") for one in (so_far("t1", 390, 1), so_far("t2", 697, 2))]
    more = replace(new("n", 307, 2), scope=Scope.PER_SIDE, direction="both")

    assert arithmetic([*totals, more], rule="R4") == ["390 + 307 = 697"]


def test_totals_with_nothing_told_in_between_are_not_compared() -> None:
    """A total that only grows, with no count in between, shows nothing."""
    assert results([so_far("t1", 500, 1), so_far("t2", 600, 2)], rule="R4") == []


def test_a_day_told_twice_with_two_numbers_is_not_summed() -> None:
    """Which of two numbers for one day belongs in the sum would be a guess."""
    claims = [so_far("t1", 500, 1), new("n1", 10, 2), new("n2", 20, 2), so_far("t2", 510, 2)]

    assert results(claims, rule="R4") == []


def test_a_total_of_two_days_is_the_sum_of_both() -> None:
    """390 on one day and 307 on the next are 697 in two days, in whichever category the second day was told."""
    days = [new("d1", 390, 1), replace(new("d2", 307, 2), category="pow")]
    both = replace(so_far("t", 697, 2), event_on=parse_date("2025-03-01/2025-03-02"))

    assert results([*days, both], rule="R4") == [(Result.ADDS_UP, ("d1", "d2", "t"))]
    assert arithmetic([*days, both], rule="R4") == ["390 + 307 = 697"]


def test_a_total_with_a_day_missing_is_no_sum() -> None:
    """Where the last day is not told, nothing is made of the others, and what misses is no conflict."""
    both = replace(so_far("t", 697, 2), event_on=parse_date("2025-03-01/2025-03-02"))

    assert results([new("d1", 390, 1), both], rule="R4") == []
    assert results([new("d1", 390, 1), new("d2", 300, 2), both], rule="R4") == []


def test_a_day_with_two_numbers_is_not_summed_over_days() -> None:
    """Which of two numbers of one day belongs in the sum would be a guess."""
    both = replace(so_far("t", 697, 2), event_on=parse_date("2025-03-01/2025-03-02"))
    other = replace(new("x", 380, 1), statement=of_west("x", 1).statement)

    assert results([new("d1", 390, 1), other, new("d2", 307, 2), both], rule="R4") == []


def test_almost_leaves_room_for_the_count() -> None:
    """To say "almost 400" beside 390 is no second number."""
    both = replace(so_far("t", 697, 2), event_on=parse_date("2025-03-01/2025-03-02"))
    almost = replace(new("x", 400, 1), count=counted(400, CountOp.APPROX))

    assert arithmetic([new("d1", 390, 1), almost, new("d2", 307, 2), both], rule="R4") == ["390 + 307 = 697"]


def test_a_plan_of_two_days_is_what_was_done_and_what_is_planned() -> None:
    """500 planned for two days are 200 done on one and 300 expected on the other."""
    plan = replace(claim("plan", 500, on="2025-03-01/2025-03-02"), modality=Modality.EXPECTED)
    rest = replace(claim("rest", 300, on="2025-03-02"), modality=Modality.EXPECTED)

    assert arithmetic([plan, claim("done", 200), rest], rule="R4") == ["200 + 300 = 500"]


def test_a_running_total_of_both_ways_grows_by_both() -> None:
    """From 4,349 to 4,641 are 292: 146 from each side, both ways."""
    totals = [replace(one, direction="both") for one in (so_far("t1", 4_349, 1), so_far("t2", 4_641, 2))]
    more = replace(new("n", 146, 2), scope=Scope.PER_SIDE, direction="both")

    assert arithmetic([*totals, more], rule="R4") == ["4,349 + 2 x 146 = 4,641"]


def test_days_that_fit_without_the_last_are_no_sum() -> None:
    """697 in three days is not said to add up from two of them: the third may have had people too."""
    three = replace(so_far("t", 697, 3), event_on=parse_date("2025-03-01/2025-03-03"))

    assert results([new("d1", 390, 1), new("d2", 307, 2), three], rule="R4") == []
