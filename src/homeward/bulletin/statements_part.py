"""The part of the page that sets statements beside the record, with the arithmetic and the result in words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from homeward.bulletin.markup import Element, Node, el, fill, isolated
from homeward.bulletin.phrases import (
    claim_frame,
    claim_sentence,
    doubt,
    joined,
    record_figure,
    settling,
    verdict_sentence,
)
from homeward.bulletin.reading import calculation, counted, dated
from homeward.bulletin.words import Words
from homeward.model.claims import Result
from homeward.model.figures import Bulletin, Found, Said, Told

_MARKS: Final[Mapping[Result, str]] = MappingProxyType(
    {
        Result.ADDS_UP: "=",
        Result.ROUNDED: "≈",
        Result.MISMATCH: "≠",
        Result.DISPUTE: "≠",
        Result.REVISION: "→",
        Result.PREMATURE: "…",
        Result.CONTESTED: "≠",
        Result.AGREES_WITH_RECORD: "=",
        Result.DIFFERS_FROM_RECORD: "≠",
        Result.NOT_IN_RECORD: "–",
        Result.HOLDS: "=",
        Result.DEPENDS: "?",
        Result.DOES_NOT_HOLD: "≠",
        Result.NEEDS_REVIEW: "?",
    }
)
"""A sign beside the words: nothing on the page is said by colour."""


def statements_part(bulletin: Bulletin, words: Words) -> Element | None:
    """Return the statements of *bulletin*, each verdict with what it is about, then those nobody compared yet."""
    if not bulletin.statements:
        return None
    lines = {one.claim: one for one in bulletin.statements}
    told = {claim for one in bulletin.verdicts for claim in one.claims}
    rest = [one for one in bulletin.statements if one.claim not in told]
    cards = [_verdict(one, lines, bulletin, words) for one in bulletin.verdicts]
    return el(
        "section",
        el("h2", words["statements"]),
        el("p", words["statements_says"]),
        *([el("div", *cards, class_="pair")] if cards else []),
        *([el("article", el("h3", words["unchecked"]), _said(rest, bulletin, words), class_="card")] if rest else []),
    )


def _verdict(found: Found, lines: Mapping[str, Told], bulletin: Bulletin, words: Words) -> Element:
    said = {claim: one.said for claim, one in lines.items() if one.said is not None}
    mark = el(
        "h3",
        el("i", _MARKS.get(found.result, "·"), aria_hidden="true"),
        el("span", words[f"result_{found.result.value}"]),
        class_="mark",
    )
    says = verdict_sentence(found, said, words) if said else (_english(found.says),)
    rows = [node for key, *of in _facts(found, bulletin, words) for node in (el("dt", words[key]), el("dd", *of))]
    return el(
        "article",
        mark,
        el("p", *says),
        *([] if (counted_sources := _sources(found, words)) is None else [counted_sources]),
        _said([lines[claim] for claim in found.claims if claim in lines], bulletin, words),
        *([el("dl", *rows)] if rows else []),
        class_="card",
    )


def _facts(found: Found, bulletin: Bulletin, words: Words) -> list[tuple[str, *tuple[Node, ...]]]:
    """Return what stands beside the words: key of its name, then its content."""
    facts: list[tuple[str, *tuple[Node, ...]]] = []
    if found.shown:
        facts.append(("record_says", *_lines([record_figure(one, bulletin, words) for one in found.shown])))
    elif found.record is not None:
        facts.append(("record_says", _english(found.record)))
    if found.steps:
        facts.append(("arithmetic", *_lines([(calculation(one, words),) for one in found.steps])))
    elif found.arithmetic is not None:
        facts.append(("arithmetic", _english(found.arithmetic)))
    if (unsure := doubt(found, words)) is not None:
        facts.append(("weakest", isolated(unsure)))
    if (settles := settling(found, words)) is not None:
        facts.append(("settles", settles))
    return facts


def _said(lines: list[Told], bulletin: Bulletin, words: Words) -> Element:
    return el("ul", *(el("li", *_one(line, bulletin, words)) for line in lines), class_="said")


def _one(line: Told, bulletin: Bulletin, words: Words) -> list[Node]:
    said = line.said
    if said is None:
        return [_english(line.says)]
    frame = claim_frame(said, bulletin, words)
    return [
        *([] if said.quote is None else [el("blockquote", el("p", said.quote, dir="auto"))]),
        el("p", *joined(_who(said, bulletin, words)), class_="who"),
        el("p", *claim_sentence(said, bulletin, words)),
        *([el("p", *joined(frame), class_="soft")] if frame else []),
        el("p", *_source(said, words), class_="source"),
    ]


def _who(said: Said, bulletin: Bulletin, words: Words) -> list[Node]:
    party = dict(bulletin.party_names).get(said.party)
    nodes: list[Node] = [el("b", isolated(said.office))]
    if party is not None and party not in said.office:
        nodes.append(isolated(party))
    nodes.append(dated(said.said_on, words))
    return [*nodes, *([] if said.channel is None else [isolated(said.channel)])]


def _source(said: Said, words: Words) -> tuple[Node, ...]:
    # An address is a link nobody follows unasked, and the host it leads to is not told where the reader came from.
    is_address = said.source.startswith("https://") and " " not in said.source
    source: Node = el("a", isolated(said.source), href=said.source, rel="noreferrer") if is_address else said.source
    if said.via is None:
        return fill(words["source"], source=source)
    return fill(words["source_via"], source=source, via=said.via)


def _english(text: str) -> Element:
    """Return a text that exists in English only: from a bulletin of an older format, or of a kind we cannot say yet."""
    return el("span", text, lang="en", dir="ltr")


def _lines(of: list[tuple[Node, ...]]) -> list[Node]:
    return [el("div", *nodes) for nodes in of]


def _sources(found: Found, words: Words) -> Element | None:
    if found.sources is None:
        return None
    template = words.plural("sources", found.sources)
    return el("p", *fill(template, count=counted(found.sources, words)), class_="soft")
