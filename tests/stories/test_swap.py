"""The parties' names mean nothing: exchanged, they exchange the plan's sides and change nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from homeward.adapters.lots import SeededLots
from homeward.model.people import ListKind
from homeward.model.plans import Plan
from homeward.model.terms import Direction, Terms, Tranche
from homeward.planning import plan_from_record
from homeward.service.bundles import bundle_out
from homeward.service.standing import people_on_final_lists
from tests import world as stage
from tests.world import PARTIES, STEPS, World, open_world, world_at

OTHER: Final[Mapping[str, str]] = {"north": "south", "south": "north"}
SAME: Final[Mapping[str, str]] = {"north": "north", "south": "south"}


@dataclass(frozen=True, slots=True)
class Reversed:
    """Terms as a story reads them, with the directions in the other order: each side does its part when it would."""

    terms: Terms

    @property
    def directions(self) -> tuple[Direction, ...]:
        """The directions, those of the other side first."""
        return tuple(reversed(self.terms.directions))

    @property
    def tranches(self) -> tuple[Tranche, ...]:
        """The tranches as they are."""
        return self.terms.tranches

    @property
    def dated(self) -> tuple[tuple[Tranche, date], ...]:
        """The tranches with their days as they are."""
        return self.terms.dated


def swapped(text: str) -> str:
    """Return *text* with the two parties' names exchanged, in capitals or not."""
    for north, south in (("north", "south"), ("North", "South")):
        text = text.replace(north, "\0").replace(south, north).replace("\0", south)
    return text


def with_names_exchanged(folder: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """Play the small exchange up to the plan with the parties' names exchanged, the same lots for the same side."""
    list_csv, lots, gates, terms = stage.list_csv, stage._lots, stage.gates_csv(), World.terms
    monkeypatch.setattr(stage, "EXCHANGE", swapped(stage.EXCHANGE))
    monkeypatch.setattr(stage, "TERMS", swapped(stage.TERMS))
    monkeypatch.setattr(stage, "list_csv", lambda org, kind: list_csv(OTHER[org], kind))
    monkeypatch.setattr(stage, "gates_csv", lambda: swapped(gates))
    monkeypatch.setattr(stage, "_lots", lambda org, drawn: lots(OTHER.get(org, org), drawn))
    monkeypatch.setattr(stage, "PARTIES", tuple(reversed(PARTIES)))
    monkeypatch.setattr(World, "terms", lambda world: Reversed(terms(world)))
    stage._found(folder)
    world = open_world(folder)
    for step in STEPS[1 : STEPS.index("plan") + 1]:
        stage._STORY[step](world)
    return world


def plan_of(world: World) -> Plan:
    """Return the plan as the neutral keeps it."""
    return plan_from_record(world.neutral.vault.kept("plan"))


def places(plan: Plan, names: Mapping[str, str]) -> dict[str, tuple[object, ...]]:
    """Return each person's place by commitment, with the sides named by *names*."""
    return {
        one.ref: (
            names[one.direction.holder],
            names[one.direction.receiver],
            one.tranche,
            one.reserve_rank,
            one.is_outside_total,
            one.reasons,
        )
        for one in plan.placements
    }


def test_exchanged_names_exchange_the_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each person has the same place for the same reasons whichever of the two names their side bears."""
    world = world_at("plan", tmp_path)
    plain = plan_of(world)
    people = {one.candidate.ref: one.holding_row for one in people_on_final_lists(world.neutral, world.terms())}

    other = with_names_exchanged(tmp_path / "exchanged", monkeypatch)
    exchanged = plan_of(other)

    assert places(exchanged, OTHER) == places(plain, SAME)
    assert places(exchanged, SAME) != places(plain, SAME)
    assert exchanged.levels == plain.levels
    assert exchanged.seed == plain.seed
    assert {place.ref for place in plain.placements} <= set(people)


@pytest.mark.parametrize("org", PARTIES)
def test_lists_were_exchanged_too(org: str) -> None:
    """The check compares what it says: the two sides' lists differ."""
    assert stage.list_csv(org, ListKind.WISH) != stage.list_csv(OTHER[org], ListKind.WISH)


def test_the_same_seeds_give_the_same_bytes(tmp_path: Path) -> None:
    """Two exchanges with one seed have the same record and the same plan, byte for byte, at every seat."""
    first = world_at("plan", tmp_path)
    root = tmp_path / "again"
    stage._found(root)
    second = open_world(root)
    for step in STEPS[1 : STEPS.index("plan") + 1]:
        stage._STORY[step](second)

    assert {org: first.files(org, "record") for org in stage.ORGS} == {
        org: second.files(org, "record") for org in stage.ORGS
    }
    assert plan_of(first) == plan_of(second)


def test_another_seed_gives_another_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The equality above comes from the seed: with another one even the first record differs."""
    plain = world_at("genesis", tmp_path)
    monkeypatch.setattr(stage, "_lots", lambda org, drawn: SeededLots(seed=f"other/{org}".encode(), drawn=drawn))
    root = tmp_path / "other"
    stage._found(root)
    other = open_world(root)
    stage._STORY["genesis"](other)

    assert plain.files("north", "record") != other.files("north", "record")
    assert bundle_out(plain.neutral, PARTIES[0]) != bundle_out(other.neutral, PARTIES[0])
