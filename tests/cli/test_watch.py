"""`homeward bulletin draft`: drafts to be read, drafted again when something changes, and never a release."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from homeward.adapters.clocks import SetClock
from homeward.cli import build, bulletin, main
from homeward.cli.watch import Stamps, stamps, watch_changes
from tests.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def homeward(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ended]:
    """Offer the program, run in this process on one day in March 2026."""
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.setattr(build, "SystemClock", lambda: SetClock(at=datetime(2026, 3, 12, 9, tzinfo=UTC)))

    def run(*arguments: str | Path) -> Ended:
        monkeypatch.setattr(sys, "argv", ["homeward", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return Ended(code=ended.value.code if isinstance(ended.value.code, int) else 0, out=out, err=err)

    return run


def waits(*acts: Callable[[], None]) -> Callable[[], None]:
    """Return a wait that lets something happen each time, and is interrupted after the last."""
    turns: Iterator[Callable[[], None]] = iter(acts)

    def wait() -> None:
        act = next(turns, None)
        if act is None:
            raise KeyboardInterrupt
        act()

    return wait


def writes(file: Path, text: str) -> Callable[[], None]:
    """Return an act that writes a file."""

    def act() -> None:
        file.write_text(text)

    return act


def nothing() -> None:
    """Let nothing happen."""


def drafted(folder: Path) -> str:
    """Return the English page of the draft at a seat."""
    return (folder / "out" / "draft" / "en.html").read_text(encoding="utf-8")


def test_a_draft_is_written_to_be_read(at_step: Callable[[str], World], homeward: Callable[..., Ended]) -> None:
    """A draft is a folder of marked pages; without --as-of it is of today, and it may be made again."""
    folder = at_step("arrivals").folder("north")

    first = homeward("bulletin", "draft", folder)
    again = homeward("bulletin", "draft", folder)

    assert (first.code, first.out) == (0, again.out)
    assert first.out.startswith("drafted as of 2026-03-12: ")
    assert "Not released. Nobody has signed this page" in drafted(folder)
    assert not (folder / "out" / "bulletin").exists()


def test_a_draft_follows_record_and_statements(
    at_step: Callable[[str], World], homeward: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Drafts are made at once and after each change, and not when nothing changed."""
    folder = at_step("arrivals").folder("north")
    file = folder / "statements" / "said.toml"
    text = file.read_text() if file.exists() else next((folder / "statements").glob("*.toml")).read_text()
    new = text.replace("north-", "again-")
    monkeypatch.setattr(bulletin, "pause", waits(nothing, writes(folder / "statements" / "b.toml", new), nothing))

    ended = homeward("bulletin", "draft", "--watch", folder)

    assert ended.code == 0
    assert ended.out.count("drafted as of 2026-03-12") == 2


def test_a_watch_releases_and_keeps_nothing(
    at_step: Callable[[str], World], homeward: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside out/draft/ a watched seat is as it was: nothing to release, nothing for anybody, nothing in the vault."""
    world = at_step("arrivals")
    folder = world.folder("north")
    before = {path: data for path, data in world.files("north").items() if not path.startswith("out/draft/")}
    monkeypatch.setattr(bulletin, "pause", waits(nothing))

    homeward("bulletin", "draft", "--watch", folder)
    shown = homeward("bulletin", "show", folder)

    after = {path: data for path, data in world.files("north").items() if not path.startswith("out/draft/")}
    assert after == before
    assert "[BULLETIN-44]" in shown.err


def test_a_refusal_does_not_end_the_watch(
    at_step: Callable[[str], World], homeward: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file half written is told and leaves the last draft standing; when it is whole, the watch goes on."""
    folder = at_step("arrivals").folder("north")
    file = folder / "statements" / "z.toml"
    monkeypatch.setattr(bulletin, "pause", waits(writes(file, "[[statement"), file.unlink))

    ended = homeward("bulletin", "draft", "--watch", folder)

    assert ended.code == 0
    assert "[STATEMENTS-0]" in ended.err
    assert ended.out.count("drafted as of") == 2
    assert drafted(folder)


def test_a_correction_is_drafted_only_where_asked(
    at_step: Callable[[str], World], homeward: Callable[..., Ended]
) -> None:
    """With --correction the draft says in all languages that it corrects; before any release that is refused."""
    early = homeward("bulletin", "draft", "--correction", at_step("arrivals").folder("north"))
    folder = at_step("bulletin").folder("north")
    plain = homeward("bulletin", "draft", folder)
    without = drafted(folder)
    ended = homeward("bulletin", "draft", "--correction", folder)

    assert (early.code, plain.code, ended.code) == (1, 0, 0)
    assert "[BULLETIN-48]" in early.err
    assert "This bulletin corrects an earlier one" not in without
    assert "This bulletin corrects an earlier one" in drafted(folder)


def test_what_changes_while_it_rebuilds_is_seen() -> None:
    """Stamps are taken before a rebuild: a change meanwhile makes another."""
    seen = iter(["a", "b", "b"])
    rebuilt: list[str] = []

    watch_changes(
        lambda: frozenset({(next(seen), 0, 0)}), lambda: rebuilt.append("again"), wait=waits(nothing, nothing)
    )

    assert rebuilt == ["again", "again"]


def test_only_what_a_draft_is_made_from_is_watched(tmp_path: Path) -> None:
    """Record and statements are watched; a change of size or time is one, and out/ is not looked at."""
    for part in ("record/north", "statements", "out"):
        (tmp_path / part).mkdir(parents=True)
        (tmp_path / part / "file").write_text("a")
    before: Stamps = stamps(tmp_path)

    (tmp_path / "out" / "file").write_text("longer")
    same = stamps(tmp_path)
    (tmp_path / "statements" / "file").write_text("longer")

    assert len(before) == 2
    assert same == before
    assert stamps(tmp_path) != before
