"""Parts of a promise: whose people may be the same, and how many they are together at least."""

import pytest

from homeward.terms.parting import apart, met
from homeward.terms.simulation.outline import outline_of
from tests.unit.terms.linted import base_text, lint

PART = """
[[commitment]]
id = "together"
clause = "2"
holder = "allies"
receiver = "east"
category = "early"
op = "eq"
count = {count}
part_of = "to-east"
"""


@pytest.mark.parametrize(("count", "codes"), [(3, []), (10, []), (11, ["TERMS-46"])])
def test_a_part_of_joint_holders_may_be_of_those_of_its_members(count: int, codes: list[str]) -> None:
    """Seven of one and three of the other fill ten; those the two free together may be among them, all of the ten."""
    _, findings = lint(base_text("harbour") + PART.format(count=count))

    assert [one.code for one in findings] == codes


def test_people_meet_where_somebody_stands_at_the_same_end_of_both() -> None:
    """Each member's people may be the joint holders', and the two members' are never the same."""
    terms, _ = lint(base_text("harbour") + PART.format(count=3))
    assert terms is not None
    by_id = {one.id: one for one in terms.commitments}
    west, north, both = (by_id[one] for one in ("west-part", "north-part", "together"))

    assert apart(terms, west, north)
    assert not apart(terms, west, both)
    assert not apart(terms, both, north)
    assert [len(some) for some in met(terms, [west, north])] == [1, 1]
    assert [len(some) for some in met(terms, [west, north, both])] == [3]


def test_the_simulator_lays_the_same_parts_together() -> None:
    """What may be one and the same person is never due twice in the whole."""
    terms, _ = lint(base_text("harbour") + PART.format(count=3))
    assert terms is not None

    (group,) = outline_of(terms).groups["to-east"]

    assert set(group.ids) == {"west-part", "north-part", "together"}
    assert not group.is_apart
