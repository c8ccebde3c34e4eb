"""The demonstration: played twice with one seed, side by side, and looked at by every test here."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pytest

from homeward.cli import demo as played
from homeward.cli.show import DEMO_NOTICE, BarProgress
from homeward.cli.stage import MARK, Stage, find_example, set_up
from homeward.model.findings import Finding, FindingsRefusal, Refusal, Severity, Where
from homeward.model.ids import TrancheId
from homeward.service import planning
from homeward.service.reading import read_record
from tests.world import World

SEATS: Final = ("neutral", "ru", "ua")
ENVIRONMENT: Final = {**os.environ, "NO_COLOR": "1", "COLUMNS": "200"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of the demonstration: its folder and what it answered."""

    folder: Path
    code: int
    out: str
    err: str

    def files(self, seat: str, part: str) -> dict[str, bytes]:
        """Return the files of one part of a seat, path to bytes."""
        root = self.folder / seat / part
        return {one.relative_to(root).as_posix(): one.read_bytes() for one in sorted(root.rglob("*")) if one.is_file()}


def homeward(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command of Homeward as a person would."""
    return subprocess.run(
        [sys.executable, "-m", "homeward", *arguments], check=False, capture_output=True, text=True, env=ENVIRONMENT
    )


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, Run]:
    """Return two runs with one seed, which may be said before or after the command."""
    folders = [tmp_path_factory.mktemp("demo") / "seats" for _ in range(2)]
    commands = [
        ["--seed", "7", "demo", "--out", str(folders[0])],
        ["demo", "--seed", "7", "--out", str(folders[1])],
    ]
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "homeward", *command],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=ENVIRONMENT,
        )
        for command in commands
    ]
    answers = [(one, *one.communicate(timeout=280)) for one in running]
    first, second = (
        Run(folder=folder, code=one.returncode, out=out, err=err)
        for folder, (one, out, err) in zip(folders, answers, strict=True)
    )
    return first, second


@pytest.fixture(scope="module")
def run(runs: tuple[Run, Run]) -> Run:
    """Return one run."""
    return runs[0]


def test_the_demonstration_ends_well(runs: tuple[Run, Run]) -> None:
    """It exits with 0, says nothing on stderr, and a thousand people are home on each side."""
    for one in runs:
        assert (one.code, one.err) == (0, "")
        assert "ru>ua: 1000 people home, ua>ru: 1000 people home" in one.out


def test_it_says_first_and_last_that_it_is_one(run: Run) -> None:
    """The first line and the last say that people and record are made up."""
    lines = run.out.strip().splitlines()

    assert lines[0] == lines[-1] == DEMO_NOTICE


def test_it_ends_with_three_commands_that_work(run: Run) -> None:
    """Each of the three commands it suggests can be typed as it stands, and works."""
    lines = run.out.strip().splitlines()
    suggested = lines[lines.index("try next:") + 1 : -1]
    answers = [homeward(*one.split()[3:]) for one in suggested]

    assert len(suggested) == 3
    assert all(one.split()[:3] == ["python", "-m", "homeward"] for one in suggested)
    assert [(one.returncode, one.stderr) for one in answers] == [(0, "")] * 3
    assert all(one.stdout.startswith(DEMO_NOTICE) for one in answers)


@pytest.mark.parametrize("seat", SEATS)
def test_each_seat_is_verified(run: Run, seat: str) -> None:
    """The record at every seat verifies, with nothing waiting, and names the same genesis and logs."""
    answer = homeward("record", "verify", "--json", str(run.folder / seat))
    found = json.loads(answer.stdout)

    assert answer.returncode == 0
    assert found["verified"]
    assert found["demo"]
    assert found["waiting"] == 0
    assert sorted(found["logs"]) == list(SEATS)
    assert all(one["cosigned_size"] >= one["size"] - 3 for one in found["logs"].values())


@pytest.mark.parametrize("seat", SEATS)
def test_one_seed_gives_one_record(runs: tuple[Run, Run], seat: str) -> None:
    """Two runs with one seed have the same record, byte for byte, at every seat."""
    first, second = (one.files(seat, "record") for one in runs)

    assert first
    assert first == second


@pytest.mark.parametrize("seat", SEATS)
def test_one_seed_gives_one_bulletin(runs: tuple[Run, Run], seat: str) -> None:
    """Two runs with one seed release the same files, byte for byte, and so does every seat."""
    first, second = (one.files(seat, "out") for one in runs)

    pages = {f"bulletin/{lang}.html" for lang in ("ar", "en", "index", "ru", "uk")}
    data = {
        f"bulletin/{name}" for name in ("bulletin.json", "bulletin.schema.json", "counts.csv", "feed.atom", "feed.json")
    }
    archive = {path for path in first if path.startswith("bulletin/archive/2025-05-25-")}
    assert set(first) == {"bulletin.html", "bulletin.json"} | pages | data | archive
    assert len(archive) == 1
    assert first == second == runs[0].files("neutral", "out")


def test_one_seed_gives_one_plan(runs: tuple[Run, Run]) -> None:
    """Two runs with one seed place everybody alike, and the check finds no error at the neutral or at a party."""
    shown = [homeward("plan", "show", "--json", str(one.folder / "neutral")).stdout for one in runs]
    checked = [homeward("plan", "check", "--json", str(runs[0].folder / seat)) for seat in SEATS[:2]]
    found = [one for answer in checked for one in json.loads(answer.stdout)["findings"]]

    assert shown[0] == shown[1]
    assert len({one["ref"] for one in json.loads(shown[0])}) > 2_000
    assert [one.returncode for one in checked] == [0, 0]
    assert {one["severity"] for one in found} <= {"advice"}


def test_everything_shown_bears_the_mark(run: Run) -> None:
    """Every page, feed, row and byte a person reads says that it is a demonstration."""
    out = run.folder / "ua" / "out"
    pages = [out / "bulletin.html", *sorted((out / "bulletin").glob("*.html"))]
    data = json.loads((out / "bulletin.json").read_text())
    marks = ("are made up", "вигадані", "вымышлены", "من نسج الخيال")

    assert len(pages) == 6
    assert all(any(mark in page.read_text() for mark in marks) for page in pages)
    assert all(mark in (out / "bulletin" / "feed.json").read_text() for mark in marks)
    assert "emonstration" in (out / "bulletin" / "counts.csv").read_text()
    assert data["demo"]
    assert (run.folder / MARK).exists()


def test_the_bulletin_tells_no_name(run: Run) -> None:
    """No surname of the example's lists stands in what is released."""
    lists = [run.folder / seat / "lists" / name for seat in ("ru", "ua") for name in ("holding.csv", "wish.csv")]
    header = lists[0].read_text().splitlines()[0].split(",")
    rows = [line.split(",") for one in lists for line in one.read_text().splitlines()[1:]]
    surnames = {row[header.index("surname")].strip('"') for row in rows if len(row) == len(header)}
    released = "".join(data.decode() for data in run.files("ua", "out").values())

    assert len(surnames) > 100
    assert not [one for one in surnames if len(one) > 4 and one in released]


def test_an_export_verifies_without_the_seat(run: Run, tmp_path: Path) -> None:
    """What is exported for an auditor is verified without any seat's folder, and tells the same genesis."""
    exported = homeward("record", "export", str(tmp_path / "exported"), str(run.folder / "ru"))
    verified = homeward("record", "verify", "--json", str(tmp_path / "exported"))

    assert (exported.returncode, verified.returncode) == (0, 0)
    assert json.loads(verified.stdout)["verified"]


def test_the_public_gets_the_released_bulletin(run: Run, tmp_path: Path) -> None:
    """The terms of the example allow a public export or refuse it by name; nothing but the release is in it."""
    answer = homeward("record", "export", "--public", str(tmp_path / "public"), str(run.folder / "ru"))

    assert answer.returncode in (0, 1)
    assert answer.returncode == 0 or "[EXPORT-1]" in answer.stderr
    assert not (tmp_path / "public" / "record").exists()


def test_a_folder_is_not_overwritten(run: Run) -> None:
    """A demonstration is not played over another one unasked."""
    answer = homeward("demo", "--out", str(run.folder))

    assert answer.returncode == 1
    assert answer.stderr.startswith("error: ")
    assert "[OUT-1]" in answer.stderr


def test_a_folder_of_somebody_elses_is_never_replaced(tmp_path: Path) -> None:
    """Even with --force, only a folder that a demonstration made is replaced."""
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "letter.txt").write_text("keep me")

    answer = homeward("demo", "--force", "--out", str(tmp_path / "papers"))

    assert answer.returncode == 1
    assert "[DEMO-3]" in answer.stderr
    assert (tmp_path / "papers" / "letter.txt").read_text() == "keep me"


