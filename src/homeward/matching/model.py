"""A model as data: what each level of each field means, how often values occur, how many people both lists share."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

import numpy as np

from homeward.matching.columns import Floats, Ints
from homeward.matching.frequencies import Births, Frequencies

TABLE: Final = "published.toml"

FEWEST_ROWS: Final = 20
"""A list stands for at least this many people: two lists of one row each are no proof that the two belong together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldModel:
    """
    One field: the levels a comparison can reach (Fellegi and Sunter 1969).

    ``groups``: levels of one group are the outcomes of one kind of comparison; ``m``, ``u`` and ``relative`` add up to
    one in each. They are the probabilities of a level for rows about one person, about two unrelated people, and about
    two relatives.
    """

    words: tuple[str, ...]
    groups: Ints
    m: Floats
    u: Floats
    relative: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """
    Everything a pair is scored with beside its own values: with the same model, the same two rows score the same.

    ``sizes``: rows of the smaller and of the larger list; ``matches``: how many people are believed to be on both.
    """

    fields: Mapping[str, FieldModel]
    frequencies: Mapping[str, Frequencies]
    births: Births
    sizes: tuple[int, int]
    matches: float

    @property
    def others(self) -> float:
        """Rows of the larger list, as far as they are believed to stand for people."""
        return float(max(*self.sizes, FEWEST_ROWS))

    @property
    def prior(self) -> float:
        """
        Log-odds that two rows are one person against both being without a partner.

        A row whose other candidates do not fit is either on one list only, or this pair's: so the chance of a pair
        stands against the chance that both its rows are free.
        """
        free = [1.0 - self.matches / max(size, FEWEST_ROWS) for size in self.sizes]
        return float(np.log(self.matches / (min(self.sizes) * self.others)) - np.log(free[0]) - np.log(free[1]))


@cache
def published() -> Mapping[str, FieldModel]:
    """Return the fields as they stand before a list has been seen. The table never changes."""
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
