"""Claims written as JSON by a reader of free text become the same values as those a person writes."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from homeward.model.claims import CERTAIN, ClaimCount, CountOp
from homeward.model.findings import Json
from homeward.statements import Document, claims_from_json

CORPUS = Path(__file__).resolve().parents[2] / "corpus" / "statements"
DOCUMENT = Document(id="d1", said_on=date(2025, 3, 1), source="d1.json", parties={"EAST": "east", "WEST": "west"})


def row(**changed: Json) -> Json:
    """Return one claim of schema claims/1 with some fields changed."""
    base: dict[str, Json] = {
        "id": "c1",
        "quote": "forty",
        "speaker": {"party": "EAST", "role": "mod"},
        "category": "persons",
        "modality": "done",
    }
    return {**base, **changed}


def codes(value: Json) -> list[str]:
    """Return the codes found in *value* as a file."""
    return [one.code for one in claims_from_json(json.dumps(value).encode(), document=DOCUMENT)[1]]


def test_claims_keep_their_fields() -> None:
    """Ids start with the document's, codes of parties become ids, an open end stays open, a status has no count."""
    claims, findings = claims_from_json((CORPUS / "claims.json").read_bytes(), document=DOCUMENT)

    assert findings == ()
    assert [one.id for one in claims] == ["d1-c01", "d1-c02", "d1-c03"]
    assert [one.statement.party for one in claims] == ["east", "NEWS", "third"]
    assert [one.statement.office for one in claims] == [
        "Ministry of defence (EAST)",
        "News report",
        "Head of state (FAR)",
    ]
    assert [one.direction for one in claims] == ["both", "east>west", None]
    assert claims[1].count is not None
    assert (claims[1].count.op, claims[1].count.low, claims[1].count.high) == (CountOp.AT_LEAST, 200, None)
    assert claims[2].count is None


def test_a_number_too_long_to_read_is_told() -> None:
    """A number of thousands of digits is a finding like any other file that cannot be read."""
    data = b'{"claims": [{"count": {"op": "exact", "lo": ' + b"9" * 5_000 + b"}}]}"

    claims, findings = claims_from_json(data, document=DOCUMENT)

    assert (claims, [one.code for one in findings]) == ((), ["STATEMENT-1"])


def test_one_channel_of_one_speaker_is_one_statement() -> None:
    """What one speaker says on one channel of a document stands in one statement, so that parts stand side by side."""
    rows: Json = {"claims": [row(), row(id="c2"), row(id="c3", channel="tv")]}

    claims, _ = claims_from_json(json.dumps(rows).encode(), document=DOCUMENT)

    assert [one.statement.id for one in claims] == ["d1-east-mod", "d1-east-mod", "d1-east-mod-tv"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"modality": "finished"}, "STATEMENT-4"),
        ({"category": "units"}, "STATEMENT-4"),
        ({"colour": "red"}, "STATEMENT-2"),
        ({"quote": None}, "STATEMENT-3"),
        ({"speaker": {"party": "EAST"}}, "STATEMENT-3"),
        ({"speaker": "EAST"}, "STATEMENT-5"),
        ({"count": 40}, "STATEMENT-5"),
        ({"count": {"op": "exact", "lo": -1, "hi": 4}}, "STATEMENT-5"),
        ({"count": {"op": "range", "lo": 5, "hi": 4}}, "STATEMENT-6"),
        ({"event_date": "2025-02-30"}, "STATEMENT-10"),
        ({"direction": "EAST"}, "STATEMENT-4"),
        ({"part_of": "c9"}, "STATEMENT-8"),
        ({"times": 0}, "STATEMENT-5"),
        ({"times": "two"}, "STATEMENT-5"),
        ({"span": [9, 4]}, "STATEMENT-5"),
        ({"span": "here"}, "STATEMENT-5"),
        ({"evidence": [1]}, "STATEMENT-5"),
        ({"confidence": {"direction": 101}}, "STATEMENT-5"),
        ({"confidence": [90]}, "STATEMENT-5"),
        ({"via": ["a", 1]}, "STATEMENT-5"),
    ],
)
def test_a_broken_claim_is_told_and_left_out(changed: dict[str, Json], code: str) -> None:
    """A claim that breaks a rule of the schema has its finding and no value."""
    value: Json = {"claims": [row(**changed)]}

    claims, findings = claims_from_json(json.dumps(value).encode(), document=DOCUMENT)

    assert claims == ()
    assert [one.code for one in findings] == [code]


