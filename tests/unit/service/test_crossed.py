"""People of a new list who crossed already: whose list it is must be said."""

from collections.abc import Callable

import pytest

from homeward.model.findings import Refusal
from homeward.model.ids import OrgId
from homeward.model.people import ListKind
from homeward.service.crossed import crossed
from tests.world import World


def test_a_list_of_somebody_who_is_no_party_is_refused(at_step: Callable[[str], World]) -> None:
    """The neutral has no list of its own: nothing is looked up, and the hint says what to say."""
    seat = at_step("terms").seat("neutral")

    with pytest.raises(Refusal) as refused:
        crossed(seat, (), ListKind.WISH, OrgId("neutral"))

    assert refused.value.code == "MATCH-3"
    assert "--of" in (refused.value.hint or "")
