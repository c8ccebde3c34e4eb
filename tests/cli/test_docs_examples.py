"""Every example in the documentation, and in every command's own help, does what it says."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from homeward.adapters.clocks import SetClock
from homeward.model.people import ListKind
from tests.cli.small_exchange import (
    ROOT,
    Block,
    Example,
    Helped,
    Ran,
    blocks,
    examples,
    files,
    helped,
    matches,
    name_of,
    prepare,
    run,
)
from tests.stories.procedure_world import procedure_at
from tests.world import list_csv, world_at

README = ROOT / "README.md"
DEMO = ROOT / "docs" / "demo.md"
CLOCK = ROOT / "docs" / "clock.md"
LISTS = ROOT / "docs" / "lists.md"
NAMES_PARTS = ROOT / "docs" / "names-parts.md"
MATCHING = ROOT / "docs" / "matching.md"
PROCEDURE = ROOT / "docs" / "list-procedure.md"
BULLETIN = ROOT / "docs" / "bulletin.md"
RECORD = ROOT / "docs" / "record.md"
RECONCILE = ROOT / "docs" / "reconcile.md"
REGISTER = ROOT / "docs" / "register.md"
SEATS = ROOT / "docs" / "seats.md"
STATEMENTS = ROOT / "docs" / "statements.md"
TERMS_READ = ROOT / "docs" / "terms-read.md"
TERMS_SIMULATE = ROOT / "docs" / "terms-simulate.md"
PAGES = (SEATS, RECORD, BULLETIN, REGISTER, STATEMENTS, LISTS, TERMS_READ, TERMS_SIMULATE, NAMES_PARTS)
"""Pages whose examples are played one after the other in one folder."""

AFTERWARDS = "## After the handovers"
"""From this heading on docs/list-procedure.md is played where arrivals were confirmed."""

IN_SMALL = {
    r"\bua\b": "south",
    r"\bru\b": "north",
    r"\bt1\b": "day-1",
    r"2025-05-23": "2026-03-10",
    r"2025-05-25": "2026-03-11",
    r"H-0012": "H-12",
    r"COMMITMENT": "1" * 64,
}
"""The help speaks of the example that comes with Homeward; here the same is tried in a smaller exchange."""

RUN_IN_FULL = frozenset({"demo"})
"""Tried as docs/demo.md has it: it needs no other folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A story played once: how each of its examples ended, and the folder as it was before each kind of command."""

    folder: Path
    ran: dict[Example, Ran]
    before: dict[tuple[str, ...], Path]


@pytest.fixture(scope="session")
def clock() -> SetClock:
    """Stand in March 2026, and move on by a second with each reading."""
    return SetClock(at=datetime(2026, 3, 1, 9, tzinfo=UTC))


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory, clock: SetClock) -> Told:
    """Play docs/seats.md from its first command to its last, then the pages after it in the same folder."""
    root = tmp_path_factory.mktemp("docs")
    told = Told(folder=root / "now", ran={}, before={})
    told.folder.mkdir()
    prepare(told.folder, {name: data for page in PAGES for name, data in files(page).items()})
    for one in (example for page in PAGES for example in examples(page)):
        _keep(told, one, root / f"before-{len(told.before)}")
        told.ran[one] = run(one.command, told.folder, clock=clock)
    return told


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory, clock: SetClock) -> Told:
    """Play docs/demo.md from its first command to its last, then README in the same folder."""
    told = Told(folder=tmp_path_factory.mktemp("demo"), ran={}, before={})
    for one in (*examples(DEMO), *examples(README)):
        told.ran[one] = run(one.command, told.folder, clock=clock)
    return told


@pytest.fixture(scope="session")
def statements(tmp_path_factory: pytest.TempPathFactory, clock: SetClock) -> Told:
    """Play docs/reconcile.md in a folder that holds the files it shows."""
    told = Told(folder=tmp_path_factory.mktemp("statements"), ran={}, before={})
    prepare(told.folder, files(RECONCILE))
    for one in examples(RECONCILE):
        told.ran[one] = run(one.command, told.folder, clock=clock)
    return told


ZONES = {"north": "Europe/Vienna", "south": "Asia/Kathmandu"}


@pytest.fixture(scope="session")
def meeting(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """Play docs/clock.md in a folder whose seats have signed the plan, beside others that have sealed their lists."""
    root = tmp_path_factory.mktemp("clock")
    told, clock = Told(folder=root / "now", ran={}, before={}), SetClock(at=datetime(2026, 3, 8, 10, tzinfo=UTC))
    told.folder.mkdir()
    prepare(told.folder, files(CLOCK))
    for step, name in (("plan", "seats"), ("sealed", "at-the-beginning")):
        shutil.move(world_at(step, root).root, told.folder / name)
    for org in ("neutral", "north", "south"):
        place = told.folder / "seats" / org / "exchange.toml"
        text = place.read_text(encoding="utf-8")
        for party, zone in ZONES.items():
            text = text.replace(f'id = "{party}"\n', f'id = "{party}"\ntimezone = "{zone}"\n')
        place.write_text(text, encoding="utf-8")
    for one in examples(CLOCK):
        _keep(told, one, root / f"before-{len(told.before)}")
        told.ran[one] = run(one.command, told.folder, clock=clock)
    return told


@pytest.fixture(scope="session")
def procedure(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """Play docs/list-procedure.md where matches were proposed, and its second part where arrivals were confirmed."""
    root = tmp_path_factory.mktemp("procedure")
    told, clock = Told(folder=root / "now", ran={}, before={}), SetClock(at=datetime(2026, 3, 4, 12, tzinfo=UTC))
    told.folder.mkdir()
    prepare(told.folder, files(PROCEDURE))
    wish = list_csv("south", ListKind.WISH).replace("W-01,wish,", "W-01,wish,X").replace("W-03,wish,", "W-03,wish,X")
    (told.folder / "corrected.csv").write_text(wish, encoding="utf-8")
    shutil.move(procedure_at("matched", root).root, told.folder / "seats")
    second = PROCEDURE.read_text(encoding="utf-8").partition(AFTERWARDS)[0].count("\n")
    for one in examples(PROCEDURE):
        if one.line > second and not (root / "first-part").exists():
            shutil.move(told.folder / "seats", root / "first-part")
            shutil.move(procedure_at("arrivals", root).root, told.folder / "seats")
            clock.at = datetime(2026, 3, 12, 12, tzinfo=UTC)
        _keep(told, one, root / f"before-{len(told.before)}")
        told.ran[one] = run(one.command, told.folder, clock=clock)
    return told


@pytest.fixture(scope="session")
def matching(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """Play docs/matching.md where matches were proposed."""
    root = tmp_path_factory.mktemp("matching")
    told, clock = Told(folder=root / "now", ran={}, before={}), SetClock(at=datetime(2026, 3, 4, 12, tzinfo=UTC))
    told.folder.mkdir()
    prepare(told.folder, files(MATCHING))
    shutil.move(procedure_at("matched", root).root, told.folder / "seats")
    for one in examples(MATCHING):
        _keep(told, one, root / f"before-{len(told.before)}")
        told.ran[one] = run(one.command, told.folder, clock=clock)
    return told


@pytest.mark.parametrize("one", examples(MATCHING), ids=str)
def test_an_example_about_pairs_does_what_it_says(one: Example, matching: Told) -> None:
    """Each command, in the order of its page, ends with the code it should and prints what the page shows."""
    ran = matching.ran[one]

    assert ran.code == one.code, ran.err
    assert matches(one.expected, ran.err if one.code else ran.out), ran.out + ran.err


@pytest.mark.parametrize("one", examples(CLOCK), ids=str)
def test_an_example_about_the_clock_does_what_it_says(one: Example, meeting: Told) -> None:
    """Each command, in the order of its page, ends with the code it should and prints what the page shows."""
    ran = meeting.ran[one]

    assert ran.code == one.code, ran.err
    assert matches(one.expected, ran.err if one.code else ran.out), ran.out + ran.err


@pytest.mark.parametrize("one", examples(PROCEDURE), ids=str)
def test_an_example_about_the_list_procedure_does_what_it_says(one: Example, procedure: Told) -> None:
    """Each command, in the order of its page, ends with the code it should and prints what the page shows."""
    ran = procedure.ran[one]

    assert ran.code == one.code, ran.err
    assert matches(one.expected, ran.err if one.code else ran.out), ran.out + ran.err


@pytest.mark.parametrize("one", examples(RECONCILE), ids=str)
def test_an_example_about_statements_does_what_it_says(one: Example, statements: Told) -> None:
    """Each command ends with the code it should and prints what the page shows."""
    ran = statements.ran[one]

    assert ran.code == one.code, ran.err
    assert matches(one.expected, ran.err if one.code else ran.out), ran.out + ran.err


@pytest.mark.parametrize("one", [example for page in PAGES for example in examples(page)], ids=str)
def test_an_example_of_a_page_does_what_it_says(one: Example, small: Told) -> None:
    """Each command, in the order of its page, ends with the code it should and prints what the page shows."""
    ran = small.ran[one]

    assert ran.code == one.code, ran.err
    assert matches(one.expected, ran.err if one.code else ran.out), ran.out + ran.err


@pytest.mark.parametrize("one", [*examples(DEMO), *examples(README)], ids=str)
def test_an_example_about_the_demonstration_does_what_it_says(one: Example, demonstration: Told) -> None:
    """Each command, in the order of its page, ends with the code it should and prints what the page shows."""
    ran = demonstration.ran[one]

    assert ran.code == one.code, ran.err
    assert matches(one.expected, ran.err if one.code else ran.out), ran.out + ran.err


@pytest.mark.parametrize("block", [one for one in blocks(README) if one.info == "text demo"], ids=str)
def test_an_excerpt_of_the_demonstration_is_what_it_prints(block: Block, demonstration: Told) -> None:
    """What README shows of the demonstration is, line by line and in order, what it prints."""
    printed = next(ran.out for one, ran in demonstration.ran.items() if name_of(one.command) == "demo")

    assert matches(("...", *block.lines, "..."), printed)


@pytest.mark.parametrize("one", [one for one in helped() if one.name not in RUN_IN_FULL], ids=lambda one: one.name)
def test_the_example_in_a_commands_help_can_be_typed(  # noqa: PLR0917 - a story for each part of the program
    one: Helped, small: Told, meeting: Told, procedure: Told, matching: Told, tmp_path: Path, clock: SetClock
) -> None:
    """The example under each command's help is done, at the moment of an exchange when that command is due."""
    folder, line = tmp_path / "seats", _in_small(one.example)
    told = next((each for each in (small, meeting) if any(key in each.before for key in _keys(line))), procedure)
    if name_of(line).startswith(("clock", "meeting")):
        told = meeting
    if name_of(line).startswith("match"):
        told = matching
    clock = SetClock(at=datetime(2026, 3, 12, 12, tzinfo=UTC)) if told is procedure else clock
    shutil.copytree(_before(told, line), folder)
    for kind in ("holding.csv", "wish.csv"):
        shutil.copyfile(folder / "from-south" / kind, folder / kind)
    bundle = folder / "seats" / "north" / "out" / "north-for-neutral.bundle"
    if bundle.exists():
        shutil.copyfile(bundle, folder / "for-neutral.bundle")

    ran = run(line, folder, clock=clock)

    assert ran.code == 0, ran.err


