"""Laws of the log, for logs of any length and any content."""

from contextlib import suppress
from itertools import pairwise

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from homeward.log import (
    Checkpoint,
    Note,
    Proof,
    SignatureLine,
    Tree,
    add_line,
    changed_files,
    decode_bundle,
    encode_bundle,
    format_checkpoint,
    format_note,
    format_proof,
    leaf_hash,
    log_files,
    node_hash,
    parse_checkpoint,
    parse_note,
    parse_proof,
    read_log,
    sorted_root,
    tree_of,
    verify_consistency,
    verify_files,
    verify_growth,
    verify_inclusion,
)
from homeward.log.ed25519 import require_sound_key
from homeward.model.findings import Refusal

LOGS = st.lists(st.binary(max_size=4), min_size=1, max_size=40)
SIZES = st.integers(0, 70_000)
HASHES = st.binary(min_size=32, max_size=32)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.just("\n"), max_size=30)
NAMES = st.text("abc./їя", min_size=1, max_size=5)
LINES = st.builds(
    SignatureLine, name=NAMES, key_id=st.binary(min_size=4, max_size=4), signature=st.binary(min_size=1, max_size=80)
)

CONTENT = [number.to_bytes(3, "big") for number in range(70_000)]
LEAVES = [leaf_hash(entry) for entry in CONTENT]
BIG = Tree(LEAVES)


def spelled_out(hashes: list[bytes]) -> bytes:
    """Return the root as RFC 6962 section 2.1 defines it, word for word."""
    if len(hashes) == 1:
        return hashes[0]
    middle = 1
    while 2 * middle < len(hashes):
        middle *= 2
    return node_hash(spelled_out(hashes[:middle]), spelled_out(hashes[middle:]))


@st.composite
def notes(draw: st.DrawFn) -> Note:
    """Draw a note in canonical form."""
    lines = draw(st.lists(LINES, min_size=1, max_size=5, unique_by=lambda line: (line.name, line.key_id)))
    note = Note(text=draw(TEXTS) + "\n")
    for line in lines:
        note = add_line(note, line)
    return note


@given(LOGS)
def test_a_root_is_what_the_rfc_defines(log: list[bytes]) -> None:
    """The flat tree gives the root of the recursive definition, at every size."""
    tree = tree_of(log)
    hashes = [leaf_hash(entry) for entry in log]

    assert [tree.root(size) for size in range(1, len(log) + 1)] == [
        spelled_out(hashes[:size]) for size in range(1, len(log) + 1)
    ]


@given(st.lists(SIZES, max_size=4))
@settings(max_examples=25)
def test_an_earlier_root_is_that_of_a_fresh_tree(sizes: list[int]) -> None:
    """However a tree grew, its root at an earlier size is the root of a tree that ends there."""
    grown = Tree()
    for low, high in pairwise([0, *sorted(sizes)]):
        grown.extend(LEAVES[low:high])

    for size in sizes:
        assert BIG.root(size) == grown.root(size)
    if sizes:
        assert Tree(LEAVES[: sizes[0]]).root() == BIG.root(sizes[0])


@given(st.integers(1, 70_000), st.data())
def test_every_inclusion_proof_verifies(size: int, data: st.DataObject) -> None:
    """A proof of any entry at any size leads to the root, and for no other entry."""
    index = data.draw(st.integers(0, size - 1))
    proof, root = BIG.inclusion(index, size), BIG.root(size)

    verify_inclusion(index=index, size=size, leaf=LEAVES[index], proof=proof, root=root)

    assume(size > 1)
    other = (index + data.draw(st.integers(1, size - 1))) % size
    with pytest.raises(Refusal):
        verify_inclusion(index=other, size=size, leaf=LEAVES[index], proof=proof, root=root)
    with pytest.raises(Refusal):
        verify_inclusion(index=index, size=size, leaf=LEAVES[other], proof=proof, root=root)


@given(st.integers(1, 70_000), st.integers(1, 70_000))
def test_every_consistency_proof_verifies(one: int, other: int) -> None:
    """Any two sizes of one log are joined by a proof, which does not join swapped roots."""
    old, new = sorted((one, other))
    proof, before, after = BIG.consistency(old, new), BIG.root(old), BIG.root(new)

    verify_consistency(old_size=old, new_size=new, proof=proof, old_root=before, new_root=after)

    assume(old < new)
    with pytest.raises(Refusal):
        verify_consistency(old_size=old, new_size=new, proof=proof, old_root=after, new_root=before)


