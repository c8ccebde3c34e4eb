"""The commands of the register as a person types them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from homeward.adapters.clocks import SetClock
from homeward.register import read_register, shipped_register
from tests.cli.small_exchange import Ran, run

CLOCK = SetClock(at=datetime(2026, 3, 1, 9, tzinfo=UTC))
HEADER = "exchange,conflict,date,holder,receiver,persons,sources,confidence\n"
GOOD = f"{HEADER}x1,valley,2020-01-02,north,south,10,gazette,high\nx1,valley,2020-01-02,south,north,8,gazette,high\n"
BAD = f"{HEADER}x1,valley,2020-13-02,north,south,ten,gazette,high\n"
TOTALS = """format = 1
[[total]]
id = "south"
conflict = "valley"
says = "people who came to the south"
published = 11
published_by = "south"
sources = ["gazette"]
flows = ["north>south"]
first = "2020-01-01"
last = "2020-12-31"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Offer a folder with a good register, a bad one, and totals that a row does not meet."""
    for name, text in (("good.csv", GOOD), ("bad.csv", BAD), ("totals.toml", TOTALS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def ran(command: str, folder: Path) -> Ran:
    """Run ``homeward register`` with *command*."""
    return run(f"homeward register {command}", folder, clock=CLOCK)


def test_check_says_that_the_shipped_register_is_whole(folder: Path) -> None:
    """Every total is listed with its formula, and the gap is called unexplained; the command ends with 0."""
    done = ran("check", folder)

    assert (done.code, done.err) == (0, "")
    assert "(56 - 1) + 20 + 110 + 50 + 107 + 35 + 50 + 9 + 50 + 60 + 82 = 628" in done.out
    assert "unexplained: the total grows by 1,049" in done.out
    assert "0 finding(s)" in done.out


def test_check_speaks_json(folder: Path) -> None:
    """A program gets formula, computed, published, difference and result of each total."""
    totals = {one["id"]: one for one in json.loads(ran("check --json", folder).out)["totals"]}

    assert (totals["ru-yearly-2022"]["computed"], totals["ru-yearly-2022"]["result"]) == (628, "meets")
    assert totals["ae-before-2025-04-19"]["result"] == "unexplained"
    assert [one["computed"] for one in totals["ae-before-2025-04-19"]["readings"]] == [3184, 3223, 3245]


def test_check_of_a_users_file_tells_everything_at_once(folder: Path) -> None:
    """All findings with line and field; the command ends with 3."""
    done = ran("check bad.csv", folder)

    assert done.code == 3
    assert "bad.csv:2 date error REGISTER-8" in done.out
    assert "bad.csv:2 persons error REGISTER-9" in done.out


def test_check_of_a_users_totals_names_the_total_that_differs(folder: Path) -> None:
    """Published 11, computed 10: the total is named, with the difference."""
    done = ran("check good.csv --totals totals.toml", folder)

    assert done.code == 3
    assert "totals.toml:2 south error REGISTER-26" in done.out
    assert "10 = 10, published 11, a difference of +1" in done.out


def test_check_of_a_users_file_without_totals_is_quiet(folder: Path) -> None:
    """Homeward's own totals are not asked of somebody else's rows."""
    done = ran("check good.csv", folder)

    assert (done.code, done.out) == (0, "2 lines, 1 exchanges, 0 finding(s); no totals\n")


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("show --file bad.csv", "REGISTER-0"),
        ("export --format csv --file bad.csv", "REGISTER-0"),
        ("show --conflict nowhere", "REGISTER-31"),
        ("largest --conflict nowhere", "REGISTER-31"),
        ("show x9 --file good.csv", "REGISTER-32"),
        ("plot --conflict yemen --until 2022-01-01 --out new.svg", "REGISTER-33"),
        ("export --format csv --out good.csv", "OUT-1"),
        ("plot --out good.csv", "OUT-1"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_hint(folder: Path, command: str, code: str) -> None:
    """``error:`` with the code, then ``hint:``, nothing on stdout, nothing written."""
    done = ran(command, folder)

    assert done.code in (1, 3)
    assert done.out == ""
    assert f"[{code}]" in done.err.splitlines()[0]
    assert "hint: " in done.err
    assert (folder / "good.csv").read_text(encoding="utf-8") == GOOD
    assert not (folder / "new.svg").exists()


def test_show_gives_one_exchange_in_full(folder: Path) -> None:
    """Both sides' numbers, sources and confidence stand there."""
    done = ran("show ru-ua-2024-12-30", folder)

    assert "ru>ua: 189 (ua)" in done.out
    assert "ru>ua: 150 (ru)" in done.out
    assert "high confidence: aljazeera; wionews" in done.out


