"""What opening a file gives: documents, and where their text stands in the file as given."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import urlsplit

from homeward.model.documents import Block, BlockKind, Document
from homeward.model.findings import Finding
from homeward.model.ids import Digest

Span = tuple[int, int]

_HOSTS: Final = {
    "facebook.com": "facebook",
    "t.me": "telegram",
    "telegram.me": "telegram",
    "truthsocial.com": "truth",
    "twitter.com": "x",
    "x.com": "x",
}
"""Channels known by where a page lies. Any other address says nothing about the channel."""

_WORK: Final = 2_000_000_000
"""Characters of a file that are looked through for the lines of its texts, in all: about a second's work."""

_DAY: Final = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """``text[start:end]`` stands, character for character, at ``at`` in the decoded file."""

    start: int
    end: int
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """One document of a file: its title where it is no part of the text, and where the text stands in the file."""

    document: Document
    title: str | None = None
    places: tuple[Place, ...] = ()

    def in_file(self, span: Span) -> Span | None:
        """Return where *span* of the text stands in the decoded file; None where it does not stand there verbatim."""
        for one in self.places:
            if one.start <= span[0] and span[1] <= one.end:
                return span[0] - one.start + one.at, span[1] - one.start + one.at
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file as received: its bytes, its decoded text, and the name it goes by."""

    data: bytes
    text: str
    name: str

    @property
    def digest(self) -> Digest:
        """The SHA-256 of the bytes as received."""
        return Digest(hashlib.sha256(self.data).hexdigest())

    @property
    def id(self) -> str:
        """An id made of the file's name: small letters, digits and hyphens, beginning with a letter."""
        return slug(self.name.replace("\\", "/").rpartition("/")[2].partition(".")[0])


Result = tuple[tuple[Opened, ...], tuple[Finding, ...]]


def slug(text: str) -> str:
    """Return *text* as an id: lower-case ASCII letters, digits and hyphens, at most 24."""
    kept = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:24].strip("-")
    return kept if kept[:1].isalpha() else f"doc-{kept}".rstrip("-")


def joined(parts: Iterable[tuple[BlockKind, str]]) -> tuple[str, tuple[Block, ...]]:
    """Return the parts as one text with a blank line between them, and where each stands in it."""
    text, blocks = "", []
    for kind, part in parts:
        text += "\n\n" if text else ""
        blocks.append(Block(kind=kind, start=len(text), end=len(text) + len(part)))
        text += part
    return text, tuple(blocks)


def places(text: str, raw: str, *, texts: int = 1) -> tuple[Place, ...]:
    """
    Return where the lines of *text* stand verbatim in *raw*, each looked for after the one before it first.

    For every place, ``text[start:end] == raw[at:at + end - start]``. Of a text with very many lines, or of one of
    *texts* in a large file, only the first lines are looked for: a file made to hurt must not cost hours.
    """
    found: list[Place] = []
    start = last = 0
    for line in text.splitlines(keepends=True)[: _WORK // (texts * len(raw) + 1)]:
        bare = line.strip("\r\n")
        at = raw.find(bare, last) if bare else -1
        at = raw.find(bare) if bare and at < 0 else at
        if at >= 0:
            found.append(Place(start=start, end=start + len(bare), at=at))
            last = at + len(bare)
        start += len(line)
    return tuple(found)


def day_of(written: str | None) -> date | None:
    """
    Return the civil day that a machine-readable date names, as it is written there; None when it names none.

    >>> day_of("2025-05-23T23:40:00+03:00")
    datetime.date(2025, 5, 23)
    """
    if not written:
        return None
    found = _DAY.match(written)
    try:
        if found is not None:
            return date(int(found[1]), int(found[2]), int(found[3]))
        return parsedate_to_datetime(written).date()
    except (ValueError, OverflowError, IndexError):
        return None


def language_tag(text: str | None) -> str | None:
    """
    Return the language that a tag such as ``en-GB`` names, in small letters; None when it names none.

    >>> language_tag("en-GB"), language_tag("UK"), language_tag("English"), language_tag(None)
    ('en', 'uk', None, None)
    """
    first = re.split("[-_]", (text or "").strip().lower(), maxsplit=1)[0]
    return first if re.fullmatch("[a-z]{2,3}", first) else None


def channel_of(address: str | None) -> str | None:
    """Return the channel that an address tells by its host, None for any other."""
    try:
        host = urlsplit(address or "").hostname or ""
    except ValueError:
        return None
    return next((name for known, name in _HOSTS.items() if host == known or host.endswith(f".{known}")), None)
