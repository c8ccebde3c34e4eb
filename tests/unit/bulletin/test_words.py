"""The tables of words: complete in every language, neutral, with the plurals each language has."""

import re
from string import Formatter

import pytest

from homeward.bulletin.words import CATEGORIES, CODES, ENGLISH, LANGUAGES, Words
from homeward.model.claims import CountOp, Modality, Result, Scope
from homeward.names.plurals import plural_form

ALL = [pytest.param(words, id=code) for code, words in LANGUAGES.items()]
RANKING = re.compile(
    r"\b(?:enemy|enemies|victory|win(?:s|ner)?|loser|liar|lied|terrorist|stock|units? of people|assets?)\b|"
    r"ворог|перемог|брехн|враг|побед|лжец|лож[ьи]|عدو|انتصار|كذب"
)


def slots(template: str) -> set[str]:
    """Return the names in braces of a template."""
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def every_text(words: Words) -> list[str]:
    """Return every text of a language."""
    return [*words.texts.values(), *(form for forms in words.plurals.values() for form in forms.values())]


@pytest.mark.parametrize("words", ALL)
def test_every_text_exists_in_every_language(words: Words) -> None:
    """A translation leaves no text out and adds none."""
    assert set(words.texts) == set(ENGLISH.texts)
    assert set(words.plurals) == set(ENGLISH.plurals)
    assert all(text.strip() for text in every_text(words))


@pytest.mark.parametrize("words", ALL)
def test_every_text_names_the_same_values(words: Words) -> None:
    """A translated sentence has the values of the English one, each by name."""
    assert {key: slots(text) for key, text in words.texts.items()} == {
        key: slots(text) for key, text in ENGLISH.texts.items()
    }


@pytest.mark.parametrize("words", ALL)
def test_every_plural_is_there(words: Words) -> None:
    """A text that counts has one form for each plural category of the language, and each form shows the number."""
    for key, forms in words.plurals.items():
        assert set(forms) == CATEGORIES[words.lang], key
        assert {frozenset(slots(form)) for form in forms.values()} == {
            frozenset(slots(ENGLISH.plurals[key]["other"]))
        }, key


@pytest.mark.parametrize(
    ("lang", "numbers"),
    [
        ("en", {"one": [1], "other": [0, 2, 10, 21, 101, 1_000]}),
        ("uk", {"one": [1, 21, 101, 391], "few": [2, 24, 303, 1_002], "many": [0, 5, 11, 12, 14, 112, 390, 1_000]}),
        ("ru", {"one": [1, 21, 101, 391], "few": [2, 24, 303, 1_002], "many": [0, 5, 11, 12, 14, 112, 390, 1_000]}),
        (
            "ar",
            {
                "zero": [0],
                "one": [1],
                "two": [2],
                "few": [3, 10, 103, 307],
                "many": [11, 26, 99, 390, 1_011],
                "other": [100, 102, 1_000, 2_000],
            },
        ),
    ],
)
def test_plural_categories_are_those_of_cldr(lang: str, numbers: dict[str, list[int]]) -> None:
    """Each number falls into the category that CLDR gives it."""
    found = {category: [n for n in of if plural_form(lang, n) == category] for category, of in numbers.items()}

    assert found == numbers


@pytest.mark.parametrize("words", ALL)
def test_every_code_has_words(words: Words) -> None:
    """Whatever a claim or a verdict can hold, there is a text for it."""
    wanted = [
        *(f"claim_{one.value}" for one in Modality),
        *(f"status_{one.value}" for one in Modality),
        *(f"scope_{one.value}" for one in Scope),
        *(f"result_{one.value}" for one in Result),
        *(f"says_{one.value}" for one in Result),
        *(f"op_{one.value}" for one in CountOp if one is not CountOp.RANGE),
        *(f"noun_{key.removeprefix('people_')}" for key in words.plurals if key.startswith("people_")),
    ]

    assert set(wanted) - set(words.texts) == {"noun_other"}


@pytest.mark.parametrize("words", ALL)
def test_no_text_ranks_anybody(words: Words) -> None:
    """No text calls a side by another name than its own, or people things."""
    assert not [text for text in every_text(words) if RANKING.search(text.lower())]


@pytest.mark.parametrize("words", ALL)
def test_no_digit_stands_in_a_text(words: Words) -> None:
    """Numbers come from the record, in Western digits and isolated: no text brings its own."""
    assert not [text for text in every_text(words) if re.search(r"\d", text)]


@pytest.mark.parametrize("words", ALL)
def test_every_month_has_its_name(words: Words) -> None:
    """A date is written with the name of its month."""
    assert len(set(words.months)) == 12
    assert slots(words.date) == {"day", "month", "year"}


def test_the_languages_are_known() -> None:
    """Four languages, each with a file, a direction and a name of its own."""
    assert tuple(LANGUAGES) == CODES
    assert [one.lang for one in LANGUAGES.values()] == list(CODES)
    assert [one.direction for one in LANGUAGES.values()] == ["ltr", "ltr", "ltr", "rtl"]
