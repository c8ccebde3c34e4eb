"""Two versions of an agreement compared: what is of substance, and what is not."""

from __future__ import annotations

import pytest

from homeward.model.terms import Terms
from homeward.terms import read_terms
from homeward.terms.comparing import What, compare_terms, replaces, terms_digest
from tests.unit.terms.agreement import sound
from tests.unit.terms.variants import VALLEY, valley

TEXT = VALLEY.read_text(encoding="utf-8")


def other(*changes: tuple[str, str]) -> Terms:
    """Return the made-up agreement with *changes* made in its text, each at a place that is there."""
    text = TEXT
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    terms, findings = read_terms(text.encode(), source="x", parties=())
    assert terms is not None, findings
    return terms


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([("count = 1001\n", "count = 1002\n")], {("commitment", What.CHANGED)}),
        ([('"east-guard"', '"dawn-guard"')], {("party", What.RENAMED)}),
        ([('"north"', '"upland"')], {("party", What.RENAMED), ("commitment", What.RENAMED)}),
        (
            [('"day-1"', '"first"'), ("after day-1", "after first")],
            {("tranche", What.RENAMED), ("commitment", What.RENAMED)},
        ),
        ([('"serious"', '"grave"')], {("category", What.RENAMED), ("commitment", What.RENAMED)}),
        ([('[[clause]]\nid = "6"', '[[clause]]\nid = "6a"')], {("clause", What.RENAMED)}),
        ([("Town of North", "City of North")], {("party", What.REWORDED)}),
        ([('title = "Valley: two', 'title = "Valley: both')], {("agreement", What.REWORDED)}),
        ([("in_force = 2026-03-02", "in_force = 2026-03-03")], {("agreement", What.CHANGED)}),
        ([('commitments = ["bodies", "papers"]', 'commitments = ["papers", "bodies"]')], set()),
        ([('order = ["day-2", "bodies"]', 'order = ["bodies", "day-2"]')], set()),
        (
            [('order = ["day-1", "daily", "lists"]', 'order = ["daily", "day-1", "lists"]')],
            {("sequence", What.CHANGED)},
        ),
        ([('order = ["serious", "mothers"]', 'order = ["mothers", "serious"]')], {("priority", What.CHANGED)}),
        ([('kind = "fitness"', 'kind = "safety"')], {("gate", What.REMOVED), ("gate", What.ADDED)}),
        ([("    [clause.reserve]", '    [clause.reserve]\n    clause = "1"')], {("reserve", What.MOVED)}),
        ([("# A made-up", "# A")], set()),
    ],
)
def test_a_change_is_what_it_is(changes: list[tuple[str, str]], expected: set[tuple[str, What]]) -> None:
    """Each kind of change is told as itself, and nothing else is told beside it."""
    assert {(one.kind, one.what) for one in compare_terms(valley(), other(*changes))} == expected


def test_a_time_is_told_as_it_is_written() -> None:
    """A field that is a time stands as an agreement writes it, before and after."""
    (change,) = compare_terms(valley(), other(("48 hours before release", "3 days before release")))

    assert [(one.key, one.old, one.new) for one in change.fields] == [
        ("notice", "48 hours before release", "3 days before release")
    ]


def test_what_new_terms_replace_is_told() -> None:
    """New terms name the digest of the old, of other terms, or of none."""
    naming = other(("0" * 64, f"sha256:{terms_digest(sound())}"))

    assert replaces(naming, sound()) is True
    assert replaces(naming, valley()) is False
    assert replaces(sound(), valley()) is None
