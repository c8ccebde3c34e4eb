"""The part of the page that sets statements beside the record, with the arithmetic and the result in words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from homeward.bulletin.markup import Element, Node, el, isolated
from homeward.bulletin.words import Words
from homeward.model.claims import Result, Verdict
from homeward.model.figures import Bulletin

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
    lines = dict(bulletin.statements)
    told = {claim for one in bulletin.verdicts for claim in one.claims}
    rest = [says for claim, says in bulletin.statements if claim not in told]
    cards = [_verdict(one, lines, words) for one in bulletin.verdicts]
    return el(
        "section",
        el("h2", words["statements"]),
        el("p", words["statements_says"]),
        *([el("div", *cards, class_="pair")] if cards else []),
        *([el("article", el("h3", words["unchecked"]), _said(rest), class_="card")] if rest else []),
    )


def _said(lines: list[str]) -> Element:
    return el("ul", *(el("li", isolated(line)) for line in lines), class_="said")


def _verdict(verdict: Verdict, lines: Mapping[str, str], words: Words) -> Element:
    mark = el(
        "p",
        el("i", _MARKS[verdict.result], aria_hidden="true"),
        el("span", words[f"result_{verdict.result.value}"]),
        class_="mark",
    )
    facts = [
        ("arithmetic", verdict.arithmetic),
        ("record_says", verdict.record),
        ("settles", verdict.settles),
    ]
    rows: list[Node] = [
        node for key, text in facts if text is not None for node in (el("dt", words[key]), el("dd", isolated(text)))
    ]
    return el(
        "article",
        el("h3", words["said"]),
        _said([lines[claim] for claim in verdict.claims if claim in lines]),
        mark,
        el("p", isolated(verdict.says)),
        *([el("dl", *rows)] if rows else []),
        class_="card",
    )
