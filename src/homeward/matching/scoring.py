"""Log-odds of pairs: the evidence of each field, the chance that two rows meet at all, and the chance of relatives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np

from homeward.matching.columns import MISSING, Floats, Ints, Levels, Lists, Pairs
from homeward.matching.comparisons import compare
from homeward.matching.frequencies import birth_log_u, text_log_u
from homeward.matching.model import FieldModel, Model
from homeward.ports import Progress, Workers

RELATIVES_PER_PERSON: Final = 0.06
"""Close relatives of a person that the other list holds, on average; by judgement, from lists of towns and units."""

FLOOR: Final = -12.0
"""Log-odds from which a pair is kept. A pair below it would have to gain a million times its odds to be shown."""

PAIRS_AT_ONCE: Final = 1_000_000
"""Pairs that are compared and scored in one step: what bounds the memory of a step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Pairs with the level of each field."""

    pairs: Pairs
    levels: Mapping[str, Levels]

    def __len__(self) -> int:
        """Count the pairs."""
        return len(self.pairs)

    def at(self, chosen: Ints | slice) -> Compared:
        """Return the *chosen* pairs with their levels."""
        return Compared(pairs=self.pairs.at(chosen), levels={field: own[chosen] for field, own in self.levels.items()})


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


def compared(  # noqa: PLR0917 - one step with its hands and its voice
    lists: Lists, pairs: Pairs, model: Model, workers: Workers, tell: Progress | None = None, stage: str = "candidates"
) -> Compared:
    """
    Compare *pairs* in every field, in steps of :data:`PAIRS_AT_ONCE`; *tell* hears how far it is.

    Pairs below :data:`FLOOR` by *model* are not kept: no later estimate makes anything of them.
    """
    parts = [pairs.at(step) for step in steps(len(pairs))]
    found: list[Compared] = []
    for number, part in enumerate(workers.map(partial(_worth_keeping, lists, model), parts), 1):
        found.append(part)
        if tell:
            tell(stage, number / len(parts))
    return gathered(found)


def gathered(parts: Sequence[Compared]) -> Compared:
    """Return one comparison made of *parts*, at least one, in their order."""
    left, right = (np.concatenate([getattr(part.pairs, side) for part in parts]) for side in ("left", "right"))
    levels = {field: np.concatenate([part.levels[field] for part in parts]) for field in parts[0].levels}
    return Compared(pairs=Pairs(left=left, right=right), levels=levels)


def _worth_keeping(lists: Lists, model: Model, pairs: Pairs) -> Compared:
    every = Compared(pairs=pairs, levels=compare(lists, pairs))
    return every.at(np.flatnonzero(score(lists, every, model).total > FLOOR))


def steps(size: int) -> Iterator[slice]:
    """Yield the steps in which *size* pairs are worked through; one, though empty, where there is none."""
    yield from (slice(start, start + PAIRS_AT_ONCE) for start in range(0, max(size, 1), PAIRS_AT_ONCE))


def joined(lists: Lists, one: Compared, other: Compared) -> Compared:
    """Return two comparisons of different pairs as one, in order of pair."""
    both = gathered([one, other])
    return both.at(np.argsort(both.pairs.keys(lists.sizes[1]), kind="stable"))


def totals(lists: Lists, pairs: Compared, model: Model, workers: Workers) -> Floats:
    """Return the log-odds of each pair, worked out in steps."""
    parts = [pairs.at(step) for step in steps(len(pairs))]
    return np.concatenate(list(workers.map(lambda part: score(lists, part, model).total, parts)))


def score(lists: Lists, pairs: Compared, model: Model) -> Scores:
    """
    Return the log-odds of each pair that its two rows are one person, and the evidence that adds up to them.

    Two unrelated people agree by chance (``u``); two relatives agree on surname, father and place, but not on the
    given name. A pair is weighed against both, so that a twin or a brother is not taken for the person.

    Source: Fellegi and Sunter, "A theory for record linkage" (1969); the third class is ours.
    """
    return weighed(pairs, log_chances(lists, pairs, model), model)


def weighed(pairs: Compared, chances: Mapping[str, Floats], model: Model) -> Scores:
    """Return the scores of *pairs* whose logarithms of ``u`` are known; see :func:`score`."""
    weights: dict[str, Floats] = {}
    likelihood_ratio = np.full(len(pairs), np.log(RELATIVES_PER_PERSON / model.others))
    total = np.full(len(pairs), model.prior)
    for field, own in model.fields.items():
        levels = pairs.levels[field]
        stated = levels != MISSING
        weights[field] = np.where(stated, np.log(own.m)[levels] - chances[field], 0.0)
        likelihood_ratio += np.where(stated, np.log(own.relative)[levels] - chances[field], 0.0)
        total += weights[field]
    relatives = -np.logaddexp(0.0, likelihood_ratio)
    return Scores(weights=weights, prior=model.prior, relatives=relatives, total=total + relatives)


def log_chances(lists: Lists, pairs: Compared, model: Model) -> dict[str, Floats]:
    """Return the logarithm of ``u`` of each pair and field; a value's own share stands for the level's where known."""
    chances = {field: _of_levels(own, pairs.levels[field]) for field, own in model.fields.items()}
    for field, frequencies in model.frequencies.items():
        exact = np.flatnonzero(pairs.levels[field] == 0)
        chances[field][exact] = text_log_u(lists, pairs.pairs, exact, field, frequencies)
    at, values = birth_log_u(lists.dates["birth_date"], pairs.pairs, pairs.levels["birth_date"], model.births)
    chances["birth_date"][at] = values
    return chances


def _of_levels(own: FieldModel, levels: Levels) -> Floats:
    found: Floats = np.log(own.u)[levels]
    return found
