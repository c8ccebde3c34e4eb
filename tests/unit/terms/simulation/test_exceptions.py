"""All but some, about so many, a number nobody stated, months: what a play makes of what is not one plain number."""

from datetime import date

import pytest

from homeward.terms.counts import Interval
from homeward.terms.simulation import Kind, play_record
from homeward.terms.simulation.agreed import known
from homeward.terms.simulation.words import sections
from tests.unit.terms.simulation.playing import HEAD, handover, happening, play

ALL = (
    HEAD
    + """
[[clause.event]]
id = "trial"
name = "the end of the trial"

[[clause.commitment]]
id = "all"
holder = "each"
receiver = "each"
op = "all"
universe = "on the lists of 1 March"
size = 50
due = 2026-03-10

[[clause.exclusion]]
id = "four"
says = "the four in the annex"
commitments = ["all.north>south"]
"""
)
"""All fifty each way by 10 March, but for those whom the exclusion leaves out in one direction."""

NORTH, SOUTH = "all.north>south", "all.south>north"
FORTY_SIX = happening("2026-03-09", "handover", f'counts = {{ "{NORTH}" = 46 }}')


def day(number: int) -> date:
    """Return a day of March 2026."""
    return date(2026, 3, number)


def test_so_many_fewer_are_owed_in_the_direction_named() -> None:
    """All but four of fifty are forty-six; the other direction owes everybody."""
    played = play(ALL + "count = 4", "", "2026-03-05")

    assert known(played.row(NORTH).agreed) == 46
    assert known(played.row(SOUTH).agreed) == 50
    assert (played.row(NORTH).left_out, played.row(SOUTH).left_out) == (4, 0)


def test_all_but_some_are_performed_when_these_have_crossed() -> None:
    """Nobody is in default for those who stay by agreement."""
    row = play(ALL + "count = 4", FORTY_SIX, "2026-03-20").row(NORTH)

    assert (known(row.performed), known(row.outstanding), row.in_default_since) == (46, 0, None)


def test_the_universe_declared_counts_those_left_out() -> None:
    """Sixty are declared, four of them stay."""
    declared = happening("2026-03-02", "universe", f'counts = {{ "{NORTH}" = 60 }}')

    assert known(play(ALL + "count = 4", declared, "2026-03-03").row(NORTH).agreed) == 56


def test_how_many_are_left_out_is_not_guessed() -> None:
    """An exception without a number leaves a number that nobody knows."""
    row = play(ALL, "", "2026-03-05").row(NORTH)

    assert row.agreed == Interval(low=0, high=50)
    assert play_record_row(ALL, "", NORTH)["agreed"] == "not known"


def test_from_the_day_the_exception_ends_they_are_owed() -> None:
    """Until the day before nothing is missing; from the day on four are, and since that day."""
    terms = ALL + "count = 4\nuntil = 2026-03-15"

    before, after = (play(terms, FORTY_SIX, on).row(NORTH) for on in ("2026-03-14", "2026-03-15"))

    assert (known(before.agreed), before.in_default_since) == (46, None)
    assert (known(after.agreed), known(after.outstanding), after.in_default_since) == (50, 4, day(15))


def test_an_exception_may_end_with_an_event() -> None:
    """While the event has not come they stay; with it they are owed, and what was done is done no more."""
    terms, ends = ALL + 'count = 4\nuntil = "on trial"', happening("2026-03-20", "occurs", 'event = "trial"')

    still, over = play(terms, FORTY_SIX, "2026-04-30"), play(terms, FORTY_SIX + ends, "2026-04-30")

    assert (known(still.row(NORTH).agreed), still.row(NORTH).in_default_since) == (46, None)
    assert (known(over.row(NORTH).agreed), over.row(NORTH).in_default_since) == (50, day(20))
    assert [entry.on for entry in over.timeline if entry.kind is Kind.UNDONE and NORTH in entry.of] == [day(20)]


def test_what_was_late_before_the_exception_ended_is_late_since_then() -> None:
    """Six of the forty-six were missing on the day itself; that four more are owed later moves no day."""
    forty = happening("2026-03-09", "handover", f'counts = {{ "{NORTH}" = 40 }}')
    row = play(ALL + "count = 4\nuntil = 2026-03-15", forty, "2026-03-20").row(NORTH)

    assert (known(row.outstanding), row.in_default_since) == (10, day(10))