@given(LOGS, st.data())
def test_a_rewritten_history_is_never_consistent(log: list[bytes], data: st.DataObject) -> None:
    """If an old entry was changed, no proof made from the new log joins the old root."""
    old = data.draw(st.integers(1, len(log)))
    at = data.draw(st.integers(0, old - 1))
    honest, forged = tree_of(log), tree_of([*log[:at], log[at] + b"x", *log[at + 1 :], b"new"])
    before = Checkpoint(origin="north/log", size=old, root=honest.root(old))
    after = Checkpoint(origin="north/log", size=forged.size, root=forged.root())

    with pytest.raises(Refusal):
        verify_growth(before, after, forged.consistency(old, forged.size))


@given(st.integers(2, 300), st.data())
def test_any_flipped_bit_of_a_proof_is_caught(size: int, data: st.DataObject) -> None:
    """Neither an inclusion nor a consistency proof survives one changed bit."""
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size - 1))
    inclusion, consistency = list(BIG.inclusion(index, size)), list(BIG.consistency(old, size))
    for path in (inclusion, consistency):
        at, bit = data.draw(st.integers(0, len(path) - 1)), data.draw(st.integers(0, 255))
        path[at] = (int.from_bytes(path[at], "big") ^ (1 << bit)).to_bytes(32, "big")

    with pytest.raises(Refusal, match="LOG-3"):
        verify_inclusion(index=index, size=size, leaf=LEAVES[index], proof=inclusion, root=BIG.root(size))
    with pytest.raises(Refusal, match="LOG-4"):
        verify_consistency(
            old_size=old, new_size=size, proof=consistency, old_root=BIG.root(old), new_root=BIG.root(size)
        )


@given(st.sets(HASHES, max_size=20), st.data())
def test_the_order_of_commitments_changes_nothing(commitments: set[bytes], data: st.DataObject) -> None:
    """Any order of the rows gives one root, and a row more gives another."""
    rows = [commitment.hex() for commitment in commitments]
    shuffled = data.draw(st.permutations(rows))

    assert sorted_root(rows) == sorted_root(shuffled)
    assume("0" * 64 not in rows)
    assert sorted_root([*rows, "0" * 64]) != sorted_root(rows)


@given(st.lists(st.binary(max_size=300), max_size=256))
def test_unframing_a_bundle_gives_its_entries(entries: list[bytes]) -> None:
    """decode_bundle(encode_bundle(x)) == x."""
    assert list(decode_bundle(encode_bundle(entries))) == entries


@given(st.binary(max_size=40))
def test_a_bundle_has_one_spelling(data: bytes) -> None:
    """What can be read as a bundle is what its entries are written as."""
    try:
        entries = decode_bundle(data)
    except Refusal:
        return
    assert encode_bundle(entries) == data


@given(notes())
def test_unframing_a_note_gives_the_note(note: Note) -> None:
    """parse_note(format_note(x)) == x."""
    assert parse_note(format_note(note)) == note


@given(notes(), st.data())
def test_a_note_has_one_spelling(note: Note, data: st.DataObject) -> None:
    """A note with one byte changed, added or removed is refused, or is another note: never the same one."""
    written = format_note(note)
    at = data.draw(st.integers(0, len(written)))
    byte = data.draw(st.binary(max_size=1) | st.sampled_from([b"\n", b" ", b"=", b"A"]))
    changed = written[:at] + byte + written[at + data.draw(st.integers(0, 1)) :]
    assume(changed != written)

    try:
        again = parse_note(changed)
    except Refusal:
        return

    assert again != note
    assert format_note(again) == changed


@given(st.binary(max_size=120) | TEXTS.map(str.encode))
def test_no_bytes_break_a_reader(data: bytes) -> None:
    """A reader answers or refuses; nothing else comes out, whatever goes in."""
    for read in (parse_note, parse_proof, lambda raw: parse_checkpoint(raw.decode("latin-1"))):
        with suppress(Refusal):
            read(data)


