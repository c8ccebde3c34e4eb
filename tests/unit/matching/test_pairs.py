"""Matches as a table and in words."""

import polars as pl
import pytest

from homeward.matching import (
    PAIR_COLUMNS,
    explain,
    keyed,
    log_odds,
    match_entries,
    match_frames,
    match_keyed,
    pair_table,
    records,
)
from homeward.model.ids import RowId
from homeward.model.matches import Evidence, Match
from tests.unit.matching.cast import entry, strangers

PAIR = Match(
    left=RowId("one"),
    right=RowId("other"),
    probability=0.87654,
    is_proposed=True,
    evidence=(
        Evidence(field="surname", level="exact", weight=6.21),
        Evidence(field="father_name", level="not compared", weight=0.0),
        Evidence(field="prior", level="two rows by chance", weight=-5.0),
    ),
)
ONE = entry("one", "Гнатенко", "Олександр", "Степанович", "1985-04-12", "Суми")
OTHER = entry("other", "Gnatenko", "Aleksandr", None, "1985", "Sumy")


def test_a_row_shows_level_and_weight() -> None:
    """Each part of the evidence is a cell with its level and its weight; what was not compared is empty."""
    (match,) = match_entries([ONE], [OTHER])

    (row,) = pair_table(match_keyed(keyed(records([ONE])), keyed(records([OTHER])))).rows(named=True)

    assert tuple(row) == PAIR_COLUMNS
    assert (row["left"], row["right"], row["accepted"]) == ("one", "other", "yes")
    assert row["probability"] == pytest.approx(match.probability, abs=1e-4)
    assert row["surname"] == f"exact ({match.evidence[0].weight:+.2f})"
    assert (row["father_name"], row["unit"]) == (None, None)


def test_rows_are_sorted() -> None:
    """The most probable pair comes first; equal ones are in order of id."""
    left = [ONE, entry("b", "Кобзар", "Остап", None, "1990-01-02"), entry("a", "Кобзар", "Остап", None, "1990-01-02")]
    right = [OTHER, entry("c", "Кобзар", "Остап", None, "1990-01-02"), *strangers("s")]

    rows = pair_table(match_keyed(keyed(records(left)), keyed(records(right))))

    assert rows["probability"].is_sorted(descending=True)
    assert rows.filter(pl.col("right") == "c").select("left", "right").rows() == [("a", "c"), ("b", "c")]


def test_the_evidence_covers_every_column() -> None:
    """A match says something about each column of the table, compared or not."""
    (match,) = match_entries([ONE], [OTHER])

    assert [each.field for each in match.evidence] == sorted(
        (each.field for each in match.evidence), key=[*PAIR_COLUMNS, "captured_or_last_seen"].index
    )
    assert {each.field for each in match.evidence} == set(PAIR_COLUMNS[4:])


def test_the_explanation_adds_up() -> None:
    """The weights add up to the log-odds, and without rivals those are the log-odds of the probability."""
    (match,) = match_entries([ONE], [OTHER])

    assert log_odds(match) == pytest.approx(sum(each.weight for each in match.evidence))
    assert match.probability == pytest.approx(1 / (1 + 2.718281828459045 ** -log_odds(match)), abs=1e-6)


def test_the_explanation_is_in_words() -> None:
    """The weightiest evidence comes first, and no name of the person is said."""
    lines = explain(PAIR)

    assert lines[0].split() == ["+6.21", "surname:", "exact"]
    assert "not compared" not in " ".join(lines)
    assert lines[-1].split()[0] == "0.8765"


def test_frames_and_entries_give_the_same_pairs() -> None:
    """Bulk matching of frames is the same matching."""
    left, right = [ONE, *strangers("s")], [OTHER, *strangers("t", first=6)]

    frame = match_frames(records(left), records(right))

    found = [
        (match.left, match.right, match.probability, match.is_proposed, match.is_accepted)
        for match in match_entries(left, right)
    ]
    assert frame.rows() == found


def test_frames_may_hold_few_columns_and_text_dates() -> None:
    """A frame needs an id and whatever columns there are; dates may be text."""
    left = pl.DataFrame({"row_id": ["one"], "surname": ["Гнатенко"], "birth_date": ["1985-04-12"]})

    assert match_frames(left, left)["is_proposed"].to_list() == [True]
    assert match_frames(left.clear(), left).height == 0


def test_progress_is_told() -> None:
    """Each stage is told with a share that grows to one, and one stage comes after the other."""
    told: list[tuple[str, float]] = []

    match_entries([ONE], [OTHER], progress=lambda stage, share: told.append((stage, share)))

    assert list(dict.fromkeys(stage for stage, _ in told)) == ["candidates", "weights", "the rest", "rivals"]
    assert all(told[: at + 1][-1][1] <= share for at, (stage, share) in enumerate(told[1:]) if told[at][0] == stage)
    assert told[-1] == ("rivals", 1.0)
