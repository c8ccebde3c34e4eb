"""A publication: all files of a bulletin, ready for any host that serves plain files."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources

from homeward.bulletin.choice import choice_page
from homeward.bulletin.counts_csv import counts_csv
from homeward.bulletin.feeds import atom_feed, json_feed
from homeward.bulletin.names import (
    ATOM_FILE,
    CSV_FILE,
    DRAFT_FILE,
    INDEX_FILE,
    JSON_FEED_FILE,
    JSON_FILE,
    SCHEMA_FILE,
    archive_file,
    page_file,
)
from homeward.bulletin.page import bulletin_page
from homeward.bulletin.render_json import bulletin_json
from homeward.bulletin.words import LANGUAGES
from homeward.model.figures import Edition


def publication(editions: Sequence[Edition]) -> dict[str, bytes]:
    """
    Return the files of the last of *editions* (oldest first), path to bytes; the others are its history.

    The same editions give the same bytes. A draft (no moment of release) bears its mark on every page, in every row
    and in every feed, its bytes have another name, and it is not in the archive.
    """
    newest = editions[-1]
    bulletin, is_draft = newest.bulletin, newest.at is None
    pages = {
        page_file(one.lang): bulletin_page(bulletin, one, editions=editions, is_draft=is_draft)
        for one in LANGUAGES.values()
    }
    archive = {archive_file(one.bulletin): bulletin_json(one.bulletin) for one in editions if one.at is not None}
    return {
        INDEX_FILE: choice_page(bulletin, is_draft=is_draft),
        **pages,
        DRAFT_FILE if is_draft else JSON_FILE: bulletin_json(bulletin),
        SCHEMA_FILE: schema(),
        CSV_FILE: counts_csv(bulletin, is_draft=is_draft),
        ATOM_FILE: atom_feed(editions),
        JSON_FEED_FILE: json_feed(editions),
        **archive,
    }


def schema() -> bytes:
    """Return the JSON Schema of a bulletin's bytes."""
    return resources.files("homeward.bulletin").joinpath(SCHEMA_FILE).read_bytes()
