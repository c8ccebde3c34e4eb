"""Laws of the shared clock: it favours nobody, time only passes, and lateness costs nobody anything."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from homeward.cli.clock_json import clock_json
from homeward.model.findings import Refusal
from homeward.procedure import Line, State, kind_of
from homeward.procedure.clock import Clock, Due, clock_of, left, turns
from homeward.procedure.counts import figures
from homeward.procedure.happening import Happening
from homeward.procedure.presence import Seen
from tests.house.repository import modules
from tests.unit.procedure.cast import story
from tests.unit.procedure.logbook import (
    DATED,
    NORTH_SOUTH,
    SOUTH_NORTH,
    UNDATED,
    Logbook,
    at,
    ordered,
    swapped,
    up_to_answers,
)

Move = Callable[[Logbook, datetime], object]

SIDES = st.sampled_from(["one", "two"])
TRANCHES = st.sampled_from(["day-1", "day-2"])
DAYS = st.integers(2, 14).map(lambda day: f"2026-03-{day:02}")
MINUTES = st.integers(0, 20 * 24 * 60)

MOVES: st.SearchStrategy[Move] = st.one_of(
    st.builds(lambda who: lambda book, when: book.remarked(who, when), SIDES),
    st.builds(lambda who: lambda book, when: book.final(who, when), SIDES),
    st.builds(
        lambda who, tranche, on: lambda book, when: book.proposed(who, tranche, on, when),
        SIDES | st.just("neutral"),
        TRANCHES,
        DAYS | st.none(),
    ),
    st.builds(
        lambda who, tranche, on: lambda book, when: book.dated(tranche, on, when, who=who),
        SIDES,
        TRANCHES,
        DAYS | st.none(),
    ),
    st.builds(
        lambda who, tranche, is_ready: lambda book, when: book.ready(who, tranche, when, ready=is_ready),
        SIDES,
        TRANCHES,
        st.booleans(),
    ),
    st.builds(
        lambda who, tranche, seal: lambda book, when: book.present(who, tranche, when, seal=seal),
        SIDES,
        TRANCHES,
        st.integers(1, 3) | st.none(),
    ),
    st.just(lambda book, when: book.witnessed(book.last, when)),
    st.just(lambda book, when: book.planned(when)),
    st.builds(
        lambda who, tranche, late: lambda book, when: book.crossed(who, tranche, when, arrived=late and when + late),
        SIDES,
        TRANCHES,
        st.none() | st.integers(0, 100).map(lambda hours: timedelta(hours=hours)),
    ),
)
MOVED: Final = st.lists(st.tuples(MOVES, st.integers(1, 2000)), max_size=14)


def played(moved: list[tuple[Move, int]], names: Mapping[str, str], text: str) -> tuple[Logbook, list[str]]:
    """Play *moved* after the answers, each so many minutes after the one before; return the book and the refusals."""
    book, when, codes = up_to_answers(names, text), at(5, 12), []
    for move, minutes in moved:
        when += timedelta(minutes=minutes)
        try:
            move(book, when)
            codes.append("")
        except Refusal as refusal:
            codes.append(refusal.code)
    return book, codes


@given(MOVED, MINUTES, st.sampled_from([DATED, UNDATED]))
def test_exchanged_names_exchange_the_clock_and_nothing_else(
    moved: list[tuple[Move, int]], now: int, text: str
) -> None:
    """Whatever happened: with the parties' names exchanged in the whole record, the clock says it of the other name."""
    plain, refused = played(moved, NORTH_SOUTH, text)
    other, also = played(moved, SOUTH_NORTH, text)
    instant = at(1) + timedelta(minutes=now)

    said = clock_json(clock_of(plain.state, instant), ())
    exchanged = clock_json(clock_of(other.state, instant), ())

    assert refused == also
    assert swapped(said) == ordered(exchanged)


@given(MOVED, MINUTES, MINUTES)
def test_time_only_passes(moved: list[tuple[Move, int]], first: int, more: int) -> None:
    """A later instant moves no limit and no turn: what is left shrinks by that time, what is late never gets less."""
    state = played(moved, NORTH_SOUTH, DATED)[0].state
    early, late = (clock_of(state, at(1) + timedelta(minutes=time)) for time in (first, first + more))

    assert (early.turns, early.agreed, early.not_agreed, early.readiness) == (
        late.turns,
        late.agreed,
        late.not_agreed,
        late.readiness,
    )
    for turn in early.turns:
        before, after = left(turn, early.now), left(turn, late.now)
        assert (before is None) == (after is None)
        assert before is None or after is None or before - after == timedelta(minutes=more)
    assert all(_lateness(late)[key] >= by for key, by in _lateness(early).items())
    _only_from_open(early, late)


