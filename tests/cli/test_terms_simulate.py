"""The command that plays an agreement forward, as a person or a program calls it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from homeward.adapters.clocks import SetClock
from tests.cli.small_exchange import Ran, run
from tests.unit.terms.simulation.playing import FIRST, THIRTY, TOTAL, handover, happening


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Put an agreement and what happened into a folder."""
    (tmp_path / "terms.toml").write_text(THIRTY, encoding="utf-8")
    crossed = happening("2026-03-10", "handover", f'counts = {{ "{FIRST}" = 12 }}')
    (tmp_path / "events.toml").write_text(f'format = 1\nsource = "made up"\n{crossed}', encoding="utf-8")
    return tmp_path


def ran(folder: Path, words: str) -> Ran:
    """Run ``homeward terms simulate`` in *folder*."""
    clock = SetClock(at=datetime(2026, 3, 1, 9, tzinfo=UTC))
    return run(f"homeward terms simulate {words}", folder, clock=clock)


def test_what_happened_is_played(folder: Path) -> None:
    """The table says what crossed and since when what did not is missing."""
    played = ran(folder, "terms.toml --events events.toml")

    assert played.code == 0
    assert f"{FIRST}   15      12         3            0            2026-03-10" in played.out


def test_without_events_nothing_has_happened(folder: Path) -> None:
    """The agreement is played to the last day it names, and nobody has crossed."""
    played = json.loads(ran(folder, "terms.toml --json").out)

    assert (played["until"], played["made_up"]) == ("2026-03-12", False)
    assert {row["performed"] for row in played["rows"]} == {0}


def test_a_day_ends_the_play(folder: Path) -> None:
    """What falls due after the day is not looked at."""
    played = json.loads(ran(folder, "terms.toml --until 2026-03-09 --json").out)

    assert {row["in_default_since"] for row in played["rows"]} == {None}


def test_made_up_people_are_said_to_be_made_up(folder: Path) -> None:
    """Whatever is played with made-up people says so first, to people and to programs, and is the same each time."""
    words, again = (ran(folder, "terms.toml --made-up 40").out for _ in range(2))

    assert words.startswith("MADE UP: no such people exist")
    assert words == again
    assert json.loads(ran(folder, "terms.toml --made-up 40 --json").out)["made_up"] is True


def test_made_up_people_never_stand_beside_what_happened(folder: Path) -> None:
    """Both options at once are a fault of usage."""
    assert ran(folder, "terms.toml --made-up 40 --events events.toml").code == 2


def test_happenings_with_errors_are_refused(folder: Path) -> None:
    """A file that cannot be played ends with PLAY-0 and shows every finding with its line."""
    text = f'format = 1\nsource = "made up"\n{handover("2026-03-10", nobody=1)}{handover("2026-02-01", nobody=1)}'
    (folder / "wrong.toml").write_text(text, encoding="utf-8")

    refused = ran(folder, "terms.toml --events wrong.toml")

    assert (refused.code, refused.out) == (3, "")
    assert "error: these happenings cannot be played [PLAY-0]" in refused.err
    assert "wrong.toml:6" in refused.err
    assert refused.err.count("TERMS-11") == 2
    assert "hint: correct wrong.toml" in refused.err


def test_advice_about_happenings_does_not_stop_the_play(folder: Path) -> None:
    """A count beside one of its own part is said on stderr, and played."""
    both = happening("2026-03-10", "handover", f'counts = {{ "{FIRST}" = 3, "{TOTAL}" = 5 }}')
    (folder / "both.toml").write_text(f'format = 1\nsource = "made up"\n{both}', encoding="utf-8")

    played = ran(folder, "terms.toml --events both.toml")

    assert played.code == 0
    assert "PLAY-18" in played.err


def test_terms_that_cannot_be_read_are_refused(folder: Path) -> None:
    """Terms that are none end as they do for every command that reads terms."""
    (folder / "none.toml").write_text("format = 2\n", encoding="utf-8")

    refused = ran(folder, "none.toml")

    assert refused.code == 3
    assert "TERMSFILE-1" in refused.err


def test_terms_against_the_law_are_played_and_said_to_be(folder: Path) -> None:
    """What no side can sign can be played as history; that findings stand against it is said on stderr."""
    played = ran(folder, "terms.toml")

    assert played.code == 0
    assert "stand against these terms" in played.err
