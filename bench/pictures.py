"""Takes the pictures of the bulletin that the documentation shows, from the demonstration, in Debian's Chromium."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
LIMIT_BYTES = 200_000
SWITCHES = ["--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-color-profile=srgb"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One picture: which page, on which screen, from which heading down."""

    name: str
    lang: str
    width: int
    height: int
    is_dark: bool = False
    section: int | None = None


ALL = (
    Picture(name="bulletin-en", lang="en", width=1280, height=900),
    Picture(name="bulletin-ar-dark", lang="ar", width=390, height=844, is_dark=True),
    Picture(name="bulletin-uk-statements", lang="uk", width=1280, height=800, section=3),
    Picture(name="bulletin-ru-progress", lang="ru", width=1280, height=900, section=0),
    Picture(name="bulletin-en-phone", lang="en", width=390, height=844, section=1),
    Picture(name="bulletin-choice", lang="index", width=1280, height=760),
)


def main() -> int:
    """Take every picture; say its size, and fail where one is too large."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="a publication (out/bulletin/); without it, a new demo")
    chosen = parser.parse_args().folder
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        print("homeward: error: no Chromium found; hint: apt-get install chromium", file=sys.stderr)
        return 1
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made, sync_playwright() as driver:
        folder = chosen or played(Path(made) / "seats")
        browser = driver.chromium.launch(executable_path=chromium, args=SWITCHES)
        sizes = {one.name: take(browser, folder, one) for one in ALL}
        browser.close()
    for name, size in sizes.items():
        print(f"{name}.png: {size:,} bytes")
    return int(any(size > LIMIT_BYTES for size in sizes.values()))


def played(seats: Path) -> Path:
    """Play the demonstration and return what a host would serve of it."""
    command = [sys.executable, "-m", "homeward", "demo", "--seed", "7", "--out", str(seats)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return next(seats.glob("*/out/bulletin"))


def take(browser: Browser, folder: Path, one: Picture) -> int:
    """Take one picture and return its size in bytes."""
    context = browser.new_context(
        viewport={"width": one.width, "height": one.height}, color_scheme="dark" if one.is_dark else "light"
    )
    page = context.new_page()
    page.goto((folder / f"{one.lang}.html").resolve().as_uri())
    if one.section is not None:
        page.locator("section").nth(one.section).evaluate("one => one.scrollIntoView()")
    file = PICTURES / f"{one.name}.png"
    page.screenshot(path=file)
    context.close()
    return file.stat().st_size


if __name__ == "__main__":
    sys.exit(main())
