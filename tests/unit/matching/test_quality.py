"""How well people are found on long lists: a floor under the figures, on made-up people."""

import polars as pl
import pytest

from bench import people
from homeward.matching import match_frames

SIZE = 2_000
F1_FLOOR = 0.983
"""One hundredth below what was measured on this seed."""


@pytest.fixture(scope="module")
def found() -> tuple[pl.DataFrame, set[tuple[str, str]]]:
    """Match two lists of made-up people once; return the pairs and the truth."""
    left, right, truth = people.make(SIZE, seed=5)
    return match_frames(left, right), truth


def test_f1_without_labels(found: tuple[pl.DataFrame, set[tuple[str, str]]]) -> None:
    """The proposed pairs, chosen without a label, stay above the floor in precision and recall together."""
    frame, truth = found

    proposed = set(frame.filter("is_proposed").select("left", "right").rows())

    assert 2 * len(proposed & truth) / (len(proposed) + len(truth)) >= F1_FLOOR


def test_precision_comes_first(found: tuple[pl.DataFrame, set[tuple[str, str]]]) -> None:
    """A wrong pair does more harm than a missing one: of a hundred proposed pairs at most one is wrong."""
    frame, truth = found

    proposed = set(frame.filter("is_proposed").select("left", "right").rows())

    assert len(proposed & truth) / len(proposed) >= 0.99


@pytest.fixture(scope="module")
def several(found: tuple[pl.DataFrame, set[tuple[str, str]]]) -> list[tuple[float, bool]]:
    """Return the probability of each pair of four matches, and whether it is one person."""
    others = [people.make(SIZE, seed=seed) for seed in (6, 7, 8)]
    matches = [found, *((match_frames(left, right), truth) for left, right, truth in others)]
    return [
        (share, (left, right) in truth)
        for frame, truth in matches
        for left, right, share in frame.select("left", "right", "probability").rows()
    ]


@pytest.mark.parametrize(
    ("low", "high", "room"), [(0.05, 0.5, 0.15), (0.5, 0.95, 0.1), (0.95, 0.99, 0.03), (0.99, 1.01, 0.01)]
)
def test_a_probability_means_what_it_says(
    several: list[tuple[float, bool]], low: float, high: float, room: float
) -> None:
    """Of the pairs with about one probability, about that share is one person."""
    shares, true = zip(*(pair for pair in several if low <= pair[0] < high), strict=True)

    assert sum(shares) / len(shares) == pytest.approx(sum(true) / len(true), abs=room)


def test_it_is_the_same_every_time(found: tuple[pl.DataFrame, set[tuple[str, str]]]) -> None:
    """Another run on the rows in another order gives the same pairs, bit by bit."""
    left, right, _ = people.make(SIZE, seed=5)

    assert match_frames(left.reverse(), right.reverse()).equals(found[0])


def test_exchanging_the_lists_changes_nothing(found: tuple[pl.DataFrame, set[tuple[str, str]]]) -> None:
    """Exchanging the lists exchanges the sides of each pair, and nothing else."""
    left, right, _ = people.make(SIZE, seed=5)

    back = match_frames(right, left).select(
        pl.col("right").alias("left"), pl.col("left").alias("right"), "probability", "is_proposed", "is_accepted"
    )

    assert back.sort("left", "right").equals(found[0].sort("left", "right"))
