"""Matches as a table and in words."""

import polars as pl
import pytest

from homeward.matching import PAIR_COLUMNS, explain, log_odds, match_entries, match_frames, pair_rows, records
from homeward.model.ids import RowId
from homeward.model.matches import Evidence, Match
from tests.unit.matching.cast import entry, strangers

ONE = entry("one", "Гнатенко", "Олександр", "Степанович", "1985-04-12", "Суми")
OTHER = entry("other", "Gnatenko", "Aleksandr", None, "1985", "Sumy")
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


def test_a_row_shows_level_and_weight() -> None:
    """Each part of the evidence is a cell with its level and its weight; what was not compared is empty."""
    (row,) = pair_rows([PAIR])

    cells = dict(zip(PAIR_COLUMNS, row, strict=True))
    assert (cells["left"], cells["right"], cells["probability"], cells["accepted"]) == ("one", "other", "0.8765", "yes")
    assert (cells["surname"], cells["father_name"], cells["unit"]) == ("exact (+6.21)", "", "")


def test_rows_are_sorted() -> None:
    """The most probable pair comes first; equal ones are in order of id."""
    low = Match(left=RowId("a"), right=RowId("b"), probability=0.1, is_proposed=False, evidence=())
    tie = Match(left=RowId("a"), right=RowId("c"), probability=0.87654, is_proposed=False, evidence=())

    rows = list(pair_rows([low, PAIR, tie]))

    assert [row[:2] for row in rows] == [("a", "c"), ("one", "other"), ("a", "b")]
    assert rows[0][3] == "no"


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

    found = [(match.left, match.right, match.probability, match.is_proposed) for match in match_entries(left, right)]
    assert frame.rows() == found


def test_frames_may_hold_few_columns_and_text_dates() -> None:
    """A frame needs an id and whatever columns there are; dates may be text."""
    left = pl.DataFrame({"row_id": ["one"], "surname": ["Гнатенко"], "birth_date": ["1985-04-12"]})

    assert match_frames(left, left)["is_proposed"].to_list() == [True]
    assert match_frames(left.clear(), left).height == 0


def test_progress_is_told() -> None:
    """Each stage is named once, with a share that grows to one."""
    told: list[tuple[str, float]] = []

    match_entries([ONE], [OTHER], progress=lambda stage, share: told.append((stage, share)))

    assert [share for _, share in told] == sorted({share for _, share in told})
    assert told[-1] == ("done", 1.0)
