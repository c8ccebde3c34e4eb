"""The commands as a person types them: what they answer, how they end, and what they refuse."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise, product
from pathlib import Path
from typing import Final, Protocol

import pytest

from homeward import __version__
from homeward.cli import main
from homeward.cli.build import OPTIONS
from homeward.cli.show import DEMO_NOTICE
from homeward.model.people import ListKind
from tests.world import EXCHANGE, PARTIES, STATEMENT, STEPS, TERMS, World, gates_csv, list_csv


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How a command ended: exit code, answer, talk."""

    code: int
    out: str
    err: str


class Homeward(Protocol):
    """Runs a command."""

    def __call__(self, *arguments: str | Path) -> Answer:
        """Run ``homeward`` with *arguments*."""
        ...


@pytest.fixture
def homeward(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Homeward:
    """Offer the program, run in this process through its own entry point."""
    monkeypatch.setenv("COLUMNS", "300")

    def run(*arguments: str | Path) -> Answer:
        monkeypatch.setattr(sys, "argv", ["homeward", *map(str, arguments)])
        monkeypatch.setattr(OPTIONS, "seed", None)
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return Answer(code=ended.value.code if isinstance(ended.value.code, int) else 0, out=out, err=err)

    return run


def is_refusal(answer: Answer, code: str) -> bool:
    """Tell whether a command was refused as it should be: nothing on stdout, ``error:`` then ``hint:`` on stderr."""
    lines = answer.err.splitlines()
    starts = [line.partition(":")[0] for line in lines if line.startswith(("error:", "hint:"))]
    return (
        answer.code in (1, 3)
        and answer.out == ""
        and starts == ["error", "hint"]
        and lines[0].endswith(f"[{code}]")
        and "Traceback" not in answer.err
    )


AS: Final = {
    role: tuple(part for officer in officers for part in ("--as", officer))
    for role, officers in {
        "heads": ("head-1", "head-2"),
        "lists": ("list-1", "list-2"),
        "agents": ("agent-1", "agent-2"),
        "spokesperson": ("spokesperson-1",),
        "delegates": ("delegate-1", "delegate-2"),
    }.items()
}

WAYS: Final = ("north>south", "south>north")

READING: Final = (
    ("status",),
    ("plan", "show"),
    ("plan", "check"),
    ("record", "verify"),
    ("reconcile", "--as-of", "2026-03-12"),
)


@pytest.mark.parametrize("command", READING, ids=" ".join)
@pytest.mark.parametrize("org", ["neutral", *PARTIES])
def test_whatever_reads_speaks_json(
    at_step: Callable[[str], World], homeward: Homeward, command: tuple[str, ...], org: str
) -> None:
    """Every reading command answers programs in JSON and people in words, on stdout, and ends with 0."""
    folder = at_step("bulletin").folder(org)

    for_programs, for_people = homeward(*command, "--json", folder), homeward(*command, folder)

    assert (for_programs.code, for_people.code) == (0, 0)
    json.loads(for_programs.out)
    assert for_people.out
    assert for_programs.err == for_people.err == ""


def test_checks_of_files_speak_json(tmp_path: Path, homeward: Homeward) -> None:
    """So do the commands that check files, and the matching."""
    (tmp_path / "terms.toml").write_text(TERMS)
    for kind in ListKind.HOLDING, ListKind.WISH:
        (tmp_path / f"{kind.value}.csv").write_text(list_csv("north" if kind is ListKind.WISH else "south", kind))

    answers = [
        homeward("terms", "check", "--json", tmp_path / "terms.toml"),
        homeward("lists", "check", "--json", tmp_path / "wish.csv"),
        homeward("match", tmp_path / "wish.csv", tmp_path / "holding.csv", "--json", "--out", tmp_path / "pairs.csv"),
    ]

    assert [one.code for one in answers] == [0, 0, 0]
    assert json.loads(answers[0].out)["findings"] == []
    assert json.loads(answers[1].out)["entries"] == 32
    assert json.loads(answers[2].out)["proposed"] >= 25


@pytest.mark.parametrize("step", STEPS)
def test_status_works_at_every_step(at_step: Callable[[str], World], homeward: Homeward, step: str) -> None:
    """From an empty seat to a released bulletin, where things stand can be asked at every seat."""
    world = at_step(step)

    for org in world.seats:
        answer = homeward("status", "--json", world.folder(org))
        assert (answer.code, json.loads(answer.out)["seat"]) == (0, org)
        assert homeward("status", world.folder(org)).out.startswith(DEMO_NOTICE)


@pytest.mark.parametrize("org", ["neutral", *PARTIES])
def test_the_doctor_finds_all_in_order(at_step: Callable[[str], World], homeward: Homeward, org: str) -> None:
    """The doctor says what it checked and ends with 0."""
    answer = homeward("doctor", at_step("bulletin").folder(org))

    assert answer.code == 0
    assert answer.out.rstrip().endswith("all in order")


@dataclass(slots=True, kw_only=True)
class Story:
    """Three seats in one folder, and a person at the terminal who carries bundles between them."""

    root: Path
    homeward: Homeward
    carried: int = 0

    def seat(self, org: str) -> Path:
        """Return a seat's folder."""
        return self.root / "seats" / org

    def do(self, *arguments: str | Path) -> str:
        """Run a command that must end with 0; return its answer."""
        answer = self.homeward(*arguments)
        assert answer.code == 0, (arguments, answer)
        return answer.out

    def carry(self, *route: str) -> None:
        """Carry a bundle from each seat of a route to the next."""
        for sender, to in pairwise(route):
            self.carried += 1
            file = self.root / f"{self.carried}.bundle"
            self.do("bundle", "out", "--to", to, "--file", file, self.seat(sender))
            self.do("bundle", "in", file, self.seat(to))

    def around(self) -> None:
        """Let every seat hear from every other."""
        self.carry("north", "neutral")
        self.carry("south", "neutral", "north")
        self.carry("neutral", "south")

    def both(self, *command: str, role: str) -> None:
        """Run a command at each party's seat, signed by its officers of a role."""
        for org in PARTIES:
            self.do(*command, *AS[role], self.seat(org))

    def all_sign(self, what: str, role: str) -> None:
        """Have both parties sign what waits."""
        for org in PARTIES:
            self.carry("neutral", org)
            self.do("sign", what, *AS[role], self.seat(org))
            self.carry(org, "neutral")
        self.around()


def _begin(story: Story) -> None:
    (story.root / "exchange.toml").write_text(EXCHANGE)
    for org in ("neutral", *PARTIES):
        story.do("new", org, "--exchange", story.root / "exchange.toml", story.seat(org))
    story.around()
    story.do("sign", "genesis", *AS["delegates"], story.seat("neutral"))
    story.all_sign("genesis", "heads")
    (story.seat("neutral") / "terms.toml").write_text(TERMS)
    story.do("terms", "propose", story.seat("neutral"))
    story.all_sign("terms", "heads")


def _exchange_lists(story: Story) -> None:
    for org, kind in product(PARTIES, (ListKind.HOLDING, ListKind.WISH)):
        source = story.root / f"{org}-{kind.value}.csv"
        source.write_text(list_csv(org, kind))
        story.do("lists", "import", "--kind", kind.value, "--remove", source, story.seat(org))
        assert not source.exists()
    story.both("lists", "commit", role="lists")
    story.both("draw", "commit", role="heads")
    story.around()
    story.both("lists", "reveal", role="lists")
    story.around()
    story.do("lists", "open", "--as", "delegate-1", story.seat("neutral"))
    story.around()
    for way in WAYS:
        story.do("lists", "match", way, "--as", "delegate-1", story.seat("neutral"))
    story.around()
    for way in WAYS:
        story.do("lists", "answer", way, *AS["lists"], story.seat(way.split(">")[0]))
    story.around()
    for way in WAYS:
        story.do("lists", "final", way, story.seat("neutral"))
    story.all_sign("final", "lists")


def _plan_and_cross(story: Story) -> None:
    (story.root / "gates.csv").write_text(gates_csv())
    story.do("gates", "import", story.root / "gates.csv", story.seat("neutral"))
    story.do("gates", "close", "--on", "2026-03-10", "--as", "delegate-1", story.seat("neutral"))
    story.around()
    story.both("draw", "open", role="heads")
    story.around()
    story.do("plan", story.seat("neutral"))
    story.all_sign("plan", "heads")
    for tranche, way in product(("day-1", "day-2"), WAYS):
        holder, receiver = way.split(">")
        sheet = story.do("handover", "act", tranche, way, *AS["agents"], story.seat(holder))
        assert sheet.startswith(DEMO_NOTICE)
        story.carry(holder, receiver)
        story.do("sign", "act", *AS["agents"], story.seat(receiver))
        story.carry(receiver, holder)
    story.both("handover", "arrive", role="agents")
    story.around()


def _publish(story: Story) -> None:
    (story.seat("north") / "statements" / "said.toml").write_text(STATEMENT)
    story.do("bulletin", "draft", "--as-of", "2026-03-12", story.seat("north"))
    story.around()
    story.do("bulletin", "release", *AS["spokesperson"], story.seat("north"))
    story.around()
    story.do("sign", "bulletin", *AS["spokesperson"], story.seat("south"))
    for _ in range(3):
        story.around()


def test_a_whole_exchange_by_commands(tmp_path: Path, homeward: Homeward) -> None:
    """From three new seats to a released bulletin and its exports, each step is one command that ends with 0."""
    story = Story(root=tmp_path, homeward=homeward)

    for part in (_begin, _exchange_lists, _plan_and_cross, _publish):
        part(story)

    for org in ("neutral", *PARTIES):
        story.do("plan", "check", story.seat(org))
        story.do("bulletin", "release", story.seat(org))
        story.do("record", "verify", story.seat(org))
    story.do("record", "export", tmp_path / "audit", story.seat("south"))
    assert json.loads(story.do("record", "verify", "--json", tmp_path / "audit"))["verified"]
    story.do("record", "export", "--public", tmp_path / "public", story.seat("north"))
    page = story.seat("neutral") / "out" / "bulletin.html"
    assert (tmp_path / "public" / "bulletin.html").read_bytes() == page.read_bytes()


def test_matching_two_files(tmp_path: Path, homeward: Homeward) -> None:
    """
    Pairs are written with their evidence, at least 5 in 100 likely; the accepted at least even, one to one.

    A file that is there is not written over, unless asked.
    """
    wish, holding, pairs = tmp_path / "wish.csv", tmp_path / "holding.csv", tmp_path / "pairs.csv"
    wish.write_text(list_csv("north", ListKind.WISH))
    holding.write_text(list_csv("south", ListKind.HOLDING))

    answer = homeward("match", wish, holding, "--out", pairs)

    text = pairs.read_text()
    rows = list(csv.DictReader(io.StringIO(text)))
    accepted = [row for row in rows if row["accepted"] not in ("0", "no", "false", "False", "")]
    assert answer.code == 0
    assert text.startswith("left,right,probability,accepted,")
    assert 25 <= len(accepted) <= 31
    assert all(float(row["probability"]) >= 0.05 for row in rows)
    assert all(float(row["probability"]) >= 0.5 for row in accepted)
    assert len({row["left"] for row in accepted}) == len({row["right"] for row in accepted}) == len(accepted)
    assert is_refusal(homeward("match", wish, holding, "--out", pairs), "OUT-1")
    assert pairs.read_text() == text
    assert homeward("match", wish, holding, "--out", pairs, "--force").code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("fly",), id="an unknown command"),
        pytest.param(("status", "--colour"), id="an unknown option"),
        pytest.param(("match", "a.csv"), id="an argument missing"),
        pytest.param(("gates", "close", "--on", "23.05.2025"), id="a date in another form"),
        pytest.param(("lists", "check", "a.csv", "--kind", "persons"), id="an unknown kind"),
        pytest.param(("lists", "answer", "a>b", "--accept-from", "0.2"), id="a bound below even"),
    ],
)
def test_wrong_usage_ends_with_2(homeward: Homeward, arguments: tuple[str, ...]) -> None:
    """What was typed wrongly ends with 2, with nothing on stdout."""
    answer = homeward(*arguments)

    assert (answer.code, answer.out) == (2, "")
    assert answer.err


