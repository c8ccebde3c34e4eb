"""The XML of a workbook's parts, without its namespaces."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from homeward.adapters.sheets.archive import Refused
from homeward.adapters.sheets.rules import Rule
from homeward.adapters.xml_stream import Handler, UnsafeXmlError
from homeward.adapters.xml_stream import walk as walk_xml
from homeward.model.findings import Where


@dataclass(frozen=True, slots=True)
class _Bare:
    """Tells a handler the names without their namespaces: there are two sets of them, for the same elements."""

    handler: Handler

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.handler.start(_local(name), {_local(key): value for key, value in attributes.items()})

    def text(self, text: str) -> None:
        self.handler.text(text)

    def end(self, name: str) -> None:
        self.handler.end(_local(name))


def walk(data: bytes, handler: Handler, *, name: str, where: Where) -> None:
    """
    Tell *handler* every element of a part, its names without their namespace.

    Raises:
        Refused: ``SHEET-13`` when it declares a document type, ``SHEET-2`` when it is no well-formed XML in UTF-8, and
            whatever the handler refuses.
    """
    try:
        walk_xml(data, _Bare(handler))
    except UnsafeXmlError as problem:
        rule, seen = (Rule.ENTITIES, name) if problem.is_declared else (Rule.BROKEN, f"{name}: {problem.seen}")
        raise Refused(rule.found(where, seen=seen)) from problem


@lru_cache(maxsize=1024)
def _local(name: str) -> str:
    return name.rpartition("}")[2]
