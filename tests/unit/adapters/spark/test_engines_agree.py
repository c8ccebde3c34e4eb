"""The engine on Spark finds what the engine of one machine finds: the same pairs, scores and proposals."""

from collections.abc import Iterator

import numpy as np
import pytest

from tests.unit.adapters.spark.engines import Both, both_engines, needs_java, pairs_of

pytestmark = [needs_java, pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning:pyspark")]

LIMITS = {
    "adapters.spark.candidates.PAIRS_OF_A_KEY": 400,
    "adapters.spark.counting.ROWS_OF_STRANGERS": 4,
    "adapters.spark.retrieval.ROWS_SEARCHED": 2,
    "adapters.spark.retrieval.ROWS_SEARCHED_FOR": 3,
    "adapters.spark.retrieval._ROWS_RANKED": 4,
    "adapters.spark.scoring.ROWS_OF_MATCHES": 2,
    "matching.candidates.PAIRS_OF_A_KEY": 400,
    "matching.estimation.ROWS_OF_MATCHES": 2,
    "matching.estimation.ROWS_OF_STRANGERS": 4,
}
"""What each limit is one in so many of, counted in rows of the smaller list."""


@pytest.fixture(
    scope="module",
    params=[
        pytest.param((2_000, 100), id="2000"),
        pytest.param((20_000, 0), id="20000", marks=pytest.mark.soak),
    ],
)
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    """Match the same lists on both engines once, with limits so low that each of them is felt."""
    size, more = request.param
    with pytest.MonkeyPatch.context() as patch:
        for name, share in LIMITS.items():
            patch.setattr(f"homeward.{name}", size // share)
        yield both_engines(size, more, tmp_path_factory.mktemp("spark"))


def test_the_candidate_pairs_are_the_same(both: Both) -> None:
    """Both engines compare the same pairs of rows under the same row numbers, by keys and by nearness."""
    pairs = both.here.pairs.pairs

    assert both.is_swapped == both.here.lists.is_swapped
    assert both.scored["left"].to_list() == pairs.left.tolist()
    assert both.scored["right"].to_list() == pairs.right.tolist()


def test_the_scores_are_the_same(both: Both) -> None:
    """The log-odds of every compared pair differ by less than a thousand-millionth."""
    assert np.abs(both.scored["total"].to_numpy() - both.here.totals).max() < 1e-9


def test_the_models_are_the_same(both: Both) -> None:
    """Both engines estimate one model: as many matches, and each level as probable."""
    here, there = both.here.model, both.there.model

    assert (there.sizes, there.births, dict(there.frequencies)) == (here.sizes, here.births, dict(here.frequencies))
    assert there.matches == pytest.approx(here.matches, abs=1e-9)
    for field, own in here.fields.items():
        assert there.fields[field].m == pytest.approx(own.m, abs=1e-9)
        assert there.fields[field].u == pytest.approx(own.u, abs=1e-9)


def test_the_probabilities_are_the_same(both: Both) -> None:
    """The same pairs are shown, and their probabilities differ by less than a thousand-millionth."""
    shown = both.here.shown

    assert both.there.ids(both.there.shown) == both.here.ids(shown)
    assert np.abs(both.there.probabilities - both.here.probabilities[shown]).max() < 1e-9


def test_the_same_pairs_are_proposed_and_accepted(both: Both) -> None:
    """Nobody is proposed or accepted on one engine alone."""
    assert pairs_of(both.there, both.there.is_proposed) == pairs_of(both.here, both.here.is_proposed) != set()
    assert pairs_of(both.there, both.there.is_accepted) == pairs_of(both.here, both.here.is_accepted) != set()
