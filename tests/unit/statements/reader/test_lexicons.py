"""Every lexicon is whole, says nothing twice, and reads: also the small ones that a speaker added without code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Final

import pytest

from homeward.statements.reader.lexicon import SECTIONS, languages, lexicon, parse_lexicon
from homeward.statements.reader.tokens import fold
from tests.reading import PUBLISHED, lexicon_table, reading

LANGUAGES: Final = languages()
NEEDED: Final[Mapping[str, str]] = {
    "anaphor": "same",
    "auxiliary": "be",
    "block": "after before money around",
    "breaker": "clause that",
    "channel": "telegram x facebook statement press",
    "dead": "dead",
    "event": "exchange deal formula stage lists process",
    "gate": "strong weak against",
    "hedge": "approx at_least at_most",
    "month": "1 2 3 4 5 6 7 8 9 10 11 12",
    "negation": "not",
    "noun": "pow civilian bodies hostage persons",
    "number": "1 2 3 4 5 6 7 8 9 10 20 30 100 1000 and",
    "office": "hos mod mfa coord neg parl io media unnamed",
    "ordinal": "1 2 last",
    "period": "within past days ago",
    "possessive": "own other",
    "preposition": "to from by ratio in_return",
    "pronoun": "person body",
    "relative": "d-1 d+0 d+1 m-1",
    "report": "say according this_was_said",
    "scope": "per_side total cumulative subset",
    "sense": "expected agreed by_deal offered demanded denied refused postponed pending held ongoing begun done "
    "happened superseded",
    "since": "since start",
    "speaker": "BOTH ANON NEWS",
    "status": "expected",
    "superlative": "largest",
    "vague": "200",
    "verb": "exchange release hand_over return bring hold kill",
    "weekday": "1 2 3 4 5 6 7",
    "whom": "they",
}
"""What every lexicon must have a word for: the values of each section."""

SAID_OTHERWISE: Final = {
    ("ar", "block", "around"),
    ("ar", "breaker", "that"),
    ("sq", "breaker", "that"),
    ("tr", "breaker", "that"),
    ("tr", "preposition", "from"),
}
"""What a language says by an ending, or by a word that stands elsewhere in its lexicon."""

EXCLUSIVE: Final = (
    "dual",
    "hedge",
    "month",
    "negation",
    "noun",
    "number",
    "ordinal",
    "possessive",
    "relative",
    "scope",
    "superlative",
    "vague",
    "verb",
    "weekday",
)
"""
Sections in which a word has one value: a number counts soldiers or civilians, not both. Elsewhere a word may have
several ("nga" is "by" and "from"), and whoever asks names the value it asks for.
"""

DOUBLE: Final[Mapping[str, frozenset[str]]] = {
    "en": frozenset(
        {"block.before: room", "office.mod: ministry of defence|defense", "scope.subset: included", "verb: taken back"}
    ),
    "fr": frozenset({"hedge.at_most: jusqu'a", "verb: rapatrie", "verb: rapatrier"}),
    "he": frozenset({"noun: אזרח", "period.past: במשך", "scope: סך הכול", "scope: סך הכל"}),
    "ru": frozenset(
        {
            "noun: младенец",
            "noun: разведчик*",
            "report.say: парировал|парировала|парировало|парировали",
            "report.say: спрогнозировал|спрогнозировала|спрогнозировало|спрогнозировали",
            "verb: вызволены",
        }
    ),
    "sq": frozenset({"hedge.at_least: mbi", "scope: per te dyja palet"}),
    "tr": frozenset({"noun: isim", "noun: isimler*"}),
    "uk": frozenset(
        {
            "noun: репатрійован*",
            "preposition.from: з підконтрольної",
            "scope: в обидва боки",
            "scope: по обидва боки",
            "scope: у обидва боки",
        }
    ),
}
"""Words with two values that are known and not yet decided: take words away from here, add none."""

SMALL: Final = (
    (
        "fr",
        "Le ministère russe de la Défense a annoncé que 146 soldats russes ont été libérés de captivité vendredi.",
        [("146 soldats russes", "RU", "UA>RU", "pow", "done")],
    ),
    (
        "fr",
        "Selon la présidence ukrainienne, la Russie et l'Ukraine ont échangé 390 prisonniers de chaque côté.",
        [("390 prisonniers", "UA", "both", "persons", "done")],
    ),
    (
        "fr",
        "L'Ukraine a récupéré les corps de 1 200 soldats, a annoncé le quartier général de coordination.",
        [("1 200 soldats", "UA", "RU>UA", "bodies", "done")],
    ),
    (
        "fr",
        "L'échange de prisonniers entre la Russie et l'Ukraine a été reporté.",
        [
            (
                "L'échange de prisonniers entre la Russie et l'Ukraine a été reporté",
                "NEWS",
                "both",
                "persons",
                "postponed",
            )
        ],
    ),
    (
        "tr",
        "Rusya Savunma Bakanlığı, 146 Rus askerinin esaretten kurtarıldığını açıkladı.",
        [("146 Rus askerinin", "RU", "UA>RU", "pow", "done")],
    ),
    (
        "tr",
        "Hamas üç rehineyi serbest bıraktı, İsrail 183 Filistinli mahkumu serbest bırakacak.",
        [
            ("üç rehineyi", "NEWS", "HAMAS>ISR", "hostage", "done"),
            ("183 Filistinli mahkumu", "NEWS", "ISR>HAMAS", "persons", "expected"),
        ],
    ),
    (
        "tr",
        "Rusya ile Ukrayna arasındaki esir takası ertelendi.",
        [("esir takası ertelendi", "NEWS", "both", "persons", "postponed")],
    ),
    (
        "he",
        "משרד ההגנה הרוסי הודיע כי 146 חיילים רוסים שוחררו מהשבי ביום שישי.",
        [("146 חיילים רוסים", "RU", "UA>RU", "pow", "done")],
    ),
    (
        "he",
        "חמאס שחרר שלושה חטופים, וישראל שחררה 183 אסירים פלסטינים.",
        [
            ("שלושה חטופים", "NEWS", "HAMAS>ISR", "hostage", "done"),
            ("183 אסירים פלסטינים", "NEWS", "ISR>HAMAS", "persons", "done"),
        ],
    ),
    (
        "he",
        "רוסיה ואוקראינה החליפו 390 שבויים מכל צד.",
        [("390 שבויים", "NEWS", "both", "pow", "done")],
    ),
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lexicon_compiles(language: str) -> None:
    """A lexicon is read, and knows how its language is cut."""
    made = lexicon(language)

    assert made.language == language
    assert len(made.digest) == 64
    assert lexicon_table(language)["language"]["name"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lexicon_has_what_every_lexicon_has(language: str) -> None:
    """Every section has a word for each of the values that every language needs."""
    table = lexicon_table(language)
    needed = {(language, section, value) for section, values in NEEDED.items() for value in values.split()}

    missing = {one for one in needed if not table.get(one[1], {}).get(one[2])}

    assert missing <= SAID_OTHERWISE


def test_no_section_is_forgotten_here() -> None:
    """The sections that every lexicon needs are all sections but those only some languages have."""
    assert set(NEEDED) == SECTIONS - {"dual", "role"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pattern_stands_once(language: str) -> None:
    """No value has the same pattern twice."""
    table = {section: values for section, values in lexicon_table(language).items() if section != "language"}
    counts = {
        (section, value): Counter(fold(one) for one in patterns)
        for section, values in table.items()
        for value, patterns in values.items()
    }

    twice = {
        f"{section}.{value}: {pattern}"
        for (section, value), counted in counts.items()
        for pattern, number in counted.items()
        if number > 1
    }

    assert twice <= DOUBLE.get(language, frozenset())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_has_one_value_where_values_exclude_each_other(language: str) -> None:
    """In a section whose values exclude each other no word stands under two."""
    table = lexicon_table(language)

    found = {
        f"{section}: {words}"
        for section in EXCLUSIVE
        for words, values in values_of(table.get(section, {})).items()
        if len(values) > 1
    }

    assert found <= DOUBLE.get(language, frozenset())


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ('[nouns]\npow = ["soldier"]', "lexicon xx: unknown sections nouns"),
        ('[noun]\npow = ["soldier|"]', r"noun\.pow: 'soldier\|' is no pattern"),
        ("[noun", "TOML|Expected|at line"),
    ],
)
def test_a_bad_lexicon_is_refused(data: str, says: str) -> None:
    """An unknown section and a pattern that is none are refused, by name."""
    with pytest.raises(ValueError, match=says):
        parse_lexicon(data.encode(), language="xx")


def test_a_lexicon_of_one_word_reads_it() -> None:
    """Nothing but sections a speaker wrote is needed: a lexicon may be as small as one word."""
    made = parse_lexicon(b'[noun]\npow = ["soldat*"]\n', language="xx")

    assert (made.language, made.clitic_roles, made.cutting.clitics) == ("xx", {}, ())


@pytest.mark.parametrize(
    ("language", "text", "expected"), SMALL, ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_small_lexicon_reads(language: str, text: str, expected: list[tuple[str, ...]]) -> None:
    """Hebrew, French and Turkish sentences give their claims, by lexicons alone."""
    found = reading(text, language, published=PUBLISHED, conflict=None).claims

    assert [
        (one.quote, one.speaker.party, one.direction, one.category, one.modality.value) for one in found
    ] == expected


def test_two_values_are_found() -> None:
    """The search sees a word under two values, also where one pattern holds several words."""
    section = {"pow": ["soldier|soldiers", "(old) guard"], "civilian": ["resident", "soldiers", "old guard"]}

    assert {words for words, values in values_of(section).items() if len(values) > 1} == {"soldiers", "old guard"}


def values_of(section: Mapping[str, list[str]]) -> dict[str, set[str]]:
    """Return for all words that patterns of a section name the values they stand under."""
    found: dict[str, set[str]] = {}
    for value, patterns in section.items():
        for pattern in patterns:
            for words in words_of(pattern):
                found.setdefault(words, set()).add(value)
    return found


def words_of(pattern: str) -> Iterator[str]:
    """Yield all that a pattern may match, word by word; one with words in brackets as a whole is left as it is."""
    options: list[list[str]] = []
    for word in pattern.replace("-", " ").split():
        is_optional = word.startswith("(") and word.endswith(")")
        inside = word[1:-1] if is_optional else word
        options.append([*(fold(one) for one in inside.split("|")), *([""] if is_optional else [])])
    for words in product(*options):
        yield " ".join(one for one in words if one)
