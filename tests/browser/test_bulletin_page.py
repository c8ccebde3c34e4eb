"""The public pages in a real browser: accessible, fitting, nothing fetched, no number turned round."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from homeward.bulletin.files import publication
from homeward.bulletin.page import bulletin_page
from homeward.bulletin.words import LANGUAGES
from tests.unit.bulletin.material import EAST, WEST, editions, rich

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDTHS = (320, 390, 1280)
LANGS = tuple(LANGUAGES)
SCHEMES = ("light", "dark")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found: install chromium to open pages in a browser"),
]

OUTSIDE = """() => {
  const width = document.documentElement.clientWidth;
  return [...document.querySelectorAll("body *")].filter(one => !one.closest(".wide table, .skip"))
    .map(one => [one, one.getBoundingClientRect()])
    .filter(([, box]) => box.width > 0 && (box.right > width + 1 || box.left < -1))
    .map(([one]) => one.outerHTML.slice(0, 80));
}"""

# Each digit of each number, by its place on the screen. A number that is turned round has its digits in another order.
TURNED = """() => {
  const turned = [], range = document.createRange();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    if (node.parentElement.closest("style")) continue;
    for (const found of node.data.matchAll(/\\d(?:[\\d,.\\u00a0\\u2013%/\\u2212+=\\u00d7\\u2248 -]*\\d)?/g)) {
      let last = null;
      for (let at = found.index; at < found.index + found[0].length; at++) {
        if (!/\\d/.test(node.data[at])) continue;
        range.setStart(node, at); range.setEnd(node, at + 1);
        const box = range.getBoundingClientRect();
        if (last && Math.abs(box.top - last.top) < 3 && box.left < last.left) { turned.push(found[0]); break; }
        last = box;
      }
    }
  }
  return turned;
}"""


@dataclass(slots=True, kw_only=True)
class Opened:
    """A page in the browser, with everything it asked for and everything the browser said meanwhile."""

    page: Page
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return Debian's Chromium; no browser is fetched."""
    with sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=CHROMIUM, args=list(SWITCHES))
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a publication as a host would serve it, and beside it the draft of one."""
    root = tmp_path_factory.mktemp("bulletin")
    for name, files in (("out", publication(editions())), ("draft", publication(editions(is_draft=True)))):
        for path, data in files.items():
            (root / name / path).parent.mkdir(parents=True, exist_ok=True)
            (root / name / path).write_bytes(data)
    return root


def opened(browser: Browser, file: Path, *, width: int = 390, scheme: str = "light", script: bool = True) -> Opened:
    """Open *file* on a screen of *width* pixels."""
    context = browser.new_context(
        viewport={"width": width, "height": 844},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=script,
    )
    one = Opened(page=context.new_page())
    one.page.on("request", lambda request: one.asked.append(request.url))
    one.page.on("console", lambda message: one.said.append(message.text))
    one.page.goto(file.as_uri())
    return one


def changed(folder: Path, old: bytes, new: bytes, *, lang: str = "en") -> Path:
    """Return a copy of a page with a fault planted in it."""
    page = (folder / "out" / f"{lang}.html").read_bytes()
    assert old in page
    file = folder / "out" / f"changed-{lang}.html"
    file.write_bytes(page.replace(old, new))
    return file


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("lang", LANGS)
def test_a_page_is_accessible_and_fits(browser: Browser, folder: Path, lang: str, scheme: str, width: int) -> None:
    """
    In each language, by day and in the dark, on three screens: axe finds nothing, and nothing stands outside.

    The page asks for nothing but itself, and its own policy blocks nothing of its own.
    """
    file = folder / "out" / f"{lang}.html"
    one = opened(browser, file, width=width, scheme=scheme)

    outside, turned = one.page.evaluate(OUTSIDE), one.page.evaluate(TURNED)
    asked, said = list(one.asked), list(one.said)
    found = Axe().run(one.page)
    one.page.context.close()

    assert found.response["violations"] == [], found.generate_report()
    assert outside == []
    assert turned == []
    assert (asked, said) == ([file.as_uri()], [])


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("lang", LANGS)
def test_tables_fit_a_phone(browser: Browser, folder: Path, lang: str, width: int) -> None:
    """On a phone no caption is cut off, and no table has to be moved to be read."""
    one = opened(browser, folder / "out" / f"{lang}.html", width=width)

    boxes = one.page.locator(".wide").evaluate_all("all => all.map(one => [one.scrollWidth, one.clientWidth])")
    in_boxes = one.page.locator(".wide caption, .wide .caption").count()
    captions = one.page.locator(".caption").count()
    one.page.context.close()

    assert captions
    assert in_boxes == 0
    assert [(inside, outside) for inside, outside in boxes if inside > outside] == []


@pytest.mark.parametrize("path", ["out/index.html", "draft/index.html", "draft/en.html", "draft/ar.html"])
@pytest.mark.parametrize("scheme", SCHEMES)
def test_choice_and_draft_are_accessible_and_fit(browser: Browser, folder: Path, path: str, scheme: str) -> None:
    """The choice of language and a draft are held to the same."""
    one = opened(browser, folder / path, width=320, scheme=scheme)

    outside, found = one.page.evaluate(OUTSIDE), Axe().run(one.page)
    one.page.context.close()

    assert found.response["violations"] == [], found.generate_report()
    assert outside == []


def test_an_inaccessible_page_would_be_found(browser: Browser, folder: Path) -> None:
    """Axe is awake: a page without a language and with an unnamed link is found."""
    one = opened(browser, changed(folder, b'<html lang="en"', b'<html data-lang="en"'))

    found = {rule["id"] for rule in Axe().run(one.page).response["violations"]}
    one.page.context.close()

    assert "html-has-lang" in found


def test_a_turned_number_would_be_found(browser: Browser, folder: Path) -> None:
    """The measure of digits is awake: what is not isolated in Arabic is turned round, and found."""
    planted = "<p>تاريخ 2025-11-22 رقم 12-345</p>".encode()
    one = opened(browser, changed(folder, b"<main>", b"<main>" + planted, lang="ar"))

    turned = one.page.evaluate(TURNED)
    one.page.context.close()

    assert turned


def test_overflow_would_be_found(browser: Browser, folder: Path) -> None:
    """The measure of the screen is awake: something wider than the phone is found."""
    one = opened(browser, folder / "out" / "en.html")
    one.page.locator("pre").first.evaluate("one => { one.style.inlineSize = '900px'; }")

    outside = one.page.evaluate(OUTSIDE)
    one.page.context.close()

    assert outside


def test_the_policy_blocks_what_does_not_belong(browser: Browser, folder: Path) -> None:
    """The policy is awake: a script put into the page afterwards is blocked, and the browser says so."""
    one = opened(browser, changed(folder, b"</body>", b"<script>document.title = 'x'</script></body>"))

    said = "\n".join(one.said)
    one.page.context.close()

    assert "Content Security Policy" in said


def test_numbers_read_alike_in_arabic(browser: Browser, folder: Path) -> None:
    """The big numbers and the calculations are drawn from left to right in Arabic, the page from right to left."""
    one = opened(browser, folder / "out" / "ar.html", width=1280)

    page = one.page
    big = page.locator(".big bdi").first.inner_text()
    calculation = page.locator("dd bdi", has_text="390 + 307").first
    is_isolated = calculation.evaluate("one => getComputedStyle(one).direction")
    first = page.locator("th").first.bounding_box()
    last = page.locator("th").nth(1).bounding_box()
    one.page.context.close()

    assert big == "692"
    assert is_isolated == "ltr"
    assert first is not None
    assert last is not None
    assert first["x"] > last["x"]


@pytest.mark.parametrize("lang", LANGS)
def test_a_page_needs_no_script(browser: Browser, folder: Path, lang: str) -> None:
    """With scripts switched off a reader comes from the choice of language to the page and to every other language."""
    one = opened(browser, folder / "out" / "index.html", script=False)

    one.page.locator(f'a[hreflang="{lang}"]').click()
    links = one.page.locator("nav a").all_inner_texts()
    here = one.page.locator('nav a[aria-current="page"]').inner_text()
    one.page.context.close()

    assert links == [words.name for words in LANGUAGES.values()]
    assert here == LANGUAGES[lang].name


def test_long_names_fit(browser: Browser, tmp_path: Path) -> None:
    """A name without a break wraps; one that is read from right to left turns nothing but itself."""
    long = rich({EAST: "Nad" * 40, WEST: "\u062c\u0645\u0647\u0648\u0631\u064a\u0629 " * 8})
    for lang, words in LANGUAGES.items():
        (tmp_path / f"{lang}.html").write_bytes(bulletin_page(long, words))
        one = opened(browser, tmp_path / f"{lang}.html")

        outside, turned = one.page.evaluate(OUTSIDE), one.page.evaluate(TURNED)
        one.page.context.close()

        assert (outside, turned) == ([], [])


@pytest.mark.parametrize("lang", LANGS)
def test_a_page_prints(browser: Browser, folder: Path, lang: str) -> None:
    """On paper the page is black on white, without the links of the screen, with its marks, and nothing is cut off."""
    one = opened(browser, folder / "draft" / f"{lang}.html", width=700, scheme="dark")
    one.page.emulate_media(media="print", color_scheme="light")

    body = one.page.locator("body").evaluate("one => getComputedStyle(one).backgroundColor")
    is_shown = [one.page.locator(name).first.is_visible() for name in ("nav", ".draft", ".demo", ".big")]
    scrolled = one.page.locator(".wide").evaluate_all("all => all.map(one => getComputedStyle(one).overflowX)")
    paper = one.page.pdf()
    one.page.context.close()

    assert body == "rgb(255, 255, 255)"
    assert is_shown == [False, True, True, True]
    assert set(scrolled) == {"visible"}
    assert paper.startswith(b"%PDF")
