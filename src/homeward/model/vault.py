"""What a vault keeps: documents about people, each sealed under a key of that person alone."""

from __future__ import annotations

from dataclasses import dataclass

from homeward.model.findings import Json
from homeward.model.protected import Protected


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """
    One thing known about a person at one seat.

    ``person`` names whom it is about inside this seat (``list/row``); ``about`` a second person whose erasure removes
    the document too; ``key`` tells documents of one kind and person apart.
    """

    kind: str
    person: str
    key: str = ""
    about: str | None = None
    value: Protected[Json]
