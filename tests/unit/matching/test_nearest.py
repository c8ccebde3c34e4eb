"""The nearest rows of a row are a matter of what they share, not of where they stand or how a list is parted."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix, vstack

from homeward.matching.retrieval import MOST_AS_NEAR, NEAREST, likenesses, nearest, topmost

FEATURES = st.lists(st.lists(st.integers(0, 1), min_size=4, max_size=4), min_size=1, max_size=60)


def table(rows: list[list[int]]) -> csr_matrix:
    """Return *rows* as features."""
    return csr_matrix(np.array(rows, dtype=np.float32))


def likes(sizes: list[int]) -> np.typing.NDArray[np.float32]:
    """Return so many rows of each likeness, the highest first."""
    return np.repeat(np.arange(len(sizes), 0, -1), sizes).astype(np.float32)


@given(some=FEATURES, others=FEATURES, cut=st.integers(0, 60))
def test_blocks_change_nothing(some: list[list[int]], others: list[list[int]], cut: int) -> None:
    """Looking through a list in two blocks finds the rows that looking through it at once finds."""
    left, right = table(some), table(others)
    cut = min(cut, len(others))

    parts = [likenesses(left, block, 1) for block in (right[:cut], right[cut:])]
    rows, columns, values = (np.concatenate(each) for each in zip(*parts, strict=True))
    columns[len(parts[0][0]) :] += cut
    chosen = nearest(rows, values)

    assert set(zip(rows[chosen], columns[chosen], strict=True)) == set(zip(*topmost(left, right, 1), strict=True))


@given(some=FEATURES, others=FEATURES)
def test_the_order_of_rows_changes_nothing(some: list[list[int]], others: list[list[int]]) -> None:
    """A list from back to front has the same nearest rows."""
    left, right = table(some), table(others)
    last = len(others) - 1

    rows, columns = topmost(left, vstack([right[[at]] for at in range(last, -1, -1)], format="csr"), 1)

    assert set(zip(rows, last - columns, strict=True)) == set(zip(*topmost(left, right, 1), strict=True))


@pytest.mark.parametrize(
    ("sizes", "chosen"),
    [
        pytest.param([NEAREST, 5], NEAREST, id="the tenth is alone at its distance"),
        pytest.param([NEAREST - 1, 5], NEAREST + 4, id="some are as near as the tenth"),
        pytest.param([3, MOST_AS_NEAR - 3], MOST_AS_NEAR, id="as many as there may be"),
        pytest.param([3, MOST_AS_NEAR - 2], 3, id="one too many: none of them"),
        pytest.param([4], 4, id="fewer than ten"),
        pytest.param([], 0, id="none"),
    ],
)
def test_rows_as_near_as_the_tenth(sizes: list[int], chosen: int) -> None:
    """Rows that cannot be told apart are all taken or all left out."""
    values = likes(sizes)

    assert sorted(nearest(np.zeros(len(values), dtype=np.int64), values)) == list(range(chosen))
