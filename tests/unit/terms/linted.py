"""The corpus of agreements for the linter: sound ones, and changes of one place in them."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from homeward.model.findings import Finding
from homeward.model.terms import Terms
from homeward.terms import read_terms
from tests.unit.terms.agreement import PARTIES

CORPUS = Path(__file__).parents[2] / "corpus" / "terms"
BASES = ("bridge", "ferry", "first", "harbour", "promise", "remains")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """
    One changed place of a sound agreement; ``at`` and ``seen`` are those of the finding, where there is one.

    ``also``: where else it is found with the same values; a circle is found at each ratio that runs in it.
    """

    what: str
    base: str
    rule: str
    old: str
    new: str
    at: str | None = None
    seen: str | None = None
    also: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The agreement with the place changed; the place must be there, once."""
        text = base_text(self.base)
        assert text.count(self.old) == 1, self.what
        return text.replace(self.old, self.new)

    def __str__(self) -> str:
        """Name the change in the report of a test."""
        return f"{self.rule}: {self.what} ({self.base})"


def base_text(name: str) -> str:
    """Return a sound agreement."""
    return (CORPUS / f"{name}.toml").read_text(encoding="utf-8")


def changes(name: str) -> list[Change]:
    """Return the changes of one file of the corpus."""
    (rows,) = tomllib.loads((CORPUS / name).read_text(encoding="utf-8")).values()
    return [Change(**{**row, "also": tuple(row.get("also", ()))}) for row in rows]


def lint(text: str) -> tuple[Terms | None, tuple[Finding, ...]]:
    """Read and check *text*; a file of the first format has the parties of its exchange."""
    return read_terms(text.encode(), source="terms.toml", parties=PARTIES)
