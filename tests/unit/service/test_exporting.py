"""The record for others: whole for an auditor; the public gets the release and its proof, when the terms allow it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from homeward.adapters.store import FolderStore
from homeward.log import parse_note
from homeward.model.events import parse_event
from homeward.model.findings import Refusal
from homeward.model.ids import OrgId
from homeward.service import crossing, exporting, publishing, signing
from homeward.service.exporting import export_files, export_public
from homeward.service.publishing import published
from homeward.service.reading import read_record, verify_record
from tests.world import AGENTS, PARTIES, SPOKESPERSON, World, names


def refused(world: World, org: str = "north") -> str:
    """Return the code with which a public export is refused."""
    with pytest.raises(Refusal) as one:
        export_public(world.seat(org))
    return one.value.code


def test_an_export_verifies_on_its_own(at_step: Callable[[str], World], tmp_path: Path) -> None:
    """The exported files verify without the seat and give the same record; nobody is named in them."""
    world = at_step("bulletin")
    files = export_files(world.seat("north"))
    for path, data in files.items():
        (tmp_path / "exported" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "exported" / path).write_bytes(data)

    store = FolderStore(folder=tmp_path / "exported")
    reading = verify_record({org: store.read(org) for org in store.logs()})

    assert reading.state == read_record(world.seat("north")).state
    assert {f"policy/{org}.txt" for org in world.seats} <= set(files)
    assert not [name for name in names() if name.encode() in b"".join(files.values())]


def publication(world: World, org: str) -> dict[str, bytes]:
    """Return the files a host serves, as they were released at a seat."""
    files = published(world.seat(org)).files
    return {path: data for path, data in files.items() if path.startswith("bulletin/")}


@pytest.mark.parametrize("org", PARTIES)
def test_the_public_gets_the_release_only(at_step: Callable[[str], World], org: str) -> None:
    """The public export has the bulletin, the act that released it and a proof: no log, no list, no number of rows."""
    world = at_step("bulletin")

    files = export_public(world.seat(org))

    told = {path for path in files if not path.startswith("bulletin/")}
    assert told == {"bulletin.html", "bulletin.json", "release.note", "release.tlog-proof", f"{org}.cosigned"}
    assert {path: files[path] for path in set(files) - told} == publication(world, org)
    assert parse_event(parse_note(files["release.note"]).text).kind == "bulletin.released"
    assert not [name for name in names() if name.encode() in b"".join(files.values())]


@pytest.mark.parametrize("step", ["seats", "terms", "plan", "acts"])
def test_the_public_waits_for_the_last_arrival(at_step: Callable[[str], World], step: str) -> None:
    """Before every arrival is confirmed the public gets nothing, whatever was released."""
    assert refused(at_step(step)) in {"EXPORT-1", "EXPORT-2"}


def test_one_arrival_missing_is_too_early(at_step: Callable[[str], World]) -> None:
    """Three of four arrivals are not all."""
    world = at_step("acts")
    for seat in world.parties:
        for one in crossing.unconfirmed(seat)[: 2 if seat.org == "north" else 1]:
            crossing.confirm_arrival(seat, one.digest, (), AGENTS)
    world.carry()

    assert refused(world) == "EXPORT-2"


def test_the_terms_decide(at_step: Callable[[str], World]) -> None:
    """Where the terms do not make the record public it is not exported, even when all is over and released."""
    state = at_step("bulletin").state()
    assert state.terms is not None
    terms = replace(state.terms, publicity=replace(state.terms.publicity, record=False))

    with pytest.raises(Refusal) as one:
        exporting._require_public(replace(state, terms=terms))

    assert one.value.code == "EXPORT-1"


def test_nothing_released_is_nothing_for_the_public(at_step: Callable[[str], World]) -> None:
    """When all arrived and nothing is released yet, there is nothing to export."""
    assert refused(at_step("arrivals")) == "BULLETIN-43"


def test_a_release_is_proven_by_the_others(at_step: Callable[[str], World]) -> None:
    """Until the other seats have cosigned the log with the release in it there is no proof to export."""
    world = at_step("arrivals")
    north = world.seat("north")
    publishing.draft(north, (), date(2026, 3, 12))
    publishing.release(north, SPOKESPERSON)
    world.carry("north", "neutral", "south")
    signing.sign(world.seat("south"), "bulletin", SPOKESPERSON)

    assert refused(world, "south") == "EXPORT-3"

    world.carry("south", "neutral", "north")
    assert refused(world) == "EXPORT-3"

    world.carry("north", "neutral", "south")
    world.carry("south", "neutral", "north")
    world.carry("neutral", "north")
    assert "bulletin.html" in export_public(world.seat(OrgId("north")))
