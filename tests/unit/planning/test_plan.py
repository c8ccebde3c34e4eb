"""Plans: who crosses when."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from homeward.model.findings import FindingsRefusal, Refusal
from homeward.model.ids import TrancheId
from homeward.model.plans import Program, ReasonCode, Solution
from homeward.model.terms import Op
from homeward.planning.draw import ticket
from tests.unit.planning.cast import (
    BACK,
    ILL,
    ONE,
    SEED,
    THERE,
    TWO,
    WOMEN,
    YOUNG,
    Meddler,
    Partisan,
    agreement,
    child,
    codes,
    day,
    ill,
    owes,
    person,
    place_of,
    plan_of,
    ref,
    slack,
    woman,
)

FIRST = owes("first", Op.EQ, 1, tranche=ONE)
SECOND = owes("second", Op.EQ, 1, tranche=TWO)


def places(plan: object, *numbers: int) -> list[str | None]:
    """Return the tranches of these people."""
    return [place_of(plan, one).tranche for one in numbers]  # type: ignore[arg-type]


def test_the_longest_held_goes_first() -> None:
    """Among equals the longest held takes the first tranche, the next the second, and the rest have no place."""
    listed = [person(1, days=30), person(2, days=900), person(3, days=400)]

    plan = plan_of(listed, agreement(FIRST, SECOND))

    assert places(plan, 2, 3, 1) == [ONE, TWO, None]


def test_a_day_decides_inside_a_month() -> None:
    """One day more is enough."""
    plan = plan_of([person(1, days=100), person(2, days=101)], agreement(FIRST))

    assert places(plan, 1, 2) == [None, ONE]


def test_priority_goes_before_time_held() -> None:
    """Somebody of the first category goes before somebody held longer."""
    plan = plan_of([person(1, days=900), woman(person(2, days=1))], agreement(FIRST, SECOND))

    assert places(plan, 2, 1) == [ONE, TWO]


def test_the_seriously_wounded_go_first_of_all() -> None:
    """Health comes before priority, time held and the draw, with no category for it in the terms."""
    plan = plan_of([woman(person(1, days=900)), ill(person(2, days=1))], agreement(FIRST, SECOND))

    assert places(plan, 2, 1) == [ONE, TWO]


def test_no_number_leaves_a_seriously_wounded_person_behind() -> None:
    """Beyond the agreed number they cross outside the total, and the number itself is kept."""
    plan = plan_of([ill(person(1, days=5)), ill(person(2, days=50)), ill(person(3, days=500))], agreement(FIRST))

    assert places(plan, 1, 2, 3) == [ONE, ONE, ONE]
    assert sorted(place_of(plan, one).is_outside_total for one in (1, 2, 3)) == [False, True, True]


def test_parity_leaves_no_seriously_wounded_person_behind() -> None:
    """Where the other side has nobody to free, the seriously wounded cross outside a parity of nought."""
    terms = agreement(
        owes("there", Op.UP_TO, 5), owes("back", Op.UP_TO, 5, direction=BACK), parities=(slack(0),), order=()
    )

    plan = plan_of([ill(person(1)), person(2)], terms)

    assert place_of(plan, 1).is_outside_total
    assert places(plan, 1, 2) == [ONE, None]


def test_a_seriously_wounded_person_nobody_promised_a_place() -> None:
    """The law promises it: they cross outside the total, in a direction without a commitment too."""
    plan = plan_of([ill(person(1, BACK)), person(2)], agreement(FIRST))

    assert place_of(plan, 1).is_outside_total
    assert places(plan, 1) == [ONE]


def test_a_family_crosses_together() -> None:
    """Three people of a group take three places of one tranche, or none."""
    family = [person(one, days=999, group="family") for one in (1, 2, 3)]
    terms = agreement(owes("first", Op.EQ, 2, tranche=ONE), owes("second", Op.EQ, 3, tranche=TWO))

    plan = plan_of([*family, person(4, days=1), person(5, days=1)], terms)

    assert places(plan, 1, 2, 3, 4, 5) == [TWO, TWO, TWO, ONE, ONE]
    assert ReasonCode.GROUP in {one.code for one in place_of(plan, 1).reasons}


def test_a_family_with_a_seriously_wounded_member_goes_first() -> None:
    """The group of somebody who goes first goes first with them, outside the total where it does not fit."""
    plan = plan_of([ill(person(1, group="g")), person(2, group="g"), person(3)], agreement(FIRST, order=()))

    assert places(plan, 1, 2, 3) == [ONE, ONE, ONE]
    assert [place_of(plan, one).is_outside_total for one in (1, 2, 3)] == [True, True, False]


def test_a_child_alone_is_not_planned() -> None:
    """Without an adult of its group a child has no place, a promise of all included, and the reason says why."""
    terms = agreement(owes("young", Op.ALL, None, category=YOUNG))

    plan = plan_of([child(person(1)), child(person(2, group="g")), person(3, group="g")], terms)

    assert places(plan, 1, 2, 3) == [None, ONE, ONE]
    assert place_of(plan, 1).reasons[0].detail == "a child needs an adult of its group"


def test_all_means_all() -> None:
    """All of a category cross, and with a tranche named by then at the latest."""
    young = [replace(person(one, days=1), born=day("2003")) for one in (1, 2)]
    terms = agreement(owes("young", Op.ALL, None, category=YOUNG, tranche=ONE), owes("total", Op.EQ, 3), order=())

    plan = plan_of([*young, person(3, days=900), person(4, days=800)], terms)

    assert places(plan, 1, 2, 3, 4) == [ONE, ONE, ONE, None]


def test_room_that_is_left_is_used() -> None:
    """Where a commitment leaves room, as many as possible are freed, as early as possible."""
    plan = plan_of([person(1), person(2)], agreement(owes("some", Op.AT_LEAST, 1)))

    assert places(plan, 1, 2) == [ONE, ONE]


def test_nobody_takes_a_place_nobody_promised() -> None:
    """A commitment for women frees no men, however much room it leaves."""
    plan = plan_of([woman(person(1)), person(2)], agreement(owes("women", Op.AT_LEAST, 1, category=WOMEN)))

    assert places(plan, 1, 2) == [ONE, None]
    assert place_of(plan, 2).reasons[0].detail == "no commitment promises a place"


def test_neither_side_gets_ahead() -> None:
    """A parity of nought holds after every tranche."""
    terms = agreement(
        owes("there", Op.EQ, 3), owes("back", Op.EQ, 3, direction=BACK), owes("day", Op.EQ, 1, tranche=ONE),
        parities=(slack(0),),
    )  # fmt: skip

    plan = plan_of([person(one, BACK if one % 2 else THERE) for one in range(8)], terms)

    ahead = [one.direction.holder for one in plan.placements if one.tranche == ONE]
    assert sorted(ahead) == ["north", "south"]


def test_more_people_freed_go_before_earlier_days() -> None:
    """Two people on the last day are more than one person on the first."""
    days = [owes(f"day-{one}", Op.UP_TO, most, tranche=TrancheId(f"t{one}")) for one, most in ((1, 1), (2, 0), (3, 2))]
    family = [person(one, group="g") for one in (1, 2)]

    plan = plan_of([*family, person(3)], agreement(*days, owes("total", Op.UP_TO, 2), order=(), tranches=3))

    assert places(plan, 1, 2, 3) == ["t3", "t3", None]


def test_between_kinds_the_draw_decides_not_the_solver() -> None:
    """Equal people whom different terms count have one best plan: a solver with a liking of its own cannot choose."""
    wide = [owes(f"wide-{one}", Op.UP_TO, 9, category=one) for one in (WOMEN, YOUNG)]
    terms = agreement(owes("first", Op.EQ, 4, tranche=ONE), owes("second", Op.EQ, 3, tranche=TWO), *wide, order=())
    young = [replace(person(one), born=day("2003")) for one in range(4)]
    listed = [*young, *(woman(person(one)) for one in range(4, 8)), *(person(one) for one in range(8, 12))]

    plans = [plan_of(listed, terms, solver=Partisan(likes_the_last=one)) for one in (False, True)]

    assert plans[0] == plans[1]


def test_the_reserve_is_the_next_in_order() -> None:
    """Of people without a place the next by priority, time held and draw are the reserve; families are not in it."""
    listed = [person(1, days=900), person(2, days=20), woman(person(3, days=10)), person(4, days=30)]
    family = [person(5, days=800, group="g"), person(6, days=800, group="g")]

    plan = plan_of([*listed, *family], agreement(FIRST, reserve=2, order=()))

    assert [place_of(plan, one).reserve_rank for one in (1, 2, 3, 4, 5, 6)] == [None, 2, None, 1, None, None]


def test_equal_people_are_told_that_the_draw_decided() -> None:
    """The reason names the draw where only the ticket differed, and nowhere else."""
    plan = plan_of([person(1), person(2), person(3, days=900)], agreement(owes("first", Op.EQ, 2, tranche=ONE)))

    placed = [one for one in (1, 2) if place_of(plan, one).tranche == ONE]
    assert [ReasonCode.DRAW in {each.code for each in place_of(plan, one).reasons} for one in (*placed, 3)] == [
        True,
        False,
    ]


def test_terms_that_conflict_are_named() -> None:
    """The refusal names a smallest set of terms that stand against each other, and no other term."""
    terms = agreement(
        owes("total", Op.EQ, 2), owes("women", Op.AT_LEAST, 3, category=WOMEN), owes("day", Op.UP_TO, 9, tranche=ONE)
    )

    with pytest.raises(Refusal) as refusal:
        plan_of([woman(person(one)) for one in range(5)], terms)

    assert refusal.value.code == "PLAN-3"
    assert "total, women stand against each other" in refusal.value.says
    assert "total (clause 2): north>south exactly 2, 5 listed; women (clause 2)" in refusal.value.hint
    assert "day" not in refusal.value.hint


def test_a_number_nobody_can_keep_stands_alone() -> None:
    """More owed than listed is a conflict of one term with the list; a parity is named in its own words."""
    terms = agreement(
        FIRST,
        owes("back", Op.EQ, 4, direction=BACK, category=ILL, tranche=ONE),
        parities=(slack(2),),
    )

    with pytest.raises(Refusal) as alone:
        plan_of([person(1)], terms)
    with pytest.raises(Refusal) as together:
        plan_of([person(1), *(ill(person(one, BACK)) for one in range(2, 6))], terms)

    assert alone.value.says == "no plan keeps back, whatever the other terms say"
    assert "back, even stand" in together.value.says
    assert "even (clause 8): at most 2 people apart after each tranche" in together.value.hint


def test_an_empty_list_under_a_promise_is_a_conflict() -> None:
    """Nobody listed and somebody owed: refused, not a crash."""
    with pytest.raises(Refusal) as refusal:
        plan_of([], agreement(FIRST))

    assert refusal.value.code == "PLAN-3"


def test_an_empty_list_under_no_number_is_an_empty_plan() -> None:
    """Nobody listed and nobody owed is a plan without people."""
    assert plan_of([], agreement(owes("some", Op.UP_TO, 3))).placements == ()


@pytest.mark.parametrize(
    ("listed", "tranches"), [([person(1), person(1, BACK)], 2), ([person(1)], 0)], ids=["twice", "no tranche"]
)
def test_input_that_cannot_be_planned(listed: list[object], tranches: int) -> None:
    """A person listed twice and terms without a tranche are refused."""
    with pytest.raises(Refusal) as refusal:
        plan_of(listed, agreement(owes("some", Op.UP_TO, 1), tranches=tranches))

    assert refusal.value.code == "PLAN-2"


def test_terms_no_plan_can_keep_are_refused_and_say_why() -> None:
    """A tranche without a day has no place in a plan."""
    terms = agreement(FIRST)
    undated = replace(terms, tranches=tuple(replace(one, on=None) for one in terms.tranches))

    with pytest.raises(Refusal, match="no day is agreed for tranche") as refusal:
        plan_of([person(1)], undated)

    assert refusal.value.code == "PLAN-8"


def test_progress_names_the_objectives() -> None:
    """Progress hears the name of each objective, which are the levels of the plan, each proven."""
    heard: list[str] = []

    plan = plan_of([woman(person(1)), person(2)], agreement(FIRST), progress=heard.append)

    assert heard == [one.name for one in plan.levels]
    assert [one.value for one in plan.levels] == [one.bound for one in plan.levels]


def valued(program: Program, columns: tuple[int, ...]) -> Solution:
    """Return *columns* with their true value, claimed to be the best."""
    value = sum(cost * count for cost, count in zip(program.cost, columns, strict=True))
    return Solution(columns=columns, objective=value, bound=value)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda program, _: valued(program, program.upper), id="breaks a row"),
        pytest.param(lambda program, _: valued(program, (-1,) * len(program.cost)), id="below nought"),
        pytest.param(lambda program, _: valued(program, (2,) * len(program.cost)), id="above its bound"),
        pytest.param(lambda _, answer: replace(answer, columns=()), id="no columns"),
        pytest.param(lambda _, answer: replace(answer, objective=answer.objective - 1), id="misstates its value"),
        pytest.param(lambda _, answer: replace(answer, bound=answer.objective + 1), id="proves too much"),
    ],
)
def test_a_faulty_solver_is_not_believed(change: Callable[[Program, Solution], Solution]) -> None:
    """An answer that does not keep the program in whole numbers is refused."""
    with pytest.raises(Refusal) as refusal:
        plan_of([person(1), person(2), woman(person(3))], agreement(FIRST, SECOND), solver=Meddler(change))

    assert refusal.value.code == "PLAN-4"


def test_a_solver_that_forgets_its_plan() -> None:
    """A plan found before and denied later is a fault of the solver, not of the terms."""
    answers = iter([False, True])

    def forget(_: Program, answer: Solution) -> Solution:
        return replace(answer, columns=None) if next(answers) else answer

    with pytest.raises(Refusal) as refusal:
        plan_of([person(1), woman(person(2))], agreement(FIRST), solver=Meddler(forget))

    assert refusal.value.code == "PLAN-4"


def test_a_solver_that_settles_for_less_does_not_pass_the_checker() -> None:
    """A possible plan that is claimed to be the best one and passes over the longest held is refused by the checker."""
    columns = (1, 0) if ticket(SEED, ref(2)) < ticket(SEED, ref(1)) else (0, 1)

    def settle(program: Program, _: Solution) -> Solution:
        return valued(program, columns)

    with pytest.raises(FindingsRefusal) as refusal:
        plan_of([person(1, days=900), person(2, days=100)], agreement(FIRST), solver=Meddler(settle))

    assert refusal.value.code == "PLAN-5"
    assert codes(refusal.value.findings) == ["PLAN-24"]


def test_reasons_of_each_kind_of_place() -> None:
    """Everybody has reasons, and the first one names what decided the place."""
    listed = [ill(person(1)), woman(person(2)), person(3, days=50), person(4, days=40), person(5, days=30)]
    terms = agreement(owes("first", Op.EQ, 3, tranche=ONE), reserve=1)

    plan = plan_of(listed, terms)

    first = [place_of(plan, one).reasons[0].code for one in (1, 2, 3, 4, 5)]
    assert first == [
        ReasonCode.SERIOUS,
        ReasonCode.PRIORITY,
        ReasonCode.LONGEST_HELD,
        ReasonCode.RESERVE,
        ReasonCode.NOT_PLACED,
    ]
    assert [one.ref for one in plan.placements] == sorted(ref(one) for one in (1, 2, 3, 4, 5))
