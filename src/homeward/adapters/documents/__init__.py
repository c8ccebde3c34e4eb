"""Opens files that somebody else wrote as documents: text, a pasted post, a saved page, a feed, or JSON."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final

from homeward.adapters.documents.decoding import decoded
from homeward.adapters.documents.feeds import xml_feed
from homeward.adapters.documents.opened import File, Opened, Result
from homeward.adapters.documents.rules import LIMIT, Rule
from homeward.adapters.documents.texts import json_file, post
from homeward.model.findings import Where

__all__ = ["Opened", "Result", "Rule", "file_bytes", "open_documents"]

_START: Final = "\ufeff \t\r\n"
_JSON: Final = re.compile(r'\{\s*(?:"|\})')
_XML: Final = re.compile(r"<(?:\?xml|rss|feed|rdf:RDF)\b", re.IGNORECASE)
_PAGE: Final = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|main|article|section|header|div|p|h1|h2|span|a|br)\b|<!--",
    re.IGNORECASE,
)
_COMMENTS: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_HEAD: Final = 2_048


def open_documents(data: bytes, *, name: str, encoding: str | None = None) -> Result:
    """
    Return the documents of a file, and a finding for everything in it that a person must see.

    What kind of file it is, is told by its content; the name ``.json`` only tells JSON that is broken from a text. The
    bytes are decoded strictly: in
    *encoding* if one is given, else in the one the file states about itself, else as UTF-8. The texts that come out
    are not changed; nothing is fetched and no entity is resolved. A file that cannot be read gives no document and at
    least one finding of severity ``error``.
    """
    where = Where(source=name)
    text, findings = decoded(data, where=where, encoding=encoding)
    if text is None:
        return (), findings
    file = File(data=data, text=text, name=name)
    head = text.lstrip(_START)[:_HEAD]
    if _JSON.match(head) or (name.lower().endswith(".json") and head.startswith(("{", "["))):
        return json_file(file, where)
    if _is_xml(head):
        return xml_feed(file, where)
    if head.startswith("<?xml") or _PAGE.match(head):
        from homeward.adapters.documents.pages import page  # noqa: PLC0415 - slow to load, and most files are no pages

        return page(file, where)
    return post(file, where)


def file_bytes(path: Path | None) -> bytes:
    """Return the bytes of a file, or of standard input for None; no more than show that it is too large."""
    if path is None:
        return sys.stdin.buffer.read(LIMIT + 1)
    with path.open("rb") as stream:
        return stream.read(LIMIT + 1)


def _is_xml(head: str) -> bool:
    """Tell whether a feed, or other XML, begins here; a page that is written as XML is a page."""
    if not _XML.match(head):
        return False
    after = head.partition("?>")[2] if head.startswith("<?xml") else head
    return not _PAGE.match(_COMMENTS.sub("", after).lstrip())
