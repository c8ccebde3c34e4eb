"""A seat needs nothing of another seat's folder: with the others gone, each of its commands still works."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from homeward.cli.app import app
from homeward.model.ids import OrgId
from homeward.service.bundles import bundle_out
from tests.world import ORGS, World

LISTS = "--as list-1 --as list-2"
HEADS = "--as head-1 --as head-2"
AGENTS = "--as agent-1 --as agent-2"

COMMANDS = (
    ("seats", "neutral", "status ."),
    ("genesis", "north", "terms check --party north --party south ./terms.toml"),
    ("genesis", "north", f"terms propose {HEADS} ."),
    ("terms", "north", "lists check ./lists/holding.csv --kind holding"),
    ("terms", "north", "lists import ./lists/holding.csv --kind holding ."),
    ("terms", "south", f"draw commit {HEADS} ."),
    ("sealed", "south", f"lists reveal {LISTS} ."),
    ("sealed", "north", f"lists remark {'0' * 64} --code error --as list-1 ."),
    ("lists", "neutral", "lists match north>south --as delegate-1 ."),
    ("matched", "north", f"lists answer north>south {LISTS} ."),
    ("final", "neutral", "gates import ./lists/gates.csv ."),
    ("gates", "north", f"draw open {HEADS} ."),
    ("draw", "neutral", "plan propose ."),
    ("plan", "south", "plan check ."),
    ("plan", "south", "plan show ."),
    ("plan", "north", f"handover act day-1 north>south {AGENTS} ."),
    ("acts", "north", f"handover arrive {AGENTS} ."),
    ("acts", "south", "record verify ."),
    ("acts", "south", "record export ./exported ."),
    ("acts", "south", "status --json ."),
    ("acts", "neutral", "doctor ."),
    ("acts", "north", f"vault erase holding/H-30 {LISTS} ."),
    ("arrivals", "south", "reconcile --as-of 2026-03-12 ."),
    ("arrivals", "north", "bulletin draft --as-of 2026-03-12 ."),
    ("bulletin", "south", "bundle out --to neutral ."),
    ("bulletin", "north", "bundle in ./came.bundle ."),
    ("bulletin", "north", "bulletin release --force ."),
    ("bulletin", "north", "record export --public ./public ."),
)


@pytest.fixture
def alone(at_step: Callable[[str], World], tmp_path: Path) -> Callable[[str, str], Path]:
    """Offer one seat of the world after a step, moved elsewhere; where the others lay there is nothing to read."""

    def move(step: str, org: str) -> Path:
        world = at_step(step)
        sender = next(one for one in ("neutral", "south") if one != org)
        came = bundle_out(world.seat(sender), OrgId(org))
        home = tmp_path / "alone" / org
        shutil.move(world.folder(org), home)
        shutil.rmtree(world.root)
        (home / "came.bundle").write_bytes(came)
        for other in (one for one in ORGS if one != org):
            (tmp_path / "alone" / other).write_bytes(b"no folder")
        return home

    return move


@pytest.mark.parametrize(("step", "org", "command"), COMMANDS, ids=lambda value: str(value)[:40])
def test_a_seat_works_alone(step: str, org: str, command: str, alone: Callable[[str, str], Path]) -> None:
    """Whatever happened to the folders of the others, a command of this seat does its work."""
    home = alone(step, org)
    arguments = [f"{home}{word[1:]}" if word.startswith(".") else word for word in command.split()]

    result = CliRunner().invoke(app, arguments)

    assert result.exit_code == 0, result.output
