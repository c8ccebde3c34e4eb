"""The public page: one file, no script, nothing fetched, readable on a phone, in print and aloud."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Final

from homeward.bulletin.headline import flash_lines, headline
from homeward.bulletin.markup import Element, Node, el, fill, isolated, render
from homeward.bulletin.names import ATOM_FILE, DRAFT_FILE, JSON_FEED_FILE, JSON_FILE, SCHEMA_FILE, page_file
from homeward.bulletin.news_part import news_part
from homeward.bulletin.plot import step_plot
from homeward.bulletin.progress_part import card_class, plot_table, progress_part
from homeward.bulletin.reading import Row, Way, counted, dated, from_to, ways, written
from homeward.bulletin.render_json import bulletin_digest
from homeward.bulletin.statements_part import statements_part
from homeward.bulletin.style import STYLE
from homeward.bulletin.words import ENGLISH, LANGUAGES, Words
from homeward.model.figures import Bulletin, Edition

POLICY: Final = (
    f"default-src 'none'; style-src 'sha256-{base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'; "
    "base-uri 'none'; form-action 'none'"
)
"""What a page allows itself: its own style sheet, by digest, and nothing else."""


def bulletin_page(
    bulletin: Bulletin, words: Words = ENGLISH, *, editions: Sequence[Edition] = (), is_draft: bool = False
) -> bytes:
    """
    Return the page of *bulletin* as UTF-8 HTML; *editions* are all bulletins there are, oldest first, for its news.

    The same bulletins give the same bytes. A demonstration's page says so first, in its title and in every plot, and a
    draft says that it is one: no option removes either. Parties stand in alphabetical order of their ids; every text
    that came from outside is escaped and kept in its own reading direction.
    """
    head = el(
        "head",
        *head_of(title_of(bulletin, words, is_draft=is_draft)),
        *(
            el("link", rel="alternate", hreflang=one.lang, href=page_file(one.lang))
            for one in LANGUAGES.values()
            if one is not words
        ),
        el("link", rel="alternate", type="application/atom+xml", href=ATOM_FILE),
        el("link", rel="alternate", type="application/feed+json", href=JSON_FEED_FILE),
        el("style", STYLE),
    )
    shown = ways(bulletin)
    parts = [part for part in _parts(bulletin, shown, editions, words, is_draft=is_draft) if part is not None]
    body = el(
        "body",
        el("a", words["skip"], class_="skip", href="#figures"),
        *marks(bulletin, words, is_draft=is_draft),
        el("div", _head(bulletin, words), el("main", *parts), _foot(words, is_draft=is_draft), class_="sheet"),
    )
    return document(el("html", head, body, lang=words.lang, dir=words.direction))


def document(root: Element) -> bytes:
    """Return a whole HTML document."""
    return f"<!doctype html>\n{render(root)}\n".encode()


def head_of(title: str) -> tuple[Element, ...]:
    """Return what every page's head begins with: nothing fetched, nothing run, nothing told about the reader."""
    return (
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=POLICY),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="referrer", content="no-referrer"),
        el("meta", name="color-scheme", content="light dark"),
        el("title", title),
    )


def title_of(bulletin: Bulletin, words: Words, *, is_draft: bool) -> str:
    """Return the title, after the marks of a draft and of a demonstration."""
    marked = [words["draft"]] * is_draft + [words["demo"]] * bulletin.is_demo
    return ": ".join([*marked, bulletin.title])


def marks(bulletin: Bulletin, words: Words, *, is_draft: bool) -> list[Element]:
    """Return the marks that stand before everything else."""
    draft = [_mark(words["draft"], words["draft_says"], "demo draft", words)] if is_draft else []
    demo = [_mark(words["demo"], words["demo_says"], "demo", words)] if bulletin.is_demo else []
    return draft + demo


def _mark(name: str, says: str, kind: str, words: Words) -> Element:
    text = el("p", el("strong", name), el("span", says), class_="sheet")
    return el("aside", text, class_=kind, aria_label=name, lang=words.lang, dir=words.direction)


def _parts(
    bulletin: Bulletin, shown: tuple[Way, ...], editions: Sequence[Edition], words: Words, *, is_draft: bool
) -> list[Element | None]:
    return [
        _hero(bulletin, shown, words),
        progress_part(bulletin, shown, words),
        _plots(bulletin, shown, words),
        _timeline(shown, words),
        statements_part(bulletin, words),
        news_part(editions, words),
        _reading(bulletin, words),
        _verify(bulletin, words, is_draft=is_draft),
    ]


def _head(bulletin: Bulletin, words: Words) -> Element:
    as_of = el("span", *fill(words["as_of"], date=dated(bulletin.as_of, words)))
    name = el("span", f"{words['kind']} · ", el("b", isolated(bulletin.title)))
    return el("header", _languages(words), el("p", name, as_of, class_="kind"), class_="head")


def _languages(words: Words) -> Element:
    links = [
        el(
            "li",
            el(
                "a",
                one.name,
                href=page_file(one.lang),
                lang=one.lang,
                dir=one.direction,
                hreflang=one.lang,
                aria_current="page" if one is words else None,
            ),
        )
        for one in LANGUAGES.values()
    ]
    return el("nav", el("ul", *links, class_="langs"), aria_label=words["languages"])


