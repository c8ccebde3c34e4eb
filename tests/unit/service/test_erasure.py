"""Erasing a person at one seat: what goes, what is recorded, and what is said about the rest."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from homeward.model.findings import Refusal, stopping
from homeward.model.ids import OfficerId
from homeward.model.people import ListKind
from homeward.service import crossing, erasure, planning
from homeward.service.erasure import erase_people, finish_erasure
from homeward.service.lists import list_root
from homeward.service.reading import read_record
from tests.world import AGENTS, DELEGATES, LIST_OFFICERS, World

WHO = "holding/H-11"


def erasures(world: World, org: str) -> list[dict[str, object]]:
    """Return the bodies of the erasures in a seat's own log."""
    lines = read_record(world.seat(org)).record.lines
    return [dict(one.draft.event.body) for one in lines if one.org == org and one.draft.event.kind == "vault.erased"]


def opened_refs(world: World, org: str, kind: str) -> set[str]:
    """Return whom the documents of a kind are about at a seat."""
    return {one.person for one in world.seat(org).vault.get(kind)}


@pytest.mark.parametrize("people", [[], ["holding/H-999"], ["H-11"], ["north/holding/H-11"], ["wish/H-11"]])
def test_an_unknown_person_is_refused(at_step: Callable[[str], World], people: list[str]) -> None:
    """Nobody of that name here: nothing is erased and nothing recorded, so a slip is not taken for an erasure."""
    world = at_step("final")
    before = world.files("north")

    with pytest.raises(Refusal) as refused:
        erase_people(world.seat("north"), people, LIST_OFFICERS)

    assert refused.value.code == "ERASE-1"
    assert world.files("north") == before


def test_an_erased_person_is_nowhere_in_the_vault(at_step: Callable[[str], World]) -> None:
    """Every document about the person is gone; everybody else's stay; the record says how many, never who."""
    world = at_step("plan")
    north = world.seat("north")
    kinds = ("entry:holding", "proposal:north>south", "final:north>south", planning.PAPER)
    assert all(WHO in opened_refs(world, "north", kind) for kind in kinds)

    erased = erase_people(north, [WHO, WHO], LIST_OFFICERS)

    assert erased.persons == 1
    assert WHO not in north.vault.people()
    assert not [kind for kind in kinds if WHO in opened_refs(world, "north", kind)]
    assert "holding/H-12" in opened_refs(world, "north", "final:north>south")
    assert erasures(world, "north") == [{"epoch": 1, "persons": 1}]


def test_the_commitment_stays_and_nothing_opens_it(at_step: Callable[[str], World]) -> None:
    """The record is as it was, and no salt is left in the vault's file that could confirm a guess."""
    world = at_step("plan")
    north = world.seat("north")
    document = next(one for one in north.vault.get("final:north>south") if one.person == WHO)
    value = document.value.disclose()
    assert isinstance(value, dict)
    before = {path: data for path, data in world.files("north", "record").items() if "south" in path}

    erase_people(north, [WHO], LIST_OFFICERS)

    kept = [north.vault.kept(name) for name in ("erased:entry:holding", "papers-erased", "plan", "received")]
    assert document.key in {one.ref for one in planning.papers(north)}
    assert str(value["salt"]) not in str(kept)
    assert {path: data for path, data in world.files("north", "record").items() if "south" in path} == before


def test_the_exchange_goes_on_after_an_erasure(at_step: Callable[[str], World]) -> None:
    """Roots signed with an erased person still hold: the plan is checked, and the act drafted, as before."""
    world = at_step("plan")
    north = world.seat("north")
    root = list_root(north, ListKind.HOLDING)

    erase_people(north, [WHO], LIST_OFFICERS)

    assert list_root(north, ListKind.HOLDING) == root
    assert not stopping(planning.check_plan(north))
    tranche = world.terms().tranches[0]
    act, done = crossing.propose_act(north, tranche.id, world.terms().directions[0], AGENTS)
    assert len(act.people) == 12
    assert {need.org for need in done.missing} == {"south"}


