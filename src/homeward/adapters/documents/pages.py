"""A saved page as a document: headline, body, captions and what stands beside them, each told apart."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from functools import lru_cache
from typing import Final

from lxml import etree, html

from homeward.adapters.documents.opened import File, Opened, Result, channel_of, day_of, joined, language_tag, places
from homeward.adapters.documents.rules import Rule
from homeward.adapters.documents.runs import Run, TooDeepError, runs, tree_of
from homeward.model.documents import BlockKind, Document
from homeward.model.findings import Finding, Where

# These libraries warn about pages on a logger of their own, and Python prints what no handler takes.
for _name in ("trafilatura", "htmldate", "courlan", "justext", "readability"):
    logging.getLogger(_name).addHandler(logging.NullHandler())

_CAPTION: Final = re.compile(r"\b(?:figcaption|caption|wp-caption-text|credit)\b|(?:^|[\s_-])caption")
_BESIDE: Final = re.compile(
    r"^aside\b|\b(?:complementary|banner|navigation|contentinfo|dialog|alertdialog|search)$"
    r"|(?:^|[\s_-])(?:comments?|cookies?|consent|gdpr|related|sidebar|share|sharing|social|promo|advert|ads?"
    r"|newsletter|subscribe|breadcrumbs?|tags|widget|recommended|more-stories|most-read)(?:[\s_-]|$)"
)
_DATES: Final = (
    "article:published_time",
    *("datepublished", "date", "dc.date", "dc.date.issued", "dcterms.date", "dcterms.created", "pubdate"),
    *("publish-date", "parsely-pub-date", "sailthru.date", "og:published_time"),
)
_LONG: Final = 25
"""Characters from which a run counts as found when it stands anywhere in the article a library returned."""

_LD_DEPTH: Final = 8


def page(file: File, where: Where) -> Result:
    """
    Return the page as one document, or a finding that says why not.

    Its text is the headline, the body and then what is not read for claims: captions, and what stands beside the
    article. Each paragraph is the page's own, spaces of the markup collapsed as a browser does, no-break spaces kept.
    """
    try:
        tree = tree_of(file.text)
    except (TooDeepError, RecursionError):
        return (), (Rule.NESTED.found(where),)
    found = [] if tree is None else runs(tree)
    if tree is None or not found:
        return (), (Rule.NO_ARTICLE.found(where),)
    kinds, has_article = _kinds(tree, found)
    headline = None if BlockKind.HEADLINE in kinds else _meta(tree).get("og:title")
    parts = [(BlockKind.HEADLINE, headline)] if headline else []
    order = list(BlockKind)
    parts += sorted(
        ((kind, run.text) for kind, run in zip(kinds, found, strict=True)), key=lambda part: order.index(part[0])
    )
    text, blocks = joined(parts)
    address = _address(tree)
    published_on, dated = _published(tree, where)
    document = Document(
        id=file.id,
        text=text,
        blocks=blocks,
        digest=file.digest,
        source=address or _meta(tree).get("og:site_name") or file.name,
        published_on=published_on,
        language=language_tag(tree.get("lang")),
        channel=channel_of(address),
    )
    odd = () if has_article else (Rule.ALL_OF_IT.found(where),)
    title = next((run.text for kind, run in zip(kinds, found, strict=True) if kind is BlockKind.HEADLINE), headline)
    return (Opened(document=document, title=title, places=places(text, file.text)),), (*odd, *dated)


def _kinds(tree: html.HtmlElement, found: list[Run]) -> tuple[list[BlockKind], bool]:
    """Return what each run is, and whether a library found an article among them."""
    lines = _article(tree)
    whole = " ".join(lines)
    known = set(lines)
    kinds = [_kind(run, known, whole) for run in found]
    has_article = BlockKind.BODY in kinds
    if not has_article:
        kinds = [kind if _stands_beside(run) else BlockKind.BODY for run, kind in zip(found, kinds, strict=True)]
    return _with_headline(tree, found, kinds), has_article


def _kind(run: Run, lines: set[str], whole: str) -> BlockKind:
    if any(_is_caption(one) for one in run.inside[-3:]):
        return BlockKind.CAPTION
    if _stands_beside(run) or run.is_link:  # a paragraph that is nothing but a link leads to another story
        return BlockKind.SIDEBAR
    same = _plain(run.text)
    parts = [_plain(line) for line in run.text.split("\n")]
    is_there = same in lines or (len(same) >= _LONG and same in whole) or all(part in lines for part in parts)
    return BlockKind.BODY if is_there else BlockKind.SIDEBAR


def _with_headline(tree: html.HtmlElement, found: list[Run], kinds: list[BlockKind]) -> list[BlockKind]:
    """Name the headline: the heading of first rank that the page's own title begins with, else the first such."""
    heads = [at for at, run in enumerate(found) if run.block.tag == "h1" and not _stands_beside(run)]
    titles = [_plain(one) for one in (_meta(tree).get("og:title"), tree.findtext(".//title")) if one]
    best = next((at for at in heads if any(_plain(found[at].text) in one for one in titles)), None)
    chosen = best if best is not None else next(iter(heads), None)
    return [BlockKind.HEADLINE if at == chosen else kind for at, kind in enumerate(kinds)]


