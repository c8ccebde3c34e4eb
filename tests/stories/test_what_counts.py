"""What counts as what: a wrong act corrected, a gesture, one handover under two agreements, a disputed category."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from homeward.model.figures import Stage
from homeward.model.findings import Refusal
from homeward.model.ids import AgreementId, CategoryId, ClauseId, RowId
from homeward.model.people import ListKind
from homeward.model.terms import Direction
from homeward.procedure import ActState, State
from homeward.procedure.counts import figures
from homeward.procedure.performance import kept
from homeward.service import accounting, crossing, publishing
from homeward.service.accounting import Correction
from homeward.service.prechecking import precheck_list
from homeward.service.reading import read_record
from tests.stories.procedure_world import NORTH_TO_SOUTH, SOUTH_TO_NORTH, both_sign
from tests.world import AGENTS, HEADS, LIST_OFFICERS, ORGS, World

DAY = date(2026, 3, 11)
OWN = AgreementId("bridge-2026")
_WHOLE = (Stage.RETURNED, None, None)
OTHER = AgreementId("older-agreement-2025")


def refused(act: Callable[[], object]) -> str:
    """Return the code with which an act is refused."""
    with pytest.raises(Refusal) as one:
        act()
    return one.value.code


def first_act(state: State, direction: Direction = NORTH_TO_SOUTH) -> ActState:
    """Return the first act of a direction."""
    return next(one for one in state.acts if one.act.direction == direction)


def handed_over(world: World, direction: Direction, org: str = "neutral") -> int:
    """Return how many people the record counts as handed over in one direction."""
    found = [
        one
        for one in figures(world.state(org))
        if one.direction == direction and one.stage is Stage.HANDED_OVER and one.category is None
    ]
    return sum(one.persons for one in found)


def test_a_wrong_count_is_corrected_by_a_new_act(at_step: Callable[[str], World]) -> None:
    """Twelve were signed and eleven crossed: the new act counts and names the old one, which is kept."""
    world = at_step("acts")
    act = first_act(world.state())
    before, stayed = handed_over(world, NORTH_TO_SOUTH), act.act.people[0]
    wrong = Correction(reason="not_crossed", without=[stayed.ref[:10]])
    accounting.correct_act(world.seat("north"), act.digest[:12], wrong, AGENTS)
    assert handed_over(world, NORTH_TO_SOUTH) == before
    both_sign(world, "act-correction", AGENTS)

    for org in ORGS:
        state = world.state(org)
        now = first_act(state)
        assert (now.digest, now.signed) == (act.digest, act.act)
        assert len(now.corrections) == 1
        assert set(now.act.people) == set(act.act.people) - {stayed}
        assert stayed.ref not in state.crossed
        assert handed_over(world, NORTH_TO_SOUTH, org) == before - 1
        assert handed_over(world, SOUTH_TO_NORTH, org) == before
    proofs = {one.proof for one in figures(world.state()) if act.digest in one.proof}
    assert proofs == {(act.digest, now.corrections[0])}


def test_a_correction_is_corrected_again_and_each_is_kept(at_step: Callable[[str], World]) -> None:
    """The last of several corrections counts; somebody taken off by mistake may come back with the category signed."""
    world = at_step("acts")
    act, north = first_act(world.state()), world.seat("north")
    stayed = act.act.people[0]
    accounting.correct_act(north, act.digest, Correction(reason="not_crossed", without=[stayed.ref]), AGENTS)
    both_sign(world, "act-correction", AGENTS)
    accounting.correct_act(north, act.digest, Correction(reason="crossed_too", also=[stayed.ref]), AGENTS)
    both_sign(world, "act-correction", AGENTS)

    now = first_act(world.state())
    assert len(now.corrections) == 2
    assert (now.act.people, now.signed) == (act.act.people, act.act)
    assert stayed.ref in world.state().crossed


def test_an_arrival_confirmed_before_the_correction_was_seen_still_stands(at_step: Callable[[str], World]) -> None:
    """Who did not cross is missing on arrival: said at the same time, neither makes the other refused."""
    world = at_step("acts")
    act = first_act(world.state())
    stayed = act.act.people[0].ref
    wrong = Correction(reason="not_crossed", without=[stayed])
    accounting.correct_act(world.seat("north"), act.digest, wrong, AGENTS)
    crossing.confirm_arrival(world.seat("south"), act.digest, (stayed,), AGENTS)
    both_sign(world, "act-correction", AGENTS)

    now = first_act(world.state())
    home = [one for one in figures(world.state()) if one.stage is Stage.RETURNED and one.category is None]
    assert stayed in now.missing
    assert [one.persons for one in home] == [len(act.act.people) - 1]
    assert not [one for org in ORGS for one in read_record(world.seat(org)).findings]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (Correction(reason="mood", without=["$0"]), "ADMIT-185"),
        (Correction(reason="category"), "ADMIT-186"),
        (Correction(reason="category", categories={"$0": CategoryId("officers")}), "ADMIT-188"),
        (Correction(reason="not_crossed", without=["1234"]), "COUNT-2"),
        (Correction(reason="crossed_too", also=["0" * 64]), "COUNT-2"),
    ],
    ids=["unknown reason", "nothing changed", "no such category", "too few digits", "a stranger"],
)
def test_a_correction_that_may_not_be_changes_nothing(
    at_step: Callable[[str], World], wrong: Correction, code: str
) -> None:
    """Reason, change, category and person are judged before anybody signs."""
    world = at_step("acts")
    act, north = first_act(world.state()), world.seat("north")
    ref = act.act.people[0].ref
    asked = Correction(
        reason=wrong.reason,
        without=[one.replace("$0", ref) for one in wrong.without],
        also=wrong.also,
        categories={name.replace("$0", ref): value for name, value in (wrong.categories or {}).items()},
    )
    before = world.files("north", "record")
    row = next(one.person for one in north.vault.get(f"final:{NORTH_TO_SOUTH}") if one.key == ref).partition("/")[2]
    assert accounting._one_of(row, {ref: 1}, accounting._rows(north, NORTH_TO_SOUTH)) == ref

    assert refused(lambda: accounting.correct_act(north, act.digest, asked, AGENTS)) == code
    assert refused(lambda: accounting.correct_act(north, "0" * 12, asked, AGENTS)) == "COUNT-1"
    assert world.files("north", "record") == before


def test_a_gesture_keeps_no_promise(at_step: Callable[[str], World]) -> None:
    """Two people handed over outside the agreement are home, are counted apart, and nothing owed becomes less."""
    world = at_step("acts")
    north, state = world.seat("north"), world.state()
    owed, counted = kept(state, NORTH_TO_SOUTH), handed_over(world, NORTH_TO_SOUTH)
    people = {RowId("H-31"): CategoryId("pow"), RowId("H-07"): CategoryId("pow")}
    assert refused(lambda: accounting.propose_gesture(north, NORTH_TO_SOUTH, DAY, people, AGENTS)) == "ADMIT-182"
    only = {RowId("H-31"): CategoryId("pow")}
    accounting.propose_gesture(north, NORTH_TO_SOUTH, DAY, only, AGENTS)
    both_sign(world, "gesture", AGENTS)

    for org in ORGS:
        after = world.state(org)
        assert len(after.gestures) == 1
        assert kept(after, NORTH_TO_SOUTH) == owed
        assert handed_over(world, NORTH_TO_SOUTH, org) == counted
        assert len(after.crossed) == len(state.crossed) + 1
    rows = [one for one in accounting.accounts(world.neutral) if one.agreement == "gesture"]
    assert [(one.persons, one.tranche) for one in rows] == [(1, None)]
    assert len(world.seat("south").vault.get(f"gesture:{NORTH_TO_SOUTH}")) == 1


def test_nobody_is_handed_over_twice_as_a_gesture(at_step: Callable[[str], World]) -> None:
    """Somebody who crossed under an act cannot cross again as a gesture, and only who holds somebody makes one."""
    world = at_step("acts")
    north = world.seat("north")
    home = {place.ref for place in first_act(world.state()).act.people}
    row = next(one.person for one in north.vault.get(f"final:{NORTH_TO_SOUTH}") if one.key in home).partition("/")[2]
    people = {RowId(row): CategoryId("pow")}

    assert refused(lambda: accounting.propose_gesture(north, NORTH_TO_SOUTH, DAY, people, AGENTS)) == "ADMIT-181"
    assert refused(lambda: accounting.propose_gesture(world.seat("south"), NORTH_TO_SOUTH, DAY, people, AGENTS)) == (
        "COUNT-3"
    )


def test_one_handover_under_two_agreements_counts_each_person_once(at_step: Callable[[str], World]) -> None:
    """Of twelve people on one act four count under an older agreement: twelve in all, eight for this one."""
    world = at_step("arrivals")
    act, north = first_act(world.state()), world.seat("north")
    before = handed_over(world, NORTH_TO_SOUTH)
    four = {place.ref[:12]: OTHER for place in act.act.people[:4]}
    accounting.allocate_act(north, act.digest[:8], four, HEADS)
    both_sign(world, "allocation", HEADS)

    rows = accounting.accounts(world.neutral)
    of_act = [one for one in rows if one.direction == NORTH_TO_SOUTH and one.tranche == act.act.tranche]
    assert sum(one.persons for one in of_act) == len(act.act.people)
    assert sum(one.persons for one in of_act if one.agreement == OTHER) == 4
    assert handed_over(world, NORTH_TO_SOUTH) == before - 4
    assert kept(world.state(), NORTH_TO_SOUTH) == before - 4
    assert kept(world.state(), SOUTH_TO_NORTH) == before
    assert len(world.state().crossed) == 2 * before


def test_an_allocation_follows_a_correction(at_step: Callable[[str], World]) -> None:
    """Somebody allocated and then found not to have crossed counts nowhere; whoever is added counts here."""
    world = at_step("acts")
    act, north = first_act(world.state()), world.seat("north")
    gone = act.act.people[0].ref
    accounting.allocate_act(north, act.digest, {gone: OTHER}, HEADS)
    both_sign(world, "allocation", HEADS)
    accounting.correct_act(north, act.digest, Correction(reason="not_crossed", without=[gone]), AGENTS)
    both_sign(world, "act-correction", AGENTS)

    rows = [one for one in accounting.accounts(world.neutral) if one.direction == NORTH_TO_SOUTH]
    assert {one.agreement for one in rows} == {OWN}
    assert sum(one.persons for one in rows) == handed_over(world, NORTH_TO_SOUTH)


def test_a_disputed_category_counts_as_disputed_and_stops_nobody(at_step: Callable[[str], World]) -> None:
    """South says of one person another category than the act: counted, and counted as disputed, at every seat."""
    world = at_step("acts")
    south, act = world.seat("south"), first_act(world.state())
    categories = {place.ref: place.category for place in act.act.people}
    final = [one for one in south.vault.get(f"final:{NORTH_TO_SOUTH}") if categories.get(one.key) == "pow"]  # type: ignore[call-overload]
    row = RowId(final[0].person.partition("/")[2])
    before = handed_over(world, NORTH_TO_SOUTH)
    said = [(row, CategoryId("civilian"), ClauseId("1"), DAY)]
    accounting.state_categories(south, NORTH_TO_SOUTH, said, LIST_OFFICERS)
    world.carry()

    for org in ORGS:
        rows = [one for one in accounting.accounts(world.seat(org)) if one.disputed]
        assert [(one.category, one.disputed) for one in rows] == [("pow", 1)]
    assert handed_over(world, NORTH_TO_SOUTH) == before
    north_row = next(
        one.person.partition("/")[2]
        for one in world.seat("north").vault.get(f"final:{NORTH_TO_SOUTH}")
        if one.key == final[0].key
    )
    agreed = [(RowId(north_row), CategoryId("civilian"), ClauseId("1"), DAY)]
    accounting.state_categories(world.seat("north"), NORTH_TO_SOUTH, agreed, LIST_OFFICERS)
    world.carry()
    assert not [one for org in ORGS for one in accounting.accounts(world.seat(org)) if one.disputed]


@pytest.mark.parametrize(
    "said",
    [
        (RowId("W-99"), CategoryId("pow"), ClauseId("1"), DAY),
        (RowId("W-01"), CategoryId("officers"), ClauseId("1"), DAY),
        (RowId("W-01"), CategoryId("pow"), ClauseId("9"), DAY),
    ],
    ids=["nobody on the list", "no such category", "no such clause"],
)
def test_a_category_is_stated_of_somebody_under_a_clause(
    at_step: Callable[[str], World], said: tuple[RowId, CategoryId, ClauseId, date]
) -> None:
    """Row, category and clause must be known; the neutral states none, and none before the final list."""
    world = at_step("final")
    south = world.seat("south")

    assert refused(lambda: accounting.state_categories(south, NORTH_TO_SOUTH, [said], LIST_OFFICERS)) == "COUNT-4"


def test_a_corrected_count_reaches_the_bulletin_and_the_check_of_lists(at_step: Callable[[str], World]) -> None:
    """What is published counts the act in force, and somebody who did not cross may be sought again."""
    world = at_step("arrivals")
    act, north = first_act(world.state()), world.seat("north")
    stayed = act.act.people[0].ref
    gone = len(precheck_list(world.seat("south"), ListKind.WISH).findings)
    accounting.correct_act(north, act.digest, Correction(reason="not_crossed", without=[stayed]), AGENTS)
    both_sign(world, "act-correction", AGENTS)

    assert len(precheck_list(world.seat("south"), ListKind.WISH).findings) == gone - 1
    cells = publishing.draft(north, (), date(2026, 3, 12)).cells
    home = {one.direction: one.persons for one in cells if (one.stage, one.tranche, one.category) == _WHOLE}
    assert home == {NORTH_TO_SOUTH: None, SOUTH_TO_NORTH: 24}  # 23 of 24: one person could be told from the two
