"""Reasons in words, for each audience."""

import pytest

from homeward.model.ids import ClauseId
from homeward.model.plans import Audience, Reason, ReasonCode
from homeward.model.terms import Op
from homeward.planning import reason_text
from tests.unit.planning.cast import ONE, WOMEN, agreement, owes

TERMS = agreement(owes("first", Op.EQ, 1))
SERIOUS = Reason(code=ReasonCode.SERIOUS, clause=None, detail="GC III 109")
PRIORITY = Reason(code=ReasonCode.PRIORITY, clause=ClauseId("4"), detail=WOMEN)
GROUP = Reason(code=ReasonCode.GROUP, clause=ClauseId("2"), detail="")
HELD = Reason(code=ReasonCode.LONGEST_HELD, clause=None, detail="400")
DRAW = Reason(code=ReasonCode.DRAW, clause=None, detail="")
RESERVE = Reason(code=ReasonCode.RESERVE, clause=ClauseId("5"), detail="3")
NOWHERE = Reason(code=ReasonCode.NOT_PLACED, clause=None, detail="no place is left")


@pytest.mark.parametrize(
    ("reasons", "tranche", "sentence"),
    [
        ((SERIOUS,), ONE, "placed in t1: seriously sick or wounded, goes first (GC III 109)"),
        (
            (PRIORITY, GROUP),
            ONE,
            "placed in t1: goes before others: women (clause 4); travels together with a group (clause 2)",
        ),
        (
            (HELD, DRAW),
            ONE,
            "placed in t1: held for 400 days, the longest held go first; the public draw decided between equals",
        ),
        ((RESERVE,), None, "in the reserve: number 3 of the reserve (clause 5)"),
        ((NOWHERE,), None, "not placed: no place is left"),
    ],
)  # fmt: skip
def test_the_neutral_reads_every_step(reasons: tuple[Reason, ...], tranche: object, sentence: str) -> None:
    """Each step is said with its clause, in the order it was decided."""
    assert reason_text(reasons, audience=Audience.NEUTRAL, terms=TERMS, tranche=tranche) == sentence  # type: ignore[arg-type]


@pytest.mark.parametrize("reasons", [(SERIOUS, PRIORITY), (PRIORITY, HELD), (HELD,), (HELD, DRAW)])
def test_a_party_learns_nothing_about_health_or_priority(reasons: tuple[Reason, ...]) -> None:
    """Whatever decided, the sentence for a party is the same for all of one tranche."""
    text = reason_text(reasons, audience=Audience.PARTY, terms=TERMS, tranche=ONE)

    assert text == "placed in t1 by the order of clause 4"


def test_a_party_is_told_about_groups_and_the_reserve() -> None:
    """A party must know who travels together and who stands ready."""
    group = reason_text((SERIOUS, GROUP), audience=Audience.PARTY, terms=TERMS, tranche=ONE)
    reserve = reason_text((RESERVE, PRIORITY), audience=Audience.PARTY, terms=TERMS, tranche=None)
    nowhere = reason_text((NOWHERE,), audience=Audience.PARTY, terms=agreement(order=()), tranche=None)

    assert group == "placed in t1 by the order of clause 4, together with a group"
    assert reserve == "in the reserve by the order of clause 4"
    assert nowhere == "not placed by the agreed order"


@pytest.mark.parametrize("tranche", [ONE, None])
def test_the_public_reads_nothing_about_a_person(tranche: object) -> None:
    """The sentence for the public is one and the same for everybody."""
    texts = {
        reason_text((reason,), audience=Audience.PUBLIC, terms=TERMS, tranche=tranche)  # type: ignore[arg-type]
        for reason in (SERIOUS, PRIORITY, GROUP, HELD, DRAW, RESERVE, NOWHERE)
    }

    assert texts == {"places follow the agreement; nothing is said about any person"}
