"""The configuration of one conflict: parties, peoples and offices by name, in every language they appear in."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib import resources
from typing import Final

from homeward.statements.reader.patterns import Node, add_patterns

FORMAT: Final = 1
EVERY_LANGUAGE: Final = "any"
_NAMES: Final = {"name": "party", "to": "party_to", "people": "people", "forces": "forces"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """
    Somebody who may hold, free, receive or speak.

    ``side``: whose people theirs are: parties of one side never free to each other. None: takes no part (a mediator).
    ``is_default``: names the side where only the side is known. ``held_as``: the category of its people while they are
    held ("hostage"), None where soldiers and others are told apart. ``is_abstract``: a name for several states that act
    under their own ("the West"). ``is_organisation``: meant by "the organisation" where a text names none.
    """

    code: str
    side: str | None
    is_default: bool
    held_as: str | None = None
    is_abstract: bool = False
    is_organisation: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A public office, by title; who holds it stands in the configuration's names only."""

    party: str
    role: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """
    One conflict, ready for looking up.

    ``since``: the day that "since the start" means. ``captives``: the category of the plain word "captive".
    ``is_two_way``: a total goes both ways; False where many states give to many. ``trees``: names by language, in which
    ``offices`` are named by their index.
    """

    id: str
    title: str
    since: date | None
    captives: str
    is_two_way: bool
    parties: tuple[Party, ...]
    offices: tuple[Office, ...]
    trees: Mapping[str, Node]

    @property
    def sides(self) -> tuple[str, ...]:
        """The codes that stand for a side, in the order of the configuration."""
        return tuple(one.code for one in self.parties if one.side is not None and one.is_default)

    @property
    def organisation(self) -> str | None:
        """The code of the body meant by "the organisation"."""
        return next((one.code for one in self.parties if one.is_organisation), None)

    def party(self, code: str) -> Party | None:
        """Return the party with *code*."""
        return next((one for one in self.parties if one.code == code), None)

    def side_of(self, code: str) -> str | None:
        """Return the side of *code*, None for who takes no part."""
        found = self.party(code)
        return None if found is None else found.side

    def other(self, code: str) -> str | None:
        """Return the code of the other side, None unless there are exactly two."""
        side = self.side_of(code)
        others = [one for one in self.sides if self.side_of(one) != side]
        return others[0] if side is not None and len(others) == 1 else None

    def known_as(self, code: str) -> str:
        """Return the code under which *code* gives and receives: that of its side, or its own in an abstract one."""
        side = self.side_of(code)
        of_side = next((one for one in self.parties if one.side == side and one.is_default), None)
        return code if side is None or of_side is None or of_side.is_abstract else of_side.code

    def tree(self, language: str) -> tuple[Node, ...]:
        """Return the names to look up in a text of *language*."""
        return tuple(self.trees[one] for one in (language, EVERY_LANGUAGE) if one in self.trees)


NO_CONFLICT: Final = Conflict(
    id="none", title="", since=None, captives="persons", is_two_way=True, parties=(), offices=(), trees={}
)
"""Knows nobody: for reading numbers alone."""


def conflicts() -> tuple[str, ...]:
    """Return the ids of the configurations that come with the program, in alphabetical order."""
    names = (one.name for one in resources.files("homeward.statements").joinpath("conflicts").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def shipped_conflict(name: str) -> Conflict:
    """Return one of :func:`conflicts`."""
    data = resources.files("homeward.statements").joinpath("conflicts", f"{name}.toml").read_bytes()
    return parse_conflict(data)


@lru_cache(maxsize=8)
def parse_conflict(data: bytes) -> Conflict:
    """
    Read a configuration.

    Raises:
        ValueError: *data* is no configuration of a known format: the message says what is wrong.
    """
    top = tomllib.loads(data.decode())
    if top.get("format", FORMAT) != FORMAT:
        raise ValueError(f"format {top['format']} is not known")
    trees: dict[str, Node] = {}
    parties = tuple(_parties(top, trees))
    offices = tuple(_offices(top, trees))
    for category, names in top.get("noun", {}).items():
        _add_names(trees, names, section="noun", value=category)
    for section in ("outlet", "start"):
        _add_names(trees, top.get(section), section=section, value=section)
    unknown = {one.party for one in offices} - {one.code for one in parties}
    if unknown:
        raise ValueError(f"offices of unknown parties: {', '.join(sorted(unknown))}")
    return Conflict(
        id=top["id"],
        title=top["title"],
        since=top.get("since"),
        captives=top.get("captives", "persons"),
        is_two_way=top.get("two_way", True),
        parties=parties,
        offices=offices,
        trees=trees,
    )


def _parties(top: Mapping[str, object], trees: dict[str, Node]) -> Iterator[Party]:
    for row in _rows(top, "party"):
        code, side = _text(row, "code"), row.get("side")
        for key, section in _NAMES.items():
            _add_names(trees, row.get(key), section=section, value=code)
        held_as = row.get("held_as")
        yield Party(
            code=code,
            side=None if side is None else str(side),
            is_default=bool(row.get("default", side == code)),
            held_as=None if held_as is None else str(held_as),
            is_abstract=bool(row.get("abstract", False)),
            is_organisation=bool(row.get("organisation", False)),
        )


def _offices(top: Mapping[str, object], trees: dict[str, Node]) -> Iterator[Office]:
    for index, row in enumerate(_rows(top, "office")):
        _add_names(trees, row.get("name"), section="office_of", value=str(index))
        yield Office(party=_text(row, "party"), role=_text(row, "role"), title=_text(row, "title"))


def _add_names(trees: dict[str, Node], names: object, *, section: str, value: str) -> None:
    """Add a table of languages, each with its list of patterns."""
    if names is None:
        return
    if not isinstance(names, dict) or any(not isinstance(one, list) for one in names.values()):
        raise ValueError(f"the names of {value} are a table of languages, each a list of patterns")
    for language, patterns in names.items():
        add_patterns(trees.setdefault(language, Node()), patterns, section=section, value=value)


def _text(row: Mapping[str, object], key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str):
        raise ValueError(f"{key} is missing or no text: {value!r}")  # noqa: TRY004 - a fault of the file, not of the program
    return value


def _rows(top: Mapping[str, object], key: str) -> list[dict[str, object]]:
    value = top.get(key, [])
    if not isinstance(value, list) or any(not isinstance(one, dict) for one in value):
        raise ValueError(f"{key} is a list of tables")
    return value
