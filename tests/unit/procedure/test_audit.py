"""The audit reads all logs together and refuses at the first event that may not stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from homeward.log import format_note
from homeward.model.events import Seen
from homeward.model.findings import Refusal, Severity
from homeward.model.ids import Digest, OrgId
from homeward.procedure import audit, log_view
from homeward.service import lists
from homeward.service.reading import read_record
from tests.unit.procedure.cast import HEX, forged, logs, signed, whole
from tests.world import LIST_OFFICERS, World, world_at

NORTH, SOUTH, NEUTRAL = OrgId("north"), OrgId("south"), OrgId("neutral")


def test_the_whole_story_stands() -> None:
    """Every event of the exchange is judged once and nothing waits."""
    record = audit(logs())

    assert not record.waiting
    assert len(record.lines) == sum(log.tree.size for log in logs().values())
    assert record.state == whole().state


def test_a_split_view_is_refused(tmp_path: Path) -> None:
    """Two versions of one log are found as soon as somebody who saw the other one is read."""
    shown, told_others = world_at("sealed", tmp_path / "a"), world_at("sealed", tmp_path / "b")
    told_others.clock.at = told_others.clock.at.replace(hour=23)
    for world in (shown, told_others):
        lists.remark(world.seat("north"), Digest(HEX), "error", LIST_OFFICERS[:1])  # type: ignore[arg-type]
    shown.carry("north", "south")
    lists.remark(shown.seat("south"), Digest(HEX), "error", LIST_OFFICERS[:1])  # type: ignore[arg-type]
    south = read_record(shown.seat("south")).logs
    other = read_record(told_others.seat("north")).logs

    with pytest.raises(Refusal, match="AUDIT-1") as refused:
        audit({NEUTRAL: south[NEUTRAL], NORTH: other[NORTH], SOUTH: south[SOUTH]})

    assert refused.value.says.startswith("log of south, event 5: it had seen another log of north at size 6")
    assert "keep both as evidence" in refused.value.hint


def test_an_event_in_a_strange_log_is_refused() -> None:
    """An organisation's own event stands in its own log only."""
    north, south = logs()[NORTH], logs()[SOUTH]
    stolen = log_view((*south.entries[:2], north.entries[2]))

    with pytest.raises(Refusal, match="AUDIT-2") as refused:
        audit({**logs(), SOUTH: stolen})

    assert refused.value.says == "log of south, event 2: an event of north stands in this log"


@pytest.mark.parametrize(("nth", "kind"), [(1, "terms.signed"), (2, "list.committed")])
def test_an_event_replayed_in_a_log_is_refused(nth: int, kind: str) -> None:
    """The same act cannot stand twice in one log, joint or not."""
    entries = logs()[NORTH].entries

    with pytest.raises(Refusal, match="AUDIT-3") as refused:
        audit({**logs(), NORTH: log_view((*entries[: nth + 1], entries[nth]))})

    assert refused.value.says == f"log of north, event {nth + 1}: {kind} stands twice in this log"


def test_what_had_seen_more_waits_and_is_named() -> None:
    """An event that had seen more than this seat holds is not judged, and not passed over in silence."""
    short = {**logs(), NEUTRAL: log_view(logs()[NEUTRAL].entries[:2])}

    record = audit(short)

    assert [(one.code, one.severity, one.where.source) for one in record.waiting] == [
        ("AUDIT-4", Severity.ADVICE, "record/north"),
        ("AUDIT-4", Severity.ADVICE, "record/south"),
    ]
    assert record.waiting[0].where.line == 7
    assert record.waiting[0].seen == "12 event(s) had seen more of another log than this seat holds"
    assert record.waiting[0].remedy


def test_an_event_that_saw_a_stranger_is_refused(at_step: Callable[[str], World]) -> None:
    """Nobody can make the rest of a log wait for ever by naming a log that nobody has."""
    world = at_step("sealed")
    event = forged(world, "north", "list.remarked", {"entry": HEX, "code": "error"})
    stranger = replace(event, seen=(*event.seen, Seen(org=OrgId("west"), size=1, root=Digest(HEX))))
    north = read_record(world.seat("north")).logs
    entry = format_note(signed(world, stranger, [("north", "list-1")]))

    with pytest.raises(Refusal, match="AUDIT-5") as refused:
        audit({**north, NORTH: log_view((*north[NORTH].entries, entry))})

    assert refused.value.says == "log of north, event 5: it had seen a log of west, which takes no part"
    assert refused.value.hint


@pytest.mark.parametrize(
    ("kind", "code"),
    [("sun.rose", "ADMIT-1"), ("people.not_travelling", "ADMIT-23")],
)
def test_a_signed_event_that_may_not_stand_refuses_the_record(
    kind: str, code: str, at_step: Callable[[str], World]
) -> None:
    """What is signed and logged is judged like everything else; log and place are named."""
    world = at_step("sealed")
    honest = forged(world, "north", "list.remarked", {"entry": HEX, "code": "error"})
    note = signed(world, replace(honest, kind=kind), [("north", "list-1")])
    north = read_record(world.seat("north")).logs

    with pytest.raises(Refusal) as refused:
        audit({**north, NORTH: log_view((*north[NORTH].entries, format_note(note)))})

    assert refused.value.code == code
    assert refused.value.says.startswith("log of north, event 5: ")


def test_no_log_is_no_record() -> None:
    """Without logs there is a beginning and nothing in it."""
    assert audit({}).state.exchange is None
    assert audit({}).lines == ()
