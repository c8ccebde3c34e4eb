"""An agreement is amended: both sides sign the next version, and what was planned before is checked again."""

from __future__ import annotations

from pathlib import Path

import pytest

from homeward.model.findings import Refusal
from homeward.model.terms import Terms
from homeward.service import ceremony, planning
from homeward.service.acting import perform
from homeward.service.waiting import waiting
from homeward.terms import read_terms, terms_record
from tests.house.test_docs import kind_rows
from tests.world import HEADS, PARTIES, TERMS, World, world_at


def amended(world: World, *changes: tuple[str, str], version: int = 2) -> Terms:
    """Return the small agreement's next version with these changes of words."""
    clause = f'\n[amendment]\nclause = "1"\nversion = {version}\nreplaces = "{world.state().terms_digest}"\n'
    text = TERMS
    for old, new in (("format = 1", "format = 2"), *changes):
        assert old in text
        text = text.replace(old, new)
    text += clause
    terms, _ = read_terms(text.encode(), source="terms.toml", parties=list(PARTIES))
    assert terms is not None
    return terms


def agree(world: World, terms: Terms) -> None:
    """Let both sides sign *terms*."""
    ceremony.propose_terms(world.neutral, terms, ())
    world.all_sign("amendment", HEADS)


LONGER = ("arrival_days = 1", "arrival_days = 3")
"""A change no plan depends on."""

FEWER = (("count = 9", "count = 8"), ("count = 24", "count = 23"))
"""A change no plan of the earlier version keeps."""


def test_a_new_version_is_in_force_when_both_sides_have_signed_it(tmp_path: Path) -> None:
    """One side's signatures change nothing."""
    world = world_at("final", tmp_path)
    before = world.state().terms_digest
    ceremony.propose_terms(world.neutral, amended(world, LONGER), ())
    assert world.state().terms_digest == before

    [waits] = waiting(world.neutral)
    told = next(who for kind, _, _, who in kind_rows() if kind == "terms.amended")
    assert [f"{need.persons} of each party ({need.role.value})" for need in waits.missing] == [told, told]
    world.all_sign("amendment", HEADS)

    assert {world.state(org).terms.deadlines.arrival_days for org in world.seats} == {3}  # type: ignore[union-attr]
    assert world.state().earlier_terms == (before,)


def test_a_plan_that_keeps_the_new_version_stands(tmp_path: Path) -> None:
    """Nobody plans again for a change that moves no person."""
    world = world_at("plan", tmp_path)
    plan = world.state().plan

    agree(world, amended(world, LONGER))

    assert plan is not None
    assert world.state().plan == plan
    assert [one for one in planning.check_plan(world.neutral) if one.severity.value != "advice"] == []


def test_a_plan_that_does_not_keep_it_is_set_aside(tmp_path: Path) -> None:
    """The old plan is checked under the version in force, and a new one can be signed."""
    world = world_at("plan", tmp_path)

    agree(world, amended(world, *FEWER))

    assert world.state().plan is None
    assert world.state().terms is not None


def test_what_happened_cannot_be_amended_away(tmp_path: Path) -> None:
    """After the first handover neither its window nor a plan half carried out can be taken back."""
    world = world_at("acts", tmp_path)

    with pytest.raises(Refusal) as refused:
        agree(world, amended(world, ("on = 2026-03-10", "on = 2026-03-09")))
    assert refused.value.code == "ADMIT-27"
    with pytest.raises(Refusal) as refused:
        agree(world, amended(world, *FEWER))
    assert refused.value.code == "ADMIT-28"


@pytest.mark.parametrize("version", [1, 3])
def test_only_the_next_version_can_be_signed(tmp_path: Path, version: int) -> None:
    """A version is counted, so nobody can sign past another."""
    world = world_at("terms", tmp_path)
    if version == 1:
        terms, _ = read_terms(TERMS.encode(), source="terms.toml", parties=list(PARTIES))
        assert terms is not None
    else:
        terms = amended(world, LONGER, version=version)

    with pytest.raises(Refusal) as refused:
        agree(world, terms)

    assert refused.value.code == "ADMIT-25"
    assert "version = 2" in refused.value.hint


def test_the_law_holds_for_every_version(tmp_path: Path) -> None:
    """No amendment waives the wish."""
    world = world_at("terms", tmp_path)
    terms = amended(world, ('kind = "wish"', 'kind = "safety"'))

    with pytest.raises(Refusal, match="TERMS-0"):
        agree(world, terms)
    with pytest.raises(Refusal) as refused:
        perform(world.neutral, "terms.amended", {"terms": terms_record(terms)}, ())
    assert refused.value.code == "ADMIT-26"
