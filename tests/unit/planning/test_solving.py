"""What is asked of a solver, and what is believed of its answers."""

import pytest

from homeward.model.findings import Refusal
from homeward.model.plans import Program, Row, Solution
from homeward.model.terms import Op
from homeward.planning.draw import group_ticket, weight
from homeward.planning.objectives import objectives
from homeward.planning.program import build
from homeward.planning.solving import sound
from homeward.planning.units import kinds_of
from tests.unit.planning.cast import ONE, SEED, agreement, owes, person, ref

ROOM = Program(upper=(2, 2), rows=(Row(name="a", columns=(0, 1), coefficients=(1, 1), lower=1, upper=9),), cost=(1, 2))


def test_a_sound_answer_is_believed() -> None:
    """Columns inside their bounds that keep every row and have the value stated are taken."""
    assert sound(ROOM, Solution(columns=(1, 2), objective=5, bound=5)) == (1, 2)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (Solution(columns=None, objective=0, bound=0), "has no columns"),
        (Solution(columns=(1,), objective=1, bound=1), "has no columns"),
        (Solution(columns=(3, 0), objective=3, bound=3), "leaves the bounds"),
        (Solution(columns=(-1, 2), objective=3, bound=3), "leaves the bounds"),
        (Solution(columns=(0, 0), objective=0, bound=0), "breaks a row"),
        (Solution(columns=(1, 0), objective=0, bound=0), "misstates its objective"),
        (Solution(columns=(1, 0), objective=1, bound=2), "states a bound beyond its objective"),
    ],
)
def test_an_unsound_answer_is_refused(answer: Solution, says: str) -> None:
    """Each way of being wrong is named; nothing of the answer is used."""
    with pytest.raises(Refusal, match=says) as refusal:
        sound(ROOM, answer)

    assert refusal.value.code == "PLAN-4"


def test_in_the_draw_a_group_weighs_as_its_people() -> None:
    """A group of two has one lot, counted twice: its size neither favours nor harms it."""
    terms = agreement(owes("first", Op.EQ, 2, tranche=ONE), order=())
    pair = [person(1, group="g"), person(2, group="g")]

    draw = objectives(build(kinds_of(pair, terms, SEED), terms), terms, SEED)[-1]

    assert draw.cost == (2 * weight(SEED, group_ticket(SEED, [ref(1), ref(2)]), 1, 2),)
