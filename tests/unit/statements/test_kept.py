"""A document and its claims as they are kept: read back as they were, or refused."""

import json

import pytest

from homeward.model.claims import ClaimCount, CountOp
from homeward.model.findings import Refusal
from homeward.statements.kept import FORMAT, kept_from_json, kept_json
from homeward.statements.reader import Field, Reading
from tests.reader_fake import changed, document, fake_reader, read_claim

TEXT = "The president of North said 390 people from each side came home. 270 prisoners of war were among them."


def test_what_is_kept_is_read_back() -> None:
    """Document and reading come back as they went in, but for where the text names a speaker."""
    made = document(TEXT)
    reading = fake_reader(made)

    assert kept_from_json(kept_json(made, reading), source="x") == (made, reading)
    assert kept_json(made, reading) == kept_json(made, reading)


@pytest.mark.parametrize(
    "count",
    [
        None,
        ClaimCount(op=CountOp.AT_LEAST, low=200, high=None),
        ClaimCount(op=CountOp.AT_MOST, low=0, high=5),
        ClaimCount(op=CountOp.RANGE, low=5, high=6),
        ClaimCount(op=CountOp.APPROX, low=380, high=400),
    ],
)
def test_every_kind_of_number_is_read_back(count: ClaimCount | None) -> None:
    """An open end stays open."""
    fields = (Field(name="count", rule="r", confidence=50, span=None),)
    claim = read_claim(count=None, fields=fields, via=("agency",), superlative="largest", part_of="c9")
    claim = changed(claim, count=count)
    reading = Reading(document="r", language="en", conflict="c", considered=(), lexicons=(), claims=(claim,))

    _, again = kept_from_json(kept_json(document(TEXT, name="r", published_on=None), reading), source="x")

    assert again.claims == (claim,)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("claims", "none"),
        ("text", 5),
        ("blocks", [["lead", 0, 1]]),
        ("published_on", "Friday"),
        ("claims", [{}]),
        ("format", None),
    ],
)
def test_a_file_of_another_form_is_refused(key: str, value: object) -> None:
    """KEPT-1 for a file that somebody changed into something else."""
    made = json.loads(kept_json(document(TEXT), fake_reader(document(TEXT)))) | {key: value}

    with pytest.raises(Refusal, match=r"\[KEPT-1\]"):
        kept_from_json(json.dumps(made).encode(), source="x")


def test_a_newer_file_is_refused() -> None:
    """KEPT-2: a form this program does not know is not read by halves."""
    made = json.loads(kept_json(document(TEXT), fake_reader(document(TEXT)))) | {"format": FORMAT + 1}

    with pytest.raises(Refusal, match=r"\[KEPT-2\]"):
        kept_from_json(json.dumps(made).encode(), source="x")


@pytest.mark.parametrize("data", [b"", b"[]", b"\xff", b"{" * 100_000, b"5"])
def test_what_is_no_kept_file_is_refused(data: bytes) -> None:
    """KEPT-1 for anything else."""
    with pytest.raises(Refusal, match=r"\[KEPT-1\]"):
        kept_from_json(data, source="x")
