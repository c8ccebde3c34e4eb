"""The XML of a workbook's parts, read as a stream: no tree, no entities, nothing fetched."""

from __future__ import annotations

import re
from typing import Final, Protocol

from lxml import etree

from homeward.adapters.sheets.archive import Refused
from homeward.adapters.sheets.rules import Rule
from homeward.model.findings import Where

_DOCTYPE: Final = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DECLARED: Final = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_MARK: Final = b"\xef\xbb\xbf"
_CHUNK: Final = 2**16


class Handler(Protocol):
    """What is told of each element, in the order of the part; names come without their namespace."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""

    def text(self, text: str) -> None:
        """Take a piece of text."""

    def end(self, name: str) -> None:
        """Take the end of an element."""


class _Target:
    """Hands what the parser finds to a handler, without namespaces."""

    def __init__(self, handler: Handler) -> None:
        self._handler = handler

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._handler.start(_local(tag), {_local(key): value for key, value in attributes.items()})

    def data(self, text: str) -> None:
        self._handler.text(text)

    def end(self, tag: str) -> None:
        self._handler.end(_local(tag))

    def close(self) -> None:
        """Have nothing to give back: the handler keeps what it needs."""


def walk(data: bytes, handler: Handler, *, name: str, where: Where) -> None:
    """
    Tell *handler* every element of a part.

    Raises:
        Refused: ``SHEET-13`` when it declares a document type, ``SHEET-2`` when it is no well-formed XML in UTF-8, and
            whatever the handler refuses.
    """
    declared = _DECLARED.match(data.removeprefix(_MARK))
    if b"\x00" in data or (declared is not None and declared[1].lower() not in (b"utf-8", b"us-ascii")):
        raise Refused(Rule.BROKEN.found(where, seen=f"{name}: not in UTF-8"))
    if _DOCTYPE.search(data):
        raise Refused(Rule.ENTITIES.found(where, seen=name))
    parser = etree.XMLParser(target=_Target(handler), resolve_entities=False, no_network=True, huge_tree=False)
    try:
        for at in range(0, len(data), _CHUNK):
            parser.feed(data[at : at + _CHUNK])
        parser.close()
    except etree.XMLSyntaxError as problem:
        raise Refused(Rule.BROKEN.found(where, seen=f"{name}: {str(problem)[:80]}")) from problem


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
