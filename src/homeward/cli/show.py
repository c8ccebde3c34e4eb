"""How things look on a terminal: answers on stdout, talk on stderr; tables for people, JSON for programs."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from rich.console import Console, RenderableType
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.style import StyleType
from rich.table import Table

from homeward.model.findings import Finding, FindingsRefusal, Json, Refusal, Severity, stopping
from homeward.service.acting import Done

_HOSTILE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066\u2067\ud800-\udfff]")
"""
What moves a cursor, colours or turns round what else is on a terminal; line ends and tabs do not. U+2068 and U+2069 are
not among it: sentences in Arabic set names of other scripts apart with them, and they turn nothing round.
"""

OUT = Console(highlight=False)
TALK = Console(stderr=True, highlight=False)

DEMO_NOTICE = "DEMONSTRATION: the people and this record are made up; the quoted statements are public"
"""Stands on everything a demonstration makes. No flag removes it."""


@dataclass(slots=True)
class BarProgress:
    """Shows long steps as bars on stderr; silent where stderr is no terminal."""

    _bars: Progress | None = None
    _tasks: dict[str, TaskID] = field(default_factory=dict)

    def __call__(self, step: str, share: float) -> None:
        """Report that *step* is *share* done."""
        if not TALK.is_terminal:
            return
        if self._bars is None:
            self._bars = Progress(
                TextColumn("  {task.description}"), BarColumn(), TimeElapsedColumn(), console=TALK, transient=True
            )
            self._bars.start()
        if step not in self._tasks:
            self._tasks[step] = self._bars.add_task(step, total=1.0)
        self._bars.update(self._tasks[step], completed=share)
        if all(task.finished for task in self._bars.tasks):
            self.close()

    def close(self) -> None:
        """Take the bars away."""
        if self._bars is not None:
            self._bars.stop()
            self._bars = None
            self._tasks.clear()


def program() -> str:
    """Return how this program was called, so that what it suggests can be typed as it stands."""
    called = Path(sys.argv[0])
    if called.name == "homeward" and not called.is_absolute():
        return str(called)
    return "homeward" if called.name == "homeward" else "python -m homeward"


def guarded(text: str) -> str:
    """Return *text* with the code of every character in place of it that would command the terminal."""
    return _HOSTILE.sub(lambda found: f"<U+{ord(found[0]):04X}>", text)


def _as_text(text: str) -> str:
    """Return markup for *text* as it stands: whatever was read from a file is neither markup nor a command."""
    return escape(guarded(text))


def say(text: str) -> None:
    """Tell the person at the terminal something, on stderr."""
    TALK.print(_as_text(text))


def answer(text: str) -> None:
    """Print a line of the answer, on stdout."""
    OUT.print(_as_text(text), soft_wrap=True)


def answer_json(value: Json) -> None:
    """Print the answer for programs: what would command a terminal stands as JSON's own code for it."""
    text = json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True)
    sys.stdout.write(_HOSTILE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n")


def answer_raw(data: bytes) -> None:
    """Print bytes as they are, ended by a newline."""
    sys.stdout.write(data.decode().rstrip("\n") + "\n")


def show_refusal(refusal: Refusal) -> None:
    """Say what was refused and what to do, with all findings where there are some."""
    sys.stderr.write(f"error: {guarded(refusal.says)} [{refusal.code}]\n")
    if isinstance(refusal, FindingsRefusal):
        show_findings(refusal.findings, talk=True)
    sys.stderr.write(f"hint: {guarded(refusal.hint)}\n")
    if refusal.source:
        sys.stderr.write(f"source: {refusal.source}\n")


def show_findings(findings: Sequence[Finding], *, talk: bool = False, as_history: bool = False) -> None:
    """Print each finding: place, weight, rule, value seen, remedy, source. *as_history*: the law stops nothing here."""
    console = TALK if talk else OUT
    for one in findings:
        noticed = " (notice, as history)" if as_history and one.severity is Severity.LAW else ""
        weight = f"{one.severity.value}{noticed}"
        console.print(f"[bold]{_as_text(place(one))}[/] {weight} {one.code}: {_as_text(one.rule)}", soft_wrap=True)
        if one.seen is not None:
            console.print(f"    seen: {_as_text(one.seen)}", soft_wrap=True)
        console.print(f"    do: {_as_text(one.remedy)} ({_as_text(one.source)})", soft_wrap=True)


def place(finding: Finding) -> str:
    """Return where a finding is, as ``file:line:column field``."""
    where = finding.where
    spot = ":".join(str(part) for part in (where.source, where.line, where.column) if part is not None)
    return f"{spot} {where.field}" if where.field else spot


def finding_json(finding: Finding) -> Json:
    """Return a finding for programs."""
    where = finding.where
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "source": where.source,
        "line": where.line,
        "column": where.column,
        "field": where.field,
        "rule": finding.rule,
        "seen": finding.seen,
        "remedy": finding.remedy,
        "rule_source": finding.source,
    }


def exit_for(findings: Iterable[Finding]) -> None:
    """Exit with 3 when a finding stops an act; advice is not a failure."""
    if stopping(findings):
        sys.exit(3)


def show_done(done: Done) -> None:
    """Say what came of an act."""
    if done.missing:
        lacking = ", ".join(f"{need.persons} more of {need.org} ({need.role.value})" for need in done.missing)
        answer(f"{done.kind} {done.digest[:12]}: waits for {lacking}")
    else:
        answer(f"{done.kind} {done.digest[:12]}: in the record")


class PlainTable(Table):
    """A table whose texts are shown as they stand: no cell is markup or commands the terminal."""

    def add_row(
        self, *renderables: RenderableType | None, style: StyleType | None = None, end_section: bool = False
    ) -> None:
        """Add a row."""
        cells = (_as_text(one) if isinstance(one, str) else one for one in renderables)
        super().add_row(*cells, style=style, end_section=end_section)


def table(*columns: str) -> PlainTable:
    """Return an empty table in the house style."""
    made = PlainTable(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        made.add_column(column, overflow="fold")
    return made


def show(made: Table) -> None:
    """Print a table as part of the answer."""
    OUT.print(made)


def may_write(path: Path, *, force: bool) -> None:
    """Refuse to write over a file unasked (``OUT-1``), or into no folder (``OUT-2``), before any long work."""
    if path.exists() and not force:
        raise Refusal("OUT-1", f"{path} exists already", hint="choose another name, or say --force to replace it")
    if not path.parent.is_dir():
        raise Refusal("OUT-2", f"{path.parent} is no folder that is there", hint="make it first, or correct the path")


def write_new(path: Path, data: bytes, *, force: bool = False, make_folders: bool = False) -> None:
    """
    Write a file that is not there yet, as :func:`may_write` allows.

    A folder that somebody names and that is not there is a slip of the hand. *make_folders* is for those of our own:
    of a seat, a record, a publication.
    """
    if make_folders:
        path.parent.mkdir(parents=True, exist_ok=True)
    may_write(path, force=force)
    new = path.with_name(f".{path.name}.new")
    new.write_bytes(data)
    new.replace(path)
