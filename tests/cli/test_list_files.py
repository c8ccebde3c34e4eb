"""Lists as people have them, on the command line: what is written, shown, refused, and left untouched."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from homeward.adapters.clocks import SetClock
from tests.cli.small_exchange import Ran
from tests.cli.small_exchange import run as run_line
from tests.unit.adapters.books import HEADER, NADIA, rows_book
from tests.unit.lists.test_mapping import FULL, LIST

CLOCK = SetClock(at=datetime(2026, 3, 1, 9, tzinfo=UTC))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Offer a folder with a sender's list, its mapping, and a workbook."""
    (tmp_path / "own.csv").write_text(LIST, encoding="utf-8")
    (tmp_path / "own.toml").write_text(FULL, encoding="utf-8")
    (tmp_path / "list.xlsx").write_bytes(rows_book(HEADER, NADIA))
    (tmp_path / "next.xlsx").write_bytes(rows_book(HEADER, (*NADIA[:2], "Secret", *NADIA[3:])))
    (tmp_path / "bad.xlsx").write_bytes(rows_book(HEADER, (*NADIA[:2], "=A1", *NADIA[3:])))
    return tmp_path


def run(line: str, folder: Path) -> Ran:
    """Run one line in *folder*."""
    return run_line(f"homeward {line}", folder, clock=CLOCK)


def test_a_workbook_is_checked_like_any_list(folder: Path) -> None:
    """The answer is that of a CSV list; a formula ends with 3 and names its place."""
    good, bad = run("lists check list.xlsx --json", folder), run("lists check bad.xlsx", folder)

    assert json.loads(good.out) == {"rows": 1, "entries": 1, "findings": []}
    assert (good.code, bad.code) == (0, 3)
    assert "bad.xlsx, sheet holding:2:3 surname error SHEET-21" in bad.out


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("lists template --kind wish --lang de --out x.xlsx", "CLI-3"),
        ("lists template --kind wish --out x.ods", "CLI-4"),
        ("lists template --kind wish --out list.xlsx", "OUT-1"),
        ("lists check own.csv --mapping own.csv", "MAPS-1"),
        ("lists diff list.xlsx bad.xlsx", "LISTS-0"),
        ("lists diff bad.xlsx list.xlsx", "LISTS-0"),
    ],
)
def test_what_cannot_be_done_is_refused(line: str, code: str, folder: Path) -> None:
    """Each refusal has its code and a hint, and nothing is written."""
    before = sorted(folder.iterdir())

    ran = run(line, folder)

    assert ran.code in (1, 3)
    assert f"[{code}]" in ran.err
    assert "\nhint: " in ran.err
    assert sorted(folder.iterdir()) == before


def test_a_list_that_cannot_be_opened_has_no_mapping_proposed(folder: Path) -> None:
    """A refused workbook is refused here too, with its findings."""
    (folder / "broken.xlsx").write_bytes(b"PK\x03\x04")

    ran = run("lists map broken.xlsx --sender north", folder)

    assert (ran.code, "SHEET-2" in ran.err) == (3, True)


def test_a_difference_for_programs_holds_no_value(folder: Path) -> None:
    """A name stands on the owner's terminal and never in the JSON."""
    shown, told = run("lists diff list.xlsx next.xlsx", folder), run("lists diff list.xlsx next.xlsx --json", folder)

    assert "Secret" in shown.out
    assert "Secret" not in told.out
    assert json.loads(told.out)["changed"] == [{"row_id": "1", "fields": ["surname"]}]


def test_a_proposal_for_programs_holds_no_cell(folder: Path) -> None:
    """The dry run shows cells to the list's owner; its JSON has headings and counts, and words that need a decision."""
    shown = run("lists map own.csv --sender north", folder)
    told = run("lists map own.csv --sender north --json", folder)

    assert "Ковач Надія" in shown.out
    assert "Ковач" not in told.out


def test_a_proposal_is_saved_and_not_written_over(folder: Path) -> None:
    """A mapping somebody finished by hand is not lost to a second proposal."""
    first = run("lists map own.csv --sender north --out m.toml", folder)
    kept = (folder / "m.toml").read_bytes()
    second = run("lists map own.csv --sender south --out m.toml", folder)

    assert first.code == 3
    assert (second.code, "[OUT-1]" in second.err) == (1, True)
    assert (folder / "m.toml").read_bytes() == kept
