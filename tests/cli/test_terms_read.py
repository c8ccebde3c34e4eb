"""Reading, comparing, drawing and starting agreements on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from homeward.cli.app import app
from homeward.model.terms import GateKind
from homeward.terms import read_terms
from homeward.terms.comparing import terms_digest
from homeward.terms.words import CODES
from tests.unit.terms.linted import CORPUS
from tests.unit.terms.variants import VALLEY, valley

ANSWERS = """\
format = 1
title = "Ford: 24 for 24"
agreed_on = 2026-03-01
parties = { north = "North", south = "South" }
promise = "eq"
count = 24
"""

TALK = "\n".join(
    [
        *("Ford", "2026-13-01", "2026-03-01", "N", "north", "", "south", "", "n", "y", "lake", ""),
        *("sums", "range", "10", "20", "pow", "y", "y", "2026-03-20", "12", "n"),
        *("4", "", "", "", "", "", ""),
        "",
    ]
)
"""What somebody types, with a day, an id and a word that are none."""


def call(*words: str | Path, typed: str | None = None) -> Result:
    """Run ``homeward terms`` in this process."""
    return CliRunner().invoke(app, ["terms", *map(str, words)], input=typed)


@pytest.mark.parametrize("code", CODES)
def test_an_agreement_is_explained_in_each_language(code: str) -> None:
    """What is printed is what the file of the corpus has."""
    expected = VALLEY.parent / "explained" / f"valley.{code}.txt"

    ran = call("explain", "--lang", code, VALLEY)

    assert (ran.exit_code, ran.stdout) == (0, expected.read_text(encoding="utf-8"))


def test_a_program_gets_passages_and_lines() -> None:
    """The JSON names the direction of the language, and each line by kind, name and text."""
    ran = call("explain", "--lang", "ar", "--json", VALLEY)

    said = json.loads(ran.stdout)
    assert said["direction"] == "rtl"
    assert [one["clause"] for one in said["passages"]] == [None, *(one.id for one in valley().clauses)]
    assert {"kind", "name", "ref", "text"} == set(said["passages"][1]["lines"][0])


@pytest.mark.parametrize("words", [("explain",), ("diagram",), ("diff", VALLEY)])
def test_what_is_no_agreement_is_refused_with_every_finding(words: tuple[str, ...], tmp_path: Path) -> None:
    """A file that cannot be read as terms says why, and what to do."""
    (tmp_path / "bad.toml").write_text('format = 2\ntitle = ""\n')

    ran = call(*words, tmp_path / "bad.toml")

    assert ran.exit_code != 0
    assert getattr(ran.exception, "code", "") == "TERMSFILE-1"
    assert len(getattr(ran.exception, "findings", ())) > 1


def test_what_changed_is_said_field_by_field(tmp_path: Path) -> None:
    """Substance, names, places and words are told apart; a renamed id changes nothing that refers to it."""
    text = VALLEY.read_text(encoding="utf-8")
    text = text.replace("persons = 22", "persons = 23").replace('says = "Both towns thank', 'says = "All towns thank')
    text = text.replace('"hear"', '"listen"').replace('"truce"', '"armistice"').replace("on truce", "on armistice")
    text = text.replace('    [[clause.group]]\n    id = "families"\n    kind = "family"\n', "")
    (tmp_path / "new.toml").write_text(text, encoding="utf-8")

    ran = call("diff", VALLEY, tmp_path / "new.toml")

    assert ran.exit_code == 0
    assert ran.stdout.splitlines() == [
        "clause 9: reworded",
        '    says: from "Both towns thank the lake mission." to "All towns thank the lake mission."',
        "event truce: renamed to armistice",
        "reserve: changed",
        "    persons: from 22 to 23",
        "group families: taken away",
        "    Families travel together.",
        "step hear: renamed to listen",
        "2 change(s) of substance, 3 of names, places and words only",
        f"the new terms replace other terms; digest of the old: {terms_digest(valley())}",
    ]


def test_an_amendment_is_held_against_what_it_replaces(tmp_path: Path) -> None:
    """New terms that name the digest of the old say so, and programs get both digests."""
    text = VALLEY.read_text(encoding="utf-8").replace("0" * 64, terms_digest(valley()))
    (tmp_path / "new.toml").write_text(text, encoding="utf-8")

    ran = call("diff", "--json", VALLEY, tmp_path / "new.toml")

    said = json.loads(ran.stdout)
    assert said["replaces_old"] is True
    assert said["digest"]["old"] == terms_digest(valley())
    assert [one["kind"] for one in said["changes"]] == ["amendment"]


def test_a_drawing_is_written_once(tmp_path: Path) -> None:
    """The file holds the bytes of stdout; a second time it is refused unless asked for."""
    out = tmp_path / "valley.svg"

    first, again, forced = (
        call("diagram", "--out", out, VALLEY),
        call("diagram", "--out", out, VALLEY),
        call("diagram", "--force", "--out", out, VALLEY),
    )

    assert (first.exit_code, forced.exit_code) == (0, 0)
    assert getattr(again.exception, "code", "") == "OUT-1"
    assert out.read_text(encoding="utf-8") == call("diagram", VALLEY).stdout


def test_an_agreement_is_started_on_the_terminal(tmp_path: Path) -> None:
    """Answers that are none are asked for again; what comes out can be signed."""
    ran = call("new", "--out", tmp_path / "ford.toml", typed=TALK)

    assert ran.exit_code == 0, ran.output
    terms, findings = read_terms((tmp_path / "ford.toml").read_bytes(), source="ford.toml", parties=())
    assert terms is not None
    assert [one for one in findings if one.severity.value != "advice"] == []
    assert [(one.count, one.high) for one in terms.commitments if one.id.startswith("total")] == [(10, 20)] * 2
    assert [(one.kind, one.heard_by) for one in terms.gates if one.heard_by] == [(GateKind.WISH, "lake")]


def test_an_agreement_started_from_answers_goes_to_stdout(tmp_path: Path) -> None:
    """Without a file the terms alone are printed."""
    (tmp_path / "answers.toml").write_text(ANSWERS)

    ran = call("new", "--answers", tmp_path / "answers.toml")

    assert read_terms(ran.stdout.encode(), source="stdout", parties=())[0] is not None


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ("count = 24", "QUESTIONS-1"),
        ("serious = 1", "QUESTIONS-1"),
        ("days = [{ on = 2026-03-20, each = 23 }]", "QUESTIONS-2"),
        ("neutral = { north = 'North' }", "QUESTIONS-2"),
        ("status = 'civilian'\nhigh = 3", "QUESTIONS-2"),
    ],
)
def test_answers_nobody_could_sign_are_refused(more: str, code: str, tmp_path: Path) -> None:
    """Answers that cannot be read, or that give terms with an error, write nothing."""
    (tmp_path / "answers.toml").write_text(ANSWERS + more + "\n")

    ran = call("new", "--answers", tmp_path / "answers.toml", "--out", tmp_path / "ford.toml")

    assert getattr(ran.exception, "code", "") == code
    assert not (tmp_path / "ford.toml").exists()


def test_findings_stand_where_they_are_seen(tmp_path: Path) -> None:
    """After the text, right before the summary: what was agreed fills the screen, and the last lines say what to do."""
    text = (CORPUS / "bridge.toml").read_text(encoding="utf-8")
    odd, late = tmp_path / "odd.toml", tmp_path / "late.toml"
    odd.write_text(text.replace('id = "north"', 'id = "North 1"', 1), encoding="utf-8")
    late.write_text(text.replace("due = 2026-03-20", "due = 2020-03-20"), encoding="utf-8")

    told = call("check", late).stdout
    slip = call("check", "--party", "nowhere", late)

    assert told.index("\ndigest ") < told.index("TERMS-53") < told.index("finding(s) that stop")
    assert (slip.exit_code, "'nowhere'" in slip.output) == (2, True)
    assert call("check", odd).stdout.count("TERMS-10:") == 1