def test_an_exception_that_ends_before_the_day_leaves_nobody_out_on_it() -> None:
    """On the agreed day everybody is owed."""
    row = play(ALL + "count = 4\nuntil = 2026-03-08", FORTY_SIX, "2026-03-10").row(NORTH)

    assert (known(row.outstanding), row.in_default_since) == (4, day(10))


def test_all_up_to_a_number_is_of_those_not_left_out() -> None:
    """Of fifty less four at most forty-eight go: forty-six."""
    capped = ALL.replace('op = "all"', 'op = "all_up_to"\ncount = 48') + "count = 4"

    assert known(play(capped, "", "2026-03-05").row(NORTH).agreed) == 46
    assert known(play(capped, "", "2026-03-05").row(SOUTH).agreed) == 48


VAGUE = (
    HEAD
    + """
[[clause.commitment]]
id = "near"
holder = "north"
receiver = "south"
op = "about"
count = 40
due = 2026-03-10

[[clause.commitment]]
id = "some"
holder = "south"
receiver = "north"
op = "some"
due = 2026-03-10
"""
)


def play_record_row(terms: str, happenings: str, name: str) -> dict[str, object]:
    """Return one row of a play on 31 March as programs get it."""
    record = play_record(play(terms, happenings, "2026-03-31"))
    assert isinstance(record, dict)
    rows = record["rows"]
    assert isinstance(rows, list)
    return next(dict(row) for row in rows if isinstance(row, dict) and row["commitment"] == name)


@pytest.mark.parametrize("name", ["near", "some"])
def test_a_number_nobody_can_tell_is_not_known_and_never_0(name: str) -> None:
    """What is owed, outstanding and beyond is not known, whoever has crossed."""
    for happenings in ("", handover("2026-03-09", **{name: 12})):
        row = play_record_row(VAGUE, happenings, name)
        assert (row["agreed"], row["agreed_at_least"]) == ("not known", 1)
        assert (row["outstanding"], row["beyond"]) == ("not known", "not known")


@pytest.mark.parametrize("name", ["near", "some"])
def test_nobody_at_all_is_a_default_and_one_is_not_said_to_be(name: str) -> None:
    """A number of people is at least one; beyond that nobody can say that too few have crossed."""
    assert play(VAGUE, "", "2026-03-10").row(name).in_default_since == day(10)
    assert play(VAGUE, handover("2026-03-09", **{name: 1}), "2026-03-10").row(name).in_default_since is None


def test_about_so_many_stands_in_the_table_as_it_was_agreed() -> None:
    """Readers see the agreement's own number, marked as no exact one; programs find it beside."""
    played = play(VAGUE, "", "2026-03-10")
    cells = {row[0]: row[1] for section in sections(played) for row in section.rows}

    assert cells == {"near": "about 40", "some": "at least 1"}
    assert play_record_row(VAGUE, "", "near")["about"] == 40
    assert "about" not in play_record_row(VAGUE, "", "some")


ONE_MONTH = HEAD.replace("agreed_on = 2026-03-01", "agreed_on = 2026-01-31") + (
    '\n[[clause.commitment]]\nid = "all"\nholder = "north"\nreceiver = "south"\nop = "eq"\ncount = 5\n'
    'due = "1 month after signature"\n'
)


def test_a_month_is_as_long_as_the_calendar_has_it() -> None:
    """A month after the last of January is the last of February; days of a standstill are not counted."""
    still = happening("2026-02-10", "suspended") + happening("2026-02-13", "resumed")

    assert play(ONE_MONTH, "", "2026-02-01").row("all").due == date(2026, 2, 28)
    assert play(ONE_MONTH, still, "2026-02-20").row("all").due == day(3)


def test_a_time_before_an_event_waits_for_the_end_of_a_standstill() -> None:
    """A day on which everything stands still is no day to be late on: it moves to the first one after."""
    terms = ALL.replace("due = 2026-03-10", 'due = "24 hours before first"') + (
        'count = 4\n[[clause.tranche]]\nid = "first"\non = 2026-03-10\n'
    )
    still = happening("2026-03-05", "suspended") + happening("2026-03-12", "resumed")

    assert play(terms, "", "2026-03-04").row(NORTH).due == day(9)
    assert play(terms, still, "2026-03-20").row(NORTH).due == day(12)
