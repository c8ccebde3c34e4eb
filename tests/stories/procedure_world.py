"""
The small exchange under an agreement with the whole list procedure: answers, remarks, replies, each with its days.

``procedure_at("asked", tmp_path)`` gives the three seats after the holder was shown whom the other side looks for.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from homeward.lists.answers import read_answers, read_remarks, read_replies
from homeward.model.ids import OrgId
from homeward.model.terms import Direction
from homeward.service import answering
from homeward.service.answers_kept import answered
from tests import world as stage
from tests.world import DELEGATE, LIST_OFFICERS, STEPS, World, keep, open_world, world_at

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
    from homeward.service import lists  # noqa: PLC0415 - as in a real run, only now

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