def test_an_example_that_is_not_there_is_named(tmp_path: Path) -> None:
    """Without the example's folder the demonstration says where to look, and makes nothing."""
    answer = homeward("demo", "--example", str(tmp_path / "none"), "--out", str(tmp_path / "out"))

    assert answer.returncode == 1
    assert "[DEMO-1]" in answer.stderr
    assert not (tmp_path / "out").exists()


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """Return a copy of the example, to change."""
    shutil.copytree(find_example(None), tmp_path / "example")
    return tmp_path / "example"


def test_only_a_demonstration_is_played(example: Path, tmp_path: Path) -> None:
    """A configuration that is not marked as a demonstration is never played with made-up lots."""
    path = example / "exchange.toml"
    path.write_text(path.read_text().replace("demo = true", "demo = false"))

    with pytest.raises(Refusal) as refused:
        set_up(example, tmp_path / "out", seed="1", force=False, progress=BarProgress())

    assert refused.value.code == "DEMO-2"


def test_terms_with_errors_are_not_played(example: Path, tmp_path: Path) -> None:
    """An example whose terms nobody could sign stops before anything is signed."""
    path = example / "terms.toml"
    path.write_text(path.read_text().replace("2025-05-23", "2025-02-30"))
    stage = set_up(example, tmp_path / "out", seed="1", force=False, progress=BarProgress())

    with pytest.raises(FindingsRefusal) as refused:
        played._begin(stage)

    assert refused.value.code == "DEMO-4"
    assert read_record(stage.neutral).state.terms is None


