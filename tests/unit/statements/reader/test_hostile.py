"""Texts that nobody writes in good faith: they are read without a crash, and say no more than they say."""

from datetime import date

import pytest

from homeward.model.documents import Block, BlockKind, Document
from homeward.model.ids import Digest
from homeward.statements.reader import read_document, reading_json

BASE = "Ukraine and Russia exchanged 390 prisoners of war. "
DAY = date(2026, 3, 10)


def read(text: str, on: date = DAY) -> list[str]:
    """Return the quotes of all claims in a text, which must fit into JSON."""
    block = Block(kind=BlockKind.BODY, start=0, end=len(text))
    made = Document(id="d", text=text, blocks=(block,), digest=Digest("0" * 64), source="hostile", published_on=on)
    reading = read_document(made)
    assert reading_json(reading)["schema"] == "claims/1"
    return [one.quote for one in reading.claims]


@pytest.mark.parametrize(
    "tail",
    [
        "9" * 5000,
        "May " + "9" * 5000,
        "1" + ",000" * 1500 + " prisoners",
        "9" * 4299 + " million prisoners",
        "\u00b2 days ago it was.",
        "Within \u00b2 days it is.",
        "01.01.0000 and 0000-01-01 and 31.02.2026",
        "Within 9999999 days more are expected.",
        "\u0000\u200f\u202e\ufeff\U0001f600",
        "a" * 20_000,
        "Russia's " * 2_000,
        "\u201csaid " * 2_000,
    ],
    ids=lambda tail: tail[:12],
)
def test_odd_text_is_no_claim_and_no_crash(tail: str) -> None:
    """Numbers that count nobody, days that do not exist, endless words: only what is said beside them is read."""
    assert "390 prisoners of war" in read(BASE + tail)
    assert len(read(BASE + tail)) <= 2


@pytest.mark.parametrize("on", [date.min, date.max], ids=str)
def test_days_at_the_end_of_the_calendar_do_not_crash(on: date) -> None:
    """Weekdays and "yesterday" are not counted from a day of publication that cannot be one."""
    assert read(BASE + "On Friday and yesterday, last month and last year, 300 prisoners came home.", on)


def test_a_sentence_without_an_end_is_cut() -> None:
    """Thousands of numbers in one sentence are read, each for itself."""
    assert len(read(BASE + "390 prisoners " * 1_500)) > 1_000


def test_a_number_has_at_most_twelve_digits() -> None:
    """More digits are a code: they count nobody."""
    assert read(BASE + "In all 1000000000000 prisoners were released.") == ["390 prisoners of war"]
