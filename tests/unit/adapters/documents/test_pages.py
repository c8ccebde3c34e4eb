"""Saved pages: the article is told apart from what stands around it, and hostile pages give findings."""

import logging
import time
from datetime import date

import pytest

from homeward.adapters.documents import Opened, open_documents, pages
from homeward.model.documents import BlockKind

PAGE = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>North and South exchange 800 prisoners | Daily</title>
<link rel="canonical" href="https://daily.example/exchange">
<meta property="og:site_name" content="Daily">
<script type="application/ld+json">
{"@graph": [{"@type": "WebSite"}, {"@type": "NewsArticle", "datePublished": "2026-03-10T22:10:00+02:00"}]}
</script><style>p{color:red}</style></head><body>
<header><nav><a href="/">Home</a> <a href="/w">World</a></nav></header>
<div class="cookie-banner"><p>We use 390 cookies to make your visit to this site better. Accept all.</p></div>
<main><article><h1>North and South exchange 800 prisoners</h1>
<figure><img src="x" alt="y"><figcaption>Buses with 45 people at the crossing on 10 March.</figcaption></figure>
<p>North and South have begun the largest exchange since the start, officials from both sides said <b>Tuesday</b>.</p>
<p>The president of North said that 390&nbsp;people from each side had been exchanged and that it would go on.</p>
<p>It goes on.</p>
<p>According to the defence ministry of South,<br>this number included 270 prisoners of war and 120 civilians.</p>
<aside class="related"><h3>Read also</h3><p>In January 150 prisoners of war were returned in an exchange.</p></aside>
<p><a href="/more">More: 55 civilians came home last month, says the ministry of South</a></p>
<p>The exchange of 1,000 people from each side would be the largest since the beginning of it all.</p>
<div hidden><p>Hidden: 77 people.</p></div>
</article></main>
<aside><h2>Most read</h2><p>South says 303 people were freed in an earlier exchange that was held last year.</p></aside>
<section class="comments"><p>Reader: I heard 5000 people were exchanged! That is what everybody says here.</p></section>
<footer><p>Copyright 2026 Daily, 12 people work here.</p></footer>
</body></html>"""


def opened(page: str) -> Opened:
    """Open a page that is one document."""
    (one,), _ = open_documents(page.encode(), name="saved.dat")
    return one


def parts(one: Opened, *kinds: BlockKind) -> list[str]:
    """Return the texts of the blocks of some kinds."""
    return [one.document.text[block.start : block.end] for block in one.document.blocks if block.kind in kinds]


def test_only_headline_and_body_can_bear_claims() -> None:
    """Stories beside, captions, banners, comments and links to other stories are no part of headline and body."""
    one = opened(PAGE)

    assert parts(one, BlockKind.HEADLINE) == ["North and South exchange 800 prisoners"]
    assert parts(one, BlockKind.BODY) == [
        "North and South have begun the largest exchange since the start, officials from both sides said Tuesday.",
        "The president of North said that 390\u00a0people from each side had been exchanged and that it would go on.",
        "It goes on.",
        "According to the defence ministry of South,\nthis number included 270 prisoners of war and 120 civilians.",
        "The exchange of 1,000 people from each side would be the largest since the beginning of it all.",
    ]
    assert parts(one, BlockKind.CAPTION) == ["Buses with 45 people at the crossing on 10 March."]


def test_what_stands_beside_is_kept_and_said_to_be_beside() -> None:
    """Nothing a reader sees is lost in silence, but for what is there to move about in the page."""
    beside = " ".join(parts(opened(PAGE), BlockKind.SIDEBAR))

    assert all(number in beside for number in ("390 cookies", "150", "55", "303", "5000"))
    assert "Hidden" not in opened(PAGE).document.text
    assert "color" not in opened(PAGE).document.text
    assert "Home" not in opened(PAGE).document.text


@pytest.mark.parametrize("place", ["aside", 'div class="comments"', 'section role="complementary"', 'div id="related"'])
def test_words_of_the_article_said_again_beside_it_are_not_read_twice(place: str) -> None:
    """A comment or a teaser that repeats a paragraph of the article stays beside it."""
    said = "The president of North said that 390 people from each side had been exchanged on Tuesday."
    tag = place.partition(" ")[0]
    page = f"<html><body><article><h1>Head</h1><p>{said}</p><p>It goes on for all who wait at home.</p></article>"

    one = opened(f"{page}<{place}><p>{said}</p></{tag}></body></html>")

    assert parts(one, BlockKind.BODY).count(said) == 1
    assert parts(one, BlockKind.SIDEBAR) == [said]


def test_a_page_says_where_and_when() -> None:
    """Source, day and language are those the page states about itself."""
    one = opened(PAGE)

    assert one.document.source == "https://daily.example/exchange"
    assert one.document.published_on == date(2026, 3, 10)
    assert one.document.language == "en"
    assert one.document.channel is None
    assert one.title == "North and South exchange 800 prisoners"


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<meta property="article:published_time" content="2026-03-09T10:00Z">', date(2026, 3, 9)),
        ('<meta name="DC.date" content="2026-03-08">', date(2026, 3, 8)),
        (
            '<script type="application/ld+json">{broken</script><meta name="date" content="2026-03-07">',
            date(2026, 3, 7),
        ),
        ('<script type="application/ld+json">' + "[" * 50_000 + "</script>", None),
        ("", None),
    ],
)
def test_the_day_comes_from_where_pages_write_it(head: str, day: date | None) -> None:
    """Machine-readable dates are taken in turn; broken ones are passed over."""
    page = f"<html><head>{head}</head><body><article><p>390 people came home, both sides said.</p></article></body>"

    assert opened(page).document.published_on == day


def test_a_time_element_is_a_date_and_an_odd_one_is_told() -> None:
    """The first time element counts where nothing else is stated."""
    page = "<html><body><article><time datetime='{}'>x</time><p>390 people came home, both said.</p></article></body>"

    assert opened(page.format("2026-03-06")).document.published_on == date(2026, 3, 6)
    assert "DOC-13" in [one.code for one in open_documents(page.format("soon").encode(), name="x")[1]]


def test_a_post_saved_from_a_channel_says_so() -> None:
    """The channel is told by the page's own address."""
    page = '<html><head><meta property="og:url" content="https://t.me/north/7"></head><body><p>390 people.</p></body>'

    assert opened(page).document.channel == "telegram"


