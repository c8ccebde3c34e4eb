"""The only bytes that are hashed or signed: one byte string for a value, one value for a byte string."""

import pytest

from homeward.model.canonical import MAX_INTEGER, commit, decode, digest, encode
from homeward.model.findings import Json, Refusal

SALT = bytes(range(32))
OTHER_SALT = bytes(range(1, 33))


def test_keys_stand_in_order_without_spaces() -> None:
    """Keys stand in order, nothing is written that need not be, and letters are UTF-8."""
    assert encode({"b": 1, "a": ["ї", None, True]}) == '{"a":["ї",null,true],"b":1}'.encode()


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(1.0, id="a whole float"),
        pytest.param(float("nan"), id="not a number"),
        pytest.param(MAX_INTEGER + 1, id="2**53"),
        pytest.param(-MAX_INTEGER - 1, id="minus 2**53"),
        pytest.param("e\u0301", id="not NFC"),
        pytest.param("\ud800", id="a lone surrogate"),
        pytest.param("a\udfffb", id="a lone low surrogate inside"),
        pytest.param({"A": 1}, id="a capital key"),
        pytest.param({"": 1}, id="an empty key"),
        pytest.param({"a b": 1}, id="a key with a space"),
        pytest.param({"ключ": 1}, id="a key of other letters"),
        pytest.param({1: 1}, id="a number as key"),
        pytest.param({"a": [{"b": [0.5]}]}, id="a float deep inside"),
        pytest.param((1, 2), id="a tuple"),
        pytest.param(b"ab", id="bytes"),
        pytest.param({1, 2}, id="a set"),
    ],
)
def test_a_value_outside_the_profile_is_refused(value: Json) -> None:
    """What another program may write or read otherwise has no canonical form."""
    with pytest.raises(Refusal) as refused:
        encode(value)

    assert refused.value.code == "CANON-1"


def test_the_largest_integer_is_kept() -> None:
    """2**53 - 1 and its negative are the last integers that every reader keeps exact."""
    assert decode(encode([MAX_INTEGER, -MAX_INTEGER])) == [9007199254740991, -9007199254740991]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"1.0", id="a float"),
        pytest.param(b"1e3", id="an exponent"),
        pytest.param(b"NaN", id="not a number"),
        pytest.param(b"Infinity", id="infinity"),
        pytest.param(b"-0", id="minus nought"),
        pytest.param(b"01", id="a leading nought"),
        pytest.param(b"9007199254740992", id="2**53"),
        pytest.param(b'{"a":1,"a":1}', id="a key twice"),
        pytest.param(b'{"a":1,"a":2}', id="a key twice with two values"),
        pytest.param(b'[{"b":{"a":1,"a":1}}]', id="a key twice, deep inside"),
        pytest.param(b'{"b":1,"a":2}', id="keys out of order"),
        pytest.param(b'{"a": 1}', id="a space"),
        pytest.param(b"[1, 2]", id="a space in an array"),
        pytest.param(b"[1,2]\n", id="a newline at the end"),
        pytest.param(b" [1,2]", id="a space in front"),
        pytest.param(b'"\\u0061"', id="an escape that need not be"),
        pytest.param(b'"\\u0457"', id="a letter as an escape"),
        pytest.param(b'"\\/"', id="an escaped slash"),
        pytest.param(b'"\\u001F"', id="an escape in capitals"),
        pytest.param(b'"\\ud800"', id="a lone surrogate as an escape"),
        pytest.param('"e\u0301"'.encode(), id="not NFC"),
        pytest.param(b'"\xff"', id="no UTF-8"),
        pytest.param(b"\xef\xbb\xbf[]", id="a byte order mark"),
        pytest.param(b"[" * 100_000, id="very deep"),
        pytest.param(b"", id="nothing"),
        pytest.param(b'{"A":1}', id="a key outside the profile"),
    ],
)
def test_bytes_with_another_spelling_are_refused(data: bytes) -> None:
    """Bytes that stand for a value in any but the one spelling are refused."""
    with pytest.raises(Refusal) as refused:
        decode(data)

    assert refused.value.code in {"CANON-1", "CANON-2"}


@pytest.mark.parametrize(
    ("salt", "domain", "record"),
    [
        pytest.param(OTHER_SALT, "homeward/entry/v1", ["a"], id="another salt"),
        pytest.param(SALT, "homeward/final/v1", ["a"], id="another domain"),
        pytest.param(SALT, "homeward/entry/v1", ["b"], id="another record"),
        pytest.param(SALT, 'homeward/entry/v1\n["a"]', [], id="a record that moved into the domain"),
    ],
)
def test_commitments_differ(salt: bytes, domain: str, record: Json) -> None:
    """Another salt, another purpose or another record gives another commitment."""
    assert commit(salt, domain, record) != commit(SALT, "homeward/entry/v1", ["a"])


def test_a_commitment_is_no_plain_hash() -> None:
    """Without the salt nobody can confirm a guess: the commitment is not the digest of the record."""
    record: Json = [["surname", "Qvarthel"]]

    made: str = commit(SALT, "homeward/entry/v1", record)

    assert made == commit(SALT, "homeward/entry/v1", record)
    assert made != str(digest(encode(record)))
    assert made != str(digest(b"homeward/entry/v1\n" + encode(record)))


@pytest.mark.parametrize("size", [0, 31, 33, 64])
def test_a_salt_of_another_length_is_refused(size: int) -> None:
    """Only 32 bytes are a salt: keys of several lengths would let two salts mean one."""
    with pytest.raises(Refusal) as refused:
        commit(bytes(size), "homeward/entry/v1", [])

    assert refused.value.code == "CANON-3"
