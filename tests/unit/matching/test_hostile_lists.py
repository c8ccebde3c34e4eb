"""Lists that no pipeline likes: nothing is proposed for nothing, and nothing breaks."""

import polars as pl
import pytest

from bench import people
from homeward.adapters.threads import Threads
from homeward.matching import match_frames, scoring

COLUMNS = ("row_id", "surname", "given_names", "father_name", "birth_date", "birth_place")
Values = tuple[str | None, ...]
USUAL: Values = ("Шевченко", "Олександр", "Іванович", "1990-01-01", "Київ")


def rows(side: str, values: Values, count: int) -> pl.DataFrame:
    """Return *count* rows with the same values."""
    return pl.DataFrame(
        [(f"{side}{number}", *values) for number in range(count)],
        schema=dict.fromkeys(COLUMNS, pl.String),
        orient="row",
    )


@pytest.mark.parametrize(
    ("values", "left", "right"),
    [
        pytest.param(USUAL, 10_000, 10_000, id="one row 10,000 times"),
        pytest.param(USUAL, 10_000, 3, id="the same against three"),
        pytest.param((None, None, None, "1990-01-01", None), 1_000, 1_000, id="no names"),
        pytest.param((None, None, None, None, None), 1_000, 1_000, id="nothing at all"),
        pytest.param(("", " ", "-", "", "\u200f"), 600, 600, id="blank cells"),
    ],
)
def test_rows_that_tell_nobody_apart_propose_nothing(values: Values, left: int, right: int) -> None:
    """Everybody is as likely as everybody else, so nobody is proposed; and it ends, in bounded memory."""
    found = match_frames(rows("a", values, left), rows("b", values, right))

    assert not found["is_proposed"].any()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Ш" * 5_000, "Ш" * 4_999, id="a name of 5,000 letters"),
        pytest.param("\u202eШевченко\u202c", "\u200fШевченко", id="marks of direction inside"),
        pytest.param("Шeвчeнкo", "Шевченко", id="Latin letters that look Cyrillic"),
    ],
)
def test_a_name_with_something_odd_in_it_is_still_the_name(one: str, other: str) -> None:
    """What cannot be seen, or is longer than any name, changes nothing about who it is."""
    left, right = (rows(side, (name, "Олександр", "Іванович", "1990-02-11", "Київ"), 1) for side, name in
                   (("a", one), ("b", other)))  # fmt: skip

    assert match_frames(left, right)["is_proposed"].to_list() == [True]


def test_one_thread_and_two_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts worked on at once give the same answer, bit by bit."""
    monkeypatch.setattr(scoring, "PAIRS_AT_ONCE", 1_000)
    left, right, _ = people.make(700, seed=5)

    alone, together = (match_frames(left, right, workers=Threads(threads)) for threads in (1, 2))

    assert alone.height > 300
    assert together.equals(alone)
