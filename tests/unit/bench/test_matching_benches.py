"""The figures of the matching benches are counted right, and a bench that cannot run says so and fails."""

import math
import sys
from pathlib import Path
from types import ModuleType

import polars as pl
import pytest

from bench import calibration, febrl4, match_vs_splink, people, slices
from bench.calibration import Bin, common_without_support, dates_agree
from bench.matching_figures import at_least, best_f1, one_to_one, pair_completeness, quality, verdict
from bench.people import Plan

FOUND = [("L1", "R1", 0.9), ("L1", "R2", 0.8), ("L2", "R2", 0.7), ("L3", "R3", 0.2)]
TRUTH = {("L1", "R1"), ("L2", "R2"), ("L3", "R3"), ("L4", "R4")}


def test_quality_counts_against_all_true_pairs() -> None:
    """A pair that was never found counts against recall."""
    figures = quality(at_least(FOUND, 0.5), TRUTH)

    assert math.isclose(figures.precision, 2 / 3)
    assert figures.recall == 0.5
    assert math.isclose(figures.f1, 4 / 7)


def test_one_to_one_keeps_the_most_probable() -> None:
    """No row is left in two pairs, and the more probable pair stays."""
    assert one_to_one(FOUND) == [FOUND[0], FOUND[2], FOUND[3]]


def test_best_is_at_the_threshold_that_labels_would_choose() -> None:
    """The best F1 is the highest over all places to cut."""
    assert math.isclose(best_f1(one_to_one(FOUND), TRUTH), 6 / 7)


def test_completeness_is_counted_on_candidates(tmp_path: Path) -> None:
    """The share of the true pairs that were compared at all, whatever they scored."""
    ids = pl.DataFrame({"row_id": ["L4", "L1"]}), pl.DataFrame({"row_id": ["R1", "R4", "R2", "R3"]})
    for side, frame in zip(("left", "right"), ids, strict=True):
        frame.write_parquet(tmp_path / f"candidates-{side}.parquet")
    pairs = {"left": [1, 0, 1], "right": [0, 2, 3]}
    pl.DataFrame(pairs, schema={"left": pl.Int32, "right": pl.Int32}).write_parquet(tmp_path / "candidates.parquet")

    assert pair_completeness(tmp_path, {("L1", "R1"), ("L4", "R4")}) == 0.5


@pytest.mark.parametrize(
    ("figure", "bar", "at_most", "expected"),
    [(0.6, 0.6, True, "bar <= 0.6: met"), (0.61, 0.6, True, "bar <= 0.6: MISSED"),
     (0.9, 0.95, False, "bar >= 0.95: MISSED")],
)  # fmt: skip
def test_a_bar_is_met_or_missed(figure: float, bar: float, at_most: bool, expected: str) -> None:
    """A bar states its direction and whether the figure holds it."""
    assert verdict(figure, bar, at_most=at_most) == expected


@pytest.mark.parametrize(
    ("one", "other", "agrees"),
    [
        ("1990-03-04", "1990-04-03", True),
        ("1990", "1990-04-03", True),
        ("1980-04-03", "1990-04-03", True),
        ("1909-04-03", "1990-04-30", True),
        ("1980-04-03", "1991-07-21", False),
        ("1980", "1991", False),
        (None, "1991", False),
    ],
)
def test_dates_agree_when_they_say_much_of_the_same(one: str | None, other: str | None, agrees: bool) -> None:
    """A slip leaves dates in agreement; a missing or a plainly different date is none."""
    assert dates_agree(one, other) is agrees


def test_a_common_name_without_support_is_counted() -> None:
    """Accepted pairs of a shared name count when no date and no number agrees, and otherwise not."""
    columns = ("row_id", "person", "true_surname", "true_given", "true_father")
    labels = pl.DataFrame(
        [("L1", 1, "Б", "І", "П"), ("R1", 1, "Б", "І", "П"), ("R2", 2, "Б", "І", "П"), ("L3", 3, "Я", "О", "П"),
         ("R3", 3, "Я", "О", "П"), ("L4", 4, "Б", "І", "П"), ("R4", 4, "Б", "І", "П")],
        schema=columns, orient="row",
    )  # fmt: skip
    schema = dict.fromkeys(("row_id", "birth_date", "service_number", "father_name"), pl.String)
    rows = pl.DataFrame(
        [("L1", None, "7", "П"), ("R1", "1990", None, "П"), ("L3", None, None, None), ("R3", None, None, None),
         ("L4", None, "5", "П"), ("R4", None, "5", "П")],
        schema=schema, orient="row",
    )  # fmt: skip

    found = list(common_without_support([("L1", "R1"), ("L3", "R3"), ("L4", "R4")], rows, labels))

    assert found == [("L1", "R1")]


def test_the_error_of_a_bin_has_a_sign() -> None:
    """Said too much is above zero, said too little below."""
    assert math.isclose(Bin(pairs=10, said=8.0, true=7).error, 0.1)
    assert Bin(pairs=10, said=6.0, true=7).error < 0


@pytest.mark.parametrize(
    ("bench", "argument"),
    [(match_vs_splink, "--seed=1"), (slices, "--seed=1"), (calibration, "--seed=1"), (febrl4, "nowhere")],
)
def test_a_bench_that_cannot_run_says_so(bench: ModuleType, argument: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the seed of development, or without its data, a bench prints NOT RUN and fails."""
    monkeypatch.setattr(sys, "argv", [bench.__name__, argument])

    with pytest.raises(SystemExit, match="NOT RUN: "):
        bench.main()


def test_any_number_of_parts_writes_the_same_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """Made in parts of any size, the lists are the same: processes may share the work."""
    plan = Plan(size=300, seed=7, population="arabic")
    whole = people.make_labelled(plan.size, plan.seed, population=plan.population)
    monkeypatch.setattr(people, "_ROWS_AT_ONCE", 70)

    parts = people.make_labelled(plan.size, plan.seed, population=plan.population)

    assert parts.left.equals(whole.left)
    assert parts.labels.equals(whole.labels)
