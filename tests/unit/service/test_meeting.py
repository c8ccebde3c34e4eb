"""A meeting from proposal to presence, at real seats: who sees what, who signs what, and what no record ever holds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from homeward.model.findings import Refusal
from homeward.model.ids import OrgId, TrancheId
from homeward.procedure.presence import Seen, Word
from homeward.service import meeting, signing
from homeward.service.meeting import Opened
from homeward.service.waiting import waiting
from tests.world import AGENTS, DELEGATE, HEADS, World

DAY = TrancheId("day-1")
OPENED = Opened(hour="07:45 at first light", place="the weir below Estholm")
WHEN = date(2026, 3, 12)

AtStep = Callable[[str], World]


def propose(world: World, *, opened: Opened | None = OPENED) -> None:
    """Let north propose a date and carry it to the others."""
    meeting.propose_date(world.seat("north"), DAY, WHEN, opened, HEADS[:1])
    world.carry("north", "neutral", "south")


def agree(world: World) -> None:
    """Let south agree, and north sign."""
    meeting.agree_date(world.seat("south"), DAY, None, HEADS)
    world.carry("south", "neutral", "north")
    signing.sign(world.seat("north"), "date", HEADS)
    world.carry()


def test_hour_and_place_reach_the_seats_and_no_record(at_step: AtStep) -> None:
    """Every seat can open them; no log, no bundle and no pending act holds them in clear."""
    world = at_step("plan")

    propose(world)
    agree(world)

    for org in ("north", "south", "neutral"):
        assert meeting.opened_date(world.seat(org), DAY) == (WHEN, OPENED)
        assert meeting.read_clock(world.seat(org))[0].meetings.dates[DAY].on == WHEN
        held = b"".join(data for path, data in world.files(org).items() if not path.endswith("exchange.toml"))
        assert b"07:45" not in held
        assert b"Estholm" not in b"".join(
            data for path, data in world.files(org).items() if path.startswith(("record/", "outbox/", "pending/"))
        )


def test_a_seat_that_was_not_shown_the_place_does_not_sign(at_step: AtStep) -> None:
    """Who was not shown hour and place agrees to nothing and signs nothing (MEET-2), and nothing changes."""
    world = at_step("plan")
    propose(world)
    south = world.seat("south")
    sealed = meeting.read_clock(south)[0].meetings.proposals[DAY, OrgId("north")].sealed
    shown = south.vault.kept(f"date:{sealed}")
    south.vault.keep(f"date:{sealed}", None)

    with pytest.raises(Refusal, match="MEET-2"):
        meeting.agree_date(south, DAY, None, HEADS)

    south.vault.keep(f"date:{sealed}", shown)
    meeting.agree_date(south, DAY, None, HEADS)
    world.carry("south", "neutral", "north")
    world.seat("north").vault.keep(f"date:{sealed}", None)
    with pytest.raises(Refusal, match="MEET-2"):
        signing.sign(world.seat("north"), "date", HEADS)
    assert len(waiting(world.seat("north"))) == 1


def test_another_place_does_not_open_the_seal(at_step: AtStep) -> None:
    """What was handed over is kept under the commitment it really opens: another hour or place opens another."""
    world = at_step("plan")
    propose(world)
    south = world.seat("south")
    sealed = meeting.read_clock(south)[0].meetings.proposals[DAY, OrgId("north")].sealed
    shown = south.vault.kept(f"date:{sealed}")
    assert isinstance(shown, dict)
    south.vault.keep(f"date:{sealed}", None)

    meeting.take_date(south, {**shown, "place": "another bank"})

    with pytest.raises(Refusal, match="MEET-2"):
        meeting.agree_date(south, DAY, None, HEADS)


def test_a_draft_that_waits_is_no_agreement(at_step: AtStep) -> None:
    """While one side's signatures lack, the clock says that the date is not agreed and whose signatures lack."""
    world = at_step("plan")
    propose(world)
    meeting.agree_date(world.seat("south"), DAY, None, HEADS)

    _, clock = meeting.read_clock(world.seat("south"))

    gap = next(one for one in clock.not_agreed if "day-1" in one.what)
    assert gap.instead[0].startswith("2026-03-12, proposed by north on ")
    assert gap.instead[1].endswith("signed by south, not by north")
    assert not [one for one in clock.agreed if "2026-03-12" in one.says]


def test_exactly_one_proposal_is_agreed_to(at_step: AtStep) -> None:
    """None is refused, and so are two (MEET-1) until it is said whose is meant."""
    world = at_step("plan")
    north = world.seat("north")
    with pytest.raises(Refusal, match="MEET-1"):
        meeting.agree_date(north, DAY, None, HEADS)
    propose(world)
    meeting.propose_date(world.neutral, DAY, date(2026, 3, 13), None, DELEGATE)
    world.carry()

    with pytest.raises(Refusal, match="MEET-1"):
        meeting.agree_date(world.seat("south"), DAY, None, HEADS)
    meeting.agree_date(world.seat("south"), DAY, OrgId("neutral"), HEADS)

    assert waiting(world.seat("south"))[0].event.body["on"] == "2026-03-13"


