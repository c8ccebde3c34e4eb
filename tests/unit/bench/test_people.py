"""The made-up lists are as noisy as their table says, and the table is as noisy as lists in life are known to be."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from math import sqrt
from pathlib import Path

import polars as pl
import pytest

from bench import people
from bench.people_pen import NOISE, Noise, Side

SIZE = 20_000
ROOT = Path(people.__file__).resolve().parents[1]

FLOORS = {
    "surname slip": (0.07, 0.09),
    "given slip": (0.07, 0.09),
    "father slip": (0.07, 0.09),
    "exchanged": (0.035, 0.035),
    "one field": (0.03, 0.03),
    "initials": (0.02, 0.05),
    "everyday": (0.015, 0.015),
    "no father": (0.10, 0.30),
    "capitals": (0.25, 0.25),
    "married": (0.0, 0.04),
    "no date": (0.05, 0.08),
    "year only": (0.05, 0.17),
    "day and month exchanged": (0.025, 0.025),
    "date wrong": (0.07, 0.07),
    "1 January": (0.01, 0.01),
    "no place": (0.15, 0.40),
    "other place": (0.15, 0.15),
    "no number": (0.65, 0.92),
}
"""What lists in life hold at least, of the searching and of the holding side: the generator is never quieter."""


@pytest.fixture(scope="module")
def slavic() -> people.People:
    """Make two long lists of people with Ukrainian and Russian names once."""
    return people.make_labelled(SIZE, seed=1)


@pytest.fixture(scope="module", params=["arabic", "hebrew"])
def others(request: pytest.FixtureRequest) -> people.People:
    """Make two lists of people of each other population once."""
    return people.make_labelled(8_000, seed=1, population=request.param)


def joined(lists: people.People, side: Side) -> pl.DataFrame:
    """Return the rows of one list with their labels, the notes as a list."""
    rows = (lists.left, lists.right)[side]
    return rows.join(lists.labels, on="row_id").with_columns(pl.col("notes").str.split("|"))


def has(note: str) -> pl.Expr:
    """Say whether a row has *note*."""
    return pl.col("notes").list.contains(note)


FULL_DATE = pl.col("birth_date").str.len_chars().fill_null(0) == 10
AMONG = {
    "rows": pl.lit(value=True),
    "women": pl.col("true_sex") == "female",
    "full dates": FULL_DATE,
    "Arabic full dates": FULL_DATE & has("arabic"),
    "rows with a father": ~has("no father"),
    "rows with a place": ~has("no place"),
    "rows with a number": ~has("no number"),
    "rows in Cyrillic": ~has("latin"),
    "Ukrainian and Russian": has("uk-ru"),
}


def off(frame: pl.DataFrame, what: str, share: float, among: str = "rows") -> float:
    """Return by how many standard errors the share of rows with a note differs from *share*."""
    rows = frame.filter(AMONG[among])
    error = sqrt(max(share * (1 - share), 1e-9) / rows.height)
    return (rows.filter(has(what)).height / rows.height - share) / error


def departures(lists: people.People, table: dict[str, Noise]) -> list[str]:
    """Return each line of *table* whose share is not that of the lists, on either side."""
    frames = {side: joined(lists, side) for side in Side}
    found = []
    for what, noise in table.items():
        for side, share in ((Side.SEARCHING, noise.searching), (Side.HOLDING, noise.holding)):
            by = off(frames[side], what, share, noise.among)
            if abs(by) > 4:
                found.append(f"{what}, {side.name}: {by:+.1f} standard errors")
    return found


def test_the_table_is_no_quieter_than_life() -> None:
    """No line of the table is below its floor, on either side."""
    quieter = {
        what: (noise.searching, noise.holding)
        for what, floor in FLOORS.items()
        if (noise := NOISE[what]).searching < floor[0] or noise.holding < floor[1]
    }

    assert quieter == {}


ONLY_SLAVIC = ("women", "Ukrainian and Russian", "rows in Cyrillic")


def test_the_lists_hold_what_the_table_says(slavic: people.People) -> None:
    """Each share that is measured is the table's, neither less nor more than chance allows."""
    assert departures(slavic, {what: noise for what, noise in NOISE.items() if what != "lunar year"}) == []


