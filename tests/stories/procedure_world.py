"""
The small exchange under an agreement with the whole list procedure: answers, remarks, replies, each with its days.

``procedure_at("asked", tmp_path)`` gives the three seats after the holder was shown whom the other side looks for.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from homeward.lists import ListReading, read_all
from homeward.lists.answers import read_answers, read_remarks, read_replies
from homeward.model.ids import AgreementId, CategoryId, ClauseId, OfficerId, OrgId, RowId
from homeward.model.people import ListKind
from homeward.model.remains import Method, Whose
from homeward.model.terms import Direction
from homeward.service import accounting, answering, finals, lists, remains, residuals, reviewing, signing, versions
from homeward.service.answers_kept import answered
from tests import world as stage
from tests.world import AGENTS, DELEGATE, DELEGATES, HEADS, LIST_OFFICERS, STEPS, World, keep, open_world, world_at

NORTH_TO_SOUTH: Final = Direction(holder=OrgId("north"), receiver=OrgId("south"))
SOUTH_TO_NORTH: Final = Direction(holder=OrgId("south"), receiver=OrgId("north"))
DIRECTIONS: Final = (NORTH_TO_SOUTH, SOUTH_TO_NORTH)

TERMS: Final = stage.TERMS.replace("answer_days = 2\n", "answer_days = 2\nremark_days = 7\nreply_days = 7\n")
HEADER: Final = "row_id,answer,basis,on,holding_row,same_as,words\n"
ONE, TWO = LIST_OFFICERS


def answers_csv(world: World, direction: Direction, changed: Mapping[str, str] | None = None) -> str:
    """Return an answer about everybody asked about: held where a match was proposed, unknown else; rows replaced."""
    proposed = {
        one.key: one.person.partition("/")[2]
        for one in world.seats[direction.holder].vault.get(f"proposal:{direction}")
    }
    asked = answering.asked(world.seats[direction.holder], direction)
    lines: dict[str, str] = {
        row: f"{row},held,register,2026-03-04,{proposed[row]},,"
        if row in proposed
        else f"{row},unknown,register,2026-03-04,,,"
        for row in asked
    }
    return HEADER + "\n".join({**lines, **(changed or {})}.values()) + "\n"


def answer(world: World, direction: Direction, changed: Mapping[str, str] | None = None) -> None:
    """Answer every name as the holder, with the rows of *changed* in place of the plain ones."""
    seat = world.seats[direction.holder]
    data = answers_csv(world, direction, changed).encode()
    read = read_answers(data, answering.may_speak_of(seat, direction), source="answers.csv")
    assert not read.findings, read.findings
    answering.give_answers(seat, direction, read.values, LIST_OFFICERS)


def remark(world: World, direction: Direction, lines: str = "") -> None:
    """Remark as the asking side."""
    seat = world.seats[direction.receiver]
    data = f"row_id,remark,on,words\n{lines}".encode()
    read = read_remarks(data, answering.may_remark_on(seat, direction), source="remarks.csv")
    assert not read.findings, read.findings
    answering.give_remarks(seat, direction, read.values, LIST_OFFICERS)


def reply(world: World, direction: Direction, lines: str = "") -> None:
    """Reply as the holder."""
    seat = world.seats[direction.holder]
    data = f"row_id,reply,answer,basis,on,holding_row,same_as,words\n{lines}".encode()
    read = read_replies(data, answering.may_speak_of(seat, direction), source="replies.csv")
    assert not read.findings, read.findings
    answering.give_replies(seat, direction, read.values, LIST_OFFICERS)


def codes(world: World, org: str, direction: Direction) -> dict[str, str]:
    """Return the answer in force for each row, as one seat was shown it."""
    return {row: one.now.code.value for row, one in answered(world.seat(org), direction).items()}


def _asked(world: World) -> None:
    for direction in DIRECTIONS:
        answering.ask_names(world.neutral, direction, DELEGATE)
    world.carry()


def _answered(world: World) -> None:
    world.at(5)
    for direction in DIRECTIONS:
        answer(world, direction)
    world.carry()


def _remarked(world: World) -> None:
    world.at(5, 12)
    for direction in DIRECTIONS:
        remark(world, direction)
    world.carry()


def _replied(world: World) -> None:
    world.at(5, 18)
    for direction in DIRECTIONS:
        reply(world, direction)
    world.carry()


def _final(world: World) -> None:
    for direction in DIRECTIONS:
        lists.propose_final(world.neutral, direction)
    world.all_sign("final", LIST_OFFICERS)


_STEPS: Final[Mapping[str, Callable[[World], None]]] = {
    **{step: stage._STORY[step] for step in STEPS[1 : STEPS.index("matched") + 1]},
    "asked": _asked,
    "answered": _answered,
    "remarked": _remarked,
    "replied": _replied,
    "final": _final,
    **{step: stage._STORY[step] for step in STEPS[STEPS.index("gates") :]},
}


def procedure_at(step: str, folder: Path) -> World:
    """Return the exchange as it stands after *step*, in a fresh folder inside *folder*: yours to change."""
    root = folder / f"procedure-{step}"
    shutil.copytree(_made(step), root)
    return open_world(root)


def go_on(world: World, first: str, last: str) -> World:
    """Play the steps from *first* to *last* in *world*."""
    names = list(_STEPS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stage, "TERMS", TERMS)
        for step in names[names.index(first) : names.index(last) + 1]:
            _STEPS[step](world)
    return world


@cache
def everything() -> World:
    """Return an exchange in which every kind of event happened; only ever read."""
    world = procedure_at("final", Path(tempfile.mkdtemp(prefix="homeward-everything-")))
    atexit.register(shutil.rmtree, world.root, ignore_errors=True)
    north, south = world.seat("north"), world.seat("south")
    data = f"{HEADER}W-31,held,visit,2026-03-05,H-31,,\n".encode()
    read = read_answers(data, answering.may_speak_of(north, NORTH_TO_SOUTH), source="later.csv")
    answering.amend_answers(north, NORTH_TO_SOUTH, read.values, LIST_OFFICERS)
    world.carry()
    finals.propose_final_again(world.neutral, NORTH_TO_SOUTH)
    world.all_sign("final-version", LIST_OFFICERS)
    go_on(world, "gates", "arrivals")
    entries = tuple(one for one in wish_of("south").entries if one.row_id != "W-01")
    leaves = replace(wish_of("south"), entries=entries)
    versions.request_correction(south, leaves, ListKind.WISH, versions.Why.NOT_SOUGHT, LIST_OFFICERS)
    world.carry()
    versions.decide_corrections(world.neutral, OrgId("south"), ListKind.WISH, {}, DELEGATE)
    world.carry()
    versions.make_version(south, ListKind.WISH, LIST_OFFICERS)
    world.carry()
    versions.open_versions(world.neutral, DELEGATE)
    reviewing.seal_reviews(world.neutral, DELEGATES)
    world.carry()
    _counted(world)
    residuals.propose_closing(world.neutral, date(2026, 3, 12))
    world.all_sign("closing", HEADS)
    return world


def _counted(world: World) -> None:
    """Correct an act, allocate it, make a gesture, hand over remains, dispute a category."""
    north, south, day = world.seat("north"), world.seat("south"), date(2026, 3, 11)
    act = next(one for one in world.state().acts if one.act.direction == NORTH_TO_SOUTH)
    first, second = act.act.people[:2]
    wrong = accounting.Correction(reason="not_crossed", without=[first.ref])
    accounting.correct_act(north, act.digest, wrong, AGENTS)
    both_sign(world, "act-correction", AGENTS)
    accounting.allocate_act(north, act.digest, {second.ref: AgreementId("older-agreement")}, HEADS)
    both_sign(world, "allocation", HEADS)
    row = next(one.person for one in north.vault.get(f"final:{NORTH_TO_SOUTH}") if one.key == first.ref)
    gesture = {RowId(row.partition("/")[2]): first.category}
    accounting.propose_gesture(north, NORTH_TO_SOUTH, day, gesture, AGENTS)
    both_sign(world, "gesture", AGENTS)
    remains.hand_over_bags(north, NORTH_TO_SOUTH, ("Kronvel-1", "Kronvel-2"), day, AGENTS)
    both_sign(world, "remains", AGENTS)
    bags = world.state().remains[0].digest
    found = [("Kronvel-1", RowId("W-02"), Method.DNA, Whose.RECEIVER, day)]
    remains.identify_bags(south, bags, found, LIST_OFFICERS)
    said = [(RowId("W-05"), CategoryId("civilian"), ClauseId("1"), day)]
    accounting.state_categories(south, NORTH_TO_SOUTH, said, LIST_OFFICERS)
    world.carry()


def both_sign(world: World, what: str, officers: tuple[OfficerId, ...], first: str = "north") -> None:
    """Have the other side sign what one side drafted and signed, and bring it to all."""
    second = "south" if first == "north" else "north"
    world.carry(first, second)
    signing.sign(world.seat(second), what, officers)
    world.carry(second, first)
    world.carry()


def wish_of(org: str) -> ListReading:
    """Return a party's wish list, read."""
    return read_all([stage.list_csv(org, ListKind.WISH).encode()], source="wish.csv", kind=ListKind.WISH)


@cache
def _made(step: str) -> Path:
    root = Path(tempfile.mkdtemp(prefix="homeward-procedure-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    names = list(_STEPS)
    at = names.index(step)
    if at == 0:
        world = world_at("genesis", root)
    else:
        shutil.copytree(_made(names[at - 1]), root / "world")
        world = go_on(open_world(root / "world"), step, step)
    keep(world)
    return world.root
