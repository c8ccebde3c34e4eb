"""Sources of random bytes: the machine's, and a replayable one for demonstrations and tests."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SystemLots:
    """The operating system's generator."""

    def draw(self, size: int) -> bytes:
        """Return *size* bytes nobody can foresee."""
        return secrets.token_bytes(size)


@dataclass(slots=True)
class SeededLots:
    """Bytes that anyone with the seed can make again. Never for a real exchange."""

    seed: bytes
    drawn: int = 0

    def draw(self, size: int) -> bytes:
        """Return the next *size* bytes of SHAKE-256 over the seed and a counter."""
        self.drawn += 1
        return hashlib.shake_256(self.seed + self.drawn.to_bytes(8, "big")).digest(size)
