"""The files of a log: hash tiles and entry bundles as C2SP tlog-tiles lays them out, their making and their audit.

A log's folder holds exactly the files of its present size; the checkpoint lies beside them and is no part of this.
C2SP asks a server to keep the partial tiles of every size it published; a folder here is a copy of one size only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from homeward.log.checkpoints import Checkpoint
from homeward.log.merkle import HASH_BYTES, Tree, tree_of
from homeward.log.rules import Rule

WIDTH: Final = 256
"""Hashes in a full tile, and entries in a full bundle."""

LEVEL_BITS: Final = 8
"""A tile's hash spans a whole tile of the level below: 2**8 of them."""

MAX_ENTRY_BYTES: Final = 65_535
"""An entry's length is a uint16."""

ENTRIES: Final = "entries"

_LENGTH_BYTES: Final = 2
_PARTIAL = re.compile(r"(?P<full>.+)\.p/(?P<width>[1-9][0-9]{0,2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """
    The files to write and the files to remove when a log has grown.

    Write first, then publish the checkpoint, then remove: whenever it stops, one size is complete.
    """

    write: Mapping[str, bytes]
    remove: tuple[str, ...]


def tile_path(level: int | str, index: int, width: int = WIDTH) -> str:
    """
    Return the path of a tile; *level* is ``ENTRIES`` for a bundle.

    >>> tile_path(0, 1234067), tile_path("entries", 3, 7)
    ('tile/0/x001/x234/067', 'tile/entries/003.p/7')
    """
    name = f"{index % 1000:03d}"
    while index >= 1000:  # noqa: PLR2004 - three digits to a path element
        index //= 1000
        name = f"x{index % 1000:03d}/{name}"
    return f"tile/{level}/{name}" + ("" if width == WIDTH else f".p/{width}")


def log_paths(size: int) -> Iterator[str]:
    """Yield the path of every file that a log of *size* has: entry bundles first, then hash tiles, level by level."""
    for shelf, bits in _shelves(size):
        for index, width in _tiles(0, size >> bits):
            yield tile_path(shelf, index, width)


def encode_bundle(entries: Sequence[bytes]) -> bytes:
    """Join *entries*, each after its length; :func:`decode_bundle` gives them back. ``LOG-35`` for one too long."""
    for entry in entries:
        if len(entry) > MAX_ENTRY_BYTES:
            raise Rule.ENTRY_LENGTH.refusal("entry", f"{len(entry)} bytes")
    return b"".join(len(entry).to_bytes(_LENGTH_BYTES, "big") + entry for entry in entries)


def decode_bundle(data: bytes, *, where: str = "entry bundle") -> tuple[bytes, ...]:
    """Read the entries of a bundle; ``LOG-41`` when bytes are missing or left over."""
    entries, at, end = [], 0, len(data)
    while at < end:
        start = at + _LENGTH_BYTES
        at = start + int.from_bytes(data[at:start], "big")
        entries.append(data[start:at])
    if at > end:
        raise Rule.BUNDLE.refusal(where, f"entry {len(entries) - 1} is cut off")
    return tuple(entries)


def log_files(entries: Sequence[bytes], tree: Tree) -> dict[str, bytes]:
    """Return every file of the log of *entries*, whose tree is *tree*: path to content."""
    return dict(changed_files(0, entries, tree).write)


def changed_files(old_size: int, tail: Sequence[bytes], tree: Tree) -> Changes:
    """
    Return what changes on disk when a log grows from *old_size* to the size of *tree*; full tiles never do.

    Args:
        old_size: The size whose files are there.
        tail: The entries of the new log from the first one that is in no full bundle of the old log:
            number ``old_size - old_size % 256`` onwards.
        tree: The tree of the new log.

    Raises:
        Refusal: ``LOG-1`` when the log would shrink, ``LOG-35``, or ``LOG-43`` when *tail* has the wrong length.
    """
    if not 0 <= old_size <= tree.size:
        raise Rule.OUTSIDE_TREE.refusal(f"tree of {tree.size}", f"size {old_size}")
    first = old_size - old_size % WIDTH
    if len(tail) != tree.size - first:
        raise Rule.ENTRY_COUNT.refusal(f"log of {tree.size}", f"{len(tail)} entries from number {first}")
    write, remove = {}, []
    for shelf, bits in _shelves(tree.size):
        old, new = old_size >> bits, tree.size >> bits
        for index, width in _tiles(old // WIDTH, new) if old < new else ():
            at = WIDTH * index
            content = tail[at - first : at - first + width] if shelf == ENTRIES else ()
            write[tile_path(shelf, index, width)] = (
                encode_bundle(content) if shelf == ENTRIES else tree.hashes(bits, at, width)
            )
        if old < new and old % WIDTH:
            remove.append(tile_path(shelf, old // WIDTH, old % WIDTH))
    return Changes(write=write, remove=tuple(remove))


def read_log(files: Mapping[str, bytes], size: int) -> tuple[bytes, ...]:
    """
    Read the entries of a log of *size* from its bundles, in order. Nothing is verified.

    Each file is asked for once, so *files* may read them from disk one by one.

    Raises:
        Refusal: ``LOG-36`` or ``LOG-41``.
    """
    entries: list[bytes] = []
    for index, width in _tiles(0, size):
        path = tile_path(ENTRIES, index, width)
        bundle = decode_bundle(_content(files, path), where=path)
        if len(bundle) != width:
            raise Rule.BUNDLE.refusal(path, f"{len(bundle)} entries, not {width}")
        entries += bundle
    return tuple(entries)


def verify_files(files: Mapping[str, bytes], checkpoint: Checkpoint) -> tuple[tuple[bytes, ...], Tree]:
    """
    Audit all files of a log against its checkpoint, whose signatures are verified elsewhere.

    1. The files are those of this size, none missing and none besides.
    2. Every bundle is whole.
    3. Every hash tile is what the entries give.
    4. The entries give the root.

    Returns:
        The entries and their tree.

    Raises:
        Refusal: ``LOG-36`` to ``LOG-42``, naming the files.
    """
    # 1
    _require_exact_paths(files, checkpoint.size)
    # 2
    entries = read_log(files, checkpoint.size)
    # 3: before the root, because a tile's path says where a difference is
    tree = tree_of(entries)
    _require_tiles(files, tree)
    # 4
    if tree.root() != checkpoint.root:
        raise Rule.ROOT.refusal(f"log {checkpoint.origin}", f"size {checkpoint.size}, root {tree.root().hex()}")
    return entries, tree


def _shelves(size: int) -> Iterator[tuple[str, int]]:
    """Yield the name of each folder of a log of *size*, and how many bits of the size its numbers leave out."""
    if size:
        yield ENTRIES, 0
    for level in range(-(-size.bit_length() // LEVEL_BITS)):
        yield str(level), LEVEL_BITS * level


def _tiles(first: int, count: int) -> Iterator[tuple[int, int]]:
    """Yield index and width of the tiles that hold *count* things, from tile *first* on."""
    for index in range(first, -(-count // WIDTH)):
        yield index, min(WIDTH, count - WIDTH * index)


def _content(files: Mapping[str, bytes], path: str) -> bytes:
    try:
        return files[path]
    except KeyError as problem:
        raise Rule.MISSING.refusal(path) from problem


def _require_tiles(files: Mapping[str, bytes], tree: Tree) -> None:
    for shelf, bits in _shelves(tree.size):
        for index, width in _tiles(0, tree.size >> bits) if shelf != ENTRIES else ():
            path = tile_path(shelf, index, width)
            _require_tile(_content(files, path), tree.hashes(bits, WIDTH * index, width), path)


def _require_tile(found: bytes, expected: bytes, path: str) -> None:
    if len(found) != len(expected):
        raise Rule.TRUNCATED.refusal(path, f"{len(found)} bytes, not {len(expected)}")
    if found != expected:
        at = next(at for at in range(len(found)) if found[at] != expected[at])
        raise Rule.TILE.refusal(path, f"hash {at // HASH_BYTES}")


def _require_exact_paths(files: Mapping[str, bytes], size: int) -> None:
    # A signed but absurd size must not make us write out its paths.
    if size > WIDTH * len(files):
        raise Rule.MISSING.refusal(f"log of {size}", f"only {len(files)} files")
    expected, found = set(log_paths(size)), set(files)
    missing, besides = sorted(expected - found), sorted(found - expected)
    stale = [path for path in besides if _is_stale(path, expected)]
    stray = sorted(set(besides) - set(stale))
    for rule, paths in ((Rule.MISSING, missing), (Rule.STRAY, stray), (Rule.STALE, stale)):
        if paths:
            raise rule.refusal(f"log of {size}", ", ".join(map(ascii, paths)))


def _is_stale(path: str, expected: set[str]) -> bool:
    """Tell whether *path* is a partial tile whose tile has grown since."""
    partial = _PARTIAL.fullmatch(path)
    if partial is None:
        return False
    full, width = partial["full"], int(partial["width"])
    wider = (full, *(f"{full}.p/{more}" for more in range(width + 1, WIDTH)))
    return width < WIDTH and not expected.isdisjoint(wider)
