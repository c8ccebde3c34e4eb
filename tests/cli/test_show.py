"""What is printed and written: nothing out of a file commands a terminal, and no file goes where no folder is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from homeward.cli.show import answer, answer_json, say, show, show_findings, show_refusal, table, write_new
from homeward.model.findings import Finding, FindingsRefusal, Refusal, Severity, Where

HOSTILE = "\x1b[2J\x00\x9b\u202e\u2066\udcff"
SHOWN = "<U+001B>[2J<U+0000><U+009B><U+202E><U+2066><U+DCFF>"


def test_whatever_is_shown_commands_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """Lines, cells of tables, findings and refusals show the code of a character that would be obeyed."""
    finding = Finding(
        code="X-1",
        severity=Severity.ERROR,
        where=Where(source=HOSTILE, field=HOSTILE),
        rule=HOSTILE,
        seen=HOSTILE,
        remedy=HOSTILE,
        source=HOSTILE,
    )
    made = table("x")
    made.add_row(HOSTILE)

    answer(HOSTILE)
    say(HOSTILE)
    show(made)
    show_refusal(FindingsRefusal("X-0", HOSTILE, findings=[finding], hint=HOSTILE))

    out, err = capsys.readouterr()
    assert (out.count(SHOWN), err.count(SHOWN)) == (2, 9)
    assert not set(HOSTILE.replace("[2J", "")) & set(out + err)


def test_words_of_a_file_are_no_markup(capsys: pytest.CaptureFixture[str]) -> None:
    """What looks like markup stands as it is; line ends, tabs and what sets a name apart stay."""
    made = table("x")
    made.add_row("[bold]a[/]")

    show(made)
    answer("[red]b[/]\n\tc \u2068north\u2069")
    show_findings(())

    out = capsys.readouterr().out
    assert "[bold]a[/]" in out
    assert "[red]b[/]\n" in out
    assert "\u2068north\u2069" in out


def test_json_is_the_same_value_and_commands_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """A program reads what was there; a terminal gets no command."""
    answer_json({HOSTILE: "Ковач"})

    out = capsys.readouterr().out
    assert json.loads(out) == {HOSTILE: "Ковач"}
    assert "Ковач" in out
    assert not set(HOSTILE.replace("[2J", "")) & set(out)


def test_no_folder_is_made_unasked(tmp_path: Path) -> None:
    """A folder that is not there is refused (OUT-2), and so is a file in its place; our own folders are made."""
    (tmp_path / "file").write_bytes(b"")

    for parent in ("nowhere", "file"):
        with pytest.raises(Refusal, match=r"OUT-2"):
            write_new(tmp_path / parent / "x", b"x", force=True)
    write_new(tmp_path / "own" / "deep" / "x", b"x", make_folders=True)

    assert sorted(one.name for one in tmp_path.iterdir()) == ["file", "own"]
    assert (tmp_path / "own" / "deep" / "x").read_bytes() == b"x"