def test_the_other_populations_are_as_noisy(others: people.People) -> None:
    """Lists of Arabic and of Hebrew names hold the same shares, and Arabic dates the days of the lunar year besides."""
    table = {what: noise for what, noise in NOISE.items() if noise.among not in ONLY_SLAVIC}
    has_lunar_years = "arabic" in others.labels["notes"][0].split("|")

    assert departures(others, {what: table[what] for what in table if has_lunar_years or what != "lunar year"}) == []


@pytest.mark.parametrize("what", ["given slip", "no father", "year only", "date wrong", "exchanged"])
def test_a_table_that_says_too_much_or_too_little_is_found(slavic: people.People, what: str) -> None:
    """A line raised or lowered by a third is reported: the comparison above can fail in both directions."""
    more, less = (
        replace(NOISE[what], searching=NOISE[what].searching * by, holding=NOISE[what].holding * by)
        for by in (1.34, 0.67)
    )

    assert len(departures(slavic, {what: more})) == 2
    assert len(departures(slavic, {what: less})) == 2


@pytest.mark.parametrize("side", list(Side))
def test_what_is_missing_is_missing_in_the_list_itself(slavic: people.People, side: Side) -> None:
    """Seen in the list alone, without its labels, as much is missing as lists in life lack."""
    rows = (slavic.left, slavic.right)[side]
    missing = {column: rows[column].null_count() / SIZE for column in rows.columns}
    years = rows["birth_date"].str.len_chars().eq(4).sum() / SIZE

    # A father may also stand in the field of the given name, or be left out beside initials: neither counts here.
    full = rows.filter(~pl.col("given_names").str.contains(".", literal=True))
    fatherless = full.filter(pl.col("father_name").is_null() & ~pl.col("given_names").str.contains(" ")).height

    room = 4 * sqrt(0.25 / SIZE)
    assert fatherless / full.height >= FLOORS["no father"][side] - room
    assert missing["birth_date"] >= FLOORS["no date"][side] - room
    assert missing["birth_place"] >= FLOORS["no place"][side] - room
    assert missing["service_number"] >= FLOORS["no number"][side] - room
    assert years >= FLOORS["year only"][side] - room


@pytest.mark.parametrize("side", list(Side))
def test_dates_are_wrong_against_the_truth(slavic: people.People, side: Side) -> None:
    """Held against the true day of birth, full dates are exchanged, wrong and put on 1 January as often as stated."""
    full = joined(slavic, side).filter(FULL_DATE)
    pairs = [(date.fromisoformat(one), date.fromisoformat(other)) for one, other in full["birth_date", "born"].rows()]
    exchanged = sum(one != other and one == swapped(other) for one, other in pairs) / len(pairs)
    january = sum(one != other and one == date(other.year, 1, 1) for one, other in pairs) / len(pairs)
    wrong = sum(one != other for one, other in pairs) / len(pairs) - exchanged - january

    shares = {"exchanged": (exchanged, 0.025), "1 January": (january, 0.01), "wrong": (wrong, 0.07 + 0.005)}
    room = {what: 4 * sqrt(expected / len(pairs)) for what, (_, expected) in shares.items()}
    assert [what for what, (share, expected) in shares.items() if share < expected - room[what]] == []


def swapped(day: date) -> date | None:
    """Return a date with day and month in each other's place, where that is one."""
    return date(day.year, day.day, day.month) if day.day <= 12 else None


