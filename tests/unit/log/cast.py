"""The people who sign in these tests, with keys anyone can make again: the seed is the SHA-256 of the name."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from homeward.log import (
    Checkpoint,
    KeyType,
    Note,
    Policy,
    Rule,
    SignatureLine,
    Tree,
    VerifierKey,
    add_line,
    cosignature_bytes,
    cosignature_message,
    format_checkpoint,
    note_message,
    tree_of,
)
from homeward.model.findings import Refusal

NOON = 1_771_416_000
"""18 February 2026, 12:00 UTC: the moment at which everybody here cosigns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody with a key."""

    key: VerifierKey
    private: Ed25519PrivateKey

    def line(self, text: str, at: int = NOON) -> SignatureLine:
        """Sign *text* as the type of the key asks."""
        if self.key.key_type is KeyType.NOTE:
            signature = self.private.sign(note_message(text))
        else:
            signature = cosignature_bytes(at, self.private.sign(cosignature_message(text, at)))
        return SignatureLine(name=self.key.name, key_id=self.key.key_id, signature=signature)


def person(name: str, key_type: KeyType = KeyType.NOTE) -> Person:
    """Return the person of that name, always with the same key."""
    private = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(name.encode()).digest())
    public_key = private.public_key().public_bytes_raw()
    return Person(key=VerifierKey(name=name, key_type=key_type, public_key=public_key), private=private)


NADIA = person("north/nadia")
SAMI = person("south/sami")
MALLORY = person("mallory")
LOG = person("north/log")
SOUTH = person("south/mirror", KeyType.COSIGNATURE)
INES = person("ines/mirror", KeyType.COSIGNATURE)

POLICY = Policy(log=LOG.key, cosigners=(INES.key, SOUTH.key), required=frozenset({INES.key.name, SOUTH.key.name}))


def signed(text: str, *people: Person) -> Note:
    """Return *text* with a line by each of *people*."""
    note = Note(text=text)
    for each in people:
        note = add_line(note, each.line(text))
    return note


def entries(count: int) -> list[bytes]:
    """Return that many different entries of different lengths, the first of them empty."""
    return [str(number).encode() * (number % 7) for number in range(count)]


def checkpoint(tree: Tree, size: int | None = None) -> Checkpoint:
    """Return the checkpoint of the North's log at *size*."""
    size = tree.size if size is None else size
    return Checkpoint(origin=LOG.key.name, size=size, root=tree.root(size))


def signed_checkpoint(tree: Tree, *people: Person) -> Note:
    """Return the checkpoint of *tree*, signed by *people*."""
    return signed(format_checkpoint(checkpoint(tree)), *people)


def small_log(count: int = 5) -> tuple[list[bytes], Tree]:
    """Return a log of *count* entries with its tree."""
    content = entries(count)
    return content, tree_of(content)


@contextmanager
def refused(rule: Rule, *words: str) -> Iterator[None]:
    """Expect a refusal by *rule* whose message holds *words*."""
    with pytest.raises(Refusal) as caught:
        yield
    assert caught.value.code == rule.code, caught.value
    assert all(word in caught.value.says for word in words), caught.value.says
    assert (caught.value.hint, caught.value.source) == (rule.hint, rule.source)
