"""The feeds of an exchange: one entry for each bulletin, never changed; a correction is an entry that points back."""

from __future__ import annotations

import base64
import json
import uuid
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from homeward.bulletin.headline import flash_lines, headline
from homeward.bulletin.markup import Element, Node, clean, el, fill, plain, render
from homeward.bulletin.names import ATOM_FILE, DRAFT_FILE, archive_file, page_file
from homeward.bulletin.reading import day, ways
from homeward.bulletin.render_json import bulletin_digest
from homeward.bulletin.words import DEMO_FLAG, ENGLISH, LANGUAGES, Words
from homeward.model.figures import Edition
from homeward.model.findings import Json

ATOM: Final = "http://www.w3.org/2005/Atom"
_SPACE: Final = uuid.UUID("6b3a0f0e-0a53-5d2c-9c6f-7a5b2f4c1d90")
"""Made up once for Homeward: names of feeds are drawn from it and from the exchange's id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One bulletin as a feed tells it; times are RFC 3339."""

    id: str
    title: str
    summary: str
    content: str
    at: str
    tags: tuple[str, ...]
    file: str
    digest: str
    corrects: str | None
    corrects_file: str | None


def entries_of(editions: Sequence[Edition]) -> tuple[Entry, ...]:
    """Return an entry for each of *editions* (oldest first), newest first; no entry depends on a later edition."""
    files = {str(bulletin_digest(one.bulletin)): archive_file(one.bulletin) for one in editions}
    return tuple(_entry(one, files) for one in reversed(editions))


def atom_feed(editions: Sequence[Edition]) -> bytes:
    """
    Return the feed in Atom 1.0. The newest entry's time is the feed's.

    Source: RFC 4287; RFC 5829 for ``predecessor-version``; RFC 6920 for names made of digests.
    """
    newest = editions[-1].bulletin
    entries = entries_of(editions)
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": ENGLISH.lang})
    _put(feed, "id", uuid.uuid5(_SPACE, newest.exchange).urn)
    _put(feed, "title", _feed_title(editions))
    _put(feed, "updated", entries[0].at)
    for _, name in newest.party_names:
        _put(ET.SubElement(feed, "author"), "name", name)
    ET.SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": ATOM_FILE})
    for words in LANGUAGES.values():
        link = {"rel": "alternate", "type": "text/html", "hreflang": words.lang, "href": page_file(words.lang)}
        ET.SubElement(feed, "link", link)
    if newest.is_demo:
        _put(feed, "subtitle", DEMO_FLAG)
    for one in entries:
        _atom_entry(feed, one)
    ET.indent(feed)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(feed, encoding="unicode")}\n'.encode()


def json_feed(editions: Sequence[Edition]) -> bytes:
    """Return the feed in JSON Feed 1.1; ``_homeward`` holds digests, and what a correction corrects."""
    newest = editions[-1].bulletin
    authors: list[Json] = [{"name": clean(name)} for _, name in newest.party_names]
    feed: dict[str, Json] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _feed_title(editions),
        "description": DEMO_FLAG if newest.is_demo else ENGLISH["news_says"],
        "language": ENGLISH.lang,
        "authors": authors,
        "items": [_json_item(one) for one in entries_of(editions)],
    }
    return (json.dumps(feed, ensure_ascii=False, indent=2) + "\n").encode()


def _feed_title(editions: Sequence[Edition]) -> str:
    newest = editions[-1]
    return _marked(plain(ENGLISH["feed_title"], title=newest.bulletin.title), newest, ENGLISH)


def _entry(one: Edition, files: dict[str, str]) -> Entry:
    bulletin, digest = one.bulletin, bulletin_digest(one.bulletin)
    name = "news_item" if bulletin.corrects is None else "feed_correction"
    of = plain(ENGLISH[name], date=day(bulletin.as_of, ENGLISH))
    title = f"{of}: {_text(el('span', *headline(ways(bulletin), ENGLISH)))}"
    tags = ["bulletin" if bulletin.corrects is None else "correction"]
    return Entry(
        id=f"ni:///sha-256;{base64.urlsafe_b64encode(bytes.fromhex(digest)).decode().rstrip('=')}",
        title=_marked(title, one, ENGLISH),
        summary=_marked(_text(_paragraph(one, ENGLISH)), one, ENGLISH),
        content="".join(render(_paragraph(one, words)) for words in LANGUAGES.values()),
        # A draft has no moment of release; it never reaches a reader's feed.
        at=(f"{bulletin.as_of.isoformat()}T00:00:00Z" if one.at is None else one.at.strftime("%Y-%m-%dT%H:%M:%SZ")),
        tags=(*tags, *["draft"] * (one.at is None), *["demonstration"] * bulletin.is_demo),
        file=DRAFT_FILE if one.at is None else archive_file(bulletin),
        digest=digest,
        corrects=bulletin.corrects,
        corrects_file=None if bulletin.corrects is None else files.get(bulletin.corrects),
    )


def _paragraph(one: Edition, words: Words) -> Element:
    bulletin = one.bulletin
    shown = ways(bulletin)
    nodes: list[Node] = [el("b", *headline(shown, words)), ". "]
    for line in flash_lines(shown, words):
        nodes += [*line, ". "]
    if bulletin.corrects is not None:
        nodes += [*fill(words["feed_corrects"], digest=el("code", el("bdi", bulletin.corrects, dir="ltr"))), " "]
    if one.at is None:
        nodes += [words["draft_says"], " "]
    if bulletin.is_demo:
        nodes += [words["demo"], ": ", words["demo_says"]]
    return el("p", *nodes, lang=words.lang, dir=words.direction)


def _marked(text: str, one: Edition, words: Words) -> str:
    marked = [words["draft"]] * (one.at is None) + [words["demo"]] * one.bulletin.is_demo
    return clean(": ".join([*marked, text]))


def _atom_entry(feed: ET.Element, one: Entry) -> None:
    entry = ET.SubElement(feed, "entry")
    _put(entry, "id", one.id)
    _put(entry, "title", one.title)
    _put(entry, "updated", one.at)
    _put(entry, "published", one.at)
    ET.SubElement(entry, "link", {"rel": "alternate", "type": "application/json", "href": one.file})
    if one.corrects_file is not None:
        link = {"rel": "predecessor-version", "type": "application/json", "href": one.corrects_file}
        ET.SubElement(entry, "link", link)
    for tag in one.tags:
        ET.SubElement(entry, "category", {"term": tag})
    _put(entry, "summary", one.summary)
    ET.SubElement(entry, "content", {"type": "html"}).text = one.content


def _json_item(one: Entry) -> Json:
    return {
        "id": one.id,
        "title": one.title,
        "summary": one.summary,
        "content_html": one.content,
        "date_published": one.at,
        "tags": list(one.tags),
        "_homeward": {"digest": one.digest, "file": one.file, "corrects": one.corrects},
    }


def _put(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = clean(text)


def _text(node: Node) -> str:
    return node if isinstance(node, str) else "".join(_text(child) for child in node.children)
