"""XML that somebody else made, read as a stream: no tree, no entities, nothing fetched."""

from __future__ import annotations

import re
from typing import Final, Protocol

from lxml import etree

_DOCTYPE: Final = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DECLARED: Final = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_MARK: Final = b"\xef\xbb\xbf"
_CHUNK: Final = 2**16


class Handler(Protocol):
    """What is told of each element, in order. Names are ``{namespace}name``, or bare where there is none."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""

    def text(self, text: str) -> None:
        """Take a piece of text."""

    def end(self, name: str) -> None:
        """Take the end of an element."""


class UnsafeXmlError(Exception):
    """The XML is not read: it declares a document type (``is_declared``), or it is broken as ``seen`` says."""

    def __init__(self, seen: str, *, is_declared: bool = False) -> None:
        """Keep what was seen."""
        super().__init__(seen)
        self.seen = seen
        self.is_declared = is_declared


class _Target:
    """Hands what the parser finds to a handler."""

    def __init__(self, handler: Handler) -> None:
        self._handler = handler

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._handler.start(tag, dict(attributes))

    def data(self, text: str) -> None:
        self._handler.text(text)

    def end(self, tag: str) -> None:
        self._handler.end(tag)

    def close(self) -> None:
        """Have nothing to give back: the handler keeps what it needs."""


def walk(data: bytes, handler: Handler) -> None:
    """
    Tell *handler* every element of *data*.

    Raises:
        UnsafeXmlError: when it declares a document type, which is how a small file grows to fill a machine, or when it
            is no well-formed XML in UTF-8.
    """
    declared = _DECLARED.match(data.removeprefix(_MARK))
    if b"\x00" in data or (declared is not None and declared[1].lower() not in (b"utf-8", b"us-ascii")):
        raise UnsafeXmlError("not in UTF-8")
    if _DOCTYPE.search(data):
        raise UnsafeXmlError("a document type", is_declared=True)
    parser = etree.XMLParser(target=_Target(handler), resolve_entities=False, no_network=True, huge_tree=False)
    try:
        for at in range(0, len(data), _CHUNK):
            parser.feed(data[at : at + _CHUNK])
        parser.close()
    except etree.XMLSyntaxError as problem:
        raise UnsafeXmlError(str(problem)[:80]) from problem