def _stands_beside(run: Run) -> bool:
    return any(_is_beside(one) for one in run.inside)


# An element is judged once, however many paragraphs lie in it.
@lru_cache(maxsize=4_096)
def _is_caption(element: str) -> bool:
    return _CAPTION.search(element) is not None


@lru_cache(maxsize=4_096)
def _is_beside(element: str) -> bool:
    return not element.startswith(("html ", "body ")) and _BESIDE.search(element) is not None


def _article(tree: html.HtmlElement) -> list[str]:
    """Return the lines of the article as trafilatura finds it, else as readability does, in one spelling of spaces."""
    for lines in (_by_trafilatura(tree), _by_readability(tree)):
        if lines:
            return lines
    return []


def _by_trafilatura(tree: html.HtmlElement) -> list[str]:
    import trafilatura  # noqa: PLC0415 - slow to load, and most files are no pages

    # A tree is handed over, never an address: nothing can be fetched.
    text = trafilatura.extract(
        deepcopy(tree), include_comments=False, include_tables=True, with_metadata=False, deduplicate=False
    )
    return [line for one in (text or "").splitlines() if (line := _plain(one.lstrip("-| ")))]


def _by_readability(tree: html.HtmlElement) -> list[str]:
    import readability  # noqa: PLC0415 - as above

    try:
        summary = readability.Document(html.tostring(tree, encoding="unicode")).summary(html_partial=True)
        inner = tree_of(summary)
    except (readability.readability.Unparseable, etree.ParserError, TooDeepError, RecursionError):
        return []
    return [_plain(run.text) for run in runs(inner)] if inner is not None else []


def _plain(text: str) -> str:
    return " ".join(text.split())


def _meta(tree: html.HtmlElement) -> dict[str, str]:
    """Return the page's meta elements by name; the first of a name counts."""
    named: dict[str, str] = {}
    for one in tree.iter("meta"):
        key = (one.get("property") or one.get("name") or one.get("itemprop") or "").lower()
        if key and one.get("content", "").strip():
            named.setdefault(key, one.get("content", "").strip())
    return named


def _address(tree: html.HtmlElement) -> str | None:
    links = [one.get("href", "") for one in tree.iter("link") if "canonical" in (one.get("rel") or "").lower().split()]
    return next((one for one in (*links, _meta(tree).get("og:url", "")) if re.match(r"https?://\S+$", one)), None)


def _published(tree: html.HtmlElement, where: Where) -> tuple[date | None, tuple[Finding, ...]]:
    named = _meta(tree)
    written = [
        *_from_json_ld(tree),
        *(named[key] for key in _DATES if key in named),
        *(one.get("datetime", "") for one in tree.iter("time")),
    ]
    days = [day_of(one) for one in written]
    first = next((day for day in days if day is not None), None)
    if first is None and any(written):
        return None, (Rule.DATE.found(where, seen=next(one for one in written if one)[:40]),)
    return first, ()


def _from_json_ld(tree: html.HtmlElement) -> Iterator[str]:
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            try:
                yield from _dates_in(json.loads(script.text or ""), _LD_DEPTH)
            except (ValueError, RecursionError):
                continue


def _dates_in(value: object, depth: int) -> Iterator[str]:
    if depth == 0:
        return
    if isinstance(value, dict):
        if isinstance(value.get("datePublished"), str):
            yield value["datePublished"]
        for inner in value.values():
            yield from _dates_in(inner, depth - 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _dates_in(inner, depth - 1)
