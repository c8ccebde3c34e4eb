"""A bulletin as the bytes both spokespeople sign. The newest format is written; every released one is still read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import Enum
from typing import Final, TypeVar

from homeward.bulletin.words import DEMO_FLAG
from homeward.model.canonical import decode, digest, encode
from homeward.model.claims import ClaimCount, CountOp, Modality, Result, Scope
from homeward.model.dates import UncertainDate, parse_date
from homeward.model.figures import Bulletin, Cell, Found, Said, Shown, Stage, Told
from homeward.model.findings import Json, Refusal
from homeward.model.ids import CategoryId, Digest, ExchangeId, PartyId, TrancheId
from homeward.model.terms import Direction

FIRST: Final = 1
NEWEST: Final = 2
NAME: Final = "homeward.bulletin"
"""Stands before the version of the format, as in ``homeward.bulletin/2``; a newer version is refused."""

WITHHELD: Final = "fewer than {k}, or it would show a number of fewer than {k}"
"""Why a count is ``null``."""

_Choice = TypeVar("_Choice", bound=Enum)


def bulletin_json(bulletin: Bulletin) -> bytes:
    """
    Return the one byte string that stands for *bulletin*; :func:`bulletin_from_json` gives it back.

    It is written in the bulletin's own format: one that was released in an older format keeps its bytes and digest.

    Raises:
        Refusal: ``CANON-1`` when a text is not NFC; drafting makes it so.

    Source: RFC 8785, in the profile of :mod:`homeward.model.canonical`.
    """
    is_first = bulletin.format == FIRST
    value: dict[str, Json] = {
        "as_of": bulletin.as_of.isoformat(),
        "categories": [{"id": one, "name": name} for one, name in bulletin.category_names],
        "counts": [_count(one, bulletin.min_cell) for one in bulletin.cells],
        "demo": DEMO_FLAG if bulletin.is_demo else None,
        "exchange": bulletin.exchange,
        "format": f"{NAME}/{bulletin.format}",
        "min_cell": bulletin.min_cell,
        "parties": [{"id": one, "name": name} for one, name in bulletin.party_names],
        "record": [{"log": log, "root": root, "size": size} for log, size, root in bulletin.record],
        "statements": [_first_told(one) if is_first else _told(one) for one in bulletin.statements],
        "title": bulletin.title,
        "verdicts": [_first_found(one) if is_first else _found(one) for one in bulletin.verdicts],
    }
    return encode(value if is_first else value | {"corrects": bulletin.corrects})


def bulletin_digest(bulletin: Bulletin) -> Digest:
    """Return the digest of the bulletin's bytes: what every party's spokesperson signs."""
    return digest(bulletin_json(bulletin))


def bulletin_from_json(data: bytes) -> Bulletin:
    """
    Read a bulletin's bytes back; :func:`bulletin_json` of the result gives the same bytes.

    Raises:
        Refusal: ``BULLETIN-6`` for another or newer format; ``BULLETIN-7`` for a field missing, unknown or malformed;
            ``CANON-2`` for bytes that are not canonical JSON.
    """
    value = decode(data)
    stated = value.get("format") if isinstance(value, dict) else None
    version = next((one for one in (FIRST, NEWEST) if stated == f"{NAME}/{one}"), None)
    if version is None:
        known = f"{NAME}/{NEWEST} or older"
        raise Refusal("BULLETIN-6", f"a bulletin has the format {known}, not {str(stated)[:40]!r}", hint=_NEWER)
    try:
        bulletin = _bulletin(_Fields(value), version)
    except (ValueError, TypeError, KeyError) as problem:
        raise Refusal("BULLETIN-7", "a bulletin's field is missing or malformed", hint=_DAMAGED) from problem
    if encode(value) != bulletin_json(bulletin):
        raise Refusal("BULLETIN-7", "a bulletin has exactly the fields of its format", hint=_DAMAGED)
    return bulletin


_NEWER: Final = "use a release of Homeward that knows this format"
_DAMAGED: Final = "ask for the bulletin's file again; do not edit signed bytes"


class _Fields:
    """An object whose fields are asked for by type; a field of another type is an error."""

    def __init__(self, value: Json) -> None:
        if not isinstance(value, dict):
            raise TypeError("not an object")
        self._value = value

    def text(self, key: str) -> str:
        value = self._value[key]
        if not isinstance(value, str):
            raise TypeError(key)
        return value

    def text_or_none(self, key: str) -> str | None:
        return None if self._value[key] is None else self.text(key)

    def number(self, key: str) -> int:
        value = self._value[key]
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise TypeError(key)
        return value

    def number_or_none(self, key: str) -> int | None:
        return None if self._value[key] is None else self.number(key)

    def choice(self, key: str, of: type[_Choice]) -> _Choice:
        return of(self.text(key))

    def day_or_none(self, key: str) -> date | None:
        text = self.text_or_none(key)
        return None if text is None else date.fromisoformat(text)

    def inner_or_none(self, key: str) -> _Fields | None:
        return None if self._value[key] is None else _Fields(self._value[key])

    def rows(self, key: str) -> Sequence[_Fields]:
        value = self._value[key]
        if not isinstance(value, list):
            raise TypeError(key)
        return [_Fields(one) for one in value]

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._value[key]
        if not isinstance(value, list):
            raise TypeError(key)
        return tuple(one for one in value if isinstance(one, str))


def _count(cell: Cell, k: int) -> Json:
    return {
        "category": cell.category,
        "holder": cell.direction.holder,
        "on": None if cell.on is None else cell.on.isoformat(),
        "persons": cell.persons,
        "receiver": cell.direction.receiver,
        "stage": cell.stage.value,
        "tranche": cell.tranche,
        "withheld": WITHHELD.format(k=k) if cell.persons is None else None,
    }


def _first_told(one: Told) -> Json:
    return {"id": one.claim, "says": one.says}


def _told(one: Told) -> Json:
    said = one.said
    if said is None:
        raise ValueError("a claim of this format is told in no language too")
    return {
        "category": said.category,
        "channel": said.channel,
        "count": None if said.count is None else _claim_count(said.count),
        "direction": said.direction,
        "event_on": None if said.event_on is None else said.event_on.written,
        "id": one.claim,
        "modality": said.modality.value,
        "office": said.office,
        "party": said.party,
        "quote": said.quote,
        "role": said.role,
        "said_on": said.said_on.isoformat(),
        "says": one.says,
        "scope": None if said.scope is None else said.scope.value,
        "source": said.source,
        "via": said.via,
    }


def _claim_count(count: ClaimCount) -> Json:
    return {"high": count.high, "low": count.low, "op": count.op.value}


def _first_found(one: Found) -> dict[str, Json]:
    return {
        "arithmetic": one.arithmetic,
        "claims": list(one.claims),
        "record": one.record,
        "result": one.result.value,
        "rule": one.rule,
        "says": one.says,
        "settles": one.settles,
        "weakest": one.weakest,
    }


def _found(one: Found) -> Json:
    shown: list[Json] = [_shown(each) for each in one.shown]
    return _first_found(one) | {"shown": shown, "sources": one.sources, "steps": list(one.steps)}


def _shown(one: Shown) -> Json:
    return {
        "category": one.category,
        "first": None if one.first is None else one.first.isoformat(),
        "holder": one.direction.holder,
        "last": None if one.last is None else one.last.isoformat(),
        "persons": one.persons,
        "receiver": one.direction.receiver,
        "stage": one.stage.value,
    }


def _bulletin(fields: _Fields, version: int) -> Bulletin:
    is_first = version == FIRST
    corrects = None if is_first else fields.text_or_none("corrects")
    return Bulletin(
        format=version,
        exchange=ExchangeId(fields.text("exchange")),
        title=fields.text("title"),
        is_demo=fields.text_or_none("demo") is not None,
        as_of=date.fromisoformat(fields.text("as_of")),
        corrects=None if corrects is None else Digest(corrects),
        min_cell=fields.number("min_cell"),
        party_names=tuple((one.text("id"), one.text("name")) for one in fields.rows("parties")),
        category_names=tuple((one.text("id"), one.text("name")) for one in fields.rows("categories")),
        cells=tuple(_cell_from(one) for one in fields.rows("counts")),
        statements=tuple(_told_from(one, is_first=is_first) for one in fields.rows("statements")),
        verdicts=tuple(_found_from(one, is_first=is_first) for one in fields.rows("verdicts")),
        record=tuple((one.text("log"), one.number("size"), one.text("root")) for one in fields.rows("record")),
    )


def _cell_from(fields: _Fields) -> Cell:
    tranche, category = fields.text_or_none("tranche"), fields.text_or_none("category")
    return Cell(
        stage=fields.choice("stage", Stage),
        direction=_direction_from(fields),
        tranche=None if tranche is None else TrancheId(tranche),
        on=fields.day_or_none("on"),
        category=None if category is None else CategoryId(category),
        persons=fields.number_or_none("persons"),
    )


def _direction_from(fields: _Fields) -> Direction:
    return Direction(holder=PartyId(fields.text("holder")), receiver=PartyId(fields.text("receiver")))


def _told_from(fields: _Fields, *, is_first: bool) -> Told:
    return Told(claim=fields.text("id"), says=fields.text("says"), said=None if is_first else _said_from(fields))


def _said_from(fields: _Fields) -> Said:
    count, scope = fields.inner_or_none("count"), fields.text_or_none("scope")
    return Said(
        office=fields.text("office"),
        party=fields.text("party"),
        role=fields.text("role"),
        said_on=date.fromisoformat(fields.text("said_on")),
        channel=fields.text_or_none("channel"),
        source=fields.text("source"),
        via=fields.text_or_none("via"),
        quote=fields.text_or_none("quote"),
        count=None if count is None else _count_from(count),
        category=fields.text("category"),
        scope=None if scope is None else Scope(scope),
        modality=fields.choice("modality", Modality),
        direction=fields.text_or_none("direction"),
        event_on=_event_from(fields.text_or_none("event_on")),
    )


def _count_from(fields: _Fields) -> ClaimCount:
    return ClaimCount(op=fields.choice("op", CountOp), low=fields.number("low"), high=fields.number_or_none("high"))


def _event_from(written: str | None) -> UncertainDate | None:
    read = None if written is None else parse_date(written)
    if written is not None and read is None:
        raise ValueError("event_on is a date in EDTF")
    return read


def _found_from(fields: _Fields, *, is_first: bool) -> Found:
    return Found(
        rule=fields.text("rule"),
        result=fields.choice("result", Result),
        claims=fields.texts("claims"),
        says=fields.text("says"),
        arithmetic=fields.text_or_none("arithmetic"),
        record=fields.text_or_none("record"),
        weakest=fields.text_or_none("weakest"),
        settles=fields.text_or_none("settles"),
        steps=() if is_first else fields.texts("steps"),
        shown=() if is_first else tuple(_shown_from(one) for one in fields.rows("shown")),
        sources=None if is_first else fields.number_or_none("sources"),
    )


def _shown_from(fields: _Fields) -> Shown:
    category = fields.text_or_none("category")
    return Shown(
        stage=fields.choice("stage", Stage),
        direction=_direction_from(fields),
        first=fields.day_or_none("first"),
        last=fields.day_or_none("last"),
        category=None if category is None else CategoryId(category),
        persons=fields.number("persons"),
    )
