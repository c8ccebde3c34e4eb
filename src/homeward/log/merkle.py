"""The Merkle tree of RFC 6962 over SHA-256: roots, inclusion and consistency proofs, and their verification.

A size is not part of a root: only the signature on a checkpoint binds the two.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from typing import Final

from homeward.log.rules import Rule
from homeward.model.ids import Digest

HASH_BYTES: Final = 32
EMPTY_ROOT: Final = hashlib.sha256(b"").digest()
"""The root of a tree without leaves (RFC 6962 section 2.1)."""

_PAIR: Final = 2 * HASH_BYTES
_COMMITMENT = re.compile(r"[0-9a-f]{64}")


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of one entry as a leaf. The prefix keeps leaves and inner nodes apart."""
    return hashlib.sha256(b"\0" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node over its two children."""
    return hashlib.sha256(b"\1" + left + right).digest()


class Tree:
    """
    A growing tree that can give the root and every proof of each of its earlier sizes in O(log n).

    Level *k* is one flat buffer of the hashes of all full subtrees of ``2**k`` leaves, in order.
    """

    __slots__ = ("_levels",)

    def __init__(self, leaf_hashes: Iterable[bytes] = ()) -> None:
        """Build the tree over *leaf_hashes*."""
        self._levels = [bytearray()]
        self.extend(leaf_hashes)

    @property
    def size(self) -> int:
        """The number of leaves."""
        return len(self._levels[0]) // HASH_BYTES

    def append(self, hashed: bytes) -> None:
        """Add the leaf hash *hashed* at the end."""
        self.extend((hashed,))

    def extend(self, leaf_hashes: Iterable[bytes]) -> None:
        """
        Add leaf hashes at the end, level by level.

        Raises:
            Refusal: ``LOG-2``; the tree is as it was.
        """
        hashes = tuple(leaf_hashes)
        _require_hashes(hashes, "tree")
        self._levels[0] += b"".join(hashes)
        level = 0
        while self._grow_above(level):
            level += 1

    def _grow_above(self, level: int) -> bool:
        below = self._levels[level]
        if len(self._levels) == level + 1:
            self._levels.append(bytearray())
        above, sha256 = self._levels[level + 1], hashlib.sha256
        fresh = range(2 * len(above), len(below) - _PAIR + 1, _PAIR)
        above += b"".join([sha256(b"\1" + below[at : at + _PAIR]).digest() for at in fresh])
        return len(fresh) > 0

    def hashes(self, level: int, first: int, count: int) -> bytes:
        """
        Return the joined hashes of *count* full subtrees of ``2**level`` leaves, from the one numbered *first*.

        Raises:
            Refusal: ``LOG-1`` when there are not so many.
        """
        have = self.size >> level if level >= 0 else 0
        if not 0 <= first <= first + count <= have:
            raise Rule.OUTSIDE_TREE.refusal(f"tree of {self.size}", f"{count} hashes of level {level} from {first}")
        return bytes(self._levels[level][HASH_BYTES * first : HASH_BYTES * (first + count)]) if count else b""

    def root(self, size: int | None = None) -> bytes:
        """Return the root at *size*, or now. Refuses a size the tree has not reached: ``LOG-1``."""
        size = self.size if size is None else size
        self._require_size(size)
        return self._span(0, size) if size else EMPTY_ROOT

    def inclusion(self, index: int, size: int) -> tuple[bytes, ...]:
        """Prove that entry *index* is in the tree of *size*, from the leaf's sibling upwards. Refuses: ``LOG-1``."""
        self._require_size(size)
        if not 0 <= index < size:
            raise Rule.OUTSIDE_TREE.refusal(f"tree of {size}", f"entry {index}")
        path: list[bytes] = []
        low, high = 0, size
        while high - low > 1:
            middle = low + _split(high - low)
            if index < middle:
                path.append(self._span(middle, high))
                high = middle
            else:
                path.append(self._span(low, middle))
                low = middle
        return tuple(reversed(path))

    def consistency(self, old_size: int, new_size: int) -> tuple[bytes, ...]:
        """
        Prove that the tree of *new_size* begins with the tree of *old_size*; empty when the two are equal.

        Raises:
            Refusal: ``LOG-1``, or ``LOG-5`` from size 0, about which there is nothing to prove.
        """
        self._require_size(new_size)
        _require_growth(old_size, new_size)
        path: list[bytes] = []
        low, high, old = 0, new_size, old_size
        while old != high:
            middle = low + _split(high - low)
            if old <= middle:
                path.append(self._span(middle, high))
                high = middle
            else:
                path.append(self._span(low, middle))
                low = middle
        # The verifier knows the old root, so the first hash is left out when that root is a node on the path.
        return tuple(reversed(path)) if low == 0 else (self._span(low, high), *reversed(path))

    def _span(self, low: int, high: int) -> bytes:
        """Return the hash over leaves low..high, where *low* is where a subtree of that width begins."""
        width = high - low
        if width & (width - 1) == 0:
            level = width.bit_length() - 1
            at = HASH_BYTES * (low >> level)
            return bytes(self._levels[level][at : at + HASH_BYTES])
        middle = low + _split(width)
        return node_hash(self._span(low, middle), self._span(middle, high))

    def _require_size(self, size: int) -> None:
        if not 0 <= size <= self.size:
            raise Rule.OUTSIDE_TREE.refusal(f"tree of {self.size}", f"size {size}")


def tree_of(entries: Iterable[bytes]) -> Tree:
    """Return the tree over *entries*."""
    sha256 = hashlib.sha256
    return Tree([sha256(b"\0" + entry).digest() for entry in entries])


def root_of(leaf_hashes: Iterable[bytes]) -> bytes:
    """Return the root over *leaf_hashes*, in their order."""
    return Tree(leaf_hashes).root()


def sorted_root(refs: Iterable[str]) -> Digest:
    """
    Return the root over a set of commitments, as hex: sorted, each leaf the raw 32 bytes of one commitment.

    Sorting makes the root independent of the order of the rows, which could tell something about the people.

    Raises:
        Refusal: ``LOG-6`` for what is no commitment, ``LOG-7`` for one that stands there twice.
    """
    ordered = sorted(refs)
    for before, ref in zip(["", *ordered], ordered, strict=False):
        if not _COMMITMENT.fullmatch(ref):
            raise Rule.COMMITMENT.refusal("list of commitments", ascii(ref[:80]))
        if ref == before:
            raise Rule.TWICE_COMMITTED.refusal("list of commitments", ref)
    return Digest(tree_of(map(bytes.fromhex, ordered)).root().hex())


def verify_inclusion(*, index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> None:
    """
    Verify that the leaf hash *leaf* is entry *index* of the tree of *size* with *root*.

    Raises:
        Refusal: ``LOG-1``, ``LOG-2`` or ``LOG-3``.

    Source: RFC 9162 section 2.1.3.2, which gives the algorithm for the proofs of RFC 6962.
    """
    where = f"inclusion of entry {index} in a tree of {size}"
    if not 0 <= index < size:
        raise Rule.OUTSIDE_TREE.refusal(where)
    _require_hashes((leaf, root, *proof), where)
    at, last, reached = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise Rule.INCLUSION.refusal(where, f"{len(proof)} hashes are too many")
        if at & 1 or at == last:
            reached = node_hash(sibling, reached)
            at, last = _climb(at, last)
        else:
            reached = node_hash(reached, sibling)
        at, last = at >> 1, last >> 1
    if last != 0 or reached != root:
        raise Rule.INCLUSION.refusal(where, f"root {root.hex()}")


def verify_consistency(
    *, old_size: int, new_size: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes
) -> None:
    """
    Verify that the tree of *new_size* begins with the tree of *old_size*.

    Raises:
        Refusal: ``LOG-1``, ``LOG-2``, ``LOG-4``, or ``LOG-5`` from size 0: any root would pass, so nothing does.

    Source: RFC 9162 section 2.1.4.2.
    """
    where = f"consistency of size {old_size} with size {new_size}"
    _require_growth(old_size, new_size)
    _require_hashes((old_root, new_root, *proof), where)
    if old_size == new_size:
        if proof or old_root != new_root:
            raise Rule.CONSISTENCY.refusal(where)
        return
    if _rebuilt(old_size, new_size, proof, old_root) != (old_root, new_root):
        raise Rule.CONSISTENCY.refusal(where, f"roots {old_root.hex()} and {new_root.hex()}")


def _rebuilt(old_size: int, new_size: int, proof: Sequence[bytes], old_root: bytes) -> tuple[bytes, bytes] | None:
    """Return the two roots *proof* leads to, or None when it has the wrong length."""
    path = [old_root, *proof] if old_size & (old_size - 1) == 0 else list(proof)
    if not path:
        return None
    at, last = old_size - 1, new_size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return None
        if at & 1 or at == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            at, last = _climb(at, last)
        else:
            new = node_hash(new, sibling)
        at, last = at >> 1, last >> 1
    return (old, new) if last == 0 else None


def _climb(at: int, last: int) -> tuple[int, int]:
    """Skip the levels at which the node is the last one and has no sibling."""
    while at and not at & 1:
        at, last = at >> 1, last >> 1
    return at, last


def _split(width: int) -> int:
    """Return the largest power of two smaller than *width*."""
    return 1 << ((width - 1).bit_length() - 1)


def _require_growth(old_size: int, new_size: int) -> None:
    where = f"consistency of size {old_size} with size {new_size}"
    if old_size == 0:
        raise Rule.NOTHING_PROVED.refusal(where)
    if not 0 < old_size <= new_size:
        raise Rule.OUTSIDE_TREE.refusal(where)


def _require_hashes(hashes: Sequence[bytes], where: str) -> None:
    for hashed in hashes:
        if len(hashed) != HASH_BYTES:
            raise Rule.HASH_LENGTH.refusal(where, f"{len(hashed)} bytes")
