"""Log-odds of pairs: the evidence of each field, the chance that two rows meet at all, and the chance of relatives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from homeward.matching.columns import MISSING, Floats, Ints, Lists, Pairs
from homeward.matching.comparisons import compare
from homeward.matching.frequencies import EXPECTED, birth_log_u, text_log_u
from homeward.matching.model import FieldModel

RELATIVES_PER_PERSON: Final = 0.04
"""Close relatives of a person that the other list holds, on average; by judgement, from lists of towns and units."""

FEWEST_ROWS: Final = 20
"""A list stands for at least this many people: two lists of one row each are no proof that the two belong together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Pairs with the level of each field, and the logarithm of ``u`` where a value's own share replaces the level's."""

    pairs: Pairs
    levels: Mapping[str, Ints]
    log_u: Mapping[str, tuple[Ints, Floats]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """
    The evidence of pairs as natural logarithms.

    ``total`` is ``prior`` plus the weights of the fields plus ``relatives``, which is never above zero.
    """

    weights: Mapping[str, Floats]
    prior: float
    relatives: Floats
    total: Floats


def compared(lists: Lists, pairs: Pairs) -> Compared:
    """Compare *pairs* in every field."""
    levels = compare(lists, pairs)
    log_u = {field: text_log_u(lists, pairs, levels, field) for field in EXPECTED}
    log_u["birth_date"] = birth_log_u(lists.dates["birth_date"], pairs, levels["birth_date"])
    return Compared(pairs=pairs, levels=levels, log_u=log_u)


def joined(lists: Lists, one: Compared, other: Compared) -> Compared:
    """Return two comparisons of different pairs as one, in order of pair."""
    width = max(lists.sizes[1], 1)
    keys = np.concatenate([each.pairs.left * width + each.pairs.right for each in (one, other)])
    order = np.argsort(keys)
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    shift = len(one.pairs)
    log_u = {
        field: (
            place[np.concatenate([one.log_u[field][0], other.log_u[field][0] + shift])],
            np.concatenate([one.log_u[field][1], other.log_u[field][1]]),
        )
        for field in one.log_u
    }
    levels = {field: np.concatenate([one.levels[field], other.levels[field]])[order] for field in one.levels}
    keys = keys[order]
    return Compared(pairs=Pairs(left=keys // width, right=keys % width), levels=levels, log_u=log_u)


def score(lists: Lists, pairs: Compared, model: Mapping[str, FieldModel], matches: float) -> Scores:
    """
    Return the log-odds of each pair that its two rows are one person.

    Two unrelated people agree by chance (``u``); two relatives agree on surname, father and place, but not on the
    given name. A pair is weighed against both, so that a twin or a brother is not taken for the person.

    Args:
        lists: The two lists.
        pairs: Pairs with their levels.
        model: What each level means.
        matches: How many people are believed to be on both lists.

    Source: Fellegi and Sunter, "A theory for record linkage" (1969); the third class is ours.
    """
    free = [1.0 - matches / max(size, FEWEST_ROWS) for size in lists.sizes]
    share = matches / (float(min(lists.sizes)) * _others(lists))
    weights: dict[str, Floats] = {}
    likelihood_ratio = np.full(len(pairs.pairs), np.log(RELATIVES_PER_PERSON / _others(lists)))
    for field, own in model.items():
        log_u = _log_u(pairs, field, own)
        stated = pairs.levels[field] != MISSING
        weights[field] = np.where(stated, _log(own.m, pairs.levels[field]) - log_u, 0.0)
        likelihood_ratio += np.where(stated, _log(own.relative, pairs.levels[field]) - log_u, 0.0)
    relatives = -np.logaddexp(0.0, likelihood_ratio)
    prior = float(np.log(share) - np.log(free[0]) - np.log(free[1]))
    total = sum(weights.values(), np.full(len(pairs.pairs), prior)) + relatives
    return Scores(weights=weights, prior=prior, relatives=relatives, total=total)


def _others(lists: Lists) -> float:
    return float(max(*lists.sizes, FEWEST_ROWS))


def _log(probabilities: Floats, levels: Ints) -> Floats:
    found: Floats = np.log(probabilities)[levels]
    return found


def _log_u(pairs: Compared, field: str, own: FieldModel) -> Floats:
    log_u = _log(own.u, pairs.levels[field])
    if field in pairs.log_u:
        at, values = pairs.log_u[field]
        log_u[at] = values
    return log_u
