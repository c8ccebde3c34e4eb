"""``exchange.toml``: who takes part in an exchange, and whose seat this is."""

from __future__ import annotations

from pathlib import Path

import pytest

from homeward.adapters.config import NAME, parse_profile, read_profile, with_seat
from homeward.model.exchange import Role
from homeward.model.findings import FindingsRefusal, Refusal

TEMPLATE = """\
format = 1
exchange = "bridge-2026"
title = "Bridge"
demo = true

[[party]]
id = "south"
name = "South"
languages = ["en", "uk"]

[[party]]
id = "north"
name = "North"
languages = ["en"]

[neutral]
id = "neutral"
name = "Neutral"

[[party_officer]]
id = "head-1"
roles = ["head", "agent"]

[[neutral_officer]]
id = "delegate-1"
roles = ["delegate"]
"""


def test_a_number_too_long_to_read_is_told() -> None:
    """A number of thousands of digits is refused like any other file that cannot be read."""
    with pytest.raises(FindingsRefusal):
        parse_profile(b"format = " + b"9" * 5_000, source=NAME)


def test_a_party_reads_its_own_offices() -> None:
    """A party's seat has the parties' offices, the neutral's seat the neutral's."""
    party, neutral = (parse_profile(TEMPLATE.encode(), source=NAME, seat=seat) for seat in ("north", "neutral"))

    assert [one.roles for one in party.officers] == [frozenset({Role.HEAD, Role.AGENT})]
    assert [one.id for one in neutral.officers] == ["delegate-1"]
    assert party.is_demo
    assert party.neutral_name == "Neutral"


def test_organisations_stand_in_alphabetical_order() -> None:
    """Whatever the order of the file, no organisation stands before another but by the alphabet."""
    profile = parse_profile(TEMPLATE.encode(), source=NAME, seat="north")

    assert profile.org_ids == ("neutral", "north", "south")


def test_a_seat_is_written_into_the_template() -> None:
    """A template becomes a seat's configuration by one line, and only that seat's, however often it is written."""
    once = with_seat(TEMPLATE.encode(), "north")
    twice = with_seat(once, "south")

    assert parse_profile(once, source=NAME).seat == "north"
    assert parse_profile(twice, source=NAME).seat == "south"
    assert twice.count(b"seat =") == 1


@pytest.mark.parametrize("folder", [".", "nowhere", "file"])
def test_a_folder_without_a_configuration_is_no_seat(tmp_path: Path, folder: str) -> None:
    """A folder that is no seat, is not there, or is a file: the reader is told what to do."""
    (tmp_path / "file").touch()

    with pytest.raises(Refusal) as refused:
        read_profile(tmp_path / folder)

    assert refused.value.code == "CONFIG-1"
    assert "homeward new" in refused.value.hint


def test_a_newer_format_is_refused() -> None:
    """A newer format is not guessed at."""
    with pytest.raises(Refusal) as refused:
        parse_profile(TEMPLATE.replace("format = 1", "format = 2").encode(), source=NAME, seat="north")

    assert refused.value.code == "CONFIG-3"


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        pytest.param('title = "Bridge"', 'title = "Bridge', "TOML", id="no TOML"),
        pytest.param('title = "Bridge"', "", "title is stated", id="no title"),
        pytest.param('title = "Bridge"', "title = 3", "title is stated", id="a title that is a number"),
        pytest.param("demo = true", "", "demo is stated", id="not said whether it is a demonstration"),
        pytest.param("demo = true", 'demo = "no"', "demo is stated", id="demo as a word"),
        pytest.param("format = 1", "", "format is stated", id="no format"),
        pytest.param("demo = true", 'demo = true\ncolour = "red"', "every key is known", id="an unknown key"),
        pytest.param('"bridge-2026"', '"Bridge 2026"', "exchange is an id", id="an id with a space"),
        pytest.param('"bridge-2026"', '"../other"', "exchange is an id", id="an id that is a path"),
        pytest.param('id = "south"', 'id = "north"', "own id", id="two parties of one name"),
        pytest.param('id = "neutral"', 'id = "north"', "each with its own id", id="a party as the neutral"),
        pytest.param('id = "south"', 'id = "the_tower"', "seat is that of a party", id="a seat of nobody"),
        pytest.param('id = "south"', 'id = "../x"', "number 1 has exactly", id="a party whose id is a path"),
        pytest.param('name = "South"', "", "number 1 has exactly", id="a party without a name"),
        pytest.param('["head", "agent"]', '["king"]', "roles are known", id="an unknown role"),
        pytest.param('["head", "agent"]', "[1]", "number 1 has exactly", id="a role that is a number"),
        pytest.param('["head", "agent"]', '"head"', "number 1 has exactly", id="roles as a word"),
        pytest.param('["head", "agent"]', "3", "number 1 has exactly", id="roles as a number"),
        pytest.param('["head", "agent"]', "[[1]]", "number 1 has exactly", id="roles in a list of lists"),
        pytest.param('languages = ["en", "uk"]', "languages = 3", "languages", id="languages as a number"),
        pytest.param('id = "neutral"\n', "", "neutral", id="a neutral without an id"),
        pytest.param('id = "neutral"\n', 'id = "../x"\n', "neutral", id="a neutral whose id is a path"),
        pytest.param("[[party_officer]]", "[[neutral_officer]]", "[[party_officer]]", id="no officer of a party"),
        pytest.param(
            '[[neutral_officer]]\nid = "delegate-1"',
            '[[party_officer]]\nid = "head-1"',
            "own id",
            id="two officers of one id",
        ),
        pytest.param('id = "head-1"', 'id = "seal"', "called as a key", id="an officer called as a key of the seat"),
        pytest.param("[neutral]", "[[neutral]]", "neutral is stated", id="two neutrals"),
    ],
)
def test_a_fault_is_found(old: str, new: str, rule: str) -> None:
    """A fault in the configuration is a finding with place, rule and remedy, and no seat is opened."""
    changed = TEMPLATE.replace(old, new, 1)
    assert changed != TEMPLATE

    with pytest.raises(FindingsRefusal) as refused:
        parse_profile(changed.encode(), source=NAME, seat="south")

    assert refused.value.code == "CONFIG-2"
    assert any(rule in one.rule for one in refused.value.findings), refused.value.findings
    assert all(one.where.source == NAME and one.remedy for one in refused.value.findings)


def test_bytes_that_are_no_text_are_found() -> None:
    """A file in another encoding is a finding, not a crash."""
    with pytest.raises(FindingsRefusal):
        parse_profile(TEMPLATE.encode("utf-16"), source=NAME, seat="north")


def test_one_party_is_too_few() -> None:
    """An exchange has two parties or more."""
    start, end = TEMPLATE.index("[[party]]"), TEMPLATE.rindex("[[party]]")

    with pytest.raises(FindingsRefusal) as refused:
        parse_profile((TEMPLATE[:start] + TEMPLATE[end:]).encode(), source=NAME, seat="north")

    assert any("two parties or more" in one.rule for one in refused.value.findings)


def test_all_faults_are_found_at_once() -> None:
    """Whoever corrects the file sees every fault at once."""
    changed = TEMPLATE.replace("format = 1", "").replace("demo = true", "").replace('["head", "agent"]', '["king"]')

    with pytest.raises(FindingsRefusal) as refused:
        parse_profile(changed.encode(), source=NAME, seat="north")

    assert len(refused.value.findings) == 3
