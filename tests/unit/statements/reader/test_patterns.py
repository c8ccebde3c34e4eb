"""Patterns of words: what each sign of a pattern stands for, and which of several patterns counts."""

import pytest

from homeward.statements.reader.lexicon import lexicon
from homeward.statements.reader.patterns import Node, Tag, add_patterns, find_tags
from homeward.statements.reader.tokens import Cutting, cut


def found(text: str, *patterns: str, language: str = "en") -> list[str]:
    """Return the words that patterns find in a text."""
    tree = Node()
    add_patterns(tree, patterns, section="noun", value="x")
    return words(text, tree, language)


def words(text: str, tree: Node, language: str = "en") -> list[str]:
    """Return the words of all that is found in a text."""
    made = cut(text, ((0, len(text)),), lexicon(language).cutting)
    return [text[slice(*made.span(tag.first, tag.past))] for tag in find_tags(made.tokens, tree)]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("soldier", "one soldier came", ["soldier"]),
        ("soldier", "many soldiers came", []),
        ("soldier|soldiers", "a soldier, two soldiers", ["soldier", "soldiers"]),
        ("soldier*", "a soldier, soldierly soldiers", ["soldier", "soldierly", "soldiers"]),
        ("*tion", "a nation in relation", ["nation", "relation"]),
        ("*tion", "tion", []),
        ("prisoner of war", "a prisoner of war", ["prisoner of war"]),
        ("prisoner of war", "a prisoner of no war", []),
        ("prisoner (of) war", "prisoner war and prisoner of war", ["prisoner war", "prisoner of war"]),
        ("(old) soldier", "soldier and old soldier", ["soldier", "old soldier"]),
        ("prisoner (of war) camp", "prisoner camp, prisoner of war camp", ["prisoner camp", "prisoner of war camp"]),
        ("prisoner (of war) camp", "prisoner of camp", []),
        ("handed ~ over", "handed over", ["handed over"]),
        ("handed ~ over", "handed the three men over", ["handed the three men over"]),
        ("handed ~ over", "handed the three brave men over", []),
        ("handed ~ over", "handed. Then over", []),
        ("non combatant", "a non-combatant", ["non-combatant"]),
        ("non-combatant", "a non combatant", ["non combatant"]),
        ("Türkiye", "in TURKIYE", ["TURKIYE"]),
        ("north's", "North\u2019s army", ["North\u2019s"]),
    ],
)
def test_each_sign_of_a_pattern_has_its_meaning(pattern: str, text: str, expected: list[str]) -> None:
    """``|`` either, ``*`` any end or start, ``( )`` may be missing, ``~`` up to three words, never over a sentence."""
    assert found(text, pattern) == expected


def test_the_longest_match_counts() -> None:
    """Of several patterns that match at a place the longest counts, and none shorter inside it."""
    assert found("old prisoners of war", "prisoners", "prisoners of war", "war") == ["prisoners of war"]
    assert found("prisoners of peace", "prisoners", "prisoners of war", "peace") == ["prisoners", "peace"]


def test_sections_do_not_hide_each_other() -> None:
    """A longer match in one section leaves a shorter one in another as it is."""
    tree = Node()
    add_patterns(tree, ["handed over"], section="verb", value="hand_over")
    add_patterns(tree, ["over"], section="hedge", value="at_least")

    assert words("handed over 12", tree) == ["handed over", "over"]


def test_a_word_may_mean_two_things_of_one_section() -> None:
    """A pattern under two values gives both, each once."""
    tree = Node()
    for value in ("to", "in", "to"):
        add_patterns(tree, ["ne"], section="preposition", value=value)
    made = cut("ne", ((0, 2),), Cutting())

    assert sorted(tag.value for tag in find_tags(made.tokens, tree)) == ["in", "to"]


def test_a_tag_says_what_was_cut_off() -> None:
    """Where a word is found without what is written together with it, the tag says what that was."""
    tree = Node()
    add_patterns(tree, ["تالانيا"], section="party", value="NORTH")
    made = cut("ولتالانيا", ((0, 9),), lexicon("ar").cutting)

    assert list(find_tags(made.tokens, tree)) == [
        Tag(section="party", value="NORTH", first=0, past=1, clitics="\u0648\u0644")
    ]


@pytest.mark.parametrize("pattern", ["a||b", "*", "(", "(a", "a|", "a*b", "()"])
def test_what_is_no_pattern_is_refused(pattern: str) -> None:
    """A sign in the wrong place is refused, with section, value and pattern."""
    with pytest.raises(ValueError, match=r"noun\.pow: .* is no pattern"):
        add_patterns(Node(), [pattern], section="noun", value="pow")


@pytest.mark.parametrize("pattern", ["", "(a)", "(a) (b)"])
def test_a_pattern_that_matches_nothing_finds_nothing(pattern: str) -> None:
    """A pattern all of whose words may be missing never matches where they are missing."""
    assert found("some other words", pattern) == []
