"""A feed as documents, one for each entry: RSS 2.0, Atom and JSON Feed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from lxml import etree

from homeward.adapters.documents.opened import File, Opened, Result, channel_of, day_of, joined, language_tag, places
from homeward.adapters.documents.rules import ENTRIES, Rule
from homeward.adapters.documents.runs import TooDeepError, seen_text, tree_of
from homeward.model.documents import BlockKind, Document
from homeward.model.findings import Finding, Where

_ATOM: Final = "{http://www.w3.org/2005/Atom}"
_CONTENT: Final = "{http://purl.org/rss/1.0/modules/content/}encoded"
_DC_DATE: Final = "{http://purl.org/dc/elements/1.1/}date"
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_DECLARATION: Final = re.compile(r"^\ufeff?\s*<\?xml[^>]{0,200}\?>")
_DOCTYPE: Final = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_MARKUP: Final = re.compile(r"<[a-zA-Z/][^<>]*>|&[a-zA-Z#]\w{0,31};")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One entry as the feed has it; ``is_plain``: its body is no markup, whatever it looks like."""

    title: str = ""
    body: str = ""
    is_plain: bool = False
    address: str = ""
    date: str = ""
    language: str | None = None
    where: Where = field(default_factory=lambda: Where(source=""))


def xml_feed(file: File, where: Where) -> Result:
    """
    Return one document for each entry of an RSS 2.0 or Atom feed, or a finding that says why there is none.

    No entity is resolved and nothing is loaded. A file that declares a document type is refused: feeds have none, and
    a declaration is how a small file grows to fill a machine.
    """
    if _DOCTYPE.search(file.text):
        return (), (Rule.ENTITIES.found(where),)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(_DECLARATION.sub("", file.text).encode(), parser)
    except (etree.XMLSyntaxError, UnicodeEncodeError) as problem:
        return (), (Rule.XML.found(where, seen=str(problem)[:80]),)
    if root.tag == f"{_ATOM}feed":
        return _documents(file, where, (_atom(one, where) for one in root.iter(f"{_ATOM}entry")))
    if root.tag == "rss":
        language = language_tag(root.findtext("channel/language"))
        return _documents(file, where, (_rss(one, where, language) for one in root.iter("item")))
    return (), (Rule.XML.found(where, seen=str(root.tag)[:80]),)


def json_feed(file: File, where: Where, value: dict[str, object]) -> Result:
    """Return one document for each item of a JSON Feed, or a finding that says why there is none."""
    items = value.get("items")
    if not isinstance(items, list) or any(not isinstance(one, dict) for one in items):
        return (), (Rule.JSON.found(where, seen="items"),)
    language = value.get("language")
    stated = language_tag(language) if isinstance(language, str) else None
    return _documents(file, where, (_item(one, where, stated) for one in items))


def _documents(file: File, where: Where, entries: Iterable[_Entry]) -> Result:
    opened: list[Opened] = []
    findings: list[Finding] = []
    read = list(islice(entries, ENTRIES + 1))
    for number, entry in enumerate(read, 1):
        if number > ENTRIES:
            findings.append(Rule.MANY_ENTRIES.found(where))
            break
        parts = [(kind, text) for kind, text in _parts(entry) if text]
        if not any(kind is BlockKind.BODY for kind, _ in parts):
            findings.append(Rule.NO_ENTRY_TEXT.found(entry.where, seen=f"entry {number}"))
        if parts:
            opened.append(_opened(file, entry, number, parts, texts=len(read)))
        if entry.date and day_of(entry.date) is None:
            findings.append(Rule.DATE.found(entry.where, seen=entry.date[:40]))
    if not opened and not findings:
        findings.append(Rule.EMPTY.found(where))
    return tuple(opened), tuple(findings)


def _parts(entry: _Entry) -> Iterator[tuple[BlockKind, str]]:
    yield BlockKind.HEADLINE, _text(entry.title)
    yield BlockKind.BODY, entry.body.strip() if entry.is_plain else _text(entry.body)


def _opened(file: File, entry: _Entry, number: int, parts: list[tuple[BlockKind, str]], *, texts: int) -> Opened:
    text, blocks = joined(parts)
    document = Document(
        id=f"{file.id}-{number}",
        text=text,
        blocks=blocks,
        digest=file.digest,
        source=entry.address or f"{file.name}, entry {number}",
        published_on=day_of(entry.date),
        language=entry.language,
        channel=channel_of(entry.address),
    )
    return Opened(document=document, title=_text(entry.title) or None, places=places(text, file.text, texts=texts))


def _text(written: str) -> str:
    """Return text that may be HTML as a reader sees it; text without markup as it stands."""
    if not _MARKUP.search(written):
        return written.strip()
    try:
        tree = tree_of(f"<div>{written}</div>")
    except (TooDeepError, RecursionError):
        return ""
    return "" if tree is None else seen_text(tree)


def _atom(entry: etree._Element, where: Where) -> _Entry:
    links = [one for one in entry.iter(f"{_ATOM}link") if one.get("rel", "alternate") == "alternate"]
    content = entry.find(f"{_ATOM}content")
    body = content if content is not None else entry.find(f"{_ATOM}summary")
    language = entry.get(_LANG) or entry.getroottree().getroot().get(_LANG)
    return _Entry(
        title=_inner(entry.find(f"{_ATOM}title")),
        body=_inner(body),
        address=links[0].get("href", "") if links else "",
        date=entry.findtext(f"{_ATOM}published") or entry.findtext(f"{_ATOM}updated") or "",
        language=language_tag(language),
        where=Where(source=where.source, line=entry.sourceline),
    )


def _inner(element: etree._Element | None) -> str:
    """Return what an Atom text construct holds: text, escaped HTML, or XHTML as markup."""
    if element is None:
        return ""
    if element.get("type") == "xhtml":
        return "".join(etree.tostring(one, encoding="unicode") for one in element)
    return "".join(str(one) for one in element.itertext())


def _rss(item: etree._Element, where: Where, language: str | None) -> _Entry:
    return _Entry(
        title=item.findtext("title") or "",
        body=item.findtext(_CONTENT) or item.findtext("description") or "",
        address=(item.findtext("link") or "").strip(),
        date=item.findtext("pubDate") or item.findtext(_DC_DATE) or "",
        language=language,
        where=Where(source=where.source, line=item.sourceline),
    )


def _item(item: dict[str, object], where: Where, language: str | None) -> _Entry:
    def text(*keys: str) -> str:
        return next((value for key in keys if isinstance(value := item.get(key), str) and value), "")

    return _Entry(
        title=text("title"),
        body=text("content_text", "content_html", "summary"),
        is_plain=bool(text("content_text")),
        address=text("url", "external_url"),
        date=text("date_published", "date_modified"),
        language=language_tag(text("language")) or language,
        where=where,
    )
