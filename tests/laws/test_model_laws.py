"""What holds for every value: canonical bytes as another program writes them, commitments, uncertain dates."""

from __future__ import annotations

import json
import unicodedata
from datetime import date

import pytest
import rfc8785
from hypothesis import assume, given
from hypothesis import strategies as st

from homeward.model.canonical import MAX_INTEGER, SALT_BYTES, commit, decode, encode
from homeward.model.dates import age_range, parse_date
from homeward.model.findings import Json, Refusal

TEXTS = st.text(st.characters(exclude_categories=["Cs"])).map(lambda text: unicodedata.normalize("NFC", text))
KEYS = st.text("abcdefghijklmnopqrstuvwxyz0123456789_", min_size=1)
VALUES: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | st.integers(-MAX_INTEGER, MAX_INTEGER) | TEXTS,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=20,
)
SALTS = st.binary(min_size=SALT_BYTES, max_size=SALT_BYTES)
DOMAINS = st.sampled_from(["homeward/entry/v1", "homeward/pair/v1", "homeward/final/v1"])
COMMITTED = st.tuples(SALTS, DOMAINS, VALUES)
DAYS = st.dates()
FLAGS = st.sampled_from(["", "~", "?", "%"])
YEARS = st.sampled_from(["1984", "1985", "198X", "19XX", "2000", "0001", "9999"])
MONTHS = st.sampled_from(["", "-XX"]) | st.integers(0, 13).map(lambda number: f"-{number:02}")
MONTH_DAYS = st.sampled_from(["", "-XX"]) | st.integers(0, 32).map(lambda number: f"-{number:02}")
POINTS = st.tuples(YEARS, MONTHS, MONTH_DAYS, FLAGS).map("".join) | DAYS.map(date.isoformat)
DATES = POINTS | st.tuples(POINTS | st.just(".."), POINTS | st.just("..")).map("/".join)


@given(VALUES)
def test_canonical_bytes_are_those_of_rfc_8785(value: Json) -> None:
    """Inside the profile the bytes are those that an independent implementation of RFC 8785 writes."""
    assert encode(value) == rfc8785.dumps(value)


@given(VALUES)
def test_what_was_encoded_is_read_back(value: Json) -> None:
    """Decoding gives the value back, and it gives the same bytes again."""
    assert decode(encode(value)) == value
    assert encode(decode(encode(value))) == encode(value)


@given(VALUES, VALUES)
def test_two_values_have_two_encodings(left: Json, right: Json) -> None:
    """Different values never share their bytes; true and 1 are different values."""
    assert (encode(left) == encode(right)) is (json.dumps(left, sort_keys=True) == json.dumps(right, sort_keys=True))


@given(VALUES, st.sampled_from([" ", "\n", "\t", ","]), st.integers(0, 400))
def test_anything_put_between_is_refused(value: Json, mark: str, at: int) -> None:
    """A space or a comma put anywhere outside a string is refused; inside one it is another value."""
    data = encode(value)
    changed = data[:at] + mark.encode() + data[at:]

    assert _read(changed) != value


@given(COMMITTED, COMMITTED)
def test_commitments_bind(left: tuple[bytes, str, Json], right: tuple[bytes, str, Json]) -> None:
    """Two commitments are equal only when salt, purpose and record all are."""
    is_same = (*left[:2], encode(left[2])) == (*right[:2], encode(right[2]))

    assert (commit(*left) == commit(*right)) is is_same


@given(DATES)
def test_a_date_is_an_interval_of_days(written: str) -> None:
    """What is read as a date keeps its writing, and its first day is not after its last."""
    found = parse_date(written)
    assume(found is not None)
    assert found is not None

    assert found.written == written
    assert found.earliest <= found.latest
    assert not found.is_exact or found.earliest == found.latest


@given(DAYS)
def test_every_day_is_read_exactly(day: date) -> None:
    """A day written in full means that day and no other, and lies inside its month and its year."""
    found, month, year = (parse_date(day.isoformat()[:length]) for length in (10, 7, 4))

    assert found is not None
    assert month is not None
    assert year is not None
    assert found.is_exact
    assert found.earliest == day
    assert year.earliest <= month.earliest <= day <= month.latest <= year.latest


@given(st.integers(1, 9999), st.integers(0, 99), st.integers(0, 99))
def test_a_day_that_does_not_exist_is_no_date(year: int, month: int, day: int) -> None:
    """A date is read exactly when the calendar has the day."""
    written = f"{year:04}-{month:02}-{day:02}"

    assert (parse_date(written) is not None) is _exists(year, month, day)


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text whatever makes reading a date fail."""
    found = parse_date(text)

    assert found is None or found.written == text


@given(DATES, DAYS)
def test_an_age_is_a_range(written: str, on: date) -> None:
    """The lowest age a birth date allows is not above the highest."""
    born = parse_date(written)
    assume(born is not None)
    assert born is not None

    lowest, highest = age_range(born, on)

    assert lowest <= highest


def _read(data: bytes) -> Json | Refusal:
    try:
        return decode(data)
    except Refusal as refusal:
        return refusal


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("text", ["\u2028", "\x7f", "\x00", "\x1f", "\U0001f54a", '"\\', "é", "ї", "ﷺ"])
def test_letters_that_writers_treat_differently(text: str) -> None:
    """Letters that JSON writers like to escape, or leave, differently give the bytes of RFC 8785."""
    assert encode(text) == rfc8785.dumps(text)
