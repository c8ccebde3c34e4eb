"""Laws of the simulator: at every instant numbers add up, and neither order nor names nor later days change them."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.model.happenings import (
    Corrected,
    Crossing,
    Explained,
    Extended,
    Gesture,
    Handover,
    Happening,
    Split,
    Universe,
)
from homeward.model.ids import PartyId
from homeward.model.terms import Commitment, Op, Terms
from homeward.terms.simulation import Play, Row, Stands, made_up_happenings, play_record, simulate
from homeward.terms.simulation.agreed import known
from homeward.terms.simulation.words import apart_words, provision_words, sections, step_words, timeline_words
from tests.laws.play_worlds import LAST, START, agreements, happenings, swapped, turned, unordered

worlds = agreements().flatmap(lambda terms: st.tuples(st.just(terms), happenings(terms)))
every_day = [START + timedelta(days=number) for number in range((LAST - START).days + 1)]
some_days = every_day[::4]


def slow(played: Play) -> dict[str, object]:
    """Return since when each pace is broken."""
    return {row.id: row.broken_since for row in played.provisions if row.kind == "pace" and row.broken_since}


def rows_add_up(played: Play) -> bool:
    """Tell whether performed, outstanding and unexplained are what was agreed, in every row where that is known."""
    return all(row_adds_up(row) for row in played.rows)


def row_adds_up(row: Row) -> bool:
    """Tell whether one row adds up; where what was agreed is not known, what is outstanding must not be either."""
    agreed, performed, outstanding = (known(each) for each in (row.agreed, row.performed, row.outstanding))
    if agreed is None:
        return outstanding is None
    if row.op is Op.UP_TO or performed is None:
        return True
    return outstanding is not None and outstanding >= 0 and performed + outstanding + row.unexplained == agreed


@given(worlds)
def test_performed_outstanding_and_unexplained_are_what_was_agreed(world: tuple[Terms, tuple[Happening, ...]]) -> None:
    """The sum holds at the end of every day; where the agreed number is not known, neither is the outstanding one."""
    terms, happened = world

    assert all(rows_add_up(simulate(terms, happened, until=day)) for day in some_days)


@given(worlds, st.randoms(use_true_random=False))
def test_order_changes_nothing(world: tuple[Terms, tuple[Happening, ...]], chance: object) -> None:
    """The order of clauses in the file, and of happenings on one day, changes nothing."""
    terms, happened = world
    mixed = list(happened)
    getattr(chance, "shuffle")(mixed)  # noqa: B009

    assert simulate(turned(terms), mixed, until=LAST) == simulate(terms, happened, until=LAST)


@given(worlds)
def test_swapping_the_parties_swaps_the_play_and_nothing_else(world: tuple[Terms, tuple[Happening, ...]]) -> None:
    """With the two parties in each other's place everywhere, so is everything that follows."""
    terms, happened = world
    other, others = swapped(terms), swapped(happened)
    assert isinstance(other, Terms)
    assert isinstance(others, tuple)
    other = dataclasses.replace(other, parties=tuple(sorted(PartyId(one) for one in other.parties)))

    mirrored = simulate(other, others, until=LAST)

    assert unordered(swapped(mirrored)) == unordered(simulate(terms, happened, until=LAST))


@given(worlds)
def test_a_longer_play_begins_like_a_shorter_one(world: tuple[Terms, tuple[Happening, ...]]) -> None:
    """A later day never changes what the timeline said before."""
    terms, happened = world
    whole = simulate(terms, happened, until=LAST).timeline

    for day in some_days:
        assert simulate(terms, happened, until=day).timeline == tuple(entry for entry in whole if entry.on <= day)


@given(worlds)
def test_what_is_still_to_come_is_not_looked_at(world: tuple[Terms, tuple[Happening, ...]]) -> None:
    """How things stand on a day does not hang on what happens after it."""
    terms, happened = world

    for day in some_days:
        past = [one for one in happened if one.on <= day]
        assert simulate(terms, past, until=day) == simulate(terms, happened, until=day)


@settings(max_examples=60)
@given(worlds)
def test_time_never_runs_a_default_backwards(world: tuple[Terms, tuple[Happening, ...]]) -> None:
    """Since when something is missing never moves to an earlier day, but by a correction or a number declared later."""
    terms, happened = world
    before = simulate(terms, happened, until=every_day[0])

    for day in every_day[1:]:
        after = simulate(terms, happened, until=day)
        if not any(one.on == day and isinstance(one, Corrected | Extended | Universe) for one in happened):
            for old, new in zip(before.rows, after.rows, strict=True):
                if old.in_default_since is not None and new.in_default_since is not None:
                    assert new.in_default_since >= old.in_default_since
        before = after


@settings(max_examples=60)
@given(worlds)
def test_what_is_broken_was_broken_on_a_day_that_is_past(world: tuple[Terms, tuple[Happening, ...]]) -> None:
    """Nothing is broken before the agreement or in days to come, and only what is broken has such a day."""
    terms, happened = world

    for day in some_days:
        for row in simulate(terms, happened, until=day).provisions:
            assert (row.broken_since is not None) is (row.stands is Stands.BROKEN)
            assert row.broken_since is None or terms.agreed_on <= row.broken_since <= day


