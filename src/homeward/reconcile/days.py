"""Numbers of several days beside those of each day (R4): a total so far, or a plan for a weekend."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from homeward.model.claims import Modality, Scope
from homeward.reconcile.case import Case
from homeward.reconcile.slots import Said, is_crossing
from homeward.reconcile.sums import Sum
from homeward.reconcile.told import day_number

LONGEST_DAYS: Final = 31
"""A longer period holds more crossings than one set of statements tells of. Judgement."""

_CROSSING: Final = frozenset(one for one in Modality if is_crossing(one))
_PLANNED: Final = frozenset({Modality.AGREED, Modality.EXPECTED})


def day_sums(case: Case) -> Iterator[Sum]:
    """
    Yield each number of several days with the numbers of those days.

    Whether every crossing in between is told nobody knows, so that only a sum that fits shows something; and none is
    made unless the first and the last day are told.
    """
    for whole in case.said:
        days = _days(whole)
        senses = _senses(whole.slot.modality)
        if days and senses:
            for direction in _directions(whole):
                told = [day_number(case, day, direction, senses) for day in days]
                if told[0] and told[-1]:
                    parts = tuple(one for said in told for one in said[:1])
                    yield Sum(rule="R4", whole=whole, parts=parts, is_loose=True)


def _days(whole: Said) -> tuple[date, ...]:
    period = whole.slot.period
    if period is None or not period.is_sure or whole.slot.scope in (None, Scope.SUBSET, Scope.TOTAL):
        return ()
    length = (period.last - period.first).days + 1
    return tuple(period.first + timedelta(days=n) for n in range(length)) if 1 < length <= LONGEST_DAYS else ()


def _senses(modality: Modality) -> frozenset[Modality]:
    if modality in _PLANNED:
        return _CROSSING | _PLANNED
    return _CROSSING if modality in _CROSSING else frozenset()


def _directions(whole: Said) -> tuple[str | None, ...]:
    direction = whole.slot.direction
    return (None,) if whole.slot.scope is Scope.PER_SIDE or direction in (None, "both") else (direction,)
