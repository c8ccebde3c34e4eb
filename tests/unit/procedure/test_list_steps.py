"""Whose step it is between a wish list and a final list, since when, and until when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from homeward.model.terms import Direction
from homeward.procedure import State
from homeward.procedure.clock import turns
from homeward.procedure.turns import Due, Turn
from tests.stories.procedure_world import NORTH_TO_SOUTH, SOUTH_TO_NORTH, procedure_at
from tests.unit.procedure.logbook import at, hexes, up_to_answers
from tests.world import World


def next_list_step(state: State, direction: Direction) -> Turn | None:
    """Return what is due of the lists in one direction."""
    ends = (f" for {direction}", f" on {direction}")
    of_lists = [turn for turn in turns(state) if turn.due in {Due.ASK, Due.ANSWER, Due.REMARK, Due.REPLY, Due.FINAL}]
    return next((turn for turn in of_lists if turn.step.endswith(ends)), None)


@pytest.mark.parametrize(
    ("step", "orgs", "due", "days"),
    [
        ("matched", ("neutral",), "ask about the names for", None),
        ("asked", ("north",), "answer for", 2),
        ("answered", ("south",), "remark on the answers for", 7),
        ("remarked", ("north",), "reply to the remarks on", 7),
        ("replied", ("north", "south"), "sign the final list for", 2),
    ],
)
def test_the_four_steps_follow_one_another(
    tmp_path: Path, step: str, orgs: tuple[str, ...], due: str, days: int | None
) -> None:
    """After each step the next is due, counted from the one before; swapping the parties swaps whose it is."""
    state = procedure_at(step, tmp_path).state()
    one, other = next_list_step(state, NORTH_TO_SOUTH), next_list_step(state, SOUTH_TO_NORTH)

    assert one is not None
    assert other is not None
    assert (one.orgs, one.step) == (orgs, f"{due} {NORTH_TO_SOUTH}")
    turned = {"north": "south", "south": "north", "neutral": "neutral"}
    assert sorted(other.orgs) == sorted(turned[org] for org in orgs)
    assert one.since is not None
    assert one.until == (None if days is None else one.since + timedelta(days=days))


def test_a_remark_on_one_entry_moves_no_step() -> None:
    """Nobody can reply to it, so nobody is told to: the clock names only steps that the record would admit."""
    book = up_to_answers()
    before = next_list_step(book.state, NORTH_TO_SOUTH)

    book.tell("two", "list.remarked", {"entry": hexes(9), "code": "category"}, at(6, 10))

    assert (book.state.remarks, book.state.remarks_sent) == (1, {})
    assert next_list_step(book.state, NORTH_TO_SOUTH) == before


def test_without_these_steps_the_short_procedure_is_due(at_step: Callable[[str], World]) -> None:
    """An agreement without remarks and replies goes from answers to final lists."""
    one = next_list_step(at_step("matched").state(), NORTH_TO_SOUTH)

    assert one is not None
    assert (one.orgs, one.step) == (("north",), f"answer for {NORTH_TO_SOUTH}")


def test_nothing_is_due_before_and_after(at_step: Callable[[str], World]) -> None:
    """Before matches are proposed and after the final list is signed no list step is due."""
    assert next_list_step(State(), NORTH_TO_SOUTH) is None
    assert next_list_step(at_step("lists").state(), NORTH_TO_SOUTH) is None
    assert next_list_step(at_step("final").state(), NORTH_TO_SOUTH) is None
