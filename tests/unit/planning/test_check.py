"""The independent checker: a good plan has no finding, and each planted fault is seen."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from homeward.model.findings import Severity
from homeward.model.ids import ClauseId, PartyId, TrancheId
from homeward.model.plans import Level, Plan, Reason, ReasonCode
from homeward.model.terms import Op
from homeward.planning import plan_findings
from tests.unit.planning.cast import (
    BACK,
    ILL,
    ONE,
    SEED,
    TERMS_DIGEST,
    THERE,
    TWO,
    WOMEN,
    YOUNG,
    agreement,
    child,
    codes,
    day,
    ill,
    moved,
    owes,
    person,
    place_of,
    plan_of,
    ref,
    slack,
    woman,
)

TERMS = agreement(
    owes("day-1", Op.EQ, 2, tranche=ONE),
    owes("day-2", Op.EQ, 1, tranche=TWO),
    owes("ill", Op.ALL, None, category=ILL),
    owes("back-1", Op.EQ, 2, direction=BACK, tranche=ONE),
    owes("back-2", Op.EQ, 1, direction=BACK, tranche=TWO),
    parities=(slack(0),),
    reserve=1,
)

THERE_LIST = (
    ill(person(1)),
    woman(person(2)),
    person(3, days=300),
    person(4, days=200),
    person(5, days=100),
    person(6, days=50),
)
BACK_LIST = (
    person(11, BACK, days=900, group="g"),
    child(person(12, BACK, days=900, group="g")),
    person(13, BACK, days=300),
    person(14, BACK, days=200),
    person(15, BACK, days=100),
)
LISTED = (*THERE_LIST, *BACK_LIST)
GOOD = plan_of(LISTED, TERMS)


def found(plan: Plan, listed: tuple[object, ...] = LISTED, terms: object = TERMS) -> list[str]:
    """Return the codes of what the checker finds."""
    return codes(plan_findings(plan, listed, terms, seed=SEED))  # type: ignore[arg-type]


def without(plan: Plan, number: int) -> Plan:
    """Return *plan* without person *number*."""
    return replace(plan, placements=tuple(one for one in plan.placements if one.ref != ref(number)))


def doubled(plan: Plan) -> Plan:
    """Return *plan* with person 6 in it twice."""
    return replace(plan, placements=(*plan.placements, place_of(plan, 6)))


def renamed(plan: Plan) -> Plan:
    """Return *plan* with a stranger in the place of person 6."""
    return replace(
        plan, placements=tuple(replace(one, ref=ref(99)) if one.ref == ref(6) else one for one in plan.placements)
    )


def swapped(plan: Plan, first: int, second: int) -> Plan:
    """Return *plan* with the places of two people exchanged."""
    one, other = place_of(plan, first), place_of(plan, second)
    changed = {one.ref: replace(other, ref=one.ref), other.ref: replace(one, ref=other.ref)}
    return replace(plan, placements=tuple(changed.get(each.ref, each) for each in plan.placements))


def test_the_plan_we_break_is_good() -> None:
    """The plan of this module has no finding, and the places its faults start from."""
    tranches = {one: place_of(GOOD, one).tranche for one in (1, 2, 3, 4, 11, 12, 13)}

    assert found(GOOD) == []
    assert tranches == {1: ONE, 2: ONE, 3: TWO, 4: None, 11: ONE, 12: ONE, 13: TWO}


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        pytest.param(doubled, ["PLAN-11"], id="two"),
        pytest.param(renamed, ["PLAN-12", "PLAN-13"], id="unknown and missing"),
        pytest.param(lambda plan: without(plan, 6), ["PLAN-13"], id="missing"),
        pytest.param(lambda plan: moved(plan, 6, tranche=TrancheId("t9")), ["PLAN-14"], id="unknown tranche"),
        pytest.param(lambda plan: moved(plan, 6, direction=BACK), ["PLAN-14"], id="wrong direction"),
        pytest.param(lambda plan: moved(plan, 6, is_outside_total=True), ["PLAN-14", "PLAN-18"], id="outside"),
        pytest.param(lambda plan: moved(plan, 3, reserve_rank=2), ["PLAN-14", "PLAN-25"], id="tranche and reserve"),
        pytest.param(lambda plan: moved(plan, 3, tranche=None), ["PLAN-15", "PLAN-16", "PLAN-25"], id="too few"),
        pytest.param(lambda plan: swapped(plan, 1, 3), ["PLAN-17"], id="seriously wounded later"),
        pytest.param(lambda plan: swapped(plan, 1, 6), ["PLAN-17", "PLAN-15", "PLAN-24"], id="seriously wounded stays"),
        pytest.param(lambda plan: swapped(plan, 12, 13), ["PLAN-20"], id="group apart"),
        pytest.param(lambda plan: swapped(plan, 2, 3), ["PLAN-24"], id="priority passed over"),
        pytest.param(lambda plan: swapped(plan, 3, 4), ["PLAN-24"], id="longest held passed over"),
        pytest.param(lambda plan: swapped(plan, 4, 5), ["PLAN-25"], id="reserve out of order"),
        pytest.param(lambda plan: moved(plan, 4, reserve_rank=2), ["PLAN-25"], id="reserve counts from two"),
        pytest.param(lambda plan: moved(plan, 5, reserve_rank=2), ["PLAN-25"], id="reserve too long"),
        pytest.param(lambda plan: moved(plan, 4, reserve_rank=None), ["PLAN-25"], id="reserve too short"),
        pytest.param(lambda plan: moved(plan, 6, reasons=()), ["PLAN-26"], id="no reason"),
        pytest.param(
            lambda plan: moved(plan, 6, reasons=(Reason(code=ReasonCode.DRAW, clause=ClauseId("99"), detail=""),)),
            ["PLAN-26"],
            id="unknown clause",
        ),
        pytest.param(lambda plan: replace(plan, seed=TERMS_DIGEST), ["PLAN-27"], id="another seed"),
        pytest.param(
            lambda plan: replace(plan, levels=(Level(name="a", value=2, bound=1),)), ["PLAN-28"], id="not proven"
        ),
    ],
)  # fmt: skip
def test_a_planted_fault_is_seen(fault: Callable[[Plan], Plan], expected: list[str]) -> None:
    """Each rule has a plan that breaks it, and the checker names that rule."""
    assert found(fault(GOOD)) == expected


def test_one_side_ahead_is_seen() -> None:
    """A lead beyond the slack is found after the tranche in which it arises."""
    terms = agreement(owes("a", Op.UP_TO, 2), owes("b", Op.UP_TO, 2, direction=BACK), parities=(slack(0),))
    listed = (person(1), person(2), person(3, BACK), person(4, BACK))
    plan = plan_of(listed, terms)

    later = moved(moved(plan, 1, tranche=TWO), 2, tranche=TWO)

    assert found(plan, listed, terms) == []
    assert found(later, listed, terms) == ["PLAN-16"]


@pytest.mark.parametrize(
    ("op", "count", "place"),
    [(Op.EQ, 2, None), (Op.EQ, 1, ONE), (Op.AT_LEAST, 2, None), (Op.UP_TO, 1, ONE), (Op.ALL, None, None)],
)
def test_each_kind_of_commitment_is_recounted(op: Op, count: int | None, place: TrancheId | None) -> None:
    """One woman fewer or one more breaks the commitment whose number she is the edge of."""
    terms = agreement(owes("some", Op.AT_LEAST, 0), owes("women", op, count, category=WOMEN), order=())
    listed = (woman(person(1, days=900)), woman(person(2)))
    plan = plan_of(listed, terms)

    assert found(plan, listed, terms) == []
    assert "PLAN-15" in found(moved(plan, 2, tranche=place), listed, terms)


def test_all_by_a_tranche_is_too_late_after_it() -> None:
    """All of a category by the first tranche is broken by somebody of it in the second."""
    terms = agreement(owes("total", Op.EQ, 2), owes("women", Op.ALL, None, category=WOMEN, tranche=ONE))
    listed = (woman(person(1, days=900)), woman(person(2)))

    assert found(moved(plan_of(listed, terms), 1, tranche=TWO), listed, terms) == ["PLAN-15", "PLAN-24"]


def test_only_the_seriously_wounded_travel_outside_the_total() -> None:
    """A healthy person outside the total is found; so is the number that is short without them."""
    assert found(moved(GOOD, 2, is_outside_total=True)) == ["PLAN-15", "PLAN-16", "PLAN-16", "PLAN-18"]


def test_nobody_is_outside_while_a_place_is_free() -> None:
    """A seriously wounded person outside a total that has room is found."""
    terms = agreement(owes("some", Op.UP_TO, 2), parities=(slack(5),))
    listed = (ill(person(1)),)

    assert found(moved(plan_of(listed, terms), 1, is_outside_total=True), listed, terms) == ["PLAN-19"]


def test_nobody_is_outside_while_somebody_less_urgent_has_a_place() -> None:
    """A seriously wounded person outside, beside a healthy person inside whom the same terms count, is found."""
    terms = agreement(owes("first", Op.EQ, 1, tranche=ONE))
    listed = (ill(person(1)), person(2))
    plan = plan_of(listed, terms)

    outside = moved(moved(plan, 1, is_outside_total=True), 2, tranche=ONE)

    assert found(outside, listed, terms) == ["PLAN-19"]


def test_whom_all_promises_a_place_gives_it_up_to_nobody() -> None:
    """A healthy person to whom ``ALL`` promises a place keeps it, and a seriously wounded person travels outside."""
    terms = agreement(owes("first", Op.EQ, 1), owes("women", Op.ALL, None, category=WOMEN), tranches=1)
    listed = (ill(person(1)), woman(person(2)))

    plan = plan_of(listed, terms)

    assert place_of(plan, 1).is_outside_total
    assert found(plan, listed, terms) == []


def test_a_parity_is_reason_enough_to_travel_outside() -> None:
    """Where counting somebody would put one side ahead, travelling outside the total is in order."""
    terms = agreement(owes("a", Op.UP_TO, 2), owes("b", Op.UP_TO, 2, direction=BACK), parities=(slack(0),))
    listed = (ill(person(1)), ill(person(2)), ill(person(3, BACK)))

    plan = plan_of(listed, terms)

    assert sorted(place_of(plan, one).is_outside_total for one in (1, 2, 3)) == [False, False, True]
    assert found(plan, listed, terms) == []


def test_a_child_placed_without_an_adult_breaks_the_law() -> None:
    """A child alone in a tranche is a finding of law; left out of the plan it is advice, which stops nothing."""
    listed = (*LISTED, child(person(20)))
    plan = plan_of(listed, TERMS)

    placed = plan_findings(moved(plan, 20, tranche=ONE, is_outside_total=True), listed, TERMS, seed=SEED)
    left = plan_findings(plan, listed, TERMS, seed=SEED)

    assert ("PLAN-21", Severity.LAW) in [(one.code, one.severity) for one in placed]
    assert [(one.code, one.severity) for one in left] == [("PLAN-22", Severity.ADVICE)]


def test_a_seriously_wounded_child_without_an_adult_is_not_forced_across() -> None:
    """The guardian comes first: advice, and no finding that the child does not travel."""
    listed = (*LISTED, ill(child(person(20))))

    assert found(plan_of(listed, TERMS), listed) == ["PLAN-22"]


def test_all_of_a_category_owes_no_child_alone() -> None:
    """A child placed without an adult breaks that rule only: a promise of all neither asked for it nor counts it."""
    terms = agreement(owes("young", Op.ALL, None, category=YOUNG))
    listed = (replace(person(1), born=day("2003")), child(person(2)))
    plan = plan_of(listed, terms)

    assert found(moved(plan, 2, tranche=ONE), listed, terms) == ["PLAN-21"]


def test_a_place_nobody_promised_is_seen() -> None:
    """A man in a place that a commitment to women leaves open is found."""
    terms = agreement(owes("women", Op.AT_LEAST, 1, category=WOMEN))
    listed = (woman(person(1)), person(2))

    assert found(moved(plan_of(listed, terms), 2, tranche=ONE), listed, terms) == ["PLAN-23"]


def test_the_ticket_decides_between_equals() -> None:
    """Two people equal in everything but the ticket are not exchangeable: the draw is binding."""
    terms = agreement(owes("first", Op.EQ, 1, tranche=ONE))
    listed = (person(1), person(2))
    plan = plan_of(listed, terms)

    assert found(plan, listed, terms) == []
    assert found(swapped(plan, 1, 2), listed, terms) == ["PLAN-24"]


def test_findings_of_law_say_so() -> None:
    """A seriously wounded person who waits is a finding of law, with the article and what to do."""
    finding = plan_findings(swapped(GOOD, 1, 3), LISTED, TERMS, seed=SEED)[0]

    assert (finding.severity, finding.source, finding.where.field) == (Severity.LAW, "GC III 109", ref(1))


def test_three_parties_are_compared_there_and_back() -> None:
    """With more than two directions each is compared with its way back, and a direction without one with nothing."""
    third = replace(THERE, receiver=PartyId("west"))
    terms = agreement(
        owes("a", Op.UP_TO, 3), owes("b", Op.UP_TO, 3, direction=BACK), owes("c", Op.UP_TO, 3, direction=third),
        parities=(slack(0),),
    )  # fmt: skip
    listed = (person(1), person(2), person(3, BACK), person(4, third), person(5, third))

    plan = plan_of(listed, terms)

    placed = [str(one.direction) for one in plan.placements if one.tranche is not None]
    assert sorted(placed) == ["north>south", "north>west", "north>west", "south>north"]


def test_the_young_are_counted_by_age() -> None:
    """A commitment by age is recounted by age on its own date."""
    terms = agreement(owes("young", Op.ALL, None, category=YOUNG), owes("total", Op.EQ, 1))
    listed = (replace(person(1), born=day("2003")), person(2, days=900))

    plan = plan_of(listed, terms)

    assert [place_of(plan, one).tranche for one in (1, 2)] == [ONE, None]
    assert found(swapped(plan, 1, 2), listed, terms) == ["PLAN-15"]
