"""
Each person's gates as a state machine: a pure function from what was heard to where the person stands on a day.

A person travels only when every gate the terms name stands *passed* on that day. Silence, a word too old, a question
without an answer and a refusal keep somebody back alike; which of them it was is for the neutral and nobody else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import groupby
from types import MappingProxyType
from typing import Final

from homeward.model.terms import Gate, GateKind


class Standing(Enum):
    """Where one person stands at one gate."""

    UNHEARD = "unheard"
    PASSED = "passed"
    NOT_PASSED = "not_passed"
    LAPSED = "lapsed"
    RE_ASKED = "re_asked"


class Step(Enum):
    """What can happen at a gate: two outcomes, the question put again, and too many days gone by."""

    PASSED = "passed"
    NOT_PASSED = "not_passed"
    ASKED = "asked"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """One thing that happened at one gate of one person, on one day."""

    gate: GateKind
    step: Step
    on: date


TRANSITIONS: Final[Mapping[tuple[Standing, Step], Standing]] = MappingProxyType(
    {
        (Standing.UNHEARD, Step.PASSED): Standing.PASSED,
        (Standing.UNHEARD, Step.NOT_PASSED): Standing.NOT_PASSED,
        (Standing.UNHEARD, Step.ASKED): Standing.UNHEARD,
        (Standing.UNHEARD, Step.EXPIRED): Standing.UNHEARD,
        (Standing.PASSED, Step.PASSED): Standing.PASSED,
        (Standing.PASSED, Step.NOT_PASSED): Standing.NOT_PASSED,
        (Standing.PASSED, Step.ASKED): Standing.RE_ASKED,
        (Standing.PASSED, Step.EXPIRED): Standing.LAPSED,
        (Standing.NOT_PASSED, Step.PASSED): Standing.PASSED,
        (Standing.NOT_PASSED, Step.NOT_PASSED): Standing.NOT_PASSED,
        (Standing.NOT_PASSED, Step.ASKED): Standing.RE_ASKED,
        (Standing.NOT_PASSED, Step.EXPIRED): Standing.NOT_PASSED,
        (Standing.LAPSED, Step.PASSED): Standing.PASSED,
        (Standing.LAPSED, Step.NOT_PASSED): Standing.NOT_PASSED,
        (Standing.LAPSED, Step.ASKED): Standing.RE_ASKED,
        (Standing.LAPSED, Step.EXPIRED): Standing.LAPSED,
        (Standing.RE_ASKED, Step.PASSED): Standing.PASSED,
        (Standing.RE_ASKED, Step.NOT_PASSED): Standing.NOT_PASSED,
        (Standing.RE_ASKED, Step.ASKED): Standing.RE_ASKED,
        (Standing.RE_ASKED, Step.EXPIRED): Standing.RE_ASKED,
    }
)
"""Every standing and every step: nothing that happens at a gate is without a next standing."""

_OF_A_DAY: Final = (Step.NOT_PASSED, Step.PASSED, Step.ASKED)
"""Which of several things on one day counts: a refusal stands for its day, whatever else was heard; then an answer."""


def standing(hearings: Iterable[Hearing], gate: Gate, on: date) -> Standing:
    """
    Return where somebody stands at *gate* on *on*, from everything heard up to that day.

    Law: the order of the hearings changes nothing; a hearing after *on* changes nothing; an outcome counts for
    ``gate.valid_days`` days after its own, and where there are none until the next. A *passed* on the day of a refusal
    is none: to be asked again takes a day.
    """
    heard = sorted(
        (one for one in hearings if one.gate is gate.kind and one.on <= on), key=lambda one: (one.on, one.step.value)
    )
    now, since = Standing.UNHEARD, None
    for day, of_day in groupby(heard, key=lambda one: one.on):
        now = _aged(now, since, gate, day)
        now = TRANSITIONS[now, step_of_day({one.step for one in of_day})]
        since = day if now is Standing.PASSED else since
    return _aged(now, since, gate, on)


def step_of_day(steps: Collection[Step]) -> Step:
    """Return which of several things heard on one day counts; days go by on their own and are none of them."""
    return next(step for step in _OF_A_DAY if step in steps)


def standings(hearings: Iterable[Hearing], gates: Iterable[Gate], on: date) -> dict[GateKind, Standing]:
    """
    Return where somebody on a final list stands at each gate, in the order of the terms.

    Identity is passed by the match that both sides signed, unless it was heard since: then the hearing counts.
    """
    heard = tuple(hearings)
    return {
        gate.kind: Standing.PASSED
        if gate.kind is GateKind.IDENTITY and all(one.gate is not GateKind.IDENTITY for one in heard)
        else standing(heard, gate, on)
        for gate in gates
    }


def may_travel(stands: Mapping[GateKind, Standing]) -> bool:
    """Tell whether somebody may travel: every gate passed, and none in doubt."""
    return all(one is Standing.PASSED for one in stands.values())


def _aged(now: Standing, since: date | None, gate: Gate, day: date) -> Standing:
    days = gate.valid_days
    is_over = now is Standing.PASSED and since is not None and days is not None and (day - since).days > days
    return TRANSITIONS[now, Step.EXPIRED] if is_over else now
