"""
Runs the documentation's examples in a folder of their own, as a person at a terminal would.

A page shows examples in blocks marked ``console``. A line ``$ homeward ...`` is a command; ``# exit 3`` after it says
how it ends when not with 0. Lines under it are what it prints, in order; ``...`` stands for anything. In a command,
``1a2b3c4d5e6f`` stands for the digest of the act that waits at the seat, ``2b3c4d5e6f70`` and ``3c4d5e6f7081`` for
those of the first signed act of handover and of remains, ``1f9a3c77d2`` for the code the neutral shows.
``# carry a b c`` stands for a bundle from a to b, then from b to c; ``# at TIME`` sets the clock. A block marked with
the name of a file, as in ``toml terms.toml``, is that file.
"""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final
from unittest.mock import patch

import typer.core
import typer.main

import homeward.cli
from homeward.adapters.clocks import SetClock
from homeward.cli.app import app
from homeward.cli.build import open_seat
from homeward.model.ids import TrancheId
from homeward.model.people import ListKind
from homeward.service.meeting import meeting_code
from homeward.service.reading import read_record
from tests.world import PARTIES, gates_csv, list_csv

ROOT: Final = Path(__file__).resolve().parents[2]

SOME_DIGEST: Final = "1a2b3c4d5e6f"
SOME_CODE: Final = "1f9a3c77d2"

SIGNED: Final = {"2b3c4d5e6f70": "act.signed", "3c4d5e6f7081": "remains.signed"}
"""In a command, what stands for the digest of the first signed act of a kind at the seat."""

_USUAL_STEP: Final = {"plan": ("propose",), "match": ("pairs",)}
"""What a group of commands does where no step of it is named."""

_FENCE = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_EXIT = re.compile(r"\s+# exit (?P<code>\d).*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One fenced block of a page: what stands after the fence, and the lines inside."""

    page: str
    line: int
    info: str
    lines: tuple[str, ...]

    def __str__(self) -> str:
        """Tell where it stands."""
        return f"{self.page}:{self.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One command of a page, the exit code it should have, and what it should print."""

    page: str
    line: int
    command: str
    code: int
    expected: tuple[str, ...]

    def __str__(self) -> str:
        """Tell where it stands."""
        return f"{self.page}:{self.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """How a command ended and what it printed, answer and talk apart."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Helped:
    """One command as its own help shows it: its name, what it says, and the example under it."""

    name: str
    says: str
    example: str


def helped() -> tuple[Helped, ...]:
    """Return every command of the program, in order of name; groups of commands are none."""
    return tuple(_below((), _program()))


def name_of(command: str) -> str:
    """Return the name of the command that a line calls; ``plan SEAT`` calls ``plan propose``."""
    here: object = _program()
    path: list[str] = []
    for word in shlex.split(command)[1:]:
        if not isinstance(here, typer.core.TyperGroup):
            break
        if word in here.commands:
            path.append(word)
            here = here.commands[word]
    usual = ("within",) if "--within" in shlex.split(command) else _USUAL_STEP.get(" ".join(path), ())
    return " ".join([*path, *usual])


def pages() -> tuple[Path, ...]:
    """Return README and every page of the documentation."""
    return (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))


def blocks(page: Path) -> tuple[Block, ...]:
    """Return the fenced blocks of *page*, in order."""
    text, name = page.read_text(encoding="utf-8"), page.relative_to(ROOT).as_posix()
    return tuple(
        Block(
            page=name,
            line=text.count("\n", 0, found.start()) + 1,
            info=found["info"].strip(),
            lines=tuple(found["body"].splitlines()),
        )
        for found in _FENCE.finditer(text)
    )


def examples(page: Path) -> tuple[Example, ...]:
    """Return the commands of *page*, in order."""
    return tuple(one for block in blocks(page) if block.info == "console" for one in _commands(block))


def files(page: Path) -> dict[str, str]:
    """Return the files *page* shows whole, by name."""
    named = [(block.info.split(), block) for block in blocks(page)]
    return {info[1]: "\n".join(block.lines) + "\n" for info, block in named if len(info) > 1}


