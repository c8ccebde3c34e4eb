from dataclasses import replace

import pytest

from homeward.log import Proof, Rule, format_proof, make_proof, parse_proof, tree_of, verify_proof
from tests.unit.log.cast import INES, LOG, POLICY, SOUTH, entries, refused, signed_checkpoint, small_log


def proof_of(index: int, count: int = 7) -> Proof:
    """Return a fully cosigned proof of one entry."""
    _, tree = small_log(count)
    return make_proof(tree, index, signed_checkpoint(tree, LOG, SOUTH, INES))


@pytest.mark.parametrize("index", range(7))
def test_a_family_can_verify_a_proof_file(index: int) -> None:
    """A proof of each entry is written, read back, and verified with the entry and the policy alone."""
    proof = parse_proof(format_proof(proof_of(index)))

    opened = verify_proof(proof, entries(7)[index], POLICY)

    assert proof == proof_of(index)
    assert opened.checkpoint.size == 7


def test_a_proof_holds_against_an_earlier_checkpoint() -> None:
    """A log that has grown can still prove entries against what it signed before."""
    content, early = small_log(4)
    note = signed_checkpoint(early, LOG, SOUTH, INES)

    proof = make_proof(tree_of(entries(9)), 2, note)

    assert verify_proof(proof, content[2], POLICY).checkpoint.size == 4


def test_no_proof_is_made_for_another_logs_checkpoint() -> None:
    """The checkpoint must be one of this tree, and the entry must be in it."""
    _, tree = small_log()
    with refused(Rule.ROOT, "north/log"):
        make_proof(tree, 0, signed_checkpoint(tree_of([b"x"]), LOG))
    with refused(Rule.OUTSIDE_TREE):
        make_proof(tree, 5, signed_checkpoint(tree, LOG))


def test_what_comes_with_a_proof_comes_back() -> None:
    """Extra data is kept apart from no extra data."""
    for extra in (None, b"", b"age-v1.2.1"):
        proof = replace(proof_of(0), extra=extra)

        assert parse_proof(format_proof(proof)) == proof


def test_the_tallest_tree_has_a_proof() -> None:
    """63 hashes, for a size just below 2**63, come back."""
    proof = replace(proof_of(0), hashes=(bytes(32),) * 63)

    assert parse_proof(format_proof(proof)) == proof


def test_the_file_is_laid_out_as_c2sp_says() -> None:
    """Header, extra, index, hashes, a blank line, and the checkpoint as it is."""
    lines = format_proof(replace(proof_of(0), extra=b"x")).decode().split("\n")

    assert lines[:3] == ["c2sp.org/tlog-proof@v1", "extra eA==", "index 0"]
    assert lines[6:9] == ["", "north/log", "7"]


def test_each_step_of_the_verification_can_refuse() -> None:
    """The entry, the index, the signatures and the quorum each count."""
    entry = entries(7)[2]
    proof = proof_of(2)
    _, tree = small_log(7)
    alone = make_proof(tree, 2, signed_checkpoint(tree, LOG, SOUTH))

    for wrong, content, rule in (
        (proof, b"another entry", Rule.INCLUSION),
        (replace(proof, index=3), entry, Rule.INCLUSION),
        (replace(proof, index=7), entry, Rule.OUTSIDE_TREE),
        (replace(proof, hashes=proof.hashes[:-1]), entry, Rule.INCLUSION),
        (replace(proof, checkpoint=replace(proof.checkpoint, text="x\n")), entry, Rule.SIGNATURE),
        (alone, entry, Rule.QUORUM),
    ):
        with refused(rule):
            verify_proof(wrong, content, POLICY)


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("@v1", "@v2", Rule.PROOF_FORM),
        ("index 2\n", "", Rule.PROOF_FORM),
        ("index 2\n", "index  2\n", Rule.DECIMAL),
        ("index 2\n", "index 02\n", Rule.DECIMAL),
        ("index 2\n", "index 2\nextra eA==\n", Rule.BASE64),
        ("index 2\n", "extra eB==\nindex 2\n", Rule.BASE64),
        ("index 2\n", "index 2\n\n", Rule.CHECKPOINT_FORM),
        ("\n\n", "\n", Rule.PROOF_FORM),
        ("index 2\n", "index 2\n" + "eA==\n" * 64, Rule.PROOF_FORM),
    ],
)
def test_another_spelling_of_a_proof_is_refused(old: str, new: str, rule: Rule) -> None:
    """Order and spelling of the lines are fixed."""
    text = format_proof(proof_of(2)).decode().replace(old, new)

    with refused(rule):
        parse_proof(text.encode())
