"""The agreements on record: terms, happenings and what they must give fit each other."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from homeward.model.terms import Op, Terms
from homeward.terms import Rule, read_terms

AGREEMENTS = Path(__file__).parents[3] / "examples" / "agreements"
IDS = sorted(path.name.removesuffix(".expected") for path in AGREEMENTS.glob("*.expected"))
UNKNOWN = "not known"


def terms_of(agreement: str) -> Terms:
    """Read the terms, which are free of slips."""
    data = (AGREEMENTS / f"{agreement}.toml").read_bytes()
    terms, findings = read_terms(data, source=f"{agreement}.toml", parties=())
    assert terms is not None, findings
    return terms


def loaded(name: str) -> dict[str, Any]:
    """Read a file beside the terms as plain values."""
    return tomllib.loads((AGREEMENTS / name).read_text(encoding="utf-8"))


def test_there_are_twenty_one() -> None:
    """Each agreement has its three files."""
    assert len(IDS) == 21
    assert sorted(path.name for path in AGREEMENTS.glob("*.toml")) == sorted(
        f"{one}{ending}" for one in IDS for ending in (".toml", ".events.toml")
    )


@pytest.mark.parametrize("agreement", IDS)
def test_the_linter_finds_what_the_source_says(agreement: str) -> None:
    """Nothing else and nothing less than was written from the source."""
    data = (AGREEMENTS / f"{agreement}.toml").read_bytes()
    _, findings = read_terms(data, source=f"{agreement}.toml", parties=())
    expected = loaded(f"{agreement}.expected")["finding"]

    found = [(one.code, one.where.field or "") for one in findings]

    assert sorted(found) == sorted((one["code"], one["at"]) for one in expected)


@pytest.mark.parametrize("agreement", IDS)
def test_every_expectation_has_a_code_a_place_and_a_reason(agreement: str) -> None:
    """A finding is expected once, at a clause that exists, with the reason from the source."""
    terms = terms_of(agreement)
    codes, clauses = {rule.code for rule in Rule}, {one.id for one in terms.clauses}
    expected = loaded(f"{agreement}.expected")["finding"]

    for one in expected:
        assert one["code"] in codes
        assert one["because"]
        if one["at"].startswith("clause "):
            assert one["at"].removeprefix("clause ").partition(", ")[0] in clauses
    places = [(one["code"], one["at"]) for one in expected]
    assert len(set(places)) == len(places)


@pytest.mark.parametrize("agreement", IDS)
def test_every_commitment_has_its_row_and_the_row_adds_up(agreement: str) -> None:
    """Performed, outstanding and unexplained together are what was agreed, wherever all of them are known."""
    terms, expected = terms_of(agreement), loaded(f"{agreement}.expected")
    rows = {row["commitment"]: row for row in expected["row"]}

    assert list(rows) == [row["commitment"] for row in expected["row"]]
    assert set(rows) == {one.id for one in terms.commitments}
    for one in terms.commitments:
        row = rows[one.id]
        counts = [row[key] for key in ("performed", "outstanding", "unexplained")]
        if one.op in (Op.EQ, Op.AT_LEAST, Op.RANGE):
            assert row["agreed"] == one.count
        if UNKNOWN not in (row["agreed"], *counts) and one.op is not Op.UP_TO:
            assert sum(counts) == row["agreed"]
        if row["agreed"] == UNKNOWN:
            assert row["outstanding"] == UNKNOWN
        assert row["because"]


@pytest.mark.parametrize("agreement", IDS)
def test_what_happened_is_in_order_and_about_what_was_agreed(agreement: str) -> None:
    """Happenings name commitments, tranches, steps and events of the terms, between the agreement and the last day."""
    terms, events = terms_of(agreement), loaded(f"{agreement}.events.toml")
    known: dict[str, set[Any]] = {
        "counts": {one.id for one in terms.commitments},
        "tranche": {one.id for one in terms.tranches},
        "step": {one.id for one in terms.provisions.steps},
        "event": {one.id for one in terms.provisions.events},
        "holder": set(terms.holders),
        "receiver": set(terms.holders),
    }
    until: date = loaded(f"{agreement}.expected")["until"]

    assert events["agreement"] == agreement
    days = [one["on"] for one in events["happening"]]
    assert days == sorted(days)
    assert all(terms.agreed_on <= day <= until for day in days)
    for one in events["happening"]:
        for key, ids in known.items():
            named = one.get(key, ())
            assert ({named} if isinstance(named, str) else set(named)) <= ids
        for several in ("listed", "reasons"):
            assert set(one.get(several, ())) <= set(one.get("counts", ()))


@pytest.mark.parametrize("agreement", IDS)
def test_the_counts_that_crossed_make_up_the_rows(agreement: str) -> None:
    """Added up by hand from the happenings: what crossed under a commitment or its tranches is performed or beyond."""
    terms, events = terms_of(agreement), loaded(f"{agreement}.events.toml")["happening"]
    rows = {row["commitment"]: row for row in loaded(f"{agreement}.expected")["row"]}
    crossed: dict[str, int | None] = {one.id: 0 for one in terms.commitments}
    for day, name, count in (
        (one["on"], name, count)
        for one in events
        if one["what"] in {"handover", "split"}
        for name, count in one["counts"].items()
    ):
        corrected = [one["counts"][name] for one in events if one.get("of") == day and name in one["counts"]]
        counted, so_far = (corrected or [count])[0], crossed[name]
        crossed[name] = None if counted == UNKNOWN or so_far is None else so_far + counted
    for part in (one for one in terms.commitments if one.tranche is not None):
        wholes = [one for one in terms.commitments if one.tranche is None and one.direction == part.direction]
        whole = next(one for one in wholes if one.category == part.category)
        before, more = crossed[whole.id], crossed[part.id]
        crossed[whole.id] = None if before is None or more is None else before + more

    for name, number in crossed.items():
        row = rows[name]
        if number is None:
            # Nobody can be beyond all.
            is_all = next(one.op for one in terms.commitments if one.id == name) is Op.ALL
            assert (row["performed"], row["beyond"]) == (UNKNOWN, 0 if is_all else UNKNOWN)
        else:
            assert row["performed"] + row["beyond"] == number
