"""The public draw."""

import hashlib

import pytest

from homeward.model.findings import Refusal
from homeward.planning.draw import group_ticket, nonce_commitment, seed_of, ticket, weight
from tests.unit.planning.cast import SEED, ref

NONCES = [b"a" * 32, b"b" * 32]


def test_the_seed_can_be_made_with_other_tools() -> None:
    """The seed is SHA-256 of a domain line and the sorted nonces, and nothing else."""
    expected = hashlib.sha256(b"homeward/draw/v1\n" + b"a" * 32 + b"b" * 32).hexdigest()

    assert seed_of(NONCES) == expected


def test_nobody_speaks_last() -> None:
    """Order and repetition of the nonces change nothing."""
    assert seed_of([NONCES[1], NONCES[0], NONCES[1]]) == seed_of(NONCES)


def test_each_nonce_counts() -> None:
    """Another nonce of one party is another seed."""
    assert seed_of([b"a" * 32, b"c" * 32]) != seed_of(NONCES)


@pytest.mark.parametrize("nonces", [[], [b"short"], [b"a" * 32, b"b" * 33]])
def test_a_nonce_has_32_bytes(nonces: list[bytes]) -> None:
    """No nonce, a short one and a long one are refused."""
    with pytest.raises(Refusal) as refusal:
        seed_of(nonces)

    assert refusal.value.code == "PLAN-1"


def test_a_commitment_binds_the_nonce() -> None:
    """The commitment to a nonce is its own hash, apart from the seed and other for another nonce."""
    found = nonce_commitment(NONCES[0])

    assert found not in {nonce_commitment(NONCES[1]), seed_of(NONCES[:1])}


def test_a_ticket_rests_on_seed_and_person() -> None:
    """The same seed and person give the same ticket; another seed or another person another one."""
    mine = ticket(SEED, ref(1))

    assert mine == ticket(SEED, ref(1))
    assert mine not in {ticket(SEED, ref(2)), ticket(seed_of(NONCES), ref(1))}


def test_a_family_draws_one_ticket() -> None:
    """A group has one ticket whatever the order of its members, and it is no member's own."""
    family = group_ticket(SEED, [ref(1), ref(2), ref(3)])

    assert family == group_ticket(SEED, [ref(3), ref(1), ref(2)])
    assert family not in {ticket(SEED, ref(one)) for one in (1, 2, 3)}


def test_a_group_of_one_is_a_person() -> None:
    """Somebody alone in a group draws as anybody else."""
    assert group_ticket(SEED, [ref(1)]) == ticket(SEED, ref(1))


def test_a_lot_has_16_bits_and_differs_by_slot_and_turn() -> None:
    """Lots of one kind differ between tranches and between turns, and stay below 65536."""
    lots = {weight(SEED, ticket(SEED, ref(1)), slot, turn) for slot in range(4) for turn in (1, 2)}

    assert len(lots) == 8
    assert max(lots) < 2**16
