"""Verdicts as a bulletin tells them: the record's figures as published numbers, the arithmetic in no language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from homeward.bulletin.telling import clean, numbers_in
from homeward.bulletin.words import ENGLISH
from homeward.model.claims import Claim, Modality, Result, Verdict
from homeward.model.figures import Cell, Found, Shown, Stage
from homeward.model.terms import Direction

_COMPLETED: Final = "R6"
"""The rule about "completed": it shows everything since the agreement, and what was agreed."""

_WHOLE: Final = frozenset({"event", "persons"})


def found(verdict: Verdict, claims: Mapping[str, Claim], cells: Sequence[Cell], as_of: date) -> Found:
    """
    Return *verdict* with its arithmetic in digits and signs, and with the record's figures as numbers from *cells*.

    Where everybody agreed has returned by *as_of*, nothing is left that would settle what was said too early.
    No figure is shown that the verdict does not name: where the published numbers of its days are others, or some are
    withheld, ``shown`` is empty.
    """
    return Found(
        rule=verdict.rule,
        result=verdict.result,
        claims=verdict.claims,
        says=clean(verdict.says),
        arithmetic=None if verdict.arithmetic is None else clean(verdict.arithmetic),
        record=None if verdict.record is None else clean(verdict.record),
        weakest=verdict.weakest,
        settles=None if verdict.settles is None or _is_settled(verdict, cells, as_of) else clean(verdict.settles),
        steps=() if verdict.arithmetic is None else steps(verdict.arithmetic),
        shown=_shown(verdict, [claims[one] for one in verdict.claims if one in claims], cells),
        # A comparison of an earlier release does not count its sources.
        sources=getattr(verdict, "sources", None),
    )


def counts_in(text: str) -> frozenset[int]:
    """Return the counts in a verdict's English text: not the days, years and short digests that stand around them."""
    months = "|".join(ENGLISH.months)
    dates = rf"\(proof [^)]*\)|\b\d{{1,2}} (?:{months}) \d{{4}}|\b\d{{4}}-\d{{2}}(?:-\d{{2}})?\b"
    return frozenset(numbers_in(re.sub(dates, " ", text)))


def steps(arithmetic: str) -> tuple[str, ...]:
    """
    Return the calculations of *arithmetic* in digits and signs; what only words can say is left out.

    >>> steps("2 x 390 = 780; 800 is 780 rounded up to the next hundred; 780 of 2,000 is 39 %")
    ('2 × 390 = 780', '780 ≈ 800', '780 / 2,000 = 39 %')
    """
    return tuple(step for part in arithmetic.split("; ") if (step := _step(part)) is not None)


_N: Final = r"[\d,]+"
_FORMS: Final = (
    (re.compile(rf"(?P<a>{_N}) is (?P<b>{_N}) rounded .*"), "{b} ≈ {a}"),
    (re.compile(rf"(?P<a>{_N}) of (?P<b>{_N}) is (?P<c>[\d.]+ %)"), "{a} / {b} = {c}"),
    (re.compile(rf"(?P<a>{_N}) and (?P<b>{_N}) are (?P<c>{_N}) apart"), "|{a} − {b}| = {c}"),
)
_CALCULATION: Final = re.compile(r"[\d,. x+()-]+ = [\d,.]+")


def _step(part: str) -> str | None:
    if _CALCULATION.fullmatch(part):
        return part.replace(" x ", " × ").replace(" - ", " − ")
    for form, written in _FORMS:
        match = form.fullmatch(part)
        if match is not None:
            return written.format(**match.groupdict())
    return None


def _shown(verdict: Verdict, claims: Sequence[Claim], cells: Sequence[Cell]) -> tuple[Shown, ...]:
    if verdict.record is None:
        return ()
    named = counts_in(verdict.record)
    # Of parts and their whole, the record's figure is that of one: the one whose numbers the verdict names.
    for of in (one for one in claims if one.modality is Modality.DONE):
        figures = tuple(_completed(of, cells) if verdict.rule == _COMPLETED else _same_days(of, cells))
        if figures and {one.persons for one in figures} <= named:
            return figures
    return ()


def _is_settled(verdict: Verdict, cells: Sequence[Cell], as_of: date) -> bool:
    """Tell whether it was premature only: everybody agreed has returned since, in every direction."""
    if (verdict.rule, verdict.result) != (_COMPLETED, Result.PREMATURE):
        return False
    ways = {one.direction for one in cells}
    return bool(ways) and all(_has_returned(way, cells, as_of) for way in ways)


def _has_returned(way: Direction, cells: Sequence[Cell], as_of: date) -> bool:
    rows = [one for one in cells if _is_row(one, Stage.RETURNED, way) and one.category is None]
    agreed = [
        one.persons
        for one in cells
        if (one.stage, one.direction, one.tranche, one.category) == (Stage.AGREED, way, None, None)
    ]
    numbers = [one.persons for one in rows if one.persons is not None and one.on is not None and one.on <= as_of]
    return bool(rows) and len(numbers) == len(rows) and [sum(numbers)] == agreed


def _completed(claim: Claim, cells: Sequence[Cell]) -> Iterator[Shown]:
    until = claim.statement.said_on if claim.event_on is None else claim.event_on.latest
    for way in _ways(claim, cells):
        rows = [one for one in cells if _is_row(one, Stage.RETURNED, way) and one.category is None]
        past = [one for one in rows if one.on is not None and one.on <= until]
        yield from _sum(past, way)
        yield from (
            Shown(stage=Stage.AGREED, direction=way, first=None, last=None, category=None, persons=one.persons)
            for one in cells
            if (one.stage, one.direction, one.tranche, one.category) == (Stage.AGREED, way, None, None)
            if one.persons is not None
        )


def _same_days(claim: Claim, cells: Sequence[Cell]) -> Iterator[Shown]:
    if claim.event_on is None:
        return
    first, last = claim.event_on.earliest, claim.event_on.latest
    for way in _ways(claim, cells):
        category = None if claim.category in _WHOLE else claim.category
        rows = [one for one in cells if _is_row(one, Stage.RETURNED, way) and one.category == category]
        yield from _sum([one for one in rows if one.on is not None and first <= one.on <= last], way)


def _is_row(cell: Cell, stage: Stage, way: Direction) -> bool:
    return (cell.stage, cell.direction) == (stage, way) and cell.tranche is not None


def _sum(rows: Sequence[Cell], way: Direction) -> Iterator[Shown]:
    numbers = [one.persons for one in rows if one.persons is not None]
    days: list[date] = sorted(one.on for one in rows if one.on is not None)
    if rows and len(numbers) == len(rows):
        yield Shown(
            stage=Stage.RETURNED,
            direction=way,
            first=days[0],
            last=days[-1],
            category=rows[0].category,
            persons=sum(numbers),
        )


def _ways(claim: Claim, cells: Sequence[Cell]) -> list[Direction]:
    found_ways = sorted({one.direction for one in cells}, key=str)
    return [one for one in found_ways if claim.direction in {None, "both", str(one)}]
