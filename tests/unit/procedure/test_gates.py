"""The gates of one person as a state machine: every step has a next standing, and only *passed* lets anybody travel."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.model.ids import ClauseId
from homeward.model.terms import Gate, GateKind
from homeward.procedure.gates import (
    TRANSITIONS,
    Hearing,
    Standing,
    Step,
    may_travel,
    standing,
    standings,
)

FIRST = date(2026, 3, 1)
VALID = 10
WISH = Gate(kind=GateKind.WISH, clause=ClauseId("1"), valid_days=VALID)
STEPS = [Step.PASSED, Step.NOT_PASSED, Step.ASKED]
HEARINGS = st.lists(
    st.builds(
        Hearing,
        gate=st.just(GateKind.WISH),
        step=st.sampled_from(STEPS),
        on=st.integers(0, 40).map(lambda days: FIRST + timedelta(days=days)),
    ),
    max_size=8,
)
DAYS = st.integers(0, 60).map(lambda days: FIRST + timedelta(days=days))


def heard(*said: tuple[int, Step], gate: GateKind = GateKind.WISH) -> list[Hearing]:
    """Return hearings, each so many days after the first."""
    return [Hearing(gate=gate, step=step, on=FIRST + timedelta(days=day)) for day, step in said]


def test_every_step_has_a_next_standing() -> None:
    """The table is total: whatever happens, wherever somebody stands."""
    assert set(TRANSITIONS) == set(product(Standing, Step))
    assert {to for (_, step), to in TRANSITIONS.items() if step is Step.PASSED} == {Standing.PASSED}
    assert {to for (_, step), to in TRANSITIONS.items() if step is Step.NOT_PASSED} == {Standing.NOT_PASSED}
    assert Standing.PASSED not in {to for (_, step), to in TRANSITIONS.items() if step in (Step.ASKED, Step.EXPIRED)}


@pytest.mark.parametrize(
    ("said", "day", "stands"),
    [
        ([], 0, Standing.UNHEARD),
        ([(0, Step.ASKED)], 1, Standing.UNHEARD),
        ([(0, Step.PASSED)], 10, Standing.PASSED),
        ([(0, Step.PASSED)], 11, Standing.LAPSED),
        ([(0, Step.PASSED), (8, Step.PASSED)], 18, Standing.PASSED),
        ([(0, Step.PASSED), (3, Step.NOT_PASSED)], 4, Standing.NOT_PASSED),
        ([(0, Step.PASSED), (3, Step.NOT_PASSED)], 2, Standing.PASSED),
        ([(0, Step.NOT_PASSED)], 50, Standing.NOT_PASSED),
        ([(0, Step.NOT_PASSED), (1, Step.ASKED)], 1, Standing.RE_ASKED),
        ([(0, Step.NOT_PASSED), (1, Step.ASKED), (2, Step.PASSED)], 2, Standing.PASSED),
        ([(0, Step.PASSED), (12, Step.ASKED)], 13, Standing.RE_ASKED),
        ([(0, Step.PASSED), (0, Step.NOT_PASSED)], 0, Standing.NOT_PASSED),
        ([(0, Step.ASKED), (0, Step.PASSED)], 0, Standing.PASSED),
    ],
)
def test_where_somebody_stands(said: list[tuple[int, Step]], day: int, stands: Standing) -> None:
    """The last word up to the day decides, until it is too old; a refusal stands for its day."""
    assert standing(heard(*said), WISH, FIRST + timedelta(days=day)) is stands


@given(HEARINGS, DAYS, st.randoms(use_true_random=False))
def test_the_order_of_hearings_changes_nothing(hearings: list[Hearing], on: date, mixed: object) -> None:
    """However the hearings come in: one standing."""
    shuffled = list(hearings)
    mixed.shuffle(shuffled)  # type: ignore[attr-defined]

    assert standing(shuffled, WISH, on) is standing(hearings, WISH, on)


@given(HEARINGS, DAYS)
def test_what_is_heard_later_changes_nothing_before(hearings: list[Hearing], on: date) -> None:
    """A day is judged by what was known on it."""
    known = [one for one in hearings if one.on <= on]

    assert standing(known, WISH, on) is standing(hearings, WISH, on)


@given(HEARINGS, DAYS)
def test_nobody_passes_unless_the_last_word_was_yes_and_recent(hearings: list[Hearing], on: date) -> None:
    """*Passed* means: said yes on the last day anything was said, no refusal that day, not longer ago than agreed."""
    known = [one for one in hearings if one.on <= on]
    last = max((one.on for one in known), default=None)
    of_day = {one.step for one in known if one.on == last}
    is_yes = last is not None and Step.PASSED in of_day and Step.NOT_PASSED not in of_day
    is_recent = last is not None and (on - last).days <= VALID

    assert (standing(hearings, WISH, on) is Standing.PASSED) is (is_yes and is_recent)


@given(HEARINGS, DAYS)
def test_what_holds_until_it_is_heard_again_never_lapses(hearings: list[Hearing], on: date) -> None:
    """Without days a word counts until another is heard, however long ago it was."""
    gate = Gate(kind=GateKind.WISH, clause=ClauseId("1"), valid_days=None)
    last = max((one.on for one in hearings if one.on <= on), default=on)

    assert standing(hearings, gate, on) is standing(hearings, gate, last)
    assert standing(hearings, gate, on) is not Standing.LAPSED


@pytest.mark.parametrize("kind", [one for one in GateKind if one is not GateKind.IDENTITY])
def test_one_gate_not_passed_keeps_somebody_back(kind: GateKind) -> None:
    """Any gate of the terms: unheard, it stops a person whatever the others say."""
    gates = [Gate(kind=one, clause=ClauseId("1"), valid_days=10) for one in GateKind]
    all_passed = [one for each in GateKind for one in heard((0, Step.PASSED), gate=each)]

    assert may_travel(standings(all_passed, gates, FIRST))
    assert not may_travel(standings([one for one in all_passed if one.gate is not kind], gates, FIRST))


def test_identity_is_passed_by_the_signed_match_until_it_is_heard() -> None:
    """A final list both sides signed says who somebody is; a later doubt counts like any other."""
    gate = Gate(kind=GateKind.IDENTITY, clause=ClauseId("1"), valid_days=30)

    assert may_travel(standings([], [gate], FIRST))
    assert not may_travel(standings(heard((0, Step.NOT_PASSED), gate=GateKind.IDENTITY), [gate], FIRST))
