"""A bulletin as the bytes both spokespeople sign."""

import json
from pathlib import Path

import pytest

from homeward.bulletin.draft import draft_bulletin
from homeward.bulletin.page import bulletin_page
from homeward.bulletin.render_json import bulletin_digest, bulletin_from_json, bulletin_json
from homeward.bulletin.words import DEMO_FLAG, LANGUAGES
from homeward.model.canonical import digest, encode
from homeward.model.claims import Modality, Result
from homeward.model.findings import Json, Refusal
from tests.unit.bulletin.material import AS_OF, arrivals, claim, exchange, material, rich, terms, verdict

FULL = draft_bulletin(
    material(
        figures=arrivals({"t1": (120, 270), "t2": (4, 303)}),
        claims=(claim("a", 390),),
        verdicts=(verdict("s-a-1", record=None),),
        agreement=terms(commitments=()),
    ),
    as_of=AS_OF,
)


def changed(**fields: Json) -> bytes:
    """Return the bytes of the full bulletin with some fields set to something else."""
    return encode(json.loads(bulletin_json(FULL)) | fields)


def test_bytes_are_read_back() -> None:
    """Reading what was written gives the same bulletin, and writing it again the same bytes."""
    again = bulletin_from_json(bulletin_json(FULL))

    assert again == FULL
    assert bulletin_json(again) == bulletin_json(FULL)


def test_the_digest_is_of_the_bytes() -> None:
    """What is signed is the SHA-256 of the file: any tool can work it out."""
    assert bulletin_digest(FULL) == digest(bulletin_json(FULL))


def test_a_withheld_count_says_why() -> None:
    """A withheld count is null with a reason, a published one has none."""
    counts = json.loads(bulletin_json(FULL))["counts"]

    assert {one["withheld"] for one in counts if one["persons"] is None} == {
        "fewer than 10, or it would show a number of fewer than 10"
    }
    assert {one["withheld"] for one in counts if one["persons"] is not None} == {None}


def test_a_demonstration_says_so_in_signed_bytes() -> None:
    """The flag follows from the exchange's genesis alone."""
    real = draft_bulletin(material(of=exchange(is_demo=False)), as_of=AS_OF)

    assert json.loads(bulletin_json(FULL))["demo"] == DEMO_FLAG
    assert json.loads(bulletin_json(real))["demo"] is None


@pytest.mark.parametrize("stated", ["homeward.bulletin/3", "homeward.bulletin/02", "another/1", None, 1])
def test_another_format_is_refused(stated: Json) -> None:
    """A newer or foreign format is refused, never guessed at: BULLETIN-6."""
    with pytest.raises(Refusal) as refused:
        bulletin_from_json(changed(format=stated))

    assert refused.value.code == "BULLETIN-6"


@pytest.mark.parametrize(
    "fields",
    [
        {"extra": 1},
        {"as_of": "26 May 2025"},
        {"as_of": None},
        {"min_cell": True},
        {"min_cell": -1},
        {"counts": {}},
        {"counts": [1]},
        {"counts": [{"stage": "agreed"}]},
        {"demo": "only a little"},
        {"verdicts": [{"result": "who is right"}]},
        {"parties": [{"id": "east", "name": "Eastland", "rank": 1}]},
    ],
)
def test_fields_are_strict(fields: dict[str, Json]) -> None:
    """A field missing, unknown or of another type is refused: BULLETIN-7."""
    with pytest.raises(Refusal) as refused:
        bulletin_from_json(changed(**fields))

    assert refused.value.code == "BULLETIN-7"


def test_verdicts_name_claims_as_texts() -> None:
    """The claims of a verdict are a list of texts."""
    broken = json.loads(bulletin_json(FULL))["verdicts"]
    broken[0]["claims"] = [1]
    scalar = json.loads(bulletin_json(FULL))["verdicts"]
    scalar[0]["claims"] = "s-a-1"

    for verdicts in (broken, scalar):
        with pytest.raises(Refusal, match="BULLETIN-7"):
            bulletin_from_json(changed(verdicts=verdicts))


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"format": "homeward.bulletin/1"}'])
def test_other_bytes_are_refused(data: bytes) -> None:
    """What is no bulletin is refused with a code, never with an accident."""
    with pytest.raises(Refusal) as refused:
        bulletin_from_json(data)

    assert refused.value.code in {"CANON-2", "BULLETIN-6"}


VECTOR = Path(__file__).resolve().parents[2] / "vectors" / "bulletin" / "format-1.json"


def test_a_bulletin_of_the_first_format_is_still_read() -> None:
    """What was released in format 1 keeps its bytes and its digest, and has a page in every language."""
    data = VECTOR.read_bytes()

    old = bulletin_from_json(data)

    assert (old.format, old.corrects) == (1, None)
    assert bulletin_json(old) == data
    assert bulletin_digest(old) == digest(data) == "ff57f1d7da0549c24567fbd000164f2d40f781a0de036d9e499ae4166bcb92c6"
    assert all(b"390 + 307 + 303 = 1,000" in bulletin_page(old, words) for words in LANGUAGES.values())


def test_fields_of_the_second_format_are_unknown_to_the_first() -> None:
    """A format has exactly its own fields: BULLETIN-7."""
    value = json.loads(VECTOR.read_bytes())

    with pytest.raises(Refusal, match="BULLETIN-7"):
        bulletin_from_json(encode(value | {"corrects": None}))


def test_every_kind_of_claim_and_verdict_is_read_back() -> None:
    """Each sense, scope, count and result comes back as it was written, with the record's figures."""
    made = rich()

    again = bulletin_from_json(bulletin_json(made))

    assert again == made
    assert {one.said.modality for one in again.statements if one.said} == set(Modality)
    assert {one.result for one in again.verdicts} == set(Result) - {Result.NEEDS_REVIEW}
    assert [one.shown[0].persons for one in again.verdicts if one.shown] == [385]


@pytest.mark.parametrize(
    "fields",
    [
        {"count": {"high": 390, "low": 390, "op": "roughly"}},
        {"count": {"high": 390, "low": -1, "op": "exact"}},
        {"event_on": "some day"},
        {"modality": "claimed"},
        {"scope": "everybody"},
        {"quote": 7},
    ],
)
def test_fields_of_a_statement_are_strict(fields: dict[str, Json]) -> None:
    """A field of a statement that is malformed is refused: BULLETIN-7."""
    statements = json.loads(bulletin_json(FULL))["statements"]
    statements[0] |= fields

    with pytest.raises(Refusal, match="BULLETIN-7"):
        bulletin_from_json(changed(statements=statements))
