"""Numbers as people write them, in each language: figures, words, how exactly they are said, and what is no number."""

from fractions import Fraction

import pytest

from homeward.statements.reader.numbers import figure_value, find_numbers
from tests.reading import LANGUAGES, TABLES, claims, marked, spelled

WRITTEN = [(language, text, says) for language in LANGUAGES for text, says in TABLES[language]["written"].items()]


@pytest.mark.parametrize(
    ("language", "text", "says"), WRITTEN, ids=lambda value: str(value) if isinstance(value, str) else ""
)
def test_a_number_says_what_it_says(language: str, text: str, says: int | str | list[object]) -> None:
    """A number before people counts them, exactly, about, at least or at most; what is no number counts nobody."""
    found = [one.count for one in claims(f"{text} {TABLES[language]['noun']}.", language) if one.count is not None]

    expected = [] if says == "none" else [says if isinstance(says, list) else ["exact", says]]
    assert [[one.op.value, one.low] for one in found] == expected


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", sorted(spelled("en")))
def test_words_are_added_up(language: str, number: int) -> None:
    """The words of a number are one number, with its value."""
    (found,) = find_numbers(marked(spelled(language)[number], language))

    assert (found.value, found.is_word, found.is_vague) == (number, True, False)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("390", Fraction(390)),
        ("1,200", Fraction(1200)),
        ("1.200", Fraction(1200)),
        ("1 200", Fraction(1200)),
        ("1\u00a0200", Fraction(1200)),
        ("12'345'678", Fraction(12_345_678)),
        ("1,2", Fraction(6, 5)),
        ("0.5", Fraction(1, 2)),
        ("1,20", Fraction(6, 5)),
        ("\u0663\u0669\u0660", Fraction(390)),
        ("\u0661\u066c\u0662\u0660\u0660", Fraction(1200)),
        ("\u0661\u066b\u0662", Fraction(6, 5)),
    ],
)
def test_marks_between_digits_group_or_divide(written: str, value: Fraction) -> None:
    """A mark before each three digits groups them; any other starts the fraction; digits of any script are digits."""
    assert figure_value(written) == value


@pytest.mark.parametrize("text", ["in 2031", "1999", "2099"])
def test_a_year_may_be_a_number(text: str) -> None:
    """Four figures from 1900 to 2099 may be a year; what else is there decides."""
    (found,) = find_numbers(marked(text))

    assert found.may_be_year


@pytest.mark.parametrize("text", ["1,999", "1899", "2100", "two thousand"])
def test_what_is_no_year(text: str) -> None:
    """Grouped figures, words and other numbers are never a year."""
    (found,) = find_numbers(marked(text))

    assert not found.may_be_year


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("the 55th exchange", []),
        ("the second exchange", []),
        ("2.5 percent", []),
        ("twelve and thirty", [12, 30]),
        ("thirty-one", [31]),
        ("five hundred", [500]),
        ("two thousand three hundred and six", [2306]),
        ("one hundred thousand", [100_000]),
        ("three, four", [3, 4]),
        ("thirty twenty", [30, 20]),
    ],
)
def test_what_is_one_number(text: str, values: list[int]) -> None:
    """Words that go on are one number, a word that cannot follow begins the next; ordinals and fractions are none."""
    assert [one.value for one in find_numbers(marked(text))] == values
