"""The page of a text with its claims in a real browser: accessible, within the screen, nothing fetched or blocked."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from homeward.bulletin.statement_page import Beside, statement_page
from homeward.model.claims import Scope
from homeward.model.documents import Block, BlockKind
from homeward.statements.reader import Field
from tests.reader_fake import document, fake_reader

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
SWITCHES = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found: install chromium to open pages in a browser"),
]

ENGLISH = (
    "North and South exchange 800 prisoners\n\n"
    "The president of North said that 390 people from each side had been exchanged, and that it would go on.\n"
    "According to the defence ministry of South this included 270 prisoners of war and 120 civilians.\n\n"
    "Buses at the crossing on 10 March.\n\nMost read: 303 people were freed last year."
)
ARABIC = "عاد اليوم 390 أسيرا إلى ديارهم، وقال الرئيس إن التبادل سيستمر غدا.\nNATO: عاد 12 أسيرا."
UKRAINIAN = "Сьогодні додому повернулися 390 полонених. Обмін триватиме завтра."


ADDRESS = "https://daily.example/" + "a" * 90


def page_of(text: str, language: str) -> bytes:
    """Return the page of a text with a headline, a caption and claims that lie in one another."""
    kinds = iter((BlockKind.HEADLINE, BlockKind.BODY, BlockKind.CAPTION, BlockKind.SIDEBAR))
    starts = [0, *(at + 2 for at in range(len(text)) if text.startswith("\n\n", at))]
    ends = [start - 2 for start in starts[1:]] + [len(text)]
    blocks = tuple(Block(kind=next(kinds), start=start, end=end) for start, end in zip(starts, ends, strict=True))
    made = replace(
        document(text), blocks=blocks, language=language, channel="telegram", source="https://daily.example/" + "a" * 90
    )
    found = fake_reader(made)
    first = found.claims[0]
    sentence = replace(
        first,
        id="whole",
        quote=text[slice(*first.evidence)],
        span=first.evidence,
        scope=Scope.TOTAL,
        superlative="the largest since the start",
        fields=tuple(
            Field(name=name, rule="r", confidence=70) for name in ("speaker", "channel", "event_date", "count")
        ),
    )
    return statement_page(
        made,
        replace(found, claims=(sentence, *found.claims)),
        Beside(title=text.split("\n", maxsplit=1)[0], is_demo=True),
    )


PAGES = {
    "en": page_of(ENGLISH, "en"),
    "ar": page_of(ARABIC, "ar"),
    "uk": page_of(UKRAINIAN, "uk"),
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Offer the system's Chromium, closed afterwards."""
    with sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=CHROMIUM, args=list(SWITCHES))
        yield chromium
        chromium.close()


def window(browser: Browser, path: Path, said: list[str], *, width: int, scheme: str, bypass: bool = False) -> Page:
    """Open *path* in a window; what the page complains about and asks for is added to *said*."""
    look: Literal["dark", "light"] = "dark" if scheme == "dark" else "light"
    tab = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=look, bypass_csp=bypass).new_page()
    tab.on("console", lambda one: said.append(one.text))
    tab.on("request", lambda one: said.append(one.url) if one.url != path.as_uri() else None)
    tab.goto(path.as_uri())
    return tab


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", sorted(PAGES))
def test_the_page_is_accessible_and_fits(
    browser: Browser, tmp_path: Path, *, language: str, scheme: str, width: int
) -> None:
    """No violation of axe, nothing outside the screen, nothing fetched, nothing blocked."""
    said: list[str] = []
    path = tmp_path / "page.html"
    path.write_bytes(PAGES[language])
    tab = window(browser, path, said, width=width, scheme=scheme)

    wide = tab.evaluate("document.documentElement.scrollWidth")
    assert (wide, said) == (width, [])

    # axe comes as a script, which the page's own policy rightly refuses: it is asked in a window without one.
    open_tab = window(browser, path, [], width=width, scheme=scheme, bypass=True)
    found = Axe().run(open_tab)
    assert found.violations_count == 0, found.generate_report()


def test_arabic_is_set_from_right_to_left(browser: Browser, tmp_path: Path) -> None:
    """The paragraph begins at the right, and its number is not turned around."""
    path = tmp_path / "page.html"
    path.write_bytes(PAGES["ar"])
    tab = window(browser, path, [], width=1280, scheme="light")

    turned = tab.evaluate("getComputedStyle(document.querySelector('.row > p[lang]')).direction")
    number = tab.evaluate("[...document.querySelectorAll('mark')].map(one => one.textContent).join('|')")

    assert turned == "rtl"
    assert "390" in number


def test_axe_is_awake(browser: Browser, tmp_path: Path) -> None:
    """A page with a picture nobody describes and text nobody can see is found."""
    (tmp_path / "bad.html").write_text("<html><body><img src='x'><p style='color:#eee'>faint</p></body></html>")
    tab = browser.new_page()
    tab.goto((tmp_path / "bad.html").as_uri())

    assert Axe().run(tab).violations_count > 0
