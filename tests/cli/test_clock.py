"""The clock as a person and a program read it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from homeward.adapters.clocks import SetClock
from homeward.cli import clock as face
from homeward.cli.clock import instant
from tests.cli.small_exchange import Ran, run
from tests.world import World

AtStep = Callable[[str], World]
CLOCK = SetClock(at=datetime(2026, 3, 8, 10, tzinfo=UTC))


def homeward(words: str, world: World) -> Ran:
    """Run one command beside the seats."""
    return run(f"homeward {words}", world.root, clock=CLOCK)


def with_zones(world: World, zones: dict[str, str]) -> World:
    """Give the parties time zones in the configuration of every seat."""
    for org in ("neutral", "north", "south"):
        place = world.folder(org) / "exchange.toml"
        text = place.read_text()
        for party, zone in zones.items():
            text = text.replace(f'id = "{party}"\n', f'id = "{party}"\ntimezone = "{zone}"\n')
        place.write_text(text)
    return world


def test_every_time_stands_in_utc_and_in_both_local_times(at_step: AtStep) -> None:
    """A limit is shown in UTC and as each side's clock has it, with the offset."""
    world = with_zones(at_step("sealed"), {"north": "Europe/Kyiv", "south": "Asia/Tehran"})

    ran = homeward("status north", world)

    assert ran.code == 0
    assert "until 2026-03-04 09:00 UTC (north 03-04 11:00 +0200, south 03-04 12:30 +0330) (4 d late)" in ran.out


def test_a_draft_signed_in_part_is_said_to_be(at_step: AtStep) -> None:
    """The clock of the seat where a draft waits says who has signed it with fewer people than it takes."""
    world = at_step("sealed")
    homeward("meeting drop day-2 --as head-1 north", world)

    told = homeward("clock north", world).out

    assert "signed in part by north, not by south" in told


def test_a_day_nobody_could_agree_on_is_not_proposed(at_step: AtStep) -> None:
    """A day before the agreement is refused where it is proposed (ADMIT-82), and nothing of it stays in the record."""
    world = at_step("terms")

    ran = homeward("meeting propose day-1 --on 2020-01-01 --as head-1 north", world)

    assert (ran.code, "ADMIT-82" in ran.err) == (1, True)
    assert "2020" not in homeward("clock north", world).out


def test_parties_are_named_only_where_there_is_no_seat(at_step: AtStep) -> None:
    """With a seat --party is a slip of the hand; with statements alone it counts, whatever lies in the folder."""
    world = at_step("terms")
    text = (Path(__file__).parents[1] / "stories" / "june.toml").read_text()
    (world.root / "june.toml").write_text(text)
    (world.root / "exchange.toml").write_text((world.folder("north") / "exchange.toml").read_text())

    slip = homeward("clock --party north north", world)
    both = homeward("clock --claims june.toml --party east --party west north", world)
    alone = homeward("clock --claims june.toml --party east --party west", world)

    assert (slip.code, both.code, alone.code) == (2, 2, 0)
    assert "a seat knows its parties" in " ".join(slip.err.split())
    assert "the accounts differ" in alone.out


def test_an_offset_has_hours_and_minutes(at_step: AtStep) -> None:
    """Also of a time so long ago that the zone counted in seconds."""
    ran = homeward("clock --at 1900-01-01T00:00Z north", with_zones(at_step("terms"), {"south": "Asia/Kathmandu"}))

    assert "(south 01-01 05:41 +0541)" in ran.out


def test_terms_that_nothing_follows_start_no_deadline(at_step: AtStep) -> None:
    """When the last of them signed no record tells yet: the days are said, and the next act of anybody starts them."""
    world = at_step("terms")

    before = homeward("clock north", world)
    short = homeward("status north", world)
    homeward("meeting propose day-1 --on 2026-03-12 --as head-1 north", world)
    after = homeward("clock north", world)

    assert "the terms: signed by north and south, nothing later in the record tells by when" in before.out
    assert "seal the draw and both lists, 2 d from the next act in the record\n" in short.out
    assert "late (costs" not in before.out
    assert "the terms: signed by north and south, in the record by 2026-03-08 10:0" in after.out
    assert "until 2026-03-10 10:0" in homeward("status north", world).out


def test_a_party_without_a_time_zone_is_shown_in_utc(at_step: AtStep) -> None:
    """Where nobody stated a zone, no local time is guessed."""
    ran = homeward("clock north", at_step("terms"))

    assert "UTC\n" in ran.out
    assert "+0" not in ran.out


def test_an_unknown_time_zone_is_a_finding(at_step: AtStep) -> None:
    """A slip in the name is said when the seat is read, with what to write instead."""
    ran = homeward("clock north", with_zones(at_step("terms"), {"south": "Europe/Nowhere"}))

    assert ran.code == 3
    assert "timezone is a name of the IANA time-zone database" in ran.err
    assert "Europe/Nowhere" in ran.err


