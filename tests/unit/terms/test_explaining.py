"""An agreement read back: whole, in every language the same, its own words as they stand."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator
from enum import Enum

import pytest

from homeward.model.people import Health, Sex, Status
from homeward.model.provisions import ActorKind, Assent, Chooser, Effect, Ground, GroupKind, Matter, Rounding, Unit
from homeward.model.steps import Deed, Moment, Silence
from homeward.model.terms import CountsPublic, GateKind, Op, Then
from homeward.names.plurals import FORMS
from homeward.terms import explain
from homeward.terms.gathering import OCCASIONS
from homeward.terms.listed import KINDS, Provision, parts_of
from homeward.terms.sentences import SAYS
from homeward.terms.words import CODES, ENGLISH, LANGUAGES, Words, holes
from tests.house.repository import ROOT
from tests.unit.terms.agreement import read
from tests.unit.terms.variants import Variant, others_of, valley, variants

EXPLAINED = ROOT / "tests" / "corpus" / "terms" / "explained"
ALL = pytest.mark.parametrize("words", [LANGUAGES[code] for code in CODES], ids=CODES)

WORDED: tuple[tuple[str, type[Enum]], ...] = (
    ("status", Status),
    ("health", Health),
    ("sex", Sex),
    ("chooser", Chooser),
    ("party", ActorKind),
    ("assent", Assent),
    ("ground", Ground),
    ("promise", Unit),
    ("all", Unit),
    ("some", Unit),
    ("ratio", Unit),
    ("op", Op),
    ("then", Then),
    ("gate", GateKind),
    ("counts", CountsPublic),
    ("deed", Deed),
    ("silence", Silence),
    ("rounding", Rounding),
    ("group", GroupKind),
    ("matter", Matter),
    ("coupling", Effect),
    ("plot", Effect),
    ("when", Moment),
)
"""Closed sets of the language, and under which name each of their words stands."""


def whole(words: Words) -> Iterator[str]:
    """Yield what is said of the made-up agreement, line by line."""
    said = explain(valley(), words)
    yield from (said.title, *said.opening)
    for passage in said.passages:
        yield from ("", passage.heading, *(f"    {text}" for text in passage.quoted))
        for line in passage.lines:
            yield f"  - {line.text}" if line.ref is None else f"  - {line.text} [{line.ref}]"


@ALL
def test_the_made_up_agreement_is_read_back_as_it_was_written_down(words: Words) -> None:
    """Every provision of the language, in this language, is said as the file beside the corpus has it."""
    expected = (EXPLAINED / f"valley.{words.lang}.txt").read_text(encoding="utf-8")

    assert "\n".join(whole(words)) + "\n" == expected


def test_every_kind_of_provision_is_in_the_made_up_agreement() -> None:
    """No provision is left out of what is read back, compared and drawn."""
    assert {type(one.value) for one in parts_of(valley())} == set(typing.get_args(Provision))
    assert set(SAYS) == set(typing.get_args(Provision)) == set(KINDS)


@ALL
@pytest.mark.parametrize(("key", "several"), WORDED, ids=lambda value: value if isinstance(value, str) else "")
def test_every_word_of_the_language_has_words(words: Words, key: str, several: type[Enum]) -> None:
    """A deed, an op, a unit or any other word that is new has no words yet, and is found here."""
    assert [one.value for one in several if f"{key}_{one.value}" not in words.texts] == []


@ALL
def test_every_unit_occasion_and_reference_has_words(words: Words) -> None:
    """What a number counts, and whatever a time or a line may refer to, can be said."""
    named = {one.kind for one in parts_of(valley()) if one.name} - {"gate"}

    assert {f"unit_{one.value}" for one in Unit} <= set(words.plurals)
    assert {f"{form}_{one}" for form in ("of", "ref") for one in OCCASIONS} <= set(words.texts)
    assert {f"ref_{one}" for one in named} <= set(words.texts)


@ALL
def test_a_language_has_the_texts_of_english_with_the_same_values(words: Words) -> None:
    """No text is missing or too much in any language, and each takes the same values."""
    assert {key: holes(text) for key, text in words.texts.items()} == {
        key: holes(text) for key, text in ENGLISH.texts.items()
    }
    assert set(words.plurals) == set(ENGLISH.plurals)


@ALL
def test_a_text_that_counts_has_each_form_and_its_number_in_digits(words: Words) -> None:
    """Each plural form of the language is there, and none hides the number in a word."""
    for key, forms in words.plurals.items():
        assert set(forms) == FORMS[words.lang], key
        assert all(holes(text) == {"count"} for text in forms.values()), key


def test_every_text_is_used() -> None:
    """A text nobody says would be translated for nothing."""
    sources = [*(ROOT / "src/homeward/terms").glob("*.py"), *(ROOT / "src/homeward/bulletin").glob("terms_*.py")]
    code = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    built = {f"{key}_{one.value}" for key, several in WORDED for one in several}
    built |= {key for key in ENGLISH.texts if key.startswith(("of_", "ref_"))}
    built |= {f"deadline_{name}" for _, name, _ in valley().deadlines.steps}

    assert [key for key in ENGLISH.texts if key not in built and f'"{key}"' not in code] == []


@ALL
def test_whatever_differs_is_said_differently(words: Words) -> None:
    """An agreement that differs in one field of one provision reads differently: nothing is left unsaid."""
    before = explain(valley(), words)

    unsaid = [
        f"{one.kind}.{one.key}" for one in variants() if not is_named(one) and explain(one.terms, words) == before
    ]

    assert unsaid == []


def test_another_name_is_said_in_its_language() -> None:
    """A name given for one language is the one that stands there, the agreement's own everywhere else."""
    before = [explain(valley(), words) for words in LANGUAGES.values()]

    unsaid = [
        f"{one.kind}.{one.key}"
        for one in variants()
        if is_named(one) and [explain(one.terms, words) for words in LANGUAGES.values()] == before
    ]

    assert unsaid == []


