"""Fairness among equals, checked: priority, then longest held, then the public draw; and the reserve in that order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from homeward.model.findings import Finding
from homeward.model.ids import Digest
from homeward.model.terms import Direction
from homeward.planning.sheet import Place, Sheet, fault
from homeward.planning.standing import counted_by, rank


def fairness_findings(sheet: Sheet, seed: Digest) -> tuple[Finding, ...]:
    """Return a finding for each set of equals, and for each reserve, that the plan does not keep in order."""
    return (*_order_findings(sheet, seed), *_reserve_findings(sheet, seed))


def _order_findings(sheet: Sheet, seed: Digest) -> Iterator[Finding]:
    never = len(sheet.terms.tranches) + 1
    equals: dict[object, list[Place]] = defaultdict(list)
    for place in sheet.free:
        equals[place.direction, counted_by(place.person, sheet.terms)].append(place)
    for each in equals.values():
        ordered = sorted(each, key=lambda place: rank(place.person, sheet.terms, seed))
        overtaken = [
            first.person.ref
            for first, second in pairwise(ordered)
            if (first.tranche or never) > (second.tranche or never)
        ]
        if overtaken:
            yield fault(
                "PLAN-24",
                overtaken[0],
                "among people the same terms count, priority, then longest held, then the draw decides who goes first",
                seen=f"{len(overtaken)} people come after somebody who stands behind them",
                remedy="make the plan again",
                source="the order of priority in the terms; the public draw",
            )


def _reserve_findings(sheet: Sheet, seed: Digest) -> Iterator[Finding]:
    size = 0 if sheet.terms.reserve is None else sheet.terms.reserve.persons
    waiting: dict[Direction, list[Place]] = defaultdict(list)
    named: dict[Direction, list[tuple[int, str]]] = defaultdict(list)
    for place in sheet.free:
        if place.tranche is None and any(
            one.startswith("commitment ") for one in counted_by(place.person, sheet.terms)
        ):
            waiting[place.direction].append(place)
    for place in sheet.places:
        if place.reserve is not None:
            named[place.direction].append((place.reserve, place.person.ref))
    for direction in sorted({*waiting, *named}, key=str):
        ordered = sorted(waiting[direction], key=lambda place: rank(place.person, sheet.terms, seed))[:size]
        expected = [(number, place.person.ref) for number, place in enumerate(ordered, start=1)]
        if sorted(named[direction]) != expected:
            yield _reserve_fault(direction, expected, named[direction])


def _reserve_fault(
    direction: Direction, expected: Sequence[tuple[int, str]], named: Sequence[tuple[int, str]]
) -> Finding:
    return fault(
        "PLAN-25",
        str(direction),
        "the reserve names, in order, the next people without a place who travel alone and are promised one",
        seen=f"{len(named)} people named, {len(expected)} expected, {len(set(named) - set(expected))} not as expected",
        remedy="make the plan again",
        source="the reserve in the terms",
    )
