"""Plain text, a pasted post with lines about where it comes from, and a document written as JSON."""

from __future__ import annotations

import json
import re
from typing import Final

from homeward.adapters.documents.feeds import json_feed
from homeward.adapters.documents.opened import File, Opened, Place, Result, channel_of, day_of, language_tag, places
from homeward.adapters.documents.rules import Rule
from homeward.model.documents import Block, BlockKind, Document
from homeward.model.findings import Finding, Where

_HEADER: Final = re.compile(
    r"\A\ufeff?(?P<lines>(?:[ \t]*(?:source|date|channel)[ \t]*:[^\r\n]*(?:\r\n|\r|\n))+)"
    r"[ \t]*(?:\r\n|\r|\n)",
    re.IGNORECASE,
)
_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")
_FEED: Final = "https://jsonfeed.org/version/"


def post(file: File, where: Where) -> Result:
    """
    Return the text as one document, unchanged: spans count from the first character of the file.

    Lines ``source:``, ``date:`` and ``channel:`` before the first blank line say where it comes from; they are no part
    of its body.
    """
    head = _HEADER.match(file.text)
    said = dict(_pairs(head["lines"])) if head else {}
    start = head.end() if head else 0
    address = said.get("source")
    published_on = day_of(said.get("date"))
    odd: list[Finding] = []
    if said.get("date") and published_on is None:
        odd.append(Rule.DATE.found(where, seen=said["date"][:40]))
    if not file.text[start:].strip("\ufeff \t\r\n"):
        return (), (Rule.EMPTY.found(where), *odd)
    document = Document(
        id=file.id,
        text=file.text,
        blocks=(Block(kind=BlockKind.BODY, start=start, end=len(file.text)),),
        digest=file.digest,
        source=address or file.name,
        published_on=published_on,
        channel=said.get("channel") or channel_of(address),
    )
    return (Opened(document=document, places=(Place(start=0, end=len(file.text), at=0),)),), tuple(odd)


def json_file(file: File, where: Where) -> Result:
    """Return the document ``{"id", "title", "text", "language", "date", "url"}``, or the entries of a JSON Feed."""
    try:
        value = json.loads(file.text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as problem:
        return (), (Rule.JSON.found(where, seen=str(problem)[:80]),)
    odd = _no_text(value)
    if odd is not None:
        return (), (odd.found(where, seen="a text in the JSON"),)
    if isinstance(value, dict) and str(value.get("version", "")).startswith(_FEED):
        return json_feed(file, where, value)
    text = value.get("text") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(text, str):
        return (), (Rule.JSON.found(where, seen="text"),)
    if not text.strip():
        return (), (Rule.EMPTY.found(where),)
    return _document(file, where, text, {key: one for key, one in value.items() if isinstance(one, str) and one})


def _no_text(value: object) -> Rule | None:
    """Return what keeps some text in *value* from being one, wherever it stands: half a character, or a NUL."""
    waiting = [value]
    while waiting:
        match waiting.pop():
            case str(text) if _SURROGATE.search(text):
                return Rule.JSON
            case str(text) if "\0" in text:
                return Rule.NUL
            case dict(inner):
                waiting += [*inner.keys(), *inner.values()]
            case list(inner):
                waiting += inner
    return None


def _document(file: File, where: Where, text: str, said: dict[str, str]) -> Result:
    published_on = day_of(said.get("date"))
    odd = (Rule.DATE.found(where, seen=said["date"][:40]),) if "date" in said and published_on is None else ()
    document = Document(
        id=said.get("id", file.id)[:40],
        text=text,
        blocks=(Block(kind=BlockKind.BODY, start=0, end=len(text)),),
        digest=file.digest,
        source=said.get("url", file.name),
        published_on=published_on,
        language=language_tag(said.get("language")),
        channel=said.get("channel") or channel_of(said.get("url")),
    )
    return (Opened(document=document, title=said.get("title"), places=places(text, file.text)),), odd


def _pairs(lines: str) -> list[tuple[str, str]]:
    split = [line.partition(":") for line in lines.strip("\ufeff").splitlines()]
    return [(key.strip().lower(), value.strip()) for key, _, value in split if value.strip()]
