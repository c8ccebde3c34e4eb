"""How alike names are: what must be nearly one, what must stay apart, and why."""

import time

import numpy as np
import pytest

from homeward.names.alignment import LETTERS_ALIGNED
from homeward.names.folding import fold
from homeward.names.likeness import WORDS_COMPARED, name_likeness, rarities, steps_of_met, value_of, words_of
from homeward.names.nearest import index_of, nearest
from homeward.names.word_likeness import folded_likeness, likeness_of, steps_of, unit_table, word_likeness

ONE_NAME = [
    ("Шевчук Тарас", "Taras Shevchuk"),
    ("Коваленко Микола", "Nikolai Kovalenko"),
    ("محمود حسن", "Mahmoud Hassan"),
    ("محمود حسن", "Махмуд Хасан"),
    ("סלים לוינסון", "Salim Levinson"),
    ("Abd al-Rahman Karimi", "Abdulrahman Karimi"),
    ("Korniychuk Ivan", "Komiychuk Ivan"),
    ("Олена Марія Левицька", "Левицька Олена"),
    ("Петренко І.", "Петренко Іван"),
    ("Dr. Ivan Petrenko", "Petrenko, Ivan"),
]
TWO_NAMES = [
    ("Коваленко Микола", "Коваленко Андрій"),
    ("Hanna Kovalenko", "Nikolai Kovalenko"),
    ("محمود حسن", "سالم حسن"),
    ("Іван Петренко", "Степан Гринько"),
    ("Петренко С.", "Петренко Іван"),
    ("Salim Levinson", "סלים כרמל"),
]


@pytest.mark.parametrize(("left", "right"), ONE_NAME)
def test_spellings_of_one_name_are_alike(left: str, right: str) -> None:
    """Order, script, titles, an initial, a left-out name and a misread letter leave one name."""
    assert name_likeness(left, right).value > 0.75


@pytest.mark.parametrize(("left", "right"), TWO_NAMES)
def test_one_contradicted_word_makes_two_names(left: str, right: str) -> None:
    """Brothers and namesakes agree in all words but one."""
    assert name_likeness(left, right).value < 0.5


def test_digits_read_for_letters_are_letters() -> None:
    """A digit inside a word is the letter it looks like; a number is no word."""
    assert words_of("Kova1enk0 72 3аєць") == ("Kovalenko", "заєць")


def test_the_value_is_what_the_words_that_met_say() -> None:
    """The explanation is the sum, and names the class or the table of each pair."""
    found = name_likeness("Коваленко Микола Олегович", "Nikolai Kovalenko")

    tables = {steps_of_met(met)[0] for met in found.met}

    assert found.value == value_of(found.met)
    assert tables == {"units_latin_cyrillic", "given name: mykola", "missing"}
    assert {(met.left, met.right, met.by) for met in found.met} == {
        ("Коваленко", "Kovalenko", "letters"),
        ("Микола", "Nikolai", "given name: mykola"),
        ("Олегович", "", "missing"),
    }


def test_a_rare_word_counts_more_than_a_common_one() -> None:
    """To share a common word says less."""
    weights = rarities(["Іван Коваль", "Іван Шевчук", "Іван Їжак", "Іван Гринько"])

    common = name_likeness("Іван Сирота", "Іван", weights=weights).value
    rare = name_likeness("Їжак Сирота", "Їжак", weights=weights).value

    assert weights[fold("Іван")] < weights[fold("Їжак")] == weights[fold("Коваль")]
    assert common < rare


def test_the_steps_show_which_letters_met() -> None:
    """A pair of words is explained letter by letter, with the table's name."""
    name, steps = steps_of("Shylo", "Шило")

    assert name == "units_latin_cyrillic"
    assert ("sh", "ш") in {(step.left, step.right) for step in steps}
    assert sum(step.cost for step in steps) < 4


