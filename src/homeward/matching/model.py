"""What each level of each field means: its words, and how often it is reached (Fellegi and Sunter 1969)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

import numpy as np

from homeward.matching.columns import Floats, Ints

TABLE: Final = "published.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldModel:
    """
    One field: the levels a comparison can reach.

    ``groups``: levels of one group are the outcomes of one kind of comparison; ``m``, ``u`` and ``relative`` add up to
    one in each. They are the probabilities of a level for rows about one person, about two unrelated people, and about
    two relatives.
    """

    words: tuple[str, ...]
    groups: Ints
    m: Floats
    u: Floats
    relative: Floats


@cache
def published() -> Mapping[str, FieldModel]:
    """Return the model that holds before a list has been seen. The table is part of the program and never changes."""
    table = tomllib.loads(resources.files("homeward.matching").joinpath(TABLE).read_text(encoding="utf-8"))
    return {field: _field(entry["levels"]) for field, entry in table.items()}


def in_groups(counts: Floats, groups: Ints) -> Floats:
    """Return *counts* divided by the sum of their group."""
    sums = np.bincount(groups, weights=counts)
    shares: Floats = counts / sums[groups]
    return shares


def _field(levels: list[list[str | float]]) -> FieldModel:
    groups = np.array([int(level[0]) for level in levels], dtype=np.int64)
    numbers = [[float(level[column]) for level in levels] for column in (2, 3, 4)]
    m, u, relative = (in_groups(np.array(column), groups) for column in numbers)
    return FieldModel(words=tuple(str(level[1]) for level in levels), groups=groups, m=m, u=u, relative=relative)
