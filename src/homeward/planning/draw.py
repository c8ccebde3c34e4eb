"""The public draw: who comes first among equals, decided by bytes neither party could choose alone.

Before the lists close each party publishes a commitment to a nonce of 32 random bytes; after they closed it reveals the
nonce. The seed is a hash of all nonces together, and every ticket a hash of the seed and of the person's own
commitment. Nobody can foresee a ticket, and everybody who holds the commitments can make all of them again. A ticket
rests on no party's name and on no place in a list.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Final

from homeward.model.findings import Refusal
from homeward.model.ids import Digest, Ref

NONCE_BYTES: Final = 32
"""Length of a nonce: as long as the hash, so that its commitment hides it."""

_SEED: Final = b"homeward/draw/v1\n"
_NONCE: Final = b"homeward/draw-nonce/v1\n"
_TICKET: Final = b"homeward/draw-ticket/v1\n"
_GROUP: Final = b"homeward/draw-group/v1\n"
_WEIGHT: Final = b"homeward/draw-weight/v1\n"

_TICKET_BYTES: Final = 16
"""Two of a million people share a ticket of 128 bits once in 10**26 draws."""


def nonce_commitment(nonce: bytes) -> Digest:
    """
    Return what a party publishes before the lists close, and opens by revealing *nonce*.

    Raises:
        Refusal: ``PLAN-1`` for a nonce that is not 32 bytes long.
    """
    return _hash(_NONCE, _nonce(nonce))


def seed_of(nonces: Iterable[bytes]) -> Digest:
    """
    Return the seed that all *nonces* make together.

    Order and repetition change nothing, so no party speaks last.

    Raises:
        Refusal: ``PLAN-1`` for a nonce that is not 32 bytes long, or none at all.
    """
    parts = sorted({_nonce(nonce) for nonce in nonces})
    if not parts:
        raise Refusal(
            "PLAN-1", "a draw needs the nonces of the parties", hint="wait until each party has revealed its own"
        )
    return _hash(_SEED, *parts)


def ticket(seed: Digest, ref: Ref) -> int:
    """Return the ticket of one person, made of the seed and the person's commitment only; the smaller goes first."""
    return _number(_TICKET, bytes.fromhex(seed), ref.encode())


def group_ticket(seed: Digest, refs: Iterable[Ref]) -> int:
    """Return the one ticket of people who travel together: size gives no advantage. One person has their own ticket."""
    members = sorted(set(refs))
    if len(members) == 1:
        return ticket(seed, members[0])
    return _number(_GROUP, bytes.fromhex(seed), *(ref.encode() for ref in members))


def weight(seed: Digest, lowest_ticket: int, slot: int, turn: int) -> int:
    """
    Return the lot, 0 to 65535, of one kind of people for one *slot* (a tranche) in one *turn* of the draw.

    *lowest_ticket* stands for the kind: it is the smallest ticket in it. Random weights leave one best plan with high
    probability; a second turn decides what the first left open.

    Source: K. Mulmuley, U. Vazirani and V. Vazirani, "Matching is as easy as matrix inversion", 1987 (isolation lemma).
    """
    parts = (bytes.fromhex(seed), lowest_ticket.to_bytes(_TICKET_BYTES), slot.to_bytes(4), turn.to_bytes(4))
    return _number(_WEIGHT, *parts) >> (8 * _TICKET_BYTES - 16)


def _nonce(nonce: bytes) -> bytes:
    if len(nonce) != NONCE_BYTES:
        raise Refusal(
            "PLAN-1", f"a nonce has {len(nonce)} bytes, not {NONCE_BYTES}", hint="draw a nonce of 32 random bytes"
        )
    return nonce


def _hash(domain: bytes, *parts: bytes) -> Digest:
    return Digest(hashlib.sha256(domain + b"".join(parts)).hexdigest())


def _number(domain: bytes, *parts: bytes) -> int:
    return int(_hash(domain, *parts)[: 2 * _TICKET_BYTES], 16)