@pytest.mark.parametrize(
    ("left", "right", "script"),
    [
        ("Komiychuk", "Korniychuk", "latin"),
        ("Пинчук", "Ниичук", "cyrillic"),
        ("Петришин", "Петрищин", "cyrillic"),
        ("دينار", "رينار", "arabic"),
        ("بدران", "تدران", "arabic"),
        ("הדר", "חדר", "hebrew"),
        ("וינר", "זינר", "hebrew"),
    ],
)
def test_letters_that_are_misread_cost_less_than_others(left: str, right: str, script: str) -> None:
    """A scanner's error is cheaper than another letter in its place."""
    table = unit_table(f"misread_{script}")

    assert table.name == f"misread_{script}"
    assert likeness_of(left, right) > likeness_of(left, left[:-1]) - 0.1
    assert likeness_of(left, right) > 0.75


@pytest.mark.parametrize(("left", "right"), [("Yusuf", "יוסף"), ("Munir", "منر")])
def test_a_vowel_that_is_not_written_is_no_slip(left: str, right: str) -> None:
    """Native names are written without the vowels that foreign ones are written with."""
    assert likeness_of(left, right) > 0.6


@pytest.mark.parametrize(
    ("left", "right"), [("Kovalenko", "Kovalneko"), ("Гринько", "Гриньок"), ("Kovalenko", "Kovalengo")]
)
def test_one_slip_leaves_a_word_nearly_what_it_was(left: str, right: str) -> None:
    """Two neighbours that changed places are one slip, as one wrong letter is."""
    assert likeness_of(left, right) > 0.75


def test_many_pairs_are_compared_as_each_alone() -> None:
    """The bulk form gives what each pair gives by itself, in any order of the pairs."""
    words = ["Shevchuk", "Шевчук", "شيفتشوك", "שבצ׳וק", "Коваль", "კოვალი", ""]
    left, right = (each.ravel() for each in np.meshgrid(np.arange(7), np.arange(7)))

    bulk = word_likeness(words, left, right)

    alone = [likeness_of(words[one], words[other]) for one, other in zip(left, right, strict=True)]
    assert bulk.tolist() == pytest.approx(alone, abs=1e-6)


def test_folded_words_of_any_script_are_compared() -> None:
    """Lists that are folded already need no script: consonants are held against consonants and cheap vowels."""
    words = [fold(word) for word in ("Махмуд", "Mahmoud", "محمود", "محفوظ", "סלים")]

    likeness = folded_likeness(words, np.array([0, 0, 2, 0, 2]), np.array([1, 2, 0, 3, 4]))

    assert likeness[0] == 1.0
    assert likeness[1] == likeness[2] > 0.7 > likeness[3]
    assert likeness[4] < 0.4


def test_the_nearest_of_a_list_come_first() -> None:
    """A word finds its spelling in another script among others; what is as alike keeps the order of the list."""
    index = index_of(["Бондар", "Шевчук", "Ковальчук", "Коваль", "Коваль"])

    found = nearest("Koval", index, count=3)

    assert [near.at for near in found] == [3, 4, 0]
    assert found[0].likeness == found[1].likeness > 0.9 > found[2].likeness == 0.0
    assert nearest("Koval", index_of([])) == ()


def test_a_first_look_leaves_out_what_shares_no_letter() -> None:
    """Only as many words as asked for are aligned."""
    index = index_of(["Бондар", "Шевчук", "Коваль"])

    assert [near.word for near in nearest("Koval", index, aligned=1)] == ["Коваль"]


@pytest.mark.parametrize("name", ["", " ", "\u200f", "…", "12345"])
def test_a_name_without_letters_is_like_no_other(name: str) -> None:
    """Nothing is not alike to anything, itself included."""
    assert name_likeness(name, "Іван").value == name_likeness(name, name).value == 0.0


def test_hostile_names_take_no_longer_than_others() -> None:
    """Thousands of letters or words are compared up to a bound."""
    start = time.process_time()

    long_word = name_likeness("а" * 5_000, "б" * 5_000)
    many_words = name_likeness("аб вг " * 2_000, "де жз " * 2_000)

    assert time.process_time() - start < 5
    assert long_word.value == 0.0
    assert len(many_words.met) <= 2 * WORDS_COMPARED
    assert likeness_of("а" * 5_000, "а" * 5_000) == 1.0
    assert len(steps_of("a" * 5_000, "а" * 5_000)[1]) <= 2 * LETTERS_ALIGNED
