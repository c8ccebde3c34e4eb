"""
Two logs and one public quarrel, replayed on made-up parties.

The quarrel has the shape of one that happened: one side said that its convoy stood at the border and the other had put
the exchange off; the other said that it had handed over remarks, that the next step was not its own, and that no date
had been agreed. There was no record both could point to.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from homeward.cli.clock_json import clock_json
from homeward.model.ids import PartyId
from homeward.procedure import State
from homeward.procedure.beside import NOT_SHARED, beside_record
from homeward.procedure.clock import clock_of
from homeward.procedure.presence import Seen
from homeward.reconcile import accounts
from homeward.statements import Known, read_statements
from tests.unit.procedure.logbook import (
    NORTH_SOUTH,
    SOUTH_NORTH,
    UNDATED,
    Logbook,
    at,
    hexes,
    ordered,
    swapped,
    up_to_answers,
)

NAMINGS = pytest.mark.parametrize("names", [NORTH_SOUTH, SOUTH_NORTH], ids=["as they are", "exchanged"])

JUNE = (Path(__file__).parent / "june.toml").read_bytes()
PARTIES = (PartyId("east"), PartyId("west"))


def log_p(names: Mapping[str, str]) -> Logbook:
    """Tell a log that holds remarks handed over, a date that one side proposed, and no date that both signed."""
    book = up_to_answers(names)
    book.remarked("two", at(6, 10))
    book.proposed("one", "t1", "2026-03-07", at(6, 12))
    return book


def log_q(names: Mapping[str, str]) -> Logbook:
    """Tell a log that holds a date signed by both; on that day the agents of one side recorded to be there."""
    book = up_to_answers(names)
    book.dated("t1", "2026-03-07", at(6, 12))
    book.ready("one", "t1", at(6, 14))
    book.ready("two", "t1", at(6, 15))
    book.witnessed(book.present("one", "t1", at(7, 8)), at(7, 9))
    return book


@NAMINGS
def test_who_came_on_another_day_than_the_agreed_one_is_said_to_have(names: Mapping[str, str]) -> None:
    """A day late is neither there nor absent."""
    book = up_to_answers(names)
    book.dated("t1", "2026-03-07", at(6, 12))
    book.present("one", "t1", at(7, 8))
    book.present("two", "t1", at(8, 8))

    there = clock_of(book.state, at(9)).there

    assert {each.org: each.seen for each in there} == {names["one"]: Seen.THERE, names["two"]: Seen.OTHER_DAY}


@NAMINGS
def test_log_p_names_whose_step_is_next_and_says_that_no_date_is_agreed(names: Mapping[str, str]) -> None:
    """Remarks were handed over, so their receiver replies; a date that one side named alone is none."""
    book, one, two = log_p(names), names["one"], names["two"]

    clock = clock_of(book.state, at(7, 18))

    reply = next(turn for turn in clock.turns if f"{one}>{two}" in turn.step)
    assert (reply.orgs, reply.step, reply.since) == ((one,), f"reply to the remarks on {one}>{two}", at(6, 10))
    date = next(gap for gap in clock.not_agreed if "date" in gap.says)
    assert date.says == "no date is agreed for tranche t1"
    assert date.instead == (f"2026-03-07, proposed by {one} on 2026-03-06 12:00 UTC, not signed by {two}",)
    assert not [fact for fact in clock.agreed if "crosses" in fact.says]


@NAMINGS
def test_log_p_calls_nobody_absent(names: Mapping[str, str]) -> None:
    """Who comes on a day that only one side named is there; the other is not absent, for there was no agreed day."""
    book = log_p(names)
    book.present("one", "t1", at(7, 8))

    there = clock_of(book.state, at(9)).there

    assert {(each.org, each.on, each.seen) for each in there} == {
        (names["one"], None, Seen.THERE),
        (names["two"], None, Seen.OPEN),
    }


def test_before_anybody_names_a_meeting_no_date_is_agreed() -> None:
    """Terms that leave the dates open agree on none, and the clock says so from the first day."""
    book = Logbook()
    book.agreement(UNDATED)

    assert [gap.says for gap in clock_of(book.state, at(2)).not_agreed][-1] == "no date is agreed"


@NAMINGS
def test_log_q_says_who_was_absent(names: Mapping[str, str]) -> None:
    """On a date that both signed, whoever recorded nothing by the end of the day was absent; the record says no why."""
    book, one, two = log_q(names), names["one"], names["two"]

    during, after = clock_of(book.state, at(7, 12)), clock_of(book.state, at(8, 0))

    assert {each.org: each.seen for each in during.there} == {one: Seen.THERE, two: Seen.OPEN}
    assert {each.org: each.seen for each in after.there} == {one: Seen.THERE, two: Seen.ABSENT}
    assert {each.org: each.witnessed for each in after.there} == {one: at(7, 9), two: None}
    assert {each.org: each.word.value for each in after.readiness} == {one: "ready", two: "ready"}
    fact = after.agreed[-1]
    assert (fact.says, fact.by) == ("tranche t1 crosses on 2026-03-07", ("north", "south"))


@NAMINGS
def test_a_date_moved_in_time_makes_nobody_absent(names: Mapping[str, str]) -> None:
    """Both sides signed another date before the day was over: on the first one nobody was missing."""
    book = log_q(names)
    book.dated("t1", "2026-03-09", at(7, 20))

    there = clock_of(book.state, at(8, 12)).there

    assert {each.org: (str(each.on), each.seen) for each in there} == {
        names["one"]: ("2026-03-07", Seen.THERE),
        names["two"]: ("2026-03-07", Seen.ABSENT),
    }
    book = up_to_answers(names)
    book.dated("t1", "2026-03-07", at(6, 12))
    book.dated("t1", "2026-03-09", at(6, 20))
    assert clock_of(book.state, at(8, 12)).there == ()


@NAMINGS
def test_whoever_came_on_the_day_was_there_whichever_signed_text_it_knew(names: Mapping[str, str]) -> None:
    """A day signed twice (another hour) is one day; who had not heard that the date was moved, and came, was there."""
    book = log_q(names)
    book.dated("t1", "2026-03-07", at(7, 20))
    moved = up_to_answers(names)
    moved.dated("t1", "2026-03-07", at(5, 12))
    old = moved.date("t1")
    moved.dated("t1", "2026-03-09", at(6, 12))
    moved.tell("one", "presence.recorded", {"tranche": "t1", "date": old, "sealed": hexes(1)}, at(9, 8))
    moved.tell("two", "presence.recorded", {"tranche": "t1", "date": None, "sealed": hexes(2)}, at(9, 9))

    same_day, new_day = clock_of(book.state, at(10)).there, clock_of(moved.state, at(10)).there

    assert {each.org: each.seen for each in same_day} == {names["one"]: Seen.THERE, names["two"]: Seen.ABSENT}
    assert [(str(each.on), each.seen) for each in new_day] == [("2026-03-09", Seen.THERE)] * 2


@pytest.mark.parametrize("log", [log_p, log_q], ids=["P", "Q"])
def test_exchanged_names_exchange_the_output_and_nothing_else(log: object) -> None:
    """What the clock says of one side it says of the other in the same words, in both logs."""
    assert callable(log)

    plain = clock_json(clock_of(log(NORTH_SOUTH).state, at(8)), ())
    exchanged = clock_json(clock_of(log(SOUTH_NORTH).state, at(8)), ())

    assert swapped(plain) == ordered(exchanged)
    assert ordered(plain) != ordered(exchanged)


def test_public_statements_alone_are_quoted_and_called_unshared() -> None:
    """With no record, the clock says that the matter is in none, that the accounts differ, and quotes both."""
    claims, findings = read_statements(JUNE, source="june.toml", known=Known(parties=frozenset(PARTIES)))

    told = beside_record(State(), accounts(claims, PARTIES))

    assert not findings
    assert [one.says for one in told] == [f"{NOT_SHARED}; the accounts differ"] * 2
    assert [one.accounts.subject.name for one in told] == ["LISTS", "MEETING"]
    quoted = {account.party: [quote for _, quote in account.words] for account in told[1].accounts.told}
    assert quoted == {
        "east": ["they put the exchange off and did not come"],
        "west": ["nobody put anything off, for no date had been agreed"],
    }
    who = [who for account in told[1].accounts.told for who, _ in account.words]
    assert who == ["Head of the delegation of East (7 June 2026)", "Coordination office of West (7 June 2026)"]


def test_exchanged_names_exchange_the_quotes_and_nothing_else() -> None:
    """With the two parties' names exchanged, each account goes to the other name, in the same words and order."""
    exchanged = JUNE.decode()
    for left, right in (("east", "west"), ("East", "West")):
        exchanged = exchanged.replace(left, "\0").replace(right, left).replace("\0", right)
    first, _ = read_statements(JUNE, source="june.toml")
    second, _ = read_statements(exchanged.encode(), source="june.toml")

    plain = beside_record(State(), accounts(first, PARTIES))
    other = beside_record(State(), accounts(second, PARTIES))

    assert [one.says for one in plain] == [one.says for one in other]
    for one, turned in zip(plain, other, strict=True):
        words = [[quote for _, quote in account.words] for account in one.accounts.told]
        assert words == [[quote for _, quote in account.words] for account in reversed(turned.accounts.told)]


def test_what_the_record_holds_stands_beside_the_accounts() -> None:
    """Where both seats hold a signed date for that day, the statements stand beside it, and it is called shared."""
    claims, _ = read_statements(
        JUNE.replace(b"2026-06-0", b"2026-03-0").replace(b'"east"', b'"north"').replace(b'"west"', b'"south"'),
        source="march.toml",
    )

    told = beside_record(log_q(NORTH_SOUTH).state, accounts(claims, (PartyId("north"), PartyId("south"))))

    meeting = next(one for one in told if one.accounts.subject.name == "MEETING")
    assert meeting.says == "in the shared record; the accounts differ"
    assert "2026-03-07: the date of tranche t1, drafted on 2026-03-06 and signed by north and south" in meeting.record
    assert "2026-03-07: north recorded to be there for tranche t1" in meeting.record
