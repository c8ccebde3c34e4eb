"""The shared clock: whose turn it is, until when, and how far the exchange is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from homeward.model.events import Seen
from homeward.model.figures import Stage
from homeward.model.ids import Digest, OrgId
from homeward.procedure import KINDS, State
from homeward.procedure.agreed import Unsigned
from homeward.procedure.clock import clock_of, steps, turns
from homeward.procedure.counts import figures
from homeward.procedure.shown import shown_by
from homeward.procedure.turns import PLAN, TERMS
from tests.unit.procedure.cast import whole
from tests.unit.procedure.logbook import UNDATED, Logbook, at, hexes, up_to_answers


@pytest.mark.parametrize(
    ("step", "orgs", "due", "until"),
    [
        ("genesis", ("north", "south"), "sign the terms", None),
        ("terms", ("north", "south"), "seal the draw and both lists", None),
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


def test_a_joint_act_counts_from_when_the_record_shows_it_signed() -> None:
    """Days run from the first act after the last signature, never from the draft; before that from nowhere."""
    book = Logbook()
    book.agreement(UNDATED, at(1))

    before = clock_of(book.state, at(20))
    book.tell("one", "draw.committed", {"commitment": hexes(10)}, at(4))
    after = clock_of(book.state, at(20))

    assert [(one.since, one.until, one.days) for one in before.turns] == [(None, None, 2)]
    assert (before.agreed[0].since, before.late) == (None, ())
    assert [(one.since, one.until, one.days) for one in after.turns] == [(at(4), at(6), 2)]
    assert (after.agreed[0].since, len(after.late)) == (at(4), 1)


def test_what_another_seat_writes_before_it_holds_a_joint_act_says_nothing_of_it() -> None:
    """Only what stands behind an event in a log, or had seen it there, shows it; and never before its draft."""
    book = Logbook()
    book.agreement(UNDATED, at(2))
    terms = book.lines[-3:]
    book.tell("one", "draw.committed", {"commitment": hexes(10)}, at(6))
    own = book.lines[-1]
    early = replace(own, draft=replace(own.draft, event=replace(own.draft.event, at=at(1))))
    seen = (Seen(org=OrgId("south"), size=1, root=Digest(hexes(1))),)
    sight = replace(own, draft=replace(own.draft, event=replace(own.draft.event, seen=seen, at=at(5))), index=0)

    digest = book.state.terms_event
    assert digest is not None
    assert dict(shown_by(terms)) == {}
    assert dict(shown_by([*terms, own])) == {digest: at(6)}
    assert dict(shown_by([*terms, replace(own, index=0)])) == {}
    assert dict(shown_by([*terms, sight])) == {digest: at(5)}
    assert dict(shown_by([*terms, early])) == {digest: at(2)}


def test_nobody_is_late_by_the_time_others_took_to_sign() -> None:
    """A final list counts as done by its draft, and what follows it counts from when the record shows it signed."""
    book = up_to_answers()
    book.final("one", at(6))
    book.final("two", at(6))
    waiting = next(one for one in clock_of(book.state, at(20)).turns if one.step == "open the draw")
    book.proposed("two", "t1", "2026-03-20", at(15))
    shown = next(one for one in clock_of(book.state, at(20)).turns if one.step == "open the draw")

    assert (waiting.since, shown.since) == (None, at(15))
    assert not [one for one in clock_of(book.state, at(20)).late if one.step.startswith("sign the final list")]


def test_it_is_the_turn_of_those_whose_signature_is_lacking() -> None:
    """Who has signed the draft that waits here has done its part; a signature too few is said to be one."""
    state = whole("genesis").state
    drafted = Unsigned(what=TERMS, digest=Digest(hexes(1)), signed=(OrgId("north"),), lacks=(OrgId("south"),))
    begun = replace(drafted, signed=(), lacks=(OrgId("north"), OrgId("south")), partly=(OrgId("south"),))
    half = replace(drafted, partly=(OrgId("south"),))

    assert [one.orgs for one in clock_of(state, at(1), [drafted]).turns] == [("south",)]
    assert [one.orgs for one in clock_of(state, at(1), [begun]).turns] == [("north", "south")]
    assert [one.orgs for one in clock_of(state, at(1), [replace(drafted, what=PLAN)]).turns] == [("north", "south")]
    assert str(drafted).endswith(": signed by north, not by south")
    assert str(begun).endswith(": signed in part by south, not by north")
    assert str(half).endswith(": signed by north, in part by south")
    assert str(replace(begun, partly=())).endswith(": signed by nobody, not by north and south")
