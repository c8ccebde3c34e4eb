import pytest

from homeward.log import (
    Checkpoint,
    Rule,
    Tree,
    changed_files,
    decode_bundle,
    encode_bundle,
    leaf_hash,
    log_files,
    log_paths,
    read_log,
    tile_path,
    verify_files,
)
from tests.unit.log.cast import checkpoint, entries, refused, small_log


@pytest.mark.parametrize(
    ("level", "index", "width", "path"),
    [
        (0, 0, 256, "tile/0/000"),
        (1, 999, 256, "tile/1/999"),
        (0, 1000, 256, "tile/0/x001/000"),
        (0, 1234067, 256, "tile/0/x001/x234/067"),
        ("entries", 1234067, 8, "tile/entries/x001/x234/067.p/8"),
        (2, 0, 1, "tile/2/000.p/1"),
    ],
)
def test_paths_are_those_of_c2sp(level: int | str, index: int, width: int, path: str) -> None:
    """Index 1234067 is x001/x234/067; a partial tile ends in .p and its width."""
    assert tile_path(level, index, width) == path


def test_a_log_of_70_000_has_the_files_c2sp_says() -> None:
    """273 full tiles of level 0 and one of width 112, then one full of level 1 and one of 17, and one of level 2."""
    paths = list(log_paths(70_000))

    tiles = [path for path in paths if not path.startswith("tile/entries/")]
    assert len(tiles) == 273 + 1 + 1 + 1 + 1
    assert [path for path in tiles if ".p/" in path] == ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"]
    assert paths[273] == "tile/entries/273.p/112"


def test_small_logs_have_few_files() -> None:
    """An empty log has no files, and a log of 256 has no empty tile."""
    assert list(log_paths(0)) == []
    assert list(log_paths(1)) == ["tile/entries/000.p/1", "tile/0/000.p/1"]
    assert list(log_paths(256)) == ["tile/entries/000", "tile/0/000", "tile/1/000.p/1"]


def test_a_bundle_comes_back() -> None:
    """Entries of every allowed length survive, the empty and the longest too."""
    content = (b"", b"a", b"\0" * 65_535, b"")

    assert decode_bundle(encode_bundle(content)) == content
    assert encode_bundle([b"ab", b""]) == b"\0\2ab\0\0"
    assert decode_bundle(b"") == ()


def test_an_entry_that_does_not_fit_is_refused() -> None:
    """65,536 bytes are one too many: the length is a uint16."""
    with refused(Rule.ENTRY_LENGTH, "65536 bytes"):
        encode_bundle([b"\0" * 65_536])


@pytest.mark.parametrize("data", [b"\0", b"\0\2a", b"\0\1a\0", b"\0\1a\0\1", b"\xff\xff"])
def test_a_cut_bundle_is_refused(data: bytes) -> None:
    """A length without its bytes, or half a length, is refused."""
    with refused(Rule.BUNDLE, "tile/entries/000", "cut off"):
        decode_bundle(data, where="tile/entries/000")


@pytest.mark.parametrize("count", [0, 1, 255, 256, 257, 700])
def test_a_written_log_passes_its_audit(count: int) -> None:
    """The files of a log are exactly its paths, and give back the entries and the tree."""
    content, tree = small_log(count)

    files = log_files(content, tree)
    found, again = verify_files(files, checkpoint(tree))

    assert list(found) == content == list(read_log(files, count))
    assert again.root() == tree.root()
    assert set(files) == set(log_paths(count))


def test_growing_touches_only_the_right_edge() -> None:
    """From 300 to 600 the full tiles stay, the partial ones are replaced, and the old partials are removed."""
    content, tree = small_log(600)

    changes = changed_files(300, content[256:], tree)

    assert list(changes.write) == [
        "tile/entries/001",
        "tile/entries/002.p/88",
        "tile/0/001",
        "tile/0/002.p/88",
        "tile/1/000.p/2",
    ]
    assert changes.remove == ("tile/entries/001.p/44", "tile/0/001.p/44", "tile/1/000.p/1")


def test_an_unchanged_log_changes_no_files() -> None:
    """Growing by nothing writes nothing and removes nothing."""
    content, tree = small_log(300)

    changes = changed_files(300, content[256:], tree)

    assert (dict(changes.write), changes.remove) == ({}, ())


def test_files_are_made_only_from_matching_entries() -> None:
    """Too few or too many entries, and a log that would shrink, are refused."""
    content, tree = small_log(300)
    for tail in (content, content[257:]):
        with refused(Rule.ENTRY_COUNT, "from number 256"):
            changed_files(299, tail, tree)
    with refused(Rule.ENTRY_COUNT):
        log_files(content[1:], tree)
    for old_size in (-1, 301):
        with refused(Rule.OUTSIDE_TREE):
            changed_files(old_size, content, tree)


