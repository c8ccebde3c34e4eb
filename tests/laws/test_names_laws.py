"""What holds of letters and likeness for every text."""

import unicodedata

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from homeward.names.dictation import dictation_key, semitic_key
from homeward.names.folding import consonants, fold, skeleton
from homeward.names.likeness import name_likeness
from homeward.names.scripts import plain
from homeward.names.word_likeness import folded_likeness, likeness_of

LETTERS = st.text(alphabet="абвгґеєжиіїйкхшщьюяabcdehijkqswxyzžłبحمدعنيאבגחכשתẞ׳'", max_size=12)
ANYTHING = st.text(max_size=40)
WORDS = ("Коваль", "Шевчук", "Гринько", "Bondar", "Levytska", "Їжак", "محفوظ", "Сирота", "לוינסון", "Микола")
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5, unique=True)


@given(ANYTHING)
def test_plain_letters_are_plain_already(text: str) -> None:
    """To take away marks twice is to take them away once."""
    assert plain(plain(text)) == plain(text)


@given(ANYTHING)
def test_every_key_of_anything_is_letters_of_the_folded_alphabet(text: str) -> None:
    """No key holds a letter outside the alphabet, whatever was written."""
    folded = fold(text)

    assert set(folded) <= set("~abcdefhijklmnopqrstuvwxz")
    for key in (skeleton(folded), consonants(folded), dictation_key(folded), semitic_key(folded)):
        assert set(key) <= set("~abcdefhijklmnopqrstuvwxz")


@given(st.text(alphabet="абдеиклмнпрст", max_size=12))
def test_what_is_folded_is_folded_already(word: str) -> None:
    """Letters that read as in Latin fold to themselves; the others are an alphabet of its own."""
    folded = fold(word)

    assert fold(folded) == folded


@given(LETTERS)
def test_a_fold_does_not_depend_on_how_a_word_is_encoded(word: str) -> None:
    """Composed or taken apart, in capitals or not, with a mark of direction or without: one key."""
    apart = unicodedata.normalize("NFD", word)

    assert fold(apart) == fold(word) == fold("\u200f" + word)


@given(LETTERS, LETTERS)
def test_words_are_as_alike_one_way_as_the_other(left: str, right: str) -> None:
    """Likeness is symmetric and lies between 0 and 1."""
    assert 0 <= likeness_of(left, right) <= 1
    assert abs(likeness_of(left, right) - likeness_of(right, left)) < 1e-6


@given(LETTERS)
def test_a_word_is_itself(word: str) -> None:
    """A word is wholly alike to itself."""
    assert likeness_of(word, word) == 1.0


@given(LETTERS, LETTERS)
def test_folded_words_are_as_alike_one_way_as_the_other(left: str, right: str) -> None:
    """So are folded words, with and without vowels."""
    words = [fold(left), fold(right)]
    both = folded_likeness(words, np.array([0, 1]), np.array([1, 0]))

    assert abs(both[0] - both[1]) < 1e-6


@given(NAMES, NAMES)
def test_the_order_of_words_changes_nothing(left: list[str], right: list[str]) -> None:
    """A name and the same words in another order are as alike to any name, and wholly to each other."""
    one, other, turned = " ".join(left), " ".join(right), " ".join(reversed(left))

    assert abs(name_likeness(one, other).value - name_likeness(turned, other).value) < 1e-9
    assert name_likeness(one, turned).value == 1.0


@given(ANYTHING, ANYTHING)
def test_names_are_as_alike_one_way_as_the_other(left: str, right: str) -> None:
    """Symmetric for every text, and never outside 0 and 1."""
    one, other = name_likeness(left, right).value, name_likeness(right, left).value

    assert 0 <= one <= 1
    assert abs(one - other) < 1e-6
