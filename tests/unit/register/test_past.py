"""Exchanges of the register as what a superlative is set beside: no number is made more exact than it was told."""

from __future__ import annotations

import pytest

from homeward.model.claims import CountOp
from homeward.model.ids import PartyId
from homeward.model.past import Bounds
from homeward.model.register import Told
from homeward.register import past_events
from tests.unit.register.material import one_way, past, told

PARTIES = (PartyId("north"), PartyId("south"))


@pytest.mark.parametrize(
    ("tellers", "bounds"),
    [
        ((told(200),), (200, 200)),
        ((told(200, op=CountOp.AT_LEAST),), (200, None)),
        ((told(200, op=CountOp.AT_MOST),), (0, 200)),
        ((told(200, op=CountOp.APPROX),), (180, 220)),
        ((told(200), told(207)), (200, 207)),
    ],
)
def test_a_number_keeps_what_it_allows(tellers: tuple[Told, ...], bounds: Bounds) -> None:
    """What is "at least 200" is no 200, and two tellers are two numbers."""
    (event,) = past_events([past("x", "2020-01-02", tellers, 8)], PARTIES)

    assert event.one_way == (("south>north", bounds), ("north>south", (8, 8)))


def test_what_nobody_published_is_unknown() -> None:
    """A direction without a number has none, and exchanges of others are left out."""
    exchanges = [past("x", "2020-01-02", None, 8), one_way("y", "2020-01-02", None, 9)]

    assert [event.one_way for event in past_events(exchanges, PARTIES)] == [(("north>south", (8, 8)),)]
    assert past_events(exchanges, PARTIES[:1]) == ()
