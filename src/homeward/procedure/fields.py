"""Reads the body of an event strictly: every field once, of its type, and none besides."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from homeward.model.findings import Json, Refusal
from homeward.model.ids import Digest, OrgId, PartyId, Ref, is_id

_HEX = re.compile(r"[0-9a-f]{64}")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one event body; *kind* is for messages only."""

    kind: str
    body: dict[str, Json]

    def exactly(self, *names: str) -> None:
        """Refuse (``ADMIT-2``) unless the body has exactly the fields *names*."""
        if set(self.body) != set(names):
            odd = ", ".join(sorted(set(self.body) ^ set(names)))
            raise self.malformed(f"missing or unknown field: {odd}")

    def text(self, name: str) -> str:
        """Return a string of 1 to 500 characters."""
        value = self._value(name)
        if not isinstance(value, str) or not 1 <= len(value) <= 500:  # noqa: PLR2004 - a title, never a text
            raise self.malformed(f"{name} is a string of 1 to 500 characters")
        return value

    def flag(self, name: str) -> bool:
        """Return true or false."""
        value = self._value(name)
        if not isinstance(value, bool):
            raise self.malformed(f"{name} is true or false")
        return value

    def count(self, name: str) -> int:
        """Return a whole number of at least 0."""
        value = self._value(name)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.malformed(f"{name} is a whole number of at least 0")
        return value

    def id(self, name: str) -> str:
        """Return an id, see :func:`homeward.model.ids.is_id`."""
        value = self.text(name)
        if not is_id(value):
            raise self.malformed(f"{name} is an id of a-z, 0-9, _ and -")
        return value

    def org(self, name: str) -> OrgId:
        """Return an organisation's id."""
        return OrgId(self.id(name))

    def party(self, name: str) -> PartyId:
        """Return a party's id."""
        return PartyId(self.org(name))

    def digest(self, name: str) -> Digest:
        """Return 64 lowercase hex digits."""
        return Digest(self._hex(name, self._value(name)))

    def refs(self, name: str) -> tuple[Ref, ...]:
        """Return a list of commitments, each once, in the order given."""
        refs = tuple(Ref(self._hex(name, item)) for item in self.items(name))
        if len(set(refs)) != len(refs):
            raise Refusal("ADMIT-3", f"{self.kind}: {name} names one person twice", hint=_AGAIN)
        return refs

    def day(self, name: str) -> date:
        """Return a civil date."""
        text = self.text(name)
        try:
            day = date.fromisoformat(text)
        except ValueError as problem:
            raise self.malformed(f"{name} is a date YYYY-MM-DD") from problem
        if day.isoformat() != text:
            raise self.malformed(f"{name} is a date YYYY-MM-DD")
        return day

    def items(self, name: str) -> list[Json]:
        """Return a list."""
        value = self._value(name)
        if not isinstance(value, list):
            raise self.malformed(f"{name} is a list")
        return value

    def parts(self, name: str) -> tuple[Fields, ...]:
        """Return a list of objects, each to be read as fields."""
        return tuple(Fields(self.kind, self._object(name, item)) for item in self.items(name))

    def malformed(self, what: str) -> Refusal:
        """Return the refusal for a body that does not have its form."""
        return Refusal("ADMIT-2", f"{self.kind}: {what}", hint=_AGAIN, source="docs/record.md")

    def _value(self, name: str) -> Json:
        """Return a field. Who must sign is asked before the rule reads the body, so any field may still be missing."""
        if name not in self.body:
            raise self.malformed(f"missing or unknown field: {name}")
        return self.body[name]

    def _object(self, name: str, item: Json) -> dict[str, Json]:
        if not isinstance(item, dict):
            raise self.malformed(f"{name} is a list of objects")
        return item

    def _hex(self, name: str, value: Json) -> str:
        if not isinstance(value, str) or _HEX.fullmatch(value) is None:
            raise self.malformed(f"{name} holds 64 lowercase hex digits")
        return value


_AGAIN = "draft the act again with a current release of Homeward; nothing was recorded"
