"""Pairs of names that are one name, and pairs that are not: a corpus anyone may add to."""

import csv
from pathlib import Path

import pytest

from homeward.names.fathers import father_key
from homeward.names.folding import consonants, fold, has_polish_spelling
from homeward.names.given import given_classes
from homeward.names.numbers import number_key
from homeward.names.people import read_name
from homeward.names.places import place_key

CORPUS = Path(__file__).resolve().parents[2] / "corpus" / "names" / "pairs.csv"
ROWS = list(csv.DictReader(CORPUS.read_text(encoding="utf-8").splitlines()))


def folded(word: str) -> str:
    """Fold *word* in the spelling it shows."""
    return fold(word, ch_is_kh=has_polish_spelling(word))


KEYS = {
    "surname": lambda text: set(read_name(text, "Іван").surnames[:1]),
    "given": lambda text: set(given_classes(folded(text))),
    "father": lambda text: {father_key(folded(text))},
    "place": lambda text: set(place_key(text)[:1]),
    "number": lambda text: {number_key(text)},
}


def answer(part: str, left: str, right: str) -> str:
    """Say whether two values are one: ``yes``, ``no``, or ``consonants`` where only those agree."""
    one, other = KEYS[part](left), KEYS[part](right)
    if one & other:
        return "yes"
    bones = [{consonants(key) for key in keys} for keys in (one, other)]
    return (
        "consonants" if part == "surname" and bones[0] & bones[1] and any("~" in key for key in one | other) else "no"
    )


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['part']}: {row['left']} / {row['right']}")
def test_the_corpus_of_names(row: dict[str, str]) -> None:
    """What the corpus calls one name has one key, and what it calls two has two."""
    assert answer(row["part"], row["left"], row["right"]) == row["same"], row["why"]


def test_every_part_of_a_name_is_in_the_corpus() -> None:
    """The corpus holds both answers for every part."""
    assert {(part, same) for part in KEYS for same in ("yes", "no")} <= {(row["part"], row["same"]) for row in ROWS}