def test_show_lists_a_time_and_speaks_json(folder: Path) -> None:
    """From and until choose days; a program gets the same exchanges."""
    chosen = "--conflict ru-ua --since 2025-05-23 --until 2025-05-25"
    listed = ran(f"show {chosen}", folder)
    found = json.loads(ran(f"show {chosen} --json", folder).out)

    assert [one["exchange"] for one in found] == ["ru-ua-2025-05-23", "ru-ua-2025-05-24", "ru-ua-2025-05-25"]
    assert [line.split()[0] for line in listed.out.splitlines() if line.startswith("ru-ua")] == [
        one["exchange"] for one in found
    ]


def test_largest_states_the_definition_and_what_another_would_change(folder: Path) -> None:
    """Per side it holds on 23 May 2025; in total nothing can be told; both are said."""
    done = ran("largest --on 2025-05-23 --conflict ru-ua --count per_side", folder)

    assert done.out.startswith("compared: one day; counted: as many people as every side received; in ru-ua")
    assert "largest on 2025-05-23: holds" in done.out
    assert "by day, total: 2025-05-23, 780 (2025-05-23: cannot be told)" in done.out


def test_largest_names_what_cannot_be_excluded(folder: Path) -> None:
    """Exchanges without a full number are listed, not passed over."""
    assert "so that none can be excluded (23)" in ran("largest --conflict ru-ua", folder).out


def test_largest_speaks_json(folder: Path) -> None:
    """A program gets the ranking and an answer under each of the six definitions."""
    found = json.loads(ran("largest --on 2025-05-23 --conflict ru-ua --count per_side --json", folder).out)

    assert found["ranking"][0] == {
        "name": "2025-05-23",
        "conflict": "ru-ua",
        "date": "2025-05-23",
        "low": 390,
        "high": 390,
        "exchanges": ["ru-ua-2025-05-23"],
        "without_number": [],
    }
    assert [one["result"] for one in found["answers"]].count("holds") == 2
    assert len(found["answers"]) == 6


@pytest.mark.parametrize("form", ["csv", "hxl"])
def test_export_can_be_read_again(folder: Path, form: str) -> None:
    """What is exported is a register: checked without findings, and equal to what it came from."""
    done = ran(f"export --format {form} --out mine.csv", folder)

    assert done.code == 0
    assert read_register((folder / "mine.csv").read_bytes(), source="x").exchanges == shipped_register().exchanges
    assert ran("check mine.csv", folder).code == 0


def test_export_to_stdout_is_the_file_itself(folder: Path) -> None:
    """Without --out the answer is the register and nothing else."""
    out = ran("export --format hxl --file good.csv", folder).out

    assert out.splitlines()[1].startswith("#event+id,#crisis+code,#date+occurred")
    assert len(json.loads(ran("export --format json --file good.csv", folder).out)) == 1


def test_plot_says_which_conflict_it_drew(folder: Path) -> None:
    """Without --conflict the one with most exchanges is drawn, and the others are named on stderr."""
    done = ran("plot --out register.svg", folder)

    assert done.code == 0
    assert done.out.startswith("86 exchanges in ru-ua drawn")
    assert "yemen" in done.err
    assert (folder / "register.svg").read_bytes().startswith(b"<svg ")


def test_places_that_cannot_be_told_apart_are_shared(folder: Path) -> None:
    """Equal or overlapping numbers share places; one without a full number has none."""
    lines = ran("largest --top 5", folder).out.splitlines()
    places = {line.split()[1]: line.split()[0] for line in lines[2:7]}

    assert places["2025-10-13"] == "2-3"
    assert places["1862-08-05"] == "-"
