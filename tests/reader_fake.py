"""
A reader of statements for tests of what surrounds one: it knows six nouns, one speaker and no grammar.

It keeps the promises of ``homeward.statements.reader.read_document`` that others rely on: only headline and body are
read, claims stand in the order of the text, spans count code points, every field says how sure it is.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Final

from homeward.model.claims import ClaimCount, CountOp, Modality, Scope
from homeward.model.documents import Block, BlockKind, Document
from homeward.model.ids import Digest
from homeward.statements.reader import Field, ReadClaim, Reading, Speaker
from homeward.statements.reader.values import Span

_CATEGORIES: Final = {
    "people": "persons",
    "prisoners": "persons",
    "prisoners of war": "pow",
    "civilians": "civilian",
    "полонених": "persons",
    "أسيرا": "persons",
}
_NUMBER: Final = re.compile(r"(\d[\d,]*)\s+(prisoners of war|prisoners|people|civilians|полонених|أسيرا)")
_DIGITS: Final = re.compile(r"\d{1,3}(?:[,.]\d{3})+(?!\d)|\d{1,9}")
_SPEAKER: Final = re.compile(r"president of (North|South)")
_SENTENCE: Final = re.compile(r"[^.\n]+\.?")


def fake_reader(document: Document, *, conflict: bytes | None = None) -> Reading:
    """Return a claim for each number before one of six nouns."""
    found = [
        _claim(document, sentence, number)
        for block in document.blocks
        if block.kind in (BlockKind.HEADLINE, BlockKind.BODY)
        for sentence in _SENTENCE.finditer(document.text, block.start, block.end)
        for number in _NUMBER.finditer(document.text, sentence.start(), sentence.end())
    ]
    claims = tuple(claim(f"c{at}", one) for at, one in enumerate(found, 1))
    return Reading(
        document=document.id,
        language=document.language or "en",
        conflict="given" if conflict is not None else "made-up",
        considered=() if conflict is not None else (("made-up", 70), ("other", 10)),
        lexicons=(("en", "0" * 64),),
        claims=claims,
    )


def digits_in(text: str, span: Span) -> frozenset[tuple[int, int]]:
    """Return the numbers written in digits in ``text[start:end]``: the least any number grammar reads."""
    found = (int(re.sub(r"\D", "", one[0])) for one in _DIGITS.finditer(text[span[0] : span[1]]))
    return frozenset((number, number) for number in found)


def document(text: str, *, name: str = "report", published_on: date | None = date(2026, 3, 10)) -> Document:
    """Return a document that is all body."""
    blocks = (Block(kind=BlockKind.BODY, start=0, end=len(text)),)
    return Document(
        id=name, text=text, blocks=blocks, digest=Digest("a" * 64), source="made up", published_on=published_on
    )


def read_claim(name: str = "c1", *, count: int | None = 24, sure: int = 60, **fields: object) -> ReadClaim:
    """Return a claim of North's ministry; *fields* replaces any of it."""
    values: dict[str, object] = {
        "quote": "24 people",
        "span": (0, 9),
        "evidence": (0, 20),
        "speaker": Speaker(party="NORTH", role="mod", office="Ministry of Defence of North"),
        "channel": "telegram",
        "event_date": "2026-03-10",
        "said_date": "2026-03-10",
        "direction": "both",
        "count": None if count is None else ClaimCount(op=CountOp.EXACT, low=count, high=count),
        "category": "persons",
        "scope": Scope.PER_SIDE,
        "modality": Modality.DONE,
        "fields": (
            Field(name="speaker", rule="sp-1", confidence=95),
            Field(name="scope", rule="sc-1", confidence=sure, span=(0, 2)),
        ),
        **fields,
    }
    return claim(name, values)


def claim(name: str, values: dict[str, object]) -> ReadClaim:
    """Return the claim of *values* under *name*."""
    return ReadClaim(id=name, **values)  # type: ignore[arg-type]  # a table of fields


def changed(claim: ReadClaim, **fields: object) -> ReadClaim:
    """Return *claim* with other *fields*."""
    return replace(claim, **fields)  # type: ignore[arg-type]  # a table of fields


def _claim(document: Document, sentence: re.Match[str], number: re.Match[str]) -> dict[str, object]:
    count = int(number[1].replace(",", ""))
    who = _SPEAKER.search(sentence[0])
    is_each = "each side" in sentence[0]
    sure = 95 if is_each and who else 60
    speaker = Speaker(party=who[1].upper(), role="hos") if who else Speaker(party="NEWS", role="narrator")
    return {
        "quote": number[0],
        "span": number.span(),
        "evidence": sentence.span(),
        "speaker": speaker,
        "channel": None,
        "event_date": document.published_on.isoformat() if document.published_on else None,
        "said_date": document.published_on.isoformat() if document.published_on else None,
        "direction": "both" if is_each else None,
        "count": ClaimCount(op=CountOp.EXACT, low=count, high=count),
        "category": _CATEGORIES[number[2]],
        "scope": Scope.PER_SIDE if is_each else None,
        "modality": Modality.DONE,
        "fields": (
            Field(name="speaker", rule="fake-who", confidence=95, span=who.span() if who else None),
            Field(name="count", rule="fake-number", confidence=99, span=number.span()),
            Field(name="scope", rule="fake-scope", confidence=sure),
        ),
    }
