"""The public page in a real browser: it fits a phone, nothing is fetched, and the policy blocks nothing of its own."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from homeward.bulletin.draft import draft_bulletin
from homeward.bulletin.page import bulletin_page
from homeward.model.claims import Result
from tests.unit.bulletin.material import (
    AS_OF,
    BACK,
    EAST,
    THERE,
    WEST,
    arrivals,
    claim,
    commitment,
    material,
    terms,
    verdict,
)

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
SWITCHES = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--allow-file-access-from-files",
    "--enable-logging=stderr",
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found: install chromium to open pages in a browser"),
]

# A frame of the phone's width around the untouched page; what is measured is written into the outer document.
FRAME = """<!doctype html><title>measure</title><iframe src="page.html" width="{width}" height="800"></iframe>
<pre id="found"></pre><script>
addEventListener("load", () => {{
  const page = document.querySelector("iframe").contentDocument, root = page.documentElement;
  const out = [...page.querySelectorAll("body *")].filter(one => !one.closest(".wide,.skip,svg"))
    .filter(one => one.getBoundingClientRect().right > {width} + 1 || one.getBoundingClientRect().left < -1);
  const body = page.defaultView.getComputedStyle(page.body);
  document.querySelector("#found").textContent =
    `width=${{root.scrollWidth}} outside=${{out.length}} margin=${{body.marginTop}} ` +
    `plots=${{page.querySelectorAll("svg").length}}`;
}});
</script>"""


def browse(folder: Path, page: bytes, *, width: int) -> tuple[str, str]:
    """Return what a frame of *width* pixels shows of *page*, and what the browser said meanwhile."""
    (folder / "page.html").write_bytes(page)
    (folder / "frame.html").write_text(FRAME.format(width=width), encoding="utf-8")
    command = [str(CHROMIUM), *SWITCHES, f"--user-data-dir={folder / 'profile'}", "--dump-dom"]
    done = subprocess.run(
        [*command, (folder / "frame.html").as_uri()], capture_output=True, check=True, timeout=120, text=True
    )
    found = re.search(r'<pre id="found">(.*?)</pre>', done.stdout)
    assert found is not None
    return found[1], "\n".join(line for line in done.stderr.splitlines() if ":CONSOLE" in line)


def page(names: tuple[str, str] = ("Eastland", "Westland")) -> bytes:
    """Return a page with withheld numbers, plots and statements."""
    figures = (*arrivals({"t1": (115, 270), "t2": (4, 303)}, (THERE,)), *arrivals(directions=(BACK,)))
    promises = tuple(commitment(way, 1_000) for way in (THERE, BACK))
    found = verdict("s-a-1", result=Result.MISMATCH, record=None, arithmetic="390 + 307 + 303 = 1,000, not 1,001")
    bulletin = draft_bulletin(
        material(
            figures=figures,
            claims=(claim("a", 1_001), claim("b", None)),
            verdicts=(found,),
            agreement=terms(commitments=promises),
            names={EAST: names[0], WEST: names[1]},
        ),
        as_of=AS_OF,
    )
    return bulletin_page(bulletin)


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_page_fits(tmp_path: Path, width: int) -> None:
    """Nothing stands outside the screen, on a small phone, a phone and a desk."""
    found, said = browse(tmp_path, page(), width=width)

    assert found == f"width={width} outside=0 margin=0px plots=2"
    assert said == ""


def test_long_names_fit(tmp_path: Path) -> None:
    """A name without a break wraps; one that is read from right to left turns nothing but itself."""
    found, said = browse(tmp_path, page(("Nad" * 40, "\u062c\u0645\u0647\u0648\u0631\u064a\u0629 " * 8)), width=390)

    assert found == "width=390 outside=0 margin=0px plots=2"
    assert said == ""


def test_the_policy_blocks_what_does_not_belong(tmp_path: Path) -> None:
    """The policy is awake: a style or a script put into the page afterwards is blocked, and the browser says so."""
    changed = page().replace(b"</body>", b"<script>document.title = 'x'</script></body>")

    _, said = browse(tmp_path, changed, width=390)

    assert "Content Security Policy" in said


def test_overflow_would_be_seen(tmp_path: Path) -> None:
    """The measure is awake: something wider than the phone is found."""
    wide = page().replace(b'<p class="lead">', b'<svg width="900" height="9"></svg><p class="lead">')

    found, _ = browse(tmp_path, wide.replace(b"inline-size:100%;block-size:auto", b"min-inline-size:900px"), width=390)

    assert not found.startswith("width=390 ")
