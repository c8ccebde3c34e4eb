"""A document with the claims read from it, as it is kept: the text its spans count in, and the claims beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Final, TypeVar, cast

from homeward.model.claims import ClaimCount, CountOp, Modality, Scope
from homeward.model.documents import Block, BlockKind, Document
from homeward.model.findings import Json, Refusal
from homeward.model.ids import Digest
from homeward.statements.reader.values import Field, ReadClaim, Reading, Span, Speaker, reading_json

FORMAT: Final = 1

Kind = TypeVar("Kind")


def kept_json(document: Document, reading: Reading) -> bytes:
    """
    Return *document* and *reading* as the one JSON file in which they are kept.

    The text stands in it because spans count in it: a later release may take another text out of the same page.
    ``kept_from_json(kept_json(d, r)) == (d, r)``, the place at which the text names a speaker aside.
    """
    value: dict[str, Json] = {
        **reading_json(reading),
        "format": FORMAT,
        "text": document.text,
        "blocks": [[one.kind.value, one.start, one.end] for one in document.blocks],
        "digest": document.digest,
        "source": document.source,
        "published_on": None if document.published_on is None else document.published_on.isoformat(),
        "stated_language": document.language,
        "channel": document.channel,
    }
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()  # fields keep their order


def kept_from_json(data: bytes, *, source: str) -> tuple[Document, Reading]:
    """
    Read back what :func:`kept_json` wrote.

    Raises:
        Refusal: ``KEPT-1`` when it is not of that form, ``KEPT-2`` when it is of a newer one.
    """
    try:
        value = json.loads(data)
        json.dumps(value, ensure_ascii=False).encode()  # half a character could be kept by nobody
        if value["format"] > FORMAT:
            raise Refusal(
                "KEPT-2", f"{source} has format {value['format']}, newer than this program", hint="use a newer release"
            )
        return _document(value), _reading(value)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        raise Refusal(
            "KEPT-1",
            f"{source} is no file of kept claims",
            hint="remove it and run `homeward statements add` again; corrections belong into `statements review`",
        ) from problem


def claim_from_json(value: Mapping[str, Json]) -> ReadClaim:
    """Return the claim that :func:`homeward.statements.reader.claim_json` wrote; KeyError, TypeError or ValueError."""
    speaker = cast("dict[str, Json]", value["speaker"])
    confidence = cast("dict[str, int]", value["confidence"])
    rules = cast("dict[str, str]", value["rules"])
    spans = cast("dict[str, list[int] | None]", value["places"])
    scope = _optional(value["scope"], str)
    return ReadClaim(
        id=_must(value["id"], str),
        quote=_must(value["quote"], str),
        span=_span(value["span"]),
        evidence=_span(value["evidence"]),
        speaker=Speaker(
            party=_must(speaker["party"], str),
            role=_must(speaker["role"], str),
            office=_optional(speaker.get("office"), str),
        ),
        channel=_optional(value["channel"], str),
        event_date=_optional(value["event_date"], str),
        said_date=_optional(value["said_date"], str),
        direction=_optional(value["direction"], str),
        count=_count(value["count"]),
        category=_must(value["category"], str),
        scope=None if scope is None else Scope(scope),
        modality=Modality(value["modality"]),
        via=tuple(_must(one, str) for one in cast("list[Json]", value["via"])),
        superlative=_optional(value["superlative"], str),
        part_of=_optional(value["part_of"], str),
        fields=tuple(
            Field(
                name=name,
                rule=_must(rules[name], str),
                confidence=_must(sure, int),
                span=None if spans[name] is None else _span(spans[name]),
            )
            for name, sure in confidence.items()
        ),
    )


def _document(value: Mapping[str, Json]) -> Document:
    blocks = cast("list[tuple[str, int, int]]", value["blocks"])
    published_on = _optional(value["published_on"], str)
    return Document(
        id=_must(value["document"], str),
        text=_must(value["text"], str),
        blocks=tuple(Block(kind=BlockKind(kind), start=start, end=end) for kind, start, end in blocks),
        digest=Digest(_must(value["digest"], str)),
        source=_must(value["source"], str),
        published_on=None if published_on is None else date.fromisoformat(published_on),
        language=_optional(value["stated_language"], str),
        channel=_optional(value["channel"], str),
    )


def _reading(value: Mapping[str, Json]) -> Reading:
    considered = cast("list[dict[str, Json]]", value["considered"])
    lexicons = cast("list[dict[str, Json]]", value["lexicons"])
    return Reading(
        document=_must(value["document"], str),
        language=_must(value["language"], str),
        conflict=_must(value["conflict"], str),
        considered=tuple((_must(one["conflict"], str), _must(one["score"], int)) for one in considered),
        lexicons=tuple((_must(one["language"], str), _must(one["digest"], str)) for one in lexicons),
        claims=tuple(claim_from_json(one) for one in cast("list[dict[str, Json]]", value["claims"])),
        said_on=_optional(value.get("said_on"), str),
    )


def _count(value: Json) -> ClaimCount | None:
    if value is None:
        return None
    written = cast("dict[str, Json]", value)
    op = CountOp(written["op"])
    # claims/1 repeats the low end where there is no high one; only "at least" is open.
    high = None if op is CountOp.AT_LEAST else _must(written["hi"], int)
    return ClaimCount(op=op, low=_must(written["lo"], int), high=high)


def _span(value: object) -> Span:
    start, end = cast("list[int]", value)
    return _must(start, int), _must(end, int)


def _must(value: object, kind: type[Kind]) -> Kind:
    if not isinstance(value, kind) or isinstance(value, bool):
        raise TypeError(kind.__name__)
    return value


def _optional(value: object, kind: type[Kind]) -> Kind | None:
    return None if value is None else _must(value, kind)
