"""Laws of reading statements: a change of the text changes what is read in exactly that way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import combinations
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.adapters.documents import open_documents
from homeward.model.documents import Block, BlockKind
from homeward.statements.reader import ReadClaim, claim_json, read, read_document
from homeward.statements.reader.conflict import conflicts
from homeward.statements.reader.lexicon import lexicon, parse_lexicon
from tests.reading import (
    LANGUAGES,
    MADE_UP,
    NUMBERS,
    PUBLISHED,
    TEXTS,
    Annotated,
    annotated,
    claims,
    document,
    lexicon_bytes,
    said,
    sentences,
    shipped_bytes,
    spelled,
    turned,
)

SHORT = tuple(annotated()[::4])
"""A quarter of the corpus, for laws that read everything several times."""
STEMS = (
    {"talan": "nerun", "tarmin": "nolbek"}
    | {"талан": "нерун", "тармин": "нолбек"}
    | {
        "تالان": "نيرون",
        "تارمين": "نولبيك",
    }
)
REPEATS = 28
"""Years after which the calendar repeats: every date falls on the same weekday."""
BEFORE = "\U0001f54a\ufe0f e\u0301 \U0001d49c \u0627\u064e\n\n"
"""Letters beyond the basic plane and combining marks: each is one code point or more."""
SIGNS = "\U0001f54a\ufe0f\u25cc\u0301\U0001f468\u200d\U0001f469 "

FEW = settings(max_examples=settings().max_examples // 4)
"""A text is read some twenty times a second: fewer examples than elsewhere."""

numbers = st.integers(2, 99_999).filter(lambda number: not 1_900 <= number < 2_100)
letters = st.one_of(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00"),
    st.sampled_from(" \n\t.,:;!?\"'()«»“”„-\u2013\u2014\u200f\u200e\u202b\u0640\x07\u060c\u061b0123456789"),
)
words = st.sampled_from(sorted({word for one in annotated() for word in one.document.text.split()}))


@pytest.mark.parametrize("language", LANGUAGES)
@FEW
@given(changed=st.sampled_from(sorted(NUMBERS)), number=numbers)
def test_another_number_changes_that_count_and_nothing_else(language: str, changed: str, number: int) -> None:
    """Where a text says another number of the same people, that claim has another count, and all else stays."""
    at = sorted(NUMBERS).index(changed)
    before = claims(" ".join(sentences(language)), language)

    after = claims(" ".join(sentences(language, **{changed: number})), language)

    assert [without_count(one) for one in after] == [without_count(one) for one in before]
    assert [counted(one) for one in after] == [number if nth == at else counted(one) for nth, one in enumerate(before)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_other_way_round_turns_directions_and_speakers(language: str) -> None:
    """A text in which each party's name stands for the other's says the same of the other party."""
    text = " ".join(sentences(language))

    there, back = claims(text, language), claims(with_names_turned(text), language)

    assert [one.span for one in back] == [one.span for one in there]
    assert [whole(one) for one in back] == [
        {**turned(whole(one), {"NORTH": "SOUTH", "Talania": "Nerunia"}), "quote": with_names_turned(one.quote)}
        for one in there
    ]


@pytest.mark.parametrize("name", conflicts())
def test_codes_of_parties_are_only_names(name: str) -> None:
    """A configuration with other codes for its two first parties gives the same claims of the parties so named."""
    data = shipped_bytes(name)
    first, second = re.findall(r'^code = "(\w+)"', data.decode(), re.MULTILINE)[:2]
    other = re.sub(f'"({first}|{second})"', lambda found: f'"{second if found[1] == first else first}"', data.decode())

    for one in SHORT:
        there = read_document(one.document, conflict=data)
        back = read_document(one.document, conflict=other.encode())
        assert [claim_json(claim) for claim in back.claims] == [
            turned(claim_json(claim), {first: second}) for claim in there.claims
        ]


@pytest.mark.parametrize("name", ["russia-ukraine", "gaza", "yemen", "armenia-azerbaijan"])
def test_dates_move_with_the_text(name: str) -> None:
    """A text told 28 years later (the calendar repeats) says the same of days 28 years later."""
    later = re.sub(
        r"(?m)^since = (\d{4})", lambda found: f"since = {int(found[1]) + REPEATS}", shipped_bytes(name).decode()
    )
    for one in SHORT:
        published = one.document.published_on
        assert published is not None
        now = read_document(one.document, conflict=shipped_bytes(name)).claims
        if any(re.search(r"(?:19|20)\d\d", claim.quote) for claim in now):
            continue
        text = moved(one.document.text, REPEATS)
        then = replace(one.document, text=text, published_on=published.replace(year=published.year + REPEATS))

        assert [whole(claim) for claim in read_document(then, conflict=later.encode()).claims] == [
            dates_moved(whole(claim), REPEATS) for claim in now
        ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("years", [1, 3])
def test_a_year_later_is_a_year_later(language: str, years: int) -> None:
    """A text without weekdays, published a year later, says the same of the same days of that year."""
    texts = [one for one in sentences(language) if weekday_free(one)]
    then = PUBLISHED.replace(year=PUBLISHED.year + years)

    now = claims(" ".join(texts), language)

    assert len(now) == len(texts) > 2
    assert [whole(one) for one in claims(moved(" ".join(texts), years), language, published=then)] == [
        dates_moved(whole(one), years) for one in now
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@FEW
@given(numbers=st.lists(st.sampled_from(sorted(spelled("en"))), min_size=5, max_size=5))
def test_digits_and_words_say_the_same(language: str, numbers: list[int]) -> None:
    """A number in words counts the same people as the same number in figures."""
    figures = dict(zip(sorted(NUMBERS), numbers, strict=True))
    written = {name: spelled(language)[number] for name, number in figures.items()}

    in_figures = claims(" ".join(sentences(language, **figures)), language)
    in_words = claims(" ".join(sentences(language, **written)), language)

    assert [without_words(one) for one in in_words] == [without_words(one) for one in in_figures]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("removed", range(5))
def test_a_sentence_removed_takes_its_claims_and_no_other(language: str, removed: int) -> None:
    """Without a sentence its claims are gone, and every other claim stands as it did."""
    texts = sentences(language)
    before = claims(" ".join(texts), language)

    after = claims(" ".join(one for at, one in enumerate(texts) if at != removed), language)

    assert len(before) == len(texts)
    assert [said(one) for one in after] == [said(one) for at, one in enumerate(before) if at != removed]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_around_a_text_changes_nothing(language: str) -> None:
    """A text in a page, between a menu and a footer with numbers of their own, gives the claims of the text."""
    body = "".join(f"<p>{one}</p>" for one in sentences(language))
    page = (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>x</title></head><body>'
        f'<nav><a href="/">400 soldiers</a></nav><main><article>{body}</article></main>'
        "<footer>300 prisoners, 12 people</footer></body></html>"
    )
    (opened,), findings = open_documents(page.encode(), name="page.html")

    found = read_document(replace(opened.document, published_on=PUBLISHED), conflict=MADE_UP).claims

    assert findings == ()
    assert [said(one) for one in found] == [said(one) for one in claims("\n\n".join(sentences(language)), language)]
    assert all(opened.document.text[slice(*one.span)] == one.quote for one in found)


@pytest.mark.parametrize(("one", "other"), tuple(combinations(LANGUAGES, 2)))
def test_two_texts_joined_say_what_both_say(one: str, other: str) -> None:
    """Paragraphs of two languages, put one after the other, give the claims of both: each is read in its own."""
    texts = [" ".join(sentences(language)) for language in (one, other)]

    found = read_document(document("\n\n".join(texts)), conflict=MADE_UP).claims

    assert [said(claim) for claim in found] == [
        said(claim) for text, language in zip(texts, (one, other), strict=True) for claim in claims(text, language)
    ]


def test_the_order_of_configurations_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same configuration is chosen and the same claims are read in whatever order configurations stand."""
    names = conflicts()
    before = [read_document(one.document) for one in SHORT]

    monkeypatch.setattr(read, "conflicts", lambda: names[::-1])

    assert [read_document(one.document) for one in SHORT] == before


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_patterns_does_not_matter(language: str, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lexicon whose sections, values and patterns stand in another order reads alike."""
    texts = [one.document for one in annotated() if one.language == language][:12]
    before = [read_document(one).claims for one in texts]
    other = parse_lexicon(lexicon_bytes(language, shuffle=Random(seed).shuffle), language=language)

    monkeypatch.setattr(read, "lexicon", lambda name: other if name == language else lexicon(name))

    assert [read_document(one).claims for one in texts] == before


@pytest.mark.parametrize("one", annotated(), ids=lambda one: one.document.id)
def test_spans_are_code_points_of_the_text(one: Annotated) -> None:
    """A quote stands at its span, inside its sentence; what stands before the part that is read only moves spans."""
    found = read_document(one.document).claims

    moved = read_document(replace(one.document, text=BEFORE + one.document.text, blocks=blocks_after(one)))

    for claim in found:
        assert one.document.text[slice(*claim.span)] == claim.quote
        assert claim.evidence[0] <= claim.span[0] < claim.span[1] <= claim.evidence[1]
        assert all(0 <= field.span[0] < field.span[1] <= len(one.document.text) for field in claim.fields if field.span)
    assert [whole(claim) for claim in moved.claims] == [whole(claim) for claim in found]
    assert [claim.span for claim in moved.claims] == [shifted(claim.span) for claim in found]
    assert [claim.evidence for claim in moved.claims] == [shifted(claim.evidence) for claim in found]


@pytest.mark.parametrize("language", LANGUAGES)
def test_signs_between_sentences_only_move_spans(language: str) -> None:
    """Signs that are no words, of one code point or several, change nothing of what is said around them."""
    texts = sentences(language)

    found = claims(SIGNS + f" {SIGNS}".join(texts), language)

    assert [said(one) for one in found] == [said(one) for one in claims(" ".join(texts), language)]
    assert all((SIGNS + f" {SIGNS}".join(texts))[slice(*one.span)] == one.quote for one in found)


@pytest.mark.parametrize("language", LANGUAGES)
@FEW
@given(text=st.text(letters, max_size=200))
def test_no_text_is_too_strange(language: str, text: str) -> None:
    """Whatever the letters, a text is read without complaint, twice alike, and every quote stands in it."""
    one = document(text, language=language)

    found = read_document(one, conflict=MADE_UP)

    assert read_document(one, conflict=MADE_UP) == found
    assert all(text[slice(*claim.span)] == claim.quote for claim in found.claims)


@FEW
@given(salad=st.lists(words, max_size=60), published=st.one_of(st.none(), st.dates()))
def test_words_in_any_order_are_read(salad: list[str], published: date | None) -> None:
    """Words of five languages in any order, of any day or of none, are read without complaint, twice alike."""
    one = document(" ".join(salad), published=published)

    found = read_document(one)

    assert read_document(one) == found
    assert all(one.text[slice(*claim.span)] == claim.quote for claim in found.claims)


def test_captions_and_sidebars_are_not_read() -> None:
    """What is no headline and no body of a document gives no claim."""
    text = " ".join(sentences("en"))
    one = document(text, language="en")

    for kind in (BlockKind.CAPTION, BlockKind.SIDEBAR):
        beside = replace(one, blocks=(replace(one.blocks[0], kind=kind),))
        assert read_document(beside, conflict=MADE_UP).claims == ()


def counted(claim: ReadClaim) -> int | None:
    """Return the number that a claim gives."""
    return None if claim.count is None else claim.count.low


def without_count(claim: ReadClaim) -> dict[str, object]:
    """Return all that a claim says but for the number, with its kind: exact, at least."""
    kind = None if claim.count is None else claim.count.op
    return {**whole(claim), "count": kind, "quote": re.sub(r"\d+", "#", claim.quote)}


def without_words(claim: ReadClaim) -> dict[str, object]:
    """Return all that a claim says but for its words."""
    return {name: value for name, value in whole(claim).items() if name not in {"quote", "superlative"}}


def whole(claim: ReadClaim) -> dict[str, Any]:
    """Return all that a claim says, and by which rules."""
    return {**said(claim), "rules": tuple(one.rule for one in claim.fields), "part_of": claim.part_of, "id": claim.id}


def with_names_turned(text: str) -> str:
    """Return a text of the made-up conflict in which the name of each party stands for the other's."""
    pairs = STEMS | {value: key for key, value in STEMS.items()}
    pairs |= {key.capitalize(): value.capitalize() for key, value in pairs.items()}
    return re.sub("|".join(pairs), lambda found: pairs[found[0]], text)


def moved(text: str, years: int) -> str:
    """Return a text whose years are *years* later."""
    return re.sub(r"(?<![\d.,])(?:19|20)\d\d(?![\d]|[.,]\d)", lambda found: str(int(found[0]) + years), text)


def dates_moved(one: Mapping[str, Any], years: int) -> dict[str, Any]:
    """Return what a claim says, of days *years* later."""
    days = {name: value and moved(value, years) for name, value in one.items() if name in {"event_date", "said_date"}}
    return {**one, **days, "superlative": one["superlative"] and moved(one["superlative"], years)}


def weekday_free(sentence: str) -> bool:
    """Tell whether a made-up sentence names no weekday."""
    return not any(word in sentence.casefold() for word in TEXTS["weekdays"])


def shifted(span: tuple[int, int]) -> tuple[int, int]:
    """Return a span behind the letters put before its text."""
    return span[0] + len(BEFORE), span[1] + len(BEFORE)


def blocks_after(one: Annotated) -> tuple[Block, ...]:
    """Return one block that begins behind the letters put before a text."""
    return (replace(one.document.blocks[0], start=len(BEFORE), end=len(BEFORE) + len(one.document.text)),)
