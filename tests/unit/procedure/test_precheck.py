"""A list checked before it leaves: people who crossed or died, rows twice, categories; across spellings and scripts."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.lists import read_all
from homeward.model.findings import Severity
from homeward.model.people import Entry, ListKind
from homeward.model.terms import Terms
from homeward.procedure.precheck import Known, Past, Precheck, precheck
from homeward.terms import read_terms
from tests.world import PARTIES, TERMS, list_csv

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "istanbul-2025" / "people"
Row = Mapping[str, str]


def rows(text: str) -> list[dict[str, str]]:
    """Return the rows of a list as CSV."""
    return list(csv.DictReader(io.StringIO(text)))


def entries(found: Sequence[Row], kind: ListKind = ListKind.WISH) -> tuple[Entry, ...]:
    """Read rows as a list."""
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(found[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(found)
    return tuple(read_all([out.getvalue().encode()], source="wish.csv", kind=kind).entries)


def terms() -> Terms:
    """Return the agreement of the small exchange."""
    read, _ = read_terms(TERMS.encode(), source="terms.toml", parties=list(PARTIES))
    assert read is not None
    return read


def known(past: Past, found: Sequence[Row]) -> tuple[Known, ...]:
    """Return people known to have crossed or died."""
    return tuple(Known(past=past, entry=one, source="an earlier list") for one in entries(found))


def codes(found: Precheck) -> dict[str, list[str]]:
    """Return the rows each code was found at."""
    by_code: dict[str, list[str]] = {}
    for one in found.findings:
        by_code.setdefault(one.code, []).append(str(one.where.field))
    return by_code


WISH = rows(list_csv("north", ListKind.WISH))


def test_an_orderly_list_has_no_findings() -> None:
    """Thirty-two different people, each of a category, nobody of them gone."""
    found = precheck(entries(WISH), (), terms())

    assert found.findings == ()
    assert len(found.falls) == 32
    assert found.counts == {"pow": 24, "civilian": 8}


def test_seven_of_630_who_came_home_long_ago_are_found() -> None:
    """
    A wish list of 630 names seven people who crossed already, known only as the other side wrote them in its script.

    All seven are found, and nobody else.
    """
    ours = rows((EXAMPLE / "ua" / "wish.csv").read_text(encoding="utf-8"))
    wish = [{**one, "travel_with": ""} for one in ours][:631]
    holding = rows((EXAMPLE / "ru" / "holding.csv").read_text(encoding="utf-8"))
    pairs = {
        "W-0056": "H-0321",
        "W-0312": "H-0075",
        "W-0107": "H-0786",
        "W-0488": "H-0087",
        "W-0297": "H-0398",
        "W-0030": "H-1073",
        "W-0301": "H-0931",
    }
    gone = [{**one, "list_kind": "wish", "travel_with": ""} for one in holding if one["row_id"] in pairs.values()]

    found = precheck(entries(wish), known(Past.CROSSED, gone), None)

    assert len(entries(wish)) == 630
    assert len(found.findings) < 10
    seen = {str(one.seen).split(" of ")[0] for one in found.findings if one.code == "LEAVE-1"}
    assert seen == {f"{row} and {other}" for row, other in pairs.items()}
    assert all(one.remedy and one.source for one in found.findings)


@pytest.mark.parametrize(("past", "code"), [(Past.CROSSED, "LEAVE-1"), (Past.DEAD, "LEAVE-5")], ids=["crossed", "dead"])
def test_who_is_gone_is_found_by_exact_keys_even_alone(past: Past, code: str) -> None:
    """One person in both lists, one spelling: an error that names both rows."""
    found = precheck(entries(WISH), known(past, [WISH[4]]), terms())

    assert codes(found) == {code: [WISH[4]["row_id"]]}
    assert found.findings[0].severity is Severity.ERROR


@pytest.mark.parametrize(("past", "code"), [(Past.CROSSED, "LEAVE-2"), (Past.DEAD, "LEAVE-6")])
def test_who_resembles_somebody_gone_is_for_a_person_to_compare(past: Past, code: str) -> None:
    """A namesake with another date of birth and place is advice, and stops nothing; an older stranger is nothing."""
    other = {**WISH[4], "birth_date": "1990-01-01", "birth_place": "Estholm", "service_number": ""}
    stranger = {**other, "birth_date": "1951-01-30"}

    found = precheck(entries(WISH), known(past, [other]), terms())

    assert codes(found) == {code: [WISH[4]["row_id"]]}
    assert found.findings[0].severity is Severity.ADVICE
    assert precheck(entries(WISH), known(past, [stranger]), terms()).findings == ()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, "LEAVE-3"),
        ({"surname": "BRALAMUND", "given_names": "ALDORIN"}, None),
        ({"given_names": "Brunwik"}, "LEAVE-4"),
    ],
    ids=["the same row again", "another person altogether", "one letter otherwise"],
)
def test_rows_twice_are_found_inside_the_list(change: Row, code: str | None) -> None:
    """The same person under two row ids: an error where exact keys agree, advice where only the evidence does."""
    again = {**WISH[1], "row_id": "W-99", **change}
    wish = [{**one} for one in WISH]

    found = codes(precheck(entries([*wish, again]), (), terms()))

    assert found.get("LEAVE-3", found.get("LEAVE-4", [])) == (["W-99"] if code else [])
    assert code is None or code in found


def test_an_entry_of_no_category_is_said_and_an_offered_one_stops() -> None:
    """Without a status nobody can say under which clause a person falls; an offer of such a person is an error."""
    bare = [{**WISH[0], "category": ""}]
    offer = [{**bare[0], "list_kind": "offer"}]

    wished, offered = precheck(entries(bare), (), terms()), precheck(entries(offer, ListKind.OFFER), (), terms())

    assert codes(wished) == {"LEAVE-7": [WISH[0]["row_id"]]}
    assert codes(offered) == {"LEAVE-8": [WISH[0]["row_id"]]}
    assert wished.falls[0].clauses == ()


def test_a_bare_name_is_said() -> None:
    """A name alone tells nobody apart."""
    bare = {**WISH[0], "birth_date": "", "service_number": ""}

    assert codes(precheck(entries([bare]), (), terms())) == {"LEAVE-9": [WISH[0]["row_id"]]}


@given(st.permutations(range(8)))
@settings(max_examples=20)
def test_the_order_of_rows_changes_only_the_order_of_findings(order: list[int]) -> None:
    """Whatever the order of rows: the same things are found of the same people."""
    wish = [WISH[at] for at in range(6)] + [{**WISH[0], "row_id": "W-98"}, {**WISH[3], "category": ""}]
    wish[7]["row_id"] = "W-97"
    gone = known(Past.CROSSED, [WISH[5]])
    plain = precheck(entries(wish), gone, terms())

    mixed = precheck(entries([wish[at] for at in order]), gone, terms())

    assert sorted(one.code for one in mixed.findings) == sorted(one.code for one in plain.findings)
    assert {one.row: one.categories for one in mixed.falls} == {one.row: one.categories for one in plain.falls}