def prepare(folder: Path, shown: dict[str, str]) -> None:
    """Put into *folder* what a person has before the first command: the files a page shows, and made-up lists."""
    for name, text in shown.items():
        (folder / name).write_text(text, encoding="utf-8")
    for org in PARTIES:
        (folder / f"from-{org}").mkdir()
        for kind in (ListKind.HOLDING, ListKind.WISH):
            (folder / f"from-{org}" / f"{kind.value}.csv").write_text(list_csv(org, kind), encoding="utf-8")
    (folder / "gates.csv").write_text(gates_csv(), encoding="utf-8")


def run(command: str, folder: Path, *, clock: SetClock) -> Ran:
    """Run one line in *folder*, with the clock set: ``homeward ...``, ``cp A B`` or ``carry A B ...``."""
    words = shlex.split(command)
    with contextlib.chdir(folder):
        return _PROGRAMS[words[0]](words[1:], clock)


def matches(expected: tuple[str, ...], printed: str) -> bool:
    """
    Tell whether *expected* is what was *printed*.

    A line ``...`` stands for any lines, and ``...`` inside a line for anything. Without expected lines anything goes.
    """
    if not expected:
        return True
    pieces = ["(?:.*\n)*?" if line.strip() == "..." else f"{_line(line)}[ ]*\n" for line in expected]
    return re.fullmatch("".join(pieces), printed.rstrip("\n") + "\n") is not None


@cache
def _program() -> object:
    return typer.main.get_command(app)


def _below(path: tuple[str, ...], command: object) -> Iterator[Helped]:
    if isinstance(command, typer.core.TyperGroup):
        for name, one in sorted(command.commands.items()):
            yield from _below((*path, name), one)
    elif isinstance(command, typer.core.TyperCommand):
        example = (command.epilog or "").partition("Example:")[2].strip()
        yield Helped(name=" ".join(path), says=command.help or "", example=example)


def _line(line: str) -> str:
    return ".*?".join(re.escape(part) for part in line.rstrip().split("..."))


def _commands(block: Block) -> Iterator[Example]:
    found: list[tuple[int, str, list[str]]] = []
    for at, line in enumerate(block.lines, block.line + 1):
        if line.startswith(("$ ", "# carry ", "# at ")):
            found.append((at, line[2:], []))
        else:
            found[-1][2].append(line)
    for at, command, expected in found:
        ends = _EXIT.search(command)
        yield Example(
            page=block.page,
            line=at,
            command=_EXIT.sub("", command),
            code=int(ends["code"]) if ends else 0,
            expected=tuple(expected),
        )


def _homeward(words: list[str], clock: SetClock) -> Ran:
    out, err, code = io.StringIO(), io.StringIO(), 0
    words = [_signed_at(words[-1], SIGNED[word]) if word in SIGNED else word for word in words]
    meant = [_meant(word, words) for word in words]
    with (
        patch("sys.argv", ["homeward", *meant]),
        patch("homeward.cli.build.SystemClock", lambda: clock),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            homeward.cli.main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
    return Ran(code=code, out=out.getvalue(), err=err.getvalue())


def _meant(word: str, words: list[str]) -> str:
    if word == SOME_CODE:
        return meeting_code(open_seat(Path("seats/neutral")), TrancheId(words[2]))
    return _waiting_at(words[-1]) if word == SOME_DIGEST else word


def _waiting_at(seat: str) -> str:
    return next((one.name[:12] for one in sorted(Path(seat, "pending").glob("*.note"))), SOME_DIGEST)


def _signed_at(seat: str, kind: str) -> str:
    lines = read_record(open_seat(Path(seat))).record.lines
    return next((one.draft.digest for one in lines if one.draft.event.kind == kind), "0" * 64)


def _cp(words: list[str], _: SetClock) -> Ran:
    shutil.copyfile(*words)
    return Ran(code=0, out="", err="")


def _carry(words: list[str], clock: SetClock) -> Ran:
    for sender, to in pairwise(words):
        path = f"seats/{sender}/out/{sender}-for-{to}.bundle"
        for command in (["out", "--to", to, "--force", f"seats/{sender}"], ["in", path, f"seats/{to}"]):
            ran = _homeward(["bundle", *command], clock)
            if ran.code:
                return ran
    return Ran(code=0, out="", err="")


def _at(words: list[str], clock: SetClock) -> Ran:
    clock.at = datetime.strptime(words[0], "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC)
    return Ran(code=0, out="", err="")


_PROGRAMS: Final[dict[str, Callable[[list[str], SetClock], Ran]]] = {
    "at": _at,
    "homeward": _homeward,
    "cp": _cp,
    "carry": _carry,
}
