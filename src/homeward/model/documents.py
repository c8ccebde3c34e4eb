"""A document that somebody published: its text, its parts, and what is known of where it came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from homeward.model.ids import Digest


class BlockKind(Enum):
    """What a part of a page is. Only the first three are the document's own words."""

    HEADLINE = "headline"
    BODY = "body"
    CAPTION = "caption"
    SIDEBAR = "sidebar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A part of a document: ``text[start:end]``, offsets in Unicode code points."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """
    A text as it was given, with where it came from.

    ``text`` is never changed: every span of a claim is an offset into it in code points, as Python counts them.
    ``digest`` is the SHA-256 of the bytes as received, so that a page kept elsewhere can be recognised.
    ``published_on`` anchors words such as "Friday". None means not stated.
    """

    id: str
    text: str
    blocks: tuple[Block, ...]
    digest: Digest
    source: str
    published_on: date | None = None
    language: str | None = None
    channel: str | None = None
