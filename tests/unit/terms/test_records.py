"""Terms as the bytes two sides sign: one agreement has one record, and nothing else is taken for one."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from homeward.model.canonical import decode, digest, encode
from homeward.model.findings import Json, Refusal
from homeward.terms import terms_from_record, terms_record
from tests.unit.terms.agreement import sound

VECTORS = Path(__file__).parents[2] / "vectors" / "terms"

BAD: dict[str, Callable[[Any], Any]] = {
    "a field missing": lambda terms: terms.pop("title"),
    "a field too many": lambda terms: terms.update(weight=1),
    "text for a number": lambda terms: terms["reserve"].update(persons="5"),
    "true for a number": lambda terms: terms["reserve"].update(persons=True),
    "nothing for a number": lambda terms: terms["reserve"].update(persons=None),
    "a number for a list": lambda terms: terms.update(gates=3),
    "a negative number": lambda terms: terms["reserve"].update(persons=-1),
    "an unknown word": lambda terms: terms["gates"][0].update(kind="papers"),
    "a number for a word": lambda terms: terms["gates"][0].update(kind=3),
    "a date in another form": lambda terms: terms.update(agreed_on="20260301"),
    "no date": lambda terms: terms.update(agreed_on="2026-02-30"),
    "words of a set out of order": lambda terms: terms["categories"][2]["healths"].reverse(),
    "words of a set twice": lambda terms: terms["categories"][2]["healths"].append("seriously_wounded"),
    "parties out of order": lambda terms: terms["parties"].reverse(),
    "a party twice": lambda terms: terms["parties"].insert(0, "north"),
    "a clause twice": lambda terms: terms["clauses"].append(terms["clauses"][0]),
    "a category's id with a hyphen": lambda terms: terms["categories"][0].update(id="p-w"),
    "a tranche's id with a space": lambda terms: terms["tranches"][0].update(id="day 1"),
    "an unknown party": lambda terms: terms["commitments"][0]["direction"].update(holder="east"),
    "an unknown clause": lambda terms: terms["publicity"].update(clause="9"),
    "an unknown category": lambda terms: terms["commitments"][0].update(category="old"),
    "an unknown category in the order": lambda terms: terms["priority"]["order"].append("old"),
    "an unknown tranche": lambda terms: terms["commitments"][0].update(tranche="day-9"),
    "a count without a count": lambda terms: terms["commitments"][0].update(count=None),
    "all with a count": lambda terms: terms["commitments"][0].update(op="all"),
    "empty text": lambda terms: terms.update(title=""),
    "text that changes direction": lambda terms: terms.update(title="30 \u202efor 30"),
}


def test_a_record_round_trips() -> None:
    """Terms read back from their bytes are the same terms."""
    terms = sound()

    assert terms_from_record(decode(encode(terms_record(terms)))) == terms


def test_the_record_of_format_1_is_pinned() -> None:
    """The bytes of the first format never change: what was signed once must be readable, and equal, for ever."""
    assert digest(encode(terms_record(sound()))) == "c9a4375b569c01ae03b4f93a0410664371fc5189142a58b133906b1199a7fd00"


@pytest.mark.parametrize("version", [1, 2])
def test_a_record_of_each_released_format_is_read(version: int) -> None:
    """A record kept from each format is read, and would be written again with the same bytes."""
    kept = (VECTORS / f"record-format-{version}.json").read_bytes()

    terms = terms_from_record(decode(kept))

    assert encode(terms_record(terms)) == kept


@pytest.mark.parametrize("fault", BAD)
def test_a_malformed_record_is_refused(fault: str) -> None:
    """A record that no terms file could give, or that could be written in another way, is refused."""
    record: Any = decode(encode(terms_record(sound())))
    BAD[fault](record["terms"])

    with pytest.raises(Refusal) as refused:
        terms_from_record(record)

    assert refused.value.code == "TERMS-39"
    assert refused.value.hint


@pytest.mark.parametrize(
    "value", [None, 3, [], {}, {"format": 1}, {"format": True, "terms": {}}, {"format": 0, "terms": 1}]
)
def test_what_is_no_record_is_refused(value: Json) -> None:
    """Any other JSON is refused as malformed."""
    with pytest.raises(Refusal) as refused:
        terms_from_record(value)

    assert refused.value.code == "TERMS-39"


@pytest.mark.parametrize("version", [True, 0, -1])
def test_another_first_format_is_refused(version: int) -> None:
    """Only the number 1 stands for the first format, not what compares equal to it."""
    record: Any = terms_record(sound())

    with pytest.raises(Refusal) as refused:
        terms_from_record({"format": version, "terms": record["terms"]})

    assert refused.value.code == "TERMS-39"


def test_a_newer_record_is_refused() -> None:
    """A record in a format of the future is not guessed at."""
    with pytest.raises(Refusal) as refused:
        terms_from_record({"format": 3, "terms": {}})

    assert refused.value.code == "TERMS-38"
