"""The drawing of the register needs no script and no colour, says everything in words too, and invents no number."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from homeward.bulletin.register_plot import register_plot
from homeward.model.ids import PartyId
from homeward.model.terms import Direction
from homeward.register import shipped_register
from tests.unit.register.material import NORTH, one_way, past

SVG = "{http://www.w3.org/2000/svg}"
VALLEY = (past("a", "2020-01-02", 10, 8), past("b", "2020-06-02", None, 4), past("c", "2021-01-02", 5, None))


def drawn(*, title: str = "The valley") -> ET.Element:
    """Draw the valley and read the drawing back."""
    data = register_plot(VALLEY, title=title)
    assert data is not None
    return ET.fromstring(data)


def test_a_title_and_a_description_carry_the_whole_content() -> None:
    """Who cannot see the drawing hears the sums of each year, and what is not known."""
    root = drawn()
    description = root.findtext(f"{SVG}desc")

    assert root.findtext(f"{SVG}title") == "The valley"
    assert root.get("aria-labelledby") == "title desc"
    assert description is not None
    assert "2020: north to south at least 12, south to north at least 10, 2 exchanges, 1 of them without" in description
    assert "2021: north to south at least 0, south to north at least 5, 1 exchanges, 1 of them without" in description


def test_flows_are_told_apart_by_line_before_colour() -> None:
    """One line is solid, the other broken; one filling is full, the other empty."""
    root = drawn()
    style = root.findtext(f"{SVG}style") or ""
    lines = {one.get("class") for one in root.iter(f"{SVG}path")}

    assert lines == {"line first", "line second"}
    assert re.search(r"\.second\{[^}]*stroke-dasharray:9 5", style)
    assert not re.search(r"\.first\{[^}]*stroke-dasharray", style)


def test_a_missing_number_is_a_mark_and_no_bar() -> None:
    """Two numbers are missing: two marks, and four bars for the four that are there."""
    root = drawn()
    marks = [one for one in root.iter(f"{SVG}text") if one.text == "?"]

    assert len(marks) == 2
    assert len(list(root.iter(f"{SVG}rect"))) == 4


def test_each_line_ends_at_its_sum() -> None:
    """What stands beside the lines is the sum of what is known, called "at least"."""
    texts = {one.text for one in drawn().iter(f"{SVG}text")}

    assert {"north to south: at least 12", "south to north: at least 15"} <= texts


def test_nothing_in_it_runs_or_is_fetched() -> None:
    """No script, no handler, no address but the name of the format."""
    data = register_plot(VALLEY, title="<script>alert(1)</script>") or b""

    assert b"<script" not in data
    assert re.findall(rb'[a-z]+://[^"<]+', data) == [b"http://www.w3.org/2000/svg"]
    assert not re.search(rb"\son[a-z]+=", data)


def test_the_shipped_register_is_drawn_the_same_each_time() -> None:
    """Two drawings of the same rows are equal to the byte, and the order of the rows does not matter."""
    rows = [one for one in shipped_register().exchanges if one.conflict == "ru-ua"]

    assert register_plot(rows, title="x") == register_plot(rows[::-1], title="x") is not None


def test_without_flows_between_two_parties_nothing_is_drawn() -> None:
    """Numbers that tell no ways apart, and bodies alone, are no lines."""
    assert register_plot((one_way("x", "2020-01-02", None, 9), past("y", "2020-01-02", 0, 0)), title="x") is None


def test_more_than_four_flows_are_not_drawn() -> None:
    """Five lines could not be told apart without colour."""
    ways = [Direction(holder=PartyId("north"), receiver=PartyId(f"p{number}")) for number in range(5)]
    rows = [one_way(f"x{number}", "2020-01-02", way, 9) for number, way in enumerate(ways)]

    assert register_plot(rows[:4], title="x") is not None
    assert register_plot(rows, title="x") is None


def test_one_flow_alone_can_be_drawn() -> None:
    """A gesture of one side is one line."""
    assert register_plot((one_way("x", "2020-01-02", NORTH, 9),), title="x") is not None
