"""HTML and SVG as values: text is escaped by construction, and there is no way to hand in markup as a string."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

Node: TypeAlias = "str | Element"

_VOID: Final = frozenset({"br", "col", "link", "meta"})
_NAME: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9-]*")

# Controls, and characters that turn or hide text. ZWNJ and ZWJ stay: Persian, Arabic and Indic scripts need them.
_UNSEEN: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One element; *attributes* in the order they were given."""

    tag: str
    attributes: tuple[tuple[str, str], ...]
    children: tuple[Node, ...]


def el(tag: str, /, *children: Node, **attributes: str | int | None) -> Element:
    """
    Make an element; ``None`` leaves an attribute out, ``class_`` is ``class``, ``aria_label`` is ``aria-label``.

    >>> render(el("p", "a < b", class_="note"))
    '<p class="note">a &lt; b</p>'
    """
    named = tuple(
        (key.rstrip("_").replace("_", "-"), str(value)) for key, value in attributes.items() if value is not None
    )
    if not all(_NAME.fullmatch(name) for name in (tag, *(key for key, _ in named))):
        raise ValueError("a tag or an attribute is not a name")
    return Element(tag=tag, attributes=named, children=children)


def render(node: Node) -> str:
    """Return *node* as HTML. Text loses control characters and characters that turn its direction."""
    return "".join(_pieces(node))


def clean(text: str) -> str:
    """Return *text* without characters a reader cannot see."""
    return _UNSEEN.sub("", text)


def isolated(text: str) -> Element:
    """Return *text* so that its direction cannot disturb what stands around it."""
    return el("bdi", text)


def fill(template: str, /, **values: Node) -> tuple[Node, ...]:
    """Return the text of *template* with each ``{name}`` replaced by a node; texts given as values are isolated."""
    parts = re.split(r"\{([a-z_]+)\}", template)
    nodes: list[Node] = []
    for place, part in enumerate(parts):
        value = values[part] if place % 2 else part
        nodes.append(isolated(value) if place % 2 and isinstance(value, str) else value)
    return tuple(node for node in nodes if node != "")


def plain(template: str, /, **values: str) -> str:
    """Return the text of *template* with values filled in, for places that hold no elements (titles, descriptions)."""
    return re.sub(r"\{([a-z_]+)\}", lambda match: clean(values[match[1]]), template)


def _pieces(node: Node) -> Iterator[str]:
    if isinstance(node, str):
        yield html.escape(clean(node), quote=True)
        return
    attributes = "".join(f' {name}="{html.escape(clean(value), quote=True)}"' for name, value in node.attributes)
    yield f"<{node.tag}{attributes}>"
    if node.tag in _VOID:
        return
    for child in node.children:
        if node.tag == "style":
            yield _style(child)
        else:
            yield from _pieces(child)
    yield f"</{node.tag}>"


def _style(child: Node) -> str:
    # A style sheet is raw text: the one thing that could leave it is its own end tag.
    if not isinstance(child, str) or "<" in child:
        raise ValueError("a style sheet holds no markup")
    return child