def test_a_proposal_is_ended_and_a_date_dropped(at_step: AtStep) -> None:
    """One side ends its proposal; only both take a date back, and then none is agreed."""
    world = at_step("plan")
    propose(world, opened=None)
    meeting.end_proposal(world.seat("north"), DAY, HEADS[:1])
    assert not world.state("north").meetings.proposals
    propose(world, opened=None)
    agree(world)

    meeting.drop_date(world.seat("north"), DAY, HEADS)
    world.carry("north", "neutral", "south")
    signing.sign(world.seat("south"), "date", HEADS)

    _, clock = meeting.read_clock(world.seat("south"))
    assert "no date is agreed for tranche day-1" in [one.says for one in clock.not_agreed]
    assert clock.turns[0].step == "agree on a date for tranche day-1"
    assert meeting.opened_date(world.seat("south"), DAY) == (None, None)


def test_no_date_was_signed(at_step: AtStep) -> None:
    """There is nothing to open before a date is signed (MEET-3)."""
    with pytest.raises(Refusal, match="MEET-3"):
        meeting.opened_date(at_step("plan").seat("north"), DAY)


def test_readiness_speaks_of_the_date_in_force(at_step: AtStep) -> None:
    """When the date moves, a declaration is one for another date until it is made again; "not ready" stays that."""
    world = at_step("plan")
    meeting.declare_ready(world.seat("north"), DAY, AGENTS)
    world.carry()
    words = {one.org: one.word for one in meeting.read_clock(world.neutral)[1].readiness if one.tranche == DAY}
    assert words == {"north": Word.READY, "south": Word.SILENT}
    propose(world, opened=None)
    agree(world)
    meeting.declare_ready(world.seat("south"), DAY, AGENTS, ready=False)
    world.carry()

    words = {one.org: one.word for one in meeting.read_clock(world.neutral)[1].readiness if one.tranche == DAY}

    assert words == {"north": Word.OTHER_DATE, "south": Word.NOT_READY}
    meeting.declare_ready(world.seat("north"), DAY, AGENTS)
    ready = meeting.read_clock(world.seat("north"))[1].readiness
    assert [one.word for one in ready if (one.tranche, one.org) == (DAY, "north")] == [Word.READY]


def test_presence_is_confirmed_by_the_code_alone(at_step: AtStep) -> None:
    """The neutral confirms who sealed the code it showed; a guess stays that side's own word (MEET-5)."""
    world = at_step("plan")
    propose(world, opened=None)
    agree(world)
    world.at(12, 8)
    code = meeting.meeting_code(world.neutral, DAY)
    meeting.record_presence(world.seat("north"), DAY, code, AGENTS)
    meeting.record_presence(world.seat("south"), DAY, "0000000000", AGENTS)
    with pytest.raises(Refusal, match="MEET-5"):
        meeting.witness_presences(world.neutral, DAY, DELEGATE)
    world.carry()

    done = meeting.witness_presences(world.neutral, DAY, DELEGATE)

    _, clock = meeting.read_clock(world.neutral)
    assert len(done) == 1
    assert {one.org: (one.seen, one.witnessed is not None) for one in clock.there} == {
        "north": (Seen.THERE, True),
        "south": (Seen.THERE, False),
    }
    assert code == meeting.meeting_code(world.neutral, DAY)
    for org in ("north", "south", "neutral"):
        assert code.encode() not in b"".join(world.files(org).values())


@pytest.mark.parametrize("org", ["north", "south"])
def test_only_the_neutral_has_the_code(org: str, at_step: AtStep) -> None:
    """A party neither draws the code nor confirms presence (MEET-4)."""
    seat = at_step("plan").seat(org)

    with pytest.raises(Refusal, match="MEET-4"):
        meeting.meeting_code(seat, DAY)
    with pytest.raises(Refusal, match="MEET-4"):
        meeting.witness_presences(seat, DAY, DELEGATE)


def test_another_date_has_another_code(at_step: AtStep) -> None:
    """A code seen for one date proves nothing for the next."""
    world = at_step("plan")
    first = meeting.meeting_code(world.neutral, DAY)
    propose(world, opened=None)
    agree(world)

    assert meeting.meeting_code(world.neutral, DAY) != first


def test_all_seats_read_the_same_clock(at_step: AtStep) -> None:
    """With the same record, every seat is told the same."""
    world = at_step("plan")
    propose(world)
    agree(world)
    world.carry()

    clocks = [
        meeting.read_clock(world.seat(org), datetime(2026, 3, 20, tzinfo=UTC))[1]
        for org in ("north", "south", "neutral")
    ]

    assert clocks[0] == clocks[1] == clocks[2]


def test_an_absent_side_crosses_as_before(at_step: AtStep) -> None:
    """South missed the signed date; the acts of both sides are drafted, signed and counted as if it had come."""
    world, prompt = at_step("plan"), at_step("acts")
    propose(world, opened=None)
    agree(world)
    world.at(12, 8)
    meeting.record_presence(world.seat("north"), DAY, "a witness", AGENTS)
    world.carry()
    world.clock.at = datetime(2026, 3, 20, 8, tzinfo=UTC)
    from homeward.service import crossing  # noqa: PLC0415 - named where it is needed

    for direction in world.terms().directions:
        crossing.propose_act(world.seats[direction.holder], DAY, direction, AGENTS)
        world.carry(direction.holder, direction.receiver)
        signing.sign(world.seats[direction.receiver], "act", AGENTS)
        world.carry(direction.receiver, direction.holder)
    world.carry()

    _, clock = meeting.read_clock(world.neutral, datetime(2026, 3, 21, tzinfo=UTC))
    late = next(one for one in clock.late if one.step.startswith("hand over tranche day-1"))
    assert late.done is not None
    assert [one.act for one in world.state().acts] == [one.act for one in prompt.state().acts if one.act.tranche == DAY]
