"""A page as the runs of text a reader sees: paragraphs, headings, cells and captions, in the order of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree, html

from homeward.adapters.documents.rules import ATTRIBUTES, DEPTH, ELEMENTS

_UNSEEN: Final = frozenset(
    {"script", "style", "noscript", "template", "iframe", "object", "svg", "math", "head", "select", "button", "form"}
    | {"nav", "footer", "dialog", "textarea", "audio", "video", "canvas", "input"}
)
"""What is not the page's text, or is there to move about in it."""

_INLINE: Final = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "label", "mark", "q", "s"}
    | {"small", "span", "strong", "sub", "sup", "time", "u", "wbr", "dfn", "var", "samp", "data", "ruby", "rt", "img"}
)
# What HTML collapses into one space. A no-break space is a character of the text.
_SPACES: Final = re.compile(r"[ \t\n\r\f]+")


_NAMES: Final = 500
"""Characters of an element's classes, and of its id, that are looked at."""

_LONG_TAG: Final = re.compile(r"<[a-zA-Z][^<>]{500,}")


class TooDeepError(Exception):
    """A page is nested deeper, or has more parts, than any page for people."""


@dataclass(slots=True, kw_only=True)
class Run:
    """
    Text without a break between blocks; a newline only where the page breaks a line.

    ``inside`` names each element it lies in, by tag, classes, id and role.
    """

    block: html.HtmlElement
    inside: tuple[str, ...]
    text: str
    is_link: bool


def tree_of(text: str) -> html.HtmlElement | None:
    """
    Return *text* as a tree, read without the network and without entities; None when there is nothing in it.

    Raises:
        TooDeepError: when it is nested deeper than ``DEPTH``, has more than ``ELEMENTS`` parts, or tags that
            cost more than one of ``ATTRIBUTES`` words.
    """
    if sum(len(found[0].split()) ** 2 for found in _LONG_TAG.finditer(text)) > ATTRIBUTES**2:
        raise TooDeepError
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        tree = html.document_fromstring(text.encode("utf-8", "surrogatepass"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    depth = 0
    for count, (event, _) in enumerate(etree.iterwalk(tree, events=("start", "end"))):
        depth += 1 if event == "start" else -1
        if depth > DEPTH or count > 2 * ELEMENTS:
            raise TooDeepError
    return tree


def runs(tree: html.HtmlElement) -> list[Run]:
    """Return every run of text of *tree* that has a letter or digit in it."""
    found: list[Run] = []
    for block, inside, pieces in _gathered(tree):
        text = _collapsed(pieces)
        if any(one.isalnum() for one in text):
            is_link = all(linked or not piece.strip() for piece, linked in pieces)
            found.append(Run(block=block, inside=inside, text=text, is_link=is_link))
    return found


def seen_text(element: html.HtmlElement) -> str:
    """Return the text of *element* as paragraphs with a newline between them."""
    return "\n".join(one.text for one in runs(element))


Piece = tuple[str, bool]


@dataclass(slots=True)
class _Open:
    """The run that is being gathered."""

    block: html.HtmlElement
    inside: tuple[str, ...]
    pieces: list[Piece]


def _gathered(tree: html.HtmlElement) -> Iterator[tuple[html.HtmlElement, tuple[str, ...], list[Piece]]]:
    run = _Open(tree, (), [])
    for step, element, text, inside, linked in _steps(tree):
        if step == "break":
            run.pieces.append(("\n", True))
        elif step == "block":
            yield run.block, run.inside, run.pieces
            run = _Open(element, inside, [])
        if text:
            # A newline in the source is a space on the page; only <br> breaks a line.
            run.pieces.append((_SPACES.sub(" ", text), linked))
    yield run.block, run.inside, run.pieces


_Step = tuple[str, html.HtmlElement, str | None, tuple[str, ...], bool]


def _steps(element: html.HtmlElement, inside: tuple[str, ...] = (), linked: bool = False) -> Iterator[_Step]:  # noqa: FBT001, FBT002 - carried down the tree
    tag = element.tag if isinstance(element.tag, str) else ""
    here = (*inside, " ".join((tag, *(element.get(one, "")[:_NAMES] for one in ("class", "id", "role")))).lower())
    is_block = tag not in _INLINE and tag != "br"
    if tag == "br":
        yield "break", element, None, here, linked
    if tag not in _UNSEEN and tag and not _is_hidden(element):
        linked = linked or tag == "a"
        yield ("block" if is_block else "inline"), element, element.text, here, linked
        for child in element:
            yield from _steps(child, here, linked)
            yield "inline", element, child.tail, here, linked
            continue
    if is_block:
        yield "block", (element.getparent() if element.getparent() is not None else element), None, inside, linked


def _is_hidden(element: html.HtmlElement) -> bool:
    style = re.sub(r"\s", "", element.get("style", "").lower())
    return "hidden" in element.attrib or element.get("aria-hidden") == "true" or "display:none" in style


def _collapsed(pieces: list[Piece]) -> str:
    joined = re.sub(r" {2,}", " ", "".join(text for text, _ in pieces))
    return re.sub(r" ?\n ?", "\n", joined).strip(" \n")
