"""How often each rule was right on annotated documents: what the reader gives as confidence."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Final

UNKNOWN: Final = 50
"""Per cent for a rule that no annotated document has put to the test."""


def reliability(rule: str) -> int:
    """Return in how many of a hundred cases *rule* was right, by Laplace's rule of succession."""
    return _table().get(rule, UNKNOWN)


@cache
def _table() -> Mapping[str, int]:
    data = resources.files("homeward.statements.reader").joinpath("reliability.toml").read_text(encoding="utf-8")
    return tomllib.loads(data)
