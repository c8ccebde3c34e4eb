"""Which words may be repeated, and how verdicts become numbers."""

import pytest

from homeward.bulletin.beside import counts_in, steps
from homeward.bulletin.telling import QUOTE_LIMIT, may_be_quoted, numbers_in


@pytest.mark.parametrize(
    "quote",
    [
        "390 people from each side",
        "1,000 for 1,000",
        "1\u00a0000 осіб",
        "the exchange is expected to go on on 24 and 25 May",
        "повернулися 390 осіб",
        "عاد 390 شخصًا",
    ],
)
def test_words_that_point_at_nobody_are_repeated(quote: str) -> None:
    """A quotation without a small number stands as it was said."""
    assert may_be_quoted(quote, 10)


@pytest.mark.parametrize(
    "quote",
    [
        "among them 7 wounded",
        "among them seven wounded",
        "серед них п’ятеро поранених",
        "среди них трое гражданских",
        "بينهم ثلاثة جرحى",
        "وثلاثة جرحى",
        "\u0667 wounded",
        "parmi eux sept bless\u00e9s",
        "shtat\u00eb t\u00eb plagosur",
        "aralar\u0131nda yedi yaral\u0131",
        "\u05d1\u05d4\u05dd \u05e9\u05d1\u05e2\u05d4 \u05e4\u05e6\u05d5\u05e2\u05d9\u05dd",
        "\u0623\u0633\u064a\u0631\u064a\u0646",
        "on 5 May",
        " ",
        "x" * (QUOTE_LIMIT + 1),
    ],
)
def test_words_that_count_few_are_left_out(quote: str) -> None:
    """A number of one to nine in digits or words, in any of the languages, keeps the whole quotation out."""
    assert not may_be_quoted(quote, 10)


def test_a_larger_limit_leaves_out_more() -> None:
    """What counts as few is the agreement's own limit where that is larger."""
    assert may_be_quoted("12 people", 10)
    assert not may_be_quoted("12 people", 20)


def test_thousands_are_one_number() -> None:
    """Thousands set apart are one number, whatever sets them apart; a list of numbers is not."""
    assert numbers_in("1,000 and 2.466 and 1\u202f266 and 390, 307") == (1_000, 2_466, 1_266, 390, 307)


@pytest.mark.parametrize(
    ("arithmetic", "found"),
    [
        ("270 + 120 = 390", ("270 + 120 = 390",)),
        ("2 x 390 = 780; 800 is 780 rounded up to the next hundred", ("2 × 390 = 780", "780 ≈ 800")),
        ("390 of 1,000 is 39 %", ("390 / 1,000 = 39 %",)),
        ("390 and 400 are 10 apart", ("|390 − 400| = 10",)),
        ("2 x (270 + 120) = 780; 800 - 780 = 20", ("2 × (270 + 120) = 780", "800 − 780 = 20")),
        ("at least 390 is 3 away", ()),
    ],
)
def test_arithmetic_is_told_in_no_language(arithmetic: str, found: tuple[str, ...]) -> None:
    """Calculations become digits and signs; what only words can say is left to the English text."""
    assert steps(arithmetic) == found


def test_days_and_digests_are_no_counts() -> None:
    """The numbers of a verdict are its counts."""
    text = "23 May 2025: 390 people each way, 2025-05-23/2025-05-25, 1,000 in all (proof 12345678)"

    assert counts_in(text) == {390, 1_000}
