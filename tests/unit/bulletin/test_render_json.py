"""A bulletin as the bytes both spokespeople sign."""

import json

import pytest

from homeward.bulletin.draft import draft_bulletin
from homeward.bulletin.render_json import bulletin_digest, bulletin_from_json, bulletin_json
from homeward.bulletin.words import DEMO_FLAG
from homeward.model.canonical import digest, encode
from homeward.model.findings import Json, Refusal
from tests.unit.bulletin.material import AS_OF, arrivals, claim, exchange, material, terms, verdict

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
