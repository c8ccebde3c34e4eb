"""One line's cells read by what they mean; each that cannot be read is a finding."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final, TypeVar

from homeward.model.dates import UncertainDate, parse_date
from homeward.model.findings import Finding, Where
from homeward.register.rules import Rule

BETWEEN: Final = "; "
"""Between the items of a list."""

Choice = TypeVar("Choice", bound=Enum)

_ID: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_NUMBER: Final = re.compile(r"0|[1-9][0-9]{0,8}")
_FORMULA: Final = ("=", "+", "-", "@")
_SEEN: Final = 80


@dataclass(slots=True, kw_only=True)
class Line:
    """One line of the file: its cells by column, and the findings made while they are read."""

    source: str
    line: int
    cells: Mapping[str, str]
    findings: list[Finding] = field(default_factory=list)

    def where(self, name: str) -> Where:
        """Return the place of column *name*."""
        return Where(source=self.source, line=self.line, field=name)

    def found(self, rule: Rule, name: str, *, remedy: str | None = None) -> None:
        """Add a finding about column *name*."""
        seen = self.cells.get(name, "")
        shown = seen if len(seen) <= _SEEN else f"{seen[:_SEEN]}..."
        self.findings.append(rule.found(self.where(name), seen=shown or None, remedy=remedy))

    def text(self, name: str, *, required: bool = False) -> str | None:
        """Return the text of a cell; None when it is empty."""
        text = self.cells.get(name, "")
        if not text:
            if required:
                self.found(Rule.EMPTY, name)
            return None
        if not is_clean(text):
            self.found(Rule.TEXT, name)
        if text.startswith(_FORMULA):
            self.found(Rule.FORMULA, name)
        return text

    def id(self, name: str, *, required: bool = False) -> str | None:
        """Return a cell that names something."""
        text = self.text(name, required=required)
        if text is not None and _ID.fullmatch(text) is None:
            self.found(Rule.ID_FORM, name)
        return text

    def date(self, name: str) -> UncertainDate | None:
        """Return a date, exact or not."""
        text = self.text(name, required=True)
        read = None if text is None else parse_date(text)
        if text is not None and read is None:
            self.found(Rule.DATE, name)
        return read

    def number(self, name: str) -> int | None:
        """Return a number of people."""
        text = self.text(name)
        if text is not None and _NUMBER.fullmatch(text) is None:
            self.found(Rule.NUMBER, name)
            return None
        return None if text is None else int(text)

    def choice(self, name: str, kind: type[Choice], *, required: bool = False) -> Choice | None:
        """Return the member of *kind* whose value stands in a cell."""
        text = self.text(name, required=required)
        members = {str(member.value): member for member in kind}
        if text is not None and text not in members:
            self.found(Rule.WORD, name, remedy=f"write one of: {', '.join(members)}")
        return members.get(text or "")

    def items(self, name: str, *, are_ids: bool = False, required: bool = False) -> tuple[str, ...]:
        """Return the items of a list, each once."""
        text = self.text(name, required=required)
        items = () if text is None else tuple(text.split(BETWEEN))
        if any(not one or one != one.strip() or ";" in one for one in items) or len(set(items)) < len(items):
            self.found(Rule.LIST, name)
        elif are_ids and any(_ID.fullmatch(one) is None for one in items):
            self.found(Rule.ID_FORM, name)
        return items

    def split(self, name: str) -> tuple[tuple[str, int], ...]:
        """Return categories with their numbers."""
        parts = [one.partition("=") for one in self.items(name)]
        if any(_ID.fullmatch(key) is None or _NUMBER.fullmatch(number) is None for key, _, number in parts) or (
            len({key for key, _, _ in parts}) < len(parts)
        ):
            self.found(Rule.SPLIT, name)
            return ()
        return tuple((key, int(number)) for key, _, number in parts)


def is_clean(text: str) -> bool:
    """Tell whether *text* is NFC, without spaces around it and without characters nobody sees."""
    seen = all(unicodedata.category(one) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") for one in text)
    return seen and text == text.strip() and unicodedata.is_normalized("NFC", text)
