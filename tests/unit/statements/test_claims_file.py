"""Files of claims/1 as programs write them: named, dated, with one key for copies."""

import json
from datetime import date

import pytest

from homeward.model.findings import Json
from homeward.statements import ClaimsFile, read_claims_files

ROW: dict[str, Json] = {
    "id": "c1",
    "quote": "forty",
    "speaker": {"party": "EAST", "role": "mod", "office": "Ministry of East"},
    "category": "persons",
    "modality": "done",
    "direction": "EAST>WEST",
}


def file(name: str = "d1", /, *rows: dict[str, Json], **head: Json) -> ClaimsFile:
    """Return a file with one claim, or those given."""
    value: Json = {"schema": "claims/1", **head, "claims": list(rows) or [ROW]}
    return ClaimsFile(name=name, source=f"{name}.json", data=json.dumps(value).encode())


def test_parties_are_those_between_whom_people_cross() -> None:
    """Codes of directions become parties in every file; whoever else speaks takes no part."""
    far: dict[str, Json] = {**ROW, "id": "c2", "speaker": {"party": "FAR", "role": "hos"}, "direction": "both"}

    claims, findings = read_claims_files([file("d1", far, said_on="2025-03-01"), file("d2", said_on="2025-03-01")])

    assert findings == ()
    assert [(one.id, one.statement.party, one.direction) for one in claims] == [
        ("d1-c2", "third", "both"),
        ("d2-c1", "east", "east>west"),
    ]
    assert claims[1].statement.office == "Ministry of East"


def test_a_number_too_long_to_read_is_told() -> None:
    """A number of thousands of digits is a finding, and no end of the program."""
    _, findings = read_claims_files([ClaimsFile(name="d", source="d.json", data=b'{"x": ' + b"9" * 5_000 + b"}")])

    assert [one.code for one in findings] == ["STATEMENT-1"]


def test_codes_may_be_given_their_ids() -> None:
    """A seat gives the ids of its exchange; a code that it does not know takes no part."""
    claims, _ = read_claims_files([file(said_on="2025-03-01")], parties={"EAST": "e-1"})

    assert (claims[0].statement.party, claims[0].direction) == ("e-1", "e-1>west")


@pytest.mark.parametrize("key", ["said_on", "published_on", "published", "date"])
def test_a_document_is_dated_by_its_own_day(key: str) -> None:
    """Whatever the writer calls the day of the document, it is when its claims were said."""
    claims, _ = read_claims_files([file(**{key: "2025-03-01"})])

    assert claims[0].statement.said_on == date(2025, 3, 1)


def test_a_document_without_a_day_is_dated_by_what_took_place() -> None:
    """The last day on which something took place dates it; what is only expected does not."""
    rows: list[dict[str, Json]] = [
        {**ROW, "event_date": "2025-03-01"},
        {**ROW, "id": "c2", "event_date": "2025-03-05", "modality": "expected"},
    ]

    claims, findings = read_claims_files([file("d1", *rows)])

    assert findings == ()
    assert {one.statement.said_on for one in claims} == {date(2025, 3, 1)}


def test_a_document_with_no_day_at_all_is_told() -> None:
    """Claims that nobody can date are a finding."""
    _, findings = read_claims_files([file()])

    assert [(one.code, one.where.field) for one in findings] == [("STATEMENT-10", "said_on")]


@pytest.mark.parametrize("data", [b"{", b"[]", b'{"claims": 1, "schema": "claims/1"}'])
def test_what_is_no_claims_file_is_told_once(data: bytes) -> None:
    """A file that is no claims/1 has one finding and no claim."""
    claims, findings = read_claims_files([ClaimsFile(name="x", source="x.json", data=data)])

    assert (claims, len(findings)) == ((), 1)


def test_copies_share_an_origin() -> None:
    """Files whose texts are copies have one key; a key written in the file wins."""
    text = "both sides freed three hundred and ninety people at the border on friday officials said in the evening"
    files = [
        file("d1", said_on="2025-03-01", text=text),
        file("d2", said_on="2025-03-01", text=text.upper()),
        file("d3", said_on="2025-03-01", origin="agency-7"),
        file("d4", said_on="2025-03-01", text="something else"),
    ]

    origins = [one.statement.origin for one in read_claims_files(files)[0]]

    assert origins[0] == origins[1] != origins[3]
    assert origins[2] == "agency-7"


def test_a_name_becomes_the_start_of_an_id() -> None:
    """Whatever a file is called, the ids of its claims have letters, digits and strokes only."""
    claims, _ = read_claims_files([file("Report 1 (Day)", said_on="2025-03-01")])

    assert claims[0].id == "report-1-day-c1"