def test_a_machine_without_zones_says_so_in_one_line(at_step: AtStep, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without time-zone data the times stand in UTC, and one line says why."""
    world = with_zones(at_step("terms"), {"south": "Asia/Tehran"})
    monkeypatch.setattr(face, "has_zones", lambda: False)
    monkeypatch.setattr(face, "local", lambda *_: None)

    ran = homeward("clock north", world)

    assert ran.code == 0
    assert "no time-zone data" in " ".join(ran.err.split())
    assert "+0" not in ran.out


def test_programs_read_the_same(at_step: AtStep) -> None:
    """JSON has every part of the page, times in UTC, minutes left below nought when late."""
    answer = json.loads(homeward("clock --json --at 2026-03-04T09:31Z north", at_step("sealed")).out)

    assert answer["demo"] is True
    assert answer["now"] == "2026-03-04T09:31:00+00:00"
    assert [(one["due"], one["orgs"], one["left_minutes"]) for one in answer["turns"]] == [
        ("reveal", ["north", "south"], -30)
    ]
    assert [one["what"] for one in answer["agreed"]] == [
        "the terms",
        "the date of tranche day-1",
        "the date of tranche day-2",
    ]
    assert [one["what"] for one in answer["not_agreed"]] == [
        "the final list for north>south",
        "the final list for south>north",
    ]
    assert [one["late_minutes"] for one in answer["late"]] == [30]
    assert {"accounts", "ready", "there"} <= set(answer)


def test_a_calendar_is_not_overwritten_unasked(at_step: AtStep) -> None:
    """A file that is there stays (OUT-1), until --force is said; where nothing is due none is written."""
    world = at_step("sealed")
    path = world.root / "deadlines.ics"

    first, second = (
        homeward("clock --ics deadlines.ics north", world),
        homeward("clock --ics deadlines.ics north", world),
    )

    assert (first.code, second.code) == (0, 1)
    assert "OUT-1" in second.err
    assert path.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert homeward("clock --ics deadlines.ics --force north", world).code == 0
    again = at_step("genesis")
    assert homeward("clock --ics none.ics north", again).code == 0
    assert not (again.root / "none.ics").exists()


def test_statements_at_a_seat_stand_beside_its_record(at_step: AtStep) -> None:
    """What offices said on a day is set beside what the record holds of those days; later words wait for their day."""
    world = at_step("acts")
    text = (Path(__file__).parents[1] / "stories" / "june.toml").read_text()
    text = text.replace("2026-06-07", "2026-03-10").replace('"east"', '"north"').replace('"west"', '"south"')
    (world.folder("north") / "statements" / "quarrel.toml").write_text(text)

    before = homeward("clock --at 2026-03-09 north", world)
    after = homeward("clock --at 2026-03-12 north", world)

    assert "accounts differ" not in before.out
    assert "in the shared record; the accounts differ" in after.out
    assert "record: 2026-03-10: an act of tranche day-1 for north>south, drafted that day, is signed" in after.out
    assert "south: nobody put anything off, for no date had been agreed" in after.out


def test_without_a_seat_somebody_must_be_named(tmp_path: Path) -> None:
    """Statements alone need to know who takes part (CLOCK-1); two who spoke of nothing in common are told so."""
    text = (Path(__file__).parents[1] / "stories" / "june.toml").read_text()
    (tmp_path / "june.toml").write_text(text)
    (tmp_path / "east.toml").write_text(text.partition('[[statement]]\nid = "two"')[0])

    nobody = run("homeward clock --claims june.toml", tmp_path, clock=CLOCK)
    alone = run("homeward clock --claims east.toml --party east --party west", tmp_path, clock=CLOCK)
    both = run("homeward clock --claims june.toml --party west --party east --json", tmp_path, clock=CLOCK)

    assert (nobody.code, "CLOCK-1" in nobody.err) == (1, True)
    assert (alone.code, "did two of east and west speak" in alone.out) == (0, True)
    told = json.loads(both.out)["accounts"]
    assert [one["says"] for one in told] == ["not in a shared record; the accounts differ"] * 2
    assert [one["party"] for one in told[0]["told"]] == ["east", "west"]


@pytest.mark.parametrize("text", ["tomorrow", "2026-13-01", "2026-03-10 25:00", ""])
def test_a_time_that_is_none_is_a_fault_of_usage(text: str, at_step: AtStep) -> None:
    """What is no instant is said to be none, with the form to write (exit 2)."""
    assert homeward(f"clock --at '{text}' north", at_step("terms")).code == 2


def test_an_instant_is_read_in_utc() -> None:
    """A day stands for its first minute; seconds may be said."""
    assert instant("2026-03-10") == datetime(2026, 3, 10, tzinfo=UTC)
    assert instant("2026-03-10T18:30Z") == datetime(2026, 3, 10, 18, 30, tzinfo=UTC)
    assert instant("2026-03-10T18:30:05Z") == datetime(2026, 3, 10, 18, 30, 5, tzinfo=UTC)


def test_a_proposal_has_a_day_or_ends_one(at_step: AtStep) -> None:
    """Neither and both are refused (MEET-6)."""
    world = at_step("terms")

    for words in (
        "meeting propose day-1 --as head-1 north",
        "meeting propose day-1 --end --on 2026-03-10 --as head-1 north",
    ):
        assert "MEET-6" in homeward(words, world).err
    assert homeward("meeting propose day-1 --on 2026-03-10 --as head-1 north", world).code == 0
    assert homeward("meeting propose day-1 --end --as head-1 north", world).code == 0
