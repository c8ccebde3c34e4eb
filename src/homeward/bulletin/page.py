"""The public page: one file, no script, nothing fetched, readable on a phone, in print and aloud."""

from __future__ import annotations

import base64
import hashlib
from datetime import date
from typing import Final

from homeward.bulletin.markup import Element, Node, el, fill, isolated, render
from homeward.bulletin.plot import step_plot
from homeward.bulletin.progress_part import card_class, plot_table, progress_part
from homeward.bulletin.reading import Row, Way, counted, dated, from_to, ways, written
from homeward.bulletin.render_json import bulletin_digest
from homeward.bulletin.statements_part import statements_part
from homeward.bulletin.style import STYLE
from homeward.bulletin.words import ENGLISH, Words
from homeward.model.figures import Bulletin

_POLICY: Final = (
    f"default-src 'none'; style-src 'sha256-{base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'; "
    "base-uri 'none'; form-action 'none'"
)

JSON_FILE: Final = "bulletin.json"
"""The name of the signed file beside the page."""


def bulletin_page(bulletin: Bulletin, words: Words = ENGLISH) -> bytes:
    """
    Return the page of *bulletin* as UTF-8 HTML.

    The same bulletin gives the same bytes. A demonstration's page says so first, in its title and in every plot: no
    option removes it. Parties stand in alphabetical order of their ids; every text that came from outside is escaped
    and kept in its own reading direction.
    """
    title = f"{words['demo']}: {bulletin.title}" if bulletin.is_demo else bulletin.title
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="referrer", content="no-referrer"),
        el("meta", name="color-scheme", content="light dark"),
        el("title", title),
        el("style", STYLE),
    )
    shown = ways(bulletin)
    parts = [part for part in _parts(bulletin, shown, words) if part is not None]
    body = el(
        "body",
        el("a", words["skip"], class_="skip", href="#figures"),
        *([_demo(words)] if bulletin.is_demo else []),
        el("div", _head(bulletin, words), el("main", *parts), _foot(words), class_="sheet"),
    )
    page = el("html", head, body, lang=words.lang, dir=words.direction)
    return f"<!doctype html>\n{render(page)}\n".encode()


def _parts(bulletin: Bulletin, shown: tuple[Way, ...], words: Words) -> list[Element | None]:
    return [
        _hero(shown, words),
        progress_part(bulletin, shown, words),
        _plots(bulletin, shown, words),
        _timeline(shown, words),
        statements_part(bulletin, words),
        _reading(bulletin, words),
        _verify(bulletin, words),
    ]


def _demo(words: Words) -> Element:
    text = el("p", el("strong", words["demo"]), el("span", words["demo_says"]), class_="sheet")
    return el("div", text, class_="demo", role="note")


def _head(bulletin: Bulletin, words: Words) -> Element:
    as_of = el("span", *fill(words["as_of"], date=dated(bulletin.as_of, words)))
    name = el("span", f"{words['kind']} · ", el("b", isolated(bulletin.title)))
    return el("header", el("p", name, as_of, class_="kind"), class_="head")


def _hero(shown: tuple[Way, ...], words: Words) -> Element:
    flash = words["flash" if any(way.has_returned for way in shown) else "flash_none"]
    cards = [_card(way, words) for way in shown]
    return el(
        "div",
        el("h1", *_headline(shown, words)),
        el("p", flash, class_="lead"),
        *([el("div", *cards, class_="pair")] if cards else []),
        class_="hero",
        id="figures",
    )


def _headline(shown: tuple[Way, ...], words: Words) -> tuple[Node, ...]:
    arrived = [way for way in shown if way.has_returned]
    known = sum(way.at_least if way.returned is None else way.returned for way in arrived)
    if not arrived:
        return (words["headline_none"],)
    if known == 0 and any(way.returned is None for way in arrived):
        return (words["headline_withheld"],)
    key = "headline_some" if any(way.returned is None for way in arrived) else "headline_all"
    return fill(words[key], count=counted(known, words))


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
        text = fill(words["timeline_item"], count=el("b", counted(row.persons, words)), **names)
    return el("li", dated(row.on, words), el("span", *text))


def _reading(bulletin: Bulletin, words: Words) -> Element:
    k = written(bulletin.min_cell, words)
    points = [el("li", *fill(words[f"read_{number}"], k=k)) for number in range(1, 6)]
    return el("section", el("h2", words["read"]), el("ul", *points, class_="read"))


def _verify(bulletin: Bulletin, words: Words) -> Element:
    file = el("a", el("code", JSON_FILE), href=JSON_FILE)
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
        el("pre", _hash(bulletin_digest(bulletin))),
        el("p", words["verify_2"]),
        el("pre", el("code", f"sha256sum {JSON_FILE}", dir="ltr")),
        *([el("p", words["verify_3"]), el("div", table, class_="wide")] if logs else []),
        el("p", words["verify_4"]),
        el("pre", el("code", "homeward record verify", dir="ltr")),
    )


def _hash(text: str) -> Element:
    return el("code", el("bdi", text, dir="ltr"), class_="hash")


def _foot(words: Words) -> Element:
    return el("footer", el("p", words["neutral"]))
