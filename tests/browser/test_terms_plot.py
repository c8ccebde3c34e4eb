"""The drawing of a procedure in a real browser: every text inside the sheet, none upon another, in four languages."""

from __future__ import annotations

import dataclasses
import itertools
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, sync_playwright

from homeward.bulletin.terms_plot import draw_terms
from homeward.model.ids import ClauseId, PartyId
from homeward.model.steps import Deed, Moment, Silence, Step, When
from homeward.model.terms import Terms
from homeward.terms.words import CODES, LANGUAGES
from tests.house.repository import ROOT
from tests.unit.terms.variants import valley

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
SWITCHES = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found: install chromium to open pages in a browser"),
]

BOXES = """() => [...document.querySelectorAll('text')].map(one => {
    const box = one.getBBox();
    return [one.textContent, box.x, box.y + box.height * .2, box.x + box.width, box.y + box.height * .8]})"""
"""Where each text stands; line heights touch, so the middle of each is taken."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Offer the system's Chromium, closed afterwards."""
    with sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=CHROMIUM, args=list(SWITCHES))
        yield chromium
        chromium.close()


def thirty_steps() -> Terms:
    """Return the made-up agreement with thirty long steps, each after one some way before it."""
    actors = [PartyId(one) for one in ("coast", "east-guard", "hills", "lake", "north", "south", "west-guard")]
    steps = tuple(
        Step(
            id=f"s{number}",
            clause=ClauseId("6"),
            actors=tuple(actors[number % 7 :][:3]),
            deed=deed,
            what="each sheet of each list is read aloud and signed by everybody who is in the room " * 2 + "W" * 70,
            after=f"s{number - 1 - number % 5}" if number > 4 else None,
            due=When(event="truce", hours=96, moment=Moment.AFTER, latest=valley().agreed_on),
            silence=Silence.SUSPENDS,
        )
        for number, deed in zip(range(30), itertools.cycle(Deed), strict=False)
    )
    return dataclasses.replace(valley(), provisions=dataclasses.replace(valley().provisions, steps=steps, sequences=()))


DRAWN: dict[str, Callable[[], Terms]] = {"valley": valley, "thirty": thirty_steps}


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("name", DRAWN)
def test_texts_stay_inside_the_sheet_and_off_each_other(browser: Browser, name: str, code: str, tmp_path: Path) -> None:
    """Whatever the language, no text runs out of the drawing or upon another, and the sheet is no wider than paper."""
    (tmp_path / "drawn.svg").write_bytes(draw_terms(DRAWN[name](), LANGUAGES[code]))
    page = browser.new_page()

    page.goto((tmp_path / "drawn.svg").as_uri())
    boxes = page.evaluate(BOXES)
    width, height = page.evaluate(
        "() => { const v = document.documentElement.viewBox.baseVal; return [v.width, v.height] }"
    )
    page.close()

    outside = [
        text for text, left, top, right, bottom in boxes if left < 0 or top < 0 or right > width or bottom > height
    ]
    upon = [(one[0], other[0]) for one, other in itertools.combinations(boxes, 2) if _meet(one, other)]
    assert (outside, upon) == ([], [])
    assert width <= 1_400


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("code", ["en", "ar"])
def test_the_drawing_is_accessible(browser: Browser, code: str, scheme: str, tmp_path: Path) -> None:
    """Inside a page it has a name and a description, enough contrast in light and dark, and axe finds nothing."""
    words = LANGUAGES[code]
    svg = draw_terms(valley(), words).decode()
    html = f'<!doctype html><html lang="{code}" dir="{words.direction}"><title>x</title><main><h1>x</h1>{svg}</main>'
    (tmp_path / "page.html").write_text(html, encoding="utf-8")
    look = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
    page = look.new_page()

    page.goto((tmp_path / "page.html").as_uri())
    found = Axe().run(page).response["violations"]
    named = page.locator("svg[role=img]").evaluate(
        "one => document.getElementById(one.getAttribute('aria-labelledby')).textContent"
    )
    look.close()

    assert [one["id"] for one in found] == []
    assert "Valley: two towns, three days" in named


def test_the_picture_of_the_documentation_is_there() -> None:
    """The page about reading shows what the command draws."""
    assert (ROOT / "docs" / "pictures" / "terms-diagram-en.png").stat().st_size > 10_000


def _meet(one: list[float], other: list[float]) -> bool:
    return one[1] < other[3] and other[1] < one[3] and one[2] < other[4] and other[2] < one[4]
