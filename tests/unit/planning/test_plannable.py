"""Terms that no plan can keep yet say so, each with its clause, before anybody waits for a plan."""

from __future__ import annotations

from pathlib import Path

import pytest

from homeward.model.ids import PartyId
from homeward.model.terms import Terms
from homeward.planning.plannable import unplannable
from homeward.terms import read_terms

ROOT = Path(__file__).parents[3]


def terms_at(path: str) -> Terms:
    """Read the terms of an example."""
    terms, _ = read_terms((ROOT / path).read_bytes(), source=path, parties=(PartyId("ru"), PartyId("ua")))
    assert terms is not None
    return terms


def test_the_model_case_can_be_planned() -> None:
    """Fixed numbers on fixed days are what a plan is made for."""
    assert unplannable(terms_at("examples/istanbul-2025/terms.toml")) == ()


@pytest.mark.parametrize(
    ("agreement", "says"),
    [
        ("dix-hill-1862", "ranks are weighed (clause 1)"),
        ("gaza-2025-01", "counts as by_ratio"),
        ("ankara-2024-08", "custody "),
        ("korea-big-switch-1953", "is decided case by case"),
    ],
)
def test_what_no_plan_keeps_is_named_with_its_clause(agreement: str, says: str) -> None:
    """An officer reads what it is and where it stands."""
    gaps = unplannable(terms_at(f"examples/agreements/{agreement}.toml"))

    assert [gap for gap in gaps if says in gap], gaps
    assert all("(clause " in gap or "did not sign" in gap for gap in gaps)


def test_remains_are_no_part_of_a_plan() -> None:
    """What counts bodies neither stops a plan nor enters it."""
    terms = terms_at("examples/agreements/ru-ua-istanbul-3.toml")

    assert {one.unit.value for one in terms.commitments} == {"person", "remains"}
    assert not [gap for gap in unplannable(terms) if "bodies" in gap]
