"""A plan as canonical JSON."""

from copy import deepcopy

import pytest

from homeward.model.canonical import decode, encode
from homeward.model.findings import Json, Refusal
from homeward.model.terms import Op
from homeward.planning import plan_from_record, plan_record, reserve_refs, tranche_refs
from tests.unit.planning.cast import BACK, ONE, THERE, TWO, agreement, ill, owes, person, plan_of, ref

PLAN = plan_of(
    [ill(person(1)), *(person(one, days=100 - one) for one in range(2, 7)), person(11, BACK)],
    agreement(owes("first", Op.EQ, 2, tranche=ONE), owes("second", Op.EQ, 1, tranche=TWO), reserve=2),
)


def test_a_plan_comes_back_from_its_bytes() -> None:
    """Writing, encoding, decoding and reading gives the same plan."""
    assert plan_from_record(decode(encode(plan_record(PLAN)))) == PLAN


def broken(path: list[str | int], value: Json) -> Json:
    """Return the record of the plan with one value changed."""
    record = deepcopy(plan_record(PLAN))
    place = record
    for step in path[:-1]:
        place = place[step]  # type: ignore[index]
    place[path[-1]] = value  # type: ignore[index]
    return record


@pytest.mark.parametrize(
    "record",
    [
        None,
        [],
        {},
        broken(["plan"], 2),
        broken(["extra"], 1),
        broken(["seed"], None),
        broken(["levels"], {}),
        broken(["levels", 0, 1], "1"),
        broken(["levels", 0], ["name", 1]),
        broken(["placements", 0], []),
        broken(["placements", 0, 3], 1),
        broken(["placements", 0, 5], 1),
        broken(["placements", 0, 6, 0, 0], "whim"),
        broken(["placements", 0, 6, 0], ["draw", None]),
    ],
)
def test_another_form_is_refused(record: Json) -> None:
    """A newer format, a field missing, unknown or of another type is refused, never guessed."""
    with pytest.raises(Refusal) as refusal:
        plan_from_record(record)

    assert refusal.value.code == "PLAN-7"


def test_who_crosses_and_who_stands_ready() -> None:
    """A tranche is in order of ref, the reserve in its own order, and both are of one direction."""
    assert tranche_refs(PLAN, THERE, ONE) == tuple(sorted([ref(1), ref(2)]))
    assert tranche_refs(PLAN, THERE, TWO) == (ref(3),)
    assert reserve_refs(PLAN, THERE) == (ref(4), ref(5))
    assert tranche_refs(PLAN, BACK, ONE) == reserve_refs(PLAN, BACK) == ()
