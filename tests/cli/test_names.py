"""Names and dates shown on the command line."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from homeward.adapters.clocks import SetClock
from tests.cli.small_exchange import Ran, run

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def ran(line: str, folder: Path) -> Ran:
    """Run one command at a fixed moment."""
    return run(line, folder, clock=SetClock(at=NOON))


def test_a_name_for_programs_has_its_parts_and_the_forms_of_each_word(tmp_path: Path) -> None:
    """The JSON holds the parts, what was mended, and for each word its script, forms, classes and the reason."""
    shown = json.loads(ran('homeward names show --json --surname Надія --given Коваленко --father "П."', tmp_path).out)

    assert (shown["surnames"], shown["father"], shown["father_stated"]) == (["kovalenko"], "p", "initial")
    assert shown["mended"] == ["surname and given stood in each other's place"]
    assert [word["written"] for word in shown["words"]] == ["Надія", "Коваленко", "П"]
    assert shown["words"][0]["scripts"] == ["CYRILLIC"]
    assert shown["words"][0]["classes"] == ["nadiia"]
    assert [word["why"] for word in shown["words"]][1:] == ["in no table", "an initial"]


@pytest.mark.parametrize(
    ("word", "why"),
    [
        pytest.param("Микола", "full form of mykola", id="full form"),
        pytest.param("Саша", "everyday form of oleksandr or oleksandra", id="everyday form"),
        pytest.param("Ліонід", "counterpart of leonid in the dictionary", id="counterpart"),
        pytest.param("Петрівна", "patronymic: child of petro", id="patronymic"),
        pytest.param("Олкесандр", "perhaps a slip for oleksandr", id="slip"),
        pytest.param("Абібулла", "in the dictionary, in no class", id="listed"),
        pytest.param("بن", "son of the next", id="ibn"),
    ],
)
def test_the_reason_for_each_word_is_said(word: str, why: str, tmp_path: Path) -> None:
    """What the tables say of a word is said in words."""
    shown = json.loads(ran(f'homeward names show --json --given "{word} {word}" --surname Коваль', tmp_path).out)

    assert shown["words"][1]["why"] == why


def test_letters_that_look_alike_are_pointed_out(tmp_path: Path) -> None:
    """A word with letters of two scripts is read, and said to be one."""
    assert "Ткачeнко holds letters of CYRILLIC and LATIN" in ran("homeward names show Ткачeнко", tmp_path).out


@pytest.mark.parametrize(
    ("line", "code"),
    [
        pytest.param("homeward names show Ковѫль", "NAMES-1", id="a letter in no table"),
        pytest.param("homeward names show КовაльІ", "NAMES-1", id="a letter of another script within a word"),
        pytest.param("homeward names show", "NAMES-3", id="nothing to show"),
        pytest.param("homeward names show Коваль --given Надія", "NAMES-3", id="a whole name and a field"),
        pytest.param("homeward names date 30.02.1985", "NAMES-2", id="no such day"),
        pytest.param("homeward names date хтозна", "NAMES-2", id="no date"),
    ],
)
def test_what_cannot_be_shown_is_refused(line: str, code: str, tmp_path: Path) -> None:
    """The refusal has its code and a hint, and nothing is printed as an answer."""
    ended = ran(line, tmp_path)

    assert (ended.code, ended.out) == (1, "")
    assert f"[{code}]" in ended.err
    assert "hint: " in ended.err


def test_a_letter_without_a_latin_form_is_named_with_its_code_point(tmp_path: Path) -> None:
    """Whoever reads the refusal can find the letter."""
    assert (
        "the letter ѫ (U+046B, CYRILLIC SMALL LETTER BIG YUS) of Ковѫль"
        in ran("homeward names show Ковѫль", tmp_path).err
    )


def test_a_date_for_programs_has_every_reading(tmp_path: Path) -> None:
    """The JSON holds each reading with its days, calendar, doubt and assumptions."""
    shown = json.loads(ran('homeward names date --json "близько 04.12.1985"', tmp_path).out)

    assert [one["earliest"] for one in shown] == ["1985-12-04", "1985-04-12"]
    assert [one["assumed"] for one in shown] == [["the day comes first"], ["the month comes first"]]
    assert {(one["calendar"], one["approximate"], one["uncertain"]) for one in shown} == {("gregorian", True, False)}


def test_an_age_is_dated_by_an_option(tmp_path: Path) -> None:
    """An age without its day takes the day of --as-of."""
    shown = json.loads(ran('homeward names date --json "35 років" --as-of 2024-05-01', tmp_path).out)

    assert [(one["earliest"], one["latest"]) for one in shown] == [("1988-05-02", "1989-05-01")]
