"""What a provision is about: some promises, one tranche, and who stands behind an agreement without being a party."""

from collections.abc import Callable
from typing import Any

import pytest

from homeward.model.canonical import decode, encode
from homeward.model.findings import Refusal
from homeward.model.terms import Terms
from homeward.planning.plannable import unplannable
from homeward.terms import explain, read_terms, terms_from_record, terms_record
from tests.unit.terms.agreement import changed, read
from tests.unit.terms.linted import base_text, lint
from tests.unit.terms.variants import valley

DAY_1 = ("day-1.north.south.pow", "day-1.south.north.pow")


def bridge(more: str) -> tuple[Terms | None, list[tuple[str, str | None]]]:
    """Return the sound agreement of two days with *more* at its end, and what is found."""
    terms, findings = lint(f"{base_text('bridge')}\n{more}")
    return terms, [(one.code, one.seen) for one in findings]


def duty(commitments: str) -> str:
    """Write a duty of those who go under some promises."""
    return f'[[duty]]\nid = "d"\nclause = "1"\nmust = "carry the papers"\ncommitments = {commitments}\n'


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ('["day-1"]', DAY_1),
        ('["day-1", "day-1.north.south.pow"]', DAY_1),
        ('["total"]', ("total.north>south", "total.south>north")),
        ('["day-1.south.north.pow"]', DAY_1[1:]),
    ],
)
def test_a_tranche_stands_for_its_numbers(written: str, meant: tuple[str, ...]) -> None:
    """In a list of commitments the id of a tranche means all its numbers, each once."""
    terms, findings = bridge(duty(written))

    assert findings == []
    assert terms is not None
    assert next(one for one in terms.provisions.duties if one.id == "d").commitments == meant


def test_a_tranche_without_numbers_stands_for_nothing() -> None:
    """A provision about nobody would be read as one about everybody: the id is not known there."""
    _, findings = bridge('[[tranche]]\nid = "day-3"\nclause = "1"\non = 2026-03-12\n' + duty('["day-3"]'))

    assert findings == [("TERMS-11", "'day-3'")]


def test_a_commitment_of_the_same_name_is_meant() -> None:
    """Where a promise and a tranche have one id, a list of promises means the promise."""
    text = base_text("bridge").replace('id = "total"', 'id = "day-1"')
    terms, _ = lint(text + duty('["day-1"]'))

    assert terms is not None
    assert terms.provisions.duties[-1].commitments == ("day-1.north>south", "day-1.south>north")


def test_a_faulty_number_of_a_tranche_is_one_finding() -> None:
    """The tranche stays known, so that nothing that names it is accused too."""
    text = base_text("bridge").replace(
        'category = "pow", op = "eq", count = 15 },\n        { holder = "south"',
        'category = "pow", op = "eq", count = -1 },\n        { holder = "south"',
    )
    _, findings = lint(text + duty('["day-1"]'))

    assert {one.code for one in findings} == {"TERMS-8"}


def test_a_party_signs_and_says_nothing_else_of_it() -> None:
    """Whoever only concurs is no party."""
    text = base_text("bridge").replace('name = "North"\n', 'name = "North"\nassent = "concurs"\n')

    assert [(one.code, one.seen) for one in lint(text)[1]] == [("TERMS-5", "assent")]


def test_who_signs_beside_the_parties_is_named_with_them() -> None:
    """The mediator who signs stands among those who sign; who concurs or vouches does not; parties stay the same."""
    assert explain(valley()).opening[-1] == "Who signs: Lake mission, Town of North, Town of South."
    assert valley().parties == ("north", "south")


REFUSED: dict[str, Callable[[Any], Any]] = {
    "a party that concurs": lambda terms: terms["provisions"]["actors"][0].update(assent="concurs"),
    "an exclusion from nothing": lambda terms: terms["provisions"]["exclusions"][1].update(commitments=["none"]),
    "a duty of nobody": lambda terms: terms["provisions"]["duties"][0].update(commitments=["none"]),
    "an order of nobody": lambda terms: terms["priority"].update(commitments=["none"]),
    "an unknown ground": lambda terms: terms["provisions"]["no_exclusion"].update(bars=["mood"]),
    "some with a number": lambda terms: terms["commitments"][0].update(op="some"),
    "about without one": lambda terms: terms["commitments"][0].update(op="about", count=None),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_a_record_no_file_could_give_is_refused(fault: str) -> None:
    """What is new is checked in a record as everything else is."""
    record: Any = decode(encode(terms_record(valley())))
    REFUSED[fault](record["terms"])

    with pytest.raises(Refusal, match="malformed"):
        terms_from_record(record)


def test_the_first_format_has_no_gate_without_days() -> None:
    """What that format could not say is still a slip in it, and no record of it holds it."""
    _, findings = read(changed("valid_days = 10\n", ""))

    assert "TERMS-6" in [one.code for one in findings]


def test_a_gate_without_days_makes_a_record_of_format_2() -> None:
    """A record of the first format keeps its shape."""
    text = base_text("promise").replace("    valid_days = 7\n", "")
    terms, _ = lint(text)
    assert terms is not None

    record = terms_record(terms)

    assert isinstance(record, dict)
    assert record["format"] == 2
    assert terms_from_record(record) == terms


def test_no_plan_is_promised_where_an_order_or_an_exception_is_for_some() -> None:
    """What the planner cannot keep yet it says before anybody waits for a plan."""
    reasons = unplannable(valley())

    assert "the order holds for some promises only (clause 4)" in reasons
    assert "exclusion on-trial is an exception from some promises (clause 4)" in reasons


def test_a_time_in_no_form_says_what_was_seen_and_which_forms_there_are() -> None:
    """The finding quotes key and value, and its remedy shows every form."""
    text = base_text("promise").replace('due = "30 days after signature"', 'due = "a month from signature"')
    _, findings = read_terms(text.encode(), source="x", parties=())

    assert [(one.code, one.seen) for one in findings] == [("TERMS-9", "due = 'a month from signature'")]
    assert "N hours|days|weeks|months after|before EVENT" in findings[0].remedy
