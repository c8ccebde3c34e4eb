"""The first page of a publication: a choice of language, without a script and without a flag."""

from __future__ import annotations

from homeward.bulletin.markup import Element, el, fill, isolated
from homeward.bulletin.names import page_file
from homeward.bulletin.page import document, head_of, marks, title_of
from homeward.bulletin.reading import dated
from homeward.bulletin.style import STYLE
from homeward.bulletin.words import ENGLISH, LANGUAGES, Words
from homeward.model.figures import Bulletin


def choice_page(bulletin: Bulletin, *, is_draft: bool = False, folder: str = "") -> bytes:
    """Return a page of links to the pages in *folder*, each said in its own language, with every mark in each."""
    links = [_link(bulletin, words, folder) for words in LANGUAGES.values()]
    head = el("head", *head_of(title_of(bulletin, ENGLISH, is_draft=is_draft)), el("style", STYLE))
    body = el(
        "body",
        *(mark for words in LANGUAGES.values() for mark in marks(bulletin, words, is_draft=is_draft)),
        el(
            "div",
            el("main", el("h1", isolated(bulletin.title)), el("ul", *links, class_="pair choice"), class_="hero first"),
            class_="sheet",
        ),
    )
    return document(el("html", head, body, lang=ENGLISH.lang, dir=ENGLISH.direction))


def _link(bulletin: Bulletin, words: Words, folder: str) -> Element:
    as_of = el("span", *fill(words["as_of"], date=dated(bulletin.as_of, words)), class_="soft")
    link = el("a", words.name, href=f"{folder}{page_file(words.lang)}", hreflang=words.lang)
    return el("li", link, el("span", words["kind"]), as_of, class_="card", lang=words.lang, dir=words.direction)
