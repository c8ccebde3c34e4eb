"""One pair drawn: read by a parser we did not write, whole in words, and without a name unless asked for."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from homeward.bulletin.pair_plot import draw_pair
from homeward.matching import log_odds
from homeward.model.ids import RowId
from homeward.model.matches import Evidence, Match

SVG = "{http://www.w3.org/2000/svg}"
PAIR = Match(
    left=RowId("W-01"),
    right=RowId("H-30"),
    probability=0.87654,
    is_proposed=True,
    evidence=(
        Evidence(field="surname", level="exact", weight=6.2),
        Evidence(field="birth_place", level="not compared", weight=0.0),
        Evidence(field="given_names", level="<&\u202e", weight=-1.5),
        Evidence(field="prior", level="two rows by chance", weight=-5.0),
    ),
)


def drawn(match: Match, names: tuple[str, str] | None = None) -> ET.Element:
    """Return the drawing as a strict XML parser reads it."""
    return ET.fromstring(draw_pair(match, names=names))


def texts(root: ET.Element) -> list[str]:
    """Return what is written on the drawing."""
    return [one.text or "" for one in root.iter(f"{SVG}text")]


def test_the_drawing_says_in_words_what_it_draws() -> None:
    """Title and description are named by the image, and hold every field, its level, its weight and each sum."""
    root = drawn(PAIR)
    named = {one.get("id"): one.text or "" for one in root if one.get("id")}

    assert root.get("role") == "img"
    assert root.get("aria-labelledby", "").split() == list(named) == ["title", "desc"]
    for part in ("prior (two rows by chance) −5.00, sum −5.00", "surname (exact) +6.20, sum +1.20", "0.8765 with all"):
        assert part in named["desc"]
    assert "birth place" not in named["desc"]
    assert "<&" in named["desc"]
    assert "\u202e" not in named["desc"]


def test_each_bar_begins_where_the_one_before_it_ends() -> None:
    """Bars join: two neighbours share an edge, and the last bar reaches from nothing to the sum."""
    bars = list(drawn(PAIR).iter(f"{SVG}rect"))
    edges = [(int(one.get("x", "")), int(one.get("x", "")) + int(one.get("width", ""))) for one in bars]

    assert [one.get("class") for one in bars] == ["against", "for", "against", "total"]
    assert all(set(one) & set(other) for one, other in pairwise(edges))
    assert "−0.30" in texts(drawn(PAIR))
    assert log_odds(PAIR) == pytest.approx(-0.3)


def test_the_numbers_stand_beside_the_bars() -> None:
    """Whoever sees no colour reads the same: each row has its field, its level and its number as text."""
    written = texts(drawn(PAIR))

    for part in ("surname: exact", "+6.20", "given names: <&", "−1.50", "prior: two rows by chance"):
        assert part in written
    assert any("waits for people" in one.lower() for one in written)


def test_no_name_is_drawn_unless_asked_for() -> None:
    """The file holds row ids alone; asked for, names stand in it, cut where they are too long, never in the title."""
    assert "Kobzar" not in draw_pair(PAIR).decode()

    root = drawn(PAIR, ("Kobzar Ostap", "X" * 5000))

    assert any("Kobzar Ostap" in one for one in texts(root))
    assert max(len(one) for one in texts(root)) < 200
    assert "Kobzar" not in (root.findtext(f"{SVG}title") or "")


def test_equal_matches_give_equal_bytes() -> None:
    """A drawing depends on the match alone, and one without evidence can be drawn."""
    assert draw_pair(PAIR) == draw_pair(replace(PAIR))
    assert drawn(replace(PAIR, evidence=())).tag == f"{SVG}svg"


def test_no_script_and_no_other_address() -> None:
    """The file needs no script and asks nobody for anything."""
    text = draw_pair(PAIR).decode().replace("http://www.w3.org/2000/svg", "")

    assert "<script" not in text
    assert "http" not in text
    assert "url(" not in text
