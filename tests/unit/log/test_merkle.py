import hashlib

import pytest

from homeward.log import (
    EMPTY_ROOT,
    Rule,
    Tree,
    leaf_hash,
    node_hash,
    root_of,
    sorted_root,
    tree_of,
    verify_consistency,
    verify_inclusion,
)
from tests.unit.log.cast import entries, refused

# The eight leaves with which the reference implementation of RFC 6962 (certificate-transparency) tests its trees,
# and the roots of the trees of 1 to 8 of them.
KNOWN_LEAVES = [
    bytes.fromhex(leaf)
    for leaf in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
KNOWN_ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def test_roots_are_those_of_rfc_6962() -> None:
    """Every size of the reference tree has the published root."""
    tree = tree_of(KNOWN_LEAVES)

    assert [tree.root(size).hex() for size in range(1, 9)] == KNOWN_ROOTS
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert tree.root(0) == Tree().root() == EMPTY_ROOT


def test_a_leaf_is_never_a_node() -> None:
    """An entry that holds two hashes does not hash to the node over them."""
    left, right = leaf_hash(b"a"), leaf_hash(b"b")

    assert leaf_hash(left + right) != node_hash(left, right)


def test_appending_one_by_one_gives_the_same_tree() -> None:
    """How the leaves arrived leaves no trace."""
    content = entries(300)
    one_by_one, at_once, in_two = Tree(), tree_of(content), Tree(map(leaf_hash, content[:77]))

    for entry in content:
        one_by_one.append(leaf_hash(entry))
    in_two.extend(map(leaf_hash, content[77:]))

    assert [one_by_one.root(n) for n in range(301)] == [at_once.root(n) for n in range(301)]
    assert in_two.root() == at_once.root() == root_of(map(leaf_hash, content))


def test_hashes_of_a_level_can_be_read() -> None:
    """A level holds the roots of full subtrees only."""
    tree = tree_of(KNOWN_LEAVES[:7])

    assert tree.hashes(1, 0, 1) == node_hash(leaf_hash(b""), leaf_hash(b"\0"))
    assert tree.hashes(0, 6, 1) == leaf_hash(KNOWN_LEAVES[6])
    assert tree.hashes(2, 1, 0) == b""
    for level, first, count in ((1, 3, 1), (0, -1, 1), (0, 0, 8), (9, 0, 1), (-1, 0, 0 + 1), (0, 2, -1)):
        with refused(Rule.OUTSIDE_TREE, "tree of 7"):
            tree.hashes(level, first, count)


def test_nothing_is_proved_about_places_outside_the_tree() -> None:
    """Roots and proofs are given for sizes and indexes the tree has, and no others."""
    tree = tree_of(entries(5))

    for size in (-1, 6):
        with refused(Rule.OUTSIDE_TREE):
            tree.root(size)
        with refused(Rule.OUTSIDE_TREE):
            tree.inclusion(0, size)
        with refused(Rule.OUTSIDE_TREE):
            tree.consistency(1, size)
    for index in (-1, 3, 4):
        with refused(Rule.OUTSIDE_TREE, f"entry {index}"):
            tree.inclusion(index, 3)
    with refused(Rule.OUTSIDE_TREE):
        tree.consistency(4, 3)
    with refused(Rule.OUTSIDE_TREE):
        tree.consistency(-1, 3)
    with refused(Rule.NOTHING_PROVED):
        tree.consistency(0, 3)


def test_a_tree_takes_hashes_only() -> None:
    """A leaf hash of another length is refused and the tree stays as it was."""
    tree = tree_of(entries(3))
    root = tree.root()

    with refused(Rule.HASH_LENGTH, "31 bytes"):
        tree.extend([leaf_hash(b"x"), b"\0" * 31])

    assert (tree.size, tree.root()) == (3, root)


def test_every_entry_of_the_reference_tree_is_proved() -> None:
    """An inclusion proof of each entry at each size verifies against the published root."""
    tree = tree_of(KNOWN_LEAVES)
    for size in range(1, 9):
        for index in range(size):
            verify_inclusion(
                index=index,
                size=size,
                leaf=leaf_hash(KNOWN_LEAVES[index]),
                proof=tree.inclusion(index, size),
                root=bytes.fromhex(KNOWN_ROOTS[size - 1]),
            )


def test_a_wrong_inclusion_proof_is_refused() -> None:
    """Another entry, index, root, a missing, surplus or swapped hash: each is refused."""
    tree = tree_of(KNOWN_LEAVES)
    leaf, proof, root = leaf_hash(KNOWN_LEAVES[5]), tree.inclusion(5, 7), tree.root(7)
    wrong = [
        (4, leaf, proof, root),
        (5, leaf_hash(b"x"), proof, root),
        (5, leaf, proof[:-1], root),
        (5, leaf, (*proof, root), root),
        (5, leaf, proof[::-1], root),
        (5, leaf, proof, tree.root(6)),
        (5, leaf, (), leaf),
    ]

    for index, claimed, path, stated in wrong:
        with refused(Rule.INCLUSION, "in a tree of 7"):
            verify_inclusion(index=index, size=7, leaf=claimed, proof=path, root=stated)


def test_inclusion_has_hard_edges() -> None:
    """No entry is in an empty tree, and what is no hash proves nothing, not even its own equal."""
    for index, size in ((0, 0), (7, 7), (-1, 7)):
        with refused(Rule.OUTSIDE_TREE):
            verify_inclusion(index=index, size=size, leaf=EMPTY_ROOT, proof=(), root=EMPTY_ROOT)
    with refused(Rule.HASH_LENGTH, "0 bytes"):
        verify_inclusion(index=0, size=1, leaf=b"", proof=(), root=b"")
    with refused(Rule.INCLUSION, "too many"):
        verify_inclusion(index=0, size=1, leaf=EMPTY_ROOT, proof=(EMPTY_ROOT,), root=EMPTY_ROOT)


def test_a_wrong_consistency_proof_is_refused() -> None:
    """Wrong roots and missing, surplus or swapped hashes are refused, for each pair of sizes."""
    tree = tree_of(KNOWN_LEAVES)
    for old in range(1, 8):
        for new in range(old + 1, 9):
            proof, before, after = tree.consistency(old, new), tree.root(old), tree.root(new)
            wrong = [
                (proof, after, before),
                (proof, leaf_hash(b"x"), after),
                (proof, before, leaf_hash(b"x")),
                (proof[:-1], before, after),
                (proof[1:], before, after),
                ((*proof, after), before, after),
                ((), before, after),
            ]
            for path, first, second in wrong:
                with refused(Rule.CONSISTENCY):
                    verify_consistency(old_size=old, new_size=new, proof=path, old_root=first, new_root=second)


def test_consistency_has_hard_edges() -> None:
    """From size 0 any root would pass, so none does; equal sizes need equal roots and no proof."""
    root, other = leaf_hash(b"a"), leaf_hash(b"b")
    with refused(Rule.NOTHING_PROVED):
        verify_consistency(old_size=0, new_size=1, proof=(), old_root=EMPTY_ROOT, new_root=root)
    for old, new in ((2, 1), (-1, 1)):
        with refused(Rule.OUTSIDE_TREE):
            verify_consistency(old_size=old, new_size=new, proof=(), old_root=root, new_root=root)
    verify_consistency(old_size=1, new_size=1, proof=(), old_root=root, new_root=root)
    with refused(Rule.CONSISTENCY):
        verify_consistency(old_size=1, new_size=1, proof=(), old_root=root, new_root=other)
    with refused(Rule.CONSISTENCY):
        verify_consistency(old_size=1, new_size=1, proof=(root,), old_root=root, new_root=root)
    with refused(Rule.HASH_LENGTH, "12 bytes"):
        verify_consistency(old_size=1, new_size=1, proof=(), old_root=b"don't care 2", new_root=b"don't care 2")


def test_a_list_of_commitments_has_one_root() -> None:
    """The root does not tell the order of the rows, and a leaf is the raw commitment."""
    refs = [hashlib.sha256(bytes([number])).hexdigest() for number in range(6)]

    root = sorted_root(refs)

    assert root == sorted_root(reversed(refs)) == root_of(leaf_hash(bytes.fromhex(ref)) for ref in sorted(refs)).hex()
    assert sorted_root([]) == EMPTY_ROOT.hex()
    assert sorted_root(refs[:5]) != root


def test_a_commitment_counts_once() -> None:
    """A doubled commitment would count a person twice and is refused."""
    ref = hashlib.sha256(b"a").hexdigest()

    with refused(Rule.TWICE_COMMITTED, ref):
        sorted_root([ref, "0" * 64, ref])


@pytest.mark.parametrize("ref", ["", "0" * 63, "0" * 65, "A" * 64, "g" * 64, "0" * 64 + "\n", "٠" * 64])
def test_what_is_no_commitment_is_refused(ref: str) -> None:
    """A commitment is 64 lowercase hex digits."""
    with refused(Rule.COMMITMENT):
        sorted_root([ref])