def test_every_place_in_the_file_is_true() -> None:
    """Where a paragraph stands in the file as given, the same characters stand there."""
    one = opened(PAGE)
    text = one.document.text

    found = {span: one.in_file(span) for span in ((block.start, block.end) for block in one.document.blocks)}

    assert sum(place is not None for place in found.values()) >= 8
    for (start, end), place in found.items():
        if place is not None:
            assert PAGE[place[0] : place[1]] == text[start:end]


def test_blocks_follow_one_another() -> None:
    """Blocks do not overlap and hold all of the text but the blank lines between them."""
    document = opened(PAGE).document

    rest = document.text
    for block in reversed(document.blocks):
        rest = rest[: block.start] + rest[block.end :]

    assert rest.strip("\n") == ""


def test_a_page_without_an_article_is_read_whole_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no library finds an article, everything not beside one is the body, and a person is told."""
    monkeypatch.setattr(pages, "_article", lambda _: [])

    (one,), findings = open_documents(b"<div>390 people</div><p>307 people</p><aside>9 people</aside>", name="x")

    assert parts(one, BlockKind.BODY) == ["390 people", "307 people"]
    assert parts(one, BlockKind.SIDEBAR) == ["9 people"]
    assert [finding.code for finding in findings] == ["DOC-9"]


def test_a_second_library_is_asked_where_the_first_finds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without trafilatura's answer the article is the one readability finds."""
    monkeypatch.setattr(pages, "_by_trafilatura", lambda _: [])

    (one,), findings = open_documents(PAGE.encode(), name="x")

    bodies = parts(one, BlockKind.BODY)
    assert findings == ()
    assert any("390" in body for body in bodies)
    assert not any(number in " ".join(bodies) for number in ("303", "5000", "cookies"))


@pytest.mark.parametrize(
    "page", ["<html></html>", "<html><script>390 people</script></html>", "<!doctype html><p> </p>"]
)
def test_a_page_without_text_is_found(page: str) -> None:
    """A page that is empty until a script runs holds no text."""
    documents, findings = open_documents(page.encode(), name="x")

    assert documents == ()
    assert [one.code for one in findings] == ["DOC-8"]


@pytest.mark.parametrize(
    "page",
    [
        "<html>" + "<div>" * 500 + "390 people",
        "<html>" + "<div>" * 300_000,
        "<html><p>" + "<b><i>" * 100_000 + "390",
        "<html>" + "<p>390</p>" * 150_000,
        "<html><p " + " ".join(f'a{n}="x"' for n in range(300_000)) + ">390 people",
    ],
    ids=["deep", "deeper", "inline", "wide", "attributes"],
)
def test_a_page_made_to_hurt_is_refused_quickly(page: str) -> None:
    """Nesting and number of parts have a limit; beyond it there is a finding and no long wait."""
    began = time.monotonic()

    documents, findings = open_documents(page.encode(), name="x")

    assert documents == ()
    assert [one.code for one in findings] == ["DOC-10"]
    assert time.monotonic() - began < 20


@pytest.mark.parametrize(
    "page",
    [
        "<html><p>a<",
        "<html><![CDATA[390]]><p>390 people",
        "<html><body><p>&#0;&#xD800;&bogus; 390 people</p>",
        "<html><base href='http://10.0.0.1/'><img src='http://10.0.0.1/x'><p>390 people</p>",
        "<html><frameset><frame src='x'></frameset>",
        "<html><!DOCTYPE x [<!ENTITY a 'b'>]><p>390 people &a;</p>",
    ],
)
def test_a_broken_page_breaks_nothing(page: str) -> None:
    """Whatever markup does, there is a document or a finding."""
    documents, findings = open_documents(page.encode(), name="x")

    assert documents or findings


def test_no_library_speaks(caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]) -> None:
    """What a library has to say about a page is not said on the terminal."""
    with caplog.at_level(logging.CRITICAL):
        open_documents(b"<html><body><p>x 1</p></body></html>", name="x")

    assert capsys.readouterr() == ("", "")


def test_long_classes_around_many_paragraphs_cost_no_hours() -> None:
    """What an element is, is judged once, however many paragraphs lie in it."""
    classes = "comm-ents " * 2_000
    page = f'<html><body>{f"""<div class="{classes}">""" * 100}{"<p>390 people.</p>" * 2_000}</body></html>'
    start = time.perf_counter()

    open_documents(page.encode(), name="x")

    assert time.perf_counter() - start < 10


def test_many_long_tags_together_are_refused() -> None:
    """The limit on the words of a tag is one on all of them: many tags cost as much as one."""
    tag = f"<p {' '.join(f'attribute-{one}' for one in range(4_000))}>390 people</p>"

    _, findings = open_documents(f"<html><body>{tag * 15}</body></html>".encode(), name="x")

    assert [one.code for one in findings] == ["DOC-10"]
