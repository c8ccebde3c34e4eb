"""The page of a text with its claims: nothing of the text is lost, every claim is marked, nothing becomes markup."""

import html
import re
from dataclasses import replace

import pytest

from homeward.bulletin.statement_page import Beside, direction_of, segments, statement_page
from homeward.model.documents import Block, BlockKind, Document
from homeward.statements.reader import Field, Reading
from tests.reader_fake import document, fake_reader, read_claim

TEXT = "The president of North said 390 people from each side came home.\n\n270 prisoners of war were among them."

_TAG = re.compile(r"<[^>]+>")
_NOTE = re.compile(r"<sup.*?</sup>")
_PARAGRAPH = re.compile(r'<p(?: lang="\w+")? dir="(ltr|rtl)">(.*?)</p>', re.DOTALL)


def reading(of: Document, *spans: tuple[int, int]) -> Reading:
    """Return a reading with a claim at each of *spans*."""
    claims = tuple(
        read_claim(f"c{at}", span=span, quote=of.text[span[0] : span[1]]) for at, span in enumerate(spans, 1)
    )
    return replace(fake_reader(of), claims=claims)


def shown(page: bytes) -> list[str]:
    """Return the paragraphs of the text on a page, without the notes."""
    found = [found[2] for found in _PARAGRAPH.finditer(page.decode())]
    return [html.unescape(_TAG.sub("", _NOTE.sub("", one))) for one in found]


def marks(page: bytes) -> list[str]:
    """Return what is marked on a page."""
    return [html.unescape(one) for one in re.findall(r"<mark[^>]*>(.*?)</mark>", page.decode())]


def test_the_text_stands_there_whole() -> None:
    """Every line of the text is on the page, in order, with nothing added but the numbers of claims."""
    made = document(TEXT)

    assert shown(statement_page(made, fake_reader(made))) == [line for line in TEXT.split("\n") if line]


def test_the_same_values_give_the_same_bytes() -> None:
    """Two pages of one reading are equal."""
    made = document(TEXT)

    assert statement_page(made, fake_reader(made)) == statement_page(made, fake_reader(made))


def test_each_claim_is_marked_and_framed() -> None:
    """What is marked is the quote, and the number beside it leads to its frame."""
    made = document(TEXT)

    page = statement_page(made, fake_reader(made))

    assert marks(page) == ["390 people", "270 prisoners of war"]
    assert b'href="#claim-2"' in page
    assert b'id="claim-2"' in page
    assert b"hos" not in page
    assert b"head of state of NORTH" in page
    assert b"covers 95%" in page


@pytest.mark.parametrize(
    "spans",
    [
        [(4, 13), (4, 13)],
        [(0, 30), (4, 13), (5, 9)],
        [(0, 10), (5, 20), (15, 30)],
        [(60, 72)],
        [(0, 0)],
        [(0, len(TEXT))],
        [],
    ],
)
def test_nested_and_overlapping_claims_lose_nothing(spans: list[tuple[int, int]]) -> None:
    """However spans lie, also over a line's end, the text is whole and every claim has its number."""
    made = document(TEXT)

    page = statement_page(made, reading(made, *spans))

    assert shown(page) == [line for line in TEXT.split("\n") if line]
    for number in range(1, len(spans) + 1):
        assert page.decode().count(f'id="claim-{number}"') == 1
    covered = {at for start, end in spans for at in range(start, end)}
    marked = "".join(marks(page))
    assert marked == "".join(one for at, one in enumerate(TEXT) if at in covered and one != "\n")


def test_how_sure_and_details_are_said_in_plain_words() -> None:
    """Fields have the names they have beside the claim, one list holds them, and a part leads to its whole's number."""
    made = document(TEXT)
    found = fake_reader(made)
    whole, part = found.claims
    fields = tuple(Field(name=name, rule="r", confidence=78) for name in ("event_date", "modality", "speaker"))
    part = replace(part, part_of=whole.id, fields=fields)

    page = statement_page(made, replace(found, claims=(whole, part))).decode()

    assert not [one for one in ("event_date", "modality", "speaker", "<dd>, ", f">{whole.id}<") if one in page]
    assert [one for one in ("day 78%", "sense 78%", "who 78%") if one not in page] == []
    assert '<dt>details</dt><dd><a href="#claim-1">claim 1</a></dd>' in page