def test_an_id_is_used_once() -> None:
    """Two claims of one document cannot share an id."""
    assert codes({"claims": [row(), row()]}) == ["STATEMENT-9"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"{", "STATEMENT-1"),
        (b"[]", "STATEMENT-1"),
        (b'{"claims": 1}', "STATEMENT-5"),
        (b'{"schema": "claims/2"}', "STATEMENT-1"),
    ],
)
def test_what_is_no_claims_file_is_told(data: bytes, code: str) -> None:
    """Another schema, or no list of claims, is one finding."""
    claims, findings = claims_from_json(data, document=DOCUMENT)

    assert (claims, [one.code for one in findings]) == ((), [code])


def test_a_said_date_of_its_own_wins() -> None:
    """A claim that states when it was said is not dated by its document."""
    value: Json = {"claims": [row(said_date="2025-02-27")]}

    (claim,), _ = claims_from_json(json.dumps(value).encode(), document=DOCUMENT)

    assert claim.statement.said_on == date(2025, 2, 27)


@pytest.mark.parametrize(("code", "office"), [("BOTH", "Officials of both sides"), ("ANON", "Unnamed source")])
def test_a_speaker_without_an_office_has_words(code: str, office: str) -> None:
    """Officials of both sides and unnamed sources are named as such; nobody guesses."""
    value: Json = {"claims": [row(speaker={"party": code, "role": "unnamed"})]}

    (claim,), _ = claims_from_json(json.dumps(value).encode(), document=DOCUMENT)

    assert claim.statement.office == office


def test_a_count_with_one_end_is_that_number() -> None:
    """A count without ``hi`` is the number ``lo``."""
    value: Json = {"claims": [row(count={"op": "exact", "lo": 40, "hi": None})]}

    (claim,), _ = claims_from_json(json.dumps(value).encode(), document=DOCUMENT)

    assert claim.count == ClaimCount(op=CountOp.EXACT, low=40, high=40)


def test_what_a_reader_emits_is_kept() -> None:
    """Places, confidence, the superlative, the office and who relays it stand in the claim; rules stay in the file."""
    value: Json = {
        "schema": "claims/1",
        "document": "d1",
        "language": "en",
        "conflict": "made-up",
        "considered": [{"conflict": "made-up", "score": 3}],
        "lexicons": [{"language": "en", "digest": "0" * 64}],
        "claims": [
            row(
                speaker={"party": "EAST", "role": "mod", "office": "Ministry of Defence of East"},
                span=[10, 15],
                evidence=[0, 40],
                superlative="the largest since spring",
                via=["an agency", "a newspaper"],
                times=2,
                confidence={"direction": 70, "scope": 95},
                rules={"direction": "direction.nationality"},
                places={"direction": [20, 25], "scope": None},
            )
        ],
    }

    (claim,), findings = claims_from_json(json.dumps(value).encode(), document=replace(DOCUMENT, origin="o-1"))

    assert findings == ()
    assert (claim.span, claim.evidence, claim.times) == ((10, 15), (0, 40), 2)
    assert (claim.superlative, claim.statement.via) == ("the largest since spring", "an agency, a newspaper")
    assert (claim.statement.office, claim.statement.origin) == ("Ministry of Defence of East", "o-1")
    assert (claim.sure_of("direction"), claim.sure_of("scope"), claim.sure_of("count")) == (70, 95, 100)


def test_evidence_may_be_the_sentence_itself() -> None:
    """A person may write the sentence in place of where it stands; then nothing is told to stand beside it."""
    value: Json = {"claims": [row(evidence="Forty crossed.")]}

    (claim,), findings = claims_from_json(json.dumps(value).encode(), document=DOCUMENT)

    assert (claim.evidence, findings) == (None, ())


def test_a_claim_without_confidence_is_sure() -> None:
    """A claim that a person wrote down names no confidence, and is sure of every field."""
    (claim,), _ = claims_from_json((b'{"claims": [' + json.dumps(row()).encode() + b"]}"), document=DOCUMENT)

    assert claim.sure_of("direction") == CERTAIN
