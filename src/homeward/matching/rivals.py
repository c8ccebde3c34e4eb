"""One person has one row: the probability of a pair against all rivals of both its rows, and the one-to-one pairs."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from homeward.matching.columns import Floats, Pairs, Rows

PROPOSED_FROM: Final = 0.5
"""A pair is proposed only when it is more likely than not."""

_HIGHEST: Final = 30.0
"""Log-odds beyond which more evidence changes nothing; keeps differences of odds exact to three digits."""

HOPELESS: Final = -12.0
"""Log-odds below which a pair is nobody's rival: its probability, below one in a hundred thousand, counts as 0."""

_ROUNDS: Final = 24
"""Even, so that the last two rounds bracket the limit; rows with many rivals settle in about ten."""


def against_rivals(pairs: Pairs, log_odds: Floats, sizes: tuple[int, int]) -> Floats:
    """
    Return the probability of each pair, given that each row has at most one partner.

    A rival counts less when it has a better partner of its own. The probabilities of one row's pairs add up to at most
    one, so that no row has two pairs above one half.

    Source: belief propagation on the monomer-dimer model, exact where rivals form no ring; Zdeborova and Mezard, "The
    number of matchings in random graphs" (2006).
    """
    likely = np.flatnonzero(log_odds > HOPELESS)
    probabilities = np.zeros(len(pairs))
    probabilities[likely] = _shared(pairs.at(likely), log_odds[likely], sizes)
    return probabilities


def _shared(pairs: Pairs, log_odds: Floats, sizes: tuple[int, int]) -> Floats:
    odds = np.exp(np.minimum(log_odds, _HIGHEST))
    from_left, from_right = np.ones(len(pairs)), np.ones(len(pairs))
    former = from_left, from_right
    for _ in range(_ROUNDS):
        former = from_left, from_right
        from_left = _free(odds * former[1], pairs.left, sizes[0])
        from_right = _free(odds * former[0], pairs.right, sizes[1])
    # Rounds swing around the limit: the geometric mean of two is nearer to it than either.
    weight = odds * np.sqrt(from_left * former[0]) * np.sqrt(from_right * former[1])
    shared: Floats = weight / (1.0 + weight)
    return shared


def proposed(pairs: Pairs, probabilities: Floats) -> npt.NDArray[np.bool_]:
    """Return which pairs are proposed: the most probable first, each row once, none below :data:`PROPOSED_FROM`."""
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    chosen = np.zeros(len(pairs), dtype=bool)
    likely = np.flatnonzero(probabilities >= PROPOSED_FROM)
    for index in likely[np.argsort(-probabilities[likely], kind="stable")].tolist():
        left, right = int(pairs.left[index]), int(pairs.right[index])
        if left not in taken_left and right not in taken_right:
            taken_left.add(left)
            taken_right.add(right)
            chosen[index] = True
    return chosen


def _free(claims: Floats, rows: Rows, size: int) -> Floats:
    """Return how free each pair's row is of the other claims on it."""
    others = np.bincount(rows, weights=claims, minlength=size)[rows] - claims
    free: Floats = 1.0 / (1.0 + np.maximum(others, 0.0))
    return free
