"""HTML as values."""

import pytest

from homeward.bulletin.markup import clean, el, fill, plain, render


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "</bdi></td>", '" onload="x', "&lt;b&gt;", "'"])
def test_text_never_becomes_markup(hostile: str) -> None:
    """A text stays a text in content and in attributes, whatever stands in it."""
    page = render(el("p", hostile, title=hostile))

    inside = page.removeprefix('<p title="').removesuffix("</p>").replace('">', "", 1)
    assert not set(inside) & set("<>\"'")


def test_characters_that_turn_or_hide_text_are_dropped() -> None:
    """Overrides, isolates, zero-width spaces and controls leave; joiners that scripts need stay."""
    text = "a\u202eb\u2066c\u200bd\u0000e\ufefff\u200cg\u200dh\ud800"

    assert clean(text) == "abcdef\u200cg\u200dh"


def test_values_are_isolated_in_sentences() -> None:
    """A text put into a sentence cannot turn the sentence around it."""
    sentence = el("p", *fill("From {holder} to {receiver}", holder="A & B", receiver=el("b", "C")))

    assert render(sentence) == "<p>From <bdi>A &amp; B</bdi> to <b>C</b></p>"


def test_braces_in_values_are_not_filled_again() -> None:
    """A value that looks like a placeholder stays what it is."""
    assert plain("{a} {b}", a="{b}", b="x") == "{b} x"


@pytest.mark.parametrize("tag", ["script>", "p onclick", "", "1"])
def test_a_tag_is_a_name(tag: str) -> None:
    """Nothing but a plain name can be a tag."""
    with pytest.raises(ValueError, match="name"):
        el(tag)


@pytest.mark.parametrize("child", ["</style><script>", el("b", "x")])
def test_a_style_sheet_holds_no_markup(child: str) -> None:
    """The one raw text of a page cannot be left from inside."""
    with pytest.raises(ValueError, match="style sheet"):
        render(el("style", child))


def test_void_elements_have_no_end() -> None:
    """Elements without content are written without an end tag; an absent attribute is left out."""
    assert render(el("meta", charset="utf-8", name=None)) == '<meta charset="utf-8">'