def test_neighbours_say_once_what_they_are() -> None:
    """Lines that stand beside the article have one heading together; the next part has its own."""
    text = "Body\nBeside one\nBeside two\n\nBeside three\nsource: x\ndate: y\nchannel: z"
    at = text.index("Beside one"), text.index("\nsource")
    blocks = (
        Block(kind=BlockKind.BODY, start=0, end=4),
        Block(kind=BlockKind.SIDEBAR, start=at[0], end=at[1]),
    )

    page = statement_page(made := replace(document(text), blocks=blocks), fake_reader(made)).decode()

    assert page.count("Beside the article, not read for claims") == 1
    assert page.count("About the text, not read for claims") == 1
    assert page.count('class="row sidebar more"') == 2
    assert shown(page.encode()) == [line for line in text.split("\n") if line]


def test_what_belongs_to_several_claims_is_told_apart() -> None:
    """A piece under two spans is marked in another way than one under one."""
    made = document(TEXT)

    page = statement_page(made, reading(made, (0, 10), (5, 20))).decode()

    assert re.findall(r'<mark( class="two")?>', page) == ["", ' class="two"', ""]


def test_pieces_follow_one_another() -> None:
    """Pieces have no gap and no overlap, and know who covers them."""
    found = list(segments(0, 10, {"a": (2, 6), "b": (4, 20), "c": (30, 40)}))

    assert found == [(0, 2, ()), (2, 4, ("a",)), (4, 6, ("a", "b")), (6, 10, ("b",))]


def test_parts_are_told_apart() -> None:
    """Headline, caption and what stands beside are named as such; the rest is about the text."""
    text = "Head\nBody\nCaption\nBeside\nsource: x"
    kinds = [BlockKind.HEADLINE, BlockKind.BODY, BlockKind.CAPTION, BlockKind.SIDEBAR]
    starts = [0, 5, 10, 18, 25]
    blocks = tuple(
        Block(kind=kind, start=start, end=end - 1) for kind, start, end in zip(kinds, starts, starts[1:], strict=False)
    )
    made = replace(document(text), blocks=blocks)

    page = statement_page(made, fake_reader(made)).decode()

    assert re.findall(r'class="row (\w+)"', page) == ["headline", "body", "caption", "sidebar", "other"]
    assert page.count("not read for claims") == 3


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style>", "&amp;"]
)
def test_nothing_becomes_markup(hostile: str) -> None:
    """Text, source, title, channel and quote are shown as they stand, whatever is in them."""
    text = f"{hostile} 390 people {hostile}"
    made = replace(document(text), source=hostile, channel=hostile)

    page = statement_page(made, reading(made, (0, len(text))), Beside(title=hostile)).decode()

    assert "<script" not in page
    assert "<img" not in page
    assert page.count("</style>") == 1
    assert shown(page.encode()) == [text]


def test_each_paragraph_is_read_in_its_own_direction() -> None:
    """Arabic stands from right to left, also where it begins with a Latin word; the page itself does not."""
    made = replace(document("NATO: عاد اليوم 390 أسيرا إلى ديارهم\n390 people came home"), language="ar")

    page = statement_page(made, fake_reader(made)).decode()

    assert '<html lang="en" dir="ltr">' in page
    assert [found[1] for found in _PARAGRAPH.finditer(page)] == ["rtl", "ltr"]
    assert direction_of("123") == "ltr"


def test_where_the_words_stand_in_the_file_is_said() -> None:
    """A claim that stands elsewhere in the file, or is broken there by markup, says so."""
    made = document(TEXT)
    found = fake_reader(made)

    page = statement_page(made, found, Beside(in_file={"c1": (128, 138)})).decode()

    assert "128 to 138 of the file as given" in page
    assert "broken by markup" in page


def test_a_demonstration_says_so() -> None:
    """The page of a demonstration's exchange bears the mark, and no other does."""
    made = document(TEXT)

    assert b"Demonstration" in statement_page(made, fake_reader(made), Beside(is_demo=True))
    assert b"Demonstration" not in statement_page(made, fake_reader(made))


def test_how_it_was_read_is_said() -> None:
    """Configuration, what else was tried, lexicons and the hash of the file are on the page."""
    made = document(TEXT)

    page = statement_page(made, fake_reader(made)).decode()

    assert all(one in page for one in ("made-up 70, other 10", "0" * 64, "a" * 64, "made up"))
