"""A bulletin as the bytes both spokespeople sign."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from homeward.bulletin.words import DEMO_FLAG
from homeward.model.canonical import decode, digest, encode
from homeward.model.claims import Result, Verdict
from homeward.model.figures import Bulletin, Cell, Stage
from homeward.model.findings import Json, Refusal
from homeward.model.ids import CategoryId, Digest, ExchangeId, PartyId, TrancheId
from homeward.model.terms import Direction

FORMAT: Final = "homeward.bulletin/1"
"""Names the format and its version; a newer one is refused."""

WITHHELD: Final = "fewer than {k}, or it would show a number of fewer than {k}"
"""Why a count is ``null``."""


def bulletin_json(bulletin: Bulletin) -> bytes:
    """
    Return the one byte string that stands for *bulletin*; :func:`bulletin_from_json` gives it back.

    Raises:
        Refusal: ``CANON-1`` when a text is not NFC; drafting makes it so.

    Source: RFC 8785, in the profile of :mod:`homeward.model.canonical`.
    """
    value: dict[str, Json] = {
        "as_of": bulletin.as_of.isoformat(),
        "categories": [{"id": one, "name": name} for one, name in bulletin.category_names],
        "counts": [_count(one, bulletin.min_cell) for one in bulletin.cells],
        "demo": DEMO_FLAG if bulletin.is_demo else None,
        "exchange": bulletin.exchange,
        "format": FORMAT,
        "min_cell": bulletin.min_cell,
        "parties": [{"id": one, "name": name} for one, name in bulletin.party_names],
        "record": [{"log": log, "root": root, "size": size} for log, size, root in bulletin.record],
        "statements": [{"id": one, "says": says} for one, says in bulletin.statements],
        "title": bulletin.title,
        "verdicts": [_verdict(one) for one in bulletin.verdicts],
    }
    return encode(value)


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
    if stated != FORMAT:
        raise Refusal("BULLETIN-6", f"a bulletin has the format {FORMAT!r}, not {str(stated)[:40]!r}", hint=_NEWER)
    try:
        bulletin = _bulletin(_Fields(value))
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


def _verdict(verdict: Verdict) -> Json:
    return {
        "arithmetic": verdict.arithmetic,
        "claims": list(verdict.claims),
        "record": verdict.record,
        "result": verdict.result.value,
        "rule": verdict.rule,
        "says": verdict.says,
        "settles": verdict.settles,
        "weakest": verdict.weakest,
    }


def _bulletin(fields: _Fields) -> Bulletin:
    return Bulletin(
        exchange=ExchangeId(fields.text("exchange")),
        title=fields.text("title"),
        is_demo=fields.text_or_none("demo") is not None,
        as_of=date.fromisoformat(fields.text("as_of")),
        min_cell=fields.number("min_cell"),
        party_names=tuple((one.text("id"), one.text("name")) for one in fields.rows("parties")),
        category_names=tuple((one.text("id"), one.text("name")) for one in fields.rows("categories")),
        cells=tuple(_cell_from(one) for one in fields.rows("counts")),
        statements=tuple((one.text("id"), one.text("says")) for one in fields.rows("statements")),
        verdicts=tuple(_verdict_from(one) for one in fields.rows("verdicts")),
        record=tuple((one.text("log"), one.number("size"), one.text("root")) for one in fields.rows("record")),
    )


def _cell_from(fields: _Fields) -> Cell:
    on, tranche, category = (fields.text_or_none(key) for key in ("on", "tranche", "category"))
    return Cell(
        stage=Stage(fields.text("stage")),
        direction=Direction(holder=PartyId(fields.text("holder")), receiver=PartyId(fields.text("receiver"))),
        tranche=None if tranche is None else TrancheId(tranche),
        on=None if on is None else date.fromisoformat(on),
        category=None if category is None else CategoryId(category),
        persons=fields.number_or_none("persons"),
    )


def _verdict_from(fields: _Fields) -> Verdict:
    return Verdict(
        rule=fields.text("rule"),
        result=Result(fields.text("result")),
        claims=fields.texts("claims"),
        says=fields.text("says"),
        arithmetic=fields.text_or_none("arithmetic"),
        record=fields.text_or_none("record"),
        weakest=fields.text_or_none("weakest"),
        settles=fields.text_or_none("settles"),
    )
