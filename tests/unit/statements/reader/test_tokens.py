"""A text is cut into sentences, quotations and words that stand exactly where the text has them."""

import pytest

from homeward.statements.reader.lexicon import lexicon
from homeward.statements.reader.tokens import Kind, Text, cut, fold


def text_of(text: str, language: str = "en") -> Text:
    """Return a text, cut as its language is cut."""
    return cut(text, ((0, len(text)),), lexicon(language).cutting)


def sentences(text: str, language: str = "en") -> list[str]:
    """Return the sentences of a text."""
    made = text_of(text, language)
    return [text[slice(*made.span(first, past))] for first, past in made.sentences]


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("en", "North gave 12. South gave 9.", 2),
        ("en", "Is it over? It is. Not yet!", 3),
        ("en", "On 5 Sept. 12 people came home.", 1),
        ("en", "Gen. North said so.", 1),
        ("en", "J. North said so.", 1),
        ("en", "He wrote on X. Then 12 people came.", 2),
        ("en", "About 1.2 million, no more.", 1),
        ("en", '"It is over." She said no more.', 2),
        ("en", "first line\nsecond line", 2),
        ("en", "one. two", 1),
        ("uk", "Звільнено 1,2 тис. військових. Обмін триває.", 2),
        ("uk", "У 2031 р. звільнено 12 осіб.", 1),
        ("ru", "Вернулись 1,2 тыс. человек. Обмен идёт.", 2),
        ("ar", "عاد 12 أسيرا. ثم عاد 9.", 2),
        ("ar", "هل عادوا؟ نعم.", 2),
        ("sq", "U kthyen 12 veta. Pastaj edhe 9.", 2),
    ],
)
def test_sentences_end_where_they_end(language: str, text: str, count: int) -> None:
    """A full stop ends a sentence unless it ends an abbreviation, stands inside a number or before a small letter."""
    assert len(sentences(text, language)) == count


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said "it is over" twice.', ['"it is over"']),
        ("He said \u201cit is over\u201d twice.", ["\u201cit is over\u201d"]),
        ("\u00abВсе\u00bb, \u2013 сказав він.", ["\u00abВсе\u00bb"]),
        ("\u201eVse\u201c dixit.", ["\u201eVse\u201c"]),
        ('"One." and "two."', ['"One."', '"two."']),
        ('He began: "it is', ['"it is']),
        ("no marks at all", []),
    ],
)
def test_quotations_are_spans_with_their_marks(text: str, quoted: list[str]) -> None:
    """A quotation goes from its opening to its closing mark; one left open goes to the end of its paragraph."""
    made = text_of(text)

    assert [text[slice(*span)] for span in made.quotations] == quoted


def test_a_place_knows_its_quotation() -> None:
    """Inside a quotation, its number is given; outside, none."""
    text = 'He said "it is over" twice.'
    made = text_of(text)

    assert made.quotation_at(text.index("over")) == 0
    assert made.quotation_at(text.index("He")) is None
    assert made.quotation_at(text.index("twice")) is None


@pytest.mark.parametrize(
    ("language", "text", "numbers"),
    [
        ("en", "1,200 and 1 200", ["1,200", "1", "200"]),
        ("uk", "1 200 осіб і 12 345 осіб", ["1 200", "12 345"]),
        ("uk", "1\u00a0200 осіб", ["1\u00a0200"]),
        ("uk", "у 2031 200 осіб", ["2031", "200"]),
        ("ru", "1 200 человек", ["1 200"]),
        ("sq", "1.200 veta", ["1.200"]),
        ("ar", "١٬٢٠٠ أسير و٣٩٠", ["١٬٢٠٠", "٣٩٠"]),
        ("en", "2.5 and 1,2345", ["2.5", "1,2345"]),
    ],
)
def test_figures_are_one_token(language: str, text: str, numbers: list[str]) -> None:
    """Marks between groups of three digits belong to the number; a plain space does only where the language does so."""
    assert [one.text for one in text_of(text, language).tokens if one.kind is Kind.NUMBER] == numbers


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Türkiye", "turkiye"),
        ("Talania\u2019s", "talania"),
        ("М\u2019яч", "м'яч"),
        ("М\u02bcяч", "м'яч"),
        ("Ещё", "еще"),
        ("أسرى", "اسري"),
        ("كَتَبَ", "كتب"),
        ("Për", "per"),
        ("'s", "'s"),
    ],
)
def test_words_are_looked_up_without_what_does_not_matter(word: str, folded: str) -> None:
    """Case, vowel signs, accents, the form of the apostrophe and a possessive ending do not matter."""
    assert fold(word) == folded


def test_what_is_written_together_is_also_looked_up_apart() -> None:
    """An Arabic word is looked up as it stands, and without "and", "to" and the article before it."""
    (token,) = text_of("وللأسرى", "ar").tokens

    assert token.norm == "وللاسري"
    assert "اسري" in {form for form, _ in token.forms}
    assert all(token.norm.endswith(form) for form, _ in token.forms)


def test_every_token_stands_in_the_text() -> None:
    """A token's ends are code points of the text as given, in order, also behind signs of two code points."""
    text = "\U0001f54a\ufe0f Півні\u0301ч: 12\u00a0345 осіб.\n\nوصل 12 أسيرا."
    tokens = text_of(text, "uk").tokens

    assert [text[one.start : one.end] for one in tokens] == [one.text for one in tokens]
    assert [one.start for one in tokens] == sorted({one.start for one in tokens})


def test_parts_never_share_a_sentence() -> None:
    """What stands in two parts of a document stands in two sentences and paragraphs; what lies between is not cut."""
    text = "North gave 12 (caption) and South gave 9"
    made = cut(text, ((0, 13), (24, len(text))), lexicon("en").cutting)

    assert len(made.sentences) == 2
    assert made.paragraphs == (0, 1)
    assert "caption" not in {one.text for one in made.tokens}


def test_a_text_of_nothing_is_cut_into_nothing() -> None:
    """No text, and only white space, have no token, no sentence and no quotation."""
    for text in ("", " \n\n ", "\u200b"):
        assert text_of(text).sentences == () or text == "\u200b"
