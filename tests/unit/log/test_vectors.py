"""Every vector in tests/vectors/log does what its header says; its README tells how to read one."""

import base64
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pytest

from homeward.log import (
    Policy,
    format_note,
    format_proof,
    format_vkey,
    open_checkpoint,
    parse_note,
    parse_proof,
    parse_vkey,
    require_quorum,
    signed_by,
    verify_proof,
)
from homeward.model.findings import Refusal

VECTORS = sorted((Path(__file__).parents[2] / "vectors" / "log").glob("*.txt"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Vector:
    """The header of a vector, and the bytes under test."""

    header: dict[str, list[str]]
    data: bytes

    def one(self, name: str) -> str:
        """Return the only value of a header line."""
        (value,) = self.header[name]
        return value


def read(path: Path) -> Vector:
    """Read a vector file."""
    head, _, data = path.read_bytes().partition(b"\n\n")
    header = defaultdict(list)
    for line in head.decode().split("\n"):
        name, _, value = line.partition(": ")
        header[name].append(value)
    return Vector(header=header, data=base64.b64decode(data) if header["encoding"] == ["base64"] else data)


def check(vector: Vector) -> None:
    """Read and verify what the bytes claim to be, and see that an accepted one has no second spelling."""
    keys = [parse_vkey(text) for text in vector.header["key"]]
    match vector.one("kind"):
        case "vkey":
            text = vector.data.decode().removesuffix("\n")
            assert format_vkey(parse_vkey(text)) == text
        case "note":
            note = parse_note(vector.data)
            signed_by(note, keys)
            assert format_note(note) == vector.data
        case "checkpoint":
            opened = open_checkpoint(vector.data, policy(vector))
            require_quorum([one.name for one in opened.cosigned], policy(vector).required)
        case "proof":
            proof = parse_proof(vector.data)
            verify_proof(proof, base64.b64decode(vector.one("entry")), policy(vector))
            assert format_proof(proof) == vector.data


def policy(vector: Vector) -> Policy:
    """Return the policy of the keys in the header: the log's, then required cosigners."""
    log, *cosigners = map(parse_vkey, vector.header["key"])
    return Policy(log=log, cosigners=tuple(cosigners), required=frozenset(key.name for key in cosigners))


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.stem)
def test_a_vector_does_what_its_header_says(path: Path) -> None:
    """An honest file is accepted, a hostile one is refused by the rule it breaks."""
    vector = read(path)

    try:
        check(vector)
        verdict = "ok"
    except Refusal as refusal:
        verdict = refusal.code

    assert verdict == vector.one("expect"), vector.one("why")


def test_there_are_vectors_of_each_kind() -> None:
    """Each kind has an honest vector and a hostile one, so that a broken reader cannot hide."""
    seen = {(vector.one("kind"), vector.one("expect") == "ok") for vector in map(read, VECTORS)}

    assert seen == {(kind, honest) for kind in ("note", "checkpoint", "vkey", "proof") for honest in (True, False)}
