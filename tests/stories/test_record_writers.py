"""Two programs at one seat, and a program killed at any moment: the record stays whole and loses nothing promised."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from homeward.log import log_paths
from homeward.service.acting import pending, perform, sweep
from homeward.service.reading import read_record
from homeward.service.seat import Seat
from tests.stories.record_writer import FIRST, seat_in
from tests.world import World

WRITER = Path(__file__).with_name("record_writer.py")
ROOT = WRITER.parents[2]


def _start(folder: Path, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(WRITER), str(folder), str(count)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )


def _said(process: subprocess.Popen[str]) -> list[str]:
    """Return the lines the program said to its end."""
    assert process.stdout is not None
    with process:
        return process.stdout.read().split()


def _kill_after(process: subprocess.Popen[str], acts: int, seconds: float) -> list[str]:
    """Kill the program so many seconds after it acknowledged so many acts; return all it had acknowledged."""
    assert process.stdout is not None
    lines = [process.stdout.readline().strip() for _ in range(acts + 1)]
    assert lines[0] == "ready"
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
    return [*lines[1:], *_said(process)]


def _digests(seat: Seat) -> list[str]:
    return [line.draft.digest for line in read_record(seat).record.lines if line.org == seat.org]


def _expected_files(seat: Seat) -> set[str]:
    size = read_record(seat).logs[seat.org].tree.size
    return {"checkpoint", "cosigned", *log_paths(size)}


def test_a_second_program_is_refused_while_one_writes(at_step: Callable[[str], World]) -> None:
    """While one program holds the seat, another's act is refused with STORE-1 and leaves every file as it was."""
    world = at_step("sealed")
    seat = world.seat("north")

    with seat.store.lock():
        before = world.files("north")
        said = _said(_start(world.folder("north"), 2))
        after = world.files("north")

    assert said == ["ready", "STORE-1", "STORE-1"]
    assert after == before
    assert not read_record(seat).findings


def test_two_programs_at_once_lose_nothing(at_step: Callable[[str], World]) -> None:
    """Two programs that append at the same time take turns or are refused; all they were told stands."""
    world = at_step("sealed")
    folder = world.folder("north")
    before = _digests(world.seat("north"))
    writers = [_start(folder, 15), _start(folder, 15)]

    said = [line for writer in writers for line in _said(writer) if line != "ready"]

    told = [line for line in said if len(line) == 64]
    assert {line for line in said if len(line) != 64} <= {"STORE-1", "SIGN-1"}
    assert sorted(_digests(world.seat("north"))[len(before) :]) == sorted(told)
    world.carry("north", "south")
    assert world.entries("south") == world.entries("north")


def _killed_again_and_again(world: World, kills: int, seed: str) -> None:
    drawn, folder = random.Random(seed), world.folder("north")
    told: list[str] = []
    for _ in range(kills):
        told += _kill_after(_start(folder, 1000), drawn.randrange(4), drawn.uniform(0, 0.06))
    seat = seat_in(folder)
    with seat.store.lock():
        sweep(seat)

    assert set(told) <= set(_digests(seat)), f"seed {seed}"
    assert set(seat.store.read(seat.org)) == _expected_files(seat), f"seed {seed}"
    done = perform(seat, "list.remarked", {"entry": "f" * 64, "code": "error"}, (FIRST,))
    assert done.digest in _digests(seat)
    assert pending(seat) == {}


def test_a_killed_program_loses_nothing_it_promised(at_step: Callable[[str], World]) -> None:
    """Killed at 15 random moments, the seat recovers by itself: acknowledged acts stand, no file is left over."""
    _killed_again_and_again(at_step("sealed"), 15, "kill")


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_a_killed_program_loses_nothing_at_length(at_step: Callable[[str], World]) -> None:
    """The same at 200 random moments: the log grows beyond one tile."""
    _killed_again_and_again(at_step("sealed"), 200, os.environ.get("SEED", "soak"))
