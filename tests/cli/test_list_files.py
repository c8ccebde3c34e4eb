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
        ("lists template --kind wish --out nowhere/x.csv", "OUT-2"),
        ("lists map list.xlsx --sender north --out nowhere/x.toml", "OUT-2"),
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


def told_of(ran: Ran) -> list[str]:
    """Return the lines that tell findings."""
    return [line for line in (ran.out + ran.err).splitlines() if line.startswith(("x.csv", "    "))]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("№,Прізвище\n1,Ковач\n".encode("cp1251"), "LIST-2"),
        ("№,Прізвище\n1,Ковач\n".encode("utf-16"), "LIST-2"),
        (b"\x89PNG\r\n\x1a\n", "LIST-2"),
        (b"row_id,list_kind,surname\n1,holding,Ines\n2,holding,\xff\n", "LIST-2"),
        (b"row_id,list_kind,surname\n1,holding," + b"x" * 2_000_000 + b"\n", "LIST-3"),
        ("№;Прізвище\n1;Ковач\n".encode(), "LIST-5"),
        (b"", "LIST-1"),
        (b'"a"b\n', "LIST-4"),
    ],
)
def test_what_no_check_can_read_no_mapping_is_proposed_for(data: bytes, code: str, folder: Path) -> None:
    """A mapping is refused with the very findings of a check, and a hint."""
    (folder / "x.csv").write_bytes(data)

    mapped, checked = run("lists map x.csv --sender west --kind holding", folder), run("lists check x.csv", folder)

    assert (mapped.code, checked.code) == (3, 3)
    assert told_of(mapped) == told_of(checked)
    assert code in mapped.err
    assert "[LISTS-0]" in mapped.err
    assert "\nhint: " in mapped.err


def test_a_hostile_cell_commands_no_terminal(folder: Path) -> None:
    """Cells, names and words of a list are shown with the codes of what nobody sees, also in a proposal."""
    (folder / "x.csv").write_text("№,Прізвище,\x1b[31mX,Стать\n1,\x1b[2JA\x00,a\u202eb\u200b,ж\x9b\n", encoding="utf-8")

    ran = run("lists map x.csv --sender west --kind holding", folder)

    assert not [one for one in ran.out + ran.err if one in "\x00\x1b\x9b\u202e"]
    assert all(
        shown in ran.out for shown in ("<U+001B>[31mX", "<U+001B>[2JA<U+0000>", "a<U+202E>b<U+200B>", "ж<U+009B>")
    )


def test_what_a_proposal_counts_is_what_it_shows(folder: Path) -> None:
    """Each error is listed, their number is the total, any of them ends with 3, and each row of the file is a row."""
    (folder / "rows.csv").write_text("№,Прізвище\n1,a\n2,\n,c\n", encoding="utf-8")
    (folder / "open.csv").write_text("Hm,Прізвище,Ім'я\n1,a,b\n\n2,c,d\n", encoding="utf-8")

    rows = run("lists map rows.csv --sender west --kind holding", folder)
    unclear = run("lists map open.csv --sender west --kind holding", folder)

    assert [rows.code, unclear.code] == [3, 3]
    assert "2 columns, 0 open; without what is open 1 of 3 rows can be read; 2 error(s)" in rows.out
    assert "3 columns, 1 open; without what is open 0 of 2 rows can be read; 2 error(s)" in unclear.out
    assert [one.out.count(" error ") for one in (rows, unclear)] == [2, 2]


def test_a_filled_template_has_nothing_open(folder: Path) -> None:
    """What a check passes over is not taken for the first row of a list."""
    run("lists template --kind wish --lang uk --out t.xlsx", folder)

    ran = run("lists map t.xlsx --sender west", folder)

    assert (ran.code, "Прізвище" in ran.out) == (0, False)
    assert "without what is open 0 of 0 rows can be read; 0 error(s)" in ran.out


def test_a_difference_for_programs_holds_no_value(folder: Path) -> None:
    """A name stands on the owner's terminal and never in the JSON."""
    shown, told = run("lists diff list.xlsx next.xlsx", folder), run("lists diff list.xlsx next.xlsx --json", folder)

    assert "Secret" in shown.out
    assert "Secret" not in told.out
    assert json.loads(told.out)["changed"] == [{"row_id": "1", "fields": ["surname"]}]


def test_a_proposal_for_programs_holds_no_cell(folder: Path) -> None:
    """The dry run shows cells to the list's owner; its JSON has headings and counts, and where to decide what."""
    (folder / "x.csv").write_text("№,Прізвище,Стать\n1,Ковач,Самі\n2,,Inés\n", encoding="utf-8")
    (folder / "y.csv").write_text("Ж-17,Ковач,Самі\nЖ-18,Inés,x\n", encoding="utf-8")
    secret = [run(f"lists map {name} --sender north --kind wish --json", folder) for name in ("x.csv", "y.csv")]
    shown = run("lists map own.csv --sender north", folder)
    told = run("lists map own.csv --sender north --json", folder)

    assert "Ковач Надія" in shown.out
    assert "Ковач" not in told.out
    assert json.loads(secret[0].out)["columns"][1]["name"] == "Прізвище"
    assert [one["code"] for one in json.loads(secret[0].out)["findings"]] == ["MAP-13", "MAP-13", "LIST-21"]
    assert not [cell for one in secret for cell in ("Ковач", "Самі", "Inés", "Ж-17") if cell in one.out]


def test_a_proposal_is_saved_and_not_written_over(folder: Path) -> None:
    """A mapping somebody finished by hand is not lost to a second proposal."""
    first = run("lists map own.csv --sender north --out m.toml", folder)
    kept = (folder / "m.toml").read_bytes()
    second = run("lists map own.csv --sender south --out m.toml", folder)

    assert first.code == 3
    assert (second.code, "[OUT-1]" in second.err) == (1, True)
    assert (folder / "m.toml").read_bytes() == kept