@given(NAMES, st.integers(1, 2**63 - 1), HASHES)
def test_a_checkpoint_comes_back(origin: str, size: int, root: bytes) -> None:
    """parse_checkpoint(format_checkpoint(x)) == x."""
    checkpoint = Checkpoint(origin=origin, size=size, root=root)

    assert parse_checkpoint(format_checkpoint(checkpoint)) == checkpoint


@given(st.integers(0, 2**63 - 1), st.lists(HASHES, max_size=63), st.none() | st.binary(max_size=9), LINES)
def test_a_proof_comes_back(index: int, hashes: list[bytes], extra: bytes | None, line: SignatureLine) -> None:
    """parse_proof(format_proof(x)) == x."""
    text = format_checkpoint(Checkpoint(origin="north/log", size=7, root=LEAVES[0]))
    proof = Proof(index=index, hashes=tuple(hashes), checkpoint=Note(text=text, lines=(line,)), extra=extra)

    assert parse_proof(format_proof(proof)) == proof


@given(st.lists(st.integers(0, 70_000), min_size=1, max_size=5))
@settings(max_examples=15)
def test_a_folder_that_grew_is_the_folder_of_its_log(sizes: list[int]) -> None:
    """Applying the changes of each growth leaves exactly the files of the last size."""
    folder: dict[str, bytes] = {}
    size = 0
    for new in sorted(sizes):
        tree = Tree(LEAVES[:new])
        changes = changed_files(size, CONTENT[size - size % 256 : new], tree)
        assert not set(changes.remove) & set(changes.write)
        folder |= changes.write
        for path in changes.remove:
            del folder[path]
        size = new

    assert folder == log_files(CONTENT[:size], Tree(LEAVES[:size]))


@given(st.integers(0, 1_000), st.data())
@settings(max_examples=60)
def test_a_growing_folder_always_holds_one_whole_log(old: int, data: st.DataObject) -> None:
    """After the writes and before the removals, the files of both sizes are there: any stop leaves a whole log."""
    new = data.draw(st.integers(old, 1_300))
    before = log_files(CONTENT[:old], Tree(LEAVES[:old]))
    changes = changed_files(old, CONTENT[old - old % 256 : new], Tree(LEAVES[:new]))

    both = before | dict(changes.write)

    assert before.items() <= both.items()
    assert log_files(CONTENT[:new], Tree(LEAVES[:new])).items() <= both.items()


@given(st.integers(1, 600), st.data())
def test_any_flipped_bit_of_any_file_is_caught(size: int, data: st.DataObject) -> None:
    """No file of a log can change by one bit without the audit refusing."""
    tree = Tree(LEAVES[:size])
    files = log_files(CONTENT[:size], tree)
    checkpoint = Checkpoint(origin="north/log", size=size, root=tree.root())
    assert list(verify_files(files, checkpoint)[0]) == list(read_log(files, size)) == CONTENT[:size]
    path = data.draw(st.sampled_from(sorted(files)))
    content = bytearray(files[path])
    content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))

    with pytest.raises(Refusal, match=r"LOG-4[01]"):
        verify_files(files | {path: bytes(content)}, checkpoint)


@given(st.integers(1, 600), st.data())
def test_any_cut_file_is_caught(size: int, data: st.DataObject) -> None:
    """No file of a log can lose or gain bytes without the audit refusing."""
    tree = Tree(LEAVES[:size])
    files = log_files(CONTENT[:size], tree)
    path = data.draw(st.sampled_from(sorted(files)))
    cut = data.draw(st.integers(0, len(files[path]) - 1))
    changed = data.draw(st.sampled_from([files[path][:cut], files[path] + bytes(cut + 1)]))

    with pytest.raises(Refusal, match=r"LOG-(37|41)"):
        verify_files(files | {path: changed}, Checkpoint(origin="north/log", size=size, root=tree.root()))


@given(st.binary(min_size=32, max_size=32))
@settings(max_examples=40)
def test_every_made_key_is_sound(seed: bytes) -> None:
    """A key made the usual way is never refused, and no key is refused because of its signer's luck."""
    public_key = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()

    require_sound_key(public_key, "Nadia")
