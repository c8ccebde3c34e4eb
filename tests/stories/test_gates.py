"""Gates: what kept a person from travelling shows nowhere but at the neutral's seat."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from homeward.model.ids import Ref
from homeward.procedure import ActState
from homeward.service import standing
from homeward.service.reading import read_record
from tests import world as stage
from tests.world import DELEGATE, ORGS, PARTIES, STEPS, World, world_at

WHO = "north,H-11"
"""A person held by North who passes every gate in the small exchange."""


def hearings(plain: str, wish: str, fitness: str) -> str:
    """Return *plain* with these outcomes for one person."""
    changed = plain.replace(f"{WHO},wish,passed", f"{WHO},wish,{wish}")
    return changed.replace(f"{WHO},fitness,passed", f"{WHO},fitness,{fitness}")


def played(folder: Path, heard: str, monkeypatch: pytest.MonkeyPatch) -> World:
    """Return a whole exchange in which this was heard."""
    folder.mkdir()
    world = world_at("final", folder)
    monkeypatch.setattr(stage, "gates_csv", lambda: heard)
    for step in STEPS[STEPS.index("final") + 1 :]:
        stage._STORY[step](world)
    return world


def opened(world: World, org: str) -> list[str]:
    """Return everything a seat's vault holds, but for the digests of sealed parts, which are sealed anew each time."""
    with sqlite3.connect(world.folder(org) / "vault.sqlite") as connection:
        kinds = [row[0] for row in connection.execute("select distinct kind from document order by kind")]
        kept = [
            row[0]
            for row in connection.execute(
                "select name from kept where name not in ('received', 'bulletin-parts') order by name"
            )
        ]
    connection.close()
    vault = world.seat(org).vault
    documents = [[kind, one.person, one.key, one.value.disclose()] for kind in kinds for one in vault.get(kind)]
    return [json.dumps(one) for one in (*documents, *([name, vault.kept(name)] for name in kept))]


def in_clear(world: World, org: str) -> dict[str, bytes]:
    """Return the files of a seat but the vault, what waits in sealed parts, and the neutral's own gate file."""
    return {
        path: data
        for path, data in world.files(org).items()
        if not path.startswith(("vault.sqlite", "outbox/", "lists/"))
    }


def test_one_gate_looks_like_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether somebody does not wish to go or is not fit: the same bytes in every record and at the parties' seats."""
    plain = stage.gates_csv()
    refused = played(tmp_path / "wish", hearings(plain, "not_passed", "passed"), monkeypatch)
    other = played(tmp_path / "fitness", hearings(plain, "passed", "not_passed"), monkeypatch)

    assert {org: refused.files(org, "record") for org in ORGS} == {org: other.files(org, "record") for org in ORGS}
    assert {org: in_clear(refused, org) for org in ORGS} == {org: in_clear(other, org) for org in ORGS}
    assert {org: opened(refused, org) for org in PARTIES} == {org: opened(other, org) for org in PARTIES}
    assert opened(refused, "neutral") != opened(other, "neutral")


def test_silence_looks_like_a_refusal(tmp_path: Path) -> None:
    """Whoever was not heard, or too long ago, does not travel, and the notice is the same as for a refusal."""
    notices = []
    for number, (old, new) in enumerate(
        (
            (f"{WHO},wish,passed,2026-03-06\n", f"{WHO},wish,not_passed,2026-03-06\n"),
            (f"{WHO},wish,passed,2026-03-06\n", ""),
            (f"{WHO},wish,passed,2026-03-06\n", f"{WHO},wish,passed,2026-02-24\n"),
            (f"{WHO},wish,passed,2026-03-06\n", f"{WHO},wish,passed,2026-03-08\n"),
        )
    ):
        (tmp_path / str(number)).mkdir()
        world = world_at("final", tmp_path / str(number))
        heard = stage.gates_csv().replace(old, new)
        standing.import_hearings(world.neutral, heard.encode(), source="gates.csv")
        notices.append(standing.stop_people(world.neutral, date(2026, 3, 7), DELEGATE))

    assert [sorted(one) for one in notices] == [sorted(notices[0])] * 4
    assert len(notices[0]) == 3


def test_a_late_refusal_changes_the_notice_and_the_replacement_only(tmp_path: Path) -> None:
    """
    Two exchanges that differ by a refusal at the crossing differ by one notice and one act.

    In that act the person stays and the next of the reserve in the category goes; nobody else's place moves.
    """
    with_refusal = _second_day(tmp_path / "a", refusal=True)
    without = _second_day(tmp_path / "b", refusal=False)

    kinds, plain_kinds = _kinds(with_refusal), _kinds(without)
    changed, plain = _acts(with_refusal), _acts(without)

    assert kinds - plain_kinds == Counter({"people.not_travelling": 1})
    assert plain_kinds - kinds == Counter()
    assert set(changed) == set(plain)
    differing = [name for name in plain if changed[name].act != plain[name].act]
    assert differing == [("day-2", "north>south")]
    act, before = changed[differing[0]].act, plain[differing[0]].act
    assert set(before.people) - set(act.people) == {one for one in before.people if one.ref in act.absent}
    assert {one.ref for one in act.people} - {one.ref for one in before.people} == set(act.replacements)
    assert (len(act.absent), len(act.replacements), len(act.people)) == (1, 1, len(before.people))
    assert (before.absent, before.replacements) == ((), ())


def _second_day(folder: Path, *, refusal: bool) -> World:
    folder.mkdir()
    world = world_at("plan", folder)
    with pytest.MonkeyPatch.context() as patch:
        if not refusal:
            patch.setattr(stage, "_somebody_stays", lambda _: None)
        stage._acts(world)
    return world


def _kinds(world: World) -> Counter[str]:
    lines = read_record(world.neutral).record.lines
    return Counter(line.draft.event.kind for line in lines if line.org == "neutral")


def _acts(world: World) -> dict[tuple[str, str], ActState]:
    return {(one.act.tranche, str(one.act.direction)): one for one in world.state().acts}


def test_a_notice_names_people_and_nothing_else(tmp_path: Path) -> None:
    """The body of a notice is a list of commitments in order: not a gate, not a date, not a number."""
    state = read_record(world_at("gates", tmp_path).seat("north"))
    bodies = [line.draft.event.body for line in state.record.lines if line.draft.event.kind == "people.not_travelling"]

    assert bodies
    for body in bodies:
        people = body["people"]
        assert list(body) == ["people"]
        assert isinstance(people, list)
        assert people == sorted(Ref(str(one)) for one in people)
