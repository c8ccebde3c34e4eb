"""What the timeline says of each happening."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import assert_never

from homeward.model.happenings import (
    Aborted,
    Corrected,
    Crossing,
    Explained,
    Extended,
    Gesture,
    Handover,
    Happening,
    Occurs,
    Split,
    StepTaken,
    Suspended,
    Universe,
)
from homeward.terms.simulation.accounts import unexplained_in
from homeward.terms.simulation.values import Entry, Kind


def entries_of(one: Happening) -> Iterator[Entry]:
    """Yield what the timeline says of one happening: a line for each count of a handover, else one line."""
    match one:
        case Universe() | Split():
            kind = Kind.UNIVERSE if isinstance(one, Universe) else Kind.SPLIT
            for count in one.counts:
                yield Entry(on=one.on, kind=kind, of=count.of, number=count.number, is_exact=count.is_exact)
        case Handover():
            yield from _crossed(one)
        case Corrected():
            for line in one.crossings:
                yield replace(_line(one.on, line), kind=Kind.CORRECTED, since=one.of)
        case Explained():
            for count in one.counts:
                given = ((one.reason, count.number),)
                yield Entry(on=one.on, kind=Kind.EXPLAINED, of=count.of, number=count.number, reasons=given)
        case _:
            yield _short(one)


def _short(one: Occurs | StepTaken | Extended | Suspended | Gesture | Aborted) -> Entry:
    match one:
        case Occurs():
            return Entry(on=one.on, kind=Kind.ENDS if one.is_over else Kind.OCCURS, of=(one.event,))
        case StepTaken():
            return Entry(on=one.on, kind=Kind.STEP, of=(one.step,), by=one.by)
        case Extended():
            named = (*one.commitments, *((one.tranche,) if one.tranche else ()))
            return Entry(on=one.on, kind=Kind.EXTENDED, of=named, to=one.to)
        case Suspended():
            return Entry(on=one.on, kind=Kind.RESUMED if one.is_over else Kind.SUSPENDED, of=one.commitments)
        case Gesture():
            way = (one.holder, one.receiver)
            return Entry(on=one.on, kind=Kind.GESTURE, number=one.count, by=way, unit=one.unit)
        case Aborted():
            return Entry(on=one.on, kind=Kind.ABORTED, of=(one.tranche,))
        case _:
            assert_never(one)


def _crossed(one: Handover) -> Iterator[Entry]:
    kind = Kind.HANDOVER if one.into is None else Kind.INTO_CUSTODY
    by = tuple(each for each in (one.into, one.out_of) if each is not None)
    if not one.crossings and one.tranche is not None:
        yield Entry(on=one.on, kind=kind, of=(one.tranche,), number=0, is_exact=False)
    for line in one.crossings:
        yield replace(_line(one.on, line), kind=kind, by=by)
        if missing := unexplained_in(line):
            yield Entry(on=one.on, kind=Kind.UNEXPLAINED, of=line.count.of, number=missing)


def _line(on: date, line: Crossing) -> Entry:
    count = line.count
    return Entry(
        on=on,
        kind=Kind.HANDOVER,
        of=count.of,
        number=count.number,
        is_exact=count.is_exact,
        reasons=line.reasons,
    )
