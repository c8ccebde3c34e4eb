"""A document and its claims as they are kept: read back as they were, or refused."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.model.claims import ClaimCount, CountOp
from homeward.model.findings import Refusal
from homeward.statements.kept import FORMAT, kept_from_json, kept_json
from homeward.statements.reader import Field, Reading
from tests.reader_fake import changed, document, fake_reader, read_claim

TEXT = "The president of North said 390 people from each side came home. 270 prisoners of war were among them."


words = st.text(st.characters(codec="utf-8"), max_size=20)
days = st.none() | st.dates().map(lambda day: day.isoformat())
readings = st.builds(
    Reading,
    document=words,
    language=words,
    conflict=words,
    considered=st.tuples(st.tuples(words, st.integers())),
    lexicons=st.tuples(st.tuples(words, words)),
    claims=st.just(()) | st.just((read_claim(),)),
    said_on=days,
)


@given(readings, st.none() | st.dates())
def test_every_reading_is_read_back_whole(reading: Reading, published_on: date | None) -> None:
    """No field of a reading is lost on the way: the day on which it was said is one of them."""
    made = document(TEXT, name=reading.document, published_on=published_on)

    assert kept_from_json(kept_json(made, reading), source="x") == (made, reading)


def test_a_file_of_an_older_release_has_no_day() -> None:
    """Files kept before the day was are still read."""
    made = json.loads(kept_json(document(TEXT), fake_reader(document(TEXT))))
    del made["said_on"]

    assert kept_from_json(json.dumps(made).encode(), source="x")[1].said_on is None


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
        ("text", "\ud800"),
        ("source", "\ud800"),
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


@pytest.mark.parametrize("data", [b"", b"[]", b"\xff", b"{" * 100_000, b"5", b'{"format": ' + b"9" * 5_000 + b"}"])
def test_what_is_no_kept_file_is_refused(data: bytes) -> None:
    """KEPT-1 for anything else."""
    with pytest.raises(Refusal, match=r"\[KEPT-1\]"):
        kept_from_json(data, source="x")