def test_version_and_help(homeward: Homeward) -> None:
    """The version is one line; help ends with 0."""
    assert homeward("--version") == Answer(code=0, out=f"homeward {__version__}\n", err="")
    assert homeward("--help").code == 0


@pytest.mark.parametrize(
    "command",
    [
        ("status",),
        ("doctor",),
        ("plan", "show"),
        ("plan", "check"),
        ("reconcile", "--as-of", "2026-03-12"),
        ("bundle", "out", "--to", "neutral"),
        ("lists", "commit", "--as", "list-1"),
        ("record", "export", "to"),
        ("bulletin", "release"),
    ],
    ids=" ".join,
)
def test_a_missing_seat_is_said(tmp_path: Path, homeward: Homeward, command: tuple[str, ...]) -> None:
    """A folder that is not there, or is no seat, is named, with what to do, and nothing is made there."""
    for folder in (tmp_path / "nowhere", tmp_path):
        answer = homeward(*command, folder)
        assert is_refusal(answer, "CONFIG-1")
        assert str(folder) in answer.err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_a_record_is_said(tmp_path: Path, homeward: Homeward) -> None:
    """Nothing to verify is not verified."""
    assert is_refusal(homeward("record", "verify", tmp_path), "RECORD-5")


def test_a_file_that_is_not_there_is_said(at_step: Callable[[str], World], homeward: Homeward, tmp_path: Path) -> None:
    """A missing file is named in plain words."""
    folder = at_step("terms").folder("north")

    for command in (("bundle", "in"), ("terms", "check"), ("lists", "check"), ("gates", "import")):
        arguments = (*command, tmp_path / "none", *((folder,) if command[0] in ("bundle", "gates") else ()))
        answer = homeward(*arguments)
        assert (answer.code, answer.out) == (1, "")
        assert answer.err.startswith("error: No such file")
        assert "hint: " in answer.err


