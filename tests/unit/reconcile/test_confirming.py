"""R11: a person confirms a verdict by naming its claims; the record is not touched."""

from datetime import date

import pytest

from homeward.model.claims import Result
from homeward.model.findings import Refusal
from homeward.reconcile import confirm, confirmation_record
from tests.unit.reconcile.made import claim, found, of_west

ON = date(2025, 3, 2)


def test_a_confirmation_names_the_claims() -> None:
    """Who confirms names each claim by its id, and so does what is kept."""
    (verdict,) = found([claim("a", 207), of_west("b", 195)], terms=None)

    told = confirmation_record(confirm(verdict, claims=("b", "a"), by="list-1", on=ON))

    assert told == {"rule": "R5", "result": "dispute", "claims": ["a", "b"], "by": "list-1", "on": "2025-03-02"}
    assert verdict.result is Result.DISPUTE


@pytest.mark.parametrize("claims", [(), ("a",), ("a", "b", "c")])
def test_nobody_confirms_what_he_has_not_read(claims: tuple[str, ...]) -> None:
    """A confirmation that leaves a claim out, or names another, is refused with the claims to name."""
    (verdict,) = found([claim("a", 207), of_west("b", 195)], terms=None)

    with pytest.raises(Refusal, match="other claims than those named") as refused:
        confirm(verdict, claims=claims, by="list-1", on=ON)

    assert refused.value.code == "RECONCILE-1"