def as_stage(world: World, example: Path) -> Stage:
    """Return the small exchange as a stage of the demonstration."""
    return Stage(example=example, folder=world.root, seats=dict(world.seats), clock=world.clock)


def test_a_plan_with_faults_is_not_signed(
    at_step: Callable[[str], World], example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the check finds a fault in the plan, the demonstration stops there."""
    fault = Finding(
        code="PLAN-15", severity=Severity.ERROR, where=Where(source="plan"), rule="a rule", remedy="do", source="a law"
    )
    world = at_step("gates")
    monkeypatch.setattr(planning, "check_plan", lambda _: (fault,))

    with pytest.raises(FindingsRefusal) as refused:
        played._plan(as_stage(world, example))

    assert refused.value.code == "DEMO-5"
    assert world.state().plan is None


def test_a_record_that_waits_is_said(
    at_step: Callable[[str], World], example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If some events wait for longer mirrors, the demonstration does not call the record verified."""
    stage = as_stage(at_step("seats"), example)
    late = Finding(
        code="ADMIT-4", severity=Severity.ADVICE, where=Where(source="log"), rule="a rule", remedy="do", source="a law"
    )
    reading = read_record(stage.neutral)
    waiting = replace(reading, record=replace(reading.record, waiting=(late,)))
    monkeypatch.setattr(played, "read_record", lambda _: waiting)
    monkeypatch.setattr(stage.__class__, "carry", lambda *_: None)

    with pytest.raises(FindingsRefusal) as refused:
        played._verify(stage)

    assert refused.value.code == "DEMO-6"


def test_somebody_must_be_able_to_stay(at_step: Callable[[str], World], example: Path) -> None:
    """If nobody of the crossing's file is planned that day, the story says so instead of telling another."""
    stage = as_stage(at_step("plan"), example)

    with pytest.raises(Refusal) as refused:
        played._somebody_stays(stage, TrancheId("day-2"))

    assert refused.value.code == "DEMO-7"


def test_terms_come_first(at_step: Callable[[str], World], example: Path) -> None:
    """A step that needs the terms says that they are not signed."""
    with pytest.raises(Refusal) as refused:
        played._terms(as_stage(at_step("genesis"), example))

    assert refused.value.code == "DEMO-8"
