"""Claims that a language model proposes: kept only where their words and numbers stand in the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from homeward.model.claims import ClaimCount, CountOp, Modality, Scope
from homeward.model.dates import parse_date
from homeward.model.documents import BlockKind, Document
from homeward.statements.known import CATEGORIES, ROLES
from homeward.statements.reader.values import Field, ReadClaim, Reading, Span, Speaker

NumbersIn: TypeAlias = "Callable[[str, Span], frozenset[tuple[int, int]]]"
"""What a number grammar reads in ``text[start:end]``: intervals ``(low, high)``."""

RULE: Final = "endpoint"
"""The rule of every field that a model proposed."""

CONFIDENCE: Final = 40
"""Per cent, for every field that a model proposed: far below what goes on unreviewed."""

FILLED_BELOW: Final = 60
"""A field of a claim that was read may be filled by a proposal only where it is less sure than this."""

LONGEST: Final = 300
"""Characters of a quote. A longer one is no number phrase and no clause."""

PROPOSED: Final = 200
"""How many proposals of one answer are looked at."""

_READ: Final = frozenset({BlockKind.HEADLINE, BlockKind.BODY})
_CODE: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,39}")
_SENTENCE: Final = re.compile(r"[^.!?\n\u061f\u06d4]*[.!?\u061f\u06d4]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A proposal that was not kept: which of the answer, and why."""

    number: int
    why: str


def checked(
    rows: Sequence[object], document: Document, numbers_in: NumbersIn
) -> tuple[tuple[ReadClaim, ...], tuple[Dropped, ...]]:
    """
    Return the claims among *rows* that may be looked at, and why each other was dropped, both in order.

    A claim is kept only where its quote stands verbatim in the headline or the body, and where *numbers_in* reads its
    number in those very words. Nothing else of a row is believed: each field is one of claims/1 or is left out, and
    every field is as unsure as ``CONFIDENCE`` says.
    """
    kept: list[ReadClaim] = []
    dropped: list[Dropped] = []
    for number, row in enumerate(rows[:PROPOSED], 1):
        made = _claim(row, document, numbers_in, f"m{number}")
        if isinstance(made, str):
            dropped.append(Dropped(number=number, why=made))
        else:
            kept.append(made)
    return tuple(kept), tuple(dropped)


def with_proposals(reading: Reading, proposed: Sequence[ReadClaim]) -> Reading:
    """
    Return *reading* with what *proposed* adds; no claim of it is lost and no field that was surely read is changed.

    A proposal about a number that was read already fills those of its fields that are less sure than ``FILLED_BELOW``;
    any other is one more claim. Claims stand in the order of the text.
    """
    claims = list(reading.claims)
    for one in proposed:
        at = next((at for at, read in enumerate(claims) if _is_same(read, one)), None)
        if at is None:
            claims.append(one)
        else:
            claims[at] = _filled(claims[at], one)
    return replace(reading, claims=tuple(sorted(claims, key=lambda one: (one.span, one.id))))


def _claim(row: object, document: Document, numbers_in: NumbersIn, name: str) -> ReadClaim | str:
    if not isinstance(row, Mapping):
        return "it is no object"
    quote = row.get("quote")
    if not isinstance(quote, str) or not quote.strip() or len(quote) > LONGEST:
        return "it has no quote, or one longer than a clause"
    count = _count(row.get("count"))
    if isinstance(count, str):
        return count
    spans = [span for span in _places(document.text, quote) if _is_read(document, span)]
    if not spans:
        return "its quote does not stand in the text"
    if count is not None:
        ends = (count.low, count.low if count.high is None else count.high)
        spans = [span for span in spans if ends in numbers_in(document.text, span)]
        if not spans:
            return "its number is not read in its quote"
    modality = row.get("modality")
    if modality not in {one.value for one in Modality}:
        return "it has no sense"
    return _made(row, document, name, spans[0], count)


