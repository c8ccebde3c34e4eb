"""What the core asks of the world: Protocols over model types, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from homeward.model.findings import Json
from homeward.model.ids import OfficerId, OrgId
from homeward.model.plans import Program, Solution
from homeward.model.vault import Document

Numbers: TypeAlias = npt.NDArray[np.int8] | npt.NDArray[np.int32]

_Part = TypeVar("_Part")
_Answer = TypeVar("_Answer")


class Clock(Protocol):
    """Tells the time. Tests and demonstrations set it; nothing else may."""

    def now(self) -> datetime:
        """Return the present instant in UTC, whole seconds."""
        ...


class Lots(Protocol):
    """Draws bytes nobody can foresee. Only a demonstration or a test may use a seeded one."""

    def draw(self, size: int) -> bytes:
        """Return *size* random bytes."""
        ...


class Solver(Protocol):
    """Solves integer programs to a proven optimum."""

    def solve(self, program: Program, *, start: tuple[int, ...] | None = None) -> Solution:
        """Minimise ``program.cost``; ``bound == objective`` means proven. *start* is a feasible point, if known."""
        ...


class Keys(Protocol):
    """This seat's secret keys, one for one use."""

    def officer_sign(self, officer: OfficerId, message: bytes) -> bytes:
        """Sign with an officer's Ed25519 key; refuse (``KEY-1``) when this seat does not hold it."""
        ...

    def seat_sign(self, use: str, message: bytes) -> bytes:
        """Sign with the seat's ``log``, ``witness`` or ``seat`` key."""
        ...

    def public(self, use: str) -> str:
        """Return the public half of a key: a verifier key for an officer or seat use, base64 for ``seal``."""
        ...

    def seal(self, public_key: str, data: bytes) -> bytes:
        """Seal *data* so that only the seat with that sealing key can open it (HPKE, RFC 9180)."""
        ...

    def unseal(self, sealed: bytes) -> bytes:
        """Open what another seat sealed to this one; refuse (``KEY-2``) when it was not."""
        ...


class Store(Protocol):
    """A seat's folder: its own log, verified mirrors of the others, and shelves of files on their way."""

    def lock(self) -> AbstractContextManager[None]:
        """Hold the seat for writing; refuse (``STORE-1``) while another program does."""
        ...

    def steady(self) -> AbstractContextManager[None]:
        """Hold writers off while the record is read; inside :meth:`lock` it holds already."""
        ...

    def logs(self) -> tuple[OrgId, ...]:
        """Return the organisations of which there is a log, in alphabetical order."""
        ...

    def read(self, org: OrgId) -> dict[str, bytes]:
        """Return every file under the organisation's log, path to bytes; empty when there is none."""
        ...

    def write(
        self, org: OrgId, files: Mapping[str, bytes], *, last: Mapping[str, bytes], remove: Iterable[str]
    ) -> None:
        """Make *files* durable, then each of *last* (checkpoints) atomically, then delete *remove*."""
        ...

    def shelf(self, name: str) -> dict[str, bytes]:
        """Return the files of a shelf (``pending``, ``outbox``) by name."""
        ...

    def put(self, shelf: str, name: str, data: bytes | None) -> None:
        """Make one file of a shelf durable, or remove it (None)."""
        ...


class Vault(Protocol):
    """A seat's personal data, sealed person by person, and what it remembers besides."""

    def put(self, documents: Iterable[Document]) -> None:
        """Seal and keep *documents*, all or none; one of the same kind, person and key is replaced."""
        ...

    def get(self, kind: str) -> tuple[Document, ...]:
        """Return all documents of a kind, in order of person and key."""
        ...

    def replace(self, kind: str, documents: Iterable[Document]) -> None:
        """Keep *documents* instead of all there were of that kind, all or none."""
        ...

    def people(self) -> frozenset[str]:
        """Return whom the vault has a key for."""
        ...

    def erase(self, people: Collection[str]) -> int:
        """Destroy the keys of *people* and all that is about them; return how many people there were."""
        ...

    def keep(self, name: str, value: Json) -> None:
        """Remember something that is about nobody, under *name*."""
        ...

    def kept(self, name: str) -> Json:
        """Return what is remembered under *name*, or None."""
        ...


class Progress(Protocol):
    """Tells a waiting person how far a long step is."""

    def __call__(self, step: str, share: float) -> None:
        """Report that *step* is *share* (0 to 1) done."""
        ...


class Workers(Protocol):
    """Does the same work on many parts. The answers do not depend on how many parts are worked on at once."""

    @property
    def threads(self) -> int:
        """How many parts are worked on at once."""
        ...

    def map(self, work: Callable[[_Part], _Answer], parts: Iterable[_Part]) -> Iterator[_Answer]:
        """Yield the answer for each part, in the order of the parts."""
        ...

    def apart(self, work: Callable[[_Part], _Answer], parts: Iterable[_Part]) -> Iterator[_Answer]:
        """Do as :meth:`map`, for work that keeps the interpreter busy: it and its parts can be sent elsewhere."""
        ...


class Memory(Protocol):
    """Remembers the steps of a long piece of work, so that it can be taken up where it was stopped."""

    def recall(self, name: str) -> Mapping[str, Numbers] | None:
        """Return what was remembered of a step, or None."""
        ...

    def remember(self, name: str, numbers: Mapping[str, Numbers]) -> None:
        """Make the numbers of a finished step durable, all or none."""
        ...
