"""The part of the page with the latest news: every bulletin there is, newest first, and where to follow them."""

from __future__ import annotations

from collections.abc import Sequence

from homeward.bulletin.headline import headline
from homeward.bulletin.markup import Element, Node, el, fill
from homeward.bulletin.names import ATOM_FILE, CSV_FILE, JSON_FEED_FILE, archive_file
from homeward.bulletin.reading import dated, ways
from homeward.bulletin.render_json import bulletin_digest
from homeward.bulletin.words import Words
from homeward.model.figures import Edition


def news_part(editions: Sequence[Edition], words: Words) -> Element | None:
    """Return the list of *editions* (oldest first), newest first; each keeps its own bytes for ever."""
    if not editions:
        return None
    known = {str(bulletin_digest(one.bulletin)): one for one in editions}
    files = {"atom": ATOM_FILE, "json": JSON_FEED_FILE, "csv": CSV_FILE}
    links: dict[str, Node] = {
        key: el("a", el("code", el("bdi", name, dir="ltr")), href=name) for key, name in files.items()
    }
    return el(
        "section",
        el("h2", words["news"]),
        el("p", words["news_says"]),
        el("ol", *(_item(one, known, words) for one in reversed(editions)), class_="line card news"),
        el("p", *fill(words["news_feeds"], **links)),
    )


def _item(one: Edition, known: dict[str, Edition], words: Words) -> Element:
    bulletin = one.bulletin
    corrected = None if bulletin.corrects is None else known.get(bulletin.corrects)
    if corrected is None:
        name = fill(words["news_item"], date=dated(bulletin.as_of, words))
    else:
        of = dated(corrected.bulletin.as_of, words)
        name = fill(words["news_correction"], date=dated(bulletin.as_of, words), corrected=of)
    digest = el("code", el("bdi", bulletin_digest(bulletin)[:16], dir="ltr"))
    # What nobody has released has no place in the archive.
    link = digest if one.at is None else el("a", digest, href=archive_file(bulletin))
    return el("li", el("span", *name), el("span", el("b", *headline(ways(bulletin), words)), " ", el("small", link)))
