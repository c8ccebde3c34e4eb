"""The example: the public agreement of Istanbul, May 2025."""

from pathlib import Path

from homeward.model.ids import PartyId
from homeward.model.terms import Op
from homeward.terms import read_terms

EXAMPLE = Path(__file__).parents[3] / "examples" / "istanbul-2025" / "terms.toml"


def test_the_example_is_read_without_findings() -> None:
    """The agreement that was carried out passes every check: 270 + 120 + 307 + 303 are 1,000 each way."""
    terms, findings = read_terms(EXAMPLE.read_bytes(), source="terms.toml", parties=(PartyId("ru"), PartyId("ua")))

    assert terms is not None
    assert findings == ()
    assert [(str(one.direction), one.op, one.count) for one in terms.commitments if one.tranche is None] == [
        ("ru>ua", Op.EQ, 1000),
        ("ua>ru", Op.EQ, 1000),
    ]
    assert [str(one.on) for one in terms.tranches] == ["2025-05-23", "2025-05-24", "2025-05-25"]


def test_what_is_not_public_says_so() -> None:
    """Every clause names a public source or says that it was added for the demonstration."""
    terms, _ = read_terms(EXAMPLE.read_bytes(), source="terms.toml", parties=(PartyId("ru"), PartyId("ua")))
    assert terms is not None

    added = [one.id for one in terms.clauses if one.source.startswith("added for the demonstration")]

    assert added == ["6", "7", "8", "9", "10"]
    assert all("2025" in one.source for one in terms.clauses if one.id not in added)