@pytest.mark.parametrize("officer", ["nobody", "head-3", "delegate-1"])
def test_an_unknown_officer_is_refused(at_step: Callable[[str], World], homeward: Homeward, officer: str) -> None:
    """Somebody without a key at this seat signs nothing."""
    world = at_step("terms")
    before = world.files("north", "record")

    answer = homeward("draw", "commit", "--as", "head-1", "--as", officer, world.folder("north"))

    assert is_refusal(answer, "KEY-1")
    assert world.files("north", "record") == before


def test_another_office_is_refused(at_step: Callable[[str], World], homeward: Homeward) -> None:
    """Somebody of another office signs nothing either."""
    world = at_step("terms")

    answer = homeward("draw", "commit", "--as", "list-1", "--as", "list-2", world.folder("north"))

    assert answer.code == 1
    assert answer.err.startswith("error: ")


@pytest.mark.parametrize("what", ["genesis", "all", "plan"])
def test_nobody_signs_nothing(at_step: Callable[[str], World], homeward: Homeward, what: str) -> None:
    """Without an officer nothing is signed; what does not wait is not either."""
    folder = at_step("terms").folder("north")

    assert is_refusal(homeward("sign", what, folder), "SIGN-7")
    assert is_refusal(homeward("sign", what, "--as", "head-1", folder), "SIGN-3")