def _made(
    row: Mapping[object, object], document: Document, name: str, span: Span, count: ClaimCount | None
) -> ReadClaim:
    scope = row.get("scope")
    category = row.get("category")
    said = row.get("speaker")
    speaker = said if isinstance(said, Mapping) else {}
    role = speaker.get("role")
    direction = _text(row, "direction", re.compile(rf"both|{_CODE.pattern}>{_CODE.pattern}"))
    event_date, said_date = (_day(row.get(key)) for key in ("event_date", "said_date"))
    fields = ("speaker", "channel", "event_date", "said_date", "direction", "count", "category", "scope", "modality")
    return ReadClaim(
        id=name,
        quote=document.text[span[0] : span[1]],
        span=span,
        evidence=_sentence(document.text, span),
        speaker=Speaker(
            party=_text(speaker, "party", _CODE) or "ANON", role=str(role) if role in ROLES else "unnamed", office=None
        ),
        channel=_text(row, "channel", _CODE),
        event_date=event_date,
        said_date=said_date,
        direction=direction,
        count=count,
        category=str(category) if category in CATEGORIES else "persons",
        scope=Scope(scope) if scope in {one.value for one in Scope} else None,
        modality=Modality(row["modality"]),
        fields=tuple(Field(name=one, rule=RULE, confidence=CONFIDENCE) for one in fields),
    )


def _count(value: object) -> ClaimCount | str | None:
    if value is None:
        return None
    if not isinstance(value, Mapping) or value.get("op") not in {one.value for one in CountOp}:
        return "its number has no op of claims/1"
    op, low = CountOp(value["op"]), value.get("lo")
    high = low if value.get("hi") is None else value.get("hi")
    if not isinstance(low, int) or not isinstance(high, int) or isinstance(low, bool) or not 0 <= low <= high:
        return "its number is no whole number"
    return ClaimCount(op=op, low=low, high=None if op is CountOp.AT_LEAST else high)


def _places(text: str, quote: str) -> Iterator[Span]:
    at = text.find(quote)
    while at >= 0:
        yield at, at + len(quote)
        at = text.find(quote, at + 1)


def _is_read(document: Document, span: Span) -> bool:
    return any(one.kind in _READ and one.start <= span[0] and span[1] <= one.end for one in document.blocks)


def _sentence(text: str, span: Span) -> Span:
    """Return the sentence around *span*, cut at marks that end one and at line ends; it always holds *span*."""
    start = max((found.end() for found in re.finditer(r"[.!?\u061f\u06d4]\s|\n", text[: span[0]])), default=0)
    after = _SENTENCE.match(text, span[1])
    return start, span[1] if after is None else after.end()


def _is_same(read: ReadClaim, proposed: ReadClaim) -> bool:
    overlaps = read.span[0] < proposed.span[1] and proposed.span[0] < read.span[1]
    if read.count is None or proposed.count is None:
        return overlaps and read.count is proposed.count
    return overlaps and read.count.low == proposed.count.low


def _filled(read: ReadClaim, proposed: ReadClaim) -> ReadClaim:
    weak = {one.name for one in read.fields if one.confidence < FILLED_BELOW}
    scope = proposed.scope if "scope" in weak and proposed.scope is not None else read.scope
    filled = replace(
        read,
        scope=scope,
        direction=(proposed.direction or read.direction) if "direction" in weak else read.direction,
        event_date=(proposed.event_date or read.event_date) if "event_date" in weak else read.event_date,
        channel=(proposed.channel or read.channel) if "channel" in weak else read.channel,
        speaker=proposed.speaker if "speaker" in weak and proposed.speaker.party != "ANON" else read.speaker,
        modality=proposed.modality if "modality" in weak else read.modality,
        category=proposed.category if "category" in weak else read.category,
    )
    return replace(filled, fields=tuple(_field(one, read, filled) for one in read.fields))


def _field(one: Field, before: ReadClaim, after: ReadClaim) -> Field:
    changed = getattr(before, one.name, None) != getattr(after, one.name, None)
    return Field(name=one.name, rule=RULE, confidence=CONFIDENCE) if changed else one


def _text(row: Mapping[object, object], key: str, form: re.Pattern[str]) -> str | None:
    value = row.get(key)
    return value if isinstance(value, str) and form.fullmatch(value) else None


def _day(value: object) -> str | None:
    return value if isinstance(value, str) and parse_date(value) is not None else None