def _lateness(clock: Clock) -> dict[tuple[object, ...], timedelta]:
    return {(one.orgs, one.step, one.until, one.done): one.by for one in clock.late}


def _only_from_open(early: Clock, late: Clock) -> None:
    """Nobody who was there ceases to have been; who had recorded nothing may become absent, and that is all."""
    after = {(one.tranche, one.on, one.org): one for one in late.there}
    for one in early.there:
        later = after[one.tranche, one.on, one.org]
        assert later == one or (one.seen, later.seen) == (Seen.OPEN, Seen.ABSENT)


@given(st.integers(0, len(story())))
def test_what_is_written_moves_no_deadline_back(size: int) -> None:
    """As the record of a whole exchange grows, a step keeps the limit it once had; only both sides move a handover."""
    limits: dict[tuple[Due, str, object], datetime] = {}
    state = State()
    for line in story()[:size]:
        state = _told(state, line, timedelta())
        for turn in turns(state):
            if turn.until is not None:
                kept = limits.setdefault((turn.due, turn.step, turn.since), turn.until)
                assert turn.until == kept


def _told(state: State, line: Line, delay: timedelta) -> State:
    """Return the state after one event of the story as if it had been written so much later."""
    draft = line.draft
    if draft.digest in state.joint:
        return state
    event, kind = replace(draft.event, at=draft.event.at + delay), kind_of(draft.event)
    after = kind.rule(state, Happening(event=event, digest=draft.digest, index=line.index))
    return replace(after, joint=after.joint | {draft.digest}) if kind.joint else after


@given(st.lists(st.integers(0, 90 * 24), min_size=len(story()), max_size=len(story())))
def test_lateness_changes_no_count_and_nobodys_place(delays: list[int]) -> None:
    """
    Every act of a whole exchange done hours or months late: each is admitted as before, and nobody loses anything.

    People, places in the plan, reserve, those who crossed, those not travelling and every proven count are the same.
    """
    prompt, tardy, delay = State(), State(), timedelta()
    for line, hours in zip(story(), delays, strict=True):
        delay += timedelta(hours=hours)
        prompt, tardy = _told(prompt, line, timedelta()), _told(tardy, line, delay)

    assert [one.persons for one in figures(tardy)] == [one.persons for one in figures(prompt)]
    assert (tardy.crossed, dict(tardy.stopped)) == (prompt.crossed, dict(prompt.stopped))
    assert tardy.plan is not None
    assert prompt.plan is not None
    assert (tardy.plan.parts, tardy.plan.reserve) == (prompt.plan.parts, prompt.plan.reserve)
    assert [one.act for one in tardy.acts] == [one.act for one in prompt.acts]


def test_lateness_is_seen_in_the_law_above() -> None:
    """The law is about something: months of delay are late in the clock, though they change no count."""
    state = State()
    for line in story():
        state = _told(state, line, timedelta(days=line.index * 9))

    assert clock_of(state, at(400)).late


READERS: Final = frozenset({"adapters", "cli", "service"})
"""Who may read the clock: faces and services show it. No rule, no plan and no count does."""

CLOCKS: Final = frozenset({"agreed", "clock", "deadlines_ics", "presence", "turns"})


def test_no_rule_reads_the_clock() -> None:
    """Admission, planning, counting and the bulletin never ask what is due, who was late or who was there."""
    offenders = [
        f"{path}: {name}"
        for path, source in modules()
        for name in _imported(source)
        if name.startswith("homeward.procedure.")
        and name.split(".")[2] in CLOCKS
        and path.parts[2] not in READERS
        and path.stem not in CLOCKS
    ]

    assert not offenders


def test_a_rule_that_read_the_clock_would_be_found() -> None:
    """Both ways of importing it are seen."""
    assert _imported("from homeward.procedure.clock import turns") == ["homeward.procedure.clock"]
    assert "homeward.procedure.presence" in _imported("from homeward.procedure import presence")


def _imported(source: str) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module == "homeward.procedure":
            found += [f"homeward.procedure.{one.name}" for one in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.append(node.module)
        elif isinstance(node, ast.Import):
            found += [one.name for one in node.names]
    return found