@ALL
def test_every_way_of_counting_is_said_differently(words: Words) -> None:
    """Exactly, at least, up to and all the others are never one sentence."""
    said = {repr(explain(others_of(op), words)) for op in Op}

    assert len(said) == len(Op)


@ALL
def test_numbers_are_digits_in_their_own_order(words: Words) -> None:
    """A number stands in digits 0-9 in every language, Arabic too, and no digit of another script is used."""
    text = "\n".join(whole(words))

    assert f"1{words.thousands}001" in text
    assert not re.search(r"[٠-٩۰-۹]", text)


@ALL
def test_each_party_is_told_in_the_same_sentences(words: Words) -> None:
    """What both promise is said of each in one form: the names changed over, the sentences are the other's."""
    lines = [line for passage in explain(valley(), words).passages for line in passage.lines]
    of = {line.name: line.text for line in lines if line.kind == "commitment"}
    north, south = (
        next(actor for actor in valley().provisions.actors if actor.id == name) for name in ("north", "south")
    )
    names = [
        next((one.name for one in actor.names if one.language == words.lang), actor.name) for actor in (north, south)
    ]

    for name in ("total", "serious", "pow"):
        there, back = of[f"{name}.north>south"].split(". ")[0], of[f"{name}.south>north"].split(". ")[0]
        swapped = there.replace(names[0], "\0").replace(names[1], names[0]).replace("\0", names[1])
        assert swapped == back


@ALL
def test_the_agreements_own_words_are_quoted_as_they_stand(words: Words) -> None:
    """Each clause's wording stands whole, in this language's quotation marks and in no other words."""
    quoted = [text for passage in explain(valley(), words).passages for text in passage.quoted]

    for clause in valley().clauses:
        assert any(words.quoted(clause.says) in text for text in quoted)


def test_what_an_agreement_does_not_say_is_said() -> None:
    """Silence about publicity is no permission, and is read back as such."""
    terms, _ = read('format = 2\ntitle = "t"\nagreed_on = 2026-03-01\nsource = "s"\n')
    assert terms is not None

    passage = explain(terms).passages[-1]

    assert [line.text for line in passage.lines] == [
        "Nothing is said about publicity, so nothing is made public.",
        "Nothing is said about the days each step of the lists may take.",
    ]


def is_named(one: Variant) -> bool:
    """Tell whether what differs is a name, which shows in its own language only."""
    return one.key in {"name", "names"}