def test_namesakes_are_as_common_as_in_life(slavic: people.People) -> None:
    """The commonest surname has at least 0.24 % of all, the commonest given name 9 % of the men; 93 % are men."""
    persons = slavic.labels.unique("person")
    men = persons.filter(pl.col("true_sex") == "male")
    top_surname, top_given = (frame[column].value_counts(sort=True)["count"][0] / frame.height
                              for frame, column in ((persons, "true_surname"), (men, "true_given")))  # fmt: skip

    assert top_surname >= 0.0024 - 4 * sqrt(0.0024 / persons.height)
    assert top_given >= 0.09 - 4 * sqrt(0.09 / men.height)
    assert abs(men.height / persons.height - 0.93) <= 4 * sqrt(0.07 / persons.height)


def test_relatives_are_about(slavic: people.People) -> None:
    """Eight of a hundred people on the holding list only are relatives of somebody on the other list."""
    others = joined(slavic, Side.HOLDING).filter(pl.col("person") >= SIZE)

    assert abs(off(others, "relative", 0.08)) <= 4


def test_scripts_are_shared_as_stated(slavic: people.People) -> None:
    """Each side writes in the scripts, and in the shares of them, that are known of such lists."""
    searching, holding = (joined(slavic, side) for side in Side)

    shares = {"uk": 0.80, "ru": 0.08, "latin": 0.12}
    assert [what for what, share in shares.items() if abs(off(searching, what, share)) > 4] == []
    shares = {"uk": 0.10, "ru": 0.54, "russified": 0.05, "latin": 0.31}
    assert [what for what, share in shares.items() if abs(off(holding, what, share)) > 4] == []


def test_nothing_in_the_lists_tells_the_truth(slavic: people.People) -> None:
    """The lists have their ten columns and no other, and the ids of the two rows of a person agree by chance alone."""
    assert slavic.left.columns == slavic.right.columns == list(people.COLUMNS)

    alike = sum(left[1:] == right[1:] for left, right in slavic.truth)
    assert alike <= 10


@pytest.mark.parametrize("population", people.POPULATIONS)
def test_a_seed_is_a_list(population: str) -> None:
    """One seed gives the same lists each time, and another seed others."""
    first, again, other = (people.make_labelled(300, seed, population=population) for seed in (7, 7, 8))

    assert first.left.equals(again.left)
    assert first.right.equals(again.right)
    assert first.labels.equals(again.labels)
    assert first.truth == again.truth
    assert not first.left.equals(other.left)


def test_a_seed_is_a_list_in_every_process() -> None:
    """Two processes, whose sets are in different orders, make the same lists."""
    program = (
        "import hashlib; from bench import people; lists = people.make_labelled(60, 7, population='mixed'); "
        "print(hashlib.sha256((lists.left.write_csv() + lists.right.write_csv()).encode()).hexdigest())"
    )

    digests = {
        subprocess.run([sys.executable, "-c", program], cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed},
                       check=True, capture_output=True).stdout
        for seed in ("1", "2")
    }  # fmt: skip

    assert len(digests) == 1


def test_the_truth_is_about_rows_of_the_lists() -> None:
    """Each true pair is one person on both lists, and no row is in two."""
    lists = people.make_labelled(500, seed=3, overlap=0.4, population="mixed")
    person = dict(lists.labels["row_id", "person"].rows())

    assert len(lists.truth) == 200
    assert all(person[left] == person[right] for left, right in lists.truth)
    assert {row for pair in lists.truth for row in pair} <= set(lists.left["row_id"]) | set(lists.right["row_id"])


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ({"uk", "no date"}, {"latin"}, ["Cyrillic-Latin", "date missing"]),
        ({"arabic script"}, {"latin", "year only"}, ["Arabic-Latin", "year only"]),
        ({"uk", "by ear"}, {"ru", "exchanged"}, ["Cyrillic-Cyrillic", "date full", "by ear", "swapped"]),
    ],
)
def test_slices_follow_the_notes_of_both_rows(left: set[str], right: set[str], expected: list[str]) -> None:
    """A pair is in a slice when either row has what the slice is about; scripts are those of both."""
    assert people.slices_of(left, right) == expected
