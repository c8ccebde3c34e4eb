"""A page that shows a text with every claim marked in it, and beside it in which sense each was read. No script."""

from __future__ import annotations

import base64
import hashlib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from homeward.bulletin.markup import Element, Node, el, isolated, render
from homeward.bulletin.style import STYLE
from homeward.model.documents import Block, BlockKind, Document
from homeward.statements.frame import NOT_STATED, field_words, frame_words
from homeward.statements.reader.values import Field, ReadClaim, Reading, Span

_OWN_STYLE: Final = """
.row{display:grid;gap:12px 32px;grid-template-columns:minmax(0,1fr);padding-block:16px;
border-block-start:1px solid var(--line)}
.row.caption.more,.row.sidebar.more,.row.other.more{border-block-start:0;padding-block-start:0}
.row>p[dir]{white-space:pre-wrap;max-inline-size:66ch;font-size:1.125rem}
.row.headline>p[dir]{font-size:1.5rem;line-height:1.3;font-weight:600}
.row.caption>p[dir],.row.sidebar>p[dir],.row.other>p[dir]{color:var(--soft);font-size:1rem}
.part{color:var(--soft);font-size:.8125rem;letter-spacing:.04em;margin:0}
mark{background:var(--heed-back);color:var(--ink);border-block-end:2px solid var(--heed);padding-block:1px}
mark.two{border-block-end-style:double;border-block-end-width:5px}
sup{line-height:0;font-size:.75em;font-weight:600}
sup a{text-decoration:none;padding-inline:3px;color:var(--deep)}
.claims{list-style:none;padding:0;display:grid;gap:16px;align-content:start}
.claims .card{padding:16px;font-size:.9375rem}
.claims h3{display:flex;gap:8px;align-items:baseline}
.claims h3 b{color:var(--deep)}
.claims dl{gap:2px 12px;grid-template-columns:minmax(6rem,auto) minmax(0,1fr)}
.claims dd+dt{margin-block-start:0}
.fields{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:0 12px}
.sure{white-space:nowrap;color:var(--soft);font-weight:400}
b.sure{font-weight:600;color:var(--ink)}
@media (min-width:62rem){.row{grid-template-columns:minmax(0,1.2fr) minmax(0,1fr)}.row>.part{grid-column:1/-1}}
"""

_PAGE_STYLE: Final = STYLE + _OWN_STYLE

_POLICY: Final = (
    "default-src 'none'; "
    f"style-src 'sha256-{base64.b64encode(hashlib.sha256(_PAGE_STYLE.encode()).digest()).decode()}'; "
    "base-uri 'none'; form-action 'none'"
)

_PARTS: Final[Mapping[BlockKind, str]] = {
    BlockKind.HEADLINE: "Headline",
    BlockKind.BODY: "Body",
    BlockKind.CAPTION: "Caption, not read for claims",
    BlockKind.SIDEBAR: "Beside the article, not read for claims",
}
_OTHER: Final = "About the text, not read for claims"

_RIGHT_TO_LEFT: Final = frozenset({"R", "AL"})

