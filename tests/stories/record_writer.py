"""
A program of its own that appends acts to one seat's record, for tests that kill it or run two of it at once.

    python record_writer.py FOLDER COUNT

Prints ``ready``, then for each act its digest once it is acknowledged, or the code of its refusal. Every third act is
signed in two steps, so that it waits on a shelf in between.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from homeward.adapters.clocks import SystemClock
from homeward.adapters.config import read_profile
from homeward.adapters.keys import FolderKeys
from homeward.adapters.lots import SystemLots
from homeward.adapters.store import FolderStore
from homeward.adapters.vault import SqliteVault
from homeward.model.findings import Refusal
from homeward.model.ids import OfficerId
from homeward.model.plans import Program, Solution
from homeward.service.acting import perform, sign_pending
from homeward.service.seat import Seat

FIRST, SECOND = OfficerId("list-1"), OfficerId("list-2")


class NoSolver:
    """A solver that is never asked."""

    def solve(self, program: Program, *, start: tuple[int, ...] | None = None) -> Solution:
        """Refuse to solve."""
        raise NotImplementedError


def seat_in(folder: Path) -> Seat:
    """Open a seat with little more than its record, quickly."""
    profile, lots = read_profile(folder), SystemLots()
    return Seat(
        profile=profile,
        store=FolderStore(folder=folder),
        vault=SqliteVault(path=folder / "vault.sqlite", key_path=folder / "keys" / "vault.key", lots=lots),
        keys=FolderKeys(folder=folder / "keys", exchange=profile.id, org=profile.seat),
        clock=SystemClock(),
        lots=lots,
        solver=NoSolver(),
        progress=_quiet,
    )


def _quiet(step: str, share: float) -> None:
    del step, share


def acts(seat: Seat, count: int) -> Iterator[str]:
    """Append *count* acts; yield the digest of each when it is in the record, or the code of its refusal."""
    for number in range(count):
        try:
            if number % 3 == 2:
                waiting = perform(seat, "vault.erased", {"epoch": number, "persons": 1}, (FIRST,))
                yield sign_pending(seat, waiting.digest, (SECOND,)).digest
            else:
                yield perform(seat, "list.remarked", {"entry": f"{number:064x}", "code": "error"}, (FIRST,)).digest
        except Refusal as refusal:
            yield refusal.code


if __name__ == "__main__":
    here = seat_in(Path(sys.argv[1]))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for said in acts(here, int(sys.argv[2])):
        sys.stdout.write(f"{said}\n")
        sys.stdout.flush()
