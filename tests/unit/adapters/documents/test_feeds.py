"""Feeds: one document for each entry, whatever the dialect; hostile XML is refused."""

import json
import time
from datetime import date

import pytest

from homeward.adapters.documents import Result, open_documents
from homeward.adapters.documents.rules import ENTRIES
from homeward.model.documents import BlockKind

RSS = """<?xml version="1.0" encoding="utf-8"?>
<!-- made up -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Daily</title>
<language>en-us</language>
<item><title>800 exchanged</title><link>https://daily.example/1</link>
<pubDate>Tue, 10 Mar 2026 21:00:00 +0200</pubDate>
<description>short</description>
<content:encoded><![CDATA[<p>390 people came&nbsp;home.</p><p>It <b>goes</b> on.</p>]]></content:encoded></item>
<item><title>Later</title><link>https://t.me/daily/2</link><description>307 people &amp;amp; more</description></item>
<item><title>Only a title</title></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="uk"><title>Daily</title>
<entry><title>800</title><link rel="self" href="https://daily.example/x"/><link href="https://daily.example/1"/>
<published>2026-03-10T21:00:00+02:00</published>
<content type="html">&lt;p&gt;390 people.&lt;/p&gt;</content></entry>
<entry><title>xhtml</title><updated>2026-03-11</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>307 people.</p></div></content></entry>
<entry><title>plain</title><summary>303 people, 2 &lt; 3.</summary></entry></feed>"""

JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "language": "ar",
    "items": [
        {"id": "1", "title": "800", "url": "https://daily.example/1", "content_html": "<p>390 people</p>"},
        {"id": "2", "content_text": "307 <people>", "date_published": "2026-03-11T00:00:00Z", "language": "en"},
    ],
}


def read(data: str) -> Result:
    """Open a feed called daily.xml."""
    return open_documents(data.encode(), name="folder/daily.xml")


def test_an_rss_feed_gives_a_document_for_each_item() -> None:
    """The full text goes before the short one; title, link and day are the item's own."""
    opened, findings = read(RSS)

    first, second, third = (one.document for one in opened)
    assert [one.code for one in findings] == ["DOC-11"]
    assert [one.id for one in (first, second, third)] == ["daily-1", "daily-2", "daily-3"]
    assert first.text == "800 exchanged\n\n390 people came\u00a0home.\nIt goes on."
    assert [one.kind for one in first.blocks] == [BlockKind.HEADLINE, BlockKind.BODY]
    assert (first.source, first.published_on, first.language) == ("https://daily.example/1", date(2026, 3, 10), "en")
    assert (second.text, second.channel, second.published_on) == ("Later\n\n307 people & more", "telegram", None)
    assert third.text == "Only a title"
    assert len({one.digest for one in (first, second, third)}) == 1


def test_an_atom_feed_gives_a_document_for_each_entry() -> None:
    """HTML, XHTML and plain content are each read as what they are."""
    opened, findings = read(ATOM)

    assert findings == ()
    assert [one.document.text for one in opened] == [
        "800\n\n390 people.",
        "xhtml\n\n307 people.",
        "plain\n\n303 people, 2 < 3.",
    ]
    assert [one.document.published_on for one in opened] == [date(2026, 3, 10), date(2026, 3, 11), None]
    assert opened[0].document.source == "https://daily.example/1"
    assert {one.document.language for one in opened} == {"uk"}


def test_a_json_feed_gives_a_document_for_each_item() -> None:
    """Text stays text and HTML is read; an item's own language goes before the feed's."""
    opened, findings = read(json.dumps(JSON_FEED))

    assert findings == ()
    assert [one.document.text for one in opened] == ["800\n\n390 people", "307 <people>"]
    assert [one.document.language for one in opened] == ["ar", "en"]
    assert opened[1].document.source == "folder/daily.xml, entry 2"


def test_an_odd_date_is_told_with_its_entry() -> None:
    """A day nobody understands is left out and told."""
    opened, findings = read(RSS.replace("Tue, 10 Mar 2026 21:00:00 +0200", "yesterday"))

    assert opened[0].document.published_on is None
    assert "DOC-13" in [one.code for one in findings]


def test_a_feed_without_entries_is_found() -> None:
    """An empty feed is no document."""
    assert [one.code for one in read("<rss><channel/></rss>")[1]] == ["DOC-1"]


def test_a_feed_has_a_limit() -> None:
    """More entries than anybody reads are told, and the first are read."""
    items = "<item><title>1</title><description>1 people</description></item>" * (ENTRIES + 1)

    opened, findings = read(f"<rss><channel>{items}</channel></rss>")

    assert (len(opened), [one.code for one in findings]) == (ENTRIES, ["DOC-12"])


@pytest.mark.parametrize("data", ["<?xml version='1.0'?><note/>", "<rss><channel>", "<feed/>", "<rss>\ud7ff&x;</rss>"])
def test_xml_that_is_no_feed_is_found(data: str) -> None:
    """Other XML, and broken XML, is told."""
    assert [one.code for one in read(data)[1]] == ["DOC-6"]


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "data",
    [
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "lol">{LAUGHS}]><rss><channel>&l9;</channel></rss>',
        '<?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://10.0.0.1/x.dtd"><rss/>',
        '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss>&x;</rss>',
    ],
    ids=["laughs", "outside", "file"],
)
def test_declarations_are_refused(data: str) -> None:
    """A feed that declares entities or a document type is not even parsed."""
    opened, findings = read(data)

    assert opened == ()
    assert [one.code for one in findings] == ["DOC-7"]


def test_deep_xml_breaks_nothing() -> None:
    """Nesting beyond what the parser allows is a finding."""
    assert [one.code for one in read("<rss>" + "<a>" * 100_000)[1]] == ["DOC-6"]


def test_a_page_written_as_xml_is_a_page() -> None:
    """XHTML is read as a page, not refused as a feed."""
    page = '<?xml version="1.0"?><!DOCTYPE html><html><body><p>390 people came home, both said.</p></body></html>'

    opened, _ = read(page)

    assert "390 people" in opened[0].document.text


def test_an_entry_of_many_openings_costs_no_hours() -> None:
    """A body made of tags that never end is read in a moment."""
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": [{"content_html": "<a " * 60_000}]}
    start = time.perf_counter()

    open_documents(json.dumps(feed).encode(), name="x")

    assert time.perf_counter() - start < 3


@pytest.mark.parametrize("bad", ["\ud800", "\0"])
@pytest.mark.parametrize("key", ["title", "content_text", "content_html", "url", "date_published", "language"])
def test_no_entry_may_hold_what_is_no_text(key: str, bad: str) -> None:
    """Half a character or a NUL in an entry of a JSON Feed is told, and breaks nothing later."""
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": [{"content_text": "390", key: f"a{bad}b"}]}
    opened, findings = open_documents(json.dumps(feed).encode(), name="x")

    assert opened == ()
    assert [one.code for one in findings] == ["DOC-4" if bad == "\0" else "DOC-5"]