@pytest.mark.parametrize("block", [one for one in blocks(RECORD) if one.info == "bash"], ids=str)
def test_the_record_is_verified_by_a_tool_we_did_not_write(block: Block, small: Told) -> None:
    """The shell lines of docs/record.md verify an exported checkpoint with openssl and nothing of ours."""
    if shutil.which("openssl") is None or shutil.which("bash") is None:
        pytest.skip("bash and openssl are not installed: apt-get install bash openssl")
    script = "\n".join(block.lines)

    ended = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script], cwd=small.folder, capture_output=True, check=False
    )

    assert ended.returncode == 0, ended.stderr
    assert b"Signature Verified Successfully" in ended.stdout


def test_a_wrong_expectation_is_noticed() -> None:
    """A page that shows another number, another order or one line too many does not match."""
    printed = "30 pairs\nall in order\n"

    assert matches(("... pairs", "all in order"), printed)
    assert matches(("...", "all in order"), printed)
    assert not matches(("31 pairs", "all in order"), printed)
    assert not matches(("all in order", "30 pairs"), printed)
    assert not matches(("30 pairs",), printed)


def _keep(told: Told, one: Example, place: Path) -> None:
    """Copy the folder as it is before the first command of each kind, and of each kind at each seat."""
    new = [key for key in _keys(one.command) if key not in told.before]
    if new and not one.code:
        shutil.copytree(told.folder, place)
        told.before.update(dict.fromkeys(new, place))


def _keys(command: str) -> tuple[tuple[str, ...], ...]:
    """Name a line by command and seat, by command and what it is about, and by command alone."""
    words = shlex.split(command)
    name = name_of(command) if words[0] == "homeward" else words[0]
    about = words[2] if name == "sign" else ""
    return (name, about, words[-1]), (name, about), (name,)


def _before(told: Told, command: str) -> Path:
    return next(told.before[key] for key in _keys(command) if key in told.before)


def _in_small(command: str) -> str:
    for pattern, said in IN_SMALL.items():
        command = re.sub(pattern, said, command)
    return command