def test_a_seat_is_made_once(tmp_path: Path, homeward: Homeward) -> None:
    """Keys are never replaced: a folder that is a seat already is left as it is."""
    (tmp_path / "exchange.toml").write_text(EXCHANGE)
    command = ("new", "north", "--exchange", tmp_path / "exchange.toml", tmp_path / "seat")
    first = homeward(*command)
    before = {path.name: path.read_bytes() for path in (tmp_path / "seat" / "keys").iterdir()}

    assert first.code == 0
    assert is_refusal(homeward(*command), "NEW-1")
    assert {path.name: path.read_bytes() for path in (tmp_path / "seat" / "keys").iterdir()} == before
    assert {path.stat().st_mode & 0o077 for path in (tmp_path / "seat" / "keys").glob("*.pem")} == {0}


def test_a_seed_is_for_demonstrations(tmp_path: Path, homeward: Homeward) -> None:
    """Outside a demonstration nothing is drawn from a seed, and no key made with one is left behind."""
    (tmp_path / "exchange.toml").write_text(EXCHANGE.replace("demo = true", "demo = false"))
    command = ("new", "north", "--exchange", tmp_path / "exchange.toml", tmp_path / "seat")

    assert is_refusal(homeward("--seed", "7", *command), "SEED-1")
    assert not list((tmp_path / "seat").rglob("*.pem"))
    assert homeward(*command).code == 0
    assert is_refusal(homeward("--seed", "7", "status", tmp_path / "seat"), "SEED-1")
    assert is_refusal(homeward("--seed", "", "status", tmp_path / "seat"), "SEED-1")


