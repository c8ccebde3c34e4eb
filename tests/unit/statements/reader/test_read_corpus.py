"""The reader on documents of the corpus: floors by level and language; no claim in a text about something else."""

from __future__ import annotations

import json
import re
import tomllib
from functools import cache
from itertools import pairwise

import pytest

from bench.score_claims import LEVELS, STATUS, Scored, score, total
from homeward.statements.reader import read_document, reading_json
from homeward.statements.reader.conflict import EVERY_LANGUAGE, conflicts
from homeward.statements.reader.lexicon import lexicon
from homeward.statements.reader.patterns import Node, add_patterns, find_tags
from homeward.statements.reader.tokens import cut
from tests.reading import LANGUAGES, STATEMENTS, Annotated, annotated, document, shipped_bytes

FLOORS = {
    "all": {"L0": 0.94, "L1": 0.85, "L2": 0.78, "L3": 0.65, "L4": 0.59, "status": 0.86},
    "ar": {"L0": 0.96, "L1": 0.86, "L2": 0.81, "L3": 0.69, "L4": 0.67, "status": 0.81},
    "en": {"L0": 0.91, "L1": 0.81, "L2": 0.72, "L3": 0.61, "L4": 0.57, "status": 0.87},
    "ru": {"L0": 0.92, "L1": 0.81, "L2": 0.71, "L3": 0.52, "L4": 0.44, "status": 0.83},
    "sq": {"L0": 0.97, "L1": 0.95, "L2": 0.91, "L3": 0.83, "L4": 0.77, "status": 0.80},
    "uk": {"L0": 0.92, "L1": 0.79, "L2": 0.71, "L3": 0.52, "L4": 0.47, "status": 0.80},
}
"""
F1 by language and level, two points under what was measured when they were set (five for status in one language, of
which there are few): raise them, never lower them.
"""

BARS = {"L2": 0.70}
"""What every language reaches."""

UNRELATED = tuple(
    json.loads(line) for line in (STATEMENTS / "unrelated.jsonl").read_text(encoding="utf-8").splitlines()
)


@cache
def scored() -> tuple[Scored, ...]:
    """Return the scores of all annotated documents."""
    return tuple(
        score(one.document.id, one.language, one.gold, reading_json(read_document(one.document))["claims"])  # type: ignore[arg-type]  # plain JSON
        for one in annotated()
    )


def f1(language: str, level: str) -> float:
    """Return the F1 of a language, or of all."""
    return total((one for one in scored() if language in {"all", one.language}), level).f1


@pytest.mark.parametrize("level", [*LEVELS, STATUS])
@pytest.mark.parametrize("language", ["all", *LANGUAGES])
def test_what_was_read_is_still_read(language: str, level: str) -> None:
    """No change lets a language fall below what it reached at a level."""
    assert f1(language, level) >= max(FLOORS[language][level], BARS.get(level, 0))


def test_the_corpus_is_large_enough_to_tell() -> None:
    """There are sixty documents or more, a dozen or more in each language."""
    languages = [one.language for one in annotated()]

    assert len(languages) >= 60
    assert all(languages.count(one) >= 12 for one in LANGUAGES)


@pytest.mark.parametrize("one", annotated(), ids=lambda one: one.document.id)
def test_annotated_quotes_stand_in_their_text(one: Annotated) -> None:
    """Every annotated span holds its quote, and its number has two ends in order."""
    for claim in one.gold:
        assert one.document.text[slice(*claim["span"])] == claim["quote"]
        assert claim["count"] is None or claim["count"]["lo"] <= claim["count"]["hi"]


@pytest.mark.parametrize("one", annotated(), ids=lambda one: one.document.id)
def test_nobody_is_named_but_by_office(one: Annotated) -> None:
    """No document holds the name of somebody who held an office: names stand in configurations only."""
    assert not names_in(one.document.text, one.language)


def test_a_name_is_found() -> None:
    """The search sees a name as configurations have it, also without the given name."""
    assert names_in("So said Petro Yatsenko, and Yatsenko again.", "en") == ["Petro Yatsenko", "Yatsenko"]


@pytest.mark.parametrize("one", annotated(), ids=lambda one: one.document.id)
def test_the_language_is_found(one: Annotated) -> None:
    """The language of a document is found from its text alone."""
    alone = document(one.document.text, published=one.document.published_on)

    assert read_document(alone).language == one.language


@pytest.mark.parametrize("name", [None, *conflicts()])
def test_a_text_about_something_else_gives_no_claim(name: str | None) -> None:
    """A hundred texts on casualties, sport, budgets, inmates and more give no claim, whatever the configuration."""
    data = None if name is None else shipped_bytes(name)

    wrong = {one["id"]: found for one in UNRELATED if (found := quotes(one["text"], data))}

    assert len(UNRELATED) == 100
    assert wrong == {}


@pytest.mark.soak
def test_two_texts_about_something_else_rarely_give_a_claim() -> None:
    """Two such texts, one after the other, are taken for one about an exchange in one of nine cases at most."""
    texts = [one["text"] for one in UNRELATED]
    pairs = [*pairwise(texts), *pairwise(texts[::7]), *pairwise(texts[::31])]

    wrong = [pair for pair in pairs if quotes("\n\n".join(pair), None)]

    assert len(wrong) <= len(pairs) // 9


def quotes(text: str, data: bytes | None) -> list[str]:
    """Return the quotes of the claims that are read in a text."""
    one = document(text)
    return [claim.quote for claim in read_document(one, conflict=data).claims]


def names_in(text: str, language: str) -> list[str]:
    """Return the names of people in a text that shipped configurations know: a given name in brackets, a surname."""
    cut_up = cut(text, ((0, len(text)),), lexicon(language).cutting)
    tags = [tag for tree in names_of(language) for tag in find_tags(cut_up.tokens, tree)]
    return [text[slice(*cut_up.span(tag.first, tag.past))] for tag in tags]


@cache
def names_of(language: str) -> tuple[Node, ...]:
    """Return the patterns of names of people in a language, and of those written alike everywhere."""
    trees = []
    for wanted in (language, EVERY_LANGUAGE):
        tree = Node()
        for name in conflicts():
            for office in tomllib.loads(shipped_bytes(name).decode())["office"]:
                names = [one for one in office["name"].get(wanted, ()) if re.fullmatch(r"\([^()]*\) \S+", one)]
                add_patterns(tree, names, section="name", value="name")
        trees.append(tree)
    return tuple(trees)