_DEMO: Final = "Demonstration: the people and the record of this exchange are made up; quoted statements are public."


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """
    What the page shows beside document and reading.

    ``in_file``: by claim id, where its words stand in the file as given, in code points; a claim that is not in it does
    not stand there verbatim. None says nothing of the file.
    """

    title: str | None = None
    in_file: Mapping[str, Span] | None = None
    is_demo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One paragraph, with the claims that begin in it."""

    start: int
    end: int
    kind: BlockKind | None
    claims: tuple[ReadClaim, ...]


def statement_page(document: Document, reading: Reading, beside: Beside | None = None) -> bytes:
    """
    Return the page of *document* with the claims of *reading*, as UTF-8 HTML.

    Every character of the text stands on the page, in its order and its own reading direction; characters that a
    reader cannot see are left out. Spans may be nested or overlap: what belongs to several claims has a double line.
    The same values give the same bytes.
    """
    beside = beside or Beside()
    title = beside.title or document.id
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="referrer", content="no-referrer"),
        el("meta", name="color-scheme", content="light dark"),
        el("title", f"Claims: {title}"),
        el("style", _PAGE_STYLE),
    )
    numbers = {claim.id: number for number, claim in enumerate(reading.claims, 1)}
    lines = tuple(_rows(document, reading))
    starts = [True, *(one.kind != before.kind for before, one in pairwise(lines))]
    rows = [
        _row(document, reading, one, numbers, beside, is_first=is_first)
        for one, is_first in zip(lines, starts, strict=False)
    ]
    main = el("main", _hero(title, reading), el("section", el("h2", "The text"), el("div", *rows)), _method(reading))
    sheet = el("div", _head(document), main, _foot(), class_="sheet")
    body = el("body", *([_demo()] if beside.is_demo else []), sheet)
    return f"<!doctype html>\n{render(el('html', head, body, lang='en', dir='ltr'))}\n".encode()


def direction_of(text: str) -> str:
    """
    Return ``rtl`` where most letters of *text* are read from right to left, else ``ltr``.

    >>> direction_of("390 أسيرا, said NATO")
    'ltr'
    """
    classes = [unicodedata.bidirectional(one) for one in text]
    right = sum(one in _RIGHT_TO_LEFT for one in classes)
    return "rtl" if right > sum(one == "L" for one in classes) else "ltr"


def segments(start: int, end: int, spans: Mapping[str, Span]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """
    Yield the pieces of ``start:end`` cut wherever a span begins or ends, with the ids of the spans that cover each.

    The pieces follow one another without a gap from *start* to *end*; ids come in the order of *spans*.
    """
    cuts = {start, end, *(min(max(one, start), end) for span in spans.values() for one in span)}
    ordered = sorted(cuts)
    for left, right in pairwise(ordered):
        yield left, right, tuple(name for name, span in spans.items() if span[0] <= left and right <= span[1])


def _rows(document: Document, reading: Reading) -> Iterator[_Row]:
    """Yield every line of the text that has something on it, with the part of the page it belongs to."""
    last = 0
    for line in document.text.splitlines(keepends=True):
        start, last = last, last + len(line)
        end = start + len(line.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"))
        if line.strip():
            begins = tuple(one for one in reading.claims if start <= one.span[0] < last)
            yield _Row(start=start, end=end, kind=_kind_at(document.blocks, start, end), claims=begins)


def _kind_at(blocks: tuple[Block, ...], start: int, end: int) -> BlockKind | None:
    return next((one.kind for one in blocks if one.start < end and start < one.end), None)


def _row(
    document: Document, reading: Reading, row: _Row, numbers: Mapping[str, int], beside: Beside, *, is_first: bool
) -> Element:
    """Return a line of the text; only the first of neighbours in one part of the page says which part it is."""
    spans = {one.id: one.span for one in reading.claims}
    ends: dict[int, list[str]] = {}
    for one in reading.claims:
        ends.setdefault(one.span[1], []).append(one.id)
    pieces: list[Node] = []
    for left, right, covered in segments(row.start, row.end, spans):
        text = document.text[left:right]
        pieces.append(el("mark", text, class_="two" if len(covered) > 1 else None) if covered else text)
        pieces += [_note(name, numbers) for name in ends.get(right, []) if spans[name][0] < right]
    words = document.text[row.start : row.end]
    part = _OTHER if row.kind is None else _PARTS[row.kind]
    cards = [_card(one, numbers, beside) for one in row.claims]
    return el(
        "div",
        *([el("p", part, class_="part")] if is_first and row.kind is not BlockKind.BODY else []),
        el("p", *pieces, lang=reading.language or None, dir=direction_of(words)),
        *([el("ul", *cards, class_="claims")] if cards else []),
        class_=f"row {'other' if row.kind is None else row.kind.value}{'' if is_first else ' more'}",
    )


def _note(name: str, numbers: Mapping[str, int]) -> Element:
    number = numbers[name]
    link = el("a", str(number), href=f"#claim-{number}", aria_label=f"claim {number}", dir="ltr", lang="en")
    return el("sup", link, id=f"mark-{number}")


def _card(claim: ReadClaim, numbers: Mapping[str, int], beside: Beside) -> Element:
    words, number = frame_words(claim), numbers[claim.id]
    whole = None if claim.part_of is None else numbers.get(claim.part_of)
    stated = [
        node
        for label, value in words
        if value != NOT_STATED
        for node in (el("dt", label), el("dd", _link(whole)) if whole and label == "details" else _value(value))
    ]
    silent = ", ".join(label for label, value in words if value == NOT_STATED)
    rows: list[Node] = [*stated, *([el("dt", NOT_STATED), el("dd", silent)] if silent else [])]
    rows += [el("dt", "place"), el("dd", _place(claim, beside))]
    if claim.weakest is not None:
        sure = [el("li", _sure(one, claim.weakest)) for one in claim.fields]
        rows += [el("dt", "how sure"), el("dd", el("ul", *sure, class_="fields"))]
    quote = el("q", claim.quote, dir=direction_of(claim.quote))
    return el("li", el("h3", el("b", f"{number}"), quote), el("dl", *rows), class_="card", id=f"claim-{number}")


def _link(number: int) -> Element:
    return el("a", f"claim {number}", href=f"#claim-{number}")


def _value(text: str) -> Element:
    return el("dd", isolated(text))


def _sure(one: Field, weakest: Field) -> Element:
    text = f"{field_words(one.name)} {one.confidence}%"
    return el("b", text, class_="sure") if one == weakest else el("span", text, class_="sure")


def _place(claim: ReadClaim, beside: Beside) -> str:
    start, end = claim.span
    here = f"characters {start:,} to {end:,} of the text"
    if beside.in_file is None:
        return here
    given = beside.in_file.get(claim.id)
    if given is None:
        return f"{here}; in the file as given its words are broken by markup"
    return here if given == claim.span else f"{here}, {given[0]:,} to {given[1]:,} of the file as given"


def _demo() -> Element:
    return el("aside", el("p", el("strong", _DEMO), class_="sheet"), class_="demo", aria_label="Demonstration")


def _head(document: Document) -> Element:
    said = f"published {document.published_on}" if document.published_on else "no date stated"
    kind = el(
        "p", el("span", "Claims in a text · ", el("b", isolated(document.source))), el("span", said), class_="kind"
    )
    facts = [
        ("channel", el("dd", isolated(document.channel or "not stated"))),
        ("SHA-256 of the file", el("dd", el("code", el("bdi", document.digest, dir="ltr"), class_="hash"))),
    ]
    rows = [node for label, value in facts for node in (el("dt", f"{label}"), value)]
    return el("header", kind, el("dl", *rows), class_="head")


def _hero(title: str, reading: Reading) -> Element:
    count = len(reading.claims)
    lead = (
        f"{count} claim{'' if count == 1 else 's'} read in this text. Each is what somebody said; none is judged here."
    )
    return el("div", el("h1", title, dir=direction_of(title)), el("p", lead, class_="lead"), class_="hero")


def _method(reading: Reading) -> Element:
    tried = ", ".join(f"{name} {score}" for name, score in reading.considered)
    rows: list[Node] = [el("dt", "configuration"), el("dd", isolated(reading.conflict or "none"))]
    rows += [el("dt", "considered"), el("dd", isolated(tried))] if tried else []
    for name, digest in reading.lexicons:
        rows += [el("dt", f"lexicon {name}"), el("dd", el("code", digest, class_="hash"))]
    return el("section", el("h2", "How it was read"), el("dl", *rows))


def _foot() -> Element:
    return el(
        "footer", el("p", "A reading by a program. People decide which claims count, and nobody's claim is ranked.")
    )
