"""What somebody or something is called in one language, where an agreement says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

SINCE: Final = "since"
"""Field metadata: the format of terms in which the field appeared. A record of an older format has no such key."""

NEW: Final[Mapping[str, int]] = {SINCE: 2}
"""Metadata of a field that appeared in format 2."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name in one language; those of one thing stand in alphabetical order of language, each language once."""

    language: str
    name: str