@pytest.fixture
def files() -> dict[str, bytes]:
    """Return the files of a log of 300."""
    return log_files(*small_log(300))


@pytest.fixture
def stated() -> Checkpoint:
    """Return the checkpoint of that log."""
    return checkpoint(small_log(300)[1])


@pytest.mark.parametrize("path", list(log_paths(300)))
def test_a_missing_file_is_named(files: dict[str, bytes], stated: Checkpoint, path: str) -> None:
    """Each file of the log is needed."""
    del files[path]

    with refused(Rule.MISSING, path):
        verify_files(files, stated)


def test_all_stray_files_are_named_at_once(files: dict[str, bytes], stated: Checkpoint) -> None:
    """Whatever no log of this size has is listed, every file of it."""
    strays = [
        "checkpoint",
        "tile/0/002",
        "tile/0/000.p/256",
        "tile/0/000.p/300",
        "tile/0/001.p/45",
        "tile/entries/001.p/044",
        "\ud800",
    ]
    files |= dict.fromkeys(strays, b"")

    with refused(Rule.STRAY, *map(ascii, strays)):
        verify_files(files, stated)


def test_stale_partial_tiles_are_named(files: dict[str, bytes], stated: Checkpoint) -> None:
    """Tiles of an earlier size are told apart from strays."""
    stale = ["tile/0/000.p/255", "tile/0/001.p/43", "tile/entries/000.p/1", "tile/entries/001.p/9"]
    files |= dict.fromkeys(stale, b"")

    with refused(Rule.STALE, *stale):
        verify_files(files, stated)


@pytest.mark.parametrize("path", ["tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1"])
def test_a_wrong_hash_tile_is_named(files: dict[str, bytes], stated: Checkpoint, path: str) -> None:
    """A tile must have its length and be what the entries give; the place of the difference is said."""
    content = files[path]

    for wrong, rule, words in (
        (content[:-1], Rule.TRUNCATED, f"{len(content) - 1} bytes, not {len(content)}"),
        (content + b"\0", Rule.TRUNCATED, path),
        (b"", Rule.TRUNCATED, path),
        (content[:-1] + bytes([content[-1] ^ 1]), Rule.TILE, f"hash {len(content) // 32 - 1}"),
    ):
        files[path] = wrong
        with refused(rule, path, words):
            verify_files(files, stated)


def test_a_wrong_bundle_is_named(files: dict[str, bytes], stated: Checkpoint) -> None:
    """A bundle must be whole and hold as many entries as its path says."""
    path = "tile/entries/001.p/44"
    content = files[path]

    for wrong, words in ((content[:-1], "cut off"), (content + b"\0\0", "45 entries, not 44"), (b"", "0 entries")):
        files[path] = wrong
        with refused(Rule.BUNDLE, path, words):
            verify_files(files, stated)


def test_a_changed_entry_shows_in_its_tile(files: dict[str, bytes], stated: Checkpoint) -> None:
    """The audit names the tile and the hash that an altered entry does not fit."""
    files["tile/entries/001.p/44"] = files["tile/entries/001.p/44"].replace(b"299", b"298")

    with refused(Rule.TILE, "tile/0/001.p/44", "hash 43"):
        verify_files(files, stated)


def test_a_whole_log_with_another_root_is_refused() -> None:
    """A forged history that fits together still does not fit the checkpoint."""
    content, tree = small_log(300)
    forged = [b"forged", *content[1:]]
    other = Tree(map(leaf_hash, forged))

    with refused(Rule.ROOT, "north/log", "size 300"):
        verify_files(log_files(forged, other), checkpoint(tree))


def test_an_absurd_size_costs_nothing() -> None:
    """A checkpoint that claims 2**62 entries is refused without listing their files."""
    _, tree = small_log(1)
    huge = Checkpoint(origin="north/log", size=2**62, root=tree.root())

    with refused(Rule.MISSING, "only 1 files"):
        verify_files({"tile/0/000.p/1": b""}, huge)


def test_reading_needs_every_bundle(files: dict[str, bytes]) -> None:
    """Reading without an audit still refuses a missing or uneven bundle."""
    with refused(Rule.MISSING, "tile/entries/001.p/45"):
        read_log(files, 301)
    assert len(read_log(files, 256)) == 256
    assert list(read_log(files, 300)) == entries(300)