@settings(max_examples=60)
@given(worlds)
def test_a_pace_once_broken_stays_so(world: tuple[Terms, tuple[Happening, ...]]) -> None:
    """From the same day, but for what corrects the past or explains it."""
    terms, happened = world
    before = slow(simulate(terms, happened, until=every_day[0]))

    for day in every_day[1:]:
        after = slow(simulate(terms, happened, until=day))
        if not any(one.on == day and isinstance(one, Corrected | Explained | Universe) for one in happened):
            assert before.items() <= after.items()
        before = after


@given(worlds)
def test_nobody_is_judged_by_what_is_not_known(world: tuple[Terms, tuple[Happening, ...]]) -> None:
    """Where no number of any handover is known, no parity, no pace and no custody is broken."""
    terms, happened = world
    unsaid = [
        dataclasses.replace(one, crossings=tuple(numberless(line) for line in one.crossings))
        for one in happened
        if isinstance(one, Handover)
    ]

    rows = simulate(terms, unsaid, until=LAST).provisions

    assert not any(row.stands is Stands.BROKEN for row in rows if row.kind in ("parity", "pace", "custody"))


def numberless(line: Crossing) -> Crossing:
    """Return a line of which nobody gives the number."""
    return Crossing(count=dataclasses.replace(line.count, number=0, is_exact=False))


@given(worlds)
def test_no_default_begins_while_everything_stands_still(world: tuple[Terms, tuple[Happening, ...]]) -> None:
    """A commitment that stands still is in default only since a day before that."""
    terms, happened = world

    for day in every_day:
        for row in simulate(terms, happened, until=day).rows:
            assert not row.is_paused or row.in_default_since != day


@given(worlds)
def test_gestures_change_no_row(world: tuple[Terms, tuple[Happening, ...]]) -> None:
    """People freed outside the agreement perform nothing of it."""
    terms, happened = world
    without = [one for one in happened if not isinstance(one, Gesture)]

    assert simulate(terms, without, until=LAST).rows == simulate(terms, happened, until=LAST).rows


@given(worlds)
def test_a_count_shows_in_its_wholes_once(world: tuple[Terms, tuple[Happening, ...]]) -> None:
    """What crossed under a commitment is each count of it and of its parts, each once."""
    terms, happened = world
    counted = [one for one in happened if not isinstance(one, Corrected | Split)]
    counted = [one for one in counted if not isinstance(one, Handover) or one.into is None]

    for row in simulate(terms, counted, until=LAST).rows:
        lines = [(line.count, one.tranche) for one in counted if isinstance(one, Handover) for line in one.crossings]
        crossed = sum(count.number for count, window in lines if row.id in shown(terms, count.of, window))
        if known(row.performed) is not None and known(row.beyond) is not None:
            assert row.performed.low - row.by_offer + row.beyond.low == crossed


@settings(max_examples=40)
@given(agreements(), st.integers(1, 60))
def test_made_up_people_keep_the_laws(terms: Terms, persons: int) -> None:
    """What is made up can be played like what happened, and is the same each time."""
    made = made_up_happenings(terms, persons=persons)

    assert made_up_happenings(terms, persons=persons) == made
    assert rows_add_up(simulate(terms, made, until=LAST))


@given(worlds)
def test_everything_can_be_said(world: tuple[Terms, tuple[Happening, ...]]) -> None:
    """Every play can be told in words and as JSON, with each commitment in exactly one row."""
    played = simulate(*world, until=LAST)
    said = [*provision_words(played), *apart_words(played), *step_words(played), *timeline_words(played)]

    assert all(said)
    assert sum(len(section.rows) for section in sections(played)) == len(played.rows)
    assert isinstance(play_record(played), dict)


def shown(terms: Terms, of: tuple[str, ...], window: str | None) -> set[str]:
    """Return the commitments in which a count shows, worked out in the plainest way."""
    by_id = {one.id: one for one in terms.commitments}
    found = set(of)
    for name in of:
        one = by_id[name]
        if window is not None and one.tranche is None:
            found |= {each.id for each in alike(terms, one, window)}
    while new := {whole for name in found for whole in wholes(terms, by_id[name])} - found:
        found |= new
    return found


def wholes(terms: Terms, one: Commitment) -> set[str]:
    """Return what a count is directly part of."""
    if one.part_of is not None:
        return {one.part_of}
    if one.tranche is None:
        return set()
    beside = [] if one.category is None else [each for each in alike(terms, one, one.tranche) if each.category is None]
    return {each.id for each in (*alike(terms, one, None), *beside)} - {one.id}


def alike(terms: Terms, one: Commitment, window: str | None) -> list[Commitment]:
    """Return the counts of a window of the same people, or else those of everybody."""
    there = [each for each in terms.commitments if (each.tranche, each.direction) == (window, one.direction)]
    return [each for each in there if each.category == one.category] or [
        each for each in there if each.category is None
    ]


@pytest.mark.soak
@settings(max_examples=3_000)
@given(worlds, st.randoms(use_true_random=False))
def test_every_law_holds_for_very_many_worlds(world: tuple[Terms, tuple[Happening, ...]], chance: object) -> None:
    """Sums, order and time hold for twenty thousand drawn agreements."""
    terms, happened = world
    mixed = list(happened)
    getattr(chance, "shuffle")(mixed)  # noqa: B009
    whole = simulate(terms, happened, until=LAST)

    assert simulate(turned(terms), mixed, until=LAST) == whole
    for day in some_days:
        played = simulate(terms, happened, until=day)
        assert rows_add_up(played)
        assert played.timeline == tuple(entry for entry in whole.timeline if entry.on <= day)
