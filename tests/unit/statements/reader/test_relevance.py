"""Only a text about an exchange, release or repatriation between the sides of a conflict gives claims."""

import pytest

from homeward.statements.reader import read, read_document
from homeward.statements.reader.conflict import conflicts, parse_conflict
from homeward.statements.reader.language import language_of
from homeward.statements.reader.lexicon import languages
from homeward.statements.reader.relevance import near_exchange, relevance
from tests.reading import LANGUAGES, MADE_UP, annotated, claims, document, marked, sentences


@pytest.mark.parametrize(
    ("text", "is_relevant"),
    [
        ("Talania and Nerunia exchanged 390 prisoners each.", True),
        ("Nerunia released 146 Talanian soldiers.", True),
        ("The Talanian defence ministry said 146 prisoners of war had come home.", True),
        ("The bodies of 27 soldiers were handed over by Talania to Nerunia.", True),
        ("390 soldiers were exchanged.", False),
        ("Talania and Nerunia played a match before 390 people.", False),
        ("Talania released 146 inmates early because its prisons are full.", False),
        ("The Talanian stock exchange lost 390 points.", False),
        ("Talania said its army had killed 390 Nerunian soldiers.", False),
        ("", False),
    ],
)
def test_what_is_about_an_exchange(text: str, is_relevant: bool) -> None:
    """Words of exchange and the sides of the conflict make a text one about an exchange; other matters do not."""
    assert relevance(marked(text)).is_relevant is is_relevant
    assert bool(claims(text)) is is_relevant


def test_far_from_words_of_exchange_nothing_is_read() -> None:
    """A number counts only where a word of exchange stands in its sentence or in two around it."""
    far = "Roads were closed. Shops were open. Trains were late. Fields were dry. In the city 300 people marched."
    text = f"Talania and Nerunia exchanged 390 prisoners each. {far}"

    assert [one.quote for one in claims(text)] == ["390 prisoners"]
    assert near_exchange(marked(text), range(6)) == {0, 1, 2}


@pytest.mark.parametrize(
    "text",
    [
        "The plane that crashed had 65 prisoners aboard, Talania said of the exchange with Nerunia.",
        "In the fighting 390 soldiers were killed, said Talania. It spoke with Nerunia of an exchange.",
        "Nerunia and Talania exchanged prisoners aged 19 and 62.",
        "Talania paid $300 to Nerunia for the exchange.",
        "Talania sent 12 buses to Nerunia for the exchange of prisoners.",
        "Article 118 is why Talania and Nerunia exchanged prisoners.",
    ],
)
def test_what_counts_nobody_who_is_exchanged(text: str) -> None:
    """People killed or aboard, ages, money, buses and articles of law are no number of an exchange."""
    assert [one.quote for one in claims(text) if one.count is not None] == []


def test_the_configuration_that_fits_is_chosen() -> None:
    """Of all shipped configurations the one whose sides a text names is used, and each is reported with its score."""
    text = "Armenia and Azerbaijan exchanged 32 and two soldiers, the Armenian defence ministry said."
    found = read_document(document(text, language="en"))

    assert found.conflict == "armenia-azerbaijan"
    assert {name for name, _ in found.considered} == set(conflicts())
    assert [score for _, score in found.considered] == sorted((score for _, score in found.considered), reverse=True)


def test_a_configuration_that_is_given_is_used() -> None:
    """Where one is given no other is tried, also where it does not fit."""
    found = read_document(document("Armenia released 32 soldiers.", language="en"), conflict=MADE_UP)

    assert (found.conflict, [name for name, _ in found.considered], found.claims) == ("made-up", ["made-up"], ())


def test_a_result_can_be_dated() -> None:
    """A reading names each language it used with the digest of its lexicon; what is in no known language gives none."""
    both = read_document(document("\n\n".join(" ".join(sentences(one)) for one in ("en", "ar"))), conflict=MADE_UP)
    none = read_document(document("123 456"), conflict=MADE_UP)

    assert {name for name, _ in both.lexicons} == {"en", "ar"}
    assert all(len(digest) == 64 for _, digest in both.lexicons)
    assert (none.language, none.lexicons, none.claims) == (read.NO_LANGUAGE, (), ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_tells_its_language(language: str) -> None:
    """Nearly every sentence of the corpus is enough to tell its language."""
    texts = [line for one in annotated() if one.language == language for line in one.document.text.split(". ")]
    told = [language_of(one, languages()) for one in texts if len(one) > 40]

    assert told.count(language) >= len(told) * 0.97


def test_a_headline_printed_twice_is_said_once() -> None:
    """A paragraph that stands twice gives its claims once."""
    text = " ".join(sentences("en"))

    assert len(claims(f"{text}\n\n{text}")) == len(claims(text))


def test_parties_are_the_configurations() -> None:
    """Every party of a claim is one of the configuration, or nobody's: NEWS, ANON, BOTH."""
    codes = {one.code for one in parse_conflict(MADE_UP).parties} | {"NEWS", "ANON", "BOTH"}

    assert {
        one.speaker.party for language in LANGUAGES for one in claims(" ".join(sentences(language)), language)
    } <= codes
