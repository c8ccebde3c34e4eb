"""Writes a register as CSV, as CSV with HXL tags, and as values for JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from homeward.model.claims import CountOp
from homeward.model.findings import Json
from homeward.model.register import Flow, PastExchange, Told
from homeward.register.cells import BETWEEN
from homeward.register.columns import COLUMNS


def write_csv(exchanges: Iterable[PastExchange], *, with_tags: bool = False) -> bytes:
    """
    Write *exchanges* in UTF-8, one line for each figure told; *with_tags* adds the row of HXL tags under the names.

    Reading it again gives equal exchanges: ``read_register(write_csv(x)).exchanges == x``.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    if with_tags:
        writer.writerow(COLUMNS.values())
    for one in exchanges:
        writer.writerows([row[name] for name in COLUMNS] for row in _rows(one))
    return buffer.getvalue().encode()


def register_records(exchanges: Iterable[PastExchange]) -> list[Json]:
    """Return *exchanges* for JSON: each with its flows, each flow with what was told. Absent values are null."""
    return [_record(one) for one in exchanges]


def _rows(one: PastExchange) -> Iterator[dict[str, str]]:
    shared = {
        "exchange": one.id,
        "conflict": one.conflict,
        "date": one.on.written,
        "agreements": BETWEEN.join(one.agreements),
        "numbered": one.numbered or "",
        "mediators": BETWEEN.join(one.mediators),
        "place": one.place or "",
    }
    for flow in one.flows:
        for told in flow.told:
            yield {**shared, **_own(flow, told)}


def _own(flow: Flow, told: Told) -> dict[str, str]:
    way = flow.direction
    return {
        "holder": "" if way is None else way.holder,
        "receiver": "" if way is None else way.receiver,
        "persons": _number(told.persons),
        "op": "" if told.op is CountOp.EXACT else told.op.value,
        "missing": "" if told.missing is None else told.missing.value,
        "told_by": BETWEEN.join(told.by),
        "split": BETWEEN.join(f"{key}={number}" for key, number in told.split),
        "outside": _number(told.outside),
        "bodies": _number(told.bodies),
        "sources": BETWEEN.join(told.sources),
        "confidence": told.confidence.value,
        "note": told.note or "",
    }


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _record(one: PastExchange) -> Json:
    return {
        "exchange": one.id,
        "conflict": one.conflict,
        "date": one.on.written,
        "agreements": list(one.agreements),
        "numbered": one.numbered,
        "mediators": list(one.mediators),
        "place": one.place,
        "flows": [_flow(flow) for flow in one.flows],
    }


def _flow(flow: Flow) -> Json:
    way = flow.direction
    return {
        "holder": None if way is None else str(way.holder),
        "receiver": None if way is None else str(way.receiver),
        "told": [
            {
                "persons": told.persons,
                "op": told.op.value,
                "missing": None if told.missing is None else told.missing.value,
                "told_by": list(told.by),
                "split": dict(told.split),
                "outside": told.outside,
                "bodies": told.bodies,
                "sources": list(told.sources),
                "confidence": told.confidence.value,
                "note": told.note,
            }
            for told in flow.told
        ],
    }
