"""Faulty terms and lists at the command line: exit 3, each fault with place, rule and remedy, and nothing kept."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from homeward.cli import main
from homeward.cli.build import OPTIONS
from tests.world import EXCHANGE, TERMS, World

Ended = tuple[int, str, str]
Homeward = Callable[..., Ended]

HEADER = "row_id,list_kind,surname,given_names,birth_date,category\n"
GOOD = "H-1,holding,Qvarth,Zyx,1985-04-12,pow\n"
LIST = HEADER + GOOD

PARITY = """
[[parity]]
id = "equal-wounded"
clause = "1"
category = "serious"
slack = 0
"""

ALL_OF_WHOM = """
[[commitment]]
id = "all-civilians"
clause = "1"
holder = "north"
receiver = "south"
category = "civilian"
op = "all"
"""

YOUNG = """
[[category]]
id = "young"
name = "people under 25"
clause = "1"
age_under = 25
"""


@pytest.fixture
def homeward(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Homeward:
    """Offer the program, run in this process; it gives exit code, answer and talk."""
    monkeypatch.setenv("COLUMNS", "300")

    def run(*arguments: str | Path) -> Ended:
        monkeypatch.setattr(sys, "argv", ["homeward", *map(str, arguments)])
        monkeypatch.setattr(OPTIONS, "seed", None)
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return ended.value.code if isinstance(ended.value.code, int) else 0, out, err

    return run


def assert_findings(answer: str, file: Path, code: str) -> None:
    """Assert that the answer names a finding of *code* in *file*, at a line, with rule, remedy and source."""
    found = [one for one in json.loads(answer)["findings"] if one["code"] == code]
    assert found, answer
    assert all(one["source"] == str(file) for one in found)
    assert all(one["rule"] and one["remedy"] and one["rule_source"] for one in found)
    assert all(one["severity"] in {"error", "law"} for one in found)


CORPUS = Path(__file__).parents[1] / "corpus" / "terms"

TERMS_CASES = [
    pytest.param(TERMS.replace('title = "Bridge', "title = Bridge", 1), id="not TOML"),
    pytest.param(TERMS.encode("utf-16"), id="another encoding"),
    pytest.param("", id="an empty file"),
    pytest.param(TERMS.replace("[reserve]", 'colour = "red"\n\n[reserve]', 1), id="an unknown key"),
    pytest.param(TERMS.replace("count = 9 }", "count = 8 }", 1), id="tranches that do not add up"),
    pytest.param(TERMS.replace("count = 9 }", "count = 10 }"), id="tranches that add up to more"),
    pytest.param(TERMS + PARITY, id="parity on the seriously wounded"),
    pytest.param(TERMS + ALL_OF_WHOM, id="all, and not said of whom"),
    pytest.param(TERMS + YOUNG, id="an age, and not said on which day"),
    pytest.param(TERMS.replace("format = 1", "format = 3", 1), id="a newer format"),
    pytest.param(TERMS.replace("2026-03-11", "2026-02-30"), id="30 February"),
    pytest.param(TERMS.replace('kind = "wish"', 'kind = "safety"', 1), id="no wish gate"),
    pytest.param(TERMS.replace("min_cell = 10", "min_cell = 2"), id="numbers that point at people"),
]


@pytest.mark.parametrize("data", TERMS_CASES)
def test_faulty_terms_are_found(tmp_path: Path, homeward: Homeward, data: str | bytes) -> None:
    """Faulty terms end with 3; every fault is told with place, rule, remedy and source, to people and to programs."""
    file = tmp_path / "terms.toml"
    file.write_bytes(data.encode() if isinstance(data, str) else data)

    code, out, err = homeward("terms", "check", "--party", "north", "--party", "south", "--json", file)
    words = homeward("terms", "check", "--party", "north", "--party", "south", file)

    findings = [one for one in json.loads(out)["findings"] if one["stops"]]
    assert (code, err) == (3, "")
    assert findings
    assert all(one["file"] == str(file) for one in findings)
    assert all(one["reason"] and one["remedy"] and one["source"] for one in findings)
    assert all(one["severity"] in {"error", "law"} for one in findings)
    assert words[0] == 3
    assert str(file) in words[1]
    assert "do: " in words[1]


def test_terms_against_the_law_are_shown_as_history(tmp_path: Path, homeward: Homeward) -> None:
    """What the law forbids is told as what it is; only `--as-history` makes it no failure, and only it."""
    unlawful, wrong = tmp_path / "unlawful.toml", tmp_path / "wrong.toml"
    unlawful.write_text(TERMS.replace('kind = "wish"', 'kind = "safety"', 1))
    wrong.write_text(TERMS.replace("count = 9 }", "count = 8 }", 1))

    code, out, _ = homeward("terms", "check", unlawful)
    past_code, past_out, _ = homeward("terms", "check", "--as-history", unlawful)
    _, past_json, _ = homeward("terms", "check", "--as-history", "--json", unlawful)

    assert (code, past_code) == (3, 0)
    assert "gate wish law TERMS-32" in out
    assert "gate wish law (notice, as history) TERMS-32" in past_out
    assert "0 error(s), 1 against the law and run as history only" in past_out
    assert [(one["code"], one["severity"], one["stops"]) for one in json.loads(past_json)["findings"]] == [
        ("TERMS-32", "law", False)
    ]
    assert homeward("terms", "check", "--as-history", wrong)[0] == 3


def test_a_finding_of_terms_names_its_clause(tmp_path: Path, homeward: Homeward) -> None:
    """A program gets file, line, clause, reason, remedy and source; the parties come from the file where it has any."""
    file = tmp_path / "terms.toml"
    text = (CORPUS / "bridge.toml").read_text(encoding="utf-8")
    file.write_text(text.replace("slack = 1", "slack = 0"), encoding="utf-8")

    code, out, _ = homeward("terms", "check", "--json", file)

    (finding,) = json.loads(out)["findings"]
    assert code == 3
    assert {key: finding[key] for key in ("file", "clause", "code", "severity", "reason", "remedy", "source")} == {
        "file": str(file),
        "clause": "3",
        "code": "TERMS-26",
        "severity": "error",
        "reason": "no plan can keep this parity",
        "remedy": "widen slack, or make the counts equal",
        "source": "arithmetic of the agreement",
    }
    assert "slack = 0" in file.read_text(encoding="utf-8").split("\n")[finding["line"] - 1]


@pytest.mark.parametrize("data", TERMS_CASES)
def test_faulty_terms_are_not_drafted(at_step: Callable[[str], World], homeward: Homeward, data: str | bytes) -> None:
    """Faulty terms cannot even be put before anybody to sign: nothing waits and nothing is recorded."""
    world = at_step("genesis")
    folder = world.folder("neutral")
    (folder / "terms.toml").write_bytes(data.encode() if isinstance(data, str) else data)
    before = {**world.files("neutral", "record"), **world.files("neutral", "pending")}

    code, out, err = homeward("terms", "propose", folder)

    assert (code, out) == (3, "")
    assert err.startswith("error: ")
    assert "\nhint: " in err
    assert {**world.files("neutral", "record"), **world.files("neutral", "pending")} == before


LIST_CASES = [
    pytest.param(LIST.replace("Qvarth", "Qvärth").encode("latin-1"), "LIST-2", id="another encoding"),
    pytest.param(LIST.encode("utf-16"), "LIST-2", id="UTF-16"),
    pytest.param(b"", "LIST-1", id="an empty file"),
    pytest.param(LIST.replace("row_id,", "", 1), "LIST-6", id="no row_id column"),
    pytest.param(LIST.replace("surname,given_names", "a,b", 1), "LIST-6", id="no column of names"),
    pytest.param(LIST.replace(",", ";"), "LIST-5", id="semicolons"),
    pytest.param(LIST + "H-2,holding,Brel,Ana,1990-02-30,pow\n", "LIST-25", id="30 February"),
    pytest.param(LIST + "H-1,holding,Brel,Ana,1990,pow\n", "LIST-20", id="two rows of one id"),
    pytest.param(LIST + "H-2,holding,Br\u202eel,Ana,1990,pow\n", "LIST-29", id="a character that turns writing round"),
    pytest.param(LIST + "H-2,holding,Br\u200bel,Ana,1990,pow\n", "LIST-29", id="a space nobody sees"),
    pytest.param(LIST.replace("holding", "wish"), "LIST-16", id="a wish list given as a holding list"),
    pytest.param(LIST + "W-2,wish,Brel,Ana,1990,pow\n", "LIST-15", id="two kinds in one file"),
    pytest.param(LIST + "H-2,holding,,,1990,pow\n", "LIST-21", id="nobody's row"),
    pytest.param(LIST + "H-2,holding,Brel,Ana,1990,king\n", "LIST-28", id="an unknown code"),
    pytest.param(LIST + 'H-2,holding,"Brel,Ana,1990,pow\n', "LIST-4", id="a quotation mark left open"),
    pytest.param(LIST + "H-2,holding,Brel\n", "LIST-17", id="cells missing"),
    pytest.param(LIST + "H-2,holding,Brel,Ana,١٩٨٥,pow\n", "LIST-26", id="a date in other digits"),
]


@pytest.mark.parametrize(("data", "code"), LIST_CASES)
def test_a_faulty_list_is_found(tmp_path: Path, homeward: Homeward, data: str | bytes, code: str) -> None:
    """A faulty list ends with 3; the fault is told with place, rule and remedy."""
    file = tmp_path / "holding.csv"
    file.write_bytes(data.encode() if isinstance(data, str) else data)

    ended, out, err = homeward("lists", "check", "--kind", "holding", "--json", file)
    words = homeward("lists", "check", "--kind", "holding", file)

    assert (ended, err) == (3, "")
    assert_findings(out, file, code)
    assert words[0] == 3
    assert code in words[1]


@pytest.mark.parametrize(("data", "code"), LIST_CASES)
def test_a_faulty_list_is_not_imported(
    at_step: Callable[[str], World], tmp_path: Path, homeward: Homeward, data: str | bytes, code: str
) -> None:
    """Nothing of a faulty list is imported, the file stays where it is even with --remove, and the fault is told."""
    world, file = at_step("terms"), tmp_path / "holding.csv"
    file.write_bytes(data.encode() if isinstance(data, str) else data)

    ended, out, err = homeward("lists", "import", "--kind", "holding", "--remove", file, world.folder("north"))

    assert (ended, out) == (3, "")
    assert err.startswith("error: ")
    assert "[LISTS-0]" in err.splitlines()[0]
    assert code in err
    assert "\nhint: " in err
    assert file.exists()
    assert world.seat("north").vault.get("entry:holding") == ()


def test_the_rest_is_imported_when_asked(at_step: Callable[[str], World], tmp_path: Path, homeward: Homeward) -> None:
    """Faulty rows can be left out by saying so; how many were, is said."""
    world, file = at_step("terms"), tmp_path / "holding.csv"
    file.write_text(LIST + "H-2,holding,Brel,Ana,1990-02-30,pow\n")

    ended, out, _ = homeward(
        "lists", "import", "--kind", "holding", "--without-faulty-rows", file, world.folder("north")
    )

    assert ended == 0
    assert out.startswith("1 entries of 2 rows imported; 1 error(s) left out")
    assert [one.person for one in world.seat("north").vault.get("entry:holding")] == ["holding/H-1"]


def test_a_second_list_takes_no_others_place(
    at_step: Callable[[str], World], tmp_path: Path, homeward: Homeward
) -> None:
    """A list is imported over another only when that is said; the refusal tells how many entries are there."""
    world, file = at_step("terms"), tmp_path / "holding.csv"
    command = ("lists", "import", "--kind", "holding", file, world.folder("north"))
    file.write_text(LIST)
    homeward(*command)
    file.write_text(HEADER + GOOD.replace("H-1", "H-2") + GOOD.replace("H-1", "H-3"))

    ended, _, err = homeward(*command)
    kept = [one.person for one in world.seat("north").vault.get("entry:holding")]
    again = homeward(*command, "--replace")

    assert (ended, again[0], kept) == (1, 0, ["holding/H-1"])
    assert "error: a holding list with 1 entries was imported already [LISTS-7]" in err
    assert "hint: say --replace" in err
    assert [one.person for one in world.seat("north").vault.get("entry:holding")] == ["holding/H-2", "holding/H-3"]


def test_an_unknown_encoding_is_refused(tmp_path: Path, homeward: Homeward) -> None:
    """An encoding nobody knows is refused before the file is read."""
    (tmp_path / "holding.csv").write_text(LIST)

    ended, out, err = homeward("lists", "check", "--encoding", "klingon", tmp_path / "holding.csv")

    assert (ended, out) == (1, "")
    assert err.startswith("error: ")
    assert "[LIST-37]" in err


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="an empty file"),
        pytest.param(b"no bundle", id="another file"),
        pytest.param(b"PK\x05\x06" + bytes(18), id="an empty archive"),
        pytest.param(b"PK\x03\x04" + bytes(60), id="a broken archive"),
    ],
)
def test_a_file_that_is_no_bundle_is_refused(
    at_step: Callable[[str], World], tmp_path: Path, homeward: Homeward, data: bytes
) -> None:
    """A file that is no bundle is refused in plain words, and the seat is as it was."""
    world = at_step("terms")
    (tmp_path / "a.bundle").write_bytes(data)
    before = world.files("north", "record")

    ended, out, err = homeward("bundle", "in", tmp_path / "a.bundle", world.folder("north"))

    assert (ended, out) == (1, "")
    assert err.startswith("error: ")
    assert "\nhint: " in err
    assert world.files("north", "record") == before


def test_faulty_gates_are_not_imported(at_step: Callable[[str], World], tmp_path: Path, homeward: Homeward) -> None:
    """A hearing in doubt stops the file: exit 3, with the line, and nothing is kept."""
    world = at_step("final")
    (tmp_path / "gates.csv").write_text("party,row_id,gate,outcome,on\nnorth,H-01,wish,maybe,2026-03-06\n")

    ended, out, err = homeward("gates", "import", tmp_path / "gates.csv", world.folder("neutral"))

    assert (ended, out) == (3, "")
    assert "gates.csv:2" in err
    assert "GATE-4" in err
    assert world.neutral.vault.get("gate") == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [('exchange = "bridge-2026"', 'exchange = "../x"'), ("demo = true", ""), ('id = "north"', 'id = "../north"')],
)
def test_a_faulty_configuration_makes_no_seat(tmp_path: Path, homeward: Homeward, old: str, new: str) -> None:
    """A faulty configuration makes no folder and no key."""
    (tmp_path / "exchange.toml").write_text(EXCHANGE.replace(old, new, 1))

    ended, out, err = homeward("new", "south", "--exchange", tmp_path / "exchange.toml", tmp_path / "seat")

    assert (ended, out) == (3, "")
    assert "[CONFIG-2]" in err
    assert not (tmp_path / "seat").exists()
