"""The documentation is whole: every link leads somewhere, every command, code and kind of event is in it."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from homeward.adapters.documents import Rule as DocumentRule
from homeward.adapters.sheets import Rule as SheetRule
from homeward.lists import Rule as ListRule
from homeward.lists.mapping_rules import MappingRule
from homeward.lists.pfif_rules import PfifRule
from homeward.log import Rule as LogRule
from homeward.procedure.kinds import KINDS, needs_of
from homeward.register import Rule as RegisterRule
from homeward.service.reading import read_record
from homeward.terms import Rule as TermsRule
from homeward.terms.simulation import PlayRule
from tests.cli.small_exchange import Block, Helped, blocks, examples, helped, name_of, pages
from tests.house.repository import ROOT, modules
from tests.stories.procedure_world import everything
from tests.world import world_at

_LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?P<target>[^)\s]+)\)")
_HEADING = re.compile(r"^#+ (?P<text>.+)$", re.MULTILINE)
_NAMED = re.compile(r"`(?P<module>homeward(?:\.[a-z_]+)+)(?:\.(?P<member>[a-z_]+|[A-Z]\w*))?`")
_FILE = re.compile(r"`(?P<path>(?:docs|examples|bench|src|tests)/[\w./-]+|[A-Z]{4,}\.md|LICENSE|NOTICE|Makefile)`")
_CODE = re.compile(r"[A-Z]+-\d+")
_ROW = re.compile(r"^\| `(?P<code>[A-Z]+-\d+)` \|", re.MULTILINE)
_MAKE = re.compile(r"^make (?P<target>[a-z-]+)", re.MULTILINE)
_MACHINE_PATH = re.compile(r"(?<![\w.:/>~<-])/(?:root|work|home|Users|mnt|tmp|opt|srv)/")

RARE = frozenset({"list.remarked", "vault.erased", "terms.amended"})
"""Kinds that not every exchange has; tests/stories/test_amendment.py holds the last against the page."""

MEETINGS = frozenset({"date.agreed", "date.proposed", "presence.recorded", "presence.witnessed", "readiness.declared"})
"""More of them; tests/unit/procedure/test_rules_meeting.py holds these against the page."""

RULES = (DocumentRule, ListRule, LogRule, MappingRule, PfifRule, PlayRule, RegisterRule, SheetRule, TermsRule)
"""The tables of rules, in alphabetical order."""

KNOWN_BLOCKS = frozenset({"bash", "console", "csv", "json", "sh", "text", "toml", "xml"})


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    """A link between pages names a file that is there, and a heading that is in it."""
    lost = [target for target in links(page) if not leads_somewhere(page, target)]

    assert not lost


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_no_page_holds_a_path_of_one_machine(page: Path) -> None:
    """A page can be followed on any machine: it holds no absolute path."""
    assert not machine_paths(page.read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_every_module_and_file_a_page_names_is_there(page: Path) -> None:
    """A page that says where something is decided names a module, and a file of the repository, that exist."""
    text = page.read_text(encoding="utf-8")

    assert not [name for name in named_modules(text) if not is_module(name)]
    assert not [path for path in named_files(text) if not (ROOT / path).exists()]


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_every_block_is_run_or_is_known_not_to_be(page: Path) -> None:
    """A fenced block says what it is; what can be typed is ``console`` and is run by another test."""
    found = blocks(page)

    assert {(block.info.split() or [""])[0] for block in found} <= KNOWN_BLOCKS
    assert not [str(block) for block in found if block.info != "console" and any(_is_command(block))]


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_every_make_target_a_page_names_exists(page: Path) -> None:
    """``make`` is asked only for what the Makefile has."""
    asked = {found["target"] for block in blocks(page) for found in _MAKE.finditer("\n".join(block.lines))}

    assert asked <= targets((ROOT / "Makefile").read_text(encoding="utf-8"))


def test_readme_names_both_commands_that_a_newcomer_needs() -> None:
    """README tells how to see it and how to test it."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert {"make demo", "make test"} <= set(re.findall(r"make (?:demo|test)", readme))


def test_every_page_is_linked_from_readme() -> None:
    """Nobody has to guess that a page exists."""
    linked = {target.partition("#")[0] for target in links(ROOT / "README.md")}

    assert {path.relative_to(ROOT).as_posix() for path in pages()} - {"README.md"} <= linked


@pytest.mark.parametrize("one", helped(), ids=lambda one: one.name)
def test_every_command_has_help_and_an_example_of_itself(one: Helped) -> None:
    """Each command says in a sentence what it does, and shows one line that calls it."""
    assert one.says.strip()
    assert name_of(one.example) == one.name


@pytest.mark.parametrize("one", helped(), ids=lambda one: one.name)
def test_every_command_is_shown_in_the_documentation(one: Helped) -> None:
    """Each command is called by at least one example that is run."""
    assert one.name in shown_names()


def test_every_code_of_the_program_is_explained() -> None:
    """docs/errors.md has one row for each code the program uses, and none that it does not use."""
    rows = _ROW.findall((ROOT / "docs" / "errors.md").read_text(encoding="utf-8"))

    assert sorted(rows) == sorted(set(rows))
    assert set(rows) == codes_used(), "add what is missing to docs/errors.md, or remove what is gone"