def _hero(bulletin: Bulletin, shown: tuple[Way, ...], words: Words) -> Element:
    lead = words["flash" if any(way.has_returned for way in shown) else "flash_none"]
    cards = [_card(way, words) for way in shown]
    lines = [el("li", *line) for line in flash_lines(shown, words)]
    return el(
        "div",
        el("h1", *headline(shown, words)),
        *_correction(bulletin, words),
        *([el("ul", *lines, class_="flash", aria_label=words["flash_lines"])] if lines else []),
        el("p", lead, class_="lead"),
        *([el("div", *cards, class_="pair")] if cards else []),
        class_="hero",
        id="figures",
    )


def _correction(bulletin: Bulletin, words: Words) -> list[Element]:
    if bulletin.corrects is None:
        return []
    return [el("p", *fill(words["corrects"], digest=_hash(bulletin.corrects)), class_="corrects", role="note")]


def _card(way: Way, words: Words) -> Element:
    return el(
        "article",
        el("h2", *from_to(way, words, "direction")),
        _big(way, words),
        el("p", *_beside(way, words), class_="soft"),
        class_=card_class(way),
    )


def _big(way: Way, words: Words) -> Element:
    unit = el("span", words["returned_big"], class_="unit")
    if not way.has_returned:
        return el("p", words["nothing_yet"], class_="big words")
    if way.returned is not None:
        return el("p", counted(way.returned, words), " ", unit, class_="big")
    if way.at_least == 0:
        return el("p", words["withheld"], class_="big words")
    return el("p", *fill(words["at_least"], count=counted(way.at_least, words)), " ", unit, class_="big words")


def _beside(way: Way, words: Words) -> tuple[Node, ...]:
    if way.agreed is None:
        return (words["no_agreed"],)
    agreed = counted(way.agreed, words)
    if way.has_returned and way.returned is None:
        return fill(words["of_agreed_withheld"], agreed=agreed)
    open_places = way.agreed - (way.returned or 0)
    if open_places < 0:
        return fill(words["of_agreed_beyond"], agreed=agreed)
    if open_places == 0:
        return fill(words["of_agreed_done"], agreed=agreed)
    return fill(words["of_agreed"], agreed=agreed, outstanding=counted(open_places, words))


def _plots(bulletin: Bulletin, shown: tuple[Way, ...], words: Words) -> Element | None:
    drawn = [way for way in shown if any(row.has_arrived for row in way.rows)]
    if not drawn:
        return None
    top = max(max(way.agreed or 0, way.returned or 0, way.at_least) for way in drawn)
    figures = [
        el(
            "figure",
            el("figcaption", el("h3", *from_to(way, words, "from_to"))),
            step_plot(way, words, top=top, is_demo=bulletin.is_demo),
            plot_table(way, words),
            class_="card",
        )
        for way in drawn
    ]
    return el("section", el("h2", words["plot"]), el("div", *figures, class_="pair"))


def _timeline(shown: tuple[Way, ...], words: Words) -> Element | None:
    events = [(row, way) for way in shown for row in way.rows if row.has_arrived]
    events.sort(key=lambda one: (one[0].on or date.max, one[0].tranche))
    if not events:
        return None
    return el(
        "section", el("h2", words["timeline"]), el("ol", *(_event(*one, words) for one in events), class_="line card")
    )


def _event(row: Row, way: Way, words: Words) -> Element:
    names: dict[str, Node] = {"tranche": row.tranche, "holder": way.holder, "receiver": way.receiver}
    if row.persons is None:
        text = fill(words["timeline_withheld"], **names)
    else:
        template = words.plural("timeline_item", row.persons)
        text = fill(template, count=el("b", counted(row.persons, words)), **names)
    return el("li", dated(row.on, words), el("span", *text))


def _reading(bulletin: Bulletin, words: Words) -> Element:
    k = written(bulletin.min_cell, words)
    points = [el("li", *fill(words[f"read_{number}"], k=k)) for number in range(1, 7)]
    return el("section", el("h2", words["read"]), el("ul", *points, class_="read"))


def _verify(bulletin: Bulletin, words: Words, *, is_draft: bool) -> Element:
    name = DRAFT_FILE if is_draft else JSON_FILE
    file = el("a", el("code", el("bdi", name, dir="ltr")), href=name)
    schema = el("a", el("code", el("bdi", SCHEMA_FILE, dir="ltr")), href=SCHEMA_FILE)
    logs = [
        el("tr", el("th", isolated(log), scope="row"), el("td", counted(size, words)), el("td", _hash(root)))
        for log, size, root in bulletin.record
    ]
    heads = [el("th", words[key], scope="col") for key in ("log", "entries", "root")]
    table = el("table", el("thead", el("tr", *heads)), el("tbody", *logs))
    return el(
        "section",
        el("h2", words["verify"]),
        el("p", *fill(words["verify_1"], file=file)),
        el("pre", _hash(bulletin_digest(bulletin)), dir="ltr"),
        el("p", words["verify_2"]),
        el("pre", el("code", f"sha256sum {name}", dir="ltr"), dir="ltr"),
        *([el("p", words["verify_3"]), _scrolled(table, words["verify_3"])] if logs else []),
        el("p", words["verify_4"]),
        el("pre", el("code", "homeward record verify", dir="ltr"), dir="ltr"),
        el("p", *fill(words["verify_5"], schema=schema)),
    )


def _scrolled(table: Element, label: str) -> Element:
    return el("div", table, class_="wide", role="region", tabindex=0, aria_label=label)


def _hash(text: str) -> Element:
    return el("code", el("bdi", text, dir="ltr"), class_="hash")


def _foot(words: Words, *, is_draft: bool) -> Element:
    return el("footer", el("p", words["neutral_draft" if is_draft else "neutral"]))
