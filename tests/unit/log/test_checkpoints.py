from dataclasses import replace

import pytest

from homeward.log import (
    EMPTY_ROOT,
    Checkpoint,
    Rule,
    format_checkpoint,
    format_note,
    open_checkpoint,
    parse_checkpoint,
    tree_of,
    verify_growth,
)
from tests.unit.log.cast import (
    INES,
    LOG,
    MALLORY,
    NADIA,
    NOON,
    POLICY,
    SOUTH,
    checkpoint,
    entries,
    refused,
    signed,
    signed_checkpoint,
    small_log,
)

ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="
EMPTY = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="


@pytest.mark.parametrize("text", [f"north/log\n20852163\n{ROOT}\n", f"north/log\n0\n{EMPTY}\n"])
def test_a_checkpoint_comes_back(text: str) -> None:
    """What was read is written the same."""
    assert format_checkpoint(parse_checkpoint(text)) == text


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", Rule.CHECKPOINT_FORM),
        ("north/log\n1\n", Rule.CHECKPOINT_FORM),
        (f"north/log\n1\n{ROOT}", Rule.CHECKPOINT_FORM),
        (f"north/log\n1\n{ROOT}\nextension\n", Rule.CHECKPOINT_FORM),
        (f"north/log\n1\n{ROOT}\nextension", Rule.CHECKPOINT_FORM),
        (f"\n1\n{ROOT}\n", Rule.NAME),
        (f"north log\n1\n{ROOT}\n", Rule.NAME),
        (f"north/log\n01\n{ROOT}\n", Rule.DECIMAL),
        (f"north/log\n-1\n{ROOT}\n", Rule.DECIMAL),
        (f"north/log\n9223372036854775808\n{ROOT}\n", Rule.DECIMAL),
        (f"north/log\n1\n{ROOT[:-2]}J=\n", Rule.BASE64),
        ("north/log\n1\nAAAA\n", Rule.HASH_LENGTH),
        (f"north/log\n0\n{ROOT}\n", Rule.EMPTY_TREE),
    ],
)
def test_another_spelling_of_a_checkpoint_is_refused(text: str, rule: Rule) -> None:
    """Three lines, a plain number, a whole root, no extension."""
    with refused(rule):
        parse_checkpoint(text)


@pytest.mark.parametrize("size", [-1, 2**63])
def test_a_size_is_below_2_to_the_63(size: int) -> None:
    """A checkpoint cannot be made with a size that no other implementation could hold."""
    with refused(Rule.OUTSIDE_TREE, str(size)):
        Checkpoint(origin="north/log", size=size, root=EMPTY_ROOT)


def test_a_signed_checkpoint_says_who_cosigned() -> None:
    """The log's own line is needed; the cosigners are named with their time."""
    _, tree = small_log()

    opened = open_checkpoint(format_note(signed_checkpoint(tree, LOG, SOUTH)), POLICY)

    assert opened.checkpoint == checkpoint(tree)
    assert [(one.name, one.timestamp) for one in opened.cosigned] == [("south/mirror", NOON)]


def test_a_checkpoint_needs_the_log_itself() -> None:
    """Cosigners alone cannot speak for a log."""
    _, tree = small_log()

    with refused(Rule.UNSIGNED, "record/north"):
        open_checkpoint(format_note(signed_checkpoint(tree, SOUTH, INES)), POLICY, where="record/north")


def test_a_checkpoint_of_another_log_is_refused() -> None:
    """The origin must be the name of the log's key."""
    text = f"south/log\n1\n{ROOT}\n"

    with refused(Rule.ORIGIN, "south/log", "north/log"):
        open_checkpoint(format_note(signed(text, LOG)), POLICY)


def test_a_stranger_cannot_sign_a_checkpoint() -> None:
    """Officers and outsiders are not on the list of a log's cosigners."""
    _, tree = small_log()

    for stranger in (NADIA, MALLORY):
        with refused(Rule.UNLISTED):
            open_checkpoint(format_note(signed_checkpoint(tree, LOG, stranger)), POLICY)


def test_a_signed_text_that_is_no_checkpoint_is_refused() -> None:
    """A log's signature does not make any text a checkpoint."""
    with refused(Rule.CHECKPOINT_FORM):
        open_checkpoint(format_note(signed("hello\n", LOG)), POLICY)


def test_a_log_may_only_grow() -> None:
    """A longer log with a proof passes; a shorter one, a split view and another log are told apart."""
    tree, fork = tree_of(entries(9)), tree_of([b"x", *entries(8)])
    old, new = checkpoint(tree, 5), checkpoint(tree)

    verify_growth(old, new, tree.consistency(5, 9))
    verify_growth(old, old, ())

    for earlier, later, proof, rule in (
        (new, old, (), Rule.ROLLBACK),
        (new, checkpoint(fork), (), Rule.SPLIT_VIEW),
        (old, checkpoint(fork), fork.consistency(5, 9), Rule.CONSISTENCY),
        (old, new, (), Rule.CONSISTENCY),
        (old, replace(new, origin="south/log"), (), Rule.ORIGIN),
    ):
        with refused(rule):
            verify_growth(earlier, later, proof)


def test_growth_from_nothing_needs_no_proof() -> None:
    """From size 0 there is nothing to prove; a proof there is refused, and so is an empty tree with another root."""
    tree = tree_of(entries(3))
    empty = checkpoint(tree, 0)

    verify_growth(empty, checkpoint(tree), ())
    verify_growth(empty, empty, ())

    with refused(Rule.CONSISTENCY, "empty"):
        verify_growth(empty, checkpoint(tree), tree.consistency(1, 3))
    with refused(Rule.EMPTY_TREE):
        Checkpoint(origin="north/log", size=0, root=tree.root())
