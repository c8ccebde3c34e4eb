"""Spellings that must fall together and names that must stay apart: a table anyone may add to."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from homeward.names.dictation import dictation_key, semitic_key
from homeward.names.folding import VOWELLESS, consonants, fold
from homeward.names.romanising import ForeignLetterRefusal, foreign_letters, romanised
from homeward.names.scripts import LETTERS_READ, plain
from homeward.names.surnames import surname_parts

CORPUS = Path(__file__).resolve().parents[2] / "corpus" / "names" / "spellings.csv"
ROWS = list(csv.DictReader(CORPUS.read_text(encoding="utf-8").splitlines()))

KEYS: dict[str, Callable[[str], str]] = {
    "fold": fold,
    "surname": lambda text: surname_parts(tuple(text.split()), ch_is_kh=False)[0],
    "consonants": lambda text: consonants(fold(text)),
    "dictation": lambda text: dictation_key(fold(text)),
    "semitic": lambda text: semitic_key(fold(text)),
}


def written(text: str) -> str:
    """Return *text* with the invisible characters that the table writes as escapes."""
    return text.replace("\\u200f", "\u200f").replace("\\u00ad", "\u00ad")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['key']}: {row['left']} / {row['right']}")
def test_the_table_of_spellings(row: dict[str, str]) -> None:
    """What the table calls one name has one key, and what it calls two has two."""
    one, other = (KEYS[row["key"]](written(row[side])) for side in ("left", "right"))

    assert (one == other) == (row["same"] == "yes"), f"{row['why']}: {one} and {other}"


def test_every_key_has_both_answers() -> None:
    """A key that the table only calls one, or only two, is not tested."""
    assert {(key, same) for key in KEYS for same in ("yes", "no")} <= {(row["key"], row["same"]) for row in ROWS}


@pytest.mark.parametrize("nothing", ["", " ", "\u200f", "-", "123", "\u064e"])
def test_a_word_without_letters_folds_to_nothing(nothing: str) -> None:
    """No letter leaves no key, and nothing fails."""
    assert fold(nothing) == plain(nothing) == consonants(fold(nothing)) == dictation_key(fold(nothing)) == ""


def test_a_name_of_five_thousand_letters_is_read_to_a_bound() -> None:
    """However long a cell is, its key is not."""
    assert len(fold("Аб" * 2_500)) <= LETTERS_READ


def test_a_romanisation_that_loses_a_letter_is_refused() -> None:
    """The refusal names each lost letter by number and place, and quotes nothing of the name."""
    with pytest.raises(ForeignLetterRefusal, match=r"U\+12000 CUNEIFORM SIGN A \(letter 4\).*LETTER-1") as refused:
        romanised("Іва\U00012000н")

    assert [one.place for one in refused.value.letters] == [4]
    assert "Іва" not in str(refused.value)


@pytest.mark.parametrize(
    ("word", "latin"),
    [
        ("Їжакевич", "izhakevych"),
        ("Воўчык", "vouchyk"),
        ("محمود", "mhmwd"),
        ("ژیلا", "zhyla"),
        ("יוסף", "ywsp"),
        ("ქეთევან", "ketevan"),
        ("Սարգիս", "sargis"),
        ("Παύλος", "pavlos"),
        ("Müller", "muller"),
    ],
)
def test_what_has_a_table_is_romanised_whole(word: str, latin: str) -> None:
    """Every letter is in the answer, in Latin letters alone."""
    assert romanised(word) == latin
    assert foreign_letters(word) == ()


def test_arabic_and_hebrew_fold_to_consonants_marked_as_such() -> None:
    """Where no vowels are written, the key says so."""
    assert {fold(word)[0] for word in ("محمد", "משה")} == {VOWELLESS}