@pytest.mark.parametrize("way", ["north", "north-south", ">south", "north>", ""])
def test_a_direction_is_written_with_an_arrow(at_step: Callable[[str], World], homeward: Homeward, way: str) -> None:
    """A direction without its arrow or one of its ends is refused, with an example."""
    answer = homeward("lists", "answer", way, "--as", "list-1", at_step("matched").folder("north"))

    assert is_refusal(answer, "CLI-1")


def test_files_are_not_written_over(at_step: Callable[[str], World], homeward: Homeward, tmp_path: Path) -> None:
    """A bundle, a bulletin and an export are not written over what is there, unless asked."""
    world = at_step("bulletin")
    north, file = world.folder("north"), tmp_path / "a.bundle"
    file.write_text("keep me")

    assert is_refusal(homeward("bundle", "out", "--to", "neutral", "--file", file, north), "OUT-1")
    assert is_refusal(homeward("bulletin", "release", north), "OUT-1")
    assert is_refusal(homeward("record", "export", tmp_path, north), "OUT-1")
    assert file.read_text() == "keep me"
    assert homeward("bundle", "out", "--to", "neutral", "--file", file, "--force", north).code == 0
    assert homeward("bulletin", "release", "--force", north).code == 0


def test_terms_with_errors_are_not_proposed(at_step: Callable[[str], World], homeward: Homeward) -> None:
    """Terms that nobody could sign are not drafted, and every finding is shown."""
    folder = at_step("genesis").folder("neutral")
    (folder / "terms.toml").write_text(TERMS.replace("count = 24", "count = 23", 1))

    answer = homeward("terms", "propose", folder)

    assert answer.code == 3
    assert answer.err.startswith("error: ")
    assert "[TERMS-0]" in answer.err
    assert "terms.toml:" in answer.err


def test_statements_with_errors_are_not_read(at_step: Callable[[str], World], homeward: Homeward) -> None:
    """A statement that cannot be read stops the comparison, with every finding."""
    folder = at_step("bulletin").folder("north")
    (folder / "statements" / "odd.toml").write_text('format = 1\n[[statement]]\nid = "x"\n')

    answer = homeward("reconcile", "--as-of", "2026-03-12", folder)

    assert (answer.code, answer.out) == (3, "")
    assert "[STATEMENTS-0]" in answer.err
    assert "odd.toml" in answer.err


def test_a_plan_with_faults_ends_with_3(at_step: Callable[[str], World], homeward: Homeward) -> None:
    """A paper that does not fit the signed plan is told with exit code 3, for people and for programs."""
    world = at_step("plan")
    world.seat("north").vault.replace("paper", ())

    answer = homeward("plan", "check", "--json", world.folder("north"))

    assert answer.code == 3
    assert {one["code"] for one in json.loads(answer.out)["findings"]} == {"PLAN-60"}


def test_erasing_says_what_it_cannot_reach(at_step: Callable[[str], World], homeward: Homeward) -> None:
    """An erasure ends with what it could not reach; an unknown person is refused and nothing recorded."""
    world = at_step("final")
    north = world.folder("north")
    before = world.files("north", "record")

    assert is_refusal(homeward("vault", "erase", "holding/H-99", *AS["lists"], north), "ERASE-1")
    assert world.files("north", "record") == before
    answer = homeward("vault", "erase", "holding/H-11", "holding/H-12", *AS["lists"], north)
    assert answer.code == 0
    assert "2 erased here" in answer.out
    assert all(word in answer.out for word in ("neutral", "south", "lists/", "backups", "commitments"))


def test_gates_are_imported_at_the_neutral_only(
    at_step: Callable[[str], World], homeward: Homeward, tmp_path: Path
) -> None:
    """At a party's seat the command refuses; at the neutral's it counts what it kept."""
    world = at_step("final")
    (tmp_path / "gates.csv").write_text(gates_csv())

    assert is_refusal(homeward("gates", "import", tmp_path / "gates.csv", world.folder("north")), "GATE-1")
    assert is_refusal(homeward("gates", "close", "--on", "2026-03-07", world.folder("north")), "GATE-1")
    assert homeward("gates", "import", tmp_path / "gates.csv", world.folder("neutral")).out == "120 hearings kept\n"
