"""The shared clock: whose turn it is, until when, and how far the exchange is."""

from __future__ import annotations

import pytest

from homeward.model.figures import Stage
from homeward.procedure import KINDS, State
from homeward.procedure.clock import steps, turns
from homeward.procedure.counts import figures
from tests.unit.procedure.cast import whole


@pytest.mark.parametrize(
    ("step", "orgs", "due", "until"),
    [
        ("genesis", ("north", "south"), "sign the terms", None),
        ("terms", ("north", "south"), "seal the draw and both lists", "2026-03-03"),
        ("sealed", ("north", "south"), "reveal the lists to the neutral", "2026-03-04"),
        ("lists", ("neutral",), "open the lists and propose matches for north>south", None),
        ("matched", ("north",), "answer for north>south", "2026-03-06"),
        ("final", ("north", "south"), "open the draw", None),
        ("draw", ("north", "south"), "sign the plan the neutral proposes", None),
        ("plan", ("north", "south"), "hand over tranche day-1: north>south, south>north", "2026-03-10"),
        ("acts", ("south",), "confirm arrival of tranche day-1 for north>south", "2026-03-11"),
    ],
)
def test_it_is_somebodys_turn(step: str, orgs: tuple[str, ...], due: str, until: str | None) -> None:
    """After each step the clock names who is next, with what, and by when the terms want it."""
    first = turns(whole(step).state)[0]

    assert (first.orgs, first.step) == (orgs, due)
    assert (first.until.date().isoformat() if first.until else None) == until


def test_before_genesis_it_is_everybodys_turn() -> None:
    """An empty record asks for genesis and for nothing else."""
    assert [one.step for one in turns(State())] == ["sign genesis at every seat"]
    assert sum(one.done for one in steps(State())) == 0


def test_nothing_is_due_when_all_arrived() -> None:
    """When every arrival is confirmed nobody is waited for, and every step is done."""
    state = whole().state

    assert turns(state) == ()
    assert all(one.done == one.total for one in steps(state))


def test_figures_are_counted_from_what_was_signed() -> None:
    """Every count of people home is the count of an act whose arrival was confirmed, with both as proof."""
    found = [one for one in figures(whole().state) if one.stage is Stage.RETURNED and one.category is None]

    assert [one.persons for one in found] == [12, 12, 12, 12]
    assert all(len(one.proof) == 2 for one in found)
    assert figures(State()) == ()


def test_nobody_is_counted_as_home_before_arrival() -> None:
    """Signed acts alone give no count of people home."""
    assert not [one for one in figures(whole("acts").state) if one.stage is Stage.RETURNED]


def test_every_kind_says_what_it_is() -> None:
    """Each kind of event is described in words and named as in the table."""
    assert all(kind.says and name == kind.name for name, kind in KINDS.items())
