"""The names of the files a bulletin is published as: the same on every host, so that links between them hold."""

from __future__ import annotations

from typing import Final

from homeward.bulletin.render_json import bulletin_digest
from homeward.model.figures import Bulletin

FOLDER: Final = "bulletin"
"""The folder that a host serves."""

INDEX_FILE: Final = "index.html"
JSON_FILE: Final = "bulletin.json"
"""The bytes both spokespeople signed."""

DRAFT_FILE: Final = "draft-bulletin.json"
"""The bytes they are asked to sign: under another name, so that a draft is never served as the bulletin."""

SCHEMA_FILE: Final = "bulletin.schema.json"
CSV_FILE: Final = "counts.csv"
ATOM_FILE: Final = "feed.atom"
JSON_FEED_FILE: Final = "feed.json"


def page_file(lang: str) -> str:
    """Return the name of the page in a language."""
    return f"{lang}.html"


def archive_file(bulletin: Bulletin) -> str:
    """Return where the bytes of one bulletin stay for ever: the name holds their digest."""
    return f"archive/{bulletin.as_of.isoformat()}-{bulletin_digest(bulletin)[:16]}.json"