@pytest.mark.parametrize("who", ["north/holding/H-11", "south/wish/W-20"])
def test_the_neutral_erases_too(at_step: Callable[[str], World], who: str) -> None:
    """At the neutral's seat what was matched with the person goes as well, and the plan can still be read."""
    world = at_step("plan")
    neutral = world.neutral
    placed = len(planning.papers(neutral))

    erased = erase_people(neutral, [who], DELEGATES)

    assert erased.persons == 1
    assert who not in neutral.vault.people()
    pairs = [one for one in neutral.vault.get("pair:north>south") if who in (one.person, one.about)]
    finals = [one for one in neutral.vault.get("final:north>south") if who in (one.person, one.about)]
    assert (pairs, finals) == ([], [])
    assert len(planning.papers(neutral)) in (placed, placed - 1)
    planning.check_plan(neutral)


@pytest.mark.parametrize("officers", [LIST_OFFICERS[:1], AGENTS, (OfficerId("list-1"), OfficerId("nobody"))])
def test_one_officer_erases_nobody(at_step: Callable[[str], World], officers: tuple[OfficerId, ...]) -> None:
    """Without two list officers nothing is erased, nothing recorded, and nothing waits to be completed by one."""
    world = at_step("final")
    north = world.seat("north")

    with pytest.raises(Refusal):
        erase_people(north, [WHO], officers)

    assert WHO in north.vault.people()
    assert erasures(world, "north") == []
    assert finish_erasure(north) == 0
    assert WHO in north.vault.people()


def test_an_interrupted_erasure_is_finished(at_step: Callable[[str], World], monkeypatch: pytest.MonkeyPatch) -> None:
    """If the power goes between the record and the vault, the next look at the seat finishes it, once."""
    world = at_step("final")
    north = world.seat("north")
    with monkeypatch.context() as cut:
        cut.setattr(erasure, "finish_erasure", _power_cut)
        with pytest.raises(OSError, match="no power"):
            erase_people(north, [WHO], LIST_OFFICERS)
    assert WHO in north.vault.people()

    assert finish_erasure(north) == 1

    assert WHO not in north.vault.people()
    assert finish_erasure(north) == 0
    assert erase_people(north, ["holding/H-12"], LIST_OFFICERS).persons == 1
    assert erasures(world, "north") == [{"epoch": 1, "persons": 1}, {"epoch": 2, "persons": 1}]


@pytest.mark.parametrize(
    ("step", "org", "who", "shown"),
    [
        pytest.param("sealed", "north", WHO, [], id="nobody was shown anything"),
        pytest.param("lists", "north", WHO, ["neutral"], id="the neutral was"),
        pytest.param("final", "north", WHO, ["neutral", "south"], id="the other side was"),
        pytest.param("lists", "neutral", "north/" + WHO, [], id="the neutral showed nobody"),
        pytest.param("matched", "neutral", "north/" + WHO, ["north", "south"], id="the neutral showed both"),
    ],
)
def test_what_cannot_be_reached_is_said(
    at_step: Callable[[str], World], step: str, org: str, who: str, shown: list[str]
) -> None:
    """An erasure names the seats that were shown the person, lists, papers, backups, and the commitments that stay."""
    world = at_step(step)

    beyond = erase_people(world.seat(org), [who], DELEGATES if org == "neutral" else LIST_OFFICERS).beyond

    assert [one.split()[1] for one in beyond if one.startswith("what ")] == shown
    assert all(any(word in one for one in beyond) for word in ("lists/", "backups", "commitments"))


def test_an_old_copy_of_the_vault_is_of_no_use(at_step: Callable[[str], World], tmp_path: Path) -> None:
    """A copy of vault.sqlite from before the erasure does not open with the keys the seat has left."""
    world = at_step("final")
    folder = world.folder("north")
    old = (folder / "vault.sqlite").read_bytes()

    erase_people(world.seat("north"), [WHO], LIST_OFFICERS)

    kept = sorted(path.name for path in (folder / "keys").glob("vault.key*"))
    assert kept == ["vault.key.1"]
    assert (folder / "vault.sqlite").read_bytes() != old
    assert not list(tmp_path.rglob("vault.sqlite-*"))


def _power_cut(_: object) -> int:
    raise OSError("no power")
