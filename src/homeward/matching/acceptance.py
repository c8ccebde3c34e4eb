"""Which proposed pairs may stand until people decide, and which must be looked at first."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from homeward.matching.columns import Floats, Ints, Lists
from homeward.matching.model import Model
from homeward.matching.scoring import Compared, log_chances

NAMESAKES: Final = 0.3
"""Expected namesakes on the other list from which names are common: of three such pairs one is there by chance."""

NAME_FIELDS: Final = ("surname", "given_names", "father_name")

DATE_AGREES: Final = frozenset({0, 1, 2, 3, 4, 8})
"""Levels of a birth date that agrees as far as it is stated, or but for one slip."""

NUMBER_AGREES: Final = frozenset({0, 1})


def needs_looking_at(lists: Lists, pairs: Compared, model: Model) -> npt.NDArray[np.bool_]:
    """
    Tell of each pair whether its names are common and neither a date nor a number agrees.

    Such a pair is never accepted by the program alone, however probable it is: a namesake is the commonest mistake, and
    it sends a stranger to a family.
    """
    return (namesakes(lists, pairs, model) >= NAMESAKES) & ~(
        _is_in(pairs.levels["birth_date"], DATE_AGREES) | _is_in(pairs.levels["service_number"], NUMBER_AGREES)
    )


def namesakes(lists: Lists, pairs: Compared, model: Model) -> Floats:
    """Return how many unrelated people of the other list are expected to agree on names as well as each pair does."""
    chances = log_chances(lists, pairs, model)
    agree = (np.where(pairs.levels[field] >= 0, chances[field], 0.0) for field in NAME_FIELDS)
    expected: Floats = model.others * np.exp(sum(agree, np.zeros(len(pairs))))
    return expected


def _is_in(levels: npt.NDArray[np.int8], chosen: frozenset[int]) -> npt.NDArray[np.bool_]:
    found: npt.NDArray[np.bool_] = np.isin(levels, sorted(chosen))
    return found


def accepted(lists: Lists, pairs: Compared, model: Model, proposed: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Return which of the *proposed* pairs need no second look before they are shown as accepted."""
    found = proposed.copy()
    at: Ints = np.flatnonzero(proposed)
    found[at] = ~needs_looking_at(lists, pairs.at(at), model)
    return found