@pytest.mark.parametrize(
    ("code", "says"),
    [(rule.code, rule.says) for rules in RULES for rule in rules],
    ids=lambda value: value if _CODE.fullmatch(value) else "",
)
def test_rules_are_told_in_the_words_of_the_program(code: str, says: str) -> None:
    """Where the program keeps a table of rules, docs/errors.md says the same of each."""
    page = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")

    assert re.search(rf"^\| `{code}` \| \w+ \| {re.escape(says)} \|", page, re.MULTILINE)


def test_every_kind_of_event_is_told_in_the_words_of_the_program() -> None:
    """docs/record.md has the program's table: what each kind says, and whether it stands in every log."""
    told = {kind: (says, where == "every log") for kind, says, where, _ in kind_rows()}

    assert told == {name: (kind.says, kind.joint) for name, kind in KINDS.items()}


def test_who_signs_is_what_the_program_asks_for(tmp_path: Path) -> None:
    """For every event of a whole exchange, docs/record.md names how many sign, in which role."""
    readings = [read_record(seat) for seat in (world_at("bulletin", tmp_path).neutral, everything().neutral)]
    needs = [
        (line.draft.event.kind, need)
        for reading in readings
        for line in reading.record.lines
        for need in needs_of(reading.state, line.draft.event)
    ]
    told = {kind: who for kind, _, _, who in kind_rows()}

    wrong = [
        kind for kind, need in needs if f"{need.persons} of" not in told[kind] or need.role.value not in told[kind]
    ]

    assert {kind for kind, _ in needs} >= set(KINDS) - RARE - MEETINGS
    assert not wrong


def test_a_lost_link_is_found() -> None:
    """A link to a page or heading that is not there is seen; one to the outside is not our business."""
    page = ROOT / "docs" / "record.md"

    assert leads_somewhere(page, "errors.md")
    assert leads_somewhere(page, "#an-event")
    assert leads_somewhere(page, "https://example.org/")
    assert not leads_somewhere(page, "nowhere.md")
    assert not leads_somewhere(page, "seats.md#no-such-heading")


def test_a_planted_path_is_found() -> None:
    """An absolute path into somebody's folder is seen; a relative one and an address are not."""
    assert machine_paths("run /" + "home/nadia/homeward")
    assert not machine_paths("seats/home/north and https://example.org/home/north")


@cache
def shown_names() -> frozenset[str]:
    """Return the names of all commands that examples call."""
    return frozenset(name_of(one.command) for page in pages() for one in examples(page))


def links(page: Path) -> list[str]:
    """Return the targets of the links of *page*, outside its fenced blocks."""
    return [found["target"] for found in _LINK.finditer(_prose(page))]


def leads_somewhere(page: Path, target: str) -> bool:
    """Tell whether a link of *page* leads to a file, and to a heading in it where it names one."""
    if "://" in target:
        return True
    path, _, anchor = target.partition("#")
    wanted = (page.parent / path) if path else page
    return wanted.exists() and (not anchor or anchor in anchors(wanted))


def anchors(page: Path) -> set[str]:
    """Return the names under which the headings of *page* can be linked to."""
    return {
        re.sub(r"[^\w\- ]", "", found["text"].lower()).strip().replace(" ", "-")
        for found in _HEADING.finditer(_prose(page))
    }


def machine_paths(text: str) -> list[str]:
    """Return the lines that hold an absolute path of a particular machine."""
    return [line for line in text.splitlines() if _MACHINE_PATH.search(line)]


def named_modules(text: str) -> list[str]:
    """Return the dotted names of the package that *text* gives as code."""
    return [found[0].strip("`") for found in _NAMED.finditer(text)]


def is_module(name: str) -> bool:
    """Tell whether *name* is a module of the package, or a name inside one."""
    try:
        importlib.import_module(name)
    except ImportError:
        module, _, member = name.rpartition(".")
        return bool(module) and hasattr(importlib.import_module(module), member)
    return True


def named_files(text: str) -> list[str]:
    """Return the paths of this repository that *text* gives as code."""
    return [found["path"] for found in _FILE.finditer(text)]


def targets(makefile: str) -> set[str]:
    """Return what a Makefile can be asked for."""
    return set(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))


def codes_used() -> set[str]:
    """Return every code that stands as a string of its own in the package."""
    return {
        node.value
        for _, text in modules()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _CODE.fullmatch(node.value)
    } - {"UTF-8"}


def kind_rows() -> list[tuple[str, str, str, str]]:
    """Return the rows of docs/record.md about kinds of event: kind, what it says, where it stands, who signs."""
    text = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
    return re.findall(r"^\| `([a-z_.]+)` \| (.+?) \| (every log|its author's) \| (.+?) \|$", text, re.MULTILINE)


def _prose(page: Path) -> str:
    return re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


def _is_command(block: Block) -> Iterator[bool]:
    return (line.startswith(("$ ", "homeward ")) for line in block.lines)
