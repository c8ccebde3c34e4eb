"""Given names with a slip of the pen: the known name that was most likely meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from homeward.names.folding import VOWELLESS
from homeward.names.given import given_table

_LETTERS_FOR_ONE_SLIP: Final = 4
_LETTERS_FOR_TWO_SLIPS: Final = 8


def meant_classes(unknown: Sequence[str]) -> Mapping[str, str]:
    """
    Return the class of the known given name that each of the *unknown* folded names was most likely meant to be.

    Names that are near to none, or equally near to two, are left out. One wrong, missing, added or exchanged letter
    makes a slip; a long name may hold two.

    >>> from homeward.names.folding import fold
    >>> dict(meant_classes([fold("Олкесандр"), fold("Радим")]))
    {'olkesandr': 'oleksandr'}
    """
    forms, classes = _full_forms()
    words = [word for word in unknown if len(word) >= _LETTERS_FOR_ONE_SLIP and not word.startswith(VOWELLESS)]
    if not words:
        return {}
    distances = cdist(words, forms, scorer=OSA.distance, score_cutoff=2, dtype=np.uint8)
    found: dict[str, str] = {}
    for word, row in zip(words, distances, strict=True):
        nearest = int(row.min())
        if nearest <= (2 if len(word) >= _LETTERS_FOR_TWO_SLIPS else 1):
            likely = (index for index in np.flatnonzero(row == nearest).tolist() if _begin_alike(word, forms[index]))
            meant = {classes[index] for index in likely}
            if len(meant) == 1:
                found[word] = meant.pop()
    return found


def _begin_alike(word: str, form: str) -> bool:
    # Slips at the first letter are rare, and names that differ there only are many: Vadym and Radym.
    return word[0] == form[0] or set(word[:2]) == set(form[:2])


@cache
def _full_forms() -> tuple[tuple[str, ...], tuple[str, ...]]:
    known = [(form, own[0]) for form, own in given_table().full.items() if len(own) == 1 and len(form) > 2]  # noqa: PLR2004
    return tuple(form for form, _ in known), tuple(own for _, own in known)
