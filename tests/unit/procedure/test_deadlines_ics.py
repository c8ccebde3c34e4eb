"""The calendar of deadlines: valid by a reader we did not write, and silent about places and handovers."""

from __future__ import annotations

from datetime import UTC, date, datetime

import icalendar
import pytest

from homeward.model.ids import OrgId
from homeward.procedure import State
from homeward.procedure.clock import turns
from homeward.procedure.deadlines_ics import WORDS, deadlines_ics
from homeward.procedure.turns import Due, Turn
from tests.unit.procedure.cast import whole
from tests.unit.procedure.logbook import DATED, Logbook, at, up_to_answers
from tests.world import STEPS

SECRET = "the-old-bridge"  # an id in which somebody wrote a place


def calendar(state: State) -> icalendar.Calendar:
    """Return the calendar of *state* as that reader has it."""
    data = deadlines_ics(state, turns(state))
    assert data is not None
    return icalendar.Calendar.from_ical(data)


def crossing_book() -> Logbook:
    """Return a book with a meeting whose name is a place, a signed date, and an act whose arrival is waited for."""
    book = up_to_answers(text=DATED.replace("day-1", SECRET).replace("Bridge", "Bridge of Akerby"))
    book.dated(SECRET, "2026-03-12", at(6))
    book.planned(at(8))
    book.crossed("one", SECRET, at(12, 7, 30))
    return book


@pytest.mark.parametrize("step", ["sealed", "matched"])
def test_a_calendar_is_valid_and_holds_what_is_due(step: str) -> None:
    """Each open deadline is one entry with UID, DTSTAMP and DTSTART, in UTC, and nothing the standard forbids."""
    state = whole(step).state
    due = [one for one in turns(state) if one.due in WORDS and one.until is not None]

    events = calendar(state).walk("VEVENT")

    assert len(events) == len(due)
    for event, turn in zip(events, due, strict=True):
        start = event.decoded("DTSTART")
        assert turn.until is not None
        assert start == (turn.until if isinstance(start, datetime) else turn.until.date())
        assert event.decoded("DTSTAMP") == state.terms_at
        assert str(event["SUMMARY"]).startswith(f"DEMONSTRATION (made up): {' and '.join(turn.orgs)}: ")
        assert event.errors == []
    assert len({str(event["UID"]) for event in events}) == len(events)


def test_lines_are_folded_and_end_as_the_standard_says() -> None:
    """Every line ends with CR LF and has at most 75 octets; unfolded it is whole, whatever the letters."""
    orgs = (OrgId("north" * 8), OrgId("ж" * 40))
    turn = Turn(due=Due.LISTS, orgs=orgs, step="x", until=at(3))
    data = deadlines_ics(whole("terms").state, [turn])
    assert data is not None

    lines = data.split(b"\r\n")

    assert lines[-1] == b""
    assert b"\n" not in b"".join(lines)
    assert max(len(line) for line in lines) == 75
    assert [line.decode() for line in lines]
    summary = icalendar.Calendar.from_ical(data).walk("VEVENT")[0]["SUMMARY"]
    assert str(summary) == f"DEMONSTRATION (made up): {orgs[0]} and {orgs[1]}: seal draw and lists"


def test_a_calendar_holds_no_place_and_no_handover() -> None:
    """No id that names a place, no title, no clause; no day or hour of a handover, agreed or done, in any spelling."""
    book = crossing_book()
    due = {one.due for one in turns(book.state)}

    data = deadlines_ics(book.state, turns(book.state))

    assert data is not None
    text = data.decode().replace("\r\n ", "")
    assert {Due.ARRIVAL, Due.HANDOVER} <= due
    assert text.count("BEGIN:VEVENT") == 1
    for told in (SECRET, "Bridge", "Akerby", "bridge", "20260312", "2026-03-12", "0730", "07:30", "20260310"):
        assert told not in text
    assert not [word for word in ("DESCRIPTION", "LOCATION", "GEO", "ORGANIZER", "ATTENDEE") if word in text]


def test_what_counts_from_a_handover_is_a_day_without_an_hour() -> None:
    """The hour of an arrival's deadline is the hour of the handover: only its day is told."""
    event = calendar(crossing_book().state).walk("VEVENT")[0]

    assert event.decoded("DTSTART") == date(2026, 3, 13)
    assert not isinstance(event.decoded("DTSTART"), datetime)


def test_handovers_dates_and_plans_are_never_exported() -> None:
    """Only the named deadlines leave; a turn of any other kind is left out, limit or not."""
    state, until = whole("terms").state, datetime(2026, 3, 12, 7, 30, tzinfo=UTC)
    others = [Turn(due=due, orgs=(), step="x", until=until) for due in Due if due not in WORDS]

    assert deadlines_ics(state, others) is None
    assert set(WORDS) == {Due.LISTS, Due.REVEAL, Due.ANSWER, Due.REMARK, Due.REPLY, Due.FINAL, Due.ARRIVAL}


def test_an_entry_keeps_its_name_when_its_limit_moves() -> None:
    """The UID tells one step of one exchange, whenever it is due, and no other."""
    state = whole("terms").state
    first = Turn(due=Due.FINAL, orgs=(), step="sign the final list", until=at(3))
    moved = Turn(due=Due.FINAL, orgs=(), step="sign the final list", until=at(5))
    other = Turn(due=Due.FINAL, orgs=(), step="sign another", until=at(3))

    uids = []
    for turn in (first, moved, other):
        data = deadlines_ics(state, [turn])
        assert data is not None
        uids.append(str(icalendar.Calendar.from_ical(data).walk("VEVENT")[0]["UID"]))

    assert uids[0] == uids[1] != uids[2]


@pytest.mark.parametrize("step", STEPS[1:])
def test_the_same_record_gives_the_same_bytes(step: str) -> None:
    """A calendar is a function of the record; where nothing is due there is none."""
    state = whole(step).state

    assert deadlines_ics(state, turns(state)) == deadlines_ics(state, turns(state))
    assert (deadlines_ics(state, turns(state)) is None) == (
        not [one for one in turns(state) if one.due in WORDS and one.until]
    )
